"""What an operator is: everything that any part of mttq asks about one way of combining units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import msgspec

from mttq.catalogue import Indicator
from mttq.quantity import Approximation
from mttq.totals.arithmetic import ONE, ZERO, settled, subtract
from mttq.totals.model import TotalAmount
from mttq.totals.unit_values import ReadValue

NameIndicator = Callable[[str], str]
"""Returns an indicator's name with its id, given the id."""

COMMONLY_NOT_ADDED = "là số của mỗi năm, hoặc của cấp không phải báo cáo"


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which the figures of several units become one (`theo_cap`).

    No field has a default, so that mypy names whatever a new operator leaves out.

    Attributes:
        read: returns a unit's figure for a period.
        addable: returns those of some amounts that can be combined with each other.
        combine: makes one amount from at least two that can be combined; None if they have no value together.
        measures: returns the numbers by which a stated amount is compared with the computed one;
            none if they are not compared.
        scale: returns the part of an amount that belongs to a share of its unit. The caller marks
            the result as approximate.
        bound: 1 if no measure of a part can exceed that of the whole, -1 if none can be below it,
            0 if both are possible.
        trend: 1 if more figures can only raise the total, so that a target once reached stays
            reached; -1 if they can only lower it; else 0.
        additive: the total is the sum of the figures themselves. Targets handed down then add up
            to what is left to the units below, and a yearly mean can't be added to whole sums.
        targets_add: the targets of the units below add up to one for all of them.
        transfers: what one part received from another is taken out of the whole (`nhan_tu`).
        percent: amounts are percentages of two counts. They are rounded to two decimals, their
            counts are shown beside them, and two of them differ by percentage points.
        weighed: each figure counts with a weight.
        counts_units: the total is the number of units whose figure is not zero.
        own_only: every unit shows its own figure; nothing is combined.
        rounded: stated amounts can seldom be written exactly, so their last digit is never taken
            at its word.
        short: how the annex names the operator, in Vietnamese.
        explain: how `--explain` describes it for an indicator, in Vietnamese.
        not_added: why some figures could not be combined, in Vietnamese.
    """

    read: ReadValue
    addable: Callable[[Sequence[TotalAmount]], Sequence[TotalAmount]]
    combine: Callable[[Sequence[TotalAmount]], TotalAmount | None]
    measures: Callable[[TotalAmount], tuple[Decimal, ...]]
    scale: Callable[[TotalAmount, Decimal], TotalAmount]
    bound: int
    trend: int
    additive: bool
    targets_add: bool
    transfers: bool
    percent: bool
    weighed: bool
    counts_units: bool
    own_only: bool
    rounded: bool
    short: str
    explain: Callable[[Indicator, NameIndicator], str]
    not_added: str

    def differences(self, stated: TotalAmount, computed: TotalAmount) -> tuple[Decimal, ...]:
        """Return stated minus computed, measure by measure; empty if they can't be compared."""
        if stated.yearly != computed.yearly:
            return ()
        pairs = zip(self.measures(stated), self.measures(computed), strict=False)
        return tuple(settled(subtract(said, found)) for said, found in pairs)


def described(text: str) -> Callable[[Indicator, NameIndicator], str]:
    """Return an `explain` that says the same of every indicator."""
    return lambda _indicator, _name: text


def same_kind(amounts: Sequence[TotalAmount]) -> Sequence[TotalAmount]:
    """Return the amounts for the whole term, or the yearly means if there are no others.

    A yearly mean is never part of a sum over the whole term.
    """
    if not any(one.yearly for one in amounts):
        return amounts
    whole = [one for one in amounts if not one.yearly]
    return whole or amounts


def value_alone(amount: TotalAmount) -> tuple[Decimal, ...]:
    """Return the value as the only measure of an amount."""
    return (amount.value,)


def unscaled(amount: TotalAmount, _share: Decimal) -> TotalAmount:
    """Return the amount itself: a share of a unit has the same figure as the unit."""
    return amount


def unit_count(amount: TotalAmount, *, lowest: bool) -> TotalAmount:
    """Return what a unit's own figure adds to a count of units: only those of the lowest level count."""
    there = bool(amount.value) or amount.approximation is Approximation.ABOVE
    return TotalAmount(value=ONE if lowest and there else ZERO)
