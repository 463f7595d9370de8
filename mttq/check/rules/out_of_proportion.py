"""A report's figure out of all proportion to others that it can be compared with.

There is one question, “a hundred times as much or a hundredth?”, and there are four answers to “as what?”: the unit's
figure of the year before, the target, the unit's other reports of the year, and the other units below the same unit.
A figure is reported once, with the first of these from which it is too far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from mttq.catalogue.indicators import Direction, OverPeriods
from mttq.check.proportions import plain_proportions
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import Figure, Project, Scope, Target
from mttq.documents.outline import Outline, ReportOutline
from mttq.period import Cycle, parse_cycle
from mttq.quantity import Comparator, Quantity, amount, number, rounded
from mttq.totals import operator_of

UNLIKE_LAST_YEAR = Code("MT408", "khac-xa-nam-truoc", Severity.WARNING)
UNLIKE_TARGET = Code("MT415", "khac-xa-muc-tieu", Severity.WARNING)
UNLIKE_OTHER_PERIODS = Code("MT416", "khac-xa-cac-ky", Severity.WARNING)
UNLIKE_OTHER_UNITS = Code("MT417", "khac-xa-don-vi-khac", Severity.WARNING)
OUT_OF_PROPORTION = frozenset((UNLIKE_LAST_YEAR, UNLIKE_TARGET, UNLIKE_OTHER_PERIODS, UNLIKE_OTHER_UNITS))

FACTOR = 100
"""A figure is doubtful if it is at least this many times the other, or this many times smaller.

The slips to find, `triệu` for `tỷ` and a point for a comma, are wrong by a factor of a thousand. A campaign may well
raise ten times as much as the year before, so this factor shows a slip even if the true figures differ by up to ten
times either way, and says nothing of a true change of less than a hundred times.
"""
FLOOR = 1000
"""If both are whole and the larger is below this, neither can be wrong by a thousand: small counts are not compared.

Only a target says what to expect even of a small count, so it is compared all the same.
"""

_WHERE = {Scope.OWN: "", Scope.STATED: " toàn địa bàn"}
_ONE = Decimal(1)

_FACTOR = Decimal(FACTOR)

_Figures = dict[str, Figure]
_Goal = tuple[Target, str]
"""A target, with the path of its plan."""


class _Side(Struct):
    """The figures of a report that can be compared, by indicator: its own ones, or those that it states.

    Of a figure given twice, which is another fault, it is the first.
    """

    report: ReportOutline
    scope: Scope
    figures: _Figures


class _Comparable(Struct, frozen=True):
    """What can be compared.

    Attributes:
        amounts: the indicators that are counted or measured, which percentages are not.
        counts: the two counts of each ratio.
    """

    amounts: frozenset[str]
    counts: Mapping[str, tuple[str, str]]

    def sides(self, report: ReportOutline) -> list[_Side]:
        """Return the sides of a report that have figures.

        A ratio written as two counts gives the counts that have no line of their own.
        """
        own: _Figures = {}
        stated: _Figures = {}
        ratios = []
        amounts, is_own = self.amounts, Scope.OWN
        for figure in report.body().figures:
            quantity = figure.quantity
            if quantity.ratio is not None:
                ratios.append(figure)
            elif figure.indicator in amounts:
                (own if figure.scope is is_own else stated).setdefault(figure.indicator, figure)
        for ratio in ratios:
            self._give_counts(ratio, own if ratio.scope is is_own else stated)
        sides = [_Side(report, Scope.OWN, _compared(own)), _Side(report, Scope.STATED, _compared(stated))]
        return [one for one in sides if one.figures]

    def _give_counts(self, ratio: Figure, figures: _Figures) -> None:
        for name, value in zip(
            self.counts.get(ratio.indicator, ()), ratio.quantity.ratio or (), strict=False
        ):
            if value and name not in figures and name in self.amounts:
                figures[name] = Figure(
                    indicator=name,
                    quantity=Quantity(value, _ONE),
                    scope=ratio.scope,
                    programme=ratio.programme,
                    key_span=ratio.key_span,
                    span=ratio.span,
                )


def _compared(figures: _Figures) -> _Figures:
    """Return the figures that are compared: not 0, which what does not apply is, and no percentages."""
    return {name: one for name, one in figures.items() if one.quantity.value and not one.quantity.percent}


def out_of_proportion(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare every figure of a year's or term's reports with what there is to compare it with.

    Percentages, 0 and `không áp dụng` are not compared; approximate figures are.
    """
    known = project.catalogue.indicators.values()
    comparable = _Comparable(
        frozenset(one.id for one in known if not operator_of(one).percent and one.measure.name != "%"),
        {one.id: (one.numerator, one.denominator) for one in known if one.measure.ratio},
    )
    units = project.catalogue.units
    asked: dict[tuple[Cycle, str | None], list[ReportOutline]] = {}
    for report in outlines:
        if isinstance(report, ReportOutline):
            unit = report.ref.unit
            above = units.parent_of(unit) if unit in units.by_id else None
            asked.setdefault((report.ref.cycle, above), []).append(report)
    plain = {
        cycle: plain_proportions(project, cycle, comparable.amounts, FACTOR)
        for cycle in dict.fromkeys(cycle for cycle, _ in asked)
    }
    for (cycle, above), reports in asked.items():
        columns = plain[cycle] if above is not None else None
        if columns is None or not columns.are_alike(above or "", units.children(above or "")):
            yield from _Siblings(project, comparable, cycle=cycle, above=above, asked=reports).compared()


class _Doubt(Struct, frozen=True):
    """A figure out of proportion, and what is to be said of it."""

    side: _Side
    figure: Figure
    found: Diagnostic


class _Siblings:
    """The reports of one year or term of the units directly below one unit.

    Args:
        project: the outlines of the reports, and the catalogue.
        comparable: what can be compared.
        cycle: the year or term.
        above: the unit above, "" for the top units; None for units that the catalogue does not have.
        asked: the reports whose figures are compared.
    """

    def __init__(
        self,
        project: Project,
        comparable: _Comparable,
        *,
        cycle: Cycle,
        above: str | None,
        asked: list[ReportOutline],
    ) -> None:
        self._project = project
        self._indicators = project.catalogue.indicators
        self._comparable = comparable
        self._cycle = cycle
        self._above = above
        self._asked = {one.ref.path for one in asked}
        below = [one.id for one in project.catalogue.units.children(above)] if above is not None else []
        self._sides: dict[str, list[_Side]] = {}
        for unit in dict.fromkeys((*below, *(one.ref.unit for one in asked))):
            sides = [side for one in project.reports_of(unit, cycle) for side in comparable.sides(one)]
            if sides:
                self._sides[unit] = sides
        self._goals_above = self._goals(above) if above else {}

    def compared(self) -> Iterator[Diagnostic]:
        """Yield what is out of proportion in the reports asked for."""
        reported: set[tuple[str, Scope, str]] = set()
        for doubt in (*self._by_themselves(), *self._other_periods(), *self._other_units()):
            path = doubt.side.report.ref.path
            line = path, doubt.side.scope, doubt.figure.indicator
            if path in self._asked and line not in reported:
                reported.add(line)
                yield doubt.found

    # The year before, and the target

    def _by_themselves(self) -> Iterator[_Doubt]:
        """Compare the figures of each report asked for with the year before and with targets."""
        for unit, sides in self._sides.items():
            asked = [one for one in sides if one.report.ref.path in self._asked]
            goals = self._goals(unit) if asked else {}
            for side in asked:
                yield from self._last_year(side)
                yield from self._targets(side, goals)

    def _last_year(self, side: _Side) -> Iterator[_Doubt]:
        ref = side.report.ref
        year = parse_cycle(str(self._cycle.first_year - 1)) if self._cycle.whole.name == "nam" else None
        before = self._project.report_of(ref.unit, year, ref.period) if year is not None else None
        for earlier in self._comparable.sides(before) if before is not None else ():
            for name, figure in side.figures.items() if earlier.scope is side.scope else ():
                other = earlier.figures.get(name)
                if other is not None and _apart(figure, other):
                    compared = f"{_title(earlier.report)} là {self._shown(other)}"
                    where = f"số năm trước ở {_place(earlier, other)}"
                    yield self._doubt(UNLIKE_LAST_YEAR, side, figure, other, said=(compared, where))

    def _goals(self, unit: str) -> dict[str, _Goal]:
        """Return the targets of a unit's plan, by indicator; of one given twice, the first."""
        plan = self._project.plan_of(unit, self._cycle)
        if plan is None:
            return {}
        path = plan.ref.path
        return {one.indicator: (one, path) for one in reversed(plan.body().targets)}

    def _targets(self, side: _Side, goals: Mapping[str, _Goal]) -> Iterator[_Doubt]:
        for name, figure in side.figures.items():
            goal = goals.get(name)
            if goal is None:
                above = self._goals_above.get(name)
                if above is not None and _is_amount(above[0]):
                    expected = _expected_from_above(above, side.report.ref.unit)
                    yield from self._unlike_target(side, figure, expected)
                continue
            target = goal[0]
            value, wanted = figure.quantity.value, target.quantity.value
            near = value < wanted * _FACTOR and wanted < value * _FACTOR
            if (not near or target.own is not None) and _is_amount(target):
                yield from self._unlike_target(side, figure, _expected(goal, side.scope))

    def _unlike_target(self, side: _Side, figure: Figure, expected: _Expected) -> Iterator[_Doubt]:
        value = abs(figure.quantity.value)
        if value >= FACTOR * expected.high:
            near = expected.high
        elif FACTOR * value <= expected.low and self._can_be_too_small(side, figure, expected):
            near = expected.low
        else:
            return
        unit = self._indicators[figure.indicator].measure.name
        compared = f"{expected.title} là {amount(near, unit).strip()}"
        where = f"mục tiêu ở {expected.path}:{expected.line}"
        yield self._doubt(UNLIKE_TARGET, side, figure, near, said=(compared, where))

    def _can_be_too_small(self, side: _Side, figure: Figure, expected: _Expected) -> bool:
        """Whether a figure stands for all that a target asks for by the end of the report's period."""
        ref = side.report.ref
        if ref.period != self._cycle.whole or expected.falls:
            return False
        if self._indicators[figure.indicator].direction is Direction.DOWN:
            return False
        whole = side.scope is Scope.STATED or not self._project.catalogue.units.children(ref.unit)
        return expected.own or whole

    # The unit's other reports of the year

    def _other_periods(self) -> Iterator[_Doubt]:
        """Compare the reports of each unit with each other, flows by the month."""
        for sides in self._sides.values():
            for scope in Scope if len(sides) > 1 else ():
                lines: dict[str, list[_Side]] = {}
                for side in sides:
                    for name in side.figures if side.scope is scope else ():
                        lines.setdefault(name, []).append(side)
                for name, these in lines.items():
                    if len(these) > 1:
                        yield from self._of_unit(name, these)

    def _of_unit(self, name: str, sides: Sequence[_Side]) -> Iterator[_Doubt]:
        flows = self._indicators[name].over_periods is OverPeriods.FLOW
        values = [_value(one.figures[name]) / (_months(one) if flows else 1) for one in sides]
        for far, middle in _far_from_middle(values):
            side, other = sides[far], sides[middle]
            figure, there = side.figures[name], other.figures[name]
            if _apart(figure, there):
                compared = f"{_title(other.report)} là {self._shown(there)}"
                where = f"số kia ở {_place(other, there)}"
                yield self._doubt(UNLIKE_OTHER_PERIODS, side, figure, there, said=(compared, where))

    # The other units

    def _other_units(self) -> Iterator[_Doubt]:
        """Compare the units of one level with each other, period by period."""
        if self._above is None:
            return
        units = self._project.catalogue.units.by_id
        groups: dict[tuple[str, str, str], list[_Side]] = {}
        for name, sides in self._sides.items():
            for side in sides:
                period = side.report.ref.period
                level = units[name].level_on(period.last_day(self._cycle))
                groups.setdefault((period.name, level.value, side.scope.value), []).append(side)
        for these in groups.values():
            if len(these) > 1:
                yield from self._of_group(these)

    def _of_group(self, sides: Sequence[_Side]) -> Iterator[_Doubt]:
        values: dict[str, list[Decimal]] = {}
        for side in sides:
            for name, figure in side.figures.items():
                values.setdefault(name, []).append(figure.quantity.value)
        for name, these in values.items():
            if len(these) < 2 or (min(these) > 0 and max(these) < FACTOR * min(these)):
                continue  # nearly always
            lines = [one for one in sides if name in one.figures]
            for far, middle in _far_from_middle([abs(one) for one in these]):
                side, other = lines[far], lines[middle]
                figure, there = side.figures[name], other.figures[name]
                if _apart(figure, there):
                    compared = f"số của {self._named(other, len(lines))} là {self._shown(there)}"
                    where = f"số kia ở {_place(other, there)}"
                    yield self._doubt(UNLIKE_OTHER_UNITS, side, figure, there, said=(compared, where))

    def _named(self, side: _Side, count: int) -> str:
        """Name the unit in the middle of some units."""
        ref = side.report.ref
        name = self._project.catalogue.units.by_id[ref.unit].name_on(ref.period.last_day(self._cycle))
        return name if count == 2 else f"{name}, đứng giữa {count} đơn vị cùng cấp,"

    def _shown(self, figure: Figure) -> str:
        return amount(figure.quantity.value, self._indicators[figure.indicator].measure.name).strip()

    def _doubt(
        self, code: Code, side: _Side, figure: Figure, other: Figure | Decimal, *, said: tuple[str, str]
    ) -> _Doubt:
        """Say that a figure is out of proportion.

        Args:
            code: what it is compared with.
            side: its report.
            figure: the figure.
            other: what it is compared with.
            said: that in words, and where it is.
        """
        compared, where = said
        found = Diagnostic(
            code,
            side.report.ref.path,
            figure.span,
            f"“{figure.indicator}”{_WHERE[side.scope]} {_title(side.report)} là {self._shown(figure)}, {compared}: "
            f"{_times(_value(figure), other if isinstance(other, Decimal) else _value(other))}",
            help=f"xem lại nghìn, triệu, tỷ và dấu chấm, dấu phẩy ở cả hai số; {where}",
        )
        return _Doubt(side, figure, found)


class _Expected(Struct, frozen=True, kw_only=True):
    """What a figure is to reach.

    Attributes:
        low: the least amount of the target; 0 if even the least figure may be right.
        high: the greatest.
        title: how a message names it.
        path: the plan.
        line: its line in the plan.
        own: whether it asks the unit itself for all of it.
        falls: whether less is better.
    """

    low: Decimal
    high: Decimal
    title: str
    path: str
    line: int
    own: bool = False
    falls: bool = False


def _expected(goal: _Goal, scope: Scope) -> _Expected:
    """Return what the unit's own plan asks of a figure."""
    (target, path), quantity = goal, goal[0].quantity
    own, title = scope is Scope.OWN and target.own_all, "mục tiêu"
    if scope is Scope.OWN and target.own is not None and target.own.value > 0 and not target.own.percent:
        own, title, quantity = True, "mục tiêu của cấp mình", target.own
    return _asked(quantity, title, own=own, path=path, line=target.span.line)


def _expected_from_above(goal: _Goal, unit: str) -> _Expected:
    """Return what the plan of the unit above asks of a unit: its share or, if it has none, no more than all."""
    target, path = goal
    for part in target.handed_down:
        if part.name == unit and part.quantity.value > 0 and not part.quantity.percent:
            return _asked(part.quantity, "mục tiêu cấp trên giao", path=path, line=part.span.line)
    high = _high(target.quantity)
    title = "mục tiêu của cả đơn vị cấp trên"
    return _Expected(low=Decimal(0), high=high, title=title, path=path, line=target.span.line)


def _asked(quantity: Quantity, title: str, *, path: str, line: int, own: bool = False) -> _Expected:
    return _Expected(
        low=quantity.value,
        high=_high(quantity),
        title=title,
        path=path,
        line=line,
        own=own,
        falls=quantity.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN},
    )


def _is_amount(target: Target) -> bool:
    """Whether a target is one amount for all of the plan's time."""
    quantity = target.quantity
    return not (quantity.percent or quantity.per_year or target.for_each) and quantity.value > 0


def _high(quantity: Quantity) -> Decimal:
    return quantity.high if quantity.high is not None else quantity.value


def _far_from_middle(values: Sequence[Decimal]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the values out of proportion to the middle, each with the number of the one in the middle.

    Of two values, the larger is reported. Of an even number, the two in the middle must both be far.
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    if len(order) == 2:
        if values[order[1]] >= FACTOR * values[order[0]]:
            yield order[1], order[0]
        return
    low, high = order[(len(order) - 1) // 2], order[len(order) // 2]
    for one in order:
        if values[one] >= FACTOR * values[high]:
            yield one, high
        elif FACTOR * values[one] <= values[low]:
            yield one, low


def _apart(figure: Figure, other: Figure) -> bool:
    """Whether a figure is out of proportion to another."""
    small, large = sorted((_value(figure), _value(other)))
    if large < FACTOR * small:
        return False
    return large >= FLOOR or small % 1 != 0 or large % 1 != 0


def _times(value: Decimal, other: Decimal) -> str:
    small, large = sorted((value, abs(other)))
    times = number(rounded(large / small, 0))
    return f"gấp {times} lần" if value == large else f"chỉ bằng 1/{times}"


def _value(figure: Figure) -> Decimal:
    return abs(figure.quantity.value)


def _months(side: _Side) -> int:
    ref = side.report.ref
    return len(ref.period.months(ref.cycle))


def _title(report: ReportOutline) -> str:
    return report.ref.period.full_title(report.ref.cycle)


def _place(side: _Side, figure: Figure) -> str:
    return f"{side.report.ref.path}:{figure.span.line}"
