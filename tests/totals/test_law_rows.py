"""Every row of a table is what the slow oracle says, with the features of projects added one by one.

Own, computed, stated and result, status, who has reported and who is missing, how approximate it is.
"""

from __future__ import annotations

from hypothesis import given
from totals_compare import check_case
from totals_events import OPERATORS, PERIOD_OPERATORS, Case, Features, cases
from totals_settings import examples


@examples(60)
@given(cases(Features()))
def test_sums_of_flows_and_stocks(case: Case) -> None:
    """Own figures, the units below them, stated figures that stand for what is missing or differ."""
    check_case(case)


@examples(60)
@given(cases(Features(approximate=True)))
def test_approximate_figures(case: Case) -> None:
    """A total is approximate if any figure in it is; what is stated may differ by the last digits written."""
    check_case(case)


@examples(80)
@given(cases(Features(over_periods=PERIOD_OPERATORS, transfers=True, approximate=True)))
def test_what_one_unit_had_from_another(case: Case) -> None:
    """Taken out of every sum that holds giver and receiver, from a stated figure only if the giver is outside."""
    check_case(case)


@examples(80)
@given(cases(Features(operators=OPERATORS, over_periods=PERIOD_OPERATORS, transfers=True, stated=False)))
def test_transfers_with_every_operator(case: Case) -> None:
    """Only a sum loses what it received from within; every other operator takes figures as they are."""
    check_case(case)
