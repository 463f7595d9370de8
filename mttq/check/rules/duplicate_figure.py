"""One report gives the same indicator twice, so that a total would have to choose."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic, Span
from mttq.documents import Scope
from mttq.documents.facts import Facts, ReportFacts

DUPLICATE_FIGURE = Code("MT315", "so-lieu-trung")


def duplicate_figure(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Report the second line of an indicator in one report, in the same section or another."""
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
