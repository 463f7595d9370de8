"""Tables behind the signature, in Word and Markdown."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace
from render_sample import REPORT

from mttq.render import markdown
from mttq.render.word import docx
from mttq.render.word.columns import section_width
from mttq.report.model import Align, Column, SheetHeading, TableAnnex, TableBlock

HEADING = SheetHeading((), "Phụ lục", "PHÂN CÔNG <&>", "(Kèm theo Kế hoạch số 07)")
TABLE = TableBlock(
    "",
    (Column("STT", Align.CENTRE, 9), Column("Việc", Align.LEFT, 60), Column("Số", Align.RIGHT, 20)),
    (("I", "Chương trình", ""), ("1", "Trao 350 nhà | {{ x }}", "19,5 tỷ đồng")),
    (0,),
)
WITH = replace(
    REPORT, measures=frozenset({"nhà"}), annexes=(TableAnnex(HEADING, TABLE), TableAnnex(HEADING, TABLE))
)


def _document(template: Path | None = None) -> python_docx.document.Document:
    return python_docx.Document(BytesIO(docx.render(WITH, None, template=template)))


def test_each_annex_is_a_section_with_pages_of_its_own() -> None:
    document, without = _document(), python_docx.Document(BytesIO(docx.render(REPORT, None)))
    sections = list(document.element.body.iter(qn("w:sectPr")))
    assert len(sections) == len(list(without.element.body.iter(qn("w:sectPr")))) + 2
    starts = [one.find(qn("w:pgNumType")) for one in sections]
    assert [None if one is None else one.get(qn("w:start")) for one in starts] == [
        *[None] * (len(sections) - 2),
        "1",
        "1",
    ]
    before = len(without.paragraphs)
    assert [one.text for one in document.paragraphs[before:]] == [
        *(HEADING.number, HEADING.title, HEADING.belongs_to, "") * 2
    ]


def test_the_table_has_its_words_and_widths() -> None:
    document = _document()
    table = document.tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["STT", "Việc", "Số"],
        ["I", "Chương trình", "Chương trình"],  # the title of a group takes the cells behind it
        ["1", "Trao 350\u00a0nhà | {{ x }}", "19,5\u00a0tỷ\u00a0đồng"],
    ]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert sum(widths) == section_width(document.element.body.sectPr)
    assert widths[1] > widths[2] > widths[0]


def test_a_template_without_our_styles_gets_the_annexes(tmp_path: Path) -> None:
    plain = python_docx.Document()
    plain.add_paragraph("{{ ten_loai }}")
    plain.save(str(tmp_path / "mau.docx"))
    document = _document(tmp_path / "mau.docx")
    assert [one.text for one in document.paragraphs][:2] == [REPORT.type_name, "Phụ lục"]
    assert len(document.tables) == 2


def test_the_same_bytes_each_time() -> None:
    assert docx.render(WITH, None) == docx.render(WITH, None)


@pytest.mark.parametrize("count", [1, 2])
def test_markdown_has_the_annexes_last(count: int) -> None:
    text = markdown.render(replace(REPORT, annexes=WITH.annexes[:count]), None)
    annex = """
## Phụ lục

**PHÂN CÔNG \\<&>**

*(Kèm theo Kế hoạch số 07)*

| STT | Việc | Số |
| :---: | :--- | ---: |
| **I** | **Chương trình** |  |
| 1 | Trao 350 nhà \\| {{ x }} | 19,5 tỷ đồng |
"""
    assert text == markdown.render(replace(WITH, annexes=()), None) + annex * count
