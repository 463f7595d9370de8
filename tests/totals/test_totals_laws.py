"""The laws of totals, on random projects written as files and read back.

`totals_oracle` says the same rules slowly for figures that units give of their own. What statements cover, and which
counts make a ratio, is compared with the oracle of `tests/coverage`. The other properties need no oracle.
"""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from totals_calendar import months_of
from totals_oracle import Answer, Figure, Oracle
from totals_oracle import Reading as Said
from totals_project import (
    OWN,
    STATED,
    Count,
    IndicatorModel,
    NotApplicable,
    ProjectModel,
    ReportModel,
    UnitModel,
    project,
)
from totals_strategies import YEAR_PERIODS, reports, single_units, term_projects, units, year_projects
from whole_project import faults

from mttq.documents import Project
from mttq.period import PERIODS, parse_cycle
from mttq.quantity import rounded
from mttq.totals import Rollup, Status, Total, TotalAmount, UnitValue

bounded = settings(
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


LINE_BY_LINE = ("dong", "ton", "rieng")


def rollup(read: Project, cycle: str, period: str) -> Rollup:
    found = parse_cycle(cycle)
    assert found is not None
    return Rollup(read, found, PERIODS[period])


def all_totals(model: ProjectModel, cycle: str = "2020", period: str = "nam") -> dict[tuple[str, str], Total]:
    """Every total of the units that exist in the period."""
    with project(model) as read:
        assert [one.message for one in faults(read)] == []
        roll = rollup(read, cycle, period)
        units = [unit for unit in read.catalogue.units.below("") if roll.exists(unit)]
        return {
            (unit.id, name): roll.total(unit.id, name) for unit in units for name in read.catalogue.indicators
        }


def same_figure(amount: TotalAmount | None, figure: Figure | None) -> bool:
    """Whether counts or values are the same; a percentage when rounded to two decimals and to 28 digits."""
    if amount is None or figure is None:
        return amount is None and figure is None
    if figure.counts is not None:
        counts = amount.pair and (Fraction(amount.pair[0]), Fraction(amount.pair[1]))
        near = abs(Fraction(amount.value) - figure.value) <= figure.value / 10**27
        return counts == figure.counts and near and rounded_as(amount.value, figure.value)
    return amount.pair is None and Fraction(amount.value) == figure.value


def rounded_as(value: Decimal, true: Fraction) -> bool:
    """Whether a value of 28 digits rounds half up to two decimals as the true one does."""
    return Fraction(rounded(value, 2)) == Fraction((true * 100 + Fraction(1, 2)).__floor__(), 100)


def same_reading(reading: UnitValue, said: Said) -> bool:
    return (
        (reading.given.value != "missing") == said.said
        and same_figure(reading.amount, said.figure)
        and (not said.said or reading.complete == said.complete)
    )


def check(total: Total, answer: Answer) -> None:
    assert same_reading(total.own, answer.own)
    assert same_reading(total.stated, answer.stated)
    assert same_figure(total.computed, answer.computed)
    assert total.status.value == answer.status
    assert same_figure(total.result, answer.value)
    assert (total.units_in, total.units_due) == (len(answer.reported), len(answer.expected))
    assert set(total.missing) == set(answer.expected) - set(answer.reported)
    assert len(total.missing) == len(set(total.missing))


def check_all(model: ProjectModel, cycle: str, period: str, names: tuple[str, ...] = LINE_BY_LINE) -> None:
    oracle = Oracle(model, cycle, period)
    for (unit, indicator), total in all_totals(model, cycle, period).items():
        if indicator in names:
            check(total, oracle.answer(unit, indicator))


def of_own_figures(model: ProjectModel) -> ProjectModel:
    """The project without what units state for their areas."""
    return replace(
        model,
        reports=tuple(
            replace(one, says={key: said for key, said in one.says.items() if key[0] == OWN})
            for one in model.reports
        ),
    )


def of_pairs(model: ProjectModel) -> ProjectModel:
    """The project with ratios of flows that apply, each written as one line."""
    known = tuple(
        replace(one, theo_ky="tong") if one.id in ("tu", "mau") else one for one in model.indicators
    )
    said = tuple(
        replace(
            one, says={key: said for key, said in one.says.items() if not isinstance(said, NotApplicable)}
        )
        for one in of_own_figures(model).reports
    )
    return replace(model, indicators=known, reports=said)


@settings(bounded, max_examples=150)
@given(year_projects())
def test_every_total_of_a_year_is_what_the_slow_rules_say(drawn: tuple[ProjectModel, str]) -> None:
    """Figures, result, status and missing units agree for every unit and indicator of a year."""
    model, period = drawn
    check_all(of_own_figures(model), "2020", period)


@settings(bounded, max_examples=200)
@given(single_units())
def test_whatever_one_unit_says_is_read_as_the_slow_rules_say(drawn: tuple[ProjectModel, str]) -> None:
    """One unit has many figures for overlapping periods."""
    model, period = drawn
    check_all(of_own_figures(model), "2020", period)


@settings(bounded, max_examples=90)
@given(year_projects("phan-tram"))
def test_every_ratio_of_a_year_is_what_the_slow_rules_say(drawn: tuple[ProjectModel, str]) -> None:
    """The same for ratios, whether of two counts or bare percentages."""
    model, period = drawn
    check_all(of_pairs(model), "2020", period, ("phan-tram", "tu", "mau"))


@settings(bounded, max_examples=50)
@given(term_projects())
def test_every_total_of_a_term_is_what_the_slow_rules_say(model: ProjectModel) -> None:
    """The same for a term, from its own reports and from those of its years."""
    check_all(of_own_figures(model), "2019-2024", "nhiem-ky")


@bounded
@given(year_projects(), st.randoms(use_true_random=False))
def test_the_order_of_siblings_and_of_files_never_matters(
    drawn: tuple[ProjectModel, str], shuffle: random.Random
) -> None:
    """The same units, indicators and documents in another order give the same totals."""
    model, period = drawn
    with project(model) as read:
        before = rollup(read, "2020", period)
        totals = {
            (unit.id, name): summary(before.total(unit.id, name))
            for unit in model.units
            for name in read.catalogue.indicators
        }
        outlines = list(read.outlines)
        shuffle.shuffle(outlines)
        after = rollup(replace(read, examined=tuple(outlines)), "2020", period)
        assert totals == {pair: summary(after.total(*pair)) for pair in totals}
    other = list(model.units)
    shuffle.shuffle(other)
    other.sort(key=lambda one: one.id.count("/"))
    with project(replace(model, units=tuple(other))) as read:
        turned = rollup(read, "2020", period)
        assert totals == {pair: summary(turned.total(*pair)) for pair in totals}


def summary(total: Total) -> tuple[object, ...]:
    """Return all that a total says, with its names sorted."""
    return (
        total.own.given,
        total.own.amount,
        total.computed,
        total.stated.amount,
        total.result,
        total.status,
        total.units_in,
        total.units_due,
        sorted(total.missing),
    )


@bounded
@given(year_projects("dong", "ton", "tu"))
def test_each_reported_figure_counts_at_most_once_in_any_total(drawn: tuple[ProjectModel, str]) -> None:
    """Every figure is a different power of two, so a total is a sum of different figures and no bit is carried."""
    model, period = drawn
    numbered = []
    bit = 1
    for report in model.reports:
        says = {}
        for place in report.says:
            says[place] = Count(Fraction(bit))
            bit *= 2
        numbered.append(replace(report, says=says))
    figures = {
        int(value.value): (report.unit, place)
        for report in numbered
        for place, value in report.says.items()
        if isinstance(value, Count)
    }
    for (unit, indicator), total in all_totals(
        replace(model, reports=tuple(numbered)), "2020", period
    ).items():
        for amount in (total.computed, total.result):
            if amount is None:
                continue
            bits = [one for one in figures if int(amount.value) & one]
            assert sum(bits) == amount.value
            assert all(figures[one][1][1] == indicator for one in bits)
            assert all(figures[one][0] == unit or below(figures[one][0], unit) for one in bits)


def below(unit: str, above: str) -> bool:
    return unit.startswith(f"{above}/") or (above == "trung-uong" and unit != above)


@bounded
@given(year_projects("dong", "ton", "phan-tram"))
def test_a_missing_figure_is_never_a_zero(drawn: tuple[ProjectModel, str]) -> None:
    """A total that says who is missing is not complete, and is nothing if nothing is in.

    A ratio has no value as long as its denominators come to 0: the numerators of a unit that is gone by the
    day of the stock below them wait for the denominator of its successor.

    To write `0` for the missing one never changes a sum, but it completes it.
    """
    model, period = drawn
    totals = all_totals(model, "2020", period)
    for (_, indicator), total in totals.items():
        if total.missing:
            assert total.status is not Status.COMPLETE
        if total.status is Status.NOTHING:
            assert total.result is None
        if total.status is Status.INCOMPLETE:
            waiting = total.remainder.pair if total.remainder and indicator == "phan-tram" else None
            assert (total.result is None) == (waiting is not None)
            assert waiting is None or waiting[1] == 0
    silent = ProjectModel(model.units, model.indicators)
    for total in all_totals(silent, "2020", period).values():
        assert (total.status, total.result, total.units_in) == (Status.NOTHING, None, 0)
    filled = []
    for unit in model.units:
        if any(unit.id in totals[pair].missing for pair in totals if pair[1] == "dong"):
            said = {(report.cycle, report.period) for report in model.reports if report.unit == unit.id}
            if ("2020", period) not in said:
                filled.append(ReportModel("2020", unit.id, period, {(OWN, "dong"): Count(Fraction(0))}))
    known = {report.unit for report in model.reports if (OWN, "dong") in report.says}
    assume(not any(report.unit in known for report in filled))
    after = all_totals(replace(model, reports=(*model.reports, *filled)), "2020", period)
    for (unit_id, name), total in totals.items():
        later = after[unit_id, name]
        stated = any((STATED, "dong") in report.says for report in model.reports)
        if name == "dong" and not stated and total.computed is not None:
            assert later.computed == total.computed
            assert later.units_in >= total.units_in


@bounded
@given(units(), st.data())
def test_the_total_of_a_parent_is_the_sum_of_its_own_and_its_childrens(
    tree: tuple[UnitModel, ...], data: st.DataObject
) -> None:
    """Without stated figures: own plus the totals directly below, whatever is missing."""
    known = (IndicatorModel("dong", cap=("tinh", "huyen", "xa", "khu-dan-cu", "to-chuc-thanh-vien")),)
    said = data.draw(reports(tree, ("dong",), term=False))
    own_only = tuple(
        replace(report, says={(OWN, name): value for (_, name), value in report.says.items()})
        for report in said
    )
    model = ProjectModel(tree, known, own_only)
    for total in all_totals(model).values():
        parts = [total.own.amount] if total.is_due else []
        parts += [part.result for part in total.parts]
        found = [one.value for one in parts if one is not None]
        assert (total.result is None) == (not found)
        if total.result is not None:
            assert total.result.value == sum(found)


@bounded
@given(year_projects("phan-tram"))
def test_a_ratio_is_counts_over_counts_never_a_mean(drawn: tuple[ProjectModel, str]) -> None:
    """The ratio of several units lies between the lowest and the highest of them, and has both counts."""
    model, period = drawn
    for (_, indicator), total in all_totals(of_pairs(model), "2020", period).items():
        if indicator != "phan-tram" or total.computed is None or not total.parts:
            continue
        if total.computed.pair is None:
            assert total.computed == total.own.amount
            continue
        above, below = total.computed.pair
        assert rounded_as(total.computed.value, 100 * Fraction(above) / Fraction(below))
        parts = [part.result for part in total.parts]
        parts += [total.own.amount] if total.is_due else []
        pairs = [one.pair for one in parts if one is not None and one.pair is not None]
        assert (above, below) == (sum(one for one, _ in pairs), sum(one for _, one in pairs))


@bounded
@given(st.lists(st.sampled_from(YEAR_PERIODS), unique=True, min_size=1), st.sampled_from(YEAR_PERIODS))
def test_the_longest_periods_without_a_common_month_are_used(said: list[str], period: str) -> None:
    """The files used are those inside the period that lie in no longer one; they cover each month once."""
    reports_of_one = [
        ReportModel("2020", "a", name, {(OWN, "dong"): Count(Fraction(2**number))})
        for number, name in enumerate(said)
    ]
    total = one_unit(reports_of_one, period)
    inside = [name for name in said if months_of("2020", name) <= months_of("2020", period)]
    longest = [
        name
        for name in inside
        if not any(months_of("2020", name) < months_of("2020", other) for other in inside)
    ]
    assert [line.path.split("/")[-1] for line in total.own.lines] == [
        f"{name}.yaml" for name in sorted(longest, key=lambda one: min(months_of("2020", one)))
    ]
    value = sum(2 ** said.index(name) for name in longest)
    assert (total.own.amount.value if total.own.amount else 0) == value
    months = [month for name in longest for month in months_of("2020", name)]
    assert len(months) == len(set(months))
    covers = set(months) == months_of("2020", period)
    assert total.own.complete == covers
    assert total.status is (Status.COMPLETE if covers else Status.INCOMPLETE if longest else Status.NOTHING)


@bounded
@given(st.lists(st.sampled_from(YEAR_PERIODS), unique=True, min_size=1), st.sampled_from(YEAR_PERIODS))
def test_a_stock_is_what_the_last_month_says(said: list[str], period: str) -> None:
    """A stock is the figure of the file that ends last; it is complete once the last month is covered."""
    reports_of_one = [
        ReportModel("2020", "a", name, {(OWN, "ton"): Count(Fraction(number))})
        for number, name in enumerate(said)
    ]
    total = one_unit(reports_of_one, period, "ton")
    inside = [name for name in said if months_of("2020", name) <= months_of("2020", period)]
    if not inside:
        assert total.status is Status.NOTHING
        return
    last = max(inside, key=lambda one: (max(months_of("2020", one)), len(months_of("2020", one))))
    assert total.own.amount is not None
    assert total.own.amount.value == said.index(last)
    assert total.own.complete == (max(months_of("2020", last)) == max(months_of("2020", period)))


def one_unit(reports_of_one: list[ReportModel], period: str, indicator: str = "dong") -> Total:
    levels = (("xa", None, None),)
    known = (IndicatorModel("dong"), IndicatorModel("ton", theo_ky="cuoi-ky"))
    model = ProjectModel((UnitModel("a", levels),), known, tuple(reports_of_one))
    return all_totals(model, "2020", period)["a", indicator]


@bounded
@given(year_projects("rieng"))
def test_what_is_never_added_is_each_units_own(drawn: tuple[ProjectModel, str]) -> None:
    """With `khong-cong`, the total of a unit is its own figure, whatever is below it."""
    model, period = drawn
    for (_, indicator), total in all_totals(model, "2020", period).items():
        if indicator == "rieng":
            assert total.computed == total.result == total.own.amount
            assert (total.parts, total.units_due) == ((), int(total.is_due))


@bounded
@given(year_projects("dong"))
def test_a_flow_of_the_year_is_that_of_its_quarters(drawn: tuple[ProjectModel, str]) -> None:
    """With quarterly reports alone, a unit's figures of four quarters count in the year as they count in the quarters.

    Also where units come and go, or change their level.
    """
    model, _ = drawn
    quarters = ("quy-1", "quy-2", "quy-3", "quy-4")
    kept = tuple(
        replace(report, says={place: value for place, value in report.says.items() if place[0] == OWN})
        for report in model.reports
        if report.period in quarters
    )
    model = replace(model, reports=kept)
    year = all_totals(model)
    by_quarter = [all_totals(model, "2020", quarter) for quarter in quarters]
    for place, total in year.items():
        found = [one[place] for one in by_quarter if place in one]
        assert counted(total) == sum(counted(one) for one in found)


def counted(total: Total) -> Decimal:
    """Return a unit's own figure if it is part of totals, else 0."""
    amount = total.own.amount if total.is_due else None
    return amount.value if amount is not None else Decimal(0)


@bounded
@given(year_projects())
def test_numbers_of_units_and_statuses_fit_together(drawn: tuple[ProjectModel, str]) -> None:
    """The units that have reported and those that are missing are those due; a `du` total misses none."""
    model, period = drawn
    for total in all_totals(model, "2020", period).values():
        assert total.units_in + len(total.missing) == total.units_due
        if total.status is Status.COMPLETE:
            assert total.units_in == total.units_due > 0
            assert total.result == total.computed
        if total.status is Status.DIFFERS:
            assert total.result == total.computed is not None
            assert total.stated.amount is not None
        assert next(total.walk()) is total
