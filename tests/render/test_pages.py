"""The pages as LibreOffice prints them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Office
from msgspec.structs import replace
from render_reading import docx_blocks
from render_sample import PLAN, REPORT, of

from mttq.render.word import docx
from mttq.report.model import Align, Column, Paragraph, Report, SheetHeading, TableAnnex, TableBlock

pytestmark = pytest.mark.office


def _pdf(office: Office, folder: Path, report: Report, template: Path | None = None) -> Path:
    document = folder / f"{report.kind}.docx"
    document.write_bytes(docx.render(report, None, template=template))
    return office.convert(document, "pdf")


@pytest.mark.parametrize("report", [REPORT, PLAN], ids=lambda report: report.kind)
def test_pages(office: Office, tmp_path: Path, report: Report) -> None:
    pdf = _pdf(office, tmp_path, report)
    pages = office.pages(pdf)
    assert len(pages) > 3
    first_lines = [page.strip().splitlines()[0].strip() for page in pages]
    assert first_lines[1:] == [str(number) for number in range(2, len(pages) + 1)]
    assert not first_lines[0].isdigit()
    # The heading is as wide as the text, so no half of it reaches into the margins: the country is on one line, and
    # of the issuing body only the full name needs two.
    assert re.search(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", pages[0])
    wrapped = [
        line for line in report.letterhead.issuer if not any(line in row for row in pages[0].splitlines())
    ]
    assert wrapped in ([], ["ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM"])
    # The long table begins on page 2 or later and repeats its header on each of its pages.
    reached = [
        page for page in pages if re.search(r"^ *\d+ +(Vận động Quỹ|Nhà Đại|Cuộc giám)", page, re.MULTILINE)
    ]
    assert len(reached) > 2
    assert all("STT" in page and "Chỉ tiêu" in page for page in reached)
    # The signature is not alone.
    assert "Trên đây là báo cáo" in pages[-1]
    assert "Nơi nhận:" in pages[-1]
    assert "Nguyễn Thị Hồng Ánh" in pages[-1]


def test_the_only_font_is_times_new_roman_or_its_metric_twin(office: Office, tmp_path: Path) -> None:
    _, _, *fonts = office.run("pdffonts", str(_pdf(office, tmp_path, REPORT))).splitlines()
    names = {font.split()[0].partition("+")[2] for font in fonts}
    assert names
    assert all(re.match(r"LiberationSerif|TimesNewRoman", name) for name in names)
    assert all(font.split()[-5] == "yes" for font in fonts)  # embedded


def test_nothing_is_printed_outside_the_page(office: Office, tmp_path: Path) -> None:
    boxes = office.run("pdftotext", "-bbox", str(_pdf(office, tmp_path, PLAN)), "-")
    words = [tuple(map(float, found)) for found in re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)"', boxes)]
    millimetre = 72 / 25.4
    assert min(left for left, _ in words) > 20 * millimetre
    assert max(right for _, right in words) < (210 - 10) * millimetre


def test_a_template_that_a_secretary_saved_again_still_works(office: Office, tmp_path: Path) -> None:
    """Editors rename style ids and drop alternative texts; the marks of the template survive that."""
    template = tmp_path / "mau.docx"
    template.write_bytes((Path(__file__).parents[2] / "templates" / "bao-cao.docx").read_bytes())
    saved = office.convert(template, "docx")
    again = docx.render(REPORT, None, template=saved)
    assert [text for _, text in docx_blocks(again)] == [
        text for _, text in docx_blocks(docx.render(REPORT, None))
    ]
    pages = office.pages(_pdf(office, tmp_path, REPORT, saved))
    assert len(pages) == len(office.pages(_pdf(office, tmp_path, REPORT)))
    assert any(re.search(r"STT +Chỉ tiêu", page) for page in pages)


def test_a_wide_annex_has_landscape_pages_behind_the_signature(office: Office, tmp_path: Path) -> None:
    heads = (Column("Chỉ tiêu", Align.LEFT, 30), *(Column(f"Xã {n}", Align.RIGHT, 10) for n in range(9)))
    wide = TableBlock("", heads, (("Vận động Quỹ “Vì người nghèo”", *("1.804.000",) * 9),) * 30)
    annex = TableAnnex(
        SheetHeading((), "Phụ lục", "THEO ĐƠN VỊ", "(Kèm theo Báo cáo số 12)"), wide, wide=True
    )
    pdf = _pdf(office, tmp_path, replace(of(Paragraph("Trước."), Paragraph("Sau./.")), annexes=(annex,)))
    sizes = re.findall(r"size: +(\d+)[.\d]* x (\d+)", office.run("pdfinfo", "-f", "1", "-l", "3", str(pdf)))
    assert sizes == [("595", "841"), ("841", "595"), ("841", "595")]
    first, second, third = office.pages(pdf)
    assert "Nơi nhận:" in first
    assert second.split()[:2] == ["Phụ", "lục"]
    assert third.split()[0] == "2"
    assert re.search(r"Vận động Quỹ.*( 1\.804\.000){9}", re.sub(" +", " ", second))
