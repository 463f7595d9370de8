"""Three versions of a file put together: what each side changed is kept, and what both changed is a clash.

Figures and all other entries are matched by key, tasks by their code, other titled items by title. Other lists are
taken whole, unless both sides only added to their end. Comments, order and layout stay as they are. A file that can't
be cut into pieces, or that came out otherwise than `proof` expects, is not merged at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from mttq.diagnostics import Severity, Span
from mttq.documents.shapes import FIGURES, PROGRAMMES, STATED_FIGURES, TARGETS, TASKS
from mttq.schema import ITEM_TITLE
from mttq.source import CATALOGUE_LIMITS, Node, Scalar, Sequence, Source, Style, read_bytes
from mttq.source import Mapping as MappingNode
from mttq.source.text import BOM
from mttq.spelling import shortened
from mttq.three_way.pieces import MAIN, Piece, UnfitError, cut, is_coded, is_named, shifted
from mttq.three_way.proof import is_proven

_LONGEST_SHOWN = 60
_MANY = "…"  # stands for a value of several lines
_TABLES = frozenset({FIGURES.key, STATED_FIGURES.key, TARGETS.key, TASKS.key})
_NO_PLACE = Span(1, 1, 1, 1)


class Point(Struct, frozen=True):
    """What both sides changed.

    Attributes:
        place: the names that lead to it.
        shown: the same for people.
        before: its value in the common version, or "".
        ours: its value on our side, or "" if it is gone there.
        theirs: that on theirs.
    """

    place: tuple[str, ...]
    shown: str
    before: str
    ours: str
    theirs: str


class Clash(Struct, frozen=True):
    """Lines of which both sides have their own version."""

    ours: str
    theirs: str
    points: tuple[Point, ...]


Segment = str | Clash


class Merged(Struct, frozen=True):
    """A merged file: text, and the clashes in it."""

    segments: tuple[Segment, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """All that both sides changed."""
        return tuple(point for one in self.segments if isinstance(one, Clash) for point in one.points)

    def side(self, *, theirs: bool) -> str:
        """Return the file with every clash decided for one side."""
        return _side(self.segments, theirs=theirs)

    def marked(self, size: int) -> str:
        """Return the file with each clash between lines as git writes them, which name what both sides say.

        Args:
            size: how many signs such a line begins with.
        """
        return "".join(one if isinstance(one, str) else _marked(one, size) for one in self.segments)


class _Three(Struct, frozen=True):
    """A piece in the common version and on both sides; None where it does not exist."""

    old: Piece | None
    ours: Piece | None
    theirs: Piece | None

    @property
    def sides(self) -> tuple[Piece, Piece]:
        """Both sides, which exist."""
        assert self.ours is not None and self.theirs is not None
        return self.ours, self.theirs


class _Address(Struct, frozen=True):
    """The way to a piece, for the proof and for people."""

    names: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    def below(self, piece: Piece) -> _Address:
        return _Address((*self.names, piece.name), (*self.shown, piece.shown))


class _Matched(Struct, frozen=True):
    """The pieces within both sides by name.

    Attributes:
        base: the side whose layout is kept.
        other: the other side.
        old: the common version, or None.
        within: the pieces within these three, in this order.
        is_swapped: whether the base is their side.
    """

    base: Piece
    other: Piece
    old: Piece | None
    within: tuple[dict[str, Piece], dict[str, Piece], dict[str, Piece]]
    is_swapped: bool

    def three(self, name: str) -> _Three:
        """Return a piece within all three."""
        base, other, old = (one.get(name) for one in self.within)
        return _Three(old, other, base) if self.is_swapped else _Three(old, base, other)

    def any(self, name: str) -> Piece:
        """Return a piece within wherever it exists."""
        return next(one[name] for one in self.within if name in one)

    def order(self) -> list[str]:
        """Return the names in order: as the base has them, or as the other if only that has moved some."""
        base, other, old = (list(one) for one in self.within)
        common = set(base) & set(other) & set(old)
        moved = [[name for name in one if name in common] for one in (base, other, old)]
        first, second = (other, base) if moved[0] == moved[2] != moved[1] else (base, other)
        return _joined_order(first, second, set(old))


def _joined_order(first: list[str], second: list[str], old: set[str]) -> list[str]:
    """Return the names of both; what only the second has follows what it follows there."""
    order = list(first)
    known = set(order)
    new_in_first = known - set(second) - old
    before = None
    for name in second:
        if name not in known:
            at = order.index(before) + 1 if before is not None else 0
            while at < len(order) and order[at] in new_in_first:
                at += 1
            order.insert(at, name)
            known.add(name)
        before = name
    return order


def merge(old: bytes, ours: bytes, theirs: bytes) -> Merged | None:
    """Merge three versions of a file; None if that can't be done by key.

    Args:
        old: the common version; empty if both sides have added the file.
        ours: our side, whose layout is kept.
        theirs: their side.
    """
    sides = [_CutFile.of(one) for one in (ours, theirs)]
    before = _CutFile.of(old) if old.strip() else None
    if None in sides or (old.strip() and before is None):
        return None
    mine, other = (one for one in sides if one is not None)
    three = _Three(before.piece if before else None, mine.piece, other.piece)
    segments = _Merger().entry(_Address(), three, 0)
    segments = _put_together(segments)
    if not any(isinstance(one, Clash) for one in segments[-1:]) and not (mine.is_ended or other.is_ended):
        segments[-1:] = [one.removesuffix("\n") for one in segments[-1:] if isinstance(one, str)]
    if mine.mark:
        segments.insert(0, mine.mark)
    return _proven(Merged(tuple(segments)), (before, mine, other))


class _CutFile(Struct, frozen=True):
    """One version of the file.

    Attributes:
        piece: the file.
        mark: its byte order mark, or "".
        is_ended: whether its last line is ended.
    """

    piece: Piece
    mark: str
    is_ended: bool

    @staticmethod
    def of(data: bytes) -> _CutFile | None:
        """Return a version; None if it can't be read without a doubt."""
        source = read_bytes(data, "", CATALOGUE_LIMITS)
        text = source.text
        if source.root is None or "\r" in text or not _is_sound(source) or _has_twins(source.root):
            return None
        ended = text if text.endswith("\n") else f"{text}\n"
        mark = BOM if data.startswith(BOM.encode()) else ""
        return _CutFile(cut(ended, source.root), mark, text.endswith("\n"))


def _is_sound(source: Source) -> bool:
    return all(one.severity is not Severity.ERROR for one in source.diagnostics)


def _has_twins(node: Node) -> bool:
    """Whether a key is repeated anywhere."""
    if isinstance(node, Scalar):
        return False
    if isinstance(node, Sequence):
        return any(map(_has_twins, node.items))
    keys = {one.key.text for one in node.entries}
    return len(keys) < len(node.entries) or any(_has_twins(one.value) for one in node.entries)


def _proven(merged: Merged, versions: tuple[_CutFile | None, _CutFile, _CutFile]) -> Merged | None:
    """Return what was merged if both sides of it can be read and hold what they must."""
    results = [read_bytes(merged.side(theirs=one).encode(), "", CATALOGUE_LIMITS) for one in (False, True)]
    if not all(map(_is_sound, results)):
        return None
    places = [one.place for one in merged.points]
    before, ours, theirs = versions
    three = (before.piece.node if before is not None else None, ours.piece.node, theirs.piece.node)
    return merged if is_proven(three, (results[0].root, results[1].root), places) else None


class _Merger:
    """Merges pieces; a list of segments is a piece without the spaces before its first line."""

    def entry(self, place: _Address, three: _Three, column: int | None) -> list[Segment]:
        """Merge one piece.

        Args:
            place: the way to it.
            three: its versions; one side at least exists.
            column: the column it is written at, from 0; None in braces.

        Raises:
            UnfitError: it has no room in the braces around it.
        """
        if three.ours is None or three.theirs is None:
            return self._alone(place, three, column)
        ours, theirs = (one.fitted(column) for one in three.sides)
        old = three.old.fitted(column) if three.old is not None and column is not None else None
        if theirs in {ours, old}:
            return [ours]
        if old == ours:
            return [theirs]
        try:
            parts = _parts(three)
            if parts is None:
                return self._leaf(place, three, column)
            if _changes_list(parts):
                return self._clash(place, three, column)
            return (
                self._lines(place, parts, column)
                if parts.base.is_block and column is not None
                else self._braces(place, parts, column)
            )
        except UnfitError:
            if column is None:
                raise
            return self._clash(place, three, column)

    def _alone(self, place: _Address, three: _Three, column: int | None) -> list[Segment]:
        """Merge a piece that one side does not have."""
        there = three.ours or three.theirs
        assert there is not None
        if three.old is None:
            return [there.fitted(column)]
        if there.meaning == three.old.meaning:
            return []
        if not _is_table(place) or there.is_flow:
            return self._clash(place, three, column)
        # What is new in a table stays, although the other side has removed all that it knew of the table.
        gone = _without_value(there)
        ours, theirs = (gone if one is None else one for one in (three.ours, three.theirs))
        return self.entry(place, _Three(three.old, ours, theirs), column)

    def _clash(self, place: _Address, three: _Three, column: int | None) -> list[Segment]:
        point = Point(
            place.names, ": ".join(place.shown[-2:]), _said(three.old), _said(three.ours), _said(three.theirs)
        )
        ours, theirs = (one.fitted(column) if one is not None else "" for one in (three.ours, three.theirs))
        return [Clash(ours, theirs, (point,))]

    def _leaf(self, place: _Address, three: _Three, column: int | None) -> list[Segment]:
        """Merge a value as a whole."""
        ours, theirs = three.sides
        old = three.old
        before = old.meaning if old is not None else _NOTHING
        if any(theirs.meaning == one for one in (ours.meaning, before)):
            chosen, other = ours, theirs
        elif ours.meaning == before:
            chosen, other = theirs, ours
        else:
            return self._clash(place, three, column)
        text = chosen.fitted(column)
        if column is None or chosen.in_flow or "\n" in chosen.raw + chosen.head:
            return [text]
        return [text[: chosen.end] + _rest(chosen, other, old)]

    def _lines(self, place: _Address, parts: _Matched, column: int) -> list[Segment]:
        """Merge what stands on lines of its own."""
        base = parts.base
        by = column - base.column
        within = base.below[0].column + by
        comments = _Comments(parts, by, within)
        start = _opening(parts) if base.is_inline else ""  # what the first piece follows on its line
        out: list[Segment] = [] if base.is_inline else [_opening(parts)]
        waiting = ""  # comments that have no room before that piece
        for name in parts.order():
            merged = self.entry(place.below(parts.any(name)), parts.three(name), within)
            lead = waiting + comments.above(name, is_kept=bool(merged))
            waiting = ""
            if not merged and start:
                waiting = lead
            elif not merged:
                out.append(lead)
            elif start:
                first = merged[0]
                if isinstance(first, Clash) and not (first.ours and first.theirs):
                    raise UnfitError  # a dash can't stand alone
                out += [_after(start, first), *merged[1:]]
                start, waiting = "", lead
            else:
                out += [lead, _after(" " * within, merged[0]), *merged[1:]]
        if not any(out[0 if base.is_inline else 1 :]):
            return self._emptied(place, parts)
        return [*out, waiting, comments.at_end()]

    def _emptied(self, place: _Address, parts: _Matched) -> list[Segment]:
        """Return what is left of a piece when each side has removed a part of it, and so both all."""
        is_there = _is_programme(place) and bool(parts.other.text)
        return [f"{parts.base.head.rstrip()} {{}}\n"] if is_there else []

    def _braces(self, place: _Address, parts: _Matched, column: int | None) -> list[Segment]:
        """Merge what stands in braces or brackets."""
        base = parts.base
        if re.search(r"\s#", base.raw):
            raise UnfitError  # a comment would take in what is written after it
        sides: tuple[dict[str, str], dict[str, str]] = ({}, {})
        points: list[Point] = []
        for name in parts.order():
            merged = self.entry(place.below(parts.any(name)), parts.three(name), None)
            for side, is_theirs in zip(sides, (False, True), strict=True):
                side[name] = _side(merged, theirs=is_theirs)
            points += Merged(tuple(merged)).points
        rest = _rest(base, parts.other, parts.old)
        ours, theirs = (_written(base, _rebuilt(base, side), rest, column) for side in sides)
        return [ours] if ours == theirs else [Clash(ours, theirs, tuple(points))]


class _Comments:
    """The comments on lines of their own around the pieces of both sides.

    Those of the base stay unless the other side has removed them; those that the other side has added come in.
    """

    def __init__(self, parts: _Matched, by: int, column: int) -> None:
        base, other, old = (
            _comment_lines(one.text if one is not None else "")
            for one in (parts.base, parts.other, parts.old)
        )
        self._parts = parts
        self._by = by
        self._margin = " " * column
        self._gone = old - other
        self._new = other - old - base

    def above(self, name: str, *, is_kept: bool) -> str:
        """Return the lines above a piece; only comments if the piece itself is gone."""
        base, other, _ = (one.get(name) for one in self._parts.within)
        lines = self._of_base(base.lead) if base is not None else []
        lines += self._of_other(other.lead if other is not None else "", spaced=base is None)
        return "".join(lines) if is_kept else "".join(one for one in lines if one.strip())

    def at_end(self) -> str:
        """Return the lines below the last piece."""
        return "".join([*self._of_base(self._parts.base.tail), *self._of_other(self._parts.other.tail)])

    def _of_base(self, text: str) -> list[str]:
        kept = []
        for line in text.splitlines(keepends=True):
            if self._gone[line.strip()] > 0:
                self._gone[line.strip()] -= 1
            else:
                kept.append(line)
        return shifted("\n" + "".join(kept), self._by)[1:].splitlines(keepends=True)

    def _of_other(self, text: str, *, spaced: bool = False) -> list[str]:
        found = []
        for line in text.splitlines(keepends=True):
            if self._new[line.strip()] > 0:
                self._new[line.strip()] -= 1
                found.append(f"{self._margin}{line.lstrip(' ')}")
            elif spaced and not line.strip():
                found.append(line)
        return found


def _comment_lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if line.lstrip().startswith("#"))


_NOTHING = object()  # the meaning of what does not exist


def _parts(three: _Three) -> _Matched | None:
    """Return the pieces within both sides; None if they are not of one kind that has pieces."""
    ours, theirs = three.sides
    if isinstance(ours.node, Sequence) or isinstance(theirs.node, Sequence):
        views = [_as_list(one) for one in (ours, theirs, three.old)]
    elif isinstance(ours.node, MappingNode) or isinstance(theirs.node, MappingNode):
        views = [_as_record(one, (ours, theirs)) for one in (ours, theirs, three.old)]
    else:
        return None
    if any(one is None for one in views):
        return None
    first, second, old = (one or {} for one in views)
    is_swapped = _room(theirs) > _room(ours)
    base, other = (theirs, ours) if is_swapped else (ours, theirs)
    if not base.below:
        return None
    return _Matched(
        base, other, three.old, (second, first, old) if is_swapped else (first, second, old), is_swapped
    )


def _is_table(place: _Address) -> bool:
    """Whether a place is that of a table of figures, targets or tasks, or of a programme with such tables."""
    return place.names[-1] in _TABLES or _is_programme(place)


def _is_programme(place: _Address) -> bool:
    return place.names[-2:-1] == (PROGRAMMES.key,)


def _without_value(piece: Piece) -> Piece:
    """Return the entry as it would be with nothing in it and no line of its own."""
    nothing = Scalar("", Style.PLAIN, _NO_PLACE)
    return Piece(name=piece.name, shown=piece.shown, node=nothing, text="", start=0, end=0)


def _room(piece: Piece) -> tuple[bool, bool]:
    """Return how well other pieces fit into one."""
    return bool(piece.below), piece.is_block


def _as_list(piece: Piece | None) -> dict[str, Piece] | None:
    if piece is None or piece.is_missing:
        return {}
    return {one.name: one for one in piece.below} if isinstance(piece.node, Sequence) else None


def _as_record(piece: Piece | None, sides: tuple[Piece, Piece]) -> dict[str, Piece] | None:
    """Return the pieces of a record by key; a figure that stands alone is its record's main value."""
    if piece is None or piece.is_missing:
        return {}
    if isinstance(piece.node, MappingNode):
        return {one.name: one for one in piece.below}
    if isinstance(piece.node, Sequence):
        return None
    records = [one.node for one in sides if isinstance(one.node, MappingNode)]
    key = next((key for key in MAIN if any(one.get(key) is not None for one in records)), None)
    return {key: piece.as_record(key)} if key is not None else None


def _changes_list(parts: _Matched) -> bool:
    """Whether both sides have changed a list otherwise than by adding items to its end.

    Items with a code are matched wherever they stand. Items with a title are, too, unless both sides have a new
    title for one of them.
    """
    if not isinstance(parts.base.node, Sequence):
        return False
    base, other, old = (list(one) for one in parts.within)
    loose = [[name for name in one if not is_named(name)] for one in (base, other, old)]
    first, second, before = loose
    if not (first == second or before in (first, second)):
        added = [one[: len(before)] == before for one in (first, second)]
        if not all(added):
            return True
    titled = [{name for name in one if is_named(name) and not is_coded(name)} for one in (base, other, old)]
    mine, others, earlier = titled
    retitled = (mine - earlier) ^ (others - earlier)
    return (
        bool(earlier - mine - others) and bool(mine - earlier) and bool(others - earlier) and bool(retitled)
    )


def _opening(parts: _Matched) -> str:
    """Return what comes before the pieces within: the base's, unless only the other side has changed it."""
    base, other, old = parts.base, parts.other, parts.old
    is_alike = old is not None and old.is_block and other.is_block and old.is_inline == other.is_inline
    return other.head if is_alike and old is not None and base.head == old.head else base.head


def _rebuilt(base: Piece, entries: Mapping[str, str]) -> str:
    """Return braces or brackets around other entries; what stands between those that stay is kept.

    Args:
        base: the piece they belong to.
        entries: the entries by name, in order; "" for one that is gone.
    """
    places = dict(zip((one.name for one in base.below), range(len(base.below)), strict=True))
    out = ""
    for name, text in entries.items():
        if not text:
            continue
        if out:
            at = places.get(name, 0)
            out += base.text[base.places[at - 1][1] : base.places[at][0]] if at else ", "
        out += text
    if not out:
        return "{}" if isinstance(base.node, MappingNode) else "[]"
    return base.text[base.start : base.places[0][0]] + out + base.text[base.places[-1][1] : base.end]


def _written(piece: Piece, raw: str, rest: str, column: int | None) -> str:
    """Return a piece with another value, for a column; None means in braces."""
    if column is None:
        return raw if piece.is_item else f"{piece.head}{raw}"
    if piece.in_flow:
        return f"{'- ' if piece.is_item else piece.head}{raw}\n"
    return shifted(f"{piece.head}{raw}{rest}", column - piece.column)


def _rest(chosen: Piece, other: Piece, old: Piece | None) -> str:
    """Return what follows a value: the remark of both sides if they differ."""
    mine, theirs, before = (
        (one.rest if one is not None and not one.is_block else "") or "\n" for one in (chosen, other, old)
    )
    if theirs in (mine, before):
        return mine
    return theirs if mine == before else f"{mine.rstrip()}  {theirs.strip()}\n"


def _side(segments: Iterable[Segment], *, theirs: bool) -> str:
    return "".join(one if isinstance(one, str) else (one.theirs if theirs else one.ours) for one in segments)


def _after(prefix: str, segment: Segment) -> Segment:
    """Return a segment with something before it on its line."""
    if isinstance(segment, str):
        return f"{prefix}{segment}"
    ours, theirs = (f"{prefix}{one}" if one else "" for one in (segment.ours, segment.theirs))
    return Clash(ours, theirs, segment.points)


def _marked(clash: Clash, size: int) -> str:
    first, *others = clash.points
    before = f" (trước đó: {first.before})" if first.before not in {"", _MANY} else ""
    more = f"; và {len(others)} chỗ nữa" if others else ""
    ours, theirs = (_described(first.shown, value) for value in (first.ours, first.theirs))
    return (
        f"{'<' * size} BÊN NÀY {ours}{before}{more}\n{clash.ours}"
        f"{'=' * size}\n"
        f"{clash.theirs}{'>' * size} BÊN KIA {theirs}{more}\n"
    )


def _described(shown: str, value: str) -> str:
    if value == _MANY:
        return f"sửa {shown}"
    return f"ghi {shown} = {value}" if value else f"bỏ {shown}"


def _put_together(segments: Iterable[Segment]) -> list[Segment]:
    """Return segments with no two texts in a row, and no empty one."""
    found: list[Segment] = []
    for one in segments:
        last = found[-1] if found else None
        if isinstance(one, str) and isinstance(last, str):
            found[-1] = last + one
        elif one:
            found.append(one)
    return found


def _said(piece: Piece | None) -> str:
    """Return a value as a line that names it."""
    if piece is None:
        return ""
    node = piece.node
    if isinstance(node, MappingNode):
        node = next((value for key in (*MAIN, ITEM_TITLE) if (value := node.get(key)) is not None), node)
    text = " ".join(node.text.split()) if isinstance(node, Scalar) else _MANY
    return shortened(text, _LONGEST_SHOWN)
