"""What a total would need that is not computed yet, said at the line that needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mttq.catalogue import Indicator, OverUnits
from mttq.documents import Scope
from mttq.totals.model import Gap, Line
from mttq.totals.operators import OPERATORS
from mttq.totals.periods import COMBINED
from mttq.totals.rollup import Rollup
from mttq.totals.targets import Targets


def find_gaps(rollup: Rollup, targets: Targets, indicators: Iterable[str], tops: Sequence[str]) -> list[Gap]:
    """Everything left out of the totals of some indicators for some units and those below them."""
    catalogue = rollup.project.catalogue
    units = [unit.id for top in tops for unit in catalogue.units.below(top) if rollup.exists(unit)]
    found: list[Gap] = []
    for name in indicators:
        indicator = catalogue.indicators[name]
        found += _operators(indicator, rollup, units)
        found += _parts(indicator, rollup, units)
        for unit in units:
            for line in rollup.lines.of(unit, Scope.OWN, name):
                found += _transfers(indicator, line, rollup, tops)
            goal = targets.of(unit, name)
            if goal is not None and goal.target.for_each:
                message = (
                    f"mục tiêu “{indicator.name}” tính cho mỗi {goal.target.for_each} chưa được nhân lên"
                )
                found.append(Gap(name, goal.path, goal.target.key_span, message))
    found += _successions(rollup, units)
    return found


def _operators(indicator: Indicator, rollup: Rollup, units: Sequence[str]) -> Iterator[Gap]:
    used = rollup.lines.units(indicator.id) & set(units)
    if not used:
        return
    way = indicator.over_units
    if way is not OverUnits.NEVER and way not in OPERATORS and len(units) > 1:
        message = (
            f"“{indicator.name}” chưa gộp được theo cấp bằng “{way.value}”; bảng chỉ có số của từng đơn vị"
        )
        yield Gap(indicator.id, indicator.path, indicator.span, message)
    over = indicator.over_periods
    if over is None or over in COMBINED:
        return
    months = rollup.period.months(rollup.cycle)
    for unit in sorted(used):
        lines = rollup.lines.of(unit, Scope.OWN, indicator.id)
        if lines and all(one.months != months for one in lines):
            message = f"“{indicator.name}” chưa gộp được các kỳ bằng “{over.value}”"
            yield Gap(indicator.id, lines[0].path, lines[0].span, message)


def _parts(indicator: Indicator, rollup: Rollup, units: Sequence[str]) -> Iterator[Gap]:
    for part in indicator.parts:
        for unit in units:
            lines = rollup.lines.of(unit, Scope.OWN, part)
            if lines and not rollup.lines.of(unit, Scope.OWN, indicator.id):
                message = f"“{indicator.name}” chưa được cộng từ các chỉ tiêu thành phần"
                yield Gap(indicator.id, lines[0].path, lines[0].span, message)


def _transfers(indicator: Indicator, line: Line, rollup: Rollup, tops: Sequence[str]) -> Iterator[Gap]:
    units = rollup.project.catalogue.units
    for part in line.figure.received:
        inside = part.name in units.by_id and any(
            part.name == top or units.is_below(part.name, top) for top in tops
        )
        if inside and indicator.over_units is not OverUnits.NEVER:
            message = f"phần nhận từ “{part.name}” chưa được trừ khỏi tổng “{indicator.name}”"
            yield Gap(indicator.id, line.path, part.name_span, message)


def _successions(rollup: Rollup, units: Sequence[str]) -> Iterator[Gap]:
    catalogue = rollup.project.catalogue
    inside = set(units)
    for unit_id in units:
        unit = catalogue.units.by_id[unit_id]
        for succession in unit.takes_over:
            day = succession.day or unit.first
            old = catalogue.units.get(succession.unit)
            if day is None or old is None or not old.id or day > rollup.last_day or old.id in inside:
                continue
            if rollup.exists(old):
                message = f"số của “{old.id}” trước khi nhập vào “{unit_id}” chưa được cộng"
                yield Gap("", unit.path, succession.span, message)
