"""Plans, reports and briefings: where they are, and the figures and targets in them, each with its place."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from mttq.diagnostics import Span
from mttq.period import PERIODS, Cycle, Period, parse_cycle
from mttq.quantity import Quantity

BRIEFING = "giao-ban-"
"""With this the name of a briefing's file begins; that of its quarter follows."""

Paragraphs = tuple[str, ...]
"""A text; empty if nothing was written."""


class DocumentKind(StrEnum):
    """The kinds of document a unit's folder holds."""

    PLAN = "plan"
    REPORT = "report"
    BRIEFING = "briefing"


class FileRef(Struct, frozen=True, kw_only=True):
    """What the path of a document says about it.

    Attributes:
        path: relative to the project root, with `/`.
        cycle: the year or term of its folder.
        unit: the id that its folders spell.
        kind: plan, report or briefing.
        period: the report's or briefing's period; for a plan the whole cycle.
    """

    path: str
    cycle: Cycle
    unit: str
    kind: DocumentKind
    period: Period


class Named(Struct, frozen=True, array_like=True, gc=False):
    """A word in a document that names something, with its place."""

    text: str
    span: Span


class TaskLink(Struct, frozen=True, kw_only=True):
    """What a reference to a task names: `2020/quang-tri/giao-ban-quy-4#khoi-phuc`.

    Attributes:
        cycle: the year or term of the document that holds the task.
        unit: the unit of that document.
        period: the period of a briefing; None for the plan.
        code: the code of the task.
    """

    cycle: Cycle
    unit: str
    period: Period | None
    code: str

    @property
    def document(self) -> str:
        """The document in running text: `kế hoạch năm 2020`, `giao ban quý IV năm 2020`."""
        if self.period is None:
            return f"kế hoạch {self.cycle.title}"
        return f"giao ban {self.period.full_title(self.cycle)}"


def task_link(text: str, cycle: Cycle) -> TaskLink | None:
    """Return what a reference to a task names; None if it does not have the form of one.

    Args:
        text: the reference as written.
        cycle: the year or term of the document that refers, which is meant if the reference names none.
    """
    place, _, code = text.partition("#")
    if not place or not code:
        return None
    head, _, rest = place.partition("/")
    named = parse_cycle(head)
    if named is not None:
        cycle, place = named, rest
    unit, _, last = place.rpartition("/")
    period = PERIODS.get(last.removeprefix(BRIEFING)) if unit and last.startswith(BRIEFING) else None
    return TaskLink(cycle=cycle, unit=place if period is None else unit, period=period, code=code)


class NamedPart(Struct, frozen=True, array_like=True):
    """A part of a figure or target, or an amount received from or handed to someone.

    Attributes:
        name: the part's name, or the unit's id.
        quantity: how much.
        name_span: the place of the name.
        span: the place of the amount.
    """

    name: str
    quantity: Quantity
    name_span: Span
    span: Span


Breakdown = tuple[NamedPart, ...]
"""The parts of a figure or target in one way of dividing it."""


class Scope(StrEnum):
    """Whose achievement a figure is; the values are the keys of the tables that hold them.

    A figure of an indicator that speaks of areas is stated, whichever table holds it.
    """

    OWN = "so_lieu"  # what the unit itself did, or a figure of its situation
    STATED = "toan_dia_ban"  # what it states for itself and everything below it


class Figure(Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """One line of a report: what was achieved.

    Attributes:
        indicator: the id.
        quantity: how much.
        scope: whose it is.
        programme: the programme that holds it, or None for a figure of the situation.
        percentage: the percentage given with two counts, or None.
        received: the shares of it received from others.
        by_level: what the units of each level reached, by the level's word, in a statement.
        breakdowns: its parts, in one way or several; shown and never added upward.
        parts_complete: whether the parts of each breakdown must make up the whole.
        note: a note.
        key_span: the place of the id.
        span: the place of the amount.
    """

    indicator: str
    quantity: Quantity
    scope: Scope
    programme: int | None
    percentage: Quantity | None = None
    received: tuple[NamedPart, ...] = ()
    by_level: tuple[NamedPart, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    parts_complete: bool = False
    note: Paragraphs = ()
    key_span: Span
    span: Span


class Target(Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """One target of a plan, for the unit and everything below it.

    Attributes:
        indicator: the id.
        quantity: how much, with the comparator written, if any.
        programme: the programme that holds it.
        own: the share that the unit does itself, or None if not given.
        own_all: the unit does all of it itself (`tat-ca`).
        handed_down: what each lower unit is to do.
        phases: how much by which period.
        by_level: what the units of each level are to reach, by the level's word.
        breakdowns: its parts, in one way or several; shown and never added upward.
        parts_complete: whether the parts of each breakdown must make up the whole.
        for_each: the level each of whose units is to reach it, or `nam` for each year; "" for neither.
        count: how many such units there are, if given.
        note: a note.
        key_span: the place of the id.
        span: the place of the amount.
    """

    indicator: str
    quantity: Quantity
    programme: int
    own: Quantity | None = None
    own_all: bool = False
    handed_down: tuple[NamedPart, ...] = ()
    phases: tuple[NamedPart, ...] = ()
    by_level: tuple[NamedPart, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    parts_complete: bool = False
    for_each: str = ""
    count: int | None = None
    note: Paragraphs = ()
    key_span: Span
    span: Span
