"""Own figures that are the sum of those below: which are reported and which are not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import small_project
from small_project import report

from mttq.check import check
from mttq.documents import load

PROVINCE, DISTRICT, OTHER = "quang-tri", "quang-tri/huong-hoa", "quang-tri/dakrong"
COMMUNE = "quang-tri/huong-hoa/tan-long"
HELP = (
    "nếu là số toàn địa bàn thì chuyển sang toan_dia_ban, để không cộng hai lần; "
    "nếu đúng là số của riêng đơn vị thì để nguyên"
)


def _found(
    root: Path, figures: Mapping[str, str], *, key: str = "so_lieu"
) -> list[tuple[str, str, int, str, str | None]]:
    """Return what `check` says of the year's reports of some units; `key` holds the figures of the province."""
    documents = {}
    for unit, lines in figures.items():
        holder = key if unit == PROVINCE else "so_lieu"
        below = "".join(f"    {line}\n" for line in lines.split("; "))
        documents[f"2020/{unit}/nam.yaml"] = report(unit=unit, programmes=f"2:\n  {holder}:\n{below}")
    found = check(load(small_project.write(root, documents)))
    return [(one.code.id, one.path, one.span.line, one.message, one.help) for one in found]


def test_the_figures_of_the_area_given_as_own_are_reported_once(tmp_path: Path) -> None:
    figures = {
        DISTRICT: "quy: 137.500.000 đồng; nha: 7 nhà",
        OTHER: "quy: 212.300.000 đồng; nha: 11 nhà",
        PROVINCE: "quy: 349.800.000 đồng; nha: 18 nhà",
    }
    assert _found(tmp_path / "own", figures) == [
        (
            "MT418",
            "plans/2020/quang-tri/nam.yaml",
            7,
            "“quy” 349.800.000 đồng, “nha” 18 nhà: ghi là số của riêng đơn vị mà bằng đúng tổng của các đơn vị "
            "bên dưới",
            HELP,
        )
    ]
    assert _found(tmp_path / "stated", figures, key="toan_dia_ban") == []


@pytest.mark.parametrize(
    ("province", "district", "commune", "other"),
    [
        # All units below, at any level.
        (
            "quy: 6 tỷ đồng; nha: 60 nhà",
            "quy: 1 tỷ đồng; nha: 10 nhà",
            "quy: 2 tỷ đồng; nha: 20 nhà",
            "quy: 3 tỷ đồng; nha: 30 nhà",
        ),
        # Districts that have made the same mistake: their figures are those of their areas.
        (
            "quy: 5 tỷ đồng; nha: 50 nhà",
            "quy: 2 tỷ đồng; nha: 20 nhà",
            "quy: 2 tỷ đồng; nha: 20 nhà",
            "quy: 3 tỷ đồng; nha: 30 nhà",
        ),
    ],
)
def test_both_ways_to_add_up_are_tried(
    tmp_path: Path, province: str, district: str, commune: str, other: str
) -> None:
    figures = {PROVINCE: province, DISTRICT: district, COMMUNE: commune, OTHER: other}
    found = [(code, path) for code, path, _, _, _ in _found(tmp_path, figures)]
    assert ("MT418", "plans/2020/quang-tri/nam.yaml") in found


@pytest.mark.parametrize(
    ("province", "district", "other", "reported"),
    [
        # One figure with several units below.
        ("quy: 349,8 triệu đồng", "quy: 137,5 triệu đồng", "quy: 212,3 triệu đồng", True),
        ("nha: 18 nhà", "nha: 7 nhà", "nha: 11 nhà", True),
        # One of several figures, and small: an accident.
        ("nha: 18 nhà; quy: 5 tỷ đồng", "nha: 7 nhà; quy: 1 tỷ đồng", "nha: 11 nhà; quy: 2 tỷ đồng", False),
        ("nha: 3 nhà", "nha: 2 nhà", "nha: 1 nhà", False),
        (
            "nha: 14 nhà; cong-trinh: 13 công trình; viec-lam: 90 lao động; quy: 5 tỷ đồng; ho-ngheo: 40 hộ",
            "nha: 7 nhà; cong-trinh: 6 công trình; viec-lam: 30 lao động; quy: 1 tỷ đồng; ho-ngheo: 9 hộ",
            "nha: 7 nhà; cong-trinh: 7 công trình; viec-lam: 40 lao động; quy: 2 tỷ đồng; ho-ngheo: 8 hộ",
            False,
        ),
        (
            "nha: 18 nhà; cong-trinh: 5 công trình; viec-lam: 90 lao động; quy: 3.498 triệu đồng; ho-ngheo: 40 hộ",
            "nha: 7 nhà; cong-trinh: 6 công trình; viec-lam: 30 lao động; quy: 1.375 triệu đồng; ho-ngheo: 9 hộ",
            "nha: 11 nhà; cong-trinh: 7 công trình; viec-lam: 40 lao động; quy: 2.123 triệu đồng; ho-ngheo: 8 hộ",
            True,
        ),
        # One unit below with the same figure.
        ("quy: 349,8 triệu đồng", "quy: 349,8 triệu đồng", "nha: 1 nhà", False),
        ("quy: 349,8 triệu đồng; nha: 18 nhà", "quy: 349,8 triệu đồng; nha: 18 nhà", "nha: 0", True),
        # Nothing exact to compare.
        ("quy: gần 350 triệu đồng", "quy: 140 triệu đồng", "quy: 210 triệu đồng", False),
        ("ho-ngheo: 0", "ho-ngheo: 0", "ho-ngheo: 0", False),
        ("quy: 349,9 triệu đồng", "quy: 137,5 triệu đồng", "quy: 212,3 triệu đồng", False),
    ],
)
def test_what_is_no_accident(
    tmp_path: Path, province: str, district: str, other: str, reported: bool
) -> None:
    found = _found(tmp_path, {PROVINCE: province, DISTRICT: district, OTHER: other})
    assert [code for code, _, _, _, _ in found] == (["MT418"] if reported else [])


def test_money_received_from_below_is_the_unit_s_own(tmp_path: Path) -> None:
    figures = {
        PROVINCE: "quy: {gia_tri: 3 tỷ 100 triệu đồng, nhan_tu: {quang-tri/dakrong: 3 tỷ 100 triệu đồng}}",
        DISTRICT: "quy: 1 tỷ 100 triệu đồng",
        OTHER: "quy: 2 tỷ đồng",
    }
    assert [code for code, _, _, _, _ in _found(tmp_path, figures) if code == "MT418"] == []


def test_another_period_is_not_compared(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/nam.yaml": report(programmes="2: {so_lieu: {nha: 18 nhà}}\n"),
        "2020/quang-tri/huong-hoa/quy-1.yaml": report(
            unit=DISTRICT, period="quy-1", programmes="2: {so_lieu: {nha: 7 nhà}}\n"
        ),
        "2020/quang-tri/dakrong/quy-1.yaml": report(
            unit=OTHER, period="quy-1", programmes="2: {so_lieu: {nha: 11 nhà}}\n"
        ),
    }
    assert check(load(small_project.write(tmp_path, documents))) == []
