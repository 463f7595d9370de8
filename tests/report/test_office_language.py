"""The words of an office: units as written, reservations said once, stocks as stocks, notes that limit a figure."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from annex_project import annex_of, row, sheet
from report_project import built, outline, tables

UNIT = "quang-tri/huong-hoa/tan-long"
DISTRICT = "quang-tri/huong-hoa"
INDICATORS = """\
    nha: {ten: Nhà Đại đoàn kết, chuong_trinh: 2, don_vi_tinh: nhà, cach_viet: [căn, căn nhà], theo_cap: tong}
    quy: {ten: Quỹ, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
    ho: {ten: Tổng số hộ, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, cap: [xa]}
    ho-ngheo: {ten: Hộ nghèo, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, chieu: giam, cap: [xa]}
    ty-le-ngheo:
      {ten: Tỷ lệ hộ nghèo, don_vi_tinh: "%", theo_cap: ty-le, tu_so: ho-ngheo, mau_so: ho, chieu: giam, cap: [xa]}
    """


def _reports(figures: str, unit: str = UNIT, period: str = "nam", situation: str = "") -> dict[str, str]:
    programmes = f"2: {{so_lieu: {{{figures}}}}}\n" if figures else ""
    body = f"so_lieu: {{{situation}}}\n" if situation else ""
    text = small_project.report(body, unit=unit, period=period, programmes=programmes)
    return {"danh-muc/chi-tieu.yaml": INDICATORS, f"2020/{unit}/{period}.yaml": text}


def _lines(root: Path, documents: dict[str, str], unit: str = UNIT, period: str = "nam") -> list[str]:
    lines = outline(built(root, documents, "bao-cao", unit=unit, period=period))
    return [line for line in lines if line.startswith(("- ", "Số liệu"))]


def test_a_figure_keeps_its_writers_unit_word(tmp_path: Path) -> None:
    documents = _reports("nha: {gia_tri: 20 căn nhà, trong_do: {xây mới: 12 căn nhà}}")
    assert _lines(tmp_path, documents) == ["- Nhà Đại đoàn kết: 20 căn nhà; trong đó xây mới: 12 căn nhà."]
    (table,) = tables(built(tmp_path / "b", documents, "bao-cao", unit=UNIT))
    assert table.rows[1] == ("1", "Nhà Đại đoàn kết", "căn nhà", "20")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20 căn nhà", "20 căn nhà"),
        ("20 nhà", "20 nhà"),
        ("20 căn, nhà", "20 nhà"),
        ("20 căn và căn nhà", "20 nhà"),
        ("20 căn đạt Nhà Đại đoàn kết", "20 căn"),
    ],
)
def test_the_first_word_is_kept_unless_it_begins_a_list(tmp_path: Path, typed: str, said: str) -> None:
    """Several kinds together are counted in the catalogue's word: `217 thôn, làng` are not 217 làng."""
    assert _lines(tmp_path, _reports(f'nha: "{typed}"')) == [f"- Nhà Đại đoàn kết: {said}."]


def test_two_counts_keep_their_writers_unit_word(tmp_path: Path) -> None:
    own = """\
    khu: {ten: Khu dân cư, don_vi_tinh: khu dân cư, cach_viet: [thôn, ấp], theo_cap: tong, theo_ky: cuoi-ky}
    khu-hoi: {ten: Khu dân cư có Ngày hội, chuong_trinh: 2, don_vi_tinh: khu dân cư, theo_cap: tong}
    ty-le-hoi: {ten: Tỷ lệ, chuong_trinh: 2, don_vi_tinh: "%", theo_cap: ty-le, tu_so: khu-hoi, mau_so: khu}
"""
    for number, (typed, said) in enumerate({"6/8 ấp": "6/8 ấp", '"6/8 thôn, ấp"': "6/8 khu dân cư"}.items()):
        documents = _reports(f"ty-le-hoi: {typed}")
        documents["danh-muc/chi-tieu.yaml"] = own + INDICATORS
        assert _lines(tmp_path / str(number), documents) == [f"- Tỷ lệ: {said}, đạt 75,00%."]


def test_what_only_a_lower_unit_has_is_not_said_to_be_missing(tmp_path: Path) -> None:
    own = "    gap: {ten: Cuộc gặp gỡ, chuong_trinh: 2, don_vi_tinh: cuộc, theo_cap: khong-cong}\n"
    documents = _reports("nha: 20 căn, gap: 3 cuộc")
    documents["danh-muc/chi-tieu.yaml"] = own + INDICATORS
    assert _lines(tmp_path, documents) == ["- Cuộc gặp gỡ: 03 cuộc;", "- Nhà Đại đoàn kết: 20 căn."]
    above = _lines(tmp_path / "above", documents, unit=DISTRICT)
    assert not [line for line in above if "Cuộc gặp gỡ" in line]


def test_a_sum_of_several_units_has_the_word_of_the_catalogue(tmp_path: Path) -> None:
    documents = _reports("nha: 20 căn") | _reports("nha: 5 nhà", DISTRICT)
    assert _lines(tmp_path, documents, DISTRICT) == [
        "- Nhà Đại đoàn kết: 25 nhà; riêng cơ quan Ủy ban MTTQ huyện 05 nhà."
    ]


def test_a_target_keeps_its_writers_unit_word(tmp_path: Path) -> None:
    plan = small_project.plan(unit=UNIT, programmes="2: {muc_tieu: M, chi_tieu: {nha: ít nhất 5 căn}}\n")
    document = built(
        tmp_path,
        {"danh-muc/chi-tieu.yaml": INDICATORS, f"2020/{UNIT}/ke-hoach.yaml": plan},
        "chuong-trinh",
        unit=UNIT,
    )
    assert "- Nhà Đại đoàn kết: ít nhất 05 căn." in outline(document)
    assert tables(document)[0].rows[1][2] == "căn"


def test_units_that_have_not_reported_are_named_once_in_front(tmp_path: Path) -> None:
    documents = _reports("nha: 20 nhà, quy: 1 tỷ đồng", period="quy-1")
    documents |= _reports("nha: 0 nhà", DISTRICT, period="quy-1")
    assert _lines(tmp_path, documents, "quang-tri", "quy-1") == [
        "Số liệu tổng hợp từ 2/4 đơn vị; chưa có đủ số liệu của cơ quan Ủy ban MTTQ tỉnh, huyện Đakrông.",
        "- Nhà Đại đoàn kết: 20 nhà;",
        "- Quỹ: 1 tỷ đồng (mới có 1/4 đơn vị báo cáo).",
    ]


def test_a_complete_sum_among_incomplete_ones_says_so(tmp_path: Path) -> None:
    documents = _reports("nha: 20 nhà, quy: 1 tỷ đồng") | _reports("nha: 3 nhà", DISTRICT)
    assert _lines(tmp_path, documents, DISTRICT) == [
        "Số liệu tổng hợp từ 1/2 đơn vị; chưa có đủ số liệu của cơ quan Ủy ban MTTQ huyện.",
        "- Nhà Đại đoàn kết: 23 nhà; riêng cơ quan Ủy ban MTTQ huyện 03 nhà (đủ 2/2 đơn vị);",
        "- Quỹ: 1 tỷ đồng.",
    ]


def test_a_ratio_of_two_stocks_has_no_sum_since_january(tmp_path: Path) -> None:
    documents = _reports("", period="quy-2", situation="ty-le-ngheo: 40/395 hộ, ho: 395 hộ")
    assert _lines(tmp_path, documents, period="quy-2") == ["- Tỷ lệ hộ nghèo: 40/395 hộ, chiếm 10,13%."]
    (table,) = tables(built(tmp_path / "b", documents, "bao-cao", unit=UNIT, period="quy-2"))
    assert "Lũy kế từ đầu năm" not in [column.header for column in table.columns]


def test_a_count_with_parts_of_its_own_is_said_beside_its_ratio(tmp_path: Path) -> None:
    documents = _reports(
        "", situation="ty-le-ngheo: 40/395 hộ, ho-ngheo: {gia_tri: 40 hộ, trong_do: {người có công: 3 hộ}}"
    )
    assert _lines(tmp_path, documents) == [
        "- Hộ nghèo: còn 40 hộ; trong đó người có công: 03 hộ;",
        "- Tỷ lệ hộ nghèo: 40/395 hộ, chiếm 10,13%.",
    ]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Đến hết tháng 11", " (đến hết tháng 11)"),
        ("Chưa kể hiện vật.", " (chưa kể hiện vật)"),
        ("Thôn ghi tỷ lệ 8,89%", " (thôn ghi tỷ lệ 8,89%)"),
        ("Phường phối hợp với Hội Phụ nữ trao.", ""),
    ],
)
def test_a_note_is_said_if_it_limits_the_figure(tmp_path: Path, note: str, said: str) -> None:
    documents = _reports(f"nha: {{gia_tri: 20 nhà, ghi_chu: '{note}'}}")
    assert _lines(tmp_path, documents) == [f"- Nhà Đại đoàn kết: 20 nhà{said}."]


def test_an_approximate_sum_is_as_round_as_its_roughest_part(tmp_path: Path) -> None:
    documents = _reports("quy: 'gần 1,2 tỷ đồng'") | _reports("quy: 31.602.000.000 đồng", DISTRICT)
    assert _lines(tmp_path, documents, DISTRICT) == [
        "- Quỹ: khoảng 32,8 tỷ đồng; riêng cơ quan Ủy ban MTTQ huyện 31.602.000.000 đồng."
    ]


def test_names_with_commas_are_separated_by_semicolons(tmp_path: Path) -> None:
    figures = 'nha: {gia_tri: 5 nhà, trong_do: {"sửa, nâng cấp": 2 nhà, xây mới: 3 nhà}}'
    assert _lines(tmp_path, _reports(figures)) == [
        "- Nhà Đại đoàn kết: 05 nhà; trong đó sửa, nâng cấp: 02 nhà; xây mới: 03 nhà."
    ]


def test_a_sum_of_few_digits_is_not_rounded_away(tmp_path: Path) -> None:
    documents = _reports("quy: trên 1 tỷ đồng") | _reports("quy: 500 triệu đồng", DISTRICT)
    assert _lines(tmp_path, documents, DISTRICT) == [
        "- Quỹ: trên 1,5 tỷ đồng; riêng cơ quan Ủy ban MTTQ huyện 500 triệu đồng."
    ]


def test_money_in_a_table_of_results_is_in_digits(tmp_path: Path) -> None:
    plan = small_project.plan(unit=UNIT, programmes="2: {muc_tieu: M, chi_tieu: {quy: trên 19 tỷ đồng}}\n")
    figures = "quy: {gia_tri: 20 tỷ đồng, trong_do: {tiền mặt: 500 triệu đồng}}"
    documents = {**_reports(figures), f"2020/{UNIT}/ke-hoach.yaml": plan}
    (table,) = tables(built(tmp_path, documents, "bao-cao", unit=UNIT))
    assert [row[3:5] for row in table.rows[1:]] == [
        ("trên 19.000.000.000", "20.000.000.000"),
        ("", "500.000.000"),
    ]


@pytest.mark.parametrize(
    ("part", "shown"),
    [("2 tỷ đồng", ("trên 19 tỷ", "2 tỷ")), ("500 triệu đồng", ("trên 19.000.000.000", "500.000.000"))],
)
def test_money_in_a_table_of_targets_has_one_notation(
    tmp_path: Path, part: str, shown: tuple[str, str]
) -> None:
    targets = f"quy: {{muc: trên 19 tỷ đồng, trong_do: {{tiền mặt: {part}}}}}"
    plan = small_project.plan(unit=UNIT, programmes=f"2: {{muc_tieu: M, chi_tieu: {{{targets}}}}}\n")
    documents = {"danh-muc/chi-tieu.yaml": INDICATORS, f"2020/{UNIT}/ke-hoach.yaml": plan}
    (table,) = tables(built(tmp_path, documents, "chuong-trinh", unit=UNIT))
    assert tuple(row[3] for row in table.rows[1:]) == shown


def test_a_report_quotes_the_plan_in_its_own_words(tmp_path: Path) -> None:
    """`2 nhà` for each commune stay that where the report counts `căn`, and the result stays in the report's word."""
    targets = "nha: {muc: 2 nhà, moi: xa, so_luong: 3}"
    plan = small_project.plan(unit=DISTRICT, programmes=f"2: {{muc_tieu: M, chi_tieu: {{{targets}}}}}\n")
    documents = {**_reports("nha: 1 căn", DISTRICT), f"2020/{DISTRICT}/ke-hoach.yaml": plan}
    said = "kế hoạch: 02 nhà mỗi đơn vị cấp xã, tính cho 03 đơn vị cấp xã"
    assert _lines(tmp_path / "a", documents, DISTRICT) == [
        f"- Nhà Đại đoàn kết: đạt 01 căn, bằng 16,67% kế hoạch ({said}, cả thảy 06 nhà)."
    ]
    (table,) = tables(built(tmp_path / "b", documents, "bao-cao", unit=DISTRICT))
    annex = row(sheet(annex_of(tmp_path / "c", documents, unit=DISTRICT), "Chỉ tiêu"), "Nhà Đại đoàn kết")
    assert (table.rows[1][2], table.rows[1][-1]) == ("căn", f"K{said[1:]}.")
    assert (annex["Đơn vị tính"], annex["Ghi chú"]) == ("căn", f"K{said[1:]}.")


@pytest.mark.parametrize(("planned", "done"), [("5 nhà", "7 căn"), ("5 căn", "7 nhà")])
def test_a_range_and_its_result_have_a_word_each(tmp_path: Path, planned: str, done: str) -> None:
    number, word = planned.split()
    plan = small_project.plan(
        unit=UNIT, programmes=f"2: {{muc_tieu: M, chi_tieu: {{nha: {number} - 9 {word}}}}}\n"
    )
    documents = {**_reports(f"nha: {done}"), f"2020/{UNIT}/ke-hoach.yaml": plan}
    assert _lines(tmp_path, documents) == [f"- Nhà Đại đoàn kết: 0{done} (kế hoạch: 05 – 09 {word}, đã đạt)."]


RATES = """\
    ty-le-hai-long: {ten: Tỷ lệ hài lòng, chuong_trinh: 2, don_vi_tinh: "%", theo_cap: binh-quan}
    tham-gia: {ten: Hộ tham gia, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, cap: [xa]}
    ty-le-tham-gia:
      {ten: Tỷ lệ tham gia, chuong_trinh: 2, don_vi_tinh: "%", theo_cap: ty-le, tu_so: tham-gia, mau_so: ho, cap: [xa]}
"""


@pytest.mark.parametrize(
    ("indicator", "figure", "said", "printed"),
    [
        ("ty-le-hai-long", '"93%"', "Tỷ lệ hài lòng: đạt 93% (kế hoạch: 95%, chưa đạt)", "93%"),
        ("ty-le-hai-long", '"96,5%"', "Tỷ lệ hài lòng: đạt 96,5% (kế hoạch: 95%, đã đạt)", "96,5%"),
        (
            "ty-le-tham-gia",
            "93/100 hộ",
            "Tỷ lệ tham gia: 93/100 hộ, đạt 93,00% (kế hoạch: 95%, chưa đạt)",
            "93,00%",
        ),
    ],
)
def test_a_rate_is_set_against_its_plan_and_is_no_share_of_it(
    tmp_path: Path, indicator: str, figure: str, said: str, printed: str
) -> None:
    text = f"2:\n  ket_qua: ['Đạt {{{indicator}.ty_le}}.']\n  so_lieu: {{{indicator}: {figure}}}\n"
    documents = {
        "danh-muc/chi-tieu.yaml": RATES + INDICATORS,
        f"2020/{UNIT}/ke-hoach.yaml": small_project.plan(
            unit=UNIT, programmes=f'2: {{muc_tieu: M, chi_tieu: {{{indicator}: "95%"}}}}\n'
        ),
        f"2020/{UNIT}/nam.yaml": small_project.report(unit=UNIT, programmes=text),
    }
    document = built(tmp_path, documents, "bao-cao", unit=UNIT)
    lines = [line.rstrip(".;") for line in outline(document)]
    assert f"- {said}" in lines
    assert f"Đạt {printed}" in lines
    (table,) = tables(document)
    assert not [column.header for column in table.columns if column.header.startswith("% kế hoạch")]
    annex = sheet(annex_of(tmp_path, documents, unit=UNIT), "Chỉ tiêu")
    assert row(annex, said.partition(":")[0])["% kế hoạch"] == ""


def test_nothing_done_and_nothing_left_are_said_so_without_percentages(tmp_path: Path) -> None:
    plan = small_project.plan(
        unit=UNIT,
        programmes="2: {muc_tieu: M, chi_tieu: {nha: 5 nhà, quy: 2 tỷ đồng}}\n",
    )
    documents = {
        **_reports("nha: 0 nhà, quy: gần 1 tỷ đồng", situation="ho-ngheo: 0 hộ"),
        f"2020/{UNIT}/ke-hoach.yaml": plan,
    }
    assert _lines(tmp_path / "a", documents) == [
        "- Hộ nghèo: không còn (0 hộ).",
        "- Nhà Đại đoàn kết: chưa thực hiện (kế hoạch: 05 nhà);",
        "- Quỹ: đạt gần 1 tỷ đồng, bằng gần 50% kế hoạch.",
    ]
    (table,) = tables(built(tmp_path / "b", documents, "bao-cao", unit=UNIT))
    annex = sheet(annex_of(tmp_path / "c", documents, unit=UNIT), "Chỉ tiêu")
    assert [cells[5] for cells in table.rows if cells[0].isdigit()] == ["", "", "≈ 50,00%"]
    names = ("Hộ nghèo", "Nhà Đại đoàn kết", "Quỹ")
    assert [row(annex, name)["% kế hoạch"] for name in names] == ["", "", "≈ 50.00%"]


def test_a_month_or_quarter_stands_behind_an_amount_and_before_words(tmp_path: Path) -> None:
    """`trong tháng 01 căn` would read as January."""
    documents = _reports("nha: 1 căn, quy: 'gần 1,2 tỷ đồng'", period="thang-01")
    documents |= _reports("nha: 0 căn, quy: '800 triệu đồng'", period="thang-02")
    assert _lines(tmp_path, documents, period="thang-02") == [
        "- Nhà Đại đoàn kết: trong tháng không phát sinh (0 căn); lũy kế 2 tháng đầu năm là 01 căn;",
        "- Quỹ: 800 triệu đồng trong tháng; lũy kế 2 tháng đầu năm là gần 2 tỷ đồng.",
    ]


def test_nothing_of_something_needs_no_percentage(tmp_path: Path) -> None:
    documents = _reports("", situation="ty-le-ngheo: 0/395 hộ")
    assert _lines(tmp_path, documents) == ["- Tỷ lệ hộ nghèo: 0/395 hộ."]


def test_a_share_too_small_for_two_decimals_is_no_zero(tmp_path: Path) -> None:
    plan = small_project.plan(unit=UNIT, programmes="2: {muc_tieu: M, chi_tieu: {quy: 20 tỷ đồng}}\n")
    documents = {**_reports("quy: 900.000 đồng"), f"2020/{UNIT}/ke-hoach.yaml": plan}
    assert _lines(tmp_path / "a", documents) == ["- Quỹ: đạt 900.000 đồng, bằng chưa đến 0,01% kế hoạch."]
    (table,) = tables(built(tmp_path / "b", documents, "bao-cao", unit=UNIT))
    annex = sheet(annex_of(tmp_path / "c", documents, unit=UNIT), "Chỉ tiêu")
    assert (table.rows[1][5], row(annex, "Quỹ")["% kế hoạch"]) == ("< 0,01%", "< 0.01%")


@pytest.mark.parametrize(
    ("own", "below", "said"),
    [
        (
            "2.360 triệu đồng",
            "1.684,5 triệu đồng",
            "4.044,5 triệu đồng; riêng cơ quan Ủy ban MTTQ huyện 2.360 triệu",
        ),
        ("2,36 tỷ đồng", "1.640 triệu đồng", "4 tỷ đồng; riêng cơ quan Ủy ban MTTQ huyện 2,36 tỷ"),
        ("500 triệu đồng", "1 tỷ đồng", "1,5 tỷ đồng; riêng cơ quan Ủy ban MTTQ huyện 500 triệu"),
        ("2 tỷ đồng", "gần 2,045 tỷ đồng", "khoảng 4,05 tỷ đồng; riêng cơ quan Ủy ban MTTQ huyện 2 tỷ"),
    ],
)
def test_a_sum_is_in_the_scale_of_the_units_own_figure(
    tmp_path: Path, own: str, below: str, said: str
) -> None:
    documents = _reports(f"quy: '{below}'") | _reports(f"quy: '{own}'", DISTRICT)
    assert _lines(tmp_path, documents, DISTRICT) == [f"- Quỹ: {said} đồng."]


def test_a_part_that_is_a_sum_itself_is_in_the_scale_of_the_whole(tmp_path: Path) -> None:
    documents = _reports("quy: 2.305 triệu đồng") | _reports("quy: '1,5 tỷ đồng'", DISTRICT, period="6-thang")
    for period in ("quy-3", "quy-4"):
        documents |= _reports("quy: 825 triệu đồng", DISTRICT, period=period)
    assert _lines(tmp_path, documents, DISTRICT)[1:] == [
        "- Quỹ: 5.455 triệu đồng; riêng cơ quan Ủy ban MTTQ huyện 3.150 triệu đồng."
    ]


def test_a_target_for_one_year_is_not_added_up(tmp_path: Path) -> None:
    plan = small_project.plan(
        unit=UNIT, cycle="2019-2024", programmes="2: {muc_tieu: M, chi_tieu: {nha: 10 căn/năm}}\n"
    )
    documents = {**_reports("nha: 12 nhà"), f"2019-2024/{UNIT}/ke-hoach.yaml": plan}
    assert _lines(tmp_path, documents) == [
        "- Nhà Đại đoàn kết: đạt 12 nhà, bằng 120,00% kế hoạch (kế hoạch: 10 căn/năm, đã đạt)."
    ]


def test_a_target_for_each_unit_says_what_it_comes_to(tmp_path: Path) -> None:
    targets = "nha: {muc: ít nhất 2 nhà, moi: xa, so_luong: 3}"
    plan = small_project.plan(unit=DISTRICT, programmes=f"2: {{muc_tieu: M, chi_tieu: {{{targets}}}}}\n")
    documents = {**_reports("nha: 9 nhà", DISTRICT), f"2020/{DISTRICT}/ke-hoach.yaml": plan}
    assert _lines(tmp_path, documents, DISTRICT) == [
        "- Nhà Đại đoàn kết: đạt 09 nhà, bằng 150,00% kế hoạch "
        "(kế hoạch: ít nhất 02 nhà mỗi đơn vị cấp xã, tính cho 03 đơn vị cấp xã, cả thảy 06 nhà, đã đạt)."
    ]
    (table,) = tables(built(tmp_path / "b", documents, "bao-cao", unit=DISTRICT))
    assert table.rows[1][3:6] == ("6", "9", "150,00%")


@pytest.mark.parametrize(
    ("chosen", "lists", "boards"), [("ca-hai", 1, 1), ("danh-sach", 1, 0), ("bang", 0, 1)]
)
def test_the_profile_chooses_list_table_or_both(tmp_path: Path, chosen: str, lists: int, boards: int) -> None:
    profile = tmp_path / "templates" / "the-thuc" / "nd30.yaml"
    profile.parent.mkdir(parents=True)
    profile.write_text(f"dua_tren: nd30\nso_lieu: {chosen}\n", encoding="utf-8")
    plan = small_project.plan(unit=UNIT, programmes="2: {muc_tieu: M, chi_tieu: {nha: 5 nhà}}\n")
    documents = {**_reports("nha: 4 nhà"), f"2020/{UNIT}/ke-hoach.yaml": plan}
    for kind in ("bao-cao", "chuong-trinh"):
        document = built(tmp_path, documents, kind, unit=UNIT)
        assert len([line for line in outline(document) if line.startswith("- Nhà Đại đoàn kết: ")]) == lists
        assert len(tables(document)) == boards


def test_indicators_of_other_levels_lack_the_same_units(tmp_path: Path) -> None:
    """A figure that lacks no unit but those named in front needs no words of its own, however many have to report."""
    documents = {
        **_reports("nha: 2 nhà", "quang-tri"),
        **_reports("nha: 3 nhà, lop: 4 lớp", DISTRICT),
        **_reports("nha: 1 nhà"),
    }
    other = "    lop: {ten: Lớp tập huấn, chuong_trinh: 2, don_vi_tinh: lớp, theo_cap: tong, cap: [huyen]}\n"
    documents["danh-muc/chi-tieu.yaml"] = INDICATORS.rstrip(" ") + other
    assert _lines(tmp_path, documents, "quang-tri") == [
        "Số liệu tổng hợp từ 3/4 đơn vị; chưa có đủ số liệu của huyện Đakrông.",
        "- Nhà Đại đoàn kết: 06 nhà; riêng cơ quan Ủy ban MTTQ tỉnh 02 nhà;",
        "- Lớp tập huấn: 04 lớp.",
    ]


def test_no_bracket_stands_beside_another(tmp_path: Path) -> None:
    """A note on the own part is not followed by a bracket on the whole."""
    plan = small_project.plan(unit=DISTRICT, programmes="2: {muc_tieu: M, chi_tieu: {nha: 10 – 12 nhà}}\n")
    own = "nha: {gia_tri: 3 nhà, ghi_chu: Chưa kể nhà sửa chữa}"
    documents = {**_reports(own, DISTRICT), **_reports("nha: 2 nhà"), f"2020/{DISTRICT}/ke-hoach.yaml": plan}
    assert _lines(tmp_path, documents, DISTRICT) == [
        "- Nhà Đại đoàn kết: 05 nhà; riêng cơ quan Ủy ban MTTQ huyện 03 nhà (chưa kể nhà sửa chữa); "
        "kế hoạch: 10 – 12 nhà, chưa đạt."
    ]


def test_the_centre_has_a_name_in_the_catalogue_of_a_province(tmp_path: Path) -> None:
    documents = _reports("quy: {gia_tri: 5 triệu đồng, nhan_tu: {trung-uong: 2 triệu đồng}}")
    documents["danh-muc/don-vi.yaml"] = small_project.CATALOGUE["danh-muc/don-vi.yaml"].partition("\n")[2]
    assert _lines(tmp_path, documents) == ["- Quỹ: 5 triệu đồng; trong đó nhận từ Trung ương: 2 triệu đồng."]


def test_the_share_of_a_rough_sum_is_as_rough(tmp_path: Path) -> None:
    plan = small_project.plan(unit=DISTRICT, programmes="2: {muc_tieu: M, chi_tieu: {quy: 19 tỷ đồng}}\n")
    documents = {
        **_reports('quy: "gần 1,2 tỷ đồng"', DISTRICT),
        **_reports("quy: 31.602.000.000 đồng"),
        f"2020/{DISTRICT}/ke-hoach.yaml": plan,
    }
    assert _lines(tmp_path, documents, DISTRICT) == [
        "- Quỹ: đạt khoảng 32,8 tỷ đồng, bằng khoảng 173% kế hoạch; riêng cơ quan Ủy ban MTTQ huyện gần 1,2 tỷ đồng."
    ]


@pytest.mark.parametrize(("result", "verdict"), [("9", "chưa đạt"), ("11", "đã đạt"), ("15", "đã vượt")])
def test_more_than_a_range_is_no_failure(tmp_path: Path, result: str, verdict: str) -> None:
    plan = small_project.plan(unit=UNIT, programmes="2: {muc_tieu: M, chi_tieu: {nha: 10 – 12 nhà}}\n")
    documents = {**_reports(f"nha: {result} nhà"), f"2020/{UNIT}/ke-hoach.yaml": plan}
    assert _lines(tmp_path, documents) == [
        f"- Nhà Đại đoàn kết: {result.zfill(2)} nhà (kế hoạch: 10 – 12 nhà, {verdict})."
    ]


def test_what_one_of_several_figures_lacks_is_said_with_it(tmp_path: Path) -> None:
    documents = {**_reports("nha: 3 nhà, quy: 5 triệu đồng", DISTRICT), **_reports("lop: 2 lớp")}
    other = (
        "    lop: {ten: Lớp tập huấn, chuong_trinh: 2, don_vi_tinh: lớp, theo_cap: tong, cap: [huyen, xa]}\n"
    )
    own = INDICATORS.replace("theo_cap: tong}", "theo_cap: tong, cap: [huyen]}")
    documents["danh-muc/chi-tieu.yaml"] = own.rstrip(" ") + other
    assert _lines(tmp_path, documents, DISTRICT) == [
        "- Nhà Đại đoàn kết: 03 nhà;",
        "- Quỹ: 5 triệu đồng;",
        "- Lớp tập huấn: 02 lớp (mới có 1/2 đơn vị báo cáo).",
    ]


def test_figures_that_nobody_has_are_named_together(tmp_path: Path) -> None:
    targets = "nha: 10 – 12 nhà, quy: {muc: 5 tỷ đồng, cap_minh: 1 tỷ đồng}, ho-ngheo: 40 hộ"
    plan = small_project.plan(unit=UNIT, programmes=f"2: {{muc_tieu: M, chi_tieu: {{{targets}}}}}\n")
    documents = {**_reports("lop: 2 lớp"), f"2020/{UNIT}/ke-hoach.yaml": plan}
    other = "    lop: {ten: Lớp tập huấn, chuong_trinh: 2, don_vi_tinh: lớp, theo_cap: tong}\n"
    documents["danh-muc/chi-tieu.yaml"] = (
        INDICATORS.replace(
            "\n    ho-ngheo: {ten: Hộ nghèo,", "\n    ho-ngheo: {ten: Hộ nghèo, chuong_trinh: 2,"
        ).rstrip(" ")
        + other
    )
    assert _lines(tmp_path, documents) == [
        "- Lớp tập huấn: 02 lớp;",
        "- Chưa có số liệu: Nhà Đại đoàn kết (kế hoạch: 10 – 12 nhà); Quỹ (kế hoạch: 5 tỷ đồng); "
        "Hộ nghèo (kế hoạch: 40 hộ).",
    ]
