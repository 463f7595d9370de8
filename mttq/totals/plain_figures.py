"""What the units say for one indicator in exactly one period, as marks and whole numbers.

The marks are those of `columns`. A unit that only says something in reports of shorter periods has the mark `OTHER`,
because it takes an operator to make one figure of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from mttq.catalogue import Indicator
from mttq.documents import Scope
from mttq.totals.columns import ABOVE, AROUND, BELOW, EXACT, NOTHING, OTHER, Columns


def translation(*marks: int) -> bytes:
    """Return a table that turns some marks into 1 and all others into 0."""
    return bytes(number in marks for number in range(256))


HAS_AMOUNT = translation(EXACT, ABOVE, BELOW, AROUND)
IS_SAID = bytes([0, *[1] * 255])


def flags(marks: bytes | bytearray) -> int:
    """Return a number with a byte for each mark, 1 if it is set: such numbers are combined at once."""
    return int.from_bytes(marks.translate(IS_SAID), "little")


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
    """

    def __init__(self, columns: Columns, months: range, *, start: int, stop: int, is_within: bool) -> None:
        self._columns, self._months = columns, months
        self._start, self._stop = start, stop
        self._is_within = is_within

    def figures(self, indicator: Indicator) -> PlainFigures:
        """Return what units say of themselves."""
        return self._ratios(indicator) if indicator.measure.ratio else self._written(indicator.id, Scope.OWN)

    def stated(self, indicator: Indicator) -> PlainFigures | None:
        """Return what units state for their areas, or None if none does; of a ratio only that they state one."""
        found = self._written(indicator.id, Scope.STATED)
        said = flags(found.marks)
        if indicator.measure.ratio:
            counts = (indicator.numerator, indicator.denominator)
            above, below = (self._written(one, Scope.STATED) for one in counts)
            said |= flags(above.marks) & flags(below.marks)
            found = PlainFigures(bytes(OTHER * one for one in said.to_bytes(len(found.marks), "little")), ())
        return found if said else None

    def said(self, name: str) -> int:
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
        found, others = PlainFigures(bytes(stop - start), [0] * (stop - start)), 0
        for column in self._columns.figures.get((name, scope), ()):
            if column.months == (months.start, months.stop):
                found = PlainFigures(
                    marks=bytes(column.marks[start:stop]),
                    values=column.values[start:stop],
                    below=column.below[start:stop],
                    steps=column.steps,
                    scale=column.scale,
                )
            elif months.start <= column.months[0] and column.months[1] <= months.stop:
                others |= flags(column.marks[start:stop])
        if others:
            alone = (others & ~flags(found.marks)).to_bytes(stop - start, "little")
            found.marks = bytes(
                [OTHER if one else mark for one, mark in zip(alone, found.marks, strict=True)]
            )
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
        if not without:
            return found
        marks, values, seconds = bytearray(found.marks), list(found.values), list(found.below)
        for place, is_counted in enumerate(without.to_bytes(len(marks), "little")):
            if not is_counted:
                continue
            counts = (above.marks[place], below.marks[place])
            if marks[place] or above.scale or below.scale or OTHER in counts:
                marks[place] = OTHER
            elif NOTHING in counts:
                continue
            elif counts == (EXACT, EXACT) and below.values[place]:
                marks[place] = EXACT
                values[place], seconds[place] = above.values[place], below.values[place]
            else:
                marks[place] = OTHER
        return PlainFigures(bytes(marks), values, seconds, found.steps)
