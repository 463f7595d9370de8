"""Layout of a Word page that no tag can express: columns, lines under headings, and what has to fit on one page.

Columns and lines are marked in the template in ways that survive its being edited and saved
in Word or LibreOffice (alternative texts and style ids don't):

- The table after a paragraph `{{p khoi.can_cot }}` gets the widths and the
  alignment of that block's columns (`columns`).
- An empty paragraph of the style `MTTQ Kẻ` becomes a line under the issuing
  body, if it is in the heading in two columns, or under the subject; one of the
  style `MTTQ Kẻ tiêu ngữ` a line under the motto. The layout profile says how
  long each line is, compared with the last text above it (Decree
  30/2020/NĐ-CP, Annex I, Part I, II.1b, II.2b, II.5b).

`page_count` says how many pages a document has; its height is estimated from the widths of letters, on the safe
side. Letters are never set smaller than a profile has them: what does not fit gets another page.
"""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from docx.document import Document
from docx.oxml.ns import nsmap, qn
from lxml import etree
from markupsafe import Markup
from msgspec import Struct

from mttq.profile import Page
from mttq.profile.letters import text_width
from mttq.render.office import Element
from mttq.render.word.columns import fit_table, section_width, stated_width
from mttq.render.word.styles import MOTTO_RULE, RULE, SIGNER, ParagraphStyles, style_of
from mttq.report.model import Report, TableBlock

_MARK = "mttq_bang_"
_KEPT_TEXTS = 2  # on the page of the signature: the closing words and what is before them
_TWIPS_PER_POINT = 20
_P, _PPR, _TC, _TBL = qn("w:p"), qn("w:pPr"), qn("w:tc"), qn("w:tbl")
_OF_STYLE = etree.XPath(".//w:pStyle[@w:val=$style]/parent::w:pPr/parent::w:p", namespaces={"w": nsmap["w"]})


def mark(number: int) -> Markup:
    """Return the XML that marks the table of a number, from 1, until `fit` removes it."""
    return Markup('<w:bookmarkStart w:id="0" w:name="{}{}"/>').format(_MARK, number)


def fit(document: Document, report: Report, page: Page, styles: ParagraphStyles) -> None:
    """Set the widths of the report's tables and the lengths of the lines under headings.

    Args:
        document: the filled-in template; changed in place.
        report: the report in it.
        page: the measures of its layout profile.
        styles: the styles of the document.
    """
    body = document.element.body
    tables = [block for block in report.body if isinstance(block, TableBlock)]
    for bookmark in list(body.iter(qn("w:bookmarkStart"))):
        name = str(bookmark.get(qn("w:name"), ""))
        if name.startswith(_MARK):
            marked = next(bookmark.itersiblings(_TBL), None)
            bookmark.getparent().remove(bookmark)
            if marked is not None:
                table = tables[int(name.removeprefix(_MARK)) - 1]
                fit_table(marked, table, styles)
    _keep_with_signature(body, report, styles)
    for paragraph in _of_style(body, styles, MOTTO_RULE):
        _fit_rule(paragraph, _room(paragraph, document), styles, page.rule_motto)
    for paragraph in _of_style(body, styles, RULE):
        share = page.rule_issuer if paragraph.getparent().tag == _TC else page.rule_subject
        _fit_rule(paragraph, _room(paragraph, document), styles, share)


def _of_style(body: Element, styles: ParagraphStyles, name: str) -> list[Element]:
    """Return the paragraphs of the styles of a name."""
    return [paragraph for id in styles.ids(name) for paragraph in _OF_STYLE(body, style=id)]


def _keep_with_signature(body: Element, report: Report, styles: ParagraphStyles) -> None:
    """Keep the closing words and the end of the text before them on one page with the signature."""
    signature = _signature(body, report, styles)
    if signature is None:
        return
    texts = 0
    for block in signature.itersiblings(_P, _TBL, preceding=True):
        rows = [block] if block.tag == _P else list(block.iterchildren(qn("w:tr")))[-1:]
        paragraphs = [one for row in rows for one in row.iter(_P)]
        for paragraph in paragraphs:
            paragraph.get_or_add_pPr().get_or_add_keepNext()
        texts += any(str(one.text).strip() for one in paragraphs)
        if texts == _KEPT_TEXTS:
            return


def _signature(body: Element, report: Report, styles: ParagraphStyles) -> Element | None:
    """Return the table with the signature: that with the style of names, or else with the signer's name."""
    ids, name = set(styles.ids(SIGNER)), report.signature.name
    for table in body.iterchildren(_TBL):
        for paragraph in table.iter(_P):
            if style_of(paragraph) in ids or (name and str(paragraph.text).strip() == name):
                return table
    return None


def _fit_rule(paragraph: Element, room: int, styles: ParagraphStyles, share: Decimal) -> None:
    above = _text_above(paragraph)
    if above is None:
        return
    text = max(str(above.text).split("\n"), key=len)
    length = min(styles.width(text, style_of(above)) * _TWIPS_PER_POINT, room) * float(share)
    indent = str(round((room - length) / 2))
    ind = paragraph.get_or_add_pPr().get_or_add_ind()
    for name in list(ind.attrib):
        del ind.attrib[name]
    ind.set(qn("w:left"), indent)
    ind.set(qn("w:right"), indent)
    ind.set(qn("w:firstLine"), "0")


def _text_above(paragraph: Element) -> Element | None:
    above: Element
    for above in paragraph.itersiblings(_P, preceding=True):
        if str(above.text).strip():
            return above
    return None


def _room(paragraph: Element, document: Document) -> int:
    """Return the width of the cell or page that holds a paragraph, in twips."""
    cell = paragraph.getparent()
    if cell.tag == _TC:
        stated = stated_width(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"))
        if stated is not None:
            sides = cell.iterfind(f"{qn('w:tcPr')}/{qn('w:tcMar')}/*")
            return stated - sum(stated_width(side) or 0 for side in sides)
    ends = (one.find(f"{_PPR}/{qn('w:sectPr')}") for one in paragraph.itersiblings(_P))
    first = next((end for end in ends if end is not None), None)
    return section_width(document.element.body.find(qn("w:sectPr")) if first is None else first)


# Pages


_SINGLE = 1.15  # height of a line of Times New Roman, for a size of 1
_ROUGHNESS = 1.02  # lines are not filled to the last letter
_REGULAR = 0.94  # length of text that is not bold, for bold text of 1
_BORDERS = 1  # points for each row
_SPARE = 18  # points, in case the estimate is too low


class _Face(Struct, kw_only=True):
    """The measures of a style's paragraphs, in points."""

    breadth: float = 1.0
    size: float = 14.0
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: float = 0.0
    first: float = 0.0


def page_count(document: Document) -> int:
    """Return how many pages of the measures of its last section a document has."""
    section = document.element.body.find(qn("w:sectPr"))
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    height = _points(size, "h") - _points(margins, "top") - _points(margins, "bottom") - _SPARE
    width = _points(size, "w") - _points(margins, "left") - _points(margins, "right")
    breadth = ParagraphStyles.of(document).breadth
    faces = {style.get(qn("w:styleId")): _face(style, breadth) for style in _styles(document)}
    return ceil(_height(document, faces, width) / height)


def _height(document: Document, faces: dict[str, _Face], width: float) -> float:
    total = 0.0
    for block in document.element.body:
        if block.tag == qn("w:p"):
            total += _paragraph(block, faces, width)
        elif block.tag == qn("w:tbl"):
            total += sum(_row(row, faces) for row in block.iterchildren(qn("w:tr")))
    return total


def _row(row: Element, faces: dict[str, _Face]) -> float:
    tallest = 0.0
    for cell in row.iterchildren(qn("w:tc")):
        width = _points(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"), "w") - 6
        tallest = max(tallest, sum(_paragraph(one, faces, width) for one in cell.iterchildren(qn("w:p"))))
    return tallest + _BORDERS


def _paragraph(paragraph: Element, faces: dict[str, _Face], width: float) -> float:
    face = faces.get(paragraph.style or "", _Face())
    letters = face.size * face.breadth
    wide = text_width(" ", letters)
    lines = 0
    for text in str(paragraph.text).split("\n"):
        length = text_width(text, letters) * (1 if face.bold else _REGULAR) * _ROUGHNESS + face.first
        lines += max(1, ceil((length - wide) / width))
    tall = face.exact or face.size * _SINGLE * face.line
    return lines * tall + face.before + face.after


def _styles(document: Document) -> list[Element]:
    return list(document.styles.element.iterchildren(qn("w:style")))


def _face(style: Element, breadth: float) -> _Face:
    face = _Face(breadth=breadth)
    size = style.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    if size is not None:
        face.size = int(size.get(qn("w:val"))) / 2
    face.bold = style.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
    indent = style.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    face.first = _points(indent, "firstLine")
    spacing = style.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    if spacing is not None:
        face.before, face.after = _points(spacing, "before"), _points(spacing, "after")
        line = int(spacing.get(qn("w:line"), "240"))
        if spacing.get(qn("w:lineRule"), "auto") == "auto":
            face.line = line / 240
        else:
            face.exact = line / 20
    return face


def _points(element: Element | None, name: str) -> float:
    """Return a measure that an element states in twips, converted to points; 0 if it states none."""
    return 0.0 if element is None else int(element.get(qn(f"w:{name}"), "0")) / 20
