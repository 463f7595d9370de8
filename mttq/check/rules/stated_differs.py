"""A figure stated for a whole area that differs from what the unit and the units below it report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Figure, Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.period import Cycle
from mttq.quantity import amount
from mttq.totals import FigureIndex, Rollup, Status, Total, TotalAmount, add, difference_of, operator_of

STATED_DIFFERS = Code("MT401", "so-cong-lech")

_LISTED = 5
"""List at most this many units; beyond that, only the largest."""


def stated_differs(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare every figure of `toan_dia_ban` with the total of its parts."""
    stated: dict[Cycle, list[ReportOutline]] = {}
    for one in outlines:
        known = one.ref.unit in project.catalogue.units.by_id
        if isinstance(one, ReportOutline) and one.head.states and known:
            stated.setdefault(one.ref.cycle, []).append(one)
    for cycle, reports in stated.items():
        figures = {one.ref.path: _stated(project, one) for one in reports}
        names = {figure.indicator for found in figures.values() for figure in found}
        lines = FigureIndex(project, cycle, _areas(project, {one.ref.unit for one in reports}), names)
        rollups: dict[str, Rollup] = {}
        for report in reports:
            period = report.ref.period
            if period.name not in rollups:
                rollups[period.name] = Rollup(project, cycle, period, figures=lines)
            rollup = rollups[period.name]
            for figure in figures[report.ref.path]:
                total = rollup.total(report.ref.unit, figure.indicator)
                if total.status is Status.DIFFERS and total.stated.amount and total.computed:
                    place = f"{cycle.name} --unit {report.ref.unit}"
                    if period != cycle.whole:
                        place += f" --period {period.name}"
                    yield Diagnostic(
                        STATED_DIFFERS,
                        report.ref.path,
                        figure.span,
                        _message(project, rollup, figure.indicator, total),
                        "sửa số toàn địa bàn, hoặc sửa số của đơn vị sai; bỏ dòng này thì mttq tự cộng từ các đơn vị; "
                        f"xem từng số: mttq total {place} --indicator {figure.indicator} --explain",
                    )


def _stated(project: Project, report: ReportOutline) -> list[Figure]:
    known = project.catalogue.indicators
    return [one for one in report.body().figures if one.scope is Scope.STATED and one.indicator in known]


def _areas(project: Project, tops: set[str]) -> set[str]:
    """Return some units, all units below them, and those that any of these took over."""
    found: set[str] = set()
    waiting = list(tops)
    while waiting:
        for unit in project.catalogue.units.below(waiting.pop()):
            if unit.id not in found:
                found.add(unit.id)
                waiting += [one.unit for one in unit.takes_over if one.unit in project.catalogue.units.by_id]
    return found


def _message(project: Project, rollup: Rollup, name: str, total: Total) -> str:
    """Say both figures, their difference, and the parts of the computed one."""
    stated, computed = total.stated.amount, total.computed
    assert stated is not None and computed is not None
    unit = project.catalogue.indicators[name].measure.name
    difference = difference_of(stated, computed)
    word = "hơn" if difference > 0 else "kém"
    gap = amount(abs(difference), _counted(stated, unit)).strip()
    return (
        f"“{name}” toàn địa bàn ghi {_shown(stated, unit)}, còn tổng từ {total.units_in}/{total.units_due} "
        f"đơn vị đã báo cáo là {_shown(computed, unit)}: {word} {gap}; tổng ấy gồm "
        f"{_parts(project, rollup, name, total)}"
    )


def _parts(project: Project, rollup: Rollup, name: str, total: Total) -> str:
    """List the figures of the unit itself and of those directly in its total; of many, the largest."""
    units = project.catalogue.units.by_id
    found = [
        (units[part.unit].name_on(rollup.tree_day), part.result)
        for part in total.parts
        if part.result is not None
    ]
    counts = operator_of(project.catalogue.indicators[name]).counts_units
    if total.includes_own and total.own.amount is not None and not counts:
        found.insert(0, ("cấp mình", total.own.amount))
    left = len(found) - _LISTED if len(found) > _LISTED + 1 else 0
    if left:
        found = sorted(found, key=lambda one: _size(one[1]), reverse=True)[:_LISTED]
    said = [f"{who} {_shown(value, '').strip()}" for who, value in found]
    taken = add([one.amount.value for one in total.taken_out])
    if taken:
        said.append(f"trừ {amount(taken, '').strip()} nhận của nhau")
    return ", ".join(said) + (f" và {left} đơn vị nữa" if left else "")


def _size(value: TotalAmount) -> Decimal:
    return abs(value.pair[0] if value.pair is not None else value.value)


def _shown(value: TotalAmount, unit: str) -> str:
    if value.pair is None:
        return amount(value.value, unit)
    above, below = value.pair
    return f"{amount(above, '')}/{amount(below, '')}".replace(" ", "")


def _counted(value: TotalAmount, unit: str) -> str:
    return "" if value.pair is not None else unit
