"""Reading a workbook back: the cells of its tables as a reader sees them."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook


def book_of(data: bytes) -> Workbook:
    """Return the workbook, every number as a number."""
    return load_workbook(BytesIO(data))


def rows_of(data: bytes, name: str) -> list[list[object]]:
    """Return the values of a sheet from its header down to the notes, numbers as decimals."""
    lines = [[_value(cell.value) for cell in row] for row in book_of(data)[name].iter_rows()]
    start = next(index for index, line in enumerate(lines) if line[0] == "STT")
    found = []
    for line in lines[start:]:
        if all(value is None for value in line):
            break
        found.append(line)
    return found


def _value(value: object) -> object:
    return Decimal(str(value)) if isinstance(value, (int, float)) else value
