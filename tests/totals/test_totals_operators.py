"""Each operator along units and periods, by examples small enough to add up by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from totals_example import Example, judged, shown

from mttq.quantity import Approximation
from mttq.totals.arithmetic import settled


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example(tmp_path)


def test_the_highest_of_all_units_and_periods(example: Example) -> None:
    example.says("2020/t/h/x/nam", cao_nhat="5")
    example.says("2020/t/h/y/quy-1", cao_nhat="9")
    example.says("2020/t/h/y/quy-2", cao_nhat="7")
    assert shown(example.total("t/h/y cao-nhat")) == (9, "thieu", 0, 1)
    assert shown(example.total("t/h/y cao-nhat", "6-thang")) == (9, "du", 1, 1)
    assert shown(example.total("t/h cao-nhat")) == (9, "thieu", 1, 3)


def test_the_lowest_of_all_units(example: Example) -> None:
    example.says("2020/t/h/nam", thap_nhat="5")
    example.says("2020/t/h/x/nam", thap_nhat="gần 3")
    example.says("2020/t/h/y/nam", thap_nhat="không áp dụng")
    total = example.total("t/h thap-nhat")
    assert shown(total) == (3, "du", 3, 3)
    assert total.result is not None
    assert total.result.approximation is Approximation.BELOW


def test_a_stated_lowest_above_what_is_in_differs(example: Example) -> None:
    example.says("2020/t/h/x/nam", thap_nhat="3")
    example.says("2020/t/h/nam", stated=True, thap_nhat="4")
    assert shown(example.total("t/h thap-nhat")) == (3, "lech", 1, 3)
    example.says("2020/t/k/nam", stated=True, thap_nhat="2")
    assert shown(example.total("t/k thap-nhat")) == (2, "du", 1, 1)


def test_what_can_only_fall_is_under_its_limit_for_good(example: Example) -> None:
    example.plans("2020/t/h", thap_nhat="4", cao_nhat="4")
    example.says("2020/t/h/x/nam", thap_nhat="3", cao_nhat="3")
    assert judged(example.row("t/h thap-nhat"))[1] is True
    assert judged(example.row("t/h cao-nhat"))[1] is None


def test_a_mean_of_units_weighs_each_by_another_indicator(example: Example) -> None:
    """(10×30 + 20×10 + 40×0) / (30 + 10 + 0) = 12,5: a unit without households has no weight."""
    example.says("2020/t/h/nam", thu_nhap="40", ho="0")
    example.says("2020/t/h/x/nam", thu_nhap="10", ho="30")
    example.says("2020/t/h/y/nam", thu_nhap="20", ho="10")
    assert shown(example.total("t/h thu-nhap")) == (Decimal("12.5"), "du", 3, 3)


def test_a_mean_without_its_weight_stands_for_its_unit_alone(example: Example) -> None:
    example.says("2020/t/h/nam", thu_nhap="40", ho="1")
    example.says("2020/t/h/x/nam", thu_nhap="10")
    example.says("2020/t/h/y/nam", thu_nhap="20", ho="1")
    assert shown(example.total("t/h/x thu-nhap")) == (10, "du", 1, 1)
    assert shown(example.total("t/h thu-nhap")) == (30, "thieu", 2, 3)


def test_a_mean_over_the_year_weighs_periods_by_their_months(example: Example) -> None:
    """(6×4 + 3×8 + 3×0) / 12 = 4."""
    example.says("2020/t/k/6-thang", diem="4")
    example.says("2020/t/k/quy-3", diem="8")
    example.says("2020/t/k/quy-4", diem="0")
    assert shown(example.total("t/k diem")) == (4, "du", 1, 1)
    found = example.total("t/k diem", "9-thang").result
    assert found is not None
    assert settled(found.value * 9 - 48) == 0


def test_three_thirds_are_one(example: Example) -> None:
    """Means without an end of digits still add up: 1/3 + 1/3 + 1/3."""
    for unit in ("h", "h/x", "h/y"):
        example.says(f"2020/t/{unit}/quy-1", deu="0")
        example.says(f"2020/t/{unit}/quy-2", deu="1")
        example.says(f"2020/t/{unit}/quy-3", deu="0")
    example.says("2020/t/h/9-thang", stated=True, deu="1")
    assert shown(example.total("t/h deu", "9-thang"))[1:] == ("du", 3, 3)
    example.plans("2020/t/h", deu="1")
    assert judged(example.row("t/h deu", "9-thang")) == (100, True)


def test_units_are_counted_that_have_something(example: Example) -> None:
    example.says("2020/t/h/x/nam", xa_co_nha="trên 3")
    example.says("2020/t/h/y/nam", xa_co_nha="0")
    total = example.total("t xa-co-nha")
    assert shown(total) == (1, "du", 2, 2)
    assert total.result is not None
    assert total.result.approximation is None
    assert example.total("t/h/x xa-co-nha").own.amount is not None
    assert shown(example.total("t/h/y xa-co-nha")) == (0, "du", 1, 1)


def test_a_stated_mean_is_taken_to_be_rounded(example: Example) -> None:
    """(1 + 1 + 2) / 3 = 1,333…, written 1,3; 1,5 is another number."""
    for unit, points in (("h", "1"), ("h/x", "1"), ("h/y", "2")):
        example.says(f"2020/t/{unit}/nam", diem=points)
    example.says("2020/t/h/nam", stated=True, diem="1,3")
    assert example.total("t/h diem").status == "du"
    (example.root / "plans/2020/t/h/nam.yaml").unlink()
    example.says("2020/t/h/nam", diem="1")
    example.says("2020/t/h/nam", stated=True, diem="1,5")
    assert example.total("t/h diem").status == "lech"
