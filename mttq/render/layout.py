"""What a Word page needs that no tag in a template can say: column widths and the lines under headings.

Both are marked in the template, so that a secretary can move, restyle or drop
them in Word:

- a table whose alternative text (Table Properties, Alt Text, Description) reads
  `{{ khoi.stt }}` gets the widths and the alignment of that table's columns;
- an empty paragraph of the style `MTTQ Kẻ` becomes a line about two fifths as
  long as the last line of text above it, as Decree 30/2020, Annex I wants under the issuing
  body and under the subject.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from mttq.report.model import Align, Report, Table

RULE_STYLE = "MTTQKe"

_RULE_SHARE = 0.42
_TWIPS_PER_POINT = 20
_DEFAULT_SIZE = 14.0
_JUSTIFY = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}

# Advance widths of Times New Roman Bold, in thousandths of the size: the letters of each group are one
# width, the rest are as wide as a figure. Vietnamese letters are as wide as their base letters.
_GROUPS = {
    250: " .,;",
    278: "il/",
    333: "-:!()fjt",
    389: "sI",
    444: "cerz",
    500: "agovxyJ–",
    556: "bdhknpquS",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYw",
    778: "GHKOQ",
    833: "m&",
    944: "M",
    1000: "W—",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_OTHER_WIDTH = 500

Element = Any  # lxml elements carry no types


def fit(document: Document, report: Report) -> None:
    """Sets the widths of the report's tables and the lengths of the lines under headings.

    Args:
        document: as rendered from the template; changed in place.
        report: what was rendered.
    """
    body = document.element.body
    tables = [block for block in report.body if isinstance(block, Table)]
    for element in body.iter(qn("w:tbl")):
        if (table := _marked(element, tables)) is not None:
            _fit_table(element, table)
    sizes = dict(_sizes(document))
    for paragraph in body.iter(qn("w:p")):
        if _style(paragraph) == RULE_STYLE:
            _fit_rule(paragraph, _room(paragraph, document), sizes)


def text_width(text: str, size: float) -> float:
    """How long the text is on one line in Times New Roman Bold of that size; both in points."""
    letters = unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d")
    return sum(_WIDTHS.get(char, _OTHER_WIDTH) for char in letters if not unicodedata.combining(char)) * size / 1000


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """The total divided in whole numbers by the weights, the sum kept; equally where no weight is positive."""
    positive = [max(weight, 0) for weight in weights]
    if not any(positive):
        positive = [1] * len(weights)
    ends = [round(total * sum(positive[: index + 1]) / sum(positive)) for index in range(len(positive))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _marked(element: Element, tables: Sequence[Table]) -> Table | None:
    """The table that the alternative text points at; the number gives way to the table's title."""
    description = element.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}")
    if description is None:
        return None
    number = description.get(qn("w:val"), "").strip()
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(tables)):
        return None
    table = tables[int(number) - 1]
    description.getparent().remove(description)
    return table


def _fit_table(element: Element, table: Table) -> None:
    grid = element.find(qn("w:tblGrid"))
    stated = _twips(element.find(f"{qn('w:tblPr')}/{qn('w:tblW')}"))
    total = stated or sum(int(column.get(qn("w:w"), "0")) for column in grid)
    widths = shares(total, [column.width for column in table.columns])
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)
    for row in element.iterchildren(qn("w:tr")):
        header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for cell, width, column in zip(row.iterchildren(qn("w:tc")), widths, table.columns, strict=False):
            _set_width(cell, width)
            if not header:
                for paragraph in cell.iterchildren(qn("w:p")):
                    paragraph.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), _JUSTIFY[column.align])


def _twips(width: Element | None) -> int | None:
    """The width an element states in twips; None where it states none, or a share of the page."""
    if width is None or width.get(qn("w:type")) != "dxa":
        return None
    return int(width.get(qn("w:w")))


def _set_width(cell: Element, width: int) -> None:
    stated = cell.get_or_add_tcPr().get_or_add_tcW()
    stated.set(qn("w:w"), str(width))
    stated.set(qn("w:type"), "dxa")


def _fit_rule(paragraph: Element, room: int, sizes: dict[str, float]) -> None:
    above = _text_above(paragraph)
    if above is None:
        return
    size = sizes.get(_style(above), _DEFAULT_SIZE)
    text = max(_text(above).split("\n"), key=len)
    length = min(text_width(text, size) * _TWIPS_PER_POINT, room) * _RULE_SHARE
    indent = str(round((room - length) / 2))
    ind = paragraph.get_or_add_pPr().get_or_add_ind()
    for name in list(ind.attrib):
        del ind.attrib[name]
    ind.set(qn("w:left"), indent)
    ind.set(qn("w:right"), indent)
    ind.set(qn("w:firstLine"), "0")


def _text_above(paragraph: Element) -> Element | None:
    above: Element
    for above in paragraph.itersiblings(qn("w:p"), preceding=True):
        if _text(above).strip():
            return above
    return None


def _text(paragraph: Element) -> str:
    return str(paragraph.text)


def _style(paragraph: Element) -> str:
    return str(paragraph.style or "")


def _room(paragraph: Element, document: Document) -> int:
    """How wide the place is in which the paragraph stands, in twips."""
    cell = paragraph.getparent()
    if cell.tag == qn("w:tc"):
        stated = _twips(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"))
        if stated is not None:
            return stated
    section = document.sections[-1]
    widths = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (0 if width is None else width.twips for width in widths)
    return page - left - right


def _sizes(document: Document) -> Iterator[tuple[str, float]]:
    """Font sizes of the paragraph styles in points, by the style's id."""
    for style in document.styles:
        font = getattr(style, "font", None)
        if font is not None and font.size is not None:
            yield style.style_id, font.size.pt
