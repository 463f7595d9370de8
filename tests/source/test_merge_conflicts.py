"""Conflicts that a merge of git left in a file: one fault for each, and nothing made of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from mttq.diagnostics import MERGE_CONFLICT
from mttq.source import DOCUMENT_LIMITS, read_bytes
from mttq.source.layout import lay_out
from mttq.source.text import conflicts

SIDES = ["<<<<<<< HEAD", "nam: 2020", "=======", "nam: 2021", ">>>>>>> b"]
THREE_SIDES = [
    "<<<<<<< HEAD",
    "nam: 2020",
    "||||||| 1c2d3e4",
    "nam: 2019",
    "=======",
    "nam: 2021",
    ">>>>>>> b",
]


def markers(lines: list[str]) -> list[tuple[int, ...]]:
    return [one.markers for one in conflicts(lines)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["a: 1", *SIDES, "b: 2"], [(2, 4, 6)]),
        (THREE_SIDES, [(1, 3, 5, 7)]),
        ([*SIDES, "a: 1", *SIDES], [(1, 3, 5), (7, 9, 11)]),
        ([f"    {line}" for line in SIDES], [(1, 3, 5)]),
        (["<<<<<<<<< HEAD", "a", "=========", "b", ">>>>>>>>> b"], [(1, 3, 5)]),
        (["a: 1", ">>>>>>> b"], [(2,)]),
        (["a: 1", "=======", "b: 2"], [(2,)]),
        (["<<<<<<< HEAD", "a: 1", "=======", "b: 2"], [(1, 3)]),
        (["<<<<<<< HEAD", "a: 1", "<<<<<<< HEAD", "b: 2", "=======", ">>>>>>> c"], [(1,), (3, 5, 6)]),
        (["=======", ">>>>>>> b"], [(1,), (2,)]),
    ],
)
def test_the_lines_of_git_are_found_wherever_they_are(lines: list[str], found: list[tuple[int, ...]]) -> None:
    assert markers(lines) == found


@pytest.mark.parametrize(
    "line",
    [
        "  =======",
        "======= xong",
        "========",
        "a <<<<<<< b",
        "  <<<<<<<",
        "<<<<<< x",
        ">>>>>>>x",
        "  ||||||| x",
    ],
)
def test_a_text_that_looks_like_them_is_left_alone(line: str) -> None:
    assert markers(["a: |", line, "b: 2"]) == []


@pytest.mark.parametrize(
    "text",
    [
        'mo_dau: "Năm 2020\n<<<<<<< HEAD\n  sáng tạo\n=======\n  quyết liệt\n>>>>>>> b\n  và xong."\n',
        "mo_dau: 'Năm 2020\n<<<<<<< HEAD\n  sáng tạo\n=======\n  quyết liệt\n>>>>>>> b\n  và xong.'\n",
        "mo_dau: |\n  Năm 2020\n<<<<<<< HEAD\n  sáng tạo\n=======\n  quyết liệt\n>>>>>>> b\n  và xong.\n",
        "mo_dau:\r\n  - Năm 2020\r\n<<<<<<< HEAD\r\n  - sáng tạo\r\n=======\r\n  - quyết liệt\r\n>>>>>>> b\r\n",
    ],
    ids=["double", "single", "block", "items"],
)
def test_a_file_with_a_conflict_has_this_one_fault_and_no_content(text: str) -> None:
    source = read_bytes(text.encode(), "a.yaml")
    (fault,) = source.diagnostics
    assert fault.code is MERGE_CONFLICT
    assert fault.message == f"còn dấu xung đột của git (dòng {fault.span.line}–{fault.span.line + 4})"
    assert source.root is None
    assert source.remainder is None
    assert lay_out(source, DOCUMENT_LIMITS) is None


def test_the_remedy_names_every_line_to_remove() -> None:
    (fault,) = read_bytes("\n".join(THREE_SIDES).encode(), "a.yaml").diagnostics
    assert fault.message == "còn dấu xung đột của git (dòng 1–7)"
    assert fault.help == "chọn một bên hoặc gộp hai bên, rồi xóa các dòng dấu 1, 3, 5 và 7"
    (left,) = read_bytes(b"a: 1\n>>>>>>> b\n", "a.yaml").diagnostics
    assert left.message == "còn một dòng dấu xung đột của git (dòng 2)"
    assert left.help == "xem lại đoạn quanh đây đã gộp đúng chưa, rồi xóa dòng dấu này"


def test_the_shipped_documents_hold_none() -> None:
    root = Path(__file__).parents[2]
    for file in (root / "plans").rglob("*.yaml"):
        assert markers(file.read_text(encoding="utf-8").split("\n")) == [], file
