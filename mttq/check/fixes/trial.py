"""Fixes made, tried on the project in memory, and kept only if they change nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from mttq.check.fixes.edits import Edit, Fix, edited, overlap
from mttq.check.fixes.table import FIXES
from mttq.check.runner import Checked, again
from mttq.diagnostics import Diagnostic, Span
from mttq.documents import Project
from mttq.source import Node, Scalar, Sequence, read_bytes, scalars
from mttq.source.reader import CATALOGUE_LIMITS

_MARK = "\ufeff"


class Fixed(Struct, frozen=True):
    """The outcome of fixing.

    Attributes:
        contents: the new content of each file to be replaced.
        fixed: the faults that are gone.
        refused: the faults that have a fix, but one that would change something else.
    """

    contents: dict[str, bytes] = field(default_factory=dict)
    fixed: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()


def fixes_for(found: Iterable[Diagnostic], project: Project) -> list[Fix]:
    """Return the fixes for those faults that have one; no two of them touch the same characters."""
    made: list[Fix] = []
    taken: dict[tuple[str, int], list[Edit]] = defaultdict(list)
    for one in found:
        source = project.sources.get(one.path)
        if source is None or one.code not in FIXES:
            continue
        candidate = Fix(one, FIXES[one.code](one, source, project))
        if not candidate.edits or any(
            overlap(edit, other) for edit in candidate.edits for other in taken[one.path, edit.span.line]
        ):
            continue
        made.append(candidate)
        for edit in candidate.edits:
            taken[one.path, edit.span.line].append(edit)
    return made


def fix(checked: Checked, found: Iterable[Diagnostic], contents: Mapping[str, bytes]) -> Fixed:
    """Fix all faults that can be fixed; nothing is written.

    Args:
        checked: the project.
        found: those of its faults that are to be fixed.
        contents: the bytes of the files, as the project was read from them.
    """
    wanted = [one for one in fixes_for(found, checked.project) if one.path in contents]
    trial = _Trial(checked, contents)
    kept = wanted if trial.is_good(wanted) else []
    if not kept:
        for group in _groups(wanted):  # at least one of them changes something else: which?
            if trial.is_good([*kept, *group]):
                kept = [*kept, *group]
    good = set(map(id, kept))
    return Fixed(
        trial.contents(kept),
        tuple(one.diagnostic for one in kept),
        tuple(one.diagnostic for one in wanted if id(one) not in good),
    )


def _groups(fixes: Iterable[Fix]) -> list[list[Fix]]:
    groups: dict[tuple[str, str], list[Fix]] = defaultdict(list)
    for one in fixes:
        groups[one.path, one.diagnostic.code.id].append(one)
    return list(groups.values())


class _Trial:
    """Tries fixes on one project."""

    def __init__(self, checked: Checked, contents: Mapping[str, bytes]) -> None:
        self._checked = checked
        self._before = contents
        self._counts = _counts(checked.found)

    def contents(self, fixes: Iterable[Fix]) -> dict[str, bytes]:
        """Return the new content of each file that the fixes change."""
        edits: dict[str, list[Edit]] = defaultdict(list)
        for one in fixes:
            edits[one.path] += one.edits
        found = {}
        for path, changes in edits.items():
            before = self._before[path]
            mark = _MARK if before.startswith(_MARK.encode()) else ""
            text = before.decode("utf-8").removeprefix(mark)
            found[path] = (mark + edited(text, changes)).encode("utf-8")
        return found

    def is_good(self, fixes: list[Fix]) -> bool:
        """Whether the faults are gone, no other has come, and all other values are what they were."""
        contents = self.contents(fixes)
        after = _counts(again(self._checked, contents).found)
        fixed = Counter(_key(one.diagnostic) for one in fixes)
        gone = all(after[key] <= self._counts[key] - count for key, count in fixed.items())
        return (
            gone
            and not after - self._counts
            and all(
                self._same_elsewhere(
                    path, content, [edit for one in fixes if one.path == path for edit in one.edits]
                )
                for path, content in contents.items()
            )
        )

    def _same_elsewhere(self, path: str, content: bytes, edits: list[Edit]) -> bool:
        before = self._checked.project.sources[path].root
        after = read_bytes(content, path, CATALOGUE_LIMITS).root
        if before is None or after is None:
            return before is None
        places = sorted((edit.span.line, edit.span.column) for edit in edits)
        return _form(before) == _form(after) and all(
            one.style is other.style and (one.text == other.text or _is_edited(one.span, places))
            for one, other in zip(scalars(before), scalars(after), strict=True)
        )


def _counts(found: Iterable[Diagnostic]) -> Counter[tuple[str, str, int]]:
    return Counter(map(_key, found))


def _key(one: Diagnostic) -> tuple[str, str, int]:
    """Identify a fault although other characters on its line change."""
    return one.path, one.code.id, one.span.line


def _form(node: Node) -> object:
    """Return the structure of a node without its texts."""
    if isinstance(node, Scalar):
        return None
    if isinstance(node, Sequence):
        return [_form(item) for item in node.items]
    return {"entries": [_form(entry.value) for entry in node.entries]}


def _is_edited(span: Span, places: list[tuple[int, int]]) -> bool:
    """Whether an edit begins in a span or at its end."""
    at = bisect_left(places, (span.line, span.column))
    return at < len(places) and places[at] <= (span.end_line, span.end_column)
