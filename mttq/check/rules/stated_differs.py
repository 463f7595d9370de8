"""What a unit states for its whole area differs from what it and the units below report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.diagnostics import Diagnostic
from mttq.diagnostics.codes import STATED_DIFFERS
from mttq.documents import Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.period import Cycle
from mttq.quantity import amount
from mttq.totals import Amount, Lines, Rollup, Status, Total, difference_of


def stated_differs(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Every figure of `toan_dia_ban` against the total of its parts."""
    stated: dict[Cycle, list[ReportOutline]] = {}
    for one in outlines:
        known = one.ref.unit in project.catalogue.units.by_id
        if isinstance(one, ReportOutline) and one.head.states and known:
            stated.setdefault(one.ref.cycle, []).append(one)
    for cycle, reports in stated.items():
        lines = Lines(project, cycle, _areas(project, {one.ref.unit for one in reports}))
        rollups: dict[str, Rollup] = {}
        for report in reports:
            period = report.ref.period
            rollup = rollups.setdefault(period.name, Rollup(project, cycle, period, lines))
            for figure in report.body().figures:
                if figure.scope is not Scope.STATED or figure.indicator not in project.catalogue.indicators:
                    continue
                total = rollup.total(report.ref.unit, figure.indicator)
                if total.status is Status.DIFFERS and total.stated.amount and total.computed:
                    unit = project.catalogue.indicators[figure.indicator].measure.name
                    yield Diagnostic(
                        STATED_DIFFERS,
                        report.ref.path,
                        figure.span,
                        _message(figure.indicator, unit, total, total.stated.amount, total.computed),
                        "sửa số toàn địa bàn, hoặc sửa số của đơn vị sai; "
                        "bỏ dòng này thì mttq tự cộng từ các đơn vị",
                    )


def _areas(project: Project, tops: set[str]) -> set[str]:
    """Some units, all units below them, and those that any of these took over."""
    found: set[str] = set()
    waiting = list(tops)
    while waiting:
        for unit in project.catalogue.units.below(waiting.pop()):
            if unit.id not in found:
                found.add(unit.id)
                waiting += [one.unit for one in unit.takes_over if one.unit in project.catalogue.units.by_id]
    return found


def _message(indicator: str, unit: str, total: Total, stated: Amount, computed: Amount) -> str:
    difference = difference_of(stated, computed)
    word = "hơn" if difference > 0 else "kém"
    gap = amount(abs(difference), _counted(stated, unit)).strip()
    return (
        f"“{indicator}” toàn địa bàn ghi {_shown(stated, unit)}, còn tổng từ {total.reported}/{total.expected} "
        f"đơn vị đã báo cáo là {_shown(computed, unit)}: {word} {gap}"
    )


def _shown(value: Amount, unit: str) -> str:
    if value.counts is None:
        return amount(value.value, unit)
    above, below = value.counts
    return f"{amount(above, '')}/{amount(below, '')}".replace(" ", "")


def _counted(value: Amount, unit: str) -> str:
    return "" if value.counts is not None else unit
