"""Targets beside totals: what was planned, how far it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mttq.catalogue import Direction, Indicator, OverPeriods, OverUnits
from mttq.documents import Plan, Project, Target
from mttq.period import Cycle
from mttq.quantity import Approximation, Comparator
from mttq.totals.model import Amount, Status, Total

# The operators for which the targets of the units below add up.
_ADDED = (OverUnits.SUM, OverUnits.COUNT_UNITS)


_NUDGES = {Approximation.ABOVE: 1, Approximation.BELOW: -1, Approximation.AROUND: 0, None: 0}


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as it is compared with results.

    Attributes:
        comparator: as written, else what the indicator's direction means.
        value: the amount, or the low end of a range.
        high: the high end of a range, else None.
        target: the line in the plan.
        path: the plan's file.
    """

    comparator: Comparator
    value: Decimal
    high: Decimal | None
    target: Target
    path: str


class Targets:
    """The targets of all plans of a year or term."""

    def __init__(self, project: Project, cycle: Cycle) -> None:
        self._catalogue = project.catalogue
        self._found: dict[tuple[str, str], Goal] = {}
        for document in project.documents:
            if isinstance(document, Plan) and document.ref.cycle == cycle:
                for programme in document.programmes:
                    for target in programme.targets:
                        self._add(document, target, cycle)

    def _add(self, plan: Plan, target: Target, cycle: Cycle) -> None:
        indicator = self._catalogue.indicators.get(target.indicator)
        if indicator is not None:
            goal = _goal(target, indicator, plan.ref.path, len(cycle.years))
            self._found.setdefault((plan.ref.unit, target.indicator), goal)

    def of(self, unit: str, indicator: str) -> Goal | None:
        """The target of a unit for an indicator."""
        return self._found.get((unit, indicator))

    def all(self) -> list[tuple[str, Goal]]:
        """Every target with its unit."""
        return [(unit, goal) for (unit, _), goal in self._found.items()]

    def indicators(self) -> set[str]:
        """The indicators that have any target."""
        return {indicator for _, indicator in self._found}

    def units(self, indicator: str) -> set[str]:
        """The units that have a target for an indicator."""
        return {unit for unit, found in self._found if found == indicator}

    def registered(self, children: list[str], indicator: Indicator) -> Decimal | None:
        """The sum of the targets of the units directly below, or None where none has one."""
        if indicator.over_units not in _ADDED:
            return None
        goals = [goal for child in children if (goal := self.of(child, indicator.id)) is not None]
        return sum((goal.value for goal in goals), Decimal(0)) if goals else None


def _goal(target: Target, indicator: Indicator, path: str, years: int) -> Goal:
    quantity = target.quantity
    times = years if quantity.per_year and indicator.over_periods is OverPeriods.FLOW else 1
    default = Comparator.AT_LEAST if indicator.direction is Direction.UP else Comparator.AT_MOST
    high = None if quantity.high is None else quantity.high * times
    comparator = Comparator.RANGE if high is not None else quantity.comparator or default
    return Goal(comparator, quantity.value * times, high, target, path)


def completion(goal: Goal | None, total: Total, indicator: Indicator) -> Decimal | None:
    """The result as a percentage of the target, unrounded; None where that says nothing."""
    if goal is None or total.result is None or indicator.direction is Direction.DOWN or not goal.value:
        return None
    if goal.comparator in {Comparator.RANGE, Comparator.LESS_THAN, Comparator.AT_MOST}:
        return None
    return Decimal(100) * total.result.value / goal.value


def reached(goal: Goal | None, total: Total, indicator: Indicator) -> bool | None:
    """Whether a target is reached; None where that is not known.

    While figures are missing it is known only if nothing missing could change it.
    """
    if goal is None or total.result is None:
        return None
    verdict = _compare(goal, total.result)
    if total.status in {Status.COMPLETE, Status.AS_STATED}:
        return verdict
    if indicator.over_units is not OverUnits.SUM or total.status is Status.NOTHING:
        return None
    return _settled(goal, total.result, verdict)


def _settled(goal: Goal, result: Amount, verdict: bool) -> bool | None:
    """The verdict on a total that can still grow, where growing can't change it."""
    if goal.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}:
        return True if verdict else None
    beyond = goal.high if goal.high is not None else goal.value
    exceeded = result.value > beyond or (goal.comparator is Comparator.LESS_THAN and result.value >= beyond)
    return False if exceeded else None


def _compare(goal: Goal, result: Amount) -> bool:
    """A result just above its value (`trên`) or just below it (`gần`) is compared as such."""
    low = (result.value, _NUDGES[result.approximation])
    exact = (goal.value, 0)
    if goal.comparator is Comparator.AT_LEAST:
        return low >= exact
    if goal.comparator is Comparator.MORE_THAN:
        return low > exact
    if goal.comparator is Comparator.AT_MOST:
        return low <= exact
    if goal.comparator is Comparator.LESS_THAN:
        return low < exact
    if goal.comparator is Comparator.RANGE:
        return exact <= low <= (goal.high or goal.value, 0)
    return low == exact
