"""Styles of a workbook's cells: by the layout profile, like those of Word documents, in black and white."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.xml.functions import tostring

from mttq.profile import Page
from mttq.report.model import Align, NumberCell

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


# The part of the profile whose style it has; any other look has that of a cell of a table.
_PARTS = {
    Look.ISSUER: "co_quan",
    Look.NUMBER: "ten_loai",
    Look.TITLE: "trich_yeu",
    Look.BELONGS: "dia_danh_ngay",
    Look.HEADER: "ten_cot",
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
            italic: whether it stands in the place of a figure.
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
        return _stylesheet(self._page.font, float(self._page.border), tuple(self._numbers))

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
            indent=indent_of(look) if set_to == "left" else 0,
            fill=_FILLS.get(look, ""),
            boxed=look in _IN_TABLE,
            number=number or "@",
            quoted=quoted,
        )


@lru_cache(maxsize=256)  # hundreds of workbooks have the same styles
def _stylesheet(font: str, border: float, styles: tuple[_CellStyle, ...]) -> bytes:
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
    return bytes(tostring(write_stylesheet(book)))


def indent_of(look: Look) -> int:
    """Return the space at the left of words, in letters, which keeps them off a figure in the column before."""
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
