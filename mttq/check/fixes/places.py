"""Where in its document the value of a fault stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mttq.diagnostics import Span
from mttq.documents import Project
from mttq.quantity import UnitOfMeasure
from mttq.source import Mapping, Node, Scalar, Sequence, Source, Style

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
    if source.root is None:
        return None
    at = (span.line, span.column)
    for place in _places(source.root, ()):
        found = place.scalar.span
        if (found.line, found.column) <= at < (found.end_line, found.end_column):
            return place
    return None


def _places(node: Node, keys: tuple[str, ...]) -> Iterator[Place]:
    if isinstance(node, Scalar):
        yield Place(node, keys, is_key=False)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            below = (*keys, entry.key.text)
            yield Place(entry.key, below, is_key=True)
            yield from _places(entry.value, below)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _places(item, keys)


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
