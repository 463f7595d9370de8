"""A plan without a programme of its set, or a plan or report with a programme that its set does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from mttq.catalogue import Catalogue, ProgrammeSet
from mttq.catalogue.reader import CatalogueKind
from mttq.diagnostics import FILE_START, Code, Diagnostic
from mttq.documents import DocumentKind, FileRef, Named
from mttq.documents.facts import Facts, PlanFacts
from mttq.documents.outline import ProgrammeOutline
from mttq.documents.shapes import PROGRAMME_SET
from mttq.names import PLANS, PROGRAMMES
from mttq.period import LONG_SPAN
from mttq.schema import quoted
from mttq.spelling import suggestion

UNKNOWN_PROGRAMME = Code("MT307", "chuong-trinh-la")
MISSING_PROGRAMME = Code("MT308", "thieu-chuong-trinh")
NO_PROGRAMME_SET = Code("MT309", "thieu-bo-chuong-trinh")

_NO_SET = "danh mục không có bộ chương trình nào cho"


def missing_programme(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare every plan with its set."""
    if not isinstance(facts, PlanFacts):
        return
    name = facts.head.set_name
    chosen = set_of(facts, catalogue)
    if chosen is not None:
        yield from unknown_programmes(facts.ref, facts.programmes, chosen)
        yield from _missing(facts, chosen)
    elif name is None:
        yield from no_set(facts.ref, facts.header.cycle, catalogue)
    elif _listed(catalogue):
        known = catalogue.programme_sets
        yield Diagnostic(
            NO_PROGRAMME_SET,
            facts.ref.path,
            name.span,
            f"danh mục không có bộ chương trình “{name.text}”",
            help=suggestion(name.text, known) or f"các bộ hiện có: {quoted(known)}",
        )


def set_of(facts: PlanFacts, catalogue: Catalogue) -> ProgrammeSet | None:
    """Return the set that a plan is checked against."""
    name = facts.head.set_name
    return catalogue.programme_set(facts.ref.cycle, name.text if name is not None else "")


def _listed(catalogue: Catalogue) -> bool:
    """Whether all programme sets could be read, so that a set that is not there does not exist."""
    return CatalogueKind.PROGRAMMES.value not in catalogue.unread


def no_set(ref: FileRef, where: Named | None, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Report that the catalogue has no set for the time of a document, at the words that give its time."""
    if not _listed(catalogue):
        return
    named = ""
    if ref.kind is DocumentKind.PLAN:
        named = f", hoặc nêu bộ dùng bằng khóa {PROGRAMME_SET.key}"
    elif ref.period.name != LONG_SPAN:
        named = f", hoặc nêu bộ dùng bằng khóa {PROGRAMME_SET.key} trong ke-hoach.yaml của đơn vị"
    yield Diagnostic(
        NO_PROGRAMME_SET,
        ref.path,
        where.span if where is not None else FILE_START,
        f"{_NO_SET} {ref.cycle.title}",
        help=f"nếu thư mục {PLANS}/{ref.cycle.name} ghi nhầm năm thì đổi tên thư mục; nếu không thì thêm bộ "
        f"chương trình vào {PROGRAMMES}{named}",
    )


def once_for_each_time(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Report a year or term without a set only at its first document, with the number of documents."""
    kept: list[Diagnostic] = []
    alike: dict[str, list[Diagnostic]] = {}
    for one in found:
        if one.code is NO_PROGRAMME_SET and one.message.startswith(_NO_SET):
            alike.setdefault(one.message, []).append(one)
        else:
            kept.append(one)
    for message, these in alike.items():
        first = min(these, key=lambda one: one.sort_key)
        count = f" ({len(these)} tệp)" if len(these) > 1 else ""
        kept.append(replace(first, message=f"{message}{count}"))
    return kept


def unknown_programmes(
    ref: FileRef, programmes: Iterable[ProgrammeOutline], chosen: ProgrammeSet
) -> Iterator[Diagnostic]:
    """Report the programmes of a document that its set does not have."""
    numbers = chosen.numbers
    for programme in programmes:
        if programme.number not in numbers:
            yield Diagnostic(
                UNKNOWN_PROGRAMME,
                ref.path,
                programme.span,
                f"bộ chương trình {chosen.id} không có chương trình {programme.number}",
                help=f"bộ này có các chương trình {', '.join(map(str, numbers))}",
            )


def _missing(facts: PlanFacts, chosen: ProgrammeSet) -> Iterator[Diagnostic]:
    present = {programme.number for programme in facts.programmes}
    for programme in chosen.programmes if present else ():
        if programme.number not in present:
            yield Diagnostic(
                MISSING_PROGRAMME,
                facts.ref.path,
                facts.programmes_span,
                f"thiếu chương trình {programme.number} ({programme.short_name}) của bộ {chosen.id}",
                help=f"thêm chương trình {programme.number}; nếu không có nội dung thì viết “{programme.number}: {{}}”",
            )
