"""What a unit states for its whole area differs from what it and the units below report."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.diagnostics import Diagnostic
from mttq.diagnostics.codes import STATED_DIFFERS
from mttq.documents import PeriodReport, Project, Scope
from mttq.period import Cycle, Period
from mttq.quantity import amount
from mttq.totals import Amount, Lines, Rollup, Status, Total, difference_of


def stated_differs(project: Project) -> Iterator[Diagnostic]:
    """Every figure of `toan_dia_ban` against the total of its parts."""
    for cycle in project.cycles.values():
        stated = _stated(project, cycle)
        if not stated:
            continue
        lines = Lines(project, cycle)
        rollups: dict[str, Rollup] = {}
        for period, report in stated:
            rollup = rollups.setdefault(period.name, Rollup(project, cycle, period, lines))
            if report.ref.unit not in project.catalogue.units.by_id:
                continue
            for figure in report.all_figures():
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


def _stated(project: Project, cycle: Cycle) -> list[tuple[Period, PeriodReport]]:
    return [
        (document.ref.period, document)
        for document in project.documents
        if isinstance(document, PeriodReport)
        and document.ref.cycle == cycle
        and any(figure.scope is Scope.STATED for figure in document.all_figures())
    ]


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
