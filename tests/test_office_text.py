"""Word and Excel files as text: what `git diff` is given, also of files that nobody should open."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from openpyxl import Workbook

from mttq.office_text import MOST_BYTES, text_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, **parts: str) -> bytes:
    """Return a Word file whose body, and whose other parts, hold this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inside in {"document": body, **parts}.items():
            archive.writestr(f"word/{name}.xml", f'<w:x xmlns:w="{WORD}">{inside}</w:x>')
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_tables_and_headers() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Mật"
    document.add_paragraph("Kết quả  năm\t2020")
    document.add_paragraph("")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Nhà"
    table.cell(0, 1).text = "12"
    table.cell(1, 0).add_paragraph("hai đoạn")
    table.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "trong"
    out = io.BytesIO()
    document.save(out)
    assert text_of(out.getvalue()) == [
        "[đầu trang]",
        "Mật",
        "[hết đầu trang]",
        "Kết quả năm 2020",
        "| Nhà | 12 |",
        "| hai đoạn | | trong | |",
    ]


def test_notes_and_text_boxes_are_read_once() -> None:
    twice = "".join(f"<mc:{kind}>{paragraph('khung')}</mc:{kind}>" for kind in ("Choice", "Fallback"))
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f'<mc:AlternateContent xmlns:mc="{space}">{twice}</mc:AlternateContent>'
    body = f"<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>{box}</w:p>"
    assert text_of(word(body, footnotes=paragraph("nguồn"))) == [
        "a bkhung",
        "[chú thích cuối trang]",
        "nguồn",
        "[hết chú thích cuối trang]",
    ]


def test_sheets_row_by_row() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Số liệu"
    sheet.append(["Nhà\nĐại đoàn kết", None, 12, 0.5, date(2020, 1, 15), True])
    sheet["A3"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    assert text_of(out.getvalue()) == [
        "[trang Số liệu]",
        "1: A Nhà Đại đoàn kết | C 12 | D 0.5 | E 2020-01-15T00:00:00 | F TRUE",
        "3: A (công thức chưa tính)",
    ]


BOMB = "&a;" * 10
ENTITY = f'<!DOCTYPE w:x [<!ENTITY a "aaaa">]><w:x xmlns:w="{WORD}">{BOMB}</w:x>'


def archived(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "không phải tệp .docx hay .xlsx"),
        (b"%PDF-1.4", "không phải tệp .docx hay .xlsx"),
        (b"PK\x03\x04" + b"\0" * 50, "tệp hỏng"),
        (word(paragraph("x"))[:-30], "tệp hỏng"),
        (word("<w:p>"), "tệp hỏng"),
        (word("<w:p>" * 5000 + "</w:p>" * 5000), "tệp hỏng"),
        (archived("word/document.xml", ENTITY), "word/document.xml khai báo thực thể XML"),
        (
            archived("word/document.xml", " " * (16 * 1024 * 1024 + 1)),
            "word/document.xml giải nén ra hơn 16 MiB",
        ),
        (archived("xl/vbaProject.bin", "x"), "không phải tệp bảng tính (.xlsx, .ods)"),
        (b"PK" + b"\0" * MOST_BYTES, "tệp lớn hơn 32 MiB"),
    ],
    ids=range(10),
)
def test_what_is_not_read_is_named_in_one_line(data: bytes, why: str) -> None:
    (line,) = text_of(data)
    assert line.startswith(f"(không đọc được: {why}; SHA-256 ")
