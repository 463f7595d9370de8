"""The rows of an export's tables, as lists of cells: None for an empty one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from mttq.catalogue import Catalogue, Indicator, Unit, Units
from mttq.documents import Project, Scope
from mttq.documents.outline import ReportOutline
from mttq.output.records import exact
from mttq.period import PERIODS, Cycle, first_day_of, last_day_of
from mttq.quantity import Approximation, Quantity
from mttq.totals import Goal, Targets
from mttq.totals.amounts import transfers_of
from mttq.totals.figure_index import Supply
from mttq.totals.model import FigureLine
from mttq.totals.reporting_months import ReportingMonths
from mttq.totals.territory import territories_of

Cells = list[str | None]
_SCOPES = {Scope.OWN: "rieng", Scope.STATED: "dia-ban"}
_LINE, _COUNT, _SUM = "dong", "dem", "tong"


def indicators(catalogue: Catalogue) -> Iterator[Cells]:
    """Yield the indicators in the order of the catalogue."""
    stocks = ReportingMonths(catalogue, *_ANY)
    for number, one in enumerate(catalogue.indicators.values(), 1):
        yield [
            one.id,
            one.name,
            str(number),
            one.measure.name,
            one.over_units.value,
            one.over_periods.value if one.over_periods is not None else None,
            _flag(stocks.is_stock(one)),
            one.direction.value,
            _flag(one.area_wide),
            one.numerator or None,
            one.denominator or None,
            one.weight or None,
            _flag(one.includes_received),
            _day(one.first),
            _day(one.last),
        ]


_ANY = (Cycle(2020, 2020, "2020"), PERIODS["nam"])
"""Whether an indicator is a stock does not depend on the year."""


def indicator_levels(catalogue: Catalogue) -> Iterator[Cells]:
    """Yield the levels that report each indicator."""
    for one in catalogue.indicators.values():
        for level in dict.fromkeys(one.levels):
            yield [one.id, level.value]


def indicator_parts(catalogue: Catalogue) -> Iterator[Cells]:
    """Yield the parts of each indicator that has any."""
    for one in catalogue.indicators.values():
        for part in dict.fromkeys(one.parts):
            yield [one.id, part]


def indicator_programmes(catalogue: Catalogue) -> Iterator[Cells]:
    """Yield the programme of each indicator in each set that has it."""
    for programmes in catalogue.programme_sets.values():
        for one in catalogue.indicators.values():
            number = one.programme_in(programmes.id)
            programme = programmes.programme(number) if number is not None else None
            if programme is not None:
                yield [programmes.id, str(programme.number), programme.name, one.id]


def periods(cycles: Iterable[Cycle]) -> Iterator[Cells]:
    """Yield the periods of each year or term, shortest first."""
    for cycle in cycles:
        known = [one for one in PERIODS.values() if one.fits(cycle)] if cycle.alone is None else [cycle.alone]
        for period in known:
            months = period.months(cycle)
            yield [
                cycle.name,
                period.name,
                period.full_title(cycle),
                str(months.start),
                str(months.stop - 1),
                _day(period.first_day(cycle)),
                _day(period.last_day(cycle)),
                _flag(period == cycle.whole),
            ]


def cycle_parts(cycles: Sequence[Cycle]) -> Iterator[Cells]:
    """Yield the years and terms whose reports count in each year or term, if they are exported as well."""
    names = {cycle.name for cycle in cycles}
    for cycle in cycles:
        for name in cycle.parts:
            if name in names:
                yield [cycle.name, name]


def takeovers(catalogue: Catalogue) -> Iterator[Cells]:
    """Yield what each unit took over."""
    for unit in catalogue.units.by_id.values():
        for one in unit.takes_over:
            yield [unit.id, one.unit, _day(one.day or unit.first), _number(one.share), one.basis or None]


def units(project: Project, cycle: Cycle) -> Iterator[Cells]:
    """Yield the units that exist in a year or term, depth first."""
    months = ReportingMonths(project.catalogue, cycle, cycle.whole)
    first, last = months.first_day, months.last_day
    tree = project.catalogue.units
    for number, unit in enumerate(tree.below(""), 1):
        if not months.exists(unit):
            continue
        span = _existing(unit, months)
        day = last if unit.last is None else min(last, unit.last)
        yield [
            cycle.name,
            unit.id,
            unit.name_on(last),
            unit.level_on(last).value,
            unit.codes.on(day) or unit.codes.latest(),
            str(number),
            str(span.start),
            str(span.stop - 1),
            _flag(unit.valid_on(last)),
            _flag(_keeps_level(unit, first, last)),
            _flag(tree.may_lack_some(unit) and any(_lacks_some(tree, unit, month) for month in span)),
        ]


def _lacks_some(tree: Units, unit: Unit, month: int) -> bool:
    return tree.lacks_some(unit, first_day_of(month), last_day_of(month))


def _existing(unit: Unit, months: ReportingMonths) -> range:
    """Return the months of a cycle in which a unit exists."""
    first = months.first_day if unit.first is None else max(unit.first, months.first_day)
    last = months.last_day if unit.last is None else min(unit.last, months.last_day)
    return range(first.year * 12 + first.month - 1, last.year * 12 + last.month)


def _keeps_level(unit: Unit, first: date, last: date) -> bool:
    days = [first, last, *(day for _, *ends in unit.levels.values for day in ends if day is not None)]
    return len({unit.level_on(day) for day in days if first <= day <= last and unit.valid_on(day)}) < 2


def unit_parents(project: Project, cycle: Cycle) -> Iterator[Cells]:
    """Yield each unit of a year or term with every unit to whose total it belongs."""
    months = ReportingMonths(project.catalogue, cycle, cycle.whole)
    tree, territories = project.catalogue.units, territories_of(project)
    held: dict[str, list[str]] = {}
    for top in tree.by_id if territories else ():
        if territories.touches(top, months.last_day):
            unknown = territories.unallocated(top, months.last_day)
            for one in dict.fromkeys((*territories.extras(top, months.last_day), *unknown)):
                held.setdefault(one, []).append(top)
    for unit in tree.below(""):
        if not months.exists(unit):
            continue
        above, distance = unit.id, 0
        while above:
            if months.exists(tree.by_id[above]):
                yield [cycle.name, unit.id, above, str(distance), "1"]
                distance += 1
            above = tree.parent_of(above)
        for top in held.get(unit.id, ()):
            share = territories.share(top, unit.id, months.last_day)
            known = unit.id not in territories.unallocated(top, months.last_day)
            amount = Decimal(share.numerator) / Decimal(share.denominator)
            yield [cycle.name, unit.id, top, None, _number(amount) if known else None]


def figures(project: Project, cycle: Cycle) -> Iterator[Cells]:
    """Yield the figures of the reports of a cycle's own folder, with those that their lines supply."""
    supply = Supply(project.catalogue.indicators)
    for report in project.reports(cycle.name):
        before = _of_report(report)
        found = supply.figures(report.body().figures)
        for number, (key, figure) in enumerate(found.figures.items()):
            origin = _LINE if number < found.written else _COUNT if number < found.counted else _SUM
            quantity = figure.quantity
            yield [
                before[0],
                before[1],
                figure.indicator,
                *before[2:5],
                _SCOPES[figure.scope],
                origin,
                _flag(quantity.not_applicable),
                *_amounts(quantity),
                quantity.approximation.value if quantity.approximation is not None else None,
                None if quantity.approximation is None else exact(quantity.step),
                _flag(quantity.per_year),
                _flag(key in found.doubtful),
                before[5],
                str(figure.span.line),
            ]


def _of_report(report: ReportOutline) -> Sequence[str]:
    """Return cycle, unit, period, its first and last month, and path."""
    ref = report.ref
    months = ref.period.months(ref.cycle)
    return ref.cycle.name, ref.unit, ref.period.name, str(months.start), str(months.stop - 1), ref.path


def _amounts(quantity: Quantity) -> Cells:
    """Return the value and the two counts; a percentage that these give is left to be computed from them."""
    if quantity.not_applicable:
        return [None, None, None]
    if quantity.ratio is not None:
        return [None, *map(exact, quantity.ratio)]
    return [exact(quantity.value), None, None]


def transfers(project: Project, cycle: Cycle) -> Iterator[Cells]:
    """Yield what each figure of a cycle's own folder has received from elsewhere."""
    for report in project.reports(cycle.name):
        ref = report.ref
        for figure in report.body().figures:
            line = FigureLine(ref.path, ref.unit, ref.period.months(ref.cycle), figure)
            for one in transfers_of(line) if figure.received else ():
                side = one.amount.approximation
                yield [
                    ref.cycle.name,
                    ref.unit,
                    figure.indicator,
                    ref.period.name,
                    _SCOPES[figure.scope],
                    one.giver,
                    exact(one.amount.value),
                    _side(side),
                    ref.path,
                    str(one.span.line),
                ]


def targets(project: Project, cycle: Cycle) -> Iterator[Cells]:
    """Yield the target of every unit that has one, its own or handed down, with those of units taken over."""
    known = Targets(project, cycle)
    tree = project.catalogue.units
    heirs: dict[str, list[str]] = {}
    for unit in tree.by_id.values():
        for one in unit.takes_over:
            heirs.setdefault(one.unit, []).append(unit.id)
    for indicator in project.catalogue.indicators.values():
        waiting = list(known.units(indicator.id))
        having = set(waiting)
        while waiting:
            new = [one for one in heirs.get(waiting.pop(), ()) if one not in having]
            having.update(new)
            waiting += new
        for unit_id in sorted(having):
            goal = known.of(unit_id, indicator.id)
            if goal is not None and unit_id in tree.by_id:
                yield [cycle.name, unit_id, indicator.id, *_goal(goal, indicator)]


def _goal(goal: Goal, indicator: Indicator) -> Cells:
    part = goal.own_part(indicator) if not goal.is_all_own else None
    return [
        goal.comparator.value,
        _number(goal.value) if goal.addable else None,
        _number(goal.high),
        _flag(goal.whole),
        str(goal.years),
        _flag(goal.is_all_own),
        part.comparator.value if part is not None else None,
        _number(part.value) if part is not None else None,
        _number(part.high) if part is not None else None,
        "giao" if goal.giver else "rieng",
        goal.path,
        str(goal.target.span.line),
    ]


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _number(value: Decimal | None) -> str | None:
    return exact(value) if value is not None else None


def _side(side: Approximation | None) -> str | None:
    return side.value if side is not None else None
