"""What is handed in later changes nothing that an earlier document says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from totals_events import OPERATORS, PERIOD_OPERATORS, Case, Features, cases
from totals_project import ProjectModel, project
from totals_settings import examples

from mttq.period import PERIODS, parse_cycle
from mttq.totals import TotalsTable, build_table

_ALL = Features(
    operators=OPERATORS,
    over_periods=PERIOD_OPERATORS,
    stated=True,
    approximate=True,
    transfers=True,
    successions=True,
    divisions=True,
    unclear=True,
    as_of=True,
)


@examples(200)
@given(cases(_ALL))
def test_reports_of_later_periods_change_no_table(case: Case) -> None:
    """Law: the table of a period rests on the reports that end with it or before it."""
    last = PERIODS[case.period].last
    early = tuple(one for one in case.model.reports if PERIODS[one.period].last <= last)
    assume(len(early) < len(case.model.reports))
    assert _table(case, replace(case.model, reports=early)) == _table(case, case.model)


def _table(case: Case, model: ProjectModel) -> TotalsTable:
    cycle = parse_cycle(case.cycle)
    assert cycle is not None
    with project(model) as found:
        tops = [unit.id for unit in found.catalogue.units.children("")]
        return build_table(found, cycle, PERIODS[case.period], tops=tops, as_of=case.as_of)
