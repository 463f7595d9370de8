"""The facts of a document: everything that rules, outlines and totals need, and none of its prose.

Both paths of `mttq check` read facts here, from nodes that libyaml's events or
`schema.quick` made. The latter hold no prose, so whatever this module asks for
must not be prose in the shapes (`fact=True` at a field makes a text a fact).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Catalogue
from mttq.diagnostics import FILE_START, UNKNOWN_KEY, Diagnostic, Span
from mttq.documents.figures import FigureReader, QuantityReaders
from mttq.documents.model import DocumentKind, Figure, FileRef, Named, Scope, Target
from mttq.documents.outline import (
    BriefingBody,
    BriefingHead,
    Outline,
    PlanBody,
    PlanHead,
    ProgrammeOutline,
    ReportBody,
    ReportHead,
    TaskOutline,
    outline,
    pack,
)
from mttq.documents.shapes import (
    ABOUT_A_REPORT,
    AMENDMENTS,
    CARRIES_OUT,
    CODE,
    CORRECTIONS,
    CUT_OFF,
    CYCLE,
    DAY,
    DEADLINE,
    EACH_YEAR,
    FIGURES,
    ISSUED,
    MEETING,
    NEXT_TERM,
    PERIOD,
    PROGRAMME_SET,
    PROGRAMMES,
    RESULTS,
    SHAPES,
    SITUATION,
    SOURCE,
    STATED_FIGURES,
    TARGETS,
    TASKS,
    UNIT,
)
from mttq.schema import as_day, as_mapping, as_text, as_whole, missing_key_help, validate
from mttq.source import Mapping, Node, Scalar, Sequence, Source, Style


class Header(Struct, frozen=True):
    """The words of `don_vi`, `nam` and `ky` at the top of a document; None for each that is missing."""

    unit: Named | None
    cycle: Named | None
    period: Named | None


class PlanFacts(Struct, frozen=True, kw_only=True):
    """The facts of a plan.

    Attributes:
        ref: what its path says.
        header: what it says about itself.
        head: the head of its outline.
        body: the body of its outline.
        figures: the figures of the situation.
        programmes: its programmes, in the order of the file.
        programmes_span: the place of the key above them.
        deadlines: the deadlines of its tasks.
    """

    ref: FileRef
    header: Header
    head: PlanHead
    body: PlanBody
    figures: tuple[Figure, ...]
    programmes: tuple[ProgrammeOutline, ...]
    programmes_span: Span
    deadlines: tuple[Named, ...]


class ReportFacts(Struct, frozen=True):
    """The facts of a report; the attributes are those of `PlanFacts`."""

    ref: FileRef
    header: Header
    head: ReportHead
    body: ReportBody


class BriefingFacts(Struct, frozen=True, kw_only=True):
    """The facts of a briefing; the attributes are those of `PlanFacts`."""

    ref: FileRef
    header: Header
    head: BriefingHead
    body: BriefingBody
    deadlines: tuple[Named, ...]


Facts = PlanFacts | ReportFacts | BriefingFacts


def read_facts(source: Source, ref: FileRef, catalogue: Catalogue) -> tuple[Facts | None, list[Diagnostic]]:
    """Read the facts of one document, and report everything wrong with it on its own.

    What does not fit is reported and passed over; the rest is still read, so that one run shows everything.

    Args:
        source: the file as read.
        ref: what its path says.
        catalogue: the indicators, whose units of measure the figures have.

    Returns:
        The facts, or None if the file holds nothing to read, and the faults.
    """
    faults = list(source.diagnostics)
    if source.root is None:
        return None, faults
    faults += (_told(one, ref) for one in validate(source.root, SHAPES[ref.kind], ref.path))
    if not isinstance(source.root, Mapping):
        return None, faults
    reader = FigureReader(ref.path, QuantityReaders(catalogue, term=ref.cycle.has_years))
    facts = facts_of(source.root, ref, reader)
    return facts, faults + reader.faults


def _told(fault: Diagnostic, ref: FileRef) -> Diagnostic:
    """Return a fault, with what the path says if it is about a missing key of the file's own head."""
    values = {UNIT.key: ref.unit, CYCLE.key: ref.cycle.folder, PERIOD.key: ref.period.name}
    key = next((one for one in values if fault.help == missing_key_help(one)), None)
    return fault if key is None else replace(fault, help=missing_key_help(key, values[key]))


def unknown_companions(root: Node, ref: FileRef, catalogue: Catalogue) -> int:
    """Count the keys of figures and targets that are neither their own nor names of companions."""
    if not isinstance(root, Mapping):
        return 0
    reader = FigureReader(ref.path, QuantityReaders(catalogue, term=ref.cycle.has_years))
    facts_of(root, ref, reader)
    return sum(one.code is UNKNOWN_KEY for one in reader.faults)


def facts_of(root: Mapping, ref: FileRef, reader: FigureReader) -> Facts:
    """Read the facts of a document from its nodes.

    Args:
        root: the document; what does not fit its shape is passed over.
        ref: what its path says.
        reader: reads the figures, and collects their faults.
    """
    header = Header(_named(root, UNIT.key), _named(root, CYCLE.key), _named(root, PERIOD.key))
    match ref.kind:
        case DocumentKind.PLAN:
            return _plan(root, ref, header, reader)
        case DocumentKind.REPORT:
            return _report(root, ref, header, reader)
        case DocumentKind.BRIEFING:
            return _briefing(root, ref, header)
        case _:
            assert_never(ref.kind)


def outlined(facts: Facts) -> Outline:
    """Return the outline of a document."""
    return outline(facts.ref, facts.head, pack(facts.body))


def programmes_of(root: Mapping) -> Iterator[tuple[int, Scalar, Mapping]]:
    """Yield the number of each programme, its key, and its content."""
    for key, node in as_mapping(root.get(PROGRAMMES.key)).items():
        if number := _number(key.text):
            yield number, key, as_mapping(node)


@lru_cache(maxsize=256)
def _number(text: str) -> int | None:
    return as_whole(Scalar(text, Style.PLAIN, FILE_START))


def _plan(root: Mapping, ref: FileRef, header: Header, reader: FigureReader) -> PlanFacts:
    figures = reader.figures(root.get(FIGURES.key), Scope.OWN, None)
    tasks: list[TaskOutline] = []
    deadlines: list[Named] = []
    targets = []
    programmes = []
    for number, key, form in programmes_of(root):
        programmes.append(ProgrammeOutline(number, key.span))
        _tasks(form, tasks, deadlines)
        targets += reader.targets(form.get(TARGETS.key), number)
    above = root.entry(PROGRAMMES.key)
    return PlanFacts(
        ref=ref,
        header=header,
        head=PlanHead(
            set_name=_named(root, PROGRAMME_SET.key),
            issued=_day_in(root.get(ISSUED.key)),
            amended=_days(root.get(AMENDMENTS.key)),
            links=_links(tasks),
            compares=any(one.own is not None or one.handed_down for one in targets),
            hands_down=any(one.handed_down for one in targets),
            by_year=ref.cycle.is_term and any(is_by_year(one) for one in targets),
            by_level=any(one.by_level for one in targets),
        ),
        body=PlanBody(tuple(tasks), tuple(targets)),
        figures=tuple(figures),
        programmes=tuple(programmes),
        programmes_span=above.key.span if above is not None else root.span,
        deadlines=tuple(deadlines),
    )


def is_by_year(target: Target) -> bool:
    """Whether a target of a term's plan says what is due in each year, or by the end of some."""
    return target.quantity.per_year or target.for_each == EACH_YEAR or bool(target.phases)


def _report(root: Mapping, ref: FileRef, header: Header, reader: FigureReader) -> ReportFacts:
    figures = reader.figures(root.get(FIGURES.key), Scope.OWN, None)
    figures += reader.figures(root.get(STATED_FIGURES.key), Scope.STATED, None)
    _section_figures(root.get(SITUATION.key), None, figures, reader)
    tasks: list[Named] = []
    programmes = []
    for number, key, form in programmes_of(root):
        programmes.append(ProgrammeOutline(number, key.span))
        _section_figures(form.get(RESULTS.key), number, figures, reader)
        figures += reader.figures(form.get(FIGURES.key), Scope.OWN, number)
        figures += reader.figures(form.get(STATED_FIGURES.key), Scope.STATED, number)
        tasks += [Named(code.text, code.span) for code, _ in as_mapping(form.get(TASKS.key)).items()]
    stated = {one.indicator for one in figures if one.scope is Scope.STATED}
    head = ReportHead(
        issued=_day_in(root.get(ISSUED.key)),
        cut_off=as_day(root.get(CUT_OFF.key)),
        corrected=_days(root.get(CORRECTIONS.key)),
        next_term=_named(root, NEXT_TERM.key),
        answers=bool(tasks),
        states=bool(stated),
        by_level=any(one.by_level for one in figures),
        of_areas=bool(stated) and reader.readers.area_wide.issuperset(stated),
        source=as_text(root.get(SOURCE.key)),
        is_empty=_is_empty(root),
    )
    return ReportFacts(ref, header, head, ReportBody(tuple(tasks), tuple(programmes), tuple(figures)))


def _is_empty(root: Mapping) -> bool:
    """Whether a report says nothing but whose it is, for when, and how it was issued."""
    if any(key.text not in ABOUT_A_REPORT and key.text != PROGRAMMES.key for key, _ in root.items()):
        return False
    return not any(form.entries for _, _, form in programmes_of(root))


def _briefing(root: Mapping, ref: FileRef, header: Header) -> BriefingFacts:
    tasks: list[TaskOutline] = []
    deadlines: list[Named] = []
    _tasks(root, tasks, deadlines)
    return BriefingFacts(
        ref=ref,
        header=header,
        head=BriefingHead(
            held=_day_in(root.get(MEETING.key)), links=_links(tasks), issued=_day_in(root.get(ISSUED.key))
        ),
        body=BriefingBody(tuple(tasks)),
        deadlines=tuple(deadlines),
    )


def _section_figures(
    node: Node | None, programme: int | None, figures: list[Figure], reader: FigureReader
) -> None:
    """Add the figures in sections of running text."""
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            figures += reader.figures(item.get(FIGURES.key), Scope.OWN, programme)


def _tasks(form: Mapping, tasks: list[TaskOutline], deadlines: list[Named]) -> None:
    """Add the tasks with a code or a link, and every deadline."""
    node = form.get(TASKS.key)
    for item in node.items if isinstance(node, Sequence) else ():
        if not isinstance(item, Mapping):
            continue
        deadline = named_of(item.get(DEADLINE.key))
        if deadline is not None:
            deadlines.append(deadline)
        code = named_of(item.get(CODE.key))
        links = item.get(CARRIES_OUT.key)
        carries_out = _words(links) if links is not None else ()
        if code is not None or carries_out:
            tasks.append(TaskOutline(code, carries_out))


def _words(node: Node) -> tuple[Named, ...]:
    """Return the words of a list."""
    words = [named_of(item) for item in (node.items if isinstance(node, Sequence) else ())]
    return tuple(word for word in words if word is not None)


def named_of(node: Node | None) -> Named | None:
    """Return the word of a scalar with its place; None if it says nothing."""
    if isinstance(node, Scalar) and (text := node.text.strip()):
        return Named(text, node.span)
    return None


def _named(form: Mapping, key: str) -> Named | None:
    return named_of(form.get(key))


def _day_in(node: Node | None) -> date | None:
    return as_day(as_mapping(node).get(DAY.key))


def _days(node: Node | None) -> tuple[date, ...]:
    """Return the days of a list of changes."""
    days = [_day_in(item) for item in (node.items if isinstance(node, Sequence) else ())]
    return tuple(day for day in days if day is not None)


def _links(tasks: list[TaskOutline]) -> bool:
    return any(one.carries_out for one in tasks)
