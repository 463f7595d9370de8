"""A unit that the catalogue does not have, or that does not exist in the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mttq.diagnostics import FILE_START, Diagnostic, Span
from mttq.diagnostics.codes import NOT_BELOW, UNIT_NOT_VALID, UNKNOWN_UNIT
from mttq.documents import Document, Plan, Project
from mttq.schema import suggestion


def unknown_unit(project: Project) -> Iterator[Diagnostic]:
    """The unit of each document, the units that targets are handed to, and the default unit."""
    known = project.catalogue.units.by_id
    settings = project.catalogue.settings
    if settings.default_unit and settings.default_unit not in known:
        yield _unknown(project, settings.path, settings.default_unit_span, settings.default_unit)
    for document in project.documents:
        yield from _own(project, document)
        if isinstance(document, Plan) and document.ref.unit in known:
            yield from _handed_down(project, document)


def _own(project: Project, document: Document) -> Iterator[Diagnostic]:
    ref = document.ref
    unit = project.catalogue.units.get(ref.unit)
    span = document.header.unit.span if document.header.unit is not None else FILE_START
    if unit is None:
        yield _unknown(project, ref.path, span, ref.unit)
        return
    first, last = ref.period.first_day(ref.cycle), ref.period.last_day(ref.cycle)
    if not unit.valid_within(first, last):
        yield Diagnostic(
            UNIT_NOT_VALID,
            ref.path,
            span,
            f"{unit.name_on(last)} không tồn tại trong {ref.period.full_title(ref.cycle)}"
            f"{_lifetime(unit.first, unit.last)}",
            "chuyển văn bản về đơn vị có trong kỳ đó, hoặc sửa ngày hiệu lực trong danh mục đơn vị",
        )


def _lifetime(first: date | None, last: date | None) -> str:
    since = f"từ {first:%d/%m/%Y}" if first else ""
    until = f"đến {last:%d/%m/%Y}" if last else ""
    return f" (đơn vị tồn tại {' '.join(part for part in (since, until) if part)})"


def _handed_down(project: Project, plan: Plan) -> Iterator[Diagnostic]:
    units = project.catalogue.units
    for programme in plan.programmes:
        for target in programme.targets:
            for part in target.handed_down:
                if part.name not in units.by_id:
                    yield _unknown(project, plan.ref.path, part.name_span, part.name)
                elif units.parent_of(part.name) != plan.ref.unit:
                    yield Diagnostic(
                        NOT_BELOW,
                        plan.ref.path,
                        part.name_span,
                        f"“{part.name}” không phải cấp dưới trực tiếp của “{plan.ref.unit}”",
                        "giao chỉ tiêu cho các đơn vị cấp dưới trực tiếp",
                    )


def _unknown(project: Project, path: str, span: Span, unit: str) -> Diagnostic:
    known = project.catalogue.units.by_id
    remedy = suggestion(unit, known) or "thêm đơn vị vào danh mục plans/danh-muc/don-vi, hoặc sửa lại mã"
    return Diagnostic(UNKNOWN_UNIT, path, span, f"danh mục không có đơn vị “{unit}”", remedy)
