"""Targets of a year after mergers, and what the units directly below have registered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from coverage_map import UnitMap
from coverage_model import Goal, Indicator, Project
from msgspec import Struct

RANGE = "khoang"
ADDED = ("tong", "dem-don-vi")


class GoalFound(Struct, frozen=True, kw_only=True):
    """A unit's target.

    Attributes:
        goal: None if there is none, or if there are several that can't be added.
        refused: there are several that can't be added.
    """

    goal: Goal | None = None
    refused: bool = False


class Targets:
    """The targets of one project."""

    def __init__(self, project: Project, units: UnitMap) -> None:
        self.project = project
        self.map = units

    def goal(self, indicator: Indicator, unit: str, year: int, day: date) -> GoalFound:
        """The unit's own target and those of the units that it took over by a day."""
        own = [
            target.goal
            for target in self.project.targets
            if (target.unit, target.year, target.indicator) == (unit, year, indicator.id)
        ]
        adds = indicator.across in ADDED
        if own and not adds:
            return GoalFound(goal=own[0])
        goals = own
        for taken, share, when in self._taken(unit, year, day):
            found = self.goal(indicator, taken, year, when)
            if found.refused:
                return found
            if found.goal:
                goals.append(_scaled(found.goal, share) if adds else found.goal)
        if not goals:
            return GoalFound()
        total = add(goals) if adds else (goals[0] if len(set(goals)) == 1 else None)
        return GoalFound(goal=total, refused=total is None)

    def _taken(self, unit: str, year: int, day: date) -> list[tuple[str, Fraction, date]]:
        """What a unit took over by a day, after which its plan was not amended: unit, share, day."""
        amended = [a.day for a in self.project.amendments if (a.unit, a.year) == (unit, year)]
        return [
            (taken, self.map.direct_share(taken, unit), each.day)
            for taken in self.map.units
            for each in self.map.heirs(taken, day)
            if each.heir == unit and all(when < each.day for when in amended)
            if self.map.direct_share(taken, unit)
        ]

    def registered_below(self, indicator: Indicator, unit: str, year: int, day: date) -> Fraction | None:
        """The sum of the targets of the rows directly below, ranges by their low end; None if one is unknown."""
        if indicator.across not in ADDED:
            return None
        below = [self.goal(indicator, each, year, day) for each in self.map.shown_below(unit, day)]
        goals = [found.goal for found in below if found.goal]
        if not goals or any(found.refused for found in below):
            return None
        return sum((goal.low for goal in goals), Fraction(0))


def add(goals: Sequence[Goal]) -> Goal | None:
    """The sum of targets; None if they can't be added."""
    comparators = {goal.comparator for goal in goals}
    low = sum((goal.low for goal in goals), Fraction(0))
    if len(goals) == 1:
        return goals[0]
    if RANGE in comparators:
        if comparators - {RANGE, ">=", "="}:
            return None
        high = sum((goal.low if goal.high is None else goal.high for goal in goals), Fraction(0))
        return Goal(comparator=RANGE, low=low, high=high)
    for strict, loose in ((">", ">="), ("<", "<=")):
        if comparators <= {strict, loose, "="}:
            known = [each for each in (strict, loose, "=") if each in comparators]
            return Goal(comparator=known[0], low=low)
    return None


def _scaled(goal: Goal, share: Fraction) -> Goal:
    high = None if goal.high is None else goal.high * share
    return Goal(comparator=goal.comparator, low=goal.low * share, high=high)
