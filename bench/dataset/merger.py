"""The year of the merger: on 1 July 2025 the districts end, 63 provinces become 34, and communes are merged.

The names are made up; the proportions are the real ones. Of the communes of before, 135 are left as they are, 471 are
divided between two new ones by shares, and the others are merged whole, two to five into one, mostly within a district.
Every unit reports the first half of the year as it was then; those that exist afterwards report both quarters.

A third of the units state totals of their area, and all are right: districts and provinces for the first half, new
communes, provinces and the centre for the whole year. If both its district and its successor state theirs, a commune
may leave lines out of its own report, so that a statement has to stand for it. Every total that includes such a commune
is complete nevertheless.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dataset.figures import NOT_APPLICABLE, Figures, make_figures, own_figures
from dataset.indicators import CENTRE, COMMUNE, DISTRICT, INDICATORS, PROVINCE
from dataset.names import COMMUNES, PROVINCES, place_names, slug
from dataset.tree import Place, build_tree, walk

YEAR = 2025
LAST_DAY, FIRST_DAY = f"{YEAR}-06-30", f"{YEAR}-07-01"
HALF, QUARTERS, WHOLE = "6-thang", ("quy-3", "quy-4"), "nam"
STATED = ("quy-vi-nguoi-ngheo", "nha-xay-moi", "suat-qua", "hoa-giai-thanh", "can-bo-tap-huan")
"""The flows whose totals are stated."""
_UNCHANGED, _DIVIDED = 135, 471
_PAIRS, _TRIPLES = 17, 6
_ACROSS = 0.05
_THIRD = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report to be written.

    Attributes:
        place: the unit.
        period: its period.
        figures: its results, and the totals that it states.
        stated: the indicators whose total it states.
        silent: the indicators that it leaves out.
    """

    place: Place
    period: str
    figures: Figures
    stated: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(slots=True)
class Year:
    """The units of the year and what they report.

    Attributes:
        centre: the centre, with the provinces and everything below them, whether it ended or began on 1 July.
        plans: the figures of the plans, by unit: those of the units of before.
        reports: every report, in depth-first order of the units.
    """

    centre: Place
    plans: dict[str, Figures]
    reports: list[Report] = field(default_factory=list)


def make_year(scale: float, seed: int) -> Year:
    """Build the units, and draw the figures of every report."""
    dice = random.Random(f"{seed}:merger")
    centre = build_tree(scale, random.Random(f"{seed}:tree"), areas=False)
    plans = make_figures(centre, seed, areas=False)
    whole = dict(plans)
    kept = _merge_provinces(centre, dice)
    _merge_communes(centre, kept, dice)
    year = Year(centre, whole)
    _Reporting(year, seed).fill()
    return year


def _merge_provinces(centre: Place, dice: random.Random) -> dict[str, Place]:
    """Let provinces take over others; return the province of afterwards for each one of before."""
    provinces = list(centre.children)
    share = len(provinces) / len(PROVINCES)
    sizes = [2] * round(_PAIRS * share) + [3] * round(_TRIPLES * share)
    order = dice.sample(provinces, len(provinces))
    kept: dict[str, Place] = {one.id: one for one in provinces}
    for size in sizes:
        if len(order) < size:
            break
        first, *others = (order.pop() for _ in range(size))
        first.since = FIRST_DAY
        for one in others:
            one.last = LAST_DAY
            first.takes_over.append((one.id, 100))
            kept[one.id] = first
    return kept


def _merge_communes(centre: Place, kept: dict[str, Place], dice: random.Random) -> None:
    """End the districts and their communes, and put new communes directly below the provinces."""
    old = [one for one in walk(centre) if one.level == COMMUNE]
    share = len(old) / COMMUNES
    unchanged = {one.id for one in dice.sample(old, round(_UNCHANGED * share))}
    divided = {one.id for one in dice.sample(old, round(_DIVIDED * share))} - unchanged
    new: dict[str, list[Place]] = {}
    for province in list(centre.children):
        groups: list[list[Place]] = [[]]
        for district in province.children:
            district.last = LAST_DAY
            for commune in district.children:
                if commune.id in unchanged and not province.last:
                    continue  # it lives on where it is
                commune.last = LAST_DAY
                if commune.id in unchanged:
                    groups.insert(-1, [commune])
                    continue
                groups[-1].append(commune)
                if len(groups[-1]) >= dice.choice((2, 3, 4, 4, 4, 5)):
                    groups.append([])
            if groups[-1] and (len(groups[-1]) > 1 or dice.random() > _ACROSS):
                groups.append([])
        made = new.setdefault(kept[province.id].id, [])
        made += _successors([one for one in groups if one], divided, province, dice)
    for province in centre.children:
        if not province.last:
            _name(province, new.get(province.id, []), dice)


def _successors(
    groups: Sequence[list[Place]], divided: set[str], province: Place, dice: random.Random
) -> Iterator[Place]:
    """Yield a new commune for each group; a divided one gives a share to the next group."""
    received: list[tuple[str, int]] = []
    for number, group in enumerate(groups):
        place = Place("", "", COMMUNE, "", province.province, first=FIRST_DAY)
        place.takes_over, received = received, []
        for old in group:
            share = 100
            if old.id in divided and number + 1 < len(groups):
                share = dice.choice((40, 50, 60, 75))
                received.append((old.id, 100 - share))
            place.takes_over.append((old.id, share))
        yield place


def _name(province: Place, communes: list[Place], dice: random.Random) -> None:
    """Give new communes names and ids; one with the name of a district needs a prefix in its id."""
    taken = {one.id for one in province.children}
    for place, name in zip(communes, place_names(len(communes), dice), strict=True):
        word = "phường" if dice.random() < 0.2 else "xã"
        place.id = f"{province.id}/{slug(name)}"
        if place.id in taken:
            place.id = f"{province.id}/{slug(word)}-{slug(name)}"
        place.name = f"{word} {name}"
        place.province = province.province
        province.children.append(place)


class _Reporting:
    """Draws what units report."""

    def __init__(self, year: Year, seed: int) -> None:
        self._year = year
        self._seed = seed
        self._dice = random.Random(f"{seed}:reporting")
        self._places = walk(year.centre)
        self._by_id = {one.id: one for one in self._places}
        self._first = {unit: dict(figures.result) for unit, figures in year.plans.items()}
        self._later = {
            (one.id, quarter): own_figures(
                one, random.Random(f"{seed}:{quarter}:figures:{one.id}"), areas=False
            ).result
            for one in self._places
            if not one.last
            for quarter in QUARTERS
        }
        self._stating = self._choose()
        self._silent = self._leave_out()

    def fill(self) -> None:
        """Add every report to the year."""
        for place in self._places:
            self._year.reports += self._of(place)

    def _choose(self) -> frozenset[tuple[str, str]]:
        """Choose who states totals of its area in which report."""
        chosen = set()
        for one in self._places:
            above = one.level in {PROVINCE, DISTRICT}
            if above and self._dice.random() < _THIRD:
                chosen.add((one.id, HALF))
            whole = not one.last and (one.level in {CENTRE, PROVINCE} or bool(one.takes_over))
            undivided = all(share == 100 for _, share in one.takes_over)
            if whole and undivided and self._dice.random() < _THIRD:
                chosen.add((one.id, WHOLE))
        return frozenset(chosen)

    def _leave_out(self) -> dict[str, tuple[str, ...]]:
        """Choose the lines that communes leave out of their report of the first half."""
        found: dict[str, tuple[str, ...]] = {}
        for place in self._places:
            if place.level != COMMUNE or (place.id, WHOLE) not in self._stating:
                continue
            for old, _ in place.takes_over:
                if (old.rpartition("/")[0], HALF) in self._stating and self._dice.random() < 0.5:
                    lines = self._dice.sample(STATED, self._dice.randint(1, 2))
                    found[old] = tuple(one for one in STATED if one in lines)
        return found

    def _of(self, place: Place) -> Iterator[Report]:
        if not place.first:
            results = self._first[place.id]
            stated = self._half_of(place) if (place.id, HALF) in self._stating else {}
            yield self._report(place, HALF, results, stated, self._silent.get(place.id, ()))
        if place.last:
            return
        for quarter in QUARTERS:
            yield self._report(place, quarter, self._later[place.id, quarter])
        if (place.id, WHOLE) in self._stating:
            yield self._report(place, WHOLE, {}, self._year_of(place))

    def _report(
        self,
        place: Place,
        period: str,
        results: dict[str, int],
        stated: dict[str, int] | None = None,
        silent: tuple[str, ...] = (),
    ) -> Report:
        # A ratio may be written where both its counts are; the plans of this year set no targets for them.
        share = {one.id: 0 for one in INDICATORS if one.parts and results.keys() >= set(one.parts)}
        total = stated or {}
        figures = Figures({}, {}, results, total, share)
        return Report(place=place, period=period, figures=figures, stated=tuple(total), silent=silent)

    def _half_of(self, place: Place) -> dict[str, int]:
        """Add up the first half of a unit and all below it."""
        total = self._year.plans[place.id].total
        return {name: total[name] for name in STATED if name in total}

    def _year_of(self, place: Place) -> dict[str, int]:
        """Add up the whole year of a unit, all below it, and all that these took over."""
        found: dict[str, int] = {}
        for unit in self._area(place):
            for results in (
                self._first.get(unit, {}),
                *(self._later.get((unit, one), {}) for one in QUARTERS),
            ):
                for name in STATED:
                    if results.get(name, NOT_APPLICABLE) != NOT_APPLICABLE:
                        found[name] = found.get(name, 0) + results[name]
        return {name: found[name] for name in STATED if name in found}

    def _area(self, place: Place) -> set[str]:
        found: set[str] = set()
        waiting = self._places if place.level == CENTRE else [place]
        waiting = list(waiting)
        while waiting:
            one = waiting.pop()
            if one.id not in found:
                found.add(one.id)
                waiting += one.children
                waiting += [self._by_id[old] for old, _ in one.takes_over]
        return found
