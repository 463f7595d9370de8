"""The statements of areas, and which of them columns don't show to be the sum of what was reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from mttq.catalogue import Units
from mttq.documents import Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.period import PERIODS, Cycle, Period
from mttq.totals import FigureIndex, Rollup, plain_totals_for, plain_totals_of


class Asked(Struct, frozen=True):
    """One total: of a unit, for an indicator and a period."""

    unit: str
    indicator: str
    period: Period


def stating_units(project: Project, outlines: Iterable[Outline]) -> dict[Cycle, set[str]]:
    """Return the units whose statements some documents can contradict, by year and term.

    Years come before terms, so that a statement is reported for the shortest period.
    """
    found: dict[Cycle, set[str]] = {}
    for one in outlines:
        if isinstance(one, ReportOutline) and states(project.catalogue.units, one):
            found.setdefault(one.ref.cycle, set()).add(one.ref.unit)
    for term in [one for one in project.cycles.values() if one.is_term and project.reports(one.name)]:
        of_years = [units for cycle, units in found.items() if cycle.name in term.parts]
        if of_years:
            found.setdefault(term, set()).update(*of_years)
    return {cycle: found[cycle] for cycle in sorted(found, key=lambda one: (one.is_term, one.name))}


def states(units: Units, report: ReportOutline) -> bool:
    """Whether a report states figures that others may contradict.

    A figure about an area is the only one of a unit without others.
    """
    unit = units.get(report.ref.unit)
    if unit is None or not report.head.states:
        return False
    return not report.head.of_areas or bool(unit.takes_over or units.children(unit.id))


class Statements:
    """What some units state in the reports of a year or term.

    Args:
        project: the outlines of the documents, and the catalogue.
        cycle: the year or term.
        units: the units.
    """

    def __init__(self, project: Project, cycle: Cycle, units: set[str]) -> None:
        self._project, self._cycle, self._units = project, cycle, units
        self._known = project.catalogue.indicators
        self._gathered: tuple[set[str], FigureIndex] | None = None
        self._periods = [one for one in PERIODS.values() if one.fits(cycle)] or [cycle.whole]

    @cached_property
    def indicators(self) -> list[str]:
        """The indicators that the units state, then those whose figures are made of these."""
        names = {
            figure.indicator
            for folder in self._cycle.parts
            for report in self._project.reports(folder)
            if report.ref.unit in self._units and report.head.states
            for figure in report.body().figures
            if figure.scope is Scope.STATED and figure.indicator in self._known
        }
        derived: set[str] = set()
        counts = {count for name in names for count in self._counts(name)}
        waiting = names | counts
        while waiting:
            derived |= waiting
            wholes = {one.id for one in self._known.values() if not waiting.isdisjoint(one.parts)}
            waiting = wholes - derived
        # Two counts that are stated by themselves make a ratio.
        derived |= {one.id for one in self._known.values() if set(self._counts(one.id)) & (derived - counts)}
        # What a ratio or a part gives is said of that if both differ.
        return [*sorted(names), *sorted(derived - names)]

    def _counts(self, name: str) -> list[str]:
        one = self._known[name]
        return [count for count in (one.numerator, one.denominator) if count in self._known]

    def are_related(self, one: str, other: str) -> bool:
        """Whether one of two indicators is made of the other, so that one wrong line can make both wrong."""
        return one in self._made_of(other) or other in self._made_of(one)

    def _made_of(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found and one in self._known:
                found.add(one)
                waiting += [*self._counts(one), *self._known[one].parts]
        return found

    def doubtful(self) -> list[Asked]:
        """Return the totals with statements of which columns do not show that they equal what was reported.

        A statement is compared for each period that contains its own, the shortest first.
        """
        shown, units = self._shown()
        if not units:
            return []
        lines = self.lines(units)
        return [
            asked
            for unit in sorted(units)
            for name in self.indicators
            for period in self.periods([one.months for one in lines.of(unit, Scope.STATED, name)])
            if (asked := Asked(unit, name, period)) not in shown
        ]

    def _shown(self) -> tuple[set[Asked], set[str]]:
        """Return the totals whose statements columns show to be right, and the units with others."""
        project, cycle, catalogue = self._project, self._cycle, self._project.catalogue
        whole = plain_totals_for(project, cycle, cycle.whole, areas(project, self._units))
        if whole is None:
            return set(), self._units
        shown: set[Asked] = set()
        units: set[str] = set()
        for unit in self._units:
            for name in self.indicators:
                for period in self.periods(whole.columns.stated(unit, name)):
                    totals = plain_totals_of(project, cycle, period)
                    column = totals.column(catalogue.indicators[name], 0, len(totals.order.units))
                    if column.agrees(totals.place(catalogue.units.by_id[unit])):
                        shown.add(Asked(unit, name, period))
                    else:
                        units.add(unit)
        return shown, units

    def periods(self, stated: Sequence[range]) -> list[Period]:
        """Return the periods that contain one for which a figure is stated, the shortest first."""
        found = []
        for one in self._periods:
            months = one.months(self._cycle)
            if any(months.start <= inner.start and inner.stop <= months.stop for inner in stated):
                found.append(one)
        return sorted(found, key=lambda one: len(one.months(self._cycle)))

    def lines(self, tops: set[str]) -> FigureIndex:
        """Return the figures in the areas of some units; of those named last, again without gathering them."""
        if self._gathered is None or self._gathered[0] != tops:
            index = FigureIndex(self._project, self._cycle, areas(self._project, tops), self.indicators)
            self._gathered = (tops, index)
        return self._gathered[1]


def areas(project: Project, tops: Iterable[str]) -> set[str]:
    """Return some units, all units below them, and those that any of these took over."""
    found: set[str] = set()
    waiting = list(tops)
    while waiting:
        for unit in project.catalogue.units.below(waiting.pop()):
            if unit.id not in found:
                found.add(unit.id)
                waiting += [one.unit for one in unit.takes_over if one.unit in project.catalogue.units.by_id]
    return found


class Rollups:
    """The roll-ups of the periods of a year or term, made when they are needed.

    Args:
        project: the outlines of the documents, and the catalogue.
        cycle: the year or term.
        lines: the figures.
    """

    def __init__(self, project: Project, cycle: Cycle, lines: FigureIndex) -> None:
        self._project, self._cycle, self._lines = project, cycle, lines
        self._known: dict[Period, Rollup] = {}

    def __getitem__(self, period: Period) -> Rollup:
        if period not in self._known:
            self._known[period] = Rollup(self._project, self._cycle, period, figures=self._lines)
        return self._known[period]
