"""The shipped documents as LibreOffice prints them, page by page."""

from __future__ import annotations

import re

import pytest
from conftest import Office
from shipped_documents import WANTED, Wanted, document, project

from mttq.render.word import docx
from mttq.report.model import Heading, TableBlock

pytestmark = pytest.mark.office

# Spaces in the text of a page show its layout only.
_SPACES = re.compile(r"\s+")


@pytest.fixture(scope="module")
def pages(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages of every shipped document, all printed in one run."""
    folder = tmp_path_factory.mktemp("pages")
    files = {str(wanted): folder / f"{number}.docx" for number, wanted in enumerate(WANTED)}
    for wanted in WANTED:
        files[str(wanted)].write_bytes(docx.render(document(wanted), project().root))
    profile = f"-env:UserInstallation={office.profile.as_uri()}"
    printed = ["--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files.values())]
    office.run("soffice", profile, *printed)
    return {name: office.pages(file.with_suffix(".pdf")) for name, file in files.items()}


def _lines(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


def _text(page: str) -> str:
    return _SPACES.sub(" ", page)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_page_one_has_both_headings_the_number_line_and_the_title(
    wanted: Wanted, pages: dict[str, list[str]]
) -> None:
    report = document(wanted)
    lines = _lines(pages[str(wanted)][0])
    assert re.search(r" +CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$", lines[0])
    assert lines[0].startswith(report.letterhead.issuer[0])
    assert any(re.search(r"Độc lập - Tự do - Hạnh phúc$", line) for line in lines[:3])
    head = _text(pages[str(wanted)][0].partition(report.type_name)[0])
    for line in report.letterhead.issuer:
        assert line in head
    numbered = next(line for line in lines if line.startswith("Số:"))
    assert _text(numbered) == _text(f"{report.letterhead.number} {report.letterhead.place_and_date}")
    assert report.type_name in lines
    assert _text(report.subject[0]) in _text(pages[str(wanted)][0])
    assert not lines[0].isdigit()


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_pages_are_numbered_from_the_second(wanted: Wanted, pages: dict[str, list[str]]) -> None:
    found = [_lines(page) for page in pages[str(wanted)]]
    assert len(found) <= 2 or not document(wanted).compact
    assert [lines[0] for lines in found[1:]] == [str(number) for number in range(2, len(found) + 1)]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_no_tag_and_no_python_is_left(wanted: Wanted, pages: dict[str, list[str]]) -> None:
    for page in pages[str(wanted)]:
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\bNone\b|\ufffd|\*\*", page)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_recipients_and_signature_are_side_by_side_on_the_last_page(
    wanted: Wanted, pages: dict[str, list[str]]
) -> None:
    report = document(wanted)
    ends = [page for page in pages[str(wanted)] if "Nơi nhận:" in page]
    assert ends == [pages[str(wanted)][-1]]
    (line,) = [line for line in _lines(ends[0]) if "Nơi nhận:" in line]
    signed = report.signature.on_behalf_of
    assert _SPACES.sub(" ", line).startswith("Nơi nhận: ")
    assert signed.split()[0] in line.partition("Nơi nhận:")[2]
    assert set(signed.split()) <= set(ends[0].split())
    # some of the document's text is above it: a signature never has a page of its own
    above = ends[0].partition("Nơi nhận:")[0]
    assert "./." in above


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_every_heading_and_figure_is_on_a_page(wanted: Wanted, pages: dict[str, list[str]]) -> None:
    report = document(wanted)
    everything = _SPACES.sub("", "".join(pages[str(wanted)]))
    for block in report.body:
        if isinstance(block, TableBlock):
            continue
        for figure in re.findall(r"\d[\d.,/]*%?", block.text):
            assert figure in everything
        if isinstance(block, Heading):  # its first words: the rest may be on the next page
            assert _SPACES.sub("", block.text)[:25] in everything


def test_a_table_over_two_pages_repeats_its_header(pages: dict[str, list[str]]) -> None:
    term = next(str(wanted) for wanted in WANTED if wanted.cycle == "2014-2019")
    with_table = [page for page in pages[term] if re.search(r"STT +Chỉ tiêu", page)]
    assert len(with_table) >= 2
