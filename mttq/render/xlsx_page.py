"""The page of a sheet: A4 across, margins as in the Word documents, page numbers, what is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mttq.render.text import clean
from mttq.render.xlsx_styles import FONT, SIZE, SIZES, Look
from mttq.report.annex import Annex, Column

_INCH = 25.4  # millimetres
_A4 = 9
_ON_PAGE = 100  # letters of the usual width between the margins
_HEADER_LENGTH = 90  # letters of one part of a header, of which all may not have more than 255
_POINTS = 1.3  # a line's height, for each point of its letters
_WIDER = {
    Look.TITLE: 1.5,
    Look.NUMBER: 1.5,
    Look.ISSUER: 1.35,
    Look.ISSUER_LAST: 1.35,
    Look.BELONGS: 1.05,
    Look.HEADER: 1.15,
    Look.GROUP: 1.1,
}


def set_up(sheet: Worksheet, annex: Annex, *, header: int, kept: int, one_page_wide: bool) -> None:
    """Sets up a sheet that nothing has been written to yet.

    Args:
        sheet: the sheet.
        annex: what it is part of, for the head of every page after the first.
        header: the row of the table's header, 0 for none.
        kept: how many columns stay in view and are repeated.
        one_page_wide: made to fit the width of a page.
    """
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = _A4, "landscape"
    setup.pageOrder = "overThenDown"
    if one_page_wide:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        setup.fitToWidth, setup.fitToHeight = 1, 0
    else:
        setup.scale = 80
    sheet.page_margins = PageMargins(
        left=25 / _INCH,
        right=15 / _INCH,
        top=20 / _INCH,
        bottom=20 / _INCH,
        header=10 / _INCH,
        footer=10 / _INCH,
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
    """Page numbers in the middle of the top margin, not on the first page; whose figures beside them."""
    sheet.HeaderFooter.differentFirst = True
    header = sheet.oddHeader
    assert header is not None
    for part, text in ((header.left, annex.body), (header.right, annex.title)):
        part.text, part.font, part.size = _header_text(text), f"{FONT},Italic", 11
    header.center.text, header.center.font, header.center.size = "&P", f"{FONT},Regular", 13


def _header_text(text: str) -> str:
    words = " ".join(clean(text).split())
    words = words if len(words) <= _HEADER_LENGTH else words[: _HEADER_LENGTH - 1] + "…"
    return words.replace("&", "&&")


def columns_on_page(columns: Sequence[Column], *, one_page_wide: bool) -> int:
    """How many columns the first page shows."""
    if one_page_wide:
        return len(columns)
    wide, letters = 0, 0.0
    for column in columns:
        letters += column.width * 0.8
        if letters > _ON_PAGE:
            break
        wide += 1
    return max(1, wide)


def height_of(text: str, letters: float, look: Look) -> float:
    """How high a line has to be for its words in a cell so many letters wide, in points.

    Programs differ in whether they see to that themselves; so it is said.
    """
    wide = max(int(letters / _WIDER.get(look, 1.0)) - 1, 1)
    lines = sum(len(wrap(line, wide)) or 1 for line in text.split("\n"))
    return lines * SIZES.get(look, SIZE) * _POINTS + 2
