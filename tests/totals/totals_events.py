"""Random small projects in which units end, merge and divide, and money is handed down.

Each has one indicator to look at, with random keys. Features can be switched on one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st
from totals_project import (
    OWN,
    STATED,
    Bare,
    Claim,
    Count,
    IndicatorModel,
    NotApplicable,
    Pair,
    ProjectModel,
    Received,
    ReportModel,
    Said,
    UnitModel,
)

SUBJECT = "xet"
WEIGHT = "can"
OPERATORS = ("tong", "ty-le", "binh-quan", "lon-nhat", "nho-nhat", "dem-don-vi", "khong-cong")
PERIOD_OPERATORS = ("tong", "cuoi-ky", "binh-quan", "lon-nhat", "nho-nhat")
_LEVELS = ("tinh", "huyen", "xa", "khu-dan-cu")
_ENDS = (date(2020, 6, 30), date(2020, 6, 30), date(2020, 9, 30), date(2020, 5, 10))
_STARTS = (None, date(2020, 7, 1), date(2020, 7, 1), date(2020, 10, 1), date(2020, 8, 15))
_DAYS_AS_OF = (
    date(2020, 12, 31),
    date(2021, 1, 1),
    date(2021, 1, 1),
    date(2020, 7, 1),
    date(2020, 6, 30),
    date(2022, 5, 5),
)
_PERIODS = ("nam", "nam", "6-thang", "9-thang", "quy-1", "quy-2", "quy-3", "quy-4", "thang-05", "thang-08")
_SHARES = ((60, 40), (50, 50), (25, 75), (50, 25, 25), (99, 1))


@dataclass(frozen=True)
class Features:
    """What may occur in a random project."""

    operators: tuple[str, ...] = ("tong",)
    over_periods: tuple[str, ...] = ("tong", "cuoi-ky")
    stated: bool = True
    approximate: bool = False
    transfers: bool = False
    successions: bool = False
    divisions: bool = False
    unclear: bool = False
    as_of: bool = False


@dataclass(frozen=True)
class Case:
    """A project, the period to look at, and the day whose tree is asked for, if any."""

    model: ProjectModel
    cycle: str = "2020"
    period: str = "nam"
    as_of: date | None = None


@st.composite
def cases(draw: st.DrawFn, features: Features) -> Case:
    """Draw a project with these features, and a period to look at."""
    units = draw(trees(features))
    known = draw(indicators(features))
    cycle = draw(st.sampled_from(("2020",) * 7 + ("2021",)))
    period = draw(st.sampled_from(("nam", "nam", "nam", *_PERIODS)))
    said = draw(reports(features, units, known, cycle, period))
    as_of = draw(st.sampled_from((None, *_DAYS_AS_OF))) if features.as_of else None
    return Case(ProjectModel(units, known, said), cycle, period, as_of)


# Units


@st.composite
def trees(draw: st.DrawFn, features: Features) -> tuple[UnitModel, ...]:
    """Draw provinces with districts and communes, some under a centre; some of them end and are taken over."""
    found: list[UnitModel] = []
    if draw(st.booleans()):
        found.append(UnitModel("trung-uong", (("trung-uong", None, None),)))

    def grow(parent: str, depth: int, ended: date | None) -> None:
        for number in range(draw(st.integers(1 if depth == 0 else 0, (3, 2, 2, 1)[depth]))):
            if len(found) > 9:
                return
            key = f"{'phxk'[depth]}{number}"
            unit = draw(_unit(features, f"{parent}/{key}".lstrip("/"), _LEVELS[depth], ended))
            found.append(unit)
            if depth < 3:
                grow(unit.id, depth + 1, unit.last)
        if depth == 1 and features.successions:
            for number in range(draw(st.integers(0, 2))):
                first = draw(st.sampled_from(_STARTS))
                found.append(UnitModel(f"{parent}/m{number}", (("xa", None, None),), first))

    grow("", 0, None)
    if features.successions:
        for old in [unit for unit in found if unit.last is not None]:
            draw(_taken_over(features, found, old))
    return tuple(found)


@st.composite
def _unit(draw: st.DrawFn, features: Features, unit_id: str, level: str, ended: date | None) -> UnitModel:
    """Draw a unit; below one that ended, most units ended with it."""
    kind = draw(st.integers(0, 15))
    if kind == 0:
        return UnitModel(unit_id, ((level, None, date(2020, 6, 30)), ("xa", date(2020, 7, 1), None)))
    if kind == 1:
        return UnitModel(unit_id, (("to-chuc-thanh-vien", None, None),))
    last = ended if ended is not None and kind < 12 else None
    if last is None and features.successions and kind % 2:
        last = draw(st.sampled_from(_ENDS))
    return UnitModel(unit_id, ((level, None, None),), None, last)


@st.composite
def _taken_over(draw: st.DrawFn, features: Features, units: list[UnitModel], old: UnitModel) -> None:
    """Let others take over a unit that ended: one of them wholly, or several in parts."""
    assert old.last is not None
    heirs = [
        number
        for number, unit in enumerate(units)
        if unit.id not in _held_by(units, old.id)
        and unit.levels[0][0] != "trung-uong"
        and (unit.last is None or unit.last > old.last)
    ]
    most = 3 if features.divisions else 1
    chosen = draw(st.lists(st.sampled_from(heirs), unique=True, max_size=most)) if heirs else []
    shares: Sequence[int | None] = [None] * len(chosen)
    if len(chosen) > 1:
        fitting = [one for one in _SHARES if len(one) == len(chosen)]
        shares = draw(st.sampled_from(fitting))
        if features.unclear and draw(st.booleans()):
            unsaid = draw(st.sets(st.sampled_from(range(len(chosen))), min_size=1))
            shares = [None if place in unsaid else share for place, share in enumerate(shares)]
    elif chosen and features.divisions and draw(st.integers(0, 3)) == 0:
        shares = [60]
    next_day = old.last + timedelta(days=1)
    days = (None, next_day, next_day, date(2021, 1, 1)) if features.as_of else (None, next_day)
    for number, share in zip(chosen, shares, strict=True):
        part = Fraction(share, 100) if share is not None else None
        claim = Claim(old.id, draw(st.sampled_from(days)), part)
        units[number] = replace(units[number], claims=(*units[number].claims, claim))


def _held_by(units: list[UnitModel], old: str) -> set[str]:
    """Return a unit with all that is below it or that it took over; none of these can take it over."""
    found, before = {old}, set[str]()
    while before != found:
        before = set(found)
        found |= {one.id for one in units if one.id.rpartition("/")[0] in found}
        found |= {claim.unit for one in units if one.id in found for claim in one.claims}
    return found


# Indicators


@st.composite
def indicators(draw: st.DrawFn, features: Features) -> tuple[IndicatorModel, ...]:
    """Draw the indicator to look at, and those that it needs."""
    levels = st.sets(st.sampled_from((*_LEVELS, "trung-uong", "to-chuc-thanh-vien")), min_size=1, max_size=4)
    cap = tuple(sorted(draw(st.one_of(st.just(set[str]()), st.just(set[str]()), levels))))
    operator = draw(st.sampled_from(features.operators))
    over = draw(st.sampled_from(features.over_periods))
    if operator == "ty-le":
        return (
            IndicatorModel("tu", theo_ky=draw(st.sampled_from(("tong", "cuoi-ky"))), cap=cap),
            IndicatorModel("mau", theo_ky=draw(st.sampled_from(("tong", "cuoi-ky"))), cap=cap),
            IndicatorModel(SUBJECT, "ty-le", cap=cap, tu_so="tu", mau_so="mau"),
        )
    subject = IndicatorModel(SUBJECT, operator, over, cap)
    if features.transfers:
        subject = replace(subject, tinh_nhan_tu=draw(st.integers(0, 3)) > 0)
    if operator == "binh-quan" and draw(st.integers(0, 3)):
        weight = IndicatorModel(WEIGHT, theo_ky=draw(st.sampled_from(("tong", "cuoi-ky"))), cap=cap)
        return weight, replace(subject, trong_so=WEIGHT)
    return (subject,)


# Reports


@st.composite
def reports(
    draw: st.DrawFn,
    features: Features,
    units: tuple[UnitModel, ...],
    known: tuple[IndicatorModel, ...],
    cycle: str,
    period: str,
) -> tuple[ReportModel, ...]:
    """Draw reports: most units report on the period to look at, some on others, some not at all."""
    names = [one.id for one in known]
    found = []
    for unit in units:
        own = ("6-thang", "nam") if unit.last is not None else ("nam", "quy-3", "quy-4")
        choices = st.sampled_from((period,) * 6 + own + _PERIODS)
        number = draw(st.sampled_from((0, 1, 1, 1, 1, 2, 3)))
        for where in draw(st.lists(choices, min_size=number, max_size=number, unique=True)):
            scopes = ((OWN,), (OWN,), (STATED,), (OWN, STATED)) if features.stated else ((OWN,),)
            says: dict[tuple[str, str], Said] = {}
            for scope in draw(st.sampled_from(scopes)):
                for name in names:
                    if len(names) == 1 or draw(st.integers(0, 4)):
                        says[scope, name] = draw(_said(features, known, name, unit.id, units))
            found.append(ReportModel(cycle, unit.id, where, says))
    return tuple(found)


@st.composite
def _said(
    draw: st.DrawFn,
    features: Features,
    known: tuple[IndicatorModel, ...],
    name: str,
    unit: str,
    units: tuple[UnitModel, ...],
) -> Said:
    if draw(st.integers(0, 9)) == 0:
        return NotApplicable()
    if next(one for one in known if one.id == name).theo_cap == "ty-le":
        if draw(st.booleans()):
            return Pair(draw(st.integers(0, 6)), draw(st.integers(1, 9)))
        return Bare(Fraction(draw(st.integers(0, 200)), 2))
    count = draw(_counts(features))
    givers = [one.id for one in units if one.id != unit]
    if features.transfers and name == SUBJECT and count.value and givers and draw(st.booleans()):
        chosen = draw(st.lists(st.sampled_from((*givers, "Công ty A")), min_size=1, max_size=2, unique=True))
        shares = (count.value / 4, count.value / 2)
        received = tuple(
            Received(giver, share, draw(_words(features)))
            for giver, share in zip(chosen, shares, strict=False)
        )
        return replace(count, received=received)
    return count


def _words(features: Features) -> st.SearchStrategy[str]:
    return st.sampled_from(("", "", "", "gần", "trên", "khoảng")) if features.approximate else st.just("")


@st.composite
def _counts(draw: st.DrawFn, features: Features) -> Count:
    """Draw a small number, and if some are approximate, also thousands, whose last digit is large."""
    word = draw(_words(features))
    if features.approximate and draw(st.integers(0, 3)) == 0:
        number = Fraction(draw(st.integers(1, 6)), draw(st.sampled_from((1, 2))))
        return Count(1000 * number, word, thousands=True)
    if features.approximate and draw(st.integers(0, 3)) == 0:
        return Count(Fraction(draw(st.sampled_from((1000, 2000, 2500, 3000, 3001)))), word)
    return Count(Fraction(draw(st.integers(0, 8)), draw(st.sampled_from((1, 1, 2)))), word)
