"""The files in which a change of some files can bring or remove faults.

Paths in, paths out: how changes are detected is the caller's business. Whole
files are named, rather one too many than one too few:

* anything in the catalogue changed: every file;
* a report: the documents of its unit and of all units its figures flow into, of the same year or term and of the
  term of that year; and the unit's own documents of the year after, which are compared with it;
* a plan: the same, and the documents that refer to it: tasks that carry out its tasks, targets handed down to its
  unit, term reports that continue with it;
* a file that was removed counts like one that was changed;
* a briefing: itself only, because nothing depends on it.

Figures flow to the units above, and to the units that took this one over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from mttq.diagnostics import Diagnostic
from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.outline import Outline, PlanOutline, ReportOutline
from mttq.documents.project import file_ref
from mttq.names import CATALOGUE, PLANS
from mttq.period import parse_cycle


class Dependents(Struct, frozen=True):
    """A set of files.

    Attributes:
        everything: whether every file is in it.
        paths: the files in it, unless every file is.
    """

    everything: bool
    paths: frozenset[str]

    def __contains__(self, path: str) -> bool:
        return self.everything or path in self.paths


def dependents(project: Project, changed: Iterable[str]) -> Dependents:
    """Return the files whose faults can have come or gone with a change.

    Args:
        project: the project as it is now.
        changed: the files changed, added or removed, relative to the project's root with `/`.

    Returns:
        The changed files and those that depend on them.
    """
    paths = set(changed)
    if any(path.startswith(f"{CATALOGUE}/") for path in paths):
        return Dependents(True, frozenset(paths))
    refs = [
        ref
        for path in sorted(paths)
        if path.startswith(f"{PLANS}/")
        and path.endswith(".yaml")
        and not isinstance(ref := file_ref(path), Diagnostic)
    ]
    flow = _Flow(project)
    places = {place for ref in refs if ref.kind is not DocumentKind.BRIEFING for place in flow.places(ref)}
    paths |= {ref.path for ref in project.refs if (ref.unit, ref.cycle.name) in places}
    plans = {(ref.unit, ref.cycle.name) for ref in refs if ref.kind is DocumentKind.PLAN}
    if plans:
        paths |= {one.ref.path for one in project.outlines if not plans.isdisjoint(_plans_named(one))}
    return Dependents(False, frozenset(paths))


class _Flow:
    """Where the figures of a unit go."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._successors: dict[str, list[str]] = {}
        for unit in project.catalogue.units.by_id.values():
            for succession in unit.takes_over:
                self._successors.setdefault(succession.unit, []).append(unit.id)

    def places(self, ref: FileRef) -> Iterator[tuple[str, str]]:
        """Yield the unit and the year or term of every document that counts the figures of this one."""
        cycles = {ref.cycle.name}
        if not ref.cycle.is_term:
            cycles |= {
                name
                for name, cycle in self._project.cycles.items()
                if cycle.is_term and ref.cycle.first_year in cycle.years
            }
        for unit in self._units(ref.unit):
            for cycle in cycles:
                yield unit, cycle
        if ref.kind is DocumentKind.REPORT and not ref.cycle.is_term:
            yield ref.unit, str(ref.cycle.first_year + 1)

    def _units(self, unit: str) -> set[str]:
        """Return the unit, the units above it, and their successors."""
        found: set[str] = set()
        waiting = [unit]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += [*self._above(one), *self._successors.get(one, ())]
        return found

    def _above(self, unit: str) -> list[str]:
        units = self._project.catalogue.units
        # The path says what is above a unit that the catalogue does not have, or no longer has.
        above = units.parent_of(unit) if unit in units.by_id else unit.rpartition("/")[0] or units.centre
        return [above] if above else []


def _plans_named(document: Outline) -> Iterator[tuple[str, str]]:
    """Yield the unit and the year or term of each plan, of another unit or year, that a document refers to."""
    cycle = document.ref.cycle.name
    if isinstance(document, ReportOutline):
        if document.head.next_term is not None:
            yield document.ref.unit, document.head.next_term.text
        return
    if isinstance(document, PlanOutline) and document.head.compares:
        for target in document.body().targets:
            for part in target.handed_down:
                yield part.name, cycle
    for task in document.tasks() if document.head.links else ():
        for link in task.carries_out:
            place = link.text.partition("#")[0]
            head, _, rest = place.partition("/")
            yield (rest, head) if parse_cycle(head) is not None else (place, cycle)
