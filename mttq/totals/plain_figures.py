"""What the units say for one indicator in exactly one period, as marks and whole numbers.

The marks are those of `columns`. A unit that only says something in reports of shorter periods has the mark `OTHER`,
because it takes an operator to make one figure of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_

import msgspec

from mttq.catalogue import Indicator
from mttq.documents import Scope
from mttq.totals.columns import ABOVE, AROUND, BELOW, EXACT, NOT_APPLICABLE, NOTHING, OTHER, Columns


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


class PlainReports:
    """The reports of a year, as far as they matter to one period and a stretch of units.

    Args:
        columns: the figures of the year.
        months: the months of the period.
        start: the number of the first unit.
        stop: the number after the last one.
        is_within: whether the period is a part of the year, of which later reports are left out.
        is_mixed: whether it is about a ratio of a stock and a flow, the counts of which are chosen apart.
        has_own_counts: whether no other ratio supplies its counts as well.
    """

    def __init__(
        self,
        columns: Columns,
        months: range,
        *,
        start: int,
        stop: int,
        is_within: bool,
        is_mixed: bool,
        has_own_counts: bool,
    ) -> None:
        self._is_mixed, self._has_own_counts = is_mixed, has_own_counts
        self._columns, self._months = columns, months
        self._start, self._stop = start, stop
        self._is_within = is_within

    def figures(self, indicator: Indicator) -> PlainFigures:
        """Return what units say of themselves."""
        return self._ratios(indicator) if indicator.measure.ratio else self._whole(indicator)

    def stated(self, indicator: Indicator) -> PlainFigures | None:
        """Return what units state for their areas, or None if none does; of ratios and wholes only that they do."""
        found = self._written(indicator.id, Scope.STATED)
        said = flags(found.marks)
        for name in needed_by(indicator):
            said |= flags(self._written(name, Scope.STATED).marks)
        if needed_by(indicator):
            found = PlainFigures(bytes(OTHER * one for one in said.to_bytes(len(found.marks), "little")), ())
        return found if said else None

    def touched(self, indicator: Indicator) -> int:
        """Return which units give a figure, or both counts or all parts of one, as `flags` does."""
        needed = [self._said(one) for one in needed_by(indicator)]
        return self._said(indicator.id) | (reduce(and_, needed) if needed else 0)

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

    def _written(self, name: str, scope: Scope) -> PlainFigures:
        start, stop, months = self._start, self._stop, self._months
        found = PlainFigures(bytes(stop - start), [0] * (stop - start))
        for column in self._columns.figures.get((name, scope), ()):
            if column.months == (months.start, months.stop):
                found = PlainFigures(
                    marks=bytes(column.marks[start:stop]),
                    values=column.values[start:stop],
                    below=column.below[start:stop],
                    steps=column.steps,
                    scale=column.scale,
                )
        others = self._in_shorter_periods(name, scope) & ~flags(found.marks)
        if others:
            alone = others.to_bytes(stop - start, "little")
            found.marks = bytes(
                [OTHER if one else mark for one, mark in zip(alone, found.marks, strict=True)]
            )
        return found

    def _in_shorter_periods(self, name: str, scope: Scope) -> int:
        """Return which units give a figure of an indicator for a part of the period, as `flags` does."""
        found, months = 0, self._months
        for column in self._columns.figures.get((name, scope), ()):
            first, last = column.months
            if months.start <= first and last <= months.stop and column.months != (months.start, months.stop):
                found |= flags(column.marks[self._start : self._stop])
        return found

    def _whole(self, indicator: Indicator) -> PlainFigures:
        """Return what units say of an indicator; `OTHER` if only some of its parts are in a report."""
        found, some = self._written(indicator.id, Scope.OWN), 0
        for part in indicator.parts:
            some |= flags(self._written(part, Scope.OWN).marks)
        lacking = some & ~flags(found.marks)
        if lacking:
            pairs = zip(lacking.to_bytes(len(found.marks), "little"), found.marks, strict=True)
            found.marks = bytes([OTHER if lacks else mark for lacks, mark in pairs])
        return found

    def _ratios(self, indicator: Indicator) -> PlainFigures:
        """Return the two counts of each unit: of its ratio, or else those written by themselves."""
        found = self._written(indicator.id, Scope.OWN)
        above = self._written(indicator.numerator, Scope.OWN)
        below = self._written(indicator.denominator, Scope.OWN)
        if not found.below:
            found.below = [0] * len(found.marks)
        counted = flags(above.marks) | flags(below.marks)
        without = counted & ~flags(found.marks.translate(HAS_AMOUNT))
        if not without and not self._is_mixed:
            return found
        apart = 0
        if self._is_mixed:  # each count may be of another report
            for name in (indicator.id, *needed_by(indicator)):
                apart |= self._in_shorter_periods(name, Scope.OWN)
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
        for place, is_apart in enumerate(apart.to_bytes(len(marks), "little") if apart else b""):
            if is_apart:
                marks[place] = OTHER
        return PlainFigures(bytes(marks), values, seconds, found.steps)
