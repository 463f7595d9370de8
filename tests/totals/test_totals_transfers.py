"""Transfers between units, and units taken over, count once in every total that holds them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from totals_example import Example, shown

from mttq.quantity import Approximation

MERGED = """\
tw: {ten: Trung ương, cap: trung-uong}
t:
  ten: tỉnh T
  cap: tinh
  ke_thua: [{don_vi: s, ngay: 2020-07-01}]
  cap_duoi:
    h: {ten: huyện H, cap: huyen, den: 2020-06-30, cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}}}
    m:
      ten: xã M
      cap: xa
      tu: 2020-07-01
      ke_thua: [{don_vi: t/h/x, ty_trong: 60%}, {don_vi: s/y}]
    n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/x, ty_trong: 40%}]}
s:
  ten: tỉnh S
  cap: tinh
  den: 2020-06-30
  cap_duoi: {y: {ten: xã Y, cap: xa, den: 2020-06-30}}
"""


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example(tmp_path)


def test_money_is_taken_out_where_both_ends_meet(example: Example) -> None:
    """T raised 10 and gave 4 to H, which gave 3 of them to X: 10 + 6 + 5 - 4 - 3 = 14."""
    example.says("2020/t/nam", tien="10 đồng")
    example.says("2020/t/h/nam", tien="{gia_tri: 6 đồng, nhan_tu: {t: 4 đồng, Công ty A: 1 đồng}}")
    example.says("2020/t/h/x/nam", tien="{gia_tri: 5 đồng, nhan_tu: {t/h: 3 đồng}}")
    example.says("2020/t/h/y/nam", tien="0 đồng")
    example.says("2020/t/k/nam", tien="0 đồng")
    assert shown(example.total("t/h tien")) == (8, "du", 3, 3)
    assert shown(example.total("t tien")) == (14, "du", 5, 5)
    assert [one.giver for one in example.total("t tien").taken_out] == ["t"]
    assert [one.giver for one in example.total("t/h tien").pending] == ["t", "Công ty A"]


def test_money_from_a_sibling_is_taken_out_above_both(example: Example) -> None:
    example.says("2020/t/h/x/nam", tien="5 đồng")
    example.says("2020/t/k/nam", tien="{gia_tri: 4 đồng, nhan_tu: {t/h/x: khoảng 2 đồng}}")
    assert shown(example.total("t/k tien")) == (4, "du", 1, 1)
    total = example.total("t tien")
    assert shown(total) == (7, "thieu", 2, 5)
    assert total.result is not None
    assert total.result.approximation is Approximation.AROUND


def test_what_came_from_above_is_nothing_the_unit_raised(example: Example) -> None:
    """With `tinh_nhan_tu: false`, transfers from above are deducted at once, and not again in the totals above."""
    example.says("2020/t/nam", quy="10 đồng")
    example.says("2020/t/k/nam", quy="{gia_tri: 6 đồng, nhan_tu: {t: 4 đồng, t/h: 1 đồng}}")
    assert shown(example.total("t/k quy")) == (2, "du", 1, 1)
    assert shown(example.total("t quy")) == (11, "thieu", 2, 5)


def test_a_stated_figure_brings_its_own_transfers(example: Example) -> None:
    example.says("2020/t/nam", tien="10 đồng")
    example.says("2020/t/h/x/nam", tien="{gia_tri: 5 đồng, nhan_tu: {t: 3 đồng}}")
    example.says("2020/t/h/nam", stated=True, tien="{gia_tri: 20 đồng, nhan_tu: {t: 6 đồng}}")
    example.says("2020/t/k/nam", tien="0 đồng")
    assert shown(example.total("t/h tien")) == (20, "theo-bao-cao", 1, 3)
    assert shown(example.total("t tien")) == (24, "theo-bao-cao", 3, 5)


def test_what_was_received_in_each_period_adds_up(example: Example) -> None:
    example.says("2020/t/nam", tien="10 đồng")
    example.says("2020/t/k/quy-1", tien="{gia_tri: 3 đồng, nhan_tu: {t: 1 đồng}}")
    example.says("2020/t/k/quy-2", tien="{gia_tri: 4 đồng, nhan_tu: {t: 2 đồng}}")
    assert shown(example.total("t tien"))[0] == 14


def test_a_merger_changes_no_total_above_and_the_new_unit_has_both(example: Example) -> None:
    """S was taken over on 1 July with 10 + 1; T has 100 + 20, 20 of them from X: 131 for T and for the centre."""
    example.units(MERGED)
    example.says("2020/tw/nam", tien="0 đồng")
    example.says("2020/t/nam", tien="100 đồng")
    example.says("2020/t/h/6-thang", tien="0 đồng")
    example.says("2020/t/h/x/6-thang", tien="20 đồng")
    example.says("2020/t/m/nam", tien="7 đồng")
    example.says("2020/t/n/nam", tien="0 đồng")
    example.says("2020/s/6-thang", tien="10 đồng")
    example.says("2020/s/y/6-thang", tien="1 đồng")
    rows = {row.unit.id: row.total for row in example.table(top="tw").rows if row.indicator.id == "tien"}
    assert shown(rows["tw"]) == (138, "du", 8, 8)
    assert shown(rows["t"]) == (138, "du", 7, 7)
    assert shown(rows["s"]) == (11, "du", 2, 2)
    assert shown(rows["t/h"]) == (20, "du", 2, 2)
    assert shown(rows["t/m"]) == (20, "du", 3, 3)  # 7 + 60% of 20 + 1
    assert shown(rows["t/n"]) == (8, "du", 2, 2)
    assert rows["t/m"].result is not None
    assert rows["t/m"].result.approximation is Approximation.AROUND
    assert rows["t"].result is not None
    assert rows["t"].result.approximation is None


def test_a_unit_divided_without_weights_is_not_guessed(example: Example) -> None:
    example.units(MERGED.replace(", ty_trong: 60%", "").replace(", ty_trong: 40%", ""))
    example.says("2020/t/h/x/6-thang", tien="20 đồng")
    example.says("2020/t/m/nam", tien="7 đồng")
    example.says("2020/t/n/nam", tien="2 đồng")
    example.says("2020/s/y/6-thang", tien="1 đồng")
    rows = {row.unit.id: row.total for row in example.table(top="tw").rows if row.indicator.id == "tien"}
    assert shown(rows["t/m"]) == (8, "thieu", 2, 2)
    assert rows["t/m"].unallocated == ("t/h/x",)
    assert shown(rows["t"]) == (30, "thieu", 4, 7)
    assert rows["t"].unallocated == ()
    assert [gap.message for gap in example.table(top="t/m").gaps] == [
        "số của “t/h/x” (chia cho “t/m”, “t/n”) chưa phân bổ: thiếu ty_trong"
    ]


def test_the_stated_figure_of_the_new_unit_covers_the_old_ones(example: Example) -> None:
    """M states 30 for its area, which holds 60% of X, and Y. X has not reported, so M's stated figure is used."""
    example.units(MERGED)
    example.says("2020/t/m/nam", stated=True, tien="30 đồng")
    example.says("2020/t/n/nam", tien="2 đồng")
    example.says("2020/s/y/6-thang", tien="1 đồng")
    rows = {row.unit.id: row.total for row in example.table(top="tw").rows if row.indicator.id == "tien"}
    assert shown(rows["t/m"]) == (30, "theo-bao-cao", 2, 3)
    assert shown(rows["t"])[0] == 32  # Y is in M's 30


def test_totals_of_a_year_before_for_the_units_of_today(example: Example) -> None:
    example.units(MERGED)
    example.says("2019/t/h/x/nam", tien="20 đồng")
    example.says("2019/s/y/nam", tien="1 đồng")
    rows = {
        row.unit.id: row.total
        for row in example.table("2019", as_of="2020-07-01").rows
        if row.indicator.id == "tien"
    }
    assert list(rows) == ["t", "t/m", "t/n"]
    assert rows["t"].result is not None
    assert rows["t"].result.value == 21
    assert rows["t/m"].result is not None
    assert rows["t/m"].result.value == Decimal(13)
