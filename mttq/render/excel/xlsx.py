"""An `Annex` as an Excel workbook: numbers to calculate with, laid out to be printed.

Every figure is in the file digit by digit as it is in the annex. Excel keeps 15
digits of a number; one that has more is written as text, with a note, because
no figure is ever changed in silence. A text is never a formula. Nothing is
stored that depends on when or where the file is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context
from io import BytesIO
from typing import cast

from msgspec import structs
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from mttq.quantity import number
from mttq.render.excel import charts
from mttq.render.excel.page import columns_on_page, height_of, room, set_up
from mttq.render.excel.styles import CellStyles, Look, decimals, number_format
from mttq.render.office import property_text, rezip
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
_LONGEST = 32_767  # letters that a cell holds
_EXACT = Context(prec=400)
_FORMULA = ("=", "+", "-", "@", "\t")
_SPARE = 14.0  # points of a page that charts leave free
_ROW = 15.0  # points of a row that says nothing of its height
_LOOKS = {
    LineKind.GROUP: Look.GROUP,
    LineKind.ROW: Look.ROW,
    LineKind.PART: Look.PART,
    LineKind.SUM: Look.SUM,
}
_TOO_LONG = f"Số có hơn {_MOST_DIGITS} chữ số được ghi dạng chữ để giữ đúng từng chữ số."


def render(annex: Annex) -> bytes:
    """The annex as an `.xlsx` file; the same bytes for the same annex."""
    book = Workbook(write_only=True)
    book.properties.title = property_text(annex.title)
    book.properties.creator = book.properties.lastModifiedBy = property_text(annex.body)
    book.properties.language = "vi-VN"
    styles = CellStyles(annex.layout.page)
    for sheet in annex.sheets:
        # The sheets of a book that is only written have all that is used here of an ordinary one.
        made = cast(Worksheet, book.create_sheet(sheet.name))
        if isinstance(sheet, Charts):
            _ChartsWriter(made, styles, annex, charts.columns(sheet)).write(sheet)
        else:
            first = 1 if sheet.one_page_wide else sheet.kept + 1
            wide_enough = _wide_enough(sheet)
            table = _TableWriter(
                made, styles, annex, wide_enough, first=first, one_page_wide=sheet.one_page_wide
            )
            table.write(sheet)
    written = BytesIO()
    book.save(written)
    return rezip(written.getvalue())


class _SheetWriter:
    """Writes one sheet, from the first line to the last."""

    def __init__(
        self,
        sheet: Worksheet,
        styles: CellStyles,
        annex: Annex,
        columns: Sequence[SheetColumn],
        *,
        first: int = 1,
        one_page_wide: bool = True,
    ) -> None:
        self.sheet = sheet
        self.styles = styles
        self.annex = annex
        self.columns = columns
        self.one_page_wide = one_page_wide
        self.row = 0
        self.used = 0.0  # points of the page, where pages are counted
        self.too_long = False
        # Over columns that are repeated on every page, a line that goes on behind them would be repeated in part.
        self._first = first
        self._last = max(first, columns_on_page(columns, annex.layout.page, one_page_wide=one_page_wide))
        for index, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(index)].width = column.width

    def head(self, heading: SheetHeading) -> None:
        """The body that issues it, and what the table is, over as many columns as the first page shows."""
        for line in heading.issuer:
            self.across(line, Look.ISSUER, 1, min(3, len(self.columns)))
        self.across(heading.number, Look.NUMBER, self._first, self._last)
        self.across(heading.title, Look.TITLE, self._first, self._last)
        self.across(heading.belongs_to, Look.BELONGS, self._first, self._last)
        self.append([])

    def across(self, text: str, look: Look, first: int, last: int) -> None:
        """A line over several columns, as high as its words need: Excel does not see to that in merged cells."""
        row = self.row + 1
        if last > first:
            self.sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")
        letters = sum(column.width for column in self.columns[first - 1 : last])
        self.sheet.row_dimensions[row].height = height_of(text, letters, look, self.styles)
        self.append([*[None] * (first - 1), self.text(text, look, None)])

    def line(self, line: SheetLine) -> None:
        """A line of the table."""
        look = _LOOKS[line.kind]
        pairs = list(zip(line.cells, self.columns, strict=True))
        self.sheet.row_dimensions[self.row + 1].height = self.height(line)
        if look is Look.GROUP and (first := _title(line)) < self._last:
            ends = get_column_letter(first + 1), get_column_letter(self._last)
            self.sheet.merged_cells.add(f"{ends[0]}{self.row + 1}:{ends[1]}{self.row + 1}")
        self.append([self.cell(cell, look, column.align) for cell, column in pairs])

    def height(self, line: SheetLine) -> float:
        """How high a line has to be; the title of a group goes on over the blank cells behind it."""
        look = _LOOKS[line.kind]
        if look is not Look.GROUP:
            pairs = zip(line.cells, self.columns, strict=True)
            return max(height_of(_words(cell), column.width, look, self.styles) for cell, column in pairs)
        first = _title(line)
        letters = sum(column.width for column in self.columns[first : max(first + 1, self._last)])
        return height_of(_words(line.cells[first]), letters, look, self.styles)

    def header(self) -> None:
        """The header of the table."""
        texts = [(column.header, column.width) for column in self.columns]
        height = max(height_of(text, width, Look.HEADER, self.styles) for text, width in texts)
        self.sheet.row_dimensions[self.row + 1].height = height
        self.append([self.text(column.header, Look.HEADER, Align.CENTRE) for column in self.columns])

    def cell(self, cell: Cell, look: Look, align: Align) -> SheetCell:
        """One cell of the table."""
        match cell:
            case NumberCell():
                return self._number(cell, look, align)
            case MissingCell():
                return self.text(cell.text, look, Align.CENTRE, italic=True)
            case TextCell():
                return self.text(cell.text, look, align)
        return self.text("", look, align)

    def text(self, text: str, look: Look, align: Align | None, *, italic: bool = False) -> SheetCell:
        """A cell of words."""
        words = clean(text)[:_LONGEST]
        found = WriteOnlyCell(self.sheet, words or None)
        risky = words.startswith(_FORMULA)
        found._style = self.styles.of(self.sheet, look, align, italic=italic, quoted=risky)  # type: ignore[attr-defined] # the stubs leave it out
        if words:
            found.data_type = "s"  # no formula, whatever it begins with
        return found

    def _number(self, cell: NumberCell, look: Look, align: Align) -> SheetCell:
        digits = _digits(cell)
        if digits is None:
            self.too_long = True
            return self.text(_shown(cell), look, align)
        found = WriteOnlyCell(self.sheet, digits)
        found.data_type = "n"  # with just these digits, which a float would not keep
        found._style = self.styles.of(self.sheet, look, align, number=number_format(cell))  # type: ignore[attr-defined] # the stubs leave it out
        return found

    def notes(self, notes: Sequence[str]) -> None:
        """What has to be known, below everything else."""
        found = [*notes, *([_TOO_LONG] if self.too_long else [])]
        if found:
            self.append([])
        for note in found:
            self.across(note, Look.NOTE, self._first, self._last)

    def append(self, cells: Sequence[SheetCell | None]) -> None:
        """The next row."""
        self.sheet.append(list(cells))
        self.row += 1
        said = self.sheet.row_dimensions[self.row].height if self.row in self.sheet.row_dimensions else None
        self.used += said or _ROW


class _TableWriter(_SheetWriter):
    def write(self, sheet: Sheet) -> None:
        header = len(sheet.heading.issuer) + 5
        set_up(self.sheet, self.annex, header=header, kept=sheet.kept, one_page_wide=self.one_page_wide)
        if sheet.filtered and sheet.lines:
            last = get_column_letter(len(self.columns))
            self.sheet.auto_filter.ref = f"A{header}:{last}{header + len(sheet.lines)}"
        self.head(sheet.heading)
        self.header()
        for line in sheet.lines:
            self.line(line)
        self.notes(sheet.notes)


class _ChartsWriter(_SheetWriter):
    def write(self, sheet: Charts) -> None:
        set_up(self.sheet, self.annex, header=0, kept=0, one_page_wide=True)
        self.head(sheet.heading)
        whole = room(self.annex.layout.page)[1] - _SPARE
        for chart in sheet.charts:
            lines, drawn = charts.lines(sheet, chart), charts.drawn_height(chart)
            figures = sum(map(self.height, lines))
            # Where both don't fit on one page, the figures go with what stands there already.
            self._make_room(figures + drawn if figures + drawn <= whole else figures, whole)
            first = self.row + 1
            for line in lines:
                self.line(line)
            apart = self._make_room(drawn, whole)
            font = self.annex.layout.page.font
            charts.add(self.sheet, sheet, chart, first, font, titled=apart)
            for _ in range(charts.blank_rows(chart)):
                self.sheet.row_dimensions[self.row + 1].height = charts.ROW_HEIGHT
                self.append([])
        self.notes(sheet.notes)

    def _make_room(self, needed: float, whole: float) -> bool:
        """Begins a new page where there is not so much room left, in points: no chart is cut in two."""
        if not self.used or self.used + needed <= whole:
            return False
        self.sheet.row_breaks.append(Break(self.row))
        self.used = 0.0
        return True


def _title(line: SheetLine) -> int:
    """Which cell of a group's line, from 0, holds its title: the last one that says anything."""
    return max((index for index, cell in enumerate(line.cells) if cell is not None), default=0)


def _wide_enough(sheet: Sheet) -> tuple[SheetColumn, ...]:
    """The columns, each wide enough for its longest number: Excel shows a number that does not fit as ####."""
    found = []
    for index, column in enumerate(sheet.columns):
        longest = max(
            (len(_shown(cell)) for line in sheet.lines if isinstance(cell := line.cells[index], NumberCell)),
            default=0,
        )
        found.append(structs.replace(column, width=max(column.width, longest + 3)))
    return tuple(found)


def _digits(cell: NumberCell) -> str | None:
    """The number as Excel keeps it, a percentage as a part of 1; None where it has more digits than Excel keeps."""
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
    """The number as a Vietnamese reader sees it."""
    places = decimals(cell)
    return f"{cell.before}{number(cell.value, places=places)}{'%' if cell.percent else ''}{cell.after}"


def _words(cell: Cell) -> str:
    """What may have to go over several lines."""
    return clean(cell.text) if isinstance(cell, TextCell | MissingCell) else ""
