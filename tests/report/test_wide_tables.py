"""A table too wide for the page of the text is an annex behind the signature, with its own pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import small_project
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace
from report_project import built, outline, tables

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.render import markdown
from mttq.render.word import docx
from mttq.report import KINDS, Report, subject_of

UNIT = "quang-tri"


def _documents(money: str) -> dict[str, str]:
    figures = f"2: {{so_lieu: {{quy: {money}, nha: 3 nhà}}}}\n"
    plan = small_project.plan(programmes=f"2: {{muc_tieu: M, chi_tieu: {{quy: {money}}}}}\n")
    return {
        f"2020/{UNIT}/ke-hoach.yaml": plan,
        f"2020/{UNIT}/quy-1.yaml": small_project.report(period="quy-1", programmes=figures),
        f"2020/{UNIT}/quy-2.yaml": small_project.report(
            "van_ban: {so: 12/BC-MTTQ-BTT, ngay: 2020-06-25}\n", period="quy-2", programmes=figures
        ),
    }


def _report(root: Path, money: str) -> Report:
    return built(root, _documents(money), "bao-cao", period="quy-2")


def test_a_wide_table_is_an_annex(tmp_path: Path) -> None:
    report = _report(tmp_path, "1.804.123.456.789 đồng")
    assert tables(report) == []
    assert "Biểu tổng hợp số liệu quý II năm 2020: Phụ lục kèm theo." in outline(report)
    (annex,) = report.annexes
    assert (annex.heading.number, annex.heading.title, annex.wide) == (
        "Phụ lục",
        "BIỂU TỔNG HỢP SỐ LIỆU QUÝ II NĂM 2020",
        True,
    )
    assert annex.heading.belongs_to == (
        "(Kèm theo Báo cáo số 12/BC-MTTQ-BTT ngày 25 tháng 6 năm 2020 của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị)"
    )
    assert annex.table.rows[1][3:6] == ("1.804.123.456.789", "1.804.123.456.789", "3.608.246.913.578")


def test_a_table_that_fits_stays_in_the_text(tmp_path: Path) -> None:
    report = _report(tmp_path, "19 triệu đồng")
    assert len(tables(report)) == 1
    assert report.annexes == ()


def test_its_pages_lie_and_are_counted_from_one(tmp_path: Path) -> None:
    report = _report(tmp_path, "1.804.123.456.789 đồng")
    document = Document(BytesIO(docx.render(report, None)))
    text, annex = document.element.body.iter(qn("w:sectPr"))
    assert text.find(qn("w:pgSz")).get(qn("w:orient")) is None
    assert annex.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
    assert annex.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    forge = markdown.render(report, None)
    assert forge.index("TM. BAN THƯỜNG TRỰC") < forge.index("BIỂU TỔNG HỢP SỐ LIỆU QUÝ II NĂM 2020")


def test_charts_are_the_annex_after_it(tmp_path: Path) -> None:
    project = load(small_project.write(tmp_path, _documents("1.804.123.456.789 đồng")))
    year = parse_cycle("2020")
    assert year is not None
    subject = replace(subject_of(project, UNIT, year, PERIODS["quy-2"]), charted=True)
    report = KINDS["bao-cao"].build(subject)
    assert isinstance(report, Report)
    assert "Biểu tổng hợp số liệu quý II năm 2020: Phụ lục I kèm theo." in outline(report)
    assert "Tỷ lệ hoàn thành kế hoạch quý II năm 2020: Phụ lục II kèm theo." in outline(report)
    (annex,) = report.annexes
    assert report.charts is not None
    heading = report.charts.heading
    assert (annex.heading.number, heading.number) == ("Phụ lục I", "Phụ lục II")
    assert annex.heading.belongs_to == heading.belongs_to != ""
