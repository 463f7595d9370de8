"""What the program keeps of each document after reading it.

Totals, and the rules that compare documents, need no prose and no nodes, and few
facts of most documents. An outline is a head, which is always at hand, and a
body in MessagePack, which is decoded on demand and not retained: hold on to a
body that you need several times. `Project.document` reads the file again for a
document in full.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Protocol, TypeVar

from msgspec import DecodeError, Struct
from msgspec.msgpack import Decoder, Encoder

from mttq.diagnostics import Span
from mttq.documents.model import Figure, FileRef, Named, Target


class TaskOutline(Struct, frozen=True, array_like=True, gc=False):
    """A task that others refer to, or that refers to others.

    Attributes:
        code: the name by which reports refer to it, or None.
        carries_out: the higher unit's tasks that it carries out.
    """

    code: Named | None
    carries_out: tuple[Named, ...]


class ProgrammeOutline(Struct, frozen=True, array_like=True, gc=False):
    """The number of a programme, and its place."""

    number: int
    span: Span


class PlanHead(Struct, frozen=True, array_like=True, kw_only=True, gc=False, tag=0):
    """The head of a plan's outline.

    Attributes:
        set_name: the programme set that it names, or None.
        issued: the day it was issued, if given.
        amended: the days of its amendments.
        links: whether any of its tasks carries out another unit's.
        compares: whether any target says what is the unit's own or handed down.
        hands_down: whether any target says what is handed down.
        by_year: whether any target says what is due in a year of the term.
        by_level: whether it divides any target by level.
    """

    set_name: Named | None = None
    issued: date | None = None
    amended: tuple[date, ...] = ()
    links: bool = False
    compares: bool = False
    hands_down: bool = False
    by_year: bool = False
    by_level: bool = False


class ReportHead(Struct, frozen=True, array_like=True, kw_only=True, gc=False, tag=1):
    """The head of a report's outline.

    Attributes:
        issued: the day it was issued, if given.
        cut_off: the day until which its figures count, if given.
        corrected: the days of its corrections.
        next_term: the term whose plan forms its second part, or None.
        answers: whether it answers for any task.
        states: whether it states any figure for the whole area.
        of_areas: whether all of those are of indicators that speak of areas.
        by_level: whether it divides any of them by level.
        source: where its figures come from, if it says so.
        is_empty: whether it holds no figure, no text and no task.
    """

    issued: date | None = None
    cut_off: date | None = None
    corrected: tuple[date, ...] = ()
    next_term: Named | None = None
    answers: bool = False
    states: bool = False
    of_areas: bool = False
    by_level: bool = False
    source: tuple[str, ...] = ()
    is_empty: bool = False


class BriefingHead(Struct, frozen=True, array_like=True, tag=2):
    """The head of a briefing's outline.

    Attributes:
        held: the day it was held, if given.
        links: whether any of its tasks carries out another unit's.
        issued: the day of the issued document, if given.
    """

    held: date | None = None
    links: bool = False
    issued: date | None = None


Head = PlanHead | ReportHead | BriefingHead


class TaskBody(Struct, frozen=True, array_like=True):
    """The tasks of a plan or briefing that have a code or a link, in the order of the file."""

    tasks: tuple[TaskOutline, ...] = ()


class AnswerBody(Struct, frozen=True, array_like=True):
    """The codes of the tasks that a report answers for."""

    tasks: tuple[Named, ...] = ()


# A body begins with its tasks, so that decoding the base class alone stops behind them.


class PlanBody(TaskBody, frozen=True, array_like=True):
    """The body of a plan's outline: tasks, and targets in the order of the file."""

    targets: tuple[Target, ...] = ()


class ReportBody(AnswerBody, frozen=True, array_like=True):
    """The body of a report's outline.

    Attributes:
        programmes: its programmes, in the order of the file.
        figures: all its figures: those of the situation, first by themselves and then in sections of text,
            and those of each programme, in sections, its own and stated.
    """

    programmes: tuple[ProgrammeOutline, ...] = ()
    figures: tuple[Figure, ...] = ()


class BriefingBody(TaskBody, frozen=True, array_like=True):
    """The body of a briefing's outline: its tasks."""


Body = PlanBody | ReportBody | BriefingBody

_ENCODER = Encoder()


class StoredBody(Protocol):
    """A packed body stored elsewhere."""

    def read(self) -> bytes:
        """Return its bytes."""

    def again(self) -> bytes:
        """Return its bytes made anew, when those read are damaged."""


Packed = bytes | StoredBody
_Body = TypeVar("_Body", PlanBody, ReportBody, BriefingBody, TaskBody, AnswerBody)


@cache
def _decoder(body: type[Body | TaskBody | AnswerBody]) -> Decoder[Any]:
    return Decoder(body)  # made when first asked for: a run in which nothing has changed decodes no body


def _decoded(body: type[_Body], packed: Packed) -> _Body:
    decoder: Decoder[_Body] = _decoder(body)
    if isinstance(packed, bytes):
        return decoder.decode(packed)
    try:
        return decoder.decode(packed.read())
    except DecodeError:
        return decoder.decode(packed.again())


class PlanOutline(Struct, frozen=True, eq=False):
    """The outline of one plan."""

    ref: FileRef
    head: PlanHead
    packed: Packed

    def body(self) -> PlanBody:
        """Decode the body."""
        return _decoded(PlanBody, self.packed)

    def tasks(self) -> tuple[TaskOutline, ...]:
        """Decode the tasks alone, which is faster."""
        return _decoded(TaskBody, self.packed).tasks


class ReportOutline(Struct, frozen=True, eq=False):
    """The outline of one report."""

    ref: FileRef
    head: ReportHead
    packed: Packed

    def body(self) -> ReportBody:
        """Decode the body."""
        return _decoded(ReportBody, self.packed)

    def tasks(self) -> tuple[Named, ...]:
        """Decode the codes of the tasks alone, which is faster."""
        return _decoded(AnswerBody, self.packed).tasks


class BriefingOutline(Struct, frozen=True, eq=False):
    """The outline of one briefing."""

    ref: FileRef
    head: BriefingHead
    packed: Packed

    def body(self) -> BriefingBody:
        """Decode the body."""
        return _decoded(BriefingBody, self.packed)

    def tasks(self) -> tuple[TaskOutline, ...]:
        """Decode the tasks."""
        return self.body().tasks


Outline = PlanOutline | ReportOutline | BriefingOutline


def outline(ref: FileRef, head: Head, packed: Packed) -> Outline:
    """Return the outline of the kind that the head is of."""
    if isinstance(head, PlanHead):
        return PlanOutline(ref, head, packed)
    if isinstance(head, ReportHead):
        return ReportOutline(ref, head, packed)
    return BriefingOutline(ref, head, packed)


def pack(body: Body) -> bytes:
    """Encode a body as outlines store it."""
    return _ENCODER.encode(body)
