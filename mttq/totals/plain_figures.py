"""What the units say for one indicator in one period, as marks and whole numbers.

The marks are those of `columns`. Reports of shorter periods are joined if they add up, none of them overlap and they
cover all months on which their unit has to report; of a stock the latest counts. Other units with such reports have the
mark `OTHER`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import compress, count
from operator import and_, or_
from typing import NamedTuple

import msgspec

from mttq.catalogue import Indicator
from mttq.documents import Scope
from mttq.totals.columns import (
    ABOVE,
    AROUND,
    BELOW,
    EXACT,
    NOT_APPLICABLE,
    NOTHING,
    OTHER,
    Columns,
    FigureColumn,
)
from mttq.totals.periods import FLOW, STOCK, PeriodOperator


def translation(*marks: int) -> bytes:
    """Return a table that turns some marks into 1 and all others into 0."""
    return bytes(number in marks for number in range(256))


HAS_AMOUNT = translation(EXACT, ABOVE, BELOW, AROUND)
IS_SAID = bytes([0, *[1] * 255])


def flags(marks: bytes | bytearray) -> int:
    """Return a number with a byte for each mark, 1 if it is set: such numbers are combined at once."""
    return int.from_bytes(marks.translate(IS_SAID), "little")


def needed_by(indicator: Indicator) -> tuple[str, ...]:
    """Return the counts of a ratio, or the parts of a whole."""
    return (indicator.numerator, indicator.denominator) if indicator.measure.ratio else indicator.parts


class PlainFigures(msgspec.Struct):
    """What the units of a stretch say.

    Attributes:
        marks: what each number means.
        values: the amounts; the first counts of a ratio.
        below: the second counts of a ratio.
        steps: one unit of the last digit written, for approximate amounts, by the number of the unit in the year.
        scale: how many decimals the numbers have.
    """

    marks: bytes
    values: Sequence[int]
    below: Sequence[int] = ()
    steps: dict[int, int] = msgspec.field(default_factory=dict)
    scale: int = 0


class PlainClaim(NamedTuple):
    """What a unit states for its area.

    Attributes:
        months: the first month and the one after the last; of several statements those of one of them.
        value: the amount; None if that is not a single exact amount.
    """

    months: tuple[int, int]
    value: int | None


class PlainClaims(NamedTuple):
    """What units state for their areas.

    Attributes:
        by_place: their statements, by the place of the unit in the stretch.
        scale: how many decimals the amounts have.
    """

    by_place: dict[int, PlainClaim]
    scale: int


class PlainReports:
    """The reports of a year, as far as they matter to one period and a stretch of units.

    Args:
        columns: the figures of the year.
        months: the months of the period.
        start: the number of the first unit.
        due: for each unit of the stretch the months on which it has to report; on a stock those of one that has ended.
        is_within: whether the period is a part of the year, of which later reports are left out.
        is_mixed: whether it is about a ratio of a stock and a flow, the counts of which are chosen apart.
        has_own_counts: whether no other ratio supplies its counts as well.
        over_time: how the figures of shorter periods become one, or of both counts; None if these differ.
    """

    def __init__(
        self,
        columns: Columns,
        months: range,
        *,
        start: int,
        due: Sequence[range],
        is_within: bool,
        is_mixed: bool,
        has_own_counts: bool,
        over_time: PeriodOperator | None,
    ) -> None:
        self._is_mixed, self._has_own_counts = is_mixed, has_own_counts
        self._columns, self._months = columns, months
        self._start, self._stop = start, start + len(due)
        self._due, self._over_time = due, over_time
        self._is_within = is_within

    def figures(self, indicator: Indicator) -> PlainFigures:
        """Return what units say of themselves."""
        whole = self._at(indicator, (self._months.start, self._months.stop))
        names = (indicator.id, *needed_by(indicator))
        periods = sorted({one.months for name in names for one in self._shorter(name, Scope.OWN)})
        if not periods:
            return whole
        shorter = 0
        for name in names:
            for one in self._shorter(name, Scope.OWN):
                shorter |= self._flags(one)
        if indicator.measure.ratio:
            alone = self._alone(indicator, (self._months.start, self._months.stop), whole)
            whole.marks = _doubtful(whole.marks, shorter if self._is_mixed else shorter & alone)
        if self._is_mixed:  # each count may be of another report
            return whole
        parts = []
        for months in periods:
            part = self._at(indicator, months)
            if indicator.measure.ratio:
                part.marks = _doubtful(part.marks, self._alone(indicator, months, part))
            parts.append(part)
        joint = _Joint(indicator, self._months, periods, self._over_time)
        return joint.figures([whole, *parts], self._due, self._start)

    def _at(self, indicator: Indicator, months: tuple[int, int]) -> PlainFigures:
        """Return what units say of themselves in reports of exactly some months."""
        return self._ratios(indicator, months) if indicator.measure.ratio else self._whole(indicator, months)

    def _alone(self, ratio: Indicator, months: tuple[int, int], found: PlainFigures) -> int:
        """Return which units say only one count of a ratio, as `flags` does."""
        said = 0
        for name in needed_by(ratio):
            said |= flags(self._written(name, Scope.OWN, months).marks)
        return said & ~flags(found.marks)

    def stated(self, indicator: Indicator) -> PlainClaims | None:
        """Return what units state for their areas, or None if none does; of ratios and wholes only that they do."""
        found: dict[int, PlainClaim] = {}
        needed = needed_by(indicator)
        columns = [
            one
            for name in (indicator.id, *needed)
            for one in self._columns.figures.get((name, Scope.STATED), ())
            if self._months.start <= one.months[0] and one.months[1] <= self._months.stop
        ]
        scale = max((one.scale for one in columns), default=0)
        for column in columns:
            factor = 10 ** (scale - column.scale)
            for place in compress(count(), column.marks[self._start : self._stop]):
                number = place + self._start
                is_plain = column.marks[number] == EXACT and not needed and place not in found
                value = column.values[number] * factor if is_plain else None
                found[place] = PlainClaim(column.months, value)
        return PlainClaims(found, scale) if found else None

    def touched(self, indicator: Indicator) -> int:
        """Return which units give a figure, or both counts or all parts of one, as `flags` does."""
        needed = [self._said(one) for one in needed_by(indicator)]
        return self._said(indicator.id) | (reduce(and_, needed) if needed else 0)

    def with_some_count(self, ratio: Indicator) -> bytes:
        """Return for each unit 1 if it gives a count of a ratio, else 0."""
        found = reduce(or_, map(self._said, needed_by(ratio)), self._said(ratio.id))
        return found.to_bytes(self._stop - self._start, "little")

    def _said(self, name: str) -> int:
        """Return which units give a figure of an indicator up to the end of the period, as `flags` does."""
        found = 0
        for scope in Scope:
            for said in self._said_by_period(name, scope).values():
                found |= said
        return found

    def without_whole(self, indicator: Indicator) -> int:
        """Return which units give a part of an indicator in a report that does not give the whole."""
        found = 0
        for scope in Scope if indicator.parts else ():
            whole = self._said_by_period(indicator.id, scope)
            for name in indicator.parts:
                for months, said in self._said_by_period(name, scope).items():
                    found |= said & ~whole.get(months, 0)
        return found

    def _said_by_period(self, name: str, scope: Scope) -> dict[tuple[int, int], int]:
        return {
            column.months: flags(column.marks[self._start : self._stop])
            for column in self._columns.figures.get((name, scope), ())
            if not self._is_within or column.months[1] <= self._months.stop
        }

    def _flags(self, column: FigureColumn) -> int:
        return flags(column.marks[self._start : self._stop])

    def _shorter(self, name: str, scope: Scope) -> Iterator[FigureColumn]:
        """Yield the figures of an indicator for parts of the period."""
        months = self._months
        for column in self._columns.figures.get((name, scope), ()):
            first, last = column.months
            if months.start <= first and last <= months.stop and (first, last) != (months.start, months.stop):
                yield column

    def _written(self, name: str, scope: Scope, months: tuple[int, int]) -> PlainFigures:
        start, stop = self._start, self._stop
        for column in self._columns.figures.get((name, scope), ()):
            if column.months == months:
                return PlainFigures(
                    marks=bytes(column.marks[start:stop]),
                    values=column.values[start:stop],
                    below=column.below[start:stop],
                    steps=column.steps,
                    scale=column.scale,
                )
        return PlainFigures(bytes(stop - start), [0] * (stop - start))

    def _whole(self, indicator: Indicator, months: tuple[int, int]) -> PlainFigures:
        """Return what units say of an indicator; `OTHER` if only some of its parts are in a report."""
        found, some = self._written(indicator.id, Scope.OWN, months), 0
        for part in indicator.parts:
            some |= flags(self._written(part, Scope.OWN, months).marks)
        found.marks = _doubtful(found.marks, some & ~flags(found.marks))
        return found

    def _ratios(self, indicator: Indicator, months: tuple[int, int]) -> PlainFigures:
        """Return the two counts of each unit: of its ratio, or else those written by themselves."""
        found = self._written(indicator.id, Scope.OWN, months)
        above = self._written(indicator.numerator, Scope.OWN, months)
        below = self._written(indicator.denominator, Scope.OWN, months)
        if not found.below:
            found.below = [0] * len(found.marks)
        counted = flags(above.marks) | flags(below.marks)
        without = counted & ~flags(found.marks.translate(HAS_AMOUNT))
        if not without and not self._is_mixed:
            return found
        marks, values, seconds = bytearray(found.marks), list(found.values), list(found.below)
        for place, is_counted in enumerate(without.to_bytes(len(marks), "little")):
            if not is_counted:
                said = (above.values[place], below.values[place], above.scale, below.scale)
                differs = said != (values[place], seconds[place], 0, 0)
                unclear = OTHER in (above.marks[place], below.marks[place])
                if self._is_mixed and marks[place] and (differs or unclear):
                    marks[place] = OTHER  # what is written beside the ratio goes first
                continue
            counts = (above.marks[place], below.marks[place])
            if marks[place] == NOT_APPLICABLE and counts == (NOT_APPLICABLE, NOT_APPLICABLE):
                continue
            if marks[place] or above.scale or below.scale or OTHER in counts:
                marks[place] = OTHER
            elif NOTHING in counts:
                continue
            elif counts == (EXACT, EXACT) and below.values[place] and self._has_own_counts:
                marks[place] = EXACT
                values[place], seconds[place] = above.values[place], below.values[place]
            else:
                marks[place] = OTHER
        return PlainFigures(bytes(marks), values, seconds, found.steps)


def _doubtful(marks: bytes, doubts: int) -> bytes:
    """Return marks with `OTHER` for some units, which are given as `flags` gives them."""
    if not doubts:
        return marks
    pairs = zip(doubts.to_bytes(len(marks), "little"), marks, strict=True)
    return bytes([OTHER if is_doubtful else mark for is_doubtful, mark in pairs])


_Verdict = tuple[int, tuple[int, ...]]
"""The mark of a figure, and the places of the reports of which it is made."""


class _Joint:
    """Joins the figures of one unit after another: one for the whole period, and those of shorter ones.

    Args:
        indicator: the indicator.
        months: the months of the period.
        periods: the months of the shorter ones.
        over_time: how they become one figure; None if they don't.
    """

    def __init__(
        self,
        indicator: Indicator,
        months: range,
        periods: Sequence[tuple[int, int]],
        over_time: PeriodOperator | None,
    ) -> None:
        self._is_ratio = indicator.measure.ratio
        self._months, self._over_time = months, over_time
        self._periods = [months, *(range(*one) for one in periods)]

    def figures(self, reports: Sequence[PlainFigures], due: Sequence[range], start: int) -> PlainFigures:
        """Return the figures that units have for the period.

        Args:
            reports: what they say in the whole period, and in each shorter one.
            due: the months on which each has to report, as in `PlainReports`.
            start: the number of the first unit.
        """
        known: dict[tuple[range, tuple[int, ...]], _Verdict] = {}
        verdicts = []
        for key in zip(due, zip(*(one.marks for one in reports), strict=True), strict=True):
            verdict = known.get(key)
            if verdict is None:
                verdict = known[key] = self._verdict(*key)
            verdicts.append(verdict)
        scale = max(one.scale for one in reports)
        values = [scaled(one.values, scale - one.scale) for one in reports]
        steps: dict[int, int] = {}
        for place, (mark, chosen) in enumerate(verdicts):
            if mark not in _PLAINEST:
                steps[place + start] = sum(
                    one.steps.get(place + start, 0) * 10 ** (scale - one.scale)
                    for one in (reports[number] for number in chosen)
                )
        return PlainFigures(
            marks=bytes([mark for mark, _ in verdicts]),
            values=_chosen(values, verdicts),
            below=_chosen([one.below for one in reports], verdicts) if self._is_ratio else (),
            steps=steps,
            scale=scale,
        )

    def _verdict(self, due: range, marks: Sequence[int]) -> _Verdict:
        said = [number for number, mark in enumerate(marks) if mark]
        if not said:
            return NOTHING, ()
        if self._over_time is STOCK and due.stop < self._months.stop:
            return self._before_end(due, marks, said)
        if not said[0]:
            is_whole = not (self._is_ratio and marks[0] == NOT_APPLICABLE and len(said) > 1)
            return (marks[0], (0,)) if is_whole else (OTHER, ())
        amounts = [number for number in said if marks[number] != NOT_APPLICABLE]
        if any(marks[one] == OTHER for one in said) or (self._is_ratio and 0 < len(amounts) < len(said)):
            return OTHER, ()
        if self._over_time is STOCK:
            return self._latest(due, marks, said)
        if self._over_time is not FLOW or not self._cover(due, said):
            return OTHER, ()
        if not amounts:
            return (OTHER if self._is_ratio else NOT_APPLICABLE), ()
        sides = {marks[one] for one in amounts if marks[one] != EXACT}
        if len(sides) > 1 or (sides and self._is_ratio and len(amounts) > 1):
            return OTHER, ()
        return (sides.pop() if sides else EXACT), tuple(amounts)

    def _latest(self, due: range, marks: Sequence[int], said: list[int]) -> _Verdict:
        def end(number: int) -> tuple[int, int]:
            return self._periods[number].stop, len(self._periods[number])

        last = max(said, key=end)
        if not due or self._periods[last].stop < self._months.stop:
            return OTHER, ()
        return marks[last], (last,)

    def _before_end(self, due: range, marks: Sequence[int], said: list[int]) -> _Verdict:
        """Return the stock of a unit that has ended, or of one that does not have to report."""
        if len(said) == 1:
            return marks[said[0]], (said[0],)
        # What does not apply in the meantime says nothing about the end.
        applicable = [one for one in said if marks[one] != NOT_APPLICABLE] or said
        months = [month for one in said for month in self._periods[one]]
        is_clear = len(months) == len(set(months)) and max(months) < due.stop
        if not is_clear or any(marks[one] == OTHER for one in said):
            return OTHER, ()
        if self._is_ratio and len(applicable) < len(said):
            return OTHER, ()
        last = max(applicable, key=lambda one: self._periods[one].stop)
        return marks[last], (last,)

    def _cover(self, due: range, said: list[int]) -> bool:
        """Whether reports cover all months of a unit, none of them twice, and each some of these."""
        seen: set[int] = set()
        for number in said:
            months = set(self._periods[number])
            if seen & months or not months & set(due):
                return False
            seen |= months
        return bool(due) and seen >= set(due)


_PLAINEST = frozenset({NOTHING, EXACT, NOT_APPLICABLE, OTHER})


def _chosen(lists: Sequence[Sequence[int]], verdicts: Sequence[_Verdict]) -> list[int]:
    """Return for each unit the sum of the numbers that its figure is made of."""
    return [
        lists[chosen[0]][place] if len(chosen) == 1 else sum([lists[one][place] for one in chosen])
        for place, (_, chosen) in enumerate(verdicts)
    ]


def scaled(numbers: Sequence[int], scale: int) -> Sequence[int]:
    """Return numbers with so many more decimals."""
    factor = 10**scale
    return [one * factor for one in numbers] if scale else numbers
