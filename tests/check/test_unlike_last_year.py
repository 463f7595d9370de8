"""Figures out of all proportion to the year before: which are reported and which are not."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project

from mttq.check import check
from mttq.check.rules.unlike_last_year import FACTOR, FLOOR
from mttq.diagnostics import Severity
from mttq.documents import load

HELP = (
    "xem lại nghìn, triệu, tỷ và dấu chấm, dấu phẩy ở cả hai số; "
    "số năm trước ở plans/2020/quang-tri/nam.yaml:7"
)


def _project(
    root: Path, before: str, now: str, *, key: str = "so_lieu", period: str = "nam", year: str = "2021"
) -> Path:
    """Write a province's reports of 2020 and of a later year, each with one line below its programme."""
    documents = {
        f"2020/quang-tri/{period}.yaml": small_project.report(
            period=period, programmes=f"2:\n  {key}:\n    {before}\n"
        ),
        f"{year}/quang-tri/{period}.yaml": small_project.report(
            cycle=year, period=period, programmes=f"2:\n  {key}:\n    {now}\n"
        ),
    }
    return small_project.write(root, documents)


def _said(root: Path) -> list[tuple[str, int, int, str, str | None]]:
    found = [one for one in check(load(root)) if one.code.id == "MT408"]
    assert {one.severity for one in found} <= {Severity.WARNING}
    return [(one.path, one.span.line, one.span.column, one.message, one.help) for one in found]


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        (
            "quy: 4,2 tỷ đồng",
            "quy: 4,2 triệu đồng",
            "năm 2021 là 4.200.000 đồng, năm 2020 là 4.200.000.000 đồng: chỉ bằng 1/1.000",
        ),
        (
            "quy: 19,5 triệu đồng",
            "quy: 19.500.000.000 đồng",
            "năm 2021 là 19.500.000.000 đồng, năm 2020 là 19.500.000 đồng: gấp 1.000 lần",
        ),
        ("nha: 17 nhà", "nha: 17.363 nhà", "năm 2021 là 17.363 nhà, năm 2020 là 17 nhà: gấp 1.021 lần"),
        (
            "quy: gần 4 tỷ đồng",
            "quy: hơn 4 triệu đồng",
            "năm 2021 là 4.000.000 đồng, năm 2020 là 4.000.000.000 đồng: chỉ bằng 1/1.000",
        ),
        ("nha: 10 nhà", "nha: 1.000 nhà", "năm 2021 là 1.000 nhà, năm 2020 là 10 nhà: gấp 100 lần"),
    ],
)
def test_both_numbers_and_the_place_of_the_other_are_reported(
    tmp_path: Path, before: str, now: str, message: str
) -> None:
    indicator = now.partition(":")[0]
    (found,) = _said(_project(tmp_path, before, now))
    column = len(f"      {indicator}: ") + 1
    assert found == (
        "plans/2021/quang-tri/nam.yaml",
        7,
        column,
        f"“{indicator}” {message}",
        HELP,
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        # A campaign that raises as much as ten, or nearly a hundred, earlier years.
        ("quy: 4,2 tỷ đồng", "quy: 42 tỷ đồng"),
        ("nha: 11 nhà", "nha: 1.099 nhà"),
        # Small counts.
        ("nha: 1 nhà", "nha: 999 nhà"),
        # Nothing to compare.
        ("nha: 0", "nha: 17.363 nhà"),
        ("nha: 17.363 nhà", "nha: không áp dụng"),
        ("nha: 17.363 nhà", "cong-trinh: 1 công trình"),
    ],
)
def test_these_are_not_reported(tmp_path: Path, before: str, now: str) -> None:
    assert _said(_project(tmp_path, before, now)) == []


def test_only_the_same_period_of_the_year_before_is_compared(tmp_path: Path) -> None:
    figures = ("nha: 17 nhà", "nha: 17.363 nhà")
    (quarter,) = _said(_project(tmp_path / "quy", *figures, period="quy-1"))
    assert quarter[3] == "“nha” quý I năm 2021 là 17.363 nhà, quý I năm 2020 là 17 nhà: gấp 1.021 lần"
    assert _said(_project(tmp_path / "nam", *figures, year="2022")) == []
    other = _project(tmp_path / "ky", *figures)
    (other / "plans/2021/quang-tri/nam.yaml").rename(other / "plans/2021/quang-tri/quy-4.yaml")
    assert _said(other) == []


def test_own_and_stated_figures_are_not_mixed(tmp_path: Path) -> None:
    (stated,) = _said(_project(tmp_path / "a", "nha: 17 nhà", "nha: 17.363 nhà", key="toan_dia_ban"))
    assert stated[3] == "“nha” toàn địa bàn năm 2021 là 17.363 nhà, năm 2020 là 17 nhà: gấp 1.021 lần"
    mixed = _project(tmp_path / "b", "nha: 17 nhà", "nha: 17.363 nhà")
    text = (mixed / "plans/2021/quang-tri/nam.yaml").read_text(encoding="utf-8")
    (mixed / "plans/2021/quang-tri/nam.yaml").write_text(
        text.replace("so_lieu", "toan_dia_ban"), encoding="utf-8"
    )
    assert _said(mixed) == []


def test_percentages_are_not_compared(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/nam.yaml": small_project.report("so_lieu: {ty-le-nu: 0,05%}\n"),
        "2021/quang-tri/nam.yaml": small_project.report("so_lieu: {ty-le-nu: 50%}\n", cycle="2021"),
    }
    assert _said(small_project.write(tmp_path, documents)) == []


def test_a_comment_suppresses_it(tmp_path: Path) -> None:
    root = _project(tmp_path, "nha: 17 nhà", "nha: 17.363 nhà  # mttq: bo-qua MT408 xóa nhà tạm cả nước")
    assert check(load(root)) == []


def test_the_threshold_lies_between_a_campaign_and_a_slip() -> None:
    assert 10 < FACTOR < 1000
    assert FLOOR == 1000
