"""Every figure of a year or term, found by unit and indicator."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mttq.catalogue import Catalogue, Indicator, OverUnits
from mttq.documents import Figure, PeriodReport, Project, Scope
from mttq.period import Cycle
from mttq.totals.model import Line


class Lines:
    """The figures of one cycle: of its own folder and, for a term, of the folders of its years.

    A ratio written as two counts also supplies the figures of its numerator
    and its denominator where the report has no line of their own for them.
    """

    def __init__(self, project: Project, cycle: Cycle) -> None:
        self._found: dict[tuple[str, Scope], dict[str, list[Line]]] = {}
        names = {cycle.name, *(str(year) for year in cycle.years)}
        for document in project.documents:
            if isinstance(document, PeriodReport) and document.ref.cycle.name in names:
                self._add(document, project.catalogue)

    def of(self, unit: str, scope: Scope, indicator: str) -> list[Line]:
        """The figures a unit gives for an indicator, one for each report that has the line."""
        return self._found.get((indicator, scope), {}).get(unit, [])

    def units(self, indicator: str) -> set[str]:
        """The units that give any figure for an indicator."""
        return {unit for scope in Scope for unit in self._found.get((indicator, scope), {})}

    def indicators(self) -> set[str]:
        """The indicators that have any figure."""
        return {indicator for indicator, _ in self._found}

    def _add(self, report: PeriodReport, catalogue: Catalogue) -> None:
        figures: dict[tuple[str, Scope], Figure] = {}
        for figure in report.all_figures():
            figures.setdefault((figure.indicator, figure.scope), figure)
        for figure in list(figures.values()):
            indicator = catalogue.indicators.get(figure.indicator)
            for count in _counts(figure, indicator):
                figures.setdefault((count.indicator, count.scope), count)
        for (indicator_id, scope), figure in figures.items():
            line = Line(report.ref.path, report.ref.unit, report.ref.period.months(report.ref.cycle), figure)
            by_unit = self._found.setdefault((indicator_id, scope), {})
            by_unit.setdefault(report.ref.unit, []).append(line)


def _counts(figure: Figure, indicator: Indicator | None) -> list[Figure]:
    """The two counts of a ratio as figures of their own."""
    if indicator is None or indicator.over_units is not OverUnits.RATIO or figure.quantity.ratio is None:
        return []
    plain = replace(figure, percentage=None, received=(), parts=(), parts_complete=False, note=())
    named = zip((indicator.numerator, indicator.denominator), figure.quantity.ratio, strict=True)
    return [
        replace(
            plain, indicator=name, quantity=replace(figure.quantity, value=count, ratio=None, step=Decimal(1))
        )
        for name, count in named
        if name
    ]
