"""Figures that cover equally much and give different totals, so that nothing decides which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mttq.catalogue import Indicator, Units
from mttq.check.rules.statements import Asked, Rollups, Statements, areas, states, stating_units
from mttq.diagnostics import UNDECIDED, Diagnostic, Span
from mttq.documents import Project, Scope
from mttq.documents.outline import Outline
from mttq.period import Cycle, first_day_of, last_day_of
from mttq.totals import FigureIndex, FigureLine, Rollup, Undecided, undecided_figures
from mttq.totals.territory import territories_of

_Place = tuple[str, Span]


def undecided(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Report each tie once, for the lowest unit whose total shows it, and the shortest period.

    Ties are looked for where statements may overlap: in the totals of units that state what columns don't show to be
    right, and of the lowest units that hold the areas of two statements that share a unit because of takeovers.
    """
    reported: set[_Place] = set()
    for cycle, units in stating_units(project, outlines).items():
        yield from _Ties(project, cycle, units).run(reported)


class _Ties:
    """Looks for the ties of one year or term.

    Args:
        project: the outlines of the documents, and the catalogue.
        cycle: the year or term.
        units: the units whose statements are asked for.
    """

    def __init__(self, project: Project, cycle: Cycle, units: set[str]) -> None:
        self._project, self._cycle, self._units = project, cycle, units
        self._known, self._tree = project.catalogue.indicators, project.catalogue.units
        self._territories = territories_of(project)
        self._statements = Statements(project, cycle, units)
        self._holding: dict[tuple[tuple[str, ...], date], str] = {}

    def run(self, reported: set[_Place]) -> Iterator[Diagnostic]:
        """Yield the ties that are not among the places reported, and add theirs."""
        asked = dict.fromkeys([*self._statements.doubtful(), *self._overlapping()])
        if not asked:
            return
        lines = self._statements.lines({one.unit for one in asked})
        rollups = Rollups(self._project, self._cycle, lines)
        for one in sorted(asked, key=self._order):
            for tie in rollups[one.period].ties(one.unit, one.indicator):
                yield from self._tie(one, tie, rollups[one.period], reported)

    def _order(self, one: Asked) -> tuple[object, ...]:
        """Put first what a tie is said of: the indicators that lines name, the lowest units, the shortest periods."""
        depth = sum(1 for _ in _upwards(self._tree, one.unit))
        names = self._statements.indicators
        return names.index(one.indicator), -depth, one.unit, len(one.period.months(self._cycle))

    def _tie(
        self, asked: Asked, tie: Undecided, rollup: Rollup, reported: set[_Place]
    ) -> Iterator[Diagnostic]:
        common = set.intersection(*(set(map(_place, one)) for one in tie.sets))
        apart = {_place(line): line for one in tie.sets for line in one if _place(line) not in common}
        if apart and len({path for path, _ in apart}) == 1:
            return  # two lines of a report give one count, which is said of that report
        places = common | set(apart)
        if not reported.isdisjoint(places):
            return
        reported.update(places)
        for unit in {line.unit for line in apart.values() if line.figure.scope is Scope.STATED}:
            refuted = rollup.total(unit, asked.indicator).refuted
            if any(_place(line) in apart for one in refuted for line in one.stated.lines):
                return  # which is said of that statement
        gap = undecided_figures(asked.unit, self._known[asked.indicator], tie)
        yield Diagnostic(UNDECIDED, gap.path, gap.span, gap.message, help=gap.remedy)

    # Statements of units of which neither lies below the other

    def _overlapping(self) -> Iterator[Asked]:
        """Yield the totals in which statements of units apart may overlap."""
        pairs = self._pairs()
        if not pairs:
            return
        lines = self._statements.lines({unit for pair in pairs for unit in pair})
        held = {unit: areas(self._project, [unit]) for pair in pairs for unit in pair}
        for name in self._statements.indicators:
            stating = lines.giving(name, Scope.STATED)
            live = {
                unit
                for unit in held
                if unit in stating and not self._is_replaced(unit, held[unit], self._known[name], lines)
            }
            for group in _connected([pair for pair in pairs if live.issuperset(pair)]):
                stated = [line.months for unit in group for line in lines.of(unit, Scope.STATED, name)]
                for period in self._statements.periods(stated):
                    top = self._lowest(group, period.last_day(self._cycle))
                    if top:
                        yield Asked(top, name, period)

    def _pairs(self) -> list[tuple[str, str]]:
        """Return pairs of units that state figures of areas that share a unit; one of each is asked for.

        Without takeovers there are none.
        """
        tree, territories = self._tree, self._territories
        if not territories:
            return []
        stating = {
            report.ref.unit
            for folder in self._cycle.parts
            for report in self._project.reports(folder)
            if states(tree, report)
        }
        day = self._cycle.whole.last_day(self._cycle)
        found: list[tuple[str, str]] = []
        for unit in sorted(stating):
            others: dict[str, None] = {}
            for one in territories.extras(unit, day):
                others |= dict.fromkeys(_upwards(tree, one))
            for other in others:
                apart = not territories.is_under(unit, other) and not territories.is_under(other, unit)
                if apart and other in stating and not self._units.isdisjoint((unit, other)):
                    found.append((unit, other))
        return found

    def _lowest(self, group: Sequence[str], day: date) -> str:
        """Return the lowest unit that holds the areas of several on a day, or ""."""
        key = (tuple(group), day)
        if key not in self._holding:
            territories = self._territories
            pieces = {
                (one, piece) for unit in group for one, held in territories.units(unit, day) for piece in held
            }
            holders = frozenset.intersection(*(territories.holders(*one, day) for one in pieces))
            self._holding[key] = min(
                holders, key=lambda one: (-sum(1 for _ in _upwards(self._tree, one)), one), default=""
            )
        return self._holding[key]

    def _is_replaced(self, unit: str, area: set[str], indicator: Indicator, lines: FigureIndex) -> bool:
        """Whether own figures say all that the statements of a unit say, so that none of these counts anywhere."""
        units = self._tree.by_id
        if any(self._tree.may_lack_some(units[below]) for below in area):
            return False
        for one in lines.of(unit, Scope.STATED, indicator.id):
            for below in area:
                due = {
                    month
                    for month in one.months
                    if units[below].valid_within(first_day_of(month), last_day_of(month))
                    and units[below].level_on(last_day_of(month)) in indicator.levels
                }
                own = lines.of(below, Scope.OWN, indicator.id) if due else []
                inside = (other.months for other in own if _is_within(other.months, one.months))
                if not due.issubset(month for months in inside for month in months):
                    return False
        return True


def _place(line: FigureLine) -> _Place:
    return line.path, line.span


def _connected(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the units that pairs connect, directly or through others, together."""
    groups: list[set[str]] = []
    for pair in pairs:
        touched = [one for one in groups if not one.isdisjoint(pair)]
        groups = [one for one in groups if one not in touched]
        groups.append(set(pair).union(*touched))
    return [sorted(one) for one in groups]


def _is_within(inner: range, outer: range) -> bool:
    return outer.start <= inner.start and inner.stop <= outer.stop


def _upwards(units: Units, unit: str) -> Iterator[str]:
    while unit:
        yield unit
        unit = units.parent_of(unit)
