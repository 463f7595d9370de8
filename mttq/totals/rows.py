"""The rows of the roll-up: one for each unit and indicator with a target or a figure at or below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mttq.catalogue import Indicator, Level, Unit
from mttq.documents import Project
from mttq.period import Cycle, Period
from mttq.totals.gaps import find_gaps
from mttq.totals.lines import Lines
from mttq.totals.model import Gap, Total
from mttq.totals.rollup import Rollup
from mttq.totals.targets import Goal, Targets, completion, reached


@dataclass(frozen=True, slots=True)
class Row:
    """One unit and indicator.

    Attributes:
        unit: the unit.
        name: its name on the period's last day.
        level: its level on that day.
        indicator: the indicator.
        goal: the target, or None.
        registered: the sum of the targets of the units directly below, or None.
        total: the total with its parts.
        completion: the result as a percentage of the target, unrounded, or None.
        reached: whether the target is reached, or None where not known.
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


@dataclass(frozen=True, slots=True)
class Table:
    """The roll-up of one period.

    Attributes:
        cycle: the year or term.
        period: the period.
        rows: depth-first in catalogue order, then by indicator.
        gaps: what the totals would need that is not computed yet.
    """

    cycle: Cycle
    period: Period
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]


def build_table(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    tops: Sequence[str],
    indicators: Sequence[str] = (),
    level: Level | None = None,
    recursive: bool = True,
) -> Table:
    """The rows of some units and everything below them.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        tops: the ids of the units to start from.
        indicators: only these, if any are named; always in catalogue order.
        level: only units of this level.
        recursive: whether the units below are shown, too.
    """
    rollup = Rollup(project, cycle, period, Lines(project, cycle))
    targets = Targets(project, cycle)
    units = project.catalogue.units
    wanted = [one for one in project.catalogue.indicators.values() if not indicators or one.id in indicators]
    # The indicators of each unit, with a target or a figure at or below it; those of one unit in catalogue order.
    touched: dict[str, list[Indicator]] = {}
    for one in wanted:
        for unit_id in rollup.heard(one.id) | rollup.with_those_above(targets.units(one.id)):
            touched.setdefault(unit_id, []).append(one)
    rows = []
    for top in tops:
        for unit in units.below(top) if recursive else [units.by_id[top]]:
            if not rollup.exists(unit) or (level is not None and unit.level_on(rollup.last_day) is not level):
                continue
            rows += [_row(unit, one, rollup, targets) for one in touched.get(unit.id, ())]
    gaps = find_gaps(rollup, targets, [one.id for one in wanted], tops)
    return Table(cycle, period, tuple(rows), tuple(gaps))


def _row(unit: Unit, indicator: Indicator, rollup: Rollup, targets: Targets) -> Row:
    total = rollup.total(unit.id, indicator.id)
    goal = targets.of(unit.id, indicator.id)
    children = [child.id for child in rollup.children(unit.id)]
    return Row(
        unit,
        unit.name_on(rollup.last_day),
        unit.level_on(rollup.last_day),
        indicator,
        goal,
        targets.registered(children, indicator),
        total,
        completion(goal, total, indicator),
        reached(goal, total, indicator, stock=rollup.is_stock(indicator)),
    )
