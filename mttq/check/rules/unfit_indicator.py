"""A figure or target under an indicator that is unknown, of another programme, or of other levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mttq.catalogue import Indicator
from mttq.catalogue.reader import CatalogueKind
from mttq.check.rules.programme_set import set_of
from mttq.diagnostics import Diagnostic, Span
from mttq.diagnostics.codes import INDICATOR_NOT_VALID, UNKNOWN_INDICATOR, WRONG_LEVEL, WRONG_PROGRAMME
from mttq.documents import Figure, PeriodReport, Plan, Project, Scope, Target
from mttq.schema import suggestion


@dataclass(frozen=True, slots=True)
class _Use:
    """An indicator used in a document; `programme` None stands for the figures of the situation."""

    indicator: str
    programme: int | None
    span: Span
    stated: bool


def unfit_indicator(project: Project) -> Iterator[Diagnostic]:
    """Every indicator that a plan or report names."""
    for document in project.documents:
        if isinstance(document, Plan):
            targets = [_use(target) for programme in document.programmes for target in programme.targets]
            yield from _check(project, document, [*map(_use, document.figures), *targets])
        elif isinstance(document, PeriodReport):
            yield from _check(project, document, [_use(figure) for figure in document.all_figures()])


def _use(line: Figure | Target) -> _Use:
    stated = isinstance(line, Target) or line.scope is Scope.STATED
    return _Use(line.indicator, line.programme, line.key_span, stated)


def _check(project: Project, document: Plan | PeriodReport, uses: list[_Use]) -> Iterator[Diagnostic]:
    path = document.ref.path
    chosen = set_of(project, document)
    for use in uses:
        indicator = project.catalogue.indicators.get(use.indicator)
        if indicator is None:
            if CatalogueKind.INDICATORS.value in project.catalogue.unread:
                continue
            near = suggestion(use.indicator, project.catalogue.indicators)
            yield Diagnostic(
                UNKNOWN_INDICATOR,
                path,
                use.span,
                f"danh mục không có chỉ tiêu “{use.indicator}”",
                near or "thêm chỉ tiêu vào danh mục plans/danh-muc/chi-tieu, hoặc sửa lại mã",
            )
            continue
        if chosen is not None:
            yield from _programme(use, indicator, indicator.programme_in(chosen.id), path)
        yield from _level(project, document, use, indicator)
        yield from _validity(document, use, indicator)


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


def _level(
    project: Project, document: Plan | PeriodReport, use: _Use, indicator: Indicator
) -> Iterator[Diagnostic]:
    unit = project.catalogue.units.get(document.ref.unit)
    if unit is None or use.stated:
        return  # a target or a stated figure speaks for the units below, too
    level = unit.level_on(document.ref.period.last_day(document.ref.cycle))
    if level not in indicator.levels:
        levels = ", ".join(one.label for one in indicator.levels)
        yield Diagnostic(
            WRONG_LEVEL,
            document.ref.path,
            use.span,
            f"cấp {level.label} không báo cáo “{indicator.id}” ({indicator.name})",
            f"chỉ tiêu này do cấp {levels} báo cáo; nếu là số toàn địa bàn thì ghi vào toan_dia_ban",
        )


def _validity(document: Plan | PeriodReport, use: _Use, indicator: Indicator) -> Iterator[Diagnostic]:
    ref = document.ref
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
