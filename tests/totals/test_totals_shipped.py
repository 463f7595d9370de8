"""Totals of the shipped documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from totals_example import counts, shown, value

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.quantity import rounded
from mttq.totals import build_table

SHIPPED = Path(__file__).parents[2]


def test_the_households_that_my_thoi_housed_are_26_and_thirteen_units_are_missing() -> None:
    project = load(SHIPPED)
    term = parse_cycle("2014-2019")
    assert term is not None
    table = build_table(
        project,
        term,
        PERIODS["nhiem-ky"],
        tops=["an-giang/long-xuyen"],
        indicators=["ho-khu-dan-cu-dai-doan-ket"],
    )
    first, *wards = table.rows
    assert shown(first.total) == (Decimal(26), "thieu", 1, 14)
    assert {row.unit.id.rpartition("/")[2]: value(row.total.result) for row in wards} == {
        "my-thoi": 26,
    }
    names = [project.catalogue.units.by_id[unit].name_on(date(2019, 12, 31)) for unit in first.total.missing]
    assert names == [
        "thành phố Long Xuyên",
        "phường Mỹ Bình",
        "phường Mỹ Long",
        "phường Đông Xuyên",
        "phường Mỹ Xuyên",
        "phường Bình Đức",
        "phường Bình Khánh",
        "phường Mỹ Phước",
        "phường Mỹ Quý",
        "phường Mỹ Thạnh",
        "phường Mỹ Hòa",
        "xã Mỹ Khánh",
        "xã Mỹ Hòa Hưng",
    ]


def test_the_ratio_of_my_thoi_keeps_both_counts() -> None:
    project = load(SHIPPED)
    term = parse_cycle("2014-2019")
    assert term is not None
    unit = "an-giang/long-xuyen/my-thoi"
    rows = build_table(project, term, PERIODS["nhiem-ky"], tops=[unit]).rows
    totals = {row.indicator.id: row.total for row in rows}
    ratio = totals["ty-le-cu-tri-dai-dien-ho-di-bau"].result
    assert ratio is not None
    assert counts(ratio) == (6622, 6688)
    assert rounded(ratio.value, 2) == Decimal("99.01")
    assert value(totals["cu-tri-dai-dien-ho-di-bau"].result) == 6622
    assert value(totals["cu-tri-dai-dien-ho"].result) == 6688
    [line] = totals["ty-le-cu-tri-dai-dien-ho-di-bau"].own.lines
    assert line.figure.indicator == "ty-le-cu-tri-dai-dien-ho-di-bau"
    assert line.figure.quantity.ratio == ratio.pair
