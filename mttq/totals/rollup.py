"""The roll-up: for one period, the total of every unit over itself and everything that belongs to it.

Each reported figure counts at most once in any total. A missing figure is
never a zero: it makes the total incomplete, and is named. If something below
is missing, the stated figure of a lower unit replaces everything that belongs
to that unit.

Totals follow the tree of paths even if units took over others, so a merger
changes nothing above it. What a unit took over from elsewhere is one more part
of its total.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from mttq.catalogue import Indicator, Unit
from mttq.documents import Project, Scope
from mttq.levels import Level
from mttq.period import Cycle, Period
from mttq.totals.combination import combine, contradicts, of_one, own_only
from mttq.totals.figure_index import FigureIndex
from mttq.totals.mergers import Mergers, counted_once
from mttq.totals.model import NOTHING, Given, Total, UnitValue
from mttq.totals.operators import operator_of
from mttq.totals.reporting_months import ReportingMonths
from mttq.totals.scheme import Scheme, TreePlace
from mttq.totals.succession import NONE, Reach, Successions
from mttq.totals.unit_values import OWN, OWN_OR_STATED, STATED, UnitValues

_LEVELS = list(Level)


class Rollup:
    """The totals of one period of a year or term.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        figures: the figures of the cycle, if they have been gathered already.
        as_of: the day whose units get totals; by default the period's last day.
    """

    def __init__(
        self,
        project: Project,
        cycle: Cycle,
        period: Period,
        *,
        figures: FigureIndex | None = None,
        as_of: date | None = None,
    ) -> None:
        self.project = project
        self.cycle = cycle
        self.period = period
        self.as_of = as_of
        self.figures = figures if figures is not None else FigureIndex(project, cycle)
        self._units = project.catalogue.units
        self._months = ReportingMonths(project.catalogue, cycle, period)
        self._values = UnitValues(project.catalogue, self.figures, self._months.months)
        self.successions = Successions(self._units, self.tree_day, self._months.exists)
        self._schemes: dict[str, Scheme] = {}
        self._alike: dict[object, tuple[dict[str, TreePlace], dict[str, Total]]] = {}
        self._above: dict[frozenset[str], frozenset[str]] = {}
        self._mergers = Mergers(self, self._units)

    @property
    def first_day(self) -> date:
        """The period's first day."""
        return self._months.first_day

    @property
    def last_day(self) -> date:
        """The period's last day."""
        return self._months.last_day

    @property
    def stop(self) -> int | None:
        """The month after the period's last one, beyond which figures are left out; None for a whole cycle."""
        return None if self.period == self.cycle.whole else self._months.months.stop

    @property
    def tree_day(self) -> date:
        """The day whose units get totals, and for which names and levels are read."""
        return self.as_of or self._months.last_day

    def exists(self, unit: Unit) -> bool:
        """Whether a unit has a total of its own: it exists in the period, or on the day asked for if there is one."""
        return unit.valid_on(self.as_of) if self.as_of is not None else self._months.exists(unit)

    def is_stock(self, indicator: Indicator) -> bool:
        """Whether the figures of an indicator describe the end of the period."""
        return self._months.is_stock(indicator)

    def children(self, unit_id: str) -> list[Unit]:
        """Return the units directly below in the tree: the nearest ones that exist."""
        return self._units.nearest(unit_id, self.exists)

    def heard(self, indicator_id: str) -> frozenset[str]:
        """Return the units with a figure for an indicator at or below them, or in units that they took over.

        A figure of a later period is none: what is reported afterwards gives an issued document no new line.
        """
        return self._scheme(self.project.catalogue.indicators[indicator_id]).heard

    def with_those_above(self, unit_ids: set[str]) -> frozenset[str]:
        """Return those of some units that the catalogue has, all above them, and all that took any of these over."""
        asked = frozenset(unit_ids)
        if asked not in self._above:  # most indicators are reported by the same units
            self._above[asked] = self._with_those_above(asked)
        return self._above[asked]

    def _with_those_above(self, unit_ids: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(unit_ids & self._units.by_id.keys())
        while waiting:
            unit = waiting.pop()
            while unit and unit not in found:
                found.add(unit)
                if self.successions:
                    waiting += self.successions.successors(unit)
                unit = self._units.parent_of(unit)
        return frozenset(found)

    def total(self, unit_id: str, indicator_id: str) -> Total:
        """Return the total of one unit for one indicator, both in the catalogue."""
        scheme = self._scheme(self.project.catalogue.indicators[indicator_id])
        return self.total_of(self._units.by_id[unit_id], scheme)

    def adopt(self, indicator_id: str, totals: Mapping[str, Total]) -> None:
        """Take over totals for an indicator, by unit, that another process has made."""
        scheme = self._scheme(self.project.catalogue.indicators[indicator_id])
        scheme.totals.update(totals)
        scheme.heard |= self.with_those_above(set(totals))

    def _scheme(self, indicator: Indicator) -> Scheme:
        found = self._schemes.get(indicator.id)
        if found is None:
            found = self._schemes[indicator.id] = self._new_scheme(indicator)
        return found

    def _new_scheme(self, indicator: Indicator) -> Scheme:
        operator = operator_of(indicator)
        starts = self.figures.units(indicator.id, self.stop)
        if indicator.numerator:
            counts = (indicator.numerator, indicator.denominator)
            starts |= set.intersection(*(self.figures.units(one, self.stop) for one in counts))
        # Without figures, indicators differ only in the units that have to report.
        alike = (
            indicator.levels,
            indicator.first,
            indicator.last,
            indicator.area_wide,
            self.is_stock(indicator),
            operator.own_only,
        )
        places, silent = self._alike.setdefault(alike, ({}, {}))
        return Scheme(
            indicator=indicator,
            operator=operator,
            places=places,
            silent=silent,
            lowest=max(indicator.levels, key=_LEVELS.index),
            heard=self.with_those_above(starts),
            states=any(
                self.figures.says(Scope.STATED, name)
                for name in (indicator.id, indicator.numerator, indicator.denominator)
            ),
        )

    def _place(self, unit: Unit, scheme: Scheme) -> TreePlace:
        found = scheme.places.get(unit.id)
        if found is None:
            area = self._months.area(unit, scheme.indicator)
            own = self._months.own(unit, scheme.indicator, area)
            below = self._units.nearest(unit.id, lambda one: self._months.in_tree(one, scheme.indicator))
            lacks_units = self._months.lacks_units(unit, scheme.indicator, area)
            found = scheme.places[unit.id] = TreePlace(area, own, tuple(below), lacks_units)
        return found

    def total_of(self, unit: Unit, scheme: Scheme) -> Total:
        """Return the total of a unit for the indicator of a scheme."""
        known = scheme.totals if unit.id in scheme.heard else scheme.silent
        total = known.get(unit.id)
        if total is None:
            total = known[unit.id] = self._computed(unit, scheme, silent=known is scheme.silent)
        return total

    def below(self, unit: Unit, scheme: Scheme) -> tuple[Unit, ...]:
        """Return the units directly below in the tree of an indicator."""
        return self._place(unit, scheme).below

    def in_tree(self, unit: Unit, scheme: Scheme) -> bool:
        """Whether a unit is part of the tree of an indicator."""
        return self._months.in_tree(unit, scheme.indicator)

    def is_due(self, unit: Unit, scheme: Scheme) -> bool:
        """Whether a unit itself has to report."""
        return bool(self._place(unit, scheme).own)

    def _computed(self, unit: Unit, scheme: Scheme, *, silent: bool) -> Total:
        if scheme.operator.own_only:
            leaf = not self._place(unit, scheme).below
            own, stated, is_due = self.values_of(unit, scheme, silent=silent, leaf=leaf)
            return own_only(unit.id, own, stated, is_due=is_due)
        if not self.successions:
            place = self._place(unit, scheme)
            below, alone = place.below, not place.below
            only = (
                self._only(unit, scheme)
                if alone and not silent and not scheme.states and not unit.partly_listed
                else None
            )
            if only is not None:
                return only
            parts = tuple([self.total_of(one, scheme) for one in below])
            own, stated, is_due = self.values_of(unit, scheme, silent=silent, leaf=alone)
            return self.combined(unit, scheme, own=own, stated=stated, parts=parts, is_due=is_due)
        parts, substitutes = self._mergers.parts(unit, scheme, silent=silent)
        reach = self._mergers.reach(unit.id, scheme)
        leaf = not parts and not reach.unallocated
        own, stated, is_due = self.values_of(unit, scheme, silent=silent, leaf=leaf, reach=reach)
        total = self.combined(
            unit, scheme, own=own, stated=stated, parts=parts, is_due=is_due, unallocated=reach.unallocated
        )
        return counted_once(total) if substitutes.standing else total

    def _only(self, unit: Unit, scheme: Scheme) -> Total | None:
        """Return the total of a unit with nothing below it that has reported; most units are like that."""
        place = self._place(unit, scheme)
        if not place.own:
            return None
        own = scheme.operator.read(self._values, unit.id, OWN, scheme.indicator, place.own)
        if not own.has_reported or own.received:
            return None
        lowest = not scheme.operator.counts_units or self._is_lowest(unit, scheme)
        return of_one(unit.id, own, scheme.operator, lowest=lowest)

    def combined(
        self,
        unit: Unit,
        scheme: Scheme,
        *,
        own: UnitValue,
        stated: UnitValue,
        parts: tuple[Total, ...],
        is_due: bool,
        unallocated: tuple[str, ...] = (),
    ) -> Total:
        """Return a unit's figures and the totals of its parts as one total."""
        return combine(
            unit.id,
            own=own,
            stated=stated,
            parts=parts,
            operator=scheme.operator,
            is_due=is_due,
            inside=lambda giver: giver in self._units.by_id and self._mergers.belongs(giver, unit.id),
            lowest=not scheme.operator.counts_units or self._is_lowest(unit, scheme),
            unallocated=unallocated,
            lacks_units=self._place(unit, scheme).lacks_units,
            partly_listed=unit.partly_listed,
        )

    def _is_lowest(self, unit: Unit, scheme: Scheme) -> bool:
        """Whether a unit is of the lowest level that reports an indicator."""
        day = self.last_day if unit.last is None else min(unit.last, self.last_day)
        return unit.level_on(day) is scheme.lowest

    def values_of(
        self, unit: Unit, scheme: Scheme, *, leaf: bool, silent: bool = False, reach: Reach = NONE
    ) -> tuple[UnitValue, UnitValue, bool]:
        """Return a unit's own figure, the one it states for its area, and whether it has to report.

        Args:
            unit: the unit.
            scheme: how the indicator is added up.
            leaf: whether nothing else belongs to it.
            silent: whether it is known to have no figure.
            reach: the units that it absorbed; its stated figure covers them as well.
        """
        place = self._place(unit, scheme)
        part = place.own
        if silent:
            return NOTHING, NOTHING, bool(part)
        indicator, read = scheme.indicator, scheme.operator.read
        scopes = STATED if indicator.area_wide and part else OWN
        own = read(self._values, unit.id, scopes, indicator, part or place.area or self._months.months)
        states = scheme.states and bool(place.area)
        stated = read(self._values, unit.id, STATED, indicator, place.area) if states else NOTHING
        if reach.taken and stated.complete and not self.is_stock(indicator):
            stated = replace(
                stated, complete=self._covers(stated, self._whole_area(place.area, scheme, reach))
            )
        unsaid = part and not own.has_reported and stated.given is not Given.MISSING
        # What a unit with nothing below it states is its own figure, unless it has given one.
        if leaf and unsaid and not contradicts(stated, own.amount, scheme.operator, covered=False):
            own = read(self._values, unit.id, OWN_OR_STATED, indicator, part)
        return own, stated, bool(part)

    def _covers(self, stated: UnitValue, area: range) -> bool:
        """Whether the stated figures of a unit cover all months of a range."""
        months = {month for line in stated.lines for month in line.months}
        return months.issuperset(area)

    def _whole_area(self, area: range, scheme: Scheme, reach: Reach) -> range:
        """Return the months of a unit and of all that it took over."""
        start, stop = area.start, area.stop
        for taken, _ in reach.taken:
            for unit in self._mergers.counted(taken, scheme):
                other = self._place(unit, scheme).area
                if other:
                    start, stop = min(start, other.start), max(stop, other.stop)
        return range(start, stop)
