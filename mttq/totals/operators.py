"""Along the units: how the figures of several units become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mttq.catalogue import OverUnits
from mttq.totals.arithmetic import add, subtract
from mttq.totals.model import Amount
from mttq.totals.periods import joint_approximation, ratio_of, sum_of
from mttq.totals.readings import Reader, Readings


@dataclass(frozen=True, slots=True)
class Operator:
    """One way of combining.

    Attributes:
        read: what one unit says for a period.
        addable: of some amounts, those that can be combined with each other.
        combine: one amount from at least two that can be combined.
        measures: the numbers by which a stated amount is compared with the computed one; none for nothing.
        bounded: no measure of a part can be larger than that of the whole.
        grows: more figures can only raise the total, so that a target once reached stays reached.
    """

    read: Reader
    addable: Callable[[Sequence[Amount]], Sequence[Amount]]
    combine: Callable[[Sequence[Amount]], Amount]
    measures: Callable[[Amount], tuple[Decimal, ...]]
    bounded: bool
    grows: bool

    def differences(self, stated: Amount, computed: Amount) -> tuple[Decimal, ...]:
        """How much more is stated than computed, measure by measure; empty where they can't be compared."""
        if stated.yearly != computed.yearly:
            return ()
        pairs = zip(self.measures(stated), self.measures(computed), strict=False)
        return tuple(subtract(said, found) for said, found in pairs)


def _same_kind(amounts: Sequence[Amount]) -> Sequence[Amount]:
    """A yearly mean is no part of a sum over the whole term; the sums go before."""
    whole = [one for one in amounts if not one.yearly]
    return whole or amounts


def _with_counts(amounts: Sequence[Amount]) -> Sequence[Amount]:
    return [one for one in amounts if one.counts is not None]


def _add_ratios(amounts: Sequence[Amount]) -> Amount:
    """Σ numerators / Σ denominators; never a mean of percentages."""
    pairs = [one.counts for one in amounts if one.counts is not None]
    above = Amount(
        add(pair[0] for pair in pairs),
        approximation=joint_approximation([one.approximation for one in amounts]),
        tolerance=add(one.tolerance for one in amounts),
    )
    return ratio_of(above, Amount(add(pair[1] for pair in pairs)))


def _value(amount: Amount) -> tuple[Decimal, ...]:
    return (amount.value,)


def _counts(amount: Amount) -> tuple[Decimal, ...]:
    return amount.counts or ()


# An operator of the catalogue that is not here is not computed: each unit shows its own figure.
OPERATORS: dict[OverUnits, Operator] = {
    OverUnits.SUM: Operator(Readings.plain, _same_kind, sum_of, _value, bounded=True, grows=True),
    OverUnits.RATIO: Operator(Readings.ratio, _with_counts, _add_ratios, _counts, bounded=True, grows=False),
}
# For these: nothing can be combined with anything.
NOT_COMPUTED = Operator(Readings.plain, lambda _: (), sum_of, _value, bounded=False, grows=False)
