"""Each shipped document says the same in Word and in Markdown: what its Report says, in its order."""

from __future__ import annotations

import re
from functools import cache

import pytest
from render_reading import Seen, docx_blocks, markdown_blocks, parts, plain
from shipped_documents import WANTED, Wanted, document, project

from mttq.render import markdown
from mttq.render.text import clean
from mttq.render.word import docx
from mttq.report.model import Block, Heading, Item, TableBlock

BOTH = pytest.mark.parametrize("read", ["word", "forge"])
EACH = pytest.mark.parametrize("wanted", WANTED, ids=str)
FIGURE = re.compile(r"\d[\d.,/]*%?")


@cache
def _word(wanted: Wanted) -> bytes:
    return docx.render(document(wanted), project().root)


@cache
def _forge(wanted: Wanted) -> str:
    return markdown.render(document(wanted), project().root)


@cache
def _blocks(wanted: Wanted, read: str) -> list[Seen]:
    return docx_blocks(_word(wanted)) if read == "word" else markdown_blocks(_forge(wanted))


def _seen(block: Block) -> list[Seen]:
    """Return a block as a reader should see it."""
    if isinstance(block, TableBlock):
        header = tuple(column.header for column in block.columns)
        rows = tuple(tuple(plain(clean(cell)) for cell in row) for row in (header, *block.rows))
        return [("text", plain(block.title)), ("table", rows)]
    if isinstance(block, Heading):
        return [(str(block.level), plain(clean(f"{block.number} {block.text}")))]
    return [("item" if isinstance(block, Item) else "text", plain(clean(block.text)))]


def _in_word(seen: list[Seen]) -> list[Seen]:
    """Return the cells, reading the joined cells of a group's row once for each column."""
    found: list[Seen] = []
    for kind, content in seen:
        if isinstance(content, str):
            found.append((kind, content))
        else:
            rows = [(row[0], row[1], *("" for _ in row[2:])) if _is_group(row) else row for row in content]
            found.append((kind, tuple(rows)))
    return found


def _is_group(row: tuple[str, ...]) -> bool:
    return len(row) > 3 and re.fullmatch(r"[IVX]+", row[0]) is not None and len(set(row[1:])) == 1


@BOTH
@EACH
def test_the_body_is_that_of_the_report(wanted: Wanted, read: str) -> None:
    expected = [seen for block in document(wanted).body for seen in _seen(block)]
    blocks = _in_word(_blocks(wanted, read))
    start = blocks.index(expected[0])
    assert blocks[start : start + len(expected)] == expected


@EACH
def test_both_formats_hold_the_same_words_and_figures_in_the_same_order(wanted: Wanted) -> None:
    word, forge = _in_word(_blocks(wanted, "word")), _blocks(wanted, "forge")
    closing = next(at for at, (kind, text) in enumerate(forge) if text == "Nơi nhận:")
    assert word[:closing] == forge[:closing]
    (cells,) = [content for kind, content in word[closing:] if kind == "table"]
    assert isinstance(cells, tuple)
    signed = plain(" ".join(cells[0])).replace("- ", "")
    assert signed == plain(" ".join(str(content) for _, content in forge[closing:]))


@BOTH
@EACH
def test_every_figure_of_the_report_is_there_as_often(wanted: Wanted, read: str) -> None:
    expected = [seen for block in document(wanted).body for seen in _seen(block)]
    blocks = _in_word(_blocks(wanted, read))
    start = blocks.index(expected[0])
    assert FIGURE.findall(str(blocks[start : start + len(expected)])) == FIGURE.findall(str(expected))


@BOTH
@EACH
def test_the_letterhead_title_and_basis_come_first(wanted: Wanted, read: str) -> None:
    report = document(wanted)
    blocks = _blocks(wanted, read)
    head, *rest = [content for _, content in blocks[: 2 + len(report.subject) + len(report.basis)]]
    assert isinstance(head, tuple)
    assert plain(head[0][0]) == " ".join(report.letterhead.issuer)
    assert head[0][1] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
    assert head[1] == (plain(report.letterhead.number), report.letterhead.place_and_date)
    assert rest == [report.type_name, *map(plain, report.subject), *map(plain, report.basis)]


@EACH
def test_no_tag_and_no_python_is_left(wanted: Wanted) -> None:
    everything = [_forge(wanted), *parts(_word(wanted)).values()]
    for text in everything:
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bTrue\b|\bFalse\b|\bnull\b|Decimal|\bnan\b", text)
    assert "\\*\\*" not in _forge(wanted)


@EACH
def test_the_closing_sign_appears_once(wanted: Wanted) -> None:
    assert _forge(wanted).count("./.") == 1
    assert " ".join(str(content) for _, content in _blocks(wanted, "word")).count("./.") == 1


@EACH
def test_rendering_twice_gives_the_same_bytes(wanted: Wanted) -> None:
    assert docx.render(document(wanted), project().root) == _word(wanted)
    assert markdown.render(document(wanted), project().root) == _forge(wanted)
