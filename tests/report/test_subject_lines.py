"""The subject line of the report of each period, as secretariats write it."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from report_project import built, outline

from mttq.period import PERIODS, parse_cycle
from mttq.report import periods

LINES = {
    "thang-01": "tháng 01, phương hướng, nhiệm vụ tháng 02 năm 2020",
    "thang-02": "tháng 02, phương hướng, nhiệm vụ tháng 3 năm 2020",
    "thang-11": "tháng 11, phương hướng, nhiệm vụ tháng 12 năm 2020",
    "thang-12": "tháng 12 năm 2020, phương hướng, nhiệm vụ tháng 01 năm 2021",
    "quy-1": "quý I, phương hướng, nhiệm vụ quý II năm 2020",
    "quy-3": "quý III, phương hướng, nhiệm vụ quý IV năm 2020",
    "quy-4": "quý IV năm 2020, phương hướng, nhiệm vụ quý I năm 2021",
    "6-thang": "6 tháng đầu năm, phương hướng, nhiệm vụ 6 tháng cuối năm 2020",
    "9-thang": "9 tháng đầu năm, phương hướng, nhiệm vụ 3 tháng cuối năm 2020",
    "nam": "năm 2020, phương hướng, nhiệm vụ năm 2021",
}


@pytest.mark.parametrize("period", LINES)
def test_a_report_that_looks_ahead_says_so_in_its_subject(tmp_path: Path, period: str) -> None:
    body = "phuong_huong: Phương hướng\n"
    text = small_project.report(body, period=period)
    document = built(tmp_path, {f"2020/quang-tri/{period}.yaml": text}, "bao-cao", period=period)
    assert document.subject == (f"Kết quả công tác Mặt trận {LINES[period]}",)


def test_a_report_that_does_not_look_ahead_has_a_plain_subject(tmp_path: Path) -> None:
    document = built(
        tmp_path,
        {"2020/quang-tri/thang-02.yaml": small_project.report(period="thang-02")},
        "bao-cao",
        period="thang-02",
    )
    assert document.subject == ("Kết quả công tác Mặt trận tháng 02 năm 2020",)


def test_a_term_s_report_looks_ahead_in_its_second_part(tmp_path: Path) -> None:
    text = small_project.report("phuong_huong: A\n", cycle="2019-2024", period="nhiem-ky")
    document = built(tmp_path, {"2019-2024/quang-tri/nhiem-ky.yaml": text}, "bao-cao", cycle="2019-2024")
    assert document.subject == ("Kết quả công tác Mặt trận nhiệm kỳ 2019 – 2024",)


@pytest.mark.parametrize("period", [name for name in PERIODS if name != "nhiem-ky"])
def test_figures_of_any_period_without_a_report_make_a_draft(tmp_path: Path, period: str) -> None:
    """The figures come from the totals; there is no section of text; number and day stay blank, which is said."""
    lower = small_project.report(
        unit="quang-tri/huong-hoa", period=period, programmes="2: {so_lieu: {nha: 3 nhà}}\n"
    )
    document = built(tmp_path, {f"2020/quang-tri/huong-hoa/{period}.yaml": lower}, "bao-cao", period=period)
    cycle = parse_cycle("2020")
    assert cycle is not None
    assert document.type_name == "DỰ THẢO BÁO CÁO"
    assert document.subject == (f"Kết quả công tác Mặt trận {periods.when(cycle, PERIODS[period])}",)
    assert document.letterhead.number == "Số:        /BC-MTTQ-BTT"
    assert document.remarks == (
        "dự thảo, còn để trống số, ngày, người ký",
        "không có mục cho chương trình 1, 3 vì chưa có nội dung",
    )
    assert [line for line in outline(document) if line.startswith("#")] == [
        "# KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "## Vận động Nhân dân thi đua",
        "### Kết quả các chỉ tiêu:",
    ]


@pytest.mark.parametrize(
    ("period", "months", "title"),
    [
        ("thang-01", None, ""),
        ("quy-1", None, ""),
        ("6-thang", None, ""),
        ("nam", None, ""),
        ("thang-02", 2, "2 tháng đầu năm"),
        ("thang-03", 3, "quý I"),
        ("quy-2", 6, "6 tháng đầu năm"),
        ("thang-08", 8, "8 tháng đầu năm"),
        ("quy-3", 9, "9 tháng đầu năm"),
        ("quy-4", 12, "năm"),
    ],
)
def test_the_period_since_january(period: str, months: int | None, title: str) -> None:
    found = periods.since_january(PERIODS[period])
    if months is None:
        assert found is None
    else:
        assert found is not None
        assert (found.first, found.last, found.title) == (1, months, title)
