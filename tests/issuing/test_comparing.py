"""What counts as the same file, and what is said of one that is not."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from mttq.issuing.comparing import difference


def office(parts: dict[str, str], *, packed: int = zipfile.ZIP_STORED) -> bytes:
    """An Office file of these parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", packed) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name), text, packed)
    return written.getvalue()


def test_line_ends_of_a_text_do_not_count() -> None:
    assert difference("a.md", b"# A\r\n\r\nb\r\n", b"# A\n\nb\n") == ""


@pytest.mark.parametrize(
    ("old", "line"), [(b"# A\n\nc\n", 3), (b"# B\n\nb\n", 1), (b"# A\n\nb\nc\n", 4), (b"# A\n", 3), (b"", 1)]
)
def test_the_first_line_that_differs_is_named(old: bytes, line: int) -> None:
    assert difference("a.md", old, b"# A\n\nb\n") == f"khác nội dung từ dòng {line}"


def test_the_same_parts_packed_otherwise_are_the_same() -> None:
    parts = {"[Content_Types].xml": "<a/>", "word/document.xml": "<b/>" * 100}
    turned = dict(reversed(parts.items()))
    assert difference("a.docx", office(turned, packed=zipfile.ZIP_DEFLATED), office(parts)) == ""


def test_parts_that_differ_are_named_three_at_most() -> None:
    new = {f"word/{name}.xml": "a" for name in "abcdef"}
    assert difference("a.docx", office(new | {"word/b.xml": "x"}), office(new)) == (
        "khác nội dung ở phần word/b.xml"
    )
    assert difference("a.docx", office({**new, "docProps/app.xml": "x"}), office(new)) == (
        "khác nội dung ở phần docProps/app.xml"
    )
    assert difference("a.xlsx", office({"word/a.xml": "a", "x": ""}), office(new)) == (
        "khác nội dung ở phần word/b.xml, word/c.xml, word/d.xml và 3 phần khác"
    )


def _damaged(content: bytes, name: str) -> bytes:
    """An Office file whose packed bytes of one part are none that anything can unpack."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        start = file.getinfo(name).header_offset + 30 + len(name)
    return content[:start] + b"\xff" + content[start + 1 :]


def test_a_part_that_can_not_be_unpacked() -> None:
    parts = {"word/document.xml": "<b/>" * 100}
    old = _damaged(office(parts, packed=zipfile.ZIP_DEFLATED), "word/document.xml")
    assert difference("a.docx", old, office(parts)) == "không đọc được nội dung tệp trên đĩa"


@pytest.mark.parametrize("old", [b"", b"no zip", office({"a": "b"})[:-3]])
def test_a_file_that_is_no_office_file_at_all(old: bytes) -> None:
    assert difference("a.docx", old, office({"a": "b"})) == "không đọc được nội dung tệp trên đĩa"
