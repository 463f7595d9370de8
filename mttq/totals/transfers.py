"""Money and goods that one unit had from another, so that no total counts them with both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.quantity import Approximation
from mttq.totals.amounts import joint_approximation
from mttq.totals.arithmetic import add, multiply, subtract
from mttq.totals.model import TotalAmount, Transfer

_OPPOSITE = {
    Approximation.ABOVE: Approximation.BELOW,
    Approximation.BELOW: Approximation.ABOVE,
    Approximation.AROUND: Approximation.AROUND,
    None: None,
}


def without(amount: TotalAmount, transfers: Sequence[Transfer]) -> TotalAmount:
    """What is left of an amount without what was received."""
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


def split(
    transfers: Sequence[Transfer], inside: Callable[[str], bool]
) -> tuple[tuple[Transfer, ...], tuple[Transfer, ...]]:
    """Those whose giver is part of the same total, and the others."""
    if not transfers:
        return (), ()
    within = tuple(one for one in transfers if inside(one.giver))
    return within, tuple(one for one in transfers if one not in within)


def scaled(transfers: Sequence[Transfer], share: Decimal) -> tuple[Transfer, ...]:
    """What was received, for a share of the unit that received it."""
    return tuple(
        replace(one, amount=replace(one.amount, value=multiply(one.amount.value, share))) for one in transfers
    )
