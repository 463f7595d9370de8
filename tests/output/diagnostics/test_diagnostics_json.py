"""Diagnostics as JSON: the keys, their order, their types, the order of the array."""

from __future__ import annotations

import json
from pathlib import Path

import small_project

from mttq.check import check
from mttq.diagnostics import AMBIGUOUS_NUMBER, NOT_NFC, Diagnostic, Span
from mttq.documents import load
from mttq.output.diagnostics.json import render

KEYS = ["code", "severity", "path", "line", "column", "end_line", "end_column", "message", "help"]


def test_keys_in_order_and_types() -> None:
    rows = json.loads(
        render(
            [
                Diagnostic(AMBIGUOUS_NUMBER, "plans/a.yaml", Span(3, 5, 3, 9), "“1.5”", help="viết 1,5"),
                Diagnostic(NOT_NFC, "plans/b.yaml", Span(1, 1, 2, 1), "chưa chuẩn", help=None),
            ]
        )
    )
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert rows[0] == {
        "code": "MT201",
        "severity": "error",
        "path": "plans/a.yaml",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 9,
        "message": "“1.5”",
        "help": "viết 1,5",
    }
    assert (rows[1]["severity"], rows[1]["help"], rows[1]["end_line"]) == ("warning", None, 2)


def test_without_faults_the_array_is_empty() -> None:
    assert render([]) == "[]"


def test_columns_count_code_points_and_the_end_is_exclusive(tmp_path: Path) -> None:
    programmes = "2: {ket_qua: [Việc “một” 😀], so_lieu: {nha: 1.5, quy: 2.50 tỷ}}\n"
    root = small_project.write(
        tmp_path, {"2020/quang-tri/nam.yaml": small_project.report(programmes=programmes)}
    )
    line = (root / "plans/2020/quang-tri/nam.yaml").read_text(encoding="utf-8").splitlines()[4]
    rows = json.loads(render(check(load(root))))
    assert [line[row["column"] - 1 : row["end_column"] - 1] for row in rows] == ["1.5", "2.50"]
    assert {row["line"] for row in rows} == {row["end_line"] for row in rows} == {5}


def test_sorted_by_path_line_column_and_code(tmp_path: Path) -> None:
    bad = small_project.report("la: 1\n", programmes="2: {so_lieu: {nha: 1.5, quy: 010}}\n")
    root = small_project.write(
        tmp_path,
        {
            "2020/quang-tri/quy-2.yaml": bad.replace("ky: nam", "ky: quy-2"),
            "2020/quang-tri/quy-1.yaml": bad.replace("ky: nam", "ky: quy-3"),
            "danh-muc/mttq.yaml": "phien_ban: 1\nla: 2\n",
        },
    )
    rows = json.loads(render(check(load(root))))
    places = [(row["path"], row["line"], row["column"], row["code"]) for row in rows]
    assert len(places) >= 8
    assert places == sorted(places)
    assert all("\\" not in row["path"] and not row["path"].startswith("/") for row in rows)


def test_characters_that_steer_a_terminal_are_escaped() -> None:
    text = "\x1b[31m \x9b2J \u202e \u2028 \x7f\ud800"
    shown = render([Diagnostic(AMBIGUOUS_NUMBER, "a", Span(1, 1, 1, 2), text)])
    assert all(line.isprintable() for line in shown.splitlines())
    assert json.loads(shown)[0]["message"] == text
