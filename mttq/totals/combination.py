"""Make the total of a unit from its own figures and the totals of its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from mttq.quantity import Approximation
from mttq.totals.amounts import without
from mttq.totals.arithmetic import ZERO, add, quotient, settled, subtract
from mttq.totals.model import NOTHING, Status, Total, TotalAmount, TotalParts, Transfer, UnitValue
from mttq.totals.operators import Operator, unit_count


def combine(
    unit: str,
    *,
    own: UnitValue,
    parts: tuple[Total, ...],
    operator: Operator,
    is_due: bool,
    inside: Callable[[str], bool],
    lowest: bool = True,
    open_months: int = 0,
) -> Total:
    """Return the total of a unit's own figure and its parts; `of_one` is a shortcut for the most common case.

    Args:
        unit: its id.
        own: its own figure.
        parts: the totals of the branches below it, and of what it took over.
        operator: how they become one.
        is_due: whether the unit itself has to report.
        inside: returns whether the unit of an id is part of the total.
        lowest: whether the unit is of the lowest level that reports the indicator.
        open_months: the months that its own figure leaves open, as bits.
    """
    is_in = own.has_reported or not is_due
    units_due = int(is_due) + sum([part.units_due for part in parts])
    units_in = int(is_due and is_in) + sum([part.units_in for part in parts])
    amounts = [amount for part in parts if (amount := part.counted) is not None]
    # A figure that can't be combined, such as a percentage without its counts, is a total only if it is the only one.
    alone = not amounts and units_due == int(is_due)
    includes_own = is_due and own.counted is not None
    if is_due and own.counted is not None:
        amounts.insert(0, unit_count(own.counted, lowest=lowest) if operator.counts_units else own.counted)
    usable = amounts if alone else operator.addable(amounts)
    addable = len(usable) == len(amounts)
    result, remainder = _one(usable, operator, several=units_due > 1), None
    if result is not None and operator.percent and result.pair is not None and not result.pair[1]:
        result, remainder = None, result
    pending = _pending(own.received if includes_own else (), parts) if operator.transfers else ()
    taken_out, pending = _split(pending, inside)
    if taken_out and result is not None:
        result = without(result, taken_out)
    ties = tuple([tie for part in parts for tie in part.ties])
    complete = is_in and addable and all(part.complete for part in parts)
    covered = is_in and addable and all(part.covered for part in parts)
    status = Status.INCOMPLETE if usable or ties else Status.NOTHING
    if complete and units_due:
        status = Status.COMPLETE
    elif covered and not complete and (units_due or any(part.status is Status.AS_STATED for part in parts)):
        status = Status.AS_STATED
    return Total(
        unit=unit,
        own=own,
        computed=result,
        stated=NOTHING,
        result=result,
        status=status,
        is_due=is_due,
        make_parts=TotalParts(parts),
        units_in=units_in,
        units_due=units_due,
        complete=complete,
        covered=covered,
        pending=pending,
        taken_out=taken_out,
        includes_own=includes_own,
        early=(is_due and own.early) or any(part.early for part in parts),
        own_months_open=open_months,
        remainder=remainder,
        ties=ties,
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
        units_in=1,
        units_due=1,
        complete=True,
        covered=True,
        includes_own=own.counted is not None,
        remainder=own.remainder,
    )


def own_only(unit: str, own: UnitValue, stated: UnitValue, *, is_due: bool, open_months: int = 0) -> Total:
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
        units_in=units_in,
        units_due=int(is_due),
        complete=is_in,
        covered=is_in,
        own_months_open=open_months,
    )


def share_of(total: Total, share: Fraction, operator: Operator) -> Total:
    """Return the part of a unit's own total that belongs to a share of the unit."""

    def scaled(amount: TotalAmount | None) -> TotalAmount | None:
        if amount is None:
            return None
        found = operator.scale(amount, quotient(Decimal(share.numerator), Decimal(share.denominator)))
        if found is amount:
            return amount
        loose = add([line.figure.quantity.step for line in total.own.lines])
        return replace(found, approximation=Approximation.AROUND, tolerance=loose)

    return replace(
        total,
        result=scaled(total.result),
        remainder=scaled(total.remainder),
        share=quotient(Decimal(share.numerator), Decimal(share.denominator)),
    )


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


def _one(amounts: Sequence[TotalAmount], operator: Operator, *, several: bool) -> TotalAmount | None:
    """Return some amounts as one; among several units the weight of a figure matters even if no other has reported."""
    if not amounts:
        return None
    if len(amounts) == 1 and not (several and amounts[0].loosely):
        return amounts[0]
    return operator.combine(amounts)
