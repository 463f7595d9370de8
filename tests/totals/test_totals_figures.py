"""Totals over periods, ratios, figures that are never added or not computed yet, and exactness.

Each sentence of the rules by an example that can be checked on paper.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from totals_example import Example, counts, shown, value

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.quantity import Approximation, rounded
from mttq.totals import Given, Rollup, Status
from mttq.totals.arithmetic import percentage


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example(tmp_path)


# Periods


def test_the_file_of_the_period_comes_before_shorter_ones(example: Example) -> None:
    example.says("2020/t/k/nam", nha="10")
    example.says("2020/t/k/quy-1", nha="3")
    assert shown(example.total("t/k nha")) == (10, "du", 1, 1)


def test_a_line_absent_from_the_file_of_the_period_comes_from_shorter_ones(example: Example) -> None:
    example.says("2020/t/k/nam", quy="1 tỷ đồng")
    for quarter in range(1, 5):
        example.says(f"2020/t/k/quy-{quarter}", nha=str(quarter))
    assert shown(example.total("t/k nha")) == (10, "du", 1, 1)


def test_the_longest_of_several_covers_is_used(example: Example) -> None:
    example.says("2020/t/k/9-thang", nha="90")
    for month in range(1, 13):
        example.says(f"2020/t/k/thang-{month:02}", nha="1")
    example.says("2020/t/k/quy-4", nha="5")
    total = example.total("t/k nha")
    assert shown(total) == (95, "du", 1, 1)
    assert [line.path.rpartition("/")[2] for line in total.own.lines] == ["9-thang.yaml", "quy-4.yaml"]


def test_without_an_exact_cover_most_months_are_used_and_the_total_is_incomplete(example: Example) -> None:
    example.says("2020/t/k/quy-1", nha="3")
    example.says("2020/t/k/thang-02", nha="1")
    example.says("2020/t/k/thang-12", nha="2")
    assert shown(example.total("t/k nha")) == (5, "thieu", 0, 1)


def test_6_thang_runs_from_january_and_the_other_files_stand_alone(example: Example) -> None:
    example.says("2020/t/k/6-thang", nha="6")
    example.says("2020/t/k/quy-2", nha="4")
    assert shown(example.total("t/k nha", "6-thang")) == (6, "du", 1, 1)
    assert shown(example.total("t/k nha", "quy-2")) == (4, "du", 1, 1)
    assert example.table(period="quy-1").rows == ()  # both files end later


def test_a_stock_is_complete_once_the_last_month_is_covered(example: Example) -> None:
    example.says("2020/t/k/quy-1", ho="100")
    example.says("2020/t/k/quy-3", ho="130")
    assert shown(example.total("t/k ho")) == (130, "thieu", 0, 1)
    example.says("2020/t/k/thang-12", ho="120")
    assert shown(example.total("t/k ho")) == (120, "du", 1, 1)


def test_of_two_stocks_at_the_same_end_the_one_of_the_longer_period_is_used(example: Example) -> None:
    example.says("2020/t/k/thang-12", ho="120")
    example.says("2020/t/k/quy-4", ho="121")
    project = load(example.root)
    year = parse_cycle("2020")
    assert year is not None
    for outlines in (project.outlines, project.outlines[::-1]):
        rollup = Rollup(replace(project, examined=outlines), year, PERIODS["nam"])
        assert value(rollup.total("t/k", "ho").result) == 121


def test_a_term_is_made_of_its_own_years(example: Example) -> None:
    example.says("2019/t/k/nam", nha="100")
    for year in range(2020, 2025):
        example.says(f"{year}/t/k/nam", nha="1")
    example.says("2020/t/k/quy-1", nha="7")
    assert shown(example.total("t/k nha", "nhiem-ky", "2019-2024")) == (5, "du", 1, 1)


def test_what_a_unit_states_follows_the_same_rule(example: Example) -> None:
    example.says("2020/t/h/6-thang", stated=True, nha="6")
    example.says("2020/t/h/quy-3", stated=True, nha="3")
    example.says("2020/t/h/quy-4", stated=True, nha="1")
    total = example.total("t/h nha")
    assert shown(total) == (10, "theo-bao-cao", 0, 3)
    assert value(total.stated.amount) == 10


# Ratios


def test_a_ratio_is_counts_over_counts(example: Example) -> None:
    example.units(
        "t: {ten: tỉnh T, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa}, y: {ten: xã Y, cap: xa}}}\n"
    )
    example.says("2020/t/nam", ty_le_bau="không áp dụng")
    example.says("2020/t/x/nam", ty_le_bau='"1/2 cử tri"')
    example.says("2020/t/y/nam", di_bau="98 cử tri", cu_tri="98 cử tri")
    total = example.total("t ty-le-bau")
    assert total.status is Status.COMPLETE
    assert counts(total.result) == (99, 100)
    assert value(total.result) == 99


def test_a_ratio_supplies_both_counts(example: Example) -> None:
    example.says("2020/t/k/nam", ty_le_bau='"6.622/6.688 cử tri"')
    assert shown(example.total("t/k di-bau")) == (6622, "du", 1, 1)
    assert shown(example.total("t/k cu-tri")) == (6688, "du", 1, 1)


def test_each_count_of_a_ratio_is_combined_over_the_periods_in_its_own_way(example: Example) -> None:
    for quarter, pair in enumerate(("3/100", "2/100", "1/100", "4/80"), start=1):
        example.says(f"2020/t/k/quy-{quarter}", ty_le_ngheo=f'"{pair} hộ"', ty_le_bau=f'"{pair}"')
    stock, flow = example.total("t/k ty-le-ngheo").result, example.total("t/k ty-le-bau").result
    assert (counts(stock), counts(flow)) == ((4, 80), (10, 380))


def test_a_bare_percentage_is_kept_for_its_unit_and_never_added(example: Example) -> None:
    example.says("2020/t/h/nam", ty_le_bau='"50/100"')
    example.says("2020/t/h/x/nam", ty_le_bau='"90%"')
    example.says("2020/t/h/y/nam", ty_le_bau='"10/100"')
    total = example.total("t/h/x ty-le-bau")
    assert shown(total) == (90, "du", 1, 1)
    assert not total.own.addable
    above = example.total("t/h ty-le-bau")
    assert shown(above) == (30, "thieu", 3, 3)
    example.says("2020/t/nam", ty_le_bau='"1/1"')
    example.says("2020/t/k/nam", ty_le_bau='"1/1"')
    # Two levels up no unit is missing, and yet the total is not complete.
    assert example.total("t ty-le-bau").status is Status.INCOMPLETE


def test_only_bare_percentages_below_make_no_total(example: Example) -> None:
    example.says("2020/t/h/x/nam", ty_le_bau='"90%"')
    example.says("2020/t/h/y/nam", ty_le_bau='"80%"')
    assert shown(example.total("t ty-le-bau")) == (None, "chua-co", 2, 5)


def test_a_bare_percentage_of_a_quarter_says_nothing_of_a_whole_year(example: Example) -> None:
    example.says("2020/t/k/quy-4", ty_le_bau='"90%"', ty_le_ngheo='"5%"')
    assert shown(example.total("t/k ty-le-bau")) == (90, "thieu", 0, 1)
    assert shown(example.total("t/k ty-le-ngheo")) == (5, "du", 1, 1)


def test_bare_percentages_of_units_that_need_not_report_make_no_total(example: Example) -> None:
    example.units(
        "t: {ten: tỉnh T, cap: tinh, cap_duoi: {h: {ten: H, cap: huyen}, k: {ten: K, cap: huyen}}}\n"
    )
    example.says("2020/t/h/nam", stated=True, xa_bau='"90%"')
    example.says("2020/t/k/nam", stated=True, xa_bau='"80%"')
    assert shown(example.total("t/h xa-bau")) == (90, "theo-bao-cao", 0, 0)
    assert shown(example.total("t xa-bau")) == (None, "chua-co", 0, 0)


def test_zero_of_zero_is_not_zero_per_cent(example: Example) -> None:
    example.says("2020/t/k/nam", di_bau="0", cu_tri="0")
    assert shown(example.total("t/k ty-le-bau")) == (None, "du", 1, 1)


def test_stated_counts_less_than_the_counts_in_differ(example: Example) -> None:
    example.says("2020/t/h/x/nam", ty_le_bau='"60/100"')
    example.says("2020/t/h/nam", stated=True, ty_le_bau='"70/90"')
    assert example.total("t/h ty-le-bau").status is Status.DIFFERS


# Never added, and in parts


def test_what_is_never_added_is_the_units_own(example: Example) -> None:
    example.says("2020/t/nam", tham="2")
    example.says("2020/t/h/nam", tham="3")
    example.says("2020/t/h/nam", stated=True, tham="9")
    assert shown(example.total("t tham")) == (2, "du", 1, 1)
    assert shown(example.total("t/h tham")) == (3, "du", 1, 1)


def test_the_parts_of_an_indicator_make_up_the_whole_where_it_is_not_given(example: Example) -> None:
    example.says("2020/t/k/quy-1", xay_moi="3", sua_chua="gần 4")
    example.says("2020/t/k/quy-2", xay_moi="1", sua_chua="1", nha_chung="2")
    total = example.total("t/k nha-chung", "6-thang")
    assert shown(total) == (9, "du", 1, 1)
    assert total.result is not None
    assert total.result.approximation is Approximation.BELOW
    assert example.gaps(period="6-thang") == []


def test_a_part_alone_is_not_the_whole(example: Example) -> None:
    example.says("2020/t/k/nam", xay_moi="3")
    assert example.gaps() == []  # the whole was not asked for
    example.plans("2020/t", nha_chung="10 nhà")
    assert shown(example.total("t nha-chung")) == (None, "chua-co", 0, 5)
    assert [gap.message for gap in example.gaps()] == [
        "“Nhà chung” chưa được cộng từ các chỉ tiêu thành phần: báo cáo này chưa ghi đủ các thành phần"
    ]


# Exactness


def test_sums_of_the_longest_figures_are_exact(example: Example) -> None:
    example.says("2020/t/h/x/nam", quy="999.999.999.999.999.999 đồng")
    example.says("2020/t/h/y/nam", quy='"0,00000000000000001"')
    assert value(example.total("t/h quy").computed) == Decimal("999999999999999999.00000000000000001")


def test_rounding_a_quotient_again_is_rounding_the_true_one() -> None:
    # 0.505 less 5 parts in 10**31: as near as 28 digits come to it is 0.505 itself, which would round up.
    quotient = percentage(Decimal(505 * 10**25), Decimal(10**30 + 1))
    assert rounded(quotient, 2) == Decimal("0.50")


def test_a_percentage_just_below_a_half_is_not_rounded_up(example: Example) -> None:
    # 0.505 less one part in 2 * 10**17: in 28 digits still below, so that two decimals are 0.50.
    example.says("2020/t/k/nam", di_bau="1.009.999.999.999.999", cu_tri="200.000.000.000.000.000")
    result = example.total("t/k ty-le-bau").result
    assert result is not None
    assert result.value == Decimal("0.5049999999999995")
    example.says("2020/t/h/x/nam", di_bau="1", cu_tri="3")
    third = example.total("t/h/x ty-le-bau").result
    assert third is not None
    assert len(third.value.as_tuple().digits) == 28
    assert rounded(third.value, 2) == Decimal("33.33")


# Rows


def test_there_is_a_row_where_a_target_or_a_figure_stands_at_or_below(example: Example) -> None:
    example.plans("2020/t/h", quy="1 tỷ đồng")
    example.says("2020/t/h/y/nam", nha="1")
    assert [(row.unit.id, row.indicator.id) for row in example.table().rows] == [
        ("t", "nha"),
        ("t", "quy"),
        ("t/h", "nha"),
        ("t/h", "quy"),
        ("t/h/y", "nha"),
    ]


def test_an_approximate_part_makes_the_total_approximate(example: Example) -> None:
    example.says("2020/t/h/x/nam", nha="trên 5")
    example.says("2020/t/h/y/nam", nha="6")
    total = example.total("t/h nha")
    assert total.result is not None
    assert total.result.approximation is Approximation.ABOVE
    example.says("2020/t/h/nam", nha="gần 2")
    result = example.total("t/h nha").result
    assert result is not None
    assert result.approximation is Approximation.AROUND


def test_a_ratio_over_an_approximate_count_may_lie_on_either_side(example: Example) -> None:
    example.says("2020/t/k/nam", di_bau="90 cử tri", cu_tri="gần 100 cử tri")
    ratio = example.total("t/k ty-le-bau").result
    assert ratio is not None
    assert ratio.approximation is Approximation.AROUND


def test_a_word_before_a_ratio_is_said_of_its_numerator(example: Example) -> None:
    example.says("2020/t/k/nam", ty_le_bau='"trên 6.600/6.688 cử tri"')
    ratio, count = example.total("t/k ty-le-bau").result, example.total("t/k cu-tri").result
    assert ratio is not None
    assert count is not None
    assert (ratio.approximation, count.approximation) == (Approximation.ABOVE, None)


def test_a_silent_unit_has_no_figure(example: Example) -> None:
    example.says("2020/t/h/x/nam", nha="1")
    assert example.total("t nha").parts[1].own.given is Given.MISSING
