"""The target that a plan sets for a level differs from what the units of that level plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from mttq.catalogue import Indicator, OverUnits
from mttq.check.rules.targets_differ import whole_amount
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import NamedPart, Project, Target
from mttq.documents.outline import Outline, PlanOutline
from mttq.levels import Level
from mttq.quantity import Comparator, amount
from mttq.totals import Targets, add

LEVEL_TARGETS_DIFFER = Code("MT413", "theo-cap-khac-ke-hoach", Severity.WARNING)

_NO_LIMIT = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST})
_ORDER = tuple(Level)


def level_targets_differ(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare the target of each level (`theo_cap_bao_cao`) with the targets of the units of that level."""
    for one in outlines:
        if isinstance(one, PlanOutline) and one.head.by_level:
            divided = [line for line in one.body().targets if line.by_level and not line.for_each]
            levels = _LevelTargets(project, one, {line.indicator for line in divided})
            for line in divided:
                indicator = project.catalogue.indicators.get(line.indicator)
                if indicator is not None and indicator.over_units is OverUnits.SUM:
                    yield from levels.differences(line, indicator)


class _Planned(Struct, frozen=True):
    """What the units of one level plan.

    Attributes:
        low: the sum of their targets, with the low end of ranges.
        high: the same with the high end.
        known: how many of them have a target.
        due: how many there are.
        complete: whether these are all, and all of them have one.
    """

    low: Decimal
    high: Decimal
    known: int
    due: int
    complete: bool


class _LevelTargets:
    """The targets of the units at and below the unit of a plan."""

    def __init__(self, project: Project, plan: PlanOutline, indicators: set[str]) -> None:
        self._units = project.catalogue.units
        self._plan = plan
        self._first = plan.ref.period.first_day(plan.ref.cycle)
        self._last = plan.ref.period.last_day(plan.ref.cycle)
        below = self._units.below(plan.ref.unit) if plan.ref.unit in self._units.by_id else ()
        self._inside = [one for one in below if one.valid_within(self._first, self._last)]
        self._targets = Targets(
            project, plan.ref.cycle, units={one.id for one in self._inside}, indicators=indicators
        )

    def differences(self, target: Target, indicator: Indicator) -> Iterator[Diagnostic]:
        """Yield the levels of a target whose units plan another amount."""
        lowest = max((Level(part.name) for part in target.by_level), key=_ORDER.index)
        for part in target.by_level:
            found = self._planned(indicator, Level(part.name), whole=part.name == lowest)
            low = whole_amount(part.quantity, indicator, self._plan.ref)
            high = low if part.quantity.high is None else part.quantity.high
            if not found.known:
                continue
            if found.low > high and part.quantity.comparator not in _NO_LIMIT:
                yield self._diagnostic(part, indicator, found, (high, found.low))
            elif found.high < low and found.complete:
                yield self._diagnostic(part, indicator, found, (low, found.high))

    def _planned(self, indicator: Indicator, level: Level, *, whole: bool) -> _Planned:
        """Add up the targets of the units of a level.

        Args:
            indicator: the indicator.
            level: the level.
            whole: whether it is the lowest level that the plan names, which answers for everything below it;
                otherwise only the part counts that each unit does itself.
        """
        lows: list[Decimal] = []
        highs: list[Decimal] = []
        due, listed = 0, True
        for one in self._inside:
            at = one.level_on(self._last if one.last is None else min(self._last, one.last))
            if at is not level:
                above = _ORDER.index(at) < _ORDER.index(level)
                listed = listed and not (above and self._units.lacks_some(one, self._first, self._last))
                continue
            due += 1
            goal = self._targets.written(one.id, indicator.id)
            if goal is not None and not (whole and one.id != self._plan.ref.unit):
                goal = goal.own_part(indicator)
            if goal is not None and goal.whole:
                lows.append(goal.value)
                highs.append(goal.value if goal.high is None else goal.high)
        return _Planned(add(lows), add(highs), len(lows), due, complete=listed and len(lows) == due)

    def _diagnostic(
        self, part: NamedPart, indicator: Indicator, found: _Planned, sides: tuple[Decimal, Decimal]
    ) -> Diagnostic:
        """Name both sides: what the plan sets for the level, and what its units plan."""
        level, unit = Level(part.name).label, indicator.measure.name
        aim, planned = sides
        word = "hơn" if planned > aim else "kém"
        return Diagnostic(
            LEVEL_TARGETS_DIFFER,
            self._plan.ref.path,
            part.span,
            f"“{indicator.id}” đề ra cho cấp {level} {amount(aim, unit)}, còn kế hoạch của "
            f"{found.known}/{found.due} đơn vị cấp {level} cộng lại là {amount(planned, unit)}: "
            f"{word} {amount(abs(planned - aim), unit)}",
            help=f"sửa mục tiêu của cấp {level}, hoặc thống nhất với kế hoạch của các đơn vị cấp đó",
        )
