"""Make the total of a unit from its own figures and the totals of its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.quantity import Approximation
from mttq.totals.amounts import without
from mttq.totals.arithmetic import ONE, ZERO, add, multiply, settled, subtract
from mttq.totals.model import NOTHING, Status, Total, TotalAmount, Transfer, UnitValue
from mttq.totals.operators import Operator, unit_count


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
    lacks_units: bool = False,
    partly_listed: bool = False,
) -> Total:
    """Return the total of a unit; `of_one` is a shortcut for the most common case.

    Args:
        unit: its id.
        own: its own figure.
        stated: the figure that it states for itself and everything below.
        parts: the totals of the units directly below, and of those taken over.
        operator: how they become one.
        is_due: whether the unit itself has to report.
        inside: returns whether the unit of an id is part of the total.
        lowest: whether the unit is of the lowest level that reports the indicator.
        unallocated: the divided units of which an unknown part belongs here.
        lacks_units: whether lower units that the catalogue does not list would report.
        partly_listed: whether the catalogue says so, rather than listing none.
    """
    is_in = own.has_reported or not is_due
    units_due = int(is_due) + sum([part.units_due for part in parts])
    units_in = int(is_due and is_in) + sum([part.units_in for part in parts])
    amounts = [part.result for part in parts if part.result is not None]
    # A figure that can't be combined, such as a percentage without its counts, is a total only if it is the only one.
    alone = not amounts and units_due == int(is_due)
    includes_own = is_due and own.amount is not None
    if is_due and own.amount is not None:
        amounts.insert(0, unit_count(own.amount, lowest=lowest) if operator.counts_units else own.amount)
    usable = amounts if alone else operator.addable(amounts)
    addable = len(usable) == len(amounts)
    computed = _one(usable, operator)
    pending = _pending(own.received if includes_own else (), parts) if operator.transfers else ()
    taken_out, pending = _split(pending, inside)
    if taken_out and computed is not None:
        computed = without(computed, taken_out)
    whole = not unallocated
    complete = whole and is_in and addable and all(part.complete for part in parts)
    covered = whole and is_in and addable and all(part.covered for part in parts)
    gaps = lacks_units or any(part.lacks_units for part in parts)
    complete = complete and not (lacks_units and partly_listed)
    claimed = stated
    if operator.counts_units and is_due and stated.amount is not None and not parts and not unallocated:
        # A unit with nothing below it states its own figure instead of a number of units.
        claimed = replace(stated, amount=unit_count(stated.amount, lowest=lowest))
    result, status, stands = computed, Status.INCOMPLETE, False
    differs = contradicts(claimed, computed, operator, covered=covered and not gaps)
    covered = covered and not (lacks_units and partly_listed)
    says_more = (
        gaps
        and claimed.has_reported
        and claimed.amount is not None
        and computed is not None
        and difference_of(claimed.amount, computed) != ZERO
    )
    if differs:
        status = Status.DIFFERS
    elif complete and units_due and not says_more:
        status = Status.COMPLETE
    elif claimed.has_reported and (claimed.amount is not None or computed is None):
        result, status, stands = claimed.amount, Status.AS_STATED, True
    elif covered and (units_due or computed is not None):
        status = Status.AS_STATED
    else:
        result = _further(claimed.amount, computed, operator)
        stands = result is not computed
        if result is None:
            status = Status.NOTHING
    if stands and operator.transfers:
        pending = tuple(one for one in stated.received if not inside(one.giver))
    # A stated figure of a unit that need not report is still a stated one, and so are the totals made of it.
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
        units_in=units_in,
        units_due=units_due,
        complete=complete,
        covered=covered,
        stands=stands,
        pending=pending,
        taken_out=taken_out,
        unallocated=unallocated,
        share=ONE,
        includes_own=includes_own,
        lacks_units=gaps and not (stands and status is Status.AS_STATED),
        early=own.early or stated.early or any(part.early for part in parts),
    )


def of_one(unit: str, own: UnitValue, operator: Operator, *, lowest: bool) -> Total:
    """Return what `combine` does for a unit with nothing below it that has reported and states nothing."""
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
    """Return the total for an operator that combines nothing: the unit's own figure."""
    is_in = own.has_reported or not is_due
    status = Status.NOTHING if own.amount is None else Status.INCOMPLETE
    if own.has_reported:
        status = Status.COMPLETE
    units_in = int(is_due and is_in)
    return Total(
        unit=unit,
        own=own,
        computed=own.amount,
        stated=stated,
        result=own.amount,
        status=status,
        is_due=is_due,
        parts=(),
        units_in=units_in,
        units_due=int(is_due),
        complete=is_in,
        covered=is_in,
    )


def scaled(total: Total, share: Decimal, operator: Operator) -> Total:
    """Return the part of a divided unit's total that another unit took over; it is marked as approximate."""
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
        pending=_scaled_transfers(total.pending, share),
    )


def contradicts(
    stated: UnitValue, computed: TotalAmount | None, operator: Operator, *, covered: bool
) -> bool:
    """Whether a stated figure for the whole period contradicts the figures reported so far.

    If none is missing, both must be equal within their tolerance. Otherwise the operator's `bound` decides.
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
    """Return stated minus computed; for a ratio, the larger difference of its two counts.

    The result is 0 if the two can't be compared: one lacks its counts, or one is a yearly mean and the other a sum.
    """
    if (stated.pair is None) != (computed.pair is None) or stated.yearly != computed.yearly:
        return ZERO
    claimed, found = stated.pair or (stated.value,), computed.pair or (computed.value,)
    differences = [settled(subtract(*pair)) for pair in zip(claimed, found, strict=True)]
    return max(differences, key=Decimal.copy_abs)


def _pending(received: tuple[Transfer, ...], parts: Sequence[Total]) -> tuple[Transfer, ...]:
    for part in parts:
        if part.pending:
            received += part.pending
    return received


def _split(
    transfers: Sequence[Transfer], inside: Callable[[str], bool]
) -> tuple[tuple[Transfer, ...], tuple[Transfer, ...]]:
    """Return the transfers whose giver is part of the same total, and the others."""
    if not transfers:
        return (), ()
    within = tuple(one for one in transfers if inside(one.giver))
    return within, tuple(one for one in transfers if one not in within)


def _scaled_transfers(transfers: Sequence[Transfer], share: Decimal) -> tuple[Transfer, ...]:
    """Return what a share of the receiving unit received."""
    return tuple(
        replace(one, amount=replace(one.amount, value=multiply(one.amount.value, share))) for one in transfers
    )


def _one(amounts: Sequence[TotalAmount], operator: Operator) -> TotalAmount | None:
    if not amounts:
        return None
    return amounts[0] if len(amounts) == 1 else operator.combine(amounts)


def _further(
    stated: TotalAmount | None, computed: TotalAmount | None, operator: Operator
) -> TotalAmount | None:
    """Choose between a figure stated for a part of the period and the computed one: the one that is further on."""
    if stated is None or computed is None:
        return stated if computed is None else computed
    if stated.yearly != computed.yearly:
        return stated
    if (stated.value, stated.approximation) == (computed.value, computed.approximation):
        return computed  # of a leaf: the same figure, with more known about it
    if not operator.trend:
        return stated
    behind = (computed.value - stated.value) * operator.trend > 0
    return computed if behind else stated
