"""A figure or target of an indicator that is unknown, not valid at the time, or reported by other levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.catalogue import Catalogue, Indicator
from mttq.catalogue.reader import CatalogueKind
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Figure, FileRef, Scope, Target
from mttq.documents.facts import Facts, PlanFacts, ReportFacts
from mttq.documents.shapes import STATED_FIGURES
from mttq.levels import Level, is_reported_below
from mttq.names import INDICATORS
from mttq.spelling import suggestion

UNKNOWN_INDICATOR = Code("MT303", "chi-tieu-la")
INDICATOR_NOT_VALID = Code("MT304", "chi-tieu-het-hieu-luc")
WRONG_LEVEL = Code("MT306", "sai-cap")


def unknown_indicator(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check every indicator that a plan or report names."""
    if isinstance(facts, PlanFacts):
        lines: list[Figure | Target] = [*facts.figures, *facts.body.targets]
        yield from _check(facts.ref, lines, catalogue)
    elif isinstance(facts, ReportFacts):
        yield from _check(facts.ref, facts.body.figures, catalogue)


def _check(ref: FileRef, lines: Iterable[Figure | Target], catalogue: Catalogue) -> Iterator[Diagnostic]:
    unit = catalogue.units.get(ref.unit)
    level = unit.level_on(ref.period.last_day(ref.cycle)) if unit is not None else None
    for line in lines:
        indicator = catalogue.indicators.get(line.indicator)
        if indicator is None:
            if CatalogueKind.INDICATORS.value not in catalogue.unread:
                yield _unknown(ref, line, catalogue)
            continue
        if level is not None and level not in indicator.levels and isinstance(line, Figure):
            # A target or a stated figure also covers the units below.
            own = line.scope is Scope.OWN
            if indicator.area_wide:
                own = not is_reported_below(indicator.levels, level)
            if own:
                yield _wrong_level(ref, line, indicator, level)
        if indicator.first is not None or indicator.last is not None:
            yield from _validity(ref, line, indicator)


def _unknown(ref: FileRef, line: Figure | Target, catalogue: Catalogue) -> Diagnostic:
    near = suggestion(line.indicator, catalogue.indicators)
    return Diagnostic(
        UNKNOWN_INDICATOR,
        ref.path,
        line.key_span,
        f"danh mục không có chỉ tiêu “{line.indicator}”",
        help=near or f"thêm chỉ tiêu vào danh mục {INDICATORS}, hoặc sửa lại mã",
    )


def _wrong_level(ref: FileRef, line: Figure | Target, indicator: Indicator, level: Level) -> Diagnostic:
    levels = ", ".join(one.label for one in indicator.levels)
    remedy = f"chỉ tiêu này do cấp {levels} báo cáo"
    if not indicator.area_wide:
        remedy += f"; nếu là số toàn địa bàn thì ghi vào {STATED_FIGURES.key}"
    return Diagnostic(
        WRONG_LEVEL,
        ref.path,
        line.key_span,
        f"cấp {level.label} không báo cáo “{indicator.id}” ({indicator.name})",
        help=remedy,
    )


def _validity(ref: FileRef, line: Figure | Target, indicator: Indicator) -> Iterator[Diagnostic]:
    first, last = ref.period.first_day(ref.cycle), ref.period.last_day(ref.cycle)
    starts_later = indicator.first is not None and indicator.first > last
    ended_before = indicator.last is not None and indicator.last < first
    if starts_later or ended_before:
        yield Diagnostic(
            INDICATOR_NOT_VALID,
            ref.path,
            line.key_span,
            f"chỉ tiêu “{indicator.id}” không có hiệu lực trong {ref.period.full_title(ref.cycle)}",
            help="dùng chỉ tiêu có hiệu lực trong kỳ, hoặc sửa ngày hiệu lực trong danh mục chỉ tiêu",
        )
