"""Laws of totals by coverage, on the rows that `mttq total` shows for random small provinces."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from coverage_changes import PARTS, renamed, replaced, split, with_centre
from coverage_model import CENTRE, Project
from coverage_random import AREAS, GROUPS, Settings, random_project, write
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import Row, Status, TotalAmount, build_table

SEEDS = st.integers(min_value=0, max_value=10**6)
FLOWS = ("quy", "tu", "mau", "xay", "sua", "nha", "nam-tu", "nu-tu", "chung-mau", "sinh")
STOCKS = ("so-du", "khu", "ty-le-hop", "dien-tich", "dan-cu", "ho-ngheo", "ho", "ty-le-ngheo")
MEANS = ("diem", "hoi-vien", "diem-dan")
QUARTERS = ("quy-1", "quy-2", "quy-3", "quy-4")
few = settings(max_examples=6, derandomize=True, deadline=None, database=None)

Rows = dict[tuple[str, str], Row]


def rows_of(model: Project, name: str = "nam", *, as_of: date | None = None, only: str = "") -> Rows:
    """The rows of a period of 2025 by unit and indicator, compared with 2024; of all units or only of one."""
    year, before = parse_cycle("2025"), parse_cycle("2024")
    assert year is not None
    with TemporaryDirectory() as folder:
        write(model, Path(folder))
        tops = [only] if only else [unit.id for unit in model.units]
        table = build_table(
            load(Path(folder)), year, PERIODS[name], tops=tops, depth=0, as_of=as_of, compare=before
        )
        return {(row.unit.id, row.indicator.id): row for row in table.rows}


def value(amount: TotalAmount | None) -> Fraction | None:
    return None if amount is None else Fraction(amount.value)


def shown(row: Row) -> tuple[object, ...]:
    """What a row shows of a total, apart from the units that have to report."""
    total, before = row.total, row.before
    assert before is not None
    amounts = (total.result, total.computed, total.stated.amount, total.own.amount, before.result)
    return (*map(value, amounts), total.status, before.status)


@pytest.mark.parametrize("as_of", [None, date(2025, 12, 31), date(2024, 12, 31)])
@few
@given(seed=SEEDS)
def test_a_merger_changes_no_ancestors_total(as_of: date | None, seed: int) -> None:
    """Law: a merger changes no ancestor's total, with statements, `--as-of` and `--compare`.

    A commune that goes on under another name in July leaves the rows above it as they are, those of the year before,
    too. No report is for a period in which it changes. Means over months or units are left out: if a unit
    is missing they differ, because it is two units then. So are stocks that are not known at the end, for which
    the latest figure counts only while its unit exists.
    """
    groups = tuple(group for group in (*GROUPS, *AREAS) if group[-1].id not in MEANS)
    project = with_centre(random_project(seed, Settings(changes=False, short=True, groups=groups)))
    commune = Random(seed).choice([unit.id for unit in project.units if unit.levels[0].level == "xa"])
    old, new = (
        rows_of(model, as_of=as_of) for model in (project, renamed(project, commune, f"{commune}-moi"))
    )
    for (unit, indicator), row in old.items():
        above = unit == CENTRE or commune.startswith(f"{unit}/")
        if above and not (indicator in STOCKS and row.total.units_in < row.total.units_due):
            assert shown(row) == shown(new[unit, indicator]), (unit, indicator)


@few
@given(seed=SEEDS)
def test_a_year_is_its_quarters(seed: int) -> None:
    """Law: the quarters of a flow add up to the year, mergers and statements and all, in both years compared.

    It holds for the whole country, unless that states a figure itself, and as long as no report is longer
    than a quarter.
    """
    project = with_centre(
        random_project(seed, Settings(short=True, groups=(*GROUPS[:1], *GROUPS[2:4], AREAS[2])))
    )
    lines = tuple(line for line in project.lines if line.unit != CENTRE or not line.stated)
    model = replaced(project, lines=lines)
    year, *quarters = (rows_of(model, name, only=CENTRE) for name in ("nam", *QUARTERS))
    for place, row in year.items():
        if place[1] not in FLOWS:
            continue
        parts = [quarter[place] for quarter in quarters if place in quarter]
        assert row.before is not None
        assert sum(value(one.total.result) or 0 for one in parts) == (value(row.total.result) or 0), place
        before = [quarter[place].before for quarter in quarters if place in quarter]
        if len(before) == len(QUARTERS):
            sums = sum(value(one.result) or 0 for one in before if one is not None)
            assert sums == (value(row.before.result) or 0), place


@few
@given(seed=SEEDS)
def test_splitting_a_figure_changes_nothing(seed: int) -> None:
    """Law: two reports of the parts of a period instead of one of all of it leave every row of the year as it is.

    It holds as long as no two reports of a unit overlap, nothing is stated, and the unit takes part in no takeover:
    figures that overlap are chosen by their number and length.
    """
    project = random_project(seed, Settings(statements=False, once=True))
    moved = {unit for takeover in project.takeovers for unit in (takeover.taken, takeover.heir)}
    possible = [
        line
        for line in project.lines
        if line.indicator in FLOWS and line.value and line.period.name in PARTS and line.period.year == 2025
        if line.unit not in moved
    ]
    assume(possible)
    old, new = rows_of(project), rows_of(split(project, Random(seed).choice(possible)))
    assert old.keys() == new.keys()
    for place, row in old.items():
        assert shown(row) == shown(new[place]), place
        assert row.total.open_months() == new[place].total.open_months(), place


@few
@given(seed=SEEDS)
def test_one_report_more_never_covers_less(seed: int) -> None:
    """Law: adding a report never uncovers a cell.

    Only the number of cells can be promised: another set may cover more cells, but not the same ones. A report that
    contradicts a statement, or between which and others nothing decides, takes that away; so does one that
    keeps the own figure of an heir from speaking for others, and a weight of which there are two.
    """
    groups = tuple(group for group in GROUPS if group[-1].weight is None)
    project = random_project(seed, Settings(changes=False, groups=groups))
    possible = [line for line in project.lines if line.period.year == 2025]
    assume(possible)
    line = Random(seed).choice(possible)
    more, less = (
        rows_of(project),
        rows_of(replaced(project, lines=tuple(one for one in project.lines if one is not line))),
    )
    for place, row in less.items():
        total = more[place].total
        if total.status is not Status.DIFFERS and not total.ties:
            assert open_cells(more[place]) <= open_cells(row), place


def open_cells(row: Row) -> int:
    return sum(mask.bit_count() for mask in row.total.open_months().values())
