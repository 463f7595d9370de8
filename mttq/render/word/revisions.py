"""Comments and tracked changes of a template, which must not go out with the documents made from it.

Comments are dropped and changes accepted, as Word does with “Accept All
Changes”: what was deleted is no longer there, what was inserted is ordinary
text. A paragraph whose end was deleted is joined to the next.
"""

from __future__ import annotations

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import nsmap, qn
from lxml import etree
from msgspec import Struct

from mttq.render.office import Element

_NAMES = {"w": nsmap["w"]}
_COMMENT_PARTS = ("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people")
_COMMENTS = etree.XPath(
    "//w:commentRangeStart | //w:commentRangeEnd | //w:commentReference | //w:annotationRef",
    namespaces=_NAMES,
)
_REMOVED = etree.XPath(
    "//w:del | //w:moveFrom | //w:tr[w:trPr/w:del] | //w:tc[w:tcPr/w:cellDel]", namespaces=_NAMES
)
_MARKED = etree.XPath(
    "//w:rPrChange | //w:pPrChange | //w:sectPrChange | //w:tblPrChange | //w:tblGridChange | //w:trPrChange"
    " | //w:tcPrChange | //w:tblPrExChange | //w:numberingChange | //w:cellIns | //w:cellMerge"
    " | //w:rPr/w:ins | //w:rPr/w:moveTo | //w:trPr/w:ins"
    " | //w:moveFromRangeStart | //w:moveFromRangeEnd | //w:moveToRangeStart | //w:moveToRangeEnd"
    " | //w:customXmlInsRangeStart | //w:customXmlInsRangeEnd"
    " | //w:customXmlDelRangeStart | //w:customXmlDelRangeEnd"
    " | //w:customXmlMoveFromRangeStart | //w:customXmlMoveFromRangeEnd"
    " | //w:customXmlMoveToRangeStart | //w:customXmlMoveToRangeEnd",
    namespaces=_NAMES,
)
_WRAPPED = etree.XPath("//w:ins | //w:moveTo", namespaces=_NAMES)
_ENDS_DELETED = etree.XPath("//w:p[w:pPr/w:rPr/w:del or w:pPr/w:rPr/w:moveFrom]", namespaces=_NAMES)
_P, _P_PR, _R, _TBL, _SECT_PR = qn("w:p"), qn("w:pPr"), qn("w:r"), qn("w:tbl"), qn("w:sectPr")


class Revisions(Struct, frozen=True):
    """What was in a part, or in a template: comments, tracked changes."""

    comments: bool = False
    changes: bool = False

    def __or__(self, other: Revisions) -> Revisions:
        """Return what was in either."""
        return Revisions(self.comments or other.comments, self.changes or other.changes)


def accept(tree: Element) -> Revisions:
    """Drop the comments of a part, accept its tracked changes, and return what it had."""
    comments = _COMMENTS(tree)
    for one in comments:
        holder = one.getparent()
        _remove(one)
        if holder.tag == _R and not any(child.tag != qn("w:rPr") for child in holder):
            _remove(holder)
    changed = bool(_REMOVED(tree) or _MARKED(tree) or _WRAPPED(tree))
    if changed:
        joined = _ENDS_DELETED(tree)
        for one in [*_REMOVED(tree), *_MARKED(tree)]:
            if one.getparent() is not None:
                _remove(one)
        for one in _WRAPPED(tree):
            _unwrap(one)
        for paragraph in reversed(joined):
            _join(paragraph)
    return Revisions(bool(comments), changed)


def drop_comments(document: Document) -> bool:
    """Drop the parts with comments, and the note that changes are tracked; return whether there was a comment."""
    part = document.part
    found = False
    for key, relation in list(part.rels.items()):
        if not relation.is_external and relation.reltype.endswith(_COMMENT_PARTS):
            found = found or (relation.reltype.endswith("/comments") and _holds_comment(relation.target_part))
            part.rels.pop(key)
    for one in document.settings.element.findall(qn("w:trackRevisions")):
        document.settings.element.remove(one)
    return found


def _holds_comment(part: Part) -> bool:
    return b":comment " in part.blob


def _remove(element: Element) -> None:
    element.getparent().remove(element)


def _unwrap(element: Element) -> None:
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _join(paragraph: Element) -> None:
    """Move what is left of a paragraph to the front of the next one; without a next one it stays."""
    following = paragraph.getnext()
    content = [one for one in paragraph if one.tag != _P_PR]
    if following is None or following.tag != _P:
        # Word keeps an empty paragraph in front of a table or at the end of a cell, if it has any.
        if not content and following is not None and following.tag not in (_TBL, _SECT_PR):
            _remove(paragraph)
        return
    first = next(iter(following), None)
    at = 1 if first is not None and first.tag == _P_PR else 0
    for number, one in enumerate(content):
        following.insert(at + number, one)
    _remove(paragraph)
