"""A number of units stated for an area that is larger than the number of its units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mttq.catalogue import Catalogue
from mttq.catalogue.indicators import OverUnits
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import Scope
from mttq.documents.facts import Facts, ReportFacts
from mttq.levels import is_reported_below
from mttq.quantity import amount

COUNT_EXCEEDS_UNITS = Code("MT411", "dem-qua-so-don-vi", Severity.WARNING)


def count_exceeds_units(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare stated numbers of units with the units that report the indicator on the period's last day.

    An area whose units the catalogue does not list has none, or too few, to compare with.
    """
    if not isinstance(facts, ReportFacts) or facts.ref.unit not in catalogue.units.by_id:
        return
    last = facts.ref.period.last_day(facts.ref.cycle)
    for figure in facts.body.figures:
        indicator = catalogue.indicators.get(figure.indicator)
        if indicator is None or indicator.over_units is not OverUnits.COUNT_UNITS:
            continue
        if figure.scope is not Scope.STATED or figure.quantity.not_applicable:
            continue
        living = [one for one in catalogue.units.below(facts.ref.unit) if one.valid_on(last)]
        there = sum(one.level_on(last) in indicator.levels for one in living)
        if not there or figure.quantity.value <= there or not catalogue.units.children(facts.ref.unit):
            continue
        if any(
            is_reported_below(indicator.levels, one.level_on(last))
            and catalogue.units.lacks_some(one, last, last)
            for one in living
        ):
            continue
        unit = indicator.measure.name
        yield Diagnostic(
            COUNT_EXCEEDS_UNITS,
            facts.ref.path,
            figure.span,
            f"“{figure.indicator}” toàn địa bàn ghi {amount(figure.quantity.value, unit)}, nhưng ngày {last:%d/%m/%Y} "
            f"danh mục chỉ có {amount(Decimal(there), unit)} báo cáo chỉ tiêu này",
            help="sửa số này, hoặc thêm các đơn vị còn thiếu vào danh mục",
        )
