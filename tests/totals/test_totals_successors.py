"""Targets of units that took over others in the year."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from totals_example import Example, goal

UNITS = """\
t: {ten: tỉnh T, cap: tinh, ke_thua: [{don_vi: s, ngay: 2020-07-01}, {don_vi: r, ngay: 2020-07-01, ty_trong: 40%}]}
s: {ten: tỉnh S, cap: tinh, den: 2020-06-30}
r: {ten: tỉnh R, cap: tinh, den: 2020-06-30}
"""


@pytest.fixture
def example(tmp_path: Path) -> Example:
    made = Example(tmp_path)
    made.units(UNITS)
    return made


def test_a_successor_has_its_own_target_and_those_it_took_over(example: Example) -> None:
    """100 + 30 + 40% of 50 = 150; one of them asks for more than its amount, and so does the sum."""
    example.plans("2020/t", tien="100 đồng")
    example.plans("2020/s", tien="trên 30 đồng")
    example.plans("2020/r", tien="50 đồng")
    found = goal(example, "t tien")
    assert (found.comparator.value, found.value) == (">", Decimal(150))
    assert [(unit, share) for unit, _, share in found.taken_over] == [("s", 1), ("r", Decimal("0.4"))]


def test_a_unit_without_a_plan_has_the_targets_it_took_over(example: Example) -> None:
    example.plans("2020/s", tien="30 đồng")
    assert goal(example, "t tien").value == 30


def test_a_plan_amended_since_speaks_for_all(example: Example) -> None:
    example.plans("2020/t", tien="100 đồng")
    example.plans("2020/s", tien="30 đồng")
    path = example.root / "plans/2020/t/ke-hoach.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "dieu_chinh: [{ngay: 2020-06-30, ly_do: Bổ sung}]\n", encoding="utf-8")
    assert goal(example, "t tien").value == 130
    path.write_text(text + "dieu_chinh: [{ngay: 2020-07-01, ly_do: Bổ sung}]\n", encoding="utf-8")
    assert goal(example, "t tien").value == 100


def test_targets_of_other_years_stay_where_they_are(example: Example) -> None:
    example.plans("2021/t", tien="100 đồng")
    example.plans("2019/s", tien="30 đồng")
    example.plans("2019/t", tien="5 đồng")
    assert goal(example, "t tien", "2021").value == 100
    assert goal(example, "t tien", "2019").value == 5


def test_a_least_and_a_most_can_not_be_added(example: Example) -> None:
    example.plans("2020/t", tien="100 đồng")
    example.plans("2020/s", tien="không quá 30 đồng")
    row = example.row("t tien")
    assert row.goal is not None
    assert not row.goal.whole
    assert row.completion is None
    assert [gap.message for gap in example.gaps()] == ["mục tiêu “Tiền” của “s” chưa cộng được vào của “t”"]


def test_targets_of_a_divided_unit_without_weights_stay_with_it(example: Example) -> None:
    example.units(
        UNITS.replace(", ty_trong: 40%", "")
        + "q: {ten: tỉnh Q, cap: tinh, ke_thua: [{don_vi: r, ngay: 2020-07-01}]}\n"
    )
    example.plans("2020/t", tien="100 đồng")
    example.plans("2020/r", tien="50 đồng")
    assert goal(example, "t tien").value == 100
