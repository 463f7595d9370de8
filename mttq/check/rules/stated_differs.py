"""A figure stated for a whole area that differs from what the unit and the units below it report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mttq.catalogue import Units
from mttq.diagnostics import Code, Diagnostic, Span
from mttq.documents import Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.period import PERIODS, Cycle, Period
from mttq.quantity import amount, rounded
from mttq.totals import (
    FigureIndex,
    Rollup,
    Status,
    Total,
    TotalAmount,
    add,
    difference_of,
    operator_of,
    plain_totals_for,
    plain_totals_of,
)

STATED_DIFFERS = Code("MT401", "so-cong-lech")

_LISTED = 5
"""List at most this many units; beyond that, only the largest."""

_DECIMALS = 6


def stated_differs(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare every figure of `toan_dia_ban` with the total of its parts.

    It is compared for its own period, then, unless it differs there, for the longer ones that it is part of: reports
    for other periods may contradict it only there.
    """
    stating: dict[Cycle, set[str]] = {}
    for one in outlines:
        if isinstance(one, ReportOutline) and _states(project.catalogue.units, one):
            stating.setdefault(one.ref.cycle, set()).add(one.ref.unit)
    reported: set[tuple[str, Span]] = set()
    # Years come before terms, so that a statement is reported for the shortest period in which it differs.
    for cycle in sorted(stating, key=lambda one: (one.is_term, one.name)):
        yield from _of_cycle(project, cycle, stating[cycle], reported)


def _of_cycle(
    project: Project, cycle: Cycle, units: set[str], reported: set[tuple[str, Span]]
) -> Iterator[Diagnostic]:
    names = {
        figure.indicator
        for report in project.reports(cycle.name)
        if report.ref.unit in units and report.head.states
        for figure in report.body().figures
        if figure.scope is Scope.STATED and figure.indicator in project.catalogue.indicators
    }
    known = project.catalogue.indicators
    derived = {count for name in names for count in (known[name].numerator, known[name].denominator)}
    derived |= {one.id for one in known.values() if not names.isdisjoint(one.parts)}
    # A count that a ratio gives is said of the ratio if both differ.
    ordered = [*sorted(names), *sorted(derived & known.keys() - names)]
    periods = [one for one in PERIODS.values() if one.fits(cycle)] or [cycle.whole]
    units = _in_doubt(project, cycle, units, ordered)
    lines = FigureIndex(project, cycle, _areas(project, units), ordered if units else ())
    rollups: dict[str, Rollup] = {}
    for unit in sorted(units):
        for name in ordered:
            stated = lines.of(unit, Scope.STATED, name)
            for period in _periods(periods, cycle, [one.months for one in stated]):
                if period.name not in rollups:
                    rollups[period.name] = Rollup(project, cycle, period, figures=lines)
                rollup = rollups[period.name]
                total = rollup.total(unit, name)
                used = total.stated.lines
                if total.status is not Status.DIFFERS or not total.stated.amount or not total.computed:
                    continue
                # A term's lines are its own; those of its years are compared within the year.
                if not used or used[-1].path.split("/")[1] != cycle.folder:
                    continue
                if not reported.isdisjoint((one.path, one.span) for one in used):
                    continue
                reported.update((one.path, one.span) for one in used)
                place = f"{cycle.folder} --unit {unit}"
                if period != cycle.whole:
                    place += f" --period {period.name}"
                yield Diagnostic(
                    STATED_DIFFERS,
                    used[-1].path,
                    used[-1].span,
                    _message(project, rollup, name, total),
                    help="sửa số toàn địa bàn, hoặc sửa số của đơn vị sai; bỏ dòng này thì mttq tự cộng từ các đơn vị; "
                    f"xem từng số: mttq total {place} --indicator {name} --explain",
                )


def _states(units: Units, report: ReportOutline) -> bool:
    """Whether a report states figures that others may contradict.

    A figure about an area is the only one of a unit without others.
    """
    unit = units.get(report.ref.unit)
    if unit is None or not report.head.states:
        return False
    return not report.head.of_areas or bool(unit.takes_over or units.children(unit.id))


def _in_doubt(project: Project, cycle: Cycle, units: set[str], names: Sequence[str]) -> set[str]:
    """Return those of some units of which columns do not show that all they state equals what was reported."""
    whole = plain_totals_for(project, cycle, cycle.whole, _areas(project, units))
    if whole is None:
        return units
    catalogue = project.catalogue
    periods = [one for one in PERIODS.values() if one.fits(cycle)]
    found = set()
    for unit in units:
        for name in names:
            for period in _periods(periods, cycle, whole.columns.stated(unit, name)):
                totals = plain_totals_of(project, cycle, period)
                column = totals.column(catalogue.indicators[name], 0, len(totals.order.units))
                if not column.agrees(totals.place(catalogue.units.by_id[unit])):
                    found.add(unit)
    return found


def _periods(periods: Iterable[Period], cycle: Cycle, stated: Sequence[range]) -> list[Period]:
    """Return the periods that contain one for which a figure is stated, the shortest first."""
    found = [
        one
        for one in periods
        if any(
            one.months(cycle).start <= months.start and months.stop <= one.months(cycle).stop
            for months in stated
        )
    ]
    return sorted(found, key=lambda one: len(one.months(cycle)))


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
    lines = total.stated.lines
    together = len(lines) > 1 or lines[0].months != rollup.period.months(rollup.cycle)
    said = "toàn địa bàn ghi"
    if together:
        files = ", ".join(one.path.rsplit("/", 1)[1] for one in lines)
        said = f"toàn địa bàn {rollup.period.full_title(rollup.cycle)} theo {files} là"
    gap = amount(_short(abs(difference)), _counted(stated, unit)).strip()
    return (
        f"“{name}” {said} {_shown(stated, unit)}, còn tổng từ {total.units_in}/{total.units_due} "
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


def _short(difference: Decimal) -> Decimal:
    """Return a difference with at most six decimals, as the proof shows it, unless nothing would be left of it."""
    return rounded(difference, _DECIMALS) or difference


def _counted(value: TotalAmount, unit: str) -> str:
    return "" if value.pair is not None else unit
