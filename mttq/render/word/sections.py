"""Turning the page for a table that is too wide to stand upright.

A page of its own, lying, holds the table and the title above it; the text goes
on upright on the page after it. Page numbers run through, and page 1 alone has
none, as the template says.
"""

from __future__ import annotations

from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from mttq.render.office import Element


def room(section: Element) -> int:
    """How wide the text of the section (`w:sectPr`) is, in twips."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    sides = sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return int(size.get(qn("w:w"))) - sides


def lying(section: Element) -> Element:
    """A copy of the section with its page turned to lie, without a different first page."""
    turned = deepcopy(section)
    _same_first_page(turned)
    size = turned.find(qn("w:pgSz"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    return turned


def turn(start: Element, table: Element, section: Element) -> None:
    """Puts everything from `start` to the end of the table on lying pages.

    Args:
        start: the first element to be turned, a child of the body at or before the table.
        table: the table.
        section: the `w:sectPr` that closes the body, upright; it loses its different first page,
            which belongs to the section before the first turn.
    """
    before = start.getprevious()
    ended = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if before is not None else None
    if ended is not None:
        ended.getparent().remove(ended)  # the pages before lie already
    elif before is not None:
        _end(before, deepcopy(section))
        _same_first_page(section)
    _end(table, lying(section))


def stay(table: Element, section: Element) -> None:
    """Leaves the page lying behind the table, if it lies, for what follows on it.

    Args:
        table: the last one of the document.
        section: the `w:sectPr` that closes the body.
    """
    for following in table.itersiblings(qn("w:p")):
        ended = following.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if ended is not None:
            ended.getparent().remove(ended)
            section.replace(section.find(qn("w:pgSz")), deepcopy(ended.find(qn("w:pgSz"))))
            return


def _end(last: Element, section: Element) -> None:
    """Ends a section behind `last`: in its own paragraph if it is one, else in the next, else in a new one."""
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
