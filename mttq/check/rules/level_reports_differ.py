"""The figure that a statement gives for a level differs from what the units of that level report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from mttq.catalogue import OverUnits, Unit
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Figure, NamedPart, Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.levels import Level
from mttq.period import Cycle
from mttq.quantity import amount
from mttq.totals import FigureIndex, Rollup, add

LEVEL_REPORTS_DIFFER = Code("MT426", "theo-cap-khac-bao-cao")


def level_reports_differ(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare each level of a statement (`theo_cap_bao_cao`) with the own figures of the units of that level."""
    lines: dict[Cycle, FigureIndex] = {}
    for one in outlines:
        if not isinstance(one, ReportOutline) or not one.head.by_level:
            continue
        unit = project.catalogue.units.get(one.ref.unit)
        divided = [
            figure for figure in one.body().figures if figure.by_level and figure.scope is Scope.STATED
        ]
        if unit is None or not divided:
            continue
        if one.ref.cycle not in lines:
            lines[one.ref.cycle] = FigureIndex(project, one.ref.cycle)
        rollup = Rollup(project, one.ref.cycle, one.ref.period, figures=lines[one.ref.cycle])
        for figure in divided:
            yield from _differences(project, rollup, unit, one, figure)


class _Reported(Struct, frozen=True):
    """What the units of one level report.

    Attributes:
        value: the sum of their own figures, less what they received from each other and from others of the area.
        tolerance: how far the true sum may lie from it.
        reported: how many of them have reported.
        due: how many have to report.
        complete: whether these are all, and all of them have reported.
    """

    value: Decimal
    tolerance: Decimal
    reported: int
    due: int
    complete: bool


def _differences(
    project: Project, rollup: Rollup, unit: Unit, report: ReportOutline, figure: Figure
) -> Iterator[Diagnostic]:
    indicator = project.catalogue.indicators.get(figure.indicator)
    if indicator is None or indicator.over_units is not OverUnits.SUM or indicator.area_wide:
        return
    for part in figure.by_level:
        if part.quantity.not_applicable or part.quantity.per_year:
            continue
        found = _reported(project, rollup, unit, Level(part.name), indicator.id)
        difference = part.quantity.value - found.value
        rough = part.quantity.approximation is not None or bool(found.tolerance)
        tolerance = found.tolerance + (part.quantity.step if rough else Decimal(0))
        if abs(difference) <= tolerance or (difference > 0 and not found.complete):
            continue
        if found.reported:
            yield _diagnostic(report, figure, part, found, indicator.measure.name)


def _reported(project: Project, rollup: Rollup, top: Unit, level: Level, indicator: str) -> _Reported:
    units, day = project.catalogue.units, rollup.tree_day
    inside = [one for one in units.below(top.id) if rollup.exists(one)]
    names = {one.id for one in inside}
    values: list[Decimal] = []
    tolerance = Decimal(0)
    reported = due = 0
    listed = True
    for one in inside:
        at = one.level_on(day if one.last is None else min(day, one.last))
        if at is not level:
            above = list(Level).index(at) < list(Level).index(level)
            listed = listed and not (above and units.lacks_some(one, rollup.first_day, rollup.last_day))
            continue
        total = rollup.total(one.id, indicator)
        due += total.is_due
        reported += total.is_due and total.own.has_reported
        if total.own.amount is not None:
            values.append(total.own.amount.value)
            tolerance += total.own.amount.tolerance
            values += [
                transfer.amount.value.copy_negate()
                for transfer in total.own.received
                if transfer.giver in names
            ]
    return _Reported(add(values), tolerance, reported, due, complete=listed and reported == due)


def _diagnostic(
    report: ReportOutline, figure: Figure, part: NamedPart, found: _Reported, unit: str
) -> Diagnostic:
    difference = part.quantity.value - found.value
    word = "hơn" if difference > 0 else "kém"
    level = Level(part.name).label
    return Diagnostic(
        LEVEL_REPORTS_DIFFER,
        report.ref.path,
        part.span,
        f"“{figure.indicator}” ghi cho cấp {level} {amount(part.quantity.value, unit)}, còn "
        f"{found.reported}/{found.due} đơn vị cấp {level} đã báo cáo cộng lại là {amount(found.value, unit)}: {word} "
        f"{amount(abs(difference), unit)}",
        help=f"sửa số của cấp {level}, hoặc sửa số của đơn vị sai; bỏ dòng này nếu không chia theo cấp",
    )
