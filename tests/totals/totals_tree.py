"""The tree of the oracle of totals: which units belong to which, by path and by taking over.

Written from the rules: sets of ids, and weights recomputed until nothing changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from totals_calendar import alive
from totals_project import Claim, ProjectModel

Weights = dict[str, Fraction]
WHOLE = Fraction(1)


class Tree:
    """The units of a model on a day, with the units that each takes over."""

    def __init__(self, model: ProjectModel, day: date) -> None:
        self.model = model
        self.day = day
        self.units = {unit.id: unit for unit in model.units}
        self.order = [unit.id for unit in model.units]
        centres = [one.id for one in model.units if "/" not in one.id and one.levels[-1][0] == "trung-uong"]
        self.centre = centres[0] if centres else ""
        self.claims = {unit: self._claims_on(unit) for unit in self.order}
        # The rules look up the same again and again; remembering it is all that is done for speed.
        self._areas: dict[str, tuple[Weights, frozenset[str]]] = {}

    def parent(self, unit: str) -> str:
        above = unit.rpartition("/")[0]
        return above or ("" if unit == self.centre else self.centre)

    def above(self, unit: str) -> list[str]:
        """Return the units above another, the nearest first."""
        found = []
        while unit := self.parent(unit):
            found.append(unit)
        return found

    def down(self, unit: str) -> list[str]:
        """Return the unit and everything below it by path."""
        return [one for one in self.order if one == unit or unit in self.above(one)]

    def _claims_on(self, unit: str) -> list[tuple[str, Claim]]:
        """Return the successors of a unit by that day; none as long as it exists."""
        if alive(self.units[unit].first, self.units[unit].last, self.day):
            return []
        return [
            (heir.id, claim)
            for heir in self.model.units
            for claim in heir.claims
            if claim.unit == unit and (claim.day or heir.first or date.min) <= self.day
        ]

    def weights(self, unit: str) -> Weights:
        """Return what belongs to a unit, each with its share."""
        return self._area(unit)[0]

    def unallocated(self, unit: str) -> frozenset[str]:
        """Return the divided units of which an unknown part belongs to a unit."""
        return self._area(unit)[1]

    def _area(self, unit: str) -> tuple[Weights, frozenset[str]]:
        if unit not in self._areas:
            place = dict.fromkeys(self.down(unit), WHOLE)
            found, unclear, before = dict(place), frozenset[str](), None
            while before != (found, unclear):
                before = (dict(found), unclear)
                shares = {one: self._share(one, found, unclear) for one in self.order if self.claims[one]}
                unclear = frozenset(
                    one for one, share in shares.items() if share is None and one not in place
                )
                found = {**self._taken(shares), **place}
            self._areas[unit] = {one: found[one] for one in self.order if one in found}, unclear
        return self._areas[unit]

    def _taken(self, shares: Mapping[str, Fraction | None]) -> Weights:
        """Return the unit with which each unit goes: the nearest one at or above it that was taken over."""
        goes = {one: shares.get(self.goes_with(one)) for one in self.order}
        return {one: share for one, share in goes.items() if share}

    def goes_with(self, unit: str) -> str:
        """Return the nearest unit at or above another that was taken over, or ""."""
        return next((one for one in (unit, *self.above(unit)) if self.claims[one]), "")

    def _share(self, unit: str, found: Weights, unclear: frozenset[str]) -> Fraction | None:
        """Return the share of a unit that belongs where its successors belong; None if unknown."""
        claims = self.claims[unit]
        unclear = frozenset(heir for heir, _ in claims if self.goes_with(heir) in unclear)
        here = [found.get(heir, Fraction(0)) for heir, _ in claims]
        if len(claims) == 1:
            heir, claim = claims[0]
            if heir in unclear:
                return None
            return here[0] * (claim.share if claim.share is not None else WHOLE)
        if all(here) and len(set(here)) == 1:
            return here[0]  # all heirs are there, and so is the whole
        open_shares = any(claim.share is None for _, claim in claims)
        if open_shares and any(heir in unclear or part for (heir, _), part in zip(claims, here, strict=True)):
            return None  # one share that is not given leaves all of them open
        if any(heir in unclear and claim.share != 0 for heir, claim in claims):
            return None
        parts = (part * (claim.share or 0) for (_, claim), part in zip(claims, here, strict=True))
        return min(WHOLE, sum(parts, Fraction(0)))
