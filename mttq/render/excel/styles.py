"""How the cells of a workbook look: by the layout profile, as Word documents do, in black and white."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from mttq.profile import Page, Style
from mttq.report.model import Align, NumberCell

_GREY = PatternFill("solid", fgColor="D9D9D9")
_LIGHT = PatternFill("solid", fgColor="F2F2F2")
_HORIZONTAL = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


class Look(StrEnum):
    """What a cell is part of."""

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


# The part of the profile whose face it has; all else is a cell of a table.
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


# Excel has four thicknesses of lines: up to so many points they are the first, the second …
_LINES: tuple[tuple[float, Literal["hair", "thin", "medium"]], ...] = (
    (0.3, "hair"),
    (0.8, "thin"),
    (2.0, "medium"),
)


class CellStyles:
    """The styles of a workbook, each made once: making one takes much longer than using it.

    Args:
        page: the measures and faces of the layout profile.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._box = _box(float(page.border))
        self._made: dict[object, StyleArray] = {}

    def face(self, look: Look) -> Style:
        """What the profile says of it."""
        return self._page.style(_PARTS.get(look, "o_bang"))

    def size(self, look: Look) -> float:
        """How large its letters are, in points."""
        return float(self.face(look).size)

    def of(
        self,
        sheet: Worksheet,
        look: Look,
        align: Align | None,
        *,
        number: str = "",
        italic: bool = False,
        quoted: bool = False,
    ) -> StyleArray:
        """The style of a cell.

        Args:
            sheet: any sheet of the workbook.
            look: what the cell is part of.
            align: how its words are set; None for the look's own way.
            number: the format of a number; "" for text.
            italic: it stands where there is no figure.
            quoted: a text that would be a formula if it was typed.
        """
        key = (look, align, number, italic, quoted)
        if key not in self._made:
            model, face = WriteOnlyCell(sheet), self.face(look)
            model.font = Font(
                name=self._page.font,
                size=self.size(look),
                bold=face.bold or look in _BOLD,
                italic=italic or face.italic or look is Look.NOTE,
            )
            set_to = _HORIZONTAL[align] if align is not None else ("left" if look is Look.NOTE else "center")
            model.alignment = Alignment(
                horizontal=set_to,
                vertical="center",
                wrap_text=not number,
                indent=indent_of(look) if set_to == "left" else 0,
            )
            if look in _IN_TABLE:
                model.border = self._box
            if look in _FILLS:
                model.fill = _FILLS[look]
            model.number_format = number or "@"
            if quoted:
                model.quotePrefix = True
            self._made[key] = model._style  # type: ignore[attr-defined] # the stubs leave it out
        return self._made[key]


def indent_of(look: Look) -> int:
    """How far words stand off the line at their left, in letters: a figure in the column before ends right at it."""
    return 2 if look is Look.PART else 1 if look in _IN_TABLE else 0


def _box(points: float) -> Border:
    """A line around a cell, as thick as Excel has it; none where it has no thickness."""
    if not points:
        return Border()
    side = Side(style=next((name for most, name in _LINES if points <= most), "thick"), color="000000")
    return Border(left=side, right=side, top=side, bottom=side)


def number_format(cell: NumberCell) -> str:
    """The format of a number, with as many decimals as it has; Excel puts the marks that its user has set."""
    places = decimals(cell)
    fraction = f".{'0' * places}" if places else ""
    digits = f"0{fraction}%" if cell.percent else f"#,##0{fraction}"
    return _words(cell.before) + digits + _words(cell.after)


def decimals(cell: NumberCell) -> int:
    """How many decimals are shown: all that there are; of a percentage two at least."""
    _, _, fraction = format(cell.value, "f").partition(".")
    places = len(fraction.rstrip("0"))
    return max(places, 2) if cell.percent else places


def _words(text: str) -> str:
    """Words in a number format."""
    return f'"{text.replace(chr(34), "”")}"' if text else ""
