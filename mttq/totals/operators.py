"""Along the units: how the figures of several units become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import msgspec

from mttq.catalogue import OverUnits
from mttq.quantity import Approximation
from mttq.totals.arithmetic import ONE, ZERO, add, multiply, quotient, settled, subtract
from mttq.totals.model import TotalAmount
from mttq.totals.periods import extreme_of, joint_approximation, like, ratio_of, sum_of
from mttq.totals.unit_values import ReadValue, UnitValues


class Operator(msgspec.Struct, frozen=True):
    """One way of combining.

    Attributes:
        read: what one unit says for a period.
        addable: of some amounts, those that can be combined with each other.
        combine: one amount from at least two that can be combined.
        measures: the numbers by which a stated amount is compared with the computed one; none for nothing.
        scale: the part of an amount that a share of its unit stands for; it is not approximate yet.
        bound: 1 where no measure of a part can be larger than that of the whole, -1 where none can be
            smaller, 0 where both can be.
        trend: 1 where more figures can only raise the total, so that a target once reached stays reached;
            -1 where they can only lower it, else 0.
        transfers: what one part had from another is taken out of the whole.
        counts_units: the whole is how many units have something.
        rounded: what is stated can seldom be written exactly; its last digit is never taken at its word.
    """

    read: ReadValue
    addable: Callable[[Sequence[TotalAmount]], Sequence[TotalAmount]]
    combine: Callable[[Sequence[TotalAmount]], TotalAmount]
    measures: Callable[[TotalAmount], tuple[Decimal, ...]]
    scale: Callable[[TotalAmount, Decimal], TotalAmount]
    bound: int
    trend: int
    transfers: bool = False
    counts_units: bool = False
    rounded: bool = False

    def differences(self, stated: TotalAmount, computed: TotalAmount) -> tuple[Decimal, ...]:
        """How much more is stated than computed, measure by measure; empty where they can't be compared."""
        if stated.yearly != computed.yearly:
            return ()
        pairs = zip(self.measures(stated), self.measures(computed), strict=False)
        return tuple(settled(subtract(said, found)) for said, found in pairs)


def counted(amount: TotalAmount, *, lowest: bool) -> TotalAmount:
    """What a unit's own figure adds to a count of units: only those of the lowest level are counted."""
    there = bool(amount.value) or amount.approximation is Approximation.ABOVE
    return TotalAmount(ONE if lowest and there else ZERO)


def _same_kind(amounts: Sequence[TotalAmount]) -> Sequence[TotalAmount]:
    """A yearly mean is no part of a sum over the whole term; the sums go before."""
    if not any(one.yearly for one in amounts):
        return amounts
    whole = [one for one in amounts if not one.yearly]
    return whole or amounts


def _with_counts(amounts: Sequence[TotalAmount]) -> Sequence[TotalAmount]:
    return [one for one in amounts if one.pair is not None]


def _with_weights(amounts: Sequence[TotalAmount]) -> Sequence[TotalAmount]:
    return _same_kind([one for one in amounts if one.weighed is not None])


def _add_ratios(amounts: Sequence[TotalAmount]) -> TotalAmount:
    """Σ numerators / Σ denominators; never a mean of percentages."""
    pairs = [one.pair for one in amounts if one.pair is not None]
    above = TotalAmount(
        add([pair[0] for pair in pairs]),
        approximation=joint_approximation([one.approximation for one in amounts]),
        tolerance=add([one.tolerance for one in amounts]),
    )
    return ratio_of(above, TotalAmount(add([pair[1] for pair in pairs])))


def _mean(amounts: Sequence[TotalAmount]) -> TotalAmount:
    """Σ value × weight / Σ weight."""
    pairs = [one.weighed for one in amounts if one.weighed is not None]
    values, weights = add([pair[0] for pair in pairs]), add([pair[1] for pair in pairs])
    mean = msgspec.structs.replace(like(amounts, quotient(values, weights)), weighed=(values, weights))
    loosely = add([one.loosely for one in amounts])
    if not loosely:
        return mean
    # How far off it is by weights that are not exact nobody knows: by no less than its figures were rounded.
    tolerance = add((mean.tolerance, loosely))
    return msgspec.structs.replace(mean, approximation=Approximation.AROUND, tolerance=tolerance)


def _highest(amounts: Sequence[TotalAmount]) -> TotalAmount:
    return extreme_of(amounts, highest=True)


def _lowest(amounts: Sequence[TotalAmount]) -> TotalAmount:
    return extreme_of(amounts, highest=False)


def _value(amount: TotalAmount) -> tuple[Decimal, ...]:
    return (amount.value,)


def _counts(amount: TotalAmount) -> tuple[Decimal, ...]:
    return amount.pair or ()


def _scaled_value(amount: TotalAmount, share: Decimal) -> TotalAmount:
    return msgspec.structs.replace(amount, value=multiply(amount.value, share))


def _scaled_counts(amount: TotalAmount, share: Decimal) -> TotalAmount:
    if amount.pair is None:
        return amount
    return msgspec.structs.replace(amount, pair=_times(amount.pair, share))


def _scaled_weights(amount: TotalAmount, share: Decimal) -> TotalAmount:
    if amount.weighed is None:
        return amount
    return msgspec.structs.replace(amount, weighed=_times(amount.weighed, share))


def _times(pair: tuple[Decimal, Decimal], share: Decimal) -> tuple[Decimal, Decimal]:
    return multiply(pair[0], share), multiply(pair[1], share)


def _unscaled(amount: TotalAmount, _: Decimal) -> TotalAmount:
    return amount


OPERATORS: dict[OverUnits, Operator] = {
    OverUnits.SUM: Operator(
        UnitValues.plain, _same_kind, sum_of, _value, _scaled_value, bound=1, trend=1, transfers=True
    ),
    OverUnits.RATIO: Operator(
        UnitValues.ratio, _with_counts, _add_ratios, _counts, _scaled_counts, bound=1, trend=0
    ),
    OverUnits.MEAN: Operator(
        UnitValues.mean, _with_weights, _mean, _value, _scaled_weights, bound=0, trend=0, rounded=True
    ),
    OverUnits.HIGHEST: Operator(UnitValues.plain, _same_kind, _highest, _value, _unscaled, bound=1, trend=1),
    OverUnits.LOWEST: Operator(UnitValues.plain, _same_kind, _lowest, _value, _unscaled, bound=-1, trend=-1),
    OverUnits.COUNT_UNITS: Operator(
        UnitValues.plain, _same_kind, sum_of, _value, _scaled_value, bound=1, trend=1, counts_units=True
    ),
    # Shown for each unit; nothing can be combined with anything.
    OverUnits.NEVER: Operator(UnitValues.plain, lambda _: (), sum_of, _value, _unscaled, bound=0, trend=0),
}
