"""The shapes compiled into functions that only say whether a quickly read tree fits.

What does not fit is not said; the walk over the nodes does that. Beside what the
walk finds, nothing may be left of what rules find in any list: an item twice, or
a text below items with names.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mttq.schema.shapes import (
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
from mttq.source.quick import QUOTES, Content, Keys, said

Fits = Callable[[Content], bool]

_TITLE = "ten"  # by this a thing in a list is told from the others
_PARAGRAPHS = "noi_dung"
_FLAGS = frozenset({"true", "false"})
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
_MOST_KEYS = 5000


def compiled(shape: Shape) -> Fits:
    """A function that says whether a value fits a shape beyond doubt."""
    if isinstance(shape, Record):
        return _record(shape)
    if isinstance(shape, Table):
        return _table(shape)
    if isinstance(shape, ListOf):
        return _list(shape)
    if isinstance(shape, Either):
        return _either(shape)
    if isinstance(shape, Text):
        return _either(Either(scalar=Name(), sequence=ListOf(Name())))
    if isinstance(shape, Amount):
        return _is_scalar
    return _scalar(_word(shape))


def _is_free(shape: Shape) -> bool:
    """Whether any text without quotes fits, so that nobody need ask."""
    if isinstance(shape, Either):
        return shape.scalar is not None and _is_free(shape.scalar)
    if isinstance(shape, Identifier):
        return shape.key is None
    return isinstance(shape, Text | Name | Amount)


def _is_scalar(content: Content) -> bool:
    return type(content) is str


def _is_text(content: Content) -> bool:
    # Asked for every other line of a file; `said` and `is_plain` in its place would double the time.
    return type(content) is str and (content[0] not in QUOTES or bool(content[1:-1].strip()))


def _scalar(fits: Callable[[str], bool] | None) -> Fits:
    """A text that says something, and what it must look like."""
    if fits is None:
        return _is_text
    return lambda content: type(content) is str and fits(said(content).strip())


def _word(shape: Shape) -> Callable[[str], bool] | None:
    """What the text of a scalar of a shape must look like; None where any text will do."""
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


def _record(shape: Record) -> Fits:
    fields = {field.key: compiled(field.shape) for field in shape.fields}
    required = frozenset(field.key for field in shape.fields if field.required)
    free = frozenset(field.key for field in shape.fields if _is_free(field.shape))
    empty = shape.empty

    def fits(content: Content) -> bool:
        if type(content) is not dict:
            return False
        if not content:
            return empty
        for key, (_, value) in content.items():
            if key in free and type(value) is str and value[0] not in QUOTES:
                continue
            field = fields.get(key)
            if field is None or not field(value):
                return False
        return required <= content.keys()

    return fits


def _table(shape: Table) -> Fits:
    pattern = re.compile(KEY_PATTERNS[shape.key])
    value_fits = compiled(shape.value)
    free = _is_free(shape.value)
    known: set[str] = set()  # keys that were found to be right
    empty = shape.empty

    def fits(content: Content) -> bool:
        if type(content) is not dict or not (content or empty):
            return False
        for key, (_, value) in content.items():
            if key not in known:
                if not pattern.fullmatch(key):
                    return False
                if len(known) < _MOST_KEYS:
                    known.add(key)
            if not (free and type(value) is str and value[0] not in QUOTES) and not value_fits(value):
                return False
        return True

    return fits


def _list(shape: ListOf) -> Fits:
    item_fits = compiled(shape.item)
    free = _is_free(shape.item)

    def fits(content: Content) -> bool:
        if type(content) is not list:
            return False
        titles = []
        below_paragraphs = False
        for _, item in content:
            if not (free and type(item) is str and item[0] not in QUOTES) and not item_fits(item):
                return False
            if type(item) is str:
                if below_paragraphs:
                    return False
                titles.append(item)
            elif type(item) is dict:
                below_paragraphs = _ends_in_paragraphs(item)
                if _TITLE in item:
                    title = item[_TITLE][1]
                    if type(title) is str:
                        titles.append(title)
        return _all_differ(titles)

    return fits


def _ends_in_paragraphs(item: Keys) -> bool:
    """Whether a text in a list below this item may have been meant as one more of its paragraphs."""
    if not item:
        return False
    last = next(reversed(item))
    return last == _PARAGRAPHS and type(item[last][1]) is list


def _all_differ(titles: list[str]) -> bool:
    """Whether no two texts are the same, whatever their quotes and spaces."""
    if len(titles) < 2:
        return True
    if len(set(titles)) < len(titles):
        return False
    if not any("  " in title or title[0] in QUOTES for title in titles):
        return True  # each is written as it is compared
    plain = {" ".join(said(title).split()) for title in titles}
    return len(plain) == len(titles)


def _either(shape: Either) -> Fits:
    mapping = shape.mapping
    if callable(mapping):  # a shape that holds itself; no document has one
        return lambda content: False
    scalar = compiled(shape.scalar) if shape.scalar is not None else None
    record = compiled(mapping) if mapping is not None else None
    sequence = compiled(shape.sequence) if shape.sequence is not None else None

    def fits(content: Content) -> bool:
        kind = type(content)
        form = scalar if kind is str else record if kind is dict else sequence
        return form is not None and form(content)

    return fits
