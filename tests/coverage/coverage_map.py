"""Who belongs to whom: the tree of a project on a day, takeovers, and the slices of divided units.

A divided unit is cut into slices, one for each heir, so that an heir's statement and another heir's
statement can both cover the months before the division without covering anything twice. A slice is
the path of heirs it goes to; a unit that was never divided has one slice of size 1.

Slices don't depend on the day that is asked for; who holds a slice does.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from coverage_model import CENTRE, Project, Takeover, Unit

Slice = tuple[str, ...]
Piece = tuple[str, Slice]  # a unit and one of its slices

NO_HEIR = "-"  # the rest of shares that don't make 100%
NOT_SHARED_OUT = "?"  # divided without shares: only whoever has all heirs has the slice


class UnitMap:
    """The units of one project, asked about for any day."""

    def __init__(self, project: Project) -> None:
        self.units: dict[str, Unit] = {unit.id: unit for unit in project.units}
        self.centre = next((u.id for u in project.units if u.levels[0].level == CENTRE), None)
        self._takeovers: dict[str, list[Takeover]] = {}
        for takeover in project.takeovers:
            self._takeovers.setdefault(takeover.taken, []).append(takeover)
        self._inside: dict[tuple[str, date], frozenset[Piece]] = {}
        self._slices: dict[str, dict[Slice, Fraction]] = {}

    def parent(self, unit: str) -> str | None:
        """The unit above in the catalogue, alive or not."""
        if "/" in unit:
            return unit.rpartition("/")[0]
        return None if unit == self.centre else self.centre

    def is_under(self, unit: str, top: str) -> bool:
        """Whether a unit is another one or below it in the catalogue, alive or not."""
        return unit == top or unit.startswith(f"{top}/") or top == self.centre

    def heirs(self, unit: str, day: date | None = None) -> list[Takeover]:
        """Takeovers of a unit, up to a day."""
        return [each for each in self._takeovers.get(unit, []) if day is None or each.day <= day]

    def slices(self, unit: str) -> dict[Slice, Fraction]:
        """The slices of a unit with their sizes, which add up to 1."""
        if unit not in self._slices:
            self._slices[unit] = self._cut(unit, frozenset())
        return self._slices[unit]

    def _cut(self, unit: str, seen: frozenset[str]) -> dict[Slice, Fraction]:
        if unit in seen:  # units that take over each other: an error of the catalogue
            return {(): Fraction(1)}
        seen |= {unit}
        takeovers = self.heirs(unit)
        if not takeovers:
            follows = self._taken_above(unit)
            return {(): Fraction(1)} if follows is None else self._cut(follows, seen)
        shares = _shares(takeovers)
        if shares is None:
            return {(NOT_SHARED_OUT,): Fraction(1)}
        cut: dict[Slice, Fraction] = {}
        for heir, share in shares.items():
            for rest, size in self._cut(heir, seen).items():
                cut[(heir, *rest)] = share * size
        left = Fraction(1) - sum(shares.values())
        if left:
            cut[NO_HEIR,] = left
        return cut

    def _taken_above(self, unit: str) -> str | None:
        """The nearest unit above that somebody took over, at any time."""
        above = self.parent(unit)
        while above is not None and not self.heirs(above):
            above = self.parent(above)
        return above

    def inside(self, top: str, day: date) -> frozenset[Piece]:
        """T(top) on a day: the pieces of the unit, of all below it, and of what these took over by then."""
        if (top, day) not in self._inside:
            self._inside[top, day] = frozenset(
                (unit, piece)
                for unit in self.units
                for piece in self.slices(unit)
                if self._belongs(unit, piece, top, day, frozenset())
            )
        return self._inside[top, day]

    def _belongs(self, unit: str, piece: Slice, top: str, day: date, seen: frozenset[Piece]) -> bool:
        if self.is_under(unit, top):
            return True
        if (unit, piece) in seen or not piece:
            return False
        seen |= {(unit, piece)}
        if not self.heirs(unit):  # never taken over itself: it goes where the unit above it goes
            above = self._taken_above(unit)
            return above is not None and self._belongs(above, piece, top, day, seen)
        if not self.heirs(unit, day):  # taken over later; until then it goes where the unit above goes
            above = self._taken_above(unit)
            return above is not None and self._whole(above, top, day, seen)
        if piece[0] == NOT_SHARED_OUT:
            return all(self._whole(each.heir, top, day, seen) for each in self.heirs(unit, day))
        if all(each.heir != piece[0] for each in self.heirs(unit, day)):
            return False
        return self._belongs(piece[0], piece[1:], top, day, seen)

    def _whole(self, unit: str, top: str, day: date, seen: frozenset[Piece]) -> bool:
        return all(self._belongs(unit, piece, top, day, seen) for piece in self.slices(unit))

    def share(self, unit: str, top: str, day: date) -> Fraction:
        """How much of a unit is in T(top) on a day, from 0 to 1."""
        inside = self.inside(top, day)
        sizes = self.slices(unit).items()
        return sum((size for piece, size in sizes if (unit, piece) in inside), Fraction(0))

    def not_shared_out(self, top: str, day: date) -> frozenset[str]:
        """Units of which an unknown share is in T(top) on a day, because their shares don't say how much."""
        inside = self.inside(top, day)
        found = set()
        for unit in self.units:
            for piece in self.slices(unit):
                if piece[-1:] != (NOT_SHARED_OUT,) or (unit, piece) in inside:
                    continue
                divided: str | None = unit
                if len(piece) > 1:
                    divided = piece[-2]
                elif not self.heirs(unit):
                    divided = self._taken_above(unit)
                heirs = self.heirs(divided, day) if divided else []
                if any(self.share(each.heir, top, day) for each in heirs):
                    found.add(unit)
        return frozenset(found)

    def direct_share(self, taken: str, heir: str) -> Fraction:
        """The share of a unit that an heir takes over itself; 0 if shares don't say."""
        shares = _shares(self.heirs(taken)) if self.heirs(taken) else None
        return Fraction(0) if shares is None else shares.get(heir, Fraction(0))

    def shown_parent(self, unit: str, day: date) -> str | None:
        """The unit above in the tree of a day.

        If the unit above no longer exists, it is the heir that took it over whole, else the next above.
        """
        above, seen = self.parent(unit), {unit}
        while above is not None and not self.units[above].alive_on(day):
            heirs = self.heirs(above, day)
            whole = len(heirs) == 1 and heirs[0].share in (None, 1) and heirs[0].heir not in seen
            seen.add(above)
            above = heirs[0].heir if whole else self.parent(above)
        return above

    def shown_below(self, unit: str, day: date) -> list[str]:
        """The units directly below in the tree of a day, in catalogue order."""
        return [
            each.id
            for each in self.units.values()
            if each.alive_on(day) and each.id != unit and self.shown_parent(each.id, day) == unit
        ]

    def shown(self, top: str, day: date) -> list[str]:
        """A unit and all below it in the tree of a day, depth first; empty if it doesn't exist then."""
        if not self.units[top].alive_on(day):
            return []
        return [top, *(each for below in self.shown_below(top, day) for each in self.shown(below, day))]


def _shares(takeovers: list[Takeover]) -> dict[str, Fraction] | None:
    """The share of each heir; None if the unit is divided and the shares don't say how."""
    if len(takeovers) == 1:
        return {takeovers[0].heir: takeovers[0].share or Fraction(1)}
    shares: dict[str, Fraction] = {}
    for each in takeovers:
        if each.share is None or each.heir in shares:
            return None
        shares[each.heir] = each.share
    return shares if sum(shares.values()) <= 1 else None
