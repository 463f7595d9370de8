"""Every row agrees with the slow oracle when units end, merge and divide, and for every operator.

Own, computed and result, status, who has reported and who is missing. The same examples each time; `MTTQ_EXAMPLES`
asks for more. Statements for areas that overlap across mergers are looked at by hand in `test_law_found`.
"""

from __future__ import annotations

from hypothesis import given, settings
from totals_compare import check_case
from totals_events import OPERATORS, PERIOD_OPERATORS, Case, Features, cases
from totals_settings import examples


@settings(examples(60), derandomize=True)
@given(cases(Features(operators=OPERATORS, over_periods=PERIOD_OPERATORS, stated=False)))
def test_every_operator_along_units_and_periods(case: Case) -> None:
    """Sums, ratios, means with and without weights, highest, lowest, numbers of units, figures never added."""
    check_case(case)


@settings(examples(50), derandomize=True)
@given(cases(Features(successions=True, stated=False)))
def test_units_taken_over_whole(case: Case) -> None:
    """A unit's total holds each unit that it took over by the period's last day, once."""
    check_case(case)


@settings(examples(50), derandomize=True)
@given(cases(Features(successions=True, divisions=True, unclear=True, stated=False)))
def test_units_divided(case: Case) -> None:
    """Each part counts by its share; without shares it counts only in units that hold all successors."""
    check_case(case)


@settings(examples(50), derandomize=True)
@given(cases(Features(successions=True, divisions=True, unclear=True, as_of=True, stated=False)))
def test_totals_restated_to_the_tree_of_another_day(case: Case) -> None:
    """The period decides which units count, the day asked for decides to which units they belong."""
    check_case(case)


@settings(examples(50), derandomize=True)
@given(cases(Features(successions=True, divisions=True, transfers=True, approximate=True, stated=False)))
def test_money_passed_down_through_mergers(case: Case) -> None:
    """What one unit had from another is taken out once in every total that holds both."""
    check_case(case)
