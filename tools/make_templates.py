"""Make the Word templates in `templates/`: `python tools/make_templates.py [FOLDER]`.

This script arranges the parts of the page. The measures come from the packaged profile
`templates/the-thuc/nd30.yaml` and are applied like those of any other profile
(`mttq.render.word.styles`). The templates are ordinary documents with Jinja tags and can be edited in
Word: a project that keeps its own copy in its `templates/` folder never needs this script. The packaged ones
are changed here, so that a change shows as one line in the history.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from template_styles import styles_xml

from mttq.profile import default
from mttq.render.office import rezip
from mttq.render.word.styles import apply_profile

Element = Any  # lxml elements carry no types

KINDS = ("bao-cao", "chuong-trinh", "nhiem-ky", "giao-ban", "tong-hop")
COMPACT = ("giao-ban",)

SETTINGS = (
    f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    # Do not stretch a line that ends in a manual break in a justified paragraph.
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


BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
"""A line break inside a text."""


GAP = 142
"""Twips, 2.5 mm, between the issuing body and the country."""


def p(style: str, text: str = "") -> str:
    """A paragraph."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def tag(text: str) -> str:
    """A paragraph with only a tag, which disappears from the rendered document."""
    return p("Normal", f"{{%p {text} %}}")


def each(name: str, style: str, text: str = "{{ dong }}") -> str:
    """A paragraph for each line of the list."""
    return tag(f"for dong in {name}") + p(style, text) + tag("endfor")


def given(name: str, style: str) -> str:
    """A paragraph that is printed if the text is not empty."""
    return tag(f"if {name}") + p(style, f"{{{{ {name} }}}}") + tag("endif")


def cell(content: str, span: int = 1, gap: int = 0) -> str:
    """A cell, whose width comes from the profile, with a margin in twips that keeps it off the one on its right."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    margin = f'<w:tcMar><w:right w:w="{gap}" w:type="dxa"/></w:tcMar>' if gap else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="dxa"/>{spanned}{margin}</w:tcPr>{content}</w:tc>'


def row(*cells: str, header: bool = False) -> str:
    """A row that is never split across two pages."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(columns: int, rows: str, *, borders: bool = False) -> str:
    """A centred table of fixed columns."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="dxa"/><w:jc w:val="center"/>'
        + (f"<w:tblBorders>{lines}</w:tblBorders>" if borders else "")
        + f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        + "</w:tblPr><w:tblGrid>"
        + '<w:gridCol w:w="0"/>' * columns
        + f"</w:tblGrid>{rows}</w:tbl>"
    )


def letterhead() -> str:
    """The two columns at the top of page 1."""
    bodies = each("co_quan_cap_tren", "MTTQCapTren") + each("co_quan", "MTTQCoQuan") + p("MTTQKe")
    country = p("MTTQQuocHieu", "{{ quoc_hieu }}") + p("MTTQTieuNgu", "{{ tieu_ngu }}") + p("MTTQKeDai")
    return table(
        2,
        row(cell(bodies, gap=GAP), cell(country))
        + row(cell(p("MTTQSo", "{{ so_ky_hieu }}"), gap=GAP), cell(p("MTTQDiaDanh", "{{ dia_danh_ngay }}"))),
    )


def title() -> str:
    """Kind, subject line, addressees and legal bases."""
    return (
        p("MTTQTenLoai", "{{ ten_loai }}")
        + each("trich_yeu", "MTTQTrichYeu")
        + p("MTTQKe")
        + p("MTTQCach")
        + tag("if kinh_gui | length == 1")
        + p("MTTQKinhGui", "{{ chu_kinh_gui }} {{ kinh_gui[0] }}")
        + tag("elif kinh_gui")
        + p("MTTQKinhGuiDong", "{{ chu_kinh_gui }}")
        + each("kinh_gui", "MTTQKinhGuiDong", "{{ gach_dau_dong }} {{ dong }}{{ '.' if loop.last else ';' }}")
        + p("MTTQCach")
        + tag("endif")
        + each("can_cu", "MTTQCanCu")
    )


def generic_table() -> str:
    """A table with the columns and rows of the block."""

    def line(of: str, style: str, text: str, *, header: bool = False) -> str:
        return row(
            cell(p(style, f"{{%tc for {of} %}}")),
            cell(p(style, text)),
            cell(p(style, "{%tc endfor %}")),
            header=header,
        )

    def mark(text: str) -> str:
        return row(cell(p("MTTQO", f"{{%tr {text} %}}"), span=3))

    return table(
        3,
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
        + tag("if khoi.loai == 'muc' and khoi.cap == 0 and khoi.so")
        + p("MTTQPhan", f"{{{{ khoi.so }}}}{BREAK}{{{{ khoi.chu }}}}")
        + tag("elif khoi.loai == 'muc' and khoi.cap == 0")
        + p("MTTQPhan", "{{ khoi.chu }}")
        + tag("elif khoi.loai == 'muc' and khoi.cap == 1")
        + p("Heading1", "{% if khoi.so %}{{ khoi.so }} {% endif %}{{ khoi.chu }}")
        + tag("elif khoi.loai == 'muc' and khoi.cap == 2")
        + p("Heading2", "{% if khoi.so %}{{ khoi.so }} {% endif %}{{ khoi.chu }}")
        + tag("elif khoi.loai == 'muc' and khoi.so.endswith(')')")
        + p("MTTQDiem", "{{ khoi.so }} {{ khoi.chu }}")
        + tag("elif khoi.loai == 'muc'")
        + p("Heading3", "{% if khoi.so %}{{ khoi.so }} {% endif %}{{ khoi.chu }}")
        + tag("elif khoi.loai == 'doan' and loop.last")
        + p("MTTQDoanCuoi", "{{ khoi.chu }}")
        + tag("elif khoi.loai == 'doan'")
        + p("MTTQDoan", "{{ khoi.chu }}")
        + tag("elif khoi.loai == 'gach' and loop.last")
        + p("MTTQDoanCuoi", "{{ gach_dau_dong }} {{ khoi.chu }}")
        + tag("elif khoi.loai == 'gach'")
        + p("MTTQDoan", "{{ gach_dau_dong }} {{ khoi.chu }}")
        + tag("elif khoi.loai == 'bang'")
        + p("Normal", "{{p khoi.can_cot }}")
        + tag("if khoi.ten")
        + p("MTTQTenBang", "{{ khoi.ten }}")
        + tag("endif")
        + generic_table()
        + p("MTTQCach")
        + tag("endif")
        + tag("endfor")
    )


def closing() -> str:
    """Recipients and signature, side by side on one page."""
    recipients = (
        tag("if noi_nhan")
        + p("MTTQNoiNhan", "{{ chu_noi_nhan }}")
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
    return table(2, row(cell(recipients), cell(signature)))


def make(kind: str) -> bytes:
    """The bytes of the template of a kind of document."""
    document = Document()
    _bare(document)
    section = document.sections[0]
    header = section.header
    header.is_linked_to_previous = False
    _fill(header._element, f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{PAGE_FIELD}</w:p>')
    _fill(
        document.element.body,
        letterhead() + title() + body() + p("MTTQCachKy") + closing() + p("MTTQCuoi"),
    )
    layout = default()
    apply_profile(document, layout.compact if kind in COMPACT else layout.page)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = f"Mẫu {kind}", "mttq", ""
    properties.language, properties.last_modified_by = "vi-VN", "mttq"
    for time in list(properties._element.iterchildren("{*}created", "{*}modified")):
        properties._element.remove(time)
    written = BytesIO()
    document.save(written)
    return rezip(written.getvalue())


def _bare(document: Docx) -> None:
    """Remove the parts of python-docx's default template, and add our styles and settings."""
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
    """Replace the element's children with the XML's elements; section properties stay last."""
    new = parse_xml(xml if whole else f"<w:x {nsdecls('w')}>{xml}</w:x>")
    kept = [child for child in element if child.tag.endswith("}sectPr")]
    for child in list(element):
        element.remove(child)
    element.extend([*new, *kept])


def main(folder: Path) -> None:
    """Write every template into the folder."""
    for kind in KINDS:
        (folder / f"{kind}.docx").write_bytes(make(kind))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "templates")
