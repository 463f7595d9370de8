"""Tabs and odd spaces before lines: one fault, the rest of the file read as it was meant."""

from __future__ import annotations

import pytest

from mttq.source import read_bytes
from mttq.source.margins import WrittenLine, plain_margins, written_lines

PLAIN = "don_vi: a\nchuong_trinh:\n  2:\n    so_lieu:\n      quy: 1\n      nha: 2\n"
NO_BREAK = "\u00a0"


def said(text: str) -> list[str]:
    source = read_bytes(text.encode(), "a.yaml")
    return [f"{one.span.line}:{one.span.column} {one.message} | {one.help}" for one in source.diagnostics]


def mended(text: str) -> str | None:
    margins = plain_margins(text.split("\n"), text)
    return None if margins is None else "\n".join(margins.lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PLAIN.replace("  ", "\t"),
            "3:1 4 dòng thụt vào bằng phím Tab thay cho dấu cách thường"
            " | thay mỗi Tab bằng 2 dấu cách; mttq check --fix sửa được",
        ),
        (
            PLAIN.replace("  ", NO_BREAK * 2),
            "3:1 4 dòng thụt vào bằng dấu cách không ngắt thay cho dấu cách thường"
            " | gõ lại bằng phím cách; mttq check --fix sửa được",
        ),
        (
            PLAIN.replace("  ", f"{NO_BREAK} "),
            "3:1 4 dòng thụt vào bằng dấu cách không ngắt thay cho dấu cách thường"
            " | gõ lại bằng phím cách; mttq check --fix sửa được",
        ),
        (
            PLAIN.replace("      nha", "\tnha"),
            "6:1 dòng này thụt vào bằng phím Tab thay cho dấu cách thường"
            " | thụt dòng này vào 6 dấu cách; mttq check --fix sửa được",
        ),
        (
            PLAIN.replace("      nha", NO_BREAK * 6 + "nha"),
            "6:1 dòng này thụt vào bằng dấu cách không ngắt thay cho dấu cách thường"
            " | thụt dòng này vào 6 dấu cách; mttq check --fix sửa được",
        ),
        (
            PLAIN.replace("      nha", "\t\t\tnha").replace("      quy", NO_BREAK * 6 + "quy"),
            "5:1 2 dòng thụt vào bằng phím Tab, dấu cách không ngắt thay cho dấu cách thường"
            " | thay bằng dấu cách, các dòng cùng cấp thẳng cột với nhau; mttq check --fix sửa được",
        ),
    ],
    ids=["tabs", "no-break", "mixed", "one tab", "one no-break", "both"],
)
def test_odd_margins_are_one_fault_and_are_mended(text: str, expected: str) -> None:
    assert said(text) == [expected]
    assert mended(text) == PLAIN


def test_the_other_faults_of_the_file_are_at_their_places() -> None:
    assert said(PLAIN.replace("  ", "\t").replace("quy: 1", "quy: @1"))[1:] == [
        "5:9 giá trị không thể bắt đầu bằng dấu @ | đặt cả giá trị trong dấu nháy: '@1'"
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"mo_dau: |\n  câu\n  {NO_BREAK}a: 1\n",
        "mo_dau: 'câu\n\ta: 1'\n",
        f"mo_dau:\n  - câu\n# {NO_BREAK}\n",
        f"mo_dau: a{NO_BREAK}b\n",
    ],
)
def test_odd_spaces_that_are_no_margin_are_left(text: str) -> None:
    assert said(text) == []


def test_a_line_of_running_text_is_no_line_with_a_margin() -> None:
    text = (
        "a: |\n  b: 1\nc: 'd\n  e: 2'\nf: {g: 1,\n  h: 2}\n# i: 1\n- j\n- k: 'x: y'\n'l m': >-\n  n: 1\no\n"
    )
    assert [(one.number, one.key, one.value) for one in written_lines(text.split("\n"))] == [
        (1, "a", "|"),
        (3, "c", "'d"),
        (5, "f", "{g: 1,"),
        (8, "", "j"),
        (9, "k", "'x: y'"),
        (10, "l m", ">-"),
    ]


def test_a_written_line_knows_its_columns() -> None:
    (one,) = written_lines(["  - ten: a  "])
    assert one == WrittenLine(number=1, margin=2, inside=4, key="ten", value="a")
    assert one.is_item
