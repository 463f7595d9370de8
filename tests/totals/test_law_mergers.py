"""Units through time: mergers and divisions move figures, without losing or doubling any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st
from totals_compare import everything, totals_of, value_of
from totals_events import OPERATORS, PERIOD_OPERATORS, SUBJECT, Case, Features, cases
from totals_oracle import Oracle
from totals_project import OWN, Claim, Count, IndicatorModel, ProjectModel, ReportModel, UnitModel
from totals_settings import examples

_LONG = ("nam", "9-thang")
_LAST_DAY = {"quy-1": (3, 31), "quy-2": (6, 30), "quy-3": (9, 30), "thang-05": (5, 31), "thang-08": (8, 31)}
_ALL = Features(
    operators=OPERATORS,
    over_periods=PERIOD_OPERATORS,
    stated=False,
    approximate=True,
    transfers=True,
    successions=True,
    divisions=True,
    unclear=True,
)


def last_day(case: Case) -> date:
    early = {**_LAST_DAY, "6-thang": (6, 30), "9-thang": (9, 30)}
    return date(int(case.cycle), *early.get(case.period, (12, 31)))


def untouched(case: Case) -> set[str]:
    """Return the units that take nothing over from outside: mergers happen only inside them."""
    tree = Oracle(case.model, case.cycle, case.period, case.as_of).tree
    return {
        unit.id
        for unit in case.model.units
        if set(tree.weights(unit.id)) == set(tree.down(unit.id))
        and not tree.unallocated(unit.id)
        and not any(claim.unit == unit.id for other in case.model.units for claim in other.claims)
    }


@examples(80)
@given(cases(_ALL))
def test_a_merger_changes_no_ancestors_total(case: Case) -> None:
    """Law: a merger changes no ancestor's total.

    With and without all `ke_thua` of the catalogue, every unit that takes nothing over from outside has
    the same figures, status, and units that have reported and are missing.
    """
    units = tuple(replace(unit, claims=()) for unit in case.model.units)
    apart = totals_of(replace(case, model=replace(case.model, units=units)))
    merged = totals_of(case)
    for unit in untouched(case) & merged.keys():
        assert everything(merged[unit]) == everything(apart[unit])


@examples(60)
@given(cases(replace(_ALL, stated=True)))
def test_the_tree_of_the_last_day_is_the_tree_of_the_period(case: Case) -> None:
    """Law: totals restated to the tree of the period's own last day are the totals of the period."""
    restated = totals_of(replace(case, as_of=last_day(case)))
    plain = totals_of(case)
    stock = any(one.theo_ky == "cuoi-ky" for one in case.model.indicators)
    for unit in restated.keys() & plain.keys():
        # A stock of the last day never holds what had ended by then, so that nothing of it is open.
        assert everything(restated[unit]) == everything(plain[unit]) or (stock and restated[unit].unallocated)


@examples(60)
@given(cases(replace(_ALL, as_of=True)))
def test_another_tree_changes_no_ancestors_total(case: Case) -> None:
    """Law: totals restated to the tree of another day are the same at every ancestor of what changed."""
    restated, plain = totals_of(case), totals_of(replace(case, as_of=None))
    both = untouched(case) & untouched(replace(case, as_of=None))
    for unit in both & restated.keys() & plain.keys():
        assert everything(restated[unit]) == everything(plain[unit])


_HALF = date(2020, 6, 30)
_NEW = date(2020, 7, 1)


@st.composite
def _divided(draw: st.DrawFn, *, weights: bool) -> Case:
    """Draw a district `p/s` with communes that is divided among districts of two provinces on 1 July."""
    units = [UnitModel("p", (("tinh", None, None),)), UnitModel("p/s", (("huyen", None, None),), last=_HALF)]
    units += [UnitModel(f"p/s/x{number}", (("xa", None, None),), last=_HALF) for number in range(3)]
    units.append(UnitModel("q", (("tinh", None, None),)))
    shares = draw(st.sampled_from(((60, 40), (50, 30, 20), (10, 90), (1, 98, 1))))
    heirs = [f"{'pq'[number % 2]}/n{number}" for number in range(len(shares))]
    for heir, share in zip(heirs, shares, strict=True):
        part = Fraction(share, 100) if weights else None
        units.append(UnitModel(heir, (("huyen", None, None),), _NEW, None, (Claim("p/s", _NEW, part),)))
    reports = []
    for unit in units:
        period = "6-thang" if unit.last else "nam"
        if draw(st.integers(0, 4)):
            said = {(OWN, SUBJECT): Count(Fraction(draw(st.integers(0, 100))))}
            reports.append(ReportModel("2020", unit.id, period, said))
    return Case(ProjectModel(tuple(units), (IndicatorModel(SUBJECT),), tuple(reports)))


def own_of(case: Case, unit: str) -> Fraction:
    figures = [report.says[OWN, SUBJECT] for report in case.model.reports if report.unit == unit]
    return sum((one.value for one in figures if isinstance(one, Count)), Fraction(0))


@examples(40)
@given(_divided(weights=True))
def test_the_parts_of_a_divided_unit_make_up_the_whole(case: Case) -> None:
    """Law: if the shares make up 100%, the parts of a divided unit in its successors make up its total."""
    heirs = [unit.id for unit in case.model.units if unit.claims]
    # What an heir without units below gives for a longer period may speak for its predecessor as well.
    assume(not any(one.unit in heirs and one.period in _LONG for one in case.model.reports))
    totals = totals_of(case)
    whole = value_of(totals["p/s"].computed) if "p/s" in totals else None
    parts = [
        (value_of(totals[heir].computed) or Fraction(0)) - own_of(case, heir)
        for heir in heirs
        if heir in totals
    ]
    assert sum(parts) == (whole or 0)
    for heir in heirs:
        assert heir not in totals or totals[heir].unallocated == ()


@examples(40)
@given(_divided(weights=False))
def test_without_weights_no_unit_gets_a_share(case: Case) -> None:
    """Law: a unit divided without shares is shown as not allocated, never guessed.

    Each successor has its own figure alone and is incomplete. The province that holds the old unit still holds
    all of it, the other province none.
    """
    totals = totals_of(case)
    for unit in case.model.units:
        if unit.claims and unit.id in totals:
            total = totals[unit.id]
            assert total.unallocated == ("p/s",)
            assert total.status.value in ("thieu", "chua-co")
            assert (value_of(total.computed) or 0) == own_of(case, unit.id)
    old = sum(own_of(case, unit.id) for unit in case.model.units if unit.id.startswith("p/s"))
    for province, holds in (("p", old), ("q", 0)):
        mine = [unit.id for unit in case.model.units if unit.claims and unit.id.startswith(province)]
        own = sum((own_of(case, one) for one in (*mine, province)), Fraction(holds))
        assert province not in totals or (value_of(totals[province].computed) or 0) == own
    if "q" in totals:
        assert totals["q"].status.value in ("thieu", "chua-co")


@examples(30)
@given(_divided(weights=False))
def test_where_all_heirs_are_the_whole_is(case: Case) -> None:
    """Law: a unit divided without shares belongs wholly to every unit that holds all of its successors."""
    centre = UnitModel("trung-uong", (("trung-uong", None, None),))
    merged = UnitModel("r", (("tinh", None, None),), _NEW, None, (Claim("p", _NEW), Claim("q", _NEW)))
    ended = tuple(replace(unit, last=_HALF) if unit.id in ("p", "q") else unit for unit in case.model.units)
    model = replace(case.model, units=(centre, *ended, merged))
    totals = totals_of(replace(case, model=model))
    whole = sum((own_of(case, unit.id) for unit in case.model.units), Fraction(0))
    for unit in ("trung-uong", "r"):
        if unit in totals:
            assert (value_of(totals[unit].computed) or 0) == whole
            assert totals[unit].unallocated == ()
