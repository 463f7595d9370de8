"""The text of a Word document: what counts as said, whatever program saved it, and what hostile files can't do."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from mttq.verification import UnreadableDocumentError, read_word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _file(body: str, parts: dict[str, str] | None = None) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:document {_NS}><w:body>{body}</w:body></w:document>")
        for name, text in (parts or {}).items():
            file.writestr(name, text)
    return written.getvalue()


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _said(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return [one.text for one in read_word(_file(body, parts)).blocks]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (_run("Xây ") + '<w:proofErr w:type="spellStart"/>' + _run("12") + _run(" nhà"), "Xây 12 nhà"),
        (_run("12\u00a0nhà") + "<w:r><w:tab/></w:r>" + _run("xong") + "<w:r><w:br/></w:r>", "12 nhà xong"),
        (_run("một") + _run(" hai", "<w:vanish/>") + _run(" ba", '<w:vanish w:val="false"/>'), "một ba"),
        (_run("12 nhà", "<w:strike/>") + _run("13 nhà"), "[gạch bỏ: 12 nhà]13 nhà"),
        (_run("a") + "<w:r><w:noBreakHyphen/></w:r>" + _run("b"), "a-b"),
        (
            _run("Trang ")
            + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + _run("7")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "Trang",
        ),
        (_run("Số ") + '<w:fldSimple w:instr=" NUMPAGES ">' + _run("7") + "</w:fldSimple>", "Số"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + _run("1/1")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "1/1",
        ),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + _run("ô chọn") + "</w:sdtContent></w:sdt>", "ô chọn"),
        ("<w:hyperlink>" + _run("liên kết") + "</w:hyperlink>", "liên kết"),
        ("<w:r><w:drawing><a:blip/></w:drawing></w:r>", "[hình]"),
        (
            _run("cũ ")
            + "<w:ins>"
            + _run("thêm")
            + "</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>",
            "cũ thêm",
        ),
    ],
)
def test_only_what_is_on_the_page_is_said(inside: str, said: str) -> None:
    assert _said(f"<w:p>{inside}</w:p>") == [said]


def test_empty_paragraphs_and_breaks_of_pages_are_nothing() -> None:
    assert _said('<w:p/><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>' + _run(" ") + "</w:p>") == []


def test_tables_headers_notes_and_text_boxes_are_read() -> None:
    table = "<w:tbl>" + "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p>{_run(cell)}</w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in (("Chỉ tiêu", "Số"), ("Nhà", "12"))
    )
    content = f"<w:txbxContent><w:p>{_run('Trong khung')}</w:p></w:txbxContent>"
    box = f"<w:r><w:pict><v:textbox>{content}</v:textbox></w:pict></w:r>"
    body = (
        f"<w:p>{_run('I. KẾT QUẢ')}</w:p>{table}</w:tbl><w:p>{_run('Xong')}{box}</w:p>"
        '<w:sectPr><w:headerReference r:id="h1"/><w:headerReference r:id="h2"/></w:sectPr>'
    )
    relations = "".join(f'<Relationship Id="h{n}" Target="header{n}.xml"/>' for n in (1, 2))
    parts = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}">{relations}</Relationships>',
        "word/header1.xml": f"<w:hdr {_NS}><w:p>{_run('Mật')}</w:p></w:hdr>",
        "word/header2.xml": f"<w:hdr {_NS}><w:p>{_run('Mật')}</w:p></w:hdr>",
        "word/footnotes.xml": f'<w:footnotes {_NS}><w:footnote w:type="separator"><w:p>{_run("-")}</w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{_run("Theo sở")}</w:p></w:footnote></w:footnotes>',
    }
    blocks = read_word(_file(body, parts)).blocks
    assert [
        (one.place.zone, one.place.table, one.place.number, one.place.heading, one.text) for one in blocks
    ] == [
        ("thân bài", "", 1, "", "I. KẾT QUẢ"),
        ("thân bài", "bảng 1", 1, "", "Chỉ tiêu | Số"),
        ("thân bài", "bảng 1", 2, "", "Nhà | 12"),
        ("thân bài", "", 2, "I. KẾT QUẢ", "Xong"),
        ("đầu trang", "", 1, "", "Mật"),
        ("chú thích cuối trang", "", 1, "", "Theo sở"),
        ("khung chữ", "", 1, "", "Trong khung"),
    ]


def test_a_hidden_row_is_not_on_the_page() -> None:
    hidden, shown = (
        f"<w:tr>{properties}<w:tc><w:p>{_run('12')}</w:p></w:tc></w:tr>"
        for properties in ("<w:trPr><w:hidden/></w:trPr>", '<w:trPr><w:hidden w:val="0"/></w:trPr>')
    )
    assert _said(f"<w:tbl>{hidden}</w:tbl>") == []
    assert _said(f"<w:tbl>{shown}</w:tbl>") == ["12"]


def test_what_word_types_by_itself_is_no_change() -> None:
    first, second = (
        read_word(_file(f"<w:p>{_run(text)}</w:p>")).blocks[0]
        for text in ("Quỹ “Vì người nghèo” – năm 2020…", 'Quỹ "Vì  người nghèo" - năm\u00a02020...')
    )
    assert first.key == second.key


_BOMB = "<w:p/>" * 4_300_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "không phải tệp Word (.docx), hoặc đã hỏng"),
        (b"PK\x03\x04rubbish", "không phải tệp Word (.docx), hoặc đã hỏng"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "tệp Word đời cũ (.doc) hoặc có đặt mật khẩu; lưu lại thành .docx",
        ),
        (_file("<w:p>"), "không phải tệp Word (.docx), hoặc đã hỏng"),
        (_file("<w:p>" * 400 + "</w:p>" * 400), "không phải tệp Word (.docx), hoặc đã hỏng"),
        (_file("", {"word/_rels/document.xml.rels": "<a"}), "không phải tệp Word (.docx), hoặc đã hỏng"),
        (_file(_BOMB), "tệp có phần lớn hơn 24 MiB khi giải nén"),
        (_file(f"<w:p>{_run('x')}</w:p>" * 20_001), "tệp có hơn 20000 đoạn và hàng"),
        (
            _file("", {"word/header1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "tệp có khai báo DTD mà Word không bao giờ ghi, nên không được mở",
        ),
        (
            _file("", {f"word/media/{number}": "" for number in range(1000)}),
            "tệp giải nén ra quá lớn (hơn 64 MiB hoặc 1000 phần)",
        ),
    ],
    ids=range(10),
)
def test_a_file_that_can_not_be_read_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_word(content)
    assert str(caught.value) == message


def test_any_cut_of_a_document_is_read_or_refused() -> None:
    whole = _file(f"<w:p>{_run('Xây 12 nhà')}</w:p>", {"docProps/custom.xml": "<Properties/>"})
    for end in range(0, len(whole), 7):
        for content in (whole[:end], whole[:end] + b"\xff" + whole[end + 1 :]):
            try:
                read_word(content)
            except UnreadableDocumentError as error:
                assert str(error)
