"""Whether a percentage and the two counts it comes from say the same."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from mttq.quantity.model import Quantity


def agrees(percentage: Quantity, ratio: tuple[Decimal, Decimal]) -> bool:
    """Whether a stated percentage fits its counts, within one unit of its last digit.

    Published texts cut as often as they round, so `99%` fits both 99,01 and
    99,9. Without a denominator nothing can agree.

    Args:
        percentage: as read, with its `step`.
        ratio: the two counts, numerator first.
    """
    numerator, denominator = (Fraction(count) for count in ratio)
    if denominator == 0:
        return False
    return abs(Fraction(percentage.value) - 100 * numerator / denominator) <= Fraction(percentage.step)
