"""The page of Decree 30/2020/NĐ-CP, Annex I: its measures, and the paragraph styles made of them.

Where the decree gives a range, the value taken is the one most offices type;
the range stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docx.oxml.ns import nsdecls

from mttq.render.layout import RULE_STYLE

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
    Style(
        "MTTQPhan",
        "MTTQ Phần",
        bold=True,
        align="center",
        before=2 * AFTER,
        after=AFTER,
        line=LINE,
        outline=0,
        next=True,
    ),
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


# A sheet for a meeting, of one page that has to hold everything: sizes to start from, and margins (top and bottom,
# left, right) narrower than those of documents that are sent out, so that its print is set less small.
COMPACT_MARGINS = (15, 25, 15)
COMPACT = 13
COMPACT_CELL = 10.5
COMPACT_ROOM_TO_SIGN = 40
COMPACT_FIRST_LINE = 6


def _compact(style: Style) -> Style:
    """The style on such a page."""
    if style.id in {"MTTQCot", "MTTQO"}:
        return replace(style, size=COMPACT_CELL, before=0.5, after=0.5)
    if style.id == "MTTQHoTen":
        return replace(style, size=COMPACT, before=COMPACT_ROOM_TO_SIGN)
    if style.id == "MTTQTenLoai":
        return replace(style, before=8)
    if style.size != BODY or style.id in {"Header", "MTTQTrichYeu"}:
        return style
    first = COMPACT_FIRST_LINE if style.first == FIRST_LINE else style.first
    before, after = min(style.before, 2), min(style.after, 2)
    return replace(style, size=COMPACT, first=first, before=before, after=after, line=1)


COMPACT_STYLES = tuple(map(_compact, STYLES))


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


def styles_xml(styles: tuple[Style, ...] = STYLES) -> str:
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
        + "".join(map(style_xml, styles))
        + "</w:styles>"
    )
