"""Rules whose cases need more than one state of the files, and faults that must be reported only once."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_projects import (
    INDICATORS,
    LOWER_PLAN,
    LOWER_REPORT,
    PLAN,
    REPORT,
    RULES,
    SETS,
    SETTINGS,
    UNITS,
    base,
    build,
    messages,
)

from mttq.check import check
from mttq.documents import load

Files = dict[str, str | None]


def lower_plan(houses: str) -> str:
    return base(PLAN, ("don_vi: quang-tri", "don_vi: quang-tri/huong-hoa"), ("350 nhà", houses))


def lower_report(houses: str) -> str:
    return base(REPORT, ("don_vi: quang-tri", "don_vi: quang-tri/huong-hoa"), ("17.363 nhà", houses))


# A fault that makes everything else look wrong is reported alone.


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({UNITS: "quang-tri: {\n"}, "MT004"),
        ({UNITS: None}, "MT113"),
        ({INDICATORS: "quy: [\n"}, "MT004"),
        ({INDICATORS: None}, "MT113"),
        ({SETS: "a: 'b\n"}, "MT004"),
        ({SETS: None}, "MT113"),
    ],
)
def test_a_catalogue_that_can_not_be_read_is_the_only_fault(
    files: Files, expected: str, tmp_path: Path
) -> None:
    (line,) = messages(build(tmp_path, files))
    assert line.split()[1] == expected


def test_a_plan_that_can_not_be_read_hides_no_tasks(tmp_path: Path) -> None:
    task = "    nhiem_vu:\n      - {ten: x, cu_the_hoa: [quang-tri#tong-ket]}\n    chi_tieu:"
    files: Files = {
        PLAN: base(PLAN, ("muc_tieu: Giảm", "muc_tieu: @ Giảm")),
        REPORT: base(
            REPORT, ("    so_lieu:", "    nhiem_vu: {tong-ket: {trang_thai: hoan-thanh}}\n    so_lieu:")
        ),
        LOWER_PLAN: lower_plan("35 nhà").replace("    chi_tieu:", task),
    }
    assert [line.split()[1] for line in messages(build(tmp_path, files))] == ["MT004"]


def test_missing_programmes_are_reported_once(tmp_path: Path) -> None:
    files: Files = {PLAN: "don_vi: quang-tri\nnam: 2020\n"}
    assert messages(build(tmp_path, files)) == [
        "1:1 MT103 thiếu khóa “chuong_trinh” (các chương trình) trong kế hoạch"
    ]


def test_a_refused_alias_is_not_also_a_wrong_figure(tmp_path: Path) -> None:
    files: Files = {REPORT: base(REPORT, ("17.363 nhà", "*so"))}
    assert messages(build(tmp_path, files)) == ["8:12 MT008 không dùng tham chiếu “*so” của YAML"]


def test_a_file_in_a_mistyped_folder_is_reported_once(tmp_path: Path) -> None:
    files: Files = {"plans/2020/quang-trii/quy-1.yaml": base(REPORT, ("quy-4", "quy-1"))}
    assert messages(build(tmp_path, files)) == [
        "1:9 MT109 don_vi là “quang-tri” nhưng thư mục là “quang-trii”"
    ]


def test_a_report_of_a_plan_with_an_unknown_set_is_not_blamed(tmp_path: Path) -> None:
    files: Files = {PLAN: base(PLAN, ("nam: 2020\n", "nam: 2020\nbo_chuong_trinh: mai-sau\n"))}
    assert messages(build(tmp_path, files)) == ["3:18 MT309 danh mục không có bộ chương trình “mai-sau”"]


# The sets of programmes.


def test_a_plan_may_name_another_set_and_its_reports_follow(tmp_path: Path) -> None:
    other = "rieng:\n  tu_nam: 2030\n  den_nam: 2030\n  chuong_trinh:\n    2: {ten: Hai}\n    7: {ten: Bảy}\n"
    files: Files = {
        SETS: base(SETS) + other,
        PLAN: base(PLAN, ("nam: 2020\n", "nam: 2020\nbo_chuong_trinh: rieng\n"), ("  1: {}", "  7: {}")),
        REPORT: base(REPORT, ("chuong_trinh:\n", "chuong_trinh:\n  7: {}\n")),
    }
    assert messages(build(tmp_path, files)) == []


def test_a_programme_needs_no_objective(tmp_path: Path) -> None:
    for programme in ("{}", "{ten: Tên}", "{noi_dung: Vận động}", "{nhiem_vu: [Việc]}"):
        files: Files = {
            PLAN: base(PLAN, ("  1: {}", f"  1: {programme}"), ("    muc_tieu: Giảm hộ nghèo\n", ""))
        }
        assert messages(build(tmp_path, files)) == []


def test_a_report_need_not_have_every_programme(tmp_path: Path) -> None:
    assert (
        messages(build(tmp_path, {REPORT: base(REPORT).partition("chuong_trinh")[0] + "chuong_trinh: {}\n"}))
        == []
    )


# Figures.


def test_an_own_and_a_stated_figure_are_not_duplicates(tmp_path: Path) -> None:
    files: Files = {REPORT: base(REPORT) + "    toan_dia_ban:\n      nha: 18.000 nhà\n"}
    assert messages(build(tmp_path, files)) == []


def test_figures_in_sections_are_checked_like_all_others(tmp_path: Path) -> None:
    section = (
        "    ket_qua:\n      - {ten: Khu, so_lieu: {khu-dan-cu: 5 khu dân cư, nhaa: 1 nhà}}\n    so_lieu:"
    )
    situation = "tinh_hinh:\n  - {ten: Nhà, so_lieu: {nha: 1 nhà}}\nchuong_trinh:"
    files: Files = {REPORT: base(REPORT, ("    so_lieu:", section), ("chuong_trinh:", situation))}
    assert [line.split()[:2] for line in messages(build(tmp_path, files))] == [
        ["5:26", "MT305"],
        ["9:30", "MT305"],
        ["9:56", "MT303"],
        ["12:7", "MT315"],
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{gia_tri: 350 nhà, trong_do: {a: 200 nhà, b: 150 nhà}, trong_do_du: true}", None),
        ("{gia_tri: 350 nhà, trong_do: {a: 200 nhà}}", None),
        ("{gia_tri: 350 nhà, trong_do: {a: 200 nhà}, trong_do_du: false}", None),
        ("{gia_tri: gần 350 nhà, trong_do: {a: 200 nhà, b: 149 nhà}, trong_do_du: true}", None),
        (
            "{gia_tri: 350 nhà, trong_do: {a: 200 nhà}, trong_do_du: true}",
            "các phần trong_do cộng lại là 200 nhà, kém 150 nhà so với số chung 350 nhà",
        ),
        (
            "{gia_tri: gần 350 nhà, trong_do: {a: 200 nhà, b: 140 nhà}, trong_do_du: true}",
            "các phần trong_do cộng lại là 340 nhà, kém 10 nhà so với số chung 350 nhà",
        ),
        (
            "{gia_tri: 350 nhà, trong_do: {a: 351 nhà}}",
            "các phần trong_do cộng lại là 351 nhà, hơn 1 nhà so với số chung 350 nhà",
        ),
    ],
)
def test_parts_against_the_whole(line: str, expected: str | None, tmp_path: Path) -> None:
    found = messages(build(tmp_path, {REPORT: base(REPORT, ("17.363 nhà", line))}))
    assert [one.partition(" MT403 ")[2] for one in found] == ([expected] if expected else [])


# Targets handed down.


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("{muc: 350 nhà, giao: {quang-tri/huong-hoa: 40 nhà}}", "40 nhà", []),
        ("{muc: 350 nhà, giao: {quang-tri/huong-hoa: 40 nhà}}", None, []),
        ("{muc: 60 nhà, cap_minh: 20 nhà}", "40 nhà", []),
        ("{muc: 350 nhà, cap_minh: 20 nhà}", None, []),
        ("{muc: 60 nhà, cap_minh: tat-ca}", "40 nhà", []),
        ("{muc: 1 nhà, moi: xa, giao: {quang-tri/huong-hoa: 40 nhà}}", "1 nhà", []),
        (
            "{muc: 60 nhà, cap_minh: 20 nhà}",
            "45 nhà",
            ["9:18 MT404 cấp dưới đăng ký 45 nhà, hơn 5 nhà so với phần 40 nhà còn lại ngoài cap_minh"],
        ),
        (
            "{muc: 60 nhà, giao: {quang-tri/huong-hoa: 50 nhà}}",
            "45 nhà",
            [
                "9:54 MT404 giao “quang-tri/huong-hoa” 50 nhà, còn kế hoạch của đơn vị này ghi 45 nhà: kém 5 nhà"
            ],
        ),
    ],
)
def test_targets_handed_down_against_those_below(
    upper: str, lower: str | None, expected: list[str], tmp_path: Path
) -> None:
    files: Files = {PLAN: base(PLAN, ("350 nhà", upper)), REPORT: base(REPORT, ("17.363 nhà", "17 nhà"))}
    if lower is not None:
        files[LOWER_PLAN] = lower_plan(lower)
    assert messages(build(tmp_path, files)) == expected


def test_yearly_targets_of_a_term_are_compared_for_the_whole_term(tmp_path: Path) -> None:
    def term(text: str) -> str:
        return text.replace("nam: 2020", "nam: 2019-2024").replace("trên 19 tỷ đồng", "19 tỷ đồng")

    upper = base(
        PLAN, ("350 nhà", "{muc: 70 nhà/năm, cap_minh: 100 nhà, giao: {quang-tri/huong-hoa: 50 nhà/năm}}")
    )
    files: Files = {
        "plans/2019-2024/quang-tri/ke-hoach.yaml": term(upper),
        "plans/2019-2024/quang-tri/huong-hoa/ke-hoach.yaml": term(lower_plan("250 nhà")),
    }
    assert messages(build(tmp_path, files)) == []


def test_member_organisations_need_no_target_of_indicators_of_others(tmp_path: Path) -> None:
    member = "\n    hoi-phu-nu: {ten: Hội, cap: to-chuc-thanh-vien}\n    huong-hoa:"
    files: Files = {
        UNITS: base(UNITS, ("\n    huong-hoa:", member)),
        PLAN: base(PLAN, ("350 nhà", "{muc: 60 nhà, cap_minh: 20 nhà}")),
        LOWER_PLAN: lower_plan("45 nhà"),
        REPORT: base(REPORT, ("17.363 nhà", "17 nhà")),
    }
    assert [line.split()[1] for line in messages(build(tmp_path, files))] == ["MT404"]


# Periods and totals.


def test_periods_that_do_not_cover_a_year_are_not_compared(tmp_path: Path) -> None:
    year = base(REPORT, ("ky: quy-4", "ky: nam"), ("17.363 nhà", "20.000 nhà"), ("4,2 tỷ", "9 tỷ"))
    assert messages(build(tmp_path, {"plans/2020/quang-tri/nam.yaml": year})) == []


def test_a_stated_figure_below_the_sum_of_some_units_is_wrong_even_if_others_are_missing(
    tmp_path: Path,
) -> None:
    files: Files = {REPORT: base(REPORT) + "    toan_dia_ban:\n      nha: 17.000 nhà\n", LOWER_REPORT: None}
    files.pop(LOWER_REPORT)
    (line,) = messages(build(tmp_path, files))
    assert line.startswith("10:12 MT401 “nha” toàn địa bàn ghi 17.000 nhà")
    assert line.endswith("kém 363 nhà; tổng ấy gồm cấp mình 17.363")


# Rules across indicators.


def rule(comparison: str, **more: str) -> str:
    keys = "".join(f"  {key}: {value}\n" for key, value in more.items())
    return f"quy-tac:\n  ve_trai: [nha]\n  so_sanh: '{comparison}'\n  ve_phai: [quy]\n{keys}"


@pytest.mark.parametrize(
    ("comparison", "houses", "fund", "holds"),
    [
        ("==", "5 nhà", "5 đồng", True),
        ("==", "5 nhà", "6 đồng", False),
        ("==", "khoảng 5 nhà", "6 đồng", True),
        ("==", "khoảng 5 nhà", "7 đồng", False),
        ("!=", "5 nhà", "5 đồng", False),
        (">", "5 nhà", "5 đồng", False),
        (">=", "5 nhà", "5 đồng", True),
        ("<", "5 nhà", "5 đồng", False),
        ("<=", "5 nhà", "5 đồng", True),
        ("<=", "6 nhà", "5 đồng", False),
        ("cung-co", "0", "0", True),
        ("cung-co", "5 nhà", "5 đồng", True),
        ("cung-co", "0", "5 đồng", False),
        ("khong-dong-thoi-co", "0", "5 đồng", True),
        ("khong-dong-thoi-co", "5 nhà", "5 đồng", False),
        ("<=", "6 nhà", "không áp dụng", True),
    ],
)
def test_every_comparison_of_a_rule(
    comparison: str, houses: str, fund: str, holds: bool, tmp_path: Path
) -> None:
    files: Files = {
        RULES: rule(comparison),
        REPORT: base(REPORT, ("17.363 nhà", houses), ("4,2 tỷ đồng", fund)),
    }
    assert [line.split()[1] for line in messages(build(tmp_path, files))] == ([] if holds else ["MT406"])


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"thieu": "bo-qua"}, []),
        ({"thieu": "bang-0"}, ["MT406"]),
        ({"thieu": "bang-0", "muc_do": "canh-bao"}, ["MT407"]),
        ({"thieu": "bang-0", "cap": "[xa]"}, []),
        ({"thieu": "bang-0", "cap": "[tinh, xa]"}, ["MT406"]),
    ],
)
def test_a_missing_side_and_the_levels_of_a_rule(
    more: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    files: Files = {RULES: rule("<=", **more), REPORT: base(REPORT, ("      quy: 4,2 tỷ đồng\n", ""))}
    assert [line.split()[1] for line in messages(build(tmp_path, files))] == expected


# Units.


def test_only_one_unit_may_be_the_centre(tmp_path: Path) -> None:
    files: Files = {UNITS: base(UNITS) + "tw: {ten: Trung ương 2, cap: trung-uong}\n"}
    assert messages(build(tmp_path, files)) == [
        "7:1 MT112 “tw” là đơn vị cấp Trung ương thứ hai, sau “trung-uong”"
    ]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ('[{gia_tri: "1", den: 2025-06-30}, {gia_tri: "2", tu: 2025-07-01}]', []),
        ('[{gia_tri: "1", den: 2025-07-01}, {gia_tri: "2", tu: 2025-07-01}]', ["MT320"]),
        ('[{gia_tri: "1"}, {gia_tri: "2", tu: 2025-07-01}]', ["MT320"]),
        ('[{gia_tri: "1", tu: 2025-07-01, den: 2025-06-30}]', ["MT318"]),
    ],
)
def test_dated_values_follow_each_other(codes: str, expected: list[str], tmp_path: Path) -> None:
    files: Files = {UNITS: base(UNITS, ("  cap: tinh\n", f"  cap: tinh\n  ma: {codes}\n"))}
    assert [line.split()[1] for line in messages(build(tmp_path, files))] == expected


def test_a_code_may_be_used_again_after_its_unit_has_ended(tmp_path: Path) -> None:
    later = 'lao-bao: {ten: xã Lao Bảo, cap: xa, ma: "465", tu: 2025-07-01}\n'
    units = base(UNITS, ("den: 2025-06-30", 'ma: "465", den: 2025-06-30'))
    assert messages(build(tmp_path, {UNITS: units + later})) == []
    found = messages(build(tmp_path, {UNITS: units + later.replace("tu: 2025-07-01", "tu: 2025-06-30")}))
    assert found == ["7:41 MT319 mã 465 của “lao-bao” trùng với “quang-tri/huong-hoa” trong cùng thời gian"]


def test_the_shares_of_a_divided_unit_may_make_up_the_whole(tmp_path: Path) -> None:
    def heir(name: str, share: int) -> str:
        return (
            f"{name}: {{ten: xã {name}, cap: xa, tu: 2025-07-01, "
            f"ke_thua: [{{don_vi: quang-tri/huong-hoa, ty_trong: {share}%}}]}}\n"
        )

    assert messages(build(tmp_path, {UNITS: base(UNITS) + heir("a", 60) + heir("b", 40)})) == []
    (line,) = messages(build(tmp_path, {UNITS: base(UNITS) + heir("a", 60) + heir("b", 41)}))
    assert "MT111 các phần của “quang-tri/huong-hoa” chia cho các đơn vị cộng lại là 101" in line


# Settings, tasks, the next term.


def test_deadlines_and_the_default_unit_are_checked(tmp_path: Path) -> None:
    text = "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\nthe_thuc: nd30\nhan_nop: {quy-1: 5, nam: -11}\n"
    assert messages(build(tmp_path, {SETTINGS: text})) == []


def test_a_task_may_carry_out_one_of_a_term_plan_above(tmp_path: Path) -> None:
    link = "    nhiem_vu:\n      - {ten: x, cu_the_hoa: [2019-2024/trung-uong#viec]}\n    chi_tieu:"
    centre = "don_vi: trung-uong\nnam: 2019-2024\nchuong_trinh:\n  1: {}\n  2:\n    muc_tieu: a\n"
    files: Files = {
        PLAN: base(PLAN, ("    chi_tieu:", link)),
        "plans/2019-2024/trung-uong/ke-hoach.yaml": centre + "    nhiem_vu: [{ten: việc, ma: viec}]\n",
    }
    assert messages(build(tmp_path, files)) == []


_BRIEFING = (
    "don_vi: quang-tri\nnam: 2020\nky: quy-4\nhoi_nghi: {ten: Giao ban, ngay: 2020-12-20}\n"
    "nhiem_vu: [{ten: Khôi phục sản xuất, ma: khoi-phuc}]\n"
)


def test_a_task_may_carry_out_one_of_a_briefing(tmp_path: Path) -> None:
    files: Files = {
        "plans/2020/quang-tri/giao-ban-quy-4.yaml": _BRIEFING,
        "plans/2021/quang-tri/ke-hoach.yaml": base(PLAN, ("nam: 2020", "nam: 2021")).replace(
            "    chi_tieu:",
            "    nhiem_vu:\n"
            "      - {ten: a, cu_the_hoa: [2020/quang-tri/giao-ban-quy-4#khoi-phuc]}\n"
            "      - {ten: b, cu_the_hoa: [2020/quang-tri/giao-ban-quy-4#khoi-phu]}\n"
            "      - {ten: c, cu_the_hoa: [2020/quang-tri/giao-ban-quy-3#khoi-phuc]}\n"
            "      - {ten: d, cu_the_hoa: [2020/quang-tri#khoi-phuc]}\n"
            "    chi_tieu:",
        ),
    }
    root = build(tmp_path, files)
    assert list(zip(messages(root), [one.help for one in check(load(root))], strict=True)) == [
        (
            "9:31 MT310 giao ban quý IV năm 2020 của “quang-tri” không có nhiệm vụ “khoi-phu”",
            "có phải là “khoi-phuc”?",
        ),
        (
            "10:31 MT329 kho này không có giao ban quý III năm 2020 của “quang-tri” nên không kiểm tra được "
            "nhiệm vụ “khoi-phuc”",
            "đơn vị có giao ban quy-4",
        ),
        (
            "11:31 MT310 kế hoạch năm 2020 của “quang-tri” không có nhiệm vụ “khoi-phuc”",
            "có phải là “2020/quang-tri/giao-ban-quy-4#khoi-phuc”?",
        ),
        (
            "11:31 MT317 “quang-tri” không phải cấp trên của “quang-tri”",
            "chỉ cụ thể hóa nhiệm vụ của đơn vị cấp trên, hoặc của giao ban của chính đơn vị",
        ),
    ]


def test_a_report_may_answer_for_the_tasks_of_a_briefing(tmp_path: Path) -> None:
    state = "    nhiem_vu: {khoi-phuc: {trang_thai: hoan-thanh}}\n    so_lieu:"
    files: Files = {
        "plans/2020/quang-tri/giao-ban-quy-4.yaml": _BRIEFING,
        REPORT: base(REPORT, ("    so_lieu:", state)),
    }
    assert messages(build(tmp_path, files)) == []
    (line,) = messages(build(tmp_path / "khac", {REPORT: files[REPORT]}))
    assert line.endswith("MT310 kế hoạch năm 2020 của đơn vị không có nhiệm vụ mang mã “khoi-phuc”")


def test_the_next_term_needs_its_plan(tmp_path: Path) -> None:
    report = (
        "don_vi: quang-tri\nnam: 2014-2019\nky: nhiem-ky\nchuong_trinh: {}\nchuong_trinh_moi: 2019-2024\n"
    )
    old = "2014-2019: {tu_nam: 2015, den_nam: 2019, chuong_trinh: {7: {ten: Bảy}}}\n"
    files: Files = {SETS: base(SETS) + old, "plans/2014-2019/quang-tri/nhiem-ky.yaml": report}
    assert messages(build(tmp_path, files)) == [
        "5:19 MT316 không có kế hoạch nhiệm kỳ 2019 – 2024 của “quang-tri”"
    ]
    files["plans/2019-2024/quang-tri/ke-hoach.yaml"] = base(PLAN, ("nam: 2020", "nam: 2019-2024"))
    assert messages(build(tmp_path, files)) == []
    yearly: Files = {REPORT: base(REPORT) + "chuong_trinh_moi: 2019-2024\n"}
    assert messages(build(tmp_path / "yearly", yearly)) == [
        "9:19 MT101 chuong_trinh_moi chỉ dùng trong báo cáo nhiệm kỳ (nhiem-ky.yaml)"
    ]


def test_the_phases_of_a_term_are_its_years(tmp_path: Path) -> None:
    def plan(year: str, phase: str) -> str:
        return base(
            PLAN,
            ("nam: 2020", f"nam: {year}"),
            ("350 nhà", f"{{muc: 350 nhà, phan_ky: {{{phase}: 100 nhà}}}}"),
        )

    term = "plans/2019-2024/quang-tri/ke-hoach.yaml"
    assert messages(build(tmp_path / "a", {term: plan("2019-2024", "2022")})) == []
    for phase in ("quy-2", "2019", "nhiem-ky"):
        root = build(tmp_path / phase, {term: plan("2019-2024", phase)})
        (found,) = check(load(root))
        assert (found.code.id, found.message, found.help) == (
            "MT312",
            f"“{phase}” không phải một năm của nhiệm kỳ 2019 – 2024",
            "dùng 2020 … 2024: mức phải đạt đến hết năm đó",
        )
    (line,) = messages(build(tmp_path / "nam", {PLAN: plan("2020", "2020")}))
    assert line.endswith("MT312 “2020” không phải một kỳ")
