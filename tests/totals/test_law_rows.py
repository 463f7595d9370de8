"""Every row of a table agrees with the slow oracle; the features of projects are added one by one.

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
    """Own figures, the units below, and stated figures that replace what is missing or differ."""
    check_case(case)


@examples(60)
@given(cases(Features(approximate=True)))
def test_approximate_figures(case: Case) -> None:
    """A total is approximate if any figure in it is; a stated figure may differ by the last digits written."""
    check_case(case)


@examples(80)
@given(cases(Features(over_periods=PERIOD_OPERATORS, transfers=True, approximate=True)))
def test_transfers_between_units_that_are_added(case: Case) -> None:
    """A transfer is deducted from each sum that holds both its ends; from a stated one if the giver is outside."""
    check_case(case)


@examples(80)
@given(cases(Features(operators=OPERATORS, over_periods=PERIOD_OPERATORS, transfers=True, stated=False)))
def test_transfers_with_every_operator(case: Case) -> None:
    """Only a sum deducts what was received from within; every other operator takes figures as they are."""
    check_case(case)
