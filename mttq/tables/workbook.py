"""Sheets of received workbooks as tables."""

from __future__ import annotations

from datetime import date, datetime

from mttq.diagnostics import OVER_LIMIT
from mttq.intake import Objection
from mttq.intake.cells import plain_text
from mttq.intake.received_sheet import MOST_COLUMNS, MOST_ROWS, ReceivedCell, ReceivedSheet
from mttq.intake.workbook_file import open_workbook
from mttq.tables.table import ReceivedTable, RefusedTableError, trimmed

_AS_TEXT = "lưu thành “CSV UTF-8” rồi nhập tệp ấy, hoặc chia thành nhiều tệp"
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")


def is_workbook(content: bytes) -> bool:
    """Return whether a file is a workbook of any kind, rather than text."""
    return content.startswith(_PACKED)


def read_sheet(content: bytes, origin: str, name: str) -> ReceivedTable:
    """Read one sheet of a workbook.

    Args:
        content: the bytes of the file.
        origin: the file, as named.
        name: the name of the sheet; "" for the only one that has cells.

    Raises:
        RefusedTableError: it is not a workbook that may be opened, or the sheet is not clear.
    """
    sheets = open_workbook(content)
    if isinstance(sheets, Objection):
        raise RefusedTableError(sheets.message, _AS_TEXT if sheets.code is OVER_LIMIT else sheets.help or "")
    sheet = _chosen(sheets, name)
    last = max((row for row, _ in sheet.cells), default=0)
    if last >= MOST_ROWS or any(column >= MOST_COLUMNS for _, column in sheet.cells):
        raise RefusedTableError(
            f"trang tính “{sheet.name}” có hơn {MOST_ROWS} dòng hoặc {MOST_COLUMNS} cột",
            _AS_TEXT,
        )
    rows: list[list[str]] = [[] for _ in range(last)]
    for (row, column), cell in sorted(sheet.cells.items()):
        cells = rows[row - 1]
        cells += [""] * (column - 1 - len(cells))
        cells.append(_text(cell))
    return ReceivedTable(
        origin=origin,
        sheet=sheet.name,
        rows=trimmed(rows, origin),
        values={
            (row, column - 1): cell
            for (row, column), cell in sheet.cells.items()
            if cell.is_error or not isinstance(cell.value, str)
        },
        not_computed=frozenset((row, column - 1) for row, column in sheet.not_computed),
        merged={
            (row, column - 1): first_row
            for (first_row, first), (last_row, last_column) in sheet.merged
            for row in range(first_row + 1, min(last_row, last) + 1)
            for column in range(first, min(last_column, MOST_COLUMNS) + 1)
        },
    )


def _chosen(sheets: list[ReceivedSheet], name: str) -> ReceivedSheet:
    filled = [one for one in sheets if one.cells]
    if name:
        named = [one for one in filled if one.name == name]
        if not named:
            known = ", ".join(f"“{one.name}”" for one in filled)
            raise RefusedTableError(f"tệp không có trang tính “{name}”", f"các trang của tệp: {known}")
        return named[0]
    if len(filled) > 1:
        known = ", ".join(f"“{one.name}”" for one in filled)
        raise RefusedTableError(
            f"tệp có {len(filled)} trang tính: {known}", f"ghi vào bản đồ trang_tinh: {filled[0].name}"
        )
    if not filled:
        raise RefusedTableError("tệp không có ô nào có chữ hay số", "kiểm tra lại tệp")
    return filled[0]


def _text(cell: ReceivedCell) -> str:
    """Return the words of a cell, for names, texts and times; a figure is read from the cell itself."""
    if isinstance(cell.value, datetime | date):
        whole_day = not isinstance(cell.value, datetime) or cell.value.time().isoformat() == "00:00:00"
        return f"{cell.value:%d/%m/%Y}" if whole_day else f"{cell.value:%d/%m/%Y %H:%M:%S}"
    if isinstance(cell.value, float) and cell.value.is_integer():
        return f"{cell.value:.0f}"
    if cell.is_error or isinstance(cell.value, int):  # a year, a code: without the dots of a figure
        return str(cell.value)
    lines = plain_text(cell)
    return "\n".join(lines) if isinstance(lines, tuple) else ""
