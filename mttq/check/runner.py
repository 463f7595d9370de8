"""Runs every rule over a project and puts all the faults in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mttq.check.cross_file import Last, find_cross_file
from mttq.check.examination import DocumentResult, FileResult
from mttq.check.project_files import Opened, Progress, examine_documents, file_result, opened
from mttq.check.quick import QuickPath
from mttq.check.rules import ACROSS_FRAGMENTS, OF_CATALOGUE
from mttq.check.rules.missing_programme import MISSING_PROGRAMME
from mttq.check.rules.unknown_indicator import UNKNOWN_INDICATOR
from mttq.check.rules.unknown_task import UNKNOWN_TASK
from mttq.check.rules.unknown_unit import UNKNOWN_UNIT
from mttq.check.rules.wrong_programme import named_set
from mttq.check.suppression import apply
from mttq.diagnostics import Diagnostic
from mttq.diagnostics.codes import BAD_ID
from mttq.documents import FileRef, Project, load
from mttq.documents.outline import Outline, PlanOutline, outline
from mttq.names import CATALOGUE


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        project: the project with the outlines of all its documents.
        found: the diagnostics in order of path, line, column and code, none of them twice.
        passed_over: those that comments in the files say to pass over, in the same order.
        examined: what each file comes to on its own.
        cross_file: the faults that the rules across files found, whatever comments say.
    """

    project: Project
    found: list[Diagnostic]
    passed_over: list[Diagnostic]
    examined: Mapping[str, FileResult]
    cross_file: Mapping[str, tuple[Diagnostic, ...]]


def check(project: Project) -> list[Diagnostic]:
    """Every fault of a project that no comment passes over; see `run`."""
    return run(project).found


def run(project: Project | Opened, progress: Progress | None = None) -> Checked:
    """Every fault of a project: of each file on its own, then of files against each other.

    Args:
        project: the project.
        progress: told from time to time how many files of how many have been examined.
    """
    start = project if isinstance(project, Opened) else opened(project)
    memory = start.memory
    before = memory.last_run() if memory is not None else None
    now = examine_documents(start, before, progress)
    files = dict(start.other_files)
    for ref in start.project.refs:
        files[ref.path] = file_result(start, ref, now)
    last = Last(before.cross_file, now.changed) if before is not None and now.changed is not None else None
    checked = judge(start.project, files, start.of_catalogue, last)
    if memory is not None and now.is_news:
        memory.keep(now.results, now.bodies, checked.cross_file)
    return checked


def again(checked: Checked, instead: Mapping[str, bytes]) -> Checked:
    """The same with other content in some files; only these are examined again, unless the catalogue is among them."""
    project = load(checked.project.root, instead)
    if any(
        path in instead or path not in checked.examined
        for path in project.sources
        if path.startswith(f"{CATALOGUE}/")
    ):
        return run(project)
    refs = {ref.path: ref for ref in project.refs}
    quick = QuickPath(project.catalogue)
    anew = {
        path: quick.examine(project.sources.content(path), refs[path])
        for path in refs
        if path in instead or path not in checked.examined
    }
    return judge(project, {path: anew.get(path) or checked.examined[path] for path in project.sources})


def judge(
    project: Project,
    examined: Mapping[str, FileResult],
    of_catalogue: Iterable[Diagnostic] | None = None,
    last: Last | None = None,
) -> Checked:
    """Every fault of a project whose files have been examined one by one.

    Args:
        project: its catalogue and the places of its files.
        examined: what each file comes to on its own.
        of_catalogue: what is wrong with the catalogue as a whole, where that is known.
        last: what was found the last time with the same catalogue, where that is known.
    """
    known = [(ref, examined[ref.path]) for ref in project.refs]
    outlines = tuple(_outline(ref, one.document) for ref, one in known if one.document is not None)
    project = replace(project, examined=outlines)
    found = list(project.diagnostics)
    if of_catalogue is None:
        of_catalogue = (one for rule in OF_CATALOGUE for one in rule(project.catalogue))
    found += of_catalogue
    for one in examined.values():
        found += one.found
    found += _by_default(project, ((ref, one.document) for ref, one in known))
    cross_file = find_cross_file(project, last)
    for these in cross_file.values():
        found += these
    found += _of_fragments(project, [(ref, one.fragment) for ref, one in known if one.fragment is not None])
    # What is wrong with the syntax at a place is the reason for whatever else is said of that place.
    refused = {_place(one) for one in found if _is_syntax(one)}
    kept = [one for one in found if _is_syntax(one) or _place(one) not in refused]
    # A name that is nearly a known one is told as that, not for its form as well.
    told = {_place(one) for one in kept if one.code in {UNKNOWN_INDICATOR, UNKNOWN_UNIT, UNKNOWN_TASK}}
    kept = [one for one in kept if one.code is not BAD_ID or _place(one) not in told]
    left, passed = apply(
        dict.fromkeys(kept), {path: one.comments for path, one in examined.items() if one.comments}
    )
    return Checked(
        project,
        sorted(left, key=lambda one: one.sort_key),
        sorted(passed, key=lambda one: one.sort_key),
        examined,
        cross_file,
    )


def _outline(ref: FileRef, left: DocumentResult) -> Outline:
    return outline(ref, left.head, left.packed)


def _by_default(
    project: Project, known: Iterator[tuple[FileRef, DocumentResult | None]]
) -> Iterator[Diagnostic]:
    """What is wrong with reports whose unit's plan names no set of programmes."""
    for ref, left in known:
        if left is not None and left.by_default and not named_set(project, ref):
            yield from left.by_default


def _of_fragments(project: Project, left: list[tuple[FileRef, DocumentResult]]) -> Iterator[Diagnostic]:
    """The faults in what is left of files with faults of syntax, at their places in those files."""
    fragments = [(_outline(ref, one), one) for ref, one in left]
    plans = [(one, left) for one, left in fragments if isinstance(one, PlanOutline)]
    others = [(one, left) for one, left in fragments if not isinstance(one, PlanOutline)]
    whole_plans = tuple(one for one in project.outlines if isinstance(one, PlanOutline)) if left else ()
    for group in (plans, others):
        if not group:
            continue
        outlines = [one for one, _ in group]
        # Of a plan that has lost lines nobody can say which tasks it does not have.
        silent = {UNKNOWN_TASK} if len(plans) > 1 and group is plans else set()
        whole = replace(project, examined=(*whole_plans, *outlines))
        found = list(_by_default(whole, ((one.ref, left) for one, left in group)))
        for rule in ACROSS_FRAGMENTS:
            found += rule(whole, outlines)
        for one in found:
            remainder = project.sources[one.path].remainder
            if remainder is None or one.code in silent:
                continue
            if not (remainder.lost and one.code is MISSING_PROGRAMME):
                yield remainder.original(one)


def _is_syntax(one: Diagnostic) -> bool:
    return one.code.id.startswith("MT0")


def _place(one: Diagnostic) -> tuple[str, int, int]:
    return one.path, one.span.line, one.span.column
