"""Templates that can't be used: each message names the fault, with the paragraph and the tag."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from msgspec.structs import replace
from render_reading import docx_blocks
from render_sample import REPORT, figures, of

from mttq.names import PROFILES
from mttq.profile import load
from mttq.render import markdown
from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx
from mttq.report.model import Report

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _document(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _zip(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


def _with(content: bytes, **changed: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    return _zip({**parts, **changed})


def _damaged(content: bytes, name: str) -> bytes:
    """Return the file with one part whose compressed bytes can't be unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        start = file.getinfo(name).header_offset + 30 + len(name)
    return content[:start] + b"\xff" + content[start + 1 :]


def _fault(root: Path, content: bytes, report: Report = REPORT) -> UnusableTemplateError:
    path = root / "mau.docx"
    path.write_bytes(content)
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(report, None, template=path)
    assert caught.value.path == path
    return caught.value


SOUND = _document("{{ ten_loai }}")
STRICT = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
DOTX = (
    b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument'
    b'.wordprocessingml.template.main+xml"/></Types>'
)
MACRO = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            OLE + bytes(600),
            "mẫu là tệp Word đời cũ (.doc); mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "mẫu có đặt mật khẩu; bỏ mật khẩu trong Word rồi lưu lại",
        ),
        (b"{\\rtf1 x}", "mẫu là tệp RTF; mở bằng Word rồi lưu lại ở dạng Word Document (.docx)"),
        (b"%PDF-1.7", "mẫu không phải tệp Word .docx, hoặc đã hỏng"),
        (SOUND[:-40], "mẫu không phải tệp Word .docx, hoặc đã hỏng"),
        (_zip({"a.txt": b"x"}), "mẫu không phải tệp Word .docx, hoặc đã hỏng"),
        (_damaged(_with(SOUND), "word/document.xml"), "mẫu không phải tệp Word .docx, hoặc đã hỏng"),
        (
            _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"x"}),
            "mẫu là tệp Excel, không phải tệp Word .docx",
        ),
        (
            _zip({"mimetype": b"x", "content.xml": b"x"}),
            "mẫu là tệp OpenDocument (.odt); mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            _with(SOUND, **{"[Content_Types].xml": MACRO}),
            "mẫu có macro (.docm, .dotm) nên không được mở; mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            _with(SOUND, **{"word/vbaProject.bin": b"x"}),
            "mẫu có macro (.docm, .dotm) nên không được mở; mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            _with(SOUND, **{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "mẫu có khai báo DTD mà Word không bao giờ ghi, nên không được mở",
        ),
        (
            _with(
                SOUND, **{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")}
            ),
            "mẫu có khai báo DTD mà Word không bao giờ ghi, nên không được mở",
        ),
        (
            _with(SOUND, **{"word/dau.dat": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16-be")}),
            "mẫu có khai báo DTD mà Word không bao giờ ghi, nên không được mở",
        ),
        (
            _with(SOUND, **{"word/document.xml": b'<?xml version="1.0" encoding="utf-7"?><a/>'}),
            "mẫu ghi bằng bảng mã lạ (utf-7); mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            _with(SOUND, **{"word/document.xml": STRICT}),
            "mẫu ở dạng Strict Open XML Document; mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            _with(SOUND, **{"[Content_Types].xml": DOTX}),
            "mẫu là tệp Word Template (.dotx); mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            b"<html><body>x</body></html>",
            "mẫu là tệp XML hoặc trang web; mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            _with(SOUND, **{"word/document.xml": b"<w:document"}),
            "mẫu không phải tệp Word .docx, hoặc đã hỏng",
        ),
        (
            _with(SOUND, **{"word/media/x.png": bytes(41 * 1024 * 1024)}),
            "mẫu giải nén ra quá lớn (hơn 40 MiB hoặc 1000 phần)",
        ),
        (
            _with(SOUND, **{"word/media/x.png": b"<a>" + bytes(5 * 1024 * 1024)}),
            "mẫu có quá nhiều chữ và định dạng (hơn 4 MiB khi giải nén)",
        ),
        (
            _with(SOUND, **{f"word/{number}": b"" for number in range(1001)}),
            "mẫu giải nén ra quá lớn (hơn 40 MiB hoặc 1000 phần)",
        ),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_a_file_that_is_not_a_plain_docx_is_named_and_not_opened(
    tmp_path: Path, content: bytes, message: str
) -> None:
    assert _fault(tmp_path, content).message == message


def test_a_template_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    with path.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    with pytest.raises(UnusableTemplateError, match="mẫu lớn hơn 20 MiB"):
        docx.render(REPORT, None, template=path)


@pytest.mark.parametrize(
    ("paragraphs", "place", "message"),
    [
        (("a", "Tên: {{ ten_loại }}"), "đoạn “Tên: {{ ten_loại }}”", "ten_loại"),
        (("{{ ten_loai | hoa }}",), "đoạn “{{ ten_loai | hoa }}”", "không có bộ lọc “hoa”"),
        (("{{ ten_loai",), "đoạn “{{ ten_loai”", ""),
        (("{%p if kinh_gui %}", "x"), "", "thẻ “if” chưa được đóng"),
        (("{%p for dong in can_cu %}", "{{ dong }}", "{%p end for %}"), "", "end"),
        (("{%p endif %}",), "", "endif"),
        (('{%p include "bao-cao.docx" %}',), "", "bao-cao.docx"),
        (("{{ ''.__class__ }}",), "đoạn “{{ ''.__class__ }}”", "không được phép"),
        (("{{ range(999999999) | list }}",), "", ""),
    ],
)
def test_a_faulty_tag_is_named_with_its_paragraph(
    tmp_path: Path, paragraphs: tuple[str, ...], place: str, message: str
) -> None:
    fault = _fault(tmp_path, _document(*paragraphs))
    assert place in fault.place
    assert message in fault.message


def test_a_tag_that_words_spell_checker_has_split_is_still_one(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph()._p
    pieces = ("{", "{ ten", "_", "loai }", "}")
    for piece in pieces:
        paragraph.append(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:i/></w:rPr><w:t>{piece}</w:t></w:r>"))
    document.save(str(tmp_path / "mau.docx"))
    made = docx.render(REPORT, None, template=tmp_path / "mau.docx")
    assert docx_blocks(made) == [("text", "BÁO CÁO")]


def test_half_a_table(tmp_path: Path) -> None:
    """The loop begins in a row and ends outside the table."""
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "{% for dong in noi_nhan %}"
    table.cell(0, 1).text = "{{ dong }}"
    document.add_paragraph("{% endfor %}")
    written = io.BytesIO()
    document.save(written)
    assert "làm vỡ" in _fault(tmp_path, written.getvalue(), of(figures(1))).message


def test_a_partial_leads_to_no_other_folder(tmp_path: Path) -> None:
    (tmp_path / "bi-mat.md.j2").write_text("bí mật", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    for name in ("../bi-mat.md.j2", str(tmp_path / "bi-mat.md.j2"), "_dau.docx", "..", "khong-co.md.j2"):
        (tmp_path / "templates" / "bao-cao.md.j2").write_text(f'{{% include "{name}" %}}', encoding="utf-8")
        with pytest.raises(UnusableTemplateError) as caught:
            markdown.render(REPORT, tmp_path)
        assert caught.value.place == "dòng 1"
        assert caught.value.message == f"không có mẫu “{name}” để đưa vào"


def test_a_fault_in_a_partial_names_the_partial(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "_dau.md.j2").write_text("a\n{{ sai }}", encoding="utf-8")
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(REPORT, tmp_path)
    assert (caught.value.path.name, caught.value.place) == ("_dau.md.j2", "dòng 2")


def test_a_partial_that_includes_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "_dau.md.j2").write_text('{% include "_dau.md.j2" %}', encoding="utf-8")
    with pytest.raises(UnusableTemplateError, match="đưa chính nó vào"):
        markdown.render(REPORT, tmp_path)


def test_a_faulty_profile_prints_nothing(tmp_path: Path) -> None:
    file = tmp_path / PROFILES / "tinh.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("trang:\n  le_trai: x\n", encoding="utf-8")
    report = replace(REPORT, layout=load(tmp_path, "tinh"))
    for render in (docx.render, markdown.render):
        with pytest.raises(UnusableTemplateError) as caught:
            render(report, tmp_path)
        assert caught.value.place == "dòng 2"
        assert caught.value.message.startswith("“x” không phải một số đo dùng được ở đây; viết một số")
