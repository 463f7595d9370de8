"""What a Word page needs that no tag in a template can say: column widths and the lines under headings.

Both are marked in the template by things that outlive its being edited and
saved in Word or LibreOffice (alternative texts and style ids do not):

- the table that follows a paragraph `{{p khoi.can_cot }}` gets the widths and
  the alignment of that block's columns; one that is too wide for the page is
  put on a lying page together with what stands between that paragraph and the
  table, and one that is too wide even for that is set smaller;
- an empty paragraph of the style `MTTQ Kẻ` becomes a line as long as the layout
  profile wants it under the issuing body (in the heading in two columns) and
  under the subject, reckoned from the last text above it; one of the style
  `MTTQ Kẻ tiêu ngữ` as it wants it under the motto.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from lxml import etree
from markupsafe import Markup

from mttq.profile import Page
from mttq.render import sections
from mttq.render.dress import MOTTO_RULE, RULE
from mttq.report.model import Align, Column, Report, Table

_MARK = "mttq_bang_"

_TWIPS_PER_POINT = 20
_DEFAULT_SIZE = 14.0
_SHORT_TABLE = 8
_SLACK = 40  # twips: rounding, and half a border on each side
_RUNNING_TEXT = 1700  # twips: 3 cm
_SCALES = (1, 11 / 12, 10 / 12, 9 / 12, 8 / 12)
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

_W, _TYPE, _VAL = qn("w:w"), qn("w:type"), qn("w:val")
_TC, _TCPR, _TCW, _SPAN = qn("w:tc"), qn("w:tcPr"), qn("w:tcW"), qn("w:gridSpan")
_P, _PPR, _PSTYLE, _JC = qn("w:p"), qn("w:pPr"), qn("w:pStyle"), qn("w:jc")
_R, _T, _LINK = qn("w:r"), qn("w:t"), qn("w:hyperlink")
_PLAIN = frozenset({_T, qn("w:rPr")})

Element = Any  # lxml elements carry no types
Cells = list[tuple[Element, int]]


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
        return self.names.get(_style(paragraph), "")

    def size(self, paragraph: Element) -> float:
        return self.sizes.get(_style(paragraph), _DEFAULT_SIZE)


def _style(paragraph: Element) -> str:
    """The id of the paragraph's style, "" where it names none."""
    properties = paragraph.find(_PPR)
    named = properties.find(_PSTYLE) if properties is not None else None
    return str(named.get(_VAL)) if named is not None else ""


def mark(number: int) -> Markup:
    """The XML that stands before the document's table of that number, from 1, until `fit` takes it away."""
    return Markup('<w:bookmarkStart w:id="0" w:name="{}{}"/>').format(_MARK, number)


def fit(document: Document, report: Report, page: Page) -> None:
    """Sets the widths of the report's tables and the lengths of the lines under headings.

    Args:
        document: as rendered from the template; changed in place.
        report: what was rendered.
        page: the measures of its layout profile.
    """
    body = document.element.body
    styles = _Styles.of(document)
    tables = [block for block in report.body if isinstance(block, Table)]
    for bookmark in list(body.iter(qn("w:bookmarkStart"))):
        name = str(bookmark.get(qn("w:name"), ""))
        if name.startswith(_MARK):
            start = bookmark.getnext()
            marked = next(bookmark.itersiblings(qn("w:tbl")), None)
            bookmark.getparent().remove(bookmark)
            if marked is not None:
                table = tables[int(name.removeprefix(_MARK)) - 1]
                _fit_table(start, marked, table, styles, turns=page.turns)
                if table is report.body[-1]:
                    _keep_with_signature(marked, body.find(qn("w:sectPr")))
    for paragraph in body.iter(qn("w:p")):
        name = styles.name(paragraph)
        if name == MOTTO_RULE:
            _fit_rule(paragraph, _room(paragraph, document), styles, page.rule_motto)
        elif name == RULE:
            under_issuer = paragraph.getparent().tag == qn("w:tc")
            share = page.rule_issuer if under_issuer else page.rule_subject
            _fit_rule(paragraph, _room(paragraph, document), styles, share)


@lru_cache(maxsize=4096)  # the words of a table come again and again
def text_width(text: str, size: float) -> float:
    """How long the text is on one line in Times New Roman Bold of that size, both in the same unit."""
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


def _fit_table(start: Element, element: Element, table: Table, styles: _Styles, *, turns: bool) -> None:
    rows = list(element.iterchildren(qn("w:tr")))
    columns = table.columns
    if any(sum(span for _, span in _cells(row)) != len(columns) for row in rows):
        return  # somebody's own table, of other columns than the report's
    heads = sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)
    for group in table.groups:
        if heads + group < len(rows):
            _head_group(rows[heads + group])
    grid = element.find(qn("w:tblGrid"))
    stated = element.find(f"{qn('w:tblPr')}/{qn('w:tblW')}")
    total = _twips(stated) or sum(int(column.get(qn("w:w"), "0")) for column in grid)
    margins = _margins(element)
    cells = [_cells(row) for row in rows]
    words = _least_widths(cells, columns, styles)
    section = element.getparent().find(qn("w:sectPr"))  # none for a table inside another
    if turns and sum(words) + margins * len(words) > total and section is not None:
        total = sections.room(sections.lying(section))
        sections.turn(start, element, section)
        if stated is not None:
            stated.set(qn("w:w"), str(total))
            stated.set(qn("w:type"), "dxa")
    space = total - margins * len(words)
    scale = next((scale for scale in _SCALES if sum(words) * scale <= space), _SCALES[-1])
    if scale < 1:
        _shrink(element, scale, styles)
    least = [round(word * scale) + margins for word in words]
    fitted = widths(total, [(column.width, room) for column, room in zip(columns, least, strict=True)])
    _set_grid(grid, fitted)
    for index, row in enumerate(rows):
        # A short table stays on one page, and a long one never leaves a single row for the next.
        together = index < len(rows) - 1 if len(rows) <= _SHORT_TABLE else index == len(rows) - 2
        _fit_row(row, cells[index], fitted, columns, together)


def _keep_with_signature(table: Element, section: Element) -> None:
    """A table that ends the document shares its last page with the signature, lying if the table lies."""
    sections.stay(table, section)
    rows = list(table.iterchildren(qn("w:tr")))
    for paragraph in rows[-1].iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext()
    for following in table.itersiblings():
        if following.tag != qn("w:p"):
            break
        following.get_or_add_pPr().get_or_add_keepNext()


def _head_group(row: Element) -> None:
    """Joins the cells after the first into one and sets the row in bold, kept with the row below."""
    cells = [cell for cell, _ in _cells(row)]
    if len(cells) < 3 or any(_text(one) for cell in cells[2:] for one in cell.iter(qn("w:p"))):
        return
    cells[1].grid_span = len(cells) - 1
    for cell in cells[2:]:
        row.remove(cell)
    for paragraph in row.iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext()
        for run in paragraph.iter(qn("w:r")):
            run.get_or_add_rPr().get_or_add_b()


def _set_grid(grid: Element, fitted: Sequence[int]) -> None:
    for column in list(grid):
        grid.remove(column)
    for width in fitted:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)


def _fit_row(
    row: Element, cells: Cells, fitted: Sequence[int], columns: Sequence[Column], together: bool
) -> None:
    header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    first = 0
    for cell, span in cells:
        properties = cell.find(_TCPR)
        stated = properties.find(_TCW) if properties is not None else None
        if stated is None:
            stated = cell.get_or_add_tcPr().get_or_add_tcW()
        stated.set(_W, str(sum(fitted[first : first + span])))
        stated.set(_TYPE, "dxa")
        for paragraph in cell.iterchildren(_P):
            properties = paragraph.find(_PPR)
            if properties is None:
                properties = paragraph.get_or_add_pPr()
            if not header and span == 1:
                _justify(properties, _JUSTIFY[columns[first].align])
            if together:
                properties.get_or_add_keepNext()
        first += span


def _justify(properties: Element, how: str) -> None:
    """Sets how a paragraph is set; its other properties have an order, in which few come after this one."""
    stated = properties.find(_JC)
    if stated is None and all(one.tag == _PSTYLE for one in properties):
        stated = etree.SubElement(properties, _JC)
    elif stated is None:
        stated = properties.get_or_add_jc()
    stated.set(_VAL, how)


def _cells(row: Element) -> Cells:
    """The row's cells, each with the number of columns it spans."""
    found = []
    for cell in row.iterchildren(_TC):
        properties = cell.find(_TCPR)
        span = properties.find(_SPAN) if properties is not None else None
        found.append((cell, int(span.get(_VAL)) if span is not None else 1))
    return found


def _margins(element: Element) -> int:
    """What a column needs besides its text."""
    margins = element.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    sides = () if margins is None else margins.iterchildren(qn("w:left"), qn("w:right"))
    return sum(_twips(side) or 0 for side in sides) + _SLACK


def _least_widths(rows: Sequence[Cells], columns: Sequence[Column], styles: _Styles) -> list[int]:
    """For each column the width of its longest word, so that no word is broken inside a cell.

    A column of running text gets room for some words on a line as well.
    """
    least = [0.0] * len(columns)
    for row in rows:
        first = 0
        for cell, span in row:
            if span == 1:
                least[first] = max(least[first], _need(cell, columns[first], styles))
            first += span
    return list(map(round, least))


def _need(cell: Element, column: Column, styles: _Styles) -> float:
    """What the cell's text needs at least, in twips."""
    need = 0.0
    for paragraph in cell.iterchildren(_P):
        text, unit = _text(paragraph), styles.size(paragraph) * _TWIPS_PER_POINT
        need = max(need, *(text_width(word, unit) for word in _BREAK.split(text)))
        if column.align is Align.LEFT:
            need = max(need, min(text_width(text, unit), _RUNNING_TEXT))
    return need


def _shrink(element: Element, scale: float, styles: _Styles) -> None:
    """Sets the letters of the table smaller."""
    for paragraph in element.iter(qn("w:p")):
        for run in paragraph.iterchildren(qn("w:r")):
            run.get_or_add_rPr().sz_val = Pt(round(styles.size(paragraph) * scale))


def _twips(width: Element | None) -> int | None:
    """The width an element states in twips; None where it states none, or a share of the page."""
    if width is None or width.get(qn("w:type")) != "dxa":
        return None
    return int(width.get(qn("w:w")))


def _fit_rule(paragraph: Element, room: int, styles: _Styles, share: Decimal) -> None:
    above = _text_above(paragraph)
    if above is None:
        return
    text = max(_text(above).split("\n"), key=len)
    length = min(text_width(text, styles.size(above)) * _TWIPS_PER_POINT, room) * float(share)
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
    """The text as python-docx reads it, which asks XPath for every run."""
    runs: list[Element] = []
    for child in paragraph:
        if child.tag == _R:
            runs.append(child)
        elif child.tag == _LINK:
            runs += child.iterchildren(_R)
    if all(node.tag in _PLAIN for run in runs for node in run):
        return "".join(node.text or "" for run in runs for node in run.iterchildren(_T))
    return str(paragraph.text)


def _room(paragraph: Element, document: Document) -> int:
    """How wide the place is in which the paragraph stands, in twips."""
    cell = paragraph.getparent()
    if cell.tag == qn("w:tc"):
        stated = _twips(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"))
        if stated is not None:
            return stated
    ends = (one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") for one in paragraph.itersiblings(qn("w:p")))
    first = next((end for end in ends if end is not None), None)
    return sections.room(document.element.body.find(qn("w:sectPr")) if first is None else first)
