"""A missing figure is never a zero, whatever the operator."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st
from totals_compare import everything, totals_of, value_of
from totals_events import OPERATORS, PERIOD_OPERATORS, SUBJECT, Case, Features, cases
from totals_project import OWN, Count, ReportModel
from totals_settings import examples

_ALL = Features(
    operators=OPERATORS, over_periods=PERIOD_OPERATORS, successions=True, divisions=True, unclear=True
)
_ADDED = replace(_ALL, operators=("tong", "lon-nhat", "nho-nhat", "binh-quan", "dem-don-vi"), stated=False)


@examples(80)
@given(cases(_ALL))
def test_a_total_with_a_missing_figure_is_not_complete(case: Case) -> None:
    """Law: a missing figure is never a zero: a total that lacks one is not `du`; without figures there is none."""
    added = all(one.theo_cap != "khong-cong" for one in case.model.indicators)
    for total in totals_of(case).values():
        assert total.units_in + len(total.missing) == total.units_due
        if total.missing or total.unallocated:
            assert total.status.value != "du"
        if total.status.value == "du" and added:
            assert total.units_in == total.units_due > 0
        if total.status.value == "chua-co":
            assert total.result is None
    silent = replace(case, model=replace(case.model, reports=()))
    assert totals_of(silent) == {}


@examples(80)
@given(cases(_ADDED), st.data())
def test_a_zero_is_a_report_and_changes_what_a_missing_figure_does_not(
    case: Case, data: st.DataObject
) -> None:
    """Law: writing `0` for a missing figure differs from leaving it out.

    One more unit has reported. A sum, a highest figure and a number of units stay the same. The lowest figure
    is now 0, and a mean without weights is smaller by one more unit.
    """
    subject = next(one for one in case.model.indicators if one.id == SUBJECT)
    assume(not subject.trong_so)
    before = totals_of(case)
    silent = [
        unit.id
        for unit in case.model.units
        if unit.id in before
        and unit.id in before[unit.id].missing
        and not any(report.unit == unit.id for report in case.model.reports)
    ]
    assume(silent)
    one = data.draw(st.sampled_from(silent))
    zero = ReportModel(case.cycle, one, case.period, {(OWN, SUBJECT): Count(Fraction(0))})
    after = totals_of(replace(case, model=replace(case.model, reports=(*case.model.reports, zero))))
    for unit, total in before.items():
        new = after[unit]
        if one not in total.missing:
            assert everything(new) == everything(total)
            continue
        assert (new.units_in, new.units_due) == (total.units_in + 1, total.units_due)
        old, now = value_of(total.computed), value_of(new.computed)
        assert now is not None
        if subject.theo_cap in ("tong", "lon-nhat", "dem-don-vi"):
            assert now == (old or 0)
        elif subject.theo_cap == "nho-nhat":
            assert now == 0
        else:
            assert now == 0 if not old else now < old


@examples(40)
@given(cases(replace(_ALL, operators=("tong", "lon-nhat", "nho-nhat", "binh-quan"), stated=False)))
def test_not_applicable_is_a_report_and_no_figure(case: Case) -> None:
    """Law: zero, absent and `không áp dụng` are three things.

    Without the lines that say `không áp dụng`, every total computed from one file for each unit is the same,
    but those units have not reported.
    """
    reports = tuple(report for report in case.model.reports if report.period == case.period)
    case = replace(case, model=replace(case.model, reports=reports))
    kept = tuple(
        replace(report, says={place: said for place, said in report.says.items() if isinstance(said, Count)})
        for report in reports
    )
    with_them = totals_of(case)
    without = totals_of(replace(case, model=replace(case.model, reports=kept)))
    for unit, total in with_them.items():
        if total.computed is None:
            assert unit not in without or without[unit].computed is None
        else:
            assert value_of(without[unit].computed) == value_of(total.computed)
            assert without[unit].units_in <= total.units_in
