"""Styles of a Word document, and the length of a text in print, estimated from the widths of its letters."""

from __future__ import annotations

from functools import lru_cache

from docx.document import Document
from docx.oxml.ns import qn
from msgspec import Struct

from mttq.render.office import Element
from mttq.spelling import without_marks

# Advance widths of Times New Roman Bold in thousandths of the size. Other letters are as wide as a figure, and
# Vietnamese letters as wide as their base letters.
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
    549: "≈≥≤",
    570: "+=<>",
    833: "m&",
    944: "M",
    1000: "W—%…",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_OTHER_WIDTH = 500
# Fonts of the same widths; any other font is taken to be as wide as a sans-serif one.
_AS_NARROW = ("times new roman", "liberation serif", "tinos", "nimbus roman")
_WIDER = 1.16

_DEFAULT_SIZE = 14.0
_USUAL = "Times New Roman"
_PPR, _PSTYLE, _VAL = qn("w:pPr"), qn("w:pStyle"), qn("w:val")
_NAME, _RPR, _SIZE = qn("w:name"), qn("w:rPr"), qn("w:sz")


class ParagraphStyles(Struct, frozen=True):
    """The document's paragraph styles.

    Attributes:
        names: their names, by id.
        sizes: the sizes of letters that they state, in points, by id.
        breadth: the width of the font's letters, for Times New Roman of 1.
    """

    names: dict[str, str]
    sizes: dict[str, float]
    breadth: float

    @classmethod
    def of(cls, document: Document) -> ParagraphStyles:
        """Return the paragraph styles that a document defines."""
        names: dict[str, str] = {}
        sizes: dict[str, float] = {}
        for style in document.styles.element.iterchildren(qn("w:style")):
            if style.get(qn("w:type")) not in {"paragraph", None}:
                continue
            id = str(style.get(qn("w:styleId")))
            name, letters = style.find(_NAME), style.find(_RPR)
            names[id] = str(name.get(_VAL)) if name is not None else ""
            size = letters.find(_SIZE) if letters is not None else None
            if size is not None:
                sizes[id] = int(size.get(_VAL)) / 2
        return cls(names, sizes, breadth(_font(document)))

    def ids(self, name: str) -> list[str]:
        """Return the ids of the styles of a name."""
        return [id for id, own in self.names.items() if own == name]

    def size(self, id: str) -> float:
        """Return the size of a style's letters, in points."""
        return self.sizes.get(id, _DEFAULT_SIZE)

    def width(self, text: str, id: str) -> float:
        """Return the length of a text of a style on one line, in points."""
        return text_width(text, self.size(id)) * self.breadth


def _font(document: Document) -> str:
    """Return the default font; if the document names none, that of Decree 30/2020/NĐ-CP (Annex I, Part I, I.4)."""
    fonts = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{_RPR}/{qn('w:rFonts')}"
    )
    return str(fonts.get(qn("w:ascii"), _USUAL)) if fonts is not None else _USUAL


def style_of(paragraph: Element) -> str:
    """Return the id of a paragraph's style, or "" if it names none."""
    properties = paragraph.find(_PPR)
    named = properties.find(_PSTYLE) if properties is not None else None
    return str(named.get(_VAL)) if named is not None else ""


def breadth(font: str) -> float:
    """Return the width of a font's letters, for Times New Roman of 1; rather too much than too little."""
    return 1.0 if font.strip().lower() in _AS_NARROW else _WIDER


@lru_cache(maxsize=4096)  # the words of a table come again and again
def text_width(text: str, size: float) -> float:
    """Return the length of a text on one line in Times New Roman Bold, in the unit of the size."""
    return sum(_WIDTHS.get(char, _OTHER_WIDTH) for char in without_marks(text)) * size / 1000
