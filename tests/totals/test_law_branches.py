"""The figures of one branch of the tree give the same rows there as the figures of the whole."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from totals_events import OPERATORS, PERIOD_OPERATORS, Case, Features, cases
from totals_project import project
from totals_settings import examples

from mttq.period import PERIODS, parse_cycle
from mttq.totals import Sums, build_table

_ALL = Features(
    operators=OPERATORS,
    over_periods=PERIOD_OPERATORS,
    stated=True,
    approximate=True,
    transfers=True,
    successions=True,
    divisions=True,
    unclear=True,
)


@examples(150)
@given(cases(_ALL))
def test_a_unit_rests_on_nothing_but_what_is_below_it_and_what_was_taken_over(case: Case) -> None:
    """Law: the rows of a unit are the same from all figures and from those of its branch alone."""
    cycle, period = parse_cycle(case.cycle), PERIODS[case.period]
    assert cycle is not None
    with project(case.model) as found:
        whole = Sums(found)
        for unit in found.catalogue.units.by_id:
            for branch in {unit, unit.partition("/")[0]}:
                rows = Sums.below(found, branch).rows(unit, cycle, period)
                assert rows == whole.rows(unit, cycle, period)


@examples(100)
@given(cases(replace(_ALL, as_of=True)))
def test_the_table_of_a_unit_is_the_same_from_its_branch_alone(case: Case) -> None:
    """Law: a unit's table, its gaps and its comparison rest on its branch alone, whichever day's tree is asked for."""
    cycle, period = parse_cycle(case.cycle), PERIODS[case.period]
    other = parse_cycle("2021" if case.cycle == "2020" else "2020")
    assert cycle is not None
    with project(case.model) as found:
        whole = Sums(found)
        for unit in found.catalogue.units.by_id:
            for compare in (None, other):
                there = whole.table(cycle, period, tops=[unit], as_of=case.as_of, compare=compare)
                alone = build_table(found, cycle, period, tops=[unit], as_of=case.as_of, compare=compare)
                assert alone == there
