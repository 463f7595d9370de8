"""Edits of a file as values, and the scalar in which a fault lies."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from mttq.diagnostics import Diagnostic, Span
from mttq.documents import Project
from mttq.documents.shapes import FIGURES, STATED_FIGURES, TARGETS
from mttq.quantity import UnitOfMeasure
from mttq.schema import Amount, Either, Record, Shape, Table
from mttq.source import Mapping, Node, Scalar, Source, Style
from mttq.source.text import starts

_TABLES = {field.key: field.shape for field in (FIGURES, STATED_FIGURES, TARGETS)}


class Edit(Struct, frozen=True):
    """New text for a stretch of a file; an empty stretch is an insertion."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """The edits that remove one fault."""

    diagnostic: Diagnostic
    edits: tuple[Edit, ...]

    @property
    def path(self) -> str:
        """The file that it changes."""
        return self.diagnostic.path


def edited(text: str, edits: list[Edit]) -> str:
    """Return a text with some edits made, no two of which overlap; all else stays, line ends included."""
    lines = starts(text)

    def offset(line: int, column: int) -> int:
        return lines[line - 1] + column - 1

    pieces = []
    done = 0
    for edit in sorted(edits, key=lambda one: one.span):
        pieces += [text[done : offset(edit.span.line, edit.span.column)], edit.text]
        done = offset(edit.span.end_line, edit.span.end_column)
    return "".join([*pieces, text[done:]])


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters, or begin at the same place."""
    first, second = sorted((one.span, other.span))
    return (first.line, first.column) == (second.line, second.column) or (
        (first.end_line, first.end_column) > (second.line, second.column)
    )


class Location(Struct, frozen=True):
    """A scalar in its document.

    Attributes:
        scalar: the scalar.
        keys: the keys above it; if it is a key itself, its own name comes last.
        is_key: whether it is a key.
    """

    scalar: Scalar
    keys: tuple[str, ...]
    is_key: bool


def locate(source: Source, span: Span) -> Location | None:
    """Find the scalar in which a span begins."""
    node, keys = source.root, list[str]()
    at = (span.line, span.column)
    while node is not None and not isinstance(node, Scalar):
        if isinstance(node, Mapping):
            position = bisect_right(node.entries, at, key=lambda entry: _start(entry.key)) - 1
            if position < 0:
                return None
            entry = node.entries[position]
            keys.append(entry.key.text)
            if at < _end(entry.key):
                return Location(entry.key, tuple(keys), is_key=True)
            node = entry.value
        else:
            position = bisect_right(node.items, at, key=_start) - 1
            node = node.items[position] if position >= 0 else None
    if node is None or not _start(node) <= at < _end(node):
        return None
    return Location(node, tuple(keys), is_key=False)


def _start(node: Node) -> tuple[int, int]:
    return node.span.line, node.span.column


def _end(node: Node) -> tuple[int, int]:
    return node.span.end_line, node.span.end_column


def measure_of(place: Location, project: Project) -> UnitOfMeasure | None:
    """Return the unit of measure of an amount, if its indicator is known."""
    for at, key in enumerate(place.keys[:-1]):
        if key in _TABLES and not place.is_key:
            indicator = project.catalogue.indicators.get(place.keys[at + 1])
            if indicator is None or not _is_amount(_TABLES[key], place.keys[at + 1 :]):
                return None
            return indicator.measure
    return None


def _is_amount(shape: Shape | None, keys: tuple[str, ...]) -> bool:
    """Whether a shape holds an amount under some keys."""
    for key in keys:
        if isinstance(shape, Either) and not callable(shape.mapping):
            shape = shape.mapping
        if isinstance(shape, Table):
            shape = shape.value
        elif isinstance(shape, Record):
            shape = next((field.shape for field in shape.fields if field.key == key), None)
        else:
            return False
    return isinstance(shape.scalar if isinstance(shape, Either) else shape, Amount)


def inside_quotes(scalar: Scalar, source: Source) -> tuple[Span, str] | None:
    """Return the span and the text of a scalar without its quotes; None unless it is on one line as it reads."""
    span = scalar.span
    if span.line != span.end_line or scalar.style not in {Style.PLAIN, Style.SINGLE, Style.DOUBLE}:
        return None
    quotes = 0 if scalar.style is Style.PLAIN else 1
    inside = Span(span.line, span.column + quotes, span.line, span.end_column - quotes)
    text = source.lines[span.line - 1][inside.column - 1 : inside.end_column - 1]
    return (inside, text) if text == scalar.text else None
