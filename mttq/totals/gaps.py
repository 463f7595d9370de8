"""The gaps of totals: what they need and no document gives, each at the line that lacks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mttq.catalogue import Indicator
from mttq.diagnostics import UNDECIDED
from mttq.documents import Scope
from mttq.levels import Level
from mttq.schema import as_choice
from mttq.totals.model import Gap, Undecided
from mttq.totals.operators import operator_of
from mttq.totals.rollup import Rollup
from mttq.totals.targets import Targets

_LISTED = 5
# Levels of which one is called “đơn vị cấp …”; the others are named by their own word.
_OFFICES = (Level.CENTRE, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def find_gaps(rollup: Rollup, targets: Targets, indicators: Iterable[str], tops: Sequence[str]) -> list[Gap]:
    """Return all that the totals of some indicators leave out, for some units and those below them."""
    return list(_Finder(rollup, targets, tops).all(indicators))


class _Finder:
    def __init__(self, rollup: Rollup, targets: Targets, tops: Sequence[str]) -> None:
        self.rollup = rollup
        self.targets = targets
        self.tops = tops
        self.catalogue = rollup.project.catalogue
        below = [unit.id for top in tops for unit in self.catalogue.units.below(top) if rollup.exists(unit)]
        self.place = {unit: number for number, unit in enumerate(below)}

    def all(self, indicators: Iterable[str]) -> Iterator[Gap]:
        for name in indicators:
            indicator = self.catalogue.indicators[name]
            used = self.inside(self.rollup.figures.units(name, self.rollup.stop))
            if used:
                yield from self.unallocated(indicator)
                yield from self.undecided(indicator)
                yield from self.yearly(indicator, used)
            planned = self.inside(self.targets.units(name))
            if used or planned:
                yield from self.parts(indicator)
            for unit in planned:
                goal = self.targets.of(unit, name)
                if goal is not None and not goal.whole:
                    level = as_choice(Level, goal.target.for_each)
                    each = (
                        f"đơn vị cấp {level.label}"
                        if level in _OFFICES
                        else level.label
                        if level
                        else "đơn vị"
                    )
                    message = f"mục tiêu “{indicator.name}” tính cho mỗi {each} chưa được nhân lên"
                    remedy = "thêm so_luong, hoặc ghi muc chung cho cả địa bàn"
                    if goal.taken_over:
                        remedy = "điều chỉnh kế hoạch (dieu_chinh) sau ngày sáp nhập, với muc chung"
                        names = ", ".join(f"“{one}”" for one, _, _ in goal.taken_over)
                        message = f"mục tiêu “{indicator.name}” của {names} chưa cộng được vào của “{unit}”"
                    yield Gap(
                        indicator=name,
                        path=goal.path,
                        span=goal.target.key_span,
                        message=message,
                        remedy=remedy,
                    )

    def inside(self, units: Iterable[str]) -> list[str]:
        """Return those of some units that are asked for, in catalogue order."""
        return sorted((unit for unit in units if unit in self.place), key=self.place.__getitem__)

    def yearly(self, indicator: Indicator, used: Sequence[str]) -> Iterator[Gap]:
        """Yield the yearly means that are left out because there are figures for the whole term."""
        if not operator_of(indicator).additive or not self.rollup.cycle.is_term:
            return
        lines = [
            line
            for unit in used
            for scope in Scope
            for line in self.rollup.figures.of(unit, scope, indicator.id)
        ]
        means = [line for line in lines if line.figure.quantity.per_year]
        if len(means) == len(lines):
            return
        for line in means:
            message = f"“{indicator.name}” ghi theo năm không cộng được với số của cả nhiệm kỳ"
            remedy = "ghi số của cả nhiệm kỳ, hoặc ghi mọi nơi theo năm"
            yield Gap(indicator=indicator.id, path=line.path, span=line.span, message=message, remedy=remedy)

    def parts(self, indicator: Indicator) -> Iterator[Gap]:
        """Yield the parts of an indicator in reports that give neither all parts nor the whole."""
        lines, stop = self.rollup.figures, self.rollup.stop
        for scope in Scope:
            for part in indicator.parts:
                for unit in self.inside(lines.units(part, stop)):
                    whole = {line.path for line in lines.of(unit, scope, indicator.id)}
                    if scope is Scope.OWN:  # other reports may have the other parts
                        whole |= {line.path for line in self.rollup.total(unit, indicator.id).own.lines}
                    for line in lines.of(unit, scope, part):
                        if line.path not in whole and (stop is None or line.months.stop <= stop):
                            message = (
                                f"“{indicator.name}” chưa được cộng từ các chỉ tiêu thành phần: "
                                "báo cáo này chưa ghi đủ các thành phần"
                            )
                            names = ", ".join(f"“{one}”" for one in indicator.parts)
                            remedy = f"ghi đủ {names} (không có thì ghi 0), hoặc ghi thẳng “{indicator.id}”"
                            yield Gap(
                                indicator=indicator.id,
                                path=line.path,
                                span=line.span,
                                message=message,
                                remedy=remedy,
                            )

    def unallocated(self, indicator: Indicator) -> Iterator[Gap]:
        """Yield the divided units of which an unknown part belongs to a unit asked for."""
        units = self.catalogue.units
        for top in self.tops:
            for old in self.rollup.total(top, indicator.id).unallocated:
                unit = units.by_id[old]
                heirs = ", ".join(f"“{one}”" for one in self.rollup.successors(old))
                message = f"số của “{old}” (chia cho {heirs}) chưa phân bổ: thiếu ty_trong"
                remedy = f"ghi ty_trong của “{old}” ở ke_thua của từng đơn vị đó, ví dụ ty_trong: 60%"
                yield Gap(
                    indicator=indicator.id, path=unit.path, span=unit.span, message=message, remedy=remedy
                )

    def undecided(self, indicator: Indicator) -> Iterator[Gap]:
        """Yield the figures of units asked for of which it can't be decided which ones count."""
        for top in self.tops:
            for tie in self.rollup.total(top, indicator.id).ties:
                yield undecided_figures(top, indicator, tie)


def undecided_figures(unit: str, indicator: Indicator, tie: Undecided) -> Gap:
    """Return what to say of figures of which it can't be decided which ones count in the total of a unit."""
    first, *others = tie.sets
    common = {(line.path, line.span) for line in first}.intersection(
        *({(line.path, line.span) for line in one} for one in others)
    )
    apart = [
        sorted(
            (line for line in one if tie.exceeded or (line.path, line.span) not in common),
            key=lambda line: (line.unit.count("/"), line.path, line.span),
        )
        for one in tie.sets
    ]
    apart.sort(key=lambda one: [(line.unit.count("/"), line.path, line.span) for line in one])
    sets = [_listed(dict.fromkeys(f"{line.path}:{line.span.line}" for line in one)) for one in apart if one]
    place = next(line for one in apart for line in one)
    said = f"{sets[0]} và {sets[-1]} bao quát như nhau nhưng cho tổng khác nhau"
    if tie.exceeded:
        said = f"quá nhiều số chồng lên nhau nên không chọn được: {sets[0]}"
    return Gap(
        indicator=indicator.id,
        path=place.path,
        span=place.span,
        message=f"“{indicator.name}” của “{unit}”: {said}; các số ấy chưa được tính",
        remedy="sửa hoặc bỏ dòng sai; nếu đều đúng thì ghi so_lieu của từng đơn vị trong đó",
        code=UNDECIDED,
    )


def _listed(places: Iterable[str]) -> str:
    found = list(places)
    left = len(found) - _LISTED if len(found) > _LISTED + 1 else 0
    return ", ".join(found[: len(found) - left]) + (f" và {left} số nữa" if left else "")
