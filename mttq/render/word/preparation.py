"""A Word template made ready to be filled in: checked, its measures whole, without comments and tracked changes."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part, XmlPart
from lxml import etree
from msgspec import Struct

from mttq.archives import UNREADABLE
from mttq.render.office import Element, rezip
from mttq.render.templates import Template, UnusableTemplateError
from mttq.render.word.files import DAMAGED, lacking, refused
from mttq.render.word.revisions import Revisions, accept, drop_comments
from mttq.render.word.tags import TagError, check_tags, tags_outside

_FILLED_IN = (".main+xml", ".header+xml", ".footer+xml", ".footnotes+xml")
_LARGEST_FILLED_IN = 2 * 1024 * 1024  # a page of a template takes some thousand letters
_TOO_MUCH = f"phần có thẻ của mẫu quá dài (hơn {_LARGEST_FILLED_IN // 1024**2} MiB chữ và định dạng)"
_ELSEWHERE = (
    (".endnotes+xml", "chú thích cuối bài", "; dùng chú thích cuối trang"),
    ("drawingml.diagram", "sơ đồ SmartArt", "; gõ thẻ vào đoạn văn"),
    ("drawingml.chart", "biểu đồ", "; gõ thẻ vào đoạn văn"),
    ("chartex", "biểu đồ", "; gõ thẻ vào đoạn văn"),
)


class Prepared(Struct, frozen=True):
    """A template that can be filled in.

    Attributes:
        content: the file.
        dropped: what the template had that doesn't go out with its documents.
    """

    content: bytes
    dropped: Revisions


@lru_cache(maxsize=16)
def prepared(template: Template) -> Prepared:
    """Return a template that has everything needed later, its measures in whole numbers.

    Raises:
        UnusableTemplateError: something is missing, a tag is wrong or in a part that is not filled in, or the file
            could fetch or run something.
    """
    if message := refused(template.content):
        raise UnusableTemplateError(template.path, "", message)
    try:
        document = docx.Document(BytesIO(template.content))
        if message := lacking(document):
            raise UnusableTemplateError(template.path, "", message)
        dropped = _cleared(document)
        _ = document.settings.element, document.core_properties.title
        written = BytesIO()
        document.save(written)
    except TagError as error:
        raise UnusableTemplateError(template.path, error.place, error.message) from None
    except (
        *UNREADABLE,
        PackageNotFoundError,
        etree.XMLSyntaxError,
        AttributeError,  # a part with the wrong outermost element
        TypeError,
    ) as error:
        raise UnusableTemplateError(template.path, "", DAMAGED) from error
    return Prepared(rezip(written.getvalue()), dropped)


def _cleared(document: Document) -> Revisions:
    """Accept the changes of a template, check its tags, and return what was dropped.

    Raises:
        TagError: a tag is wrong.
    """
    found, size = Revisions(comments=drop_comments(document)), 0
    for part in list(document.part.package.parts):
        if part.content_type.endswith(_FILLED_IN):
            tree = part.element if isinstance(part, XmlPart) else etree.fromstring(part.blob)
            size += len(etree.tostring(tree))
            if size > _LARGEST_FILLED_IN:
                raise TagError("", _TOO_MUCH)
            found |= accept(tree)
            etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
            check_tags(tree)
            if not isinstance(part, XmlPart):
                part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        elif part.content_type.endswith("+xml"):
            _check_unfilled(part)
    return found


def _check_unfilled(part: Part) -> None:
    """Check that there are no tags in a part that is not filled in.

    Raises:
        TagError: there is one.
    """
    blob = part.blob
    where = next(((name, help) for kind, name, help in _ELSEWHERE if kind in part.content_type), None)
    if b"{" not in blob and where is None:
        return
    tree: Element = etree.fromstring(blob)
    accept(tree)
    if found := tags_outside(tree, strict=where is not None):
        name, help = where or (f"phần {part.partname} của tệp", "")
        raise TagError(found, f"mẫu có thẻ trong {name}, chỗ này thẻ không được điền{help}")
