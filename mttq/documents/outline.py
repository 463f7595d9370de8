"""What is left of a document once it has been looked at on its own.

Totals, and the rules that set documents against each other, need no prose and
no nodes, and of most documents only a few facts. So of each file an outline is
kept: a head, which is always at hand, and a body in MessagePack, which is read
when somebody asks for it and not kept afterwards. Whoever needs the same body
several times holds on to it. Full documents are read again from their files:
see `Project.document`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from msgspec import DecodeError, Struct
from msgspec.msgpack import Decoder, Encoder

from mttq.diagnostics import Span
from mttq.documents.model import (
    Amendment,
    Document,
    Figure,
    FileRef,
    Named,
    PeriodReport,
    Plan,
    Scope,
    Target,
    Task,
)


class TaskOutline(Struct, frozen=True, array_like=True):
    """A task that others refer to, or that refers to others.

    Attributes:
        code: the name by which reports refer to it, or None.
        carries_out: the higher unit's tasks that it carries out.
    """

    code: Named | None
    carries_out: tuple[Named, ...]


class ProgrammeOutline(Struct, frozen=True, array_like=True, gc=False):
    """A programme of a report: its number, and the place of it."""

    number: int
    span: Span


class PlanBody(Struct, frozen=True, array_like=True):
    """What is left of a plan.

    Attributes:
        set_name: the programme set that it names, or None.
        issued: the day it was issued, where said.
        amended: the days of its amendments.
        tasks: those with a code or a link, in the order of the file.
        targets: its targets, in the order of the file.
    """

    set_name: Named | None
    issued: date | None
    amended: tuple[date, ...]
    tasks: tuple[TaskOutline, ...]
    targets: tuple[Target, ...]


class ReportBody(Struct, frozen=True, array_like=True):
    """What is left of a report.

    Attributes:
        cycle: the year or term as it names it, or None where missing.
        issued: the day it was issued, where said.
        corrected: the days of its corrections.
        next_term: the term whose plan forms its second part, or None.
        programmes: its programmes, in the order of the file.
        tasks: the codes of the tasks that it answers for.
        figures: all its figures, in the order of `PeriodReport.all_figures`.
    """

    cycle: Named | None
    issued: date | None
    corrected: tuple[date, ...]
    next_term: Named | None
    programmes: tuple[ProgrammeOutline, ...]
    tasks: tuple[Named, ...]
    figures: tuple[Figure, ...]


class BriefingBody(Struct, frozen=True, array_like=True):
    """What is left of a briefing.

    Attributes:
        held: the day it was held, where said.
        tasks: those with a code or a link.
    """

    held: date | None
    tasks: tuple[TaskOutline, ...]


Body = PlanBody | ReportBody | BriefingBody


class _PlanTasks(Struct, frozen=True, array_like=True):
    """The beginning of a plan's body: what is behind it is passed over, not made."""

    set_name: Named | None
    issued: date | None
    amended: tuple[date, ...]
    tasks: tuple[TaskOutline, ...]


class _ReportTasks(Struct, frozen=True, array_like=True):
    """Likewise of a report's."""

    cycle: Named | None
    issued: date | None
    corrected: tuple[date, ...]
    next_term: Named | None
    programmes: tuple[ProgrammeOutline, ...]
    tasks: tuple[Named, ...]


class PlanHead(Struct, frozen=True, array_like=True, tag=0):
    """The facts of a plan that are always at hand.

    Attributes:
        set_name: the programme set that it names, or None.
        issued: the day it was issued, where said.
        amended: the days of its amendments.
        links: whether any of its tasks carries out another unit's.
        compares: whether any target says what is the unit's own or handed down.
    """

    set_name: Named | None
    issued: date | None
    amended: tuple[date, ...]
    links: bool
    compares: bool


class ReportHead(Struct, frozen=True, array_like=True, tag=1):
    """The facts of a report that are always at hand.

    Attributes:
        issued: the day it was issued, where said.
        corrected: the days of its corrections.
        next_term: the term whose plan forms its second part, or None.
        answers: whether it answers for any task.
        states: whether it states any figure for the whole area.
    """

    issued: date | None
    corrected: tuple[date, ...]
    next_term: Named | None
    answers: bool
    states: bool


class BriefingHead(Struct, frozen=True, array_like=True, tag=2):
    """The facts of a briefing that are always at hand.

    Attributes:
        held: the day it was held, where said.
        links: whether any of its tasks carries out another unit's.
    """

    held: date | None
    links: bool


Head = PlanHead | ReportHead | BriefingHead

_ENCODER = Encoder()
_PLAN = Decoder(PlanBody)
_REPORT = Decoder(ReportBody)
_BRIEFING = Decoder(BriefingBody)
_PLAN_TASKS = Decoder(_PlanTasks)
_REPORT_TASKS = Decoder(_ReportTasks)


class Kept(Protocol):
    """A body that lies elsewhere."""

    def read(self) -> bytes:
        """Its bytes."""

    def again(self) -> bytes:
        """Its bytes, where those read are not what they should be."""


Packed = bytes | Kept
_Body = TypeVar("_Body", PlanBody, ReportBody, BriefingBody, _PlanTasks, _ReportTasks)


def _decoded(decoder: Decoder[_Body], packed: Packed) -> _Body:
    if isinstance(packed, bytes):
        return decoder.decode(packed)
    try:
        return decoder.decode(packed.read())
    except DecodeError:
        return decoder.decode(packed.again())


@dataclass(frozen=True, slots=True, eq=False)
class PlanOutline:
    """The outline of one plan."""

    ref: FileRef
    head: PlanHead
    packed: Packed

    def body(self) -> PlanBody:
        """What is left of the plan, read anew each time."""
        return _decoded(_PLAN, self.packed)

    def tasks(self) -> tuple[TaskOutline, ...]:
        """The tasks of the body alone, which takes less time."""
        return _decoded(_PLAN_TASKS, self.packed).tasks


@dataclass(frozen=True, slots=True, eq=False)
class ReportOutline:
    """The outline of one report."""

    ref: FileRef
    head: ReportHead
    packed: Packed

    def body(self) -> ReportBody:
        """What is left of the report, read anew each time."""
        return _decoded(_REPORT, self.packed)

    def tasks(self) -> tuple[Named, ...]:
        """The codes of the tasks that the body names, alone, which takes less time."""
        return _decoded(_REPORT_TASKS, self.packed).tasks


@dataclass(frozen=True, slots=True, eq=False)
class BriefingOutline:
    """The outline of one briefing."""

    ref: FileRef
    head: BriefingHead
    packed: Packed

    def body(self) -> BriefingBody:
        """What is left of the briefing, read anew each time."""
        return _decoded(_BRIEFING, self.packed)

    def tasks(self) -> tuple[TaskOutline, ...]:
        """The tasks of the body."""
        return self.body().tasks


Outline = PlanOutline | ReportOutline | BriefingOutline


def outline(ref: FileRef, head: Head, packed: Packed) -> Outline:
    """The outline of the kind that its head is of."""
    if isinstance(head, PlanHead):
        return PlanOutline(ref, head, packed)
    if isinstance(head, ReportHead):
        return ReportOutline(ref, head, packed)
    return BriefingOutline(ref, head, packed)


def pack(body: Body) -> bytes:
    """A body as it is kept."""
    return _ENCODER.encode(body)


def head_of(body: Body) -> Head:
    """The facts of a body that are always at hand."""
    if isinstance(body, PlanBody):
        compares = any(one.own is not None or one.handed_down for one in body.targets)
        return PlanHead(body.set_name, body.issued, body.amended, _links(body.tasks), compares)
    if isinstance(body, ReportBody):
        states = any(one.scope is Scope.STATED for one in body.figures)
        return ReportHead(body.issued, body.corrected, body.next_term, bool(body.tasks), states)
    return BriefingHead(body.held, _links(body.tasks))


def outlined(document: Document) -> Outline:
    """The outline of a document."""
    body = body_of(document)
    return outline(document.ref, head_of(body), pack(body))


def body_of(document: Document) -> Body:
    """What is left of a document."""
    if isinstance(document, Plan):
        return PlanBody(
            document.set_name,
            document.issued.day,
            _days(document.amendments),
            _tasks([task for programme in document.programmes for task in programme.tasks]),
            tuple(target for programme in document.programmes for target in programme.targets),
        )
    if isinstance(document, PeriodReport):
        return ReportBody(
            document.header.cycle,
            document.issued.day,
            _days(document.corrections),
            document.next_term,
            tuple(ProgrammeOutline(one.number, one.span) for one in document.programmes),
            tuple(task.code for programme in document.programmes for task in programme.tasks),
            tuple(document.all_figures()),
        )
    return BriefingBody(document.meeting.day, _tasks(document.tasks))


def _tasks(tasks: list[Task] | tuple[Task, ...]) -> tuple[TaskOutline, ...]:
    return tuple(
        TaskOutline(one.code, one.carries_out) for one in tasks if one.code is not None or one.carries_out
    )


def _days(changes: tuple[Amendment, ...]) -> tuple[date, ...]:
    return tuple(one.day for one in changes if one.day is not None)


def _links(tasks: tuple[TaskOutline, ...]) -> bool:
    return any(one.carries_out for one in tasks)
