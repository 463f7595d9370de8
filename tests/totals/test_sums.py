"""Totals asked for one after another equal those of tables made one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mttq.documents import Project, load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import Sums, build_table

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


@pytest.mark.parametrize(
    ("year", "period", "before"),
    [
        ("2020", "nam", None),
        ("2021", "nam", "2020"),
        ("2020", "quy-1", None),
        ("2014-2019", "nhiem-ky", None),
    ],
)
def test_the_rows_of_a_unit_are_those_of_its_own_table(
    project: Project, year: str, period: str, before: str | None
) -> None:
    """Law: sums.rows(u) = build_table(tops=[u]).rows, whatever was asked for before."""
    cycle, compare = parse_cycle(year), parse_cycle(before or "")
    assert cycle is not None
    sums = Sums(project)
    units = [ref.unit for ref in project.refs if ref.cycle == cycle]
    assert units
    for unit in dict.fromkeys(units):
        alone = build_table(project, cycle, PERIODS[period], tops=[unit], depth=0, compare=compare)
        assert sums.rows(unit, cycle, PERIODS[period], compare=compare) == alone.rows
        assert sums.table(cycle, PERIODS[period], tops=[unit], depth=0, compare=compare) == alone


def test_some_indicators_alone(project: Project) -> None:
    cycle = parse_cycle("2020")
    assert cycle is not None
    sums = Sums(project)
    every = sums.rows("quang-tri", cycle, PERIODS["nam"])
    some = [row.indicator.id for row in every[:2]]
    assert sums.rows("quang-tri", cycle, PERIODS["nam"], indicators=some) == every[:2]
    assert sums.rollup(cycle, PERIODS["nam"]) is sums.rollup(cycle, PERIODS["nam"])


def test_a_unit_of_another_time_has_none(project: Project) -> None:
    cycle = parse_cycle("2020")
    assert cycle is not None
    gone = next(
        unit.id
        for unit in project.catalogue.units.by_id.values()
        if not unit.valid_within(cycle.whole.first_day(cycle), cycle.whole.last_day(cycle))
    )
    assert Sums(project).rows(gone, cycle, PERIODS["nam"]) == ()
