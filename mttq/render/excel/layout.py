"""The layout of a workbook, by the profile, like that of Word documents: pages, and styles of cells.

Pages are landscape and have numbers and repeated rows and columns. Cells are in black and white.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Literal
from xml.sax.saxutils import quoteattr

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from mttq.profile import Page
from mttq.profile.letters import breadth, text_width
from mttq.render.text import clean
from mttq.report.model import Align, Annex, NumberCell, SheetColumn

# Cells


_GREY, _LIGHT = "D9D9D9", "F2F2F2"
_HORIZONTAL: dict[Align, Literal["left", "center", "right"]] = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
}


class Look(StrEnum):
    """The part of a sheet that a cell belongs to, which decides how it looks."""

    ISSUER = "issuer"
    NUMBER = "number"
    TITLE = "title"
    BELONGS = "belongs"
    HEADER = "header"
    GROUP = "group"
    ROW = "row"
    PART = "part"
    SUM = "sum"
    NOTE = "note"
    SIGNED = "signed"


# The part of the profile whose style it has; any other look has that of a cell of a table.
_PARTS = {
    Look.ISSUER: "co_quan",
    Look.NUMBER: "ten_loai",
    Look.TITLE: "trich_yeu",
    Look.BELONGS: "dia_danh_ngay",
    Look.HEADER: "ten_cot",
    Look.SIGNED: "nguoi_ky",
}
_BOLD = {Look.GROUP, Look.SUM}
_IN_TABLE = {Look.HEADER, Look.GROUP, Look.ROW, Look.PART, Look.SUM}
_FILLS = {Look.HEADER: _LIGHT, Look.GROUP: _GREY}


# Excel has four thicknesses of lines: the first for lines of at most 0.3 points, and so on.
_LINES: tuple[tuple[float, Literal["hair", "thin", "medium"]], ...] = (
    (0.3, "hair"),
    (0.8, "thin"),
    (2.0, "medium"),
)


class _CellStyle(Struct, frozen=True):
    """The style of a cell, apart from what all cells of a workbook share.

    Attributes:
        size: of the letters, in points.
        bold, italic: of the letters.
        horizontal: how the words are set.
        wraps: whether words go over several lines.
        indent: the space at the left, in letters.
        fill: the colour behind the words, or "".
        boxed: whether there is a line around the cell.
        number: the format of the number, `@` for text.
        quoted: whether a text is marked as such, since Excel would take it for a formula.
    """

    size: float
    bold: bool
    italic: bool
    horizontal: Literal["left", "center", "right"]
    wraps: bool
    indent: int
    fill: str
    boxed: bool
    number: str
    quoted: bool


class CellStyles:
    """The styles of a workbook, numbered from 1 in the order in which they are first asked for.

    Args:
        page: the measures and faces of the layout profile.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._faces = {look: page.style(_PARTS.get(look, "o_bang")) for look in Look}
        self._sizes = {look: float(face.size) for look, face in self._faces.items()}
        self._numbers: dict[_CellStyle, int] = {}
        self._known: dict[object, int] = {}

    def size(self, look: Look) -> float:
        """Return the size of its letters, in points."""
        return self._sizes[look]

    def number_of(
        self,
        look: Look,
        align: Align | None,
        *,
        number: str = "",
        italic: bool = False,
        quoted: bool = False,
    ) -> int:
        """Return the number of a style in the workbook.

        Args:
            look: what the cell is part of.
            align: how its words are set; None for the look's own way.
            number: the format of a number; "" for text.
            italic: whether it replaces a figure.
            quoted: whether it is a text that would be a formula if it was typed.
        """
        key = (look, align, number, italic, quoted)
        found = self._known.get(key)
        if found is None:
            style = self._style(look, align, number=number, italic=italic, quoted=quoted)
            found = self._known[key] = self._numbers.setdefault(style, len(self._numbers) + 1)
        return found

    def stylesheet(self) -> bytes:
        """Return the part that holds the styles."""
        page = self._page
        return _stylesheet(page.font, self.size(Look.ROW), float(page.border), tuple(self._numbers))

    def _style(
        self, look: Look, align: Align | None, *, number: str, italic: bool, quoted: bool
    ) -> _CellStyle:
        face = self._faces[look]
        set_to = _HORIZONTAL[align] if align is not None else ("left" if look is Look.NOTE else "center")
        return _CellStyle(
            size=self.size(look),
            bold=face.bold or look in _BOLD,
            italic=italic or face.italic or look is Look.NOTE,
            horizontal=set_to,
            wraps=not number,
            indent={"left": indent_of(look), "center": 0, "right": int(look in _IN_TABLE)}[set_to],
            fill=_FILLS.get(look, ""),
            boxed=look in _IN_TABLE,
            number=number or "@",
            quoted=quoted,
        )


_FIRST_FONT = re.compile(rb"<font>.*?</font>", re.DOTALL)


@lru_cache(maxsize=256)  # hundreds of workbooks have the same styles
def _stylesheet(font: str, size: float, border: float, styles: tuple[_CellStyle, ...]) -> bytes:
    """Return the part that holds these styles, numbered from 1; openpyxl writes it for a workbook without cells."""
    book = Workbook(write_only=True)
    sheet, box = book.create_sheet(), _box(border)
    for style in styles:
        model = WriteOnlyCell(sheet)
        model.font = Font(name=font, size=style.size, bold=style.bold, italic=style.italic)
        model.alignment = Alignment(
            horizontal=style.horizontal, vertical="center", wrap_text=style.wraps, indent=style.indent
        )
        if style.boxed:
            model.border = box
        if style.fill:
            model.fill = PatternFill("solid", fgColor=style.fill)
        model.number_format = style.number
        if style.quoted:
            model.quotePrefix = True
        _ = model.style_id  # asking for its number adds it to the workbook
    # The digits of the first font are the unit of the widths of columns.
    first = f'<font><name val={quoteattr(font)}/><family val="1"/><sz val="{size:g}"/></font>'
    return _FIRST_FONT.sub(first.encode(), bytes(tostring(write_stylesheet(book))), count=1)


def indent_of(look: Look) -> int:
    """Return the space beside words, in letters, which keeps them off the lines of the table."""
    return 2 if look is Look.PART else 1 if look in _IN_TABLE else 0


def _box(points: float) -> Border:
    """Return a line around a cell, in the nearest of Excel's thicknesses; none for 0 points."""
    if not points:
        return Border()
    side = Side(style=next((name for most, name in _LINES if points <= most), "thick"), color="000000")
    return Border(left=side, right=side, top=side, bottom=side)


def number_format(cell: NumberCell) -> str:
    """Return the format of a number with all its decimals; the user's settings decide on the marks."""
    places = decimals(cell)
    fraction = f".{'0' * places}" if places else ""
    digits = f"0{fraction}%" if cell.percent else f"#,##0{fraction}"
    return _words(cell.before) + digits + _words(cell.after)


def decimals(cell: NumberCell) -> int:
    """Return the number of decimals shown: all that there are, and at least two of a percentage."""
    _, _, fraction = format(cell.value, "f").partition(".")
    places = len(fraction.rstrip("0"))
    return max(places, 2) if cell.percent else places


def _words(text: str) -> str:
    """Return words as a number format quotes them."""
    return f'"{text.replace(chr(34), "”")}"' if text else ""


# Pages


_INCH = 72  # points
_MILLIMETRE = _INCH / 25.4
# Excel's numbers of papers, by their sides in millimetres; for any other paper it takes the printer's.
_PAPERS = {(297, 420): 8, (210, 297): 9, (148, 210): 11, (216, 279): 1, (216, 356): 5}
_SMALLER = 0.8  # of a sheet that is not made to fit one page
_HEADER_LENGTH = 90  # letters in a part of a header; all parts together may have 255
_HIGHEST = 409.0  # points, the greatest height of a row in Excel
_POINTS = 1.3  # height of a line for each point of its letters
_WIDER = {
    Look.TITLE: 1.5,
    Look.NUMBER: 1.5,
    Look.ISSUER: 1.35,
    Look.BELONGS: 1.05,
    Look.HEADER: 1.15,
    Look.GROUP: 1.1,
}


def set_up(sheet: Worksheet, annex: Annex, *, header: int, kept: int, one_page_wide: bool) -> None:
    """Set up an empty sheet.

    Args:
        sheet: the sheet.
        annex: the workbook it is part of, for the head of every page after the first.
        header: the row of the table's header; 0 if it has none.
        kept: the number of columns that stay in view and are repeated.
        one_page_wide: whether it is made to fit the width of a page.
    """
    setup, page = sheet.page_setup, annex.layout.page
    paper = _PAPERS.get((_millimetres(page.width), _millimetres(page.height)))
    if paper is not None:
        setup.paperSize = paper
    setup.orientation = "landscape"
    setup.pageOrder = "overThenDown"
    if one_page_wide:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        setup.fitToWidth, setup.fitToHeight = 1, 0
    else:
        setup.scale = round(100 * _SMALLER)
    sheet.page_margins = PageMargins(
        left=_inches(page.left),
        right=_inches(page.right),
        top=_inches(page.top),
        bottom=_inches(page.bottom),
        header=_inches(page.number_edge),
        footer=_inches(page.number_edge),
    )
    sheet.print_options.horizontalCentered = one_page_wide
    sheet.sheet_view.showGridLines = False
    if header:
        sheet.freeze_panes = f"{get_column_letter(kept + 1)}{header + 1}"
        sheet.print_title_rows = f"{header}:{header}"
        if not one_page_wide:
            sheet.print_title_cols = f"A:{get_column_letter(kept)}"
    _page_header(sheet, annex)


def _page_header(sheet: Worksheet, annex: Annex) -> None:
    """Put page numbers into the margin that the profile says, and whose figures they are into the top margin."""
    page = annex.layout.page
    sheet.HeaderFooter.differentFirst = True
    header = sheet.oddHeader
    assert header is not None
    small = round(page.style("noi_nhan_dong").size)
    for part, text in ((header.left, annex.body), (header.right, annex.title)):
        part.text, part.font, part.size = _header_text(text), f"{page.font},Italic", small
    numbered = [sheet.oddFooter if page.number_below else header]
    if page.number_first:
        numbered.append(sheet.firstFooter if page.number_below else sheet.firstHeader)
    face = page.style("so_trang")
    how = " ".join(word for word, wanted in (("Bold", face.bold), ("Italic", face.italic)) if wanted)
    for margin in numbered:
        assert margin is not None
        number = margin.center
        number.text, number.font, number.size = "&P", f"{page.font},{how or 'Regular'}", round(face.size)


def _header_text(text: str) -> str:
    words = " ".join(clean(text).split())
    words = words if len(words) <= _HEADER_LENGTH else words[: _HEADER_LENGTH - 1] + "…"
    return words.replace("&", "&&")


def _inches(points: Decimal) -> float:
    return float(points) / _INCH


def _millimetres(points: Decimal) -> int:
    return round(float(points) / _MILLIMETRE)


def room(page: Page) -> tuple[float, float]:
    """Return the width and the height of the area between the margins, in points."""
    return float(page.height - page.left - page.right), float(page.width - page.top - page.bottom)


def columns_on_page(columns: Sequence[SheetColumn], page: Page, *, one_page_wide: bool) -> int:
    """Return the number of columns that the first page shows."""
    if one_page_wide:
        return len(columns)
    wide, points = 0, 0.0
    for column in columns:
        points += column.width * letter(page) * _SMALLER
        if points > room(page)[0]:
            break
        wide += 1
    return max(1, wide)


def letter(page: Page) -> float:
    """Return the unit of the widths of columns in points: a digit of the cells of tables."""
    return text_width("0", float(page.style("o_bang").size) * breadth(page.font))


def page_height(columns: Sequence[SheetColumn], page: Page, *, one_page_wide: bool) -> float:
    """Return the height of the rows that a page holds, in points."""
    wide, high = room(page)
    needed = sum(column.width for column in columns) * letter(page)
    return high / (min(1.0, wide / needed) if one_page_wide else _SMALLER)


def cell_width(text: str) -> float:
    """Return the width of a column in which a text stands on one line, in letters."""
    return text_width(text, 1.0) / text_width("0", 1.0) + 2 * indent_of(Look.ROW)


@lru_cache(maxsize=8192)  # names and remarks come again and again
def height_of(text: str, letters: float, look: Look, size: float) -> float:
    """Return the height in points that a line needs for a text in one of its cells.

    Not every program fits the height of rows to their words, so it is set.

    Args:
        text: the words of the cell.
        letters: the width of the cell.
        look: what the cell is part of.
        size: of its letters, in points.
    """
    wide = max(int(letters / _WIDER.get(look, 1.0)) - 1 - indent_of(look), 1)
    lines = sum(_lines(line, wide) for line in text.split("\n"))
    return min(lines * size * _POINTS + 2, _HIGHEST)


def _lines(text: str, wide: int) -> int:
    """Return the number of lines that a text takes; a word too long for one begins on a line of its own."""
    lines, left = 1, wide
    for word in text.split():
        if len(word) > left:
            lines += -(-len(word) // wide) - (left == wide)
            left = wide - (len(word) - 1) % wide - 1
        else:
            left -= len(word)
        left -= 1
    return lines
