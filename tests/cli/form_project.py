"""A small project with a plan to fill in forms for, and forms filled in as Excel would leave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import small_project
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from shell_program import invoke

from mttq.cli.app import app

UNIT = "quang-tri/huong-hoa"
FORM = "bieu-mau/2020/quy-1/quang-tri-huong-hoa.xlsx"
REPORT = f"plans/2020/{UNIT}/quy-1.yaml"
PLAN = small_project.plan(
    unit=UNIT,
    programmes="""\
    1: {muc_tieu: M, chi_tieu: {ty-le-di-bau: 99%}}
    2:
      muc_tieu: M
      nhiem_vu:
        - {ten: Trao nhà, ma: trao-nha, thoi_han: quy-1}
      chi_tieu:
        quy: 3 tỷ đồng
        nha: 7 nhà
        ho-ngheo: 9 hộ
    """,
)

Change = Callable[[Workbook], None]
Cells = Mapping[str, object]
"""Values by the mark of their row: an indicator for its own figure, `quy ghi_chu` for its note."""


def project(root: Path) -> Path:
    """Write the project, and the form of the district for the first quarter."""
    small_project.write(root, {f"2020/{UNIT}/ke-hoach.yaml": PLAN})
    assert mttq(root, "form", "2020", "--unit", UNIT, "--period", "quy-1")[0] == 0
    return root


def mttq(root: Path, *args: str) -> tuple[int, str, str]:
    """Call the program in a project; return exit code, standard output and standard error."""
    result = invoke("--root", str(root), *args, program=app)
    return result.exit_code, result.stdout, result.stderr


def fill(file: Path, cells: Cells, *changes: Change, to: Path | None = None) -> Path:
    """Fill in a form in place or under another name; then make further changes. A text is no formula."""
    book = load_workbook(file)
    for key, value in cells.items():
        mark, _, column = key.partition(" ")
        cell = place(book, mark, column or "so_lieu")
        sheet = book[cell[0]]
        sheet[cell[1]].value = value
        if isinstance(value, str):
            sheet[cell[1]].data_type = "s"
    for change in changes:
        change(book)
    content = BytesIO()
    book.save(content)
    target = to or file
    target.write_bytes(content.getvalue())
    return target


def place(book: Workbook, mark: str, column: str) -> tuple[str, str]:
    """Return the sheet and the name of the cell that a row's and a column's mark mean."""
    for sheet in book.worksheets:
        assert isinstance(sheet, Worksheet)
        marks = {str(cell.value): cell.column_letter for cell in sheet[1] if cell.value is not None}
        rows = {
            str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value is not None
        }
        if column in marks and mark in rows:
            return sheet.title, f"{marks[column]}{rows[mark]}"
    raise AssertionError(f"no cell for {mark}, {column}")
