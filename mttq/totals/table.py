"""The table of the roll-up: a row for each unit and indicator with a target or a figure at or below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from mttq.catalogue import Indicator, Unit
from mttq.documents import Project
from mttq.levels import Level
from mttq.period import Cycle, Period
from mttq.totals.completion import completion, reached
from mttq.totals.figure_index import FigureIndex
from mttq.totals.gaps import find_gaps
from mttq.totals.model import Gap, Total
from mttq.totals.periods import period_operator_of
from mttq.totals.rollup import Rollup
from mttq.totals.targets import Goal, Targets


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One unit and indicator.

    Attributes:
        unit: the unit.
        name: its name on the period's last day.
        level: its level on that day.
        indicator: the indicator.
        goal: the target, or None.
        registered: the sum of the targets of the units directly below, or None if there is none.
        total: the total with its parts.
        completion: the result as a percentage of the target, unrounded; None if that would be meaningless.
        reached: whether the target is reached; None if unknown.
        before: the total of the year or term it is compared with, or None.
        unallocated: whether this is a divided unit, of which it is unknown how much belongs to each successor.
        due: what the plan says is due by the end of a period within the year, by which `reached` is judged; None if it
            does not say so.
    """

    unit: Unit
    name: str
    level: Level
    indicator: Indicator
    goal: Goal | None
    registered: Decimal | None
    total: Total
    completion: Decimal | None
    reached: bool | None
    before: Total | None = None
    unallocated: bool = False
    due: Goal | None = None


class TotalsTable(msgspec.Struct, frozen=True, kw_only=True):
    """The roll-up of one period.

    Attributes:
        cycle: the year or term.
        period: the period.
        rows: depth-first in catalogue order, then by indicator.
        gaps: what the totals need and no document gives.
        tree_day: the day whose units get totals.
        compared: the year or term that these totals are compared with, or None.
        as_of: the day asked for, whose units get totals; None for the period's own units.
        depth: how many levels below the units asked for have rows; None for all.
        left_out: how many units below that have a target or a figure at or below them, and no rows here.
    """

    cycle: Cycle
    period: Period
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    tree_day: date
    compared: Cycle | None = None
    as_of: date | None = None
    depth: int | None = None
    left_out: int = 0


def build_table(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    tops: Sequence[str],
    indicators: Sequence[str] = (),
    level: Level | None = None,
    depth: int | None = None,
    as_of: date | None = None,
    compare: Cycle | None = None,
) -> TotalsTable:
    """Return the rows of some units and everything below them.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        tops: the ids of the units to start from.
        indicators: only these, if any are named; always in catalogue order.
        level: only units of this level.
        depth: how many levels below the units to start from have rows as well; None for all.
        as_of: the day whose units get totals; by default the period's last day.
        compare: another year or term to compare with, added up for the same units.
    """
    return Sums.below(project, *tops).table(
        cycle,
        period,
        tops=tops,
        indicators=indicators,
        level=level,
        depth=depth,
        as_of=as_of,
        compare=compare,
    )


class Sums:
    """The totals of one project, for several questions: figures and targets are gathered once.

    Args:
        project: the documents and the catalogue.
        units: gather only the documents of these; None for all.
    """

    def __init__(self, project: Project, units: Collection[str] | None = None) -> None:
        self.project = project
        self._units = units
        self._figures: dict[Cycle, FigureIndex] = {}
        self._makers: dict[tuple[Cycle, Period, date | None, Cycle | None], _RowMaker] = {}

    @classmethod
    def below(cls, project: Project, *unit_ids: str) -> Sums:
        """Return the totals of some units and all below them, gathering only what these need."""
        return cls(project, project.catalogue.units.belonging(unit_ids))

    def table(
        self,
        cycle: Cycle,
        period: Period,
        *,
        tops: Sequence[str],
        indicators: Sequence[str] = (),
        level: Level | None = None,
        depth: int | None = None,
        as_of: date | None = None,
        compare: Cycle | None = None,
    ) -> TotalsTable:
        """Return the rows of some units and everything below them, as `build_table` does."""
        maker = self._maker(cycle, period, as_of, compare)
        units = self.project.catalogue.units
        wanted = self._wanted(indicators)
        touched = maker.touched(wanted)
        unallocated = _unallocated(maker.rollup) if as_of is not None and level is None else {}
        rows: list[Row] = []
        left_out = 0
        for top in tops:
            for unit, deep in _below(maker.rollup, units.by_id[top], depth):
                if maker.rollup.exists(unit) and (level is None or unit.level_on(maker.tree_day) is level):
                    if deep:
                        left_out += unit.id in touched
                    else:
                        rows += maker.of(unit, touched.get(unit.id, ()))
                for divided in () if deep else unallocated.get(unit.id, ()):
                    rows += maker.of(divided, touched.get(divided.id, ()))
        gaps = find_gaps(maker.rollup, maker.targets, [one.id for one in wanted], tops)
        return TotalsTable(
            cycle=cycle,
            period=period,
            rows=tuple(rows),
            gaps=tuple(gaps),
            tree_day=maker.tree_day,
            compared=compare,
            as_of=as_of,
            depth=depth,
            left_out=left_out,
        )

    def rows(
        self,
        unit_id: str,
        cycle: Cycle,
        period: Period,
        *,
        indicators: Sequence[str] = (),
        compare: Cycle | None = None,
    ) -> tuple[Row, ...]:
        """Return the rows of one unit, without their gaps."""
        maker = self._maker(cycle, period, None, compare)
        unit = self.project.catalogue.units.by_id[unit_id]
        if not maker.rollup.exists(unit):
            return ()
        return tuple(maker.of(unit, maker.touched(self._wanted(indicators)).get(unit_id, ())))

    def adopt(self, cycle: Cycle, period: Period, totals: Mapping[str, Mapping[str, Total]]) -> None:
        """Take over totals that other processes have made, by indicator and unit."""
        for indicator, by_unit in totals.items():
            self.rollup(cycle, period).adopt(indicator, by_unit)

    def rollup(self, cycle: Cycle, period: Period) -> Rollup:
        """Return the roll-up from which the tables of a period are made."""
        return self._maker(cycle, period, None, None).rollup

    def _wanted(self, names: Sequence[str]) -> list[Indicator]:
        return [one for one in self.project.catalogue.indicators.values() if not names or one.id in names]

    def _maker(self, cycle: Cycle, period: Period, as_of: date | None, compare: Cycle | None) -> _RowMaker:
        key = (cycle, period, as_of, compare)
        if key not in self._makers:
            self._makers[key] = _RowMaker(
                self.project,
                cycle,
                period,
                as_of=as_of,
                compare=compare,
                figures=self._figures_of,
                units=self._units,
            )
        return self._makers[key]

    def _figures_of(self, cycle: Cycle) -> FigureIndex:
        if cycle not in self._figures:
            self._figures[cycle] = FigureIndex(self.project, cycle, self._units)
        return self._figures[cycle]


class _RowMaker:
    """Makes the rows of one unit after another."""

    def __init__(
        self,
        project: Project,
        cycle: Cycle,
        period: Period,
        *,
        as_of: date | None,
        compare: Cycle | None,
        figures: Callable[[Cycle], FigureIndex],
        units: Collection[str] | None,
    ) -> None:
        self.rollup = Rollup(project, cycle, period, figures=figures(cycle), as_of=as_of)
        self.tree_day = self.rollup.tree_day
        self.targets = Targets(project, cycle, self.tree_day if as_of is not None else None, units)
        self.before = (
            Rollup(project, compare, period, figures=figures(compare), as_of=self.tree_day)
            if compare is not None
            else None
        )
        self._months = period.months(cycle) if period != cycle.whole else None
        self._touched: dict[tuple[str, ...], dict[str, list[Indicator]]] = {}

    def touched(self, indicators: Sequence[Indicator]) -> dict[str, list[Indicator]]:
        """Return, by unit, the indicators with a target or figure at or below it, in the given order."""
        key = tuple(one.id for one in indicators)
        found = self._touched.get(key)
        if found is not None:
            return found
        found = self._touched[key] = {}
        for one in indicators:
            planned = self.rollup.with_those_above(self.targets.units(one.id))
            for unit_id in self.rollup.heard(one.id) | planned:
                found.setdefault(unit_id, []).append(one)
        return found

    def of(self, unit: Unit, indicators: Sequence[Indicator]) -> Iterator[Row]:
        """Yield the rows of one unit."""
        rollup, targets, before = self.rollup, self.targets, self.before
        name, level = unit.name_on(self.tree_day), unit.level_on(self.tree_day)
        children = rollup.children(unit.id) if indicators else []
        unallocated = rollup.as_of is not None and not rollup.exists(unit)
        for one in indicators:
            total = rollup.total(unit.id, one.id)
            goal = targets.of(unit.id, one.id)
            due = goal.due(self._months) if goal is not None and self._months is not None else None
            yield Row(
                unit=unit,
                name=name,
                level=level,
                indicator=one,
                goal=goal,
                registered=targets.registered(unit.id, children, one)
                if children or unit.takes_over
                else None,
                total=total,
                completion=completion(goal, total, one),
                reached=reached(due or goal, total, one, partial=due is not None and self._is_later(one)),
                before=before.total(unit.id, one.id) if before is not None else None,
                unallocated=unallocated,
                due=due,
            )

    def _is_later(self, indicator: Indicator) -> bool:
        """Whether a total leaves out months of the year that count towards what is due."""
        rollup = self.rollup
        return rollup.period.first > rollup.cycle.whole.first and period_operator_of(indicator).adds


def _below(rollup: Rollup, top: Unit, depth: int | None) -> Iterator[tuple[Unit, bool]]:
    """Yield a unit and all units of the tree below it, each with whether it lies deeper than `depth` levels."""
    if depth is None:
        yield from ((unit, False) for unit in rollup.project.catalogue.units.below(top.id))
        return
    waiting = [(top, 0)]
    while waiting:
        unit, down = waiting.pop()
        yield unit, down > depth
        waiting += [(one, down + 1) for one in reversed(rollup.children(unit.id))]


def _unallocated(rollup: Rollup) -> dict[str, list[Unit]]:
    """Return units divided without shares, by the lowest unit of the tree that holds all their successors."""
    found: dict[str, list[Unit]] = {}
    units = rollup.project.catalogue.units
    for old in rollup.successions.divided():
        above = old
        heirs = rollup.successions.successors(old)
        while above and not (
            rollup.exists(units.by_id[above]) and all(units.is_below(one, above) for one in heirs)
        ):
            above = units.parent_of(above)
        if above:
            found.setdefault(above, []).append(units.by_id[old])
    return found
