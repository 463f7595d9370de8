"""The rules of totals once more, slow and obvious: every day looked at, every choice of files tried.

Written from the rules, not from the code, over the plain model of
`totals_project`; fractions, sets of months and lists of figures. No
approximations, no means by the year: those are looked at one by one in
`test_totals_examples`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from totals_calendar import Months, alive, best_cover, days_of, level_on, months_of
from totals_project import (
    OWN,
    STATED,
    Bare,
    Count,
    IndicatorModel,
    Pair,
    ProjectModel,
    Said,
)

Lines = dict[tuple[str, str], Said]  # by cycle and period: what the file says

_DEFAULT_LEVELS = ("trung-uong", "tinh", "huyen", "xa")


@dataclass(frozen=True)
class Figure:
    """A value; of a ratio the two counts, or the bare percentage."""

    value: Fraction
    counts: tuple[Fraction, Fraction] | None = None
    bare: bool = False


@dataclass(frozen=True)
class Reading:
    """What one unit says: a figure, that it does not apply, or nothing."""

    said: bool = False
    figure: Figure | None = None
    complete: bool = False

    @property
    def reported(self) -> bool:
        return self.said and self.complete


@dataclass(frozen=True)
class Answer:
    """What the total of a unit should be."""

    own: Reading
    stated: Reading
    computed: Figure | None
    value: Figure | None
    status: str
    expected: tuple[str, ...]
    reported: tuple[str, ...]


class Oracle:
    """The totals of one period of one model."""

    def __init__(self, model: ProjectModel, cycle: str, period: str) -> None:
        self.model = model
        self.months = months_of(cycle, period)
        self.cycles = {cycle, *(str(year) for year, _ in self.months)}
        self.days = days_of(self.months)
        self.units = {unit.id: unit for unit in model.units}
        self.indicators = {one.id: one for one in model.indicators}
        # The rules look up the same again and again; remembering it is all that is done for speed.
        self._areas: dict[tuple[str, str], Months] = {}
        self._parts: dict[tuple[str, str], Months] = {}
        self._owns: dict[tuple[str, str], Reading] = {}
        self._answers: dict[tuple[str, str], Answer] = {}

    # The tree

    def children(self, unit: str) -> list[str]:
        centre = [one.id for one in self.model.units if one.levels[-1][0] == "trung-uong"]
        found = [one.id for one in self.model.units if one.id.rpartition("/")[0] == unit and unit]
        if centre and unit == centre[0]:
            found += [one.id for one in self.model.units if "/" not in one.id and one.id != unit]
        return self.ordered(found)

    def ordered(self, units: list[str]) -> list[str]:
        return [one.id for one in self.model.units if one.id in units]

    def exists(self, unit: str) -> bool:
        return any(alive(self.units[unit].first, self.units[unit].last, day) for day in self.days)

    def below(self, unit: str, indicator: IndicatorModel) -> list[str]:
        """The units directly below in the tree for an indicator; what outlives a unit stands in its place."""
        there = self.there_at_the_end if self.is_stock(indicator) else self.exists
        found: list[str] = []
        for child in self.children(unit):
            found += [child] if there(child) else self.below(child, indicator)
        return found

    def there_at_the_end(self, unit: str) -> bool:
        return alive(self.units[unit].first, self.units[unit].last, max(self.days))

    def is_stock(self, indicator: IndicatorModel) -> bool:
        if indicator.theo_cap == "ty-le":
            counts = (indicator.tu_so, indicator.mau_so)
            return all(self.indicators[one].theo_ky == "cuoi-ky" for one in counts)
        return indicator.theo_ky == "cuoi-ky"

    # Who has to report, and on which months

    def area(self, unit: str, indicator: IndicatorModel) -> Months:
        """The months in which both exist; for a stock, only if both do on the last day."""
        key = (unit, indicator.id)
        if key not in self._areas:
            self._areas[key] = self._area(unit, indicator)
        return self._areas[key]

    def _area(self, unit: str, indicator: IndicatorModel) -> Months:
        one = self.units[unit]
        if self.is_stock(indicator):
            last = max(self.days)
            if not (alive(one.first, one.last, last) and alive(indicator.first, indicator.last, last)):
                return frozenset()
        return frozenset(
            (day.year, day.month)
            for day in self.days
            if alive(one.first, one.last, day) and alive(indicator.first, indicator.last, day)
        )

    def part(self, unit: str, indicator: IndicatorModel) -> Months:
        """The months on which a unit itself has to report."""
        key = (unit, indicator.id)
        if key not in self._parts:
            self._parts[key] = self._part(unit, indicator)
        return self._parts[key]

    def _part(self, unit: str, indicator: IndicatorModel) -> Months:
        cap = indicator.cap or _DEFAULT_LEVELS
        one = self.units[unit]
        if self.is_stock(indicator):
            there = level_on(one, max(self.days)) in cap
            return self.area(unit, indicator) if there else frozenset()
        return frozenset(
            (day.year, day.month)
            for day in self.days
            if alive(one.first, one.last, day)
            and alive(indicator.first, indicator.last, day)
            and level_on(one, day) in cap
        )

    # What one unit says

    def lines(self, unit: str, scopes: tuple[str, ...], indicator: str) -> Lines:
        """What the unit's files say, the first scope before the second in each file."""
        found: Lines = {}
        for scope in scopes:
            for report in self.model.reports:
                where = (report.cycle, report.period)
                if report.unit != unit or report.cycle not in self.cycles or where in found:
                    continue
                value = report.says.get((scope, indicator))
                if value is None:
                    value = self.from_ratio(report.says, scope, indicator)
                if value is not None:
                    found[where] = value
        return found

    def from_ratio(self, says: Mapping[tuple[str, str], Said], scope: str, indicator: str) -> Said | None:
        """A ratio written as two counts supplies both of them."""
        for one in self.model.indicators:
            pair = says.get((scope, one.id))
            if one.theo_cap == "ty-le" and isinstance(pair, Pair):
                if one.tu_so == indicator:
                    return Count(Fraction(pair.above))
                if one.mau_so == indicator:
                    return Count(Fraction(pair.below))
        return None

    def reading(self, unit: str, scopes: tuple[str, ...], indicator: IndicatorModel, part: Months) -> Reading:
        if not part:
            return Reading()
        if indicator.theo_cap == "ty-le":
            return self.ratio(unit, scopes, indicator, part)
        return self.over_periods(self.lines(unit, scopes, indicator.id), indicator, part)

    def over_periods(self, lines: Lines, indicator: IndicatorModel, part: Months) -> Reading:
        usable = {
            where: value
            for where, value in lines.items()
            if months_of(*where) <= self.months and months_of(*where) & part
        }
        exact = [where for where in usable if months_of(*where) == self.months]
        if exact:
            chosen, complete = exact, True
        elif indicator.theo_ky == "cuoi-ky":
            latest = max(usable, key=lambda one: (max(months_of(*one)), len(months_of(*one))), default=None)
            chosen = [latest] if latest is not None else []
            complete = latest is not None and max(months_of(*latest)) >= max(part)
        else:
            chosen = best_cover(list(usable))
            complete = part <= frozenset(month for one in chosen for month in months_of(*one))
        if not chosen:
            return Reading()
        counted = [value.value for one in chosen if isinstance(value := usable[one], Count)]
        return Reading(True, Figure(sum(counted, Fraction(0))) if counted else None, complete)

    def ratio(self, unit: str, scopes: tuple[str, ...], indicator: IndicatorModel, part: Months) -> Reading:
        written = self.lines(unit, scopes, indicator.id)
        counts = Reading()
        sides = []
        for name, pick in ((indicator.tu_so, 0), (indicator.mau_so, 1)):
            lines = self.lines(unit, scopes, name)
            for where, value in written.items():
                if isinstance(value, Pair):
                    lines[where] = Count(Fraction((value.above, value.below)[pick]))
            sides.append(self.over_periods(lines, self.indicators[name], part))
        above, below = sides
        if above.said and below.said:
            complete = above.complete and below.complete
            figure = None
            if above.figure and below.figure and below.figure.value:
                both = (above.figure.value, below.figure.value)
                figure = Figure(100 * both[0] / both[1], both)
            counts = Reading(True, figure, complete)
        bare = self.bare(written, indicator, part)
        for one in (counts, bare):
            if one.reported:
                return one
        return counts if counts.said else bare

    def bare(self, written: Lines, indicator: IndicatorModel, part: Months) -> Reading:
        """The latest line for the ratio itself: a percentage, or that it does not apply."""
        usable = [one for one in written if months_of(*one) <= self.months and months_of(*one) & part]
        if not usable:
            return Reading()
        latest = max(usable, key=lambda one: (max(months_of(*one)), len(months_of(*one))))
        stock = self.indicators[indicator.tu_so].theo_ky == "cuoi-ky"
        complete = max(months_of(*latest)) >= max(part) if stock else part <= months_of(*latest)
        value = written[latest]
        if isinstance(value, Pair):
            both = (Fraction(value.above), Fraction(value.below))
            return Reading(True, Figure(100 * both[0] / both[1], both), complete)
        figure = Figure(value.value, bare=True) if isinstance(value, Bare) else None
        return Reading(True, figure, complete)

    def own(self, unit: str, indicator: IndicatorModel) -> Reading:
        key = (unit, indicator.id)
        if key not in self._owns:
            self._owns[key] = self._own(unit, indicator)
        return self._owns[key]

    def _own(self, unit: str, indicator: IndicatorModel) -> Reading:
        part = self.part(unit, indicator) or self.area(unit, indicator) or self.months
        own = self.reading(unit, (OWN,), indicator, part)
        if self.below(unit, indicator) or not self.part(unit, indicator) or own.reported:
            return own
        stated = self.stated(unit, indicator)
        # More in own reports than the whole is said to be: the two are kept apart, and differ.
        if not stated.said or (stated.complete and short(stated.figure, own.figure)):
            return own
        return self.reading(unit, (OWN, STATED), indicator, part)

    def stated(self, unit: str, indicator: IndicatorModel) -> Reading:
        return self.reading(unit, (STATED,), indicator, self.area(unit, indicator))

    # Units

    def all_below(self, unit: str, indicator: IndicatorModel) -> Iterator[str]:
        for child in self.below(unit, indicator):
            yield child
            yield from self.all_below(child, indicator)

    def contributions(self, unit: str, indicator: IndicatorModel) -> Iterator[tuple[str, Figure]]:
        """The figures that the total of a unit is made of, each with the unit that gives it."""
        own = self.own(unit, indicator)
        if self.part(unit, indicator) and own.figure is not None:
            yield unit, own.figure
        for child in self.below(unit, indicator):
            if self.stands(child, indicator):
                stated = self.stated(child, indicator).figure
                if stated is not None:
                    yield child, stated
            else:
                yield from self.contributions(child, indicator)

    def stands(self, unit: str, indicator: IndicatorModel) -> bool:
        """Whether a unit stands by its stated figure, in place of everything below it."""
        answer = self.answer(unit, indicator.id)
        stated = self.stated(unit, indicator)
        if answer.status == "theo-bao-cao":
            return stated.reported and (stated.figure is not None or answer.computed is None)
        return answer.status == "thieu" and answer.value is not answer.computed

    def covered(self, unit: str, indicator: IndicatorModel) -> bool:
        """Whether each missing unit lies under one that stands by what it states for the whole period."""
        own = self.own(unit, indicator)
        if self.part(unit, indicator) and not own.reported:
            return False
        return all(
            self.stated(child, indicator).reported
            if self.stands(child, indicator)
            else self.covered(child, indicator)
            for child in self.below(unit, indicator)
        )

    def answer(self, unit: str, indicator_id: str) -> Answer:
        if (unit, indicator_id) not in self._answers:
            self._answers[unit, indicator_id] = self._answer(unit, self.indicators[indicator_id])
        return self._answers[unit, indicator_id]

    def _answer(self, unit: str, indicator: IndicatorModel) -> Answer:
        own, stated = self.own(unit, indicator), self.stated(unit, indicator)
        alone = indicator.theo_cap == "khong-cong"
        members = [unit] if alone else [unit, *self.all_below(unit, indicator)]
        expected = tuple(one for one in members if self.part(one, indicator))
        reported = tuple(one for one in expected if self.own(one, indicator).reported)
        if alone:
            status = "du" if own.reported else "thieu" if own.figure else "chua-co"
            return Answer(own, stated, own.figure, own.figure, status, expected, reported)
        figures = list(self.contributions(unit, indicator))
        only_own = set(expected) <= {unit} and {one for one, _ in figures} <= {unit}
        bare = any(figure.bare for _, figure in figures) and not only_own
        usable = [figure for _, figure in figures if not figure.bare or only_own]
        computed = total_of(usable)
        everyone = reported == expected
        adds_up = all(
            not figure.bare
            for one in expected
            if (figure := self.own(one, indicator).figure) is not None and not only_own
        )
        adds_up &= not any(
            self.stands(one, indicator) and self.stated(one, indicator).figure is not None
            for one in self.all_below(unit, indicator)
        )
        covered = self.covered(unit, indicator) and not bare
        value, status = computed, "thieu"
        if stated.complete and (
            differ(stated.figure, computed) if covered else short(stated.figure, computed)
        ):
            status = "lech"
        elif expected and everyone and adds_up:
            status = "du"
        elif stated.reported and (stated.figure is not None or computed is None):
            value, status = stated.figure, "theo-bao-cao"
        elif covered and (expected or computed is not None):
            status = "theo-bao-cao"
        elif stated.figure is not None:
            more = computed is not None and computed.counts is None and indicator.theo_cap == "tong"
            if not (more and computed is not None and computed.value > stated.figure.value):
                value = stated.figure
        if value is None and status == "thieu":
            status = "chua-co"
        return Answer(own, stated, computed, value, status, expected, reported)


def measures(figure: Figure | None) -> tuple[Fraction, ...]:
    if figure is None or figure.bare:
        return ()
    return figure.counts or (figure.value,)


def differ(stated: Figure | None, computed: Figure | None) -> bool:
    both = (measures(stated), measures(computed))
    return all(both) and both[0] != both[1]


def short(stated: Figure | None, computed: Figure | None) -> bool:
    return any(one < other for one, other in zip(measures(stated), measures(computed), strict=False))


def total_of(figures: list[Figure]) -> Figure | None:
    if not figures:
        return None
    if figures[0].bare:
        return figures[0]
    if figures[0].counts is None:
        return Figure(sum((one.value for one in figures), Fraction(0)))
    counts = [one.counts for one in figures if one.counts is not None]
    above, below = sum(one for one, _ in counts), sum(one for _, one in counts)
    return Figure(100 * Fraction(above) / below, (Fraction(above), Fraction(below)))
