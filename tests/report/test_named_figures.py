"""Figures that a template asks for by the id of their indicator."""

from __future__ import annotations

from pathlib import Path

import small_project
from report_project import built

from mttq.report.model import NamedFigure, Report

UNIT, LOWER, OTHER = "quang-tri", "quang-tri/huong-hoa", "quang-tri/dakrong"
LOWEST = "vinh-phuc"
PLAN = {
    f"2020/{UNIT}/ke-hoach.yaml": small_project.plan(
        programmes="2: {muc_tieu: M, chi_tieu: {quy: trên 19 tỷ đồng, nha: 10 nhà}}\n"
    )
}


def _report(unit: str, figures: str, cycle: str = "2020", period: str = "nam") -> dict[str, str]:
    return {
        f"{cycle}/{unit}/{period}.yaml": small_project.report(
            unit=unit,
            cycle=cycle,
            period=period,
            programmes=f"2:\n  ket_qua: Kết quả.\n  so_lieu: {{{figures}}}\n",
        )
    }


def _made(root: Path, *documents: dict[str, str], period: str = "nam") -> Report:
    together = {path: text for one in documents for path, text in one.items()}
    return built(root, together, "bao-cao", unit=UNIT, period=period)


def test_a_figure_of_the_unit_itself(tmp_path: Path) -> None:
    targets = "2: {muc_tieu: M, chi_tieu: {nha: 10 nhà}}\n"
    plan = small_project.plan(unit=LOWEST, cycle="2021", programmes=targets)
    documents = {f"2021/{LOWEST}/ke-hoach.yaml": plan}
    documents |= _report(LOWEST, "nha: 9 nhà", cycle="2021") | _report(LOWEST, "nha: 8 nhà")
    made = built(tmp_path, documents, "bao-cao", unit=LOWEST, cycle="2021", period="nam")
    assert made.figures.figure("nha") == NamedFigure(
        name="Nhà Đại đoàn kết",
        measure="nhà",
        is_known=True,
        has_target=True,
        result="09 nhà",
        to_date="09 nhà",
        target="10 nhà",
        rate="90,00%",
        change="tăng 12,50% so với năm 2020",
        remark="",
    )


def test_what_nobody_reports_is_said_to_be_missing(tmp_path: Path) -> None:
    made = _made(tmp_path, PLAN, _report(UNIT, "nha: 9 nhà"))
    missing = made.figures.figure("tap-huan")
    assert (missing.is_known, missing.has_target) == (False, False)
    assert (missing.result, missing.to_date, missing.target) == (
        "chưa có số liệu",
        "chưa có số liệu",
        "chưa có kế hoạch",
    )
    assert (missing.rate, missing.change, missing.remark) == ("chưa có số liệu", "", "")
    planned = made.figures.figure("quy")
    assert (planned.result, planned.target, planned.rate) == (
        "chưa có số liệu",
        "trên 19 tỷ đồng",
        "chưa có số liệu",
    )
    assert made.figures.ids >= {"quy", "nha", "tap-huan"}


def test_the_units_directly_below(tmp_path: Path) -> None:
    made = _made(tmp_path, PLAN, _report(UNIT, "nha: 9 nhà"), _report(LOWER, "nha: 3 nhà"))
    assert [(one.name, one.result) for one in made.figures.of_units("nha")] == [
        ("huyện Hướng Hóa", "03 nhà"),
        ("huyện Đakrông", "chưa có số liệu"),
        ("Hội Nông dân tỉnh Quảng Trị", "chưa có số liệu"),
    ]
    whole = made.figures.figure("nha")
    assert (whole.result, whole.remark) == ("12 nhà", "Mới có 2/4 đơn vị báo cáo")


def test_a_quarter_and_the_months_since_january(tmp_path: Path) -> None:
    documents = [
        _report(unit, f"nha: {count} nhà", period=period)
        for unit, period, count in ((UNIT, "quy-1", 2), (UNIT, "quy-2", 3), (OTHER, "quy-2", 20))
    ]
    made = _made(tmp_path, PLAN, *documents, period="quy-2")
    figure = made.figures.figure("nha")
    assert (figure.result, figure.to_date, figure.target) == ("23 nhà", "25 nhà", "10 nhà")
    other = made.figures.of_units("nha")[1]
    assert (other.name, other.result, other.to_date) == ("huyện Đakrông", "20 nhà", "20 nhà")


def test_a_rate_is_that_of_its_counts(tmp_path: Path) -> None:
    report = small_project.report(
        programmes="1:\n  ket_qua: Kết quả.\n  so_lieu: {cu-tri-di-bau: 99 cử tri, cu-tri: 120 cử tri}\n"
    )
    made = _made(tmp_path, {f"2020/{UNIT}/nam.yaml": report})
    figure = made.figures.figure("ty-le-di-bau")
    assert (figure.result, figure.rate) == ("99/120 cử tri, đạt 82,50%", "82,50%")


def test_a_year_before_of_fewer_units_is_what_it_was(tmp_path: Path) -> None:
    documents = {
        "danh-muc/chuong-trinh.yaml": small_project.CATALOGUE["danh-muc/chuong-trinh.yaml"].replace(
            "tu_nam: 2020", "tu_nam: 2019"
        ),
        f"2019/{UNIT}/nam.yaml": small_project.report(
            cycle="2019", programmes="2: {so_lieu: {nha: 30 nhà}}\n"
        ),
    }
    made = _made(tmp_path, documents, _report(UNIT, "nha: 9 nhà, quy: 1 tỷ đồng"))
    assert made.figures.figure("nha").change == "năm 2019 là 30 nhà (mới có 1/4 đơn vị báo cáo)"
    assert made.figures.figure("quy").change == ""
