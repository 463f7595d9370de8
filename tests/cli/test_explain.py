"""`mttq explain`: a page as plain text, the list of codes, and unknown codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shell_program import invoke
from typer.testing import Result

from mttq.check.codes import ALL_CODES, read_page
from mttq.cli.app import app
from mttq.diagnostics import Code
from mttq.output import page_text

MT201 = """\
MT201 so-mo-ho: Số mà mỗi phần mềm hiểu một cách
Mức độ: lỗi

Phát hiện gì

Số viết trần (không nháy, không đơn vị tính) có dấu chấm, số 0 ở đầu, hoặc chữ:
“17.363”, “1.5”, “010”, “1e9”, “0x10”.

Vì sao

Người Việt đọc “17.363” là mười bảy nghìn ba trăm sáu mươi ba; nhiều phần mềm
đọc YAML hiểu là 17 phẩy 363. Số này phải viết sao cho ai đọc cũng ra một.

Ví dụ

plans/2020/quang-tri/quy-4.yaml:

    don_vi: quang-tri
    nam: 2020
    ky: quy-4
    chuong_trinh:
      2:
        so_lieu:
          nha: 17.363

Viết thế nào

Thêm đơn vị tính:

plans/2020/quang-tri/quy-4.yaml:

    don_vi: quang-tri
    nam: 2020
    ky: quy-4
    chuong_trinh:
      2:
        so_lieu:
          nha: 17.363 nhà

Hoặc viết liền: “nha: 17363”. Số lẻ dùng dấu phẩy và có đơn vị: “1,5 tỷ đồng”.
"""


def explain(*words: str) -> Result:
    return invoke("explain", *words, program=app, env={"COLUMNS": "80"})


@pytest.fixture(autouse=True)
def _outside_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("word", ["MT201", "mt201", "so-mo-ho"])
def test_a_page_is_plain_text(word: str) -> None:
    result = explain(word)
    assert (result.exit_code, result.stdout) == (0, MT201)


def test_quiet_still_prints_the_page() -> None:
    assert explain("MT201", "--quiet").stdout == MT201


def test_only_headings_are_bold() -> None:
    code = next(code for code in ALL_CODES if code.id == "MT201")
    lines = list(page_text.render(read_page(code), columns=80, colour=True))
    bold = [line for line in lines if "\x1b" in line]
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines] == MT201.splitlines()
    assert bold == [
        f"\x1b[1m{text}\x1b[0m"
        for text in (MT201.splitlines()[0], "Phát hiện gì", "Vì sao", "Ví dụ", "Viết thế nào")
    ]


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.id)
def test_no_markup_is_left_in_any_page(code: Code) -> None:
    lines = list(page_text.render(read_page(code), columns=70, colour=False))
    prose = [line for line in lines if not line.startswith("    ")]
    assert not [line for line in prose if "`" in line or line.startswith("#") or "**" in line]
    assert not [line for line in prose if len(line) > 70 and " " in line.strip("- ")]
    assert "" not in (lines[0], lines[-1])


def test_without_a_code_every_code_is_listed_by_family() -> None:
    result = explain()
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line[2:7] for line in lines if line.startswith("  ")] == [code.id for code in ALL_CODES]
    assert [line for line in lines if line and not line.startswith("  ")] == list(page_text.FAMILIES.values())
    assert re.search(r"^  MT201  so-mo-ho +Số mà mỗi phần mềm hiểu một cách$", result.stdout, re.MULTILINE)
    assert re.search(r"^  MT404  giao-lech .*\(cảnh báo\)$", result.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("word", "message", "near"),
    [
        ("MT2O1", "không có mã lỗi “MT2O1”", "có phải là “MT2"),
        ("so-mo-hồ", "không có mã lỗi “so-mo-hồ”", "“so-mo-ho”"),
    ],
)
def test_an_unknown_code_gets_a_suggestion(word: str, message: str, near: str) -> None:
    result = explain(word)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert near in result.stderr
