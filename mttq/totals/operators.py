"""Along the units: how the figures of several units become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mttq.catalogue import OverUnits
from mttq.totals.model import ZERO, Amount
from mttq.totals.periods import add, joint_approximation, ratio_amount


@dataclass(frozen=True, slots=True)
class Operator:
    """One way of combining.

    Attributes:
        combine: one amount from at least one.
        grows: more figures can only raise the total, so that a part larger than a stated whole is wrong.
    """

    combine: Callable[[Sequence[Amount]], Amount]
    grows: bool


def _add_ratios(amounts: Sequence[Amount]) -> Amount:
    """Σ numerators / Σ denominators; never a mean of percentages."""
    pairs = [one.counts for one in amounts if one.counts is not None]
    side = joint_approximation([one.approximation for one in amounts])
    above = Amount(sum((pair[0] for pair in pairs), ZERO), approximation=side)
    below = Amount(sum((pair[1] for pair in pairs), ZERO))
    return ratio_amount(above, below)


# An operator of the catalogue that is not here is not computed: each unit shows its own figure.
OPERATORS: dict[OverUnits, Operator] = {
    OverUnits.SUM: Operator(add, grows=True),
    OverUnits.RATIO: Operator(_add_ratios, grows=False),
}
