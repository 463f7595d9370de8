"""What one unit received from another changes sums and nothing else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from totals_compare import everything, totals_of
from totals_events import PERIOD_OPERATORS, SUBJECT
from totals_events import Case as Drawn
from totals_project import OWN, Count, IndicatorModel, ProjectModel, Received, ReportModel, UnitModel
from totals_settings import examples

_UNITS = tuple(
    UnitModel(unit, ((level, None, None),))
    for unit, level in (("a", "tinh"), ("a/b", "huyen"), ("a/b/x", "xa"), ("a/c", "huyen"))
)
_NOT_ADDED = ("lon-nhat", "nho-nhat", "binh-quan", "dem-don-vi", "khong-cong")


@st.composite
def handed_on(draw: st.DrawFn, operator: str) -> Drawn:
    """Draw a project in which every unit has received most of its figure from another one."""
    indicator = IndicatorModel(
        SUBJECT, operator, draw(st.sampled_from(PERIOD_OPERATORS)), ("tinh", "huyen", "xa")
    )
    reports = []
    for unit in _UNITS:
        if draw(st.integers(0, 4)) == 0:
            continue
        value = Fraction(draw(st.integers(2, 40)))
        giver = draw(st.sampled_from([one.id for one in _UNITS if one.id != unit.id]))
        figure = Count(value, received=(Received(giver, value - 1),))
        reports.append(ReportModel("2020", unit.id, "nam", {(OWN, SUBJECT): figure}))
    return Drawn(ProjectModel(_UNITS, (indicator,), tuple(reports)))


@examples(60)
@given(st.sampled_from(_NOT_ADDED).flatmap(handed_on))
def test_only_sums_take_out_what_was_received(case: Drawn) -> None:
    """Law: without the `nhan_tu` of any figure, totals by an operator that does not add are the same."""
    plain = tuple(
        replace(
            report,
            says={
                place: replace(said, received=()) if isinstance(said, Count) else said
                for place, said in report.says.items()
            },
        )
        for report in case.model.reports
    )
    before, after = totals_of(case), totals_of(replace(case, model=replace(case.model, reports=plain)))
    assert before.keys() == after.keys()
    for unit, total in before.items():
        assert everything(total)[1:] == everything(after[unit])[1:]
        assert total.taken_out == ()


@examples(30)
@given(handed_on("tong"))
def test_a_sum_takes_out_every_gift_between_its_units_once(case: Drawn) -> None:
    """Law: the total of all units is the sum of what each raised itself, whoever handed it on to whom."""
    raised = sum(
        said.value - sum(one.value for one in said.received)
        for report in case.model.reports
        for said in report.says.values()
        if isinstance(said, Count)
    )
    totals = totals_of(case)
    if case.model.reports:
        found = totals["a"].computed
        assert found is not None
        assert Fraction(found.value) == raised
