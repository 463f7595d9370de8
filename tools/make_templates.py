"""Makes the Word templates in `templates/`: `python tools/make_templates.py [FOLDER]`.

The page follows Decree 30/2020/NĐ-CP, Annex I. Its measures are the constants
below; where the decree gives a range, the value taken is the one most offices
type. The templates are ordinary documents with Jinja tags and can be changed
in Word: a project that keeps its own copy in its `templates/` folder never
needs this script. The packaged ones are changed here, so that a change of a
measure shows as one line in the history.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from mttq.render.docx import rezip
from mttq.render.layout import RULE_STYLE, text_width

Element = Any  # lxml elements carry no types

KINDS = ("bao-cao", "chuong-trinh")

# Page: A4 upright, millimetres. The decree: top and bottom 20-25, left 30-35, right 15-20.
PAGE = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
TEXT = PAGE[0] - LEFT - RIGHT
PAGE_NUMBER_FROM_TOP = 10

# The heading in two columns is wider than the text, or its long lines would wrap.
HEADING = (85, 90)
CLOSING = (80, 80)
CELL_MARGIN = 1.5

# Sizes in points, with what the decree allows.
FONT = "Times New Roman"
BODY = 14  # 13-14
COUNTRY = 12  # quốc hiệu, 12-13
MOTTO = 13  # tiêu ngữ, 13-14
BODIES = 12  # superior and issuing body, 12-13
NUMBER = 13  # number and sign, 13
DATE = 13  # place and date, 13-14, as the motto
TITLE = 14  # kind and subject, 13-14
CELL = 12
RECIPIENTS_HEAD = 12
RECIPIENTS = 11
PAGE_NUMBER = 14  # 13-14

# Paragraphs. The decree: first line 1 or 1,27 cm; at least 6 pt between; single to 1,5 lines.
FIRST_LINE = 12.7
AFTER = 6
LINE = 1.15
ROOM_TO_SIGN = 4 * 16  # four empty lines between the position and the name

COUNTRY_TEXT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_TEXT = "Độc lập - Tự do - Hạnh phúc"


def twips(millimetres: float) -> int:
    """Twentieths of a point, the measure of Word's files."""
    return round(millimetres / 25.4 * 1440)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style.

    Attributes:
        id: as paragraphs refer to it.
        name: as Word lists it.
        size: of the letters, in points.
        bold, italic: of the letters.
        align: `both`, `center`, `left`.
        first: indent of the first line, in millimetres.
        before, after: space, in points.
        line: space between lines, in lines.
        outline: level in the outline from 0; -1 for text.
        next: whether it stays on the page of what follows.
        border: whether its upper edge is drawn: a line as an empty paragraph.
    """

    id: str
    name: str
    size: float = BODY
    bold: bool = False
    italic: bool = False
    align: str = "left"
    first: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    outline: int = -1
    next: bool = False
    border: bool = False


def _text(id: str, name: str, *, next: bool = False, italic: bool = False) -> Style:
    return Style(id, name, italic=italic, align="both", first=FIRST_LINE, after=AFTER, line=LINE, next=next)


def _heading(level: int, *, italic: bool = False) -> Style:
    return Style(
        f"Heading{level}",
        f"heading {level}",
        bold=True,
        italic=italic,
        align="both",
        first=FIRST_LINE,
        before=AFTER if level == 1 else 0,
        after=AFTER,
        line=LINE,
        outline=level - 1,
        next=True,
    )


STYLES = (
    Style("Header", "header", PAGE_NUMBER, align="center"),
    _heading(1),
    _heading(2),
    _heading(3, italic=True),
    _text("MTTQDiem", "MTTQ Điểm a)", next=True),
    Style("MTTQQuocHieu", "MTTQ Quốc hiệu", COUNTRY, bold=True, align="center"),
    Style("MTTQTieuNgu", "MTTQ Tiêu ngữ", MOTTO, bold=True, align="center"),
    Style("MTTQCapTren", "MTTQ Cơ quan cấp trên", BODIES, align="center"),
    Style("MTTQCoQuan", "MTTQ Cơ quan ban hành", BODIES, bold=True, align="center"),
    Style("MTTQSo", "MTTQ Số, ký hiệu", NUMBER, align="center"),
    Style("MTTQDiaDanh", "MTTQ Địa danh, ngày", DATE, italic=True, align="center"),
    Style("MTTQKe", RULE_STYLE, 2, align="center", before=4, border=True),
    Style("MTTQKeDai", "MTTQ Kẻ tiêu ngữ", 2, align="center", before=4, border=True),
    Style("MTTQTenLoai", "MTTQ Tên loại", TITLE, bold=True, align="center", before=18, next=True),
    Style("MTTQTrichYeu", "MTTQ Trích yếu", TITLE, bold=True, align="center", next=True),
    Style("MTTQKinhGui", "MTTQ Kính gửi", align="center", after=AFTER, line=LINE),
    Style("MTTQKinhGuiDong", "MTTQ Kính gửi, dòng", align="left", first=50, after=0, line=LINE),
    _text("MTTQCanCu", "MTTQ Căn cứ", italic=True),
    _text("MTTQDoan", "MTTQ Đoạn"),
    _text("MTTQDoanCuoi", "MTTQ Đoạn cuối", next=True),
    Style("MTTQTenBang", "MTTQ Tên bảng", bold=True, align="center", before=AFTER, after=AFTER, next=True),
    Style("MTTQCot", "MTTQ Tên cột", CELL, bold=True, align="center", before=2, after=2, next=True),
    Style("MTTQO", "MTTQ Ô", CELL, before=2, after=2),
    Style("MTTQCach", "MTTQ Cách", 6, after=4),
    Style("MTTQCachKy", "MTTQ Cách trước chữ ký", 6, after=4, next=True),
    Style("MTTQNoiNhan", "MTTQ Nơi nhận", RECIPIENTS_HEAD, bold=True, italic=True),
    Style("MTTQNoiNhanDong", "MTTQ Nơi nhận, dòng", RECIPIENTS),
    Style("MTTQChucVu", "MTTQ Quyền hạn, chức vụ", bold=True, align="center", next=True),
    Style("MTTQHoTen", "MTTQ Họ tên", bold=True, align="center", before=ROOM_TO_SIGN),
)


def style_xml(style: Style) -> str:
    """A `w:style` element."""
    border = (
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        if style.border
        else ""
    )
    rule, line = ("exact", 60) if style.border else ("auto", round(style.line * 240))
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline >= 0 else ""
    following = '<w:next w:val="MTTQDoan"/>' if outline else ""
    custom = "" if style.id.startswith("Head") else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>'
        f"{following}<w:qFormat/>"
        f"<w:pPr>{'<w:keepNext/>' if style.next else ''}{border}"
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"'
        f' w:line="{line}" w:lineRule="{rule}"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="{twips(style.first)}"/>'
        f'<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{'<w:b/><w:bCs/>' if style.bold else ''}{'<w:i/><w:iCs/>' if style.italic else ''}"
        f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/></w:rPr></w:style>'
    )


def styles_xml() -> str:
    """The whole of `word/styles.xml`: few styles, one font, no theme."""
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults>"
        f"<w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'<w:color w:val="000000"/><w:sz w:val="{BODY * 2}"/><w:szCs w:val="{BODY * 2}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        + "".join(map(style_xml, STYLES))
        + "</w:styles>"
    )


SETTINGS = (
    f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    # A line broken by hand inside a justified paragraph is not stretched.
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)

APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>mttq</Application></Properties>"
)

PAGE_FIELD = "".join(
    f"<w:r>{part}</w:r>"
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)


def p(style: str, text: str = "", *, indent: int | None = None) -> str:
    """A paragraph; `indent` in twips from both sides."""
    ind = "" if indent is None else f'<w:ind w:left="{indent}" w:right="{indent}" w:firstLine="0"/>'
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{ind}</w:pPr>{run}</w:p>'


def tag(text: str) -> str:
    """A paragraph that holds only a tag and is gone from the rendered document."""
    return p("Normal", f"{{%p {text} %}}")


def each(name: str, style: str, text: str = "{{ dong }}") -> str:
    """A paragraph for each line of the list."""
    return tag(f"for dong in {name}") + p(style, text) + tag("endfor")


def given(name: str, style: str) -> str:
    """A paragraph if there is such a text."""
    return tag(f"if {name}") + p(style, f"{{{{ {name} }}}}") + tag("endif")


def cell(width: int, content: str) -> str:
    """A cell; the width in twips."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def row(*cells: str, header: bool = False) -> str:
    """A row that is never split between two pages."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: tuple[int, ...], rows: str, *, borders: bool = False) -> str:
    """A centred table of fixed columns; widths in twips."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    margin = twips(CELL_MARGIN) if borders else 0
    margins = f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        + (f"<w:tblBorders>{lines}</w:tblBorders>" if borders else "")
        + f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        + "</w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + f"</w:tblGrid>{rows}</w:tbl>"
    )


def letterhead() -> str:
    """The two columns at the top of page 1."""
    left, right = map(twips, HEADING)
    motto_indent = round((right - text_width(MOTTO_TEXT, MOTTO) * 20) / 2)
    bodies = each("co_quan_cap_tren", "MTTQCapTren") + each("co_quan", "MTTQCoQuan") + p("MTTQKe")
    country = (
        p("MTTQQuocHieu", COUNTRY_TEXT)
        + p("MTTQTieuNgu", MOTTO_TEXT)
        # As long as the motto: fixed, so of a plain style's making.
        + p("MTTQKeDai", indent=motto_indent)
    )
    return table(
        (left, right),
        row(cell(left, bodies), cell(right, country))
        + row(
            cell(left, p("MTTQSo", "{{ so_ky_hieu }}")),
            cell(right, p("MTTQDiaDanh", "{{ dia_danh_ngay }}")),
        ),
    )


def title() -> str:
    """Kind, subject, addressees and basis."""
    return (
        p("MTTQTenLoai", "{{ ten_loai }}")
        + each("trich_yeu", "MTTQTrichYeu")
        + p("MTTQKe")
        + p("MTTQCach")
        + tag("if kinh_gui | length == 1")
        + p("MTTQKinhGui", "Kính gửi: {{ kinh_gui[0] }}")
        + tag("elif kinh_gui")
        + p("MTTQKinhGuiDong", "Kính gửi:")
        + each("kinh_gui", "MTTQKinhGuiDong", "- {{ dong }}{{ '.' if loop.last else ';' }}")
        + p("MTTQCach")
        + tag("endif")
        + each("can_cu", "MTTQCanCu")
    )


def generic_table() -> str:
    """A table of as many columns and rows as the block has."""
    third = twips(TEXT) // 3
    widths = (third, twips(TEXT) - 2 * third, third)

    def line(of: str, style: str, text: str, *, header: bool = False) -> str:
        return row(
            cell(widths[0], p(style, f"{{%tc for {of} %}}")),
            cell(widths[1], p(style, text)),
            cell(widths[2], p(style, "{%tc endfor %}")),
            header=header,
        )

    def mark(text: str) -> str:
        span = f'<w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="3"/></w:tcPr>'
        return row(f"<w:tc>{span}{p('MTTQO', f'{{%tr {text} %}}')}</w:tc>")

    return table(
        widths,
        line("cot in khoi.cot", "MTTQCot", "{{ cot.ten }}", header=True)
        + mark("for hang in khoi.hang")
        + line("o in hang", "MTTQO", "{{ o }}")
        + mark("endfor"),
        borders=True,
    )


def body() -> str:
    """The blocks of the document, whatever they are."""
    return (
        tag("for khoi in noi_dung")
        + tag("if khoi.loai == 'muc' and khoi.cap == 1")
        + p("Heading1", "{% if khoi.so %}{{ khoi.so }} {% endif %}{{ khoi.chu }}")
        + tag("elif khoi.loai == 'muc' and khoi.cap == 2")
        + p("Heading2", "{% if khoi.so %}{{ khoi.so }} {% endif %}{{ khoi.chu }}")
        + tag("elif khoi.loai == 'muc' and khoi.so")
        + p("MTTQDiem", "{{ khoi.so }} {{ khoi.chu }}")
        + tag("elif khoi.loai == 'muc'")
        + p("Heading3", "{{ khoi.chu }}")
        + tag("elif khoi.loai == 'doan' and loop.last")
        + p("MTTQDoanCuoi", "{{ khoi.chu }}")
        + tag("elif khoi.loai == 'doan'")
        + p("MTTQDoan", "{{ khoi.chu }}")
        + tag("elif khoi.loai == 'gach' and loop.last")
        + p("MTTQDoanCuoi", "- {{ khoi.chu }}")
        + tag("elif khoi.loai == 'gach'")
        + p("MTTQDoan", "- {{ khoi.chu }}")
        + tag("elif khoi.loai == 'bang'")
        + tag("if khoi.ten")
        + p("MTTQTenBang", "{{ khoi.ten }}")
        + tag("endif")
        + p("Normal", "{{p khoi.can_cot }}")
        + generic_table()
        + p("MTTQCach")
        + tag("endif")
        + tag("endfor")
    )


def closing() -> str:
    """Recipients and signature, side by side and never apart."""
    left, right = map(twips, CLOSING)
    recipients = (
        tag("if noi_nhan")
        + p("MTTQNoiNhan", "Nơi nhận:")
        + tag("endif")
        + each("noi_nhan", "MTTQNoiNhanDong")
        + p("MTTQNoiNhanDong")
    )
    signature = (
        given("quyen_han", "MTTQChucVu")
        + given("ky_thay", "MTTQChucVu")
        + given("chuc_vu", "MTTQChucVu")
        + p("MTTQHoTen", "{{ ho_ten }}")
    )
    return table((left, right), row(cell(left, recipients), cell(right, signature)))


def make(kind: str) -> bytes:
    """The template of that kind, as a file."""
    document = Document()
    _bare(document)
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, PAGE)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(PAGE_NUMBER_FROM_TOP)
    section.footer_distance = Mm(PAGE_NUMBER_FROM_TOP)
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    _fill(header._element, f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{PAGE_FIELD}</w:p>')
    _fill(
        document.element.body, letterhead() + title() + body() + p("MTTQCachKy") + closing() + p("MTTQCach")
    )
    properties = document.core_properties
    properties.title, properties.author, properties.comments = f"Mẫu {kind}", "mttq", ""
    properties.language, properties.last_modified_by = "vi-VN", "mttq"
    for time in list(properties._element.iterchildren("{*}created", "{*}modified")):
        properties._element.remove(time)
    written = BytesIO()
    document.save(written)
    return rezip(written.getvalue())


def _bare(document: Docx) -> None:
    """Takes out what python-docx's own template brings along, and puts in our styles and settings."""
    unwanted = (
        "/theme",
        "/stylesWithEffects",
        "/numbering",
        "/customXml",
        "/webSettings",
        "/fontTable",
        "/thumbnail",
    )
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(unwanted):
                del part.rels[key]
            elif relation.reltype.endswith("/extended-properties"):
                relation.target_part._blob = APP.encode()
    _fill(document.styles.element, styles_xml(), whole=True)
    _fill(document.settings.element, SETTINGS, whole=True)


def _fill(element: Element, xml: str, *, whole: bool = False) -> None:
    """Puts the XML's elements in place of the element's children; a section's own properties stay last."""
    new = parse_xml(xml if whole else f"<w:x {nsdecls('w')}>{xml}</w:x>")
    kept = [child for child in element if child.tag.endswith("}sectPr")]
    for child in list(element):
        element.remove(child)
    element.extend([*new, *kept])


def main(folder: Path) -> None:
    """Writes every template into the folder."""
    for kind in KINDS:
        (folder / f"{kind}.docx").write_bytes(make(kind))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "templates")
