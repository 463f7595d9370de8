"""Stated figures that speak for units elsewhere in the tree.

What a unit states for its area includes what it took over. Where its statement
stands for missing figures in a total above, those units must not be counted a
second time in their old places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import msgspec

from mttq.catalogue import Units
from mttq.totals.arithmetic import ONE, ZERO, add, subtract
from mttq.totals.succession import NONE, Successions, is_within


class Spoken(msgspec.Struct, frozen=True):
    """Which units speak for others in one total.

    Attributes:
        standing: the units whose statements stand for all that belongs to them.
        covered: the units spoken for in that way, and how much of each, 0 to 1.
    """

    standing: frozenset[str] = frozenset()
    covered: dict[str, Decimal] = {}

    def left(self, unit_id: str, share: Decimal = ONE) -> Decimal:
        """How much of a unit, or of a share of it, is still counted in its own place."""
        return max(subtract(share, self.covered.get(unit_id, ZERO)), ZERO) if self.covered else share

    def forgetting(self, unit_id: str) -> Spoken:
        """The same, but for who speaks for one unit: that has been looked at."""
        return Spoken(self.standing, {**self.covered, unit_id: ZERO}) if unit_id in self.covered else self

    def reaches(self, units: Units, unit_id: str) -> bool:
        """Whether anything below a unit speaks or is spoken for."""
        if not self.standing and not self.covered:
            return False
        return any(
            one != unit_id and is_within(units, one, unit_id) for one in (*self.covered, *self.standing)
        )

    def without(self, unit_ids: Iterable[str]) -> Spoken:
        """The same, with some more units left out of their places."""
        more = dict.fromkeys(unit_ids, ONE)
        return Spoken(self.standing, {**self.covered, **more}) if more else self


NOBODY = Spoken()


def spoken_for(units: Units, successions: Successions, top: str, stands: Callable[[str], bool]) -> Spoken:
    """The units below `top` whose statements stand for units outside their own part of the tree.

    Where two such statements speak for the same unit, the first in catalogue order stands.

    Args:
        units: the catalogue's units.
        successions: who took over whom.
        top: the unit whose total is made.
        stands: whether a unit's statement stands for what belongs to it.
    """
    standing: set[str] = set()
    covered: dict[str, Decimal] = {}
    place = {unit_id: number for number, unit_id in enumerate(units.by_id)}

    def earlier(unit_id: str, root: str) -> bool:
        """Whether a statement about the root's old place goes before that of a unit."""
        above = units.parent_of(root)
        while above and above != top:
            first = place[above] < place[unit_id] and not is_within(units, unit_id, above)
            if first and stands(above):
                return True
            above = units.parent_of(above)
        return False

    def clear(unit_id: str, root: str, share: Decimal) -> bool:
        others = [one for one in covered if one != root]
        if any(is_within(units, root, one) or is_within(units, one, root) for one in others):
            return False
        if any(is_within(units, root, one) or is_within(units, one, root) for one in standing):
            return False
        return add((covered.get(root, ZERO), share)) <= ONE and not earlier(unit_id, root)

    for unit_id in _candidates(units, successions, top, stands):
        reach = successions.reach(unit_id)
        spoken = any(is_within(units, unit_id, one) for one in covered)
        if spoken or reach.apart or not all(clear(unit_id, *one) for one in reach.taken):
            continue
        standing.add(unit_id)
        for root, share in reach.taken:
            covered[root] = add((covered.get(root, ZERO), share))
    return Spoken(frozenset(standing), covered) if standing else NOBODY


def _candidates(
    units: Units, successions: Successions, top: str, stands: Callable[[str], bool]
) -> Iterator[str]:
    """The topmost units that stand by a statement about more than lies below them."""
    taken = [units.by_id[one] for one, _ in successions.reach(top).taken]
    waiting = [*reversed(taken), *reversed(units.children(top))]
    while waiting:
        unit = waiting.pop()
        if successions.reach(unit.id) is NONE:
            continue
        if stands(unit.id):
            yield unit.id
        else:
            waiting += reversed(units.children(unit.id))
