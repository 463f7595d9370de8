"""Setting a document smaller until it fits on one page.

The height of the page is estimated from the widths of letters, on the safe
side. Then the styles of the body are set smaller together, but never the
heading in two columns. A text that would need letters too small to read runs on
to a second page: nothing is cut.
"""

from __future__ import annotations

from math import ceil

from docx.document import Document
from docx.oxml.ns import qn
from msgspec import Struct

from mttq.render.office import Element
from mttq.render.word.styles import ParagraphStyles, text_width

_STEPS = tuple(percent / 100 for percent in range(100, 58, -2))
_SCALED = (
    "heading 1",
    "heading 2",
    "heading 3",
    "MTTQ Điểm a)",
    "MTTQ Đoạn",
    "MTTQ Đoạn cuối",
    "MTTQ Tên bảng",
    "MTTQ Tên cột",
    "MTTQ Ô",
)
_LEAST_SIZE = 16  # half points
_SINGLE = 1.15  # height of a line of Times New Roman, for a size of 1
_ROUGHNESS = 1.02  # lines are not filled to the last letter
_REGULAR = 0.94  # length of text that is not bold, for bold text of 1
_BORDERS = 1  # points for each row
_SPARE = 18  # points, in case the estimate is too low


class _Face(Struct, kw_only=True):
    """The measures of a style's paragraphs, in points."""

    name: str
    breadth: float = 1.0
    size: float = 14.0
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: float = 0.0
    first: float = 0.0


def fit(document: Document) -> None:
    """Set the body of the document smaller if it doesn't fit on its first page."""
    section = document.element.body.find(qn("w:sectPr"))
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    height = _points(size, "h") - _points(margins, "top") - _points(margins, "bottom") - _SPARE
    width = _points(size, "w") - _points(margins, "left") - _points(margins, "right")
    breadth = ParagraphStyles.of(document).breadth
    faces = {style.get(qn("w:styleId")): _face(style, breadth) for style in _styles(document)}
    scale = next((step for step in _STEPS if _height(document, faces, width, step) <= height), _STEPS[-1])
    if scale < 1:
        for style in _styles(document):
            if faces[style.get(qn("w:styleId"))].name in _SCALED:
                _shrink(style, scale)


def _height(document: Document, faces: dict[str, _Face], width: float, scale: float) -> float:
    total = 0.0
    for block in document.element.body:
        if block.tag == qn("w:p"):
            total += _paragraph(block, faces, width, scale)
        elif block.tag == qn("w:tbl"):
            total += sum(_row(row, faces, scale) for row in block.iterchildren(qn("w:tr")))
    return total


def _row(row: Element, faces: dict[str, _Face], scale: float) -> float:
    tallest = 0.0
    for cell in row.iterchildren(qn("w:tc")):
        width = _points(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"), "w") - 6
        tallest = max(
            tallest, sum(_paragraph(one, faces, width, scale) for one in cell.iterchildren(qn("w:p")))
        )
    return tallest + _BORDERS


def _paragraph(paragraph: Element, faces: dict[str, _Face], width: float, scale: float) -> float:
    face = faces.get(paragraph.style or "", _Face(name=""))
    factor = scale if face.name in _SCALED else 1.0
    size = face.size * factor
    letters = size * face.breadth
    wide = text_width(" ", letters)
    lines = 0
    for text in str(paragraph.text).split("\n"):
        length = text_width(text, letters) * (1 if face.bold else _REGULAR) * _ROUGHNESS + face.first
        lines += max(1, ceil((length - wide) / width))
    tall = face.exact or size * _SINGLE * face.line
    return lines * tall + (face.before + face.after) * factor


def _styles(document: Document) -> list[Element]:
    return list(document.styles.element.iterchildren(qn("w:style")))


def _face(style: Element, breadth: float) -> _Face:
    face = _Face(name=style.find(qn("w:name")).get(qn("w:val")), breadth=breadth)
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


def _shrink(style: Element, scale: float) -> None:
    for name in ("sz", "szCs"):
        size = style.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
        if size is not None:
            size.set(qn("w:val"), str(max(_LEAST_SIZE, int(int(size.get(qn("w:val"))) * scale))))
    spacing = style.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    for name in ("before", "after"):
        if spacing is not None and spacing.get(qn(f"w:{name}")) is not None:
            spacing.set(qn(f"w:{name}"), str(round(int(spacing.get(qn(f"w:{name}"))) * scale)))


def _points(element: Element | None, name: str) -> float:
    """Return a measure that an element states in twips, converted to points; 0 if it states none."""
    return 0.0 if element is None else int(element.get(qn(f"w:{name}"), "0")) / 20
