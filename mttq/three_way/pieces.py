"""A file cut into pieces: each entry of a mapping and each item of a list, with the comments above it.

The pieces of a file, put together again, are the file to the byte. A piece can be shifted to another column and written
in braces or on lines of its own, so that it fits where another version of the file wants it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from mttq.documents.shapes import CODE, LEVEL_TO_REACH, VALUE
from mttq.schema import ITEM_TITLE
from mttq.source import Mapping, Node, Scalar, Sequence, Style
from mttq.source.nodes import is_empty
from mttq.source.text import indent, starts

MAIN = (VALUE.key, LEVEL_TO_REACH.key)
"""The keys of a figure's or target's own value, which may also stand alone without its record."""

_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}]")


class UnfitError(Exception):
    """A piece can't be written in that place."""


class Piece(Struct, frozen=True, kw_only=True, dict=True):
    """An entry of a mapping, an item of a list, or the whole file.

    Attributes:
        name: its key; of an item what tells it from the others, see `names_of_items`.
        shown: its name for people.
        node: its value.
        text: from its first character to the end of its last line; in braces and brackets to its last character.
        start: where its value begins in the text.
        end: where its value ends.
        column: where it begins in its line, from 0.
        lead: the whole lines above it: comments and blank lines.
        head: what comes before its value, or before the pieces within it and the comments above them.
        below: the pieces within it.
        places: where each of these begins and ends in the text, if they are in braces or brackets.
        tail: the comments after the last of these, or in the place of a value that is missing.
        is_inline: whether the first piece within begins in the same line.
        is_item: whether it is an item of a list.
        in_flow: whether it stands in braces or brackets.
    """

    name: str
    shown: str
    node: Node
    text: str
    start: int
    end: int
    column: int = 0
    lead: str = ""
    head: str = ""
    below: tuple[Piece, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    tail: str = ""
    is_inline: bool = False
    is_item: bool = False
    in_flow: bool = False

    @property
    def is_flow(self) -> bool:
        """Whether its value is written in braces or brackets."""
        return isinstance(self.node, Mapping | Sequence) and self.node.flow

    @property
    def is_block(self) -> bool:
        """Whether its value has pieces on lines of their own."""
        return isinstance(self.node, Mapping | Sequence) and not self.node.flow

    @property
    def is_missing(self) -> bool:
        """Whether it has no value."""
        return isinstance(self.node, Scalar) and self.node.style is Style.PLAIN and not self.node.text

    @property
    def raw(self) -> str:
        """Its value as written."""
        return self.text[self.start : self.end]

    @property
    def rest(self) -> str:
        """What follows its value: a comment, the end of the line."""
        return self.text[self.end :]

    @cached_property
    def meaning(self) -> object:
        """Its value without regard to layout."""
        return meaning(self.node)

    def fitted(self, column: int | None) -> str:
        """Return its text for a column, from 0; None means in braces or brackets.

        Raises:
            UnfitError: it has several lines, and braces have no room for them.
        """
        if column is None:
            return self.text if self.in_flow else self._in_flow()
        if self.in_flow:
            return f"{'- ' if self.is_item else ''}{self.text}\n"
        return shifted(self.text, column - self.column)

    def _in_flow(self) -> str:
        if self.is_block or "\n" in self.text[: self.end]:
            raise UnfitError
        raw = self.raw
        if isinstance(self.node, Scalar) and self.node.style is Style.PLAIN and _UNSAFE_IN_FLOW.search(raw):
            raw = "'" + raw.replace("'", "''") + "'"
        return f"{'' if self.is_item else self.head}{raw}"

    def as_record(self, key: str) -> Piece:
        """Return the entry that a value standing alone would be in a record.

        Raises:
            UnfitError: it has several lines.
        """
        if "\n" in self.raw:
            raise UnfitError
        head = f"{key}: "
        text = f"{head}{self.raw}\n"
        return Piece(
            name=key, shown=key, node=self.node, text=text, head=head, start=len(head), end=len(text) - 1
        )


def shifted(text: str, by: int) -> str:
    """Return a text all lines of which but the first are moved to the right, or to the left."""
    if by == 0:
        return text
    first, *others = text.split("\n")
    moved = (" " * max(0, indent(line) + by) + line.lstrip(" ") if line.strip() else line for line in others)
    return "\n".join([first, *moved])


def meaning(node: Node) -> object:
    """Return what a node says, without regard to layout."""
    if isinstance(node, Scalar):
        return None if is_empty(node) else node.text
    if isinstance(node, Sequence):
        return [meaning(one) for one in node.items]
    return {entry.key.text: meaning(entry.value) for entry in node.entries}


def names_of_items(node: Sequence) -> list[str]:
    """Return what tells the items of a list from one another: their code, else their title, else what they say.

    A code or title that is repeated tells nothing.
    """
    named = [_name_of_item(item) for item in node.items]
    counts = Counter(named)
    seen: Counter[str] = Counter()
    names = []
    for name, item in zip(named, node.items, strict=True):
        told = name if counts[name] == 1 else f"={meaning(item)}"
        seen[told] += 1
        names.append(told if seen[told] == 1 else f"{told}#{seen[told]}")
    return names


def _name_of_item(item: Node) -> str:
    if isinstance(item, Mapping):
        for key in (CODE.key, ITEM_TITLE):
            value = item.get(key)
            if isinstance(value, Scalar) and value.text:
                return f"{key}={value.text}"
    return f"={meaning(item)}"


def is_named(name: str) -> bool:
    """Whether an item is told from the others by a code or a title."""
    return not name.startswith("=")


def is_coded(name: str) -> bool:
    """Whether an item is told from the others by its code."""
    return name.startswith(f"{CODE.key}=")


def cut(text: str, root: Node) -> Piece:
    """Return a whole file as a piece.

    Args:
        text: the text; its last line is ended.
        root: the node read from it.
    """
    return _Cutter(text).whole(root)


class _Cutter:
    """Cuts one file."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = starts(text)
        self._lines = text.split("\n")

    def whole(self, root: Node) -> Piece:
        """Return the file as a piece."""
        end = len(self._text)
        if not _is_block(root):
            return self._leaf(("", ""), root, (0, end))
        below, tail = self._within(root, 0, len(self._starts) - 1)
        return Piece(name="", shown="", node=root, text=self._text, start=0, end=end, below=below, tail=tail)

    def _at(self, line: int, column: int = 1) -> int:
        """Return the place in the text of a line and a column, counted as in spans."""
        return min(self._starts[line - 1] + column - 1, len(self._text))

    def _extent(self, node: Node) -> tuple[int, int]:
        """Return where a value begins and ends in the text."""
        span = node.span
        return self._at(span.line, span.column), self._at(span.end_line, span.end_column)

    def _within(self, node: Node, above: int, last: int) -> tuple[tuple[Piece, ...], str]:
        """Cut what stands on lines of its own.

        Args:
            node: a mapping or list.
            above: the number of its owner's line.
            last: the number of its last line, comments included.

        Returns:
            The pieces, and the comments below the last of them.
        """
        found = []
        done = above
        members = self._members(node)
        for number, (names, key, value, (line, column)) in enumerate(members):
            following = members[number + 1][3][0] if number + 1 < len(members) else last + 1
            own = self._last_own(max(line, _last_line(value)), following, column)
            lead = self._text[self._at(done + 1) : self._at(line)] if line > done else ""
            found.append(self._piece(names, key, value, ((line, column), own, lead)))
            done = own
        return tuple(found), self._text[self._at(done + 1) : self._at(last + 1)] if last > done else ""

    def _members(self, node: Node) -> list[tuple[tuple[str, str], Scalar | None, Node, tuple[int, int]]]:
        """Return names, key and value of each member, with its line from 1 and its column from 0."""
        if isinstance(node, Mapping):
            return [
                ((key.text, key.text), key, value, (key.span.line, key.span.column - 1))
                for key, value in ((one.key, one.value) for one in node.entries)
            ]
        assert isinstance(node, Sequence)
        column = node.span.column - 1
        found: list[tuple[tuple[str, str], Scalar | None, Node, tuple[int, int]]] = []
        for name, item in zip(names_of_items(node), node.items, strict=True):
            line = item.span.line
            while self._lines[line - 1][column : column + 1] != "-":
                line -= 1
            found.append(((name, _shown(name, len(found) + 1)), None, item, (line, column)))
        return found

    def _last_own(self, content: int, following: int, column: int) -> int:
        """Return the last line of a piece: comments that are indented more than it belong to it."""
        last = content
        for number in range(content + 1, following):
            line = self._lines[number - 1]
            if line.lstrip().startswith("#"):
                if indent(line) <= column:
                    break
                last = number
        return last

    def _piece(
        self,
        names: tuple[str, str],
        key: Scalar | None,
        value: Node,
        place: tuple[tuple[int, int], int, str],
    ) -> Piece:
        """Return one member as a piece.

        Args:
            names: its name, and that for people.
            key: its key, if it has one.
            value: its value.
            place: its first line and column, its last line, the lines above.
        """
        (line, column), last, lead = place
        start, end = self._at(line, column + 1), self._at(last + 1)
        if not _is_block(value):
            return replace(
                self._leaf(names, value, (start, end)), column=column, lead=lead, is_item=key is None
            )
        below, tail = self._within(value, line, last)
        first = self._members(value)[0][3]
        is_inline = first[0] == line
        opening = self._at(line, first[1] + 1) if is_inline else self._at(line + 1)
        return Piece(
            name=names[0],
            shown=names[1],
            node=value,
            text=self._text[start:end],
            start=opening - start,
            end=end - start,
            column=column,
            lead=lead,
            head=self._text[start:opening],
            below=below,
            tail=tail,
            is_inline=is_inline,
            is_item=key is None,
        )

    def _leaf(self, names: tuple[str, str], node: Node, whole: tuple[int, int]) -> Piece:
        """Return the piece of a value with no lines of its own below; what is in braces is cut as well."""
        first, last = whole
        start, end = self._extent(node)
        end = max(start, min(end, last))
        below = self._in_braces(node)
        text = self._text[first:last]
        piece = Piece(
            name=names[0],
            shown=names[1],
            node=node,
            text=text,
            start=start - first,
            end=end - first,
            head=text[: start - first],
            below=tuple(piece for piece, _ in below),
            places=tuple((at - first, at - first + len(piece.text)) for piece, at in below),
        )
        return replace(piece, tail=text.partition("\n")[2]) if piece.is_missing else piece

    def _in_braces(self, node: Node) -> list[tuple[Piece, int]]:
        """Return the pieces in braces or brackets, and where each begins in the text."""
        found = []
        if isinstance(node, Mapping):
            for entry in node.entries:
                first = self._extent(entry.key)[0]
                name = entry.key.text
                piece = self._leaf((name, name), entry.value, (first, self._extent(entry.value)[1]))
                found.append((replace(piece, in_flow=True), first))
        elif isinstance(node, Sequence):
            for name, item in zip(names_of_items(node), node.items, strict=True):
                first, end = self._extent(item)
                piece = self._leaf((name, _shown(name, len(found) + 1)), item, (first, end))
                found.append((replace(piece, in_flow=True, is_item=True), first))
        return found


def _shown(name: str, number: int) -> str:
    """Return the name of an item for people."""
    return name.partition("=")[2] if is_named(name) else f"mục {number}"


def _is_block(node: Node) -> bool:
    return isinstance(node, Mapping | Sequence) and not node.flow


def _last_line(node: Node) -> int:
    """Return the last line of a value."""
    if isinstance(node, Scalar) or node.flow:
        span = node.span
        return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line
    if isinstance(node, Mapping):
        last = node.entries[-1]
        return max(last.key.span.end_line, _last_line(last.value))
    return _last_line(node.items[-1])
