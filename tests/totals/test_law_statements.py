"""A stated figure against the computed one: how far they may differ before one of them must be wrong."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from totals_compare import check_case, totals_of, value_of
from totals_events import SUBJECT, Case
from totals_example import Example, shown
from totals_project import (
    OWN,
    STATED,
    Count,
    IndicatorModel,
    NotApplicable,
    ProjectModel,
    ReportModel,
    Said,
    UnitModel,
)
from totals_settings import examples

from mttq.catalogue import OverUnits
from mttq.totals import TotalAmount, difference_of
from mttq.totals.operators import OPERATORS

_UNITS = tuple(
    UnitModel(unit, ((level, None, None),))
    for unit, level in (("a", "tinh"), ("a/b", "huyen"), ("a/c", "huyen"))
)
_WORDS = ("gần", "trên", "khoảng")


def project(operator: str, stated: Said, *below: int) -> Case:
    """A province that states a figure, and exact figures of the districts below it."""
    indicator = IndicatorModel(SUBJECT, operator, cap=("huyen",))
    reports = [ReportModel("2020", "a", "nam", {(STATED, SUBJECT): stated})]
    for unit, value in zip(("a/b", "a/c"), below, strict=False):
        reports.append(ReportModel("2020", unit, "nam", {(OWN, SUBJECT): Count(Fraction(value))}))
    return Case(ProjectModel(_UNITS, (indicator,), tuple(reports)))


@examples(60)
@given(
    st.sampled_from(("tong", "lon-nhat", "nho-nhat", "binh-quan")),
    st.lists(st.integers(0, 30), max_size=2),
    st.integers(-3, 3),
    st.sampled_from(("", *_WORDS)),
)
def test_a_stated_figure_may_differ_by_its_last_digit_if_it_is_approximate(
    operator: str, below: list[int], off: int, word: str
) -> None:
    """Law: `gần`, `trên` and `khoảng` beside an exact figure allow one unit of the last digit written, no more."""
    near = max(below, default=0) if operator == "lon-nhat" else sum(below)
    case = project(operator, Count(Fraction(max(near + off, 0)), word), *below)
    check_case(case)


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        (Count(Fraction(350), "gần"), "du"),
        (Count(Fraction(350)), "lech"),
        (Count(Fraction(351), "gần"), "lech"),
        (Count(Fraction(348), "trên"), "du"),
        (Count(Fraction(348)), "lech"),
        (Count(Fraction(1000), "gần", thousands=True), "du"),
    ],
)
def test_an_approximate_statement_beside_an_exact_sum(stated: Count, status: str) -> None:
    """204 + 145 = 349, which is `gần 350` and `trên 348`."""
    assert totals_of(project("tong", stated, 204, 145))["a"].status.value == status


@pytest.mark.parametrize(("stated", "status"), [(1, "theo-bao-cao"), (40, "theo-bao-cao")])
def test_a_mean_is_not_held_against_a_stated_one_while_a_unit_is_missing(stated: int, status: str) -> None:
    """The missing figure may pull the mean either way, so no stated mean contradicts the other one."""
    total = totals_of(project("binh-quan", Count(Fraction(stated)), 20))["a"]
    assert total.status.value == status
    assert value_of(total.result) == stated


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ((), (None, "theo-bao-cao", 0, 2)),
        ((5,), (5, "thieu", 1, 2)),
        ((5, 0), (5, "du", 2, 2)),
    ],
)
def test_not_applicable_replaces_no_figure_that_is_reported(
    below: tuple[int, ...], expected: tuple[object, ...]
) -> None:
    """A province that states `không áp dụng` has no result, unless one of its districts reports a figure."""
    assert shown(totals_of(project("tong", NotApplicable(), *below))["a"]) == expected


def test_a_unit_with_a_part_that_is_not_allocated_states_a_number_of_units(tmp_path: Path) -> None:
    """Nobody below has any of X, so M is one unit with a result, whatever it states, and its total is incomplete."""
    example = Example(tmp_path)
    example.units(
        "t:\n  ten: T\n  cap: tinh\n  cap_duoi:\n    x: {ten: X, cap: xa, den: 2020-06-30}\n"
        "    m: {ten: M, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}\n"
        "    n: {ten: N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}\n"
    )
    example.says("2020/t/m/nam", stated=True, xa_co_nha="3")
    total = example.total("t/m xa-co-nha")
    assert shown(total) == (1, "thieu", 1, 1)
    assert total.unallocated == ("t/x",)


_RATIO = TotalAmount(value=Decimal(50), pair=(Decimal(1), Decimal(2)))


@pytest.mark.parametrize(
    ("stated", "computed", "difference"),
    [
        (TotalAmount(value=Decimal(7)), TotalAmount(value=Decimal(5)), 2),
        (TotalAmount(value=Decimal(5)), TotalAmount(value=Decimal(7)), -2),
        (TotalAmount(value=Decimal(60), pair=(Decimal(3), Decimal(5))), _RATIO, 3),
        (TotalAmount(value=Decimal(50)), _RATIO, 0),
        (_RATIO, TotalAmount(value=Decimal(40)), 0),
        (TotalAmount(value=Decimal(7), yearly=True), TotalAmount(value=Decimal(5)), 0),
    ],
)
def test_the_difference_of_a_stated_figure(
    stated: TotalAmount, computed: TotalAmount, difference: int
) -> None:
    """The larger of the two differences for a ratio, and 0 if the two can't be compared."""
    assert difference_of(stated, computed) == difference


def test_a_share_of_a_weighed_mean_has_a_share_of_its_weight() -> None:
    mean = TotalAmount(value=Decimal(4), weighed=(Decimal(8), Decimal(2)))
    half = OPERATORS[OverUnits.MEAN].scale(mean, Decimal("0.5"))
    assert (half.value, half.weighed) == (Decimal(4), (Decimal(4), Decimal(1)))


@pytest.mark.parametrize(
    ("indicator", "stated", "below", "expected"),
    [
        ("tien", "3", "5", (5, "lech")),
        ("tien", "7", "5", (7, "thieu")),
        ("cao_nhat", "3", "5", (5, "lech")),
        ("cao_nhat", "7", "5", (7, "thieu")),
        ("thap_nhat", "7", "5", (5, "lech")),
        ("thap_nhat", "3", "5", (3, "thieu")),
        ("diem", "7", "5", (7, "thieu")),
        ("diem", "3", "5", (3, "thieu")),
    ],
)
def test_a_stated_figure_for_half_the_year_is_used_if_it_is_further_on(
    tmp_path: Path, indicator: str, stated: str, below: str, expected: tuple[int, str]
) -> None:
    """More figures only raise a sum or a highest figure and only lower a lowest; a mean moves either way.

    A statement that is behind what a commune of its area reports for the same months contradicts it in the year, too.
    """
    example = Example(tmp_path)
    example.says("2020/t/h/6-thang", True, **{indicator: stated})
    example.says("2020/t/h/x/6-thang", False, **{indicator: below})
    total = example.total(f"t/h {indicator.replace('_', '-')}")
    assert shown(total)[:2] == expected
