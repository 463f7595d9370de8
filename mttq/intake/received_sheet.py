"""The cells of a workbook that somebody sent, whatever program wrote it."""

from __future__ import annotations

from msgspec import Struct

MOST_ROWS = 20_000
MOST_COLUMNS = 256


class ReceivedCell(Struct, frozen=True):
    """A cell with something in it.

    Attributes:
        value: a text, a number, a day or time, or True and False, as openpyxl reads it.
        format: the number format of a number; "" for other values.
        is_error: whether the value is an error of a formula, such as `#REF!`.
    """

    value: object
    format: str = ""
    is_error: bool = False


Position = tuple[int, int]
"""Row and column of a cell, from 1."""


class ReceivedSheet(Struct, frozen=True):
    """A sheet of a workbook that somebody sent.

    Attributes:
        name: its name.
        cells: the cells that hold something.
        merged: the first and last cell of each merged area.
        not_computed: the cells with a formula whose value the file does not hold.
    """

    name: str
    cells: dict[Position, ReceivedCell]
    merged: tuple[tuple[Position, Position], ...]
    not_computed: frozenset[Position]

    def place(self, position: Position) -> str:
        """Name a cell as people do: `Số liệu!E14`."""
        row, column = position
        return f"{self.name}!{letters(column)}{row}"


def letters(column: int) -> str:
    """Return the letters of a column, from 1: A, B, … AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
