"""A report's figure that differs from the reports of the same unit for the shorter periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mttq.catalogue import Indicator
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.quantity import amount
from mttq.totals import FigureIndex, FigureLine, period_operator_of
from mttq.totals.arithmetic import settled
from mttq.totals.periods import over_periods

PERIODS_DISAGREE = Code("MT402", "ky-khong-khop")


def periods_disagree(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare a period with the shorter ones, if these cover it exactly; rounded figures may differ by the rounding."""
    asked: dict[str, set[str]] = {}
    for one in outlines:
        if isinstance(one, ReportOutline):
            asked.setdefault(one.ref.cycle.name, set()).add(one.ref.unit)
    for cycle in project.cycles.values():
        names = {cycle.name, *map(str, cycle.years)}
        units = _reporting_often(project, names) & {unit for name in names for unit in asked.get(name, ())}
        if not units:
            continue
        lines = FigureIndex(project, cycle, units)
        for name in sorted(lines.indicators()):
            indicator = project.catalogue.indicators.get(name)
            if indicator is None or indicator.over_periods is None:
                continue
            for unit in sorted(lines.units(name)):
                for scope in Scope:
                    yield from _compare(lines.of(unit, scope, name), indicator)


def _reporting_often(project: Project, names: set[str]) -> set[str]:
    """Return the units with more than one report in some years and terms."""
    count = Counter(one.ref.unit for name in names for one in project.reports(name))
    return {unit for unit, reports in count.items() if reports > 1}


def _compare(lines: Sequence[FigureLine], indicator: Indicator) -> Iterator[Diagnostic]:
    operator = period_operator_of(indicator)
    for line in lines:
        shorter = [one for one in lines if _within(one.months, line.months)]
        if not shorter or line.figure.quantity.not_applicable:
            continue
        found = over_periods(shorter, line.months, indicator)
        if found.amount is None or not found.complete:
            continue
        written = line.figure.quantity
        tolerance = found.amount.tolerance
        loose = written.approximation is not None or found.amount.approximation is not None
        if loose or operator.rounded:
            tolerance += written.step
        difference = settled(written.value - found.amount.value)
        if abs(difference) <= tolerance:
            continue
        unit = indicator.measure.name
        files = ", ".join(one.path.rsplit("/", 1)[1] for one in found.lines)
        yield Diagnostic(
            PERIODS_DISAGREE,
            line.path,
            line.span,
            f"“{indicator.id}” là {amount(written.value, unit)}, còn số {operator.compared} {files} là "
            f"{amount(found.amount.value, unit)}: {'hơn' if difference > 0 else 'kém'} "
            f"{amount(abs(difference), unit)}",
            "sửa số ở kỳ sai, hoặc bỏ dòng này để mttq tự tính từ các kỳ ngắn hơn",
        )


def _within(shorter: range, longer: range) -> bool:
    return len(shorter) < len(longer) and longer.start <= shorter.start and shorter.stop <= longer.stop
