"""Shapes compiled into functions that turn quickly read trees into nodes, or into nothing.

One pass checks a tree and makes its nodes. It gives nothing in any doubt, without
a reason: `validate` finds that on the nodes of libyaml. Prose (`is_prose`) is
checked, but no node is made of it, since only documents in full have a use for it.
Keys and texts have their places, mappings and lists have none (`FILE_START`).
In addition to what `validate` reports, nothing may be left that rules report of
lists: an item twice, or a text below items with names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from mttq.diagnostics import FILE_START, Span
from mttq.schema.shapes import (
    ITEM_PARAGRAPHS,
    ITEM_TITLE,
    KEY_PATTERNS,
    Amount,
    Choice,
    Day,
    Either,
    Flag,
    Identifier,
    ListOf,
    Name,
    Record,
    Shape,
    Table,
    Text,
    Whole,
)
from mttq.schema.values import parse_day
from mttq.source.nodes import Entry, Mapping, Node, Scalar, Sequence, Style
from mttq.source.quick import QUOTES, Content, Keys, scalar, unquoted

PROSE = Scalar("", Style.PLAIN, FILE_START)
"""Stands for all prose that fits its shape."""

_EMPTY = Mapping((), FILE_START, flow=True)
_PLAIN = Style.PLAIN
_FLAGS = frozenset({"true", "false"})
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
_MOST_KNOWN = 5000


class Compiled(Protocol):
    """A compiled shape."""

    def __call__(self, content: Content, line: int, column: int, depth: int) -> Node | None:
        """Return the node of a value, `PROSE`, or None if it may not fit the shape.

        Args:
            content: the value.
            line: the line of its key or dash.
            column: where a text after the key or dash begins.
            depth: the depth of what the value holds; each level is indented by two.
        """


def is_prose(shape: Shape) -> bool:
    """Whether a value holds nothing but what only documents in full have a use for."""
    if isinstance(shape, Record):
        return all(
            field.fact is False or (field.fact is None and is_prose(field.shape)) for field in shape.fields
        )
    if isinstance(shape, ListOf):
        return is_prose(shape.item)
    if isinstance(shape, Either):
        forms = (shape.scalar, shape.mapping, shape.sequence)
        return all(form is None or (not callable(form) and is_prose(form)) for form in forms)
    return isinstance(shape, Text | Name)


def compiled(shape: Shape, fact: bool | None = None) -> Compiled:
    """Compile a shape.

    Args:
        shape: the shape.
        fact: whether it is a fact, so that nodes are made of all it holds; None if that follows from the shape.
    """
    if isinstance(shape, Record):
        return _record(shape, fact)
    if isinstance(shape, Table):
        return _table(shape, fact)
    if isinstance(shape, ListOf):
        return _list(shape, fact)
    if isinstance(shape, Either):
        return _either(shape, fact)
    if isinstance(shape, Text):
        return _either(Either(scalar=Name(), sequence=ListOf(Name())), fact)
    if isinstance(shape, Amount):
        return _amount
    return _scalar(_word(shape), prose=_gives_prose(shape, fact))


def _gives_prose(shape: Shape, fact: bool | None) -> bool:
    return is_prose(shape) if fact is None else not fact


def _is_free(shape: Shape, fact: bool | None) -> bool:
    """Whether a text without quotes is prose that fits, so that its reader need not be called."""
    if isinstance(shape, Either):
        return shape.scalar is not None and _is_free(shape.scalar, fact)
    return isinstance(shape, Text | Name) and _gives_prose(shape, fact)


def _is_amount(shape: Shape) -> bool:
    """Whether a text is an amount, which only its reader judges."""
    return isinstance(shape.scalar if isinstance(shape, Either) else shape, Amount)


def _amount(content: Content, line: int, column: int, depth: int) -> Node | None:
    del depth
    return scalar(content, line, column) if type(content) is str else None


def _scalar(fits: Callable[[str], bool] | None, *, prose: bool) -> Compiled:
    """Compile a scalar that says something.

    Args:
        fits: whether a word is right; None if any is.
        prose: whether no node is wanted.
    """
    right: set[str] = set()  # texts that were found to be right, as written

    def read(content: Content, line: int, column: int, depth: int) -> Node | None:
        del depth
        if type(content) is not str:
            return None
        if fits is None:
            if content[0] in QUOTES and not content[1:-1].strip():
                return None
        elif content not in right:
            if not fits(unquoted(content).strip()):
                return None
            if len(right) < _MOST_KNOWN:
                right.add(content)
        return PROSE if prose else scalar(content, line, column)

    return read


def _word(shape: Shape) -> Callable[[str], bool] | None:
    """Return what tells whether a word fits the shape of a scalar; None if any word does."""
    if isinstance(shape, Name) or (isinstance(shape, Identifier) and shape.key is None):
        return None
    if isinstance(shape, Identifier) and shape.key is not None:
        pattern = re.compile(KEY_PATTERNS[shape.key])
        return lambda word: pattern.fullmatch(word) is not None
    if isinstance(shape, Day):
        return lambda word: parse_day(word) is not None
    if isinstance(shape, Flag):
        return lambda word: word in _FLAGS
    if isinstance(shape, Choice):
        words = frozenset(shape.values)
        return lambda word: word in words
    if isinstance(shape, Whole):
        least = None if shape.negative else 1 if shape.positive else 0
        return lambda word: _WHOLE.fullmatch(word) is not None and (least is None or int(word) >= least)
    return lambda word: False


def _record(shape: Record, fact: bool | None) -> Compiled:
    facts = {field.key: field.fact if fact is None else fact for field in shape.fields}
    fields = {field.key: compiled(field.shape, facts[field.key]) for field in shape.fields}
    required = frozenset(field.key for field in shape.fields if field.required)
    free = frozenset(field.key for field in shape.fields if _is_free(field.shape, facts[field.key]))
    others = compiled(shape.others, fact) if shape.others is not None else None
    empty, prose = shape.empty, _gives_prose(shape, fact)

    def read(content: Content, line: int, column: int, depth: int) -> Node | None:
        del line, column
        if type(content) is not dict:
            return None
        if not content:
            return _EMPTY if empty else None
        entries = []
        margin = 2 * depth + 1
        for key, (at, value) in content.items():
            if key in free and type(value) is str and value[0] not in QUOTES:
                continue
            field = fields.get(key, others)
            if field is None:
                return None
            end = margin + len(key)
            node = field(value, at, end + 2, depth + 1)
            if node is None:
                return None
            if node is not PROSE:
                entries.append(Entry(Scalar(key, _PLAIN, Span(at, margin, at, end)), node))
        if not required <= content.keys():
            return None
        return PROSE if prose else Mapping(tuple(entries), FILE_START)

    return read


def _table(shape: Table, fact: bool | None) -> Compiled:
    pattern = re.compile(KEY_PATTERNS[shape.key])
    value_of = compiled(shape.value, fact)
    amounts = _is_amount(shape.value)
    known: set[str] = set()  # keys that were found to be right
    empty = shape.empty

    def read(content: Content, line: int, column: int, depth: int) -> Node | None:
        del line, column
        if type(content) is not dict:
            return None
        if not content:
            return _EMPTY if empty else None
        entries = []
        margin = 2 * depth + 1
        for key, (at, value) in content.items():
            if key not in known:
                if not pattern.fullmatch(key):
                    return None
                if len(known) < _MOST_KNOWN:
                    known.add(key)
            end = margin + len(key)
            node: Node | None
            if amounts and type(value) is str and value[0] not in QUOTES:  # as `_amount`, for most lines
                node = Scalar(value, _PLAIN, Span(at, end + 2, at, end + 2 + len(value)))
            else:
                node = value_of(value, at, end + 2, depth + 1)
                if node is None:
                    return None
            entries.append(Entry(Scalar(key, _PLAIN, Span(at, margin, at, end)), node))
        return Mapping(tuple(entries), FILE_START)

    return read


def _list(shape: ListOf, fact: bool | None) -> Compiled:
    item_of = compiled(shape.item, fact)
    free = _is_free(shape.item, fact)
    prose = _gives_prose(shape, fact)

    def read(content: Content, line: int, column: int, depth: int) -> Node | None:
        del line, column
        if type(content) is not list:
            return None
        items = []
        titles = []
        below_paragraphs = False
        for at, item in content:
            if not (free and type(item) is str and item[0] not in QUOTES):
                node = item_of(item, at, 2 * depth + 3, depth + 1)
                if node is None:
                    return None
                if node is not PROSE:
                    items.append(node)
            if type(item) is str:
                if below_paragraphs:
                    return None
                titles.append(item)
            elif type(item) is dict:
                below_paragraphs = _ends_in_paragraphs(item)
                if ITEM_TITLE in item:
                    title = item[ITEM_TITLE][1]
                    if type(title) is str:
                        titles.append(title)
        if not _all_differ(titles):
            return None
        return PROSE if prose else Sequence(tuple(items), FILE_START)

    return read


def _ends_in_paragraphs(item: Keys) -> bool:
    """Whether a text in a list below this item may have been meant as one more of its paragraphs."""
    if not item:
        return False
    last = next(reversed(item))
    return last == ITEM_PARAGRAPHS and type(item[last][1]) is list


def _all_differ(titles: list[str]) -> bool:
    """Whether no two texts are the same, whatever their quotes and spaces."""
    if len(titles) < 2:
        return True
    if len(set(titles)) < len(titles):
        return False
    together = "\n".join(["", *titles])
    if "  " not in together and "\n'" not in together and '\n"' not in together:
        return True  # each is written as it is compared
    plain = {" ".join(unquoted(title).split()) for title in titles}
    return len(plain) == len(titles)


def _either(shape: Either, fact: bool | None) -> Compiled:
    if callable(shape.mapping):  # a shape that holds itself; no document has one
        return lambda content, line, column, depth: None
    text = compiled(shape.scalar, fact) if shape.scalar is not None else None
    mapping = compiled(shape.mapping, fact) if shape.mapping is not None else None
    sequence = compiled(shape.sequence, fact) if shape.sequence is not None else None

    def read(content: Content, line: int, column: int, depth: int) -> Node | None:
        kind = type(content)
        form = text if kind is str else mapping if kind is dict else sequence
        return form(content, line, column, depth) if form is not None else None

    return read
