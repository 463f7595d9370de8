"""A term report whose second part is not a term, or a term for which the unit has no plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.check.rules.bad_period import BAD_PERIOD
from mttq.diagnostics import UNKNOWN_KEY, Code, Diagnostic
from mttq.documents import Project
from mttq.documents.outline import Outline, ReportOutline
from mttq.period import parse_cycle
from mttq.spelling import suggestion

UNKNOWN_DOCUMENT = Code("MT316", "van-ban-la")


def unknown_document(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Check that `chuong_trinh_moi` names a term for which the unit has a plan."""
    for document in outlines:
        if not isinstance(document, ReportOutline) or document.head.next_term is None:
            continue
        named, ref = document.head.next_term, document.ref
        if not ref.cycle.is_term:
            yield Diagnostic(
                UNKNOWN_KEY,
                ref.path,
                named.span,
                "chuong_trinh_moi chỉ dùng trong báo cáo nhiệm kỳ (nhiem-ky.yaml)",
                help="bỏ dòng này",
            )
            continue
        term = parse_cycle(named.text)
        if term is None or not term.is_term:
            yield Diagnostic(
                BAD_PERIOD,
                ref.path,
                named.span,
                f"“{named.text}” không phải một nhiệm kỳ",
                help="viết năm đầu và năm cuối, ví dụ 2019-2024",
            )
        elif project.plan_of(ref.unit, term) is None and not project.has_broken_plan(ref.unit, term):
            terms = [name for name, one in project.cycles.items() if one.is_term]
            yield Diagnostic(
                UNKNOWN_DOCUMENT,
                ref.path,
                named.span,
                f"không có kế hoạch {term.title} của “{ref.unit}”",
                help=suggestion(named.text, [one for one in terms if one != named.text])
                or f"thêm tệp plans/{term.name}/{ref.unit}/ke-hoach.yaml, hoặc bỏ dòng này",
            )
