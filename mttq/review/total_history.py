"""The commits that moved one total, each with what it was and is, and through which lines.

The line of commits is walked from the oldest to the newest over the files that can matter: the catalogue, and the
documents of the year or term, of the unit, those below it and those that they took over. Each step lays the files that
a commit changed over the state before; a total is computed only if one of its figures is written otherwise. A property
test compares this with fresh checkouts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Catalogue, Indicator, differing_keys
from mttq.check.examination import QuickPath
from mttq.commits import Commit, brought_in, line, submodules_at
from mttq.diagnostics import Diagnostic, Severity
from mttq.documents import FileRef, Project
from mttq.history import contents, oldest_kept
from mttq.names import CATALOGUE, MEMBERS, PLANS, is_of_catalogue, own_path
from mttq.period import Cycle, Period
from mttq.review.causes import Cause, causes
from mttq.review.moves import with_dependent
from mttq.review.past_state import KnownTotal, PastDocument, PastState, narrowed, project_at
from mttq.review.renames import renamed_units
from mttq.revisions import FilePair


class HistoricMove(Struct, frozen=True, kw_only=True):
    """A commit that moved the total.

    Attributes:
        commit: the commit.
        before: the total before it.
        after: the total after it.
        unit: the id of the unit in it, which may be another today.
        causes: the lines through which the total moved.
        faults: the errors of the files that it changed, whose figures count for nothing.
        brought_in: for a merge, the commits that it brought in and that changed those files.
        left_out: how many more there are.
    """

    commit: Commit
    before: KnownTotal
    after: KnownTotal
    unit: str
    causes: tuple[Cause, ...]
    faults: tuple[Diagnostic, ...] = ()
    brought_in: tuple[Commit, ...] = ()
    left_out: int = 0


class TotalHistory(Struct, frozen=True, kw_only=True):
    """The history of one total.

    Attributes:
        unit: the unit.
        name: its name.
        indicator: the indicator.
        span: the year or term and the period.
        tip: the last commit of the line.
        total: the total there.
        moves: the commits that moved it, newest first.
        begins: the oldest commit of a shallow clone, before which nothing is known; else None.
        known_at_first: the total at that commit.
        unseen: the members that are submodules there, whose figures this repository does not have.
    """

    unit: str
    name: str
    indicator: Indicator
    span: tuple[Cycle, Period]
    tip: Commit
    total: KnownTotal
    moves: tuple[HistoricMove, ...]
    begins: Commit | None = None
    known_at_first: KnownTotal = KnownTotal()
    unseen: tuple[str, ...] = ()


class TotalQuestion(Struct, frozen=True, kw_only=True):
    """The total that is meant, as the last commit names it."""

    unit: str
    indicator: str
    cycle: Cycle
    period: Period


def total_history(root: Path, tip: Commit, question: TotalQuestion) -> TotalHistory:
    """Return the history of a total.

    Args:
        root: the project's root.
        tip: the commit in which the line ends; its catalogue has the unit and the indicator.
        question: the total.

    Raises:
        HistoryError: git can't read the history.
    """
    folders = dict.fromkeys(name.partition("/")[0] for name in question.cycle.parts)
    commits = line(root, tip.hash, (CATALOGUE, MEMBERS, *(f"{PLANS}/{name}" for name in folders)))
    walk = _CommitWalk(root, question, commits)
    oldest = oldest_kept(root)
    moves: list[HistoricMove] = []
    begins, first, now = None, KnownTotal(), KnownTotal()
    for number, commit in enumerate(commits):
        before, now = now, walk.step(number)
        if commit.hash in oldest:
            begins, first = commit, now
        elif before != now:
            moves.append(walk.move(before, now))
    catalogue = walk.catalogues[-1]
    last_day = question.period.last_day(question.cycle)
    return TotalHistory(
        unit=question.unit,
        name=catalogue.units.by_id[question.unit].name_on(last_day),
        indicator=catalogue.indicators[question.indicator],
        span=(question.cycle, question.period),
        tip=tip,
        total=now,
        moves=tuple(reversed(moves)),
        begins=begins,
        known_at_first=first,
        unseen=submodules_at(root, tip.hash, MEMBERS),
    )


class _CommitWalk:
    """Walks the line of commits; after each step it has the state before that commit and the state after it."""

    def __init__(self, root: Path, question: TotalQuestion, commits: Sequence[Commit]) -> None:
        self._root, self._question, self._commits = root, question, commits
        self._blobs: dict[str, bytes] = {}
        self._tree: dict[str, str] = {}
        self._fetch(
            one.content for commit in commits for one in commit.files if is_of_catalogue(one.after or "")
        )
        projects = self._read_catalogues()
        self.catalogues = [one.catalogue for one in projects]
        self._faults = [one.diagnostics for one in projects]
        self._ids = self._all_ids()
        self._quick = QuickPath(self.catalogues[0])
        self._known: dict[tuple[str, str], PastDocument] = {}
        self._at = 0
        self._before: PastState | None = None
        self._after: PastState | None = None
        self._total = KnownTotal()

    def step(self, number: int) -> KnownTotal:
        """Apply a commit; return the total after it."""
        self._at = number
        files = self._commits[number].files
        for one in files:
            if one.before is not None:
                self._tree.pop(one.before, None)
        for one in files:
            if one.after is not None:
                self._tree[one.after] = one.content
        self._before = before = self._after
        if before is None or before.catalogue is not self.catalogues[number]:
            self._after = self._rebuilt(number)
        else:
            paths = dict.fromkeys(path for one in files for path in (one.before, one.after) if path)
            touched = [path for path in paths if before.ref_of(path) is not None]
            self._after = after = self._laid_over(before, touched)
            if all(before.says(path) == after.says(path) for path in touched):
                return self._total
        self._total = self._after.total()
        return self._total

    def move(self, before: KnownTotal, after: KnownTotal) -> HistoricMove:
        """Describe the last step, which moved the total."""
        commit, state = self._commits[self._at], self._after
        assert state is not None
        found = causes(self._before, state, commit.files)
        changed = [one for file in commit.files if (one := state.documents.get(file.after or ""))]
        touched = {one.after for one in commit.files}
        faults = [one for one in self._faults[self._at] if one.path in touched]
        faults += [one for document in changed for one in document.found]
        faults = [one for one in faults if one.severity is Severity.ERROR]
        paths = {one.path for one in found} | {one.path for one in faults}
        paths |= {one.before for one in commit.files if one.after in paths and one.before is not None}
        paths |= set(map(own_path, paths))  # what a subtree brought in has no prefix in its own commits
        merged, left_out = brought_in(self._root, commit, paths) if commit.parents[1:] and paths else ([], 0)
        return HistoricMove(
            commit=commit,
            before=before,
            after=after,
            unit=state.unit,
            causes=found,
            faults=tuple(faults),
            brought_in=tuple(merged),
            left_out=left_out,
        )

    def _read_catalogues(self) -> list[Project]:
        """Return the project after each commit, with its catalogue alone; the same object for the same files."""
        known: dict[frozenset[tuple[str, str]], Project] = {}
        files: dict[str, str] = {}
        found: list[Project] = []
        for commit in self._commits:
            touched = [one for one in commit.files if is_of_catalogue(one.before or one.after or "")]
            for one in touched:
                files.pop(one.before or "", None)
            files |= {
                one.after: one.content for one in commit.files if one.after and is_of_catalogue(one.after)
            }
            key = frozenset(files.items())
            if key not in known:
                known[key] = project_at(self._root, files, self._blobs)
            found.append(known[key])
        return found

    def _all_ids(self) -> list[tuple[str, str]]:
        """Return what the catalogue after each commit calls the unit and the indicator."""
        unit, indicator = self._question.unit, self._question.indicator
        found = [(unit, indicator)]
        for number in range(len(self._commits) - 1, 0, -1):
            old, new = self.catalogues[number - 1], self.catalogues[number]
            if unit not in old.units.by_id:
                pairs = [FilePair(one.before, one.after) for one in self._commits[number].files]
                renamed = renamed_units(old.units, new.units, pairs)
                unit = next((was for was, now in renamed.items() if now == unit), unit)
            if indicator not in old.indicators:
                indicator = _id_before(old, new, indicator)
            found.append((unit, indicator))
        return list(reversed(found))

    def _fetch(self, hashes: Iterable[str]) -> None:
        wanted = {one for one in hashes if one} - self._blobs.keys()
        if wanted:
            self._blobs |= contents(self._root, wanted)

    def _rebuilt(self, number: int) -> PastState:
        """Return the state after a commit, with all its documents read by its own catalogue."""
        catalogue, (unit, indicator) = self.catalogues[number], self._ids[number]
        campaigns = {one.cycle.name: one.cycle for one in catalogue.campaigns.values()}
        alone = campaigns.get(self._question.cycle.name)
        self._quick, self._known = QuickPath(catalogue), {}
        state = PastState(
            root=self._root,
            catalogue=catalogue,
            unit=unit,
            indicator=indicator,
            span=(alone, alone.whole) if alone else (self._question.cycle, self._question.period),
            related=frozenset(with_dependent(frozenset((indicator,)), (catalogue,))),
            deciding=catalogue.units.deciding((unit,)) if unit in catalogue.units.by_id else frozenset(),
            documents={},
        )
        end = number + 1
        while end < len(self._commits) and self.catalogues[end] is catalogue:
            end += 1
        coming = [one for commit in self._commits[number + 1 : end] for one in commit.files]
        here = [path for path in self._tree if state.ref_of(path) is not None]
        self._fetch(one.content for one in coming if state.ref_of(one.after) is not None)
        self._fetch(self._tree[path] for path in here)
        return self._laid_over(state, here)

    def _laid_over(self, state: PastState, paths: Iterable[str]) -> PastState:
        """Return a state in which some documents are as the last commit has them."""
        documents = dict(state.documents)
        for path in paths:
            ref, content = state.ref_of(path), self._tree.get(path, "")
            documents.pop(path, None)
            if ref is not None and content in self._blobs:
                documents[path] = self._document(ref, content, state.related)
        return replace(state, documents=documents)

    def _document(self, ref: FileRef, content: str, related: frozenset[str]) -> PastDocument:
        key = (ref.path, content)
        if key not in self._known:
            result = self._quick.examine(self._blobs[content], ref)
            self._known[key] = PastDocument(
                ref=ref,
                content=self._blobs[content],
                found=result.found,
                outline=narrowed(ref, result, related),
            )
        return self._known[key]


def _id_before(old: Catalogue, new: Catalogue, indicator: str) -> str:
    """Return what an indicator was called before, if it differs from one that is gone in nothing but the id."""
    alike = [
        one.id
        for one in old.indicators.values()
        if one.id not in new.indicators
        and not differing_keys(replace(one, id=indicator), new.indicators[indicator])
    ]
    return alike[0] if len(alike) == 1 else indicator
