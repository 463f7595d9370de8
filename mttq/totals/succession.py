"""Units through time: what belongs to a unit because it took others over (`ke_thua`).

A unit that no longer exists on the tree's day belongs to its successors: to a
single one wholly, to several by their shares. If shares are not given, it
belongs to none of them, but to every unit that all of them belong to. What lies
below a unit by its path belongs to it wholly, whoever took it over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import msgspec

from mttq.catalogue import Unit, Units
from mttq.totals.arithmetic import ONE, ZERO, add, multiply


class Claim(msgspec.Struct, frozen=True):
    """One unit's claim to have taken over another.

    Attributes:
        old: the id of the unit taken over.
        new: the id of the one that took it over.
        share: how much of it, 0 to 1; None if not given.
    """

    old: str
    new: str
    share: Decimal | None


class Reach(msgspec.Struct, frozen=True):
    """What belongs to a unit without lying below it.

    Attributes:
        taken: the units taken over, each with everything below it, and the share that belongs here; in
            catalogue order, none of them twice.
        apart: the units below one in `taken` that have an entry of their own in `taken`, or don't belong here.
        unallocated: the divided units of which an unknown part belongs here.
    """

    taken: tuple[tuple[str, Decimal], ...] = ()
    apart: frozenset[str] = frozenset()
    unallocated: tuple[str, ...] = ()


NONE = Reach()


class Successions:
    """The successions that are in force on a day and concern figures of a period.

    Args:
        units: the catalogue's units.
        day: the tree's day.
        exists: returns whether a unit exists in the period.
    """

    def __init__(self, units: Units, day: date, exists: Callable[[Unit], bool]) -> None:
        self._units = units
        self._place: dict[str, int] = {}
        self._by_old: dict[str, list[Claim]] = {}
        self._by_new: dict[str, list[Claim]] = {}
        self._reaches: dict[str, Reach] = {}
        claims = list(_in_force(units, day))
        if not claims:
            return
        moving = _moving(units, claims, exists)
        claims = [one for one in claims if one.old in moving]
        if not claims:
            return
        self._place = {unit_id: number for number, unit_id in enumerate(units.by_id)}
        for claim in claims:
            self._by_old.setdefault(claim.old, []).append(claim)
            self._by_new.setdefault(claim.new, []).append(claim)
        self._olds, self._news = sorted(self._by_old), sorted(self._by_new)

    def __bool__(self) -> bool:
        return bool(self._by_old)

    def touches(self, unit_id: str) -> bool:
        """Whether a unit or any below it took over or was taken over."""
        return bool(self) and (
            _has_below(self._news, unit_id, self._units) or _has_below(self._olds, unit_id, self._units)
        )

    def divided(self) -> list[str]:
        """Return the units with several successors not all of which give their share, in catalogue order."""
        found = [
            old
            for old, claims in self._by_old.items()
            if len(claims) > 1 and any(claim.share is None for claim in claims)
        ]
        return sorted(found, key=self._place.__getitem__)

    def successors(self, unit_id: str) -> list[str]:
        """Return the units that took a unit over."""
        return [claim.new for claim in self._by_old.get(unit_id, ())]

    def claimed_below(self, unit_id: str) -> Iterator[Claim]:
        """Yield the claims of a unit and of all units below it."""
        for new in _below(self._news, unit_id, self._units) if self else ():
            yield from self._by_new[new]

    def reach(self, unit_id: str) -> Reach:
        """Return what belongs to a unit without lying below it."""
        if not self:
            return NONE
        if unit_id not in self._reaches:
            self._reaches[unit_id] = self._reach(unit_id)
        return self._reaches[unit_id]

    def _reach(self, unit_id: str) -> Reach:
        candidates: dict[str, None] = {}
        waiting = [claim.old for claim in self.claimed_below(unit_id)]
        while waiting:
            old = waiting.pop()
            if old in candidates or is_within(self._units, old, unit_id):
                continue
            candidates[old] = None
            waiting += [claim.old for claim in self.claimed_below(old)]
            waiting += _below(self._olds, old, self._units)
        if not candidates:
            return NONE
        weights = _Weights(unit_id, self._units, self._by_old)
        taken: list[tuple[str, Decimal]] = []
        apart: set[str] = set()
        unallocated: list[str] = []
        for old in sorted(candidates, key=self._place.__getitem__):
            weight = weights.of(old)
            above = weights.above(old)
            if weight is None:
                unallocated.append(old)
            if above is not None and weight != above:
                apart.add(old)
            if weight and weight != above:
                taken.append((old, weight))
        if not taken and not unallocated:
            return NONE
        return Reach(tuple(taken), frozenset(apart), tuple(unallocated))


class _Weights:
    """How much of every other unit belongs to one unit."""

    def __init__(self, unit_id: str, units: Units, claims: dict[str, list[Claim]]) -> None:
        self._unit = unit_id
        self._units = units
        self._claims = claims
        self._known: dict[str, Decimal | None] = {}

    def of(self, unit_id: str) -> Decimal | None:
        """Return a share, 0 to 1; None if an unknown part belongs to the unit."""
        if is_within(self._units, unit_id, self._unit):
            return ONE
        root = self._root(unit_id)
        if not root:
            return ZERO
        if root not in self._known:
            self._known[root] = ZERO  # ends claims that go in a circle
            self._known[root] = self._of(self._claims[root])
        return self._known[root]

    def above(self, unit_id: str) -> Decimal | None:
        """Return the share that a unit has through the one above it; None if there is none."""
        parent = self._units.parent_of(unit_id)
        return self.of(parent) or None if parent else None

    def _root(self, unit_id: str) -> str:
        """Return the unit, or the nearest above it, that was taken over."""
        while unit_id and unit_id not in self._claims:
            unit_id = self._units.parent_of(unit_id)
        return unit_id

    def _of(self, claims: list[Claim]) -> Decimal | None:
        weights = [self.of(claim.new) for claim in claims]
        if len({*weights}) == 1:
            # All successors belong here to the same extent, whichever part went to which.
            shares = [claim.share for claim in claims]
            if weights[0] is None or (len(claims) > 1 and None in shares):
                return weights[0]
            if weights[0] == ONE and len(claims) > 1:
                return ONE
        parts = []
        for claim, weight in zip(claims, weights, strict=True):
            if weight is not None and not weight:
                continue
            share = ONE if claim.share is None and len(claims) == 1 else claim.share
            if weight is None or share is None:
                return None
            parts.append(multiply(weight, share))
        return min(ONE, add(parts))


def is_within(units: Units, unit_id: str, top: str) -> bool:
    """Whether a unit is `top` or lies below it."""
    return unit_id == top or unit_id.startswith(f"{top}/") or top == units.centre


def _in_force(units: Units, day: date) -> Iterator[Claim]:
    for unit in units.by_id.values():
        for one in unit.takes_over:
            old, since = units.get(one.unit), one.day or unit.first
            if old is None or old.id == unit.id or old.valid_on(day):
                continue
            if since is None or since <= day:
                yield Claim(old.id, unit.id, one.share)


def _moving(units: Units, claims: list[Claim], exists: Callable[[Unit], bool]) -> set[str]:
    """Return the old units with a unit of the period at or below them, or that took over one that has."""
    moving: set[str] = set()
    by_old: dict[str, list[Claim]] = {}
    for claim in claims:
        by_old.setdefault(claim.old, []).append(claim)
    waiting = [old for old in by_old if any(exists(unit) for unit in units.below(old))]
    while waiting:
        old = waiting.pop()
        if old in moving:
            continue
        moving.add(old)
        for claim in by_old[old]:
            above = claim.new
            while above:
                if above in by_old:
                    waiting.append(above)
                above = units.parent_of(above)
    return moving


def _below(ids: list[str], top: str, units: Units) -> Iterator[str]:
    """Yield, from sorted ids, those of a unit and of what lies below it."""
    if top == units.centre:
        yield from ids
        return
    for start in (top, f"{top}/"):
        place = bisect_left(ids, start)
        while place < len(ids) and (ids[place] == top if start == top else ids[place].startswith(start)):
            yield ids[place]
            place += 1


def _has_below(ids: list[str], top: str, units: Units) -> bool:
    return next(_below(ids, top, units), None) is not None
