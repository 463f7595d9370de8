"""Every file of a project: examined now, or taken from the last run if nothing has changed.

If there are many documents to examine and the system can fork, processes share
them. Each sends its results and the packed outlines to this process, which
alone writes to the cache, a few documents at a time, so that neither holds many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field, structs
from msgspec.msgpack import Decoder, Encoder

from mttq.cache import Place
from mttq.catalogue import Catalogue
from mttq.check.examination import DocumentResult, FileResult, QuickPath, examine_catalogue
from mttq.check.memory import (
    CachedFragment,
    CachedResult,
    CatalogueFile,
    KnownCatalogue,
    LastRun,
    Memory,
    Stamp,
    StoredBody,
    at_path,
    digest,
    stamp_of,
    without_paths,
)
from mttq.check.rules import OF_CATALOGUE
from mttq.diagnostics import Diagnostic
from mttq.documents import DocumentKind, FileRef, Project, load
from mttq.documents.outline import (
    BriefingBody,
    BriefingHead,
    Head,
    PlanBody,
    PlanHead,
    ReportBody,
    ReportHead,
    pack,
)
from mttq.period import Cycle, parse_cycle
from mttq.processes import Work, count_for, shared_out
from mttq.source import Source
from mttq.totals.columns import Columns, can_have_columns, columns_name, unit_order, unpacked

ProgressCallback = Callable[[int, int], None]
"""Called now and then with the number of files examined and the number of all."""

_LEAST, _MOST = 16, 256  # documents that a process does at a time
_CHUNKS = 12  # so many for each process, if that is possible, keep all of them busy to the end
_FIRST = 32  # documents from which the forms of quantities are learned, before there are processes
_HEADS: Mapping[DocumentKind, type[Head]] = {
    DocumentKind.PLAN: PlanHead,
    DocumentKind.REPORT: ReportHead,
    DocumentKind.BRIEFING: BriefingHead,
}
_EMPTY: Mapping[DocumentKind, PlanBody | ReportBody | BriefingBody] = {
    DocumentKind.PLAN: PlanBody(),
    DocumentKind.REPORT: ReportBody(),
    DocumentKind.BRIEFING: BriefingBody(),
}


class Opened(Struct, frozen=True):
    """A project whose documents have not been examined yet.

    Attributes:
        project: its catalogue and the places of its files.
        of_catalogue: the faults of the catalogue as a whole.
        other_files: the result of each file that is not a document: those of the catalogue, layout profiles.
        memory: what is known from the last run; None if it is not used.
    """

    project: Project
    of_catalogue: tuple[Diagnostic, ...]
    other_files: Mapping[str, FileResult]
    memory: Memory | None = None


def opened(project: Project) -> Opened:
    """Open a project that has been loaded; the files of its catalogue are read again to be examined."""
    return Opened(project, _of_catalogue(project.catalogue), _other_files(project, {}))


def open_project(root: Path, *, cached: bool) -> Opened:
    """Open the project under a folder.

    Args:
        root: the folder that holds `plans/`.
        cached: whether to use what is known from the last run, and keep this run for the next.

    Raises:
        OSError: `plans/` or a folder in it can't be listed.
    """
    loading = _Loading(Memory(root) if cached else None)
    find = loading.memory.find_files if loading.memory is not None else None
    project = load(root, seen=loading.see, known=loading.ask, files=find)
    known, memory = loading.known, loading.memory
    if known is not None:
        files = {file.path: FileResult(at_path(file.path, file.found), file.comments) for file in known.files}
        of_catalogue = tuple(one.at(path) for path, one in known.found)
        return Opened(project, of_catalogue, _other_files(project, files), memory)
    of_catalogue = _of_catalogue(project.catalogue)
    if memory is not None:
        memory.keep_catalogue(
            project.catalogue,
            faults=loading.faults,
            found=of_catalogue,
            files=[
                CatalogueFile(path, without_paths(one.found), one.comments)
                for path, one in loading.files.items()
            ],
        )
    return Opened(project, of_catalogue, _other_files(project, loading.files), memory)


def _of_catalogue(catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    return tuple(one for rule in OF_CATALOGUE for one in rule(catalogue))


def _other_files(project: Project, known: Mapping[str, FileResult]) -> dict[str, FileResult]:
    """Return the result of each file that is not a document; examine those not known."""
    faults: dict[str, list[Diagnostic]] = {}
    for one in project.diagnostics:
        faults.setdefault(one.path, []).append(one)
    documents = {ref.path for ref in project.refs}
    found = dict(known)
    for path in project.sources:
        if path not in documents and path not in found:
            found[path] = examine_catalogue(project.sources.read(path), faults.get(path, ()))
    return found


class _Loading(Struct):
    """What is found while a project is loaded."""

    memory: Memory | None
    known: KnownCatalogue | None = None
    files: dict[str, FileResult] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def ask(self, contents: Mapping[str, bytes | Source]) -> tuple[Catalogue, list[Diagnostic]] | None:
        """Return the catalogue made from some files, if it is known."""
        if self.memory is None:
            return None
        whole = {path: one for path, one in contents.items() if isinstance(one, bytes)}
        if len(whole) < len(contents):  # what can't be read now may be readable the next time
            self.memory = None
            return None
        self.known = known = self.memory.catalogue(whole)
        if known is None:
            return None
        return known.catalogue(), [one.at(path) for path, one in known.faults]

    def see(self, source: Source, faults: list[Diagnostic]) -> None:
        """Examine a file of the catalogue that has just been read."""
        self.files[source.path] = examine_catalogue(source, faults)
        self.faults += faults


class ThisRun(Struct, frozen=True, kw_only=True):
    """The results of all documents.

    Attributes:
        results: the result of each document.
        bodies: the bodies of their outlines.
        changed: the documents that are not what they were in the last run, with those that are new or gone;
            None if nothing is known of the last run.
        is_news: whether what is kept from the last run is out of date.
        columns: the columns of each year by their name, if all documents were examined.
    """

    results: Mapping[str, CachedResult]
    bodies: Mapping[str, StoredBody]
    changed: frozenset[str] | None
    is_news: bool
    columns: Mapping[str, Columns]


def examine_documents(
    opened: Opened, last: LastRun | None, progress: ProgressCallback | None = None
) -> ThisRun:
    """Examine every document of a project that has changed since the last run.

    Args:
        opened: the project.
        last: the last run, or None to examine them all.
        progress: called now and then.
    """
    project = opened.project
    before: Mapping[str, CachedResult] = last.results if last is not None else {}
    moment = last.moment if last is not None else 0
    results: dict[str, CachedResult] = {}
    wanted: list[FileRef] = []
    for ref in project.refs:
        known = before.get(ref.path)
        if known is not None and _fits(known, ref):
            stamp = stamp_of(f"{project.root}/{ref.path}")
            if stamp is not None and stamp == known.stamp and stamp.is_older(moment):
                results[ref.path] = known
                continue
        wanted.append(ref)
    bodies: dict[str, StoredBody] = dict(last.places) if last is not None else {}
    changed = set(before.keys() - {ref.path for ref in project.refs})
    for path in changed:
        bodies.pop(path, None)
    columns: dict[str, Columns] = {}
    for examined, parts in _examined(opened, wanted, before, progress):
        _merge(project, columns, parts)
        kept = [one.body for one in examined.values() if one.body is not None]
        put = iter(opened.memory.put(kept) if opened.memory is not None else kept)
        for path, one in examined.items():
            if one.result is None:
                results[path] = structs.replace(before[path], stamp=one.stamp)
                continue
            results[path] = one.result
            changed.add(path)
            bodies.pop(path, None)
            if one.body is not None:
                bodies[path] = next(put)
    for one_year in columns.values():
        one_year.compact()
    return ThisRun(
        results=results,
        bodies=bodies,
        changed=frozenset(changed) if last is not None else None,
        is_news=last is None or bool(changed) or bool(wanted),
        columns=columns,
    )


def _merge(project: Project, columns: dict[str, Columns], parts: Mapping[str, bytes]) -> None:
    """Add the columns of some documents to those of all."""
    for name, packed in parts.items():
        cycle = parse_cycle(name)
        assert cycle is not None
        found = columns.get(columns_name(cycle))
        if found is None:
            found = Columns(project.catalogue, cycle, unit_order(project).place)
            columns[columns_name(cycle)] = found
        found.merge(unpacked(packed, project.catalogue, cycle))


def _fits(known: CachedResult, ref: FileRef) -> bool:
    """Whether a result can be that of a document of this kind."""
    head, fragment, kind = known.head, known.fragment, _HEADS[ref.kind]
    return (head is None or isinstance(head, kind)) and (fragment is None or isinstance(fragment.head, kind))


class _Examined(Struct, frozen=True, array_like=True):
    """One document that was read.

    Attributes:
        stamp: its stamp before it was read; None if it could not be read.
        result: the result; None if the content is what it was in the last run.
        body: the packed body of its outline.
    """

    stamp: Stamp | None
    result: CachedResult | None = None
    body: bytes | None = None


_ENCODER = Encoder()


def _examined(
    opened: Opened,
    wanted: list[FileRef],
    before: Mapping[str, CachedResult],
    progress: ProgressCallback | None,
) -> Iterator[tuple[dict[str, _Examined], Mapping[str, bytes]]]:
    """Examine some documents, using as many processes as is worthwhile; a few of them at a time, with their columns."""
    if not wanted:
        return
    workers = count_for(len(wanted))
    size = max(_LEAST, min(_MOST, len(wanted) // (workers * _CHUNKS)))
    first = wanted[:_FIRST]
    chunks = [wanted[start : start + size] for start in range(_FIRST, len(wanted), size)]
    examiner = _Examiner(opened.project, before)

    def work(_: int) -> Work:
        return lambda number: _ENCODER.encode(examiner.chunk(chunks[number]))

    decoder = Decoder(tuple[tuple[_Examined, ...], dict[str, bytes]])
    done = len(first)
    yield _by_path(first, *examiner.chunk(first))
    for number, _, answer in shared_out(len(chunks), workers, work):
        chunk = chunks[number]
        yield _by_path(chunk, *decoder.decode(answer))
        done += len(chunk)
        if progress is not None:
            progress(done, len(wanted))


def _by_path(
    refs: Sequence[FileRef], found: Sequence[_Examined], columns: dict[str, bytes]
) -> tuple[dict[str, _Examined], dict[str, bytes]]:
    return dict(zip((ref.path for ref in refs), found, strict=True)), columns


class _Examiner:
    """Examines documents one by one, in any process."""

    def __init__(self, project: Project, before: Mapping[str, CachedResult]) -> None:
        self._project = project
        self._before = before
        self._quick = QuickPath(project.catalogue)
        self._columns: dict[Cycle, Columns] = {}

    def chunk(self, refs: Sequence[FileRef]) -> tuple[list[_Examined], dict[str, bytes]]:
        """Examine some documents; return the columns of their years as well, unless there was a last run."""
        self._columns = {}
        years = {ref.cycle for ref in refs} if not self._before else set()
        units = self._project.catalogue.units.by_id
        for cycle in years:
            if can_have_columns(cycle):
                known = dict.fromkeys(ref.unit for ref in refs if ref.cycle == cycle and ref.unit in units)
                place = {unit: number for number, unit in enumerate(known)}
                self._columns[cycle] = Columns(self._project.catalogue, cycle, place)
        found = [self.examine(ref) for ref in refs]
        return found, {cycle.name: one.pack() for cycle, one in self._columns.items()}

    def examine(self, ref: FileRef) -> _Examined:
        """Examine a document, unless its content is what it was in the last run."""
        stamp = stamp_of(f"{self._project.root}/{ref.path}")
        content = self._project.sources.content(ref.path)
        if isinstance(content, Source):
            stamp, hashed = None, b""
        else:
            hashed = digest(content)
            known = self._before.get(ref.path)
            if known is not None and known.digest == hashed and stamp is not None and _fits(known, ref):
                return _Examined(stamp)
        found = self._quick.examine(content, ref)
        document, fragment = found.document, found.fragment
        columns = self._columns.get(ref.cycle)
        if columns is not None and document is not None and document.body is not None:
            columns.add(ref, document.body)
        result = CachedResult(
            stamp=stamp,
            digest=hashed,
            found=without_paths(found.found),
            comments=found.comments,
            head=document.head if document is not None else None,
            by_default=without_paths(document.by_default) if document is not None else (),
            fragment=_cached(fragment) if fragment is not None else None,
        )
        return _Examined(stamp, result, _bytes(document) if document is not None else None)


def _cached(fragment: DocumentResult) -> CachedFragment:
    return CachedFragment(fragment.head, _bytes(fragment), without_paths(fragment.by_default))


def _bytes(document: DocumentResult) -> bytes:
    assert isinstance(document.packed, bytes)
    return document.packed


class _CachedBody:
    """The body of an outline in the cache; if it is no longer there, it is made from the file again."""

    __slots__ = ("_memory", "_place", "_project", "_ref")

    def __init__(self, memory: Memory, place: Place, project: Project, ref: FileRef) -> None:
        self._memory = memory
        self._place = place
        self._project = project
        self._ref = ref

    def read(self) -> bytes:
        """Return its bytes."""
        found = self._memory.body(self._place)
        return found if found is not None else self.again()

    def again(self) -> bytes:
        """Return its bytes, made from the file."""
        facts = self._project.facts(self._ref)
        return pack(facts.body if facts is not None else _EMPTY[self._ref.kind])


def file_result(opened: Opened, ref: FileRef, run: ThisRun) -> FileResult:
    """Return the result of a document, as `examine` returned it."""
    result, body = run.results[ref.path], run.bodies.get(ref.path)
    document = fragment = None
    if result.head is not None and body is not None:
        if isinstance(body, Place):
            assert opened.memory is not None
            packed: bytes | _CachedBody = _CachedBody(opened.memory, body, opened.project, ref)
        else:
            packed = body
        document = DocumentResult(result.head, packed, at_path(ref.path, result.by_default))
    if result.fragment is not None:
        one = result.fragment
        fragment = DocumentResult(one.head, one.packed, at_path(ref.path, one.by_default))
    return FileResult(at_path(ref.path, result.found), result.comments, document, fragment)
