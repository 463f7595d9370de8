"""Several amounts as one: sums, extremes, quotients and differences, with their accuracy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.quantity import Approximation
from mttq.totals.arithmetic import ZERO, add, percentage, subtract
from mttq.totals.model import FigureLine, TotalAmount, Transfer

_OPPOSITE = {
    Approximation.ABOVE: Approximation.BELOW,
    Approximation.BELOW: Approximation.ABOVE,
    Approximation.AROUND: Approximation.AROUND,
    None: None,
}


def sum_of(amounts: Sequence[TotalAmount]) -> TotalAmount:
    """Return the sum of amounts; it is approximate if any of them is."""
    if len(amounts) == 1:
        return amounts[0]
    return like(amounts, add([one.value for one in amounts]))


def highest_of(amounts: Sequence[TotalAmount]) -> TotalAmount:
    """Return the highest of amounts; approximate if any is, because that one may be the true extreme."""
    return like(amounts, max(one.value for one in amounts))


def lowest_of(amounts: Sequence[TotalAmount]) -> TotalAmount:
    """Return the lowest of amounts; approximate if any is, because that one may be the true extreme."""
    return like(amounts, min(one.value for one in amounts))


def like(amounts: Sequence[TotalAmount], value: Decimal) -> TotalAmount:
    """Return a value computed from amounts, as approximate as they are together."""
    return TotalAmount(
        value=value,
        approximation=joint_approximation([one.approximation for one in amounts]),
        tolerance=add([one.tolerance for one in amounts]),
        yearly=all(one.yearly for one in amounts),
    )


def ratio_of(numerator: TotalAmount, denominator: TotalAmount) -> TotalAmount:
    """Return two counts as a percentage, unrounded; the denominator is not zero."""
    approximation = numerator.approximation
    if denominator.approximation is not None:
        approximation = Approximation.AROUND
    return TotalAmount(
        value=percentage(numerator.value, denominator.value),
        pair=(numerator.value, denominator.value),
        approximation=approximation,
        tolerance=add((numerator.tolerance, denominator.tolerance)),
    )


def unshown(numerator: TotalAmount, denominator: TotalAmount | None = None) -> TotalAmount:
    """Return the counts of a ratio of something to zero, which is no percentage but counts in totals above.

    Args:
        numerator: the numerator, as accurate as the ratio if that is all that is given.
        denominator: the denominator, if it says by itself how accurate it is.
    """
    found = replace(numerator, value=ZERO, pair=(numerator.value, ZERO))
    if denominator is None or denominator.approximation is None:
        return found
    return replace(
        found,
        approximation=Approximation.AROUND,
        tolerance=add((numerator.tolerance, denominator.tolerance)),
    )


def without(amount: TotalAmount, transfers: Sequence[Transfer]) -> TotalAmount:
    """Return an amount less what was received."""
    if not transfers:
        return amount
    parts = [one.amount for one in transfers]
    return replace(
        amount,
        value=subtract(amount.value, add([one.value for one in parts])),
        approximation=joint_approximation(
            [amount.approximation, *(_OPPOSITE[one.approximation] for one in parts)]
        ),
        tolerance=add([amount.tolerance, *(one.tolerance for one in parts)]),
    )


def joint_approximation(sides: Sequence[Approximation | None]) -> Approximation | None:
    """Return the side on which a combination lies, given the sides of its parts."""
    found = {side for side in sides if side is not None}
    if not found:
        return None
    return found.pop() if len(found) == 1 else Approximation.AROUND


def transfers_of(line: FigureLine) -> Iterator[Transfer]:
    """Yield the parts of a line that came from others."""
    for part in line.figure.received:
        if not part.quantity.not_applicable:
            quantity = part.quantity
            loose = quantity.step if quantity.approximation is not None else ZERO
            amount = TotalAmount(
                value=quantity.value,
                approximation=quantity.approximation,
                tolerance=loose,
                yearly=quantity.per_year,
            )
            yield Transfer(part.name, amount, line, part.span)
