"""The parts of a unit's total in a tree in which units took others over.

A total follows the tree of paths, so that a merger changes nothing above it.
What a unit took over from elsewhere is one more part of its own total. Two
kinds of parts are not simply the totals below: only a share of a divided unit
counts, and a unit may be covered by the stated figure of another one
(`substitution`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from mttq.catalogue import Unit, Units
from mttq.documents import Scope
from mttq.totals.arithmetic import ONE
from mttq.totals.combination import scaled
from mttq.totals.model import NOTHING, Total
from mttq.totals.scheme import Scheme, TreeTotals
from mttq.totals.substitution import NO_SUBSTITUTES, Substitutes, find_substitutes
from mttq.totals.succession import NONE, Reach, is_within


class Mergers:
    """The parts of totals in a tree in which units took others over.

    Args:
        totals: makes the totals, and asks for their parts.
        units: the catalogue's units.
    """

    def __init__(self, totals: TreeTotals, units: Units) -> None:
        self._totals = totals
        self._units = units
        self._successions = totals.successions
        self._asked: set[tuple[str, str]] = set()

    def parts(self, unit: Unit, scheme: Scheme, *, silent: bool) -> tuple[tuple[Total, ...], Substitutes]:
        """Return the totals that a unit's total is made of, and the stated figures that replace others in it."""
        substitutes = NO_SUBSTITUTES
        if not silent and self._successions.touches(unit.id):
            substitutes = find_substitutes(
                self._units,
                unit.id,
                reach=lambda one: self.reach(one, scheme),
                stands=lambda one: self._stands(one, scheme),
                touches=self._successions.touches,
                in_tree=lambda one: self._totals.in_tree(one, scheme),
            )
        below = self._below(unit, scheme, substitutes)
        return (*below, *self._taken_over(self.reach(unit.id, scheme), scheme, substitutes)), substitutes

    def reach(self, unit_id: str, scheme: Scheme) -> Reach:
        """Return what a unit took over that counts for an indicator."""
        whole = self._successions.reach(unit_id)
        if whole is NONE:
            return NONE
        found = scheme.reaches.get(unit_id)
        if found is None:
            taken = tuple(one for one in whole.taken if self.counted(one[0], scheme))
            unallocated = tuple(one for one in whole.unallocated if self._concerns(one, scheme))
            found = Reach(taken, whole.apart, unallocated) if taken or unallocated else NONE
            scheme.reaches[unit_id] = found
        return found

    def counted(self, unit_id: str, scheme: Scheme) -> tuple[Unit, ...]:
        """Return a unit if it is in the tree of an indicator, or else the units below it that are."""
        unit = self._units.by_id[unit_id]
        if self._totals.in_tree(unit, scheme):
            return (unit,)
        return self._totals.below(unit, scheme)

    def belongs(self, unit_id: str, top: str) -> bool:
        """Whether a unit is part of the total of another."""
        if is_within(self._units, unit_id, top):
            return True
        return any(is_within(self._units, unit_id, one) for one, _ in self._successions.reach(top).taken)

    def _below(self, unit: Unit, scheme: Scheme, substitutes: Substitutes) -> Iterator[Total]:
        """Yield the totals of the units directly below, each without what another unit covers."""
        for one in self._totals.below(unit, scheme):
            left = self._left_between(one, unit, substitutes) if substitutes.covered else ONE
            for part in self._part(one, scheme, substitutes) if left else ():
                yield scaled(part, left, scheme.operator)

    def _left_between(self, unit: Unit, top: Unit, substitutes: Substitutes) -> Decimal:
        """Return the share left of the units between two others that are no longer in the tree."""
        above = self._units.parent_of(unit.id)
        while above and above != top.id:
            if above in substitutes.covered and unit.id not in substitutes.covered:
                return substitutes.left(above)
            above = self._units.parent_of(above)
        return ONE

    def _part(self, unit: Unit, scheme: Scheme, substitutes: Substitutes) -> Iterator[Total]:
        """Yield what a unit adds to those above it: everything below it by path, and nothing that it took over."""
        if unit.id in substitutes.standing:
            yield self._totals.total_of(unit, scheme)
            return
        left = substitutes.left(unit.id)
        nested = substitutes.nested(self._units, unit.id) if unit.id in substitutes.covered else ()
        if left:
            rest = substitutes.without(nested)
            yield scaled(self._by_path(unit, scheme, rest), left, scheme.operator)
        for one in nested:
            yield from self._part(self._units.by_id[one], scheme, substitutes)

    def _by_path(self, unit: Unit, scheme: Scheme, substitutes: Substitutes) -> Total:
        if substitutes.reaches(self._units, unit.id):
            return self._alone(unit, scheme, substitutes)
        if self.reach(unit.id, scheme) is NONE:
            return self._totals.total_of(unit, scheme)
        if unit.id not in scheme.parts:
            scheme.parts[unit.id] = self._alone(unit, scheme, NO_SUBSTITUTES)
        return scheme.parts[unit.id]

    def _alone(self, unit: Unit, scheme: Scheme, substitutes: Substitutes) -> Total:
        """Return the total of a unit without what it took over; its stated figure covers more, so it is ignored."""
        parts = tuple(self._below(unit, scheme, substitutes))
        leaf = not self._totals.below(unit, scheme) and self.reach(unit.id, scheme) is NONE
        own, _, is_due = self._totals.values_of(unit, scheme, leaf=leaf)
        return self._totals.combined(unit, scheme, own=own, stated=NOTHING, parts=parts, is_due=is_due)

    def _taken_over(self, reach: Reach, scheme: Scheme, substitutes: Substitutes) -> Iterator[Total]:
        """Yield the totals of what a unit took over, each scaled to the share that belongs here."""
        for unit_id, share in reach.taken:
            nested = [one for one in substitutes.nested(self._units, unit_id) if one not in reach.apart]
            yield from self._share(unit_id, share, scheme, substitutes, apart=(*reach.apart, *nested))
            for one in nested:
                yield from self._share(
                    one, share, scheme, substitutes, apart=substitutes.nested(self._units, one)
                )

    def _share(
        self,
        unit_id: str,
        share: Decimal,
        scheme: Scheme,
        substitutes: Substitutes,
        *,
        apart: tuple[str, ...],
    ) -> Iterator[Total]:
        """Yield the part of a unit's share that no other unit covers, without the units in `apart`."""
        left = substitutes.left(unit_id, share)
        rest = substitutes.without(one for one in apart if one != unit_id).excluding(unit_id)
        if not left:
            return
        unit = self._units.by_id[unit_id]
        counted = self._totals.in_tree(unit, scheme)
        for part in self._part(unit, scheme, rest) if counted else self._below(unit, scheme, rest):
            yield scaled(part, left, scheme.operator)

    def _stands(self, unit_id: str, scheme: Scheme) -> bool:
        """Whether the stated figure of a unit replaces everything that belongs to it."""
        if not self._states(unit_id, scheme, anything=True):
            return False
        place = (unit_id, scheme.indicator.id)
        if place in self._asked:  # units that took each other over would ask in a circle
            return False
        self._asked.add(place)
        try:
            return self._totals.total_of(self._units.by_id[unit_id], scheme).stands
        finally:
            self._asked.discard(place)

    def _states(self, unit_id: str, scheme: Scheme, *, anything: bool) -> bool:
        """Whether a unit states a figure for its area, or with `anything`, also `không áp dụng`."""
        indicator, lines = scheme.indicator, self._totals.figures
        names = (indicator.id, indicator.numerator, indicator.denominator)
        found = [line for name in names if name for line in lines.of(unit_id, Scope.STATED, name)]
        return bool(found) if anything else any(not one.figure.quantity.not_applicable for one in found)

    def _concerns(self, unit_id: str, scheme: Scheme) -> bool:
        """Whether a unit or any below it has to report on an indicator, or states a figure for it."""
        waiting = [self._units.by_id[unit_id]]
        while waiting:
            one = waiting.pop()
            if one.id != unit_id and self._successions.successors(one.id):
                continue  # it belongs to its own successors
            said = self._totals.is_due(one, scheme) or self._states(one.id, scheme, anything=False)
            if said and self._totals.in_tree(one, scheme):
                return True
            waiting += self._units.children(one.id)
        return False


def counted_once(total: Total) -> Total:
    """Return a total that counts each unit once, though a divided unit occurs in it several times."""
    units: dict[str, bool] = {}
    for one in total.walk():
        if one.is_due:
            units[one.unit] = units.get(one.unit, False) or one.own.has_reported
    return replace(total, units_due=len(units), units_in=sum(units.values()))
