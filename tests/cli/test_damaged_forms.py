"""Forms as people, programs and strangers send them: each is read rightly, or refused with the reason and the cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import form_project
import pytest
from form_project import FORM, REPORT
from openpyxl import Workbook, load_workbook

from mttq.check import Checked, run
from mttq.documents import load
from mttq.forms.filled_form import FormReader
from mttq.intake import Mode, Receipt, State, examine, write
from mttq.output import intake as shown

Made = Callable[[bytes], bytes]
"""Makes a form into another file."""

QUY, NHA, HO, TY_LE = "F10", "F11", "F12", "F8"
"""The cells of the district's own figures."""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return run(load(form_project.project(tmp_path_factory.mktemp("du-an"))))


@pytest.fixture(scope="module")
def form(checked: Checked) -> bytes:
    return (checked.project.root / FORM).read_bytes()


def _came(checked: Checked, data: bytes) -> Receipt:
    read = FormReader(checked.project).read(data, "hh.xlsx")
    return read if isinstance(read, Receipt) else examine(checked, [read], Mode.ASK).receipts[0]


def _book(change: Callable[[Workbook], None]) -> Made:
    """Change a form as Excel would."""

    def made(data: bytes) -> bytes:
        book = load_workbook(io.BytesIO(data))
        change(book)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()

    return made


def _cells(sheet: str = "Số liệu", /, **values: object) -> Made:
    """Put values into cells; a pair is a value with its number format, and `=…` a formula."""

    def change(book: Workbook) -> None:
        for name, value in values.items():
            cell = book[sheet][name]
            if isinstance(value, tuple):
                cell.value, cell.number_format = value
            else:
                cell.value = value

    return _book(change)


def _text(sheet: str = "Số liệu", /, **values: str) -> Made:
    """Put texts into cells, whatever they begin with."""

    def change(book: Workbook) -> None:
        for name, value in values.items():
            book[sheet][name].value = value
            book[sheet][name].data_type = "s"

    return _book(change)


def _parts(**named: bytes | None) -> Made:
    """Add parts to the file, or take them away; `__` stands for `/` and `_dot_` for `.` in their names."""
    parts = {name.replace("__", "/").replace("_dot_", "."): content for name, content in named.items()}

    def made(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            content = {name: old.read(name) for name in old.namelist()} | parts
        return _zip([(name, one) for name, one in content.items() if one is not None])

    return made


def _zip(parts: list[tuple[str, bytes]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts:
            new.writestr(name, content)
    return written.getvalue()


def _raw(pattern: str, instead: str, first: Made | None = None) -> Made:
    """Change the XML of the sheet of figures."""

    def made(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(first(data) if first is not None else data)) as old:
            content = {name: old.read(name) for name in old.namelist()}
        name = "xl/worksheets/sheet1.xml"
        text, count = re.subn(pattern, instead, content[name].decode())
        assert count, "nothing to change"
        return _zip(list((content | {name: text.encode()}).items()))

    return made


def _then(*steps: Made) -> Made:
    def made(data: bytes) -> bytes:
        for step in steps:
            data = step(data)
        return data

    return made


def _formula(cell: str, formula: str, value: str) -> Made:
    """Put a formula with the value that Excel has computed into a cell."""
    found = rf'<c r="{cell}"([^>]*?)(?: t="\w+")?\s*(?:/>|>.*?</c>)'
    return _raw(found, rf'<c r="{cell}"\1><f>{formula}</f>{value}</c>', _cells(**{cell: 1}))


def _new_row(at: int, **values: object) -> Made:
    def change(book: Workbook) -> None:
        sheet = book["Số liệu"]
        sheet.insert_rows(at)
        for column, value in values.items():
            sheet[f"{column}{at}"].value = value

    return _book(change)


def _merge(area: str, **values: object) -> Made:
    return _then(_cells(**values), _book(lambda book: book["Số liệu"].merge_cells(area)))


def _renamed(book: Workbook) -> None:
    book["Số liệu"].title, book["mttq"].title = "Bảng của xã", "Sheet1"


def _mark(row: int, value: object) -> Made:
    """Change what the hidden sheet says."""
    return _cells("mttq", **{f"B{row}": value})


def _copied(book: Workbook) -> None:
    book["Số liệu"][NHA].value = 5
    book.copy_worksheet(book["Số liệu"])


def _twice(book: Workbook) -> None:
    sheet = book["Số liệu"]
    sheet["A12"].value, sheet[NHA].value, sheet[HO].value = "nha", 5, 6


READ: dict[str, tuple[Made, str]] = {
    "grouped text": (_text(F10="1.234.567"), "  2:\n    so_lieu:\n      quy: 1.234.567\n"),
    "a scale": (_text(F10="19 tỷ"), "quy: 19 tỷ\n"),
    "a leading zero": (_text(F11="02 nhà"), "nha: 02 nhà\n"),
    "a whole number": (_cells(F11=12), "nha: 12 nhà\n"),
    "a number with a point": (_cells(F10=1500000.5), "quy: 1.500.000,5 đồng\n"),
    "what adding leaves": (_cells(F10=0.1 + 0.2), "quy: 0,3 đồng\n"),
    "a number in thousands of millions": (_cells(F10=4_200_000_000), "quy: 4.200.000.000 đồng\n"),
    "a share as Excel keeps it": (_cells(F8=(0.332, "0.0%")), "ty-le-di-bau: 33,2%\n"),
    "a share as text": (_text(F8="33,2%"), "ty-le-di-bau: 33,2%\n"),
    "a share as a number": (_cells(F8=33.2), "ty-le-di-bau: 33,2%\n"),
    "a share below one with its sign": (_text(F8="0,9%"), "ty-le-di-bau: 0,9%\n"),
    "a typed unit beside another shown one": (
        _then(_cells(C10="triệu đồng"), _text(F10="9 triệu đồng")),
        "quy: 9 triệu đồng\n",
    ),
    "two counts": (_text(F8="46/50"), "ty-le-di-bau: 46/50\n"),
    "a format with the unit": (_cells(F10=(5000, '#,##0 "đồng"')), "quy: 5.000 đồng\n"),
    "a format in red": (_cells(F11=(5, "#,##0;[Red]-#,##0")), "nha: 5 nhà\n"),
    "a format with decimals": (_cells(F10=(19.5, "#,##0.00")), "quy: 19,5 đồng\n"),
    "an accountant's format": (
        _cells(F10=(5000, '_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-')),
        "quy: 5.000 đồng\n",
    ),
    "zero": (_cells(F11=0), "nha: 0 nhà\n"),
    "about": (_text(F10="gần 4 tỷ đồng"), "quy: gần 4 tỷ đồng\n"),
    "not applicable": (_text(F12="không áp dụng"), "ho-ngheo: không áp dụng\n"),
    "spaces around, and odd ones": (_text(F11="  5\u00a0nhà "), "nha: 5 nhà\n"),
    "letters with marks apart": (_text(F11="5 nha\u0300"), "nha: 5 nhà\n"),
    "a formula with its value": (_formula("F11", "2+3", "<v>5</v>"), "nha: 5 nhà\n"),
    "a row inserted at the top": (_then(_new_row(3), _cells(F12=5)), "nha: 5 nhà\n"),
    "a row inserted between": (_then(_new_row(11, B="việc khác"), _cells(F12=5)), "nha: 5 nhà\n"),
    "a column inserted": (
        _then(_book(lambda book: book["Số liệu"].insert_cols(5)), _cells(G11=5)),
        "nha: 5 nhà\n",
    ),
    "a row deleted": (
        _then(_book(lambda book: book["Số liệu"].delete_rows(10)), _cells(F10=5)),
        "  2:\n    so_lieu:\n      nha: 5 nhà\n",
    ),
    "sheets renamed": (_then(_cells(F11=5), _book(_renamed)), "nha: 5 nhà\n"),
    "sheets in another order": (
        _then(_cells(F11=5), _book(lambda book: book.move_sheet("mttq", -4))),
        "nha: 5 nhà\n",
    ),
    "another sheet beside": (
        _then(_cells(F11=5), _book(lambda book: book.create_sheet("Nháp").append([1, 2, 3]))),
        "nha: 5 nhà\n",
    ),
    "a name merged with its unit": (_merge("B11:C11", F11=5), "nha: 5 nhà\n"),
    "only the whole area": (_cells(G11=17), "    toan_dia_ban:\n      nha: 17 nhà\n"),
    "a note like a formula": (_text(F11="5 nhà", H11="=HYPERLINK(1)"), 'ghi_chu: "=HYPERLINK(1)"\n'),
    "paragraphs in a cell": (
        _text("Nội dung", C8="Một.\r\nHai: {x} # ba\n\n- Bốn"),
        '    ket_qua:\n      - Một.\n      - "Hai: {{x}} # ba"\n      - "- Bốn"\n',
    ),
    "a day in a text": (_cells("Nội dung", C8=date(2020, 2, 1)), '    ket_qua: "01/02/2020"\n'),
    "a state without marks": (_text("Nhiệm vụ", D8="HOAN THANH"), "trang_thai: hoan-thanh\n"),
    "something in the last cell of the sheet": (_then(_cells(F11=5), _cells(XFD1048576=9)), "nha: 5 nhà\n"),
    "a false size of the sheet": (
        _raw('<dimension ref="[^"]*"/>', '<dimension ref="A1:A1"/>', _cells(F11=5)),
        "nha: 5 nhà\n",
    ),
    "a form of an older catalogue": (_then(_mark(6, "0123456789abcdef"), _cells(F11=5)), "nha: 5 nhà\n"),
}


@pytest.mark.parametrize("name", READ)
def test_a_form_is_read(name: str, checked: Checked, form: bytes) -> None:
    made, expected = READ[name]
    receipt = _came(checked, made(form))
    assert list(shown.faults(receipt, colour=False)) == []
    assert receipt.state is State.NEW
    assert receipt.draft is not None and receipt.draft.after is not None
    assert expected in receipt.draft.after.decode()


REMEDY_XLSX = "mở tệp bằng Excel hay LibreOffice, lưu lại thành .xlsx rồi gửi lại"
ORIGINAL = "gửi lại tệp gốc"
SEED = "lấy lại biểu mẫu gốc rồi chép các ô màu vàng sang"
SPLIT = "bỏ gộp ô (Merge & Center), ghi vào từng ô"
STATES = "chọn một trong: hoàn thành, đang thực hiện, chưa thực hiện, không thực hiện"

REFUSED: dict[str, tuple[Made, tuple[str, str | None]]] = {
    "a day": (
        _cells(F8=datetime(2020, 2, 1)),
        (
            "Số liệu!F8: lỗi MT205 (ngay-khong-phai-so): Tỷ lệ cử tri đi bầu: ô là ngày 01/02/2020, không phải số",
            "Excel đổi số như 1/2 thành ngày; gõ lại ô này với dấu nháy đơn ở đầu, ví dụ '1/2",
        ),
    ),
    "a time": (
        _cells(F11=time(12, 30)),
        (
            "Số liệu!F11: lỗi MT205 (ngay-khong-phai-so): Nhà Đại đoàn kết: ô là giờ 12:30:00, không phải số",
            "gõ lại ô này với dấu nháy đơn ở đầu, ví dụ '12:30",
        ),
    ),
    "true": (
        _cells(F11=True),
        (
            "Số liệu!F11: lỗi MT206 (khong-phai-so): Nhà Đại đoàn kết: ô là TRUE, không phải số",
            "gõ số, hoặc để trống nếu chưa có",
        ),
    ),
    "a formula that was never computed": (
        _cells(F11="=2+3"),
        (
            "Số liệu!F11: lỗi: ô có công thức nhưng tệp không lưu kết quả của nó",
            "mở tệp bằng Excel hay LibreOffice, lưu lại; hoặc gõ số thay cho công thức",
        ),
    ),
    "a formula that was never computed, in the XML of another program": (
        _raw(r"<(/?)(?=[a-zA-Z])", r"<\1x:", _raw("xmlns=", "xmlns:x=", _cells(F11="=2+3"))),
        (
            "Số liệu!F11: lỗi: ô có công thức nhưng tệp không lưu kết quả của nó",
            "mở tệp bằng Excel hay LibreOffice, lưu lại; hoặc gõ số thay cho công thức",
        ),
    ),
    "a note that was never computed": (
        _cells(F11=5, H11="=A1"),
        (
            "Số liệu!H11: lỗi: ô có công thức nhưng tệp không lưu kết quả của nó",
            "mở tệp bằng Excel hay LibreOffice, lưu lại; hoặc gõ số thay cho công thức",
        ),
    ),
    "a formula with an error": (
        _raw(r'<c r="F11"[^>]*?(?:/>|>.*?</c>)', '<c r="F11" t="e"><f>A1/0</f><v>#DIV/0!</v></c>'),
        (
            "Số liệu!F11: lỗi MT206 (khong-phai-so): Nhà Đại đoàn kết: công thức cho kết quả lỗi #DIV/0!",
            "gõ số thay cho công thức",
        ),
    ),
    "a note that is an error": (
        _raw(
            r'<c r="H11"([^>]*?)(?: t="\w+")?\s*(?:/>|>.*?</c>)',
            r'<c r="H11"\1 t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
            _cells(F11=5),
        ),
        (
            "Số liệu!H11: lỗi MT206 (khong-phai-so): Nhà Đại đoàn kết: công thức cho kết quả lỗi #DIV/0!",
            "gõ lại nội dung",
        ),
    ),
    "an answer in a row of its own": (
        _new_row(11, B="Nhà của đoàn thanh niên", F=3),
        (
            "Số liệu!F11: lỗi: dòng này không phải là chỗ điền của biểu mẫu, không rõ thuộc mục nào",
            "chuyển nội dung ấy vào đúng ô màu vàng hoặc cột Ghi chú, rồi xóa ở đây",
        ),
    ),
    "an answer beside a programme": (
        _cells(F9=3),
        (
            "Số liệu!F9: lỗi: dòng này không phải là chỗ điền của biểu mẫu, không rõ thuộc mục nào",
            "chuyển nội dung ấy vào đúng ô màu vàng hoặc cột Ghi chú, rồi xóa ở đây",
        ),
    ),
    "a figure merged with its note": (
        _merge("F11:H11", F11=5),
        ("Số liệu!F11:H11: lỗi: các ô bị gộp, không rõ nội dung là của ô nào", SPLIT),
    ),
    "two figures merged": (
        _merge("F11:F12", F11=5),
        (
            "Số liệu!F11:F12: lỗi: các ô bị gộp, không rõ nội dung là của ô nào",
            SPLIT,
        ),
    ),
    "a figure merged into the target": (
        _merge("D11:F11", F11=5),
        (
            "Số liệu!D11:F11: lỗi: các ô bị gộp, không rõ nội dung là của ô nào",
            SPLIT,
        ),
    ),
    "an indicator twice": (
        _book(_twice),
        (
            "Số liệu!F12: lỗi: Nhà Đại đoàn kết: chỉ tiêu này đã có ở Số liệu!F11",
            "chỉ để lại một dòng",
        ),
    ),
    "results of a programme twice": (
        _text("Nội dung", A9="2", C8="Một.", C9="Hai."),
        ("Nội dung!C9: lỗi: mục này đã có ở Nội dung!C8", "chỉ để lại một dòng"),
    ),
    "results of no programme": (
        _text("Nội dung", C10="Một."),
        (
            "Nội dung!C10: lỗi: dòng này không phải là chỗ điền của biểu mẫu, không rõ thuộc mục nào",
            "chuyển nội dung ấy vào đúng ô màu vàng hoặc cột Ghi chú, rồi xóa ở đây",
        ),
    ),
    "a column that has lost its mark": (
        _cells(F1=None, F11=5),
        ("lỗi: trang Số liệu mất dấu ẩn của cột Kết quả", SEED),
    ),
    "a sheet twice": (
        _book(_copied),
        ("lỗi: có hai trang Số liệu: “Số liệu” và “Số liệu Copy”", "chỉ giữ lại trang đúng"),
    ),
    "no sheet of figures": (
        _book(lambda book: book.remove(book["Số liệu"])),
        ("lỗi: thiếu trang Số liệu", SEED),
    ),
    "no hidden sheet": (
        _book(lambda book: book.remove(book["mttq"])),
        (
            "lỗi: không phải biểu mẫu của mttq: thiếu trang ẩn",
            "dùng biểu mẫu do lệnh mttq form tạo; đừng chép nội dung sang tệp khác",
        ),
    ),
    "an unknown unit": (
        _mark(3, "quang-tri/khong-co"),
        (
            "lỗi: danh mục không có đơn vị “quang-tri/khong-co” trong quý I năm 2020",
            "lấy biểu mẫu mới của đơn vị hiện nay",
        ),
    ),
    "a unit that leads out of the project": (
        _mark(3, "../../../etc"),
        (
            "lỗi: danh mục không có đơn vị “../../../etc” trong quý I năm 2020",
            "lấy biểu mẫu mới của đơn vị hiện nay",
        ),
    ),
    "a period that is none": (
        _mark(5, "quy-5"),
        ("lỗi: trang ẩn nói đến kỳ “quy-5” của “2020”, không có kỳ ấy", SEED),
    ),
    "a year that is none": (
        _mark(4, "../2020"),
        ("lỗi: trang ẩn nói đến kỳ “quy-1” của “../2020”, không có kỳ ấy", SEED),
    ),
    "a form of the future": (
        _mark(2, "2"),
        (
            "lỗi: biểu mẫu phiên bản “2”, chương trình này đọc đến phiên bản 1",
            "cài bản mttq mới hơn",
        ),
    ),
    "an older form with another unit of measure": (
        _then(_mark(6, "0123456789abcdef"), _cells(C10="triệu đồng", F10=5)),
        (
            "Số liệu!F10: lỗi MT207 (sai-don-vi-tinh): Quỹ “Vì người nghèo”: biểu mẫu cũ ghi đơn vị tính"
            " “triệu đồng”, danh mục nay dùng “đồng”",
            "gõ lại số kèm đơn vị tính trong biểu mẫu mới",
        ),
    ),
    "another unit of measure shown": (
        _cells(C10="triệu đồng", F10=9),
        (
            "Số liệu!F10: lỗi MT207 (sai-don-vi-tinh): Quỹ “Vì người nghèo”: ô Số liệu!C10 nay ghi đơn vị tính"
            " “triệu đồng”, biểu mẫu gửi đi ghi “đồng”",
            "ghi “9 triệu đồng” vào ô này, hoặc trả lại “đồng” ở cột Đơn vị tính",
        ),
    ),
    "another unit of measure that the figure can't have": (
        _then(_cells(C10="hộ"), _text(F10="9")),
        (
            "Số liệu!F10: lỗi MT207 (sai-don-vi-tinh): Quỹ “Vì người nghèo”: ô Số liệu!C10 nay ghi đơn vị tính"
            " “hộ”, biểu mẫu gửi đi ghi “đồng”",
            "trả lại “đồng” ở cột Đơn vị tính",
        ),
    ),
    "a row with the name of another": (
        _cells(B11="Hộ nghèo", F11=9),
        (
            "Số liệu!F11: lỗi: Nhà Đại đoàn kết: dòng này ghi chỉ tiêu “Hộ nghèo”, nhưng mã ẩn của dòng là của"
            " “Nhà Đại đoàn kết”",
            SEED,
        ),
    ),
    "a number below one for a share": (
        _cells(F8=0.9),
        (
            "Số liệu!F8: lỗi MT207 (sai-don-vi-tinh): Tỷ lệ cử tri đi bầu: “0,9” không rõ là 90% hay 0,9%",
            "ghi cả dấu %: “90%” hoặc “0,9%”",
        ),
    ),
    "a text below one for a share": (
        _text(F8="0.332"),
        (
            "Số liệu!F8: lỗi MT207 (sai-don-vi-tinh): Tỷ lệ cử tri đi bầu: “0.332” không rõ là 33,2% hay 0,332%",
            "ghi cả dấu %: “33,2%” hoặc “0,332%”",
        ),
    ),
    "a format that rounds": (
        _cells(F10=(19.5, "#,##0")),
        (
            "Số liệu!F10: lỗi MT206 (khong-phai-so): Quỹ “Vì người nghèo”: ô chứa 19,5 nhưng định dạng"
            " làm nó hiện thành số khác hay có thêm chữ",
            "đổi định dạng ô thành General rồi gõ lại số, hoặc gõ cả chữ: 19 tỷ đồng",
        ),
    ),
    "a computed share that is shown shorter": (
        _cells(F8=(1 / 3, "0.0%")),
        (
            "Số liệu!F8: lỗi MT206 (khong-phai-so): Tỷ lệ cử tri đi bầu: ô chứa 0,333333333333333 nhưng"
            " định dạng làm nó hiện thành số khác hay có thêm chữ",
            "đổi định dạng ô thành General rồi gõ lại số, hoặc gõ cả chữ: 19 tỷ đồng",
        ),
    ),
    "a format in millions": (
        _cells(F10=(4_200_000_000, "#,##0,,")),
        (
            "Số liệu!F10: lỗi MT206 (khong-phai-so): Quỹ “Vì người nghèo”: ô chứa 4.200.000.000 nhưng định dạng"
            " làm nó hiện thành số khác hay có thêm chữ",
            "đổi định dạng ô thành General rồi gõ lại số, hoặc gõ cả chữ: 19 tỷ đồng",
        ),
    ),
    "a format with a scale in words": (
        _cells(F10=(19, '0 "tỷ"')),
        (
            "Số liệu!F10: lỗi MT206 (khong-phai-so): Quỹ “Vì người nghèo”: ô chứa 19 nhưng định dạng"
            " làm nó hiện thành số khác hay có thêm chữ",
            "đổi định dạng ô thành General rồi gõ lại số, hoặc gõ cả chữ: 19 tỷ đồng",
        ),
    ),
    "more digits than Excel keeps": (
        _cells(F10=1234567890123456),
        (
            "Số liệu!F10: lỗi MT214 (so-qua-dai): Quỹ “Vì người nghèo”: số có hơn 15 chữ số, Excel đã làm tròn",
            "gõ lại ô này với dấu nháy đơn ở đầu, ví dụ '1.234 tỷ đồng",
        ),
    ),
    "a number out of this world": (
        _cells(F10=1e300),
        (
            "Số liệu!F10: lỗi MT214 (so-qua-dai): Quỹ “Vì người nghèo”: số có hơn 15 chữ số, Excel đã làm tròn",
            "gõ lại ô này với dấu nháy đơn ở đầu, ví dụ '1.234 tỷ đồng",
        ),
    ),
    "commas for thousands": (
        _text(F11="1,804,000"),
        (
            "Số liệu!F11: lỗi MT202 (nhom-so-sai): Nhà Đại đoàn kết: “1,804,000” ngăn nhóm nghìn bằng dấu phẩy",
            "viết 1.804.000 nhà",
        ),
    ),
    "a vague amount": (
        _text(F11="hàng trăm nhà"),
        (
            "Số liệu!F11: lỗi MT204 (so-uoc-chung): Nhà Đại đoàn kết: “hàng trăm nhà” không phải con số cụ thể",
            "viết con số cụ thể đã đếm được; nếu chưa có thì bỏ cả dòng",
        ),
    ),
    "half a house": (
        _cells(F11=1.5),
        (
            "Số liệu!F11: lỗi MT208 (so-le): Nhà Đại đoàn kết: “1,5” có phần lẻ; “nhà” là số đếm",
            "viết đủ số nguyên đã đếm",
        ),
    ),
    "a negative number": (
        _cells(F11=-3),
        (
            "Số liệu!F11: lỗi MT209 (so-am): Nhà Đại đoàn kết: “-3” là số âm; “nhà” đếm từ 0 trở lên",
            "kiểm tra lại; chỉ tiêu có thể âm thì ghi duoc_am: true trong danh mục;"
            " viết 3 nhà nếu dấu trừ là gạch đầu dòng",
        ),
    ),
    "another unit of measure": (
        _text(F11="3 cuộc"),
        (
            "Số liệu!F11: lỗi MT207 (sai-don-vi-tinh): Nhà Đại đoàn kết: đơn vị tính là “nhà”, không phải “cuộc”",
            "viết số lượng tính bằng “nhà”; nếu “cuộc” chỉ là cách viết khác thì thêm vào cach_viet của chỉ tiêu",
        ),
    ),
    "a control character": (
        _raw(
            r'<c r="F11"([^>]*?)(?: t="\w+")?\s*(?:/>|>.*?</c>)',
            r'<c r="F11"\1 t="inlineStr"><is><t>5_x0007_ nhà</t></is></c>',
        ),
        (
            "Số liệu!F11: lỗi MT006 (ky-tu-dieu-khien): Nhà Đại đoàn kết:"
            " có ký tự điều khiển U+0007, không ghi được vào báo cáo",
            "xóa ký tự ấy, hoặc gõ lại ô này",
        ),
    ),
    "only a note": (
        _text(H11="chưa tổng hợp"),
        ("lỗi: chưa điền ô nào", "điền số liệu rồi gửi lại"),
    ),
    "nothing filled in": (lambda data: data, ("lỗi: chưa điền ô nào", "điền số liệu rồi gửi lại")),
    "a state that is none": (
        _text("Nhiệm vụ", D8="gần xong"),
        (
            "Nhiệm vụ!D8: lỗi: nhiệm vụ trao-nha: “gần xong” không phải là một trạng thái",
            STATES,
        ),
    ),
    "a result without a state": (
        _text("Nhiệm vụ", E8="Xong."),
        ("Nhiệm vụ!D8: lỗi: nhiệm vụ trao-nha: có kết quả nhưng chưa có trạng thái", STATES),
    ),
    "an empty file": (lambda _: b"", ("lỗi: không phải tệp bảng tính (.xlsx, .ods)", REMEDY_XLSX)),
    "a table of text": (lambda _: b"nha,5\n", ("lỗi: không phải tệp bảng tính (.xlsx, .ods)", REMEDY_XLSX)),
    "a web page": (lambda _: b"<html><table>", ("lỗi: không phải tệp bảng tính (.xlsx, .ods)", REMEDY_XLSX)),
    "Excel of the nineties": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        ("lỗi: tệp Excel đời cũ (.xls)", REMEDY_XLSX),
    ),
    "a password": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        ("lỗi: tệp đặt mật khẩu", "bỏ mật khẩu rồi gửi lại"),
    ),
    "an archive with a password": (
        lambda data: re.sub(
            rb"(PK\x03\x04..|PK\x01\x02....)\x00", lambda found: found[1] + b"\x01", data, flags=re.DOTALL
        ),
        ("lỗi: tệp nén có mật khẩu", "bỏ mật khẩu rồi gửi lại"),
    ),
    "a spreadsheet of LibreOffice without content": (
        lambda _: _zip([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]),
        ("lỗi: tệp hỏng, không đọc được", REMEDY_XLSX),
    ),
    "a Word document": (
        lambda _: _zip([("word/document.xml", b"<w/>")]),
        ("lỗi: đây là tệp Word, không phải bảng tính", "gửi tệp bảng tính (.xlsx, .ods)"),
    ),
    "a binary workbook": (
        lambda _: _zip([("xl/workbook.bin", b"\0")]),
        ("lỗi: tệp dạng .xlsb", REMEDY_XLSX),
    ),
    "any other archive": (
        lambda _: _zip([("a.txt", b"a")]),
        ("lỗi: không phải tệp bảng tính (.xlsx, .ods)", REMEDY_XLSX),
    ),
    "macros": (
        _parts(xl__vbaProject_dot_bin=b"\0"),
        ("lỗi: tệp có macro (xl/vbaproject.bin)", "lưu lại thành .xlsx (không phải .xlsm) rồi gửi lại"),
    ),
    "macros of the nineties": (
        _parts(xl__macrosheets__sheet1_dot_xml=b"<x/>"),
        (
            "lỗi: tệp có macro (xl/macrosheets/sheet1.xml)",
            "lưu lại thành .xlsx (không phải .xlsm) rồi gửi lại",
        ),
    ),
    "links to other files": (
        _parts(xl__externalLinks__externalLink1_dot_xml=b"<x/>"),
        (
            "lỗi: tệp có liên kết đến tệp khác (xl/externallinks/externallink1.xml)",
            "dán giá trị thay cho các công thức lấy từ tệp khác",
        ),
    ),
    "data from elsewhere": (
        _parts(xl__connections_dot_xml=b"<x/>"),
        (
            "lỗi: tệp có kết nối lấy dữ liệu từ nơi khác (xl/connections.xml)",
            "bỏ kết nối, chỉ giữ giá trị",
        ),
    ),
    "a file in the file": (
        _parts(xl__embeddings__oleObject1_dot_bin=b"\0"),
        (
            "lỗi: tệp có tệp khác nhúng bên trong (xl/embeddings/oleobject1.bin)",
            "xóa đối tượng nhúng rồi lưu lại",
        ),
    ),
    "a control": (
        _parts(xl__activeX__activeX1_dot_xml=b"<x/>"),
        (
            "lỗi: tệp có điều khiển ActiveX (xl/activex/activex1.xml)",
            "xóa các nút điều khiển rồi lưu lại",
        ),
    ),
    "a small file that unpacks to a large one": (
        _parts(xl__media__image1_dot_png=bytes(33 * 1024 * 1024)),
        (
            "lỗi MT005 (qua-gioi-han): tệp giải nén ra 33 MiB, hơn 32 MiB",
            "xóa ảnh, trang và định dạng không dùng rồi lưu lại",
        ),
    ),
    "a large file": (
        lambda data: data + bytes(8 * 1024 * 1024),
        (
            "lỗi MT005 (qua-gioi-han): tệp có 8 MiB, hơn 8 MiB",
            "xóa ảnh, trang và định dạng không dùng rồi lưu lại",
        ),
    ),
    "many parts": (
        _parts(**{f"xl__media__image{number}_dot_png": b"" for number in range(500)}),
        (
            "lỗi MT005 (qua-gioi-han): tệp có 513 phần bên trong, hơn 500",
            "xóa ảnh, trang và định dạng không dùng rồi lưu lại",
        ),
    ),
    "a part twice": (
        lambda data: _zip([("xl/workbook.xml", b"<a/>"), ("XL/workbook.xml", b"<b/>")]),
        ("lỗi: tệp hỏng: có hai phần trùng tên", ORIGINAL),
    ),
    "entities": (
        _parts(xl__workbook_dot_xml=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("lỗi: tệp khai báo thực thể XML, không mở", ORIGINAL),
    ),
    "half a file": (lambda data: data[: len(data) // 2], ("lỗi: tệp hỏng, không mở được", ORIGINAL)),
    "a sheet that is no XML": (
        _parts(xl__worksheets__sheet1_dot_xml=b"<worksheet><sheetData><row"),
        ("lỗi: tệp hỏng, không đọc được", REMEDY_XLSX),
    ),
    "a text that is not there": (
        _raw(r'<c r="B3"([^>]*?) t="inlineStr">.*?</c>', r'<c r="B3"\1 t="s"><v>999999</v></c>'),
        ("lỗi: tệp hỏng, không đọc được", REMEDY_XLSX),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_form_is_refused_and_nothing_is_written(name: str, checked: Checked, form: bytes) -> None:
    made, (fault, remedy) = REFUSED[name]
    receipt = _came(checked, made(form))
    assert receipt.state is State.REFUSED
    told = [line for line in shown.faults(receipt, colour=False) if "cảnh báo" not in line]
    assert told == [f"hh.xlsx: {fault}", *([f"   = {remedy}"] if remedy else [])]
    assert write(checked.project, [receipt]) == [receipt]
    assert not (checked.project.root / REPORT).exists()
    assert shown.message(receipt).startswith("Gửi ")


def test_a_form_with_a_sheet_missing_is_answered_to_its_unit(checked: Checked, form: bytes) -> None:
    receipt = _came(checked, _book(lambda book: book.remove(book["Nội dung"]))(form))
    assert shown.message(receipt).splitlines()[:2] == [
        "Gửi huyện Hướng Hóa:",
        "Số liệu quý I năm 2020 (tệp hh.xlsx) chưa nhập được, vì:",
    ]
