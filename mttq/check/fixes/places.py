"""Where in its document the value of a fault stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from mttq.diagnostics import Span
from mttq.documents import Project
from mttq.quantity import UnitOfMeasure
from mttq.source import Mapping, Node, Scalar, Source, Style

_TABLES = frozenset({"so_lieu", "toan_dia_ban", "chi_tieu"})
_AMOUNTS = frozenset({"gia_tri", "muc", "cap_minh"})
_AMOUNTS_BY_NAME = frozenset({"nhan_tu", "trong_do", "giao", "phan_ky"})


@dataclass(frozen=True, slots=True)
class Place:
    """A scalar and the keys above it; a key itself has its own name last."""

    scalar: Scalar
    keys: tuple[str, ...]
    is_key: bool


def find(source: Source, span: Span) -> Place | None:
    """The scalar in which a span begins."""
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
                return Place(entry.key, tuple(keys), is_key=True)
            node = entry.value
        else:
            position = bisect_right(node.items, at, key=_start) - 1
            node = node.items[position] if position >= 0 else None
    if node is None or not _start(node) <= at < _end(node):
        return None
    return Place(node, tuple(keys), is_key=False)


def _start(node: Node) -> tuple[int, int]:
    return node.span.line, node.span.column


def _end(node: Node) -> tuple[int, int]:
    return node.span.end_line, node.span.end_column


def measure_of(place: Place, project: Project) -> UnitOfMeasure | None:
    """The unit of measure of an amount, if its indicator is known."""
    for at, key in enumerate(place.keys[:-1]):
        if key in _TABLES and not place.is_key:
            indicator = project.catalogue.indicators.get(place.keys[at + 1])
            return indicator.measure if indicator is not None and _is_amount(place.keys[at + 2 :]) else None
    return None


def _is_amount(keys: tuple[str, ...]) -> bool:
    if len(keys) == 2:
        return keys[0] in _AMOUNTS_BY_NAME
    return not keys or (len(keys) == 1 and keys[0] in _AMOUNTS)


def inner(scalar: Scalar, source: Source) -> tuple[Span, str] | None:
    """The place and the text of a scalar on one line, without its quotes; None where it is written otherwise."""
    span = scalar.span
    if span.line != span.end_line or scalar.style not in {Style.PLAIN, Style.SINGLE, Style.DOUBLE}:
        return None
    quotes = 0 if scalar.style is Style.PLAIN else 1
    inside = Span(span.line, span.column + quotes, span.line, span.end_column - quotes)
    text = source.lines[span.line - 1][inside.column - 1 : inside.end_column - 1]
    return (inside, text) if text == scalar.text else None
