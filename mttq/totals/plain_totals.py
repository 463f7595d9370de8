"""The rows of totals that sums of whole numbers decide, of one period.

Most rows of a country are plain: every figure below the unit is one amount for
the whole period, each unit that has one also has to report, and what is stated
for an area equals what was reported there. Then the total is a difference of two
prefix sums over the `columns`, and so are the numbers of units. Every other row,
and every row above it, is left to the `Rollup`: nothing here decides which figures
count.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property

from mttq.catalogue import Indicator
from mttq.documents import Project
from mttq.levels import Level
from mttq.period import Cycle, Period
from mttq.totals.columns import (
    HANDED,
    NOT_PLAIN,
    OWN,
    can_have_columns,
    columns_of,
    has_columns,
    unit_order,
)
from mttq.totals.operators import operator_of
from mttq.totals.plain_column import PlainColumn
from mttq.totals.plain_period import PlainPeriod
from mttq.totals.plain_rows import UnitPlace
from mttq.totals.targets import yearly_lines


class PlainTotals(PlainPeriod):
    """The plain rows of one period of a year."""

    @cached_property
    def _columns(self) -> dict[str, PlainColumn]:
        return {}

    def column(self, indicator: Indicator, start: int, stop: int) -> PlainColumn:
        """Return the totals of one indicator for a stretch of units, or a longer one that holds it."""
        if self.areas:  # what is taken over may be anywhere
            start, stop = 0, len(self.order.units)
        found = self._columns.get(indicator.id)
        if found is None or not (found.start <= start and stop <= found.stop):
            found = self._columns[indicator.id] = PlainColumn(self, indicator, start, stop)
        return found

    def rest_agrees(self, place: UnitPlace, name: str) -> bool:
        """Whether the targets directly below, once all have one, are known to be what is left beside a unit's own part.

        It is so if the plan names no own part.
        """
        if self.areas:
            return False
        indicator, targets = self.catalogue.indicators[name], self.columns.targets[name]
        marks, values = targets.marks, targets.values
        mark = marks[place.start]
        if mark & (NOT_PLAIN | HANDED):
            return False
        if not mark & OWN or not operator_of(indicator).additive:
            return True
        left_out: Collection[int] = () if Level.MEMBER in indicator.levels else self.tree.members
        below = [one for one in place.children if one not in left_out]
        if any(marks[one] & NOT_PLAIN for one in below):
            return False
        if not below or not all(marks[one] for one in below):
            return True
        return sum([values[one] for one in below]) == values[place.start] - targets.own[place.start]


WORTH_COLUMNS = 300
"""The columns of a large project are not read for fewer units than this."""


def plain_totals_for(
    project: Project, cycle: Cycle, period: Period, units: Collection[str] | None
) -> PlainTotals | None:
    """Return the plain totals of a period for some units; None if there are none, or if it is not worthwhile.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        units: the units whose documents matter; None for all.
    """
    if not can_have_columns(cycle):
        return None
    few = units is not None and len(units) < WORTH_COLUMNS
    large = len(project.catalogue.units.by_id) >= WORTH_COLUMNS
    if few and large and not has_columns(project, cycle):
        return None
    return plain_totals_of(project, cycle, period)


def plain_totals_of(project: Project, cycle: Cycle, period: Period) -> PlainTotals:
    """Return the plain totals of a period of a year; they are made once for a project."""
    name = f"plain-{cycle.name}-{period.name}"
    known = project.memo.get(name)
    if not isinstance(known, PlainTotals):
        columns, order = columns_of(project, cycle), unit_order(project)
        known = PlainTotals(
            project.catalogue,
            columns,
            order,
            cycle=cycle,
            period=period,
            in_terms=yearly_lines(project, cycle),
            amended=_amended(project, cycle),
        )
        project.memo[name] = known
    return known


def _amended(project: Project, cycle: Cycle) -> dict[str, date]:
    """Return the last day on which the plans of units that took over others were amended."""
    units = [one.id for one in project.catalogue.units.by_id.values() if one.takes_over]
    plans = (project.plan_of(one, cycle) for one in units)
    return {one.ref.unit: max(one.head.amended) for one in plans if one is not None and one.head.amended}
