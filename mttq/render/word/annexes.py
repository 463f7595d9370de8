"""Tables on pages of their own behind a Word document.

Each annex is a section, whose pages are counted from 1. It is made of the styles of the template if it has them, so
templates need no tag for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from mttq.render.office import Element
from mttq.render.text import bind_counts, bind_units, clean
from mttq.render.word.columns import fit_table, section_width
from mttq.render.word.styles import ParagraphStyles
from mttq.report.model import SheetHeading, TableAnnex, TableBlock

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGIN = 85  # twips, 1.5 mm
# What follows `w:pgNumType` in a section (ECMA-376, CT_SectPr).
_AFTER_NUMBERS = (
    *("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi"),
    *("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange"),
)


def append(document: Document, annexes: Sequence[TableAnnex], measures: frozenset[str]) -> None:
    """Put annexes behind everything else.

    Args:
        document: the rendered document; changed in place.
        annexes: the annexes in order.
        measures: the words that stand behind figures.
    """
    if not annexes:
        return
    styles = ParagraphStyles.of(document)
    for annex in annexes:
        begin(document, annex.heading, wide=annex.wide)
        table = _table(document, annex.table, styles, measures)
        fit_table(table._tbl, annex.table, styles)
        document.add_paragraph().paragraph_format.line_spacing = Pt(1)  # Word demands one behind a table


def begin(document: Document, heading: SheetHeading, *, wide: bool = False) -> None:
    """Begin an annex on a page of its own, with the lines above it.

    Args:
        document: the document; changed in place.
        heading: the lines.
        wide: whether the pages of the annex lie.
    """
    _new_section(document, wide=wide)
    last = None
    for text, bold in ((heading.number, True), (heading.title, True), (heading.belongs_to, False)):
        if text:
            last = _centred(document, text, bold=bold, italic=not bold)
    if last is not None:
        last.paragraph_format.space_after = Pt(6)


def _new_section(document: Document, *, wide: bool) -> None:
    """End the section before the annex, and count its pages from 1."""
    body = document.element.body
    following = body.find(qn("w:sectPr"))
    last = following.getprevious()
    if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        last = OxmlElement("w:p")
        following.addprevious(last)
    last.get_or_add_pPr().append(deepcopy(following))
    for old in following.findall(qn("w:pgNumType")) + following.findall(qn("w:type")):
        following.remove(old)
    _turn(following, wide=wide)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    following.insert_element_before(numbers, *_AFTER_NUMBERS)


def _turn(section: Element, *, wide: bool) -> None:
    """Lay the pages of a section, or set them upright."""
    size = section.find(qn("w:pgSz"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    if (int(width) > int(height)) != wide:
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
    size.attrib.pop(qn("w:orient"), None)
    if wide:
        size.set(qn("w:orient"), "landscape")


def _centred(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Add a line of the annex's title, kept with what follows it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(clean(text))
    run.bold, run.italic = bold or None, italic or None
    return paragraph


def _table(document: Document, table: TableBlock, styles: ParagraphStyles, measures: frozenset[str]) -> Table:
    """Add a table with the words of a report's, its header repeated on every page."""
    section = document.element.body.find(qn("w:sectPr"))
    room = section_width(section)
    columns = "".join(f'<w:gridCol w:w="{room // len(table.columns)}"/>' for _ in table.columns)
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{room}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{_MARGIN}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )
    section.addprevious(element)
    header, cell = _style(styles, "MTTQ Tên cột"), _style(styles, "MTTQ Ô")
    element.append(_row([column.header for column in table.columns], header, header=True))
    for row in table.rows:
        words = [bind_units(bind_counts(clean(text), measures)) for text in row]
        element.append(_row(words, cell))
    return Table(element, document._body)


def _style(styles: ParagraphStyles, name: str) -> str:
    """Return the id of a style of the packaged templates, or "" if this template has none of that name."""
    return next(iter(styles.ids(name)), "")


def _row(texts: Sequence[str], style: str, *, header: bool = False) -> Element:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text in texts:
        cell = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="0" w:type="dxa"/></w:tcPr><w:p/></w:tc>')
        paragraph = Paragraph(cell[-1], None)  # type: ignore[arg-type]  # a style by id needs no part
        if style:
            cell[-1].style = style
        run = paragraph.add_run(text)
        if header and not style:
            run.bold = True
        row.append(cell)
    return row
