"""Diagnostics for a person: place, fact, the line with carets below the fault, remedy, summary."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from mttq.diagnostics import AMBIGUOUS_NUMBER, NOT_NFC, Diagnostic, Span
from mttq.output.diagnostics.text import render
from mttq.output.terminal import GridColumn, printable, width, widths
from mttq.source import Source

PATH = "plans/2020/quang-tri/quy-4.yaml"


def _fault(line: int, column: int, end: int, message: str = "mơ hồ", help: str | None = None) -> Diagnostic:
    return Diagnostic(AMBIGUOUS_NUMBER, PATH, Span(line, column, line, end), message, help=help)


def _shown(
    text: str, *found: Diagnostic, colour: bool = False, quiet: bool = True, files: int = 3
) -> list[str]:
    sources = {PATH: Source(PATH, text, None)}
    return list(render(found, sources, files=files, colour=colour, quiet=quiet))


def test_place_excerpt_carets_and_remedy() -> None:
    text = "don_vi: quang-tri\nchuong_trinh:\n  2: {nha: 17.363}\n"
    fault = _fault(3, 12, 18, "“17.363” đọc được hai cách", "viết 17.363 nhà hoặc 17363")
    assert _shown(text, fault) == [
        f"{PATH}:3:12: lỗi {AMBIGUOUS_NUMBER.id} ({AMBIGUOUS_NUMBER.name}): “17.363” đọc được hai cách",
        "  |",
        "3 |   2: {nha: 17.363}",
        "  |            ^^^^^^",
        "  = viết 17.363 nhà hoặc 17363",
        "",
    ]


def test_the_margin_is_as_wide_as_the_line_number() -> None:
    shown = _shown("\n" * 1233 + "nha: 1.5\n", _fault(1234, 6, 9))
    assert shown[1:4] == ["     |", "1234 | nha: 1.5", "     |      ^^^"]


def _under(lines: list[str]) -> str:
    """Return the letters above the carets, counting columns as a terminal does."""
    text, carets = lines[2], lines[3]
    first, last = carets.index("^"), carets.rindex("^")
    found, column = "", 0
    for letter in text:
        if first <= column <= last or (width(letter) == 0 and found):
            found += letter
        column += width(letter)
        if column > last + 1:
            break
    return found


@pytest.mark.parametrize(
    ("before", "marked", "after"),
    [
        ("ten: Đại đoàn kết ", "17.363", " nhà"),
        (
            "ten: Đa\u0323i đoa\u0300n kê\u0301t ",
            "17.363",
            "",
        ),  # decomposed letters take no room of their own
        ("ten: ", "hô\u0323\u0302p", " thoại"),
        ("\tten: ", "1\t5", "\tnhà"),
        ("ten: 統一 ", "戦線", " 12"),
        ("ten: Nhân dân ", "x", ""),
    ],
)
def test_carets_mark_the_fault(before: str, marked: str, after: str) -> None:
    line = before + marked + after
    shown = _shown(line, _fault(1, len(before) + 1, len(before) + len(marked) + 1))
    assert shown[2] == f"1 | {line.replace(chr(9), ' ')}"
    assert _under(shown) == marked.replace("\t", " ")
    assert shown[3].count("^") == width(marked.replace("\t", " "))


@pytest.mark.parametrize(
    "before", ["", "a\u0301", "統一", "\U0001f468\u200d\U0001f469", "❤\ufe0f", "a\u200bb", "\u00ad"]
)
def test_carets_and_tables_count_columns_alike(before: str) -> None:
    """Signs without width, joined pictures and variation selectors shift no caret, however a terminal joins them."""
    shown = _shown(f"{before}17.363", _fault(1, len(before) + 1, len(before) + 7))
    text, carets = (line.split("|", 1)[1][1:] for line in (shown[2], shown[3]))
    room = cell_len(text.removesuffix("17.363"))
    assert carets == " " * room + "^" * 6
    columns: list[GridColumn[str]] = [
        GridColumn("", "left", 60, str),
        GridColumn("", "left", 60, lambda row: "17.363"),
    ]
    assert widths(columns, [text.removesuffix("17.363")], 100)[0] == room


@pytest.mark.parametrize("start", [0, 10, 60, 150, 700, 1990])
def test_a_paragraph_on_one_line_is_shown_around_the_fault(start: int) -> None:
    line = "".join(f"từ{number:04} " for number in range(250))
    shown = _shown(line, _fault(1, start + 1, start + 6))
    excerpt = shown[2].removeprefix("1 | ")
    assert len(excerpt) <= 98
    assert line[start : start + 5] == _under(shown)
    assert excerpt.startswith("…") == (start > 48)
    assert excerpt.endswith("…") == (start < 1900)
    assert excerpt.strip("…").strip() in line


def test_a_fault_longer_than_the_excerpt_is_marked_to_its_edge() -> None:
    shown = _shown("a" * 500, _fault(1, 101, 401))
    assert shown[3] == "  | " + " " * 49 + "^" * 48
    assert shown[2].endswith("a…")


def test_a_fault_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    fault = Diagnostic(AMBIGUOUS_NUMBER, PATH, Span(1, 6, 3, 2), "sai")
    assert _shown("ten: “một\nhai\nba\n", fault)[2:4] == ["1 | ten: “một", "  |      ^^^^"]


def test_a_fault_at_the_end_of_the_line_or_file_still_has_a_caret() -> None:
    assert _shown("ten:", _fault(1, 5, 5))[2:4] == ["1 | ten:", "  |     ^"]
    assert _shown("ten:\n", _fault(2, 1, 1))[2:4] == ["2 |", "  | ^"]


@pytest.mark.parametrize("text", ["", "một dòng\n"])
def test_without_a_line_to_show_there_is_no_excerpt(text: str) -> None:
    assert _shown(text, _fault(9, 1, 2))[1:] == [""]


def test_a_file_that_was_not_read_has_no_excerpt() -> None:
    found = list(render([_fault(1, 1, 2)], {}, files=0, colour=False, quiet=True))
    assert len(found) == 2


HOSTILE = "\x1b[31mđỏ\x1b[0m \x9b2J \x07 \r\u202egnouht\u200b\u2028 \ud800"


def test_no_data_steers_the_terminal() -> None:
    fault = Diagnostic(AMBIGUOUS_NUMBER, f"plans/{HOSTILE}.yaml", Span(1, 1, 1, 9), HOSTILE, help=HOSTILE)
    sources = {fault.path: Source(fault.path, HOSTILE.replace("\r", ""), None)}
    lines = list(render([fault], sources, files=1, colour=False, quiet=False))
    assert len(lines) == 7
    for line in lines:
        assert line.isprintable(), line
    assert "\\u001b[31mđỏ" in lines[0]
    assert "\\u202e" in lines[2]


def test_ordinary_text_is_left_as_it_is() -> None:
    text = "“Nhân dân” – 12\u00a0%…  ê\u0301 戦"
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "columns"), [("đoàn", 4), ("đoa\u0300n", 4), ("統一", 4), ("", 0), ("a\u20dd", 1)]
)
def test_columns_of_a_text(text: str, columns: int) -> None:
    assert width(text) == columns


def test_colour_marks_and_changes_no_word() -> None:
    fault = _fault(1, 6, 9, "sai", "sửa")
    plain = _shown("nha: 1.5", fault)
    coloured = _shown("nha: 1.5", fault, colour=True)
    assert "\x1b[1;31m" in coloured[0]
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == plain
    assert not any("\x1b" in line for line in plain)
    for line in coloured:
        assert line.count("\x1b[0m") * 2 == line.count("\x1b")  # whatever is switched on is switched off


def test_a_warning_is_called_a_warning() -> None:
    warning = Diagnostic(NOT_NFC, PATH, Span(1, 1, 1, 2), "chưa chuẩn")
    assert "cảnh báo MT501" in _shown("a", warning)[0]
    assert "\x1b[1;33m" in _shown("a", warning, colour=True)[0]


def test_the_summary_counts() -> None:
    error, warning = _fault(1, 1, 2), Diagnostic(NOT_NFC, "plans/b.yaml", Span(1, 1, 1, 2), "chưa chuẩn")
    assert _shown("a", quiet=False) == ["Không có lỗi; đã kiểm tra 3 tệp."]
    assert _shown("a", error, quiet=False)[-1] == "Có 1 lỗi trong 1 tệp; đã kiểm tra 3 tệp."
    assert _shown("a", error, error, warning, quiet=False)[-1] == (
        "Có 2 lỗi và 1 cảnh báo trong 2 tệp; đã kiểm tra 3 tệp."
    )
    assert _shown("a", warning, quiet=False, files=19)[-1] == "Có 1 cảnh báo trong 1 tệp; đã kiểm tra 19 tệp."
    assert _shown("a", quiet=True) == []
