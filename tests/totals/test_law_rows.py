"""Every row of a table agrees with the slow oracle; the features of projects are added one by one.

Own, computed, stated and result, status, who has reported and who is missing, how approximate it is.
"""

from __future__ import annotations

from hypothesis import given
from totals_compare import check_case
from totals_events import Case, Features, cases
from totals_settings import examples

# These combine figures one by one. What ratios, means and statements cover is compared in `tests/coverage`.
_ONE_BY_ONE = ("tong", "lon-nhat", "nho-nhat", "dem-don-vi", "khong-cong")
_LEVEL = ("tong", "cuoi-ky")


@examples(60)
@given(cases(Features(stated=False)))
def test_sums_of_flows_and_stocks(case: Case) -> None:
    """Own figures and the units below."""
    check_case(case)


@examples(60)
@given(cases(Features(approximate=True, stated=False)))
def test_approximate_figures(case: Case) -> None:
    """A total is approximate if any figure in it is."""
    check_case(case)


@examples(80)
@given(cases(Features(transfers=True, approximate=True, stated=False)))
def test_transfers_between_units_that_are_added(case: Case) -> None:
    """A transfer is deducted from each sum that holds both its ends."""
    check_case(case)


@examples(80)
@given(cases(Features(operators=_ONE_BY_ONE, over_periods=_LEVEL, transfers=True, stated=False)))
def test_transfers_with_every_operator(case: Case) -> None:
    """Only a sum deducts what was received from within; every other operator takes figures as they are."""
    check_case(case)
