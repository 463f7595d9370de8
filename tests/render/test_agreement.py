"""Word and Markdown say the same, and say what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from render_reading import docx_blocks, markdown_blocks, plain
from render_sample import PLAN, REPORT, of

from mttq.render import markdown
from mttq.render.text import clean
from mttq.render.word import docx
from mttq.report.model import Align, Column, Heading, Item, Paragraph, Report, TableBlock

HOSTILE = (
    "a | b",
    "<b>đậm</b> & <br> &amp; &#123; &nbsp;",
    "*sao* **hai sao** _gạch_ __hai__ mot_tu_lien a_ _b",
    "# không phải mục",
    "1. không phải danh sách",
    "12) cũng không",
    "- gạch",
    "+ cộng",
    "> trích",
    "---",
    "===",
    "```ma```",
    "    thụt vào",
    "{{ ten }} {% if %} {# #} {_{ a }_} {_% b %_} {{{ }}}",
    "dòng một\ndòng hai\r\ndòng ba",
    "\\ \\\\ \\| |\\",
    "[chữ](http://a.b) ![ảnh](x) [^1] [x]: y",
    "~~gạch ngang~~ ~một~ $x$ #12",
    "hai  dấu cách  ",
    "tab\tgiữa",
    "điều khiển \x07\x00\u200b\u202eở đây",
    "None",
    "https://mttq.vn/van_ban_moi?a=1&b=2",
    "😀 “ngoặc” ‘đơn’ … – —",
)


def _table(*texts: str) -> TableBlock:
    return TableBlock(
        texts[0], (Column(texts[0], Align.LEFT, 1), Column("B", Align.RIGHT, 1)), tuple((t, t) for t in texts)
    )


def _expected(text: str) -> str:
    return plain(clean(text))


@pytest.mark.parametrize("report", [REPORT, PLAN], ids=lambda report: report.kind)
def test_the_two_formats_hold_the_same_headings_texts_tables_and_figures(report: Report) -> None:
    word = docx_blocks(docx.render(report, None))
    forge = markdown_blocks(markdown.render(report, None))
    closing = word.index(word[-1])
    assert word[:closing] == forge[:closing]
    assert len([kind for kind, _ in word if kind == "table"]) == 4  # two of figures, heading, closing
    cell_words = plain(" ".join(word[-1][1][0])).replace("- ", "") if isinstance(word[-1][1], tuple) else ""
    assert cell_words == " ".join(str(text) for _, text in forge[closing:])


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_is_what_is_read(text: str) -> None:
    report = of(Heading(1, "I.", text), Heading(3, "", text), Paragraph(text), Item(text), _table(text))
    shown = _expected(text)
    grid = ((shown, "B"), (shown, shown))
    assert markdown_blocks(markdown.render(report, None))[3:9] == [
        ("1", f"I. {shown}"),
        ("3", shown),
        ("text", shown),
        ("item", shown),
        ("text", shown),
        ("table", grid),
    ]
    word = [seen for _, seen in docx_blocks(docx.render(report, None))[3:9]]
    dash = shown.removeprefix("- ")  # the reader strips any leading dash, as if it were that of a list
    assert word == [f"I. {shown}", shown, dash, shown, dash, grid]


_TEXTS = st.lists(
    st.text(
        alphabet=st.one_of(st.sampled_from("|<>*_#`{}%\\&;:~[]()!$-+=.1 \n\tabđ"), st.characters())
    ).filter(lambda text: _expected(text) != ""),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(_TEXTS)
def test_any_text_survives_markdown(texts: list[str]) -> None:
    """Law: a forge shows what was typed, up to the width of spaces."""
    report = of(*map(Paragraph, texts), _table(*texts), *map(Item, texts))
    shown = [_expected(text) for text in texts]
    assert markdown_blocks(markdown.render(report, None))[3 : 5 + 2 * len(texts)] == [
        *(("text", text) for text in shown),
        ("text", shown[0]),
        ("table", ((shown[0], "B"), *((text, text) for text in shown))),
        *(("item", text) for text in shown),
    ]


@settings(max_examples=40, deadline=None)
@given(_TEXTS)
def test_any_text_survives_word(texts: list[str]) -> None:
    """Law: Word shows what was typed, up to the width of spaces; tags in data stay text."""
    report = of(*map(Paragraph, texts), _table(*texts))
    shown = [_expected(text) for text in texts]
    blocks = docx_blocks(docx.render(report, None))[3 : 5 + len(texts)]
    assert [text for _, text in blocks] == [
        *(text.removeprefix("- ") for text in [*shown, shown[0]]),
        ((shown[0], "B"), *((text, text) for text in shown)),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_around_the_body(text: str) -> None:
    """The letterhead, title and closing are as safe as the body."""
    letterhead = replace(
        REPORT.letterhead, superior=(text,), issuer=(text, text), number=text, place_and_date=text
    )
    report = replace(
        REPORT,
        letterhead=letterhead,
        type_name=text,
        subject=(text, text),
        basis=(text,),
        addressed_to=(text, text),
        signature=replace(REPORT.signature, position=text, name=text),
        recipients=(f"- {text};",),
        body=(),
    )
    shown = _expected(text)
    blocks = markdown_blocks(markdown.render(report, None))
    assert blocks[:4] == [
        ("table", ((f"{shown} {shown} {shown}", blocks[0][1][0][1]), (shown, shown))),
        ("title", shown),
        ("text", shown),
        ("text", shown),
    ]
    assert [seen for _, seen in blocks[4:9]] == ["Kính gửi:", f"{shown};", f"{shown}.", shown, "Nơi nhận:"]
    word = docx_blocks(docx.render(report, None))
    assert word[0] == blocks[0]
    assert word[1] == ("title", shown)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_heading_without_a_number(level: int) -> None:
    report = of(Heading(level, "", "Lời mở đầu"), Heading(level, "1.", "Có số"))
    expected = [(str(level), "Lời mở đầu"), (str(level), "1. Có số")]
    assert docx_blocks(docx.render(report, None))[3:5] == expected
    assert markdown_blocks(markdown.render(report, None))[3:5] == expected


def test_a_document_with_nothing_in_it_renders_in_both() -> None:
    empty = replace(
        REPORT,
        letterhead=replace(REPORT.letterhead, superior=(), issuer=(), number="", place_and_date=""),
        subject=(),
        body=(),
        recipients=(),
        signature=replace(REPORT.signature, on_behalf_of="", signing_for="", position="", name=""),
    )
    assert "****" not in markdown.render(empty, None)
    assert docx_blocks(docx.render(empty, None))[1] == ("title", "BÁO CÁO")
