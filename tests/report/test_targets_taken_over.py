"""A unit that took another over in the year: its plan has its own targets, its report is compared with both."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from report_project import built, outline, tables

from mttq.documents import load
from mttq.period import parse_cycle
from mttq.report import subject_of
from mttq.report.model import NumberCell, Sheet, TextCell
from mttq.report.phu_luc import build as annex

UNITS = """\
quang-tri: {ten: tỉnh Quảng Trị, cap: tinh, cap_duoi_chua_du: false, ke_thua: [{don_vi: quang-binh, ngay: 2020-07-01}]}
quang-binh: {ten: tỉnh Quảng Bình, cap: tinh, cap_duoi_chua_du: false, den: 2020-06-30}
"""
BOTH = "kế hoạch gồm cả phần của các đơn vị được kế thừa"


def _plan(unit: str, targets: str) -> dict[str, str]:
    text = small_project.plan(unit=unit, programmes=f"2: {{muc_tieu: M, chi_tieu: {{{targets}}}}}\n")
    return {f"2020/{unit}/ke-hoach.yaml": text}


@pytest.fixture
def documents() -> dict[str, str]:
    report = small_project.report(programmes="2: {so_lieu: {quy: 24 tỷ đồng, cong-trinh: 3}}\n")
    earlier = small_project.report(
        unit="quang-binh", period="6-thang", programmes="2: {so_lieu: {quy: 6 tỷ đồng, cong-trinh: 1}}\n"
    )
    return {
        "danh-muc/don-vi.yaml": UNITS,
        **_plan("quang-tri", "quy: {muc: trên 19 tỷ đồng, ghi_chu: Riêng tỉnh}"),
        **_plan("quang-binh", "quy: 6 tỷ đồng, cong-trinh: {muc: 4 công trình, cap_minh: tat-ca}"),
        "2020/quang-tri/nam.yaml": report,
        "2020/quang-binh/6-thang.yaml": earlier,
    }


def test_the_report_is_compared_with_the_targets_of_both(tmp_path: Path, documents: dict[str, str]) -> None:
    """19 + 6 = 25 tỷ, of which 24 + 6 = 30 are 120%; the 4 công trình are only the other's."""
    report = built(tmp_path, documents, "bao-cao")
    said = [line for line in outline(report) if line.startswith(("- Quỹ", "- Công trình"))]
    assert said == [
        "- Quỹ “Vì người nghèo”: đạt 30 tỷ đồng, bằng 120,00% kế hoạch; riêng cơ quan Ủy ban MTTQ tỉnh 24 tỷ đồng "
        f"(kế hoạch: trên 25 tỷ đồng, đã đạt; {BOTH});",
        "- Công trình: đạt 04 công trình, bằng 100,00% kế hoạch; riêng cơ quan Ủy ban MTTQ tỉnh 03 công trình "
        f"(kế hoạch: 04 công trình, đã đạt; {BOTH}).",
    ]
    cells = {row[1]: row for row in tables(report)[0].rows}
    assert cells["Quỹ “Vì người nghèo”"][3] == "trên 25.000.000.000"
    assert "Kế hoạch gồm cả phần của các đơn vị được kế thừa." in cells["Công trình"][-1]


def test_the_plan_has_its_own_targets_only(tmp_path: Path, documents: dict[str, str]) -> None:
    plan = built(tmp_path, documents, "chuong-trinh")
    assert [line for line in outline(plan) if "Quỹ" in line] == [
        "- Quỹ “Vì người nghèo”: trên 19 tỷ đồng (riêng tỉnh)."
    ]
    assert "Công trình" not in "\n".join(outline(plan))
    assert [row[1] for row in tables(plan)[0].rows] == ["Chương trình 2: Thi đua", "Quỹ “Vì người nghèo”"]


def test_the_annex_does_not_give_out_the_other_unit_s_parts(
    tmp_path: Path, documents: dict[str, str]
) -> None:
    project = load(small_project.write(tmp_path, documents))
    cycle = parse_cycle("2020")
    assert cycle is not None
    made = annex(subject_of(project, "quang-tri", cycle, cycle.whole))
    assert made is not None
    sheet = made.sheets[0]
    assert isinstance(sheet, Sheet)
    rows = [[cell.text for cell in line.cells if isinstance(cell, TextCell)] for line in sheet.lines]
    assert not any("tự thực hiện" in text for row in rows for text in row)
    amounts = [cell.value for line in sheet.lines for cell in line.cells if isinstance(cell, NumberCell)]
    assert 25_000_000_000 in amounts
