"""A plan that does not hold exactly the programmes of its set, or a report that holds others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.catalogue import Catalogue, ProgrammeSet
from mttq.catalogue.reader import CatalogueKind
from mttq.diagnostics import FILE_START, Diagnostic
from mttq.diagnostics.codes import MISSING_PROGRAMME, NO_PROGRAMME_SET, UNKNOWN_PROGRAMME
from mttq.documents import Document, FileRef, Named, Plan, ProgrammePlan
from mttq.documents.outline import ProgrammeOutline, ReportBody
from mttq.schema import quoted, suggestion


def programme_set(document: Document, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every plan against its set."""
    if not isinstance(document, Plan):
        return
    chosen = set_of(document, catalogue)
    if chosen is not None:
        yield from _unknown(document.ref, document.programmes, chosen)
        yield from _missing(document, chosen)
    elif document.set_name is None:
        yield from _no_set(document.ref, document.header.cycle, catalogue)
    elif _listed(catalogue):
        name, known = document.set_name, catalogue.programme_sets
        yield Diagnostic(
            NO_PROGRAMME_SET,
            document.ref.path,
            name.span,
            f"danh mục không có bộ chương trình “{name.text}”",
            suggestion(name.text, known) or f"các bộ hiện có: {quoted(known)}",
        )


def programmes_of_report(
    ref: FileRef, report: ReportBody, catalogue: Catalogue, named: str
) -> Iterator[Diagnostic]:
    """A report's programmes against the set that its unit's plan names, or with "" the one of its time."""
    chosen = catalogue.programme_set(ref.cycle, named)
    if chosen is not None:
        yield from _unknown(ref, report.programmes, chosen)
    elif not named:  # one that is not there is told once, at the plan that names it
        yield from _no_set(ref, report.cycle, catalogue)


def set_of(plan: Plan, catalogue: Catalogue) -> ProgrammeSet | None:
    """The set that a plan is checked against."""
    named = plan.set_name.text if plan.set_name is not None else ""
    return catalogue.programme_set(plan.ref.cycle, named)


def _listed(catalogue: Catalogue) -> bool:
    """Whether the catalogue could be read so far that a set not in it is none."""
    return CatalogueKind.PROGRAMMES.value not in catalogue.unread


def _no_set(ref: FileRef, where: Named | None, catalogue: Catalogue) -> Iterator[Diagnostic]:
    if _listed(catalogue):
        yield Diagnostic(
            NO_PROGRAMME_SET,
            ref.path,
            where.span if where is not None else FILE_START,
            f"danh mục không có bộ chương trình nào cho {ref.cycle.title}",
            "thêm bộ chương trình vào plans/danh-muc/chuong-trinh.yaml, hoặc nêu bộ dùng bằng khóa bo_chuong_trinh",
        )


def _unknown(
    ref: FileRef, programmes: Iterable[ProgrammePlan | ProgrammeOutline], chosen: ProgrammeSet
) -> Iterator[Diagnostic]:
    for programme in programmes:
        if programme.number not in chosen.numbers:
            yield Diagnostic(
                UNKNOWN_PROGRAMME,
                ref.path,
                programme.span,
                f"bộ chương trình {chosen.id} không có chương trình {programme.number}",
                f"bộ này có các chương trình {', '.join(map(str, chosen.numbers))}",
            )


def _missing(plan: Plan, chosen: ProgrammeSet) -> Iterator[Diagnostic]:
    present = {programme.number for programme in plan.programmes}
    for programme in chosen.programmes if present else ():
        if programme.number not in present:
            yield Diagnostic(
                MISSING_PROGRAMME,
                plan.ref.path,
                plan.programmes_span,
                f"thiếu chương trình {programme.number} ({programme.short_name}) của bộ {chosen.id}",
                f"thêm chương trình {programme.number}; nếu không có nội dung thì viết “{programme.number}: {{}}”",
            )
