"""The language in which the content of a file is described."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

ITEM_TITLE = "ten"
"""The key that distinguishes the records of a list."""
ITEM_PARAGRAPHS = "noi_dung"
"""The key of a list item for its paragraphs."""


class Text(Struct, frozen=True):
    """Running text: a string, or a list of paragraphs."""


class Name(Struct, frozen=True):
    """One line of text: a name, a number of a document, a title."""


class KeyKind(StrEnum):
    """The form of a table's keys."""

    ID = "id"  # a-z, 0-9 and single hyphens
    PATH = "path"  # ids joined by /
    PROGRAMME = "programme"  # 1, 2, 3 …
    TERM = "term"  # 2019-2024
    FREE = "free"  # any one line of text


# The pattern of a whole key or id of each kind, for Python and for ECMAScript.
KEY_PATTERNS: dict[KeyKind, str] = {
    KeyKind.ID: r"[a-z0-9]+(-[a-z0-9]+)*",
    KeyKind.PATH: r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*",
    KeyKind.PROGRAMME: r"[1-9][0-9]?",
    KeyKind.TERM: r"[0-9]{4}-[0-9]{4}",
    KeyKind.FREE: r"[^\n]+",
}


class Refers(StrEnum):
    """What a reference leads to. Rules resolve it; editors learn its form from it."""

    UNIT = "unit"
    INDICATOR = "indicator"
    PROGRAMME_SET = "programme-set"
    CYCLE = "cycle"  # 2020, 2019-2024
    PERIOD = "period"  # quy-4
    PERIOD_OR_DAY = "period-or-day"
    PHASE = "phase"  # quy-4, in a term 2022
    TASK = "task"  # trung-uong#ma


class Identifier(Struct, frozen=True):
    """A reference that a rule resolves later: a unit, an indicator, a task, a period.

    Attributes:
        title: what it is, for messages.
        key: the form it must have, if the id is defined here.
        refers: what it refers to, if it is a reference.
    """

    title: str
    key: KeyKind | None = None
    refers: Refers | None = None


class Amount(Struct, frozen=True):
    """A quantity, which only its own reader judges."""


class Day(Struct, frozen=True):
    """A date, `2020-01-15` or `15/01/2020`."""


class Flag(Struct, frozen=True):
    """`true` or `false`."""


class Whole(Struct, frozen=True):
    """A small whole number that belongs to the structure, written in plain digits.

    Attributes:
        negative: whether it may be below 0.
        positive: whether it must be above 0.
    """

    negative: bool = False
    positive: bool = False


class Choice(Struct, frozen=True):
    """One of a few words."""

    values: tuple[str, ...]


class Measure(Struct, frozen=True):
    """A measure with a Vietnamese decimal comma: `1,27 cm`, `14 pt`, `42%`, or a bare number.

    Attributes:
        units: the units it may have; the first is that of the bounds, "" stands for a bare number.
        least: the smallest it may be, in the first unit.
        most: the largest.
    """

    units: tuple[str, ...]
    least: int
    most: int


class Pattern(Struct, frozen=True):
    """One line of text with places that are filled in later: `ngày {ngay} tháng {thang}`.

    Attributes:
        names: the names allowed in braces.
        needed: the names that must occur.
    """

    names: tuple[str, ...]
    needed: tuple[str, ...] = ()


class ListOf(Struct, frozen=True):
    """A list."""

    item: Shape


class Table(Struct, frozen=True):
    """Keys that the writer chooses, each with a value of one shape.

    Attributes:
        key: the form of the keys.
        value: the shape of each value.
        empty: whether a table without entries (`{}`) is allowed.
        key_title: the name of a key in messages.
        refers: what the keys refer to, if rules resolve them.
    """

    key: KeyKind
    value: Shape
    empty: bool = False
    key_title: str = "khóa"
    refers: Refers | None = None


class Field(Struct, frozen=True):
    """A fixed key of a record.

    Attributes:
        key: as written in the file.
        shape: what its value may be.
        title: what it is, in Vietnamese, for messages and editors.
        required: whether a record without it is an error.
        fact: whether rules and totals need it; None if that follows from its shape: texts and names are
            prose, which only documents in full have a use for, and all else is a fact.
    """

    key: str
    shape: Shape
    title: str
    required: bool = False
    fact: bool | None = None


class Record(Struct, frozen=True):
    """A mapping with fixed keys.

    Attributes:
        title: what the record is, in Vietnamese.
        fields: its keys, in canonical order.
        empty: whether `{}` is allowed in spite of required keys.
        others: the shape of further keys, which the reader of the record judges, since the catalogue names them;
            None if there are none.
    """

    title: str
    fields: tuple[Field, ...]
    empty: bool = False
    others: Shape | None = None


class Either(Struct, frozen=True):
    """A value with several forms, distinguished by the kind of node."""

    scalar: Shape | None = None
    mapping: Shape | Callable[[], Shape] | None = None
    sequence: Shape | None = None


Shape = (
    Text
    | Name
    | Identifier
    | Amount
    | Day
    | Flag
    | Whole
    | Choice
    | Measure
    | Pattern
    | ListOf
    | Table
    | Record
    | Either
)
