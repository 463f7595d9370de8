"""How the cells of a workbook look: that of the Word documents, in black and white."""

from __future__ import annotations

from enum import StrEnum

from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from mttq.report.annex import Number
from mttq.report.model import Align

FONT = "Times New Roman"
_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", fgColor="D9D9D9")
_LIGHT = PatternFill("solid", fgColor="F2F2F2")
_HORIZONTAL = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


class Look(StrEnum):
    """What a cell is part of."""

    ISSUER = "issuer"
    ISSUER_LAST = "issuer-last"
    NUMBER = "number"
    TITLE = "title"
    BELONGS = "belongs"
    HEADER = "header"
    GROUP = "group"
    ROW = "row"
    PART = "part"
    SUM = "sum"
    NOTE = "note"


SIZES = {Look.NUMBER: 14, Look.TITLE: 14, Look.BELONGS: 13}
SIZE = 12
_BOLD = {Look.ISSUER_LAST, Look.NUMBER, Look.TITLE, Look.HEADER, Look.GROUP, Look.SUM}
_ITALIC = {Look.BELONGS, Look.NOTE}
_IN_TABLE = {Look.HEADER, Look.GROUP, Look.ROW, Look.PART, Look.SUM}
_FILLS = {Look.HEADER: _LIGHT, Look.GROUP: _GREY}


class Styles:
    """The styles of a workbook, each made once: making one takes much longer than using it."""

    def __init__(self) -> None:
        self._made: dict[object, StyleArray] = {}

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
            model = WriteOnlyCell(sheet)
            model.font = Font(
                name=FONT, size=SIZES.get(look, SIZE), bold=look in _BOLD, italic=italic or look in _ITALIC
            )
            set_to = _HORIZONTAL[align] if align is not None else ("left" if look is Look.NOTE else "center")
            model.alignment = Alignment(
                horizontal=set_to,
                vertical="center",
                wrap_text=not number and look is not Look.GROUP,
                indent=1 if look is Look.PART and set_to == "left" else 0,
            )
            if look in _IN_TABLE:
                model.border = _BOX
            if look in _FILLS:
                model.fill = _FILLS[look]
            model.number_format = number or "@"
            if quoted:
                model.quotePrefix = True
            self._made[key] = model._style  # type: ignore[attr-defined] # the stubs leave it out
        return self._made[key]


def number_format(cell: Number) -> str:
    """The format of a number, with as many decimals as it has; Excel puts the marks that its user has set."""
    places = decimals(cell)
    fraction = f".{'0' * places}" if places else ""
    digits = f"0{fraction}%" if cell.percent else f"#,##0{fraction}"
    return _words(cell.before) + digits + _words(cell.after)


def decimals(cell: Number) -> int:
    """How many decimals are shown: all that there are; of a percentage two at least."""
    _, _, fraction = format(cell.value, "f").partition(".")
    places = len(fraction.rstrip("0"))
    return max(places, 2) if cell.percent else places


def _words(text: str) -> str:
    """Words in a number format."""
    return f'"{text.replace(chr(34), "”")}"' if text else ""
