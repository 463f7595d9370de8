"""Signatures of a joint document beside and below that of the leading body.

The leading body signs on the right, the next one on its left, any other below them, and the recipients follow. The
names of the first two are in a row of their own, so that they are on one line whatever is above them.
A template has tags for one signer only: in the packaged ones the
others are put into the table of the signature, in any other behind everything else, so that no name is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from mttq.render.office import Element
from mttq.render.text import clean
from mttq.render.word.columns import section_width
from mttq.render.word.styles import WORD_STYLES, ParagraphStyles, style_of
from mttq.report.model import Signature

_GAP = 142  # twips, 2.5 mm
_TR, _TC, _P = qn("w:tr"), qn("w:tc"), qn("w:p")


def sign(document: Document, cosigners: Sequence[Signature]) -> None:
    """Put the signatures of all but the leading body into a rendered document, in place."""
    if not cosigners:
        return
    styles = ParagraphStyles.of(document)
    (name,) = WORD_STYLES["ho_ten"]
    held = (
        table
        for table in document.element.body.iterchildren(qn("w:tbl"))
        if {style_of(one) for one in table.iter(_P)} & set(styles.ids(name))
    )
    table = next(held, None)
    rows = [] if table is None else list(table.iterchildren(_TR))
    if table is None or len(rows) != 1 or len(list(rows[0].iterchildren(_TC))) != 2:
        _append(document, cosigners, styles)
        return
    recipients, leading = rows[0].iterchildren(_TC)
    row = deepcopy(rows[0])
    left, _ = row.iterchildren(_TC)
    _set_off(left)
    _fill(left, cosigners[0], styles)
    names = deepcopy(row)
    for cell in row.iterchildren(_TC):
        _keep(cell, lambda style: style not in styles.ids(name))
    for cell in names.iterchildren(_TC):
        _keep(cell, lambda style: style in styles.ids(name))
    rows[0].addprevious(row)
    rows[0].addprevious(names)
    for one in cosigners[1:]:
        rows[0].addprevious(_across(names, one, styles))
    for paragraph in list(leading.iterchildren(_P)):
        leading.remove(paragraph)
    leading.append(OxmlElement("w:p"))
    recipients.insert(1, OxmlElement("w:p"))


def _set_off(cell: Element) -> None:
    """Keep the words of a cell off the cell on its right."""
    cell.tcPr.append(parse_xml(f'<w:tcMar {nsdecls("w")}><w:right w:w="{_GAP}" w:type="dxa"/></w:tcMar>'))


def _keep(cell: Element, wanted: Callable[[str], bool]) -> None:
    """Keep the paragraphs of a cell that have a style of those wanted, or an empty one."""
    for paragraph in list(cell.iterchildren(_P)):
        if not wanted(style_of(paragraph)):
            cell.remove(paragraph)
    if cell.find(_P) is None:
        cell.append(OxmlElement("w:p"))


def _across(row: Element, signer: Signature, styles: ParagraphStyles) -> Element:
    """Return a row of one cell as wide as both of another row."""
    found = deepcopy(row)
    first, second = found.iterchildren(_TC)
    widths = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in (first, second)]
    found.remove(second)
    first.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(sum(widths)))
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "2")
    first.tcPr.find(qn("w:tcW")).addnext(span)
    _fill(first, signer, styles)
    first.insert(1, OxmlElement("w:p"))
    return found


def _fill(cell: Element, signer: Signature, styles: ParagraphStyles) -> None:
    """Replace the words of a cell by a signature."""
    for paragraph in list(cell.iterchildren(_P)):
        cell.remove(paragraph)
    lines = (signer.on_behalf_of, signer.signing_for, signer.position)
    for text, part in [*((line, "nguoi_ky") for line in lines if line), (signer.name, "ho_ten")]:
        paragraph = OxmlElement("w:p")
        cell.append(paragraph)
        (name,) = WORD_STYLES[part]
        style = next(iter(styles.ids(name)), "")
        if style:
            paragraph.style = style
        Paragraph(paragraph, None).add_run(clean(text))  # type: ignore[arg-type]  # a run needs no part


def _append(document: Document, cosigners: Sequence[Signature], styles: ParagraphStyles) -> None:
    """Put the signatures behind everything else, one row each."""
    section = document.element.body.find(qn("w:sectPr"))
    room = section_width(section)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{room}" w:type="dxa"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{room}"/></w:tblGrid></w:tbl>'
    )
    for one in cosigners:
        row = OxmlElement("w:tr")
        cell = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/></w:tcPr></w:tc>')
        _fill(cell, one, styles)
        row.append(cell)
        table.append(row)
    section.addprevious(table)
    section.addprevious(OxmlElement("w:p"))
