"""The rows of the roll-up: one for each unit and indicator with a target or a figure at or below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec

from mttq.catalogue import Indicator, Level, Unit
from mttq.documents import Project
from mttq.period import Cycle, Period
from mttq.totals.completion import completion, reached
from mttq.totals.gaps import find_gaps
from mttq.totals.model import Amount, Gap, Total
from mttq.totals.rollup import Rollup
from mttq.totals.targets import Goal, Targets


class Row(msgspec.Struct, frozen=True):
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
        before: the total of the year it is compared with, or None.
        unallocated: whether this is a divided unit whose parts belong to several, nobody says how much to each.
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
    before: Amount | None = None
    unallocated: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The roll-up of one period.

    Attributes:
        cycle: the year or term.
        period: the period.
        rows: depth-first in catalogue order, then by indicator.
        gaps: what the totals would need that nobody says.
        tree_day: the day whose units the totals are made for.
        compared: the year or term whose totals stand beside these, or None.
    """

    cycle: Cycle
    period: Period
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    tree_day: date
    compared: Cycle | None = None


def build_table(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    tops: Sequence[str],
    indicators: Sequence[str] = (),
    level: Level | None = None,
    recursive: bool = True,
    as_of: date | None = None,
    compare: Cycle | None = None,
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
        as_of: the day whose units the totals are made for; the period's last day where not given.
        compare: another year or term whose totals stand beside these, made for the same units.
    """
    rollup = Rollup(project, cycle, period, as_of=as_of)
    before = Rollup(project, compare, period, as_of=rollup.tree_day) if compare is not None else None
    targets = Targets(project, cycle, rollup.tree_day if as_of is not None else None)
    units = project.catalogue.units
    wanted = [one for one in project.catalogue.indicators.values() if not indicators or one.id in indicators]
    # The indicators of each unit, with a target or a figure at or below it; those of one unit in catalogue order.
    touched: dict[str, list[Indicator]] = {}
    for one in wanted:
        for unit_id in rollup.heard(one.id) | rollup.with_those_above(targets.units(one.id)):
            touched.setdefault(unit_id, []).append(one)
    unallocated = _unallocated(rollup) if as_of is not None else {}
    rows: list[Row] = []
    for top in tops:
        for unit in units.below(top) if recursive else [units.by_id[top]]:
            if rollup.exists(unit) and (level is None or unit.level_on(rollup.tree_day) is level):
                rows += [_row(unit, one, rollup, targets, before) for one in touched.get(unit.id, ())]
            for divided in unallocated.get(unit.id, ()) if level is None else ():
                rows += [_row(divided, one, rollup, targets, before) for one in touched.get(divided.id, ())]
    gaps = find_gaps(rollup, targets, [one.id for one in wanted], tops)
    return Table(cycle, period, tuple(rows), tuple(gaps), rollup.tree_day, compare)


def _unallocated(rollup: Rollup) -> dict[str, list[Unit]]:
    """Units divided without weights, by the lowest unit of the tree that holds all that took them over."""
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


def _row(unit: Unit, indicator: Indicator, rollup: Rollup, targets: Targets, before: Rollup | None) -> Row:
    total = rollup.total(unit.id, indicator.id)
    goal = targets.of(unit.id, indicator.id)
    children = [child.id for child in rollup.children(unit.id)]
    return Row(
        unit,
        unit.name_on(rollup.tree_day),
        unit.level_on(rollup.tree_day),
        indicator,
        goal,
        targets.registered(children, indicator),
        total,
        completion(goal, total, indicator),
        reached(goal, total, indicator, stock=rollup.is_stock(indicator)),
        before.total(unit.id, indicator.id).result if before is not None else None,
        rollup.as_of is not None and not rollup.exists(unit),
    )
