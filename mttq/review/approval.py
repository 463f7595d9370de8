"""Approved documents: whether they still say what was approved, and the figures changed without a correction.

A plan or report is approved by a tag or by the branch it is on, as the settings say. A figure of an approved document
may be another only if `dinh_chinh` says since when and why; in a plan `dieu_chinh` will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from hashlib import sha1, sha256

from msgspec import Struct, field
from msgspec.structs import replace

from mttq.approved_files import (
    ApprovedFile,
    ApprovedFiles,
    approved_by_branch,
    approved_by_tags,
    removed_here,
)
from mttq.check import Checked
from mttq.completeness import ApprovalState
from mttq.diagnostics import (
    APPROVAL_UNKNOWN,
    CHANGED_AFTER_APPROVAL,
    CORRECTION_DIFFERS,
    FILE_START,
    Diagnostic,
    Span,
)
from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.model import Scope
from mttq.documents.project import as_source, file_ref
from mttq.documents.prose import NOT_WRITTEN, Amendment, FormerFigure, read_amendments
from mttq.documents.shapes import (
    AMENDMENTS,
    CORRECTIONS,
    FORMER,
    FORMER_STATED,
    LEVEL_TO_REACH,
    NOTE,
    TARGETS,
    VALUE,
)
from mttq.history import contents
from mttq.names import MEMBERS, PLANS
from mttq.review.changes import changes, same_value
from mttq.review.model import ChangeKind, Rewording
from mttq.source import Mapping as MappingNode
from mttq.source import Node, Scalar, Sequence, Source

_SHA1 = 40  # digits
_TABLES = (Scope.OWN.value, Scope.STATED.value, TARGETS.key)


class Approval(Struct, frozen=True, kw_only=True):
    """An approved document as it is now.

    Attributes:
        by: what approved it: `nhãn duyet/2020/quang-tri/nam`.
        is_kept: whether it says what was approved, or says what was corrected.
        faults: the figures changed without a correction, and corrections that quote the approved figures wrongly.
    """

    by: str
    is_kept: bool
    faults: tuple[Diagnostic, ...] = ()


class Approvals(Struct, frozen=True):
    """The approved documents of a project.

    Attributes:
        of: those that are there, by path.
        lost: the approved versions of those that are no longer there, by path.
        doubt: why some may be missing, a sentence without its full stop, or "".
        help: what to do about that, or None.
    """

    of: Mapping[str, Approval] = field(default_factory=dict[str, Approval])
    lost: Mapping[str, ApprovedFile] = field(default_factory=dict[str, ApprovedFile])
    doubt: str = ""
    help: str | None = None

    def states(self, paths: Collection[str], unsaved: Collection[str]) -> dict[str, ApprovalState]:
        """Return the state of each document.

        Args:
            paths: the documents.
            unsaved: those that git does not have as they are.
        """
        found = {}
        for path in paths:
            approval = self.of.get(path)
            if approval is not None and approval.is_kept:
                found[path] = ApprovalState.APPROVED
            else:
                found[path] = ApprovalState.DRAFT if path in unsaved else ApprovalState.SUBMITTED
        return found


def approvals(project: Project, today: date) -> Approvals:
    """Return the approved documents of a project; none if its settings say nothing of approval.

    Args:
        project: the documents.
        today: the day that a remedy proposes for a correction.
    """
    setting = project.catalogue.settings.approval
    if setting is None:
        return Approvals()
    sides: list[ApprovedFiles] = []
    if setting.branch:
        sides.append(approved_by_branch(project.root, setting.branch, (PLANS, MEMBERS)))
    if setting.tag:
        names = {ref.path: _tag(setting.tag, ref) for ref in project.refs}
        sides.append(approved_by_tags(project.root, names, _path_of(setting.tag)))
    approved = {path: one for side in sides for path, one in side.of.items()}
    doubted = next((side for side in sides if side.doubt), ApprovedFiles())
    refs = {ref.path: ref for ref in project.refs if ref.path in approved}
    now = {path: project.sources.content(path) for path in refs}
    differ = [
        path
        for path, one in now.items()
        if not isinstance(one, bytes) or _hash(one, approved[path]) != approved[path].hash
    ]
    then = contents(project.root, {approved[path].hash for path in differ})
    found = {path: Approval(by=approved[path].by, is_kept=path not in differ) for path in refs}
    for path in differ:
        one = approved[path]
        if not one.is_past:
            doubt = (
                f"{one.by} không nằm trong lịch sử của nhánh đang làm, mà “{path}” ở đây khác bản đã duyệt"
            )
            help = "gộp nhánh có nhãn ấy vào nhánh đang làm bằng git merge"
            doubted = doubted if doubted.doubt else ApprovedFiles(doubt=doubt, help=help)
        elif one.hash in then:
            before = as_source(then[one.hash], path)
            found[path] = _compared(project, refs[path], before, by=one.by, today=today)
        elif not doubted.doubt:
            doubt = f"git không đọc được bản đã duyệt ({one.by}) của “{path}”"
            doubted = ApprovedFiles(doubt=doubt, help="chạy git fsck để tìm chỗ hỏng của kho")
    lost = {
        path: one
        for path, one in approved.items()
        if path not in refs and isinstance(file_ref(path), FileRef)
    }
    if lost:
        here = removed_here(project.root, (PLANS, MEMBERS))
        lost = {path: by for path, by in lost.items() if path in here}
    return Approvals(found, lost, doubted.doubt, doubted.help)


def with_approval(checked: Checked, today: date) -> Checked:
    """Return what a check found together with what is wrong with approved documents.

    Args:
        checked: the project, checked.
        today: the day that a remedy proposes for a correction.
    """
    setting = checked.project.catalogue.settings.approval
    if setting is None:
        return checked
    known = approvals(checked.project, today)
    found = [fault for one in known.of.values() for fault in one.faults]
    path = checked.project.catalogue.settings.path
    for lost, one in known.lost.items():
        message = f"“{lost}” đã được duyệt ({one.by}) mà nay không còn"
        is_tag = one.by.startswith("nhãn ")
        gone = f"; nếu bỏ hẳn thì xóa nhãn: git tag -d {one.revision}" if is_tag else ""
        back = f"lấy lại tệp: git checkout {one.revision} -- {lost}{gone}"
        found.append(Diagnostic(CHANGED_AFTER_APPROVAL, path, setting.span, message, help=back))
    if known.doubt:
        message = f"không biết hết văn bản nào đã duyệt: {known.doubt}"
        found.append(Diagnostic(APPROVAL_UNKNOWN, path, setting.span, message, help=known.help))
    both = sorted([*checked.found, *found], key=lambda one: one.sort_key)
    return replace(checked, found=both)


def _tag(pattern: str, ref: FileRef) -> str:
    """Return the name of the tag that approves a document."""
    stem = ref.path.rpartition("/")[2].removesuffix(".yaml")
    for name, value in (("nam", ref.cycle.folder), ("don_vi", ref.unit), ("ky", stem)):
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern


def _path_of(pattern: str) -> Callable[[str], str | None]:
    """Return a function that gives the file that a tag approves, or None if its name does not say which."""
    fields = {"nam": "(?P<nam>[^/]+)", "don_vi": "(?P<don_vi>.+)", "ky": "(?P<ky>[^/]+)"}
    expression = re.escape(pattern)
    for name, part in fields.items():
        expression = expression.replace(re.escape(f"{{{name}}}"), part, 1)
    if any(f"(?P<{name}>" not in expression for name in fields):
        return lambda _: None
    form = re.compile(expression)

    def path_of(tag: str) -> str | None:
        found = form.fullmatch(tag)
        return f"{PLANS}/{found['nam']}/{found['don_vi']}/{found['ky']}.yaml" if found is not None else None

    return path_of


def _hash(content: bytes, approved: ApprovedFile) -> str:
    """Return the hash that git gives a content."""
    algorithm = sha1 if len(approved.hash) == _SHA1 else sha256
    return algorithm(b"blob %d\0" % len(content) + content).hexdigest()


def _compared(project: Project, ref: FileRef, then: Source, *, by: str, today: date) -> Approval:
    now = project.sources.read(ref.path)
    if not isinstance(now.root, MappingNode) or not isinstance(then.root, MappingNode):
        return Approval(by=by, is_kept=False)
    return _ApprovedVersion(project, ref, (then.root, now.root), by).approval(today)


class _ApprovedVersion:
    """The approved version of a document next to what it says now."""

    def __init__(
        self, project: Project, ref: FileRef, roots: tuple[MappingNode, MappingNode], by: str
    ) -> None:
        self._catalogue = project.catalogue
        self._path = ref.path
        self._then, self._now = roots
        self._by = by
        own = (CORRECTIONS, AMENDMENTS) if ref.kind is DocumentKind.PLAN else (CORRECTIONS,)
        self._added = [
            one
            for key in own
            for one in read_amendments(self._now, key)
            if one not in read_amendments(self._then, key)
        ]

    def approval(self, today: date) -> Approval:
        found = changes(self._then, self._now, self._catalogue)
        told = [one for one in found if one.place[0] not in {CORRECTIONS.key, AMENDMENTS.key}]
        figures = [one for one in told if _is_figure(one) and not one.reworded]
        faults = [*self._uncorrected(figures, today), *self._misquoted()]
        return Approval(
            by=self._by,
            is_kept=not faults and (not told or bool(self._added)),
            faults=tuple(faults),
        )

    def _uncorrected(self, figures: list[Rewording], today: date) -> Iterator[Diagnostic]:
        corrected = {(was.scope, was.indicator) for one in self._added for was in one.former}
        if any(not one.former for one in self._added):
            return  # it corrects the document as a whole
        for one in figures:
            table, indicator, *more = _within(one.place)
            scope = Scope.STATED if table == Scope.STATED.value else Scope.OWN
            if (scope, indicator) in corrected:
                continue
            name = ", ".join(
                [indicator, *(key for key in more if key not in {VALUE.key, LEVEL_TO_REACH.key})]
            )
            yield Diagnostic(
                CHANGED_AFTER_APPROVAL,
                self._path,
                _span(self._now, one.place),
                self._said(name, one),
                help=self._remedy(scope, one, today),
            )

    def _said(self, name: str, change: Rewording) -> str:
        without = "mà không có đính chính"
        if change.before is None:
            return f"“{name}” không có trong bản đã duyệt ({self._by}), nay ghi {change.after} {without}"
        if change.after is None:
            return f"“{name}” đã được duyệt là {change.before} ({self._by}), nay bị bỏ {without}"
        return f"“{name}” đã được duyệt là {change.before} ({self._by}), nay ghi {change.after} {without}"

    def _remedy(self, scope: Scope, change: Rewording, today: date) -> str:
        indicator = _within(change.place)[1]
        was = self._approved(change.place) or NOT_WRITTEN
        key = (FORMER_STATED if scope is Scope.STATED else FORMER).key
        entry = f'{{ngay: {today.isoformat()}, ly_do: "vì sao sửa", {key}: {{{indicator}: "{was}"}}}}'
        if isinstance(self._now.get(CORRECTIONS.key), Sequence):
            add = f"thêm vào {CORRECTIONS.key} một dòng: - {entry}"
        else:
            add = f"thêm vào tệp: {CORRECTIONS.key}: [{entry}]"
        back = f"ghi lại {change.before}" if change.before is not None else "bỏ dòng này"
        return f"{add}; nếu sửa nhầm thì {back}"

    def _approved(self, place: tuple[str, ...]) -> str:
        """Return the approved words of the figure that a change is in, or ""."""
        at = place.index(_within(place)[0])
        return _main(_at(self._then, place[: at + 2])[0])

    def _misquoted(self) -> Iterator[Diagnostic]:
        """Yield the first correction of each figure that says it was something else than what was approved."""
        approved = {key: _main(node) for key, node in _figures(self._then)}
        seen: set[tuple[Scope, str]] = set()
        for correction, was, span in self._quoted():
            key = was.scope, was.indicator
            if key in seen:
                continue
            seen.add(key)
            said = approved.get(key, "")
            if not said:
                wrong = any(letter.isdigit() for letter in was.text)
                said, fix = "không có chỉ tiêu này", f'{was.indicator}: "{NOT_WRITTEN}"'
            else:
                wrong = not same_value(self._catalogue, was.indicator, said, was.text)
                said, fix = f"ghi {said}", f'{was.indicator}: "{said}"'
            if wrong:
                day = f" ngày {correction.day:%d/%m/%Y}" if correction.day is not None else ""
                yield Diagnostic(
                    CORRECTION_DIFFERS,
                    self._path,
                    span,
                    f"đính chính{day} nêu “{was.indicator}” trước đó là {was.text}, "
                    f"còn bản đã duyệt ({self._by}) {said}",
                    help=f"sửa thành {fix}",
                )

    def _quoted(self) -> Iterator[tuple[Amendment, FormerFigure, Span]]:
        """Yield what each correction since the approval says that a figure was, with its place."""
        node = self._now.get(CORRECTIONS.key)
        items = node.items if isinstance(node, Sequence) else ()
        for correction, item in zip(read_amendments(self._now, CORRECTIONS), items, strict=True):
            if correction not in self._added or not isinstance(item, MappingNode):
                continue
            for was in correction.former:
                key = FORMER_STATED if was.scope is Scope.STATED else FORMER
                form = item.get(key.key)
                value = form.get(was.indicator) if isinstance(form, MappingNode) else None
                yield correction, was, value.span if value is not None else item.span


def _is_figure(change: Rewording) -> bool:
    return (
        change.kind in {ChangeKind.FIGURE, ChangeKind.TARGET}
        and change.place[-1] != NOTE.key
        and len(_within(change.place)) > 1
    )


def _within(place: tuple[str, ...]) -> tuple[str, ...]:
    """Return the part of a place from the table of figures or targets on."""
    at = next((number for number, key in enumerate(place) if key in _TABLES), len(place))
    return place[at:]


def _at(root: Node, place: tuple[str, ...]) -> tuple[Node | None, Span]:
    """Return the node at a place, or None if there is none, and the span of what is nearest to it."""
    node, span = root, FILE_START
    for key in place:
        inner: Node | None = None
        if isinstance(node, MappingNode):
            entry = node.entry(key)
            if entry is not None:
                inner, span = entry.value, entry.key.span
        elif isinstance(node, Sequence):
            inner = next((one for number, one in enumerate(node.items, 1) if str(number) == key), None)
        if inner is None:
            return None, span
        node = inner
    return node, span


def _span(root: Node, place: tuple[str, ...]) -> Span:
    node, span = _at(root, place)
    if node is None and place[-1] in {VALUE.key, LEVEL_TO_REACH.key}:
        node, span = _at(root, place[:-1])
    return node.span if isinstance(node, Scalar) else span


def _main(node: Node | None) -> str:
    """Return the words of a figure or target without what else is said of it."""
    if isinstance(node, MappingNode):
        node = node.get(VALUE.key) or node.get(LEVEL_TO_REACH.key)
    return node.text if isinstance(node, Scalar) else ""


def _figures(node: Node, scope: Scope | None = None) -> Iterator[tuple[tuple[Scope, str], Node]]:
    """Yield every figure and target of a document by whose it is and its indicator."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _figures(item)
    elif isinstance(node, MappingNode):
        for key, value in node.items():
            if scope is not None:
                yield (scope, key.text), value
            elif key.text not in {CORRECTIONS.key, AMENDMENTS.key}:
                inner = Scope.STATED if key.text == Scope.STATED.value else Scope.OWN
                yield from _figures(value, inner if key.text in _TABLES else None)
