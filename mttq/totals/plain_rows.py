"""Rows of totals as whole numbers: one row, and the cells of many.

`plain_totals` computes them. A row is made for a table of a terminal; large tables are written from the cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum
from operator import itemgetter, sub
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

from mttq.catalogue import Indicator, Unit
from mttq.levels import Level
from mttq.quantity import Approximation, Comparator
from mttq.totals.model import NO_PARTS, NOTHING, Given, Status, Total, TotalAmount, TotalParts, UnitValue
from mttq.totals.targets import Aim


class Missing(Enum):
    """Why a unit has no plain row."""

    EMPTY = "it has neither a target nor a figure at or below it"
    UNKNOWN = "whole numbers do not decide it"


class UnitPlace(msgspec.Struct, frozen=True, eq=False):
    """A unit of the tree of a period.

    Attributes:
        unit: the unit.
        name: its name on the tree's day.
        level: its level on that day.
        start: its number in depth-first order.
        stop: the number after the last unit below it.
        children: the numbers of the units directly below that exist.
        extra: the first and the one after the last of what it holds beyond those, in the order of extended columns.
        reach: the stretches of units that are not below it and whose figures give it a row.
    """

    unit: Unit
    name: str
    level: Level
    start: int
    stop: int
    children: tuple[int, ...]
    extra: tuple[int, int] | None = None
    reach: Sequence[tuple[int, int]] = ()

    def sum(self, sums: Sequence[int], start: int) -> int:
        """Return the sum over all that the unit holds, from the sums of an extended column that begins there."""
        found = sums[self.stop - start] - sums[self.start - start]
        return found + sums[self.extra[1]] - sums[self.extra[0]] if self.extra is not None else found


class ColumnOfRow(Protocol):
    """What a row asks its column; `plain_totals` has the columns."""

    indicator: Indicator
    scale: int
    shown_scale: int

    @property
    def own_comparator(self) -> Comparator:
        """How a unit's own figure is compared with what it does of a target itself."""

    def exact(self, amount: int | None, below: int, side: Approximation | None) -> TotalAmount | None:
        """Return a total as an amount."""

    def shown(self, amounts: Sequence[int | None], below: Sequence[int]) -> Sequence[int | None]:
        """Return totals with `shown_scale` decimals."""

    def missing(self, place: UnitPlace) -> list[str]:
        """Return the units below a place that have to report and have not."""


class PlainRow(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A row as whole numbers; `Row` says what they mean.

    Amounts have the scale of their column; of a ratio they are its first count.

    Attributes:
        place: the unit.
        column: the indicator.
        comparator: that of the target, or None if there is none.
        target: the amount of the target.
        registered: the sum of the targets of the units directly below, or None.
        own: the unit's own figure as it is shown, or None.
        stated: the figure stated for the area as it is shown, or None.
        amount: the total, which is the computed one, or None.
        below: the second count of a ratio.
        share: the completion in hundredths of a per cent, rounded half up, or None.
        reached: whether the target is reached, or None.
        side: on which side of the total the true amount lies, or None.
        units_in: how many of the units that have to report have done so.
        units_due: how many have to report.
        status: how reliable the total is.
        own_part: what the unit does of the target itself, or None.
    """

    place: UnitPlace
    column: ColumnOfRow
    comparator: Comparator | None
    target: int
    registered: int | None
    own: int | None
    stated: int | None
    amount: int | None
    below: int
    share: int | None
    reached: bool | None
    side: Approximation | None
    units_in: int
    units_due: int
    status: Status
    own_part: OwnCells | None

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.place.unit

    @property
    def name(self) -> str:
        """Its name."""
        return self.place.name

    @property
    def level(self) -> Level:
        """Its level."""
        return self.place.level

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.column.indicator

    @property
    def goal(self) -> Aim | None:
        """The target, or None."""
        if self.comparator is None:
            return None
        return Aim(comparator=self.comparator, value=decimal_of(self.target, self.column.scale), high=None)

    @property
    def total(self) -> Total:
        """The total, without the figures that it is made of."""
        column = self.column
        result = column.exact(self.amount, self.below, self.side)
        return Total(
            unit=self.unit.id,
            own=NOTHING
            if self.own is None
            else UnitValue(
                given=Given.GIVEN, amount=TotalAmount(value=decimal_of(self.own, column.shown_scale))
            ),
            computed=result,
            stated=NOTHING,
            result=result,
            status=self.status,
            is_due=False,
            make_parts=TotalParts(make=lambda: tuple(map(_missing, column.missing(self.place))))
            if self.units_in < self.units_due
            else NO_PARTS,
            units_in=self.units_in,
            units_due=self.units_due,
            complete=self.status is Status.COMPLETE,
            covered=self.status is Status.COMPLETE,
        )

    @property
    def completion(self) -> Decimal | None:
        """The result as a percentage of the target, to two decimals."""
        return None if self.share is None else Decimal(self.share).scaleb(-2)

    before = None
    unallocated = False
    due = None


class OwnCells(NamedTuple):
    """What a unit does of its target itself (`cap_minh`), as whole numbers.

    Attributes:
        target: how much that is.
        share: its own figure in hundredths of a per cent of that, or None.
        reached: whether it is reached, or None.
        side: on which side of the unit's own figure the true amount lies, or None.
    """

    target: int
    share: int | None
    reached: bool | None
    side: Approximation | None


class PlainCells(msgspec.Struct, kw_only=True):
    """The cells of the rows of some units for one indicator, a list each; `PlainRow` says what they mean.

    Attributes:
        own_part: what units do of their targets themselves, by the place of the unit among these.
        missing: why there is no such row, by the place of the unit among these; its cells mean nothing then.
    """

    comparator: Sequence[Comparator | None]
    target: Sequence[int]
    registered: Sequence[int | None]
    own: Sequence[int | None]
    stated: Sequence[int | None]
    amount: Sequence[int | None]
    below: Sequence[int]
    share: Sequence[int | None]
    reached: list[bool | None]
    side: Sequence[Approximation | None]
    units_in: Sequence[int]
    units_due: Sequence[int]
    status: Sequence[Status]
    own_part: dict[int, OwnCells] = msgspec.field(default_factory=dict)
    missing: dict[int, Missing] = msgspec.field(default_factory=dict)


_Number = TypeVar("_Number")


class Places:
    """Some units of the tree, of which a column is asked at once.

    Args:
        units: their places.

    Attributes:
        units: the same.
        inner: which of them have others directly below them.
        holding: which of them hold more than what is below them.
        zeros: a 0 for each.
        nothing: a None for each.
    """

    def __init__(self, units: Sequence[UnitPlace]) -> None:
        self.units = units
        self.inner = [number for number, one in enumerate(units) if one.children]
        self.holding = [number for number, one in enumerate(units) if one.extra is not None]
        self._reaching = [number for number, one in enumerate(units) if one.reach]
        self.zeros = [0] * len(units)
        self.nothing = [None] * len(units)
        self._first: dict[int, Callable[[Sequence[Any]], Sequence[Any]]] = {}
        self._over: dict[int, Callable[[Sequence[int]], list[int]]] = {}

    def first(self, start: int) -> Callable[[Sequence[_Number]], Sequence[_Number]]:
        """Return a function that takes the entry of each unit from a list that begins with a unit of that number."""
        if start not in self._first:
            self._first[start] = _entries([one.start - start for one in self.units])
        return self._first[start]

    def over(self, start: int) -> Callable[[Sequence[int]], list[int]]:
        """Return a function that takes the total of each unit and all that it holds from such a list of sums."""
        if start not in self._over:
            first, stop = self.first(start), _entries([one.stop - start for one in self.units])
            extras = [(number, *(self.units[number].extra or (0, 0))) for number in self.holding]

            def total(sums: Sequence[int]) -> list[int]:
                found = list(map(sub, stop(sums), first(sums)))
                for number, begin, end in extras:
                    found[number] += sums[end] - sums[begin]
                return found

            self._over[start] = total
        return self._over[start]

    def touched(self, sums: Sequence[int], start: int) -> list[bool]:
        """Return for each unit whether something at or below it, or in what it reaches, is counted in such a list."""
        first, stop = self.first(start), _entries([one.stop - start for one in self.units])
        found = [one > 0 for one in map(sub, stop(sums), first(sums))]
        for number in self._reaching:
            if not found[number]:
                found[number] = any(sums[end] > sums[begin] for begin, end in self.units[number].reach)
        return found


def _entries(places: Sequence[int]) -> Callable[[Sequence[_Number]], Sequence[_Number]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda numbers: [numbers[place] for place in places]


def _missing(unit: str) -> Total:
    return Total(
        unit=unit,
        own=NOTHING,
        computed=None,
        stated=NOTHING,
        result=None,
        status=Status.NOTHING,
        is_due=True,
        units_in=0,
        units_due=1,
        complete=False,
        covered=False,
    )


def decimal_of(number: int, scale: int) -> Decimal:
    """Return a whole number with so many decimals as the exact number."""
    return Decimal(f"{number}E-{scale}") if scale else Decimal(number)
