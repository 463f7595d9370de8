"""The pages of the codes: each is complete, and its examples do what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_projects import build, messages

from mttq.check import check
from mttq.check.codes import (
    ALL_CODES,
    HEADINGS,
    SEVERITIES,
    CodePage,
    PageError,
    PageSection,
    find_code,
    page_text,
    parse_page,
    read_page,
)
from mttq.diagnostics import Code
from mttq.documents import load

FOLDER = Path(__file__).parents[2] / "mttq" / "check" / "pages"

# Pages that describe their example in words, each with the reason why no text of a file can show it.
WITHOUT_EXAMPLE = {
    "MT001": "what the machine does not let read has no text",
    "MT002": "the fault is in the bytes; a page is UTF-8",
    "MT005": "a file over the limits is no example to read",
    "MT006": "a control character can't be seen, and must not reach a terminal",
    "MT113": "the fault is a file that is not there",
    "MT127": "the fault is in a template, which is no YAML; see tests/cli/test_check_templates.py",
    "MT421": "the approved version is in git; see tests/cli/test_approval.py",
    "MT422": "the approved version is in git; see tests/cli/test_approval.py",
    "MT423": "the fault is in the repository; see tests/cli/test_approval.py",
    "MT405": "said of totals where they are shown, not by a check",
    "MT501": "decomposed text looks like any other, and editors put it right unasked",
    "MT505": "such a space looks like any other, and does not outlive copying",
    "MT506": "what can't be seen can't be shown",
}


def codes_of(root: Path) -> set[str]:
    return {one.code.id for one in check(load(root))}


def project(root: Path, section: PageSection) -> Path:
    """Write the sound project with the files of a section."""
    return build(root, {example.path: example.text for example in section.examples})


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(file.name for file in FOLDER.iterdir()) == sorted(f"{code.id}.md" for code in ALL_CODES)


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.id)
def test_a_page_is_complete(code: Code) -> None:
    page = read_page(code)
    assert (page.id, page.name, page.severity) == (code.id, code.name, SEVERITIES[code.severity])
    assert tuple(section.heading for section in page.sections) == HEADINGS
    assert all(section.blocks for section in page.sections)
    assert bool(page.section("Ví dụ").examples) == (code.id not in WITHOUT_EXAMPLE)
    text = page_text(code)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\t" not in text
    assert all(
        len(example.text.splitlines()) <= 12 for section in page.sections for example in section.examples
    )


@pytest.mark.parametrize(
    "code", [code for code in ALL_CODES if code.id not in WITHOUT_EXAMPLE], ids=lambda code: code.id
)
def test_the_example_is_reported_with_this_code_alone_and_the_corrected_one_with_none(
    code: Code, tmp_path: Path
) -> None:
    page = read_page(code)
    wrong = project(tmp_path / "wrong", page.section("Ví dụ"))
    assert codes_of(wrong) == {code.id}, messages(wrong)
    right = project(tmp_path / "right", page.section("Viết thế nào"))
    assert messages(right) == []


@pytest.mark.parametrize("code", sorted(WITHOUT_EXAMPLE))
def test_the_recommendation_of_a_page_without_an_example_is_sound(code: str, tmp_path: Path) -> None:
    found = find_code(code)
    assert found is not None
    assert messages(project(tmp_path / "right", read_page(found).section("Viết thế nào"))) == []


@pytest.mark.parametrize(
    ("word", "code"), [("MT201", "MT201"), ("mt201", "MT201"), ("so-mo-ho", "MT201"), (" So-Mo-Ho ", "MT201")]
)
def test_a_code_is_found_by_id_and_by_name(word: str, code: str) -> None:
    found = find_code(word)
    assert found is not None
    assert found.id == code


@pytest.mark.parametrize("word", ["", "MT", "MT2", "MT999", "so mo ho"])
def test_other_words_are_not_codes(word: str) -> None:
    assert find_code(word) is None


GOOD = "# MT201 a-b: C\n\nMức độ: lỗi\n" + "".join(f"\n## {heading}\n\nx\n" for heading in HEADINGS)


def test_a_page_is_split_into_its_parts() -> None:
    text = GOOD.replace(
        "## Ví dụ\n\nx\n", "## Ví dụ\n\nmột\nhai\n\n- ba\n- bốn\n\n```yaml a/b.yaml\n# c\n\nd: e\n```\n"
    )
    page = parse_page(text)
    assert isinstance(page, CodePage)
    assert str(page.section("Ví dụ").blocks) == (
        "(PageParagraph(text='một hai'), PageItems(lines=('ba', 'bốn')), "
        "Example(path='a/b.yaml', text='# c\\n\\nd: e\\n'))"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "trang phải bắt đầu"),
        (GOOD.replace("Mức độ: lỗi\n", ""), "trang phải bắt đầu"),
        (GOOD.replace("## Vì sao", "## Tại sao"), "phải có các mục"),
        (GOOD + "```yaml a.yaml\nb: c\n", "ví dụ không đóng"),
        (GOOD + "```yaml\nb: c\n```\n", "ví dụ không nêu tệp"),
    ],
)
def test_a_malformed_page_is_a_fault_of_the_program(text: str, message: str) -> None:
    with pytest.raises(PageError, match=message):
        parse_page(text)
