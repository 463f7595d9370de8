"""Comments and tracked changes of a template stay out of the documents made from it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from render_reading import docx_blocks
from render_sample import REPORT

from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx

W = nsdecls("w")
BY = 'w:id="9" w:author="An" w:date="2022-01-01T00:00:00Z"'


def _made(path: Path, *paragraphs: str) -> bytes:
    """The document made from a template with these paragraphs, written as XML."""
    document = Document()
    for one in paragraphs:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(one))
    document.save(str(path))
    return docx.render(REPORT, None, template=path)


def _parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(made)) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


def _p(content: str, properties: str = "") -> str:
    return f"<w:p {W}><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _r(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def test_comments_are_dropped(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{%p for dong in trich_yeu %}")
    runs = document.add_paragraph("{{ dong }}").runs
    document.add_comment(runs, text="Xem lại {{ ten_loai }}", author="An")
    document.add_paragraph("{%p endfor %}")
    document.save(str(tmp_path / "mau.docx"))
    made = docx.render(REPORT, None, template=tmp_path / "mau.docx")
    assert docx_blocks(made) == [("text", REPORT.subject[0])]
    assert not [name for name, text in _parts(made).items() if "/comments" in name or "w:comment" in text]


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    made = _made(
        tmp_path / "mau.docx",
        _p(f"<w:ins {BY}>{_r('{{ ten_loai }}')}</w:ins>"),
        _p(f"<w:del {BY}>{_r('{{ ten_cu }}', 'delText')}</w:del>{_r('còn lại')}"),
        _p(_r("đầu "), f"<w:rPr><w:del {BY}/></w:rPr>"),
        _p(_r("cuối")),
        _p(f"<w:moveFrom {BY}>{_r('chuyển đi')}</w:moveFrom>"),
        _p(f"<w:moveTo {BY}>{_r('chuyển đến')}</w:moveTo>"),
        _p(f"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>đậm</w:t></w:r>"),
    )
    assert [text for _, text in docx_blocks(made)] == ["BÁO CÁO", "còn lại", "đầu cuối", "chuyển đến", "đậm"]
    document = _parts(made)["word/document.xml"]
    assert not [name for name in ("w:ins", "w:del", "w:move", "Change") if name in document]


def test_a_tag_across_the_edge_of_a_link_is_filled(tmp_path: Path) -> None:
    link = f'<w:hyperlink w:anchor="a">{_r("{{ ten")}</w:hyperlink>'
    made = _made(tmp_path / "mau.docx", _p(f"{_r('Loại: ')}{link}{_r('_loai }} hết')}"))
    assert docx_blocks(made) == [("text", "Loại: BÁO CÁO hết")]


def test_tags_inside_and_outside_a_link_are_named_with_their_paragraph(tmp_path: Path) -> None:
    link = f'<w:hyperlink w:anchor="a">{_r("{% if ten_loai %}a")}</w:hyperlink>'
    with pytest.raises(UnusableTemplateError) as caught:
        _made(tmp_path / "mau.docx", _p(_r("đầu")), _p(f"{link}{_r('b{% endif %}')}"))
    assert caught.value.place == "đoạn “{% if ten_loai %}ab{% endif %}”"
    assert caught.value.message == (
        "thẻ “{% if ten_loai %}” và thẻ “{% endif %}” không cùng chỗ, làm vỡ đoạn, hàng hoặc bảng chứa chúng;"
        " đặt cả hai trong cùng đoạn, hoặc viết “{%p … %}” cho cả hai, mỗi thẻ một đoạn"
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("{{ ten_loai }", "thẻ mở bằng “{{” chưa được đóng bằng “}}” trong đoạn này"),
        ("{{ ten_loai %}", "thẻ mở bằng “{{” phải đóng bằng “}}”, không phải “%}”"),
        (
            "{ ten_loai }}",
            "dấu “{” nằm ngoài mọi thẻ nên sẽ bị in ra; thẻ phải viết liền hai dấu ngoặc: “{{ ten_loai }}”",
        ),
        (
            "{ {ten_loai} }",
            "dấu “{” nằm ngoài mọi thẻ nên sẽ bị in ra; thẻ phải viết liền hai dấu ngoặc: “{{ ten_loai }}”",
        ),
        ("[[ ten_loai ]]", "“[[ ten_loai ]]” không phải thẻ nên sẽ bị in ra; viết “{{ ten_loai }}”"),
        ("{{ Ten_loai }}", "không có tên “Ten_loai”; có phải là “ten_loai”?"),
        ("{{ ten_loại }}", "không có tên “ten_loại”; có phải là “ten_loai”?"),
        ("{%P if ten_loai %}", "không có thẻ “P”; trong Word viết liền, chữ thường: “{%p … %}”"),
        ("{% tr for a in can_cu %}", "không có thẻ “tr”; trong Word viết liền, chữ thường: “{%tr … %}”"),
        ("{%pif ten_loai %}", "không có thẻ “pif”; có phải là “{%p if … %}”?"),
        ("{% for k in noi_dung %}{{ k.chuu }}{% endfor %}", "“khoi” không có phần “chuu”; có phải là “chu”?"),
        (
            "{% for k in noi_dung if k.loai == 'mục' %}{% endfor %}",
            "“loai” không bao giờ là “mục”, chỉ là “muc”, “doan”, “gach”, “bang”; có phải là “muc”?",
        ),
        ("{%- if ten_loai %}", "thẻ “{%- if ten_loai %}” không nhận dấu “-”; bỏ dấu ấy đi"),
    ],
)
def test_a_slip_is_named_with_its_paragraph(tmp_path: Path, typed: str, message: str) -> None:
    with pytest.raises(UnusableTemplateError) as caught:
        _made(tmp_path / "mau.docx", _p(_r("đầu")), _p(_r(typed)), _p(_r("{{ ho_ten }}")))
    assert caught.value.place == f"đoạn “{typed}”"
    assert caught.value.message == message


def test_a_tag_in_an_alternative_text_is_filled_or_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_picture(BytesIO(PNG))
    document.inline_shapes[0]._inline.docPr.set("descr", "Dấu của {{ ten_loai")
    document.add_paragraph("{{ ho_ten }}")
    document.save(str(tmp_path / "mau.docx"))
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(REPORT, None, template=tmp_path / "mau.docx")
    assert (caught.value.place, caught.value.message) == (
        "đoạn “Dấu của {{ ten_loai”",
        "thẻ mở bằng “{{” chưa được đóng bằng “}}” tại chỗ này",
    )


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def _project(root: Path) -> Path:
    """A project whose template has a comment in the body and a tracked change in the header."""
    document = Document()
    document.add_comment(document.add_paragraph("{{ ten_loai }}").runs, text="Xem lại", author="An")
    header = document.sections[0].header.paragraphs[0]._p
    header.append(parse_xml(f"<w:ins {W} {BY}>{_r('đầu trang')}</w:ins>"))
    path = root / "templates" / "bao-cao.docx"
    path.parent.mkdir()
    document.save(str(path))
    return path


def test_what_is_dropped_is_said(tmp_path: Path) -> None:
    path = _project(tmp_path)
    dropped = (
        "các chú thích (comment) không đi theo văn bản;"
        " các sửa đổi đang theo dõi (track changes) được coi là đã chấp nhận"
    )
    assert docx.remarks("bao-cao", tmp_path) == (f"mẫu templates/bao-cao.docx: {dropped}",)
    assert docx.remarks("bao-cao", None, template=path) == (f"mẫu {path.as_posix()}: {dropped}",)
    assert docx.remarks("chuong-trinh", tmp_path) == ()


@pytest.mark.parametrize(
    ("kind", "xml", "where"),
    [
        (
            "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
            '<d:t xmlns:d="a">{0}</d:t>',
            "sơ đồ SmartArt",
        ),
        (
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            '<c:chart xmlns:c="a" xmlns:a="b"><a:p><a:t>{0}</a:t></a:p></c:chart>',
            "biểu đồ",
        ),
    ],
)
@pytest.mark.parametrize("typed", ["{{ ten_loai }}", "{% if ten_loai %}"])
def test_tags_where_none_are_filled_in(tmp_path: Path, kind: str, xml: str, where: str, typed: str) -> None:
    document = Document()
    document.add_paragraph("{{ ten_loai }}")
    part = Part(PackURI("/word/khac.xml"), kind, xml.format(typed).encode(), document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/x")
    document.save(str(tmp_path / "mau.docx"))
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(REPORT, None, template=tmp_path / "mau.docx")
    assert caught.value.place == f"đoạn “{typed}”"
    assert caught.value.message == (
        f"mẫu có thẻ trong {where}, chỗ này thẻ không được điền; gõ thẻ vào đoạn văn"
    )
