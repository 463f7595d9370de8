"""The language in which the content of a file is described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Text:
    """Running text: a string, or a list of paragraphs."""


@dataclass(frozen=True, slots=True)
class Name:
    """One line of text: a name, a number of a document, a title."""


class KeyKind(StrEnum):
    """What the keys of a table are."""

    ID = "id"  # a-z, 0-9 and single hyphens
    PATH = "path"  # ids joined by /
    PROGRAMME = "programme"  # 1, 2, 3 …
    TERM = "term"  # 2019-2024
    FREE = "free"  # any one line of text


@dataclass(frozen=True, slots=True)
class Identifier:
    """A reference that a rule resolves later: a unit, an indicator, a task, a period.

    Attributes:
        title: what it is, for messages.
        key: where the id is given, not referred to: the form it must have.
    """

    title: str
    key: KeyKind | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity; its own reader judges it."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, `2020-01-15` or `15/01/2020`."""


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A small whole number that belongs to the structure, written in plain digits.

    Attributes:
        negative: whether it may be below 0.
        positive: whether it must be above 0.
    """

    negative: bool = False
    positive: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Table:
    """Keys that the writer chooses, each with a value of one shape.

    Attributes:
        key: what the keys are.
        value: the shape of each value.
        empty: whether a table without entries says something (`{}`).
        key_title: what a key is called in messages.
    """

    key: KeyKind
    value: Shape
    empty: bool = False
    key_title: str = "khóa"


@dataclass(frozen=True, slots=True)
class Field:
    """A fixed key of a record.

    Attributes:
        key: as written in the file.
        shape: what its value may be.
        title: what it is, in Vietnamese, for messages and editors.
        required: whether a record without it is an error.
    """

    key: str
    shape: Shape
    title: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with fixed keys.

    Attributes:
        title: what the record is, in Vietnamese.
        fields: its keys, in canonical order.
        empty: whether `{}` stands for a record with nothing in it, required keys or not.
    """

    title: str
    fields: tuple[Field, ...]
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """A value with a short and a long form, told apart by the kind of node."""

    scalar: Shape | None = None
    mapping: Shape | Callable[[], Shape] | None = None
    sequence: Shape | None = None


Shape = Text | Name | Identifier | Amount | Day | Flag | Whole | Choice | ListOf | Table | Record | Either
