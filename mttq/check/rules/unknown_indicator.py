"""A figure or target under an indicator that is unknown, of another programme, or of other levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mttq.catalogue import Catalogue, Indicator, ProgrammeSet
from mttq.catalogue.reader import CatalogueKind
from mttq.check.rules.missing_programme import set_of
from mttq.diagnostics import Diagnostic, Span
from mttq.diagnostics.codes import INDICATOR_NOT_VALID, UNKNOWN_INDICATOR, WRONG_LEVEL, WRONG_PROGRAMME
from mttq.documents import Document, Figure, FileRef, PeriodReport, Plan, Scope, Target
from mttq.documents.outline import ReportBody
from mttq.levels import Level
from mttq.schema import suggestion


@dataclass(frozen=True, slots=True)
class _Use:
    """An indicator used in a document; `programme` None stands for the figures of the situation."""

    indicator: str
    programme: int | None
    span: Span
    stated: bool


def unfit_indicator(document: Document, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every indicator that a plan or report names; of a plan also its programme."""
    if isinstance(document, Plan):
        targets = [_use(target) for programme in document.programmes for target in programme.targets]
        uses = [*map(_use, document.figures), *targets]
        yield from _check(document.ref, uses, catalogue)
        yield from _programmes(document.ref, uses, catalogue, set_of(document, catalogue))
    elif isinstance(document, PeriodReport):
        yield from _check(document.ref, [_use(figure) for figure in document.all_figures()], catalogue)


def indicators_of_report(
    ref: FileRef, report: ReportBody, catalogue: Catalogue, named: str
) -> Iterator[Diagnostic]:
    """The programmes of a report's indicators in the set that its unit's plan names, or in that of its time."""
    chosen = catalogue.programme_set(ref.cycle, named)
    yield from _programmes(ref, [_use(figure) for figure in report.figures], catalogue, chosen)


def _use(line: Figure | Target) -> _Use:
    stated = isinstance(line, Target) or line.scope is Scope.STATED
    return _Use(line.indicator, line.programme, line.key_span, stated)


def _check(ref: FileRef, uses: list[_Use], catalogue: Catalogue) -> Iterator[Diagnostic]:
    unit = catalogue.units.get(ref.unit)
    level = unit.level_on(ref.period.last_day(ref.cycle)) if unit is not None else None
    for use in uses:
        indicator = catalogue.indicators.get(use.indicator)
        if indicator is None:
            if CatalogueKind.INDICATORS.value in catalogue.unread:
                continue
            near = suggestion(use.indicator, catalogue.indicators)
            yield Diagnostic(
                UNKNOWN_INDICATOR,
                ref.path,
                use.span,
                f"danh mục không có chỉ tiêu “{use.indicator}”",
                near or "thêm chỉ tiêu vào danh mục plans/danh-muc/chi-tieu, hoặc sửa lại mã",
            )
            continue
        # A target or a stated figure speaks for the units below, too.
        if level is not None and not use.stated and level not in indicator.levels:
            yield _wrong_level(ref, use, indicator, level)
        yield from _validity(ref, use, indicator)


def _programmes(
    ref: FileRef, uses: list[_Use], catalogue: Catalogue, chosen: ProgrammeSet | None
) -> Iterator[Diagnostic]:
    for use in uses if chosen is not None else ():
        indicator = catalogue.indicators.get(use.indicator)
        if indicator is not None and chosen is not None:
            yield from _programme(use, indicator, indicator.programme_in(chosen.id), ref.path)


def _programme(use: _Use, indicator: Indicator, expected: int | None, path: str) -> Iterator[Diagnostic]:
    if expected == use.programme:
        return
    here = f"chương trình {use.programme}" if use.programme else "phần số liệu tình hình"
    there = f"chương trình {expected}" if expected else "phần số liệu tình hình (ngoài các chương trình)"
    yield Diagnostic(
        WRONG_PROGRAMME,
        path,
        use.span,
        f"“{indicator.id}” ({indicator.name}) thuộc {there}, không thuộc {here}",
        f"chuyển dòng này sang {there}",
    )


def _wrong_level(ref: FileRef, use: _Use, indicator: Indicator, level: Level) -> Diagnostic:
    levels = ", ".join(one.label for one in indicator.levels)
    return Diagnostic(
        WRONG_LEVEL,
        ref.path,
        use.span,
        f"cấp {level.label} không báo cáo “{indicator.id}” ({indicator.name})",
        f"chỉ tiêu này do cấp {levels} báo cáo; nếu là số toàn địa bàn thì ghi vào toan_dia_ban",
    )


def _validity(ref: FileRef, use: _Use, indicator: Indicator) -> Iterator[Diagnostic]:
    if indicator.first is None and indicator.last is None:
        return
    first, last = ref.period.first_day(ref.cycle), ref.period.last_day(ref.cycle)
    starts_later = indicator.first is not None and indicator.first > last
    ended_before = indicator.last is not None and indicator.last < first
    if starts_later or ended_before:
        yield Diagnostic(
            INDICATOR_NOT_VALID,
            ref.path,
            use.span,
            f"chỉ tiêu “{indicator.id}” không có hiệu lực trong {ref.period.full_title(ref.cycle)}",
            "dùng chỉ tiêu có hiệu lực trong kỳ, hoặc sửa ngày hiệu lực trong danh mục chỉ tiêu",
        )
