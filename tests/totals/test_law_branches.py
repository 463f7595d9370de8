"""The figures of one branch of the tree give the same rows there as the figures of the whole."""

from __future__ import annotations

from hypothesis import given
from totals_events import OPERATORS, PERIOD_OPERATORS, Case, Features, cases
from totals_project import project
from totals_settings import examples

from mttq.period import PERIODS, parse_cycle
from mttq.totals import Sums

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
