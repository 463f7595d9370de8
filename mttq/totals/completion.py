"""How far targets are reached."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Direction, Indicator
from mttq.quantity import Approximation, Comparator
from mttq.totals.arithmetic import multiply, percentage, settled, subtract
from mttq.totals.combination import own_only
from mttq.totals.model import Total, TotalAmount
from mttq.totals.operators import operator_of
from mttq.totals.periods import period_operator_of
from mttq.totals.targets import Goal

Number = TypeVar("Number", Decimal, int)

# A result is no percentage of these targets.
NO_SHARE = frozenset({Comparator.RANGE, Comparator.LESS_THAN, Comparator.AT_MOST})
NUDGES = {Approximation.ABOVE: 1, Approximation.BELOW: -1, Approximation.AROUND: 0, None: 0}


def completion(goal: Goal | None, total: Total, indicator: Indicator) -> Decimal | None:
    """Return the result as a percentage of the target, to 28 digits; None if that would be meaningless."""
    result = total.result
    if goal is None or result is None or indicator.direction is Direction.DOWN:
        return None
    if not goal.whole or not goal.value:
        return None
    if goal.comparator in NO_SHARE:
        return None
    if result.pair is not None:
        above, below = result.pair
        return percentage(multiply(above, 100), multiply(below, goal.value))
    return percentage(_comparable(goal, result), goal.value)


def reached(goal: Goal | None, total: Total, indicator: Indicator, *, partial: bool = False) -> bool | None:
    """Return whether a target is reached; None if that is unknown.

    While figures are missing, it is known only if none of them could change it.

    Args:
        goal: the target.
        total: the total to compare with it.
        indicator: the indicator of both.
        partial: whether the target also counts months before those of the total, as what is due by June does for
            quarter II.
    """
    if goal is None or not goal.whole or total.result is None:
        return None
    value = (_comparable(goal, total.result), NUDGES[total.result.approximation])
    if _is_doubtful(goal, total):
        return None
    ends = (goal.comparator, *_ends(goal))
    if total.covered and not partial:
        return compared(*ends, value)
    trend = period_operator_of(indicator).trend
    if not total.covered:
        missing = _trend(total, indicator)
        trend = missing if not partial or missing == trend else 0
    return None if total.result.yearly or not trend else foreseen(*ends, value=value, trend=trend)


class OwnPart(Struct, frozen=True, kw_only=True):
    """What a unit does of a target itself (`cap_minh`), and how far it is.

    Attributes:
        goal: what it has to do.
        completion: its own figure as a percentage of that; None if that would be meaningless.
        reached: whether it is reached; None if unknown.
    """

    goal: Goal
    completion: Decimal | None
    reached: bool | None


def own_part_of(goal: Goal | None, total: Total, indicator: Indicator) -> OwnPart | None:
    """Return what a unit does of a target itself; None if its plan does not say so."""
    part = goal.own_part(indicator) if goal is not None else None
    if part is None:
        return None
    own = own_total(total)
    return OwnPart(
        goal=part, completion=completion(part, own, indicator), reached=reached(part, own, indicator)
    )


def own_total(total: Total) -> Total:
    """Return the total of a unit by itself, without what belongs to it."""
    open_months = total.open_months().get(total.unit, 0)
    alone = own_only(total.unit, total.own, total.stated, is_due=total.is_due, open_months=open_months)
    return replace(alone, early=total.own.early)


def _is_doubtful(goal: Goal, total: Total) -> bool:
    """Whether figures on different sides of what was written, as `trên 60` and `gần 40`, meet an end of the target."""
    result = total.result
    if result is None or result.approximation is not Approximation.AROUND:
        return False
    value = _comparable(goal, result)
    if all(abs(subtract(value, end)) > result.tolerance for end in _ends(goal)):
        return False
    return len({line.figure.quantity.approximation for line in total.lines()} - {None}) > 1


def _trend(total: Total, indicator: Indicator) -> int:
    """Return 1 if later figures can only raise a total, -1 if they can only lower it, else 0."""
    operator, over_time = operator_of(indicator), period_operator_of(indicator).trend
    if operator.own_only:
        return over_time
    trend = operator.trend
    # A figure for a part of the period may still move by its own operator.
    return 0 if total.early and over_time != trend else trend


def compared(comparator: Comparator, low: Number, high: Number, value: tuple[Number, int]) -> bool:
    """Compare a result with a target.

    Args:
        comparator: the target's.
        low: the target, or its low end.
        high: the high end of a range; else the same.
        value: the result, and 1 for one just above it (`trên`), -1 for one just below (`gần`), else 0.
    """
    exact = (low, 0)
    if comparator is Comparator.AT_LEAST:
        return value >= exact
    if comparator is Comparator.MORE_THAN:
        return value > exact
    if comparator is Comparator.AT_MOST:
        return value <= exact
    if comparator is Comparator.LESS_THAN:
        return value < exact
    if comparator is Comparator.RANGE:
        return exact <= value <= (high, 0)
    return value == exact


def foreseen(
    comparator: Comparator, low: Number, high: Number, *, value: tuple[Number, int], trend: int
) -> bool | None:
    """Return the verdict on a total that can still move one way, if moving can't change the verdict.

    A total beyond an end of the target, on the side to which it moves, stays beyond it. For the arguments see
    `compared`; `trend` is 1 if the total can only rise and -1 if it can only fall.
    """
    if trend > 0:
        if comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}:
            return compared(comparator, low, high, value) or None
        exceeded = value >= (high, 0) if comparator is Comparator.LESS_THAN else value > (high, 0)
        return False if exceeded else None
    if comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
        return compared(comparator, low, high, value) or None
    short = value <= (low, 0) if comparator is Comparator.MORE_THAN else value < (low, 0)
    return False if short else None


def _comparable(goal: Goal, result: TotalAmount) -> Decimal:
    """Return the result in the terms of the target: a yearly mean multiplied by the years."""
    return settled(multiply(result.value, goal.years) if result.yearly else result.value)


def _ends(goal: Goal) -> tuple[Decimal, Decimal]:
    return goal.value, goal.value if goal.high is None else goal.high


Verdicts = dict[tuple[Comparator, int, Approximation | None, bool], bool | None]


def verdicts_of(trend: int) -> Verdicts:
    """Return whether a target that is no range is reached, in every case.

    The cases are the comparator, 1 for a total above the target and -1 for one below, the side of an approximate total,
    and whether all have reported. For `trend` see `foreseen`; with 0 nothing is known unless all have.
    """
    found: Verdicts = {}
    for comparator in Comparator:
        for sign, side in product((-1, 0, 1), (None, *Approximation)):
            value = (sign, NUDGES[side])
            found[comparator, sign, side, True] = compared(comparator, 0, 0, value)
            found[comparator, sign, side, False] = (
                foreseen(comparator, 0, 0, value=value, trend=trend) if trend else None
            )
    return found
