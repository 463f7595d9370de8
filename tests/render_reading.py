"""Rendered documents as a reader sees them, in the same form for Word and Markdown."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from docx import Document
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

Rows = tuple[tuple[str, ...], ...]
Seen = tuple[str, str | Rows]
"""A kind (`0` for a part, `1`, `2`, `3` for headings, `text`, `item`, `table`), and the text or the cells."""

_HEADING_STYLES = {
    "MTTQ Tên loại": "title",
    "MTTQ Phần": "0",
    "Heading 1": "1",
    "Heading 2": "2",
    "Heading 3": "3",
    "MTTQ Điểm a)": "3",
}
_HEADING_TAGS = {"h1": "title", "h2": "1", "h3": "2", "h4": "3"}
_TAGS_IN_PARTS = {"h1": "title", "h2": "0", "h3": "1", "h4": "2", "h5": "3"}


def parts(docx: bytes) -> dict[str, str]:
    """The XML of each part of the file."""
    with zipfile.ZipFile(BytesIO(docx)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def plain(text: str) -> str:
    """The text with each run of spaces as one plain space, because neither format promises more."""
    return " ".join(text.split())


def docx_blocks(docx: bytes) -> list[Seen]:
    """The body of a Word document."""
    seen: list[Seen] = []
    for block in Document(BytesIO(docx)).iter_inner_content():
        if isinstance(block, WordTable):
            rows = tuple(tuple(plain(cell.text) for cell in row.cells) for row in block.rows)
            seen.append(("table", rows))
        elif isinstance(block, WordParagraph) and (text := plain(block.text)):
            style = (block.style.name if block.style else None) or ""
            kind = _HEADING_STYLES.get(style, "text")
            if kind == "text" and text.startswith("- "):
                kind, text = "item", text.removeprefix("- ")
            seen.append((kind, text))
    return seen


def markdown_blocks(text: str) -> list[Seen]:
    """The body of a Markdown document, read as CommonMark with tables and strikethrough."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    headings = _TAGS_IN_PARTS if re.search("^## Phần ", text, re.MULTILINE) else _HEADING_TAGS
    seen: list[Seen] = []
    rows: list[list[str]] = []
    around: list[str] = []
    for token in reader.parse(text):
        if token.nesting == 1:
            around.append(token.tag)
            if token.tag == "table":
                rows = []
            elif token.tag == "tr":
                rows.append([])
        elif token.nesting == -1:
            around.pop()
            if token.tag == "table":
                seen.append(("table", tuple(map(tuple, rows))))
        elif token.type == "inline":
            words = plain(_inline(token))
            if "tr" in around:
                rows[-1].append(words)
            elif words:
                seen.append((headings.get(around[-1], "item" if "li" in around else "text"), words))
        else:
            seen.append((token.type, token.content))
    return seen


def _inline(token: Token) -> str:
    shown = []
    for child in token.children or ():
        if child.type == "text":
            shown.append(child.content)
        elif child.type in ("html_inline", "hardbreak", "softbreak") and re.fullmatch(
            r"(<br>)?\n?", child.content
        ):
            shown.append("\n")
        elif child.type not in ("strong_open", "strong_close", "em_open", "em_close", "text_special"):
            shown.append(f"<{child.type} {child.content}>")
    return "".join(shown)
