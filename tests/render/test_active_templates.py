"""Templates that would fetch or run something in every document made from them are refused, like macros."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from render_reading import docx_blocks
from render_sample import REPORT

from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
UNLINK = "trong Word bấm Alt+F9 để thấy các trường, chọn trường ấy, bấm Ctrl+Shift+F9 rồi lưu lại"


def _fault(path: Path) -> str:
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(REPORT, None, template=path)
    assert (caught.value.path, caught.value.place) == (path, "")
    return caught.value.message


def _with_relation(path: Path, kind: str, target: str, *, external: bool = True) -> None:
    """A template with a relation of its main part to something."""
    document = Document()
    document.add_paragraph("{{ ten_loai }}")
    document.part.rels.get_or_add_ext_rel(f"{OFFICE}/{kind}", target)
    written = BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels" and not external:
                content = content.replace(b' TargetMode="External"', b"")
            new.writestr(name, content)


def _with_field(path: Path, *pieces: str, simple: bool = False) -> None:
    """A template with a field whose instruction Word has split."""
    document = Document()
    document.add_paragraph("{{ ten_loai }}")
    paragraph = document.add_paragraph()._p
    if simple:
        paragraph.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{"".join(pieces)}"/>'))
    else:
        for run in (
            '<w:fldChar w:fldCharType="begin"/>',
            *(f'<w:instrText xml:space="preserve">{one}</w:instrText>' for one in pieces),
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        ):
            paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{run}</w:r>"))
    document.save(str(path))


@pytest.mark.parametrize(
    ("pieces", "name"),
    [
        ((" DDEAUTO c:\\\\windows\\\\cmd.exe /k",), "DDEAUTO"),
        ((" D", "DE", " excel a"), "DDE"),
        (("IncludeText \\\\\\\\evil\\\\share\\\\a.docx",), "INCLUDETEXT"),
        ((' INCLUDEPICTURE "http://vi.du/a.png" \\d',), "INCLUDEPICTURE"),
        ((" LINK Excel.Sheet.12 a.xlsx",), "LINK"),
        ((" MACROBUTTON Chay bấm",), "MACROBUTTON"),
    ],
)
@pytest.mark.parametrize("simple", [False, True])
def test_fields_that_fetch_or_run(tmp_path: Path, pieces: tuple[str, ...], name: str, simple: bool) -> None:
    path = tmp_path / "mau.docx"
    _with_field(path, *(one.replace('"', "&quot;") for one in pieces), simple=simple)
    message = f"mẫu có trường {name}, lấy tệp khác hoặc chạy lệnh, nên không được mở; {UNLINK}"
    assert _fault(path) == message


@pytest.mark.parametrize(
    ("instruction", "does"),
    [
        ("FILLIN &quot;Tên?&quot;", "hỏi người mở văn bản rồi in câu trả lời"),
        ("ASK ten &quot;Tên?&quot;", "hỏi người mở văn bản rồi in câu trả lời"),
        ("AUTOTEXT chu_ky", "lấy chữ từ máy của người mở văn bản"),
        ("PRINT 27", "gửi lệnh thẳng đến máy in"),
        ("EMBED Excel.Sheet.12", "lấy tệp khác hoặc chạy lệnh"),
        ("QUOTE 73 78", "in chữ mà mẫu không cho thấy"),
    ],
)
def test_fields_that_print_what_the_template_does_not_say(
    tmp_path: Path, instruction: str, does: str
) -> None:
    _with_field(tmp_path / "mau.docx", instruction)
    name = instruction.partition(" ")[0]
    assert _fault(tmp_path / "mau.docx") == f"mẫu có trường {name}, {does}, nên không được mở; {UNLINK}"


def test_a_field_of_mail_merge(tmp_path: Path) -> None:
    _with_field(tmp_path / "mau.docx", " MERGEFIELD ho_ten ")
    assert _fault(tmp_path / "mau.docx") == (
        "mẫu có trường trộn thư MERGEFIELD “ho_ten”, sẽ để trống trong văn bản;"
        " thay trường ấy bằng một thẻ, viết “{{ tên }}”"
    )


def test_another_file_in_the_text_without_a_relation(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ ten_loai }}")
    document.element.body.insert(1, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="rId99"/>'))
    document.save(str(tmp_path / "mau.docx"))
    assert _fault(tmp_path / "mau.docx") == (
        "mẫu chèn nguyên một tệp khác (altChunk) nên không được mở;"
        " mở bằng Word rồi lưu lại ở dạng Word Document (.docx)"
    )


@pytest.mark.parametrize(
    "instruction", [" PAGE ", " DATE \\@ dd/MM/yyyy", " HYPERLINK http://mttq.vn ", " TOC "]
)
def test_other_fields_stay(tmp_path: Path, instruction: str) -> None:
    _with_field(tmp_path / "mau.docx", instruction)
    made = docx.render(REPORT, None, template=tmp_path / "mau.docx")
    assert docx_blocks(made)[0] == ("text", "BÁO CÁO")


@pytest.mark.parametrize(
    ("kind", "target", "message"),
    [
        (
            "attachedTemplate",
            "http://vi.du/a.dotm",
            "mẫu gắn với mẫu Word khác là “http://vi.du/a.dotm”, tệp ấy được lấy về mỗi khi mở văn bản;"
            " trong Word vào Developer, Document Template, gắn lại với Normal rồi lưu lại",
        ),
        (
            "oleObject",
            "file:///C:/so-lieu.xlsx",
            "mẫu có đối tượng liên kết (OLE) với “file:///C:/so-lieu.xlsx”, tệp ấy được lấy về mỗi khi mở văn bản;"
            " trong Word vào File, Info, Edit Links to Files, bấm Break Link rồi lưu lại",
        ),
        (
            "image",
            "http://vi.du/logo.png",
            "mẫu có hình liên kết với “http://vi.du/logo.png”, tệp ấy được lấy về mỗi khi mở văn bản;"
            " chèn hình vào ngay trong tệp (Insert, không phải Link to File) rồi lưu lại",
        ),
        (
            "subDocument",
            "phan-2.docx",
            "mẫu có liên kết với “phan-2.docx”, tệp ấy được lấy về mỗi khi mở văn bản;"
            " bỏ liên kết ấy trong Word rồi lưu lại",
        ),
    ],
)
def test_links_to_other_files(tmp_path: Path, kind: str, target: str, message: str) -> None:
    _with_relation(tmp_path / "mau.docx", kind, target)
    assert _fault(tmp_path / "mau.docx") == message


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (
            "aFChunk",
            "mẫu chèn nguyên một tệp khác (altChunk) nên không được mở;"
            " mở bằng Word rồi lưu lại ở dạng Word Document (.docx)",
        ),
        (
            "control",
            "mẫu có nút hay ô ActiveX chạy được lệnh nên không được mở; xóa nút hay ô ấy rồi lưu lại",
        ),
    ],
)
def test_parts_that_word_takes_in(tmp_path: Path, kind: str, message: str) -> None:
    _with_relation(tmp_path / "mau.docx", kind, "chen.mht", external=False)
    assert _fault(tmp_path / "mau.docx") == message


def test_a_link_to_click_stays(tmp_path: Path) -> None:
    _with_relation(tmp_path / "mau.docx", "hyperlink", "http://mattran.org.vn/")
    assert docx_blocks(docx.render(REPORT, None, template=tmp_path / "mau.docx")) == [("text", "BÁO CÁO")]
