"""Columns of a Word table: as wide as their words need, within the page.

A table that is too wide for the page gets smaller letters; reports put such a
table on landscape pages of its own (`annexes`). Tables make up nearly all of a
document, so each of their elements is read once and kept until it is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from docx.oxml.ns import nsmap, qn
from docx.shared import Pt
from lxml import etree
from msgspec import Struct

from mttq.profile.letters import BORDERS, SMALLER, least_width
from mttq.render.office import Element
from mttq.render.word.styles import ParagraphStyles
from mttq.report.model import Align, Column, TableBlock

_TWIPS_PER_POINT = 20
_SHORT_TABLE = 8
_MOST_PARTS = 10  # of a row, that stay on its page
_SCALES = (1, SMALLER, 10 / 12, 9 / 12, 8 / 12)
_JUSTIFY = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}

_W, _TYPE, _VAL = qn("w:w"), qn("w:type"), qn("w:val")
_TR, _TRPR, _HEADER = qn("w:tr"), qn("w:trPr"), qn("w:tblHeader")
_TC, _TCPR, _TCW, _SPAN = qn("w:tc"), qn("w:tcPr"), qn("w:tcW"), qn("w:gridSpan")
_P, _PPR, _PSTYLE, _JC = qn("w:p"), qn("w:pPr"), qn("w:pStyle"), qn("w:jc")
_R, _T, _RPR, _LINK = qn("w:r"), qn("w:t"), qn("w:rPr"), qn("w:hyperlink")
_KEEP, _BOLD, _RSTYLE, _FONTS = qn("w:keepNext"), qn("w:b"), qn("w:rStyle"), qn("w:rFonts")

_GRID, _GRID_COLUMN = qn("w:tblGrid"), qn("w:gridCol")

_NAMES = {"w": nsmap["w"]}
_ROWS = etree.XPath("w:tr | w:sdt/w:sdtContent/w:tr", namespaces=_NAMES)
# The number of columns that the cells of a row take.
_SPANNED = etree.XPath(
    "count(w:tc) + sum(w:tc/w:tcPr/w:gridSpan/@w:val) - count(w:tc/w:tcPr/w:gridSpan)", namespaces=_NAMES
)


class _WordParagraph(Struct):
    """A paragraph of a cell: its properties if it has any, the id of its style, and its text."""

    element: Element
    properties: Element | None
    style: str
    text: str


class _WordCell(Struct):
    """A cell: the element that states its width if there is one, the columns it spans, and its paragraphs."""

    element: Element
    width: Element | None
    span: int
    paragraphs: list[_WordParagraph]


class _WordRow(Struct):
    """A row: whether it is repeated at the head of each page, and its cells."""

    element: Element
    header: bool
    cells: list[_WordCell]


def fit_table(element: Element, table: TableBlock, styles: ParagraphStyles) -> None:
    """Set the widths and the alignment of a table's columns.

    Args:
        element: the table in the document, changed in place unless it has other columns than the report's.
        table: the report's table from which it was made.
        styles: the document's styles.
    """
    rows = [_row(row) for row in element.iterchildren(_TR)]
    columns = table.columns
    if any(sum(cell.span for cell in row.cells) != len(columns) for row in rows):
        return  # a table of the template's own, with other columns than the report's
    heads = sum(row.header for row in rows)
    for group in table.groups:
        if heads + group < len(rows):
            _head_group(rows[heads + group])
    grid = element.find(_GRID)
    stated = element.find(f"{qn('w:tblPr')}/{qn('w:tblW')}")
    total = stated_width(stated) or sum(int(column.get(_W, "0")) for column in grid)
    margins = _margins(element)
    space = total - margins * len(columns)
    roomy = _least_widths(rows, columns, styles, phrases=True)
    bare = _least_widths(rows, columns, styles, phrases=False)
    choices = ((1, roomy), (SMALLER, roomy), *((scale, bare) for scale in _SCALES))
    fitting = (choice for choice in choices if sum(choice[1]) * choice[0] <= space)
    scale, words = next(fitting, choices[-1])
    if scale < 1:
        _shrink(rows, scale, styles)
    least = [round(word * scale) + margins for word in words]
    fitted = widths(total, [(column.width, room) for column, room in zip(columns, least, strict=True)])
    _set_grid(grid, fitted)
    before_parts = _before_parts(table)
    for index, row in enumerate(rows):
        # A short table stays on one page; a long one never leaves a single row for the next.
        together = index < len(rows) - 1 if len(rows) <= _SHORT_TABLE else index == len(rows) - 2
        together = together or index - heads in before_parts
        _fit_row(row, fitted, columns, together)


def _before_parts(table: TableBlock) -> set[int]:
    """Return the rows that stay on the page of the next one: a row that has parts, and its parts but the last.

    Of a row with many parts only the first stays with it.
    """
    found: set[int] = set()
    first = 0
    for index, row in enumerate(table.rows):
        if row[0] or index in table.groups:
            first = index
        elif index - first <= _MOST_PARTS:
            found.add(index - 1)
    return found | {group for group in table.groups if group < len(table.rows) - 1}


def match_grid(table: Element) -> None:
    """Give a table whose cells a tag has repeated as many columns as its longest row has, all equally wide."""
    grid = table.find(_GRID)
    columns = max((int(_SPANNED(row)) for row in _ROWS(table)), default=0)
    if columns and grid is not None and len(grid) != columns:
        total = sum(int(column.get(_W, "0")) for column in grid)
        _set_grid(grid, _divide(total, [1] * columns))


def widths(total: int, columns: Sequence[tuple[int, int]]) -> list[int]:
    """Divide a total among columns of (weight, least width) so that the widths add up to it.

    The weights decide, but no column gets less than its least width while others have more than theirs. If the
    least widths don't fit at all, they are the weights.
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


def stated_width(width: Element | None) -> int | None:
    """Return the width that an element states, in twips; None if it states none, or a share of the page."""
    if width is None or width.get(_TYPE) != "dxa":
        return None
    return int(width.get(_W))


def _divide(total: int, weights: Sequence[int]) -> list[int]:
    """Divide a total by weights into whole numbers that add up to it."""
    whole, ends, so_far = sum(weights), [0], 0
    for weight in weights:
        so_far += weight
        ends.append(total * so_far // whole if whole else 0)
    return [end - start for start, end in pairwise(ends)]


def _row(row: Element) -> _WordRow:
    found = _WordRow(row, header=False, cells=[])
    for child in row:
        tag = child.tag
        if tag == _TC:
            found.cells.append(_cell(child))
        elif tag == _TRPR:
            found.header = any(one.tag == _HEADER for one in child)
    return found


def _cell(cell: Element) -> _WordCell:
    found = _WordCell(cell, None, 1, [])
    for child in cell:
        tag = child.tag  # lxml makes the text of a tag anew each time
        if tag == _P:
            found.paragraphs.append(_paragraph(child))
        elif tag == _TCPR:
            for one in child:
                if one.tag == _TCW:
                    found.width = one
                elif one.tag == _SPAN:
                    found.span = int(one.get(_VAL))
    return found


def _paragraph(paragraph: Element) -> _WordParagraph:
    """Return a paragraph with its text as python-docx reads it, but without an XPath query for every run."""
    found = _WordParagraph(paragraph, None, "", "")
    runs: list[Element] = []
    for child in paragraph:
        tag = child.tag
        if tag == _R:
            runs.append(child)
        elif tag == _PPR:
            found.properties = child
            for named in child:
                if named.tag == _PSTYLE:
                    found.style = str(named.get(_VAL))
        elif tag == _LINK:
            runs += child.iterchildren(_R)
    pieces: list[str] = []
    for run in runs:
        for node in run:
            tag = node.tag
            if tag == _T:
                pieces.append(node.text or "")
            elif tag != _RPR:
                found.text = str(paragraph.text)
                return found
    found.text = "".join(pieces)
    return found


def _head_group(row: _WordRow) -> None:
    """Join the cells after the first into one, and set the row in bold and kept with the row below."""
    if len(row.cells) < 3 or any(one.text for cell in row.cells[2:] for one in cell.paragraphs):
        return
    joined = row.cells[1]
    joined.span = sum(cell.span for cell in row.cells[1:])
    _add(joined.element.get_or_add_tcPr(), _SPAN, _TCW).set(_VAL, str(joined.span))
    for cell in row.cells[2:]:
        row.element.remove(cell.element)
    del row.cells[2:]
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            _add(_properties(paragraph), _KEEP, _PSTYLE)
            for run in paragraph.element.iter(_R):
                _add(run.get_or_add_rPr(), _BOLD, _RSTYLE, _FONTS)


def _set_grid(grid: Element, fitted: Sequence[int]) -> None:
    for column in list(grid):
        grid.remove(column)
    for width in fitted:
        etree.SubElement(grid, _GRID_COLUMN).set(_W, str(width))


def _fit_row(row: _WordRow, fitted: Sequence[int], columns: Sequence[Column], together: bool) -> None:
    first = 0
    for cell in row.cells:
        width = cell.width if cell.width is not None else cell.element.get_or_add_tcPr().get_or_add_tcW()
        width.set(_W, str(sum(fitted[first : first + cell.span])))
        width.set(_TYPE, "dxa")
        for paragraph in cell.paragraphs:
            properties = _properties(paragraph)
            if not row.header and cell.span == 1:
                _justify(properties, _JUSTIFY[columns[first].align])
            if together:
                _add(properties, _KEEP, _PSTYLE)
        first += cell.span


def _add(parent: Element, tag: str, *before: str) -> Element:
    """Return the child of a tag; a new one goes behind those that the schema of Word wants before it."""
    child = parent.find(tag)
    if child is None:
        child = parent.makeelement(tag)
        parent.insert(sum(one.tag in before for one in parent), child)
    return child


def _properties(paragraph: _WordParagraph) -> Element:
    if paragraph.properties is None:
        paragraph.properties = paragraph.element.get_or_add_pPr()
    return paragraph.properties


def _justify(properties: Element, how: str) -> None:
    """Set the alignment of a paragraph. The schema orders properties, and few come after this one."""
    last = properties[-1] if len(properties) else None
    if last is None or last.tag == _PSTYLE:
        etree.SubElement(properties, _JC).set(_VAL, how)
    elif last.tag == _JC:
        last.set(_VAL, how)
    else:
        properties.get_or_add_jc().set(_VAL, how)


def _margins(element: Element) -> int:
    """Return the width in twips that a column needs in addition to its text."""
    margins = element.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    sides = () if margins is None else margins.iterchildren(qn("w:left"), qn("w:right"))
    return sum(stated_width(side) or 0 for side in sides) + round(BORDERS * _TWIPS_PER_POINT)


def _least_widths(
    rows: Sequence[_WordRow], columns: Sequence[Column], styles: ParagraphStyles, *, phrases: bool
) -> list[int]:
    """Return for each column the width in twips in which no word is broken inside a cell.

    Running text gets room for a few words on a line, and phrases in columns of figures if wanted.
    """
    least = [0.0] * len(columns)
    for row in rows:
        first = 0
        for cell in row.cells:
            if cell.span == 1:
                room = columns[first].room(phrases=phrases and not row.header)
                least[first] = max(least[first], _need(cell, room, styles))
            first += cell.span
    return list(map(round, least))


def _need(cell: _WordCell, room: float, styles: ParagraphStyles) -> float:
    """Return the least width of a cell in twips, with room in points for several words on a line."""
    return _TWIPS_PER_POINT * max(
        (least_width(one.text, styles.size(one.style) * styles.breadth, room) for one in cell.paragraphs),
        default=0.0,
    )


def _shrink(rows: Sequence[_WordRow], scale: float, styles: ParagraphStyles) -> None:
    """Set the letters of the table smaller."""
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.element.iterchildren(_R):
                    run.get_or_add_rPr().sz_val = Pt(round(styles.size(paragraph.style) * scale))


def section_width(section: Element) -> int:
    """Return the width of a section's (`w:sectPr`) text, in twips."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    sides = sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return int(size.get(qn("w:w"))) - sides
