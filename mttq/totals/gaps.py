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
    return list(_Finder(rollup, targets, tops).all(indicators))


class _Finder:
    def __init__(self, rollup: Rollup, targets: Targets, tops: Sequence[str]) -> None:
        self.rollup = rollup
        self.targets = targets
        self.catalogue = rollup.project.catalogue
        below = [unit.id for top in tops for unit in self.catalogue.units.below(top) if rollup.exists(unit)]
        self.place = {unit: number for number, unit in enumerate(below)}

    def all(self, indicators: Iterable[str]) -> Iterator[Gap]:
        for name in indicators:
            indicator = self.catalogue.indicators[name]
            used = self.inside(self.rollup.lines.units(name))
            if used:
                yield from self.operators(indicator, used)
                yield from self.yearly(indicator, used)
            planned = self.inside(self.targets.units(name))
            if used or planned:
                yield from self.parts(indicator)
            if indicator.over_units is not OverUnits.NEVER:
                for unit in used:
                    for line in self.rollup.lines.of(unit, Scope.OWN, name):
                        yield from self.transfers(indicator, line)
            for unit in planned:
                goal = self.targets.of(unit, name)
                if goal is not None and not goal.whole:
                    each = goal.target.for_each
                    message = f"mục tiêu “{indicator.name}” tính cho mỗi {each} chưa được nhân lên"
                    yield Gap(name, goal.path, goal.target.key_span, message)
        yield from self.successions()

    def inside(self, units: Iterable[str]) -> list[str]:
        """Those of some units that are asked for, in catalogue order."""
        return sorted((unit for unit in units if unit in self.place), key=self.place.__getitem__)

    def operators(self, indicator: Indicator, used: Sequence[str]) -> Iterator[Gap]:
        way = indicator.over_units
        if way is not OverUnits.NEVER and way not in OPERATORS and len(self.place) > 1:
            message = (
                f"“{indicator.name}” chưa gộp được theo cấp bằng “{way.value}”; "
                "bảng chỉ có số của từng đơn vị"
            )
            yield Gap(indicator.id, indicator.path, indicator.span, message)
        over = indicator.over_periods
        if over is None or over in COMBINED:
            return
        months = self.rollup.period.months(self.rollup.cycle)
        for unit in used:
            lines = self.rollup.lines.of(unit, Scope.OWN, indicator.id)
            if lines and all(one.months != months for one in lines):
                message = f"“{indicator.name}” chưa gộp được các kỳ bằng “{over.value}”"
                yield Gap(indicator.id, lines[0].path, lines[0].span, message)

    def yearly(self, indicator: Indicator, used: Sequence[str]) -> Iterator[Gap]:
        """Yearly means beside figures for the whole term, which alone are added."""
        if indicator.over_units is not OverUnits.SUM or not self.rollup.cycle.is_term:
            return
        lines = [
            line
            for unit in used
            for scope in Scope
            for line in self.rollup.lines.of(unit, scope, indicator.id)
        ]
        means = [line for line in lines if line.figure.quantity.per_year]
        if len(means) == len(lines):
            return
        for line in means:
            message = f"“{indicator.name}” ghi theo năm không cộng được với số của cả nhiệm kỳ"
            yield Gap(indicator.id, line.path, line.span, message)

    def parts(self, indicator: Indicator) -> Iterator[Gap]:
        """Parts of an indicator in reports that give neither all of them nor the whole."""
        lines = self.rollup.lines
        for scope in Scope:
            for part in indicator.parts:
                for unit in self.inside(lines.units(part)):
                    whole = {line.path for line in lines.of(unit, scope, indicator.id)}
                    for line in lines.of(unit, scope, part):
                        if line.path not in whole:
                            message = (
                                f"“{indicator.name}” chưa được cộng từ các chỉ tiêu thành phần: "
                                "báo cáo này chưa ghi đủ các thành phần"
                            )
                            yield Gap(indicator.id, line.path, line.span, message)

    def transfers(self, indicator: Indicator, line: Line) -> Iterator[Gap]:
        """What one unit asked for had from another one, or from above where that is nothing it raised."""
        units = self.catalogue.units
        for part in line.figure.received:
            from_above = part.name in units.by_id and units.is_below(line.unit, part.name)
            if part.name in self.place or (from_above and not indicator.counts_received):
                message = f"phần nhận từ “{part.name}” chưa được trừ khỏi tổng “{indicator.name}”"
                yield Gap(indicator.id, line.path, part.name_span, message)

    def successions(self) -> Iterator[Gap]:
        for unit_id in self.place:
            unit = self.catalogue.units.by_id[unit_id]
            for succession in unit.takes_over:
                day = succession.day or unit.first
                old = self.catalogue.units.get(succession.unit)
                if day is None or old is None or day > self.rollup.last_day or old.id in self.place:
                    continue
                if self.rollup.exists(old):
                    message = f"số của “{old.id}” trước khi nhập vào “{unit_id}” chưa được cộng"
                    yield Gap("", unit.path, succession.span, message)
