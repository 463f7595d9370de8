"""A received table: rows of texts, each with the place that people call it by.

Numbers that the file holds as numbers are written as Vietnamese texts, with a decimal comma and nothing else, so that
the language of quantities reads them as it reads those of a report.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from msgspec import Struct, field

from mttq.intake.received_sheet import ReceivedCell, letters
from mttq.refusal import RequestError

MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 32_767
"""As many characters as a cell of a workbook can hold."""


class RefusedTableError(RequestError):
    """A file that is not read as a table."""


class ReceivedTable(Struct, frozen=True, kw_only=True):
    """A table.

    Attributes:
        origin: the file, as named.
        sheet: the sheet; "" for a text file, whose numbers are texts.
        rows: the cells of each row, from the first one of the file; short rows lack empty cells.
        remark: how the file was read, if that is worth telling.
        values: by row and column, the cells of a workbook that hold no text.
        not_computed: the cells of formulas whose values the file does not hold.
        merged: by row and column, the row whose cell covers this one as well.
    """

    origin: str
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    remark: str = ""
    values: dict[tuple[int, int], ReceivedCell] = field(default_factory=dict)
    not_computed: frozenset[tuple[int, int]] = frozenset()
    merged: dict[tuple[int, int], int] = field(default_factory=dict)

    def place(self, row: int, column: int) -> str:
        """Return the place of a cell: `Câu trả lời!C12`, `dòng 12, cột C`.

        Args:
            row: the number of the row, from 1.
            column: the number of the column, from 0.
        """
        return (
            f"{self.sheet}!{letters(column + 1)}{row}" if self.sheet else f"dòng {row}, {self.column(column)}"
        )

    @staticmethod
    def column(number: int) -> str:
        """Return how a map names a column by its letter: `cột C`."""
        return f"cột {letters(number + 1)}"

    def cell(self, row: int, column: int) -> str:
        """Return the text of a cell, "" for one beyond the end of its row."""
        cells = self.rows[row - 1]
        return cells[column] if column < len(cells) else ""


def trimmed(rows: Iterable[Iterable[str]], origin: str) -> tuple[tuple[str, ...], ...]:
    """Return rows in composed Unicode, without the blanks around cells and the empty ends of rows and table.

    Raises:
        RefusedTableError: there is no cell, or more of something than a table may have.
    """
    found: list[tuple[str, ...]] = []
    last = 0
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise RefusedTableError(f"bảng có hơn {_grouped(MOST_ROWS)} dòng", "chia bảng thành nhiều tệp")
        cells = [unicodedata.normalize("NFC", cell).strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise RefusedTableError(f"dòng {number} có hơn {_grouped(MOST_COLUMNS)} cột", "bỏ các cột thừa")
        long = next((at for at, cell in enumerate(cells) if len(cell) > LONGEST_CELL), None)
        if long is not None:
            where = f"ô ở dòng {number}, cột {letters(long + 1)}"
            message = f"{where} dài hơn {_grouped(LONGEST_CELL)} ký tự"
            raise RefusedTableError(message, "kiểm tra dấu ngoặc kép trong tệp, hoặc rút ngắn ô ấy")
        found.append(tuple(cells))
        if cells:
            last = number
    if not last:
        raise RefusedTableError(f"{origin} không có ô nào có chữ hay số", "kiểm tra lại tệp")
    return tuple(found[:last])


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
