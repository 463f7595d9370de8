"""Each rule that `examine` runs is one that the quick path knows to have nothing to say."""

from __future__ import annotations

from mttq.check.rules import OF_DOCUMENT, OF_SOURCE

# How the quick path comes to know that a rule is silent. A new rule stands here once `check/quick.py` heeds it.
SILENT = {
    "repeated_item": "the items of every list differ (schema/quick.py)",
    "run_on_lines": "no text runs over lines, begins with a dash or holds one after two spaces (source/quick.py); "
    "no text in a list stands below paragraphs (schema/quick.py)",
    "odd_spaces": "there are none in the file (source/quick.py)",
    "invisible_characters": "there are none in the file (source/quick.py)",
    "folder_mismatch": "what the document says is what its place says",
    "unknown_unit": "the unit is there at that time, and so are those that targets are handed to, directly below",
    "programme_set": "the programmes are those of the set",
    "unfit_indicator": "each indicator may stand where it stands (`_Places`)",
    "duplicate_figure": "the indicators of each scope differ",
    "duplicate_task": "the codes of the tasks differ",
    "unknown_period": "deadlines are periods or days, phases are periods of the cycle",
    "cross_rule": "the rule is asked",
    "parts_differ": "the rule is asked",
}


def test_every_rule_is_heeded_by_the_quick_path() -> None:
    names = [rule.__name__ for rule in (*OF_SOURCE, *OF_DOCUMENT)]
    assert names == list(SILENT)
