"""Two tasks of one plan with the same code."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.diagnostics import Diagnostic, Span
from mttq.diagnostics.codes import DUPLICATE_TASK
from mttq.documents import Briefing, Plan, Project


def duplicate_task(project: Project) -> Iterator[Diagnostic]:
    """The second task with a code, since reports could not tell which one they mean."""
    for document in project.documents:
        if isinstance(document, Plan):
            tasks = [task for programme in document.programmes for task in programme.tasks]
        elif isinstance(document, Briefing):
            tasks = list(document.tasks)
        else:
            continue
        first: dict[str, Span] = {}
        for task in tasks:
            if task.code is None:
                continue
            earlier = first.setdefault(task.code.text, task.code.span)
            if earlier is not task.code.span:
                yield Diagnostic(
                    DUPLICATE_TASK,
                    document.ref.path,
                    task.code.span,
                    f"mã nhiệm vụ “{task.code.text}” đã dùng ở dòng {earlier.line}",
                    "đặt mã khác cho một trong hai nhiệm vụ",
                )
