"""The catalogue names an indicator, a unit or a programme that it does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mttq.catalogue import Indicator, OverUnits, Unit
from mttq.catalogue.indicators import Reference
from mttq.diagnostics import Code, Diagnostic, Span
from mttq.diagnostics.codes import (
    BAD_VALIDITY,
    CIRCULAR_REFERENCE,
    MISSING_KEY,
    NO_PROGRAMME_SET,
    UNKNOWN_INDICATOR,
    UNKNOWN_PROGRAMME,
    UNKNOWN_UNIT,
)
from mttq.documents import Project
from mttq.schema import quoted, suggestion


def catalogue_reference(project: Project) -> Iterator[Diagnostic]:
    """What indicators, rules and units refer to must be there, and make sense together."""
    catalogue = project.catalogue
    for indicator in catalogue.indicators.values():
        yield from _unknown_indicators(indicator.references, indicator.path, catalogue.indicators)
        yield from _programmes(project, indicator)
        yield from _ratio(indicator)
        if _reaches_itself(indicator, catalogue.indicators):
            yield Diagnostic(
                CIRCULAR_REFERENCE,
                indicator.path,
                indicator.span,
                f"chỉ tiêu “{indicator.id}” gồm chính nó",
                "bỏ mã của nó (hoặc của chỉ tiêu chứa nó) khỏi gom, tu_so, mau_so",
            )
    for rule in catalogue.cross_rules:
        yield from _unknown_indicators(rule.references, rule.path, catalogue.indicators)
    for unit in catalogue.units.by_id.values():
        yield from _successions(unit, catalogue.units.by_id)
    dated: list[Indicator | Unit] = [*catalogue.indicators.values(), *catalogue.units.by_id.values()]
    for one in dated:
        yield from _validity(one)


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
                suggestion(reference.target, known) or "thêm chỉ tiêu này vào danh mục, hoặc sửa lại mã",
            )


def _programmes(project: Project, indicator: Indicator) -> Iterator[Diagnostic]:
    sets = project.catalogue.programme_sets
    for name, number in indicator.programme.items():
        if name and name not in sets:
            yield _at(
                indicator,
                NO_PROGRAMME_SET,
                f"danh mục không có bộ chương trình “{name}”",
                f"các bộ hiện có: {quoted(sets)}",
            )
        chosen = [sets[name]] if name in sets else [] if name else list(sets.values())
        if chosen and all(number not in one.numbers for one in chosen):
            yield _at(
                indicator,
                UNKNOWN_PROGRAMME,
                f"chương trình {number} của chỉ tiêu “{indicator.id}” không có trong bộ chương trình",
                "sửa số chương trình, hoặc nêu theo từng bộ, ví dụ {2019-2024: 2}",
            )


def _ratio(indicator: Indicator) -> Iterator[Diagnostic]:
    named = {"tu_so": indicator.numerator, "mau_so": indicator.denominator}
    for key, value in named.items():
        if indicator.over_units is OverUnits.RATIO and not value:
            yield _at(
                indicator,
                MISSING_KEY,
                f"chỉ tiêu tỷ lệ “{indicator.id}” thiếu {key}",
                f"thêm dòng “{key}: <mã chỉ tiêu>” để tỷ lệ cộng được theo cấp",
            )


def _reaches_itself(indicator: Indicator, known: Mapping[str, Indicator]) -> bool:
    seen: set[str] = set()
    waiting = [*indicator.parts, indicator.numerator, indicator.denominator]
    while waiting:
        name = waiting.pop()
        if name == indicator.id:
            return True
        if name in known and name not in seen:
            seen.add(name)
            one = known[name]
            waiting += [*one.parts, one.numerator, one.denominator]
    return False


def _successions(unit: Unit, known: Mapping[str, Unit]) -> Iterator[Diagnostic]:
    for succession in unit.takes_over:
        if succession.unit not in known:
            yield _unknown_unit(unit.path, succession.span, succession.unit, known)
        elif succession.unit == unit.id:
            yield Diagnostic(
                CIRCULAR_REFERENCE,
                unit.path,
                succession.span,
                f"đơn vị “{unit.id}” kế thừa chính nó",
                "bỏ dòng này: một đơn vị giữ nguyên mã thì không cần kế thừa chính nó",
            )
        elif succession.day is None and unit.first is None:
            yield Diagnostic(
                MISSING_KEY,
                unit.path,
                succession.span,
                f"“{unit.id}” kế thừa “{succession.unit}” nhưng không rõ từ ngày nào",
                "thêm “ngay” cho dòng kế thừa, hoặc “tu” (ngày đầu tiên) cho đơn vị",
            )


def _unknown_unit(path: str, span: Span, name: str, known: Mapping[str, Unit]) -> Diagnostic:
    remedy = suggestion(name, known) or "thêm đơn vị vào danh mục, hoặc sửa lại mã (mã là đường dẫn đầy đủ)"
    return Diagnostic(UNKNOWN_UNIT, path, span, f"ke_thua: danh mục không có đơn vị “{name}”", remedy)


def _validity(one: Indicator | Unit) -> Iterator[Diagnostic]:
    if one.first is not None and one.last is not None and one.last < one.first:
        yield Diagnostic(
            BAD_VALIDITY,
            one.path,
            one.span,
            f"“{one.id}” có ngày cuối {one.last:%d/%m/%Y} trước ngày đầu {one.first:%d/%m/%Y}",
            "sửa tu hoặc den",
        )


def _at(indicator: Indicator, code: Code, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(code, indicator.path, indicator.span, message, remedy)
