"""What one unit gives for one indicator and period, as the oracle of totals reads its files.

Periods first: the file of the period, else the shorter periods together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from totals_calendar import Months, alive, best_cover, days_of, level_on, months_of
from totals_figures import Figure, Reading, about, added, figure_of
from totals_project import (
    OWN,
    STATED,
    Bare,
    Count,
    IndicatorModel,
    Pair,
    ProjectModel,
    Said,
    UnitModel,
)
from totals_tree import Tree

Lines = dict[tuple[str, str], Said]  # by cycle and period: what the file says

_DEFAULT_LEVELS = ("trung-uong", "tinh", "huyen", "xa")
LEVELS = (*_DEFAULT_LEVELS, "khu-dan-cu", "to-chuc-thanh-vien")


def level_on_last(unit: UnitModel, day: date) -> str:
    """Return a unit's level on a day, or on its last day if that came first."""
    return level_on(unit, day if unit.last is None else min(unit.last, day))


class Readings:
    """What every unit of a model gives in one period."""

    def __init__(self, model: ProjectModel, cycle: str, period: str, as_of: date | None = None) -> None:
        self.model = model
        self.months = months_of(cycle, period)
        self.cycles = {cycle, *(str(year) for year, _ in self.months)}
        self.days = days_of(self.months)
        self.last = max(self.days)
        self.tree = Tree(model, as_of or self.last)
        self.units = self.tree.units
        self.indicators = {one.id: one for one in model.indicators}
        # The rules look up the same again and again; remembering it is all that is done for speed.
        self._areas: dict[tuple[str, str], Months] = {}
        self._parts: dict[tuple[str, str], Months] = {}
        self._owns: dict[tuple[str, str], Reading] = {}

    def is_stock(self, indicator: IndicatorModel) -> bool:
        if indicator.theo_cap == "ty-le":
            counts = (indicator.tu_so, indicator.mau_so)
            return all(self.indicators[one].theo_ky == "cuoi-ky" for one in counts)
        return indicator.theo_ky == "cuoi-ky"

    # Who is there and who has to report, and on which months

    def there(self, unit: str, indicator: IndicatorModel) -> bool:
        """Whether a unit exists in the period; for a stock, on its last day."""
        one = self.units[unit]
        days = (self.last,) if self.is_stock(indicator) else self.days
        return any(alive(one.first, one.last, day) for day in days)

    def area(self, unit: str, indicator: IndicatorModel) -> Months:
        """Return the months in which unit and indicator both exist; for a stock, only if both do on the last day."""
        key = (unit, indicator.id)
        if key not in self._areas:
            self._areas[key] = self._when(unit, indicator, None)
        return self._areas[key]

    def part(self, unit: str, indicator: IndicatorModel) -> Months:
        """Return the months on which a unit itself has to report."""
        key = (unit, indicator.id)
        if key not in self._parts:
            self._parts[key] = self._when(unit, indicator, indicator.cap or _DEFAULT_LEVELS)
        return self._parts[key]

    def _when(self, unit: str, indicator: IndicatorModel, cap: tuple[str, ...] | None) -> Months:
        one = self.units[unit]
        days = [
            day
            for day in self.days
            if alive(one.first, one.last, day)
            and alive(indicator.first, indicator.last, day)
            and (cap is None or level_on(one, day) in cap)
        ]
        if self.is_stock(indicator):
            if self.last not in days:
                return frozenset()
            return self._when_there(unit, indicator)
        return frozenset((day.year, day.month) for day in days)

    def _when_there(self, unit: str, indicator: IndicatorModel) -> Months:
        one = self.units[unit]
        return frozenset(
            (day.year, day.month)
            for day in self.days
            if alive(one.first, one.last, day) and alive(indicator.first, indicator.last, day)
        )

    def stated_part(self, unit: str, indicator: IndicatorModel) -> Months:
        """Return the months that a unit's stated figures cover: its own, and those of what it took over."""
        found = set(self.area(unit, indicator))
        place = self.tree.down(unit)
        if found:
            for other in self.tree.weights(unit):
                if other not in place:
                    found |= self.area(other, indicator)
        return frozenset(found)

    def alone(self, unit: str, indicator: IndicatorModel) -> bool:
        """Whether nothing in the period lies below a unit, by path or taken over."""
        others = set(self.tree.weights(unit)) - {unit}
        unclear = any(self.part(other, indicator) for other in self.tree.unallocated(unit))
        return not unclear and not any(self.there(other, indicator) for other in others)

    def lacks(self, unit: str, indicator: IndicatorModel) -> bool:
        """Whether a unit above the communes has nothing below it at some time, though lower levels report."""
        known = self.units[unit]
        area = self.area(unit, indicator)
        if not area or indicator.theo_cap == "khong-cong":
            return False
        level = level_on(known, self.last if known.last is None else min(known.last, self.last))
        deeper = LEVELS[LEVELS.index(level) + 1 :]
        reported = set(indicator.cap or _DEFAULT_LEVELS) - {"to-chuc-thanh-vien"}
        if level not in ("trung-uong", "tinh", "huyen") or reported.isdisjoint(deeper):
            return False
        below = [
            self.units[one]
            for one in self.tree.down(unit)
            if one != unit and level_on_last(self.units[one], self.last) != "to-chuc-thanh-vien"
        ]
        if self.is_stock(indicator):
            return not any(alive(one.first, one.last, self.last) for one in below)
        return any(
            not any(
                alive(one.first, one.last, day)
                for one in below
                for day in self.days
                if (day.year, day.month) == month
            )
            for month in area
        )

    # What one unit says

    def lines(self, unit: str, scopes: tuple[str, ...], indicator: str) -> Lines:
        """Return what the unit's files give, the first scope before the second in each file."""
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
        """Return what the files give for the months of a part of the period."""
        if not part:
            return Reading()
        if indicator.theo_cap == "ty-le":
            return self.ratio(unit, scopes, indicator, part)
        above = () if indicator.tinh_nhan_tu else self.tree.above(unit)
        lines = self.lines(unit, scopes, indicator.id)
        figures = {
            where: figure_of(value, above) if isinstance(value, Count) else None
            for where, value in lines.items()
        }
        return self.over_periods(figures, indicator, part)

    def over_periods(
        self, lines: Mapping[tuple[str, str], Figure | None], indicator: IndicatorModel, part: Months
    ) -> Reading:
        usable = {
            where: figure
            for where, figure in lines.items()
            if months_of(*where) <= self.months and months_of(*where) & part
        }
        exact = [where for where in usable if months_of(*where) == self.months]
        if exact:
            chosen, complete = exact, True
        elif indicator.theo_ky == "cuoi-ky":
            latest = max(usable, key=lambda one: (max(months_of(*one)), len(months_of(*one))), default=None)
            complete = latest is not None and max(months_of(*latest)) >= max(part)
            if not complete:  # what does not apply in the meantime says nothing about the end
                known = {where: figure for where, figure in usable.items() if figure is not None} or usable
                latest = max(
                    known, key=lambda one: (max(months_of(*one)), len(months_of(*one))), default=None
                )
            chosen = [latest] if latest is not None else []
        else:
            chosen = best_cover(list(usable))
            complete = part <= frozenset(month for one in chosen for month in months_of(*one))
        if not chosen:
            return Reading()
        counted = [(figure, len(months_of(*one))) for one in chosen if (figure := usable[one]) is not None]
        figure = combined(counted, indicator.theo_ky) if counted else None
        if figure is not None and len(chosen) > 1 and indicator.theo_ky not in ("tong", "cuoi-ky"):
            figure = replace(figure, received=())  # nothing received is taken out of means and extremes
        return Reading(True, figure, complete)

    def ratio(self, unit: str, scopes: tuple[str, ...], indicator: IndicatorModel, part: Months) -> Reading:
        written = self.lines(unit, scopes, indicator.id)
        counts = Reading()
        sides = []
        for name, pick in ((indicator.tu_so, 0), (indicator.mau_so, 1)):
            lines = self.lines(unit, scopes, name)
            for where, value in written.items():
                if isinstance(value, Pair):
                    lines[where] = Count(Fraction((value.above, value.below)[pick]))
            figures = {
                where: figure_of(value) if isinstance(value, Count) else None
                for where, value in lines.items()
            }
            sides.append(self.over_periods(figures, self.indicators[name], part))
        above, below = sides
        if above.said and below.said:
            complete = above.complete and below.complete
            figure = None
            if above.figure and below.figure and below.figure.value:
                figure = quotient(above.figure, below.figure)
            counts = Reading(True, figure, complete)
        bare = self.bare(written, indicator, part)
        for one in (counts, bare):
            if one.reported:
                return one
        return counts if counts.said else bare

    def bare(self, written: Lines, indicator: IndicatorModel, part: Months) -> Reading:
        """Return the latest line for the ratio itself: a percentage, or that it does not apply."""
        usable = [one for one in written if months_of(*one) <= self.months and months_of(*one) & part]
        if not usable:
            return Reading()
        latest = max(usable, key=lambda one: (max(months_of(*one)), len(months_of(*one))))
        stock = self.indicators[indicator.tu_so].theo_ky == "cuoi-ky"
        complete = max(months_of(*latest)) >= max(part) if stock else part <= months_of(*latest)
        value = written[latest]
        if isinstance(value, Pair):
            both = (Figure(Fraction(value.above)), Figure(Fraction(value.below)))
            return Reading(True, quotient(*both), complete)
        figure = Figure(value.value, bare=True) if isinstance(value, Bare) else None
        return Reading(True, figure, complete)

    def own(self, unit: str, indicator: IndicatorModel) -> Reading:
        key = (unit, indicator.id)
        if key not in self._owns:
            self._owns[key] = self._own(unit, indicator)
        return self._owns[key]

    def _own(self, unit: str, indicator: IndicatorModel) -> Reading:
        found = self._plain_own(unit, indicator)
        if indicator.trong_so and is_zero(self.own(unit, self.indicators[indicator.trong_so])):
            return replace(found, figure=None)
        return found

    def _plain_own(self, unit: str, indicator: IndicatorModel) -> Reading:
        part = self.part(unit, indicator) or self.area(unit, indicator) or self.months
        own = self.reading(unit, (OWN,), indicator, part)
        if not self.alone(unit, indicator) or not self.part(unit, indicator) or own.reported:
            return own
        stated = self.stated(unit, indicator)
        # More in own reports than the whole is said to be: the two are kept apart, and differ.
        if not stated.said or (
            stated.complete and contradicts(stated.figure, own.figure, indicator.theo_cap)
        ):
            return own
        return self.reading(unit, (OWN, STATED), indicator, part)

    def stated(self, unit: str, indicator: IndicatorModel) -> Reading:
        """Return what a unit states for its area in files for months in which it exists."""
        found = self._plain_stated(unit, indicator)
        if indicator.trong_so and is_zero(self._plain_stated(unit, self.indicators[indicator.trong_so])):
            return replace(found, figure=None)
        return found

    def _plain_stated(self, unit: str, indicator: IndicatorModel) -> Reading:
        here, all_months = self.area(unit, indicator), self.stated_part(unit, indicator)
        found = self.reading(unit, (STATED,), indicator, here)
        if here == all_months:
            return found
        return replace(found, complete=self.reading(unit, (STATED,), indicator, all_months).complete)


def is_zero(weight: Reading) -> bool:
    """Whether a mean does not apply, because its weight is zero."""
    return weight.complete and weight.figure is not None and not weight.figure.value


def combined(figures: list[tuple[Figure, int]], theo_ky: str) -> Figure:
    """Return figures of several periods, each with its number of months, as one."""
    every = [figure for figure, _ in figures]
    if theo_ky in ("tong", "cuoi-ky"):
        return added(every)
    if theo_ky == "binh-quan":
        months = sum(number for _, number in figures)
        value = sum((figure.value * number for figure, number in figures), Fraction(0)) / months
    else:
        value = (max if theo_ky == "lon-nhat" else min)(figure.value for figure in every)
    return about(every, value)


def quotient(above: Figure, below: Figure) -> Figure:
    """Return two counts as a ratio, which may lie on either side if the lower count is approximate."""
    unsure = frozenset({1, -1}) if below.sides else frozenset[int]()
    turned = replace(below, sides=unsure)
    counts = (above.value, below.value)
    return about([above, turned], 100 * counts[0] / counts[1], counts)


def measures(figure: Figure | None) -> tuple[Fraction, ...]:
    if figure is None or figure.bare:
        return ()
    return figure.counts or (figure.value,)


def tolerance(stated: Figure, other: Figure) -> Fraction:
    """Return 0 between exact figures, else a last digit for each approximate part and for the stated figure."""
    if not stated.sides and not other.sides:
        return Fraction(0)
    return other.approximate + stated.steps


def contradicts(stated: Figure | None, parts: Figure | None, operator: str) -> bool:
    """Whether the figures reported so far can't be part of the stated one, whatever else is reported."""
    if stated is None or parts is None or operator in ("binh-quan", "khong-cong"):
        return False
    slack = tolerance(stated, parts)
    pairs = list(zip(measures(stated), measures(parts), strict=False))
    if operator == "nho-nhat":
        return any(one > other + slack for one, other in pairs)
    return any(one + slack < other for one, other in pairs)
