"""A project opened to be checked: its catalogue examined, and with a cache at hand what is known from the last run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mttq.catalogue import Catalogue
from mttq.check.examination import Examined, examine_catalogue
from mttq.check.records import said
from mttq.check.rules import OF_CATALOGUE
from mttq.check.store import CatalogueFile, KnownCatalogue, Store
from mttq.diagnostics import Diagnostic
from mttq.documents import Project, load
from mttq.source import Source


@dataclass(frozen=True, slots=True)
class Opened:
    """A project whose documents have not been looked at yet.

    Attributes:
        project: its catalogue and the places of its files.
        of_catalogue: what is wrong with the catalogue as a whole.
        other_files: what each file comes to that is no document: those of the catalogue, layout profiles.
        store: the cache, or None.
    """

    project: Project
    of_catalogue: tuple[Diagnostic, ...]
    other_files: Mapping[str, Examined]
    store: Store | None = None


def opened(project: Project) -> Opened:
    """A project that has been loaded; the files of its catalogue are read again to be examined."""
    return Opened(project, _of_catalogue(project.catalogue), _others(project, {}))


def open_project(root: Path, *, cached: bool) -> Opened:
    """The project under `root`.

    Args:
        root: the folder that holds `plans/`.
        cached: whether what is known from the last run may be used, and kept for the next.

    Raises:
        OSError: `plans/` or a folder in it can't be listed.
    """
    opening = _Opening(Store(root) if cached else None)
    project = load(root, seen=opening.see, known=opening.ask)
    known = opening.known
    if known is not None:
        files = {
            file.path: Examined(tuple(one.at(file.path) for one in file.found), file.comments)
            for file in known.files
        }
        of_catalogue = tuple(one.at(path) for path, one in known.found)
        return Opened(project, of_catalogue, _others(project, files), opening.store)
    of_catalogue = _of_catalogue(project.catalogue)
    if opening.store is not None:
        kept = [CatalogueFile(path, said(one.found), one.comments) for path, one in opening.files.items()]
        opening.store.keep_catalogue(project.catalogue, opening.faults, of_catalogue, kept)
    return Opened(project, of_catalogue, _others(project, opening.files), opening.store)


def _others(project: Project, files: Mapping[str, Examined]) -> dict[str, Examined]:
    """What each file comes to that is no document: those known, and the rest examined now."""
    faults: dict[str, list[Diagnostic]] = {}
    for one in project.diagnostics:
        faults.setdefault(one.path, []).append(one)
    documents = {ref.path for ref in project.refs}
    found = dict(files)
    for path in project.sources:
        if path not in documents and path not in found:
            found[path] = examine_catalogue(project.sources.read(path), faults.get(path, ()))
    return found


@dataclass(slots=True)
class _Opening:
    """What comes to light while a project is loaded."""

    store: Store | None
    known: KnownCatalogue | None = None
    files: dict[str, Examined] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def ask(self, contents: Mapping[str, bytes | Source]) -> tuple[Catalogue, list[Diagnostic]] | None:
        """The catalogue made from some files, if it is known."""
        if self.store is None:
            return None
        whole = {path: one for path, one in contents.items() if isinstance(one, bytes)}
        if len(whole) < len(contents):  # what can't be read now may be read the next time
            self.store = None
            return None
        self.known = known = self.store.catalogue(whole)
        if known is None:
            return None
        return known.catalogue(), [one.at(path) for path, one in known.faults]

    def see(self, source: Source, faults: list[Diagnostic]) -> None:
        """A file of the catalogue that was read, with what is wrong with it."""
        self.files[source.path] = examine_catalogue(source, faults)
        self.faults += faults


def _of_catalogue(catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    return tuple(one for rule in OF_CATALOGUE for one in rule(catalogue))
