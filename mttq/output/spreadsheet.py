"""A list as an Excel workbook of one sheet: numbers to calculate with, a header that stays in view, a filter.

Every number is in the file digit by digit. Excel keeps 15 digits; a longer number is written as text, because no
figure is ever changed silently. A text is never a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.xml.functions import tostring

from mttq.output.records import exact
from mttq.refusal import RequestError
from mttq.render.excel.book import LONGEST_TEXT, Book, Rows, number_cell, text_cell
from mttq.render.text import clean

MOST_ROWS = 1_048_576 - 2
"""What a sheet of Excel holds below the title and the header."""
_MOST_DIGITS = 15
_FIRST_DAY = date(1899, 12, 30).toordinal()
_FONT = "Times New Roman"
_HEADER = PatternFill("solid", fgColor="D9E2F3")

CellValue = str | int | Decimal | date | None


class TooManyRowsError(RequestError):
    """The list has more rows than a sheet can hold."""


class ListColumn(Struct, frozen=True):
    """A column of a list.

    Attributes:
        title: its header.
        width: in letters.
    """

    title: str
    width: int


class _Styles:
    """The styles of a workbook: each has a number, given when it is first asked for."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet()
        self._known: dict[str, int] = {}
        self.title = self._add("@", Font(name=_FONT, size=14, bold=True))
        bold, middle = Font(name=_FONT, size=11, bold=True), Alignment("center", "center", wrap_text=True)
        self.header = self._add("@", bold, middle, _HEADER)
        self.text = self.of("@")

    def of(self, number: str) -> int:
        """Return the style of a cell with a format of numbers; `@` is text."""
        if number not in self._known:
            set_to = Alignment("left" if number == "@" else "right", "top", wrap_text=number == "@")
            self._known[number] = self._add(number, Font(name=_FONT, size=11), set_to)
        return self._known[number]

    def _add(
        self, number: str, font: Font, alignment: Alignment | None = None, fill: PatternFill | None = None
    ) -> int:
        cell = WriteOnlyCell(self._sheet)
        cell.number_format, cell.font = number, font
        if alignment is not None:
            cell.alignment = alignment
        if fill is not None:
            cell.fill = fill
        found: int = cell.style_id
        return found

    def stylesheet(self) -> bytes:
        """Return the part that holds them."""
        return bytes(tostring(write_stylesheet(self._book)))


def list_book(
    title: str, name: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[CellValue]]
) -> bytes:
    """Return a list as an `.xlsx` file; the same bytes for the same list.

    Args:
        title: what the list shows, in its first row.
        name: the name on the tab.
        columns: its columns; the first two stay in view, and one without any cell is hidden.
        rows: the cells of each row.

    Raises:
        TooManyRowsError: a sheet does not hold so many.
    """
    book, lines, styles = Book(), Rows(), _Styles()
    book.properties.title = title
    book.properties.language = "vi-VN"
    sheet = book.add(name, lines)
    lines.append([text_cell(styles.title, title)])
    lines.append([text_cell(styles.header, one.title) for one in columns], 45)
    used: set[int] = set()
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise TooManyRowsError(
                f"bảng có hơn {MOST_ROWS} dòng, nhiều hơn một trang tính Excel chứa được",
                "thêm --unit, --indicator, --level hay --depth, hoặc dùng --format csv",
            )
        lines.append([_cell(value, styles) for value in row])
        used.update([place for place, value in enumerate(row, 1) if value is not None])
    for place, one in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.hidden = one.width, place not in used
    last = get_column_letter(len(columns))
    sheet.freeze_panes = "C3"
    sheet.auto_filter.ref = f"A2:{last}{lines.count}"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    return book.content(styles.stylesheet())


def _cell(value: CellValue, styles: _Styles) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return text_cell(styles.text, clean(value)[:LONGEST_TEXT])
    if isinstance(value, date):
        return number_cell(styles.of("dd/mm/yyyy"), str(value.toordinal() - _FIRST_DAY))
    digits = exact(Decimal(value))
    whole, _, rest = digits.lstrip("-").partition(".")
    if len((whole + rest).lstrip("0")) > _MOST_DIGITS:
        return text_cell(styles.text, digits.replace(".", ","))
    return number_cell(styles.of(f"#,##0.{'0' * len(rest)}" if rest else "#,##0"), digits)
