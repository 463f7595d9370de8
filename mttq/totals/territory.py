"""Who belongs to whom on a day: the tree of units, takeovers (`ke_thua`), and the slices of divided units.

The territory of a unit is the unit, all units below it by path, and those that any of these took over. A
divided unit is cut into slices, one for each successor, so that each of them can speak of its own slice
without speaking of another's. A unit that was never divided has one slice of size 1.

What a slice is does not depend on the day; who holds it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

import msgspec

from mttq.catalogue import Units
from mttq.documents import Project

Slice = tuple[str, ...]
"""The successors that a part of a unit goes to, one after another; () for all of an undivided unit."""

Piece = tuple[str, Slice]
"""A unit and one of its slices."""

REST = "-"
"""What is left if the shares make less than 100%; it belongs to none of the successors."""

NOT_ALLOCATED = "?"
"""The slice of a unit divided without shares; only a unit that holds all successors has it."""

WHOLE = Fraction(1)
_UNDIVIDED: dict[Slice, Fraction] = {(): WHOLE}
_NOBODY: frozenset[str] = frozenset()


class Takeover(msgspec.Struct, frozen=True, kw_only=True):
    """One unit takes over another, or a share of it.

    Attributes:
        old: the id of the unit taken over.
        new: the id of the one that takes it over.
        day: the first day on which it counts: the day given, or the first day without the old unit if that is later.
        share: how much of it, 0 to 1; None if not given.
    """

    old: str
    new: str
    day: date
    share: Fraction | None


class Territories:
    """The territories of the units of one catalogue, on any day."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._takeovers: dict[str, list[Takeover]] = {}
        for one in _takeovers(units):
            self._takeovers.setdefault(one.old, []).append(one)
        self._slices: dict[str, dict[Slice, Fraction]] = {}
        self._holders: dict[tuple[str, Slice, date], frozenset[str]] = {}
        self._extras: dict[date, dict[str, dict[str, tuple[Slice, ...]]]] = {}
        self._unallocated: dict[date, dict[str, tuple[str, ...]]] = {}

    def __bool__(self) -> bool:
        """Whether any unit was taken over at any time."""
        return bool(self._takeovers)

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each unit in the catalogue, depth first."""
        return {unit.id: number for number, unit in enumerate(self._units.below(""))}

    @cached_property
    def _stretches(self) -> dict[str, tuple[str, ...]]:
        return {}

    def stretch(self, top: str) -> tuple[str, ...]:
        """Return a unit and all units below it by path, depth first."""
        found = self._stretches.get(top)
        if found is None:
            found = self._stretches[top] = tuple(one.id for one in self._units.below(top))
        return found

    def is_under(self, unit: str, top: str) -> bool:
        """Whether a unit is another one or lies below it by path."""
        return unit == top or unit.startswith(f"{top}/") or top == self._units.centre

    def heirs(self, unit: str, day: date | None = None) -> list[Takeover]:
        """Return the takeovers of a unit, up to a day."""
        found = self._takeovers.get(unit, [])
        return found if day is None else [one for one in found if one.day <= day]

    def slices(self, unit: str) -> dict[Slice, Fraction]:
        """Return the slices of a unit with their sizes, which make 1."""
        if not self._takeovers:
            return _UNDIVIDED
        found = self._slices.get(unit)
        if found is None:
            found = self._slices[unit] = self._cut(unit, frozenset())
        return found

    def _cut(self, unit: str, seen: frozenset[str]) -> dict[Slice, Fraction]:
        if unit in seen:  # units that take over each other
            return _UNDIVIDED
        seen |= {unit}
        takeovers = self._takeovers.get(unit)
        if not takeovers:
            above = self._taken_above(unit)
            return self._cut(above, seen) if above else _UNDIVIDED
        shares = _shares(takeovers)
        if shares is None:
            return {(NOT_ALLOCATED,): WHOLE}
        cut: dict[Slice, Fraction] = {}
        for heir, share in shares.items():
            for rest, size in self._cut(heir, seen).items():
                cut[(heir, *rest)] = share * size
        left = WHOLE - sum(shares.values())
        if left:
            cut[REST,] = left
        return cut

    def _taken_above(self, unit: str) -> str:
        """Return the nearest unit above that was taken over at any time, or ""."""
        above = self._units.parent_of(unit)
        while above and above not in self._takeovers:
            above = self._units.parent_of(above)
        return above

    def holders(self, unit: str, piece: Slice, day: date) -> frozenset[str]:
        """Return all units in whose territory a slice of a unit is on a day."""
        key = (unit, piece, day)
        found = self._holders.get(key)
        if found is None:
            above = self.upwards(unit)
            self._holders[key] = above  # ends takeovers that go in a circle
            found = self._holders[key] = above | self._through_heirs(unit, piece, day)
        return found

    def _through_heirs(self, unit: str, piece: Slice, day: date) -> frozenset[str]:
        if not piece:
            return _NOBODY
        if unit not in self._takeovers:
            above = self._taken_above(unit)
            return self.holders(above, piece, day) if above else _NOBODY
        heirs = self.heirs(unit, day)
        if not heirs:  # it is taken over later; until then it goes where the unit above goes
            above = self._taken_above(unit)
            return self._whole(above, day) if above else _NOBODY
        if piece[0] == NOT_ALLOCATED:
            return frozenset.intersection(*(self._whole(one.new, day) for one in heirs))
        if all(one.new != piece[0] for one in heirs):
            return _NOBODY
        return self.holders(piece[0], piece[1:], day)

    def _whole(self, unit: str, day: date) -> frozenset[str]:
        """Return the units that hold all slices of a unit."""
        return frozenset.intersection(*(self.holders(unit, one, day) for one in self.slices(unit)))

    def upwards(self, unit: str) -> frozenset[str]:
        """Return a unit and all above it by path."""
        found = []
        while unit:
            found.append(unit)
            unit = self._units.parent_of(unit)
        return frozenset(found)

    def extras(self, top: str, day: date) -> dict[str, tuple[Slice, ...]]:
        """Return the units that belong to another without lying below it by path, with the slices that do."""
        if not self._takeovers:
            return {}
        if day not in self._extras:
            self._extras[day] = self._all_extras(day)
        return self._extras[day].get(top, {})

    def _all_extras(self, day: date) -> dict[str, dict[str, tuple[Slice, ...]]]:
        found: dict[str, dict[str, tuple[Slice, ...]]] = {}
        for unit in sorted(self._moved, key=self.order.__getitem__):
            paths = self.upwards(unit)
            for piece in self.slices(unit):
                for top in self.holders(unit, piece, day) - paths:
                    held = found.setdefault(top, {})
                    held[unit] = (*held.get(unit, ()), piece)
        return found

    @cached_property
    def holding(self) -> frozenset[str]:
        """The units that hold anything beyond their paths on any day."""
        if not self._takeovers:
            return _NOBODY
        self.extras("", date.max)
        return frozenset(self._extras[date.max])

    @cached_property
    def _moved(self) -> set[str]:
        """The units that were taken over at any time, with everything below them."""
        return {one for root in self._takeovers for one in self.stretch(root)}

    def touches(self, top: str, day: date) -> bool:
        """Whether a unit holds anything beyond its path on a day, or an unknown part of anything."""
        return bool(self.extras(top, day)) or bool(self.unallocated(top, day))

    def units(self, top: str, day: date) -> Iterator[tuple[str, tuple[Slice, ...]]]:
        """Yield the units of a territory, each with the slices in it."""
        for unit in self.stretch(top):
            yield unit, tuple(self.slices(unit))
        yield from self.extras(top, day).items()

    def holds(self, top: str, unit: str, piece: Slice, day: date) -> bool:
        """Whether a slice of a unit is in a territory."""
        if self.is_under(unit, top):
            return True
        return piece in self.extras(top, day).get(unit, ())

    def share(self, top: str, unit: str, day: date) -> Fraction:
        """Return how much of a unit is in a territory, 0 to 1."""
        if self.is_under(unit, top):
            return WHOLE
        sizes = self.slices(unit) if unit in self._units.by_id else {}
        held = self.extras(top, day).get(unit, ())
        return sum((sizes[one] for one in held), Fraction(0))

    def unallocated(self, top: str, day: date) -> tuple[str, ...]:
        """Return the units of which an unknown part belongs to a territory, because no share says how much."""
        if not self._takeovers:
            return ()
        if day not in self._unallocated:
            self._unallocated[day] = self._all_unallocated(day)
        return self._unallocated[day].get(top, ())

    def _all_unallocated(self, day: date) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for unit in sorted(self._moved, key=self.order.__getitem__):
            for piece in self.slices(unit):
                if piece[-1:] != (NOT_ALLOCATED,):
                    continue
                holders = self.holders(unit, piece, day)
                for top in self._holding_some(self._divided(unit, piece), day) - holders:
                    known = found.setdefault(top, [])
                    if unit not in known:
                        known.append(unit)
        return {top: tuple(units) for top, units in found.items()}

    def _divided(self, unit: str, piece: Slice) -> str:
        """Return the unit that was divided without shares, through which a piece has no known holder."""
        if len(piece) > 1:
            return piece[-2]
        return unit if unit in self._takeovers else self._taken_above(unit)

    def divided_above(self, unit: str) -> str:
        """Return the unit divided without shares because of which a unit is not allocated."""
        for piece in self.slices(unit):
            if piece[-1:] == (NOT_ALLOCATED,):
                return self._divided(unit, piece)
        return unit

    def _holding_some(self, divided: str, day: date) -> frozenset[str]:
        heirs = {one.new for one in self.heirs(divided, day)}
        return frozenset(
            top for heir in heirs for piece in self.slices(heir) for top in self.holders(heir, piece, day)
        )

    def divided(self, day: date) -> list[str]:
        """Return the units divided without complete shares by a day, in catalogue order."""
        found = [
            old
            for old, claims in self._takeovers.items()
            if len(claims) > 1 and _shares(claims) is None and self.heirs(old, day)
        ]
        return sorted(found, key=self.order.__getitem__)


def territories_of(project: Project) -> Territories:
    """Return the territories of a project's units; they are made once."""
    known = project.memo.get("territories")
    if not isinstance(known, Territories):
        known = project.memo["territories"] = Territories(project.catalogue.units)
    return known


def _takeovers(units: Units) -> Iterator[Takeover]:
    for unit in units.by_id.values():
        for one in unit.takes_over:
            old = units.get(one.unit)
            if old is None or old.id == unit.id or old.last is None:
                continue
            day = max(one.day or unit.first or date.min, old.last + timedelta(days=1))
            share = None if one.share is None else Fraction(one.share)
            yield Takeover(old=old.id, new=unit.id, day=day, share=share)


def _shares(takeovers: list[Takeover]) -> dict[str, Fraction] | None:
    """Return the share of each successor; None if a unit is divided and the shares don't say how."""
    if len(takeovers) == 1:
        share = takeovers[0].share
        return {takeovers[0].new: WHOLE if share is None else share}
    shares: dict[str, Fraction] = {}
    for one in takeovers:
        if one.share is None or one.new in shares:
            return None
        shares[one.new] = one.share
    return shares if sum(shares.values()) <= WHOLE else None
