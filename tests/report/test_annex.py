"""The annex: its sheets, and that its figures are those of the totals."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import annex_project
import pytest
import small_project
from annex_project import COMMUNE, DISTRICT, annex_of, charts, row, sheet, table
from msgspec.structs import replace

from mttq.documents import load
from mttq.output.totals import render_json
from mttq.period import parse_cycle
from mttq.report.model import Annex, Bar, Chart, LineKind, NumberCell, Sheet
from mttq.report.phu_luc.charts import shortened
from mttq.totals import build_table


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> Annex:
    return annex_of(tmp_path_factory.mktemp("annex"))


def test_the_sheets_in_order_each_with_the_document_it_goes_with(annex: Annex) -> None:
    assert [(one.name, one.heading.number) for one in annex.sheets] == [
        ("Chỉ tiêu", "Phụ lục I"),
        ("Theo đơn vị", "Phụ lục II"),
        ("Biểu đồ", "Phụ lục III"),
        ("Chưa báo cáo", "Phụ lục IV"),
        ("Nguồn số liệu", "Phụ lục V"),
    ]
    heading = annex.sheets[0].heading
    assert heading.issuer == ("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG TRỊ", "BAN THƯỜNG TRỰC")
    assert heading.title == "BIỂU TỔNG HỢP SỐ LIỆU CÔNG TÁC MẶT TRẬN NĂM 2020"
    assert heading.belongs_to == (
        "(Kèm theo Báo cáo số 12/BC-MTTQ-BTT ngày 20 tháng 12 năm 2020 của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị)"
    )
    assert all(len(one.name) <= 31 for one in annex.sheets)


def test_a_row_of_the_indicators(annex: Annex) -> None:
    assert row(sheet(annex, "Chỉ tiêu"), "Nhà Đại đoàn kết") == {
        "STT": "9",
        "Chỉ tiêu": "Nhà Đại đoàn kết",
        "Đơn vị tính": "nhà",
        "Kế hoạch năm 2020": "30",
        "Thực hiện năm 2020": "24",
        "% kế hoạch": "80.00%",
        "Cùng kỳ năm 2019": "20",
        "% so cùng kỳ": "",
        "Ghi chú": "Mới có 3/4 đơn vị báo cáo đủ cả kỳ. Cùng kỳ: mới có 1/4 đơn vị báo cáo.",
    }
    parts = [line[1:5] for line in table(sheet(annex, "Chỉ tiêu")) if line[1].startswith("– ")]
    assert ["– giao huyện Hướng Hóa", "", "12", ""] in parts
    assert ["– đến hết quý II", "", "10", ""] in parts
    assert ["– riêng cơ quan Ủy ban MTTQ tỉnh: xây mới", "", "", "7"] in parts


@pytest.mark.parametrize(
    ("name", "plan", "result"),
    [
        ("Cuộc giám sát", "4", "5"),
        ("Tỷ lệ cử tri đi bầu", "99%", "98.74%"),
        ("Công trình", "15 – 20", "≈ 19"),
        ("Hộ nghèo", "không quá 900", "812"),
        ("Quỹ “Vì người nghèo”", "trên 19000000000", "123456789012357978.25"),
        ("Phụ nữ", "", "chưa có số liệu"),
    ],
)
def test_targets_and_results_of_every_kind(annex: Annex, name: str, plan: str, result: str) -> None:
    found = row(sheet(annex, "Chỉ tiêu"), name)
    assert (found["Kế hoạch năm 2020"], found["Thực hiện năm 2020"]) == (plan, result)


def test_only_complete_results_are_compared(annex: Annex) -> None:
    assert row(sheet(annex, "Chỉ tiêu"), "Cuộc giám sát")["% so cùng kỳ"] == "125.00%"
    remark = row(sheet(annex, "Chỉ tiêu"), "Tỷ lệ cử tri đi bầu")["Ghi chú"]
    assert remark == "Mới có 2/4 đơn vị báo cáo. Cùng kỳ: mới có 1/4 đơn vị báo cáo."


def test_the_columns_of_units_distinguish_missing_from_zero(annex: Annex) -> None:
    units = sheet(annex, "Theo đơn vị")
    assert [column.header for column in units.columns][3:] == [
        "Tổng cộng",
        "Đơn vị đã báo cáo",
        "Riêng đơn vị",
        "huyện Hướng Hóa",
        "huyện Đakrông",
        "Hội Nông dân tỉnh Quảng Trị",
        "Trừ phần chuyển cho nhau",
    ]
    assert list(row(units, "Công trình").values())[3:] == [
        "≈ 19",
        "3/4",
        "≈ 17",
        "2 *",
        "không áp dụng",
        "",
        "",
    ]
    assert list(row(units, "Hộ nghèo").values())[3:] == [
        "812",
        "1/4",
        "812",
        "chưa báo cáo",
        "chưa báo cáo",
        "",
        "",
    ]
    assert row(units, "Quỹ “Vì người nghèo”")["Trừ phần chuyển cho nhau"] == "-45.25"


def test_a_zero_is_a_zero(tmp_path: Path) -> None:
    documents = {
        f"2020/{one}/nam.yaml": small_project.report(unit=one, programmes="2: {so_lieu: {nha: 0 nhà}}\n")
        for one in (DISTRICT, COMMUNE)
    }
    units = sheet(annex_of(tmp_path, documents), "Theo đơn vị")
    found = row(units, "Nhà Đại đoàn kết")
    assert (found["Tổng cộng"], found["huyện Hướng Hóa"], found["huyện Đakrông"]) == (
        "0",
        "0",
        "chưa báo cáo",
    )


def test_the_columns_of_units_add_up(annex: Annex) -> None:
    """The total of a sum is exactly the sum of the other columns."""
    units = sheet(annex, "Theo đơn vị")
    for line in units.lines:
        if line.kind is LineKind.ROW and line.cells[2].text != "%":  # type: ignore[union-attr]
            numbers = [cell.value if isinstance(cell, NumberCell) else Decimal(0) for cell in line.cells[5:]]
            total = line.cells[3]
            assert sum(numbers) == (total.value if isinstance(total, NumberCell) else 0), line


def test_every_missing_unit_is_named(annex: Annex) -> None:
    missing = table(sheet(annex, "Chưa báo cáo"))[1:]
    assert ["huyện Hướng Hóa", "huyện", "tỉnh Quảng Trị", "Hộ nghèo (hộ)"] in [line[1:5] for line in missing]
    by_name = [line[5] for line in missing if line[1] == "xã Tân Long" and "Nhà" in line[4]]
    assert by_name == ["mới có số liệu một phần của kỳ"]


def test_a_unit_that_owes_everything_has_one_line(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/nam.yaml": small_project.report(
            programmes="2: {so_lieu: {nha: 1 nhà, ho-ngheo: 2 hộ}}\n"
        )
    }
    missing = table(sheet(annex_of(tmp_path, documents), "Chưa báo cáo"))[1:]
    assert [line[1:] for line in missing] == [
        ["huyện Hướng Hóa", "huyện", "tỉnh Quảng Trị", "tất cả 2 chỉ tiêu", "chưa có số liệu"],
        ["xã Tân Long", "xã", "huyện Hướng Hóa", "tất cả 2 chỉ tiêu", "chưa có số liệu"],
        ["huyện Đakrông", "huyện", "tỉnh Quảng Trị", "tất cả 2 chỉ tiêu", "chưa có số liệu"],
    ]


def test_the_proof_of_a_total_adds_up_to_it(annex: Annex) -> None:
    lines = table(sheet(annex, "Nguồn số liệu"))
    start = next(index for index, line in enumerate(lines) if line[1].startswith("Quỹ"))
    assert [line[1:5] + line[6:8] for line in lines[start + 1 : start + 5]] == [
        ["tỉnh Quảng Trị", "số của đơn vị", "năm 2020", "12345.5", "plans/2020/quang-tri/nam.yaml", "12"],
        [
            "huyện Hướng Hóa",
            "số của đơn vị",
            "năm 2020",
            "123456789012345678",
            "plans/2020/quang-tri/huong-hoa/nam.yaml",
            "9",
        ],
        [
            "tỉnh Quảng Trị",
            "trừ phần nhận từ huyện Hướng Hóa",
            "",
            "-45.25",
            "plans/2020/quang-tri/nam.yaml",
            "12",
        ],
        ["tỉnh Quảng Trị", "kết quả", "năm 2020", "123456789012357978.25", "", ""],
    ]


def test_a_stated_figure_that_replaces_a_sum_is_the_proof(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/nam.yaml": small_project.report(programmes="2: {toan_dia_ban: {nha: 40 nhà}}\n"),
        f"2020/{DISTRICT}/nam.yaml": small_project.report(
            unit=DISTRICT, programmes="2: {so_lieu: {nha: 4 nhà}}\n"
        ),
    }
    found = annex_of(tmp_path, documents)
    proof = table(sheet(found, "Nguồn số liệu"))
    assert proof[2][1:5] == ["tỉnh Quảng Trị", "số đơn vị báo cáo cho toàn địa bàn", "năm 2020", "40"]
    assert proof[2][8] == "thay cho số cộng từ dưới lên"
    assert row(sheet(found, "Chỉ tiêu"), "Nhà Đại đoàn kết")["Ghi chú"] == ""


def test_the_charts_hold_the_percentages_of_the_plans(annex: Annex) -> None:
    """A rate has no bar: it is no share of its target."""
    found = charts(annex)
    assert "Tỷ lệ cử tri đi bầu" not in {bar.name for chart in found.charts for bar in chart.bars}
    assert [
        (chart.title, [(bar.name, str(bar.value), bar.series) for bar in chart.bars])
        for chart in found.charts
    ][2:] == [
        (
            "Nhà Đại đoàn kết: tỷ lệ hoàn thành của từng đơn vị",
            [("huyện Hướng Hóa", "25.00", 2), ("huyện Đakrông", "90.00", 1)],
        ),
        (
            "Việc làm mới: tỷ lệ hoàn thành của từng đơn vị",
            [("huyện Hướng Hóa", "120.00", 0), ("huyện Đakrông", "80.00", 1)],
        ),
    ]


def test_within_a_year_there_is_a_column_from_january(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/ke-hoach.yaml": small_project.plan(
            programmes="2: {muc_tieu: M, chi_tieu: {nha: 10 nhà}}\n"
        ),
        **{
            f"2020/quang-tri/{period}.yaml": small_project.report(
                period=period, programmes=f"2: {{so_lieu: {{nha: {number} nhà}}}}\n"
            )
            for period, number in (("quy-1", 3), ("quy-2", 4))
        },
    }
    second = sheet(annex_of(tmp_path, documents, period="quy-2"), "Chỉ tiêu")
    found = row(second, "Nhà Đại đoàn kết")
    assert (found["Thực hiện quý II"], found["Lũy kế từ đầu năm"], found["% kế hoạch"]) == (
        "4",
        "7",
        "70.00%",
    )
    first = sheet(annex_of(tmp_path, documents, period="quy-1"), "Chỉ tiêu")
    assert "Lũy kế từ đầu năm" not in [column.header for column in first.columns]


def test_figures_and_totals_are_the_same(tmp_path: Path) -> None:
    """`mttq total --format json` says the same row by row; the annex has no percentage of a percentage."""
    found = annex_of(tmp_path)
    year = parse_cycle("2020")
    assert year is not None
    totals = build_table(load(tmp_path), year, year.whole, tops=[annex_project.TOP], depth=0)
    said = {
        one["ten_chi_tieu"]: (
            one["thuc_hien"],
            None if one["don_vi_tinh"] == "%" else one["ty_le_hoan_thanh"],
        )
        for one in json.loads("".join(render_json(totals)), parse_float=Decimal, parse_int=Decimal)
    }
    indicators = sheet(found, "Chỉ tiêu")
    headers = [column.header for column in indicators.columns]
    result, share = headers.index("Thực hiện năm 2020"), headers.index("% kế hoạch")
    shown = {
        line.cells[1].text: tuple(  # type: ignore[union-attr]
            cell.value if isinstance(cell, NumberCell) else None
            for cell in (line.cells[result], line.cells[share])
        )
        for line in indicators.lines
        if line.kind is LineKind.ROW
    }
    assert shown == said


def test_every_line_has_as_many_cells_as_there_are_columns(annex: Annex) -> None:
    for one in annex.sheets:
        if isinstance(one, Sheet):
            assert {len(line.cells) for line in one.lines} == {len(one.columns)}


def test_a_unit_without_anything_has_no_annex(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        annex_of(tmp_path, {"2020/quang-tri/nam.yaml": small_project.report()})


def test_proofs_of_very_many_figures_stop_at_the_units_directly_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq.report.phu_luc.proofs.MOST", 3)
    found = sheet(annex_of(tmp_path), "Nguồn số liệu")
    of_district = [line[2:5] + line[6:8] for line in table(found) if line[1] == "huyện Hướng Hóa"]
    assert of_district
    assert {(what, when, place, line) for what, when, _, place, line in of_district} == {
        ("kết quả của đơn vị", "năm 2020", "", "")
    }
    assert "123456789012345678" in {value for _, _, value, _, _ in of_district}
    assert not any("Tân Long" in line[1] for line in table(found))
    assert found.notes[-1] == (
        "Có hơn 3 số liệu nên chỉ ghi kết quả của các đơn vị trực thuộc; xem phụ lục của từng đơn vị,"
        " hoặc dùng mttq total --explain."
    )


def test_a_sheet_of_charts_says_how_many_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq.report.phu_luc.charts._MOST_IN_WORKBOOK", 1)
    found = charts(annex_of(tmp_path))
    assert len(found.charts) == 1
    assert found.notes[-1] == "Không vẽ 03 biểu đồ khác; số của từng đơn vị có ở bảng “Theo đơn vị”."


def test_a_series_of_pictures_is_kept_or_left_out_as_a_whole(annex: Annex) -> None:
    bars = (Bar("huyện A", Decimal(50), 0),)
    titles = [f"Chỉ tiêu {number}" for number in range(10)] + [f"Quỹ ({part}/5)" for part in range(1, 6)]
    many = replace(charts(annex), charts=tuple(Chart(title, "Đơn vị", bars) for title in titles), notes=())
    kept = shortened(many)
    assert [one.title for one in kept.charts] == titles[:10]
    assert kept.notes == ("Còn 05 biểu đồ khác trong phụ lục số liệu (bảng tính Excel).",)
    long = replace(many, charts=tuple(Chart(f"Quỹ ({part}/20)", "Đơn vị", bars) for part in range(1, 21)))
    assert len(shortened(long).charts) == 12


_COMPILED = (
    "van_ban: {nguoi_lap_bieu: Lê D, nguoi_ky: {ky_thay: KT. CHỦ TỊCH, chuc_vu: PHÓ, ho_ten: Trần E}}\n"
)


def _report(body: str = "") -> dict[str, str]:
    text = small_project.report(body, programmes="2: {so_lieu: {nha: 3 nhà}}\n")
    return {"2020/quang-tri/nam.yaml": text}


@pytest.mark.parametrize("common", [False, True], ids=["of the report", "in common"])
def test_who_compiled_the_figures_and_who_signs_stand_below_the_tables(tmp_path: Path, common: bool) -> None:
    documents = _report(_COMPILED)
    if common:
        shared = _COMPILED.removeprefix("van_ban: {").removesuffix("}\n").replace(", nguoi_ky", "\nnguoi_ky")
        documents = {**_report(), "danh-muc/mac-dinh/quang-tri.yaml": f"{shared}\n"}
    made = annex_of(tmp_path, documents)
    signed = {one.name: one.signed for one in made.sheets if isinstance(one, Sheet)}
    assert signed["Chỉ tiêu"] == (
        ("NGƯỜI LẬP BIỂU", "", "", "", "", "", "Lê D"),
        ("TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ", "", "", "", "Trần E"),
    )
    assert signed["Nguồn số liệu"] == ()


def test_without_who_compiled_them_nobody_signs_the_tables(annex: Annex) -> None:
    assert {one.signed for one in annex.sheets if isinstance(one, Sheet)} == {()}
