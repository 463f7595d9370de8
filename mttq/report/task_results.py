"""What became of the tasks of a plan by the end of a period: the table behind a report.

The text says it of the tasks that the report speaks of. The table has every task with a code, also those of
which nothing is reported. Only reports up to the document's own period count, so that a later file changes no document.
"""

from __future__ import annotations

from itertools import count

from msgspec import Struct

from mttq.documents import FileRef, Task
from mttq.documents.prose import read_tasks
from mttq.documents.provenance import provenance_of
from mttq.documents.shapes import TASK_STATES
from mttq.period import Period
from mttq.report.chuong_trinh import due_text
from mttq.report.model import Align, Column, TableBlock
from mttq.report.periods import when
from mttq.report.subject import Subject
from mttq.report.tables import without_blank_columns
from mttq.report.wording import in_one, roman, unended
from mttq.spelling import capitalised
from mttq.task_ledger import TaskState, due_day

_SILENT = "báo cáo chưa nói đến"
_LATE = "đã quá hạn"
_COLUMNS = (
    Column("STT", Align.CENTRE, 9),
    Column("Nội dung nhiệm vụ", Align.LEFT, 58),
    Column("Chủ trì", Align.LEFT, 30),
    Column("Thời hạn", Align.CENTRE, 24),
    Column("Kết quả", Align.LEFT, 42),
)


class _LastWord(Struct, frozen=True):
    """How far a task is by the last report that says so."""

    state: TaskState
    ref: FileRef


def task_results(subject: Subject) -> TableBlock | None:
    """Return the tasks of the unit's plan with what became of each.

    None if nobody has written the report yet, if the plan has no task that reports can refer to, or if the profile
    wants no such table.
    """
    if subject.is_draft or subject.foreign or subject.plan is None or not subject.layout.task_results:
        return None
    answers = _answers(subject)
    rows: list[tuple[str, ...]] = []
    groups: list[int] = []
    numbers = count(1)
    for programme in sorted(subject.plan.programmes, key=lambda one: one.number):
        tasks = [(task, task.code.text) for task in programme.tasks if task.code is not None]
        if tasks:
            groups.append(len(rows))
            rows.append((roman(len(groups)), subject.programme_title(programme.number), "", "", ""))
            rows += [
                (
                    str(next(numbers)),
                    unended(in_one(task.text)).rstrip(" .;"),
                    task.lead,
                    capitalised(due_text(task.due.text, subject.cycle)) if task.due is not None else "",
                    capitalised(_result(task, answers.get(code), subject)),
                )
                for task, code in tasks
            ]
    return without_blank_columns(TableBlock("", _COLUMNS, tuple(rows), tuple(groups))) if rows else None


def _answers(subject: Subject) -> dict[str, _LastWord]:
    """Return the last answer for each task, by its code."""
    provenance = provenance_of(subject.catalogue)
    refs = [
        one.ref
        for one in subject.project.reports_of(subject.unit.id, subject.cycle)
        if _place(one.ref.period) <= _place(subject.period) and not provenance.is_foreign(one)
    ]
    found: dict[str, _LastWord] = {}
    for ref in sorted(refs, key=lambda one: _place(one.period)):
        for result in read_tasks(subject.project.sources.read(ref.path), ref.kind).results:
            if result.state in TASK_STATES:
                found[result.code.text] = _LastWord(TaskState(result.state), ref)
    return found


def _place(period: Period) -> tuple[int, int]:
    """Return the place of a report in time: of two that end on one day the longer one is written last."""
    return period.last, -period.first


def _result(task: Task, answer: _LastWord | None, subject: Subject) -> str:
    """Return how far a task is, who says so if it is an earlier report, and whether it is late."""
    settled = answer is not None and answer.state.is_settled
    if answer is None:
        said = [_SILENT]
    elif answer.ref.period == subject.period:
        said = [answer.state.label]
    else:
        source = f"báo cáo {when(subject.cycle, answer.ref.period)}"
        said = (
            [f"{answer.state.label} ({source})"] if settled else [_SILENT, f"{source}: {answer.state.label}"]
        )
    due = due_day(task, subject.cycle)
    if due is not None and due < subject.day and not settled:
        said.append(_LATE)
    return "; ".join(said)
