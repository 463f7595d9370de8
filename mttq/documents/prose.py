"""Documents in full: their facts, and the prose that reports print.

Only what prints a document reads it in full; rules and totals read the facts
alone. A text is a tuple of paragraphs, empty if nothing was written.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from msgspec import Struct

from mttq.catalogue import Catalogue
from mttq.catalogue.defaults import BASIS, COMPILER, PLACE, RECIPIENTS, Signer, read_addressees, read_signers
from mttq.diagnostics import Span
from mttq.documents.facts import (
    BriefingFacts,
    Facts,
    PlanFacts,
    ReportFacts,
    facts_of,
    named_of,
    programmes_of,
)
from mttq.documents.figures import FigureReader, QuantityReaders
from mttq.documents.model import DocumentKind, FileRef, Named, Paragraphs, Scope
from mttq.documents.shapes import (
    AMENDMENTS,
    ASSESSMENT,
    ATTENDED_BY,
    CARRIES_OUT,
    CHAIRED_BY,
    CLOSING,
    CODE,
    CONCLUSIONS,
    CONTENT,
    CORRECTIONS,
    CUT_OFF,
    DAY,
    DEADLINE,
    DIRECTIONS,
    FIGURES,
    FORMER,
    FORMER_STATED,
    FUNDING,
    GENERAL_GOAL,
    GOAL,
    IN_PARTS,
    ISSUED,
    LEAD,
    LESSONS,
    MEASURES,
    MEETING,
    NUMBER,
    OBJECTIVE_REASONS,
    OPENING,
    ORGANISATION,
    PARTNERS,
    PROPOSALS,
    PURPOSE,
    REASON,
    REASONS,
    REASONS_FOR_STRENGTHS,
    REPORTS_HEARD,
    REQUIREMENTS,
    RESULTS,
    SETTING,
    SITUATION,
    SOURCE,
    STATE,
    STRENGTHS,
    SUBJECT,
    SUBJECTIVE_REASONS,
    TASKS,
    TASKS_IN_ANNEX,
    TIMING,
    TITLE,
    TYPE_NAME,
    VENUE,
    WEAKNESSES,
)
from mttq.schema import Field, as_day, as_flag, as_mapping, as_names, as_text, as_word
from mttq.source import Mapping, Node, Scalar, Sequence, Source


class Issued(Struct, frozen=True, kw_only=True):
    """The document as issued (`van_ban`), with the parts that Decree 30/2020/NĐ-CP requires."""

    number: str = ""
    day: date | None = None
    place: str = ""
    type_name: str = ""
    subject: str = ""
    basis: Paragraphs = ()
    addressed_to: Paragraphs = ()
    signer: Signer | None = None
    cosigners: tuple[Signer, ...] = ()
    recipients: Paragraphs = ()
    compiler: str = ""


class Task(Struct, frozen=True, kw_only=True):
    """One task.

    Attributes:
        text: what is to be done.
        code: the name by which reports refer to it, or None.
        lead: who leads, or "".
        partners: who takes part.
        due: a period or a date, or None.
        basis: the documents it rests on.
        carries_out: the tasks of units above that it carries out, as written.
    """

    text: Paragraphs
    code: Named | None = None
    lead: str = ""
    partners: Paragraphs = ()
    due: Named | None = None
    basis: Paragraphs = ()
    carries_out: Paragraphs = ()


class Section(Struct, frozen=True):
    """A stretch of a report's text.

    Attributes:
        title: its title, or "".
        text: its paragraphs.
        indicators: the indicators of the figures given in it.
    """

    title: str
    text: Paragraphs
    indicators: tuple[str, ...] = ()


class TaskResult(Struct, frozen=True):
    """What became of a task.

    Attributes:
        code: the task's code in the plan.
        state: `hoan-thanh` and so on.
        text: what was done.
    """

    code: Named
    state: str
    text: Paragraphs


class ProgrammePlan(Struct, frozen=True, kw_only=True):
    """The prose of one programme of a plan; everything is empty for `{}`."""

    number: int
    title: str
    goal: Paragraphs
    content: Paragraphs
    measures: Paragraphs
    tasks: tuple[Task, ...]


class ProgrammeResult(Struct, frozen=True):
    """The prose of one programme of a report."""

    number: int
    sections: tuple[Section, ...]
    tasks: tuple[TaskResult, ...]


NOT_WRITTEN = "chưa ghi"
"""What a correction says of a figure that was not there before."""


class FormerFigure(Struct, frozen=True):
    """What a figure or target was before a correction, as it was written."""

    scope: Scope
    indicator: str
    text: str


class Amendment(Struct, frozen=True):
    """A change to a plan, or a correction of a plan or report, with what the figures were before it."""

    day: date | None
    number: str
    reason: Paragraphs
    former: tuple[FormerFigure, ...] = ()


class Plan(Struct, frozen=True, kw_only=True):
    """The plan of a unit for a year or a term.

    `organisation` is what each body has to do, or text without a title; `tasks_in_annex` says whether who does what
    until when stands in an annex.
    """

    facts: PlanFacts
    source: Paragraphs
    issued: Issued
    opening: Paragraphs
    setting: Paragraphs
    purpose: Paragraphs
    requirements: Paragraphs
    general_goal: Paragraphs
    tasks_in_annex: bool
    programmes: tuple[ProgrammePlan, ...]
    timing: Paragraphs
    funding: Paragraphs
    organisation: tuple[Section, ...]
    closing: Paragraphs
    amendments: tuple[Amendment, ...]
    corrections: tuple[Amendment, ...]


class Assessment(Struct, frozen=True, kw_only=True):
    """The judgements of a report (`danh_gia`)."""

    strengths: Paragraphs
    weaknesses: Paragraphs
    reasons_for_strengths: Paragraphs
    objective_reasons: Paragraphs
    subjective_reasons: Paragraphs
    lessons: Paragraphs


class PeriodReport(Struct, frozen=True, kw_only=True):
    """The report of a unit for a period; `in_parts` says whether results and directions are a part each."""

    facts: ReportFacts
    in_parts: bool
    cut_off: date | None
    source: Paragraphs
    issued: Issued
    opening: Paragraphs
    situation: tuple[Section, ...]
    programmes: tuple[ProgrammeResult, ...]
    assessment: Assessment
    proposals: Paragraphs
    directions: Paragraphs
    closing: Paragraphs
    corrections: tuple[Amendment, ...]


class Meeting(Struct, frozen=True, kw_only=True):
    """The quarterly briefing as it was held."""

    name: str
    day: date | None
    place: str
    chaired_by: Paragraphs
    attended_by: Paragraphs
    reports_heard: Paragraphs
    conclusions: Paragraphs


class Briefing(Struct, frozen=True, kw_only=True):
    """The conclusions of a quarterly briefing."""

    facts: BriefingFacts
    source: Paragraphs
    issued: Issued
    meeting: Meeting
    tasks: tuple[Task, ...]


Document = Plan | PeriodReport | Briefing


def read_document(source: Source, ref: FileRef, catalogue: Catalogue) -> Document | None:
    """Read one document in full, and pass over what does not fit, which `read_facts` reports.

    Args:
        source: the file as read.
        ref: what its path says.
        catalogue: the indicators, whose units of measure the figures have.

    Returns:
        The document, or None if the file holds nothing to read.
    """
    if not isinstance(source.root, Mapping):
        return None
    reader = FigureReader(ref.path, QuantityReaders(catalogue, term=ref.cycle.has_years))
    return _document(source.root, facts_of(source.root, ref, reader))


class TaskProse(Struct, frozen=True):
    """What one document says of tasks.

    Attributes:
        tasks: the tasks of a plan, each with the number of its programme, or of a briefing, with None.
        results: what a report says of tasks.
    """

    tasks: tuple[tuple[int | None, Task], ...] = ()
    results: tuple[TaskResult, ...] = ()


def read_tasks(source: Source, kind: DocumentKind) -> TaskProse:
    """Read the tasks of one document and nothing else, which takes half the time of the whole."""
    root = source.root
    if not isinstance(root, Mapping):
        return TaskProse()
    match kind:
        case DocumentKind.PLAN:
            forms = programmes_of(root)
            return TaskProse(tuple((number, task) for number, _, form in forms for task in _tasks(form)))
        case DocumentKind.BRIEFING:
            return TaskProse(tuple((None, task) for task in _tasks(root)))
        case DocumentKind.REPORT:
            forms = programmes_of(root)
            return TaskProse(results=tuple(one for _, _, form in forms for one in _task_results(form)))
    assert_never(kind)


def _document(root: Mapping, facts: Facts) -> Document:
    if isinstance(facts, PlanFacts):
        return _plan(root, facts)
    if isinstance(facts, ReportFacts):
        return _report(root, facts)
    if isinstance(facts, BriefingFacts):
        return Briefing(
            facts=facts,
            source=_text(root, SOURCE),
            issued=_issued(root),
            meeting=_meeting(as_mapping(root.get(MEETING.key))),
            tasks=_tasks(root),
        )
    assert_never(facts)


def _plan(root: Mapping, facts: PlanFacts) -> Plan:
    return Plan(
        facts=facts,
        source=_text(root, SOURCE),
        issued=_issued(root),
        opening=_text(root, OPENING),
        setting=_text(root, SETTING),
        purpose=_text(root, PURPOSE),
        requirements=_text(root, REQUIREMENTS),
        general_goal=_text(root, GENERAL_GOAL),
        tasks_in_annex=as_flag(root.get(TASKS_IN_ANNEX.key)) is True,
        programmes=tuple(
            ProgrammePlan(
                number=number,
                title=_word(form, TITLE),
                goal=_text(form, GOAL),
                content=_text(form, CONTENT),
                measures=_text(form, MEASURES),
                tasks=_tasks(form),
            )
            for number, _, form in programmes_of(root)
        ),
        timing=_text(root, TIMING),
        funding=_text(root, FUNDING),
        organisation=_sections(root, ORGANISATION, frozenset()),
        closing=_text(root, CLOSING),
        amendments=read_amendments(root, AMENDMENTS),
        corrections=read_amendments(root, CORRECTIONS),
    )


def _report(root: Mapping, facts: ReportFacts) -> PeriodReport:
    read = frozenset(figure.key_span for figure in facts.body.figures)
    return PeriodReport(
        facts=facts,
        in_parts=as_flag(root.get(IN_PARTS.key)) is True,
        cut_off=as_day(root.get(CUT_OFF.key)),
        source=_text(root, SOURCE),
        issued=_issued(root),
        opening=_text(root, OPENING),
        situation=_sections(root, SITUATION, read),
        programmes=tuple(
            ProgrammeResult(number, _sections(form, RESULTS, read), _task_results(form))
            for number, _, form in programmes_of(root)
        ),
        assessment=_assessment(as_mapping(root.get(ASSESSMENT.key))),
        proposals=_text(root, PROPOSALS),
        directions=_text(root, DIRECTIONS),
        closing=_text(root, CLOSING),
        corrections=read_amendments(root, CORRECTIONS),
    )


def _sections(form: Mapping, field: Field, read: frozenset[Span]) -> tuple[Section, ...]:
    """Read running text; `read` holds the places of the figures that could be read."""
    node = form.get(field.key)
    if isinstance(node, Scalar):
        return (Section("", as_text(node)),)
    found = []
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            table = as_mapping(item.get(FIGURES.key))
            indicators = tuple(key.text for key, _ in table.items() if key.span in read)
            found.append(Section(_word(item, TITLE), _text(item, CONTENT), indicators))
        elif text := as_text(item):
            found.append(Section("", text))
    return tuple(found)


def _task_results(form: Mapping) -> tuple[TaskResult, ...]:
    return tuple(
        TaskResult(
            Named(code.text, code.span), _word(as_mapping(one), STATE), _text(as_mapping(one), RESULTS)
        )
        for code, one in as_mapping(form.get(TASKS.key)).items()
    )


def _meeting(form: Mapping) -> Meeting:
    return Meeting(
        name=_word(form, TITLE),
        day=as_day(form.get(DAY.key)),
        place=_word(form, VENUE),
        chaired_by=as_names(form.get(CHAIRED_BY.key)),
        attended_by=as_names(form.get(ATTENDED_BY.key)),
        reports_heard=as_names(form.get(REPORTS_HEARD.key)),
        conclusions=as_names(form.get(CONCLUSIONS.key)),
    )


def _issued(root: Mapping) -> Issued:
    form = as_mapping(root.get(ISSUED.key))
    signers = read_signers(form)
    return Issued(
        number=_word(form, NUMBER),
        day=as_day(form.get(DAY.key)),
        place=_word(form, PLACE),
        type_name=_word(form, TYPE_NAME),
        subject=_word(form, SUBJECT),
        basis=as_names(form.get(BASIS.key)),
        addressed_to=read_addressees(form),
        signer=signers[0] if signers else None,
        cosigners=signers[1:],
        recipients=as_names(form.get(RECIPIENTS.key)),
        compiler=_word(form, COMPILER),
    )


def _tasks(form: Mapping) -> tuple[Task, ...]:
    node = form.get(TASKS.key)
    return tuple(_task(item) for item in (node.items if isinstance(node, Sequence) else ()))


def _task(node: Node) -> Task:
    if not isinstance(node, Mapping):
        return Task(text=as_text(node))
    return Task(
        text=_text(node, TITLE),
        code=named_of(node.get(CODE.key)),
        lead=_word(node, LEAD),
        partners=_names(node, PARTNERS),
        due=named_of(node.get(DEADLINE.key)),
        basis=_names(node, BASIS),
        carries_out=_names(node, CARRIES_OUT),
    )


def read_amendments(root: Mapping, field: Field) -> tuple[Amendment, ...]:
    """Read the changes of a document: `AMENDMENTS` or `CORRECTIONS`."""
    node = root.get(field.key)
    forms = [as_mapping(item) for item in (node.items if isinstance(node, Sequence) else ())]
    return tuple(
        Amendment(
            as_day(form.get(DAY.key)),
            _word(form, NUMBER),
            _text(form, REASON),
            tuple(
                FormerFigure(scope, key.text, value.text)
                for scope, key_of in ((Scope.OWN, FORMER), (Scope.STATED, FORMER_STATED))
                for key, value in as_mapping(form.get(key_of.key)).items()
                if isinstance(value, Scalar)
            ),
        )
        for form in forms
    )


def _assessment(form: Mapping) -> Assessment:
    reasons = as_mapping(form.get(REASONS.key))
    return Assessment(
        strengths=_text(form, STRENGTHS),
        weaknesses=_text(form, WEAKNESSES),
        reasons_for_strengths=_text(reasons, REASONS_FOR_STRENGTHS),
        objective_reasons=_text(reasons, OBJECTIVE_REASONS),
        subjective_reasons=_text(reasons, SUBJECTIVE_REASONS),
        lessons=_text(form, LESSONS),
    )


def _word(form: Mapping, field: Field) -> str:
    return as_word(form.get(field.key)) or ""


def _text(form: Mapping, field: Field) -> Paragraphs:
    return as_text(form.get(field.key))


def _names(form: Mapping, field: Field) -> Paragraphs:
    """Read a name, or a list of names."""
    node = form.get(field.key)
    return as_text(node) if isinstance(node, Scalar) else as_names(node)
