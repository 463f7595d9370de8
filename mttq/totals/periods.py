"""Along time: the figures of one unit's reports combined into one figure for a period.

A figure for exactly the period stands for itself. Else the longest shorter
periods that together cover it; else the disjoint ones that cover the most
months, which is then incomplete.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mttq.catalogue import Indicator, OverPeriods
from mttq.quantity import Approximation
from mttq.totals.model import NOTHING, ZERO, Amount, Given, Line, Reading

# The operators over periods that are computed; of the others only a figure for the very period is used.
COMBINED = (OverPeriods.FLOW, OverPeriods.STOCK)


def cover(lines: Sequence[Line], months: range) -> tuple[Line, ...]:
    """The disjoint lines that cover most of `months`, with as few pieces as possible, in order of time.

    Lines that reach beyond `months` are of no use. Of several equal covers the one
    whose pieces start with the longest wins, so that the order of files never matters.
    """
    usable = [one for one in lines if months.start <= one.months.start and one.months.stop <= months.stop]
    # best[m]: months covered, pieces (fewer is better), and the pieces, for the months before m.
    best: dict[int, tuple[int, int, tuple[Line, ...]]] = {months.start: (0, 0, ())}
    for month in range(months.start + 1, months.stop + 1):
        choice = best[month - 1]
        ending = [one for one in usable if one.months.stop == month]
        for line in sorted(ending, key=lambda one: (-len(one.months), one.path)):
            covered, pieces, chosen = best[line.months.start]
            candidate = (covered + len(line.months), pieces - 1, (*chosen, line))
            if candidate[:2] > choice[:2]:
                choice = candidate
        best[month] = choice
    return best[months.stop][2]


def latest(lines: Sequence[Line], months: range) -> tuple[Line, ...]:
    """The line that says how things stood last within `months`: the latest end, the longest period."""
    usable = [one for one in lines if months.start <= one.months.start and one.months.stop <= months.stop]
    if not usable:
        return ()
    return (max(usable, key=lambda one: (one.months.stop, len(one.months))),)


def over_periods(lines: Sequence[Line], months: range, indicator: Indicator) -> Reading:
    """What a unit's lines say for a period."""
    if not lines:
        return NOTHING
    operator = indicator.over_periods
    chosen = _chosen(lines, months, operator)
    if not chosen:
        return NOTHING
    complete = is_complete(chosen, months, operator)
    applicable = [one for one in chosen if not one.figure.quantity.not_applicable]
    if not applicable:
        return Reading(Given.NOT_APPLICABLE, None, complete, True, chosen)
    return Reading(Given.GIVEN, add([amount_of(one) for one in applicable]), complete, True, chosen)


def _chosen(lines: Sequence[Line], months: range, operator: OverPeriods | None) -> tuple[Line, ...]:
    exact = [one for one in lines if one.months == months]
    if exact:
        return (exact[0],)
    if operator is OverPeriods.STOCK:
        return latest(lines, months)
    return cover(lines, months) if operator in COMBINED else ()


def is_complete(chosen: Sequence[Line], months: range, operator: OverPeriods | None) -> bool:
    """Whether lines say all there is to say: for a stock, once the last month is covered."""
    if operator is OverPeriods.STOCK:
        return chosen[-1].months.stop == months.stop
    return sum(len(one.months) for one in chosen) == len(months)


def amount_of(line: Line) -> Amount:
    """A line's figure as an amount."""
    quantity = line.figure.quantity
    tolerance = quantity.step if quantity.approximation is not None else ZERO
    return Amount(quantity.value, quantity.ratio, quantity.approximation, tolerance)


def add(amounts: Sequence[Amount]) -> Amount:
    """The sum of amounts; approximate where any of them is."""
    return Amount(
        sum((one.value for one in amounts), ZERO),
        None,
        joint_approximation([one.approximation for one in amounts]),
        sum((one.tolerance for one in amounts), ZERO),
    )


def ratio_amount(numerator: Amount, denominator: Amount) -> Amount:
    """Two counts as a percentage, unrounded; 0 of 0 is 0."""
    value = ZERO if not denominator.value else Decimal(100) * numerator.value / denominator.value
    approximation = joint_approximation([numerator.approximation, denominator.approximation])
    if denominator.approximation is not None:
        approximation = Approximation.AROUND
    return Amount(value, (numerator.value, denominator.value), approximation, ZERO)


def joint_approximation(sides: Sequence[Approximation | None]) -> Approximation | None:
    """On which side a combination lies whose parts lie on these sides."""
    found = {side for side in sides if side is not None}
    if not found:
        return None
    return found.pop() if len(found) == 1 else Approximation.AROUND
