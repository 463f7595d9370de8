"""The page of a sheet: that of the layout profile, but landscape; page numbers and repeated rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mttq.profile import Page
from mttq.render.excel.styles import Look, indent_of
from mttq.render.text import clean
from mttq.report.model import Annex, SheetColumn

_INCH = 72  # points
_MILLIMETRE = _INCH / 25.4
# Excel's numbers of papers, by their sides in millimetres; for any other paper it takes the printer's.
_PAPERS = {(297, 420): 8, (210, 297): 9, (148, 210): 11, (216, 279): 1, (216, 356): 5}
_LETTER = 7.28  # points, the usual width of a letter
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
        setup.scale = 80
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
    wide, letters = 0, 0.0
    for column in columns:
        letters += column.width * 0.8
        if letters * _LETTER > room(page)[0]:
            break
        wide += 1
    return max(1, wide)


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
