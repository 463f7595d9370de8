"""Targets and totals: what is planned, and how much of it is reached.

Each sentence of the rules by an example that can be checked on paper.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from totals_example import LISTED, Example, everybody, goal, judged, shown, value

from mttq.quantity import Comparator


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example(tmp_path)


# Targets


def test_targets_of_the_units_directly_below_are_added(example: Example) -> None:
    example.plans("2020/t", nha="350 nhà", ty_le_bau='"99%"', tham="3")
    example.plans("2020/t/h", nha="từ 200 đến 220 nhà", ty_le_bau='"98%"', tham="1")
    example.plans("2020/t/k", nha="trên 100 nhà")
    example.plans("2020/t/h/x", nha="7 nhà")
    assert example.row("t nha").registered == 300
    assert example.row("t/h nha").registered == 7
    assert example.row("t/k nha").registered is None
    assert example.row("t ty-le-bau").registered is None
    assert example.row("t tham").registered is None


def test_targets_of_member_organisations_are_not_those_of_the_unit(example: Example) -> None:
    example.units(
        "t: {ten: tỉnh T, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa}, hoi: {ten: Hội, cap: to-chuc-thanh-vien}}}\n"
    )
    for unit in ("t", "t/x", "t/hoi"):
        example.plans(f"2020/{unit}", nha="10 nhà", hoi_lam="10 việc")
    assert example.row("t nha").registered == 10
    assert example.row("t hoi-lam").registered == 20


def test_without_a_comparator_a_target_means_at_least_or_at_most(example: Example) -> None:
    example.plans("2020/t", nha="350 nhà", ho_ngheo="12 hộ")
    assert goal(example, "t nha").comparator is Comparator.AT_LEAST
    assert goal(example, "t ho-ngheo").comparator is Comparator.AT_MOST


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("300 nhà", Decimal(50)),
        ("trên 300 nhà", Decimal(50)),
        ("= 300 nhà", Decimal(50)),
        ("từ 300 đến 350 nhà", None),
        ("dưới 300 nhà", None),
        ("không quá 300 nhà", None),
        ("0 nhà", None),
    ],
)
def test_completion_is_null_where_it_would_say_nothing(
    example: Example, target: str, expected: Decimal | None
) -> None:
    example.plans("2020/t/k", nha=f'"{target}"')
    example.says("2020/t/k/nam", nha="150")
    assert example.row("t/k nha").completion == expected


def test_completion_is_null_where_less_is_better_and_without_a_figure(example: Example) -> None:
    example.plans("2020/t/k", nha="10 nhà", ho_ngheo="≥ 10 hộ")
    example.says("2020/t/k/nam", ho_ngheo="12 hộ")
    assert example.row("t/k ho-ngheo").completion is None
    assert example.row("t/k nha").completion is None


def test_completion_is_computed_on_unrounded_values(example: Example) -> None:
    example.plans("2020/t/k", ty_le_bau='"99%"')
    example.says("2020/t/k/nam", ty_le_bau='"2/3"')
    completion = example.row("t/k ty-le-bau").completion
    assert completion == Decimal("67.34006734006734006734006734")  # 20000/297, not 66.67/99


@pytest.mark.parametrize(
    ("target", "result", "reached"),
    [
        ("19 tỷ đồng", "19 tỷ đồng", True),
        ("19 tỷ đồng", "20 tỷ đồng", True),
        ("19 tỷ đồng", "18 tỷ đồng", False),
        ("không quá 19 tỷ đồng", "18 tỷ đồng", True),
        ("không quá 19 tỷ đồng", "20 tỷ đồng", False),
        ("không quá 19 tỷ đồng", "khoảng 19 tỷ đồng", True),
        ("trên 19 tỷ đồng", "khoảng 19 tỷ đồng", False),
        ("= 19 tỷ đồng", "20 tỷ đồng", False),
        ("19 tỷ đồng", "gần 19 tỷ đồng", False),
        ("19 tỷ đồng", "khoảng 19 tỷ đồng", True),
        ("trên 19 tỷ đồng", "19 tỷ đồng", False),
        ("trên 19 tỷ đồng", "trên 19 tỷ đồng", True),
        ("= 19 tỷ đồng", "gần 19 tỷ đồng", False),
        ("không quá 19 tỷ đồng", "hơn 19 tỷ đồng", False),
        ("không quá 19 tỷ đồng", "19 tỷ đồng", True),
        ("dưới 19 tỷ đồng", "gần 19 tỷ đồng", True),
        ("dưới 19 tỷ đồng", "19 tỷ đồng", False),
        ("từ 18 đến 19 tỷ đồng", "19 tỷ đồng", True),
        ("từ 18 đến 19 tỷ đồng", "trên 19 tỷ đồng", False),
        ("từ 18 đến 19 tỷ đồng", "gần 18 tỷ đồng", False),
    ],
)
def test_whether_a_target_is_reached(example: Example, target: str, result: str, reached: bool) -> None:
    example.plans("2020/t/k", quy=f'"{target}"')
    example.says("2020/t/k/nam", quy=result)
    assert example.row("t/k quy").reached is reached


@pytest.mark.parametrize(
    ("target", "in_so_far", "reached"),
    [
        ("4 nhà", "1", True),
        ("5 nhà", "1", None),
        ("trên 4 nhà", "1", None),
        ("không quá 4 nhà", "1", None),
        ("không quá 3 nhà", "1", False),
        ("không quá 4 nhà", "trên 1", False),
        ("dưới 4 nhà", "1", False),
        ("dưới 5 nhà", "1", None),
        ("= 4 nhà", "1", None),
        ("= 3 nhà", "1", False),
        ("từ 1 đến 4 nhà", "1", None),
        ("từ 1 đến 3 nhà", "1", False),
    ],
)
def test_while_figures_are_missing_only_what_they_cannot_change_is_said(
    example: Example, target: str, in_so_far: str, reached: bool | None
) -> None:
    everybody(example, t_h_y="", t_k=in_so_far)
    example.plans("2020/t", nha=f'"{target}"')
    assert example.row("t nha").reached is reached


def test_what_a_missing_ratio_or_an_older_stock_could_still_change_is_not_said(example: Example) -> None:
    example.plans("2020/t/h", ty_le_bau='"50%"', ho="100 hộ")
    example.says("2020/t/h/x/nam", ty_le_bau='"90/100"', ho="90")
    example.says("2020/t/h/y/quy-3", ho="80")
    assert example.row("t/h ty-le-bau").reached is None
    assert example.row("t/h ho").reached is None
    example.says("2020/t/h/y/quy-4", ho="10")
    assert example.row("t/h ho").reached is True


def test_a_target_is_judged_by_a_stated_figure_that_stands_for_all(example: Example) -> None:
    everybody(example, t_k="")
    example.plans("2020/t", nha="10 nhà")
    example.says("2020/t/nam", stated=True, nha="9")
    assert judged(example.row("t nha")) == (90, False)


def test_a_target_is_judged_by_the_computed_figure_where_the_stated_one_differs(example: Example) -> None:
    example.units(LISTED)
    everybody(example)
    example.plans("2020/t", nha="6 nhà")
    example.says("2020/t/nam", stated=True, nha="6")
    assert example.row("t nha").reached is False


def test_a_yearly_target_of_a_term_plan_is_for_each_of_its_years(example: Example) -> None:
    example.plans("2019-2024/t/k", nha="10 nhà/năm", ho="100 hộ/năm", xay_moi="{muc: 2 nhà, moi: nam}")
    for year in range(2020, 2025):
        example.says(f"{year}/t/k/nam", nha="8")
    row = example.row("t/k nha", "nhiem-ky", "2019-2024")
    assert row.goal is not None
    assert row.goal.value == 50
    assert judged(row) == (80, False)
    assert goal(example, "t/k ho", "2019-2024", "nhiem-ky").value == 100
    assert goal(example, "t/k xay-moi", "2019-2024", "nhiem-ky").value == 10


def test_a_yearly_mean_is_not_multiplied_and_compared_year_by_year(example: Example) -> None:
    example.plans("2019-2024/t/k", nha="10 nhà/năm")
    example.says("2019-2024/t/k/nhiem-ky", nha="8 nhà/năm")
    row = example.row("t/k nha", "nhiem-ky", "2019-2024")
    assert value(row.total.result) == 8
    assert row.total.result is not None
    assert row.total.result.yearly
    assert judged(row) == (80, False)


def test_a_yearly_mean_is_not_added_to_figures_of_the_whole_term(example: Example) -> None:
    example.says("2019-2024/t/h/x/nhiem-ky", nha="8 nhà/năm")
    example.says("2019-2024/t/h/y/nhiem-ky", nha="30 nhà")
    example.says("2019-2024/t/h/nhiem-ky", nha="1 nhà")
    assert shown(example.total("t/h nha", "nhiem-ky", "2019-2024")) == (31, "thieu", 3, 3)
    assert [gap.message for gap in example.gaps("2019-2024", "nhiem-ky")] == [
        "“Nhà” ghi theo năm không cộng được với số của cả nhiệm kỳ"
    ]


def test_a_target_for_each_unit_of_a_level_is_counted_from_the_units(example: Example) -> None:
    example.plans(
        "2020/t",
        nha="{muc: 3 nhà, moi: xa}",
        xay_moi="{muc: từ 1 đến 2 nhà, moi: khu-dan-cu, so_luong: 10}",
        sua_chua="{muc: 1 nhà, moi: khu-dan-cu}",
    )
    example.says("2020/t/k/nam", nha="6", sua_chua="5")
    assert goal(example, "t nha").value == 6
    assert goal(example, "t nha").whole
    assert judged(example.row("t nha")) == (100, True)
    both = goal(example, "t xay-moi")
    assert both.value == 10
    assert both.high == 20
    # The catalogue does not go down to residential areas: nothing is known, nothing compared.
    row = example.row("t sua-chua")
    assert row.goal is not None
    assert not row.goal.whole
    assert judged(row) == (None, None)
    assert [gap.message for gap in example.gaps()] == [
        "mục tiêu “Sửa chữa” tính cho mỗi khu dân cư chưa được nhân lên"
    ]


def test_units_that_are_gone_by_the_end_are_not_counted_for_a_target(example: Example) -> None:
    example.units(
        "t: {ten: tỉnh T, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}, y: {ten: xã Y, cap: xa}}}\n"
    )
    example.plans("2020/t", nha="{muc: 3 nhà, moi: xa}")
    assert goal(example, "t nha").value == 3


def test_a_target_for_each_of_an_unknown_number_of_units_is_not_added(example: Example) -> None:
    example.plans("2020/t/h", nha="{muc: 3 nhà, moi: khu-dan-cu}")
    example.plans("2020/t/k", nha="10 nhà")
    assert example.row("t nha").registered is None


# Targets of units taken over


def _merged(example: Example) -> None:
    example.units(
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    x: {ten: xã X, cap: xa, den: 2020-06-30}\n"
        "    y: {ten: xã Y, cap: xa, den: 2020-06-30}\n"
        "    n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}, {don_vi: t/y}]}\n"
    )


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (("từ 10 đến 20 nhà", "40 nhà"), (Comparator.RANGE, 50, 60)),
        (("từ 10 đến 20 nhà", "từ 1 đến 2 nhà"), (Comparator.RANGE, 11, 22)),
        (("trên 10 nhà", "40 nhà"), (Comparator.MORE_THAN, 50, None)),
        (("không quá 10 nhà", "dưới 40 nhà"), (Comparator.LESS_THAN, 50, None)),
        (("từ 10 đến 20 nhà", "ít nhất 40 nhà"), (Comparator.RANGE, 50, 60)),
        (("= 10 nhà", "40 nhà"), (Comparator.AT_LEAST, 50, None)),
        (("= 10 nhà", "= 40 nhà"), (Comparator.EXACTLY, 50, None)),
    ],
)
def test_the_targets_of_units_taken_over_make_one_amount_or_range(
    example: Example, targets: tuple[str, str], expected: tuple[Comparator, int, int | None]
) -> None:
    _merged(example)
    for unit, target in zip("xy", targets, strict=True):
        example.plans(f"2020/t/{unit}", nha=target)
    found = goal(example, "t/n nha")
    comparator, low, high = expected
    assert found.comparator is comparator
    assert found.value == low
    assert found.high == high
    assert found.addable


@pytest.mark.parametrize(
    "targets",
    [
        ("60 nhà", "không quá 40 nhà"),
        ("từ 10 đến 20 nhà", "không quá 40 nhà"),
        ("từ 10 đến 20 nhà", "trên 40 nhà"),
    ],
)
def test_targets_whose_comparators_differ_make_none(example: Example, targets: tuple[str, str]) -> None:
    _merged(example)
    example.plans("2020/t/n", nha="30 nhà")
    for unit, target in zip("xy", targets, strict=True):
        example.plans(f"2020/t/{unit}", nha=target)
    assert not goal(example, "t/n nha").addable
    assert example.row("t/n nha").reached is None
    assert example.row("t nha").registered is None


def test_the_sum_below_counts_what_was_taken_over_in_the_heirs(example: Example) -> None:
    """X's 60 are in N1's 30 + 60 + 20, half of Y's 40 in either heir; the district's own 100 is for both."""
    example.units(
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    h: {ten: huyện H, cap: huyen, den: 2020-06-30, cap_duoi: {\n"
        "      x: {ten: xã X, cap: xa, den: 2020-06-30}, y: {ten: xã Y, cap: xa, den: 2020-06-30}}}\n"
        "    n1: {ten: xã N1, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/x}, {don_vi: t/h/y, ty_trong: 50%}]}\n"
        "    n2: {ten: xã N2, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/y, ty_trong: 50%}]}\n"
    )
    example.plans("2020/t", nha="130 nhà")
    example.plans("2020/t/h/x", nha="60 nhà")
    example.plans("2020/t/h/y", nha="40 nhà")
    assert example.row("t nha").registered == 100
    example.plans("2020/t/h", nha="100 nhà")
    example.plans("2020/t/n1", nha="30 nhà")
    assert example.row("t nha").registered == 130
    assert example.row("t/h nha").registered == 100


def test_a_district_that_ended_counts_if_its_heirs_have_no_targets(example: Example) -> None:
    example.units(
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    h: {ten: huyện H, cap: huyen, den: 2020-06-30, cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}}}\n"
        "    n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/x}]}\n"
    )
    example.plans("2020/t/h", nha="100 nhà")
    assert example.row("t nha").registered == 100


# By when


def test_a_period_within_the_year_is_judged_by_what_is_due_by_its_end(example: Example) -> None:
    example.units("t: {ten: tỉnh T, cap: tinh}\n")
    example.plans("2020/t", nha="{muc: 350 nhà, phan_ky: {quy-2: 100 nhà, 9-thang: 200 nhà}}")
    example.says("2020/t/6-thang", nha="110 nhà")
    row = example.row("t nha", "6-thang")
    assert row.due is not None
    assert row.due.value == 100
    assert row.due.comparator is Comparator.AT_LEAST
    assert row.goal is not None
    assert row.goal.value == 350
    assert row.reached is True
    whole = example.row("t nha")
    assert whole.due is None
    early = example.row("t nha", "quy-1")
    assert early.due is None


@pytest.mark.parametrize(("figure", "expected"), [("60 nhà", None), ("160 nhà", True)])
def test_a_later_quarter_alone_shows_only_that_enough_is_done(
    example: Example, figure: str, expected: bool | None
) -> None:
    """What is due by June also counts quarter I, so that too little in quarter II says nothing."""
    example.units("t: {ten: tỉnh T, cap: tinh}\n")
    example.plans("2020/t", nha="{muc: 350 nhà, phan_ky: {quy-2: 100 nhà}}")
    example.says("2020/t/quy-2", nha=figure)
    assert example.row("t nha", "quy-2").reached is expected


def test_what_is_due_of_units_taken_over_is_added_where_all_say_it(example: Example) -> None:
    _merged(example)
    example.plans("2020/t/x", nha="{muc: 60 nhà, phan_ky: {quy-3: 40 nhà}}")
    example.plans("2020/t/y", nha="{muc: 40 nhà, phan_ky: {quy-2: 10 nhà, quy-3: 20 nhà}}")
    example.says("2020/t/n/quy-3", nha="55 nhà")
    row = example.row("t/n nha", "9-thang")
    assert row.due is not None
    assert row.due.value == 60


# Approximate figures on both sides


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("trên 60 nhà", "gần 40 nhà"), None),
        (("trên 60 nhà", "gần 80 nhà"), True),
        (("trên 60 nhà", "40 nhà"), True),
        (("khoảng 60 nhà", "40 nhà"), True),
    ],
)
def test_figures_on_both_sides_of_what_is_written_decide_nothing_at_the_target(
    example: Example, figures: tuple[str, str], expected: bool | None
) -> None:
    example.units("t: {ten: tỉnh T, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa}}}\n")
    example.plans("2020/t", nha="100 nhà")
    example.says("2020/t/nam", nha=figures[0])
    example.says("2020/t/x/nam", nha=figures[1])
    assert example.row("t nha").reached is expected
