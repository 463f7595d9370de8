"""Fixes made on a project in memory, and kept only if they change nothing else.

A fix is kept if the files, read and checked again, have lost its fault, gained none and kept all other values.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct, field

from mttq.check.fixes import FIXES, Edit, Fix, edited, overlap
from mttq.check.rules.unclear_item import LETTER_BULLET
from mttq.check.runner import Checked, again
from mttq.diagnostics import MISPLACED_LINE, Diagnostic, Span
from mttq.documents import Project
from mttq.source import Entry, Mapping, Node, Scalar, Sequence, read_bytes, scalars
from mttq.source.reader import CATALOGUE_LIMITS
from mttq.source.text import BOM


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


def fix(checked: Checked, found: Iterable[Diagnostic], contents: dict[str, bytes]) -> Fixed:
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

    def __init__(self, checked: Checked, contents: dict[str, bytes]) -> None:
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
            mark = BOM if before.startswith(BOM.encode()) else ""
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
            and all(map(self._is_unread, (path for path, _, _ in after - self._counts)))
            and all(
                self._same_elsewhere(
                    path, content, [edit for one in fixes if one.path == path for edit in one.edits]
                )
                for path, content in contents.items()
            )
        )

    def _is_unread(self, path: str) -> bool:
        """Whether nothing in a file could be read, so that it may hold any other fault."""
        source = self._checked.project.sources.get(path)
        return source is not None and source.root is None and source.remainder is None

    def _same_elsewhere(self, path: str, content: bytes, edits: list[Edit]) -> bool:
        before = self._checked.project.sources[path].root
        after = read_bytes(content, path, CATALOGUE_LIMITS).root
        if before is None or after is None:
            return before is None
        if any(one.code is MISPLACED_LINE and one.path == path for one in self._checked.found):
            return _texts(before) == _texts(after)
        places = sorted((edit.span.line, edit.span.column) for edit in edits)
        before = _with_items(before, after, places)
        return _form(before) == _form(after) and all(
            one.style is other.style and (one.text == other.text or _is_edited(one.span, places))
            for one, other in zip(scalars(before), scalars(after), strict=True)
        )


def _counts(found: Iterable[Diagnostic]) -> Counter[tuple[str, str, int]]:
    return Counter(map(_key, found))


def _key(one: Diagnostic) -> tuple[str, str, int]:
    """Identify a fault although other characters on its line change."""
    return one.path, one.code.id, one.span.line


def _texts(node: Node) -> list[str]:
    """Return the keys and values that are written, in the order of the file, wherever they belong."""
    return [one.text for one in scalars(node) if one.text]


def _form(node: Node) -> object:
    """Return the structure of a node without its texts."""
    if isinstance(node, Scalar):
        return None
    if isinstance(node, Sequence):
        return [_form(item) for item in node.items]
    return {"entries": [_form(entry.value) for entry in node.entries]}


def _with_items(before: Node, after: Node, places: list[tuple[int, int]]) -> Node:
    """Return the nodes before a fix, with an edited text in the form of the list that was made of it.

    Only the signs before the items may be gone, or the letter that one became.
    """
    if isinstance(before, Scalar) and isinstance(after, Sequence) and _is_edited(before.span, places):
        items_after = " ".join(item.text for item in after.items if isinstance(item, Scalar))
        return after if _words(before.text) == _words(items_after) else before
    if (
        isinstance(before, Mapping)
        and isinstance(after, Mapping)
        and len(before.entries) == len(after.entries)
    ):
        entries = tuple(
            Entry(one.key, _with_items(one.value, other.value, places))
            for one, other in zip(before.entries, after.entries, strict=True)
        )
        return Mapping(entries, before.span, before.flow)
    if isinstance(before, Sequence) and isinstance(after, Sequence) and len(before.items) == len(after.items):
        items = tuple(
            _with_items(one, other, places) for one, other in zip(before.items, after.items, strict=True)
        )
        return Sequence(items, before.span, before.flow)
    return before


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word != LETTER_BULLET and (word[:1].isalnum() or len(word) > 1)]


def _is_edited(span: Span, places: list[tuple[int, int]]) -> bool:
    """Whether an edit begins in a span or at its end."""
    at = bisect_left(places, (span.line, span.column))
    return at < len(places) and places[at] <= (span.end_line, span.end_column)
