"""The units of the country before and after 1 July 2025: found by name, and written as a catalogue.

The provinces come from the packaged catalogue, districts and communes from `units.csv`, made by `tools/make_units.py`.
Until 30 June 2025: 63 provinces, 705 districts, 10,599 communes; since then 34 provinces and 3,321 communes, each with
the communes that it took over. A commune that was divided among several is marked; by what shares is not known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from mttq.catalogue.unit_names import meant
from mttq.catalogue.units import Unit, read_units
from mttq.levels import Level
from mttq.source import CATALOGUE_LIMITS, read_bytes
from mttq.starting.packaged import catalogue_file, own_file

LAST_OLD_DAY, FIRST_NEW_DAY = date(2025, 6, 30), date(2025, 7, 1)
PROVINCES = "don-vi/toan-quoc.yaml"
_DIVIDED = "/"


class Version(Struct, frozen=True, kw_only=True):
    """A unit between two days: one line of the list.

    Attributes:
        name: its name, the kind in lower case.
        level: its level.
        code: its official code; "" for none.
        first: the first day, or None.
        last: the last day, or None.
        takes_over: the ids of the units that it took over.
        takes_over_on: the day on which it did.
        parts: those of them of which it took only a part.
    """

    name: str
    level: Level
    code: str = ""
    first: date | None = None
    last: date | None = None
    takes_over: tuple[str, ...] = ()
    takes_over_on: date | None = None
    parts: frozenset[str] = frozenset()


class Country(Struct, frozen=True, dict=True):
    """The units of the country.

    Attributes:
        units: the versions of each unit, oldest first, by id; provinces first, then parents before those below.
    """

    units: dict[str, list[Version]]

    @cached_property
    def below(self) -> dict[str, list[str]]:
        """The ids of the units directly below each unit."""
        found: dict[str, list[str]] = {}
        for unit in self.units:
            found.setdefault(parent(unit), []).append(unit)
        return found

    @cached_property
    def centre(self) -> str:
        """The id of the centre, which the provinces are below without saying so."""
        return next(unit for unit, versions in self.units.items() if versions[-1].level is Level.CENTRE)

    def exists(self, unit: str, since: date) -> bool:
        """Whether a unit exists on a day or later."""
        last = self.units[unit][-1].last
        return last is None or last >= since

    def heirs(self, unit: str) -> list[str]:
        """Return the ids of the units that took a unit over, or a part of it."""
        return [
            one for one, versions in self.units.items() if any(unit in each.takes_over for each in versions)
        ]

    def taken_over(self, unit: str) -> list[str]:
        """Return the ids of the units that a unit took over, directly or through others, and not itself."""
        found: dict[str, None] = {}
        waiting = [unit]
        while waiting:
            for version in self.units[waiting.pop()]:
                waiting += [one for one in version.takes_over if one not in found and one != unit]
                found |= dict.fromkeys(one for one in version.takes_over if one != unit)
        return list(found)

    def named(self, words: str) -> list[str]:
        """Return the ids of the units meant by an id or a name (see `catalogue.unit_names`).

        A unit of the highest level wins over those below: by `Quảng Trị` the province is meant.
        """
        found = meant(words, {unit: [one.name for one in versions] for unit, versions in self.units.items()})
        highest = [one for one in found if self.units[one][-1].level in {Level.CENTRE, Level.PROVINCE}]
        return highest or found


def parent(unit: str) -> str:
    """Return the id of the unit above by path, "" for a top one."""
    return unit.rpartition("/")[0]


def ancestors(unit: str) -> Iterator[str]:
    """Yield the ids of the units above by path, nearest first."""
    while unit := parent(unit):
        yield unit


def country() -> Country:
    """Read the list."""
    known, _ = read_units(read_bytes(catalogue_file(PROVINCES), PROVINCES, CATALOGUE_LIMITS))
    units = {one.id: list(_versions(one)) for one in known if not one.parent}
    for row in csv.DictReader(own_file("units.csv").splitlines()):
        taken = row["takes_over"].split()
        units.setdefault(row["unit"], []).append(
            Version(
                name=row["name"],
                level=Level(row["level"]),
                code=row["code"],
                first=_day(row["first"]),
                last=_day(row["last"]),
                takes_over=tuple(one.removesuffix(_DIVIDED) for one in taken),
                takes_over_on=_day(row["first"]),
                parts=frozenset(one.removesuffix(_DIVIDED) for one in taken if one.endswith(_DIVIDED)),
            )
        )
    return Country(units)


def _versions(unit: Unit) -> Iterator[Version]:
    """Yield a province between the days on which its name, level or code changes."""
    starts = {first for dated in (unit.names, unit.levels, unit.codes) for _, first, _ in dated.values}
    days = sorted(starts | {unit.first}, key=lambda day: day or date.min)
    for first, after in zip(days, [*days[1:], None], strict=True):
        day = first or date.min
        yield Version(
            name=unit.name_on(day),
            level=unit.level_on(day),
            code=unit.codes.on(day) or "",
            first=first,
            last=after - timedelta(days=1) if after is not None else unit.last,
            takes_over=tuple(one.unit for one in unit.takes_over) if after is None else (),
            takes_over_on=next((one.day for one in unit.takes_over), None) if after is None else None,
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
