"""Totals along the units: who has to report, what replaces missing figures, what differs.

Each sentence of the rules by an example that can be checked on paper.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from totals_example import LISTED, UNITS, Example, everybody, shown, value

from mttq.totals import Status


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example(tmp_path)


# Who is expected, and who has reported


def test_zero_and_not_applicable_are_reports_and_a_line_left_out_is_not(example: Example) -> None:
    example.says("2020/t/h/nam", nha="0")
    example.says("2020/t/h/x/nam", nha="không áp dụng")
    example.says("2020/t/h/y/nam", quy="1 tỷ đồng")
    total = example.total("t/h nha")
    assert shown(total) == (0, "thieu", 2, 3)
    assert total.missing == ("t/h/y",)


def test_only_levels_that_the_indicator_names_are_expected(example: Example) -> None:
    example.says("2020/t/h/x/nam", xa_lam="2")
    example.says("2020/t/h/y/nam", xa_lam="3")
    assert shown(example.total("t xa-lam")) == (5, "du", 2, 2)


def test_figures_of_a_level_that_does_not_report_them_are_shown_but_not_added(example: Example) -> None:
    example.says("2020/t/h/nam", xa_lam="100")
    example.says("2020/t/h/x/nam", xa_lam="2")
    total = example.total("t/h xa-lam")
    assert shown(total) == (2, "thieu", 1, 2)
    assert value(total.own.amount) == 100


def test_member_organisations_are_added_only_where_the_indicator_names_them(example: Example) -> None:
    example.units(
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    x: {ten: xã X, cap: xa}\n    hoi: {ten: Hội, cap: to-chuc-thanh-vien}\n"
    )
    example.says("2020/t/nam", nha="1")
    example.says("2020/t/x/nam", nha="2", hoi_lam="2")
    example.says("2020/t/hoi/nam", nha="4", hoi_lam="4")
    assert shown(example.total("t nha")) == (3, "du", 2, 2)
    assert shown(example.total("t hoi-lam")) == (6, "du", 2, 2)


@pytest.mark.parametrize(
    ("life", "files"),
    [
        ("den: 2020-06-30", ["6-thang"]),
        ("tu: 2020-07-01", ["quy-3", "quy-4"]),
        ("den: 2020-06-10", ["quy-1", "quy-2"]),
    ],
)
def test_a_unit_is_expected_for_the_part_of_the_period_in_which_it_exists(
    example: Example, life: str, files: list[str]
) -> None:
    example.units(f"t: {{ten: tỉnh T, cap: tinh, cap_duoi: {{x: {{ten: xã X, cap: xa, {life}}}}}}}\n")
    example.says("2020/t/nam", nha="1")
    for name in files[:-1]:
        example.says(f"2020/t/x/{name}", nha="2")
        assert example.total("t nha").missing == ("t/x",)
    example.says(f"2020/t/x/{files[-1]}", nha="2")
    assert shown(example.total("t nha")) == (1 + 2 * len(files), "du", 2, 2)


def test_what_a_unit_reports_after_its_last_day_does_not_count(example: Example) -> None:
    example.units("t: {ten: tỉnh T, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}}}\n")
    example.says("2020/t/nam", nha="1")
    example.says("2020/t/x/6-thang", nha="2")
    example.says("2020/t/x/quy-4", nha="50")
    assert shown(example.total("t nha")) == (3, "du", 2, 2)


def test_a_stock_counts_only_units_that_exist_on_the_last_day(example: Example) -> None:
    example.units(
        "t: {ten: tỉnh T, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}, "
        "y: {ten: xã Y, cap: xa, tu: 2020-07-01}}}\n"
    )
    example.says("2020/t/nam", ho="0", nha="0")
    example.says("2020/t/x/6-thang", ho="100", nha="1")
    example.says("2020/t/y/quy-3", nha="1")
    example.says("2020/t/y/quy-4", ho="110", nha="1")
    total = example.total("t ho")
    assert shown(total) == (110, "du", 2, 2)
    assert shown(example.total("t nha")) == (3, "du", 3, 3)
    assert shown(example.total("t ho", "6-thang")) == (100, "thieu", 1, 2)


def test_a_unit_that_changes_its_level_is_expected_as_long_as_it_has_the_level(example: Example) -> None:
    example.units(
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n    c:\n      ten: đảo C\n      cap:\n"
        "        - {gia_tri: huyen, den: 2020-06-30}\n        - {gia_tri: xa, tu: 2020-07-01}\n"
    )
    example.says("2020/t/c/quy-1", huyen_lam="1")
    example.says("2020/t/c/quy-2", huyen_lam="2")
    example.says("2020/t/c/quy-3", xa_lam="4")
    assert shown(example.total("t huyen-lam")) == (3, "du", 1, 1)
    assert shown(example.total("t xa-lam")) == (4, "thieu", 0, 1)


def test_an_indicator_is_expected_as_long_as_it_is_in_use(example: Example) -> None:
    example.says("2020/t/k/6-thang", het_han="5")
    assert shown(example.total("t/k het-han")) == (5, "du", 1, 1)


# Own, stated, computed


def test_with_nothing_below_what_a_unit_states_is_its_own(example: Example) -> None:
    example.says("2020/t/k/nam", stated=True, nha="9")
    total = example.total("t/k nha")
    assert shown(total) == (9, "du", 1, 1)
    assert (value(total.own.amount), value(total.stated.amount)) == (9, 9)


def test_with_nothing_below_stated_figures_fill_the_periods_without_own_ones(example: Example) -> None:
    example.says("2020/t/k/quy-1", nha="1")
    example.says("2020/t/k/quy-2", stated=True, nha="2")
    assert shown(example.total("t/k nha", "6-thang")) == (3, "du", 1, 1)


def test_with_nothing_below_a_stated_figure_less_than_own_ones_differs(example: Example) -> None:
    example.says("2020/t/k/quy-1", nha="7")
    example.says("2020/t/k/nam", stated=True, nha="5")
    assert shown(example.total("t/k nha")) == (7, "lech", 1, 1)


def test_a_unit_that_need_not_report_still_stands_by_what_it_states(example: Example) -> None:
    example.says("2020/t/k/nam", stated=True, xa_lam="40")
    example.says("2020/t/h/x/nam", xa_lam="1")
    example.says("2020/t/h/y/nam", xa_lam="2")
    assert shown(example.total("t/k xa-lam")) == (40, "theo-bao-cao", 0, 0)
    assert shown(example.total("t xa-lam")) == (43, "theo-bao-cao", 2, 2)


def test_with_everybody_in_the_total_is_computed(example: Example) -> None:
    everybody(example)
    assert shown(example.total("t nha")) == (5, "du", 5, 5)
    example.says("2020/t/nam", stated=True, nha="5")
    assert shown(example.total("t nha")) == (5, "du", 5, 5)


def test_with_somebody_missing_the_stated_figure_stands(example: Example) -> None:
    everybody(example, t_h_x="")
    example.says("2020/t/nam", stated=True, nha="8")
    total = example.total("t nha")
    assert shown(total) == (8, "theo-bao-cao", 4, 5)
    assert value(total.computed) == 4


def test_a_total_stands_where_all_who_are_missing_lie_under_one_that_states(example: Example) -> None:
    everybody(example, t_h_x="", t_h="")
    example.says("2020/t/h/nam", stated=True, nha="8")
    assert shown(example.total("t/h nha")) == (8, "theo-bao-cao", 1, 3)
    # The district's 8 stand for its own figure and both communes; province and the other district add one each.
    assert shown(example.total("t nha")) == (10, "theo-bao-cao", 3, 5)


def test_one_more_missing_elsewhere_leaves_the_total_incomplete(example: Example) -> None:
    everybody(example, t_h_x="", t_k="")
    example.says("2020/t/h/nam", stated=True, nha="8")
    total = example.total("t nha")
    assert shown(total) == (9, "thieu", 3, 5)
    assert total.missing == ("t/h/x", "t/k")


def test_without_stated_figures_the_total_is_what_is_in(example: Example) -> None:
    everybody(example, t_h_x="")
    assert shown(example.total("t nha")) == (4, "thieu", 4, 5)


def test_with_no_figure_there_is_no_total(example: Example) -> None:
    example.plans("2020/t", nha="350 nhà")
    example.says("2020/t/h/x/nam", nha="không áp dụng")
    assert shown(example.total("t nha")) == (None, "chua-co", 1, 5)


def test_all_not_applicable_is_nothing_and_complete(example: Example) -> None:
    everybody(example, t="không áp dụng", t_h="không áp dụng", t_h_x="không áp dụng", t_h_y="không áp dụng")
    assert shown(example.total("t/h nha")) == (None, "du", 3, 3)
    assert shown(example.total("t nha")) == (1, "du", 5, 5)


def test_a_stated_figure_for_some_months_is_shown_and_replaces_no_missing_one(example: Example) -> None:
    everybody(example, t_h="", t_h_x="", t_h_y="")
    example.says("2020/t/h/9-thang", stated=True, nha="8")
    assert shown(example.total("t/h nha")) == (8, "thieu", 0, 3)
    assert shown(example.total("t nha")) == (10, "thieu", 2, 5)


def test_not_applicable_to_the_whole_area_stands_for_those_below(example: Example) -> None:
    everybody(example, t_h="", t_h_x="", t_h_y="")
    example.says("2020/t/h/nam", stated=True, nha="không áp dụng")
    assert shown(example.total("t/h nha")) == (None, "theo-bao-cao", 0, 3)
    assert shown(example.total("t nha")) == (2, "theo-bao-cao", 2, 5)


# What differs


def test_a_stated_figure_differs_from_complete_parts(example: Example) -> None:
    example.units(LISTED)
    everybody(example)
    example.says("2020/t/nam", stated=True, nha="6")
    total = example.total("t nha")
    assert shown(total) == (5, "lech", 5, 5)
    assert value(total.stated.amount) == 6


def test_a_stated_figure_differs_from_parts_that_others_stand_for(example: Example) -> None:
    example.units(LISTED)
    everybody(example, t_h="", t_h_x="")
    example.says("2020/t/h/nam", stated=True, nha="8")
    example.says("2020/t/nam", stated=True, nha="11")
    assert shown(example.total("t nha")) == (10, "lech", 3, 5)


def test_a_stated_figure_less_than_the_parts_in_differs(example: Example) -> None:
    everybody(example, t_k="")
    example.says("2020/t/nam", stated=True, nha="3")
    assert shown(example.total("t nha")) == (4, "lech", 4, 5)


def test_a_stated_figure_no_more_than_the_parts_in_may_be_right(example: Example) -> None:
    everybody(example, t_k="")
    example.says("2020/t/nam", stated=True, nha="4")
    assert shown(example.total("t nha")) == (4, "theo-bao-cao", 4, 5)


def test_a_yearly_mean_is_not_held_against_figures_of_the_whole_term(example: Example) -> None:
    for unit in ("t/h", "t/h/x", "t/h/y"):
        example.says(f"2019-2024/{unit}/nhiem-ky", nha="10")
    example.says("2019-2024/t/h/nhiem-ky", stated=True, nha="6 nhà/năm")
    assert shown(example.total("t/h nha", "nhiem-ky", "2019-2024")) == (30, "du", 3, 3)


def test_a_statement_that_differs_counts_only_above_its_unit(example: Example) -> None:
    """In its own row the district has what is reported; above, its statement covers the commune that is missing."""
    everybody(example, t_h_x="")
    example.says("2020/t/h/nam", stated=True, nha="1")
    assert shown(example.total("t/h nha")) == (2, "lech", 2, 3)
    assert shown(example.total("t nha")) == (3, "theo-bao-cao", 4, 5)


def test_figures_for_different_months_are_not_held_against_each_other(example: Example) -> None:
    everybody(example)
    example.says("2020/t/quy-1", stated=True, nha="2")
    assert shown(example.total("t nha")) == (5, "du", 5, 5)


def test_an_approximate_part_may_differ_by_its_last_digit(example: Example) -> None:
    example.units(LISTED)
    example.says("2020/t/k/nam", quy="gần 4,2 tỷ đồng")
    example.says("2020/t/k/nam", stated=True, quy="4,1 tỷ đồng")
    assert example.total("t/k quy").status is Status.COMPLETE
    example.says("2020/t/h/x/nam", quy="4,2 tỷ đồng")
    example.says("2020/t/h/x/nam", stated=True, quy="4,1 tỷ đồng")
    assert example.total("t/h/x quy").status is Status.DIFFERS


def test_a_commune_that_outlives_its_district_is_counted_by_the_province(example: Example) -> None:
    """From July 2025 there is no district: the tree of a period is the units that exist in it."""
    example.units(
        UNITS.replace(
            "ten: huyện H\n      cap: huyen\n", "ten: huyện H\n      cap: huyen\n      den: 2025-06-30\n"
        )
    )
    for unit in ("t", "t/h/x", "t/h/y", "t/k"):
        example.says(f"2026/{unit}/nam", nha="1")
    assert shown(example.total("t nha", cycle="2026")) == (4, "du", 4, 4)
    assert [row.unit.id for row in example.table("2026").rows] == ["t", "t/h/x", "t/h/y", "t/k"]
