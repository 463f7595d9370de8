"""The order of a report's keys, and its values as YAML text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mttq.documents.shapes import (
    FIGURES,
    NOTE,
    PROGRAMMES,
    REPORT,
    RESULTS,
    STATE,
    STATED_FIGURES,
    TASKS,
    VALUE,
)
from mttq.schema import as_text
from mttq.source import Node, Scalar

Keys = tuple[str | int, ...]
"""The way from a document to a value: keys of mappings, positions in sequences."""

STEP = "  "
_ORDER = [one.key for one in REPORT.fields]
_IN_PROGRAMME = [RESULTS.key, FIGURES.key, STATED_FIGURES.key, TASKS.key]
_IN_ENTRY = [VALUE.key, NOTE.key, STATE.key, RESULTS.key]
_UNSAFE_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~\s.+]|[\d.,:/+-]+$")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|\s$|[\"\\]")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class Leaf(Struct, frozen=True, kw_only=True):
    """A value to be in a report.

    Attributes:
        lines: its text, or the paragraphs of one.
        place: where the answer stands.
        subject: what it is about, in words.
        is_bare: whether the text may do without quotes; None to decide by its form.
        indicator: the indicator of a figure; "" for other values.
        term: whether a figure is one of a term.
    """

    lines: tuple[str, ...]
    place: str
    subject: str
    is_bare: bool | None = None
    indicator: str = ""
    term: bool = False


class Subtree(Struct, frozen=True):
    """Keys with values below them.

    Attributes:
        below: what stands under each key.
        is_figure: whether it is one figure, which stands alone unless something belongs to it.
    """

    below: dict[str | int, Subtree | Leaf]
    is_figure: bool = False


def rank(keys: Keys) -> int:
    """Return the place of a key among those beside it; unknown ones come last."""
    order = _ORDER if len(keys) == 1 else _IN_ENTRY
    if keys[0] == PROGRAMMES.key and len(keys) == 2:
        return int(keys[1])
    if keys[0] == PROGRAMMES.key and len(keys) == 3:
        order = _IN_PROGRAMME
    key = keys[-1]
    return order.index(key) if isinstance(key, str) and key in order else len(order)


def scalar(text: str, *, bare: bool | None = None) -> str:
    """Return a text of one line as a YAML scalar.

    Args:
        text: the text.
        bare: whether it may do without quotes; if not given, it does unless a reader could take it for
            something else.
    """
    plain = not _UNSAFE.search(text) and text.casefold() not in _WORDS
    if bare is None:
        bare = plain and not _UNSAFE_START.match(text)
    elif bare:
        bare = plain and (text[:1].isalnum() or text[:1] in "≥≤<")
    if bare:
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def lines_of(keys: Keys, value: Subtree | Leaf, margin: str) -> Iterator[str]:
    """Yield the lines of a key with its value, without line breaks.

    Args:
        keys: the way to the value.
        value: what stands below the key.
        margin: the indent of the key.
    """
    key = keys[-1]
    if isinstance(value, Subtree):
        only = value.below.get(VALUE.key) if value.is_figure and len(value.below) == 1 else None
        if not isinstance(only, Leaf):
            yield f"{margin}{key}:" if value.below else f"{margin}{key}: {{}}"
            for name in sorted(value.below, key=lambda one: rank((*keys, one))):
                yield from lines_of((*keys, name), value.below[name], margin + STEP)
            return
        value = only
    if len(value.lines) == 1:
        yield f"{margin}{key}: {scalar(value.lines[0], bare=value.is_bare)}"
        return
    yield f"{margin}{key}:"
    for line in value.lines:
        yield f"{margin}{STEP}- {scalar(line)}"


def put(tree: Subtree, keys: Keys, value: Subtree | Leaf) -> None:
    """Put a value into a tree; an answer given twice replaces the first, and readers have seen to that."""
    for key in keys[:-1]:
        below = tree.below.setdefault(key, Subtree({}))
        assert isinstance(below, Subtree)
        tree = below
    tree.below[keys[-1]] = value


def leaves(subtree: Subtree, keys: Keys) -> Iterator[tuple[Keys, Leaf]]:
    """Yield each value with its keys as the report has them: a figure that stands alone has no key of its own."""
    for key, value in subtree.below.items():
        if isinstance(value, Leaf):
            alone = subtree.is_figure and list(subtree.below) == [VALUE.key]
            yield (keys if alone else (*keys, key)), value
        else:
            yield from leaves(value, (*keys, key))


def paragraphs(node: Node) -> list[str]:
    """Return the lines of a value as an answer has them."""
    if isinstance(node, Scalar) and "\n" not in node.text:
        return [node.text]
    return list(as_text(node))
