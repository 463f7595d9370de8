"""The nodes of one file: scalars, sequences and mappings with their spans."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from mttq.diagnostics import Span

BROKEN = "\ue000mttq\ue000"
"""The text that takes the place of a value that can't be read, until its scalar is built."""


class Style(StrEnum):
    """How a scalar is written."""

    PLAIN = "plain"
    SINGLE = "single"
    DOUBLE = "double"
    LITERAL = "literal"
    FOLDED = "folded"
    BROKEN = "broken"  # can't be read; already reported


class Scalar(Struct, frozen=True, gc=False):
    """One text.

    Attributes:
        text: the text after YAML's own unquoting and folding, otherwise unchanged.
        style: how it is written; other readers can mistake only `PLAIN` for a number.
        span: the place of the text with its quotes.
        comment: the place of a `#` that follows a plain text after a single space, or stands in the place of
            a missing value on a line of its own, deeper than the key; None if nothing follows, or a comment
            after more space.
    """

    text: str
    style: Style
    span: Span
    comment: Span | None = None

    def part(self, start: int, end: int) -> Span:
        """Return the place of `text[start:end]` in the file.

        It is exact for a text on one line without escapes. Otherwise it is the place
        of the whole scalar, which is still on the right line.
        """
        quotes = 0 if self.style is Style.PLAIN else 1
        width = self.span.end_column - self.span.column
        if self.span.line != self.span.end_line or width != len(self.text) + 2 * quotes:
            return self.span
        column = self.span.column + quotes
        return Span(self.span.line, column + start, self.span.line, column + max(end, start + 1))


class Sequence(Struct, frozen=True):
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span
    flow: bool = False


class Entry(Struct, frozen=True, gc=False):
    """A key and its value; the value of a key without one is an empty plain scalar."""

    key: Scalar
    value: Node


class Mapping(Struct, frozen=True):
    """Keys with their values in the order of the file; a repeated key is kept, so that it can be reported."""

    entries: tuple[Entry, ...]
    span: Span
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """Return the value of the first entry under `key`, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None

    def entry(self, key: str) -> Entry | None:
        """Return the first entry under `key`, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry
        return None

    def items(self) -> list[tuple[Scalar, Node]]:
        """Return key and value of each entry, the first of each key only."""
        first: dict[str, tuple[Scalar, Node]] = {}
        for entry in self.entries:
            first.setdefault(entry.key.text, (entry.key, entry.value))
        return list(first.values())


Node = Scalar | Sequence | Mapping


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every scalar at or below a node, including keys, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for entry in node.entries:
            yield entry.key
            yield from scalars(entry.value)


# YAML's ways of writing no value.
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def is_empty(node: Node) -> bool:
    """Whether the node is empty, or YAML's word for no value."""
    return isinstance(node, Scalar) and node.style is Style.PLAIN and node.text in _NOTHING


def comment_instead(node: Node) -> Span | None:
    """Return the place of the comments that stand instead of a value, on lines of their own, deeper than its key."""
    if isinstance(node, Scalar) and not node.text and node.style is Style.PLAIN:
        return node.comment
    return None
