"""The roll-up: totals of every unit over itself and everything below it, for one period.

Each reported figure counts at most once in any total. A missing figure is
never a zero: it makes the total incomplete, and is named. Where something
below is missing, a lower unit that states a figure for its whole area stands
for everything below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mttq.catalogue import Indicator, OverPeriods, OverUnits, Unit
from mttq.documents import Project, Scope
from mttq.period import Cycle, Period
from mttq.totals.lines import Lines
from mttq.totals.model import ZERO, Amount, Given, Reading, Status, Total
from mttq.totals.operators import OPERATORS, Operator
from mttq.totals.readings import Readings


class Rollup:
    """The totals of one period of a year or term.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        lines: the figures of the cycle, where they have been gathered already.
    """

    def __init__(self, project: Project, cycle: Cycle, period: Period, lines: Lines | None = None) -> None:
        self.project = project
        self.cycle = cycle
        self.period = period
        self.lines = lines if lines is not None else Lines(project, cycle)
        self._months = period.months(cycle)
        self._first, self._last = period.first_day(cycle), period.last_day(cycle)
        self._readings = Readings(project.catalogue, self.lines, self._months)
        self._totals: dict[str, dict[str, Total]] = {}

    @property
    def last_day(self) -> date:
        """The period's last day, on which names and levels are read."""
        return self._last

    def exists(self, unit: Unit) -> bool:
        """Whether a unit exists at any time in the period."""
        return unit.valid_within(self._first, self._last)

    def children(self, unit_id: str) -> list[Unit]:
        """The units directly below that exist in the period."""
        return [unit for unit in self.project.catalogue.units.children(unit_id) if self.exists(unit)]

    def expects(self, unit: Unit, indicator: Indicator) -> bool:
        """Whether a unit has to report an indicator for the period."""
        day = self._last if unit.last is None else min(self._last, unit.last)
        if not self.exists(unit) or not indicator.valid_on(day):
            return False
        if indicator.over_periods is OverPeriods.STOCK and not unit.valid_on(self._last):
            return False
        return unit.level_on(day) in indicator.levels

    def total(self, unit_id: str, indicator_id: str) -> Total:
        """The total of one unit for one indicator, both in the catalogue."""
        known = self._totals.setdefault(indicator_id, {})
        if unit_id not in known:
            self._compute(unit_id, self.project.catalogue.indicators[indicator_id], known)
        return known[unit_id]

    def _compute(self, unit_id: str, indicator: Indicator, known: dict[str, Total]) -> None:
        operator = OPERATORS.get(indicator.over_units)
        children = self.children(unit_id)
        parts = []
        for child in children if operator is not None else ():
            if child.id not in known:
                self._compute(child.id, indicator, known)
            parts.append(known[child.id])
        unit = self.project.catalogue.units.by_id[unit_id]
        own = self._readings.of(unit_id, Scope.OWN, indicator)
        stated = self._readings.of(unit_id, Scope.STATED, indicator)
        if not children and own.given is Given.MISSING:
            own = stated  # with nothing below, the whole area is the unit itself
        expected = self.expects(unit, indicator)
        if operator is None:
            known[unit_id] = _own_only(unit_id, own, stated, expected)
        else:
            known[unit_id] = _Combination(unit_id, own, stated, expected, parts, operator).total()


def _own_only(unit_id: str, own: Reading, stated: Reading, expected: bool) -> Total:
    """A figure that is shown for each unit and never added."""
    result, status = own.amount, Status.COMPLETE
    if not own.reported:
        status = Status.INCOMPLETE if own.given is Given.GIVEN else Status.NOTHING
    if own.given is Given.MISSING and stated.given is Given.GIVEN:
        result, status = stated.amount, Status.AS_STATED
    there = own.reported and expected
    missing = () if there or not expected else (unit_id,)
    return Total(own, own.amount, stated, result, status, int(there), int(expected), missing, not missing)


class _Combination:
    """One unit's figure and the totals of the units directly below it, combined."""

    def __init__(
        self,
        unit_id: str,
        own: Reading,
        stated: Reading,
        expected: bool,
        parts: Sequence[Total],
        operator: Operator,
    ) -> None:
        self.own = own
        self.stated = stated
        self.operator = operator
        there = own.reported and expected
        absent = (unit_id,) if expected and not there else ()
        self.expected = int(expected) + sum(part.expected for part in parts)
        self.reported = int(there) + sum(part.reported for part in parts)
        self.missing = (*absent, *(unit for part in parts for unit in part.missing))
        amounts = [part.result for part in parts if part.result is not None]
        if expected and own.amount is not None:
            amounts.insert(0, own.amount)
        # A percentage without its counts stands for its own unit only and can't be part of a larger total.
        alone = not any(part.expected for part in parts)
        self.addable = alone or operator is not OPERATORS[OverUnits.RATIO] or _have_counts(amounts)
        usable = amounts if alone else [one for one in amounts if operator.grows or one.counts is not None]
        self.computed = _combine(usable, operator)
        self.covered = not absent and self.addable and all(part.covered for part in parts)
        self.complete = self.expected > 0 and self.reported == self.expected and self.addable

    def total(self) -> Total:
        result, status = self.computed, Status.INCOMPLETE
        if self._differs():
            status = Status.DIFFERS
        elif self.complete:
            status = Status.COMPLETE
        elif self.stated.amount is not None and self.stated is not self.own:
            result, status = self.stated.amount, Status.AS_STATED
        elif self.computed is None:
            status = Status.NOTHING
        elif self.covered and self.expected > 0:
            status = Status.AS_STATED
        return Total(
            self.own,
            self.computed,
            self.stated,
            result,
            status,
            self.reported,
            self.expected,
            self.missing,
            self.covered or status is Status.AS_STATED,
        )

    def _differs(self) -> bool:
        """Whether the stated figure can't be true beside the figures that are in."""
        stated, computed = self.stated.amount, self.computed
        if stated is None or computed is None or self.stated is self.own:
            return False
        difference = difference_of(stated, computed)
        tolerance = ZERO
        if stated.approximation is not None or computed.approximation is not None:
            tolerance = computed.tolerance + sum(
                (one.figure.quantity.step for one in self.stated.lines), ZERO
            )
        if self.complete or self.covered:
            return abs(difference) > tolerance
        return self.operator.grows and difference < -tolerance


def difference_of(stated: Amount, computed: Amount) -> Decimal:
    """How much more a stated figure says than the computed one; for two counts, the first that differs."""
    if stated.counts is not None and computed.counts is not None:
        pairs = zip(stated.counts, computed.counts, strict=True)
        return next((said - found for said, found in pairs if said != found), ZERO)
    if stated.counts is not None or computed.counts is not None:
        return ZERO  # a percentage without its counts has nothing to be compared with
    return stated.value - computed.value


def _have_counts(amounts: Sequence[Amount]) -> bool:
    return all(one.counts is not None for one in amounts)


def _combine(amounts: Sequence[Amount], operator: Operator) -> Amount | None:
    if not amounts:
        return None
    return amounts[0] if len(amounts) == 1 else operator.combine(amounts)
