from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from render_reading import docx_blocks, parts
from render_sample import REPORT, figures, of

from mttq.render import markdown
from mttq.render.templates import UnusableTemplateError, find
from mttq.render.word import docx
from mttq.report.model import Heading

CHECKOUT = Path(__file__).parents[2]


def _word(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _project(root: Path, name: str, content: bytes) -> Path:
    path = root / "templates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", ["bao-cao", "chuong-trinh", "nhiem-ky", "giao-ban", "tong-hop"])
def test_the_script_makes_the_committed_templates(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes a template changes `tools/make_templates.py` and runs it."""
    monkeypatch.syspath_prepend(CHECKOUT / "tools")
    make: Callable[[str], bytes] = importlib.import_module("make_templates").make
    committed = parts((CHECKOUT / "templates" / f"{kind}.docx").read_bytes())
    made = parts(make(kind))
    assert sorted(made) == sorted(committed)
    for name, xml in made.items():
        assert xml == committed[name], f"{name}: run tools/make_templates.py"


def test_the_projects_own_template_wins_file_by_file(tmp_path: Path) -> None:
    own = _project(tmp_path, "bao-cao.docx", _word("Mẫu riêng: {{ ten_loai }}"))
    assert find(tmp_path, "bao-cao.docx").path == own
    assert docx_blocks(docx.render(REPORT, tmp_path)) == [("text", "Mẫu riêng: BÁO CÁO")]
    assert markdown.render(REPORT, tmp_path) == markdown.render(REPORT, None)


def test_a_template_named_by_the_user_wins_over_all(tmp_path: Path) -> None:
    _project(tmp_path, "bao-cao.md.j2", b"project")
    named = tmp_path / "mau.j2"
    named.write_bytes("\ufeffMẫu {{ ten_loai }}\r\n\r\n\r\n\r\nhết\r\n".encode())
    assert markdown.render(REPORT, tmp_path, template=named) == "Mẫu BÁO CÁO\n\nhết\n"


def test_a_missing_template(tmp_path: Path) -> None:
    with pytest.raises(UnusableTemplateError) as caught:
        find(tmp_path, "thong-bao.docx")
    assert caught.value.path == tmp_path / "templates" / "thong-bao.docx"
    assert caught.value.message == "không có mẫu thong-bao.docx, cả trong bộ mẫu kèm theo chương trình"
    with pytest.raises(UnusableTemplateError, match="không có tệp mẫu này"):
        find(None, "bao-cao.docx", tmp_path / "khong-co.docx")
    with pytest.raises(UnusableTemplateError, match="không đọc được tệp mẫu: đây là thư mục, không phải tệp"):
        find(None, "bao-cao.docx", tmp_path)
    with pytest.raises(UnusableTemplateError, match="không đọc được tệp mẫu: tên quá dài"):
        find(None, "bao-cao.docx", tmp_path / ("a" * 300))
    with pytest.raises(UnusableTemplateError, match="không đọc được tệp mẫu: tên không hợp lệ"):
        find(None, "bao-cao.docx", tmp_path / "a\0b")
    (tmp_path / "tep").touch()
    with pytest.raises(UnusableTemplateError, match="không đọc được tệp mẫu: một phần của đường dẫn là tệp"):
        find(None, "bao-cao.docx", tmp_path / "tep" / "mau.docx")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mau.docx")
    with pytest.raises(UnusableTemplateError, match="không đọc được tệp mẫu: đây không phải tệp thường"):
        find(None, "bao-cao.docx", tmp_path / "mau.docx")


@pytest.mark.parametrize("name", ["_dau.md.j2", "bao-cao.md.j2"])
def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "ngoai.md.j2"
    outside.write_text("bí mật", encoding="utf-8")
    root = tmp_path / "du-an"
    link = root / "templates" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(REPORT, root)
    assert caught.value.path == link
    assert caught.value.message == "mẫu là liên kết trỏ ra ngoài thư mục dự án nên không được mở"
    link.unlink()
    (root / "chung.md.j2").write_text("chung\n", encoding="utf-8")
    link.symlink_to(root / "chung.md.j2")
    assert "chung" in markdown.render(REPORT, root)


@pytest.mark.parametrize(
    ("faulty", "message"),
    [
        ("{{ ten_loa }}", "không có tên “ten_loa”; có phải là “ten_loai”?"),
        ("{{ ten_loai.x }}", "không có tên “x”; xem lại chính tả của thẻ"),
        ("{{ noi_dung[99] }}", "danh sách này chỉ có 23 mục nên không có mục [99]; mục đầu là [0]"),
        ("{{ noi_dung[0] }}", "thẻ này in cả một khối; hãy chọn một phần của khối, ví dụ khoi.chu"),
        ("{{ ten_loai | in_hoa }}", "không có bộ lọc “in_hoa”"),
        ("{% if ten_loai is la %}a{% endif %}", "không có phép thử “la”"),
        ("{% neu ten_loai %}", "không có thẻ “neu”, hoặc thẻ này không đúng chỗ"),
        ("{{ ten_loai ) }}", "dấu “)” không đúng chỗ"),
        ("{{ 1 / 0 }}", "thẻ này chia cho 0"),
        ("{{ ten_loai + 1 }}", "không dùng được dấu “+” giữa chữ và số; nối chữ thì dùng dấu “~”"),
        ("{{ ten_loai.__class__.__mro__ }}", "thẻ này dùng thứ không được phép dùng trong mẫu"),
        ("{{ noi_dung.append(1) }}", "thẻ này dùng thứ không được phép dùng trong mẫu"),
    ],
)
def test_a_faulty_tag_is_named_in_both_formats(tmp_path: Path, faulty: str, message: str) -> None:
    word = _project(tmp_path, "bao-cao.docx", _word("Đoạn đầu", faulty, "Đoạn cuối"))
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(REPORT, tmp_path)
    assert caught.value.path == word
    assert caught.value.message.startswith(message)
    assert caught.value.place == f"đoạn “{faulty}”"
    forge = _project(tmp_path, "bao-cao.md.j2", f"Dòng 1\n\n{faulty}\n".encode())
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(REPORT, tmp_path)
    assert caught.value.path == forge
    assert caught.value.message.startswith(message)
    assert caught.value.place == "dòng 3"


def test_a_tag_that_is_never_closed(tmp_path: Path) -> None:
    _project(tmp_path, "bao-cao.docx", _word("{%p for khoi in noi_dung %}", "{{ khoi.loai }}"))
    with pytest.raises(UnusableTemplateError, match="thẻ “for” chưa được đóng"):
        docx.render(REPORT, tmp_path)


def test_a_tag_without_its_end(tmp_path: Path) -> None:
    _project(tmp_path, "bao-cao.docx", _word("{{ ten_loai"))
    with pytest.raises(
        UnusableTemplateError, match=r"thẻ mở bằng “{{” chưa được đóng bằng “}}” trong đoạn này"
    ):
        docx.render(REPORT, tmp_path)
    _project(tmp_path, "bao-cao.md.j2", b"{{ ten_loai")
    with pytest.raises(
        UnusableTemplateError, match=r"dòng 1: thẻ mở bằng “{{” chưa được đóng bằng “}}” trước thẻ tiếp theo"
    ):
        markdown.render(REPORT, tmp_path)
    _project(tmp_path, "bao-cao.md.j2", b"{% if ten_loai }}")
    with pytest.raises(UnusableTemplateError, match=r"thẻ mở bằng “{%” phải đóng bằng “%}”, không phải “}}”"):
        markdown.render(REPORT, tmp_path)


def test_a_tag_that_tears_its_paragraph(tmp_path: Path) -> None:
    torn = _word("{% if ten_loai == 'x' %}", "giữa", "{%p endif %}")
    _project(tmp_path, "bao-cao.docx", torn)
    with pytest.raises(UnusableTemplateError, match="làm vỡ đoạn, hàng hoặc bảng"):
        docx.render(REPORT, tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{{ ten_loai }}"])
def test_a_file_that_is_no_word_document(tmp_path: Path, content: bytes) -> None:
    _project(tmp_path, "bao-cao.docx", content)
    with pytest.raises(UnusableTemplateError, match="không phải tệp Word"):
        docx.render(REPORT, tmp_path)


def test_a_markdown_template_that_is_not_utf_8(tmp_path: Path) -> None:
    _project(tmp_path, "bao-cao.md.j2", "dòng\nBáo cáo".encode("utf-16-le"))
    with pytest.raises(UnusableTemplateError, match="mẫu không phải văn bản UTF-8"):
        markdown.render(REPORT, tmp_path)


def test_lists_print_one_line_each_without_a_loop(tmp_path: Path) -> None:
    _project(tmp_path, "bao-cao.docx", _word("{{ co_quan_cap_tren }}", "{{ none }}"))
    _project(tmp_path, "bao-cao.md.j2", b"{{ co_quan_cap_tren }}{{ none }}")
    text = Document(BytesIO(docx.render(REPORT, tmp_path))).paragraphs
    assert [paragraph.text for paragraph in text] == ["ỦY BAN MTTQ VIỆT NAM\nTỈNH QUẢNG TRỊ", ""]
    assert markdown.render(REPORT, tmp_path) == "ỦY BAN MTTQ VIỆT NAM<br>TỈNH QUẢNG TRỊ\n"


def test_a_table_without_its_mark_still_prints(tmp_path: Path) -> None:
    """A secretary who drops `can_cot` gets columns of equal width and no error."""
    document = Document(str(CHECKOUT / "templates" / "bao-cao.docx"))
    for paragraph in document.paragraphs:
        if "can_cot" in paragraph.text:
            paragraph._element.getparent().remove(paragraph._element)
    document.save(str(tmp_path / "mau.docx"))
    rendered = docx.render(of(figures(2)), None, template=tmp_path / "mau.docx")
    assert docx_blocks(rendered) == docx_blocks(docx.render(of(figures(2)), None))


def test_a_header_row_of_the_secretarys_own(tmp_path: Path) -> None:
    """A merged row is kept and widened; a table of other columns is left as it is."""
    for spans, left in ((6, "9071"), (5, "2000")):
        document = Document(str(CHECKOUT / "templates" / "bao-cao.docx"))
        table = document.tables[1]
        row = parse_xml(
            f'<w:tr {nsdecls("w")}><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:gridSpan w:val="{spans}"/></w:tcPr>'
            "<w:p><w:r><w:t>Đơn vị: đồng</w:t></w:r></w:p></w:tc></w:tr>"
        )
        table._tbl.tr_lst[0].addprevious(row)
        document.save(str(tmp_path / "mau.docx"))
        rendered = docx.render(of(figures(2)), None, template=tmp_path / "mau.docx")
        made = Document(BytesIO(rendered)).tables[1]._tbl.tr_lst[0].tc_lst[0]
        assert made.tcPr is not None
        assert made.tcPr.tcW is not None
        assert made.tcPr.tcW.get(qn("w:w")) == left


def test_a_template_includes_others_from_the_two_folders(tmp_path: Path) -> None:
    """The project's own part wins, and a project's whole template may still use the packaged parts."""
    _project(tmp_path, "_cuoi.md.j2", "Hết: {{ ten_loai }}\n".encode())
    text = markdown.render(REPORT, tmp_path)
    assert text.endswith("\nHết: BÁO CÁO\n")
    assert "Nơi nhận" not in text
    _project(tmp_path, "bao-cao.md.j2", b'{% include "_noi-dung.md.j2" %}')
    assert markdown.render(of(Heading(1, "I.", "MỤC")), tmp_path) == "## I. MỤC\n"


@pytest.mark.parametrize(
    "name",
    [
        "khong-co.md.j2",
        "../bi-mat.md.j2",
        "/etc/passwd",
        "con/mau.md.j2",
        "..\\\\bi-mat.md.j2",
        "bao-cao.docx",
        "",
    ],
)
def test_nothing_else_is_included(tmp_path: Path, name: str) -> None:
    (tmp_path / "bi-mat.md.j2").write_text("bí mật", encoding="utf-8")
    own = _project(tmp_path, "bao-cao.md.j2", f'một\n{{% include "{name}" %}}\n'.encode())
    with pytest.raises(UnusableTemplateError, match=r"không có mẫu “.*” để đưa vào") as caught:
        markdown.render(REPORT, tmp_path)
    assert (caught.value.path, caught.value.place) == (own, "dòng 2")


@pytest.mark.parametrize(
    ("faulty", "message"),
    [("{{ khong_co }}", "không có tên “khong_co”"), ("{% if ten_loai %}", "chưa được đóng")],
)
def test_a_fault_in_a_part_names_the_part(tmp_path: Path, faulty: str, message: str) -> None:
    part = _project(tmp_path, "_cuoi.md.j2", f"một\nhai\n{faulty}\n".encode())
    with pytest.raises(UnusableTemplateError, match=message) as caught:
        markdown.render(REPORT, tmp_path)
    assert caught.value.path == part
    assert caught.value.place in {"dòng 3", "dòng 4"}
