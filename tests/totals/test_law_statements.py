"""A stated figure against the computed one: how far they may differ before one of them must be wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from totals_compare import check_case, totals_of, value_of
from totals_events import SUBJECT, Case
from totals_project import OWN, STATED, Count, IndicatorModel, ProjectModel, ReportModel, UnitModel
from totals_settings import examples

_UNITS = tuple(
    UnitModel(unit, ((level, None, None),))
    for unit, level in (("a", "tinh"), ("a/b", "huyen"), ("a/c", "huyen"))
)
_WORDS = ("gần", "trên", "khoảng")


def project(operator: str, stated: Count, *below: int) -> Case:
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
