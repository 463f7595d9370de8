"""Each clause of the contract on a project of a few lines, computed by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from coverage_model import Goal, period
from coverage_oracle import Oracle, Row
from coverage_reader import project

INDICATORS = """
quy: tong tong
so-du: tong cuoi-ky
a: tong tong
b: tong tong
k: tong cuoi-ky
tl: ty-le = a / b
tk: ty-le = a / k
dan: tong cuoi-ky
bq: binh-quan binh-quan
bqw: binh-quan cuoi-ky * dan
lon: lon-nhat lon-nhat
nho: nho-nhat nho-nhat
dem: dem-don-vi lon-nhat [xa]
nha: tong tong = xay + sua
xay: tong tong
sua: tong tong
hv: tong binh-quan
chung: khong-cong tong
ngheo: tong cuoi-ky dia-ban
xa-lam: tong tong [xa]
"""
PLAIN = """
t tinh
t/x xa
t/y xa
@2025
"""
MERGED = """
t tinh
t/x xa ..2025-06-30
t/y xa ..2025-06-30
t/n xa 2025-07-01..
t/x > t/n
t/y > t/n
@2025
"""
DIVIDED = """
t tinh
t/x xa ..2025-06-30
t/n xa 2025-07-01..
t/m xa 2025-07-01..
t/x > t/n 60%
t/x > t/m 40%
@2025
"""
JULY, DECEMBER = 2025 * 12 + 6, 2025 * 12 + 11


def seen(*values: object) -> tuple[object, ...]:
    return values


def row(text: str, unit: str, indicator: str, name: str = "nam", as_of: date | None = None) -> Row:
    return Oracle(project(INDICATORS, text)).row(unit, indicator, period(2025, name), as_of=as_of)


def total(text: str, unit: str, indicator: str, name: str = "nam") -> tuple[object, str]:
    found = row(text, unit, indicator, name)
    return found.thuc_hien, found.trang_thai


# A cell is a unit in a month in which it exists, is of a level that reports, and the indicator is in use.


def test_a_unit_is_expected_only_while_it_exists() -> None:
    found = row(MERGED + "t nam quy 0\nt/x 6-thang quy 3\nt/n quy-3 quy 5", "t", "quy")
    assert seen(found.thuc_hien, found.trang_thai) == (8, "thieu")
    assert found.missing == {
        "t/y": list(range(JULY - 6, JULY)),
        "t/n": list(range(JULY + 3, DECEMBER + 1)),
    }


def test_a_month_that_two_units_share_is_a_cell_of_both() -> None:
    text = """
    t/x xa ..2025-06-15
    t/n xa 2025-06-16..
    t/x > t/n
    t tinh
    @2025
    t/x thang-06 xa-lam 1
    t/n thang-06 xa-lam 2
    """
    assert total(text, "t", "xa-lam", "thang-06") == (3, "du")


def test_a_level_that_does_not_report_is_not_expected() -> None:
    assert total(PLAIN + "t/x nam xa-lam 1\nt/y nam xa-lam 2", "t", "xa-lam") == (3, "du")


def test_a_line_of_a_level_that_does_not_report_counts_nowhere() -> None:
    assert total(PLAIN + "t nam xa-lam 7\nt/x nam xa-lam 1\nt/y nam xa-lam 2", "t", "xa-lam") == (3, "du")


def test_an_own_line_is_no_statement_if_a_unit_above_says_otherwise() -> None:
    """The heir's line says nothing of `t/x` in October, so the province's 3 is not contradicted."""
    text = """
    t tinh
    t/x xa ..2025-10-15
    t/n xa 2025-10-16..
    t/x > t/n
    @2025
    t quy-4 *dem 3
    t/n quy-4 dem 1
    """
    assert total(text, "t", "dem", "quy-4") == (3, "theo-bao-cao")


# What a figure covers.


def test_a_statement_covers_the_unit_and_all_below_it() -> None:
    assert total(PLAIN + "t nam *quy 9", "t", "quy") == (9, "theo-bao-cao")


def test_a_statement_does_not_cover_what_is_taken_over_later() -> None:
    text = """
    p tinh
    p/a xa
    q tinh ..2025-06-30
    q > p 2025-07-01
    @2025
    p 6-thang *quy 10
    p quy-3 *quy 1
    p quy-4 *quy 1
    """
    found = row(text, "p", "quy")
    assert seen(found.thuc_hien, found.trang_thai) == (12, "thieu")
    assert found.missing == {"q": list(range(JULY - 6, JULY))}


def test_a_statement_covers_the_months_before_what_it_has_taken_over() -> None:
    assert total(MERGED + "t nam quy 0\nt/n nam *quy 9", "t", "quy") == (9, "theo-bao-cao")


def test_a_statement_of_a_later_year_covers_nothing_before() -> None:
    text = MERGED + "t/n nam *quy 9\n@2024\nt/x nam quy 1\nt/y nam quy 2"
    found = Oracle(project(INDICATORS, text)).row("t/n", "quy", period(2024, "nam"), as_of=date(2025, 12, 31))
    assert seen(found.thuc_hien, found.trang_thai) == (3, "du")


def test_a_commune_alone_gives_its_own_figure_under_either_heading() -> None:
    assert total(PLAIN + "t nam quy 0\nt/x nam *quy 3\nt/y nam quy 4", "t", "quy") == (7, "du")


def test_an_own_line_speaks_for_predecessors_that_are_silent() -> None:
    assert total(MERGED + "t/n nam quy 16", "t/n", "quy") == (16, "theo-bao-cao")


def test_an_own_line_stays_an_own_line_if_the_predecessors_report() -> None:
    text = MERGED + "t/n nam quy 16\nt/x 6-thang quy 10\nt/y 6-thang quy 1"
    assert total(text, "t/n", "quy") == (27, "du")


def test_an_own_line_that_is_less_than_a_predecessor_speaks_for_itself() -> None:
    found = row(MERGED + "t/n nam quy 2\nt/x quy-1 quy 10", "t/n", "quy")
    assert seen(found.thuc_hien, found.trang_thai) == (12, "thieu")


def test_an_own_line_beside_a_statement_is_about_the_own_months() -> None:
    text = MERGED + "t/n nam quy 8\nt/n nam *quy 26"
    found = row(text, "t/n", "quy")
    assert seen(found.thuc_hien, found.trang_thai, found.cap_minh) == (26, "theo-bao-cao", 8)


def test_a_figure_of_a_longer_period_says_nothing_about_a_shorter_one() -> None:
    assert total(PLAIN + "t/x nam quy 12", "t/x", "quy", "quy-1") == (None, "chua-co")


def test_an_indicator_of_areas_expects_only_the_lowest() -> None:
    text = PLAIN + "t/x nam ngheo 3\nt/y nam ngheo 4"
    found = row(text, "t", "ngheo")
    assert seen(found.thuc_hien, found.trang_thai, found.phai_bao_cao) == (7, "du", 2)


def test_an_indicator_of_areas_makes_every_line_a_statement() -> None:
    found = row(PLAIN + "t nam ngheo 9\nt/x nam ngheo 3", "t", "ngheo")
    assert seen(found.thuc_hien, found.trang_thai) == (9, "theo-bao-cao")
    assert seen(found.so_cong_don, found.so_bao_cao) == (3, 9)


# The choice of the set.


def test_the_set_that_covers_most_is_chosen() -> None:
    text = PLAIN + "t quy-1 *quy 100\nt nam quy 1\nt/x nam quy 2"
    found = row(text, "t", "quy")
    assert seen(found.thuc_hien, found.trang_thai) == (3, "thieu")


def test_own_figures_win_over_a_statement_that_covers_as_much() -> None:
    text = PLAIN + "t nam *quy 9\nt nam quy 1\nt/x nam quy 3\nt/y nam quy 5"
    assert total(text, "t", "quy") == (9, "du")


def test_fewer_figures_win() -> None:
    found = row(PLAIN + "t/x 6-thang quy 5\nt/x quy-1 quy 2\nt/x quy-2 quy 2", "t/x", "quy", "6-thang")
    assert found.thuc_hien == 5


def test_longer_figures_win() -> None:
    assert total(PLAIN + "t/x thang-12 so-du 1\nt/x nam so-du 3\nt/x quy-4 so-du 2", "t/x", "so-du") == (
        3,
        "du",
    )


def test_a_tie_without_difference_is_none() -> None:
    text = PLAIN + "t/x nam tl 6/8\nt/x nam b 8"
    assert total(text, "t/x", "b") == (8, "du")


TWO_HEADS = """
t tinh
t/h huyen
t/h/g huyen
t/h/g/x xa
t/y xa
@2025
t/h nam *xa-lam 5
t/h/g nam *xa-lam 7
t/y nam xa-lam 1
"""


def test_statements_that_tie_and_disagree_leave_what_they_share() -> None:
    """Both heads of one area state the same months; nothing decides between them."""
    found = row(TWO_HEADS, "t", "xa-lam")
    assert seen(found.thuc_hien, found.trang_thai) == (1, "thieu")
    assert found.ties == ((("t/h 2025 nam *xa-lam",), ("t/h/g 2025 nam *xa-lam",)),)
    assert list(found.missing) == ["t/h/g/x"]


def test_a_tie_takes_nothing_along_that_can_be_chosen_apart() -> None:
    """The statement of t is in no best set, so what it speaks of ties nothing together."""
    more = "t nam *xa-lam 20\nt/k nam *xa-lam 2\nt/k/g nam *xa-lam 2"
    text = TWO_HEADS.replace("t/y xa", "t/y xa\nt/k huyen\nt/k/g huyen\nt/k/g/x xa") + more
    found = row(text, "t", "xa-lam")
    assert seen(found.thuc_hien, found.trang_thai) == (3, "thieu")
    assert list(found.missing) == ["t/h/g/x"]


def test_an_own_figure_ends_a_tie() -> None:
    assert total(TWO_HEADS + "t/h/g/x nam xa-lam 7", "t", "xa-lam") == (8, "du")


# The states.


def test_nothing_reported() -> None:
    assert total(PLAIN, "t", "quy") == (None, "chua-co")


def test_nothing_applies() -> None:
    text = PLAIN + "\n".join(f"{unit} nam quy không áp dụng" for unit in ("t", "t/x", "t/y"))
    assert total(text, "t", "quy") == (None, "du")


def test_what_does_not_apply_covers_its_cells() -> None:
    assert total(PLAIN + "t nam quy không áp dụng\nt/x nam quy 1\nt/y nam quy 2", "t", "quy") == (3, "du")


def test_units_that_have_reported_are_counted() -> None:
    found = row(PLAIN + "t nam quy 0\nt/x quy-1 quy 1\nt/y nam quy 2", "t", "quy")
    assert seen(found.da_bao_cao, found.phai_bao_cao) == (2, 3)


# Statements that contradict.


def test_a_statement_that_differs_from_all_parts() -> None:
    text = PLAIN + "t nam *quy 10\nt nam quy 1\nt/x nam quy 3\nt/y nam quy 5"
    found = row(text, "t", "quy")
    assert seen(found.thuc_hien, found.so_cong_don, found.so_bao_cao) == (9, 9, 10)
    assert found.trang_thai == "lech"


def test_a_statement_that_is_less_than_the_parts_known() -> None:
    found = row(PLAIN + "t nam *quy 5\nt/x nam quy 8", "t", "quy")
    assert seen(found.thuc_hien, found.trang_thai) == (8, "lech")


def test_a_statement_that_is_more_than_the_parts_known() -> None:
    assert total(PLAIN + "t nam *quy 9\nt/x nam quy 8", "t", "quy") == (9, "theo-bao-cao")


def test_statements_that_differ_only_together() -> None:
    quarters = "\n".join(f"t quy-{quarter} *quy 10" for quarter in (1, 2, 3, 4))
    text = PLAIN + quarters + "\nt nam quy 0\nt/x nam quy 20\nt/y nam quy 21"
    assert total(text, "t", "quy") == (41, "lech")
    assert total(text, "t", "quy", "quy-1") == (10, "theo-bao-cao")


def test_a_step_of_the_statement_and_of_each_approximate_part_is_tolerated() -> None:
    parts = "t nam quy 0\nt/x nam quy khoảng 1,5 triệu\nt/y nam quy khoảng 2 triệu\n"
    assert total(PLAIN + parts + "t nam *quy 4,7 triệu", "t", "quy")[1] == "du"
    assert total(PLAIN + parts + "t nam *quy 4,8 triệu", "t", "quy")[1] == "lech"
    exact = parts.replace("khoảng ", "")
    assert total(PLAIN + exact + "t nam *quy 3,6 triệu", "t", "quy")[1] == "lech"


def test_an_approximate_part_makes_the_total_approximate() -> None:
    assert row(PLAIN + "t/x nam quy khoảng 2\nt/y nam quy 1", "t", "quy").gan_dung
    assert not row(PLAIN + "t/x nam quy 2\nt/y nam quy 1", "t", "quy").gan_dung


# Ratios and means.


def test_a_ratio_takes_both_counts_over_the_same_months() -> None:
    months = "\n".join(f"t/x thang-0{month} a {month}" for month in (1, 2, 3))
    found = row(PLAIN + months + "\nt/x quy-1 b 12\nt/y quy-1 tl 1/4", "t", "tl", "quy-1")
    assert seen(found.thuc_hien, found.counts) == (Fraction(700, 16), (7, 16))


def test_a_ratio_of_a_stock_takes_the_flow_of_all_months() -> None:
    text = PLAIN + "t/x quy-1 a 30\nt/x quy-2 a 40\nt/x quy-2 k 100\nt/y quy-2 a 5"
    found = row(text, "t", "tk", "6-thang")
    assert seen(found.thuc_hien, found.counts, found.trang_thai) == (70, (70, 100), "thieu")


def test_a_ratio_may_have_one_count_from_the_ratio_and_none_apart() -> None:
    assert total(PLAIN + "t/x nam tl 3/4\nt/x nam a 3", "t/x", "a") == (3, "du")
    assert total(PLAIN + "t/x nam tl 3/4\nt/x nam a 2", "t/x", "a") == (2, "du")


def test_a_ratio_stated_with_other_counts_differs() -> None:
    text = PLAIN + "t nam *tl 5/10\nt nam tl không áp dụng\nt/x nam tl 2/5\nt/y nam tl 2/5"
    assert total(text, "t", "tl") == (40, "lech")


def test_a_plain_mean_weighs_the_part_of_the_year() -> None:
    text = (
        MERGED + "t nam bq không áp dụng\nt/x 6-thang bq 8\nt/y 6-thang bq 8\nt/n quy-3 bq 4\nt/n quy-4 bq 4"
    )
    assert total(text, "t", "bq") == (Fraction(20, 3), "du")


def test_a_mean_weighs_with_the_indicator_named() -> None:
    text = PLAIN + "t nam bqw không áp dụng\nt/x nam bqw 2\nt/x nam dan 10\nt/y nam bqw 5\nt/y nam dan 20"
    assert total(text, "t", "bqw") == (4, "du")


def test_a_value_without_weight_covers_nothing() -> None:
    text = PLAIN + "t nam bqw không áp dụng\nt/x nam bqw 2\nt/x nam dan 10\nt/y nam bqw 5"
    assert total(text, "t", "bqw") == (2, "thieu")
    assert total(text, "t/y", "bqw") == (5, "du")


def test_a_stated_mean_counts_by_its_weight() -> None:
    text = """
    t tinh
    t/h huyen
    t/h/x xa
    t/y xa
    @2025
    t/h nam *bqw 2
    t/h/x nam dan 10
    t/h nam dan 0
    t/y nam bqw 5
    t/y nam dan 20
    """
    assert total(text, "t", "bqw") == (4, "thieu")


def test_members_on_average_follow_the_heir() -> None:
    text = MERGED + "t nam hv 0\nt/x 6-thang hv 4\nt/y 6-thang hv 6\nt/n quy-3 hv 12\nt/n quy-4 hv 14"
    assert total(text, "t", "hv") == (Fraction(10 * 6 + 12 * 3 + 14 * 3, 12), "du")


@pytest.mark.parametrize(("indicator", "value"), [("lon", 9), ("nho", 2)])
def test_the_extremes_of_all_figures(indicator: str, value: int) -> None:
    text = DIVIDED + f"t nam {indicator} 5\nt/x 6-thang {indicator} 9\nt/n nam {indicator} 2"
    assert row(text, "t", indicator).thuc_hien == value


# Wholes, stocks, transfers, shares, counts of units.


def test_a_whole_is_its_own_line_or_the_sum_of_its_parts() -> None:
    text = PLAIN + "t/x quy-1 nha 5\nt/x quy-2 xay 2\nt/x quy-2 sua 1\nt/x quy-3 xay 4"
    found = row(text, "t/x", "nha")
    assert seen(found.thuc_hien, found.trang_thai) == (8, "thieu")
    assert found.missing == {"t/x": list(range(JULY, DECEMBER + 1))}


def test_the_parts_of_a_whole_may_come_from_different_files() -> None:
    text = PLAIN + "t/x quy-1 xay 1\nt/x quy-2 xay 2\nt/x 6-thang sua 4"
    assert total(text, "t/x", "nha", "6-thang") == (7, "du")


def test_a_stock_is_that_of_the_last_month() -> None:
    text = MERGED + "t nam so-du 1\nt/x 6-thang so-du 5\nt/y 6-thang so-du 6\nt/n nam so-du 12"
    assert total(text, "t", "so-du") == (13, "du")
    found = row(text, "t/n", "so-du", "6-thang", date(2025, 12, 31))
    assert seen(found.thuc_hien, found.phai_bao_cao) == (11, 2)


def test_the_latest_stock_counts_and_covers_nothing() -> None:
    text = PLAIN + "t nam so-du 1\nt/x nam so-du 2\nt/y quy-1 so-du 3\nt/y quy-3 so-du 4"
    assert total(text, "t", "so-du") == (7, "thieu")


def test_a_transfer_within_the_total_is_taken_out() -> None:
    text = PLAIN + "t nam quy 10\nt/x nam quy 7 < t 4, Công ty Bạn 1\nt/y nam quy 0"
    assert total(text, "t", "quy") == (13, "du")
    assert total(text, "t/x", "quy") == (7, "du")


def test_a_transfer_is_taken_out_by_the_smaller_share() -> None:
    text = DIVIDED + "t/x 6-thang quy 100\nt/n nam quy 20 < t/x 10"
    assert total(text, "t/n", "quy") == (60 + 20 - 6, "du")
    assert row(text, "t", "quy").thuc_hien == 110


def test_shares_weigh_the_months_before_the_division() -> None:
    text = DIVIDED + "t nam quy 0\nt/x 6-thang quy 100\nt/n nam quy 1\nt/m nam quy 2"
    assert total(text, "t/n", "quy") == (61, "du")
    assert total(text, "t/m", "quy") == (42, "du")
    assert total(text, "t", "quy") == (103, "du")
    assert row(text, "t/n", "quy").gan_dung


def test_statements_of_both_heirs_share_the_months_before() -> None:
    text = DIVIDED + "t nam quy 0\nt/n nam *quy 60\nt/m nam *quy 50"
    assert total(text, "t", "quy") == (110, "theo-bao-cao")


def test_one_heirs_statement_leaves_the_rest_of_the_divided_unit() -> None:
    found = row(DIVIDED + "t nam quy 0\nt/n nam *quy 60\nt/m nam quy 5", "t", "quy")
    assert seen(found.thuc_hien, found.trang_thai) == (65, "theo-bao-cao")


def test_a_unit_divided_without_shares_belongs_to_the_unit_above() -> None:
    text = DIVIDED.replace("60%", "").replace("40%", "")
    text += "t nam quy 0\nt/x 6-thang quy 100\nt/n nam quy 1\nt/m nam quy 2"
    found = row(text, "t/n", "quy")
    assert seen(found.thuc_hien, found.trang_thai, found.not_shared_out) == (1, "thieu", ("t/x",))
    assert total(text, "t", "quy") == (103, "du")


def test_a_unit_counts_if_its_predecessor_had_a_value() -> None:
    text = DIVIDED + "t/x 6-thang dem 1\nt/n nam dem 0\nt/m nam dem 0"
    assert total(text, "t", "dem") == (2, "du")


def test_a_later_takeover_makes_no_unit_count_before() -> None:
    text = """
    t tinh
    t/x xa
    t/y xa ..2025-06-30
    t/y > t/x 2025-07-01
    @2024
    t/x nam dem 0
    t/y nam dem 1
    """
    oracle = Oracle(project(INDICATORS, text))
    for day in (date(2024, 12, 31), date(2025, 12, 31)):
        assert oracle.row("t", "dem", period(2024, "nam"), as_of=day).thuc_hien == 1


def test_what_is_never_added_is_the_units_own() -> None:
    text = PLAIN + "t nam chung 3\nt/x nam chung 4"
    assert total(text, "t", "chung") == (3, "du")
    assert total(text, "t/y", "chung") == (None, "chua-co")


def test_what_was_taken_over_goes_where_it_was_taken() -> None:
    text = """
    t tinh
    t/h huyen ..2025-06-30
    t/h/x xa
    t/g huyen
    t/g/y xa
    t/h > t/g 2025-07-01
    @2025
    t/h/x nam xa-lam 5
    t/g/y nam xa-lam 0
    """
    assert total(text, "t/g", "xa-lam") == (5, "du")


# Targets.


def test_targets_of_the_units_directly_below_are_added() -> None:
    text = PLAIN + "t/x plan quy 10..20\nt/y plan quy 30"
    assert row(text, "t", "quy").cap_duoi_dang_ky == 40


def test_a_divided_target_is_shared() -> None:
    text = DIVIDED + "t/x plan quy 100\nt/n plan quy 10"
    assert row(text, "t/n", "quy").ke_hoach == Goal(comparator=">=", low=Fraction(70))
    assert row(text, "t/m", "quy").ke_hoach == Goal(comparator=">=", low=Fraction(40))
    assert row(text, "t", "quy").cap_duoi_dang_ky == 110


@pytest.mark.parametrize(("day", "low"), [("2025-02-01", 70), ("2025-07-01", 10), ("2025-09-01", 10)])
def test_a_plan_amended_after_the_takeover_stands_alone(day: str, low: int) -> None:
    text = DIVIDED + f"t/x plan quy 100\nt/n plan quy 10\nt/n amended {day}"
    assert row(text, "t/n", "quy").ke_hoach == Goal(comparator=">=", low=Fraction(low))


def test_a_target_that_cannot_be_added_leaves_the_sum_above_open() -> None:
    text = MERGED + "t/x plan quy 10\nt/y plan quy không quá 4"
    found = row(text, "t", "quy")
    assert seen(found.cap_duoi_dang_ky, row(text, "t/n", "quy").ke_hoach_khong_cong) == (None, True)


# The tree's day, another year.


def test_a_later_tree_gives_the_heir_the_year_before() -> None:
    text = DIVIDED + "@2024\nt/x nam quy 50\n@2025\nt/n nam *quy 33"
    found = Oracle(project(INDICATORS, text)).row("t/n", "quy", period(2025, "nam"), compare=2024)
    assert seen(found.thuc_hien, found.cung_ky) == (33, 30)


def test_an_earlier_tree_leaves_the_heir_what_it_had() -> None:
    text = MERGED + "t/x 6-thang quy 3\nt/n quy-3 quy 5\nt/n quy-4 quy 5"
    assert row(text, "t/n", "quy", as_of=date(2025, 6, 30)).thuc_hien == 10


def test_rows_go_depth_first_through_the_tree_of_the_day() -> None:
    text = MERGED + "t nam quy 0\nt/n nam quy 1\nt/x 6-thang quy 1"
    oracle = Oracle(project(INDICATORS, text))
    assert [found.don_vi for found in oracle.rows("t", period(2025, "nam"))] == ["t", "t/n"]


# Where the laws end: the set that covers most decides about all cells of a figure together.


def test_one_report_more_may_uncover_other_cells() -> None:
    """The second heir's year makes both years cover more than the district's half; its own cells are lost."""
    text = """
    t tinh
    t/h huyen ..2025-06-30
    t/h/x xa ..2025-06-30
    t/h/y xa ..2025-06-30
    t/n xa 2025-07-01..
    t/m xa 2025-07-01..
    t/h/x > t/n
    t/h/y > t/m
    @2025
    t nam quy 0
    t/h 6-thang *quy 65
    t/n nam *quy 80
    """
    before, after = row(text, "t", "quy"), row(text + "t/m nam *quy 40", "t", "quy")
    assert seen(before.thuc_hien, list(before.missing)) == (65, ["t/n", "t/m"])
    assert seen(after.thuc_hien, list(after.missing)) == (120, ["t/h"])


def test_a_split_figure_may_leave_room_for_another_one() -> None:
    text = """
    t tinh
    t/h huyen
    t/h/x xa
    t/h/y xa
    @2025
    t/h thang-01 *xa-lam 5
    """
    assert total(text + "t/h/x quy-1 xa-lam 9", "t/h", "xa-lam", "quy-1") == (9, "thieu")
    months = "\n".join(f"t/h/x thang-0{month} xa-lam 3" for month in (1, 2, 3))
    assert total(text + months, "t/h", "xa-lam", "quy-1") == (11, "thieu")


def test_a_tie_may_end_what_was_known() -> None:
    assert total(TWO_HEADS.replace("t/h/g nam *xa-lam 7", ""), "t", "xa-lam") == (6, "theo-bao-cao")
    assert total(TWO_HEADS, "t", "xa-lam") == (1, "thieu")
