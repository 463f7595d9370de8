"""Plans, reports and briefings as they were issued, each figure with its place.

These are the documents as written: no totals, no rules. Every text is a tuple
of paragraphs, empty where nothing was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgspec import Struct

from mttq.diagnostics import Span
from mttq.period import Cycle, Period
from mttq.quantity import Quantity

Paragraphs = tuple[str, ...]


class DocumentKind(StrEnum):
    """The kinds of document a unit's folder holds."""

    PLAN = "plan"
    REPORT = "report"
    BRIEFING = "briefing"


class FileRef(Struct, frozen=True):
    """What a document's place in the tree of folders says of it.

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


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as written; "" where not said."""

    on_behalf_of: str
    signing_for: str
    position: str
    name: str


@dataclass(frozen=True, slots=True)
class Issued:
    """The document as issued (`van_ban`); "" or None where not said."""

    number: str
    day: date | None
    place: str
    type_name: str
    subject: str
    basis: Paragraphs
    addressed_to: Paragraphs
    signer: Signer | None
    recipients: Paragraphs


class NamedPart(Struct, frozen=True, array_like=True):
    """A part of a figure or target, or what was received from or handed to someone.

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


class Scope(StrEnum):
    """Whose achievement a figure is."""

    OWN = "so_lieu"  # what the unit itself did, or a figure of its situation
    STATED = "toan_dia_ban"  # what it states for itself and everything below it


class Figure(Struct, frozen=True, array_like=True):
    """One line of a report: what was achieved.

    Attributes:
        indicator: the id.
        quantity: how much.
        scope: whose it is.
        programme: the programme it stands under, or None for a figure of the situation.
        percentage: the percentage given beside two counts, or None.
        received: of it, received from others.
        parts: parts of it, shown and never added upward.
        parts_complete: whether the parts must make up the whole.
        note: a note.
        key_span: the place of the id.
        span: the place of the amount.
    """

    indicator: str
    quantity: Quantity
    scope: Scope
    programme: int | None
    percentage: Quantity | None
    received: tuple[NamedPart, ...]
    parts: tuple[NamedPart, ...]
    parts_complete: bool
    note: Paragraphs
    key_span: Span
    span: Span


class Target(Struct, frozen=True, array_like=True):
    """One target of a plan, for the unit and everything below it.

    Attributes:
        indicator: the id.
        quantity: how much, with the comparator written, if any.
        programme: the programme it stands under.
        own: of it, what the unit does itself; None where not said.
        own_all: the unit does all of it itself (`tat-ca`).
        handed_down: what each lower unit is to do.
        phases: how much by which period.
        parts: parts of it, shown and never added upward.
        parts_complete: whether the parts must make up the whole.
        for_each: the level each of whose units is to reach it, or `nam` for each year; "" for neither.
        count: how many such units there are, where said.
        note: a note.
        key_span: the place of the id.
        span: the place of the amount.
    """

    indicator: str
    quantity: Quantity
    programme: int
    own: Quantity | None
    own_all: bool
    handed_down: tuple[NamedPart, ...]
    phases: tuple[NamedPart, ...]
    parts: tuple[NamedPart, ...]
    parts_complete: bool
    for_each: str
    count: int | None
    note: Paragraphs
    key_span: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes:
        text: what is to be done.
        code: the name by which reports refer to it, or None.
        lead: who leads, or "".
        partners: who takes part.
        due: a period or a date, or None.
        basis: the documents it rests on.
        carries_out: the higher unit's tasks that it carries out.
        span: the place of the text.
    """

    text: Paragraphs
    code: Named | None
    lead: str
    partners: Paragraphs
    due: Named | None
    basis: Paragraphs
    carries_out: tuple[Named, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report's text: paragraphs, with a title and figures of its own where it has them."""

    title: str
    text: Paragraphs
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What became of a task.

    Attributes:
        code: the task's code in the plan.
        state: `hoan-thanh` and so on.
        text: what was done.
    """

    code: Named
    state: str
    text: Paragraphs


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """One programme of a plan; everything is empty where the file says `{}`."""

    number: int
    title: str
    goal: Paragraphs
    content: Paragraphs
    measures: Paragraphs
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ProgrammeResult:
    """One programme of a report."""

    number: int
    sections: tuple[Section, ...]
    tasks: tuple[TaskResult, ...]
    figures: tuple[Figure, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change to a plan, or a correction of a report."""

    day: date | None
    number: str
    reason: Paragraphs


@dataclass(frozen=True, slots=True)
class Header:
    """What every document says of itself: the words of `don_vi`, `nam`, `ky`, each None where missing."""

    unit: Named | None
    cycle: Named | None
    period: Named | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a unit for a year or a term."""

    ref: FileRef
    header: Header
    set_name: Named | None
    issued: Issued
    opening: Paragraphs
    setting: Paragraphs
    general_goal: Paragraphs
    figures: tuple[Figure, ...]
    programmes: tuple[ProgrammePlan, ...]
    programmes_span: Span
    organisation: Paragraphs
    closing: Paragraphs
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a report judges (`danh_gia`)."""

    strengths: Paragraphs
    weaknesses: Paragraphs
    reasons_for_strengths: Paragraphs
    objective_reasons: Paragraphs
    subjective_reasons: Paragraphs
    lessons: Paragraphs


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """The report of a unit for a period."""

    ref: FileRef
    header: Header
    cut_off: date | None
    source: Paragraphs
    issued: Issued
    opening: Paragraphs
    situation: tuple[Section, ...]
    figures: tuple[Figure, ...]
    programmes: tuple[ProgrammeResult, ...]
    assessment: Assessment
    proposals: Paragraphs
    directions: Paragraphs
    closing: Paragraphs
    corrections: tuple[Amendment, ...]
    next_term: Named | None

    def all_figures(self) -> list[Figure]:
        """Every figure of the report, in the order of the file's sections."""
        found = list(self.figures)
        for section in self.situation:
            found += section.figures
        for programme in self.programmes:
            for section in programme.sections:
                found += section.figures
            found += programme.figures
        return found


@dataclass(frozen=True, slots=True)
class Meeting:
    """The quarterly briefing as it was held."""

    name: str
    day: date | None
    place: str
    chaired_by: Paragraphs
    attended_by: Paragraphs
    reports_heard: Paragraphs
    conclusions: Paragraphs


@dataclass(frozen=True, slots=True)
class Briefing:
    """The conclusions of a quarterly briefing."""

    ref: FileRef
    header: Header
    meeting: Meeting
    tasks: tuple[Task, ...]


Document = Plan | PeriodReport | Briefing
