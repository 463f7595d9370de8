"""Who belongs to whom, as the oracle of totals sees it: the tree by path, and what was taken over.

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
    """The units of a model as they stand on a day, with whom each takes over."""

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
        """The units above one, the nearest first."""
        found = []
        while unit := self.parent(unit):
            found.append(unit)
        return found

    def down(self, unit: str) -> list[str]:
        """The unit and everything below it by path."""
        return [one for one in self.order if one == unit or unit in self.above(one)]

    def _claims_on(self, unit: str) -> list[tuple[str, Claim]]:
        """Who has taken over a unit by that day; nobody as long as it exists."""
        if alive(self.units[unit].first, self.units[unit].last, self.day):
            return []
        return [
            (heir.id, claim)
            for heir in self.model.units
            for claim in heir.claims
            if claim.unit == unit and (claim.day or heir.first or date.min) <= self.day
        ]

    def weights(self, unit: str) -> Weights:
        """What belongs to a unit, each with the part of it that does."""
        return self._area(unit)[0]

    def unallocated(self, unit: str) -> frozenset[str]:
        """The divided units of which nobody says how much belongs to a unit."""
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
        """Each unit goes with the nearest one at or above it that was taken over."""
        goes = {one: shares.get(self.goes_with(one)) for one in self.order}
        return {one: share for one, share in goes.items() if share}

    def goes_with(self, unit: str) -> str:
        """The nearest one at or above a unit that was taken over, or ""."""
        return next((one for one in (unit, *self.above(unit)) if self.claims[one]), "")

    def _share(self, unit: str, found: Weights, unclear: frozenset[str]) -> Fraction | None:
        """The part of a unit that belongs where its heirs belong; None where nobody says."""
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
        if any(claim.share is None for _, claim in claims):
            doubtful = [
                heir
                for (heir, claim), part in zip(claims, here, strict=True)
                if heir in unclear or (part and claim.share is None)
            ]
            if doubtful:
                return None
        if any(heir in unclear and claim.share != 0 for heir, claim in claims):
            return None
        parts = (part * (claim.share or 0) for (_, claim), part in zip(claims, here, strict=True))
        return min(WHOLE, sum(parts, Fraction(0)))
