"""Two tasks of one plan with the same code."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic, Span
from mttq.documents.facts import Facts, ReportFacts

DUPLICATE_TASK = Code("MT311", "nhiem-vu-trung")


def duplicate_task(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Report the second task with a code: a report could not say which of the two it means."""
    if isinstance(facts, ReportFacts):
        return
    first: dict[str, Span] = {}
    for task in facts.body.tasks:
        if task.code is None:
            continue
        earlier = first.setdefault(task.code.text, task.code.span)
        if earlier is not task.code.span:
            yield Diagnostic(
                DUPLICATE_TASK,
                facts.ref.path,
                task.code.span,
                f"mã nhiệm vụ “{task.code.text}” đã dùng ở dòng {earlier.line}",
                help="đặt mã khác cho một trong hai nhiệm vụ",
            )
