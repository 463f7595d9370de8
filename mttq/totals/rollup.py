"""The roll-up: totals of every unit over itself and everything below it, for one period.

Each reported figure counts at most once in any total. A missing figure is
never a zero: it makes the total incomplete, and is named. Where something
below is missing, a lower unit that states a figure for its whole area stands
for everything below it.
"""

from __future__ import annotations

from datetime import date

from mttq.catalogue import Indicator, OverUnits, Unit
from mttq.documents import Project
from mttq.period import Cycle, Period
from mttq.totals.combination import combine, contradicts, own_only
from mttq.totals.lines import Lines
from mttq.totals.model import NOTHING, Given, Reading, Total
from mttq.totals.operators import NOT_COMPUTED, OPERATORS, Operator
from mttq.totals.presence import Presence
from mttq.totals.readings import OWN, OWN_OR_STATED, STATED, Readings

_Totals = dict[str, Total]


class Rollup:
    """The totals of one period of a year or term.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        lines: the figures of the cycle, where they have been gathered already.
    """

    def __init__(self, project: Project, cycle: Cycle, period: Period, lines: Lines | None = None) -> None:
        self.project = project
        self.cycle = cycle
        self.period = period
        self.lines = lines if lines is not None else Lines(project, cycle)
        self._units = project.catalogue.units
        self._presence = Presence(project.catalogue, cycle, period)
        self._readings = Readings(project.catalogue, self.lines, self._presence.months)
        self._totals: dict[str, _Totals] = {}
        self._silent: dict[object, _Totals] = {}
        self._heard: dict[str, frozenset[str]] = {}

    @property
    def last_day(self) -> date:
        """The period's last day, on which names and levels are read."""
        return self._presence.last_day

    def exists(self, unit: Unit) -> bool:
        """Whether a unit exists at any time in the period."""
        return self._presence.exists(unit)

    def is_stock(self, indicator: Indicator) -> bool:
        """Whether its figures tell how things stand at the period's end."""
        return self._presence.is_stock(indicator)

    def children(self, unit_id: str) -> list[Unit]:
        """The units directly below in the tree of the period: the nearest ones that exist in it."""
        return self._units.nearest(unit_id, self.exists)

    def heard(self, indicator_id: str) -> frozenset[str]:
        """The units with any figure for an indicator at or below them."""
        if indicator_id not in self._heard:
            indicator = self.project.catalogue.indicators[indicator_id]
            starts = self.lines.units(indicator_id)
            if indicator.numerator:
                starts |= self.lines.units(indicator.numerator) & self.lines.units(indicator.denominator)
            self._heard[indicator_id] = self.with_those_above(starts)
        return self._heard[indicator_id]

    def with_those_above(self, unit_ids: set[str]) -> frozenset[str]:
        """Those of some units that the catalogue has, and all units above them."""
        found: set[str] = set()
        for start in unit_ids & self._units.by_id.keys():
            unit = start
            while unit and unit not in found:
                found.add(unit)
                unit = self._units.parent_of(unit)
        return frozenset(found)

    def total(self, unit_id: str, indicator_id: str) -> Total:
        """The total of one unit for one indicator, both in the catalogue."""
        indicator = self.project.catalogue.indicators[indicator_id]
        return self._total(self._units.by_id[unit_id], indicator)

    def _total(self, unit: Unit, indicator: Indicator) -> Total:
        silent = unit.id not in self.heard(indicator.id)
        known = self._known(indicator, silent=silent)
        if unit.id not in known:
            known[unit.id] = self._computed(unit, indicator, silent=silent)
        return known[unit.id]

    def _known(self, indicator: Indicator, *, silent: bool) -> _Totals:
        if not silent:
            return self._totals.setdefault(indicator.id, {})
        # Where nobody says anything, indicators differ only in who is expected.
        alike = (
            indicator.levels,
            indicator.first,
            indicator.last,
            self.is_stock(indicator),
            indicator.over_units is OverUnits.NEVER,
        )
        return self._silent.setdefault(alike, {})

    def _computed(self, unit: Unit, indicator: Indicator, *, silent: bool) -> Total:
        alone = indicator.over_units is OverUnits.NEVER
        operator = NOT_COMPUTED if alone else OPERATORS.get(indicator.over_units, NOT_COMPUTED)
        below = self._units.nearest(unit.id, lambda one: self._presence.counts(one, indicator))
        area = self._presence.area(unit, indicator)
        part = self._presence.own(unit, indicator, area)
        own = stated = NOTHING
        if not silent:
            own, stated = self._said(unit, indicator, operator, (area, part), leaf=not below)
        if alone:
            return own_only(unit.id, own, stated, expected=bool(part))
        parts = tuple(self._total(child, indicator) for child in below)
        return combine(unit.id, own, stated, parts, operator, expected=bool(part))

    def _said(
        self, unit: Unit, indicator: Indicator, operator: Operator, months: tuple[range, range], *, leaf: bool
    ) -> tuple[Reading, Reading]:
        """A unit's own figure, and what it states for its area.

        Args:
            unit: the unit.
            indicator: what is asked for.
            operator: how it is read.
            months: those of its area, and those on which it has to report itself.
            leaf: nothing is below it.
        """
        area, part = months
        shown = part or area or self._presence.months
        own = operator.read(self._readings, unit.id, OWN, indicator, shown)
        stated = operator.read(self._readings, unit.id, STATED, indicator, area) if area else NOTHING
        unsaid = part and not own.reported and stated.given is not Given.MISSING
        # With nothing below, what a unit states is its own, wherever it has not said so already.
        if leaf and unsaid and not contradicts(stated, own.amount, operator, covered=False):
            own = operator.read(self._readings, unit.id, OWN_OR_STATED, indicator, part)
        return own, stated
