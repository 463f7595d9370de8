"""One canonical layout for a file: block style, fixed indents, every text and comment as written.

    keys and `- ` are indented two columns more than their parent, the content of `- ` two more;
    `{…}` and `[…]` become lines of their own, except empty ones;
    LF, no BOM, no trailing spaces, at most one blank line in a row, one line break at the end.

Scalars are copied from the source with their quotes and line breaks; only the
margins of their further lines change. Keys keep the writer's order. The result is
read again and compared, so that a value can't change unnoticed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from mttq.diagnostics import Severity
from mttq.source.nodes import Entry, Mapping, Node, Scalar, Sequence, Style, comment_instead
from mttq.source.reader import Limits, Source, read_bytes

STEP = 2
_BLANKS = " \t"
_HEADER = re.compile(r"(?P<style>[|>])(?P<marks>[-+0-9]*)(?P<rest>.*)")
_AFTER_BRACKET = "{}[],"
_OPENING = " \t-?[{"  # characters allowed on a line before its first node


class _IndentLevel(Struct, frozen=True):
    """An open block: its column in the source (0 if it was in brackets), and its indent now."""

    column: int
    indent: int


def lay_out(source: Source, limits: Limits) -> str | None:
    """Return the text of a file in canonical layout.

    Args:
        source: the file as read, without syntax errors.
        limits: the sizes allowed for it.

    Returns:
        The text, or None if no layout with the same values and comments was found.
    """
    if source.root is None or any(one.severity is Severity.ERROR for one in source.diagnostics):
        return None
    text = _LayoutWriter(source).text(source.root)
    if text is None:
        return None
    again = read_bytes(text.encode("utf-8"), source.path, limits)
    if again.root is None or not same(source.root, again.root) or not _same_remarks(source, again):
        return None
    return text


def same(one: Node, other: Node) -> bool:
    """Whether two nodes hold the same texts in the same styles, whatever their places and brackets."""
    if isinstance(one, Scalar):
        return (
            isinstance(other, Scalar)
            and one.text == other.text
            and one.style is other.style
            and (one.comment is None) == (other.comment is None)
        )
    if isinstance(one, Sequence):
        return (
            isinstance(other, Sequence)
            and len(one.items) == len(other.items)
            and all(map(same, one.items, other.items))
        )
    return (
        isinstance(other, Mapping)
        and len(one.entries) == len(other.entries)
        and all(
            same(a.key, b.key) and same(a.value, b.value)
            for a, b in zip(one.entries, other.entries, strict=True)
        )
    )


def _same_remarks(one: Source, other: Source) -> bool:
    def comments(source: Source) -> Counter[str]:
        return Counter(remark.text for remark in remarks_of(source) if remark.text)

    return comments(one) == comments(other)


class _NoLayoutError(Exception):
    """Ends the work on a file with something that has no canonical form. Never leaves this module."""


class _LayoutWriter:
    """Writes the nodes of one file, and each comment before the node that follows it."""

    def __init__(self, source: Source) -> None:
        self._source = source.lines
        self._remarks = remarks_of(source)
        self._taken = 0
        self._lines: list[str] = []
        self._blank = False  # whether a blank line goes before the next line
        self._open = False  # whether a comment may follow on the last line
        self._above: list[_IndentLevel] = []  # the blocks around the last line

    def text(self, root: Node) -> str | None:
        """Return the whole file, or None."""
        try:
            if _is_leaf(root):
                return None
            self._collection(root, 0, [], "")
        except _NoLayoutError:
            return None
        end = (len(self._source) + 1, 1)
        self._take(end, [_IndentLevel(1, 0)])
        return "\n".join(self._lines) + "\n"

    # Lines

    def _add(self, line: str, levels: list[_IndentLevel] | None = None) -> None:
        if self._blank and self._lines:
            self._lines.append("")
        self._blank = False
        self._lines.append(line)
        self._open = levels is not None
        if levels is not None:
            self._above = levels

    def _pending(self, position: tuple[int, int]) -> Iterator[Remark]:
        while self._taken < len(self._remarks) and self._remarks[self._taken].position < position:
            self._taken += 1
            yield self._remarks[self._taken - 1]

    def _take(self, position: tuple[int, int], levels: list[_IndentLevel]) -> None:
        """Write the comments before a place, at the end of the last line or on lines of their own."""
        for remark in self._pending(position):
            if not remark.text:
                self._blank = bool(self._lines)
            elif remark.trailing and self._open and not self._blank:
                self._lines[-1] += self._gap(remark) + remark.text
                self._open = False
            else:
                self._add(" " * self._margin(remark, levels) + remark.text)

    def _take_before(self, position: tuple[int, int], indent: int) -> None:
        """Write the comments before a place whose line is not yet written."""
        for remark in self._pending(position):
            if remark.text:
                self._add(" " * indent + remark.text)

    def _gap(self, remark: Remark) -> str:
        """Return the space before a comment: as written, but two columns after a bracket or comma."""
        line = self._source[remark.position[0] - 1]
        before = line[: remark.position[1] - 1]
        width = len(before) - len(before.rstrip(_BLANKS))
        if width == 0 or "\t" in before[-width:] or before.rstrip(_BLANKS)[-1:] in _AFTER_BRACKET:
            return " " * max(width, 2)
        return " " * width

    def _margin(self, remark: Remark, levels: list[_IndentLevel]) -> int:
        """Return the indent of a comment: that of the deepest open block that begins at or left of it."""
        following = levels[-1]
        if len(levels) > len(self._above):
            return following.indent
        fitting = [one for one in self._above[len(levels) :] if 0 < one.column <= remark.column]
        if following.column >= remark.column or not fitting:
            return following.indent
        return max(fitting, key=lambda one: one.column).indent

    # Nodes

    def _collection(self, node: Node, indent: int, levels: list[_IndentLevel], lead: str | None) -> None:
        """Write a mapping or list; `lead` is the start of its first line if that is already decided."""
        column = 0 if isinstance(node, Mapping | Sequence) and node.flow else node.span.column
        here = [*levels, _IndentLevel(column, indent)]
        if isinstance(node, Mapping):
            for number, entry in enumerate(node.entries):
                self._entry(entry, indent, here, lead if number == 0 and lead else None)
        elif isinstance(node, Sequence):
            for number, item in enumerate(node.items):
                self._item(item, indent, here, lead if number == 0 and lead else None)

    def _entry(self, entry: Entry, indent: int, here: list[_IndentLevel], lead: str | None) -> None:
        if lead is None:
            self._take(_start(entry.key), here)
            lead = " " * indent
        head = f"{lead}{self._key(entry.key)}:"
        if _is_leaf(entry.value):
            self._take_before(_start(entry.value), len(lead) - len(lead.lstrip(" ")))
            self._leaf(head, entry.value, indent, here)
        else:
            self._add(head, here)
            self._collection(entry.value, indent + STEP, here, None)

    def _item(self, item: Node, indent: int, here: list[_IndentLevel], lead: str | None) -> None:
        first = _first_leaf(item)
        if lead is None:
            self._take(_start(first), here)
            lead = " " * indent
        else:
            self._take_before(_start(first), len(lead) - len(lead.lstrip(" ")))
        if _is_leaf(item):
            self._leaf(f"{lead}-", item, indent, here)
        else:
            self._collection(item, indent + STEP, here, f"{lead}- ")

    def _key(self, key: Scalar) -> str:
        if key.span.line != key.span.end_line or is_block(key):
            raise _NoLayoutError
        return self._source[key.span.line - 1][key.span.column - 1 : key.span.end_column - 1]

    def _leaf(self, head: str, node: Node, indent: int, here: list[_IndentLevel]) -> None:
        """Write a scalar or an empty collection after its key or dash."""
        if isinstance(node, Mapping):
            self._add(f"{head} {{}}", here)
        elif isinstance(node, Sequence):
            self._add(f"{head} []", here)
        elif is_block(node):
            self._block(head, node, indent + STEP, here)
        else:
            first, *others = self._flow_lines(node)
            comment = comment_instead(node)
            if comment is not None:
                here = [*here, _IndentLevel(comment.column, indent + STEP)]
            self._add(f"{head} {first}" if first else head, here)
            for line in others:
                self._add(" " * (indent + STEP) + line if line else "", here)

    def _flow_lines(self, node: Scalar) -> list[str]:
        """Return the lines of a plain or quoted text, without the margins that YAML folds away."""
        span = node.span
        lines = self._source[span.line - 1 : span.end_line]
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        last = len(lines) - 1
        return [
            _without_margins(line, node.style, start=at > 0, end=at < last) for at, line in enumerate(lines)
        ]

    def _block(self, head: str, node: Scalar, indent: int, here: list[_IndentLevel]) -> None:
        """Write a text after `|` or `>`, with the same margin change for all its lines."""
        header = _HEADER.fullmatch(self._source[node.span.line - 1][node.span.column - 1 :].rstrip(_BLANKS))
        if header is None:
            raise _NoLayoutError
        body = block_lines(node, here[-1].column, self._source)
        first = next((at for at, line in enumerate(body) if line.strip(" ")), len(body))
        deeper = any(line.startswith(" ") for line in body[: first + 1])
        # At the end of a file without a final line break a text has none either.
        marks = header["marks"].strip("0123456789") if node.text.endswith("\n") else "-"
        self._add(f"{head} {header['style']}{STEP if deeper else ''}{marks}{header['rest']}", here)
        for line in body:
            self._add(" " * indent + line if line else "", here)
        self._open = False  # a comment on the last line would become part of the block


def _is_leaf(node: Node) -> bool:
    """Whether a node is written after its key: a scalar, or an empty collection."""
    if isinstance(node, Mapping):
        return not node.entries
    return isinstance(node, Scalar) or not node.items


def _first_leaf(node: Node) -> Node:
    while not _is_leaf(node):
        node = node.entries[0].key if isinstance(node, Mapping) else node.items[0]  # type: ignore[union-attr] # no scalar here
    return node


def _start(node: Node) -> tuple[int, int]:
    return node.span.line, node.span.column


def _without_margins(line: str, style: Style, *, start: bool, end: bool) -> str:
    if start:
        line = line.lstrip(_BLANKS)
    if not end:
        return line
    bare = line.rstrip(_BLANKS)
    slashes = len(bare) - len(bare.rstrip("\\"))
    if style is Style.DOUBLE and slashes % 2 and bare != line:
        return line[: len(bare) + 1]  # an escaped space is part of the text
    return bare


# Comments and blank lines. A `#` outside every scalar begins a comment, because only dashes, colons, commas,
# brackets and spaces can occur there.


class Remark(Struct, frozen=True):
    """A comment, or a blank line.

    Attributes:
        position: line and column, from 1.
        text: the comment from its `#`, without trailing spaces; "" for a blank line.
        column: the column of the first character on its line, which may be a dash.
        trailing: whether a node or the end of one precedes it on its line.
    """

    position: tuple[int, int]
    text: str
    column: int = 1
    trailing: bool = False


def is_block(node: Scalar) -> bool:
    """Whether a text is written after `|` or `>`."""
    return node.style in {Style.LITERAL, Style.FOLDED}


def block_lines(node: Scalar, column: int, lines: list[str]) -> list[str]:
    """Return the lines of a text after `|` or `>`, without their common margin.

    They include blank lines at the end only if the mark keeps them.

    Args:
        node: the text.
        column: the column of the mapping or list that contains it.
        lines: the lines of the file.
    """
    span = node.span
    marks = _marks(node, lines)
    body = lines[span.line : span.end_line]
    if body and span.end_column == 1:
        body.pop()  # the line after the block
    digit = next((int(mark) for mark in marks if mark.isdecimal()), None)
    written = next((line for line in body if line.strip(" ")), None)
    if digit is not None:
        margin = column - 1 + digit
    elif written is not None:
        margin = len(written) - len(written.lstrip(" "))
    else:
        margin = max(map(len, body), default=0)
    body = [line[margin:] for line in body]
    if "+" not in marks:
        while body and not body[-1]:
            body.pop()
    return body


def _marks(node: Scalar, lines: list[str]) -> str:
    """Return the text after `|` or `>` on its line, without a comment."""
    return lines[node.span.line - 1][node.span.column :].partition("#")[0].strip(_BLANKS)


def remarks_of(source: Source) -> list[Remark]:
    """Return the comments and blank lines of a file in their order."""
    lines = source.lines
    taken = [0] * (len(lines) + 2)  # the columns of a line that scalars take up; -1 for all of it
    if source.root is not None:
        _take(source.root, 1, lines, taken)
    return [found for number, line in enumerate(lines, start=1) if (found := _remark(number, line, taken))]


def _take(node: Node, column: int, lines: list[str], taken: list[int]) -> None:
    if isinstance(node, Scalar):
        _take_scalar(node, column, lines, taken)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            _take_scalar(entry.key, column, lines, taken)
            _take(entry.value, node.span.column, lines, taken)
    else:
        for item in node.items:
            _take(item, node.span.column, lines, taken)


def _take_scalar(node: Scalar, column: int, lines: list[str], taken: list[int]) -> None:
    span = node.span
    if is_block(node):
        last = span.line + len(block_lines(node, column, lines))
        taken[span.line : last + 1] = [-1] * (last + 1 - span.line)
        return
    for line in range(span.line, span.end_line):
        taken[line] = -1
    if taken[span.end_line] >= 0:
        taken[span.end_line] = max(taken[span.end_line], span.end_column - 1)


def _remark(number: int, line: str, taken: list[int]) -> Remark | None:
    column = taken[number]
    if column < 0:
        return None
    if not column and not line.strip(_BLANKS):
        return Remark((number, 1), "")
    at = line.find("#", column)
    if at < 0:
        return None
    trailing = column > 0 or bool(line[:at].strip(_OPENING))
    start = len(line) - len(line.lstrip(_BLANKS)) + 1
    return Remark((number, at + 1), line[at:].rstrip(_BLANKS), start, trailing)
