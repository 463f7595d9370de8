"""Tags that would lose text are refused with their place; all others give a document that Word opens."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from msgspec.structs import replace
from render_reading import docx_blocks
from render_sample import REPORT, figures, of

from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx
from mttq.render.word.tags import excerpt


def _saved(document: object, path: Path) -> Path:
    document.save(str(path))  # type: ignore[attr-defined]
    return path


def _template(root: Path, *paragraphs: str) -> Path:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _saved(document, root / "mau.docx")


def _table(root: Path, *rows: tuple[str, ...]) -> Path:
    """Return a table with these rows; `¶` separates the paragraphs of a cell."""
    document = Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("¶")
            cell.paragraphs[0].text = first
            for other in others:
                cell.add_paragraph(other)
    document.add_paragraph("Hết")
    return _saved(document, root / "mau.docx")


def _fault(template: Path) -> tuple[str, str]:
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(REPORT, None, template=template)
    return caught.value.place, caught.value.message


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        (
            "Ghi chú: {%p if ten_loai %} sau",
            "thẻ “{%p if ten_loai %}” phải đứng một mình trong một đoạn; chữ ở cạnh nó sẽ mất",
        ),
        (
            "{%p if ten_loai %}{%p if chuc_vu %}",
            "thẻ “{%p if ten_loai %}” phải đứng một mình trong một đoạn; chữ ở cạnh nó sẽ mất",
        ),
        ("{%tr if ten_loai %}", "thẻ “{%tr if ten_loai %}” phải đứng một mình trong một hàng của bảng"),
        (
            "{{p so_ky_hieu }}",
            "“{{p” không in được chữ; viết “{{ so_ky_hieu }}”, chỉ khoi.can_cot mới cần “{{p”",
        ),
        (
            "Số {{r ten_loai }} đây",
            "“{{r” không in được chữ; viết “{{ ten_loai }}”, chỉ khoi.can_cot mới cần “{{p”",
        ),
        (
            "{{ khoi.can_cot }}",
            "khoi.can_cot không phải chữ; viết “{{p khoi.can_cot }}” ở một đoạn riêng trước bảng",
        ),
        (
            "{%p if ten_loai == '50%' %}",
            "trong thẻ “{%p if ten_loai == '50%' %}” không viết được dấu “%”",
        ),
        (
            "{%p if ten_loai == '#' %} chữ",
            "thẻ “{%p if ten_loai == '#' %}” phải đứng một mình trong một đoạn; chữ ở cạnh nó sẽ mất",
        ),
        (
            "{#p ghi chú #} chữ",
            "thẻ “{#p ghi chú #}” phải đứng một mình trong một đoạn; chữ ở cạnh nó sẽ mất",
        ),
        ("{%p if ten_loai -%}", "thẻ “{%p if ten_loai -%}” không nhận dấu “-”; bỏ dấu ấy đi"),
    ],
)
def test_a_tag_that_would_lose_text(tmp_path: Path, paragraph: str, message: str) -> None:
    assert _fault(_template(tmp_path, "đầu", paragraph, "{%p endif %}")) == (f"đoạn “{paragraph}”", message)


def test_text_beside_the_end_of_a_loop(tmp_path: Path) -> None:
    template = _template(tmp_path, "{%p if ten_loai %}", "trong", "{%p endif %} chữ sau")
    assert _fault(template) == (
        "đoạn “{%p endif %} chữ sau”",
        "thẻ “{%p endif %}” phải đứng một mình trong một đoạn; chữ ở cạnh nó sẽ mất",
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            ("{%tr for dong in can_cu %}", "chữ"),
            "thẻ “{%tr for dong in can_cu %}” phải đứng một mình trong một hàng của bảng; chữ ở cạnh nó sẽ mất",
        ),
        (
            ("{%tc for dong in can_cu %}¶chữ", "x"),
            "thẻ “{%tc for dong in can_cu %}” phải đứng một mình trong một ô của bảng; chữ ở cạnh nó sẽ mất",
        ),
    ],
)
def test_text_beside_a_tag_in_its_row_or_cell(tmp_path: Path, row: tuple[str, ...], message: str) -> None:
    assert _fault(_table(tmp_path, row))[1] == message


def test_the_end_of_a_section_beside_a_tag(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("{%p if ten_loai %}")
    paragraph._p.get_or_add_pPr().append(deepcopy(document.sections[0]._sectPr))
    document.add_paragraph("{%p endif %}")
    assert _fault(_saved(document, tmp_path / "mau.docx"))[1] == (
        "thẻ “{%p if ten_loai %}” phải đứng một mình trong một đoạn; hình hoặc ngắt phần trang ở cạnh nó sẽ mất"
    )


def test_text_under_the_name_of_a_mark(tmp_path: Path) -> None:
    template = _template(tmp_path, "{%p set can_cot = ten_loai %}", "{{p can_cot }}")
    assert _fault(template) == (
        "",
        "một thẻ in ra ngoài các đoạn của văn bản, chỗ Word không hiện (“BÁO CÁO”)",
    )


def test_paragraphs_under_a_name_are_printed_as_paragraphs(tmp_path: Path) -> None:
    lines = (
        "{%p set a %}",
        "{{ ten_loai }}",
        "{%p endset %}",
        "{%p macro m(x) %}",
        "{{ x }}",
        "{%p endmacro %}",
    )
    template = _template(tmp_path, *lines, "{{p a }}", "{{p m(1) }}")
    assert docx_blocks(docx.render(REPORT, None, template=template)) == [("text", "BÁO CÁO"), ("text", "1")]


def test_tags_in_the_header_are_checked(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "a {%p if ten_loai %}"
    assert _fault(_saved(document, tmp_path / "mau.docx"))[0] == "đoạn “a {%p if ten_loai %}”"


def test_text_outside_the_paragraphs_of_the_header(tmp_path: Path) -> None:
    document = Document()
    header = document.sections[0].header
    header.paragraphs[0].text = "{%p set can_cot = ten_loai %}"
    header.add_paragraph("{{p can_cot }}")
    message = _fault(_saved(document, tmp_path / "mau.docx"))[1]
    assert message == "một thẻ in ra ngoài các đoạn của văn bản, chỗ Word không hiện (“BÁO CÁO”)"


def test_a_cell_of_the_header_that_tags_have_emptied_has_a_paragraph(tmp_path: Path) -> None:
    document = Document()
    table = document.sections[0].header.add_table(1, 1, Cm(10))
    table.cell(0, 0).paragraphs[0].text = "{%p if kinh_gui %}"
    table.cell(0, 0).add_paragraph("{%p endif %}")
    made = docx.render(REPORT, None, template=_saved(document, tmp_path / "mau.docx"))
    (cell,) = Document(BytesIO(made)).sections[0].header._element.iter(qn("w:tc"))
    assert cell[-1].tag == qn("w:p")


def test_a_cell_that_tags_have_emptied_has_a_paragraph(tmp_path: Path) -> None:
    template = _table(tmp_path, ("{%p if kinh_gui %}¶{{ kinh_gui }}¶{%p endif %}", "chữ"))
    made = Document(BytesIO(docx.render(REPORT, None, template=template)))
    for cell in made.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["", "chữ"]


@pytest.mark.parametrize(
    "rows",
    [
        (("{%tr for dong in can_cu %}", ""), ("{{ dong }}", "x"), ("{%tr endfor %}", "")),
        (("{%tc for dong in can_cu %}", "{{ dong }}", "{%tc endfor %}"),),
    ],
)
def test_a_table_that_tags_have_emptied_is_dropped(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    template = _table(tmp_path, *rows)
    assert docx_blocks(docx.render(REPORT, None, template=template)) == [("text", "Hết")]
    filled = Document(BytesIO(docx.render(replace(REPORT, basis=("a", "b")), None, template=template)))
    assert len(filled.tables) == 1


def test_an_ampersand_in_a_tag_is_one(tmp_path: Path) -> None:
    template = _template(
        tmp_path,
        '{% set a = "A & B <c>" %}{{ a }}',
        '{% if trich_yeu[0] == "A & B" %}bằng{% endif %}',
        '{{ "&lt;" }}',
    )
    made = Document(BytesIO(docx.render(replace(REPORT, subject=("A & B",)), None, template=template)))
    assert [paragraph.text for paragraph in made.paragraphs] == ["A & B <c>", "bằng", "&lt;"]


def test_the_mark_of_a_table_still_works(tmp_path: Path) -> None:
    template = _template(
        tmp_path,
        '{%p for khoi in noi_dung if khoi.loai == "bang" %}',
        '{{p khoi["can_cot"] }}',
        "{{ khoi.ten }}",
        "{%p endfor %}",
    )
    made = docx.render(of(figures(1)), None, template=template)
    assert docx_blocks(made) == [("text", "Bảng 1. Kết quả thực hiện các chỉ tiêu")]


def test_the_words_of_a_long_paragraph_are_those_around_the_tag(tmp_path: Path) -> None:
    long = "chữ " * 30 + "{{ ten_loai }} và {{ ten_sai }} " + "chữ " * 30
    where, message = _fault(_template(tmp_path, long))
    assert message == "không có tên “ten_sai”; xem lại chính tả của thẻ"
    assert "{{ ten_sai }}" in where
    assert where.startswith("đoạn “…")
    assert excerpt("a" * 100) == "a" * 58 + "…"


def _with_endnotes(root: Path, notes: str) -> Path:
    document = Document()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
    part = Part(PackURI("/word/endnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    return _saved(document, root / "mau.docx")


def test_a_tag_in_an_endnote(tmp_path: Path) -> None:
    note = "<w:endnote><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:endnote>"
    notes = f"<w:endnotes {nsdecls('w')}>{note.format('Không')}{note.format('Theo {{ so_ky_hieu }}')}</w:endnotes>"
    assert _fault(_with_endnotes(tmp_path, notes)) == (
        "đoạn “Theo {{ so_ky_hieu }}”",
        "mẫu có thẻ trong chú thích cuối bài, chỗ này thẻ không được điền; dùng chú thích cuối trang",
    )
    assert _fault(_with_endnotes(tmp_path, "<w:endnotes"))[1] == "mẫu không phải tệp Word .docx, hoặc đã hỏng"
