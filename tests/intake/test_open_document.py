"""Spreadsheets of LibreOffice become the cells that the same sheet of Excel becomes, or are refused by name."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest

from mttq.intake import Objection
from mttq.intake.received_sheet import MOST_ROWS, ReceivedCell, ReceivedSheet
from mttq.intake.workbook_file import open_workbook

NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{last}:1.0"'
    for name, last in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
    )
)
NUMBER_STYLES = (
    ("percentage", "N1", 'number:decimal-places="1"', "<number:text>%</number:text>"),
    ("number", "N2P0", 'number:decimal-places="0"', "<number:text> nhà</number:text>"),
    ("number", "N2", "", '<style:map style:condition="value()&gt;=0" style:apply-style-name="N2P0"/>'),
    ("number", "N3", 'number:decimal-places="0" number:display-factor="1000000"', ""),
    ("number", "N4", 'number:decimal-places="0"', "<number:text>%</number:text>"),
    ("currency", "N5", 'number:decimal-places="2"', "<number:currency-symbol>₫</number:currency-symbol>"),
)
CELL_STYLES = {"share": "N1", "houses": "N2", "scaled": "N3", "sign": "N4", "money": "N5"}
STYLES = "".join(
    [
        f'<number:{kind}-style style:name="{name}"><number:number {digits}/>{more}</number:{kind}-style>'
        for kind, name, digits, more in NUMBER_STYLES
    ]
    + [
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{code}"/>'
        for name, code in CELL_STYLES.items()
    ]
    + ['<style:style style:name="bold" style:family="table-cell" style:parent-style-name="share"/>']
)


def _file(rows: str, *, columns: str = "", **parts: str) -> bytes:
    """Return a file with one sheet; each further part is given by its name."""
    content = (
        f"<office:document-content{NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="Trả lời">{columns}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"mimetype": kind, "content.xml": content, **parts}.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def _cell(text: str = "", **attributes: str) -> str:
    told = "".join(
        f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items()
    )
    shown = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{told}>{shown}</table:table-cell>"


def _number(value: str, kind: str = "float", style: str = "", text: str = "x") -> str:
    return _cell(text, table__style_name=style, office__value_type=kind, office__value=value)


def _sheet(data: bytes) -> ReceivedSheet:
    sheets = open_workbook(data)
    assert isinstance(sheets, list), sheets
    (sheet,) = sheets
    return sheet


def _refusal(data: bytes) -> tuple[str, str]:
    found = open_workbook(data)
    assert isinstance(found, Objection)
    return found.message, found.help or ""


@pytest.mark.parametrize(
    ("cell", "value", "form"),
    [
        (_number("5"), 5, "General"),
        (_number("0.332"), 0.332, "General"),
        (_number("1.5E+10"), 15_000_000_000.0, "General"),
        (_number("0.332", "percentage", "share"), 0.332, "0.0%"),
        (_number("0.332", "percentage", "bold"), 0.332, "0.0%"),
        (_number("0.332", "percentage"), 0.332, "0.0000000000%"),
        (_number("33.2", style="sign"), 33.2, '0"%"'),
        (_number("7", style="houses"), 7, '0" nhà"'),
        (_number("19500000", style="scaled"), 19_500_000, "0,"),
        (_number("7000", "currency", "money"), 7000, "0.00[$₫]"),
        (_number("1", text="TRUE"), True, ""),
        (_cell("x", office__value_type="boolean", office__boolean_value="false"), False, ""),
        (_cell("x", office__value_type="date", office__date_value="2026-01-02"), date(2026, 1, 2), ""),
        (
            _cell("x", office__value_type="date", office__date_value="2026-01-02T03:04:00"),
            datetime(2026, 1, 2, 3, 4),
            "",
        ),
        (
            _cell("x", office__value_type="time", office__time_value="PT12H30M00S"),
            timedelta(hours=12, minutes=30),
            "",
        ),
        (_cell("033", office__value_type="string"), "033", ""),
        (_cell("một\nhai", office__value_type="string"), "một\nhai", ""),
        (_cell("no kind"), "no kind", ""),
        (_cell(office__value_type="string", office__string_value="kept"), "kept", ""),
        (
            _cell('a<text:s text:c="2"/>b<text:line-break/><text:span>c</text:span>', office__value_type="string"),
            "a  b\nc",
            "",
        ),
        (
            "<table:table-cell><office:annotation><text:p>remark</text:p></office:annotation>"
            "<text:p>told</text:p></table:table-cell>",
            "told",
            "",
        ),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_in_excel(cell: str, value: object, form: str) -> None:
    assert _sheet(_file(_row(cell))).cells == {(1, 1): ReceivedCell(value, form)}


def test_errors_and_formulas_without_a_value_are_known() -> None:
    rows = _row(
        _cell("#DIV/0!", table__formula="of:=1/0", office__value_type="float", office__value="0"),
        _cell(table__formula="of:=A1+1"),
        _number("2", text="2"),
    )
    sheet = _sheet(_file(rows))
    assert sheet.cells == {(1, 1): ReceivedCell("#DIV/0!", is_error=True), (1, 3): ReceivedCell(2, "General")}
    assert sheet.not_computed == {(1, 2)}


def test_repeated_and_merged_cells_stand_where_people_see_them() -> None:
    rows = (
        _row(_cell(table__number_columns_repeated="2"), _cell("gộp", table__number_rows_spanned="3"))
        + _row(_cell(table__number_columns_repeated="16384"), more=' table:number-rows-repeated="4"')
        + "<table:table-header-rows>"
        + _row(_number("1"), _cell("b", table__number_columns_repeated="2"))
        + "</table:table-header-rows><table:table-row-group>"
        + _row(_cell("c"), more=' table:number-rows-repeated="2"')
        + "</table:table-row-group>"
        + _row(_cell(), more=' table:number-rows-repeated="1048568"')
    )
    sheet = _sheet(_file(rows))
    assert {place: cell.value for place, cell in sheet.cells.items()} == {
        (1, 3): "gộp", (6, 1): 1, (6, 2): "b", (6, 3): "b", (7, 1): "c", (8, 1): "c",
    }  # fmt: skip
    assert sheet.merged == (((1, 3), (3, 3)),)


def test_the_format_of_a_row_and_of_a_column_counts_unless_the_cell_has_its_own() -> None:
    columns = (
        "<table:table-column/>"
        '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="share"/>'
    )
    share = _number("0.5", "percentage")
    rows = _row(share, share, _number("0.5", "percentage", "sign")) + _row(
        share, more=' table:default-cell-style-name="share"'
    )
    sheet = _sheet(_file(rows, columns=columns))
    assert {place: cell.format for place, cell in sheet.cells.items()} == {
        (1, 1): "0.0000000000%", (1, 2): "0.0%", (1, 3): '0"%"', (2, 1): "0.0%",
    }  # fmt: skip


def test_a_table_in_a_cell_is_none_of_the_sheet() -> None:
    inner = f'<table:table-cell><table:table table:name="x">{_row(_cell("inside"))}</table:table></table:table-cell>'
    assert _sheet(_file(_row(inner, _cell("outside")))).cells == {(1, 2): ReceivedCell("outside")}


LINKS = ("tệp có liên kết đến tệp khác", "dán giá trị thay cho các công thức lấy từ tệp khác")
REFUSALS: dict[str, tuple[bytes, tuple[str, str]]] = {
    "macros": (
        _file("", **{"Basic/Standard/Module1.xml": "<x/>"}),
        (
            "tệp có macro (basic/standard/module1.xml)",
            "xóa macro (Tools ▸ Macros ▸ Organize Macros), hoặc lưu lại thành .xlsx rồi gửi lại",
        ),
    ),
    "a password": (
        _file("", **{"META-INF/manifest.xml": "<x><manifest:encryption-data/></x>"}),
        ("tệp đặt mật khẩu", "bỏ mật khẩu rồi gửi lại"),
    ),
    "a file in the file": (
        _file("", **{"META-INF/manifest.xml": "application/vnd.sun.star.oleobject"}),
        ("tệp có tệp khác nhúng bên trong", "xóa đối tượng nhúng rồi lưu lại"),
    ),
    "a sheet of another file": (_file("<table:table-source/>"), LINKS),
    "a formula on another file": (
        _file(_row(_number("1").replace(" ", " table:formula=\"of:=['file:///b.ods'#$S.A1]\" ", 1))),
        LINKS,
    ),
    "data from elsewhere": (
        _file("<table:database-source-sql/>"),
        ("tệp có kết nối lấy dữ liệu từ nơi khác", "bỏ kết nối, chỉ giữ giá trị"),
    ),
    "entities": (
        _file("", **{"styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
        ("tệp khai báo thực thể XML, không mở", "gửi lại tệp gốc"),
    ),
    "cells without end": (
        _file(
            _row(
                *[_cell("x", table__number_columns_repeated="250")] * 8,
                more=f' table:number-rows-repeated="{MOST_ROWS}"',
            )
        ),
        ("tệp lặp lại quá nhiều ô", "xóa ảnh, trang và định dạng không dùng rồi lưu lại"),
    ),
    "no number": (
        _file(_row(_number("nan"))),
        ("tệp hỏng, không đọc được", "mở tệp bằng Excel hay LibreOffice, lưu lại thành .xlsx rồi gửi lại"),
    ),
    "elements without end": (
        _file("<text:p>" * 3000 + "</text:p>" * 3000),
        ("tệp hỏng, không đọc được", "mở tệp bằng Excel hay LibreOffice, lưu lại thành .xlsx rồi gửi lại"),
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_may_do_harm_is_refused_by_name(name: str) -> None:
    data, expected = REFUSALS[name]
    assert _refusal(data) == expected
