"""The targets of the units of one indicator as whole numbers, with those of what they took over.

Whatever is not one amount with a comparator, or can't be added without asking the plans, has the mark `NOT_PLAIN`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from mttq.catalogue import Catalogue, Indicator
from mttq.levels import Level
from mttq.period import Cycle
from mttq.totals.columns import (
    COMPARATOR,
    HANDED,
    NOT_PLAIN,
    PHASED,
    TargetColumn,
    UnitOrder,
)
from mttq.totals.operators import operator_of
from mttq.totals.plain_areas import PlainAreas
from mttq.totals.plain_figures import scaled
from mttq.totals.plain_rows import Places
from mttq.totals.standing_units import StandingUnits

_HANDS_DOWN = bytes(number & HANDED > 0 for number in range(256))
_IS_NOT_PLAIN = bytes(bool(number & NOT_PLAIN) for number in range(256))


class _Brought(NamedTuple):
    """A unit with what it takes over.

    Attributes:
        number: the unit.
        parts: the units whose targets it takes over, and how much of them.
    """

    number: int
    parts: tuple[tuple[int, Fraction | int], ...]


class TargetTree:
    """What targets of a year have in common, whatever their indicator.

    Args:
        catalogue: the units.
        order: the units in the order of the columns.
        cycle: the year.
        areas: what units hold beyond those below them.
        amended: the last day on which the plans of units were amended.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        order: UnitOrder,
        cycle: Cycle,
        *,
        areas: PlainAreas,
        amended: Mapping[str, date],
    ) -> None:
        self.catalogue = catalogue
        self.order = order
        self.changes = bool(areas)
        last = cycle.whole.last_day(cycle)
        alike: dict[object, bool] = {}
        self.members: set[int] = set()
        for number, unit in enumerate(order.units):
            is_member = alike.get(unit.levels.values)
            if is_member is None:
                is_member = alike[unit.levels.values] = unit.level_on(last) is Level.MEMBER
            if is_member:
                self.members.add(number)
        self._standing = StandingUnits(catalogue.units, cycle)
        self._known: dict[tuple[int, bytes], tuple[int, ...]] = {}
        self.brought: list[_Brought] = []
        self.has_circles = False
        if areas:
            self._set_brought(amended)

    def _set_brought(self, amended: Mapping[str, date]) -> None:
        """List the units that bring targets with them, each after those that it takes over."""
        place, known = self.order.place, self.catalogue.units.by_id
        done: set[int] = set()
        waiting: set[int] = set()

        def add(number: int) -> None:
            if number in done:
                return
            if number in waiting:
                self.has_circles = True
                return
            waiting.add(number)
            unit = self.order.units[number]
            parts: list[tuple[int, Fraction | int]] = []
            for one in unit.takes_over:
                if one.unit in known and self._standing.brings(unit, one, amended.get(unit.id)):
                    add(place[one.unit])
                    is_whole = one.share is None or one.share == 1
                    parts.append((place[one.unit], 1 if is_whole else Fraction(one.share or 0)))
            if parts:
                self.brought.append(_Brought(number, tuple(parts)))
            waiting.discard(number)
            done.add(number)

        for number, unit in enumerate(self.order.units):
            if unit.takes_over:
                add(number)

    def below(self, top: int, children: tuple[int, ...], marks: bytes) -> tuple[int, ...]:
        """Return the numbers of the units whose targets count in a sum below one unit.

        Args:
            top: the unit.
            children: those directly below it.
            marks: the marks of the targets of all units.
        """
        if not self.changes:
            return children
        key = (top, marks)
        found = self._known.get(key)
        if found is None:
            units, place = self.order.units, self.order.place
            standing = self._standing.below(
                units[top].id, [units[one] for one in children], lambda unit: bool(marks[place[unit]])
            )
            found = self._known[key] = tuple([place[one.id] for one in standing])
        return found


class PlainTargets:
    """The targets of one indicator for a stretch of units.

    Args:
        tree: what targets have in common.
        indicator: the indicator.
        column: the targets in the units' own plans, or None.
        start: the number of the first unit.
        stop: the number after the last one.
        scale: how many decimals the numbers have to have, at least as many as those of the column.
        in_terms: the units whose plans for a term say something of the year.

    Attributes:
        written: the marks of the targets in the units' own plans, as `columns` has them.
        marks: the marks of all targets.
        values: the amounts; empty if there is no target.
        own: what units do of them themselves.
    """

    def __init__(
        self,
        tree: TargetTree,
        indicator: Indicator,
        column: TargetColumn | None,
        *,
        start: int,
        stop: int,
        scale: int,
        in_terms: Collection[str],
    ) -> None:
        self._tree, self._start = tree, start
        self._in_terms = in_terms
        self.marks = bytes(stop - start)
        self.values: Sequence[int] = ()
        self.own: Sequence[int] = ()
        self._hands_down = b""
        operator = operator_of(indicator)
        self._is_added = operator.targets_add
        takes_members = Level.MEMBER in indicator.levels or not tree.members
        self._left_out: Collection[int] = () if takes_members else tree.members
        if column is not None:
            part = slice(start, stop)
            self.marks = bytes(column.marks[part])
            self.own = scaled(column.own[part], scale - column.scale)
            if 1 in column.marks.translate(_HANDS_DOWN):
                self._hands_down = bytes(column.marks)
            self.values = scaled(column.values[part], scale - column.scale)
        self.written = self.marks
        if self._is_added and tree.brought and (column is not None or in_terms):
            self.values, self.own = self.values or [0] * (stop - start), self.own or [0] * (stop - start)
            self._take_over()
        self._unclear = 1 in self.marks.translate(_IS_NOT_PLAIN)
        self._said = bytes(map(bool, self.marks)) if tree.changes else b""

    def _take_over(self) -> None:
        """Add the targets of units that were taken over to those of their successors."""
        marks, values = bytearray(self.marks), list(self.values)
        for one in self._tree.brought:
            known = [(number, share) for number, share in one.parts if marks[number]]
            if not known and not self.may_hand():
                continue
            if marks[one.number]:
                known.append((one.number, 1))
            flags = 0
            for number, _ in known:
                flags |= marks[number] & (PHASED | HANDED | NOT_PLAIN)
            comparators = {marks[number] & COMPARATOR for number, _ in known}
            is_unclear = self.may_hand() or len(comparators) > 1 or self._tree.has_circles
            if is_unclear or flags & NOT_PLAIN:
                marks[one.number] = NOT_PLAIN | flags
                continue
            joint = sum(values[number] * share for number, share in known)
            if joint.denominator > 1:
                marks[one.number] = NOT_PLAIN | flags
                continue
            marks[one.number], values[one.number] = comparators.pop() | flags, joint.numerator
        self.marks, self.values = bytes(marks), values

    def is_unclear(self, start: int, stop: int) -> bool:
        """Whether some unit's target is not plain."""
        return 1 in self.marks[start - self._start : stop - self._start].translate(_IS_NOT_PLAIN)

    # Targets from the plan above, or from one for a term

    def may_hand(self) -> bool:
        """Whether any unit may have a target that its plan of the year does not have."""
        return bool(self._hands_down or self._in_terms)

    def may_be_handed(self, number: int) -> bool:
        """Whether a unit without a target of its own may have one from the plan above, or from its own for a term."""
        if not self.may_hand() or self.written[number - self._start]:
            return False
        order = self._tree.order
        if order.units[number].id in self._in_terms:
            return True
        if not self._hands_down:
            return False
        above = order.place.get(self._tree.catalogue.units.parent_of(order.units[number].id))
        return above is not None and bool(self._hands_down[above] & HANDED)

    # Sums

    def registered(self, places: Places) -> tuple[list[int | None], set[int]]:
        """Return the sums of the targets directly below some units, and the places of those where one is not plain."""
        start, marks, values = self._start, self.marks, self.values
        found: list[int | None] = [None] * len(places.units)
        unknown: set[int] = set()
        if not self._is_added or not (values or self.may_hand()):
            return found, unknown
        for number in places.inner if not self._tree.changes else range(len(places.units)):
            one = places.units[number]
            if not (one.children or one.unit.takes_over):
                continue
            children = self._tree.below(one.start, one.children, self._said)
            if self._left_out:
                children = tuple(one for one in children if one not in self._left_out)
            below = [one - start for one in children if marks[one - start]]
            is_handed = self.may_hand() and (self._tree.changes or any(map(self.may_be_handed, children)))
            if is_handed or (self._unclear and any(marks[one] & NOT_PLAIN for one in below)):
                unknown.add(number)
            elif below:
                found[number] = sum([values[one] for one in below])
        return found, unknown
