"""The difference between two versions of a project, both checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType

from mttq.check import Checked
from mttq.diagnostics import Diagnostic, Severity
from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.folders import FILE_KINDS
from mttq.documents.project import file_ref, is_document
from mttq.documents.shapes import CYCLE, PERIOD, PROGRAMME_SET, SOURCE, UNIT
from mttq.names import CATALOGUE, is_of_catalogue, member_of
from mttq.review.changes import changes
from mttq.review.model import Difference, FileChange, FileState, Rewording
from mttq.review.moves import Changed, moves
from mttq.review.renames import rejoined, renamed_units
from mttq.revisions import FilePair
from mttq.source import Mapping, Node, Sequence, Source

_TITLES = {
    DocumentKind.PLAN: "Kế hoạch",
    DocumentKind.REPORT: "Báo cáo",
    DocumentKind.BRIEFING: "Kết luận giao ban",
}
_HEAD = frozenset({UNIT.key, CYCLE.key, PERIOD.key, SOURCE.key, PROGRAMME_SET.key})


_FaultKey = tuple[str, str, str]


def between(
    before: Checked,
    after: Checked,
    pairs: Iterable[FilePair],
    *,
    names: tuple[str, str],
    only: SequenceType[str] = (),
    documents: MappingType[str, str] | None = None,
) -> Difference:
    """Return what differs between two versions of a project.

    Args:
        before: the first version.
        after: the second.
        pairs: the files that differ.
        names: what people call the versions.
        only: if any are named, only what concerns these units and those below them.
        documents: see `Difference`.
    """
    pairs = list(pairs)
    units = renamed_units(before.project.catalogue.units, after.project.catalogue.units, pairs)
    everything = [_file(before.project, after.project, one) for one in rejoined(pairs, units)]
    read = [one for one in everything if one.state not in {FileState.UNREAD, FileState.SUBMODULE}]
    shown = [one for one in read if _concerns(one, only)] if only else everything
    renamed = {one.before: one.after for one in read if one.before and one.after and one.before != one.after}
    appeared, gone = _faults(before.found, after.found, renamed)
    return Difference(
        before=names[0],
        after=names[1],
        files=tuple(shown),
        moves=tuple(
            moves(before.project, after.project, _changed(before.project, after.project, read, units), only)
        ),
        appeared=tuple(one for one in appeared if not only or _is_below(one.path, only)),
        gone=tuple(one for one in gone if not only or _is_below(one.path, only)),
        errors=(_errors(before.found), _errors(after.found)),
        documents=documents or {},
    )


def _concerns(pair: FileChange, units: SequenceType[str]) -> bool:
    return any(path is not None and _is_below(path, units) for path in (pair.before, pair.after))


def _is_below(path: str, units: SequenceType[str]) -> bool:
    """Whether a file is of one of some units, or of one below them; files of the catalogue concern every unit."""
    if not is_document(path):
        return True
    ref = file_ref(path)
    return isinstance(ref, FileRef) and any(
        ref.unit == unit or ref.unit.startswith(f"{unit}/") for unit in units
    )


def _file(before: Project, after: Project, pair: FilePair) -> FileChange:
    old, new = _source(before, pair.before), _source(after, pair.after)
    if old is None and new is None:  # a repository of its own, or a file of another kind
        title = pair.after or pair.before or ""
        state = FileState.SUBMODULE if member_of(f"{title}/") == title else FileState.UNREAD
        return FileChange(before=pair.before, after=pair.after, title=title, state=state)
    project, path = (after, pair.after) if new is not None else (before, pair.before)
    title = _title(project, path or "")
    unreadable = any(one is not None and one.root is None for one in (old, new))
    found: tuple[Rewording, ...] = ()
    if not unreadable:
        found = changes(
            old.root if old is not None else None, new.root if new is not None else None, after.catalogue
        )
    return FileChange(
        before=pair.before,
        after=pair.after,
        title=title,
        state=FileState.UNREADABLE if unreadable else _state(pair, found),
        changes=found,
    )


def _state(pair: FilePair, found: SequenceType[Rewording]) -> FileState:
    if pair.before is None:
        return FileState.ADDED
    if pair.after is None:
        return FileState.REMOVED
    if pair.before != pair.after:
        return FileState.RENAMED
    return FileState.CHANGED if found else FileState.LAYOUT


def _source(project: Project, path: str | None) -> Source | None:
    return project.sources[path] if path is not None and path in project.sources else None


def _title(project: Project, path: str) -> str:
    ref = file_ref(path) if is_document(path) else None
    if not isinstance(ref, FileRef):
        return next((kind.title for kind in FILE_KINDS if _fits(path, kind.places)), path)
    unit = project.catalogue.units.get(ref.unit)
    day = ref.period.last_day(ref.cycle)
    name = unit.name_on(day) if unit is not None else ref.unit
    return f"{_TITLES[ref.kind]} {ref.period.full_title(ref.cycle)} của {name}"


def _fits(path: str, places: Iterable[str]) -> bool:
    stem = path.removesuffix(".yaml")
    return any(
        path == place or stem.startswith(f"{place.split('*', maxsplit=1)[0].removesuffix('/')}")
        for place in places
        if place.startswith(f"{CATALOGUE}/") or "the-thuc" in place
    )


def _changed(
    before: Project, after: Project, files: Iterable[FileChange], units: MappingType[str, str]
) -> Changed:
    """Return what can move totals."""
    refs: list[FileRef] = []
    indicators: set[str] = set()
    everything = False
    known = {*before.catalogue.indicators, *after.catalogue.indicators}
    places = [{one.path: one for one in project.refs} for project in (before, after)]
    for file in files:
        paths = [one for one in (file.before, file.after) if one is not None]
        if not all(map(is_document, paths)):
            everything = everything or any(map(is_of_catalogue, paths))
            continue
        both = [
            found.get(path) for found, path in zip(places, (file.before, file.after), strict=True) if path
        ]
        refs += [one for one in both if one is not None]
        indicators |= known.intersection(_written_otherwise(before, after, file))
    return Changed(tuple(refs), frozenset(indicators), everything, units)


def _written_otherwise(before: Project, after: Project, file: FileChange) -> Iterator[str]:
    """Yield the keys at places that a document writes otherwise; all its keys if more than its figures may count."""
    has_both = None not in (file.before, file.after) and file.state is not FileState.UNREADABLE
    if has_both and file.before == file.after and not any(one.place[0] in _HEAD for one in file.changes):
        yield from (key for one in file.changes for key in one.place)
        return
    for project, path in ((before, file.before), (after, file.after)):
        source = _source(project, path)
        if source is not None and source.root is not None:
            yield from _keys(source.root)


def _keys(node: Node) -> Iterator[str]:
    """Yield every key at or below a node."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield key.text
            yield from _keys(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _keys(item)


def _faults(
    before: SequenceType[Diagnostic],
    after: SequenceType[Diagnostic],
    renamed: MappingType[str, str],
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the faults that have come and those that have gone; a fault that only moved to another line is neither."""

    def key(one: Diagnostic, *, old: bool) -> _FaultKey:
        path = renamed.get(one.path, one.path) if old else one.path
        return one.code.id, path, one.message

    was = Counter(key(one, old=True) for one in before)
    now = Counter(key(one, old=False) for one in after)
    came, went = now - was, was - now
    return _taken(after, came, lambda one: key(one, old=False)), _taken(
        before, went, lambda one: key(one, old=True)
    )


def _taken(
    found: Iterable[Diagnostic], counts: Counter[_FaultKey], key: Callable[[Diagnostic], _FaultKey]
) -> list[Diagnostic]:
    """Return as many of the faults as are counted, the first ones."""
    kept = []
    for one in found:
        if counts[key(one)] > 0:
            counts[key(one)] -= 1
            kept.append(one)
    return kept


def _errors(found: Iterable[Diagnostic]) -> int:
    return sum(one.severity is Severity.ERROR for one in found)
