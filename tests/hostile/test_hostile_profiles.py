"""Profiles and documents whose words look like markup are printed as they were typed."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace

from mttq.names import PROFILES
from mttq.profile import default, load
from mttq.render import markdown
from mttq.render.word import docx
from mttq.report.model import (
    Align,
    Column,
    Heading,
    Item,
    Letterhead,
    Paragraph,
    Report,
    Signature,
    TableBlock,
)

WORDS = (
    "{{ ten_loai }} {% raw %} {# a #}",
    "A & B < C > D | E &amp; &#60; <w:p/>",
    "{_{ 1 }_} {_% x %_}",
    "a * b _c_ [d](e) `f` # g",
)


def _everywhere(text: str) -> Report:
    words = replace(default().words, country=text, motto=text, recipients=text, addressed=text, dash="-")
    return Report(
        kind="bao-cao",
        letterhead=Letterhead((text,), (text,), text, text),
        type_name=text,
        subject=(text,),
        addressed_to=(text,),
        basis=(text,),
        body=(
            Heading(1, "I.", text),
            Paragraph(text),
            Item(text),
            TableBlock(text, (Column(text, Align.LEFT, 1),), ((text,),)),
            Paragraph(text),
        ),
        signature=Signature(text, text, text, text),
        recipients=(f"- {text}",),
        layout=replace(default(), words=words),
    )


def _shown(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert b"{%" not in file.read("word/styles.xml")
    body = Document(BytesIO(content)).element.body
    return [" ".join("".join(one.itertext()).split()) for one in body.iter("{*}p")]


@pytest.mark.parametrize("text", WORDS)
def test_words_that_look_like_markup_are_shown_as_typed(text: str) -> None:
    """Twenty-three places of a document, and every one of the profile's words."""
    plain = " ".join(text.split())
    shown = _shown(docx.render(_everywhere(text), None))
    assert sum(plain in one for one in shown) == 23


def test_invisible_characters_are_left_out_and_lines_kept() -> None:
    text = "một\u202e hai\u200b\x07 ba\r\nbốn"
    made = docx.render(_everywhere(text), None)
    (paragraph,) = {one.text for one in Document(BytesIO(made)).paragraphs if one.text.startswith("- ")}
    assert paragraph == "- một hai ba\nbốn"
    assert not re.search("[\u202e\u200b\x07]", markdown.render(_everywhere(text), None))


def test_a_profile_that_is_too_large_or_too_deep_is_reported(tmp_path: Path) -> None:
    file = tmp_path / PROFILES / "tinh.yaml"
    file.parent.mkdir(parents=True)
    for content, code in (
        (b"ten: " + b"a" * (3 << 20), "MT005"),
        (b"[" * 100_000, "MT005"),
        (b"ten: &a x\nchu: *a\n", "MT008"),
        (b"ten: \x07", "MT006"),
        (b"ten: \xff", "MT002"),
    ):
        file.write_bytes(content)
        layout = load(tmp_path, "tinh")
        assert code in {one.code.id for one in layout.faults}
        assert layout.page == default().page
