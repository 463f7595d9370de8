"""What files came to the last time, and which of them can be taken for unchanged.

Two files of the cache, each under a key that is a hash of this program and of
all content of the catalogue: the catalogue itself, and an index with a record
for every document. The bodies of outlines lie beside them in segments. What
was decided is in docs/explanation/cache.md.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from msgspec import DecodeError, Struct
from msgspec.msgpack import Decoder, Encoder

from mttq import __version__
from mttq.cache import Bodies, Folder, Place, Segment
from mttq.catalogue import Catalogue, CrossRule, Indicator, ProgrammeSet, Settings, Unit, Units
from mttq.check.records import Record, Said, Stamp, said
from mttq.check.suppression import Comment
from mttq.diagnostics import Diagnostic

_FORMAT = 1
_INDEX = "index"
_CATALOGUE = "catalogue"
_MOST_SEGMENTS = 12
_ENCODER = Encoder()
DIGEST = 16
"""So many bytes of a hash tell one content from another."""


def digest(content: bytes) -> bytes:
    """A hash of the content of a file."""
    return blake2b(content, digest_size=DIGEST).digest()


class CatalogueFile(Struct, frozen=True, array_like=True):
    """What a file of the catalogue came to.

    Attributes:
        path: the file.
        found: what rules about the text of a file found in it.
        comments: what its comments say to pass over.
    """

    path: str
    found: tuple[Said, ...]
    comments: tuple[Comment, ...]


class KnownCatalogue(Struct, frozen=True, array_like=True):
    """The catalogue with all that was found out about it alone.

    Attributes:
        key: what it was made from.
        faults: what is wrong with each file on its own, with its path.
        found: what is wrong with the whole, with its path.
        files: what each file came to.
        programme_sets: see `Catalogue`, also for the others.
    """

    key: bytes
    faults: tuple[tuple[str, Said], ...]
    found: tuple[tuple[str, Said], ...]
    files: tuple[CatalogueFile, ...]
    programme_sets: dict[str, ProgrammeSet]
    indicators: dict[str, Indicator]
    units: tuple[Unit, ...]
    cross_rules: tuple[CrossRule, ...]
    settings: Settings
    unread: frozenset[str]

    def check(self, paths: Collection[str]) -> None:
        """That this holds together, and is of these files.

        Raises:
            KeyError: it does not.
        """
        for _, one in (*self.faults, *self.found):
            one.at("")
        for file in self.files:
            for one in file.found:
                one.at("")
        if {file.path for file in self.files} != set(paths):
            raise KeyError

    def catalogue(self) -> Catalogue:
        """The catalogue."""
        return Catalogue(
            self.programme_sets,
            self.indicators,
            Units({one.id: one for one in self.units}),
            self.cross_rules,
            self.settings,
            self.unread,
        )


class Index(Struct, frozen=True, array_like=True):
    """What the documents of a project came to.

    Attributes:
        key: what catalogue and program they were examined by.
        moment: when the run began that made this, by the clock of the file system.
        segments: the names of the files that hold bodies.
        paths: the documents.
        records: of each document what it came to.
        across: what is wrong with documents beside others, with the number of each document.
    """

    key: bytes
    moment: int
    segments: tuple[str, ...]
    paths: tuple[str, ...]
    records: tuple[Record, ...]
    across: tuple[tuple[int, tuple[Said, ...]], ...]


_INDEX_DECODER = Decoder(Index)
_CATALOGUE_DECODER = Decoder(KnownCatalogue)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from the last run.

    Attributes:
        moment: when it began, by the clock of the file system.
        records: of each document what it came to.
        across: what was wrong with documents beside others.
    """

    moment: int
    records: Mapping[str, Record]
    across: Mapping[str, tuple[Diagnostic, ...]]


class Store:
    """The cache of one project, for one run.

    Args:
        root: the project's root.
    """

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)
        self._key = b""
        self._names: list[str] = []
        self._catalogue_known = False
        self.bodies = Bodies()
        self.moment = self._folder.now()

    def catalogue(self, contents: Mapping[str, bytes]) -> KnownCatalogue | None:
        """What is known of the catalogue made from these files; to be asked first.

        Args:
            contents: the content of each file of the catalogue.
        """
        hashed = blake2b(_program(), digest_size=DIGEST)
        for path, content in sorted(contents.items()):
            name = path.encode("utf-8", "surrogateescape")
            hashed.update(b"%d %d " % (len(name), len(content)) + name)
            hashed.update(content)
        self._key = hashed.digest()
        packed = self._folder.read(_CATALOGUE)
        try:
            known = _CATALOGUE_DECODER.decode(packed) if packed is not None else None
            if known is None or known.key != self._key:
                return None
            known.check(contents.keys())
        except (DecodeError, RecursionError, KeyError):
            return None
        self._catalogue_known = True
        return known

    def keep_catalogue(
        self,
        catalogue: Catalogue,
        faults: Iterable[Diagnostic],
        found: Iterable[Diagnostic],
        files: Iterable[CatalogueFile],
    ) -> None:
        """Keep what was found out about the catalogue for the next run."""
        if self.moment is None or self._catalogue_known or not self._key:
            return
        known = KnownCatalogue(
            self._key,
            tuple((one.path, said([one])[0]) for one in faults),
            tuple((one.path, said([one])[0]) for one in found),
            tuple(files),
            catalogue.programme_sets,
            catalogue.indicators,
            tuple(catalogue.units.by_id.values()),
            catalogue.cross_rules,
            catalogue.settings,
            catalogue.unread,
        )
        self._folder.write(_CATALOGUE, _ENCODER.encode(known))

    def documents(self) -> Known | None:
        """What is known of the documents, if it was found out by this program and the same catalogue."""
        packed = self._folder.read(_INDEX)
        try:
            index = _INDEX_DECODER.decode(packed) if packed is not None else None
            if index is None or index.key != self._key or len(index.paths) != len(index.records):
                return None
            across = {
                index.paths[number]: tuple(one.at(index.paths[number]) for one in found)
                for number, found in index.across
            }
            for record in index.records:
                _check(record)
        except (DecodeError, RecursionError, KeyError, IndexError):
            return None
        segments = [self._folder.open_segment(name) for name in index.segments]
        if None in segments:
            return None
        self._names = list(index.segments)
        for segment in segments:
            self.bodies.add(segment)
        return Known(index.moment, dict(zip(index.paths, index.records, strict=True)), across)

    def segment(self) -> int:
        """A new segment to put bodies in, by its number; a temporary one where the folder can't be written."""
        segment = self._folder.segment() if self.moment is not None else None
        if segment is None:
            self.moment = None
            segment = Segment.temporary()
        self._names.append(segment.name)
        return self.bodies.add(segment)

    def give_up(self) -> None:
        """Keep nothing: the disk is full, or fails otherwise."""
        self.moment = None

    def keep_documents(
        self, records: Mapping[str, Record], across: Mapping[str, tuple[Diagnostic, ...]]
    ) -> None:
        """Keep what the documents came to for the next run."""
        if self.moment is None or not self._key:
            return
        kept = {path: one for path, one in records.items() if one.stamp is not None}
        try:
            kept, names = self._compact(kept)
        except OSError:
            return
        numbers = {path: number for number, path in enumerate(kept)}
        index = Index(
            self._key,
            self.moment,
            tuple(names),
            tuple(kept),
            tuple(kept.values()),
            tuple((numbers[path], said(found)) for path, found in across.items() if path in numbers),
        )
        if self._folder.write(_INDEX, _ENCODER.encode(index)):
            self._folder.sweep(names)

    def _compact(self, records: dict[str, Record]) -> tuple[dict[str, Record], list[str]]:
        """The records, and the segments that they use: few, and most of what is in them in use.

        Raises:
            OSError: the disk is full, or fails otherwise.
        """
        used = sorted({one.place.segment for one in records.values() if one.place is not None})
        sizes = [segment.length() if segment is not None else 0 for segment in self.bodies.segments]
        live = sum(one.place.length for one in records.values() if one.place is not None)
        target: Segment | None = None
        if len(used) > _MOST_SEGMENTS or sum(sizes[number] for number in used) > 2 * live + (1 << 20):
            target = self._folder.segment()
        moved = {}
        renumbered = {number: place for place, number in enumerate(used)}
        for path, one in records.items():
            if one.place is None:
                moved[path] = one
                continue
            if target is None:
                place = _renumbered(one.place, renumbered[one.place.segment])
            else:
                body = self.bodies.read(one.place)
                if body is None:
                    continue
                place = target.put(0, body)
            moved[path] = one if place == one.place else _placed(one, place)
        if target is not None:
            target.close()
            return moved, [target.name]
        return moved, [self._names[number] for number in used]


def _renumbered(place: Place, number: int) -> Place:
    return place if place.segment == number else Place(number, place.offset, place.length, place.check)


def _placed(record: Record, place: Place) -> Record:
    return Record(
        record.stamp,
        record.digest,
        record.found,
        record.comments,
        record.head,
        place,
        record.by_default,
        record.fragment,
    )


def _check(record: Record) -> None:
    """That a record holds together.

    Raises:
        KeyError: a code in it is none.
    """
    fragment = record.fragment.by_default if record.fragment is not None else ()
    for one in (*record.found, *record.by_default, *fragment):
        one.at("")
    if (record.head is None) != (record.place is None) or record.stamp is None:
        raise KeyError


@cache
def _program() -> bytes:
    """What tells this program from any other: its version, its Python, and the files that it is made of."""
    stamps = []
    package = Path(__file__).parents[1]
    for folder, _, files in os.walk(package):
        for name in sorted(files):
            if name.endswith((".py", ".json")):
                status = (Path(folder) / name).stat()
                stamps.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    return repr((_FORMAT, __version__, sys.version, stamps)).encode("utf-8", "surrogateescape")


def stamp_of(path: str) -> Stamp | None:
    """What the file system says of a file; None where it says nothing."""
    try:
        return Stamp.of(os.stat(path))  # noqa: PTH116 - a Path for each of very many files takes longer than this
    except (OSError, ValueError):
        return None
