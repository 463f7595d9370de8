"""Set rows in columns on a terminal: figures as wide as they need, names wrapped, nothing cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Literal, TypeVar

from msgspec import Struct
from rich.table import Table as Grid
from rich.text import Text

from mttq.output.terminal import printable, width

GAP = 2
NARROWEST = 16
"""The first column, which holds names, is never narrower than this."""

_Row = TypeVar("_Row")


class GridColumn(Struct, Generic[_Row], frozen=True):
    """A column of a table.

    Attributes:
        header: its header; a line break in it starts a new line.
        justify: the side on which its cells are set.
        widest: how many columns of the terminal it takes at most.
        cell: returns the text of a row's cell.
    """

    header: str
    justify: Literal["left", "right"]
    widest: int
    cell: Callable[[_Row], str]


def widths(columns: Sequence[GridColumn[_Row]], rows: Sequence[_Row], room: int) -> list[int]:
    """Return the columns' widths: figures as wide as they need, and the rest for the names in the first column."""
    found = []
    for column in columns:
        needed = max(width(column.cell(row)) for row in rows)
        header = max(map(width, column.header.split("\n")))
        found.append(max(min(needed, column.widest), header))
    rest = room - sum(found[1:]) - GAP * len(found)
    found[0] = min(found[0], max(rest, NARROWEST))
    return found


def fits(columns_wide: Sequence[int], room: int) -> bool:
    """Return whether columns of these widths fit a terminal."""
    return sum(columns_wide) + GAP * len(columns_wide) <= room


def rule(columns_wide: Sequence[int]) -> str:
    """Return the line below the headers of columns of these widths."""
    return "─" * (sum(columns_wide) + GAP * (len(columns_wide) - 1))


def grid(
    rows: Iterable[_Row], columns: Sequence[GridColumn[_Row]], columns_wide: Sequence[int], *, header: bool
) -> Grid:
    """Set rows in columns of these widths, with or without the headers above."""
    made = Grid(box=None, show_header=header, header_style="bold", padding=(0, GAP, 0, 0))
    for column, wide in zip(columns, columns_wide, strict=True):
        made.add_column(column.header, justify=column.justify, overflow="fold", width=wide)
    for row in rows:
        made.add_row(*(Text(printable(column.cell(row))) for column in columns))
    return made
