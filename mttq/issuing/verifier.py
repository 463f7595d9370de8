"""Issued Word documents compared with what would be written from the data at their commit, and from today's.

The document says in its properties what it is; without them it is taken for the document of this project that it shares
most words with. The data of a commit are unpacked into a folder of their own, so that templates and layout profiles are
those of that day. Nothing is ever written to the repository.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from mttq import __version__
from mttq.catalogue import Unit
from mttq.check import Checked, run
from mttq.check.runner import again
from mttq.documents import DocumentKind, FileRef, load
from mttq.history import (
    DEEPEN,
    SHORT,
    HistoryError,
    check_repository,
    commit_of,
    contents,
    is_shallow,
    listed,
    named_commit,
)
from mttq.issuing.make import Maker, Order
from mttq.issuing.reading_units import FOLDERS, Soundness
from mttq.names import (
    BAO_CAO,
    CATALOGUE,
    CHUONG_TRINH,
    DOCUMENT_KINDS,
    GIAO_BAN,
    MEMBERS,
    NHIEM_KY,
    PLANS,
    PROFILES,
    TONG_HOP,
)
from mttq.period import PERIODS, Cycle, Period, parse_cycle
from mttq.render.word.origin import origin_of
from mttq.render.word.pictures import can_draw
from mttq.report import KINDS
from mttq.report.model import Origin
from mttq.review import TotalMove, between
from mttq.revisions import WORKTREE, Revision, changed_files, unlike_disk
from mttq.verification import (
    CommitState,
    UnreadableDocumentError,
    Verification,
    WordText,
    edits_between,
    read_word,
)

_SEARCHED = 20  # commits in which the data of a document that names none are searched for
_GUESSES = 16  # documents made at most to find out which one a file is
_HEAD = 25  # blocks at the beginning that say what a document is
_LEAST_COMMON = 30  # per cent of its words that a file has in common with the document it is taken for
_TITLES = {
    CHUONG_TRINH: "Chương trình, kế hoạch",
    BAO_CAO: "Báo cáo",
    NHIEM_KY: "Báo cáo",
    GIAO_BAN: "Văn bản giao ban",
    TONG_HOP: "Bản tổng hợp lời văn",
}
_HASHES = frozenset({40, 64})  # digits of a whole hash


class _MadeDocument(Struct, frozen=True):
    """A document as it would be written.

    Attributes:
        text: what it says, or None if there is none.
        checksum: that of what it says.
        fault: why there is none, or "".
    """

    text: WordText | None
    checksum: str = ""
    fault: str = ""


class _Snapshot(Struct, frozen=True):
    """The project at a commit.

    Attributes:
        checked: the project.
        soundness: the units whose documents can be made.
        revision: the commit, or the working tree.
    """

    checked: Checked
    soundness: Soundness
    revision: Revision


class Verifier:
    """Compares files with the documents of a project. Use it as a context: it keeps unpacked commits until the end.

    Args:
        checked: the project as it is on disk.
    """

    def __init__(self, checked: Checked) -> None:
        self._root = checked.project.root
        self._now = _Snapshot(checked, Soundness(checked.project, checked.found), WORKTREE)
        self._stack = ExitStack()
        self._states: dict[str, _Snapshot] = {}
        self._makers: dict[tuple[str | None, Order], Maker] = {}
        self._history: tuple[str, str | None] | None = None

    def __enter__(self) -> Verifier:
        """Return the verifier itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was unpacked."""
        self._stack.close()

    def verify(self, path: str, content: bytes) -> Verification:
        """Return what there is to say about a file.

        Args:
            path: as it was named.
            content: its bytes.

        Raises:
            HistoryError: git can't read what it has.
        """
        try:
            text = read_word(content)
        except UnreadableDocumentError as error:
            return Verification(path=path, fault=str(error))
        origin = origin_of(text.properties)
        result = Verification(path=path, origin=origin, notes=tuple(_notes(text)))
        if origin is None:
            return self._guessed(result, text)
        known, help = self._commit(origin.commit) if origin.commit else (None, "")
        result = replace(result, commit=known or "", commit_state=_commit_state(origin, known), help=help)
        span = self._span(origin)
        unit = self._unit(origin, known)
        if span is None or unit is None:
            where = f"{origin.unit}, {origin.cycle}/{origin.period}"
            return replace(
                result,
                fault=f"dự án này không có văn bản {origin.kind} của “{where}” mà thuộc tính của tệp nêu",
                help=help or "văn bản có thể của một kho khác: chạy lệnh này trong kho ấy",
            )
        return self._compared(replace(result, title=_title(origin, unit, *span)), text, origin)

    # What a file is

    def _span(self, origin: Origin) -> tuple[Cycle, Period] | None:
        """Return the time that a document is about, if its kind is known and there is such a time."""
        if origin.kind not in DOCUMENT_KINDS or "docx" not in KINDS[origin.kind].formats:
            return None
        for ref in self._now.checked.project.refs:
            if (ref.cycle.folder, ref.period.name) == (origin.cycle, origin.period):
                return ref.cycle, ref.period
        cycle = parse_cycle(origin.cycle)
        if cycle is None:
            return None
        period = cycle.whole if cycle.whole.name == origin.period else PERIODS.get(origin.period)
        return (cycle, period) if period is not None and period.fits(cycle) else None

    def _unit(self, origin: Origin, commit: str | None) -> Unit | None:
        """Return the unit of a document as the catalogue has it today, or else had it at the commit."""
        unit = self._now.checked.project.catalogue.units.get(origin.unit)
        if unit is None and commit is not None:
            unit = self._state(commit).checked.project.catalogue.units.get(origin.unit)
        return unit

    def _guessed(self, result: Verification, text: WordText) -> Verification:
        """Compare a file without properties with the document of today that it shares most words with."""
        said = "tệp không có thuộc tính của mttq (không do mttq xuất, hoặc thuộc tính đã bị bỏ)"
        words = Counter(_words(text))
        best: tuple[int, Origin, _MadeDocument] | None = None
        for origin in list(self._candidates(result.path, text))[:_GUESSES]:
            made = self._made(self._now, origin)
            if made.text is None:
                continue
            other = Counter(_words(made.text))
            total = sum(words.values()) + sum(other.values())
            share = 200 * sum((words & other).values()) // total if total else 0
            if best is None or share > best[0]:
                best = share, origin, made
        if best is None or best[0] < _LEAST_COMMON:
            return replace(
                result,
                fault=f"{said}, và không đoán được là văn bản nào của dự án này",
                help="đặt tên và chỗ của tệp như mttq report ghi, ví dụ reports/2020/quang-tri/bao-cao-nam.docx",
            )
        _, origin, made = best
        span, unit = self._span(origin), self._unit(origin, None)
        assert span is not None and unit is not None and made.text is not None
        return replace(
            result,
            title=_title(origin, unit, *span),
            guessed=True,
            edits=tuple(edits_between(made.text.blocks, text.blocks)),
            notes=(f"{said}; so với văn bản giống tệp này nhất mà mttq xuất được hôm nay", *result.notes),
        )

    def _candidates(self, path: str, text: WordText) -> Iterator[Origin]:
        """Yield what a file may be, by its place and name, or by the names of units and years at its beginning."""
        project = self._now.checked.project
        name = path.replace("\\", "/")
        head = " ".join(one.text for one in text.blocks[:_HEAD]).casefold()
        found: dict[Origin, tuple[bool, int, bool]] = {}
        for ref in project.refs:
            unit = project.catalogue.units.get(ref.unit)
            if unit is None:
                continue
            called = unit.name_on(ref.period.last_day(ref.cycle)).casefold()
            placed = f"{ref.cycle.folder}/{ref.unit}/" in name
            if not placed and (
                called not in head or not any(part in head for part in ref.cycle.name.split("-"))
            ):
                continue
            for origin in _origins(ref):
                stem = KINDS[origin.kind].stem_in(ref.period)
                found[origin] = placed, len(called), name.endswith(f"{stem}.docx")
        yield from sorted(found, key=lambda one: found[one], reverse=True)

    # What it is compared with

    def _compared(self, result: Verification, text: WordText, origin: Origin) -> Verification:
        today = self._made(self._now, origin)
        known: str | None = result.commit or None
        if known is None and today.checksum != origin.checksum:
            known = self._searched(origin)
            if known is not None and not origin.commit:
                result = replace(result, commit_state=CommitState.FOUND)
        if known is not None:
            state = self._state(known)
            then = self._made(state, origin)
        else:
            state, then = self._now, today
        result = replace(result, commit=known or "")
        if then.text is None:
            at = f" ở commit {known}" if known is not None and state is not self._now else ""
            return replace(
                result,
                fault=f"không so được: {then.fault}{at}",
                help="sửa lỗi của số liệu (mttq check) rồi chạy lại",
            )
        trusted = then.checksum == origin.checksum
        notes = [*result.notes, *self._doubts(origin, trusted=trusted, known=known)]
        outdated = edits_between(then.text.blocks, today.text.blocks) if today.text is not None else []
        if today.text is None:
            notes.append(f"số liệu hiện nay không xuất được văn bản này: {today.fault}")
        return replace(
            result,
            edits=tuple(edits_between(then.text.blocks, text.blocks)),
            by_hand=trusted,
            mismatch=not trusted or today.text is None,
            outdated=tuple(outdated),
            corrections=tuple(self._corrections(state, origin))
            if today.text and state is not self._now
            else (),
            notes=tuple(notes),
        )

    def _doubts(self, origin: Origin, *, trusted: bool, known: str | None) -> Iterator[str]:
        if trusted:
            return
        if known is None:
            yield (
                "không tìm thấy số liệu mà văn bản được xuất từ đó, nên không phân biệt được chỗ sửa tay"
                " với chỗ số liệu đã đổi; các chỗ nêu dưới đây là so với số liệu hiện nay"
            )
        elif origin.version not in {"", __version__}:
            yield (
                f"văn bản do mttq {origin.version} xuất, chương trình này là {__version__}:"
                " có thể có chỗ khác do chương trình đổi cách viết"
            )
        else:
            yield (
                "mã nội dung trong thuộc tính của tệp không khớp với số liệu ở commit ấy: thuộc tính đã bị sửa,"
                " hoặc chương trình đã đổi cách viết"
            )

    def _commit(self, commit: str) -> tuple[str | None, str]:
        """Return the commit that a document names if it is known here, and what to do if it is not."""
        fault, help = self._no_history()
        if fault:
            return None, f"{fault}; {help}" if help else fault
        found = named_commit(self._root, commit) if len(commit) in _HASHES and commit.isalnum() else None
        if found is not None:
            return found, ""
        if is_shallow(self._root):
            return None, f"bản sao git này thiếu lịch sử: {DEEPEN}"
        return None, "lấy đủ các nhánh bằng git fetch --all; hoặc văn bản là của một kho khác"

    def _no_history(self) -> tuple[str, str | None]:
        """Return why git can't be asked, and what to do about it; "" if it can."""
        if self._history is None:
            try:
                check_repository(self._root, "chạy lệnh này trong kho git có số liệu ấy")
                self._history = "", None
            except HistoryError as error:
                self._history = error.message, error.help
        return self._history

    def _searched(self, origin: Origin) -> str | None:
        """Return the latest commit whose data give the document, if there is one among the last."""
        if self._no_history()[0] or commit_of(self._root, "HEAD") is None:
            return None
        where = (CATALOGUE, PROFILES, MEMBERS, f"{PLANS}/{origin.cycle}")
        lines = listed(
            self._root,
            "log",
            f"-{_SEARCHED}",
            "--format=%H",
            "-z",
            "--no-show-signature",
            "HEAD",
            "--",
            *where,
        )
        for commit in lines:
            other = unlike_disk(self._root, Revision(commit[:SHORT], commit), FOLDERS)
            checked = again(self._now.checked, other) if other else self._now.checked
            state = _Snapshot(
                checked, Soundness(checked.project, checked.found), Revision(commit[:SHORT], commit)
            )
            if self._made(state, origin).checksum == origin.checksum:
                return commit
        return None

    def _state(self, commit: str) -> _Snapshot:
        """Return the project at a commit, with its own templates."""
        if commit not in self._states:
            revision = Revision(commit[:SHORT], commit)
            if unlike_disk(self._root, revision, FOLDERS):
                folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="mttq-")))
                _unpack(self._root, commit, folder)
                checked = run(load(folder))
                self._states[commit] = _Snapshot(checked, Soundness(checked.project, checked.found), revision)
            else:
                self._states[commit] = self._now
        return self._states[commit]

    def _made(self, state: _Snapshot, origin: Origin) -> _MadeDocument:
        """Return a document as it is written from some data."""
        project = state.checked.project
        span = self._span(origin)
        if span is None or origin.unit not in project.catalogue.units.by_id:
            return _MadeDocument(None, fault=f"không có đơn vị “{origin.unit}”")
        if origin.charts and not can_draw():
            return _MadeDocument(
                None, fault="văn bản có biểu đồ mà chưa cài phần vẽ (pip install matplotlib)"
            )
        if state.soundness.stops(origin.unit):
            return _MadeDocument(None, fault="số liệu có lỗi nên không xuất được văn bản")
        cycle, period = span
        order = Order(cycle=cycle, period=period, kind=origin.kind, formats=("docx",), charts=origin.charts)
        key = state.revision.commit, order
        if key not in self._makers:
            self._makers[key] = Maker(project, order)
        files = self._makers[key].make(origin.unit)
        if files.fault:
            return _MadeDocument(None, fault=files.fault)
        content = files.files[0].content if files.files else None
        if content is None:
            return _MadeDocument(None, fault="; ".join(files.remarks) or "không có gì để xuất")
        try:
            text = read_word(content)
        except UnreadableDocumentError as error:
            return _MadeDocument(None, fault=str(error))
        made = origin_of(text.properties)
        return _MadeDocument(text, made.checksum if made is not None else "")

    def _corrections(self, then: _Snapshot, origin: Origin) -> Iterator[TotalMove]:
        """Yield the totals of a document's unit and period that are others than at its commit."""
        pairs = changed_files(self._root, then.revision, WORKTREE, (PLANS, MEMBERS))
        names = (then.revision.name, WORKTREE.name)
        found = between(then.checked, self._now.checked, pairs, names=names, only=(origin.unit,))
        wide = origin.kind in {GIAO_BAN, TONG_HOP}
        for one in found.moves:
            if (one.cycle.folder, one.period.name) == (origin.cycle, origin.period) and (
                wide or one.unit == origin.unit
            ):
                yield one


def _title(origin: Origin, unit: Unit, cycle: Cycle, period: Period) -> str:
    time = period.full_title(cycle) if KINDS[origin.kind].per_period else cycle.title
    return f"{_TITLES[origin.kind]} {time} của {unit.name_on(period.last_day(cycle))}"


def _origins(ref: FileRef) -> Iterator[Origin]:
    """Yield the documents that may have been made from a file."""
    kinds = {
        DocumentKind.PLAN: (CHUONG_TRINH, BAO_CAO),
        DocumentKind.REPORT: (BAO_CAO, NHIEM_KY),
        DocumentKind.BRIEFING: (GIAO_BAN,),
    }[ref.kind]
    for kind in kinds:
        yield Origin(kind=kind, unit=ref.unit, cycle=ref.cycle.folder, period=ref.period.name, checksum="-")


def _commit_state(origin: Origin, known: str | None) -> CommitState:
    if not origin.commit:
        return CommitState.NONE
    return CommitState.KNOWN if known is not None else CommitState.UNKNOWN


def _notes(text: WordText) -> Iterator[str]:
    if text.revisions.changes:
        yield "tệp còn sửa đổi đang theo dõi (track changes), ở đây coi là đã chấp nhận"
    if text.revisions.comments:
        yield "tệp còn chú thích của người đọc (comment)"


def _words(text: WordText) -> Iterator[str]:
    for one in text.blocks:
        yield from one.text.casefold().split()


def _unpack(root: Path, commit: str, folder: Path) -> None:
    """Write the data and templates of a commit below a folder; links and repositories in it are left out."""
    wanted: dict[str, str] = {}
    for line in listed(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS):
        head, _, path = line.partition("\t")
        mode, kind, name = head.split(" ")[:3]
        if kind == "blob" and mode in {"100644", "100755"}:
            wanted[path] = name
    known = contents(root, set(wanted.values()))
    (folder / PLANS).mkdir()
    for path, name in wanted.items():
        target = folder / path
        if name in known and target.resolve().is_relative_to(folder.resolve()):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(known[name])
