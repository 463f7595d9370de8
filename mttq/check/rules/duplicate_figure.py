"""One report or plan gives the same indicator twice, so that a total would have to choose."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic, Span
from mttq.documents import Scope
from mttq.documents.facts import Facts, PlanFacts, ReportFacts

DUPLICATE_FIGURE = Code("MT315", "so-lieu-trung")


def duplicate_figure(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Report the second line of an indicator in one document, also one in an entry's `kem`."""
    if isinstance(facts, PlanFacts):
        yield from _targets(facts)
    if not isinstance(facts, ReportFacts):
        return
    if len({(one.indicator, one.scope) for one in facts.body.figures}) == len(facts.body.figures):
        return
    first: dict[tuple[str, Scope], Span] = {}
    for figure in sorted(facts.body.figures, key=lambda one: one.key_span):
        earlier = first.setdefault((figure.indicator, figure.scope), figure.key_span)
        if earlier is not figure.key_span:
            yield Diagnostic(
                DUPLICATE_FIGURE,
                facts.ref.path,
                figure.key_span,
                f"“{figure.indicator}” đã có số liệu ở dòng {earlier.line}",
                help="mỗi chỉ tiêu một dòng trong mỗi báo cáo: giữ một dòng, phần kia đưa vào trong_do nếu cần",
            )


def _targets(facts: PlanFacts) -> Iterator[Diagnostic]:
    first: dict[tuple[str, int], Span] = {}
    for target in facts.body.targets:
        earlier = first.setdefault((target.indicator, target.programme), target.key_span)
        if earlier is not target.key_span:
            yield Diagnostic(
                DUPLICATE_FIGURE,
                facts.ref.path,
                max(earlier, target.key_span),
                f"“{target.indicator}” đã có mục tiêu ở dòng {min(earlier, target.key_span).line}",
                help="mỗi chỉ tiêu một mục tiêu trong mỗi kế hoạch: giữ một dòng",
            )
