"""The paragraph styles of the packaged Word templates: names, page breaks and outline.

Sizes, typefaces and spacing come from the profile and are set by `mttq.render.word.styles`.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import nsdecls

from mttq.render.word.styles import MOTTO_RULE, RULE


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style.

    Attributes:
        id: the id by which paragraphs refer to it.
        name: the name in Word's list.
        outline: the outline level, counted from 0; -1 for text.
        next: keep it on the page of the next paragraph.
        small: an empty paragraph that only makes space.
        border: an empty paragraph whose upper edge is drawn as a line.
        last: the paragraph that Word requires after a table, as low as possible.
    """

    id: str
    name: str
    outline: int = -1
    next: bool = False
    small: bool = False
    border: bool = False
    last: bool = False


STYLES = (
    Style("Header", "header"),
    Style("MTTQPhan", "MTTQ Phần", outline=0, next=True),
    Style("Heading1", "heading 1", outline=0, next=True),
    Style("Heading2", "heading 2", outline=1, next=True),
    Style("Heading3", "heading 3", outline=2, next=True),
    Style("MTTQDiem", "MTTQ Điểm a)", next=True),
    Style("MTTQQuocHieu", "MTTQ Quốc hiệu"),
    Style("MTTQTieuNgu", "MTTQ Tiêu ngữ"),
    Style("MTTQCapTren", "MTTQ Cơ quan cấp trên"),
    Style("MTTQCoQuan", "MTTQ Cơ quan ban hành"),
    Style("MTTQSo", "MTTQ Số, ký hiệu"),
    Style("MTTQDiaDanh", "MTTQ Địa danh, ngày"),
    Style("MTTQKe", RULE, border=True),
    Style("MTTQKeDai", MOTTO_RULE, border=True),
    Style("MTTQTenLoai", "MTTQ Tên loại", next=True),
    Style("MTTQTrichYeu", "MTTQ Trích yếu", next=True),
    Style("MTTQKinhGui", "MTTQ Kính gửi"),
    Style("MTTQKinhGuiDong", "MTTQ Kính gửi, dòng"),
    Style("MTTQCanCu", "MTTQ Căn cứ"),
    Style("MTTQDoan", "MTTQ Đoạn"),
    Style("MTTQDoanCuoi", "MTTQ Đoạn cuối", next=True),
    Style("MTTQTenBang", "MTTQ Tên bảng", next=True),
    Style("MTTQCot", "MTTQ Tên cột", next=True),
    Style("MTTQO", "MTTQ Ô"),
    Style("MTTQCach", "MTTQ Cách", small=True),
    Style("MTTQCachKy", "MTTQ Cách trước chữ ký", next=True, small=True),
    Style("MTTQCuoi", "MTTQ Cuối", last=True),
    Style("MTTQNoiNhan", "MTTQ Nơi nhận"),
    Style("MTTQNoiNhanDong", "MTTQ Nơi nhận, dòng"),
    Style("MTTQChucVu", "MTTQ Quyền hạn, chức vụ", next=True),
    Style("MTTQHoTen", "MTTQ Họ tên"),
)


def style_xml(style: Style) -> str:
    """A `w:style` element with the places that the profile fills in."""
    border = (
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        if style.border
        else ""
    )
    rule, line = ("exact", 60) if style.border else ("exact", 20) if style.last else ("auto", 240)
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline >= 0 else ""
    following = '<w:next w:val="MTTQDoan"/>' if outline else ""
    custom = "" if style.id.startswith("Head") else ' w:customStyle="1"'
    size = 4 if style.border else 2 if style.last else 12
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>'
        f"{following}<w:qFormat/>"
        f"<w:pPr>{'<w:keepNext/>' if style.next else ''}{border}"
        f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="{rule}"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
        f'<w:jc w:val="{"center" if style.border else "left"}"/>{outline}</w:pPr>'
        f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def styles_xml() -> str:
    """The whole of `word/styles.xml`: few styles, one font, no theme."""
    fonts = " ".join(f'w:{script}=""' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults>"
        f"<w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        '<w:color w:val="000000"/><w:sz w:val="0"/><w:szCs w:val="0"/>'
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
