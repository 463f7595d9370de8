"""The roll-up: totals of every unit over itself and everything that belongs to it, for one period.

Each reported figure counts at most once in any total. A missing figure is
never a zero: it makes the total incomplete, and is named. Where something
below is missing, a lower unit that states a figure for its whole area stands
for everything that belongs to it.

Where units took over others, a total is still made along the tree of paths, so
that a merger changes nothing above it; what a unit took over from elsewhere is
one more part of its total.
"""

from __future__ import annotations

from datetime import date

from mttq.catalogue import Indicator, Level, OverUnits, Unit
from mttq.documents import Project, Scope
from mttq.period import Cycle, Period
from mttq.totals.combination import combine, contradicts, own_only, scaled
from mttq.totals.lines import Lines
from mttq.totals.model import NOTHING, Given, Reading, Total
from mttq.totals.operators import OPERATORS
from mttq.totals.presence import Presence
from mttq.totals.readings import OWN, OWN_OR_STATED, STATED, Readings
from mttq.totals.standing import NOBODY, Spoken, spoken_for
from mttq.totals.succession import NONE, Reach, Successions, is_within

_Totals = dict[str, Total]
LEVELS = list(Level)


class Rollup:
    """The totals of one period of a year or term.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        lines: the figures of the cycle, where they have been gathered already.
        as_of: the day whose units the totals are made for; the period's last day where not given.
    """

    def __init__(
        self,
        project: Project,
        cycle: Cycle,
        period: Period,
        lines: Lines | None = None,
        as_of: date | None = None,
    ) -> None:
        self.project = project
        self.cycle = cycle
        self.period = period
        self.as_of = as_of
        self.lines = lines if lines is not None else Lines(project, cycle)
        self._units = project.catalogue.units
        self._presence = Presence(project.catalogue, cycle, period)
        self._readings = Readings(project.catalogue, self.lines, self._presence.months)
        self.successions = Successions(self._units, self.tree_day, self._presence.exists)
        self._totals: dict[str, _Totals] = {}
        self._silent: dict[object, _Totals] = {}
        self._parts: dict[str, _Totals] = {}
        self._heard: dict[str, frozenset[str]] = {}
        self._asked: set[tuple[str, str]] = set()

    @property
    def last_day(self) -> date:
        """The period's last day."""
        return self._presence.last_day

    @property
    def tree_day(self) -> date:
        """The day whose units the totals are made for, on which names and levels are read."""
        return self.as_of or self._presence.last_day

    def exists(self, unit: Unit) -> bool:
        """Whether a unit has a total of its own: it exists in the period, or on the day asked for."""
        return unit.valid_on(self.as_of) if self.as_of is not None else self._presence.exists(unit)

    def is_stock(self, indicator: Indicator) -> bool:
        """Whether its figures tell how things stand at the period's end."""
        return self._presence.is_stock(indicator)

    def children(self, unit_id: str) -> list[Unit]:
        """The units directly below in the tree: the nearest ones that exist in it."""
        return self._units.nearest(unit_id, self.exists)

    def heard(self, indicator_id: str) -> frozenset[str]:
        """The units with any figure for an indicator at or below them, or in what they took over."""
        if indicator_id not in self._heard:
            indicator = self.project.catalogue.indicators[indicator_id]
            starts = self.lines.units(indicator_id)
            if indicator.numerator:
                starts |= self.lines.units(indicator.numerator) & self.lines.units(indicator.denominator)
            self._heard[indicator_id] = self.with_those_above(starts)
        return self._heard[indicator_id]

    def with_those_above(self, unit_ids: set[str]) -> frozenset[str]:
        """Those of some units that the catalogue has, all above them, and all that took any of these over."""
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
        operator = OPERATORS[indicator.over_units]
        if indicator.over_units is OverUnits.NEVER:
            below = self._units.nearest(unit.id, lambda one: self._presence.counts(one, indicator))
            own, stated, expected = self._said(unit, indicator, silent=silent, leaf=not below)
            return own_only(unit.id, own, stated, expected=expected)
        spoken = NOBODY
        if not silent and self.successions.touches(unit.id):
            spoken = spoken_for(
                self._units, self.successions, unit.id, lambda one: self._stands(one, indicator)
            )
        parts = self._below(unit.id, indicator, spoken)
        unallocated: tuple[str, ...] = ()
        reach = self.successions.reach(unit.id)
        if reach is not NONE:
            parts += self._taken_over(reach, indicator, spoken)
            unallocated = tuple(one for one in reach.unallocated if self._concerns(one, indicator))
        own, stated, expected = self._said(unit, indicator, silent=silent, leaf=not parts and not unallocated)
        return combine(
            unit.id,
            own,
            stated,
            parts,
            operator,
            expected=expected,
            inside=lambda giver: self._belongs(giver, unit.id),
            lowest=not operator.counts or self._is_lowest(unit, indicator),
            unallocated=unallocated,
        )

    def _below(self, unit_id: str, indicator: Indicator, spoken: Spoken) -> tuple[Total, ...]:
        """The totals of the units directly below, of each what no other unit speaks for."""
        below = self._units.nearest(unit_id, lambda one: self._presence.counts(one, indicator))
        if not self.successions:
            return tuple([self._total(one, indicator) for one in below])
        parts = (self._part(one, indicator, spoken) for one in below)
        return tuple(part for part in parts if part is not None)

    def _part(self, unit: Unit, indicator: Indicator, spoken: Spoken) -> Total | None:
        """What a unit adds to those above it: all below it by path, and nothing that it took over."""
        if unit.id in spoken.standing:
            return self._total(unit, indicator)
        left = spoken.left(unit.id)
        if not left:
            return None
        if spoken.reaches(self._units, unit.id):
            part = self._alone(unit, indicator, spoken)
        elif self.successions.reach(unit.id) is NONE:
            part = self._total(unit, indicator)
        else:
            known = self._parts.setdefault(indicator.id, {})
            if unit.id not in known:
                known[unit.id] = self._alone(unit, indicator, NOBODY)
            part = known[unit.id]
        return scaled(part, left, OPERATORS[indicator.over_units])

    def _alone(self, unit: Unit, indicator: Indicator, spoken: Spoken) -> Total:
        """A unit without what it took over; what it states is about more than that, and left aside."""
        parts = self._below(unit.id, indicator, spoken)
        leaf = not parts and self.successions.reach(unit.id) is NONE
        own, _, expected = self._said(unit, indicator, silent=False, leaf=leaf)
        operator = OPERATORS[indicator.over_units]
        return combine(
            unit.id,
            own,
            NOTHING,
            parts,
            operator,
            expected=expected,
            inside=lambda giver: self._belongs(giver, unit.id),
            lowest=not operator.counts or self._is_lowest(unit, indicator),
        )

    def _taken_over(self, reach: Reach, indicator: Indicator, spoken: Spoken) -> tuple[Total, ...]:
        """The totals of what a unit took over, each the share of it that belongs here."""
        parts: list[Total] = []
        for unit_id, share in reach.taken:
            unit = self._units.by_id[unit_id]
            rest = spoken.without(reach.apart - {unit_id})
            if self._presence.counts(unit, indicator):
                part = self._part(unit, indicator, rest)
                found = [] if part is None else [part]
            else:
                found = list(self._below(unit_id, indicator, rest))
            parts += (scaled(one, share, OPERATORS[indicator.over_units]) for one in found)
        return tuple(parts)

    def _stands(self, unit_id: str, indicator: Indicator) -> bool:
        """Whether what a unit states stands in place of everything that belongs to it."""
        names = (indicator.id, indicator.numerator, indicator.denominator)
        if not any(self.lines.of(unit_id, Scope.STATED, name) for name in names if name):
            return False
        place = (unit_id, indicator.id)
        if place in self._asked:  # units that took each other over
            return False
        self._asked.add(place)
        try:
            return self._total(self._units.by_id[unit_id], indicator).stands
        finally:
            self._asked.discard(place)

    def _concerns(self, unit_id: str, indicator: Indicator) -> bool:
        """Whether a unit has, or should have, anything for an indicator."""
        total = self._total(self._units.by_id[unit_id], indicator)
        return bool(total.expected) or total.result is not None

    def _belongs(self, unit_id: str, top: str) -> bool:
        """Whether a unit, or a name outside the catalogue, is part of a unit's total."""
        if unit_id not in self._units.by_id:
            return False
        if is_within(self._units, unit_id, top):
            return True
        taken = self.successions.reach(top).taken
        return any(is_within(self._units, unit_id, one) for one, _ in taken)

    def _is_lowest(self, unit: Unit, indicator: Indicator) -> bool:
        """Whether a unit is of the lowest level that reports an indicator."""
        day = self.last_day if unit.last is None else min(unit.last, self.last_day)
        return unit.level_on(day) is max(indicator.levels, key=LEVELS.index)

    def _said(
        self, unit: Unit, indicator: Indicator, *, silent: bool, leaf: bool
    ) -> tuple[Reading, Reading, bool]:
        """A unit's own figure, what it states for its area, and whether it has to report.

        Args:
            unit: the unit.
            indicator: what is asked for.
            silent: it is known to say nothing.
            leaf: nothing else belongs to it.
        """
        area = self._presence.area(unit, indicator)
        part = self._presence.own(unit, indicator, area)
        if silent:
            return NOTHING, NOTHING, bool(part)
        read = OPERATORS[indicator.over_units].read
        own = read(self._readings, unit.id, OWN, indicator, part or area or self._presence.months)
        stated = read(self._readings, unit.id, STATED, indicator, area) if area else NOTHING
        unsaid = part and not own.reported and stated.given is not Given.MISSING
        # With nothing below, what a unit states is its own, wherever it has not said so already.
        if leaf and unsaid and not self._contradicts(stated, own, indicator):
            own = read(self._readings, unit.id, OWN_OR_STATED, indicator, part)
        return own, stated, bool(part)

    def _contradicts(self, stated: Reading, own: Reading, indicator: Indicator) -> bool:
        return contradicts(stated, own.amount, OPERATORS[indicator.over_units], covered=False)
