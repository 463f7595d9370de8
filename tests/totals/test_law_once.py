"""Each reported figure counts at most once in any total, and what was handed down is deducted once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st
from totals_compare import totals_of, value_of
from totals_events import SUBJECT, Case, Features, cases
from totals_oracle import Oracle
from totals_project import OWN, Count, IndicatorModel, ProjectModel, Received, ReportModel, Said, UnitModel
from totals_settings import examples

_MERGED = Features(successions=True, divisions=True, transfers=True, stated=False, as_of=True)


@examples(60)
@given(cases(_MERGED), st.data())
def test_one_figure_more_by_one_changes_a_total_by_nothing_or_its_weight(
    case: Case, data: st.DataObject
) -> None:
    """Law: each reported figure counts at most once in any total.

    Without stated figures, if one figure grows by 1, the total of a unit changes by 0 if the figure is not part of
    it, and otherwise by the share of the reporting unit that belongs to it.
    """
    model = case.model
    places = [
        (number, place)
        for number, report in enumerate(model.reports)
        for place, said in report.says.items()
        if isinstance(said, Count)
    ]
    assume(places)
    number, place = data.draw(st.sampled_from(places))
    report = model.reports[number]
    said = report.says[place]
    assert isinstance(said, Count)
    more = replace(report, says={**report.says, place: replace(said, value=said.value + 1)})
    changed = replace(model, reports=(*model.reports[:number], more, *model.reports[number + 1 :]))
    before, after = totals_of(case), totals_of(replace(case, model=changed))
    tree = Oracle(model, case.cycle, case.period, case.as_of).tree
    assert before.keys() == after.keys()
    for unit, total in before.items():
        for old, new in ((total.computed, after[unit].computed), (total.result, after[unit].result)):
            change = (value_of(new) or Fraction(0)) - (value_of(old) or Fraction(0))
            assert change in (0, tree.weights(unit).get(report.unit, 0))


@examples(60)
@given(cases(Features(successions=True)))
def test_a_total_is_a_sum_of_different_figures(case: Case) -> None:
    """Law: each reported figure counts at most once in any total, even if stated figures replace others.

    Every figure is a different power of two, so no bit of a sum is carried: a total is made of figures of its
    own units, each once.
    """
    assume(all(one.theo_ky in ("tong", "cuoi-ky") for one in case.model.indicators))
    bit = 1
    reports, givers = [], {}
    for report in case.model.reports:
        says: dict[tuple[str, str], Said] = {}
        for place in report.says:
            says[place] = Count(Fraction(bit))
            givers[bit] = report.unit
            bit *= 2
        reports.append(replace(report, says=says))
    numbered = replace(case, model=replace(case.model, reports=tuple(reports)))
    tree = Oracle(numbered.model, case.cycle, case.period).tree
    for unit, total in totals_of(numbered).items():
        for amount in (total.computed, total.result):
            bits = [one for one in givers if amount is not None and int(amount.value) & one]
            assert sum(bits) == (value_of(amount) or 0)
            assert {givers[one] for one in bits} <= set(tree.weights(unit))


_CHAIN = ("trung-uong", "p", "p/h", "p/h/x")
_LEVELS = ("trung-uong", "tinh", "huyen", "xa")


@examples(40)
@given(
    st.lists(st.integers(0, 100), min_size=4, max_size=4),
    st.lists(st.integers(0, 50), min_size=3, max_size=3),
    st.sets(st.integers(0, 3)),
)
def test_what_is_handed_down_a_chain_is_taken_out_once_where_both_ends_are(
    raised: list[int], passed: list[int], silent: set[int]
) -> None:
    """Law: a transfer down a chain is deducted exactly once in each total that holds both ends.

    Money goes from centre to province to district to commune, whether or not the giver has reported. Each unit's
    figure is what it raised itself and what it received from above. So its total is what it and those below
    raised, and what it received from above itself.
    """
    units = tuple(
        UnitModel(name, ((level, None, None),)) for name, level in zip(_CHAIN, _LEVELS, strict=True)
    )
    had = [0, *passed]
    reports = []
    for place, unit in enumerate(_CHAIN):
        received = (Received(_CHAIN[place - 1], Fraction(had[place])),) if had[place] else ()
        said = Count(Fraction(raised[place] + had[place]), received=received)
        if place not in silent:
            reports.append(ReportModel("2020", unit, "nam", {(OWN, SUBJECT): said}))
    model = ProjectModel(units, (IndicatorModel(SUBJECT),), tuple(reports))
    totals = totals_of(Case(model))
    for place, unit in enumerate(_CHAIN):
        said_here = [other for other in range(place, 4) if other not in silent]
        if not said_here:
            assert unit not in totals or totals[unit].result is None
            continue
        from_outside = had[place] if place in said_here else 0
        assert value_of(totals[unit].computed) == sum(raised[other] for other in said_here) + from_outside


@examples(40)
@given(st.integers(0, 100), st.integers(1, 50), st.integers(1, 50), st.booleans())
def test_where_only_what_was_raised_counts_nothing_from_above_does(
    raised: int, above: int, beside: int, stated: bool
) -> None:
    """Law: with `tinh_nhan_tu: false`, what came from above is in no total.

    What came from a neighbour is deducted in the totals that hold the neighbour.
    """
    names = ("p", "p/h", "p/h/x", "p/h/y")
    levels = ("tinh", "huyen", "xa", "xa")
    units = tuple(UnitModel(name, ((level, None, None),)) for name, level in zip(names, levels, strict=True))
    received = (Received("p", Fraction(above)), Received("p/h/y", Fraction(beside)))
    said = Count(Fraction(raised + above + beside), received=received)
    scope = "toan_dia_ban" if stated else OWN
    reports = (ReportModel("2020", "p/h/x", "nam", {(scope, SUBJECT): said}),)
    model = ProjectModel(units, (IndicatorModel(SUBJECT, tinh_nhan_tu=False),), reports)
    totals = totals_of(Case(model))
    assert value_of(totals["p/h/x"].result) == raised + beside
    assert value_of(totals["p/h"].result) == raised
    assert value_of(totals["p"].result) == raised


@examples(30)
@given(st.integers(0, 50), st.integers(0, 50), st.booleans())
def test_what_a_stated_figure_received_is_taken_out_where_the_giver_comes_in(
    stated: int, passed: int, inside: bool
) -> None:
    """Law: if a unit's stated figure is used, what that received counts instead of what the parts received.

    Nothing is deducted for a giver inside its area, because the figure is a total already. What came from outside
    is deducted once, at the first unit that holds both.
    """
    names = ("p", "p/h", "p/h/x", "p/h/y", "p/k")
    levels = ("tinh", "huyen", "xa", "xa", "huyen")
    units = tuple(UnitModel(name, ((level, None, None),)) for name, level in zip(names, levels, strict=True))
    giver = "p/h/y" if inside else "p/k"
    said = Count(Fraction(stated + passed), received=(Received(giver, Fraction(passed)),) if passed else ())
    hidden = Count(Fraction(passed), received=(Received("p/k", Fraction(passed)),) if passed else ())
    reports = (
        ReportModel("2020", "p/h", "nam", {("toan_dia_ban", SUBJECT): said}),
        ReportModel("2020", "p/h/x", "nam", {(OWN, SUBJECT): hidden}),
    )
    totals = totals_of(Case(ProjectModel(units, (IndicatorModel(SUBJECT),), reports)))
    assert value_of(totals["p/h"].result) == stated + passed
    assert value_of(totals["p"].result) == stated + (passed if inside else 0)
