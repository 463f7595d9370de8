"""The values of a file that are written otherwise in another version of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from msgspec.structs import replace

from mttq.catalogue import Catalogue
from mttq.documents.model import Scope
from mttq.documents.shapes import CODE, LEVEL_TO_REACH, STATE, TARGETS, TASKS, TITLE, VALUE
from mttq.quantity import Quantity, Role, read
from mttq.review.model import ChangeKind, Rewording
from mttq.source import Mapping, Node, Scalar, Sequence
from mttq.source.nodes import Style

_KINDS = {
    Scope.OWN.value: ChangeKind.FIGURE,
    Scope.STATED.value: ChangeKind.FIGURE,
    TARGETS.key: ChangeKind.TARGET,
    TASKS.key: ChangeKind.TASK,
}
_MAIN = (VALUE.key, LEVEL_TO_REACH.key)
_LONG = 60  # characters; a longer value is prose

Place = tuple[str, ...]


def changes(before: Node | None, after: Node | None, catalogue: Catalogue) -> tuple[Rewording, ...]:
    """Return what is written otherwise in a file, in the order of the file.

    Layout, quotes and comments count for nothing, nor do the order of keys and that of tasks with a `ma`.

    Args:
        before: the root of the file before, or None if it is new.
        after: its root after, or None if it is gone.
        catalogue: tells whether two texts of a figure have the same value.
    """
    return tuple(_SideBySide(catalogue).nodes((), before, after))


class _SideBySide:
    """Walks two versions of a file side by side."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def nodes(self, place: Place, before: Node | None, after: Node | None) -> Iterator[Rewording]:
        """Yield the changes at and below a place."""
        before, after = _present(before), _present(after)
        if isinstance(before, Scalar) and isinstance(after, Mapping):
            before = _as_record(before, after)
        elif isinstance(after, Scalar) and isinstance(before, Mapping):
            after = _as_record(after, before)
        if isinstance(before, Sequence) or isinstance(after, Sequence):
            yield from self._lists(place, _items(before), _items(after))
        elif _is_record(before) or _is_record(after):
            yield from self._whole(place, before, after)
        elif isinstance(before, Mapping) or isinstance(after, Mapping):
            yield from self._mappings(place, before, after)
        elif before is not after:
            yield from self._scalars(place, before, after)

    def _mappings(self, place: Place, before: Node | None, after: Node | None) -> Iterator[Rewording]:
        old = _entries(before)
        new = _entries(after)
        for key in dict.fromkeys([*new, *old]):
            yield from self.nodes((*place, key), old.get(key), new.get(key))

    def _lists(self, place: Place, old: list[Node], new: list[Node]) -> Iterator[Rewording]:
        """Yield the changes of a list: items with a code are matched by it, others by their texts, in order."""
        coded_before = {code: node for node in old if (code := _code(node))}
        coded_after = {code: node for node in new if (code := _code(node))}
        for code in dict.fromkeys([*coded_after, *coded_before]):
            yield from self.nodes((*place, code), coded_before.get(code), coded_after.get(code))
        old = [node for node in old if not _code(node)]
        new = [node for node in new if not _code(node)]
        matched = SequenceMatcher(
            None, [_text(one) for one in old], [_text(one) for one in new], autojunk=False
        )
        for what, first, last, start, stop in matched.get_opcodes():
            if what == "equal":
                continue
            for step in range(max(last - first, stop - start)):
                was = old[first + step] if first + step < last else None
                now = new[start + step] if start + step < stop else None
                number = start + step + 1 if now is not None else first + step + 1
                yield from self.nodes((*place, str(number)), was, now)

    def _whole(self, place: Place, before: Node | None, after: Node | None) -> Iterator[Rewording]:
        """Yield one change for a record that is new or gone as a whole; else those within it."""
        if before is not None and after is not None:
            yield from self._mappings(place, before, after)
            return
        there = after if after is not None else before
        assert isinstance(there, Mapping)
        words = "; ".join(
            text if number == 0 else f"{key}: {text}" for number, (key, text) in enumerate(_described(there))
        )
        yield Rewording(
            kind=_kind(place, words),
            place=place,
            before=words if after is None else None,
            after=words if before is None else None,
            line=there.span.line,
        )

    def _scalars(self, place: Place, before: Node | None, after: Node | None) -> Iterator[Rewording]:
        assert not isinstance(before, Mapping | Sequence)
        assert not isinstance(after, Mapping | Sequence)
        old = before.text if before is not None else None
        new = after.text if after is not None else None
        there = after or before
        if old == new or there is None:
            return
        kind = _kind(place, f"{old or ''}{new or ''}")
        yield Rewording(
            kind=kind,
            place=place,
            before=old,
            after=new,
            line=there.span.line,
            reworded=old is not None and new is not None and self._is_same(kind, place, old, new),
        )

    def _is_same(self, kind: ChangeKind, place: Place, before: str, after: str) -> bool:
        """Whether two texts of a figure or target have the same value."""
        if kind not in {ChangeKind.FIGURE, ChangeKind.TARGET}:
            return False
        role = Role.TARGET if kind is ChangeKind.TARGET else Role.RESULT
        indicator = next(
            (found for key in place if (found := self._catalogue.indicators.get(key)) is not None), None
        )
        if indicator is None:
            return False
        first, second = (
            read(text, role=role, measure=indicator.measure, bare=True).quantity for text in (before, after)
        )
        return first is not None and second is not None and _meaning(first) == _meaning(second)


def same_value(catalogue: Catalogue, indicator: str, before: str, after: str) -> bool:
    """Return whether two texts of a figure or target of an indicator say the same."""
    if before.split() == after.split():
        return True
    known = catalogue.indicators.get(indicator)
    if known is None:
        return False
    for role in (Role.RESULT, Role.TARGET):
        first, second = (
            read(text, role=role, measure=known.measure, bare=True).quantity for text in (before, after)
        )
        if first is not None and second is not None:
            return _meaning(first) == _meaning(second)
    return False


def _meaning(quantity: Quantity) -> Quantity:
    """Return a quantity without what its words alone say."""
    return replace(quantity, step=Decimal(1), word="", unit="")


def _present(node: Node | None) -> Node | None:
    """Return a node, or None for a key without a value."""
    is_empty = isinstance(node, Scalar) and not node.text and node.style is Style.PLAIN
    return None if is_empty else node


def _entries(node: Node | None) -> dict[str, Node]:
    return {key.text: value for key, value in node.items()} if isinstance(node, Mapping) else {}


def _items(node: Node | None) -> list[Node]:
    if isinstance(node, Sequence):
        return list(node.items)
    return [] if node is None else [node]


def _code(node: Node) -> str:
    code = node.get(CODE.key) if isinstance(node, Mapping) else None
    return code.text if isinstance(code, Scalar) else ""


def _as_record(alone: Scalar, other: Mapping) -> Node:
    """Return a value that stands alone as the record that the other version has."""
    for key in (*_MAIN, TITLE.key, STATE.key):
        entry = other.entry(key)
        if entry is not None:
            return Mapping((type(entry)(entry.key, alone),), alone.span)
    return alone


def _is_record(node: Node | None) -> bool:
    """Whether a node is a figure, a target or a task."""
    keys = _entries(node)
    return any(key in keys for key in (*_MAIN, TITLE.key, STATE.key)) and all(
        isinstance(one, Scalar | Sequence) or key in _NESTED for key, one in keys.items()
    )


_NESTED = frozenset({"trong_do", "nhan_tu", "giao", "phan_ky", "theo_cap_bao_cao"})


def _described(node: Mapping) -> Iterator[tuple[str, str]]:
    """Yield the words of a record, its main value first."""
    entries = _entries(node)
    main = next((key for key in (*_MAIN, TITLE.key, STATE.key) if key in entries), "")
    for key in dict.fromkeys([main, *entries]):
        if key in entries:
            yield key, _text(entries[key])


def _text(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return ", ".join(map(_text, node.items))
    return ", ".join(f"{key} {_text(value)}" for key, value in _entries(node).items())


def _kind(place: Place, words: str) -> ChangeKind:
    for key in place:
        if key in _KINDS:
            return _KINDS[key]
    return ChangeKind.TEXT if len(words) > _LONG else ChangeKind.OTHER
