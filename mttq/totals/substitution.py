"""Stated figures that replace those of units elsewhere in the tree.

The figure that a unit states for its area includes the units it took over. If
that figure replaces missing ones in a total above, those units must not be
counted again in their old places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import msgspec

from mttq.catalogue import Unit, Units
from mttq.totals.arithmetic import ONE, ZERO, add, subtract
from mttq.totals.succession import NONE, Reach, is_within

Reaches = Callable[[str], Reach]


class Substitutes(msgspec.Struct, frozen=True):
    """The stated figures used in one total in place of others.

    Attributes:
        standing: the units whose stated figures replace all that belongs to them.
        covered: the units replaced in this way and the share replaced of each, 0 to 1; a share holds for
            everything below the unit that has no entry of its own.
    """

    standing: frozenset[str] = frozenset()
    covered: dict[str, Decimal] = msgspec.field(default_factory=dict)

    def left(self, unit_id: str, share: Decimal = ONE) -> Decimal:
        """Return how much of a unit, or of a share of it, still counts in its own place."""
        return max(subtract(share, self.covered.get(unit_id, ZERO)), ZERO) if self.covered else share

    def nested(self, units: Units, unit_id: str) -> tuple[str, ...]:
        """Return the topmost units below a unit that have an entry of their own."""
        inside = [one for one in self.covered if one != unit_id and is_within(units, one, unit_id)]
        return tuple(
            one
            for one in inside
            if not any(one != other and is_within(units, one, other) for other in inside)
        )

    def excluding(self, unit_id: str) -> Substitutes:
        """Return a copy without the entry for `unit_id`, which has been dealt with."""
        if unit_id not in self.covered:
            return self
        return Substitutes(
            self.standing, {one: share for one, share in self.covered.items() if one != unit_id}
        )

    def reaches(self, units: Units, unit_id: str) -> bool:
        """Whether any unit below another replaces figures or is replaced."""
        if not self.standing and not self.covered:
            return False
        return any(
            one != unit_id and is_within(units, one, unit_id) for one in (*self.covered, *self.standing)
        )

    def without(self, unit_ids: Iterable[str]) -> Substitutes:
        """Return a copy in which some more units no longer count in their places."""
        more = dict.fromkeys(unit_ids, ONE)
        return Substitutes(self.standing, {**self.covered, **more}) if more else self


NO_SUBSTITUTES = Substitutes()


def find_substitutes(
    units: Units,
    top: str,
    *,
    reach: Reaches,
    stands: Callable[[str], bool],
    touches: Callable[[str], bool],
    in_tree: Callable[[Unit], bool],
) -> Substitutes:
    """Find the units below `top` whose stated figures replace units outside their own part of the tree.

    If two stated figures cover the same unit, the first in catalogue order is used.

    Args:
        units: the catalogue's units.
        top: the unit whose total is made.
        reach: returns what a unit took over.
        stands: returns whether a unit's stated figure replaces what belongs to it.
        touches: returns whether a unit or any below it took over or was taken over.
        in_tree: returns whether a unit is in the tree; those below one that is not take its place.
    """
    return _Claims(units, top, reach=reach, stands=stands, touches=touches).accepted(in_tree)


class _Claims:
    """Accepts stated figures whose areas don't overlap."""

    def __init__(
        self,
        units: Units,
        top: str,
        *,
        reach: Reaches,
        stands: Callable[[str], bool],
        touches: Callable[[str], bool],
    ) -> None:
        self._units, self._reach, self._top = units, reach, top
        self._stands, self._touches = stands, touches
        self._place = {unit_id: number for number, unit_id in enumerate(units.by_id)}
        self._standing: set[str] = set()
        self._covered: dict[str, Decimal] = {}

    def accepted(self, in_tree: Callable[[Unit], bool]) -> Substitutes:
        for unit_id in self._candidates(in_tree):
            claims = self._claims(unit_id)
            if self._is_free(unit_id, claims):
                covered = self._joined(claims)
                self._standing.add(unit_id)
                self._covered = covered
        return Substitutes(frozenset(self._standing), self._covered) if self._standing else NO_SUBSTITUTES

    def _candidates(self, in_tree: Callable[[Unit], bool]) -> Iterator[str]:
        """Yield the topmost units whose stated figure is used and covers more than what lies below them.

        Below a unit whose stated figure covers just that, no unit is asked unless some are covered by then.
        """
        taken = [self._units.by_id[one] for one, _ in self._reach(self._top).taken]
        waiting = [*reversed(taken), *reversed(self._units.children(self._top))]
        while waiting:
            unit = waiting.pop()
            if not self._touches(unit.id):
                continue
            reaching = self._reach(unit.id) is not NONE
            if in_tree(unit) and self._stands(unit.id):
                if reaching:
                    yield unit.id
                    continue
                if not any(self._within(one, unit.id) for one in self._covered):
                    continue
            waiting += reversed(self._units.children(unit.id))

    def _claims(self, unit_id: str) -> dict[str, Decimal]:
        """Return the share of each unit that a stated figure covers; 0 for units below them that went elsewhere."""
        reach = self._reach(unit_id)
        return dict.fromkeys(reach.apart, ZERO) | dict(reach.taken)

    def _joined(self, claims: dict[str, Decimal]) -> dict[str, Decimal]:
        """Return what is covered once some more claims are accepted."""
        return {
            one: add((self._share(self._covered, one), self._share(claims, one)))
            for one in {**self._covered, **claims}
        }

    def _share(self, shares: dict[str, Decimal], unit_id: str) -> Decimal:
        """Return the share of a unit, or of the nearest unit above it that has an entry."""
        while unit_id:
            if unit_id in shares:
                return shares[unit_id]
            unit_id = self._units.parent_of(unit_id)
        return ZERO

    def _is_free(self, unit_id: str, claims: dict[str, Decimal]) -> bool:
        if self._share(self._covered, unit_id):
            return False  # another stated figure covers it
        if any(share > ONE for share in self._joined(claims).values()):
            return False
        for root, share in claims.items():
            if not share:
                continue
            if any(self._within(root, one) or self._within(one, root) for one in self._standing):
                return False
            if self._is_earlier(unit_id, root):
                return False
        return True

    def _is_earlier(self, unit_id: str, root: str) -> bool:
        """Whether a stated figure at the root's old place in this total takes precedence over that of a unit."""
        above = self._units.parent_of(root)
        while above and above != self._top and self._belongs(above):
            first = self._place[above] < self._place[unit_id] and not self._within(unit_id, above)
            if first and self._stands(above):
                return True
            above = self._units.parent_of(above)
        return False

    def _belongs(self, unit_id: str) -> bool:
        taken = self._reach(self._top).taken
        return self._within(unit_id, self._top) or any(self._within(unit_id, one) for one, _ in taken)

    def _within(self, unit_id: str, top: str) -> bool:
        return is_within(self._units, unit_id, top)
