"""A second, plain template, written from the reference page only."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Office
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from render_reading import docx_blocks
from render_sample import REPORT

from mttq.render.context import BLOCKS, FIGURES, NAMES, context
from mttq.render.named_values import NamedValues
from mttq.render.word import docx

CHECKOUT = Path(__file__).parents[2]
PLAIN = CHECKOUT / "docs" / "examples" / "mau" / "mau-don-gian.docx"
TAGS = ("{{ co_quan }}", "{{ so_ky_hieu }}", "{{ dia_danh_ngay }}", "{{ ten_loai }}", "{{ trich_yeu }}")


def write_plain(path: Path) -> None:
    """Return the template as a secretary would type it: a letterhead with five tags and a line of its own."""
    document = Document()
    for tag in TAGS:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(tag).bold = True
    document.add_paragraph("Kính mời các vị ủy viên dự họp.")
    document.save(str(path))


def test_it_has_five_tags_of_the_reference_page() -> None:
    text = "\n".join(paragraph.text for paragraph in Document(str(PLAIN)).paragraphs)
    assert tuple(re.findall(r"\{\{.*?\}\}", text)) == TAGS
    page = (CHECKOUT / "docs" / "reference" / "templates.md").read_text(encoding="utf-8")
    assert all(f"| `{tag.strip('{} ')}` |" in page for tag in TAGS)


def test_it_renders() -> None:
    assert [text for _, text in docx_blocks(docx.render(REPORT, None, template=PLAIN))] == [
        "BAN THƯỜNG TRỰC",
        "Số: 12/BC-MTTQ-BTT",
        "Quảng Trị, ngày 15 tháng 12 năm 2020",
        "BÁO CÁO",
        "Kết quả công tác Mặt trận năm 2020, phương hướng, nhiệm vụ năm 2021",
        "Kính mời các vị ủy viên dự họp.",
    ]


def test_a_projects_own_template_keeps_its_page() -> None:
    """A profile applies to the packaged templates only: a page made in Word stays as it is."""
    made = Document(BytesIO(docx.render(REPORT, None, template=PLAIN)))
    assert made.sections[0].left_margin == Document(str(PLAIN)).sections[0].left_margin
    assert {style.name for style in made.styles} == {style.name for style in Document(str(PLAIN)).styles}


@pytest.mark.office
def test_it_is_one_page(office: Office, tmp_path: Path) -> None:
    document = tmp_path / "mau.docx"
    document.write_bytes(docx.render(REPORT, None, template=PLAIN))
    (page,) = office.pages(office.convert(document, "pdf"))
    assert "Số: 12/BC-MTTQ-BTT" in page


def test_the_reference_page_names_every_key() -> None:
    page = (CHECKOUT / "docs" / "reference" / "templates.md").read_text(encoding="utf-8")
    given = context(REPORT)
    assert [one.name for one in NAMES] == list(given)
    assert re.findall(r"^\| `(\w+)` \| [^`|]+ \|", page, re.MULTILINE) == list(given)
    held = {"chữ": str, "các dòng": list, "các khối": list, "có hoặc không": bool, FIGURES: NamedValues}
    for one in NAMES:
        assert isinstance(given[one.name], held[one.holds]), one.name
    blocks = given["noi_dung"]
    assert isinstance(blocks, list)
    for block in blocks:
        documented = {one.name for one in BLOCKS if one.kind == block["loai"]} - {"can_cot"}
        assert set(block) == documented | {"loai"}
    assert {block["loai"] for block in blocks} == {one.kind for one in BLOCKS}
