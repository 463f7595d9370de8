"""What the last run found out about the files of a project, and which files are unchanged since.

The cache holds the folders, the catalogue, an index with a result for every
document, and the bodies of outlines. All but the folders are of use only to this
version of the program with this content of the catalogue. How it works is in
docs/explanation/cache.md.

Everything here is read from MessagePack into exactly these types, so that
bytes that hold anything else are an error and not an object of another kind.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

from msgspec import DecodeError, Struct
from msgspec.msgpack import Decoder, Encoder

from mttq import __version__
from mttq.cache import Cache, Place
from mttq.catalogue import (
    Campaign,
    Catalogue,
    CrossRule,
    Defaults,
    Indicator,
    ProgrammeSet,
    Settings,
    Unit,
    Units,
)
from mttq.check.codes import ALL_CODES
from mttq.check.suppression import Comment
from mttq.diagnostics import Diagnostic, Span
from mttq.documents.folders import Listing, find_files, plans_folders
from mttq.documents.outline import Head
from mttq.documents.project import Store
from mttq.names import PLANS, own_path

_FORMAT = 5
_INDEX = "index"
_CATALOGUE = "catalogue"
_FOLDERS = "folders"
_ENCODER = Encoder()
_CODES = {code.id: code for code in ALL_CODES}
_DIGEST = 16


def digest(content: bytes) -> bytes:
    """Return a hash that distinguishes the contents of files."""
    return blake2b(content, digest_size=_DIGEST).digest()


class CachedDiagnostic(Struct, frozen=True, array_like=True, gc=False):
    """A diagnostic without the path of its file."""

    code: str
    span: Span
    message: str
    help: str | None

    def at(self, path: str) -> Diagnostic:
        """Return the diagnostic for the file at a path.

        Raises:
            KeyError: there is no such code.
        """
        return Diagnostic(_CODES[self.code], path, self.span, self.message, help=self.help)


def without_paths(found: Iterable[Diagnostic]) -> tuple[CachedDiagnostic, ...]:
    """Return the diagnostics of one file without its path."""
    return tuple(CachedDiagnostic(one.code.id, one.span, one.message, one.help) for one in found)


def at_path(path: str, found: Collection[CachedDiagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics for the file at a path."""
    return tuple([one.at(path) for one in found]) if found else ()


class Stamp(Struct, frozen=True, array_like=True, gc=False):
    """What the file system says of a file without opening it."""

    size: int
    modified: int
    changed: int
    inode: int

    def is_older(self, moment: int) -> bool:
        """Whether the file was last changed before a moment, so that a later change shows in the stamp."""
        return self.modified < moment and self.changed < moment


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a file or folder; None if it does not exist."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path for each of very many files takes longer than this
    except (OSError, ValueError):
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


class CachedFragment(Struct, frozen=True, array_like=True):
    """The usable part of a document with syntax errors; see `DocumentResult`."""

    head: Head
    packed: bytes
    by_default: tuple[CachedDiagnostic, ...]


class CachedResult(Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """The result of examining one document, without its path and the body of its outline.

    Attributes:
        stamp: the file's stamp before it was read; None if it could not be read.
        digest: a hash of its content.
        found: its faults, whatever other files say.
        comments: what its comments suppress.
        head: the head of its outline; None if there is nothing to use.
        by_default: see `DocumentResult`.
        fragment: the usable part of a file with syntax errors.
    """

    stamp: Stamp | None
    digest: bytes
    found: tuple[CachedDiagnostic, ...] = ()
    comments: tuple[Comment, ...] = ()
    head: Head | None = None
    by_default: tuple[CachedDiagnostic, ...] = ()
    fragment: CachedFragment | None = None

    def check(self) -> None:
        """Check that this is consistent.

        Raises:
            KeyError: it is not.
        """
        for found in (
            self.found,
            self.by_default,
            self.fragment.by_default if self.fragment is not None else (),
        ):
            for one in found:
                one.at("")
        if self.stamp is None:
            raise KeyError


class CatalogueFile(Struct, frozen=True, array_like=True):
    """The result of examining one file of the catalogue.

    Attributes:
        path: the file.
        found: what the rules of a source found in it.
        comments: what its comments suppress.
    """

    path: str
    found: tuple[CachedDiagnostic, ...]
    comments: tuple[Comment, ...]


class KnownCatalogue(Struct, frozen=True, array_like=True, kw_only=True):
    """The catalogue with its faults.

    Attributes:
        key: what it was made from.
        faults: the faults of each file on its own, with its path.
        found: the faults of the catalogue as a whole, with their paths.
        files: the result of each file.
        programme_sets: see `Catalogue`, also for the others.
    """

    key: bytes
    faults: tuple[tuple[str, CachedDiagnostic], ...]
    found: tuple[tuple[str, CachedDiagnostic], ...]
    files: tuple[CatalogueFile, ...]
    programme_sets: dict[str, ProgrammeSet]
    indicators: dict[str, Indicator]
    units: tuple[Unit, ...]
    cross_rules: tuple[CrossRule, ...]
    settings: Settings
    campaigns: dict[str, Campaign]
    defaults: dict[str, Defaults]
    unread: frozenset[str]

    def check(self, paths: Collection[str]) -> None:
        """Check that this is consistent, and made from these files.

        Raises:
            KeyError: it is not.
        """
        for _, one in (*self.faults, *self.found):
            one.at("")
        for file in self.files:
            for one in file.found:
                one.at("")
        if {file.path for file in self.files} != set(paths):
            raise KeyError

    def catalogue(self) -> Catalogue:
        """Return the catalogue."""
        return Catalogue(
            programme_sets=self.programme_sets,
            indicators=self.indicators,
            units=Units({one.id: one for one in self.units}),
            cross_rules=self.cross_rules,
            settings=self.settings,
            campaigns=self.campaigns,
            defaults=self.defaults,
            unread=self.unread,
        )


class KnownFolders(Struct, frozen=True, array_like=True):
    """The files under `plans/`, if nothing is wrong there.

    Attributes:
        key: the program that found them.
        moment: when its run began, by the clock of the file system.
        folders: the stamp of each folder.
        files: the files that can be used, in order.
    """

    key: bytes
    moment: int
    folders: dict[str, Stamp]
    files: list[str]


StoredBody = Place | bytes
"""The packed body of an outline, or its place in the cache."""


class Index(Struct, frozen=True, array_like=True, kw_only=True):
    """The results of all documents of a project.

    Attributes:
        key: by what catalogue and program they were examined.
        moment: when the run that made this began, by the clock of the file system.
        paths: the documents.
        results: the result of each document.
        places: the place of the body of each outline; None if there is nothing to use.
        cross_file: the faults that the rules across files found, by the number of the document.
    """

    key: bytes
    moment: int
    paths: tuple[str, ...]
    results: tuple[CachedResult, ...]
    places: tuple[Place | None, ...]
    cross_file: tuple[tuple[int, tuple[CachedDiagnostic, ...]], ...]

    def check(self) -> None:
        """Check that this is consistent.

        Raises:
            KeyError: it is not.
        """
        if not len(self.paths) == len(self.results) == len(self.places):
            raise KeyError
        for result, place in zip(self.results, self.places, strict=True):
            result.check()
            if (result.head is None) != (place is None):
                raise KeyError


_INDEX_DECODER = Decoder(Index)
_CATALOGUE_DECODER = Decoder(KnownCatalogue)
_FOLDERS_DECODER = Decoder(KnownFolders)


class LastRun(Struct, frozen=True):
    """What the last run found out about the documents.

    Attributes:
        moment: when it began, by the clock of the file system.
        results: the result of each document.
        places: where the bodies of outlines are.
        cross_file: the faults that the rules across files found; documents without any are left out.
    """

    moment: int
    results: Mapping[str, CachedResult]
    places: Mapping[str, Place]
    cross_file: Mapping[str, tuple[Diagnostic, ...]]


def _same_plans(now: tuple[list[str], list[Diagnostic]], known: Iterable[str]) -> bool:
    """Whether the member repositories are those of the last run, and all have a `plans/`."""
    folders, faults = now
    return not faults and set(folders) == {one for one in known if own_path(one) == PLANS}


class Memory:
    """What one project remembers from the last run, and keeps for the next.

    Args:
        root: the project's root.
    """

    def __init__(self, root: Path) -> None:
        self._cache = Cache(root)
        self._key = b""
        self._catalogue_known = False
        self._kept: frozenset[Place] = frozenset()
        self._is_new = True
        self._moment = self._cache.now()

    def find_files(self, root: Path) -> Listing:
        """List the folders under `plans/`, or take the files from the last run if no folder has changed since.

        Raises:
            OSError: a folder can't be listed.
        """
        if os.name == "nt":  # not every file system there changes the time of a folder
            return find_files(root)
        key = digest(_program())
        packed = self._cache.read(_FOLDERS)
        try:
            known = _FOLDERS_DECODER.decode(packed) if packed is not None else None
        except DecodeError:
            known = None
        if (
            known is not None
            and known.key == key
            and not (root / PLANS).is_symlink()
            and _same_plans(plans_folders(root), known.folders)
            and all(
                stamp.is_older(known.moment) and stamp_of(f"{root}/{path}") == stamp
                for path, stamp in known.folders.items()
            )
        ):
            return Listing(known.files, [], list(known.folders), has_links=False)
        listing = find_files(root)
        if self._moment is not None and not listing.faults and not listing.has_links:
            stamps = {path: stamp_of(f"{root}/{path}") for path in listing.folders}
            folders = {path: stamp for path, stamp in stamps.items() if stamp is not None}
            if len(folders) == len(stamps):
                self._cache.write(
                    _FOLDERS, _ENCODER.encode(KnownFolders(key, self._moment, folders, listing.files))
                )
        return listing

    def catalogue(self, contents: Mapping[str, bytes]) -> KnownCatalogue | None:
        """Return what is known of the catalogue made from these files; call this first.

        Args:
            contents: the content of each file of the catalogue.
        """
        hashed = blake2b(_program(), digest_size=_DIGEST)
        for path, content in sorted(contents.items()):
            name = path.encode("utf-8", "surrogateescape")
            hashed.update(b"%d %d " % (len(name), len(content)) + name)
            hashed.update(content)
        self._key = hashed.digest()
        packed = self._cache.read(_CATALOGUE)
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
        *,
        faults: Iterable[Diagnostic],
        found: Iterable[Diagnostic],
        files: Iterable[CatalogueFile],
    ) -> None:
        """Keep what was found out about the catalogue for the next run; see `KnownCatalogue`."""
        if self._moment is None or self._catalogue_known or not self._key:
            return
        known = KnownCatalogue(
            key=self._key,
            faults=tuple((one.path, without_paths([one])[0]) for one in faults),
            found=tuple((one.path, without_paths([one])[0]) for one in found),
            files=tuple(files),
            programme_sets=catalogue.programme_sets,
            indicators=catalogue.indicators,
            units=tuple(catalogue.units.by_id.values()),
            cross_rules=catalogue.cross_rules,
            settings=catalogue.settings,
            campaigns=catalogue.campaigns,
            defaults=catalogue.defaults,
            unread=catalogue.unread,
        )
        self._cache.write(_CATALOGUE, _ENCODER.encode(known))

    def last_run(self) -> LastRun | None:
        """Return what the last run found out about the documents, if its program and catalogue were the same."""
        packed = self._cache.read(_INDEX)
        try:
            index = _INDEX_DECODER.decode(packed) if packed is not None else None
            if index is None or index.key != self._key:
                return None
            index.check()
            cross_file = {
                index.paths[number]: at_path(index.paths[number], found) for number, found in index.cross_file
            }
        except (DecodeError, RecursionError, KeyError, IndexError):
            return None
        places = {path: one for path, one in zip(index.paths, index.places, strict=True) if one is not None}
        self._kept = frozenset(places.values())
        self._is_new = False
        return LastRun(index.moment, dict(zip(index.paths, index.results, strict=True)), places, cross_file)

    def put(self, bodies: list[bytes]) -> list[StoredBody]:
        """Keep the bodies of some outlines; return their places, or the bodies if they can't be kept."""
        if self._moment is None or not bodies:
            return list(bodies)
        if self._is_new:  # nothing in the cache is of use to this run
            self._is_new = False
            self._cache.forget_all(but=(_CATALOGUE, _FOLDERS))
        places = self._cache.put(bodies)
        return list(bodies) if places is None else list(places)

    def read_derived(self, name: str) -> bytes | None:
        """Return what an earlier run made of documents, if its program and catalogue were the same."""
        found = self._cache.read(name) if self._key else None
        return found[len(self._key) :] if found is not None and found.startswith(self._key) else None

    def write_derived(self, name: str, content: bytes) -> None:
        """Keep what this run made of documents."""
        if self._moment is not None and self._key:
            self._cache.write(name, self._key + content)

    def body(self, place: Place) -> bytes | None:
        """Return the body of an outline; None if it is no longer there."""
        return self._cache.body(place)

    def keep(
        self,
        results: Mapping[str, CachedResult],
        bodies: Mapping[str, StoredBody],
        cross_file: Mapping[str, tuple[Diagnostic, ...]],
    ) -> None:
        """Keep the results of all documents for the next run; see `LastRun`."""
        if self._moment is None or not self._key:
            return
        places = {path: one for path, one in bodies.items() if isinstance(one, Place)}
        kept = [
            path
            for path, one in results.items()
            if one.stamp is not None and (one.head is None or path in places)
        ]
        numbers = {path: number for number, path in enumerate(kept)}
        index = Index(
            key=self._key,
            moment=self._moment,
            paths=tuple(kept),
            results=tuple(results[path] for path in kept),
            places=tuple(map(places.get, kept)),
            cross_file=tuple(
                (numbers[path], without_paths(found)) for path, found in cross_file.items() if path in numbers
            ),
        )
        self._cache.write(_INDEX, _ENCODER.encode(index), self._kept.difference(places.values()))


class DocumentStore:
    """What is kept of all documents together; see `mttq.documents.project.Store`.

    Args:
        memory: the memory of the project; None to keep nothing.
        results: the result of each document in this run.
        made: what this run has made of all documents while it examined them, by name.
    """

    def __init__(
        self, memory: Memory | None, results: Mapping[str, CachedResult], made: Mapping[str, object]
    ) -> None:
        self._memory = memory
        self._results = results
        self._made = made

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name, if it was made with the same catalogue and program."""
        return self._memory.read_derived(name) if self._memory is not None else None

    def write(self, name: str, content: bytes) -> None:
        """Keep something under a name."""
        if self._memory is not None:
            self._memory.write_derived(name, content)

    def digest(self, path: str) -> bytes:
        """Return a hash of the content of a document; nothing if it could not be read."""
        return self._results[path].digest

    def made(self, name: str) -> object:
        """Return what this run has made of all documents; None for nothing."""
        return self._made.get(name)


class OtherStore:
    """What is kept, for a project in which some documents are otherwise than on disk: it is read but never written.

    Args:
        store: what is kept for the project on disk.
        instead: the content of those documents by path, None for an absent one.
    """

    def __init__(self, store: Store, instead: Mapping[str, bytes | None]) -> None:
        self._store = store
        self._instead = instead

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name."""
        return self._store.read(name)

    def write(self, name: str, content: bytes) -> None:
        """Keep nothing: what is on disk is something else."""

    def digest(self, path: str) -> bytes:
        """Return a hash of the content of a document; nothing if it could not be read."""
        content = self._instead.get(path)
        return digest(content) if content is not None else self._store.digest(path)

    def made(self, name: str) -> object:
        """Return nothing: what this run has made of all documents is of those on disk."""
        return None


@cache
def _program() -> bytes:
    """Identify this program: its version, its Python, and its files."""
    stamps = []
    package = Path(__file__).parents[1]
    for folder, _, files in os.walk(package):
        for name in sorted(files):
            if name.endswith((".py", ".json")):
                status = (Path(folder) / name).stat()
                stamps.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    return repr((_FORMAT, __version__, sys.version, stamps)).encode("utf-8", "surrogateescape")
