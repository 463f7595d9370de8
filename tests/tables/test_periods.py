"""Periods and moments as tables, maps and options say them."""

from __future__ import annotations

from datetime import date

import pytest

from mttq.catalogue import Campaign
from mttq.diagnostics import FILE_START
from mttq.period import parse_cycle
from mttq.tables.periods import moments, named_period, parse_period

YEAR = parse_cycle("2026")
CAMPAIGN = Campaign(
    id="cao-diem",
    name="Tháng cao điểm",
    first=date(2026, 10, 17),
    last=date(2026, 11, 18),
    path="dot.yaml",
    span=FILE_START,
)


@pytest.mark.parametrize(
    ("text", "within_2026", "alone"),
    [
        ("Tháng 6/2026", "thang-06", "2026 thang-06"),
        ("tháng 06 năm 2026", "thang-06", "2026 thang-06"),
        ("06/2026", "thang-06", "2026 thang-06"),
        ("THÁNG 6", "thang-06", None),
        ("thang-06", "thang-06", None),
        ("Quý II/2026", "quy-2", "2026 quy-2"),
        ("Quý 2 năm 2026", "quy-2", "2026 quy-2"),
        ("6 tháng đầu năm 2026", "6-thang", "2026 6-thang"),
        ("2026", "nam", "2026 nam"),
        ("Năm 2025", None, "2025 nam"),
        ("6", None, None),
        ("tháng 13", None, None),
        ("", None, None),
    ],
)
def test_a_cell_names_a_period(text: str, within_2026: str | None, alone: str | None) -> None:
    found, by_itself = parse_period(text, YEAR), parse_period(text, None)
    assert (found[1].name if found is not None else None) == within_2026
    assert (f"{by_itself[0].name} {by_itself[1].name}" if by_itself is not None else None) == alone


@pytest.mark.parametrize(
    ("name", "year", "meant"),
    [
        ("thang-06", None, (None, "thang-06")),
        ("Quý II", "2026", ("2026", "quy-2")),
        ("nhiem-ky", None, (None, "nhiem-ky")),
        ("nhiem-ky", "2026", None),
        ("dot-cao-diem", None, ("2026/dot-cao-diem", "dot-cao-diem")),
        ("dot-cao-diem", "2026", ("2026/dot-cao-diem", "dot-cao-diem")),
        ("dot-cao-diem", "2025", None),
        ("dot-khac", "2026", None),
    ],
)
def test_a_map_or_an_option_names_a_period(
    name: str, year: str | None, meant: tuple[str | None, str] | None
) -> None:
    cycle = parse_cycle(year) if year is not None else None
    found = named_period(name, cycle, {"cao-diem": CAMPAIGN})
    assert (None if found is None else (found[0].name if found[0] else None, found[1].name)) == meant


def test_moments_have_the_orders_of_day_and_month_that_fit_all_cells() -> None:
    assert moments({1: "2026/06/30 10:15:22 SA GMT+7", 2: "2026/06/30 12:00:05 SA"}) == [
        {1: (2026, 6, 30, 10, 15, 22), 2: (2026, 6, 30, 0, 0, 5)}
    ]
    assert moments({1: "30/06/2026 1:15 CH", 2: "1/7/2026", 3: "?"}) == [
        {1: (2026, 6, 30, 13, 15, 0), 2: (2026, 7, 1, 0, 0, 0)}
    ]
    assert len(moments({1: "5/6/2026 8:00"})) == 2
    assert moments({1: "31/31/2026"}) == moments({}) == []
