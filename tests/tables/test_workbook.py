"""Tables in workbooks: what cells hold, what is merged, which sheet is meant, what is not opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from table_project import MAP, figures, project, said, texts

from mttq.documents.table_map import read_table_map
from mttq.source import read_bytes
from mttq.tables.collection import Collected, collect
from mttq.tables.table import RefusedTableError
from mttq.tables.workbook import is_workbook, read_sheet

BY = (
    "nam: 2020\nky: quy-2\ncot_don_vi: Đơn vị\ncot:\n  Nhà: nha\n  Quỹ: {chi_tieu: quy, don_vi_tinh: triệu đồng}\n"
    "  Phụ nữ: ty-le-nu\n  Khó khăn: {loi_van: kho-khan}\n"
)
HEADERS = ("Đơn vị", "Nhà", "Quỹ", "Phụ nữ", "Khó khăn")


def _book(change: Callable[[Worksheet], None], *rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Trả lời"
    for row in (HEADERS, *rows):
        sheet.append(list(row))
    change(sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _read(root: Path, content: bytes, by: str = BY) -> Collected:
    found, faults = read_table_map(read_bytes(by.encode(), MAP))
    assert found is not None, faults
    assert is_workbook(content)
    return collect(project(root), read_sheet(content, "tra-loi.xlsx", found.sheet), found)


def _share_measured(text: str) -> str:
    return text.replace("Phụ nữ: ty-le-nu", 'Phụ nữ: {chi_tieu: ty-le-nu, don_vi_tinh: "%"}')


@pytest.mark.parametrize("by", [BY, _share_measured(BY)])
def test_a_bare_fraction_is_no_percentage(tmp_path: Path, by: str) -> None:
    found = _read(tmp_path, _book(_nothing, ("Đakrông", 3, 1, 0.9, "")), by)
    assert said(found) == [
        "Trả lời!D2: Phụ nữ: “0,9” không rõ là 90% hay 0,9% = ghi cả dấu %: “90%” hoặc “0,9%”"
    ]


def _nothing(sheet: Worksheet) -> None:
    """Leave the sheet as it is."""


def test_numbers_and_texts_of_cells(tmp_path: Path) -> None:
    def percent(sheet: Worksheet) -> None:
        sheet["D2"].number_format = "0.0%"

    rows = (
        ("Hướng Hóa", 3, 1250.5, 0.485, "Thiếu\nkinh phí"),
        ("Đakrông", "4 nhà", "1,5 tỷ đồng", 48.5, 12),
    )
    found = _read(tmp_path, _book(percent, *rows))
    assert said(found) == []
    assert figures(found) == [
        "quang-tri/huong-hoa quy-2 nha: 3 nhà (Trả lời!B2)",
        "quang-tri/huong-hoa quy-2 quy: 1.250,5 triệu đồng (Trả lời!C2)",
        "quang-tri/huong-hoa quy-2 ty-le-nu: 48,5% (Trả lời!D2)",
        "quang-tri/dakrong quy-2 nha: 4 nhà (Trả lời!B3)",
        "quang-tri/dakrong quy-2 quy: 1,5 tỷ đồng (Trả lời!C3)",
        "quang-tri/dakrong quy-2 ty-le-nu: 48,5% (Trả lời!D3)",
    ]
    assert texts(found) == [
        "quang-tri/huong-hoa kho-khan 0: Thiếu | kinh phí (Trả lời!E2)",
        "quang-tri/dakrong kho-khan 0: 12 (Trả lời!E3)",
    ]


def test_years_and_codes_are_no_figures(tmp_path: Path) -> None:
    by = "cot_nam: Khó khăn\nky: quy-2\ncot_don_vi: Đơn vị\ncot: {Nhà: nha}\n"
    found = _read(tmp_path, _book(_nothing, ("Đakrông", 1234, None, None, 2020)), by)
    assert figures(found) == ["quang-tri/dakrong quy-2 nha: 1.234 nhà (Trả lời!B2)"]


def test_cells_that_hold_no_figure_are_refused(tmp_path: Path) -> None:
    rows = (("Hướng Hóa", datetime(2020, 2, 1), "=SUM(B2:B3)", True, "=A1"),)
    assert said(_read(tmp_path, _book(_nothing, *rows))) == [
        "Trả lời!B2: Nhà: ô là ngày 01/02/2020, không phải số = Excel đổi số như 1/2 thành ngày; gõ lại ô này với dấu"
        " nháy đơn ở đầu, ví dụ '1/2",
        "Trả lời!C2: Quỹ: ô có công thức, không có giá trị = mở bằng Excel hay LibreOffice, lưu lại để có giá trị, hoặc"
        " gõ thẳng số, chữ vào ô",
        "Trả lời!D2: Phụ nữ: ô là TRUE, không phải số = gõ số, hoặc để trống nếu chưa có",
        "Trả lời!E2: Khó khăn: ô có công thức, không có giá trị = mở bằng Excel hay LibreOffice, lưu lại để có giá trị,"
        " hoặc gõ thẳng số, chữ vào ô",
    ]
    assert said(_read(tmp_path, _book(_nothing, ("Hướng Hóa", "#REF!", None, None, "#N/A")))) == [
        "Trả lời!B2: Nhà: công thức cho kết quả lỗi #REF! = gõ thẳng số, chữ vào ô",
        "Trả lời!E2: Khó khăn: công thức cho kết quả lỗi #N/A = gõ thẳng số, chữ vào ô",
    ]


def test_a_merged_name_holds_for_all_its_rows_and_a_merged_answer_for_none(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B4:B5")

    by = (
        "dang: doc\nnam: 2020\nky: quy-2\ncot_don_vi: Đơn vị\ncot_chi_tieu: Khó khăn\ncot_gia_tri: Nhà\n"
        "dong: {Nhà: nha, Công trình: cong-trinh}\n"
    )
    rows = (
        ("Đakrông", 3, None, None, "Nhà"),
        (None, 4, None, None, "Công trình"),
        ("Hướng Hóa", 5, None, None, "Nhà"),
        ("Hướng Hóa", None, None, None, "Công trình"),
    )
    found = _read(tmp_path, _book(merge, *rows), by)
    assert figures(found) == [
        "quang-tri/dakrong quy-2 nha: 3 nhà (Trả lời!B2)",
        "quang-tri/dakrong quy-2 cong-trinh: 4 công trình (Trả lời!B3)",
        "quang-tri/huong-hoa quy-2 nha: 5 nhà (Trả lời!B4)",
    ]
    assert said(found)[:1] == [
        "Trả lời!B5: Công trình: ô gộp với ô ở dòng 4, không rõ là của dòng nào = bỏ gộp ô, điền từng dòng"
    ]


def test_the_sheet_has_to_be_clear() -> None:
    def other(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        book.create_sheet("Trống")
        book.create_sheet("Năm trước").append(["x"])

    content = _book(other, ("Hướng Hóa", 1))
    for name, message, help in (
        ("", "tệp có 2 trang tính: “Trả lời”, “Năm trước”", "ghi vào bản đồ trang_tinh: Trả lời"),
        ("Trang 1", "tệp không có trang tính “Trang 1”", "các trang của tệp: “Trả lời”, “Năm trước”"),
    ):
        with pytest.raises(RefusedTableError) as caught:
            read_sheet(content, "x.xlsx", name)
        assert (caught.value.message, caught.value.help) == (message, help)
    assert read_sheet(content, "x.xlsx", "Năm trước").rows == (("x",),)


def test_a_sheet_that_is_filled_to_the_last_row_that_is_read_is_refused() -> None:
    def far(sheet: Worksheet) -> None:
        sheet["A20000"] = "x"

    with pytest.raises(RefusedTableError) as caught:
        read_sheet(_book(far), "x.xlsx", "")
    assert caught.value.message == "trang tính “Trả lời” có hơn 20000 dòng hoặc 256 cột"
    assert caught.value.help == "lưu thành “CSV UTF-8” rồi nhập tệp ấy, hoặc chia thành nhiều tệp"
    with pytest.raises(RefusedTableError) as too_large:
        read_sheet(b"PK" + bytes(9 * 1024 * 1024), "x.xlsx", "")
    assert (too_large.value.message, too_large.value.help) == ("tệp có 9 MiB, hơn 8 MiB", caught.value.help)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04hong", "tệp hỏng, không mở được"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "tệp Excel đời cũ (.xls)"),
    ],
)
def test_what_is_not_opened(content: bytes, message: str) -> None:
    assert is_workbook(content)
    with pytest.raises(RefusedTableError) as caught:
        read_sheet(content, "x.xlsx", "")
    assert caught.value.message == message
