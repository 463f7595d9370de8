"""Run every rule over a project and put all the faults in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from msgspec import Struct

from mttq.check.cross_file import Before, find_cross_file
from mttq.check.examination import DocumentResult, FileResult, QuickPath
from mttq.check.memory import DocumentStore, OtherStore
from mttq.check.project_files import Opened, ProgressCallback, examine_documents, file_result, opened
from mttq.check.rules import CROSS_FILE_OF_FRAGMENTS, OF_CATALOGUE, OF_PROJECT
from mttq.check.rules.bad_period import BAD_PERIOD
from mttq.check.rules.missing_programme import MISSING_PROGRAMME, once_for_each_time
from mttq.check.rules.out_of_proportion import OUT_OF_PROPORTION
from mttq.check.rules.unknown_indicator import UNKNOWN_INDICATOR
from mttq.check.rules.unknown_task import UNKNOWN_TASK
from mttq.check.rules.unknown_unit import UNKNOWN_UNIT
from mttq.check.rules.wrong_programme import named_set
from mttq.check.suppression import apply
from mttq.diagnostics import BAD_ID, SCALE_AFTER_LONG_NUMBER, Diagnostic
from mttq.documents import FileRef, Project, load
from mttq.documents.folders import find_files, with_other_files
from mttq.documents.outline import Outline, PlanOutline, outline
from mttq.documents.project import is_document, with_other_documents
from mttq.totals.columns import keep_columns

_NAMES = frozenset({UNKNOWN_INDICATOR, UNKNOWN_UNIT, UNKNOWN_TASK, BAD_PERIOD})


class Checked(Struct, frozen=True, kw_only=True):
    """What a check found.

    Attributes:
        project: the project with the outlines of all its documents.
        found: the diagnostics in order of path, line, column and code, each once.
        suppressed: those that comments in the files suppress, in the same order.
        results: the result of examining each file on its own.
        cross_file: the faults that the rules across files found, suppressed or not.
    """

    project: Project
    found: list[Diagnostic]
    suppressed: list[Diagnostic]
    results: Mapping[str, FileResult]
    cross_file: Mapping[str, tuple[Diagnostic, ...]]


def check(project: Project) -> list[Diagnostic]:
    """Return every fault of a project that no comment suppresses; see `run`."""
    return run(project).found


def run(project: Project | Opened, progress: ProgressCallback | None = None) -> Checked:
    """Check a project: each file on its own, then files against each other.

    Args:
        project: the project.
        progress: called now and then.
    """
    start = project if isinstance(project, Opened) else opened(project)
    memory = start.memory
    last = memory.last_run() if memory is not None else None
    now = examine_documents(start, last, progress)
    results = dict(start.other_files)
    for ref in start.project.refs:
        results[ref.path] = file_result(start, ref, now)
    before = Before(last.cross_file, now.changed) if last is not None and now.changed is not None else None
    project = replace(start.project, store=DocumentStore(memory, now.results, now.columns))
    checked = judge(project, results, start.of_catalogue, before)
    if memory is not None and now.is_news:
        memory.keep(now.results, now.bodies, checked.cross_file)
        for columns in now.columns.values():
            keep_columns(checked.project, columns)
    return checked


def again(checked: Checked, instead: Mapping[str, bytes | None]) -> Checked:
    """Check the same project with other content in some files.

    Only these are examined again, unless one of them is in the catalogue or a layout profile.

    Args:
        checked: the project.
        instead: content that replaces what is on disk, by path; None for a file that is absent.
    """
    now = checked.project
    if not all(is_document(path) for path in instead):
        contents = {path: content for path, content in instead.items() if content is not None}
        return run(load(now.root, contents, files=lambda root: with_other_files(find_files(root), instead)))
    project = with_other_documents(now, instead)
    if now.store is not None:
        project = replace(project, store=OtherStore(now.store, instead))
    quick = QuickPath(project.catalogue)
    results = {
        path: checked.results[path]
        for path in project.sources
        if path in checked.results and path not in instead
    }
    for ref in project.refs:
        if ref.path not in results:
            results[ref.path] = quick.examine(project.sources.content(ref.path), ref)
    before = Before(checked.cross_file, frozenset(instead))
    return judge(project, results, before=before)


def judge(
    project: Project,
    results: Mapping[str, FileResult],
    of_catalogue: Iterable[Diagnostic] | None = None,
    before: Before | None = None,
) -> Checked:
    """Find every fault of a project whose files have been examined one by one.

    Args:
        project: its catalogue and the places of its files.
        results: the result of each file.
        of_catalogue: the faults of the catalogue as a whole, if they are known.
        before: what was found in the last run with the same catalogue, if it is known.
    """
    documents = [(ref, results[ref.path]) for ref in project.refs]
    outlines = tuple(_outline(ref, one.document) for ref, one in documents if one.document is not None)
    project = replace(project, examined=outlines)
    found = list(project.diagnostics)
    if of_catalogue is None:
        of_catalogue = (one for rule in OF_CATALOGUE for one in rule(project.catalogue))
    found += of_catalogue
    for rule in OF_PROJECT:
        found += rule(project)
    for result in results.values():
        found += result.found
    found += _by_default(project, ((ref, one.document) for ref, one in documents))
    cross_file = find_cross_file(project, before)
    for these in cross_file.values():
        found += these
    found += _of_fragments(
        project, [(ref, one.fragment) for ref, one in documents if one.fragment is not None]
    )
    left, suppressed = apply(
        dict.fromkeys(once_for_each_time(_without_consequences(found))),
        {path: one.comments for path, one in results.items() if one.comments},
    )
    return Checked(
        project=project,
        found=sorted(left, key=lambda one: one.sort_key),
        suppressed=sorted(suppressed, key=lambda one: one.sort_key),
        results=results,
        cross_file=cross_file,
    )


def _without_consequences(found: list[Diagnostic]) -> list[Diagnostic]:
    """Drop the faults that have another fault at the same place as their cause."""
    # A syntax error is the cause of any other fault at its place.
    causes = {_place(one) for one in found if _is_syntax(one)}
    kept = [one for one in found if _is_syntax(one) or _place(one) not in causes]
    # Report a misspelled name once: drop the format error at the same place.
    misspelled = {_place(one) for one in kept if one.code in _NAMES}
    # A scale after so long a number explains why the figure is out of proportion.
    scaled = {_place(one) for one in kept if one.code is SCALE_AFTER_LONG_NUMBER}
    return [
        one
        for one in kept
        if not (one.code is BAD_ID and _place(one) in misspelled)
        and not (one.code in OUT_OF_PROPORTION and _place(one) in scaled)
    ]


def _outline(ref: FileRef, document: DocumentResult) -> Outline:
    return outline(ref, document.head, document.packed)


def _by_default(
    project: Project, documents: Iterable[tuple[FileRef, DocumentResult | None]]
) -> Iterator[Diagnostic]:
    """Yield the faults of reports whose unit's plan names no set of programmes."""
    for ref, document in documents:
        if document is not None and document.by_default and not named_set(project, ref):
            yield from document.by_default


def _of_fragments(project: Project, fragments: list[tuple[FileRef, DocumentResult]]) -> Iterator[Diagnostic]:
    """Yield the faults in the usable parts of files with syntax errors, at their places in those files."""
    outlines = [(_outline(ref, one), one) for ref, one in fragments]
    plans = [(one, fragment) for one, fragment in outlines if isinstance(one, PlanOutline)]
    others = [(one, fragment) for one, fragment in outlines if not isinstance(one, PlanOutline)]
    whole_plans = tuple(one for one in project.outlines if isinstance(one, PlanOutline)) if fragments else ()
    for group in (plans, others):
        if not group:
            continue
        these = [one for one, _ in group]
        # A plan that has lost lines may have any task.
        silent = {UNKNOWN_TASK} if len(plans) > 1 and group is plans else set()
        whole = replace(project, examined=(*whole_plans, *these), store=None)
        found = list(_by_default(whole, ((one.ref, fragment) for one, fragment in group)))
        for rule in CROSS_FILE_OF_FRAGMENTS:
            found += rule(whole, these)
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
