"""Spreadsheets of LibreOffice (.ods), read into the same cells as those of Excel.

No well-kept library reads them safely with their number formats, so this does. A sheet is read row by row; empty
cells that are repeated are counted, never made, and filled ones only up to a limit. Number formats become codes as
Excel writes them: what a number may be shown as is judged in one place, `mttq.intake.cells`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from math import isfinite
from typing import Any

from lxml import etree

from mttq.intake.received_sheet import MOST_COLUMNS, MOST_ROWS, Position, ReceivedCell, ReceivedSheet

_MIME_TYPE, _KIND = "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_MOST_CELLS = 1_000_000  # filled ones, with those that are repeated; no workbook of Excel has more in 32 MiB
_MOST_BLANKS = 1_000  # for which one element may stand
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE, _NUMBER = (
    f"{{{_SPACE}{name}:1.0}}" for name in ("office", "table", "text", "style", "datastyle")
)
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SHEET, _COLUMN, _ROW = f"{_TABLE}table", f"{_TABLE}table-column", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_CELL_STYLE = f"{_STYLE}style"
_SHARE_STYLE = f"{_NUMBER}percentage-style"
_DATA_STYLES = (
    _SHARE_STYLE,
    *(f"{_NUMBER}{kind}-style" for kind in ("number", "currency", "date", "time", "boolean", "text")),
)
_LINKED = (f"{_TABLE}table-source", f"{_TABLE}cell-range-source", f"{_OFFICE}dde-source")
_QUERIED = tuple(f"{_TABLE}database-source-{kind}" for kind in ("sql", "query", "table"))
_LINKS = ("có liên kết đến tệp khác", "dán giá trị thay cho các công thức lấy từ tệp khác")
_ELSEWHERE = re.compile(r"\['[^'\]]*'#")  # a cell of another file in a formula
_WHOLE, _DECIMAL = re.compile(r"-?\d{1,18}"), re.compile(r"-?\d+(\.\d+)?([Ee][+-]?\d+)?")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_GENERAL, _SHARE = "General", "0.0000000000%"


class LinkedFileError(Exception):
    """A sheet takes values from elsewhere.

    Attributes:
        what: what the file has that it may not have, in Vietnamese.
        help: what to do about it.
    """

    def __init__(self, what: str, help: str) -> None:
        super().__init__(what, help)
        self.what = what
        self.help = help


class TooManyCellsError(Exception):
    """A file repeats more filled cells than are read."""


def is_one(archive: zipfile.ZipFile) -> bool:
    """Return whether a zip says that it is a spreadsheet of LibreOffice."""
    return _MIME_TYPE in archive.namelist() and archive.read(_MIME_TYPE).startswith(_KIND)


def manifest(archive: zipfile.ZipFile) -> bytes:
    """Return the list of parts, which says of each what it is and whether it is encrypted."""
    return archive.read(_MANIFEST) if _MANIFEST in archive.namelist() else b""


def read_open_document(archive: zipfile.ZipFile) -> list[ReceivedSheet]:
    """Read the sheets of a file.

    Args:
        archive: the file; its size, parts and entities have been judged.

    Raises:
        LinkedFileError: a sheet takes values from elsewhere.
        TooManyCellsError: the file repeats more filled cells than are read.
        Exception: whatever is wrong with a damaged file.
    """
    formats = _Formats()
    if _STYLES in archive.namelist():
        for _, element in _events(archive.read(_STYLES), formats.tags):
            formats.learn(element)
    reader = _SheetReader(formats)
    for event, element in _events(archive.read(_CONTENT), (*formats.tags, *reader.tags), ("start", "end")):
        if element.tag not in formats.tags:
            reader.take(event, element)
        elif event == "end":
            formats.learn(element)
    return reader.sheets


def _events(xml: bytes, tags: Sequence[str], events: Sequence[str] = ("end",)) -> Iterator[tuple[str, Any]]:
    found: Iterator[tuple[str, Any]] = etree.iterparse(
        BytesIO(xml), events=events, tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    )
    return found


class _Formats:
    """The number formats of the cell styles of a file."""

    tags = (*_DATA_STYLES, _CELL_STYLE)

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._styles: dict[str, tuple[str, str]] = {}  # for each its number format and its parent

    def learn(self, element: Any) -> None:  # noqa: ANN401 - lxml's
        """Keep a style."""
        name = element.get(f"{_STYLE}name", "")
        if element.tag != _CELL_STYLE:
            self._codes[name] = self._code(element)
        elif element.get(f"{_STYLE}family") == "table-cell":
            parent = element.get(f"{_STYLE}parent-style-name", "")
            self._styles[name] = (element.get(f"{_STYLE}data-style-name", ""), parent)

    def of(self, style: str) -> str:
        """Return the number format of a cell style; "" if it has none."""
        for _ in self._styles:
            code, parent = self._styles.get(style, ("", ""))
            if code or not parent:
                return self._codes.get(code, "")
            style = parent
        return ""

    def _code(self, element: Any) -> str:  # noqa: ANN401 - lxml's
        """Return a number format as Excel writes it; of those that depend on the number the first, as Excel does."""
        first = element.find(f"{_STYLE}map")
        if first is not None:
            known = self._codes.get(first.get(f"{_STYLE}apply-style-name", ""))
            if known is not None:
                return known
        return "".join(_piece(one, is_share=element.tag == _SHARE_STYLE) for one in element) or _GENERAL


def _piece(element: Any, *, is_share: bool) -> str:  # noqa: ANN401 - lxml's
    """Return a part of a number format as Excel writes it; "" if it says nothing of the number."""
    words = (element.text or "").replace('"', "")
    if element.tag == f"{_NUMBER}text":
        return "".join(
            one if is_share and one == "%" else f'"{one}"' for one in re.split("(%)", words) if one
        )
    if element.tag == f"{_NUMBER}currency-symbol":
        return f"[${words}]"
    if element.tag == f"{_NUMBER}number":
        places = element.get(f"{_NUMBER}decimal-places")
        if places is None:
            return _GENERAL
        decimals = "." + "0" * min(int(places), 20) if int(places) else ""
        scaled = "," if element.get(f"{_NUMBER}display-factor", "1") != "1" else ""
        return f"0{decimals}{scaled}"
    return _GENERAL if element.tag in {f"{_NUMBER}scientific-number", f"{_NUMBER}fraction"} else ""


class _SheetReader:
    """Reads the sheets of a file from the beginnings and ends of its elements."""

    tags = (_SHEET, _COLUMN, _ROW, *_LINKED, *_QUERIED)

    def __init__(self, formats: _Formats) -> None:
        self.sheets: list[ReceivedSheet] = []
        self._formats = formats
        self._depth = self._count = 0
        self._begin("")

    def take(self, event: str, element: Any) -> None:  # noqa: ANN401 - lxml's
        """Take in the beginning or the end of an element."""
        if element.tag in _LINKED:
            raise LinkedFileError(*_LINKS)
        if element.tag in _QUERIED:
            raise LinkedFileError("có kết nối lấy dữ liệu từ nơi khác", "bỏ kết nối, chỉ giữ giá trị")
        if element.tag == _SHEET:
            self._depth += 1 if event == "start" else -1
            if event == "start" and self._depth == 1:
                self._begin(element.get(f"{_TABLE}name", ""))
            elif self._depth == 0:
                self.sheets.append(
                    ReceivedSheet(self._name, self._cells, tuple(self._merged), frozenset(self._not_computed))
                )
        elif event == "end" and self._depth == 1:  # a table inside a cell says nothing of the sheet
            if element.tag == _COLUMN:
                self._take_column(element)
            else:
                self._take_row(element)
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _begin(self, name: str) -> None:
        self._name = name
        self._row = self._column = 1
        self._column_styles: dict[int, str] = {}
        self._cells: dict[Position, ReceivedCell] = {}
        self._merged: list[tuple[Position, Position]] = []
        self._not_computed: list[Position] = []

    def _take_column(self, element: Any) -> None:  # noqa: ANN401 - lxml's
        after = self._column + _times(element, f"{_TABLE}number-columns-repeated")
        style = element.get(f"{_TABLE}default-cell-style-name", "")
        for column in range(self._column, min(after, MOST_COLUMNS + 1)):
            self._column_styles[column] = style
        self._column = after

    def _take_row(self, row: Any) -> None:  # noqa: ANN401 - lxml's
        after = self._row + _times(row, f"{_TABLE}number-rows-repeated")
        style = row.get(f"{_TABLE}default-cell-style-name", "")
        rows, column = range(self._row, min(after, MOST_ROWS + 1)), 1
        for cell in row.iterchildren(*_CELLS):
            if column > MOST_COLUMNS:
                break
            beyond = column + _times(cell, f"{_TABLE}number-columns-repeated")
            self._take_cell(cell, style, rows, range(column, min(beyond, MOST_COLUMNS + 1)))
            column = beyond
        self._row = after

    def _take_cell(self, cell: Any, row_style: str, rows: range, columns: range) -> None:  # noqa: ANN401 - lxml's
        formula = cell.get(f"{_TABLE}formula", "")
        if _ELSEWHERE.search(formula):
            raise LinkedFileError(*_LINKS)
        if not rows or not columns:
            return
        first = (rows[0], columns[0])
        down, across = (
            _times(cell, f"{_TABLE}number-rows-spanned"),
            _times(cell, f"{_TABLE}number-columns-spanned"),
        )
        if down > 1 or across > 1:
            self._merged.append((first, (first[0] + down - 1, first[1] + across - 1)))
        if not len(cell) and not cell.get(f"{_OFFICE}value-type"):
            if formula:
                self._not_computed.append(first)
            return
        self._count += len(rows) * len(columns)
        if self._count > _MOST_CELLS:
            raise TooManyCellsError
        own = cell.get(f"{_TABLE}style-name", "") or row_style
        for column in columns:
            value = _value(cell, self._formats.of(own or self._column_styles.get(column, "")))
            if value is not None:
                self._cells.update(dict.fromkeys(((row, column) for row in rows), value))


def _value(cell: Any, form: str) -> ReceivedCell | None:  # noqa: ANN401 - lxml's
    """Return what a cell holds; None if that is nothing.

    Raises:
        ValueError: its value is none of its kind.
    """
    kind = cell.get(f"{_OFFICE}value-type", "")
    shown = "\n".join(_words(one) for one in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h"))
    if cell.get(f"{_CALC}value-type") == "error" or (kind != "string" and shown.startswith(("#", "Err:"))):
        return ReceivedCell(shown, is_error=True)
    match kind:
        case "float" | "currency" | "percentage":
            if shown.upper() in {"TRUE", "FALSE"}:  # of a formula, which LibreOffice holds as 1 and 0
                return ReceivedCell(shown.upper() == "TRUE")
            if kind == "percentage":
                form = form or _SHARE
            return ReceivedCell(_number(cell.get(f"{_OFFICE}value", "")), form or _GENERAL)
        case "boolean":
            return ReceivedCell(cell.get(f"{_OFFICE}boolean-value") == "true")
        case "date":
            text = cell.get(f"{_OFFICE}date-value", "")
            return ReceivedCell(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))
        case "time":
            parts = _DURATION.fullmatch(cell.get(f"{_OFFICE}time-value", ""))
            if parts is None:
                raise ValueError
            hours, minutes, seconds = map(int, parts.groups())
            return ReceivedCell(timedelta(hours=hours, minutes=minutes, seconds=seconds))
    text = shown or cell.get(f"{_OFFICE}string-value", "")
    return ReceivedCell(text) if text else None


def _number(text: str) -> int | float:
    if _WHOLE.fullmatch(text):
        return int(text)
    if not _DECIMAL.fullmatch(text) or not isfinite(found := float(text)):
        raise ValueError
    return found


def _words(element: Any) -> str:  # noqa: ANN401 - lxml's
    """Return a paragraph as it is read, without remarks and drawings in it."""
    parts = [_collapsed(element.text)]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(_times(child, f"{_TEXT}c"), _MOST_BLANKS))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag.startswith(_TEXT):
            parts.append(_words(child))
        parts.append(_collapsed(child.tail))
    return "".join(parts)


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _times(element: Any, name: str) -> int:  # noqa: ANN401 - lxml's
    """Return a number of cells, rows or blanks; it is 1 unless it is said."""
    return max(1, int(element.get(name, "1")))
