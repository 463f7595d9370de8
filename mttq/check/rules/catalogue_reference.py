"""The catalogue names an indicator, a unit or a programme that it does not have.

These faults have the codes that the rules of documents use for the same names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from mttq.catalogue import Catalogue, Indicator, OverUnits, Unit, Units
from mttq.catalogue.indicators import DENOMINATOR, NUMERATOR, Reference
from mttq.catalogue.reader import CatalogueKind
from mttq.check.rules.missing_programme import NO_PROGRAMME_SET, UNKNOWN_PROGRAMME
from mttq.check.rules.unknown_indicator import UNKNOWN_INDICATOR
from mttq.check.rules.unknown_unit import UNKNOWN_UNIT, meant_units
from mttq.diagnostics import BAD_NUMBER, CONFLICTING_DEFINITION, MISSING_KEY, Diagnostic, Span
from mttq.levels import Level
from mttq.quantity import percentage
from mttq.schema import quoted
from mttq.spelling import suggestion


def catalogue_reference(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that everything exists that indicators, rules and units refer to, and that it fits together."""
    indicators_listed = CatalogueKind.INDICATORS.value not in catalogue.unread
    units_listed = CatalogueKind.UNITS.value not in catalogue.unread
    for indicator in catalogue.indicators.values():
        if indicators_listed:
            yield from _unknown_indicators(indicator.references, indicator.path, catalogue.indicators)
        if CatalogueKind.PROGRAMMES.value not in catalogue.unread:
            yield from _programmes(catalogue, indicator)
        yield from _ratio(indicator)
    for rule in catalogue.cross_rules if indicators_listed else ():
        yield from _unknown_indicators(rule.references, rule.path, catalogue.indicators)
    for unit in catalogue.units.by_id.values():
        yield from _successions(unit, catalogue.units, listed=units_listed)
        if not unit.parent and unit.levels.latest() is Level.CENTRE and unit.id != catalogue.units.centre:
            yield Diagnostic(
                CONFLICTING_DEFINITION,
                unit.path,
                unit.span,
                f"“{unit.id}” là đơn vị cấp Trung ương thứ hai, sau “{catalogue.units.centre}”",
                help="chỉ một đơn vị có cap: trung-uong; sửa cấp của đơn vị này",
            )
    yield from _shares(catalogue.units.by_id)


def _unknown_indicators(
    references: tuple[Reference, ...], path: str, known: Mapping[str, Indicator]
) -> Iterator[Diagnostic]:
    for reference in references:
        if reference.target not in known:
            yield Diagnostic(
                UNKNOWN_INDICATOR,
                path,
                reference.span,
                f"{reference.key}: danh mục không có chỉ tiêu “{reference.target}”",
                help=suggestion(reference.target, known) or "thêm chỉ tiêu này vào danh mục, hoặc sửa lại mã",
            )


def _programmes(catalogue: Catalogue, indicator: Indicator) -> Iterator[Diagnostic]:
    sets = catalogue.programme_sets
    for name, number in indicator.programme.items():
        if name and name not in sets:
            yield Diagnostic(
                NO_PROGRAMME_SET,
                indicator.path,
                indicator.programme_spans.get(name, indicator.span),
                f"danh mục không có bộ chương trình “{name}”",
                help=f"các bộ hiện có: {quoted(sets)}",
            )
        chosen = [sets[name]] if name in sets else [] if name else list(sets.values())
        if chosen and all(number not in one.numbers for one in chosen):
            yield Diagnostic(
                UNKNOWN_PROGRAMME,
                indicator.path,
                indicator.programme_spans.get(name, indicator.span),
                f"chương trình {number} của chỉ tiêu “{indicator.id}” không có trong bộ chương trình",
                help="sửa số chương trình, hoặc nêu theo từng bộ, ví dụ {2019-2024: 2}",
            )


def _ratio(indicator: Indicator) -> Iterator[Diagnostic]:
    named = {NUMERATOR.key: indicator.numerator, DENOMINATOR.key: indicator.denominator}
    for key, value in named.items():
        if indicator.over_units is OverUnits.RATIO and not value:
            yield Diagnostic(
                MISSING_KEY,
                indicator.path,
                indicator.span,
                f"chỉ tiêu tỷ lệ “{indicator.id}” thiếu {key}",
                help=f"thêm dòng “{key}: <mã chỉ tiêu>” để tỷ lệ cộng được theo cấp",
            )


def _shares(units: Mapping[str, Unit]) -> Iterator[Diagnostic]:
    """Check that the shares of a divided unit that its successors take add up to at most all of it."""
    taken: dict[str, Decimal] = {}
    for unit in units.values():
        for succession in unit.takes_over:
            before = taken.get(succession.unit, Decimal(0))
            after = taken[succession.unit] = before + (succession.share or Decimal(0))
            if before <= 1 < after:
                yield Diagnostic(
                    BAD_NUMBER,
                    unit.path,
                    succession.span,
                    f"các phần của “{succession.unit}” chia cho các đơn vị cộng lại là {percentage(after * 100)}",
                    help="sửa ty_trong để các phần cộng lại không quá 100%",
                )


def _successions(unit: Unit, units: Units, *, listed: bool) -> Iterator[Diagnostic]:
    for succession in unit.takes_over:
        if succession.unit not in units.by_id:
            if not listed:
                continue
            yield _unknown_unit(unit.path, succession.span, succession.unit, units)
        elif succession.unit != unit.id and succession.day is None and unit.first is None:
            yield Diagnostic(
                MISSING_KEY,
                unit.path,
                succession.span,
                f"“{unit.id}” kế thừa “{succession.unit}” nhưng không rõ từ ngày nào",
                help="thêm “ngay” cho dòng kế thừa, hoặc “tu” (ngày đầu tiên) cho đơn vị",
            )


def _unknown_unit(path: str, span: Span, name: str, units: Units) -> Diagnostic:
    remedy = meant_units(units, name) or "thêm đơn vị vào danh mục, hoặc sửa lại mã (mã là đường dẫn đầy đủ)"
    return Diagnostic(UNKNOWN_UNIT, path, span, f"ke_thua: danh mục không có đơn vị “{name}”", help=remedy)
