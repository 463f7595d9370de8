"""Along time: the figures of one unit's reports combined into one figure for a period.

A figure for exactly the period stands for itself. Else the longest shorter
periods that together cover it; else those that cover the most months, which is
then incomplete. Of two periods one lies inside the other or they have no month
in common, so that the longest ones, none inside another, always cover the most.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mttq.catalogue import Indicator, OverPeriods
from mttq.quantity import Approximation
from mttq.totals.arithmetic import ZERO, add, multiply, percentage, quotient
from mttq.totals.model import NOTHING, FigureLine, Given, TotalAmount, UnitValue


def cover(lines: Sequence[FigureLine]) -> tuple[FigureLine, ...]:
    """The longest lines, none inside another, in order of time."""
    chosen: list[FigureLine] = []
    taken: set[int] = set()
    for line in sorted(lines, key=lambda one: (-len(one.months), one.months.start)):
        if taken.isdisjoint(line.months):
            chosen.append(line)
            taken.update(line.months)
    return tuple(sorted(chosen, key=lambda one: one.months.start))


def latest(lines: Sequence[FigureLine]) -> tuple[FigureLine, ...]:
    """The line that says how things stood last: the latest end, and then the longest period."""
    return (max(lines, key=lambda one: (one.months.stop, len(one.months))),) if lines else ()


def over_periods(
    lines: Sequence[FigureLine], months: range, indicator: Indicator, part: range | None = None
) -> UnitValue:
    """What a unit's lines say for a period.

    Args:
        lines: at most one for each period.
        months: the period.
        indicator: what they are figures of.
        part: the part of the period on which the unit has to report; None for all of it.
    """
    if not lines:
        return NOTHING
    if len(lines) == 1 and lines[0].months == months:
        return _exactly(lines[0])
    part = months if part is None else part
    operator = indicator.over_periods
    chosen = _chosen(usable(lines, months, part), months, operator)
    if not chosen:
        return NOTHING
    complete = chosen[0].months == months or is_complete(chosen, part, operator)
    applicable = [one for one in chosen if not one.figure.quantity.not_applicable]
    if not applicable:
        return UnitValue(Given.NOT_APPLICABLE, None, complete, True, chosen)
    return UnitValue(Given.GIVEN, _combined(applicable, operator), complete, True, chosen)


def _exactly(line: FigureLine) -> UnitValue:
    """What the only line says, which is for the very period."""
    if line.figure.quantity.not_applicable:
        return UnitValue(Given.NOT_APPLICABLE, None, True, True, (line,))
    return UnitValue(Given.GIVEN, amount_of(line), True, True, (line,))


def _combined(lines: Sequence[FigureLine], operator: OverPeriods | None) -> TotalAmount:
    """Several figures of one unit as one; a mean weighs each by its months."""
    amounts = [amount_of(one) for one in lines]
    if len(amounts) == 1:
        return amounts[0]
    if operator is OverPeriods.HIGHEST:
        return extreme_of(amounts, highest=True)
    if operator is OverPeriods.LOWEST:
        return extreme_of(amounts, highest=False)
    if operator is not OverPeriods.MEAN:
        return sum_of(amounts)
    months = [len(one.months) for one in lines]
    weighed = [multiply(one.value, count) for one, count in zip(amounts, months, strict=True)]
    return like(amounts, quotient(add(weighed), Decimal(sum(months))))


def usable(lines: Sequence[FigureLine], months: range, part: range) -> list[FigureLine]:
    """The lines that lie inside a period and speak of any of a part of it."""
    return [
        one
        for one in lines
        if months.start <= one.months.start
        and one.months.stop <= months.stop
        and one.months.start < part.stop
        and part.start < one.months.stop
    ]


def _chosen(
    lines: Sequence[FigureLine], months: range, operator: OverPeriods | None
) -> tuple[FigureLine, ...]:
    exact = tuple(one for one in lines if one.months == months)
    if exact:
        return exact[:1]
    if operator is OverPeriods.STOCK:
        return latest(lines)
    return cover(lines)


def is_complete(chosen: Sequence[FigureLine], part: range, operator: OverPeriods | None) -> bool:
    """Whether lines say all there is to say: for a stock, once the last month is covered."""
    if operator is OverPeriods.STOCK:
        return chosen[-1].months.stop >= part.stop
    covered = (min(one.months.stop, part.stop) - max(one.months.start, part.start) for one in chosen)
    return sum(covered) == len(part)


def amount_of(line: FigureLine) -> TotalAmount:
    """A line's figure as an amount."""
    quantity = line.figure.quantity
    tolerance = quantity.step if quantity.approximation is not None else ZERO
    return TotalAmount(
        quantity.value,
        pair=quantity.ratio,
        approximation=quantity.approximation,
        tolerance=tolerance,
        yearly=quantity.per_year,
    )


def sum_of(amounts: Sequence[TotalAmount]) -> TotalAmount:
    """The sum of amounts; approximate where any of them is."""
    if len(amounts) == 1:
        return amounts[0]
    return like(amounts, add([one.value for one in amounts]))


def extreme_of(amounts: Sequence[TotalAmount], *, highest: bool) -> TotalAmount:
    """The highest or lowest of amounts; approximate where any is, for that one may be the extreme in truth."""
    values = [one.value for one in amounts]
    return like(amounts, max(values) if highest else min(values))


def like(amounts: Sequence[TotalAmount], value: Decimal) -> TotalAmount:
    """What a combination of amounts came to, as approximate as they are together."""
    return TotalAmount(
        value,
        approximation=joint_approximation([one.approximation for one in amounts]),
        tolerance=add([one.tolerance for one in amounts]),
        yearly=all(one.yearly for one in amounts),
    )


def ratio_of(numerator: TotalAmount, denominator: TotalAmount) -> TotalAmount:
    """Two counts as a percentage, unrounded; the denominator is not zero."""
    approximation = numerator.approximation
    if denominator.approximation is not None:
        approximation = Approximation.AROUND
    return TotalAmount(
        percentage(numerator.value, denominator.value),
        pair=(numerator.value, denominator.value),
        approximation=approximation,
        tolerance=add((numerator.tolerance, denominator.tolerance)),
    )


def joint_approximation(sides: Sequence[Approximation | None]) -> Approximation | None:
    """On which side a combination lies whose parts lie on these sides."""
    found = {side for side in sides if side is not None}
    if not found:
        return None
    return found.pop() if len(found) == 1 else Approximation.AROUND
