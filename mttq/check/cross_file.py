"""The rules across files, and the files in which a change of some files can bring or remove faults.

If there are many documents, several processes share the rules. Each takes a unit right below a top one, with
everything below it: about the documents of such a branch, the rules need little outside the branch. Rules that set
branches against each other are given all documents at once.

`dependents` takes paths and returns paths: how changes are detected is the caller's business. Whole
files are named, rather one too many than one too few. A folder, named with `/` at its end, counts as every file below:

* anything in the catalogue changed: every file;
* a report: the documents of its unit and of all units its figures flow into, of the same year or term, of the term of
  that year and of the years of that term; those of units that share others with it because of takeovers; and what is
  compared with it: the unit's own documents of the year after, and those of the same year of the units beside it and
  directly below it;
* a plan: the documents of its unit and of all units its figures flow into; those of the units directly below, whose
  figures are compared with its targets; and the documents that refer to it: tasks that carry out its tasks, targets
  handed down to its unit, term reports that continue with it;
* a file that was removed counts like one that was changed;
* a briefing: itself, the documents whose tasks carry out one of its tasks, and the unit's own documents of its year
  and of the year after, which may answer for them.

Figures flow to the units above, and to the units that took this one over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from mttq.check.memory import CachedDiagnostic, at_path, without_paths
from mttq.check.rules import ACROSS_BRANCHES, BESIDE_OTHERS, CROSS_FILE, FOUND_BESIDE_OTHERS, CrossFileRule
from mttq.diagnostics import Diagnostic
from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.folders import folded, printable
from mttq.documents.model import task_link
from mttq.documents.outline import Outline, PlanOutline, ReportOutline
from mttq.documents.project import file_ref
from mttq.names import CATALOGUE, PLANS, is_in_plans, is_of_catalogue, member_of
from mttq.period import Cycle
from mttq.processes import Work, count_for, shared_out
from mttq.totals.columns import prepare

_WORTH_SHARING = 4000  # documents
_A_REPORT = "nam.yaml"
_ENCODER = Encoder()

CrossFile = dict[str, tuple[Diagnostic, ...]]
"""The faults that the rules across files find, by path; documents without any are left out."""


class Before(Struct, frozen=True):
    """What was found in the last run.

    Attributes:
        cross_file: the faults that the rules across files found.
        changed: the documents that have changed since, with those that are new or gone.
    """

    cross_file: Mapping[str, tuple[Diagnostic, ...]]
    changed: frozenset[str]


def find_cross_file(project: Project, before: Before | None) -> CrossFile:
    """Run the rules across files.

    If the last run is known, look only at the documents in which a change can have brought a fault, and at those that
    had one, because its message may name other documents.
    """
    outlines: Sequence[Outline] = project.outlines
    compared: Sequence[Outline] = ()
    if before is not None:
        wanted = set(before.cross_file)
        if before.changed:
            affected = dependents(project, before.changed)
            wanted |= affected.paths - affected.compared
            compared = [one for one in outlines if one.ref.path in affected.compared - wanted]
        outlines = [one for one in outlines if one.ref.path in wanted]
    workers = count_for(len(outlines)) if len(outlines) >= _WORTH_SHARING else 1
    found = _shared(project, outlines, workers) if workers > 1 else _found(project, outlines, CROSS_FILE)
    # Without a fault before, these can only have one that comes from the comparison.
    return {**found, **_found(project, compared, BESIDE_OTHERS)}


def _found(project: Project, outlines: Sequence[Outline], rules: Sequence[CrossFileRule]) -> CrossFile:
    asked = {one.ref.path for one in outlines}
    found: dict[str, dict[Diagnostic, None]] = {}
    for rule in rules if outlines else ():
        for one in rule(project, outlines):
            if one.path in asked:
                found.setdefault(one.path, {})[one] = None
    return {path: tuple(these) for path, these in found.items()}


def _shared(project: Project, outlines: Sequence[Outline], workers: int) -> CrossFile:
    of_branches = tuple(one for one in CROSS_FILE if one not in ACROSS_BRANCHES)
    tasks = [
        (outlines, ACROSS_BRANCHES),
        *((branch, of_branches) for branch in _branches(project, outlines)),
    ]
    project.prepare()
    for cycle in {one.ref.cycle for one in outlines}:
        prepare(project, cycle)

    def work(_: int) -> Work:
        return lambda number: _ENCODER.encode(
            {path: without_paths(these) for path, these in _found(project, *tasks[number]).items()}
        )

    decoder = Decoder(dict[str, tuple[CachedDiagnostic, ...]])
    found: CrossFile = {}
    across: CrossFile = {}
    for number, _, answer in shared_out(len(tasks), workers, work):
        for path, these in decoder.decode(answer).items():
            (found if number else across)[path] = at_path(path, these)
    return found | {path: (*found.get(path, ()), *these) for path, these in across.items()}


def _branches(project: Project, outlines: Sequence[Outline]) -> list[list[Outline]]:
    """Group the documents by the unit right below a top one, the largest group first."""
    units = project.catalogue.units
    known: dict[str, str] = {}

    def branch_of(unit: str) -> str:
        if unit not in known:
            above = units.parent_of(unit) if unit in units.by_id else ""
            top = not above or not units.parent_of(above)
            known[unit] = unit if top else branch_of(above)
        return known[unit]

    branches: dict[str, list[Outline]] = {}
    for one in outlines:
        branches.setdefault(branch_of(one.ref.unit), []).append(one)
    return sorted(branches.values(), key=len, reverse=True)


# What depends on a change


class Dependents(Struct, frozen=True):
    """A set of files.

    Attributes:
        everything: whether every file is in it.
        paths: the files in it, unless every file is.
        compared: those of them that depend on the change only because the rules that set units beside each other
            (`BESIDE_OTHERS`) compare them with it.
        places: the changed paths and the folders above them, as faults of names and folders write them, in a form
            that is the same for names that some systems can't tell apart.
    """

    everything: bool
    paths: frozenset[str]
    compared: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def __contains__(self, path: str) -> bool:
        return self.everything or path in self.paths or folded(path) in self.places

    def shows(self, one: Diagnostic) -> bool:
        """Return whether a fault can have come with the change."""
        return one.path in self and (one.path not in self.compared or one.code in FOUND_BESIDE_OTHERS)


def dependents(project: Project, changed: Iterable[str]) -> Dependents:
    """Return the files whose faults can have come or gone with a change.

    Args:
        project: the project as it is now.
        changed: the files changed, added or removed, relative to the project's root with `/`, and the folders of
            which it is unknown which files have changed.

    Returns:
        The changed files and those that depend on them.
    """
    paths = set(changed)
    folders = tuple(path for path in paths if path.endswith("/"))
    if any(map(is_of_catalogue, paths)) or any(one.startswith(folders) for one in _catalogues(project)):
        return Dependents(True, frozenset(paths))
    places_changed = frozenset(place for path in paths if is_in_plans(path) for place in _above(path))
    paths |= {ref.path for ref in project.refs if ref.path.startswith(folders)}
    # A report that was removed from a folder counts as well, and any report stands for it.
    lost = {f"{folder}{_A_REPORT}" for folder in folders}
    refs = [
        ref
        for path in sorted(paths | lost)
        if is_in_plans(path) and path.endswith(".yaml") and not isinstance(ref := file_ref(path), Diagnostic)
    ]
    flow = _Flow(project)
    places = {place for ref in refs if ref.kind is not DocumentKind.BRIEFING for place in flow.places(ref)}
    held = [ref for ref in refs if ref.kind is DocumentKind.BRIEFING]
    places |= {
        (ref.unit, str(year)) for ref in held for year in (ref.cycle.first_year, ref.cycle.first_year + 1)
    }
    paths |= {ref.path for ref in project.refs if (ref.unit, ref.cycle.name) in places}
    plans = {(ref.unit, ref.cycle.name) for ref in refs if ref.kind is not DocumentKind.REPORT}
    if plans:
        paths |= {one.ref.path for one in project.outlines if not plans.isdisjoint(_plans_named(one))}
    beside = {place for ref in refs if ref.kind is not DocumentKind.BRIEFING for place in flow.beside(ref)}
    compared = {ref.path for ref in project.refs if (ref.unit, ref.cycle.name) in beside} - paths
    return Dependents(False, frozenset(paths | compared), frozenset(compared), places_changed)


def _catalogues(project: Project) -> set[str]:
    """Return the folders of the catalogue, here and in member repositories."""
    members = {member_of(path) for path in project.sources if is_of_catalogue(path)}
    return {f"{CATALOGUE}/", *(f"{one}/{CATALOGUE}/" for one in members if one)}


def _above(path: str) -> Iterator[str]:
    """Yield a changed path and the folders above it below `plans/`, as `Dependents.places` has them."""
    place = folded(printable(path.removesuffix("/")))
    while place != PLANS and place:
        yield place
        place = place.rpartition("/")[0]


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
        cycles, is_report = {ref.cycle.name}, ref.kind is DocumentKind.REPORT
        if not ref.cycle.is_term:
            cycles |= {one.name for one in self._terms(ref.cycle)}
        elif is_report:  # what units above state of the years is compared with it
            cycles |= set(ref.cycle.parts)
        for unit in self._units(ref.unit):
            for cycle in cycles:
                yield unit, cycle
        if not is_report:
            return
        for unit in self._sharing(ref.unit):
            for cycle in cycles:
                yield unit, cycle
        if not ref.cycle.is_term:
            yield ref.unit, str(ref.cycle.first_year + 1)
            for term in self._terms(ref.cycle):
                if any(one.ref.unit.startswith(f"{ref.unit}/") for one in self._project.reports(term.name)):
                    yield from ((ref.unit, year) for year in term.parts)

    def beside(self, ref: FileRef) -> Iterator[tuple[str, str]]:
        """Yield the unit and the year or term of every document that is compared with this one.

        These are the documents of the units directly below, and for a report those of the units beside its own.
        """
        units = self._project.catalogue.units
        if ref.unit in units.by_id:
            for unit in units.children(ref.unit):
                yield unit.id, ref.cycle.name
            for unit in units.children(units.parent_of(ref.unit)) if ref.kind is DocumentKind.REPORT else ():
                yield unit.id, ref.cycle.name

    def _terms(self, year: Cycle) -> list[Cycle]:
        cycles = self._project.cycles.values()
        return [one for one in cycles if one.is_term and year.first_year in one.years]

    def _sharing(self, unit: str) -> set[str]:
        """Return the units whose statements may speak of units that a unit's statements speak of, because of takeovers.

        Which of them count is said at one of their lines.
        """
        if not self._successors:
            return set()
        units = self._project.catalogue.units
        linked: set[str] = set()
        waiting = [one.id for one in units.below(unit)] if unit in units.by_id else []
        while waiting:
            one = waiting.pop()
            known = units.by_id.get(one)
            before = [each.unit for each in known.takes_over] if known is not None else []
            more = {*before, *self._successors.get(one, ())} - linked
            linked |= more
            waiting += more
        return {above for one in linked for above in self._upwards(one)}

    def _upwards(self, unit: str) -> Iterator[str]:
        above = [unit]
        while above:
            yield above[0]
            above = self._above(above[0])

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
    """Yield the unit and the year or term of each plan or briefing that a document refers to."""
    cycle = document.ref.cycle.name
    if isinstance(document, ReportOutline):
        if document.head.next_term is not None:
            yield document.ref.unit, document.head.next_term.text
        return
    if isinstance(document, PlanOutline) and document.head.hands_down:
        for target in document.body().targets:
            for part in target.handed_down:
                yield part.name, cycle
    for task in document.tasks() if document.head.links else ():
        for link in task.carries_out:
            named = task_link(link.text, document.ref.cycle)
            if named is not None:
                yield named.unit, named.cycle.name
