"""The quick path runs the rules of documents; those of the text of a file it must know to be silent."""

from __future__ import annotations

from mttq.check.rules import OF_SOURCE, OF_TEXTS

# Why no file that `source.quick` reads and `schema.quick` takes gives these rules anything to report.
SILENT = {
    "repeated_item": "the items of every list differ (schema/quick.py)",
    "unclear_item": "no text runs over lines, begins with a dash or holds one after two spaces (source/quick.py); "
    "no text in a list is below paragraphs (schema/quick.py)",
    "pasted_bullet": "there are no bullets in the file (source/quick.py)",
    "odd_space": "there are none in the file (source/quick.py)",
    "invisible_character": "there are none in the file (source/quick.py)",
    "old_encoding": "there are no letters in the file that Vietnamese has not, and no entities (source/quick.py)",
}


def test_the_quick_path_knows_why_each_rule_of_the_text_is_silent() -> None:
    assert [rule.__name__ for rule in OF_SOURCE] == list(SILENT)


# The same for the rules of texts; `check/examination.py` gives up where one could have something to report.
SILENT_ON_TEXTS = {
    "unknown_reference": "every brace but those of `{}` opens a reference that can be printed",
    "unknown_source": "no source in the file resembles the name of a unit that it is not (`may_misname`)",
    "contradicting_text": "no number in the file may be said of a figure of it (check/text_numbers.py)",
}


def test_the_quick_path_knows_why_each_rule_of_texts_is_silent() -> None:
    assert [rule.__name__ for rule in OF_TEXTS] == list(SILENT_ON_TEXTS)
