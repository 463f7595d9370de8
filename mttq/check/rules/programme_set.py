"""A plan that does not hold exactly the programmes of its set, or a report that holds others."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import ProgrammeSet
from mttq.catalogue.reader import CatalogueKind
from mttq.diagnostics import FILE_START, Diagnostic
from mttq.diagnostics.codes import MISSING_PROGRAMME, NO_PROGRAMME_SET, UNKNOWN_PROGRAMME
from mttq.documents import PeriodReport, Plan, Project
from mttq.schema import quoted, suggestion


def programme_set(project: Project) -> Iterator[Diagnostic]:
    """Every plan against its set; every report's programmes among those of its unit's plan."""
    for document in project.documents:
        if isinstance(document, Plan | PeriodReport):
            chosen = set_of(project, document)
            if chosen is None:
                if CatalogueKind.PROGRAMMES.value not in project.catalogue.unread:
                    yield from _no_set(project, document)
            else:
                yield from _unknown(document, chosen)
                if isinstance(document, Plan) and document.programmes:
                    yield from _missing(document, chosen)


def set_of(project: Project, document: Plan | PeriodReport) -> ProgrammeSet | None:
    """The set a document is checked against; a report follows its unit's plan where there is one."""
    plan = document if isinstance(document, Plan) else project.plan_of(document.ref.unit, document.ref.cycle)
    named = plan.set_name.text if plan is not None and plan.set_name is not None else ""
    return project.catalogue.programme_set(document.ref.cycle, named)


def _no_set(project: Project, document: Plan | PeriodReport) -> Iterator[Diagnostic]:
    known = project.catalogue.programme_sets
    plan = document if isinstance(document, Plan) else project.plan_of(document.ref.unit, document.ref.cycle)
    if plan is not None and plan.set_name is not None:
        if plan is not document:
            return  # said once, at the plan that names it
        name = plan.set_name
        yield Diagnostic(
            NO_PROGRAMME_SET,
            document.ref.path,
            name.span,
            f"danh mục không có bộ chương trình “{name.text}”",
            suggestion(name.text, known) or f"các bộ hiện có: {quoted(known)}",
        )
        return
    where = document.header.cycle
    yield Diagnostic(
        NO_PROGRAMME_SET,
        document.ref.path,
        where.span if where is not None else FILE_START,
        f"danh mục không có bộ chương trình nào cho {document.ref.cycle.title}",
        "thêm bộ chương trình vào plans/danh-muc/chuong-trinh.yaml, hoặc nêu bộ dùng bằng khóa bo_chuong_trinh",
    )


def _unknown(document: Plan | PeriodReport, chosen: ProgrammeSet) -> Iterator[Diagnostic]:
    for programme in document.programmes:
        if programme.number not in chosen.numbers:
            yield Diagnostic(
                UNKNOWN_PROGRAMME,
                document.ref.path,
                programme.span,
                f"bộ chương trình {chosen.id} không có chương trình {programme.number}",
                f"bộ này có các chương trình {', '.join(map(str, chosen.numbers))}",
            )


def _missing(plan: Plan, chosen: ProgrammeSet) -> Iterator[Diagnostic]:
    present = {programme.number for programme in plan.programmes}
    for programme in chosen.programmes:
        if programme.number not in present:
            yield Diagnostic(
                MISSING_PROGRAMME,
                plan.ref.path,
                plan.programmes_span,
                f"thiếu chương trình {programme.number} ({programme.short_name}) của bộ {chosen.id}",
                f"thêm chương trình {programme.number}; nếu không có nội dung thì viết “{programme.number}: {{}}”",
            )
