"""The targets of units, with those of the units that they took over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

import msgspec
from msgspec.structs import replace

from mttq.catalogue import Direction, Indicator, Unit
from mttq.documents import Project, Target
from mttq.documents.outline import PlanOutline
from mttq.documents.shapes import EACH_YEAR
from mttq.levels import Level
from mttq.period import PERIODS, Cycle
from mttq.quantity import Comparator, Quantity
from mttq.totals.arithmetic import ONE, add, multiply, quotient
from mttq.totals.operators import operator_of
from mttq.totals.periods import period_operator_of
from mttq.totals.standing_units import StandingUnits

# Comparators of targets that can be added up.
_ALIKE = (
    {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EXACTLY},
    {Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.EXACTLY},
    {Comparator.AT_LEAST, Comparator.RANGE, Comparator.EXACTLY},
)
# The comparator of a sum: the first of these that is among them.
_OF_SUM = (
    Comparator.RANGE,
    Comparator.MORE_THAN,
    Comparator.LESS_THAN,
    Comparator.AT_LEAST,
    Comparator.AT_MOST,
    Comparator.EXACTLY,
)


class Aim(msgspec.Struct, frozen=True, kw_only=True):
    """What a result is compared with.

    Attributes:
        comparator: as written, or else the target's, or else the default for the indicator's direction.
        value: the amount, or the low end of a range.
        high: the high end of a range, else None.
    """

    comparator: Comparator
    value: Decimal
    high: Decimal | None = None

    @property
    def addable(self) -> bool:
        """Whether it is one amount or range."""
        return True


class Phase(Aim, frozen=True, kw_only=True):
    """What is due of a target by the end of a period (`phan_ky`).

    Attributes:
        stop: the month after the period's last one.
    """

    stop: int


class Goal(Aim, frozen=True, kw_only=True):
    """A target in the form in which results are compared with it.

    Its value is for all years and units that the target covers.

    Attributes:
        target: the line in the unit's plan, or else in the first plan taken over that has one.
        path: the plan's file.
        years: how many years the plan is for.
        whole: False if the target is for each of an unknown number of units, or if those of units taken over
            can't be added to it. `value` is then the amount for each, and no result is compared with it.
        taken_over: the targets of units taken over that are part of it: unit, whole target and share.
        written: whether the unit's own plan has it.
        giver: the unit above whose plan hands it down, or "".
        term: the term whose plan says what is due in the year, or "".
        phases: what is due earlier, in order of time.
        measure: the plan's word for its unit of measure, for documents that quote it; "" for the indicator's.
    """

    target: Target
    path: str
    years: int = 1
    whole: bool = True
    taken_over: tuple[tuple[str, Goal, Decimal], ...] = ()
    written: bool = True
    giver: str = ""
    term: str = ""
    phases: tuple[Phase, ...] = ()
    measure: str = ""

    @property
    def is_all_own(self) -> bool:
        """Whether the unit does all of it itself (`cap_minh: tat-ca`), so that its own figure is the result."""
        return self.target.own_all and self.written and not self.taken_over

    def own_part(self, indicator: Indicator) -> Goal | None:
        """Return what the unit does of it itself (`cap_minh`); None if the plan does not say so."""
        if self.is_all_own:
            return self
        own = self.target.own
        if own is None or not self.written or self.taken_over:
            return None
        times = self.years if own.per_year and period_operator_of(indicator).adds else 1
        high = None if own.high is None else multiply(own.high, times)
        return replace(
            self,
            comparator=Comparator.RANGE if high is not None else own.comparator or _default(indicator),
            value=multiply(own.value, times),
            high=high,
            whole=True,
            phases=(),
        )

    @property
    def addable(self) -> bool:
        """Whether it is one amount or range; False if the targets of units taken over can't be added to it."""
        return self.whole or not self.taken_over

    def of_one_year(self) -> Goal:
        """Return the target for each year of the plan."""
        years = Decimal(self.years)
        high = None if self.high is None else quotient(self.high, years)
        return replace(self, value=quotient(self.value, years), high=high)

    def due(self, months: range) -> Goal | None:
        """Return what is due by the end of some months, or None if the plan does not say so."""
        found = [one for one in self.phases if one.stop <= months.stop]
        if not found:
            return None
        last = found[-1]
        return replace(self, comparator=last.comparator, value=last.value, high=last.high, phases=())


Lines = dict[str, dict[str, tuple[PlanOutline, Target]]]
"""Targets with their plans, by indicator and unit."""


def yearly_lines(
    project: Project,
    cycle: Cycle,
    units: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
) -> Lines:
    """Return what the plans of terms say of a year: a target for each year, or what is due by its end.

    Args:
        project: the outlines of the plans, and the catalogue.
        cycle: the year; of a term, and of what stands alone, they say nothing.
        units: only the plans of these; None for all.
        indicators: only these; None for all.
    """
    found: Lines = {}
    if cycle.is_term or cycle.alone is not None:
        return found
    terms = [one for one in project.cycles.values() if one.is_term and cycle.first_year in one.years]
    for plan in (plan for term in reversed(terms) for plan in project.plans(term)):
        if not plan.head.by_year or (units is not None and plan.ref.unit not in units):
            continue
        for target in plan.body().targets:
            indicator = project.catalogue.indicators.get(target.indicator)
            if indicator is None or (indicators is not None and indicator.id not in indicators):
                continue
            line = _in_year(target, indicator, cycle.first_year)
            if line is not None:
                found.setdefault(indicator.id, {}).setdefault(plan.ref.unit, (plan, line))
    return found


def _in_year(target: Target, indicator: Indicator, year: int) -> Target | None:
    """Return what a term's target says of one year; None if it says nothing that the year's result compares with."""
    quantity, span = target.quantity, target.span
    if not quantity.per_year and target.for_each != EACH_YEAR:
        due = [one for one in target.phases if one.name <= str(year)]
        # What adds up over the years is due since the beginning of the term, not in the year.
        if not due or period_operator_of(indicator).adds:
            return None
        last = max(due, key=lambda one: one.name)
        span, quantity = last.span, last.quantity
        if quantity.comparator is None and quantity.high is None:
            quantity = replace(quantity, comparator=target.quantity.comparator)
    return Target(
        indicator=target.indicator,
        quantity=quantity,
        programme=target.programme,
        for_each=target.for_each if target.for_each == EACH_YEAR else "",
        key_span=target.key_span,
        span=span,
    )


class Targets:
    """The targets of the plans of a year or term.

    A unit without a target of its own has the one that the plan of the unit above hands down to it, or else what its
    plan for a term says of the year. A unit that took
    others over in that time also has their targets, unless its plan was amended since.

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
        self._standing = StandingUnits(self._catalogue.units, cycle, until)
        self._lines: dict[str, dict[str, tuple[PlanOutline, Target]]] = {}
        self._handed: dict[str, dict[str, tuple[PlanOutline, Target]]] = {}
        self._terms = yearly_lines(project, cycle, units, indicators)
        self._written: dict[tuple[str, str], Goal] = {}
        self._given: dict[tuple[str, str], Goal] = {}
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
            unit = plan.ref.unit
            for target in plan.body().targets:
                name = target.indicator
                if (indicators is None or name in indicators) and name in self._catalogue.indicators:
                    self._lines.setdefault(name, {}).setdefault(unit, (plan, target))
                    if target.handed_down:
                        self._hand_down(plan, target)
        for plan in [] if units is None else self._above(project, units):
            for target in plan.body().targets:
                name = target.indicator
                if (indicators is None or name in indicators) and name in self._catalogue.indicators:
                    self._hand_down(plan, target)

    def _above(self, project: Project, units: Collection[str]) -> list[PlanOutline]:
        """Return the plans of the units above some units that hand something down, without those of the units."""
        tree = self._catalogue.units
        above = {tree.parent_of(unit) for unit in units if unit in tree.by_id}.difference(units)
        plans = (project.plan_of(unit, self._cycle) for unit in sorted(above))
        return [plan for plan in plans if plan is not None and plan.head.hands_down]

    def _hand_down(self, plan: PlanOutline, target: Target) -> None:
        """Keep what a plan hands down to units directly below; the first line counts."""
        tree = self._catalogue.units
        for part in target.handed_down:
            asked = self._asked is None or part.name in self._asked
            if asked and part.name in tree.by_id and tree.parent_of(part.name) == plan.ref.unit:
                line = Target(
                    indicator=target.indicator,
                    quantity=part.quantity,
                    programme=target.programme,
                    key_span=part.name_span,
                    span=part.span,
                )
                self._handed.setdefault(target.indicator, {}).setdefault(part.name, (plan, line))

    def of(self, unit: str, indicator: str) -> Goal | None:
        """Return the target of a unit for an indicator, with those of the units it took over."""
        known = self._catalogue.units.get(unit)
        if known is None or not known.takes_over:
            return self._own(unit, indicator)
        key = (unit, indicator)
        if key not in self._joint:
            # Ends the circle of units that took each other over.
            self._joint[key] = self._own(unit, indicator)
            self._joint[key] = self._with_taken_over(known, self._catalogue.indicators[indicator])
        return self._joint[key]

    def written(self, unit: str, indicator: str) -> Goal | None:
        """Return the target in a unit's own plan for an indicator."""
        found = self._written.get((unit, indicator))
        line = self._lines.get(indicator, {}).get(unit) if found is None else None
        if line is not None:
            found = self._written[unit, indicator] = self._goal(*line, self._catalogue.indicators[indicator])
        return found

    def _own(self, unit: str, indicator: str) -> Goal | None:
        """Return the target in a unit's own plan, or else the one handed down to it."""
        found = self.written(unit, indicator)
        if found is not None or not (self._handed or self._terms):
            return found
        key = (unit, indicator)
        found = self._given.get(key)
        if found is None:
            handed = self._handed.get(indicator, {}).get(unit)
            line = handed or self._terms.get(indicator, {}).get(unit)
            if line is not None:
                plan, target = line
                goal = self._goal(plan, target, self._catalogue.indicators[indicator])
                giver, term = (plan.ref.unit, "") if handed else ("", plan.ref.cycle.name)
                found = self._given[key] = replace(goal, written=False, giver=giver, term=term)
        return found

    def amount(self, unit: str, indicator: str) -> Decimal | None:
        """Return the amount, or the low end of the range, of the target in a unit's own plan."""
        line = self._lines.get(indicator, {}).get(unit)
        if line is None:
            return None
        _, target = line
        plain = not target.for_each and not target.quantity.per_year
        goal = None if plain else self.written(unit, indicator)
        return target.quantity.value if goal is None else goal.value

    def _with_taken_over(self, unit: Unit, indicator: Indicator) -> Goal | None:
        own = self._own(unit.id, indicator.id)
        if not operator_of(indicator).targets_add:
            return own
        taken = []
        for one in unit.takes_over:
            brings = self._standing.brings(unit, one, self._amended.get(unit.id))
            goal = self.of(one.unit, indicator.id) if brings else None
            if goal is not None:
                taken.append((one.unit, goal, Decimal(1) if one.share is None else one.share))
        return _joint(own, tuple(taken)) if taken else own

    def all(self) -> list[tuple[str, Goal]]:
        """Return every target with its unit."""
        return [
            (unit, goal)
            for name, lines in self._lines.items()
            for unit in lines
            if (goal := self.written(unit, name)) is not None
        ]

    def indicators(self) -> set[str]:
        """Return the indicators that have a target."""
        return set(self._lines)

    def units(self, indicator: str) -> set[str]:
        """Return the units that have a target for an indicator, in their own plans or handed down."""
        return {
            unit for lines in (self._lines, self._handed, self._terms) for unit in lines.get(indicator, ())
        }

    def registered(self, unit_id: str, children: Sequence[Unit], indicator: Indicator) -> Decimal | None:
        """Return the sum of the targets of the units directly below as their rows show them, or None if there is none.

        Member organisations are part of it only if the indicator names them.
        """
        if not operator_of(indicator).targets_add:
            return None
        members = () if Level.MEMBER in indicator.levels else self._members
        found = (
            self.of(one.id, indicator.id)
            for one in self._standing.below(
                unit_id, children, lambda unit: self.of(unit, indicator.id) is not None
            )
            if one.id not in members
        )
        goals = [goal for goal in found if goal is not None]
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
        default = _default(indicator)
        if quantity.high is None and not quantity.per_year and not target.for_each:
            return Goal(
                comparator=quantity.comparator or default,
                value=quantity.value,
                high=None,
                target=target,
                path=plan.ref.path,
                years=years,
                phases=self._phases(target, quantity.comparator or default, 1),
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
            phases=self._phases(target, comparator, times) if count is not None else (),
        )

    def _phases(self, target: Target, comparator: Comparator, times: int) -> tuple[Phase, ...]:
        """Return what is due by the end of each period of the year that a target names."""
        found: dict[int, Phase] = {}
        for part in target.phases if not self._cycle.is_term else ():
            period, quantity = PERIODS.get(part.name), part.quantity
            if period is None or not period.fits(self._cycle):
                continue
            stop = period.months(self._cycle).stop
            found[stop] = Phase(
                stop=stop,
                comparator=_due_comparator(quantity, comparator),
                value=multiply(quantity.value, times),
                high=None if quantity.high is None else multiply(quantity.high, times),
            )
        return tuple(found[stop] for stop in sorted(found))

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


def _default(indicator: Indicator) -> Comparator:
    """Return the comparator of a target without one."""
    return Comparator.AT_LEAST if indicator.direction is Direction.UP else Comparator.AT_MOST


def _due_comparator(quantity: Quantity, comparator: Comparator) -> Comparator:
    """Return the comparator of what is due: as written, or else the target's; an amount due for a range is at least."""
    if quantity.high is not None:
        return Comparator.RANGE
    if quantity.comparator is not None:
        return quantity.comparator
    return Comparator.AT_LEAST if comparator is Comparator.RANGE else comparator


def _joint(own: Goal | None, taken: tuple[tuple[str, Goal, Decimal], ...]) -> Goal:
    """Return the targets of several units as one.

    It is whole if all are minimums or all are maximums, exact amounts among them; a sum of ranges is a range, to which
    minimums add at both ends.
    """
    goals = [(one, share) for _, one, share in taken]
    if own is not None:
        goals.insert(0, (own, ONE))
    first = goals[0][0]
    joint = _sum([(_as_phase(goal), share) for goal, share in goals])
    whole = joint is not None and all(goal.whole for goal, _ in goals)
    if joint is None:
        joint = Phase(stop=0, comparator=first.comparator, value=first.value)
    return replace(
        first,
        comparator=joint.comparator,
        value=joint.value,
        high=joint.high if whole else None,
        whole=whole,
        taken_over=taken,
        written=own is not None and own.written,
        giver=own.giver if own is not None else "",
        term=own.term if own is not None else "",
        phases=_joint_phases(goals) if whole else (),
    )


def _joint_phases(goals: Sequence[tuple[Goal, Decimal]]) -> tuple[Phase, ...]:
    """Return what is due of several targets together, for the months by which every one of them says so."""
    found = []
    for stop in sorted({one.stop for goal, _ in goals for one in goal.phases}):
        due = [(goal.due(range(stop, stop)), share) for goal, share in goals]
        known = [(_as_phase(goal), share) for goal, share in due if goal is not None]
        joint = _sum(known) if len(known) == len(goals) else None
        if joint is not None:
            found.append(replace(joint, stop=stop))
    return tuple(found)


def _as_phase(goal: Goal) -> Phase:
    return Phase(stop=0, comparator=goal.comparator, value=goal.value, high=goal.high)


def _sum(goals: Sequence[tuple[Phase, Decimal]]) -> Phase | None:
    """Add amounts by their shares; None if their comparators can't be added."""
    comparators = {goal.comparator for goal, _ in goals}
    if len(goals) > 1 and not any(comparators <= one for one in _ALIKE):
        return None
    comparator = next(one for one in _OF_SUM if one in comparators)
    ends = [(goal.value if goal.high is None else goal.high, share) for goal, share in goals]
    return Phase(
        stop=0,
        comparator=comparator,
        value=add([multiply(goal.value, share) for goal, share in goals]),
        high=add([multiply(end, share) for end, share in ends]) if comparator is Comparator.RANGE else None,
    )
