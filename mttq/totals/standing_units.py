"""The units whose targets count in a sum, once some were taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from mttq.catalogue import Succession, Unit, Units
from mttq.period import Cycle


class StandingUnits:
    """Tells whose targets stand for which units.

    Args:
        units: the units of the catalogue.
        cycle: the year or term.
        until: the day until which units taken over bring their targets; by default the last day of the cycle.
    """

    def __init__(self, units: Units, cycle: Cycle, until: date | None = None) -> None:
        self._units = units
        self._first_day = cycle.whole.first_day(cycle)
        self._until = until or cycle.whole.last_day(cycle)

    def brings(self, unit: Unit, taken: Succession, amended: date | None) -> bool:
        """Whether the targets of a unit taken over now belong to its successor.

        Args:
            unit: the successor.
            taken: what it took over.
            amended: the last day on which its plan was amended, or None.
        """
        day, old = taken.day or unit.first, self._units.get(taken.unit)
        if day is None or old is None or old.id == unit.id or not self._first_day <= day <= self._until:
            return False
        if old.valid_on(self._until) or (amended or date.min) >= day:
            return False
        # Without a share, the successor's part of a divided unit's target is unknown.
        return taken.share is not None or self._heirs[old.id] == 1

    @cached_property
    def _heirs(self) -> Counter[str]:
        """The number of successors of each unit."""
        return Counter(one.unit for unit in self._units.by_id.values() for one in unit.takes_over)

    def below(self, top: str, units: Sequence[Unit], has_target: Callable[[str], bool]) -> Sequence[Unit]:
        """Return the units whose targets count in a sum below one unit.

        A unit that was taken over by one in the same sum counts there. One that ended and whose units went to others
        in the sum counts by what is left of it.

        Args:
            top: the unit.
            units: those directly below it.
            has_target: whether a unit has a target, of its own or taken over.
        """
        if not self._replaced:
            return units
        tree = self._units
        here = [*(one for one in units if not self._is_moved(one.id, top)), *self._brought(top)]

        def is_replaced(unit: Unit) -> bool:
            heirs = self._replaced.get(unit.id, ())
            return any(tree.is_below(heir, top) for heir in heirs)

        found: list[Unit] = []
        waiting = list({one.id: one for one in reversed(here)}.values())
        while waiting:
            unit = waiting.pop()
            if is_replaced(unit):
                continue
            moved = not unit.valid_on(self._until) and any(
                is_replaced(one) and has_target(one.id) for one in tree.below(unit.id)
            )
            if moved:
                waiting.extend(reversed(tree.children(unit.id)))
            else:
                found.append(unit)
        return found

    def _is_moved(self, unit_id: str, top: str) -> bool:
        """Whether a unit below another one is now below an heir there, since one in between was taken over."""
        tree = self._units
        above = tree.parent_of(unit_id)
        while above and above != top:
            if any(tree.is_below(heir, top) for heir in self._replaced.get(above, ())):
                return True
            above = tree.parent_of(above)
        return False

    def _brought(self, top: str) -> list[Unit]:
        """Return the units that live on directly below those that a unit took over as a whole."""
        tree = self._units
        found: dict[str, Unit] = {}
        seen = {top}
        waiting = [top]
        while waiting:
            for one in tree.by_id[waiting.pop()].takes_over:
                heirs = self._replaced.get(one.unit, ())
                if len(heirs) == 1 and one.unit not in seen:
                    seen.add(one.unit)
                    waiting.append(one.unit)
                    below = tree.nearest(one.unit, lambda unit: unit.valid_on(self._until))
                    found |= {unit.id: unit for unit in below if not tree.is_below(unit.id, top)}
        return list(found.values())

    @cached_property
    def _replaced(self) -> dict[str, list[str]]:
        """The units that have ended, with their heirs, if the heirs' shares are known and they are there in time."""
        found: dict[str, list[str]] = {}
        for unit in self._units.by_id.values():
            for one in unit.takes_over:
                old, day = self._units.get(one.unit), one.day or unit.first
                if old is None or old.id == unit.id or old.valid_on(self._until):
                    continue
                known = one.share is not None or self._heirs[one.unit] == 1
                if known and day is not None and day <= self._until:
                    found.setdefault(old.id, []).append(unit.id)
        return found
