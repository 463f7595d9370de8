"""`mttq total` and `mttq status` as workbooks: the rows of their CSV, for people."""

from __future__ import annotations

import csv
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from shell_program import invoke

from mttq.cli.app import app
from mttq.output.spreadsheet import CellValue, ListColumn, list_book

ROOT = Path(__file__).resolve().parents[2]


def sheet_of(content: bytes) -> Worksheet:
    """The only sheet of a workbook."""
    (sheet,) = load_workbook(BytesIO(content)).worksheets
    return sheet


def lines(*arguments: str) -> list[dict[str, str]]:
    """The rows of a command as CSV."""
    said = invoke("--root", str(ROOT), "--quiet", *arguments, "--format", "csv", program=app)
    return list(csv.DictReader(said.stdout.splitlines()))


def test_the_rows_of_totals_are_those_of_csv(tmp_path: Path) -> None:
    target = tmp_path / "so.xlsx"
    arguments = ("total", "2014-2019", "--unit", "an-giang/long-xuyen/my-thoi")
    said = invoke(
        "--root", str(ROOT), "--quiet", *arguments, "--format", "xlsx", "--out", str(target), program=app
    )
    assert (said.exit_code, said.stdout) == (0, "")
    sheet = sheet_of(target.read_bytes())
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    expected = lines(*arguments)
    assert len(rows) == len(expected) == 32
    for row, one in zip(rows, expected, strict=True):
        named = dict(zip((cell.value for cell in sheet[2]), row, strict=True))
        assert (named["Mã đơn vị"], named["Mã chỉ tiêu"]) == (one["don_vi"], one["chi_tieu"])
        assert Decimal(str(named["Thực hiện"])) == Decimal(one["thuc_hien"])
        assert (named["Cấp"], named["Tình trạng"], named["Đạt kế hoạch"]) == ("xã", "đủ", None)
    assert sheet["A1"].value == "Số liệu nhiệm kỳ 2014 – 2019"
    hidden = {sheet[f"{letter}2"].value for letter, one in sheet.column_dimensions.items() if one.hidden}
    assert {"Kế hoạch", "Đạt kế hoạch", "Số gần đúng"} < hidden
    assert "Thực hiện" not in hidden
    assert sheet.freeze_panes == "C3"


def test_status_has_days_and_words(tmp_path: Path) -> None:
    target = tmp_path / "nop.xlsx"
    arguments = ("status", "2020", "--unit", "lam-dong")
    invoke("--root", str(ROOT), "--quiet", *arguments, "--format", "xlsx", "--out", str(target), program=app)
    sheet = sheet_of(target.read_bytes())
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    expected = lines(*arguments)
    assert [row[0] for row in rows] == [one["don_vi"] for one in expected]
    named = dict(zip((cell.value for cell in sheet[2]), rows[0], strict=True))
    assert named["Tình trạng"] in {"Đã nộp", "Nộp muộn", "Nộp đúng hạn"}
    assert named["Ngày nộp"] == datetime.fromisoformat(expected[0]["ngay_nop"])
    assert (named["Phải nộp"], named["Cấp"]) == ("có", "tỉnh")


def test_no_figure_loses_a_digit_and_no_text_is_a_formula() -> None:
    columns = [ListColumn("Số", 20), ListColumn("Chữ", 20)]
    rows: list[list[CellValue]] = [
        [Decimal("123456789012345.678"), "=1+1"],
        [Decimal("1234567.25"), "+84"],
        [Decimal("-0.5"), None],
    ]
    sheet = sheet_of(list_book("Thử", "Thử", columns, rows))
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["123456789012345,678", "=1+1"],
        [1234567.25, "+84"],
        [-0.5, None],
    ]
    assert [sheet[place].data_type for place in ("B3", "A4", "B4")] == ["s", "n", "s"]
    assert sheet["A4"].number_format == "#,##0.00"


def test_a_table_that_no_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("mttq.output.spreadsheet.MOST_ROWS", 21)
    target = tmp_path / "so.xlsx"
    said = invoke(
        *("--root", str(ROOT), "--quiet", "total", "2020", "--format", "xlsx", "--out", str(target)),
        program=app,
    )
    assert (said.exit_code, said.stderr) == (
        2,
        "lỗi: bảng có hơn 21 dòng, nhiều hơn một trang tính Excel chứa được\n"
        "gợi ý: thêm --unit, --indicator, --level hay --depth, hoặc dùng --format csv\n",
    )
    assert not target.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("total", "2020", "--format", "csv", "--out", "a.xlsx"),
            "lỗi: --out chỉ dùng cùng với --format xlsx\ngợi ý: thêm --format xlsx, hoặc dùng > TỆP\n",
        ),
        (
            ("total", "2020", "--format", "xlsx", "--bom"),
            "lỗi: --bom chỉ dùng cùng với --format csv\ngợi ý: thêm --format csv, hoặc bỏ --bom\n",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...], message: str) -> None:
    said = invoke("--root", str(ROOT), "--quiet", *arguments, program=app)
    assert (said.exit_code, said.stderr) == (2, message)
