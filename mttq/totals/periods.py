"""Along time: one unit's figures for several periods as one figure (`theo_ky`).

A figure for exactly the period is the figure of the period. Otherwise the
longest shorter periods that together cover it are combined; if none cover it,
those that cover the most months are, and the result is incomplete. Two periods
either have no month in common or one lies inside the other, so the longest
ones, none inside another, always cover the most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import assert_never

import msgspec

from mttq.catalogue import Indicator, OverPeriods
from mttq.totals.amounts import highest_of, like, lowest_of, sum_of
from mttq.totals.arithmetic import ZERO, add, multiply, quotient
from mttq.totals.model import NOTHING, FigureLine, Given, TotalAmount, UnitValue

Combine = Callable[[Sequence[TotalAmount], Sequence[int]], TotalAmount]
"""Makes one amount from at least two, given the number of months that each covers."""


class PeriodOperator(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which figures of several periods become one.

    No field has a default, so that mypy names whatever a new operator leaves out.

    Attributes:
        combine: makes one amount of several.
        adds: figures of shorter periods add up, and so do targets for each year.
        latest: the figure describes the end of its period, so the latest one is the figure of the whole.
        trend: 1 if further periods can only raise the figure, -1 if they can only lower it, else 0.
        rounded: the figure can seldom be written exactly, so its last digit is never taken at its word.
        short: how the annex names it, in Vietnamese; "" if it goes without saying.
        explained: how `--explain` describes it, in Vietnamese.
        compared: how a message introduces the reports that it was computed from, in Vietnamese.
    """

    combine: Combine
    adds: bool
    latest: bool
    trend: int
    rounded: bool
    short: str
    explained: str
    compared: str


def _sum(amounts: Sequence[TotalAmount], _months: Sequence[int]) -> TotalAmount:
    return sum_of(amounts)


def _highest(amounts: Sequence[TotalAmount], _months: Sequence[int]) -> TotalAmount:
    return highest_of(amounts)


def _lowest(amounts: Sequence[TotalAmount], _months: Sequence[int]) -> TotalAmount:
    return lowest_of(amounts)


def _mean(amounts: Sequence[TotalAmount], months: Sequence[int]) -> TotalAmount:
    """Weigh each figure by its months."""
    weighed = [multiply(one.value, count) for one, count in zip(amounts, months, strict=True)]
    return like(amounts, quotient(add(weighed), Decimal(sum(months))))


FLOW = PeriodOperator(
    combine=_sum,
    adds=True,
    latest=False,
    trend=1,
    rounded=False,
    short="",
    explained="cộng số của các kỳ",
    compared="cộng từ",
)
STOCK = PeriodOperator(
    combine=_sum,  # not called, because only the latest figure is used
    adds=False,
    latest=True,
    trend=0,
    rounded=False,
    short="số cuối kỳ",
    explained="lấy số của kỳ mới nhất",
    compared="cuối kỳ theo",
)
MEAN = PeriodOperator(
    combine=_mean,
    adds=False,
    latest=False,
    trend=0,
    rounded=True,
    short="bình quân các kỳ",
    explained="bình quân các kỳ, tính theo số tháng",
    compared="bình quân của",
)
HIGHEST = PeriodOperator(
    combine=_highest,
    adds=False,
    latest=False,
    trend=1,
    rounded=False,
    short="số lớn nhất trong các kỳ",
    explained="lấy số lớn nhất trong các kỳ",
    compared="lớn nhất trong",
)
LOWEST = PeriodOperator(
    combine=_lowest,
    adds=False,
    latest=False,
    trend=-1,
    rounded=False,
    short="số nhỏ nhất trong các kỳ",
    explained="lấy số nhỏ nhất trong các kỳ",
    compared="nhỏ nhất trong",
)
# A ratio has no operator of its own: its two counts are combined, each by theirs.
OF_COUNTS = PeriodOperator(
    combine=_sum,
    adds=False,
    latest=False,
    trend=0,
    rounded=False,
    short="",
    explained="theo cách của tử số và mẫu số",
    compared="",
)


def _operator(way: OverPeriods) -> PeriodOperator:
    match way:
        case OverPeriods.FLOW:
            return FLOW
        case OverPeriods.STOCK:
            return STOCK
        case OverPeriods.MEAN:
            return MEAN
        case OverPeriods.HIGHEST:
            return HIGHEST
        case OverPeriods.LOWEST:
            return LOWEST
        case _:
            assert_never(way)


PERIOD_OPERATORS = {way: _operator(way) for way in OverPeriods}


def period_operator_of(indicator: Indicator) -> PeriodOperator:
    """Return the operator by which an indicator is combined over periods."""
    return OF_COUNTS if indicator.over_periods is None else PERIOD_OPERATORS[indicator.over_periods]


def cover(lines: Sequence[FigureLine]) -> tuple[FigureLine, ...]:
    """Return the figures for the longest periods, none inside another, in order of time."""
    chosen: list[FigureLine] = []
    taken: set[int] = set()
    for line in sorted(lines, key=lambda one: (-len(one.months), one.months.start)):
        if taken.isdisjoint(line.months):
            chosen.append(line)
            taken.update(line.months)
    return tuple(sorted(chosen, key=lambda one: one.months.start))


def latest(lines: Sequence[FigureLine]) -> tuple[FigureLine, ...]:
    """Return the figure whose period ends last; if several do, the one for the longest period."""
    return (max(lines, key=lambda one: (one.months.stop, len(one.months))),) if lines else ()


def over_periods(
    lines: Sequence[FigureLine], months: range, indicator: Indicator, part: range | None = None
) -> UnitValue:
    """Return what a unit's figures say about a period.

    Args:
        lines: the figures, at most one for each period.
        months: the months of the period.
        indicator: their indicator.
        part: the months on which the unit has to report; None for the whole period.
    """
    if not lines:
        return NOTHING
    if len(lines) == 1 and lines[0].months == months:
        return _exactly(lines[0])
    part = months if part is None else part
    operator = period_operator_of(indicator)
    chosen = _chosen(usable(lines, months, part), months, operator)
    if not chosen:
        return NOTHING
    complete = chosen[0].months == months or is_complete(chosen, part, operator)
    if operator.latest and not complete:  # what does not apply in the meantime says nothing about the end
        lines = [one for one in lines if not one.figure.quantity.not_applicable]
        chosen = _chosen(usable(lines, months, part), months, operator) or chosen
    applicable = [one for one in chosen if not one.figure.quantity.not_applicable]
    if not applicable:
        return UnitValue(given=Given.NOT_APPLICABLE, complete=complete, lines=chosen)
    return UnitValue(
        given=Given.GIVEN,
        amount=_combined(applicable, operator),
        complete=complete,
        addable=True,
        lines=chosen,
    )


def _exactly(line: FigureLine) -> UnitValue:
    if line.figure.quantity.not_applicable:
        return UnitValue(given=Given.NOT_APPLICABLE, complete=True, lines=(line,))
    return UnitValue(given=Given.GIVEN, amount=amount_of(line), complete=True, lines=(line,))


def _combined(lines: Sequence[FigureLine], operator: PeriodOperator) -> TotalAmount:
    amounts = [amount_of(one) for one in lines]
    if len(amounts) == 1:
        return amounts[0]
    return operator.combine(amounts, [len(one.months) for one in lines])


def usable(lines: Sequence[FigureLine], months: range, part: range) -> list[FigureLine]:
    """Return the figures for periods inside a period that share a month with a part of it."""
    return [
        one
        for one in lines
        if months.start <= one.months.start
        and one.months.stop <= months.stop
        and one.months.start < part.stop
        and part.start < one.months.stop
    ]


def _chosen(lines: Sequence[FigureLine], months: range, operator: PeriodOperator) -> tuple[FigureLine, ...]:
    exact = tuple(one for one in lines if one.months == months)
    if exact:
        return exact[:1]
    if operator.latest:
        return latest(lines)
    return cover(lines)


def is_complete(chosen: Sequence[FigureLine], part: range, operator: PeriodOperator) -> bool:
    """Whether figures cover a part of the period; a stock only has to cover its last month."""
    if operator.latest:
        return chosen[-1].months.stop >= part.stop
    covered = (min(one.months.stop, part.stop) - max(one.months.start, part.start) for one in chosen)
    return sum(covered) == len(part)


def amount_of(line: FigureLine) -> TotalAmount:
    """Return a figure as an amount."""
    quantity = line.figure.quantity
    tolerance = quantity.step if quantity.approximation is not None else ZERO
    return TotalAmount(
        value=quantity.value,
        pair=quantity.ratio,
        approximation=quantity.approximation,
        tolerance=tolerance,
        yearly=quantity.per_year,
    )
