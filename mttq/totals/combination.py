"""One unit's figures and the totals of what is below it, made into the unit's total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.quantity import Approximation
from mttq.totals.arithmetic import ONE, ZERO, add, multiply, settled, subtract
from mttq.totals.model import NOTHING, Status, Total, TotalAmount, Transfer, UnitValue
from mttq.totals.operators import Operator, unit_count
from mttq.totals.transfers import scaled as scaled_transfers
from mttq.totals.transfers import split, without


def combine(
    unit: str,
    *,
    own: UnitValue,
    stated: UnitValue,
    parts: tuple[Total, ...],
    operator: Operator,
    is_due: bool,
    inside: Callable[[str], bool],
    lowest: bool = True,
    unallocated: tuple[str, ...] = (),
) -> Total:
    """The total of a unit.

    Args:
        unit: its id.
        own: what it did itself.
        stated: what it states for itself and everything below.
        parts: the totals of the units directly below, and of those taken over.
        operator: how they become one.
        is_due: whether the unit itself has to report.
        inside: whether a unit of some id is part of the total.
        lowest: whether the unit is of the lowest level that reports the indicator.
        unallocated: divided units of which nobody says what part belongs here.
    """
    there = own.has_reported or not is_due
    of_units = int(is_due) + sum([part.units_due for part in parts])
    reported = int(is_due and there) + sum([part.units_in for part in parts])
    amounts = [part.result for part in parts if part.result is not None]
    # A figure that can't be added, as a percentage without its counts, is a total only where it is the only one.
    alone = not amounts and of_units == int(is_due)
    includes_own = is_due and own.amount is not None
    if is_due and own.amount is not None:
        amounts.insert(0, unit_count(own.amount, lowest=lowest) if operator.counts_units else own.amount)
    usable = amounts if alone else operator.addable(amounts)
    addable = len(usable) == len(amounts)
    computed = _one(usable, operator)
    pending = _pending(own.received if includes_own else (), parts) if operator.transfers else ()
    taken_out, pending = split(pending, inside)
    if taken_out and computed is not None:
        computed = without(computed, taken_out)
    whole = not unallocated
    complete = whole and there and addable and all(part.complete for part in parts)
    covered = whole and there and addable and all(part.covered for part in parts)
    said = stated
    if operator.counts_units and is_due and stated.amount is not None and not parts and not unallocated:
        # With nothing below, what is stated is the unit's own figure, not a number of units.
        said = replace(stated, amount=unit_count(stated.amount, lowest=lowest))
    result, status, stands = computed, Status.INCOMPLETE, False
    if contradicts(said, computed, operator, covered=covered):
        status = Status.DIFFERS
    elif complete and of_units:
        status = Status.COMPLETE
    elif said.has_reported and (said.amount is not None or computed is None):
        result, status, stands = said.amount, Status.AS_STATED, True
    elif covered and (of_units or computed is not None):
        status = Status.AS_STATED
    else:
        result = _further(said.amount, computed, operator)
        stands = result is not computed
        if result is None:
            status = Status.NOTHING
    if stands and operator.transfers:
        pending = tuple(one for one in stated.received if not inside(one.giver))
    # A figure stated where nobody has to report is still a stated one, and so is what it becomes a part of.
    complete = complete and result is computed
    covered = status is Status.AS_STATED or (covered and status is not Status.INCOMPLETE)
    return Total(
        unit=unit,
        own=own,
        computed=computed,
        stated=stated,
        result=result,
        status=status,
        is_due=is_due,
        parts=parts,
        units_in=reported,
        units_due=of_units,
        complete=complete,
        covered=covered,
        stands=stands,
        pending=pending,
        taken_out=taken_out,
        unallocated=unallocated,
        share=ONE,
        includes_own=includes_own,
        early=own.early or stated.early or any(part.early for part in parts),
    )


def of_one(unit: str, own: UnitValue, operator: Operator, *, lowest: bool) -> Total:
    """The total of a unit that has reported and states nothing, with nothing below it."""
    amount = own.amount
    if amount is not None and operator.counts_units:
        amount = unit_count(amount, lowest=lowest)
    return Total(
        unit=unit,
        own=own,
        computed=amount,
        stated=NOTHING,
        result=amount,
        status=Status.COMPLETE,
        is_due=True,
        parts=(),
        units_in=1,
        units_due=1,
        complete=True,
        covered=True,
        includes_own=amount is not None,
    )


def own_only(unit: str, own: UnitValue, stated: UnitValue, *, is_due: bool) -> Total:
    """A figure that is shown for each unit and never added."""
    there = own.has_reported or not is_due
    status = Status.NOTHING if own.amount is None else Status.INCOMPLETE
    if own.has_reported:
        status = Status.COMPLETE
    reported = int(is_due and there)
    return Total(
        unit=unit,
        own=own,
        computed=own.amount,
        stated=stated,
        result=own.amount,
        status=status,
        is_due=is_due,
        parts=(),
        units_in=reported,
        units_due=int(is_due),
        complete=there,
        covered=there,
        early=own.early or stated.early,
    )


def scaled(total: Total, share: Decimal, operator: Operator) -> Total:
    """The part of a divided unit's total that another unit took over: an estimate, and said to be one."""
    if share == ONE or total.result is None:
        return total
    result = operator.scale(total.result, share)
    if result is not total.result:
        result = replace(
            result,
            approximation=Approximation.AROUND,
            tolerance=add(
                [
                    line.figure.quantity.step
                    for line in total.lines()
                    if not line.figure.quantity.not_applicable
                ]
            ),
        )
    return replace(
        total,
        result=result,
        share=multiply(total.share, share),
        pending=scaled_transfers(total.pending, share),
    )


def contradicts(
    stated: UnitValue, computed: TotalAmount | None, operator: Operator, *, covered: bool
) -> bool:
    """Whether a stated figure for the whole period can't be true beside the figures that are in.

    With nothing missing both must be the same; else what is stated can't be less.
    """
    if stated.amount is None or computed is None or not stated.complete:
        return False
    tolerance = ZERO
    loose = stated.amount.approximation is not None or computed.approximation is not None
    if loose or operator.rounded:
        parts = [computed.tolerance] if loose else []
        tolerance = add((*parts, *(one.figure.quantity.step for one in stated.lines)))
    differences = operator.differences(stated.amount, computed)
    if covered:
        return any(one.copy_abs() > tolerance for one in differences)
    if operator.bound < 0:
        return any(one > tolerance for one in differences)
    return operator.bound > 0 and any(one < tolerance.copy_negate() for one in differences)


def difference_of(stated: TotalAmount, computed: TotalAmount) -> Decimal:
    """How much more is stated than computed; of two counts, the one that differs most.

    0 where the two can't be compared: a percentage without its counts, a yearly mean beside a sum.
    """
    if (stated.pair is None) != (computed.pair is None) or stated.yearly != computed.yearly:
        return ZERO
    said, found = stated.pair or (stated.value,), computed.pair or (computed.value,)
    differences = [settled(subtract(*pair)) for pair in zip(said, found, strict=True)]
    return max(differences, key=Decimal.copy_abs)


def _pending(received: tuple[Transfer, ...], parts: Sequence[Total]) -> tuple[Transfer, ...]:
    for part in parts:
        if part.pending:
            received += part.pending
    return received


def _one(amounts: Sequence[TotalAmount], operator: Operator) -> TotalAmount | None:
    if not amounts:
        return None
    return amounts[0] if len(amounts) == 1 else operator.combine(amounts)


def _further(
    stated: TotalAmount | None, computed: TotalAmount | None, operator: Operator
) -> TotalAmount | None:
    """Of a figure stated for a part of the period only and what is in, the one that says more."""
    if stated is None or computed is None:
        return stated if computed is None else computed
    if stated.yearly != computed.yearly:
        return stated
    if (stated.value, stated.approximation) == (computed.value, computed.approximation):
        return computed  # a leaf's own word, with all that is known of it
    if not operator.trend:
        return stated
    behind = (computed.value - stated.value) * operator.trend > 0
    return computed if behind else stated
