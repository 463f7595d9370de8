"""A part of the country as a file of the catalogue: `plans/danh-muc/don-vi/….yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from mttq.levels import ABOVE_COMMUNES, Level
from mttq.starting.national import FIRST_NEW_DAY, Country, Version, ancestors

_STEP = "  "
_DEPTH = {Level.CENTRE: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}


def units_of(country: Country, top: str, since: date, lowest: Level = Level.COMMUNE) -> list[str]:
    """Return the units that a project of one unit needs, in the order of the country.

    These are the unit, those above it, those below it down to a level, and what any of these took over since a day,
    with all above and below it.

    Args:
        country: the list.
        top: the unit of the project.
        since: its first day.
        lowest: the lowest level.
    """
    chosen: set[str] = set()
    waiting = [top]
    while waiting:
        unit = waiting.pop()
        if unit in chosen or not country.exists(unit, since) or _depth(country, unit) > _DEPTH[lowest]:
            continue
        chosen.add(unit)
        waiting += country.below[""] if unit == country.centre else country.below.get(unit, ())
        if since < FIRST_NEW_DAY:
            waiting += country.taken_over(unit)
    chosen |= {above for unit in chosen for above in ancestors(unit)}
    return [unit for unit in country.units if unit in chosen]


def _depth(country: Country, unit: str) -> int:
    return min(_DEPTH[version.level] for version in country.units[unit])


def units_text(country: Country, units: Sequence[str], since: date) -> str:
    """Return the units as the text of a catalogue file in canonical layout.

    Args:
        country: the list.
        units: the ids of the units to write; of a unit whose lower ones are not all among them the file says so.
        since: the first day of the project; what was taken over before is left out.
    """
    written = _Written(country, frozenset(units), since)
    return "".join(f"{line}\n" for unit in units if "/" not in unit for line in written.unit(unit, ""))


class _Written:
    """The lines of units, each with those below it."""

    def __init__(self, country: Country, chosen: frozenset[str], since: date) -> None:
        self._country = country
        self._chosen = chosen
        self._since = since

    def unit(self, unit: str, margin: str) -> Iterator[str]:
        """Yield the lines of a unit."""
        versions = [one for one in self._country.units[unit] if one.last is None or one.last >= self._since]
        last = versions[-1]
        below = margin + _STEP
        yield f"{margin}{unit.rpartition('/')[2]}:"
        yield from _dated("ten", [(one.name, one) for one in versions], below)
        yield from _dated("cap", [(one.level.value, one) for one in versions], below)
        yield from _dated("ma", [(f'"{one.code}"', one) for one in versions if one.code], below)
        first = versions[0].first
        if first is not None and first > self._since:
            yield f"{below}tu: {first}"
        if last.last is not None:
            yield f"{below}den: {last.last}"
        yield from self._successions(unit, last, first, below)
        everyone = [
            one for one in self._country.below.get(unit, ()) if self._country.exists(one, self._since)
        ]
        listed = [one for one in everyone if one in self._chosen]
        if len(listed) < len(everyone) or (not everyone and last.level in ABOVE_COMMUNES):
            yield f"{below}cap_duoi_chua_du: true"
        if listed:
            yield f"{below}cap_duoi:"
            for one in listed:
                yield from self.unit(one, below + _STEP)

    def _successions(self, unit: str, version: Version, first: date | None, margin: str) -> Iterator[str]:
        taken = [
            one
            for one in version.takes_over
            if one in self._chosen and one != unit and not one.startswith(f"{unit}/")
        ]
        if not taken:
            return
        yield f"{margin}ke_thua:"
        for one in taken:
            part = "  # một phần, chưa rõ tỉ lệ: ghi thêm ty_trong" if one in version.parts else ""
            yield f"{margin}{_STEP}- don_vi: {one}{part}"
            if version.takes_over_on != first:
                yield f"{margin}{_STEP}  ngay: {version.takes_over_on}"


def _dated(key: str, values: Sequence[tuple[str, Version]], margin: str) -> Iterator[str]:
    """Yield the lines of a value that may have changed."""
    runs = [(value, [one for _, one in run]) for value, run in groupby(values, key=lambda pair: pair[0])]
    if len(runs) < 2:
        yield from (f"{margin}{key}: {value}" for value, _ in runs)
        return
    yield f"{margin}{key}:"
    for number, (value, versions) in enumerate(runs):
        yield f"{margin}{_STEP}- gia_tri: {value}"
        if number:
            yield f"{margin}{_STEP}  tu: {versions[0].first}"
        if versions[-1].last is not None and number < len(runs) - 1:
            yield f"{margin}{_STEP}  den: {versions[-1].last}"
