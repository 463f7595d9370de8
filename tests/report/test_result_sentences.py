"""Results in sentences: against the plan, since January, against the year before, and missing ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from report_project import built, outline, tables

from mttq.report import Report

LOWEST = "quang-tri/huong-hoa/tan-long"
LOWER = "quang-tri/huong-hoa"
FROM_ONE = (
    "Số liệu tổng hợp từ 1/4 đơn vị; "
    "chưa có đủ số liệu của cơ quan Ủy ban MTTQ tỉnh, huyện Hướng Hóa, huyện Đakrông."
)
FROM_TWO = "Số liệu tổng hợp từ 2/4 đơn vị; chưa có đủ số liệu của cơ quan Ủy ban MTTQ tỉnh, huyện Đakrông."


def _files(figures: dict[str, str], unit: str = LOWEST) -> dict[str, str]:
    """Return reports with one programme of figures each, by `2020/quy-1`."""
    return {
        f"{name.split('/')[0]}/{unit}/{name.split('/')[1]}.yaml": small_project.report(
            unit=unit,
            cycle=name.split("/")[0],
            period=name.split("/")[1],
            programmes=f"2: {{so_lieu: {{{line}}}}}\n",
        )
        for name, line in figures.items()
    }


def _plan(targets: str) -> dict[str, str]:
    text = small_project.plan(unit=LOWEST, programmes=f"2: {{muc_tieu: M, chi_tieu: {{{targets}}}}}\n")
    return {f"2020/{LOWEST}/ke-hoach.yaml": text}


def _said(
    root: Path, documents: dict[str, str], period: str = "nam", unit: str = LOWEST, cycle: str = "2020"
) -> list[str]:
    lines = outline(_of(root, documents, period, unit, cycle))
    return [line for line in lines if line.startswith(("- ", "Số liệu tổng hợp", "Số lũy kế"))]


def _of(
    root: Path, documents: dict[str, str], period: str = "nam", unit: str = LOWEST, cycle: str = "2020"
) -> Report:
    return built(root, documents, "bao-cao", unit=unit, period=period, cycle=cycle)


def test_a_result_against_its_plan(tmp_path: Path) -> None:
    documents = _plan("quy: 19 tỷ đồng") | _files({"2020/nam": "quy: '18,2 tỷ đồng'"})
    assert _said(tmp_path, documents) == ["- Quỹ “Vì người nghèo”: đạt 18,2 tỷ đồng, bằng 95,79% kế hoạch."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("trên 18,2 tỷ đồng", "đạt trên 18,2 tỷ đồng, bằng"),
        ("gần 18,2 tỷ đồng", "đạt gần 18,2 tỷ đồng, bằng"),
        ("khoảng 18,2 tỷ đồng", "đạt khoảng 18,2 tỷ đồng, bằng"),
        ("ước 18,2 tỷ đồng", "ước đạt 18,2 tỷ đồng, bằng"),
        ("đạt 18,2 tỷ đồng", "đạt 18,2 tỷ đồng, bằng"),
        ("1 tỷ 804 triệu đồng", "đạt 1.804 triệu đồng, bằng"),
        ("1.500 triệu đồng", "đạt 1.500 triệu đồng, bằng"),
    ],
)
def test_the_writer_s_own_word_with_the_verb(tmp_path: Path, typed: str, said: str) -> None:
    documents = _plan("quy: 19 tỷ đồng") | _files({"2020/nam": f"quy: '{typed}'"})
    (line,) = _said(tmp_path, documents)
    assert line.startswith(f"- Quỹ “Vì người nghèo”: {said}")


@pytest.mark.parametrize(
    ("target", "result", "said"),
    [
        (
            "quy: trên 1 tỷ đồng",
            "quy: 1 tỷ đồng",
            "bằng 100,00% kế hoạch (kế hoạch: trên 1 tỷ đồng, chưa đạt)",
        ),
        ("quy: 1 tỷ đồng", "quy: 999.999.999 đồng", "bằng 100,00% kế hoạch (kế hoạch: 1 tỷ đồng, chưa đạt)"),
        ("quy: 1 tỷ đồng", "quy: 1 tỷ đồng", "bằng 100,00% kế hoạch."),
        ("nha: 15 - 20 nhà", "nha: 21 nhà", "21 nhà (kế hoạch: 15 – 20 nhà, đã vượt)"),
        ("ho-ngheo: dưới 10 hộ", "ho-ngheo: 10 hộ", "còn 10 hộ (kế hoạch: dưới 10 hộ, chưa đạt)"),
        ("ho-ngheo: dưới 10 hộ", "ho-ngheo: 0 hộ", "không còn (0 hộ); kế hoạch: dưới 10 hộ, đã đạt"),
    ],
)
def test_a_reached_target_is_stated_if_no_percentage_shows_it(
    tmp_path: Path, target: str, result: str, said: str
) -> None:
    (line,) = _said(tmp_path, _plan(target) | _files({"2020/nam": result}))
    assert said in line


@pytest.mark.parametrize("typed", ["còn 37 hộ", "chỉ còn 37 hộ", "giảm còn khoảng 37 hộ", "37 hộ"])
def test_what_is_left_is_said_once(tmp_path: Path, typed: str) -> None:
    (line,) = _said(tmp_path, _files({"2020/nam": f"ho-ngheo: {typed}"}))
    said = typed if typed != "37 hộ" else "còn 37 hộ"
    assert line == f"- Hộ nghèo: {said}."


def test_zero_and_not_applicable_are_stated(tmp_path: Path) -> None:
    line = "quy: 0 đồng, nha: 0 nhà, viec-lam: không áp dụng"
    assert _said(tmp_path, _plan("nha: 5 nhà, cong-trinh: 1 công trình") | _files({"2020/nam": line})) == [
        "- Quỹ “Vì người nghèo”: không phát sinh (0 đồng);",
        "- Nhà Đại đoàn kết: chưa thực hiện (kế hoạch: 05 nhà);",
        "- Công trình: chưa có số liệu (kế hoạch: 01 công trình);",
        "- Việc làm mới: không áp dụng.",
    ]


def test_a_zero_of_some_units_is_not_a_zero_of_all(tmp_path: Path) -> None:
    documents = _files({"2020/nam": "nha: 0 nhà"})
    assert _said(tmp_path, documents, unit="quang-tri") == [
        FROM_ONE,
        "- Nhà Đại đoàn kết: 0 nhà.",
    ]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("nha: 18 nhà", "nha: 16 nhà", "18 nhà, tăng 12,50% so với năm 2020."),
        ("nha: 12 nhà", "nha: 16 nhà", "12 nhà, giảm 25,00% so với năm 2020."),
        ("nha: 16 nhà", "nha: 16 nhà", "16 nhà, bằng năm 2020."),
        ("nha: 30.001 nhà", "nha: 30.000 nhà", "30.001 nhà, xấp xỉ năm 2020."),
        ("nha: trên 18 nhà", "nha: 16 nhà", "trên 18 nhà, tăng khoảng 12,50% so với năm 2020."),
        ("nha: 3 nhà", "nha: 0 nhà", "03 nhà, năm 2020 không phát sinh."),
        ("nha: 0 nhà", "nha: 0 nhà", "không phát sinh (0 nhà)."),
        ("nha: 0 nhà", "nha: 4 nhà", "không phát sinh (0 nhà), năm 2020 có 04 nhà."),
        ("nha: 3 nhà", "quy: 1 đồng", "03 nhà."),
        ("nha: 3 nhà", "nha: không áp dụng", "03 nhà."),
    ],
)
def test_against_the_year_before(tmp_path: Path, now: str, before: str, said: str) -> None:
    lines = _said(tmp_path, _files({"2021/nam": now, "2020/nam": before}), cycle="2021")
    assert f"- Nhà Đại đoàn kết: {said}" in [line.replace(";", ".") for line in lines]


def test_percentages_are_compared_in_points(tmp_path: Path) -> None:
    documents = {
        f"{year}/{LOWEST}/nam.yaml": small_project.report(
            unit=LOWEST, cycle=year, programmes=f"1: {{so_lieu: {{ty-le-di-bau: {pair} cử tri}}}}\n"
        )
        for year, pair in (("2020", "90/100"), ("2021", "186/200"))
    }
    assert _said(tmp_path, documents, cycle="2021") == [
        "- Tỷ lệ cử tri đi bầu: 186/200 cử tri, đạt 93,00%, tăng 3,00 điểm phần trăm so với năm 2020.",
    ]


def test_incomplete_results_are_not_compared(tmp_path: Path) -> None:
    documents = _files({"2021/nam": "nha: 18 nhà", "2020/nam": "nha: 16 nhà"})
    assert _said(tmp_path, documents, unit="quang-tri", cycle="2021") == [
        FROM_ONE,
        "- Nhà Đại đoàn kết: 18 nhà.",
    ]


def test_a_quarter_states_the_result_since_january(tmp_path: Path) -> None:
    figures = {
        "2020/quy-1": "quy: 1 tỷ đồng, nha: 2 nhà, ho-ngheo: 9 hộ",
        "2020/quy-2": "quy: 500 triệu đồng, nha: 3 nhà, ho-ngheo: 7 hộ",
    }
    documents = _plan("quy: 3 tỷ đồng") | _files(figures)
    assert _said(tmp_path, documents, "quy-2") == [
        "- Quỹ “Vì người nghèo”: đạt 500 triệu đồng trong quý; "
        "lũy kế 6 tháng đầu năm đạt 1,5 tỷ đồng, bằng 50,00% kế hoạch năm;",
        "- Nhà Đại đoàn kết: 03 nhà trong quý; lũy kế 6 tháng đầu năm là 05 nhà;",
        "- Hộ nghèo: còn 07 hộ.",
    ]
    (table,) = tables(_of(tmp_path / "again", documents, "quy-2"))
    assert [column.header for column in table.columns] == [
        "STT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Kế hoạch năm",
        "Thực hiện",
        "Lũy kế từ đầu năm",
        "% kế hoạch năm",
    ]
    assert [row[3:7] for row in table.rows[1:]] == [
        ("3.000.000.000", "500.000.000", "1.500.000.000", "50,00%"),
        ("", "3", "5", ""),
        ("", "7", "", ""),
    ]


def test_months_missing_since_january_are_named(tmp_path: Path) -> None:
    documents = _plan("nha: 10 nhà") | _files({"2020/thang-02": "nha: 3 nhà"})
    assert _said(tmp_path, documents, "thang-02") == [
        "Số lũy kế chưa gồm số liệu tháng 01 năm 2020.",
        "- Nhà Đại đoàn kết: đạt 03 nhà trong tháng; lũy kế 2 tháng đầu năm đạt 03 nhà, bằng 30,00% kế hoạch năm.",
    ]


def test_a_total_is_written_in_large_units_if_that_is_exact(tmp_path: Path) -> None:
    own = _files({"2020/nam": "quy: 1.804.000.000 đồng"}) | _files({"2020/nam": "quy: 5 đồng"}, LOWER)
    assert _said(tmp_path, own, unit="quang-tri") == [
        FROM_TWO,
        "- Quỹ “Vì người nghèo”: 1.804.000.005 đồng.",
    ]
    round_sum = _files({"2020/nam": "quy: 1.804.000.000 đồng"}) | _files(
        {"2020/nam": "quy: 196 triệu đồng"}, LOWER
    )
    assert _said(tmp_path / "b", round_sum, unit="quang-tri") == [
        FROM_TWO,
        "- Quỹ “Vì người nghèo”: 2 tỷ đồng.",
    ]


def test_a_figure_that_only_those_below_state_together_says_so(tmp_path: Path) -> None:
    stated = {
        f"2020/{unit}/nam.yaml": small_project.report(
            unit=unit, programmes=f"2: {{{key}: {{nha: {text}}}}}\n"
        )
        for unit, key, text in (
            ("quang-tri", "so_lieu", "1 nhà"),
            (LOWER, "toan_dia_ban", "8 nhà"),
            ("quang-tri/dakrong", "so_lieu", "2 nhà"),
        )
    }
    assert _said(tmp_path, stated, unit="quang-tri") == [
        "- Nhà Đại đoàn kết: 11 nhà; riêng cơ quan Ủy ban MTTQ tỉnh 01 nhà (một phần theo báo cáo chung của cấp dưới).",
    ]


def test_what_does_not_apply_to_the_unit_itself_is_not_said_beside_missing_units(tmp_path: Path) -> None:
    documents = _files({"2020/nam": "nha: không áp dụng"}, LOWER)
    assert _said(tmp_path, documents, unit=LOWER) == ["- Nhà Đại đoàn kết: chưa có số liệu."]


def test_a_share_of_an_approximate_figure_is_approximate(tmp_path: Path) -> None:
    documents = _plan("quy: 4 tỷ đồng") | _files({"2020/nam": "quy: gần bốn tỷ đồng"})
    assert _said(tmp_path, documents) == [
        "- Quỹ “Vì người nghèo”: đạt gần 4 tỷ đồng, bằng gần 100% kế hoạch (kế hoạch: 4 tỷ đồng, chưa đạt)."
    ]


def test_an_approximate_figure_never_equals_another(tmp_path: Path) -> None:
    documents = _files({"2021/nam": "quy: hơn 10 tỷ đồng", "2020/nam": "quy: 10 tỷ đồng"})
    assert _said(tmp_path, documents, cycle="2021") == [
        "- Quỹ “Vì người nghèo”: hơn 10 tỷ đồng, xấp xỉ năm 2020."
    ]


def test_missing_units_are_stated_once(tmp_path: Path) -> None:
    files = _files({"2020/quy-1": "nha: 2 nhà", "2020/quy-2": "nha: 3 nhà"})
    assert _said(tmp_path, files, "quy-2", LOWER) == [
        "Số liệu tổng hợp từ 1/2 đơn vị; chưa có đủ số liệu của cơ quan Ủy ban MTTQ huyện.",
        "- Nhà Đại đoàn kết: 03 nhà trong quý; lũy kế 6 tháng đầu năm là 05 nhà.",
    ]


@pytest.mark.parametrize(
    ("target", "own", "below", "sentence"),
    [
        (
            "{muc: 10 nhà, cap_minh: 4 nhà}",
            "1 nhà",
            "5 nhà",
            "Nhà Đại đoàn kết: đạt 06 nhà, bằng 60,00% kế hoạch; riêng cơ quan Ủy ban MTTQ tỉnh 01 nhà; "
            "bằng 25,00% phần tự thực hiện (04 nhà)",
        ),
        (
            "{muc: 10 nhà, cap_minh: tat-ca}",
            "1 nhà",
            "5 nhà",
            "Nhà Đại đoàn kết: đạt 01 nhà, bằng 10,00% kế hoạch; cộng cả cấp dưới 06 nhà",
        ),
    ],
)
def test_what_a_unit_does_itself_is_told_apart(
    tmp_path: Path, target: str, own: str, below: str, sentence: str
) -> None:
    report = built(
        tmp_path,
        {
            "2020/quang-tri/nam.yaml": small_project.report(programmes=f"2: {{so_lieu: {{nha: {own}}}}}\n"),
            "2020/quang-tri/ke-hoach.yaml": small_project.plan(
                programmes=f"2: {{chi_tieu: {{nha: {target}}}}}\n"
            ),
            "2020/quang-tri/huong-hoa/nam.yaml": small_project.report(
                unit="quang-tri/huong-hoa", programmes=f"2: {{so_lieu: {{nha: {below}}}}}\n"
            ),
        },
        "bao-cao",
    )
    (line,) = [line for line in outline(report) if line.startswith("- Nhà Đại đoàn kết")]
    assert line.removeprefix("- ").partition(" (mới có")[0].rstrip(".;") == sentence


def test_a_target_handed_down_is_called_after_who_gave_it(tmp_path: Path) -> None:
    plan = small_project.plan(
        programmes="2: {chi_tieu: {nha: {muc: 350 nhà, giao: {quang-tri/huong-hoa: 40 nhà}}}}\n"
    )
    report = built(
        tmp_path,
        {
            "2020/quang-tri/ke-hoach.yaml": plan,
            "2020/quang-tri/huong-hoa/nam.yaml": small_project.report(
                unit="quang-tri/huong-hoa", programmes="2: {so_lieu: {nha: 42 nhà}}\n"
            ),
        },
        "bao-cao",
        unit="quang-tri/huong-hoa",
    )
    text = "\n".join(outline(report))
    assert "- Nhà Đại đoàn kết: đạt 42 nhà, bằng 105,00% kế hoạch tỉnh giao" in text
    (table,) = tables(report)
    row = next(row for row in table.rows if "Nhà Đại đoàn kết" in row)
    assert row[-1].endswith("Kế hoạch tỉnh giao.")


def test_a_units_own_figure_is_its_own_whatever_others_have_reported(tmp_path: Path) -> None:
    """A committee's own document says what it did itself, and what it states for its area, without reservation."""
    own = _files({"2020/nam": "nha: 2 nhà"}, LOWER)
    assert _said(tmp_path / "own", own, unit=LOWER) == ["- Nhà Đại đoàn kết: 02 nhà."]
    stated = {path: text.replace("so_lieu", "toan_dia_ban") for path, text in own.items()}
    assert _said(tmp_path / "stated", stated, unit=LOWER) == ["- Nhà Đại đoàn kết: 02 nhà."]
    both = own | _files({"2020/nam": "nha: 3 nhà"})
    assert _said(tmp_path / "both", both, unit=LOWER) == [
        "- Nhà Đại đoàn kết: 05 nhà; riêng cơ quan Ủy ban MTTQ huyện 02 nhà."
    ]
    above = "quang-tri"
    assert _said(tmp_path / "above", both, unit=above) == [
        FROM_TWO,
        "- Nhà Đại đoàn kết: 05 nhà.",
    ]


def test_a_ratio_of_counts_from_different_lines_is_not_said_to_lack_figures(tmp_path: Path) -> None:
    """Nobody has stated or planned it: its base comes from another ratio, its part from a line."""
    indicators = """\
ho: {ten: Tổng số hộ, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}
ho-van-hoa: {ten: Hộ văn hóa, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}
ty-le-van-hoa: {ten: Tỷ lệ văn hóa, chuong_trinh: 1, don_vi_tinh: "%", theo_cap: ty-le, tu_so: ho-van-hoa, mau_so: ho}
ho-kho: {ten: Hộ khó khăn, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}
ty-le-kho: {ten: Tỷ lệ hộ khó khăn, chuong_trinh: 1, don_vi_tinh: "%", theo_cap: ty-le, tu_so: ho-kho, mau_so: ho}
"""
    figures = "1: {so_lieu: {ty-le-van-hoa: 371/395 hộ, ho-kho: 7 hộ}}\n"
    documents = {
        "danh-muc/chi-tieu/ho.yaml": indicators,
        f"2020/{LOWEST}/nam.yaml": small_project.report(unit=LOWEST, programmes=figures),
    }
    assert _said(tmp_path, documents) == [
        "- Tỷ lệ văn hóa: 371/395 hộ, đạt 93,92%;",
        "- Hộ khó khăn: 07 hộ.",
    ]
