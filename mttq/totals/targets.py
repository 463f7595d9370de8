"""The targets of units, with those of the units that they took over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

import msgspec
from msgspec.structs import replace

from mttq.catalogue import Direction, Indicator, Succession, Unit
from mttq.documents import Project, Target
from mttq.documents.outline import PlanOutline
from mttq.documents.shapes import EACH_YEAR
from mttq.levels import Level
from mttq.period import Cycle
from mttq.quantity import Comparator
from mttq.totals.arithmetic import add, multiply
from mttq.totals.operators import operator_of
from mttq.totals.periods import period_operator_of

# Comparators of targets that can be added up.
_ALIKE = (
    {Comparator.AT_LEAST, Comparator.MORE_THAN},
    {Comparator.AT_MOST, Comparator.LESS_THAN},
    {Comparator.EXACTLY},
)
_STRICT = (Comparator.MORE_THAN, Comparator.LESS_THAN)


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """A target in the form in which results are compared with it.

    Attributes:
        comparator: as written, or else the default for the indicator's direction.
        value: the amount, or the low end of a range, for all years and units that the target covers.
        high: the high end of a range, else None.
        target: the line in the unit's plan, or else in the first plan taken over that has one.
        path: the plan's file.
        years: how many years the plan is for.
        whole: False if the target is for each of an unknown number of units, or if those of units taken over
            can't be added to it. `value` is then the amount for each, and no result is compared with it.
        taken_over: the targets of units taken over that are part of it: unit, whole target and share.
        written: whether the unit's own plan has it.
    """

    comparator: Comparator
    value: Decimal
    high: Decimal | None
    target: Target
    path: str
    years: int = 1
    whole: bool = True
    taken_over: tuple[tuple[str, Goal, Decimal], ...] = ()
    written: bool = True


class Targets:
    """The targets of the plans of a year or term.

    A unit that took others over in that time also has their targets, unless its plan was amended since.

    Args:
        project: the outlines of the plans, and the catalogue.
        cycle: the year or term.
        until: the day until which units taken over bring their targets; by default the last day of the cycle.
        units: the units whose plans will be asked for; None for all.
        indicators: the indicators that will be asked for; None for all.
    """

    def __init__(
        self,
        project: Project,
        cycle: Cycle,
        until: date | None = None,
        units: Collection[str] | None = None,
        indicators: Collection[str] | None = None,
    ) -> None:
        self._catalogue = project.catalogue
        self._asked = units
        self._cycle = cycle
        self._first_day = cycle.whole.first_day(cycle)
        self._until = until or cycle.whole.last_day(cycle)
        self._found: dict[str, dict[str, Goal]] = {}
        self._joint: dict[tuple[str, str], Goal | None] = {}
        self._amended: dict[str, date] = {}
        plans = (
            project.plans(cycle)
            if units is None
            else [plan for unit in units if (plan := project.plan_of(unit, cycle)) is not None]
        )
        for plan in plans:
            if plan.head.amended:
                self._amended[plan.ref.unit] = max(plan.head.amended)
            for target in plan.body().targets:
                if indicators is None or target.indicator in indicators:
                    self._add(plan, target)

    def _add(self, plan: PlanOutline, target: Target) -> None:
        indicator = self._catalogue.indicators.get(target.indicator)
        if indicator is not None:
            goals = self._found.setdefault(target.indicator, {})
            goals.setdefault(plan.ref.unit, self._goal(plan, target, indicator))

    def of(self, unit: str, indicator: str) -> Goal | None:
        """Return the target of a unit for an indicator, with those of the units it took over."""
        known = self._catalogue.units.get(unit)
        if known is None or not known.takes_over:
            return self.written(unit, indicator)
        key = (unit, indicator)
        if key not in self._joint:
            self._joint[key] = self.written(
                unit, indicator
            )  # ends the circle of units that took each other over
            self._joint[key] = self._with_taken_over(known, self._catalogue.indicators[indicator])
        return self._joint[key]

    def written(self, unit: str, indicator: str) -> Goal | None:
        """Return the target in a unit's own plan for an indicator."""
        return self._found.get(indicator, {}).get(unit)

    def _with_taken_over(self, unit: Unit, indicator: Indicator) -> Goal | None:
        own = self.written(unit.id, indicator.id)
        if not operator_of(indicator).targets_add:
            return own
        taken = []
        for one in unit.takes_over:
            goal = self.of(one.unit, indicator.id) if self._brings(unit, one) else None
            if goal is not None:
                taken.append((one.unit, goal, Decimal(1) if one.share is None else one.share))
        return _joint(own, tuple(taken)) if taken else own

    def _brings(self, unit: Unit, taken: Succession) -> bool:
        """Whether the targets of a unit taken over now belong to its successor."""
        day, old = taken.day or unit.first, self._catalogue.units.get(taken.unit)
        if day is None or old is None or old.id == unit.id or not self._first_day <= day <= self._until:
            return False
        if old.valid_on(self._until) or self._amended.get(unit.id, date.min) >= day:
            return False
        # Without a share, the successor's part of a divided unit's target is unknown.
        return taken.share is not None or self._heirs[old.id] == 1

    @cached_property
    def _heirs(self) -> Counter[str]:
        """The number of successors of each unit."""
        units = self._catalogue.units.by_id.values()
        return Counter(one.unit for unit in units for one in unit.takes_over)

    def all(self) -> list[tuple[str, Goal]]:
        """Return every target with its unit."""
        return [pair for goals in self._found.values() for pair in goals.items()]

    def indicators(self) -> set[str]:
        """Return the indicators that have a target."""
        return set(self._found)

    def units(self, indicator: str) -> set[str]:
        """Return the units that have a target for an indicator."""
        return set(self._found.get(indicator, {}))

    def registered(self, children: Sequence[Unit], indicator: Indicator) -> Decimal | None:
        """Return the sum of the targets of the units directly below, or None if there is none.

        Member organisations are part of it only if the indicator names them.
        """
        if not operator_of(indicator).targets_add:
            return None
        found = self._found.get(indicator.id, {})
        members = () if Level.MEMBER in indicator.levels else self._members
        goals = [found[one.id] for one in children if one.id in found and one.id not in members]
        if not goals or not all(goal.whole for goal in goals):
            return None
        return add([goal.value for goal in goals])

    @cached_property
    def _members(self) -> frozenset[str]:
        """The member organisations on the last day."""
        last = self._cycle.whole.last_day(self._cycle)
        by_id = self._catalogue.units.by_id
        asked = by_id if self._asked is None else self._asked
        return frozenset(unit for unit in asked if by_id[unit].level_on(last) is Level.MEMBER)

    def _goal(self, plan: PlanOutline, target: Target, indicator: Indicator) -> Goal:
        quantity = target.quantity
        years = len(self._cycle.years)
        default = Comparator.AT_LEAST if indicator.direction is Direction.UP else Comparator.AT_MOST
        if quantity.high is None and not quantity.per_year and not target.for_each:
            return Goal(
                comparator=quantity.comparator or default,
                value=quantity.value,
                high=None,
                target=target,
                path=plan.ref.path,
                years=years,
            )
        each_year = quantity.per_year or target.for_each == EACH_YEAR
        times = years if each_year and period_operator_of(indicator).adds else 1
        count = self._count(plan.ref.unit, target, indicator)
        times *= count or 1
        high = None if quantity.high is None else multiply(quantity.high, times)
        comparator = Comparator.RANGE if high is not None else quantity.comparator or default
        value = multiply(quantity.value, times)
        return Goal(
            comparator=comparator,
            value=value,
            high=high,
            target=target,
            path=plan.ref.path,
            years=years,
            whole=count is not None,
        )

    def _count(self, unit_id: str, target: Target, indicator: Indicator) -> int | None:
        """Return how many units a target for each unit covers; None if that is unknown."""
        if not target.for_each or target.for_each == EACH_YEAR:
            return 1
        if not operator_of(indicator).targets_add:
            return None
        if target.count is not None:
            return target.count or None
        last = self._cycle.whole.last_day(self._cycle)

        def meant(unit: Unit) -> bool:
            return unit.valid_on(last) and unit.level_on(last) == target.for_each

        units = self._catalogue.units
        if unit_id not in units.by_id:
            return None
        # If there are none, the catalogue does not go down to that level.
        return sum(map(meant, units.below(unit_id))) or None


def _joint(own: Goal | None, taken: tuple[tuple[str, Goal, Decimal], ...]) -> Goal:
    """Return the targets of several units as one, which is whole if all are minimums or all are maximums."""
    goals = [(one, share) for _, one, share in taken]
    if own is not None:
        goals.insert(0, (own, Decimal(1)))
    first = goals[0][0]
    comparators = {goal.comparator for goal, _ in goals}
    alike = any(comparators <= one for one in _ALIKE)
    strictest = next((one for one in _STRICT if one in comparators), first.comparator)
    return replace(
        first,
        comparator=strictest,
        value=add([multiply(goal.value, share) for goal, share in goals]),
        high=None,
        whole=alike and all(goal.whole for goal, _ in goals),
        taken_over=taken,
        written=own is not None,
    )
