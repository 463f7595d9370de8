"""What a report would be with the answers of a unit in it: a new file, or edits of the one that exists.

Edits touch only the values that change. Comments, quotes and the order of the lines stay; a commented line that
`mttq new` wrote for an indicator gives way to its figure. The edited text is read again, and is used only if
every other value in it is what it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from mttq.check.fixes import edited
from mttq.diagnostics import CONTROL_CHARACTER, Span
from mttq.documents import Project, Scope
from mttq.documents.figures import QuantityReaders
from mttq.documents.shapes import (
    ABOUT_A_REPORT,
    ASSESSMENT,
    CYCLE,
    DIRECTIONS,
    FIGURES,
    NOTE,
    PERIOD,
    PROGRAMMES,
    PROPOSALS,
    RESULTS,
    SITUATION,
    STATE,
    STATED_FIGURES,
    STRENGTHS,
    TASKS,
    UNIT,
    VALUE,
    WEAKNESSES,
)
from mttq.intake.answers import Answers, FigureAnswer, Objection, TextAnswer
from mttq.intake.layout import Keys, Leaf, Subtree, leaves, lines_of, paragraphs, put, rank
from mttq.intake.merge import NeedsBlocksError, ReportMerge, ValueChange, change
from mttq.names import PLANS
from mttq.schema import as_mapping
from mttq.source import Mapping, Node, Scalar, Sequence, Source, read_bytes
from mttq.source.layout import lay_out
from mttq.source.nodes import is_empty, scalars
from mttq.source.reader import DOCUMENT_LIMITS, read_quickly
from mttq.source.text import BOM

_BRACE = re.compile(r"\{([^{}\n]*)\}|[{}]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


class Mode(StrEnum):
    """What to do with a report that exists."""

    ASK = "ask"  # nothing, if it would change
    MERGE = "merge"  # add what it lacks
    FORCE = "force"  # add what it lacks, and replace what differs


class Draft(Struct, frozen=True, kw_only=True):
    """A report with answers in it.

    Attributes:
        answers: the answers.
        path: the report's file, relative to the root.
        before: the content of the file; None if there is none.
        after: the content with the answers; None if nothing would change.
        added: the values that the report did not have.
        replaced: the values that differ; with `Mode.MERGE` those that are left as they are.
        unchanged: how many answers the report has already.
        is_blank: whether the report said nothing before.
        places: for each answer the stretch of the new text that holds it.
        objections: why the answers can't be written.
    """

    answers: Answers
    path: str
    before: bytes | None = None
    after: bytes | None = None
    added: tuple[ValueChange, ...] = ()
    replaced: tuple[ValueChange, ...] = ()
    unchanged: int = 0
    is_blank: bool = True
    places: tuple[tuple[Span, Leaf], ...] = ()
    objections: tuple[Objection, ...] = ()


class _NoDraftError(Exception):
    """Ends the work on one report; carries the reason. Never leaves this module."""

    def __init__(self, objection: Objection) -> None:
        self.objection = objection


class Drafts:
    """Makes the drafts of one project.

    Args:
        project: the project as it is.
        mode: what to do with reports that exist.
    """

    def __init__(self, project: Project, mode: Mode) -> None:
        self._project = project
        self._mode = mode
        self._readers = {term: QuantityReaders(project.catalogue, term=term) for term in (False, True)}

    def draft(self, answers: Answers) -> Draft:
        """Return the report of a unit with its answers in it."""
        path = f"{PLANS}/{answers.cycle.folder}/{answers.unit}/{answers.period.name}.yaml"
        try:
            return self._draft(answers, path)
        except _NoDraftError as reason:
            return Draft(answers=answers, path=path, objections=(reason.objection,))

    def _draft(self, answers: Answers, path: str) -> Draft:
        source = self._project.sources.get(path)
        if source is not None and source.root is None:
            raise _NoDraftError(
                Objection(
                    place="",
                    message=f"{path} đã có nhưng không đọc được",
                    help=f"chạy mttq check {path}, sửa tệp ấy rồi nhập lại",
                    of_office=True,
                )
            )
        root = as_mapping(source.root if source is not None else None)
        wanted = self._wanted(answers, root)
        if source is None:
            head = {
                UNIT.key: answers.unit,
                CYCLE.key: answers.cycle.folder,
                PERIOD.key: answers.period.name,
            }
            lines = [f"{key}: {value}" for key, value in head.items()]
            below = {PROGRAMMES.key: Subtree({}), **wanted.below}
            for key in sorted(below, key=lambda one: rank((one,))):
                lines += lines_of((key,), below[key], "")
            text = "".join(f"{line}\n" for line in lines)
            changes = tuple(change(leaf, "") for _, leaf in leaves(wanted, ()))
            return _verified(Draft(answers=answers, path=path, added=changes), text, wanted, None)
        content = self._project.sources.content(path)
        assert isinstance(content, bytes)
        draft = Draft(answers=answers, path=path, before=content, is_blank=_says_nothing(root))
        mode = Mode.FORCE if self._mode is Mode.ASK else self._mode
        merge = ReportMerge(source, self._is_same, replaces=mode is Mode.FORCE)
        try:
            merge.subtree(root, wanted, ())
        except NeedsBlocksError:
            blocks = lay_out(source, DOCUMENT_LIMITS)
            if blocks is None:
                raise _NoDraftError(_unwritable(path)) from None
            source = read_bytes(blocks.encode(), path)
            merge = ReportMerge(source, self._is_same, replaces=mode is Mode.FORCE)
            merge.subtree(as_mapping(source.root), wanted, ())
        draft = replace(
            draft,
            added=tuple(merge.added),
            replaced=tuple(merge.replaced),
            unchanged=merge.unchanged,
            objections=tuple(merge.objections),
        )
        if merge.objections or not merge.edits:
            return draft
        return _verified(draft, edited(merge.text, merge.edits), merge.written(wanted), source)

    def _is_same(self, keys: Keys, node: Node, leaf: Leaf) -> bool:
        """Whether a report says the same as an answer: a figure of the same meaning, or the same words."""
        if leaf.indicator and isinstance(node, Scalar):
            reader = self._readers[leaf.term].results[leaf.indicator]
            old, new = (reader.quantity(text, bare=False) for text in (node.text, leaf.lines[0]))
            if old is not None and new is not None:
                return old == new
        return _words(paragraphs(node)) == _words(leaf.lines)

    def _wanted(self, answers: Answers, root: Mapping) -> Subtree:
        """Return the answers as keys and values of a report."""
        plan = self._project.plan_of(answers.unit, answers.cycle)
        named = plan.head.set_name.text if plan is not None and plan.head.set_name is not None else ""
        programmes = self._project.catalogue.programme_set(answers.cycle, named)
        if programmes is None:
            raise _NoDraftError(
                Objection(
                    place="",
                    message=f"danh mục chưa có bộ chương trình dùng cho {answers.cycle.title}",
                    help="thêm bộ ấy vào plans/danh-muc/chuong-trinh.yaml",
                    of_office=True,
                )
            )
        tree = Subtree({})
        known = figures_in(root, self._project)
        for one in answers.figures:
            indicator = self._project.catalogue.indicators.get(one.indicator)
            number = indicator.programme_in(programmes.id) if indicator is not None else None
            scope = Scope.STATED if indicator is not None and indicator.area_wide else one.scope
            at: Keys = (one.scope.value, one.indicator)
            if number is not None:
                at = (PROGRAMMES.key, str(number), *at)
            self._put_figure(tree, known.get((one.indicator, scope), at), one, answers)
        for text in answers.results:
            put(tree, (PROGRAMMES.key, str(text.programme), RESULTS.key), self._text((text,), "kết quả"))
        for keys, texts, subject in (
            ((SITUATION.key,), answers.situation, "tình hình"),
            ((ASSESSMENT.key, STRENGTHS.key), answers.strengths, "ưu điểm"),
            ((ASSESSMENT.key, WEAKNESSES.key), answers.difficulties, "khó khăn, hạn chế"),
            ((DIRECTIONS.key,), answers.directions, "phương hướng, nhiệm vụ"),
            ((PROPOSALS.key,), answers.proposals, "kiến nghị, đề xuất"),
        ):
            if texts:
                put(tree, keys, self._text(texts, subject))
        for task in answers.tasks:
            at = (PROGRAMMES.key, str(task.programme), TASKS.key, task.code)
            title = f"nhiệm vụ {task.code}"
            put(tree, (*at, STATE.key), Leaf(lines=(task.state,), place=task.place, subject=title))
            if task.result:
                put(tree, (*at, RESULTS.key), self._leaf((task.result,), task.place, title))
        return tree

    def _text(self, answers: tuple[TextAnswer, ...], subject: str) -> Leaf:
        lines = [line for one in answers for line in one.paragraphs]
        return self._leaf(tuple(lines), answers[0].place, subject)

    def _leaf(self, paragraphs: tuple[str, ...], place: str, subject: str) -> Leaf:
        """Return a text in which braces are only braces, unless they hold an indicator of the catalogue."""

        def brace(found: re.Match[str]) -> str:
            name = (found[1] or "").partition(".")[0].strip()
            if name in self._project.catalogue.indicators:
                return found[0]
            return found[0].replace("{", "{{").replace("}", "}}")

        lines = (" ".join(_checked(line, place, subject).split()) for line in paragraphs)
        return Leaf(
            lines=tuple(_BRACE.sub(brace, line) for line in lines if line), place=place, subject=subject
        )

    def _put_figure(self, tree: Subtree, at: Keys, answer: FigureAnswer, answers: Answers) -> None:
        indicator = self._project.catalogue.indicators.get(answer.indicator)
        subject = indicator.name if indicator is not None else answer.indicator
        term = answers.cycle.has_years
        text = " ".join(_checked(answer.text, answer.place, subject).split())
        reader = self._readers[term].results[answer.indicator]
        value = Leaf(
            lines=(text,),
            place=answer.place,
            subject=subject,
            is_bare=reader.quantity(text, bare=True) is not None,
            indicator=answer.indicator,
            term=term,
        )
        if at[-2] not in {FIGURES.key, STATED_FIGURES.key}:  # it belongs to another figure
            put(tree, at, value)
            return
        put(tree, at, Subtree({VALUE.key: value}, is_figure=True))
        if answer.note:
            lines = (" ".join(_checked(answer.note, answer.place, subject).split()),)
            put(tree, (*at, NOTE.key), Leaf(lines=lines, place=answer.place, subject=subject))


def _verified(draft: Draft, text: str, wanted: Subtree, before: Source | None) -> Draft:
    """Return a draft with its new text, which is read again and compared."""
    mark = BOM if draft.before is not None and draft.before.startswith(BOM.encode()) else ""
    after = (mark + text).encode("utf-8")
    root = read_quickly(after, draft.path).root
    if root is None:
        return replace(draft, objections=(_unwritable(draft.path),))
    answers = dict(leaves(wanted, ()))
    places = []
    for keys, leaf in answers.items():
        found = find(root, keys)
        if found is not None and isinstance(found[1], Mapping):
            # The figure has more keys than were answered.
            found = find(root, (*keys, VALUE.key))
        if found is None or paragraphs(found[1]) != list(leaf.lines):
            return replace(draft, objections=(_unwritable(draft.path),))
        key, node = found
        span = Span(key.line, key.column, max(key.end_line, _end(node)), 1 << 30)
        places.append((span, leaf))
    if before is not None and before.root is not None:
        old, new = dict(_flat(before.root, ())), dict(_flat(root, ()))
        for keys, words in old.items():
            is_answer = any(keys[: len(at)] == at for at in answers) or (*keys, VALUE.key) in answers
            if not is_answer and new.get(keys, new.get((*keys, VALUE.key))) != words:
                return replace(draft, objections=(_unwritable(draft.path),))
    return replace(draft, after=after, places=tuple(places))


def _unwritable(path: str) -> Objection:
    return Objection(
        place="",
        message=f"không ghi được vào {path} mà giữ nguyên mọi dòng khác",
        help=f"chạy mttq fmt {path} rồi nhập lại, hoặc sửa tệp ấy bằng trình soạn thảo",
        of_office=True,
    )


def _checked(text: str, place: str, subject: str) -> str:
    """Return a text in NFC.

    Raises:
        _NoDraftError: it holds a character that no file may hold.
    """
    found = _CONTROL.search(text)
    if found is not None:
        raise _NoDraftError(
            Objection(
                place=place,
                subject=subject,
                message=f"có ký tự điều khiển U+{ord(found[0]):04X}, không ghi được vào báo cáo",
                help="xóa ký tự ấy, hoặc gõ lại ô này",
                code=CONTROL_CHARACTER,
            )
        )
    return unicodedata.normalize("NFC", text)


def _words(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in unicodedata.normalize("NFC", line).split()]


def _says_nothing(root: Mapping) -> bool:
    """Whether a report holds no figure, text or task yet."""
    return all(
        key.text in ABOUT_A_REPORT or all(is_empty(value) for _, value in _flat_nodes(node, ()))
        for key, node in root.items()
    )


def figures_in(root: Mapping, project: Project) -> dict[tuple[str, Scope], Keys]:
    """Return where a report has its figures, in whichever table they stand."""
    tables: list[Keys] = [(FIGURES.key,), (STATED_FIGURES.key,)]
    tables += _section_tables(root.get(SITUATION.key), (SITUATION.key,))
    for number, node in as_mapping(root.get(PROGRAMMES.key)).items():
        at: Keys = (PROGRAMMES.key, number.text)
        tables += [(*at, FIGURES.key), (*at, STATED_FIGURES.key)]
        tables += _section_tables(as_mapping(node).get(RESULTS.key), (*at, RESULTS.key))
    indicators = project.catalogue.indicators
    found: dict[tuple[str, Scope], Keys] = {}
    for table in tables:
        place = find(root, table)
        for key, value in as_mapping(place[1] if place is not None else None).items():
            indicator = indicators.get(key.text)
            names = {key.text: (*table, key.text)}
            if indicator is not None:
                inside = {name.text for name, _ in as_mapping(value).items()}
                names |= {
                    other: (*table, key.text, name)
                    for name, other in indicator.companions.items()
                    if name in inside
                }
            for other, at in names.items():
                known = indicators.get(other)
                is_stated = table[-1] == STATED_FIGURES.key or (known is not None and known.area_wide)
                found.setdefault((other, Scope.STATED if is_stated else Scope.OWN), at)
    return found


def _section_tables(node: Node | None, keys: Keys) -> list[Keys]:
    """Return the ways to the tables of figures in sections of text."""
    items = node.items if isinstance(node, Sequence) else ()
    return [
        (*keys, number, FIGURES.key)
        for number, item in enumerate(items)
        if as_mapping(item).get(FIGURES.key) is not None
    ]


def find(root: Node, keys: Keys) -> tuple[Span, Node] | None:
    """Return the place of a key and its value."""
    node: Node | None = root
    span = root.span
    for key in keys:
        if isinstance(key, int):
            node = node.items[key] if isinstance(node, Sequence) and key < len(node.items) else None
        else:
            entry = node.entry(key) if isinstance(node, Mapping) else None
            node = entry.value if entry is not None else None
            span = entry.key.span if entry is not None else span
        if node is None:
            return None
    assert node is not None
    return span, node


def _flat_nodes(node: Node, keys: Keys) -> Iterator[tuple[Keys, Scalar]]:
    if isinstance(node, Scalar):
        yield keys, node
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _flat_nodes(item, (*keys, number))
    else:
        for key, value in node.items():
            yield from _flat_nodes(value, (*keys, key.text))


def _flat(node: Node, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield the keys and the text of every value that is not empty."""
    for at, one in _flat_nodes(node, keys):
        if not is_empty(one):
            yield at, one.text


def _end(node: Node) -> int:
    return max((one.span.end_line for one in scalars(node)), default=node.span.end_line)
