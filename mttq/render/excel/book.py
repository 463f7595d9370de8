"""A workbook in memory: its rows as XML, and the parts that openpyxl makes around them.

A workbook is nearly all rows. openpyxl makes an object for each cell, needs
some fifty calls to write it, and puts every sheet into a temporary file. Here a
row is text from the start, the same text that openpyxl would write, and
openpyxl writes only the rest of a sheet, into memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from mttq.render.office import zipped

LONGEST_TEXT = 32_767
"""A cell holds at most this many letters."""

_NO_ROWS = b"<sheetData></sheetData>"
_STYLES = "xl/styles.xml"
_ESCAPED = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


class Rows:
    """The rows of a sheet, from the first.

    Attributes:
        count: the number of rows.
    """

    def __init__(self) -> None:
        self.count = 0
        self._xml: list[str] = []

    def append(self, cells: Sequence[str | None], height: float | None = None) -> None:
        """Add a row.

        Args:
            cells: the cells, as `text_cell` and `number_cell` write them; None for one without a style.
            height: in points; None to leave it to Excel.
        """
        self.count += 1
        row = self.count
        found = [f'<c r="{_letters(at)}{row}" {cell}' for at, cell in enumerate(cells, 1) if cell is not None]
        high = f' ht="{height:.16g}" customHeight="1"' if height is not None else ""
        self._xml.append(f'<row r="{row}"{high}>{"".join(found)}</row>')

    @property
    def xml(self) -> bytes:
        """The XML of the rows."""
        return "".join(self._xml).encode("ascii")


def text_cell(style: int, text: str) -> str:
    """Return the XML of a cell of text, without its place; a text is never a formula.

    Args:
        style: the number of its style in the workbook.
        text: the text, without control characters; the cell is blank if it is empty.
    """
    return f's="{style}" {_inline(text)}'


def number_cell(style: int, digits: str) -> str:
    """Return the XML of a cell with a number of exactly these digits, which a float wouldn't keep."""
    return f's="{style}" t="n"><v>{digits}</v></c>'


@lru_cache(maxsize=8192)  # names and remarks come again and again
def _inline(text: str) -> str:
    if not text:
        return 't="n"></c>'
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    escaped = text.translate(_ESCAPED).encode("ascii", "xmlcharrefreplace").decode("ascii")
    return f't="inlineStr"><is><t{kept}>{escaped}</t></is></c>'


_letters = cache(get_column_letter)


class Book:
    """A workbook to which sheets are added.

    Attributes:
        properties: what Excel's File, Info shows.
    """

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._rows: list[Rows] = []
        self.properties = self._book.properties

    def add(self, name: str, rows: Rows) -> Worksheet:
        """Return a new sheet, to be set up without its rows.

        Args:
            name: the name on its tab.
            rows: its rows, which may be added to until `content` is called.
        """
        self._rows.append(rows)
        # Sheets of a write-only workbook have all the attributes of ordinary ones that are used here.
        return cast(Worksheet, self._book.create_sheet(name))

    def content(self, stylesheet: bytes) -> bytes:
        """Return the file.

        Args:
            stylesheet: the part with the styles of all cells.
        """
        parts = _WorkbookParts()
        for sheet in self._book.worksheets:
            writer = _SheetPart(sheet, BytesIO())
            cast(Any, sheet)._writer = writer
            writer.write_top()
        ExcelWriter(self._book, cast(Any, parts)).write_data()
        for rows, sheet in zip(self._rows, self._book.worksheets, strict=True):
            name = sheet.path.removeprefix("/")
            before, _, after = parts[name].partition(_NO_ROWS)
            parts[name] = b"".join((before, b"<sheetData>", rows.xml, b"</sheetData>", after))
        parts[_STYLES] = stylesheet
        return zipped(parts)


class _WorkbookParts(dict[str, bytes]):
    """The parts of a workbook by name, with the methods of an archive that openpyxl calls."""

    def writestr(self, name: str, content: bytes | str) -> None:
        self[name] = content.encode("utf-8") if isinstance(content, str) else content

    def write(self, content: BytesIO, name: str) -> None:
        self[name] = content.getvalue()

    def namelist(self) -> list[str]:
        return list(self)


class _SheetPart(WorksheetWriter):
    """Writes a sheet into memory, which leaves no temporary file to remove."""

    def cleanup(self) -> None:
        pass
