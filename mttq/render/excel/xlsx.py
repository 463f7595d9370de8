"""An `Annex` as an Excel workbook: numbers to calculate with, laid out to be printed.

Every figure is in the file digit by digit as it is in the annex. Excel keeps 15
digits of a number; a longer one is written as text, with a note, because no
figure is ever changed silently. A text is never a formula. Nothing in the file
depends on when or where it is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context
from math import ceil
from typing import assert_never

from msgspec import structs
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from mttq.quantity import number
from mttq.render.excel import charts
from mttq.render.excel.book import LONGEST_TEXT, Book, Rows, number_cell, text_cell
from mttq.render.excel.layout import (
    CellStyles,
    Look,
    cell_width,
    columns_on_page,
    decimals,
    height_of,
    number_format,
    page_height,
    room,
    set_up,
)
from mttq.render.office import property_text
from mttq.render.text import clean
from mttq.report.model import (
    Align,
    Annex,
    Cell,
    Charts,
    LineKind,
    MissingCell,
    NumberCell,
    Sheet,
    SheetColumn,
    SheetHeading,
    SheetLine,
    TextCell,
)

_MOST_DIGITS = 15
_EXACT = Context(prec=400)
_FORMULA = ("=", "+", "-", "@", "\t")
_SPARE = 14.0  # points that charts leave free on a page
_WIDEST = 255  # letters, the widest column in Excel
_ROW = 15.0  # points, the height of a row that states none
_LOOKS = {
    LineKind.GROUP: Look.GROUP,
    LineKind.ROW: Look.ROW,
    LineKind.PART: Look.PART,
    LineKind.SUM: Look.SUM,
}
_TOO_LONG = f"Số có hơn {_MOST_DIGITS} chữ số được ghi dạng chữ để giữ đúng từng chữ số."


def render(annex: Annex) -> bytes:
    """Return the annex as an `.xlsx` file; the same bytes for the same annex."""
    book = Book()
    book.properties.title = property_text(annex.title)
    book.properties.creator = book.properties.lastModifiedBy = property_text(annex.body)
    book.properties.language = "vi-VN"
    styles = CellStyles(annex.layout.page)
    for sheet in annex.sheets:
        if isinstance(sheet, Charts):
            _ChartsWriter(book, styles, annex, sheet).write()
        else:
            _TableWriter(book, styles, annex, sheet).write()
    return book.content(styles.stylesheet())


class _SheetWriter:
    """Writes one sheet, from the first line to the last.

    Args:
        book: the workbook that the sheet is added to.
        styles: the styles of the workbook.
        annex: what is written.
        sheet: the sheet.
        columns: its columns.
        first: the first column, from 1, that lines over the whole width cover.
        one_page_wide: whether it is made to fit the width of a page.
    """

    def __init__(
        self,
        book: Book,
        styles: CellStyles,
        annex: Annex,
        sheet: Sheet | Charts,
        *,
        columns: Sequence[SheetColumn],
        first: int = 1,
        one_page_wide: bool = True,
    ) -> None:
        self.rows = Rows()
        self.made = book.add(sheet.name, self.rows)
        self.styles = styles
        self.annex = annex
        self.columns = columns
        self.used = 0.0  # points of the page, if pages are counted
        self.too_long = False
        self._header = 0.0  # points
        self._first = first
        self._last = max(first, columns_on_page(columns, annex.layout.page, one_page_wide=one_page_wide))
        for index, column in enumerate(columns, 1):
            self.made.column_dimensions[get_column_letter(index)].width = column.width

    def head(self, heading: SheetHeading) -> None:
        """Write the issuing body and the title of the sheet over as many columns as the first page shows."""
        for line in heading.issuer:
            self.across(line, Look.ISSUER, 1, min(3, len(self.columns)))
        self.across(heading.number, Look.NUMBER, self._first, self._last)
        self.across(heading.title, Look.TITLE, self._first, self._last)
        self.across(heading.belongs_to, Look.BELONGS, self._first, self._last)
        self.append([])

    def across(self, text: str, look: Look, first: int, last: int) -> None:
        """Write a line over several columns, as high as its words need: Excel doesn't fit merged cells."""
        self._merge(first, last)
        letters = sum(column.width for column in self.columns[first - 1 : last])
        height = height_of(text, letters, look, self.styles.size(look))
        self.append([*[None] * (first - 1), self.text(text, look, None)], height)

    def line(self, line: SheetLine) -> None:
        """Write a line of the table."""
        look = _LOOKS[line.kind]
        if look is Look.GROUP:
            self._merge(_title(line) + 1, self._last)
        pairs = zip(line.cells, self.columns, strict=True)
        self.append([self.cell(cell, look, column.align) for cell, column in pairs], self.height(line))

    def height(self, line: SheetLine) -> float:
        """Return the height that a line needs; the title of a group goes on over the blank cells behind it."""
        look = _LOOKS[line.kind]
        size = self.styles.size(look)
        if look is Look.GROUP:
            first = _title(line)
            letters = sum(column.width for column in self.columns[first : max(first + 1, self._last)])
            return height_of(_words(line.cells[first]), letters, look, size)
        pairs = zip(line.cells, self.columns, strict=True)
        return max(height_of(_words(cell), column.width, look, size) for cell, column in pairs)

    def header(self) -> None:
        """Write the header of the table."""
        size = self.styles.size(Look.HEADER)
        height = max(height_of(column.header, column.width, Look.HEADER, size) for column in self.columns)
        self.append([self.text(column.header, Look.HEADER, Align.CENTRE) for column in self.columns], height)
        self._header = height

    def cell(self, cell: Cell, look: Look, align: Align) -> str:
        """Return the XML of a cell of the table."""
        match cell:
            case NumberCell():
                return self._number(cell, look, align)
            case MissingCell():
                return self.text(cell.text, look, Align.CENTRE, italic=True)
            case TextCell():
                return self.text(cell.text, look, align)
            case None:
                return self.text("", look, align)
        assert_never(cell)

    def text(self, text: str, look: Look, align: Align | None, *, italic: bool = False) -> str:
        """Return the XML of a cell of words."""
        words = clean(text)[:LONGEST_TEXT]
        risky = words.startswith(_FORMULA)
        return text_cell(self.styles.number_of(look, align, italic=italic, quoted=risky), words)

    def _number(self, cell: NumberCell, look: Look, align: Align) -> str:
        digits = _digits(cell)
        if digits is None:
            self.too_long = True
            return self.text(_shown(cell), look, align)
        return number_cell(self.styles.number_of(look, align, number=number_format(cell)), digits)

    def notes(self, notes: Sequence[str]) -> None:
        """Write what readers have to know below everything else."""
        found = [*notes, *([_TOO_LONG] if self.too_long else [])]
        if found:
            self.append([])
        for note in found:
            self.across(note, Look.NOTE, self._first, self._last)

    def signed(self, blocks: Sequence[Sequence[str]]) -> None:
        """Write who compiled the figures and who signs, side by side below the table."""
        if not blocks:
            return
        self.append([])
        widths = [column.width for column in self.columns[self._first - 1 : self._last]]
        halves = [abs(sum(widths) - 2 * sum(widths[:count])) for count in range(1, len(widths))]
        middle = self._first + halves.index(min(halves)) if halves else self._first
        for left, right in zip(*blocks, strict=True):
            self._merge(self._first, middle)
            self._merge(middle + 1, self._last)
            between = [None] * (middle - self._first)
            words = [self.text(text, Look.SIGNED, None) for text in (left, right)]
            self.append([*[None] * (self._first - 1), words[0], *between, words[1]])

    def append(self, cells: Sequence[str | None], height: float | None = None) -> None:
        """Write the next row."""
        self.rows.append(cells, height)
        self.used += height or _ROW

    def _merge(self, first: int, last: int) -> None:
        """Join cells of the next row, if there are several."""
        if first < last:
            row = self.rows.count + 1
            self.made.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")


class _TableWriter(_SheetWriter):
    """Writes a sheet with a table."""

    def __init__(self, book: Book, styles: CellStyles, annex: Annex, sheet: Sheet) -> None:
        # A line that began over the columns repeated on every page would be repeated in part.
        first = 1 if sheet.one_page_wide else sheet.kept + 1
        super().__init__(
            book,
            styles,
            annex,
            sheet,
            columns=_wide_enough(sheet),
            first=first,
            one_page_wide=sheet.one_page_wide,
        )
        self._sheet = sheet

    def write(self) -> None:
        """Write the sheet."""
        sheet = self._sheet
        header = len(sheet.heading.issuer) + 5
        set_up(self.made, self.annex, header=header, kept=sheet.kept, one_page_wide=sheet.one_page_wide)
        if sheet.filtered and sheet.lines:
            last = get_column_letter(len(self.columns))
            self.made.auto_filter.ref = f"A{header}:{last}{header + len(sheet.lines)}"
        self.head(sheet.heading)
        self.header()
        apart = self._first_with_signature()
        for index, line in enumerate(sheet.lines):
            if index == apart:
                self.made.row_breaks.append(Break(self.rows.count))
            self.line(line)
        self.notes(sheet.notes)
        self.signed(sheet.signed)

    def _first_with_signature(self) -> int | None:
        """Return the line that begins a page so that the signatures are neither cut in two nor alone on it."""
        sheet = self._sheet
        rows = [index for index, line in enumerate(sheet.lines) if line.kind is LineKind.ROW]
        if not sheet.signed or not rows:
            return None
        first = rows[-1] - (rows[-1] > 0 and sheet.lines[rows[-1] - 1].kind is LineKind.GROUP)
        page = page_height(self.columns, self.annex.layout.page, one_page_wide=sheet.one_page_wide) - _SPARE
        used = self.used
        for line in sheet.lines:
            height = self.height(line)
            used = used + height if used + height <= page else self._header + height
        signed = max(map(len, sheet.signed)) * height_of("", 1, Look.SIGNED, self.styles.size(Look.SIGNED))
        return first if used + signed + _ROW * (len(sheet.notes) + 2) > page else None


class _ChartsWriter(_SheetWriter):
    """Writes a sheet with charts, each below the figures it is made of."""

    def __init__(self, book: Book, styles: CellStyles, annex: Annex, sheet: Charts) -> None:
        super().__init__(book, styles, annex, sheet, columns=charts.columns(sheet))
        self._sheet = sheet

    def write(self) -> None:
        """Write the sheet."""
        page, sheet = self.annex.layout.page, self._sheet
        set_up(self.made, self.annex, header=0, kept=0, one_page_wide=True)
        self.head(sheet.heading)
        whole = room(page)[1] - _SPARE
        for chart in sheet.charts:
            lines, drawn = charts.lines(sheet, chart), charts.drawn_height(chart)
            figures = sum(map(self.height, lines))
            # If both don't fit on one page, the figures go with what is above them.
            self._make_room(figures + drawn if figures + drawn <= whole else figures, whole)
            first = self.rows.count + 1
            for line in lines:
                self.line(line)
            apart = self._make_room(drawn, whole)
            charts.add(self.made, sheet, chart, first, font=page.font, titled=apart)
            for _ in range(charts.blank_rows(chart)):
                self.append([], charts.ROW_HEIGHT)
        self.notes(sheet.notes)

    def _make_room(self, needed: float, whole: float) -> bool:
        """Begin a new page if less than the points needed are left of this one, so that no chart is cut in two."""
        if not self.used or self.used + needed <= whole:
            return False
        self.made.row_breaks.append(Break(self.rows.count))
        self.used = 0.0
        return True


def _title(line: SheetLine) -> int:
    """Return the index of the cell that holds a group's title: the last one that isn't blank."""
    return max((index for index, cell in enumerate(line.cells) if cell is not None), default=0)


def _wide_enough(sheet: Sheet) -> tuple[SheetColumn, ...]:
    """Return the columns as wide as their figures: Excel shows one that doesn't fit as ####.

    Those of figures are no wider than these and their words need, the others at least as wide as they want.
    """
    return tuple(
        structs.replace(column, width=_width(column, [line.cells[index] for line in sheet.lines]))
        for index, column in enumerate(sheet.columns)
    )


def _width(column: SheetColumn, cells: Sequence[Cell]) -> int:
    """Return the width of a column, in letters."""
    figures = {_shown(cell) for cell in cells if isinstance(cell, NumberCell)}
    longest = max(map(cell_width, figures), default=0.0)
    if column.align is not Align.RIGHT:
        return min(ceil(max(column.width, longest)), _WIDEST)
    words = {word for cell in (column.header, *map(_words, cells)) for word in cell.split()}
    phrases = max(map(cell_width, {_words(cell) for cell in cells}), default=0.0)
    return min(ceil(max(longest, *map(cell_width, words), min(phrases, column.width))), _WIDEST)


def _digits(cell: NumberCell) -> str | None:
    """Return a number as Excel stores it, a percentage as a part of 1; None if Excel can't keep its digits."""
    value = cell.value.scaleb(-2, _EXACT) if cell.percent else cell.value
    text = format(value, "f")
    significant = (
        text.lstrip("-").replace(".", "").strip("0") if "." in text else text.lstrip("-0").rstrip("0")
    )
    if len(significant) > _MOST_DIGITS:
        return None
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if text != "-0" else "0"


def _shown(cell: NumberCell) -> str:
    """Return a number as a Vietnamese reader sees it."""
    places = decimals(cell)
    return f"{cell.before}{number(cell.value, places=places)}{'%' if cell.percent else ''}{cell.after}"


def _words(cell: Cell) -> str:
    """Return the words of a cell, which may need several lines."""
    return clean(cell.text) if isinstance(cell, TextCell | MissingCell) else ""
