"""The national list of units: its size, its ends meeting on 1 July 2025."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

from mttq.levels import Level
from mttq.starting.national import FIRST_NEW_DAY, LAST_OLD_DAY, Country, country, parent


@cache
def _known() -> Country:
    return country()


def _count(day: date) -> Counter[Level]:
    return Counter(
        one.level
        for versions in _known().units.values()
        for one in versions
        if (one.first is None or one.first <= day) and (one.last is None or day <= one.last)
    )


def test_its_size_before_and_after() -> None:
    before, after = _count(LAST_OLD_DAY), _count(FIRST_NEW_DAY)
    assert (before[Level.PROVINCE], before[Level.DISTRICT], before[Level.COMMUNE]) == (63, 705, 10_599)
    assert (after[Level.PROVINCE], after[Level.DISTRICT], after[Level.COMMUNE]) == (34, 0, 3_321)


def test_every_new_commune_takes_over_units_that_ended_the_day_before() -> None:
    units = _known().units
    for unit, versions in units.items():
        if versions[-1].first == FIRST_NEW_DAY and versions[-1].level is Level.COMMUNE:
            assert versions[-1].takes_over, unit
            assert all(units[one][0].last == LAST_OLD_DAY for one in versions[-1].takes_over), unit


def test_a_commune_that_one_unit_took_over_as_a_whole_has_one_heir() -> None:
    heirs: dict[str, list[bool]] = {}
    for versions in _known().units.values():
        for one in versions[-1].takes_over:
            heirs.setdefault(one, []).append(one in versions[-1].parts)
    assert all(kinds == [False] or (all(kinds) and len(kinds) > 1) for kinds in heirs.values())


def test_codes_are_unique_on_a_day() -> None:
    for day in (LAST_OLD_DAY, FIRST_NEW_DAY):
        codes = Counter(
            (one.level, one.code)
            for versions in _known().units.values()
            for one in versions
            if one.code and (one.first is None or one.first <= day) and (one.last is None or day <= one.last)
        )
        assert codes.most_common(1)[0][1] == 1


def test_every_unit_below_another_has_it() -> None:
    assert all(not parent(unit) or parent(unit) in _known().units for unit in _known().units)


def test_names_as_people_write_them() -> None:
    named = _known().named
    assert named("Quảng Trị") == ["quang-tri"]
    assert named("tinh quang tri") == ["quang-tri"]
    assert named("TX. Quảng Trị") == ["quang-tri/quang-tri"]
    assert named("phường Mỹ Thới, TP Long Xuyên") == ["an-giang/long-xuyen/my-thoi"]
    assert named("an-giang/phuong-my-thoi") == ["an-giang/phuong-my-thoi"]
    assert named("Nơi Không Có") == []
