"""Targets beside totals: what was planned, how far it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mttq.catalogue import Direction, Indicator, Level, OverPeriods, OverUnits, Unit
from mttq.documents import Plan, Project, Target
from mttq.period import Cycle
from mttq.quantity import Approximation, Comparator
from mttq.totals.arithmetic import add, multiply, percentage
from mttq.totals.model import Amount, Given, Reading, Total
from mttq.totals.operators import OPERATORS

# The operators for which the targets of the units below add up.
_ADDED = (OverUnits.SUM, OverUnits.COUNT_UNITS)
_EACH_YEAR = "nam"

_NUDGES = {Approximation.ABOVE: 1, Approximation.BELOW: -1, Approximation.AROUND: 0, None: 0}


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as it is compared with results.

    Attributes:
        comparator: as written, else what the indicator's direction means.
        value: the amount, or the low end of a range, for all years and all units it is said of.
        high: the high end of a range, else None.
        target: the line in the plan.
        path: the plan's file.
        years: how many years the plan is for.
        whole: False where it is said for each of some units and can't be made into one amount for all;
            then it is what is said for each, and nothing is compared with it.
    """

    comparator: Comparator
    value: Decimal
    high: Decimal | None
    target: Target
    path: str
    years: int = 1
    whole: bool = True


class Targets:
    """The targets of all plans of a year or term."""

    def __init__(self, project: Project, cycle: Cycle) -> None:
        self._catalogue = project.catalogue
        self._cycle = cycle
        self._found: dict[str, dict[str, Goal]] = {}
        for document in project.documents:
            if isinstance(document, Plan) and document.ref.cycle == cycle:
                for programme in document.programmes:
                    for target in programme.targets:
                        self._add(document, target)

    def _add(self, plan: Plan, target: Target) -> None:
        indicator = self._catalogue.indicators.get(target.indicator)
        if indicator is not None:
            goals = self._found.setdefault(target.indicator, {})
            goals.setdefault(plan.ref.unit, self._goal(plan, target, indicator))

    def of(self, unit: str, indicator: str) -> Goal | None:
        """The target of a unit for an indicator."""
        return self._found.get(indicator, {}).get(unit)

    def all(self) -> list[tuple[str, Goal]]:
        """Every target with its unit."""
        return [pair for goals in self._found.values() for pair in goals.items()]

    def indicators(self) -> set[str]:
        """The indicators that have any target."""
        return set(self._found)

    def units(self, indicator: str) -> set[str]:
        """The units that have a target for an indicator."""
        return set(self._found.get(indicator, {}))

    def registered(self, children: list[str], indicator: Indicator) -> Decimal | None:
        """The sum of the targets of the units directly below, or None where none has one.

        Member organisations are part of it only where the indicator names them.
        """
        if indicator.over_units not in _ADDED:
            return None
        found = self._found.get(indicator.id, {})
        goals = [found[child] for child in children if child in found and self._adds(child, indicator)]
        if not goals or not all(goal.whole for goal in goals):
            return None
        return add(goal.value for goal in goals)

    def _adds(self, unit_id: str, indicator: Indicator) -> bool:
        unit = self._catalogue.units.by_id[unit_id]
        level = unit.level_on(self._cycle.whole.last_day(self._cycle))
        return level is not Level.MEMBER or Level.MEMBER in indicator.levels

    def _goal(self, plan: Plan, target: Target, indicator: Indicator) -> Goal:
        quantity = target.quantity
        years = len(self._cycle.years)
        each_year = quantity.per_year or target.for_each == _EACH_YEAR
        times = years if each_year and indicator.over_periods is OverPeriods.FLOW else 1
        count = self._count(plan.ref.unit, target, indicator)
        times *= count or 1
        default = Comparator.AT_LEAST if indicator.direction is Direction.UP else Comparator.AT_MOST
        high = None if quantity.high is None else multiply(quantity.high, times)
        comparator = Comparator.RANGE if high is not None else quantity.comparator or default
        value = multiply(quantity.value, times)
        return Goal(comparator, value, high, target, plan.ref.path, years, count is not None)

    def _count(self, unit_id: str, target: Target, indicator: Indicator) -> int | None:
        """How many units a target is said for each of; None where there is no amount for all of them."""
        if not target.for_each or target.for_each == _EACH_YEAR:
            return 1
        if indicator.over_units not in _ADDED:
            return None
        if target.count is not None:
            return target.count or None
        last = self._cycle.whole.last_day(self._cycle)

        def meant(unit: Unit) -> bool:
            return unit.valid_on(last) and unit.level_on(last) == target.for_each

        units = self._catalogue.units
        if unit_id not in units.by_id:
            return None
        # None at all means that the catalogue does not go down so far, not that there are none.
        return sum(map(meant, units.below(unit_id))) or None


def completion(goal: Goal | None, total: Total, indicator: Indicator) -> Decimal | None:
    """The result as a percentage of the target, to 28 digits; None where that says nothing."""
    result = total.result
    if goal is None or result is None or indicator.direction is Direction.DOWN:
        return None
    if not goal.whole or not goal.value:
        return None
    if goal.comparator in {Comparator.RANGE, Comparator.LESS_THAN, Comparator.AT_MOST}:
        return None
    if result.counts is not None:
        above, below = result.counts
        return percentage(multiply(above, 100), multiply(below, goal.value))
    return percentage(_comparable(goal, result), goal.value)


def reached(goal: Goal | None, total: Total, indicator: Indicator, *, stock: bool = False) -> bool | None:
    """Whether a target is reached; None where that is not known.

    While figures are missing it is known only if nothing missing could change it.

    Args:
        goal: the target.
        total: the total it is about.
        indicator: what both are of.
        stock: figures tell how things stand at the period's end.
    """
    if goal is None or not goal.whole or total.result is None:
        return None
    value = (_comparable(goal, total.result), _NUDGES[total.result.approximation])
    verdict = _compare(goal, value)
    if total.covered:
        return verdict
    if total.result.yearly or not _grows(indicator):
        return None
    # What stood last month may be less at the end of this one.
    if stock and any(_is_old(said) for one in total.walk() for said in (one.own, one.stated)):
        return None
    return _settled(goal, value, verdict)


def _grows(indicator: Indicator) -> bool:
    """Whether figures that come in later can only raise a total."""
    if indicator.over_units is OverUnits.NEVER:
        return indicator.over_periods is OverPeriods.FLOW
    operator = OPERATORS.get(indicator.over_units)
    return operator is not None and operator.grows


def _is_old(said: Reading) -> bool:
    return said.given is Given.GIVEN and not said.complete


def _settled(goal: Goal, value: tuple[Decimal, int], verdict: bool) -> bool | None:
    """The verdict on a total that can still grow, where growing can't change it."""
    if goal.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}:
        return True if verdict else None
    beyond = (goal.high if goal.high is not None else goal.value, 0)
    exceeded = value >= beyond if goal.comparator is Comparator.LESS_THAN else value > beyond
    return False if exceeded else None


def _comparable(goal: Goal, result: Amount) -> Decimal:
    """The result on the footing of the target: a yearly mean for all the years."""
    return multiply(result.value, goal.years) if result.yearly else result.value


def _compare(goal: Goal, value: tuple[Decimal, int]) -> bool:
    """A result just above its value (`trên`) or just below it (`gần`) is compared as such."""
    exact = (goal.value, 0)
    if goal.comparator is Comparator.AT_LEAST:
        return value >= exact
    if goal.comparator is Comparator.MORE_THAN:
        return value > exact
    if goal.comparator is Comparator.AT_MOST:
        return value <= exact
    if goal.comparator is Comparator.LESS_THAN:
        return value < exact
    if goal.comparator is Comparator.RANGE:
        return exact <= value <= (goal.high if goal.high is not None else goal.value, 0)
    return value == exact
