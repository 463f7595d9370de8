"""Figures that contradict each other and takeovers whose days don't fit: what is reported, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from typer.testing import CliRunner

from mttq.check import check
from mttq.cli.app import app
from mttq.documents import load

INDICATORS = """\
b: {ten: Tiếp nhận, chuong_trinh: 2, don_vi_tinh: vụ, theo_cap: tong, so_nguyen: true}
a: {ten: Giải quyết, chuong_trinh: 2, don_vi_tinh: vụ, theo_cap: tong, so_nguyen: true}
c: {ten: Hòa giải, chuong_trinh: 2, don_vi_tinh: vụ, theo_cap: tong, so_nguyen: true}
tl: {ten: Tỷ lệ, chuong_trinh: 2, don_vi_tinh: "%", theo_cap: ty-le, tu_so: a, mau_so: b}
tl2: {ten: Tỷ lệ 2, chuong_trinh: 2, don_vi_tinh: "%", theo_cap: ty-le, tu_so: c, mau_so: b}
nha: {ten: Nhà, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, gom: [xay, sua], so_nguyen: true}
xay: {ten: Xây, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, gom: [moi, lai], so_nguyen: true}
sua: {ten: Sửa, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
moi: {ten: Mới, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
lai: {ten: Lại, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
"""
CIRCULAR = """\
vong: {ten: Vòng, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, gom: [quanh], so_nguyen: true}
quanh: {ten: Quanh, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, gom: [vong], so_nguyen: true}
"""
OLD = "x: {ten: xã X, cap: xa, den: 2020-06-30}"
UNITS = "t: {ten: tỉnh T, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa}}}\n"


def said(root: Path, files: dict[str, str]) -> list[str]:
    """Return the codes and messages about a project of a province and a commune."""
    catalogue = {
        "danh-muc/don-vi.yaml": UNITS,
        "danh-muc/chi-tieu.yaml": INDICATORS,
        "danh-muc/mttq.yaml": "phien_ban: 1\n",
    }
    project = load(small_project.write(root, {**catalogue, **files}))
    return [f"{one.code.id} {one.message}" for one in check(project)]


def of_figures(root: Path, figures: str) -> list[str]:
    """Return what is said about one report with these figures."""
    programmes = f"2: {{so_lieu: {{{figures}}}}}\n"
    report = small_project.report(unit="t/x", programmes=programmes)
    return said(root, {"2020/t/x/nam.yaml": report})


def of_units(root: Path, *lines: str) -> list[str]:
    """Return what is said about the units below a province."""
    units = "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n" + "".join(f"    {one}\n" for one in lines)
    return said(root, {"danh-muc/don-vi.yaml": units})


# A whole and its parts


def test_a_whole_below_one_of_its_parts_is_reported(tmp_path: Path) -> None:
    assert of_figures(tmp_path, "nha: 5, xay: 6") == [
        "MT409 “nha” là 5 nhà, nhỏ hơn các phần của nó trong cùng báo cáo: “xay” 6 nhà"
    ]


def test_parts_of_a_part_without_a_line_count_for_it(tmp_path: Path) -> None:
    assert of_figures(tmp_path, "nha: 10, moi: 4, lai: 3, sua: 5") == [
        "MT409 “nha” là 10 nhà, nhỏ hơn các phần của nó trong cùng báo cáo: “moi” 4 + “lai” 3 + “sua” 5 = 12 nhà"
    ]


@pytest.mark.parametrize(
    "figures",
    [
        "nha: 11, xay: 6, sua: 5",
        "nha: 20, xay: 6",  # the other part may be the rest
        "nha: 10, xay: khoảng 6, sua: 5",
        "nha: 10, xay: không áp dụng, sua: 5",
        "nha: 10, xay: 6, moi: 4, lai: 2, sua: 4",  # the parts of a part that has a line are inside it
    ],
)
def test_parts_that_fit_are_not_reported(figures: str, tmp_path: Path) -> None:
    assert of_figures(tmp_path, figures) == []


def test_a_whole_that_contains_itself_is_reported_only_in_the_catalogue(tmp_path: Path) -> None:
    report = small_project.report(unit="t/x", programmes="2: {so_lieu: {vong: 5, quanh: 6}}\n")
    files = {"danh-muc/chi-tieu.yaml": INDICATORS + CIRCULAR, "2020/t/x/nam.yaml": report}
    assert [line[:5] for line in said(tmp_path, files)] == ["MT314", "MT314"]


# Counts


@pytest.mark.parametrize("figures", ["tl: 6/8, tl2: 5/9", "tl2: 5/9, tl: 6/8"])
def test_two_ratios_that_give_a_count_differently_are_reported_in_any_order(
    figures: str, tmp_path: Path
) -> None:
    (found,) = of_figures(tmp_path, figures)
    assert found.startswith("MT410 ")
    assert "“tl” (6/8)" in found
    assert "“tl2” (5/9)" in found
    assert "9 vụ" in found
    assert "8 vụ" in found


@pytest.mark.parametrize("figures", ["tl: 6/8, b: 10", "b: 10, tl: 6/8"])
def test_a_ratio_is_compared_with_the_line_of_its_count(figures: str, tmp_path: Path) -> None:
    assert of_figures(tmp_path, figures) == ["MT410 “tl” (6/8) cho “b” là 8 vụ, còn dòng “b” là 10 vụ"]


def test_a_percentage_is_compared_with_its_counts(tmp_path: Path) -> None:
    assert of_figures(tmp_path, "tl: 60%, a: 3, b: 4") == [
        "MT410 “tl” ghi 60%, còn “a” và “b” trong cùng báo cáo cho 3/4 = 75,00%"
    ]


@pytest.mark.parametrize(
    "figures",
    [
        "tl: 6/8, tl2: 5/8, b: 8, a: 6",
        "tl: 75%, a: 3, b: 4",
        "tl: 66%, a: 2, b: 3",  # truncated
        "tl: trên 6/8, a: 7",
        "tl: 60%, a: 3",
        "tl: 60%, a: 0, b: 0",
    ],
)
def test_counts_that_agree_are_not_reported(figures: str, tmp_path: Path) -> None:
    assert of_figures(tmp_path, figures) == []


def test_a_figure_given_twice_is_reported_once(tmp_path: Path) -> None:
    report = small_project.report(
        unit="t/x",
        programmes="2:\n  ket_qua:\n    - {ten: Một, so_lieu: {tl: 6/8}}\n  so_lieu: {tl: 5/9}\n",
    )
    assert [line[:5] for line in said(tmp_path, {"2020/t/x/nam.yaml": report})] == ["MT315"]


def test_a_years_percentage_is_compared_with_the_counts_of_its_quarters(tmp_path: Path) -> None:
    files = {
        f"2020/t/x/quy-{number}.yaml": small_project.report(
            unit="t/x", period=f"quy-{number}", programmes=f"2: {{so_lieu: {{tl: {counts}}}}}\n"
        )
        for number, counts in enumerate(("3/4", "1/2", "2/2", "3/4"), 1)
    }
    year = small_project.report(unit="t/x", programmes="2: {so_lieu: {tl: 60%}}\n")
    assert said(tmp_path, {**files, "2020/t/x/nam.yaml": year}) == [
        "MT402 “tl” là 60%, còn theo quy-1.yaml, quy-2.yaml, quy-3.yaml, quy-4.yaml là 9/12 = 75,00%"
    ]


def test_the_reports_of_a_terms_years_are_named_with_their_years(tmp_path: Path) -> None:
    files = {
        f"{year}/t/x/nam.yaml": small_project.report(
            unit="t/x", cycle=str(year), programmes="2: {so_lieu: {a: 1}}\n"
        )
        for year in range(2020, 2025)
    }
    term = small_project.report(
        unit="t/x", cycle="2019-2024", period="nhiem-ky", programmes="2: {so_lieu: {a: 6}}\n"
    )
    assert said(tmp_path, {**files, "2019-2024/t/x/nhiem-ky.yaml": term}) == [
        "MT402 “a” là 6 vụ, còn số cộng từ 2020/nam.yaml, 2021/nam.yaml, 2022/nam.yaml, 2023/nam.yaml, "
        "2024/nam.yaml là 5 vụ: hơn 1 vụ"
    ]


# Takeovers


def test_a_forgotten_last_day_is_reported_once_for_all_heirs(tmp_path: Path) -> None:
    assert of_units(
        tmp_path,
        "x: {ten: xã X, cap: xa}",
        "n1: {ten: xã N1, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x, ty_trong: 60%}]}",
        "n2: {ten: xã N2, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x, ty_trong: 40%}]}",
    ) == [
        "MT321 “t/n1” kế thừa “t/x” từ 01/07/2020, nhưng “t/x” không có ngày cuối (den): cả hai cùng phải báo cáo, "
        "số của đơn vị cũ không chuyển sang đơn vị mới"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        (OLD, "n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}"),
        (OLD, "n: {ten: xã N, cap: xa, ke_thua: [{don_vi: t/x, ngay: 2020-07-01}]}"),
        (
            "x: {ten: xã X, cap: xa}",
            "n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x, ty_trong: 30%}]}",
        ),
        (
            OLD,
            "n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}",
            "m: {ten: xã M, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}",
        ),
    ],
)
def test_takeovers_that_fit_are_not_reported(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert of_units(tmp_path, *lines) == []


def test_units_that_take_each_other_over_are_reported_as_that_alone(tmp_path: Path) -> None:
    found = of_units(
        tmp_path,
        "x: {ten: xã X, cap: xa, ke_thua: [{don_vi: t/n, ngay: 2020-07-01}]}",
        "n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}",
    )
    assert [line[:5] for line in found] == ["MT314", "MT314"]


def test_a_share_that_can_not_be_read_is_the_only_fault(tmp_path: Path) -> None:
    found = of_units(
        tmp_path,
        OLD,
        "n1: {ten: xã N1, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x, ty_trong: 160%}]}",
        "n2: {ten: xã N2, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x, ty_trong: 40%}]}",
    )
    assert [line[:5] for line in found] == ["MT111"]


# Through the command


@pytest.mark.parametrize(
    ("units", "figures", "code"),
    [
        (UNITS, "tl: 6/8, tl2: 5/9", "MT410 (so-dem-lech)"),
        (UNITS, "nha: 5, xay: 6", "MT409 (gom-lech)"),
        (
            "t: {ten: tỉnh T, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa}, "
            "y: {ten: xã Y, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}}}\n",
            "a: 1",
            "MT321 (don-vi-cu-con-ton-tai)",
        ),
    ],
)
def test_the_command_ends_with_1_and_names_the_code(
    units: str, figures: str, code: str, tmp_path: Path
) -> None:
    files = {
        "danh-muc/don-vi.yaml": units,
        "danh-muc/chi-tieu.yaml": INDICATORS,
        "danh-muc/mttq.yaml": "phien_ban: 1\n",
        "2020/t/x/nam.yaml": small_project.report(unit="t/x", programmes=f"2: {{so_lieu: {{{figures}}}}}\n"),
    }
    root = small_project.write(tmp_path, files)
    result = CliRunner().invoke(app, ["check", "--root", str(root), "--no-cache"])
    assert result.exit_code == 1
    assert f"lỗi {code}: " in result.output
    assert "Có 1 lỗi trong 1 tệp" in result.output


# Periods within each other

PERIODS_WITHIN = """\
nha: {ten: Nhà, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
lai: {ten: Lãi, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong, duoc_am: true}
ho: {ten: Hộ, chuong_trinh: 2, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}
diem: {ten: Điểm, chuong_trinh: 2, don_vi_tinh: điểm, theo_cap: tong, theo_ky: binh-quan}
cao: {ten: Cao nhất, chuong_trinh: 2, don_vi_tinh: điểm, theo_cap: lon-nhat, theo_ky: lon-nhat}
thap: {ten: Thấp nhất, chuong_trinh: 2, don_vi_tinh: điểm, theo_cap: nho-nhat, theo_ky: nho-nhat}
sinh: {ten: Trẻ sinh, chuong_trinh: 2, don_vi_tinh: trẻ, theo_cap: tong, pham_vi: dia-ban}
"""


def of_periods(root: Path, figures: dict[str, str], key: str = "so_lieu") -> list[str]:
    """Return what is said about a commune with one figure in some of its reports."""
    files = {
        f"2020/t/x/{period}.yaml": small_project.report(
            unit="t/x", period=period, programmes=f"2: {{{key}: {{{line}}}}}\n"
        )
        for period, line in figures.items()
    }
    return said(root, {"danh-muc/chi-tieu.yaml": PERIODS_WITHIN, **files})


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ({"quy-4": "nha: 6", "nam": "nha: 5"}, "“nha” là 5 nhà, còn riêng quy-4.yaml đã là 6 nhà: kém 1 nhà"),
        (
            {"quy-1": "nha: 2", "quy-4": "nha: 6", "nam": "nha: 5"},
            "“nha” là 5 nhà, còn riêng quy-1.yaml, quy-4.yaml cộng lại đã là 8 nhà: kém 3 nhà",
        ),
        (
            {"thang-12": "nha: 6", "quy-4": "nha: 5", "nam": "nha: 7"},
            "“nha” là 5 nhà, còn riêng thang-12.yaml đã là 6 nhà: kém 1 nhà",
        ),
        (
            {"9-thang": "sinh: 10", "nam": "sinh: 1"},
            "“sinh” là 1 trẻ, còn riêng 9-thang.yaml đã là 10 trẻ: kém 9 trẻ",
        ),
        (
            {"quy-2": "cao: 9", "nam": "cao: 8"},
            "“cao” là 8 điểm, còn số lớn nhất trong quy-2.yaml là 9 điểm: kém 1 điểm",
        ),
        (
            {"quy-2": "thap: 3", "nam": "thap: 4"},
            "“thap” là 4 điểm, còn số nhỏ nhất trong quy-2.yaml là 3 điểm: hơn 1 điểm",
        ),
    ],
)
def test_a_period_is_not_passed_by_one_inside_it(
    figures: dict[str, str], message: str, tmp_path: Path
) -> None:
    assert of_periods(tmp_path, figures) == [f"MT402 {message}"]


@pytest.mark.parametrize(
    "figures",
    [
        {"quy-4": "nha: 5", "nam": "nha: 5"},
        {"quy-4": "nha: gần 6", "nam": "nha: 5"},
        {"quy-4": "nha: không áp dụng", "nam": "nha: 0"},
        {"quy-4": "lai: 6", "nam": "lai: 5"},
        {"quy-3": "ho: 6", "nam": "ho: 5"},
        {"quy-4": "diem: 6", "nam": "diem: 5"},
        {"quy-2": "cao: 7", "nam": "cao: 8"},
        {"quy-2": "thap: 5", "nam": "thap: 4"},
    ],
)
def test_a_period_may_differ_from_one_inside_it(figures: dict[str, str], tmp_path: Path) -> None:
    assert of_periods(tmp_path, figures) == []


def test_what_a_unit_states_for_periods_within_each_other_is_reported_once(tmp_path: Path) -> None:
    assert of_periods(tmp_path, {"quy-4": "nha: 6", "nam": "nha: 5"}, "toan_dia_ban") == [
        "MT401 “nha” toàn địa bàn ghi 5 nhà, còn tổng từ 0/1 đơn vị đã báo cáo là 6 nhà: kém 1 nhà; tổng ấy gồm "
        "cấp mình 6"
    ]
