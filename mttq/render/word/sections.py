"""Landscape pages for tables that are too wide for a portrait page.

A landscape page of its own holds the table and the title above it; the text
goes on in portrait on the page after it. Decree 30/2020/NĐ-CP allows it for
tables in the text (Annex I, Part I, I.2). Page numbers run through, and only
page 1 has none (I.7), as the template says.
"""

from __future__ import annotations

from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from mttq.render.office import Element


def room(section: Element) -> int:
    """Return the width of a section's (`w:sectPr`) text, in twips."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    sides = sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return int(size.get(qn("w:w"))) - sides


def landscape(section: Element) -> Element:
    """Return a landscape copy of a section, without a different first page."""
    turned = deepcopy(section)
    _same_first_page(turned)
    size = turned.find(qn("w:pgSz"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    return turned


def turn(start: Element, table: Element, section: Element) -> None:
    """Put everything from `start` to the end of the table on landscape pages.

    Args:
        start: the first element to be turned, a child of the body at or before the table.
        table: the table.
        section: the portrait `w:sectPr` that closes the body; it loses its different first page, which
            belongs to the section before the first landscape page.
    """
    before = start.getprevious()
    ended = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if before is not None else None
    if ended is not None:
        ended.getparent().remove(ended)  # the pages before are landscape already
    elif before is not None:
        _end(before, deepcopy(section))
        _same_first_page(section)
    _end(table, landscape(section))


def stay(table: Element, section: Element) -> None:
    """Keep the page of the table for what follows it, landscape if the table's page is.

    Args:
        table: the last table of the document.
        section: the `w:sectPr` that closes the body.
    """
    for following in table.itersiblings(qn("w:p")):
        ended = following.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if ended is not None:
            ended.getparent().remove(ended)
            section.replace(section.find(qn("w:pgSz")), deepcopy(ended.find(qn("w:pgSz"))))
            return


def _end(last: Element, section: Element) -> None:
    """End a section behind `last`: in it if it is a paragraph, otherwise in the next one or a new one."""
    following = last.getnext()
    if last.tag != qn("w:p"):
        if following is None or following.tag != qn("w:p") or str(following.text).strip():
            following = OxmlElement("w:p")
            last.addnext(following)
        last = following
    last.get_or_add_pPr().append(section)


def _same_first_page(section: Element) -> None:
    for different in section.findall(qn("w:titlePg")):
        section.remove(different)
