"""Whether a target is reached while figures are missing: a verdict that is given is the final one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from totals_compare import rows_of
from totals_events import PERIOD_OPERATORS, SUBJECT, Case
from totals_project import (
    OWN,
    Count,
    IndicatorModel,
    PlanModel,
    ProjectModel,
    ReportModel,
    UnitModel,
)
from totals_settings import examples

_UNITS = tuple(
    UnitModel(unit, ((level, None, None),))
    for unit, level in (("a", "tinh"), ("a/b", "huyen"), ("a/c", "huyen"))
)
_QUARTERS = ("quy-1", "quy-2", "quy-3", "quy-4")
_PLACES = tuple((unit.id, quarter) for unit in _UNITS[1:] for quarter in _QUARTERS)
_OPERATORS = ("tong", "binh-quan", "lon-nhat", "nho-nhat", "dem-don-vi", "khong-cong")
_ONE_SIDED = ("ít nhất {}", "trên {}", "không quá {}", "dưới {}")
_TARGETS = (*_ONE_SIDED, "= {}", "từ {} đến 12")
_MANY = 10**6


def project(
    operator: str, over_periods: str, target: str, said: dict[tuple[str, str], int], unit: str = "a"
) -> Case:
    """A province of two districts that report by quarter, with a target of one of the three."""
    indicator = IndicatorModel(SUBJECT, operator, over_periods, ("huyen",))
    reports = tuple(
        ReportModel("2020", place, quarter, {(OWN, SUBJECT): Count(Fraction(value))})
        for (place, quarter), value in said.items()
    )
    return Case(ProjectModel(_UNITS, (indicator,), reports, (PlanModel("2020", unit, {SUBJECT: target}),)))


def verdict(case: Case) -> bool | None:
    unit = case.model.plans[0].unit
    return rows_of(case)[unit, SUBJECT].reached


def filled(case: Case, values: dict[tuple[str, str], int]) -> Case:
    """The same with reports of all districts for all quarters."""
    known = {(report.unit, report.period) for report in case.model.reports}
    more = tuple(
        ReportModel("2020", unit, quarter, {(OWN, SUBJECT): Count(Fraction(values[unit, quarter]))})
        for unit, quarter in _PLACES
        if (unit, quarter) not in known
    )
    return replace(case, model=replace(case.model, reports=(*case.model.reports, *more)))


figures = st.dictionaries(st.sampled_from(_PLACES), st.integers(0, 14), min_size=1)
all_figures = st.fixed_dictionaries({place: st.integers(0, 14) for place in _PLACES})
targets = st.tuples(st.sampled_from(_TARGETS), st.integers(1, 11)).map(lambda one: one[0].format(one[1]))


@examples(120)
@given(
    st.sampled_from(_OPERATORS),
    st.sampled_from(PERIOD_OPERATORS),
    targets,
    figures,
    all_figures,
    st.sampled_from(("a", "a/b")),
)
def test_a_verdict_while_figures_are_missing_is_the_final_one(
    operator: str,
    over_periods: str,
    target: str,
    said: dict[tuple[str, str], int],
    rest: dict[tuple[str, str], int],
    unit: str,
) -> None:
    """Law: whatever the missing reports say, they never turn a target that is reached or missed for good."""
    case = project(operator, over_periods, target, said, unit)
    before = verdict(case)
    assume(before is not None)
    assert verdict(filled(case, rest)) is before


@examples(60)
@given(
    st.sampled_from(("tong", "lon-nhat", "nho-nhat")),
    st.sampled_from(_ONE_SIDED),
    st.integers(1, 11),
    figures,
    st.sampled_from(("a", "a/b")),
)
def test_without_a_verdict_the_missing_figures_decide(
    operator: str, target: str, bound: int, said: dict[tuple[str, str], int], unit: str
) -> None:
    """Law: if a target is neither reached nor missed yet, the figures that are missing can still do both."""
    case = project(operator, operator, target.format(bound), said, unit)
    assume(verdict(case) is None and rows_of(case)[unit, SUBJECT].total.result is not None)
    ends = {verdict(filled(case, dict.fromkeys(_PLACES, value))) for value in (0, _MANY)}
    assert ends == {True, False}


@pytest.mark.parametrize(
    ("operator", "over_periods", "target", "value", "reached"),
    [
        ("nho-nhat", "nho-nhat", "ít nhất 10", 5, False),
        ("nho-nhat", "nho-nhat", "ít nhất 5", 5, None),
        ("nho-nhat", "nho-nhat", "trên 5", 5, False),
        ("nho-nhat", "nho-nhat", "trên 4", 5, None),
        ("nho-nhat", "nho-nhat", "không quá 5", 5, True),
        ("nho-nhat", "nho-nhat", "không quá 4", 5, None),
        ("nho-nhat", "nho-nhat", "dưới 6", 5, True),
        ("nho-nhat", "nho-nhat", "dưới 5", 5, None),
        ("nho-nhat", "nho-nhat", "= 6", 5, False),
        ("nho-nhat", "nho-nhat", "= 5", 5, None),
        ("nho-nhat", "nho-nhat", "từ 6 đến 9", 5, False),
        ("nho-nhat", "nho-nhat", "từ 3 đến 5", 5, None),
        ("lon-nhat", "lon-nhat", "ít nhất 5", 5, True),
        ("lon-nhat", "lon-nhat", "ít nhất 6", 5, None),
        ("lon-nhat", "lon-nhat", "trên 5", 5, None),
        ("lon-nhat", "lon-nhat", "trên 4", 5, True),
        ("lon-nhat", "lon-nhat", "không quá 4", 5, False),
        ("lon-nhat", "lon-nhat", "không quá 5", 5, None),
        ("lon-nhat", "lon-nhat", "dưới 5", 5, False),
        ("lon-nhat", "lon-nhat", "dưới 6", 5, None),
        ("lon-nhat", "lon-nhat", "= 4", 5, False),
        ("lon-nhat", "lon-nhat", "= 5", 5, None),
        ("lon-nhat", "lon-nhat", "từ 3 đến 4", 5, False),
        ("lon-nhat", "lon-nhat", "từ 3 đến 5", 5, None),
        # A quarter is only a part of the year, so the figure of the same unit may still move.
        ("lon-nhat", "nho-nhat", "ít nhất 5", 5, None),
        ("nho-nhat", "lon-nhat", "không quá 5", 5, None),
        ("tong", "cuoi-ky", "ít nhất 5", 5, None),
        ("tong", "binh-quan", "ít nhất 5", 5, None),
        ("binh-quan", "tong", "ít nhất 5", 5, None),
    ],
)
def test_verdicts_on_one_quarter_of_one_district(
    operator: str, over_periods: str, target: str, value: int, reached: bool | None
) -> None:
    assert verdict(project(operator, over_periods, target, {("a/b", "quy-1"): value})) is reached


@pytest.mark.parametrize(
    ("over_periods", "target", "reached"),
    [
        ("nho-nhat", "ít nhất 10", False),
        ("nho-nhat", "không quá 5", True),
        ("nho-nhat", "ít nhất 5", None),
        ("lon-nhat", "ít nhất 5", True),
        ("lon-nhat", "không quá 4", False),
        ("lon-nhat", "không quá 5", None),
        ("tong", "ít nhất 5", True),
        ("tong", "dưới 5", False),
        ("cuoi-ky", "ít nhất 5", None),
        ("binh-quan", "ít nhất 5", None),
    ],
)
def test_a_figure_that_is_never_added_moves_with_its_own_periods(
    over_periods: str, target: str, reached: bool | None
) -> None:
    case = project("khong-cong", over_periods, target, {("a/b", "quy-1"): 5}, unit="a/b")
    assert verdict(case) is reached
