"""Workbooks: real numbers, no formulas, the same bytes, a page that can be printed."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from html import unescape
from io import BytesIO
from math import ceil
from pathlib import Path

import pytest
from conftest import Office
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl.cell.cell import Cell as SheetCell
from xlsx_reading import book_of, rows_of

from mttq.names import PROFILES
from mttq.profile import default
from mttq.profile import load as load_profile
from mttq.render.excel import xlsx
from mttq.render.excel.layout import CellStyles, Look, height_of
from mttq.report.model import (
    Align,
    Annex,
    Bar,
    Cell,
    Chart,
    Charts,
    LineKind,
    MissingCell,
    NumberCell,
    Sheet,
    SheetColumn,
    SheetHeading,
    SheetLine,
    TextCell,
)

HEADING = SheetHeading(
    ("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG TRỊ"),
    "PHỤ LỤC I",
    "BIỂU TỔNG HỢP SỐ LIỆU CÔNG TÁC MẶT TRẬN NĂM 2020",
    "(Kèm theo Báo cáo số …/BC-MTTQ-BTT)",
)
COLUMNS = (
    SheetColumn("STT", Align.CENTRE, 6),
    SheetColumn("Chỉ tiêu", Align.LEFT, 36),
    SheetColumn("Thực hiện", Align.RIGHT, 13),
)


def line(cell: Cell, name: str = "Chỉ tiêu") -> SheetLine:
    return SheetLine(LineKind.ROW, (TextCell("1"), TextCell(name), cell))


def annex(*lines: SheetLine, sheets: tuple[Sheet | Charts, ...] = ()) -> Annex:
    table = Sheet(name="Chỉ tiêu", heading=HEADING, columns=COLUMNS, lines=lines)
    return Annex(
        kind="phu-luc",
        title="Phụ lục năm 2020",
        body="Ủy ban MTTQ Việt Nam tỉnh Quảng Trị",
        when="năm 2020",
        sheets=(table, *sheets),
    )


def only(cell: Cell, name: str = "Chỉ tiêu") -> SheetCell:
    """Return the cell as it is in the file."""
    sheet = book_of(xlsx.render(annex(line(cell, name))))["Chỉ tiêu"]
    found = sheet.cell(len(HEADING.issuer) + 6, 3)
    assert isinstance(found, SheetCell)
    return found


@pytest.mark.parametrize(
    ("number", "format"),
    [
        (NumberCell(Decimal(1804000000)), "#,##0"),
        (NumberCell(Decimal("19.5")), "#,##0.0"),
        (NumberCell(Decimal("0.18"), percent=True), "0.00%"),
        (NumberCell(Decimal("0.185"), percent=True), "0.000%"),
        (NumberCell(Decimal(350), before="≈ "), '"≈ "#,##0'),
        (NumberCell(Decimal(19), after="/năm"), '#,##0"/năm"'),
        (NumberCell(Decimal("-45.25")), "#,##0.00"),
        (NumberCell(Decimal(0)), "#,##0"),
    ],
)
def test_a_number_is_a_number_with_as_many_decimals_as_it_has(number: NumberCell, format: str) -> None:
    cell = only(number)
    assert (cell.data_type, cell.number_format) == ("n", format)
    value = number.value / 100 if number.percent else number.value
    assert Decimal(str(cell.value)) == value


@settings(max_examples=60, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**18))
def test_no_figure_is_changed(value: Decimal) -> None:
    """Law: the digits in the file are those of the figure, as a number or, beyond 15 digits, as a text."""
    with zipfile.ZipFile(BytesIO(xlsx.render(annex(line(NumberCell(value)))))) as file:
        xml = unescape(file.read("xl/worksheets/sheet1.xml").decode("utf-8"))
    numbers = re.findall(r"<v>([^<]*)</v>", xml)
    if numbers:
        assert [Decimal(one) for one in numbers] == [value]
        assert len(Decimal(numbers[0]).normalize().as_tuple().digits) <= 15
    else:
        texts = re.findall(r"<t>([^<]*)</t>", xml)
        assert value in [
            Decimal(one.replace(".", "").replace(",", ".")) for one in texts if re.fullmatch(r"[\d.,]+", one)
        ]
        assert "Số có hơn 15 chữ số được ghi dạng chữ để giữ đúng từng chữ số." in texts


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a")', "# N/A", "1/2"]
)
def test_a_text_is_never_a_formula(text: str) -> None:
    cell = only(TextCell(text))
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


def test_characters_that_a_file_may_not_hold_are_dropped() -> None:
    assert only(TextCell("Quỹ\x00\u202e “Vì <người> & nghèo”\r\n")).value == "Quỹ “Vì <người> & nghèo”\n"
    assert only(TextCell("")).value is None


def test_a_missing_figure_is_replaced_by_words() -> None:
    for words in ("chưa báo cáo", "không áp dụng"):
        cell = only(MissingCell(words))
        assert (cell.data_type, cell.value, cell.font.i) == ("s", words, True)
    assert only(None).value is None
    assert only(NumberCell(Decimal(0))).value == 0


def test_a_column_is_wide_enough_for_its_numbers_and_a_line_high_enough_for_its_words() -> None:
    long = "Cuộc giám sát về tiếp công dân, giải quyết khiếu nại, tố cáo theo Chương trình phối hợp"
    sheet = book_of(xlsx.render(annex(line(NumberCell(Decimal(123456789012345)), long))))["Chỉ tiêu"]
    # Fifteen digits, four marks half as wide, and a space on each side.
    assert sheet.column_dimensions["C"].width == 15 + 4 / 2 + 2
    # fifteen digits, four marks half as wide
    height = sheet.row_dimensions[8].height
    assert height is not None
    assert height >= 3 * 15


def test_the_page_is_set_up_for_print() -> None:
    sheet = book_of(xlsx.render(annex(line(None))))["Chỉ tiêu"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$7:$7"
    assert sheet.freeze_panes == "C8"
    assert sheet.HeaderFooter.differentFirst
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "&P"
    assert sheet.oddHeader.left.text == "Ủy ban MTTQ Việt Nam tỉnh Quảng Trị"
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Times New Roman"}
    assert [str(one) for one in sheet.merged_cells.ranges if "A4" in str(one)] == ["A4:C4"]


def test_many_columns_go_over_several_pages_with_the_first_ones_repeated() -> None:
    columns = (*COLUMNS, *(SheetColumn(f"xã số {n}", Align.RIGHT, 13) for n in range(150)))
    wide = Sheet(
        name="Theo đơn vị",
        heading=HEADING,
        columns=columns,
        lines=(
            SheetLine(
                LineKind.ROW, (TextCell("1"), TextCell("Nhà"), *(NumberCell(Decimal(n)) for n in range(151)))
            ),
        ),
        kept=2,
        one_page_wide=False,
    )
    sheet = book_of(xlsx.render(annex(sheets=(wide,))))["Theo đơn vị"]
    assert sheet.print_title_cols == "$A:$B"
    assert not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
    assert sheet.max_column == 153
    # The whole title is on the first page only: no repeated column holds a part of it.
    assert {str(one).split(":")[0][0] for one in sheet.merged_cells.ranges} == {"A", "C"}
    assert max(one.max_col for one in sheet.merged_cells.ranges if one.min_col == 1) == 3
    assert max(one.max_col for one in sheet.merged_cells.ranges) < 30


CHARTS = Charts(
    name="Biểu đồ",
    heading=HEADING,
    series=("Đạt", "Chưa đạt", "Chưa rõ"),
    charts=(
        Chart("Tỷ lệ", "Chỉ tiêu", (Bar("Nhà", Decimal("95.79"), 1), Bar("Quỹ", Decimal(120), 0))),
        Chart(
            "Tỷ lệ của đơn vị", "Đơn vị", (Bar("Hướng Hóa", Decimal(30), 2), Bar("Đakrông", Decimal(50), 2))
        ),
    ),
)


def test_charts_are_drawn_from_figures_in_the_sheet() -> None:
    data = xlsx.render(annex(sheets=(CHARTS,)))
    sheet = book_of(data)["Biểu đồ"]
    values = [[cell.value for cell in row[:4]] for row in sheet.iter_rows() if row[0].value in ("Nhà", "Quỹ")]
    assert values == [["Nhà", None, 0.9579, None], ["Quỹ", 1.2, None, None]]
    with zipfile.ZipFile(BytesIO(data)) as file:
        drawn = [unescape(file.read(f"xl/charts/chart{n}.xml").decode("utf-8")) for n in (1, 2)]
    assert [one.count("<ser>") for one in drawn] == [2, 1]
    assert "'Biểu đồ'!$A$9:$A$10" in drawn[0]
    assert "pattFill" in drawn[1]


def test_all_charts_of_a_sheet_have_the_same_axis_from_zero() -> None:
    data = xlsx.render(annex(sheets=(CHARTS,)))
    with zipfile.ZipFile(BytesIO(data)) as file:
        drawn = [file.read(f"xl/charts/chart{n}.xml").decode("utf-8") for n in (1, 2)]
    assert [re.findall(r'<(min|max) val="([\d.]+)"', one) for one in drawn] == [
        [("max", "1.4"), ("min", "0")]  # 120% and room for its figure
    ] * 2


def test_a_workbook_of_a_province_is_small_enough_for_a_letter() -> None:
    """150 units, 300 indicators."""
    columns = (*COLUMNS, *(SheetColumn(f"xã số {n}", Align.RIGHT, 13) for n in range(150)))
    lines = [
        SheetLine(
            LineKind.ROW,
            (
                TextCell(str(row)),
                TextCell(f"Chỉ tiêu {row}"),
                *(NumberCell(Decimal(row * n * 7919)) for n in range(151)),
            ),
        )
        for row in range(300)
    ]
    units = Sheet(
        name="Theo đơn vị", heading=HEADING, columns=columns, lines=tuple(lines), one_page_wide=False
    )
    data = xlsx.render(annex(sheets=(units,)))
    assert len(data) < 700_000
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_DEFLATED}


@pytest.mark.parametrize("bars", [1, 2, 12])
def test_a_chart_refers_to_the_rows_of_its_figures(bars: int) -> None:
    names = [f"Chỉ tiêu {number}" for number in range(bars)]
    chart = Chart("Nhà", "Chỉ tiêu", tuple(Bar(name, Decimal(50), 1) for name in names))
    data = xlsx.render(annex(sheets=(replace(CHARTS, charts=(chart,)),)))
    sheet = book_of(data)["Biểu đồ"]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == names[0])
    with zipfile.ZipFile(BytesIO(data)) as file:
        drawn = unescape(file.read("xl/charts/chart1.xml").decode("utf-8"))
    end = f":${{}}${first + bars - 1}" if bars > 1 else ""
    assert re.findall(r"<f>([^<]*)</f>", drawn) == [
        f"'Biểu đồ'!C{first - 1}",
        f"'Biểu đồ'!$A${first}" + end.format("A"),
        f"'Biểu đồ'!$C${first}" + end.format("C"),
    ]


def test_the_same_annex_gives_the_same_bytes_and_no_time() -> None:
    whole = annex(line(NumberCell(Decimal(1))), sheets=(CHARTS,))
    data = xlsx.render(whole)
    assert data == xlsx.render(whole)
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_STORED}
        assert "dcterms" not in file.read("docProps/core.xml").decode("utf-8").partition(">")[2].replace(
            "xmlns:dcterms", ""
        )


@pytest.mark.office
def test_libreoffice_reads_what_was_written(tmp_path: Path, office: Office) -> None:
    file = tmp_path / "phu-luc.xlsx"
    cells: list[Cell] = [
        NumberCell(Decimal("1804000000")),
        NumberCell(Decimal("95.79"), percent=True),
        NumberCell(Decimal("19.5"), before="≈ "),
        TextCell("=1+1"),
        MissingCell("chưa báo cáo"),
    ]
    file.write_bytes(xlsx.render(annex(*map(line, cells))))
    made = rows_of(office.convert(file, "xlsx").read_bytes(), "Chỉ tiêu")
    assert [row[2] for row in made[1:]] == [
        Decimal(1804000000),
        Decimal("0.9579"),
        Decimal("19.5"),
        "=1+1",
        "chưa báo cáo",
    ]
    pages = office.pages(office.convert(file, "pdf"))
    assert len(pages) == 1
    for shown in ("PHỤ LỤC I", "1,804,000,000", "95.79%", "≈ 19.5", "=1+1", "chưa báo cáo"):
        assert shown in pages[0]


def test_the_rows_read_back_as_they_were() -> None:
    data = xlsx.render(annex(line(NumberCell(Decimal(12))), line(TextCell("x"))))
    assert rows_of(data, "Chỉ tiêu") == [
        ["STT", "Chỉ tiêu", "Thực hiện"],
        ["1", "Chỉ tiêu", Decimal(12)],
        ["1", "Chỉ tiêu", "x"],
    ]


_PROFILE = """\
trang: {rong: 297 mm, cao: 420 mm, le_tren: 15 mm, le_duoi: 18 mm, le_trai: 22 mm, le_phai: 11 mm, phong_chu: Arial}
so_trang: {trang_dau: true, vi_tri: duoi, cach_mep: 7 mm}
bang: {net: 2 pt}
kieu_chu:
  so_trang: {co_chu: 11 pt, dam: true}
  co_quan: {co_chu: 9 pt, dam: false}
  trich_yeu: {co_chu: 16 pt, nghieng: true}
  ten_cot: {co_chu: '10,5 pt'}
  o_bang: {co_chu: 8 pt}
"""


def test_the_page_and_the_letters_are_those_of_the_profile(tmp_path: Path) -> None:
    file = tmp_path / PROFILES / "rieng.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(_PROFILE, encoding="utf-8")
    layout = load_profile(tmp_path, "rieng")
    assert layout.faults == ()
    book = book_of(xlsx.render(replace(annex(line(NumberCell(Decimal(1)))), layout=layout)))
    sheet = book["Chỉ tiêu"]
    margins = sheet.page_margins
    sides = [margins.top, margins.bottom, margins.left, margins.right, margins.header, margins.footer]
    assert [round(side * 25.4, 1) for side in sides] == [15, 18, 22, 11, 7, 7]
    assert [str(sheet.page_setup.paperSize), sheet.page_setup.orientation] == ["8", "landscape"]
    for footer in (sheet.oddFooter, sheet.firstFooter):
        assert footer is not None
        assert (footer.center.text, footer.center.font, footer.center.size) == ("&P", "Arial,Bold", 11)
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text is None
    found = [sheet.cell(row, 1) for row in (1, 4, 7, 8)]  # issuer, title, header, figures
    assert [(cell.font.name, cell.font.sz, cell.font.b, cell.font.i) for cell in found] == [
        ("Arial", 9, False, False),
        ("Arial", 16, True, True),
        ("Arial", 10.5, True, False),
        ("Arial", 8, False, False),
    ]
    assert found[3].border.left.style == "medium"


def _drawn(*charts: Chart) -> Annex:
    return annex(
        line(NumberCell(Decimal(1))),
        sheets=(Charts(name="Biểu đồ", heading=HEADING, series=("Đạt", "Chưa đạt"), charts=charts),),
    )


def _chart(bars: int, name: str = "huyện Hướng Hóa", value: int = 50) -> Chart:
    return Chart(f"Quỹ, {bars} đơn vị", "Đơn vị", tuple(Bar(name, Decimal(value), 0) for _ in range(bars)))


def test_no_chart_is_cut_by_the_end_of_a_page_whatever_the_names() -> None:
    long = "Số khu dân cư tổ chức Ngày hội Đại đoàn kết toàn dân tộc có đủ cả phần lễ và phần hội trong năm"
    sheet = book_of(xlsx.render(_drawn(*(_chart(bars, long) for bars in (1, 3, 7, 2)))))["Biểu đồ"]
    breaks = sorted(one.id for one in sheet.row_breaks.brk)
    assert breaks
    rows = [sheet.row_dimensions[row].height or 15.0 for row in range(1, sheet.max_row + 1)]
    room = (210 - 40) / 25.4 * 72
    for chart in sheet._charts:  # type: ignore[attr-defined] # the stubs leave it out
        first = chart.anchor._from.row  # the row above it, from 1
        last = first + ceil(chart.anchor.ext.height / 12_700 / 16)
        assert not [one for one in breaks if first < one < last]
        page = max((one for one in breaks if one <= first), default=0)
        assert sum(rows[page:last]) <= room


def test_a_chart_apart_from_its_figures_says_what_it_shows() -> None:
    parts = _parts_of(xlsx.render(_drawn(_chart(3), _chart(14))))
    near, far = parts["xl/charts/chart1.xml"], parts["xl/charts/chart2.xml"]
    assert "Quỹ, 3 đơn vị" not in near
    assert "<a:t>Quỹ, 14 đơn vị</a:t>" in far


def test_one_very_long_bar_leaves_the_others_visible() -> None:
    parts = _parts_of(xlsx.render(_drawn(_chart(2, value=1_500_000), _chart(2))))
    assert '<max val="2"/>' in parts["xl/charts/chart1.xml"]
    assert '<max val="2"/>' in parts["xl/charts/chart2.xml"]  # the charts of a sheet can be compared


def test_a_long_title_of_a_group_goes_over_several_lines() -> None:
    title = SheetLine(LineKind.GROUP, (TextCell("I"), TextCell("Chương trình " * 20), None))
    sheet = book_of(xlsx.render(annex(title, line(NumberCell(Decimal(1))))))["Chỉ tiêu"]
    row = len(HEADING.issuer) + 6
    assert f"B{row}:C{row}" in {str(one) for one in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[row].height > 60
    assert sheet.cell(row, 2).alignment.wrap_text


def test_no_row_is_higher_than_excel_allows() -> None:
    sheet = book_of(xlsx.render(annex(line(NumberCell(Decimal(1)), "chữ " * 3000))))["Chỉ tiêu"]
    assert sheet.row_dimensions[len(HEADING.issuer) + 6].height == 409


def test_a_word_longer_than_its_column_is_given_the_lines_it_takes() -> None:
    size = CellStyles(default().page).size(Look.ROW)
    assert height_of("triệu đồng/người/năm", 12, Look.ROW, size) == height_of("a\nb\nc", 12, Look.ROW, size)
    assert height_of("", 12, Look.ROW, size) == height_of("một", 12, Look.ROW, size)


def _parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def test_who_compiled_and_who_signs_stand_side_by_side_below_the_table() -> None:
    made = annex(line(NumberCell(Decimal(1))))
    (table,) = made.sheets
    assert isinstance(table, Sheet)
    blocks = (("NGƯỜI LẬP BIỂU", "", "Lê D"), ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", "Trần E"))
    signed = replace(made, sheets=(replace(table, signed=blocks),))
    sheet = book_of(xlsx.render(signed))["Chỉ tiêu"]
    last = sheet.max_row
    assert [[cell.value for cell in row] for row in sheet.iter_rows(last - 3, last)] == [
        [None, None, None],
        ["NGƯỜI LẬP BIỂU", None, "TM. BAN THƯỜNG TRỰC"],
        [None, None, "CHỦ TỊCH"],
        ["Lê D", None, "Trần E"],
    ]
    assert f"A{last}:B{last}" in {str(one) for one in sheet.merged_cells.ranges}
    assert xlsx.render(replace(made, sheets=(replace(table, signed=()),))) == xlsx.render(made)


def test_signatures_are_neither_cut_in_two_nor_alone_on_a_page() -> None:
    blocks = (("NGƯỜI LẬP BIỂU", "", "", "", "", "Lê D"), ("CHỦ TỊCH", "", "", "", "", "Trần E"))
    group = SheetLine(LineKind.GROUP, (TextCell("I"), TextCell("Nhóm"), None))
    found = set()
    for count in range(1, 30, 3):
        lines = (*(line(NumberCell(Decimal(1))) for _ in range(count)), group, line(NumberCell(Decimal(2))))
        (table,) = annex(*lines).sheets
        assert isinstance(table, Sheet)
        signed = replace(annex(), sheets=(replace(table, signed=blocks),))
        sheet = book_of(xlsx.render(signed))["Chỉ tiêu"]
        begins = [one.id + 1 for one in sheet.row_breaks.brk]
        assert all(sheet.cell(row, 2).value == "Nhóm" for row in begins)
        found.add(len(begins))
    assert found == {0, 1}
