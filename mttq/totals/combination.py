"""One unit's figures and the totals of the units directly below it, made into the unit's total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mttq.totals.arithmetic import ZERO, add, subtract
from mttq.totals.model import Amount, Reading, Status, Total
from mttq.totals.operators import Operator


def combine(
    unit: str, own: Reading, stated: Reading, parts: tuple[Total, ...], operator: Operator, *, expected: bool
) -> Total:
    """The total of a unit.

    Args:
        unit: its id.
        own: what it did itself.
        stated: what it states for itself and everything below.
        parts: the totals of the units directly below.
        operator: how they become one.
        expected: whether the unit itself has to report.
    """
    there = own.reported or not expected
    of_units = int(expected) + sum(part.expected for part in parts)
    reported = int(expected and there) + sum(part.reported for part in parts)
    amounts = [part.result for part in parts if part.result is not None]
    # A figure that can't be added, as a percentage without its counts, is a total only where it is the only one.
    alone = not amounts and of_units == int(expected)
    if expected and own.amount is not None:
        amounts.insert(0, own.amount)
    usable = amounts if alone else operator.addable(amounts)
    addable = len(usable) == len(amounts)
    computed = _one(usable, operator)
    complete = there and addable and all(part.complete for part in parts)
    covered = there and addable and all(part.covered for part in parts)
    result, status = computed, Status.INCOMPLETE
    if contradicts(stated, computed, operator, covered=covered):
        status = Status.DIFFERS
    elif complete and of_units:
        status = Status.COMPLETE
    elif stated.reported and (stated.amount is not None or computed is None):
        result, status = stated.amount, Status.AS_STATED
    elif covered and (of_units or computed is not None):
        status = Status.AS_STATED
    else:
        result = _further(stated.amount, computed, operator)
        if result is None:
            status = Status.NOTHING
    # A figure stated where nobody has to report is still a stated one, and so is what it becomes a part of.
    complete = complete and result is computed
    covered = status is Status.AS_STATED or (covered and status is not Status.INCOMPLETE)
    return Total(
        unit,
        own,
        computed,
        stated,
        result,
        status,
        expected,
        parts,
        reported,
        of_units,
        complete,
        covered,
    )


def own_only(unit: str, own: Reading, stated: Reading, *, expected: bool) -> Total:
    """A figure that is shown for each unit and never added."""
    there = own.reported or not expected
    status = Status.NOTHING if own.amount is None else Status.INCOMPLETE
    if own.reported:
        status = Status.COMPLETE
    reported = int(expected and there)
    return Total(
        unit, own, own.amount, stated, own.amount, status, expected, (), reported, int(expected), there, there
    )


def contradicts(stated: Reading, computed: Amount | None, operator: Operator, *, covered: bool) -> bool:
    """Whether a stated figure for the whole period can't be true beside the figures that are in.

    With nothing missing both must be the same; else what is stated can't be less.
    """
    if stated.amount is None or computed is None or not stated.complete:
        return False
    tolerance = ZERO
    if stated.amount.approximation is not None or computed.approximation is not None:
        tolerance = add((computed.tolerance, *(one.figure.quantity.step for one in stated.lines)))
    differences = operator.differences(stated.amount, computed)
    if covered:
        return any(one.copy_abs() > tolerance for one in differences)
    return operator.bounded and any(one < tolerance.copy_negate() for one in differences)


def difference_of(stated: Amount, computed: Amount) -> Decimal:
    """How much more is stated than computed; of two counts, the one that differs most.

    0 where the two can't be compared: a percentage without its counts, a yearly mean beside a sum.
    """
    if (stated.counts is None) != (computed.counts is None) or stated.yearly != computed.yearly:
        return ZERO
    said, found = stated.counts or (stated.value,), computed.counts or (computed.value,)
    return max((subtract(*pair) for pair in zip(said, found, strict=True)), key=Decimal.copy_abs)


def _one(amounts: Sequence[Amount], operator: Operator) -> Amount | None:
    if not amounts:
        return None
    return amounts[0] if len(amounts) == 1 else operator.combine(amounts)


def _further(stated: Amount | None, computed: Amount | None, operator: Operator) -> Amount | None:
    """Of a figure stated for a part of the period only and what is in, the one that says more."""
    if stated is None or computed is None:
        return stated if computed is None else computed
    behind = operator.grows and stated.yearly == computed.yearly and stated.value < computed.value
    return computed if behind else stated
