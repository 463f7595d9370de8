"""A report's figure out of all proportion to the same unit's figure of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import Figure, Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.period import parse_cycle
from mttq.quantity import Quantity, amount, number, rounded
from mttq.totals import operator_of

UNLIKE_LAST_YEAR = Code("MT408", "khac-xa-nam-truoc", Severity.WARNING)

FACTOR = 100
"""A figure is doubtful if it is at least this many times the other, or this many times smaller.

The slips to find, `triệu` for `tỷ` and a point for a comma, are wrong by a factor of a thousand. A campaign may well
raise ten times as much as the year before, so this factor shows a slip even if the true figures differ by up to ten
times either way, and says nothing of a true change of less than a hundred times.
"""
FLOOR = 1000
"""If the larger of the two is below this, neither can be wrong by a thousand: small counts are not compared."""

_WHERE = {Scope.OWN: "", Scope.STATED: " toàn địa bàn"}


def unlike_last_year(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare every figure of a year's reports with the same line of the same period a year earlier.

    Two figures are compared if they have the same unit, indicator, period and scope; including approximate ones.
    Percentages, 0 and `không áp dụng` are not compared.
    """
    for report in outlines:
        if not isinstance(report, ReportOutline) or report.ref.cycle.is_term:
            continue
        year = parse_cycle(str(report.ref.cycle.first_year - 1))
        before = project.report_of(report.ref.unit, year, report.ref.period) if year is not None else None
        if before is None:
            continue
        earlier = _figures(before, project.catalogue)
        for key, figure in _figures(report, project.catalogue).items():
            if key in earlier:
                yield from _compare(report, figure, before, earlier[key], catalogue=project.catalogue)


def _figures(report: ReportOutline, catalogue: Catalogue) -> dict[tuple[str, Scope], Figure]:
    """Return the figures of a report that can be compared; of one given twice, the first."""
    found: dict[tuple[str, Scope], Figure] = {}
    for figure in report.body().figures:
        indicator = catalogue.indicators.get(figure.indicator)
        if indicator is None or operator_of(indicator).percent or indicator.measure.name == "%":
            continue
        if _is_amount(figure.quantity):
            found.setdefault((figure.indicator, figure.scope), figure)
    return found


def _is_amount(quantity: Quantity) -> bool:
    return bool(quantity.value) and not quantity.not_applicable and not quantity.percent


def _compare(
    report: ReportOutline, figure: Figure, before: ReportOutline, earlier: Figure, *, catalogue: Catalogue
) -> Iterator[Diagnostic]:
    now, then = figure.quantity, earlier.quantity
    small, large = sorted((abs(now.value), abs(then.value)))
    if large < FLOOR or large < FACTOR * small:
        return
    unit = catalogue.indicators[figure.indicator].measure.name
    times = number(rounded(large / small, 0))
    how = f"gấp {times} lần" if abs(now.value) == large else f"chỉ bằng 1/{times}"
    yield Diagnostic(
        UNLIKE_LAST_YEAR,
        report.ref.path,
        figure.span,
        f"“{figure.indicator}”{_WHERE[figure.scope]} {_title(report)} là {_shown(now.value, unit)}, "
        f"{_title(before)} là {_shown(then.value, unit)}: {how}",
        help="xem lại nghìn, triệu, tỷ và dấu chấm, dấu phẩy ở cả hai số; "
        f"số năm trước ở {before.ref.path}:{earlier.span.line}",
    )


def _title(report: ReportOutline) -> str:
    return report.ref.period.full_title(report.ref.cycle)


def _shown(value: Decimal, unit: str) -> str:
    return amount(value, unit).strip()
