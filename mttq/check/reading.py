"""Every document of a project examined, or taken for what it was the last time.

Where there are many to examine and the system can fork, processes share them;
the bodies of outlines go into files then, and only places in them from one
process to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from mttq.cache import Bodies, Memory, Place, Segment
from mttq.check.examination import Examined, Left
from mttq.check.opening import Opened
from mttq.check.quick import QuickPath
from mttq.check.records import Fragment, Record, Said, Stamp, said
from mttq.check.store import digest, stamp_of
from mttq.diagnostics import Diagnostic
from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.outline import (
    Body,
    BriefingBody,
    BriefingHead,
    Head,
    PlanBody,
    PlanHead,
    ReportBody,
    ReportHead,
    body_of,
    pack,
)
from mttq.documents.reader import read_document
from mttq.processes import Work, count_for, shared_out
from mttq.source import Source

Progress = Callable[[int, int], None]
"""Told how many files of how many have been examined."""
Failed = Callable[[], None]

_CHUNK = 32
_IN_MEMORY = 2000
_HEADS: Mapping[DocumentKind, type[Head]] = {
    DocumentKind.PLAN: PlanHead,
    DocumentKind.REPORT: ReportHead,
    DocumentKind.BRIEFING: BriefingHead,
}
_NOTHING: Mapping[DocumentKind, Body] = {
    DocumentKind.PLAN: PlanBody(None, None, (), (), ()),
    DocumentKind.REPORT: ReportBody(None, None, (), None, (), (), ()),
    DocumentKind.BRIEFING: BriefingBody(None, ()),
}


class _Outcome(Struct, frozen=True, array_like=True):
    """What became of one file that was read.

    Attributes:
        stamp: what the file system said of it before it was read; None where it could not be read.
        record: what it came to; None where it holds what it held the last time.
    """

    stamp: Stamp | None
    record: Record | None


_ENCODER = Encoder()
_DECODER = Decoder(tuple[_Outcome, ...])


@dataclass(frozen=True, slots=True)
class Documents:
    """What all documents came to.

    Attributes:
        records: of each document what it came to.
        bodies: where the bodies of their outlines lie.
        across: what was wrong with documents beside others the last time.
        changed: those that hold something else than the last time, and those that are new or gone; None where
            nothing is known of the last time.
        stale: whether what is kept no longer says how things are.
    """

    records: Mapping[str, Record]
    bodies: Bodies
    across: Mapping[str, tuple[Diagnostic, ...]]
    changed: frozenset[str] | None
    stale: bool


def read_documents(opened: Opened, progress: Progress | None = None) -> Documents:
    """What all documents of a project come to.

    Args:
        opened: the project.
        progress: told from time to time how far this is.
    """
    project, store = opened.project, opened.store
    known = store.documents() if store is not None else None
    bodies = store.bodies if store is not None else Bodies()
    before = known.records if known is not None else {}
    records: dict[str, Record] = {}
    wanted: list[FileRef] = []
    for ref in project.refs:
        record = before.get(ref.path)
        if record is not None and known is not None and _fits(record, ref):
            stamp = stamp_of(f"{project.root}/{ref.path}")
            if stamp is not None and stamp == record.stamp and stamp.is_older(known.moment):
                records[ref.path] = record
                continue
        wanted.append(ref)
    changed = set(before.keys() - {ref.path for ref in project.refs})
    for ref, outcome in _examined(project, wanted, before, opened, bodies, progress):
        record = before.get(ref.path)
        if outcome.record is not None:
            records[ref.path] = outcome.record
            changed.add(ref.path)
        elif record is not None:
            records[ref.path] = replace(record, stamp=outcome.stamp)
    return Documents(
        {ref.path: records[ref.path] for ref in project.refs},
        bodies,
        known.across if known is not None else {},
        frozenset(changed) if known is not None else None,
        stale=known is None or bool(changed) or bool(wanted),
    )


def _fits(record: Record, ref: FileRef) -> bool:
    """Whether a record can be one of a document of its kind."""
    heads = [record.head] + ([record.fragment.head] if record.fragment is not None else [])
    return all(one is None or isinstance(one, _HEADS[ref.kind]) for one in heads)


def _examined(
    project: Project,
    wanted: list[FileRef],
    before: Mapping[str, Record],
    opened: Opened,
    bodies: Bodies,
    progress: Progress | None,
) -> Iterator[tuple[FileRef, _Outcome]]:
    """Some documents examined, by as many processes as pays."""
    if not wanted:
        return
    workers = count_for(len(wanted))
    segments = [_segment(opened, bodies, workers, len(wanted)) for _ in range(workers + (workers > 1))]
    chunks = range(0, len(wanted), _CHUNK)

    def failed() -> None:
        if opened.store is not None:
            opened.store.give_up()

    def work(worker: int) -> Work:
        here = worker >= workers or workers == 1
        number = segments[min(worker, len(segments) - 1)]
        examiner = _Examiner(project, before, bodies, number, failed if here else None)
        return lambda chunk: _ENCODER.encode(
            [examiner.outcome(ref) for ref in wanted[chunks[chunk] : chunks[chunk] + _CHUNK]]
        )

    done = 0
    for chunk, _, answer in shared_out(len(chunks), workers, work):
        refs = wanted[chunks[chunk] : chunks[chunk] + _CHUNK]
        yield from zip(refs, _DECODER.decode(answer), strict=True)
        done += len(refs)
        if progress is not None:
            progress(done, len(wanted))


def _segment(opened: Opened, bodies: Bodies, workers: int, count: int) -> int:
    """A new place for bodies: kept with the cache, else where all processes reach it, else in memory."""
    if opened.store is not None:
        return opened.store.segment()
    return bodies.add(Segment.temporary() if workers > 1 or count > _IN_MEMORY else Memory())


class _Examiner:
    """Examines documents one by one and puts their bodies into a segment."""

    def __init__(
        self,
        project: Project,
        before: Mapping[str, Record],
        bodies: Bodies,
        number: int,
        failed: Failed | None,
    ) -> None:
        self._project = project
        self._before = before
        self._bodies = bodies
        self._number = number
        self._failed = failed
        self._quick = QuickPath(project.catalogue)

    def outcome(self, ref: FileRef) -> _Outcome:
        """What a document comes to, unless it holds what it held the last time."""
        stamp = stamp_of(f"{self._project.root}/{ref.path}")
        content = self._project.sources.content(ref.path)
        if isinstance(content, Source):
            stamp, hashed = None, b""
        else:
            hashed = digest(content)
            known = self._before.get(ref.path)
            if known is not None and known.digest == hashed and stamp is not None and _fits(known, ref):
                return _Outcome(stamp, None)
        return _Outcome(stamp, self._record(stamp, hashed, self._quick.examine(content, ref)))

    def _record(self, stamp: Stamp | None, hashed: bytes, examined: Examined) -> Record:
        left, fragment = examined.left, examined.fragment
        place = None
        if left is not None and isinstance(left.packed, bytes):
            place = self._put(left.packed)
        return Record(
            stamp,
            hashed,
            said(examined.found),
            examined.comments,
            left.head if left is not None else None,
            place,
            said(left.by_default) if left is not None else (),
            _fragment(fragment) if fragment is not None else None,
        )

    def _put(self, body: bytes) -> Place:
        try:
            return self._bodies.put(self._number, body)
        except OSError:
            if self._failed is None:
                raise
            self._failed()
            self._number = self._bodies.add(Memory())
            return self._bodies.put(self._number, body)


def _fragment(left: Left) -> Fragment:
    assert isinstance(left.packed, bytes)
    return Fragment(left.head, left.packed, said(left.by_default))


class _Kept:
    """The body of an outline in its segment; should it no longer be there, it is made again from the file."""

    __slots__ = ("_bodies", "_place", "_project", "_ref")

    def __init__(self, bodies: Bodies, place: Place, project: Project, ref: FileRef) -> None:
        self._bodies = bodies
        self._place = place
        self._project = project
        self._ref = ref

    def read(self) -> bytes:
        """Its bytes."""
        found = self._bodies.read(self._place)
        return found if found is not None else self.again()

    def again(self) -> bytes:
        """Its bytes, made from the file."""
        ref = self._ref
        document, _ = read_document(self._project.sources.read(ref.path), ref, self._project.catalogue)
        return pack(body_of(document) if document is not None else _NOTHING[ref.kind])


def examined_of(project: Project, ref: FileRef, record: Record, bodies: Bodies) -> Examined:
    """What a document comes to, from its record."""
    left = fragment = None
    if record.head is not None and record.place is not None:
        kept = _Kept(bodies, record.place, project, ref)
        left = Left(record.head, kept, _at(ref.path, record.by_default))
    if record.fragment is not None:
        one = record.fragment
        fragment = Left(one.head, one.packed, _at(ref.path, one.by_default))
    return Examined(_at(ref.path, record.found), record.comments, left, fragment)


def _at(path: str, found: Iterable[Said]) -> tuple[Diagnostic, ...]:
    return tuple(one.at(path) for one in found)
