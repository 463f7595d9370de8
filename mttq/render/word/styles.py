"""Styles of a Word document: the measures of a layout profile in them, and the length of a text in print.

The styles of a packaged template are found by name; the tables of the
letterhead, the figures and the signature by the styles in them. Their margins,
sizes and widths become those of the profile. A secretariat's own template is
never changed, since its page is what its makers made it in Word; neither is a
packaged one that has been edited in place.

`tools/make_templates.py` applies `nd30` in the same way, so that measures are
written in profiles only. `templates/the-thuc/nd30.yaml` names the item of
Decree 30/2020/NĐ-CP, Annex I, beside each measure.
"""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from lxml import etree
from msgspec import Struct

from mttq.profile import Page, TextStyle
from mttq.profile.letters import breadth, text_width
from mttq.render.office import Element, rezip

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


# The profile


RULE = "MTTQ Kẻ"
MOTTO_RULE = "MTTQ Kẻ tiêu ngữ"
SIGNER = "MTTQ Họ tên"
WORD_STYLES: dict[str, tuple[str, ...]] = {
    "thuong": (),
    "so_trang": ("header",),
    "quoc_hieu": ("MTTQ Quốc hiệu",),
    "tieu_ngu": ("MTTQ Tiêu ngữ",),
    "cap_tren": ("MTTQ Cơ quan cấp trên",),
    "co_quan": ("MTTQ Cơ quan ban hành",),
    "so_ky_hieu": ("MTTQ Số, ký hiệu",),
    "dia_danh_ngay": ("MTTQ Địa danh, ngày",),
    "ten_loai": ("MTTQ Tên loại",),
    "trich_yeu": ("MTTQ Trích yếu",),
    "kinh_gui": ("MTTQ Kính gửi",),
    "kinh_gui_dong": ("MTTQ Kính gửi, dòng",),
    "can_cu": ("MTTQ Căn cứ",),
    "phan": ("MTTQ Phần",),
    "muc_1": ("heading 1",),
    "muc_2": ("heading 2",),
    "muc_3": ("heading 3",),
    "diem": ("MTTQ Điểm a)",),
    "doan": ("MTTQ Đoạn", "MTTQ Đoạn cuối"),
    "ten_bang": ("MTTQ Tên bảng",),
    "ten_cot": ("MTTQ Tên cột",),
    "o_bang": ("MTTQ Ô",),
    "noi_nhan": ("MTTQ Nơi nhận",),
    "noi_nhan_dong": ("MTTQ Nơi nhận, dòng",),
    "nguoi_ky": ("MTTQ Quyền hạn, chức vụ",),
    "ho_ten": ("MTTQ Họ tên",),
}
"""The styles of the templates for each part of the profile."""

# Parts with a second line indented like the first.
_HANGING = ("kinh_gui_dong",)
_GAPS = ("MTTQ Cách", "MTTQ Cách trước chữ ký")
_ALIGN = {"trai": "left", "giua": "center", "phai": "right", "deu": "both"}
_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")

MAKER = "mttq"
"""The program that a generated template names as its maker."""

_APP = "/docProps/app.xml"


def _path(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces={"w": nsmap["w"]})


# Elements that the profile sets.
_STYLE_NAME = _path("w:name/@w:val")
_FACE = _path("w:pPr[w:spacing and w:ind and w:jc] and w:rPr[w:sz and w:szCs]")
_LINE = _path("boolean(w:pPr[w:spacing and w:pBdr/w:top])")
_AFTER = _path("boolean(w:pPr/w:spacing)")
_DEFAULTS = _path("boolean(w:docDefaults/w:rPrDefault/w:rPr[w:rFonts and w:sz and w:szCs])")
_SECTION = _path("boolean(w:sectPr[w:pgSz and w:pgMar])")
_TABLE_WIDTH = _path("boolean(w:tblPr/w:tblW)")
_GRID, _CELLS, _MEASURED = _path("w:tblGrid/w:gridCol"), _path("w:tc"), _path("w:tc[w:tcPr/w:tcW]")
_FIGURES = _path("boolean(w:tblPr[w:tblBorders and w:tblCellMar])")
_TABLES = [2, 3, 2]  # columns of the letterhead, the figures, the signature


def twips(points: Decimal) -> int:
    """Convert points to twips, twentieths of a point, the unit of Word's files."""
    return round(points * 20)


@lru_cache(maxsize=16)
def with_profile(template: bytes, page: Page) -> bytes:
    """Return a packaged template with a profile applied; unchanged if it was edited (`is_generated`)."""
    document = docx.Document(BytesIO(template))
    if not is_generated(document):
        return template
    apply_profile(document, page)
    written = BytesIO()
    document.save(written)
    return rezip(written.getvalue())


def is_generated(document: Document) -> bool:
    """Return whether a document is as `tools/make_templates.py` writes it, so that `apply_profile` finds all it sets.

    Office writes its own name into a document that it saves. Other tools keep the maker's name; they are recognised
    by a style, a table or a measure that they have changed.
    """
    made = f"<Application>{MAKER}</Application>".encode()
    parts = document.part.package.parts
    saved = any(str(part.partname) == _APP and made not in part.blob for part in parts)
    styles, body = document.styles.element, document.element.body
    named: dict[str, list[Element]] = {}
    for style in styles.iterchildren(qn("w:style")):
        named.setdefault("".join(_STYLE_NAME(style)), []).append(style)
    faces = {name for names in WORD_STYLES.values() for name in names}
    wanted = [(_FACE, faces), (_LINE, (RULE, MOTTO_RULE)), (_AFTER, _GAPS)]
    return (
        not saved
        and bool(_DEFAULTS(styles))
        and bool(_SECTION(body))
        and all(
            len(named.get(name, ())) == 1 and has(named[name][0]) for has, names in wanted for name in names
        )
        and [_columns(table) for table in body.iterchildren(qn("w:tbl"))] == _TABLES
    )


def _columns(table: Element) -> int:
    """Return the number of columns of a table, or 0 if a measure to be set is missing."""
    columns = len(_GRID(table))
    cells = [len(_CELLS(row)) for row in table.iterchildren(qn("w:tr"))]
    stated = [len(_MEASURED(row)) for row in table.iterchildren(qn("w:tr"))]
    sound = bool(_TABLE_WIDTH(table)) and cells == stated and all(count in {1, columns} for count in cells)
    return columns if sound and (columns == _TABLES[0] or _FIGURES(table)) else 0


def apply_profile(document: Document, page: Page) -> None:
    """Set the styles, the page and the fixed tables of a packaged template, in place."""
    _set_styles(document, page)
    _set_section(document, page)
    ids = {style.name: style.style_id for style in document.styles}
    for table in document.element.body.iterchildren(qn("w:tbl")):
        held = {paragraph.style for paragraph in table.iter(qn("w:p"))}
        if ids["MTTQ Quốc hiệu"] in held:
            _set_widths(table, [twips(width) for width in page.heading])
        elif ids["MTTQ Họ tên"] in held:
            _set_widths(table, [twips(width) for width in page.closing])
        else:
            _set_figures(table, page)


def _set_styles(document: Document, page: Page) -> None:
    root = document.styles.element
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), page.font)
    _set_size(defaults, page.style("thuong").size)
    by_name = {style.find(qn("w:name")).get(qn("w:val")): style for style in root.iterchildren(qn("w:style"))}
    for part, style in page.styles:
        for name in WORD_STYLES[part]:
            _set_style(by_name[name], style, hanging=part in _HANGING)
    for name in (RULE, MOTTO_RULE):
        properties = by_name[name].find(qn("w:pPr"))
        properties.find(qn("w:spacing")).set(qn("w:before"), str(twips(page.rule_gap)))
        _set_line(properties.find(f"{qn('w:pBdr')}/{qn('w:top')}"), page.rule)
    for name in _GAPS:
        by_name[name].find(f"{qn('w:pPr')}/{qn('w:spacing')}").set(qn("w:after"), str(twips(page.gap)))


def _set_style(element: Element, style: TextStyle, *, hanging: bool) -> None:
    paragraph, letters = element.find(qn("w:pPr")), element.find(qn("w:rPr"))
    spacing = paragraph.find(qn("w:spacing"))
    spacing.set(qn("w:before"), str(twips(style.before)))
    spacing.set(qn("w:after"), str(twips(style.after)))
    spacing.set(qn("w:line"), str(round(style.line * 240)))
    indent = paragraph.find(qn("w:ind"))
    indent.set(qn("w:left"), str(twips(style.first) if hanging else 0))
    indent.set(qn("w:firstLine"), "0" if hanging else str(twips(style.first)))
    paragraph.find(qn("w:jc")).set(qn("w:val"), _ALIGN[style.align])
    for old in list(letters.iterchildren(*(qn(f"w:{name}") for name in ("b", "bCs", "i", "iCs")))):
        letters.remove(old)
    wanted = [*(("b", "bCs") if style.bold else ()), *(("i", "iCs") if style.italic else ())]
    for place, name in enumerate(wanted):
        letters.insert(place, OxmlElement(f"w:{name}"))
    _set_size(letters, style.size)


def _set_size(letters: Element, size: Decimal) -> None:
    for name in ("sz", "szCs"):
        letters.find(qn(f"w:{name}")).set(qn("w:val"), str(round(size * 2)))


def _set_line(border: Element, points: Decimal) -> None:
    """Set the thickness of a line, which Word counts in eighths of a point; 0 removes it."""
    border.set(qn("w:val"), "single" if points else "nil")
    border.set(qn("w:sz"), str(round(points * 8)))


def _set_section(document: Document, page: Page) -> None:
    element = document.element.body.find(qn("w:sectPr"))
    size, margins = element.find(qn("w:pgSz")), element.find(qn("w:pgMar"))
    size.set(qn("w:w"), str(twips(page.width)))
    size.set(qn("w:h"), str(twips(page.height)))
    for side, measure in (
        ("top", page.top),
        ("right", page.right),
        ("bottom", page.bottom),
        ("left", page.left),
        ("header", page.number_edge),
        ("footer", page.number_edge),
    ):
        margins.set(qn(f"w:{side}"), str(twips(measure)))
    section = document.sections[0]
    section.different_first_page_header_footer = not page.number_first
    if page.number_below:
        number = [deepcopy(paragraph) for paragraph in section.header._element]
        section.header.is_linked_to_previous = True
        section.footer.is_linked_to_previous = False
        for child in list(section.footer._element):
            section.footer._element.remove(child)
        section.footer._element.extend(number)


def _set_widths(table: Element, widths: list[int]) -> None:
    table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}").set(qn("w:w"), str(sum(widths)))
    for column, width in zip(table.find(qn("w:tblGrid")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.iterchildren(qn("w:tr")):
        cells = list(row.iterchildren(qn("w:tc")))
        shares = widths if len(cells) == len(widths) else [sum(widths)]
        for cell, width in zip(cells, shares, strict=True):
            cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").set(qn("w:w"), str(width))


def _set_figures(table: Element, page: Page) -> None:
    room = twips(page.width - page.left - page.right)
    third = room // 3
    _set_widths(table, [third, room - 2 * third, third])
    properties = table.find(qn("w:tblPr"))
    for border in properties.find(qn("w:tblBorders")):
        _set_line(border, page.border)
    for side in properties.find(qn("w:tblCellMar")):
        side.set(qn("w:w"), str(twips(page.cell)))
