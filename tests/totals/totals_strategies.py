"""Random small projects: units that come and go, indicators of every kind, reports with holes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st
from totals_project import (
    OWN,
    STATED,
    Bare,
    Count,
    IndicatorModel,
    NotApplicable,
    Pair,
    ProjectModel,
    ReportModel,
    Said,
    UnitModel,
)

LEVELS = ("tinh", "huyen", "xa", "khu-dan-cu")
YEAR_PERIODS = (
    *(f"thang-{number:02}" for number in range(1, 13)),
    *(f"quy-{number}" for number in range(1, 5)),
    "6-thang",
    "9-thang",
    "nam",
)
_FIRST_DAYS = (None, None, None, None, date(2020, 4, 1), date(2020, 7, 1), date(2020, 8, 15))
_LAST_DAYS = (None, None, None, None, date(2020, 6, 30), date(2020, 9, 30), date(2020, 5, 10))


@st.composite
def units(draw: st.DrawFn) -> tuple[UnitModel, ...]:
    """Draw one or two trees of at most four levels, some under the centre."""
    found: list[UnitModel] = []
    if draw(st.integers(0, 3)) == 0:
        found.append(UnitModel("trung-uong", (("trung-uong", None, None),)))

    def grow(parent: str, depth: int) -> None:
        most = (2, 3, 2, 2)[depth]
        for number in range(draw(st.integers(1 if depth < 2 else 0, most))):
            if len(found) > 9:
                return
            unit_id = f"{parent}/{'abcd'[depth]}{number}".lstrip("/")
            found.append(draw(unit(unit_id, LEVELS[depth])))
            if depth < 3:
                grow(unit_id, depth + 1)

    grow("", 0)
    return tuple(found)


@st.composite
def unit(draw: st.DrawFn, unit_id: str, level: str) -> UnitModel:
    """Draw a unit; some have another level from July on, or exist only for a part of the year."""
    kind = draw(st.integers(0, 11))
    if kind == 0:
        levels = ((level, None, date(2020, 6, 30)), ("xa", date(2020, 7, 1), None))
        return UnitModel(unit_id, levels)
    if kind == 1:
        return UnitModel(unit_id, (("to-chuc-thanh-vien", None, None),))
    first = draw(st.sampled_from(_FIRST_DAYS))
    last = draw(st.sampled_from(_LAST_DAYS)) if first is None else None
    return UnitModel(unit_id, ((level, None, None),), first, last)


@st.composite
def indicators(draw: st.DrawFn) -> tuple[IndicatorModel, ...]:
    """Draw a flow, a stock, an indicator that is never added, two counts and their ratio."""
    levels = st.sets(st.sampled_from((*LEVELS, "trung-uong", "to-chuc-thanh-vien")), max_size=4)
    caps = [tuple(sorted(draw(st.one_of(st.just(set[str]()), levels)))) for _ in range(4)]
    dates = draw(st.sampled_from(((None, None),) * 4 + ((None, date(2020, 9, 30)), (date(2020, 4, 1), None))))
    times = ("tong", "cuoi-ky")
    return (
        IndicatorModel("dong", cap=caps[0], first=dates[0], last=dates[1]),
        IndicatorModel("ton", theo_ky="cuoi-ky", cap=caps[1], first=dates[0], last=dates[1]),
        IndicatorModel("rieng", "khong-cong", draw(st.sampled_from(times)), caps[2]),
        IndicatorModel("tu", theo_ky=draw(st.sampled_from(times)), cap=caps[3]),
        IndicatorModel("mau", theo_ky=draw(st.sampled_from(times)), cap=caps[3]),
        IndicatorModel("phan-tram", "ty-le", cap=caps[3], tu_so="tu", mau_so="mau"),
    )


_SMALL = st.integers(0, 6)
_COUNTS = st.builds(Count, st.builds(Fraction, _SMALL))
_FRACTIONS = st.builds(Count, st.builds(Fraction, st.integers(0, 24), st.sampled_from((1, 2, 4))))
_PLAIN = st.one_of(_COUNTS, _COUNTS, _FRACTIONS, st.just(NotApplicable()))
_RATIOS = st.one_of(
    st.builds(Pair, _SMALL, st.integers(1, 9)),
    st.builds(Pair, _SMALL, st.integers(1, 9)),
    st.builds(Bare, st.builds(Fraction, st.integers(0, 200), st.just(2))),
    st.just(NotApplicable()),
)


@st.composite
def reports(
    draw: st.DrawFn, tree: tuple[UnitModel, ...], names: tuple[str, ...], *, term: bool, most: int = 16
) -> tuple[ReportModel, ...]:
    """Draw reports of some units for some periods, each with some figures."""
    favourite = draw(st.sampled_from((*YEAR_PERIODS, "nam", "quy-4")))
    year = st.tuples(
        st.sampled_from(("2020", "2020", "2022")) if term else st.just("2020"),
        st.one_of(st.just(favourite), st.sampled_from(YEAR_PERIODS)),
    )
    places = st.one_of(st.just(("2019-2024", "nhiem-ky")), year) if term else year
    where = st.tuples(st.sampled_from([one.id for one in tree]), places)
    found = []
    for unit_id, (cycle, period) in draw(st.lists(where, max_size=most, unique=True)):
        says: dict[tuple[str, str], Said] = {}
        for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
            scopes = draw(st.sampled_from(((OWN,), (OWN,), (STATED,), (OWN, STATED))))
            for scope in scopes:
                says[scope, name] = draw(_RATIOS if name == "phan-tram" else _PLAIN)
        found.append(ReportModel(cycle, unit_id, period, says))
    return tuple(found)


@st.composite
def year_projects(draw: st.DrawFn, *names: str) -> tuple[ProjectModel, str]:
    """Draw a project with reports of 2020, and a period of that year."""
    tree, known = draw(units()), draw(indicators())
    said = draw(reports(tree, names or tuple(one.id for one in known), term=False))
    period = draw(st.one_of(st.just("nam"), st.sampled_from(YEAR_PERIODS)))
    return ProjectModel(tree, known, said), period


@st.composite
def term_projects(draw: st.DrawFn) -> ProjectModel:
    """Draw a project with reports of the term 2019-2024 and of its years."""
    tree, known = draw(units()), draw(indicators())
    return ProjectModel(tree, known, draw(reports(tree, tuple(one.id for one in known), term=True)))


@st.composite
def single_units(draw: st.DrawFn) -> tuple[ProjectModel, str]:
    """Draw one unit, with or without one below it, and many figures in few periods."""
    both = (UnitModel("a", (("xa", None, None),)), UnitModel("a/b", (("khu-dan-cu", None, None),)))
    tree = both[: draw(st.integers(1, 2))]
    known = draw(indicators())
    known = tuple(replace(one, cap=("xa",)) for one in known)
    places = ("quy-1", "quy-2", "thang-06", "6-thang", "quy-3", "quy-4", "nam")
    names = draw(st.sampled_from((("dong", "ton"), ("phan-tram",), ("phan-tram", "tu", "mau"))))
    found = []
    for period in draw(st.lists(st.sampled_from(places), min_size=1, max_size=5, unique=True)):
        says: dict[tuple[str, str], Said] = {}
        for scope in draw(st.sampled_from(((OWN,), (OWN,), (STATED,), (OWN, STATED)))):
            for name in names:
                if draw(st.integers(0, 3)):
                    says[scope, name] = draw(_RATIOS if name == "phan-tram" else _PLAIN)
        found.append(ReportModel("2020", "a", period, says))
    return ProjectModel(tree, known, tuple(found)), draw(st.sampled_from(("nam", "6-thang", "quy-2")))
