"""What a Word page needs that no tag in a template can say: column widths and the lines under headings.

Both are marked in the template by things that outlive its being edited and
saved in Word or LibreOffice (alternative texts and style ids do not):

- the table that follows a paragraph `{{p khoi.can_cot }}` gets the widths and
  the alignment of that block's columns;
- an empty paragraph of the style `MTTQ Kẻ` becomes a line about two fifths as
  long as the last text above it, as Decree 30/2020, Annex I wants it under the
  issuing body and under the subject.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from markupsafe import Markup

from mttq.report.model import Align, Report, Table

RULE_STYLE = "MTTQ Kẻ"

_MARK = "mttq_bang_"

_RULE_SHARE = 0.42
_TWIPS_PER_POINT = 20
_DEFAULT_SIZE = 14.0
_SHORT_TABLE = 8
_SLACK = 40  # twips: rounding, and half a border on each side
_BREAK = re.compile(r"[ \t\n]")  # not the non-breaking space
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


@dataclass(frozen=True, slots=True)
class _Styles:
    """Names and sizes of the document's paragraph styles."""

    names: dict[str, str]
    sizes: dict[str, float]

    @classmethod
    def of(cls, document: Document) -> _Styles:
        names, sizes = {}, {}
        for style in document.styles:
            if isinstance(style, ParagraphStyle):
                names[style.style_id] = style.name or ""
                if style.font.size is not None:
                    sizes[style.style_id] = style.font.size.pt
        return cls(names, sizes)

    def name(self, paragraph: Element) -> str:
        return self.names.get(paragraph.style, "")

    def size(self, paragraph: Element) -> float:
        return self.sizes.get(paragraph.style, _DEFAULT_SIZE)


def mark(number: int) -> Markup:
    """The XML that stands before the document's table of that number, from 1, until `fit` takes it away."""
    return Markup('<w:bookmarkStart w:id="0" w:name="{}{}"/>').format(_MARK, number)


def fit(document: Document, report: Report) -> None:
    """Sets the widths of the report's tables and the lengths of the lines under headings.

    Args:
        document: as rendered from the template; changed in place.
        report: what was rendered.
    """
    body = document.element.body
    styles = _Styles.of(document)
    tables = [block for block in report.body if isinstance(block, Table)]
    for bookmark in list(body.iter(qn("w:bookmarkStart"))):
        name = str(bookmark.get(qn("w:name"), ""))
        if name.startswith(_MARK):
            marked = next(bookmark.itersiblings(qn("w:tbl")), None)
            bookmark.getparent().remove(bookmark)
            if marked is not None:
                _fit_table(marked, tables[int(name.removeprefix(_MARK)) - 1], styles)
    for paragraph in body.iter(qn("w:p")):
        if styles.name(paragraph) == RULE_STYLE:
            _fit_rule(paragraph, _room(paragraph, document), styles)


def text_width(text: str, size: float) -> float:
    """How long the text is on one line in Times New Roman Bold of that size; both in points."""
    letters = unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d")
    return (
        sum(_WIDTHS.get(char, _OTHER_WIDTH) for char in letters if not unicodedata.combining(char))
        * size
        / 1000
    )


def widths(total: int, columns: Sequence[tuple[int, int]]) -> list[int]:
    """The total divided among columns of (weight, least width); the sum is kept.

    By the weights, except that no column gets less than its least width while
    others have more than theirs. Where the least widths do not fit at all, they
    are the weights.
    """
    least = [least for _, least in columns]
    if sum(least) >= total:
        return _divide(total, least)
    weights = [max(weight, 0) for weight, _ in columns]
    if not any(weights):
        weights = [1] * len(columns)
    narrow: set[int] = set()
    while True:
        free = total - sum(least[index] for index in narrow)
        wide = [0 if index in narrow else weight for index, weight in enumerate(weights)]
        shares = _divide(free, wide)
        found = {index for index, share in enumerate(shares) if index not in narrow and share < least[index]}
        if not found:
            return [least[index] if index in narrow else share for index, share in enumerate(shares)]
        narrow |= found


def _divide(total: int, weights: Sequence[int]) -> list[int]:
    """The total in whole numbers by the weights, the sum kept."""
    whole, ends, so_far = sum(weights), [0], 0
    for weight in weights:
        so_far += weight
        ends.append(total * so_far // whole if whole else 0)
    return [end - start for start, end in pairwise(ends)]


def _fit_table(element: Element, table: Table, styles: _Styles) -> None:
    grid = element.find(qn("w:tblGrid"))
    stated = _twips(element.find(f"{qn('w:tblPr')}/{qn('w:tblW')}"))
    total = stated or sum(int(column.get(qn("w:w"), "0")) for column in grid)
    rows = list(element.iterchildren(qn("w:tr")))
    least = _least_widths(element, rows, styles)
    fitted = widths(total, [(column.width, room) for column, room in zip(table.columns, least, strict=True)])
    for column in list(grid):
        grid.remove(column)
    for width in fitted:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)
    for index, row in enumerate(rows):
        header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        # A short table stays on one page, and a long one never leaves a single row for the next.
        together = index < len(rows) - 1 if len(rows) <= _SHORT_TABLE else index == len(rows) - 2
        for cell, width, column in zip(row.iterchildren(qn("w:tc")), fitted, table.columns, strict=True):
            _set_width(cell, width)
            for paragraph in cell.iterchildren(qn("w:p")):
                properties = paragraph.get_or_add_pPr()
                if not header:
                    properties.get_or_add_jc().set(qn("w:val"), _JUSTIFY[column.align])
                if together:
                    properties.get_or_add_keepNext()


def _least_widths(element: Element, rows: Sequence[Element], styles: _Styles) -> list[int]:
    """For each column the width of its longest word, so that no word is broken inside a cell."""
    margins = element.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    sides = () if margins is None else margins.iterchildren(qn("w:left"), qn("w:right"))
    around = sum(_twips(side) or 0 for side in sides) + _SLACK
    words = [[_longest_word(cell, styles) for cell in row.iterchildren(qn("w:tc"))] for row in rows]
    return [round(max(column)) + around for column in zip(*words, strict=True)]


def _longest_word(cell: Element, styles: _Styles) -> float:
    """In twips."""
    return max(
        text_width(word, styles.size(paragraph)) * _TWIPS_PER_POINT
        for paragraph in cell.iterchildren(qn("w:p"))
        for word in _BREAK.split(_text(paragraph))
    )


def _twips(width: Element | None) -> int | None:
    """The width an element states in twips; None where it states none, or a share of the page."""
    if width is None or width.get(qn("w:type")) != "dxa":
        return None
    return int(width.get(qn("w:w")))


def _set_width(cell: Element, width: int) -> None:
    stated = cell.get_or_add_tcPr().get_or_add_tcW()
    stated.set(qn("w:w"), str(width))
    stated.set(qn("w:type"), "dxa")


def _fit_rule(paragraph: Element, room: int, styles: _Styles) -> None:
    above = _text_above(paragraph)
    if above is None:
        return
    text = max(_text(above).split("\n"), key=len)
    length = min(text_width(text, styles.size(above)) * _TWIPS_PER_POINT, room) * _RULE_SHARE
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
