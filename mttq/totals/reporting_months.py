"""The months of a period on which a unit has to report.

A unit has to report on the part of the period in which it exists at a level
that the indicator names; on a stock only if it exists on the last day. On an
indicator that speaks of areas it has to report only if no unit below does.
"""

from __future__ import annotations

from datetime import date

from mttq.catalogue import Catalogue, Indicator, Unit
from mttq.levels import is_reported_below
from mttq.period import Cycle, Period, first_day_of, last_day_of, month_of
from mttq.totals.periods import period_operator_of

NEVER = range(0)


class ReportingMonths:
    """Who has to report on which months of one period.

    Args:
        catalogue: the indicators, for the counts of a ratio.
        cycle: the year or term.
        period: the period in it.
    """

    def __init__(self, catalogue: Catalogue, cycle: Cycle, period: Period) -> None:
        self._catalogue = catalogue
        self._stocks: dict[str, bool] = {}
        self.months = period.months(cycle)
        self.first_day, self.last_day = period.first_day(cycle), period.last_day(cycle)

    def exists(self, unit: Unit) -> bool:
        """Whether a unit exists at any time in the period."""
        return unit.valid_within(self.first_day, self.last_day)

    def in_tree(self, unit: Unit, indicator: Indicator) -> bool:
        """Whether a unit, at any level, is in the tree along which an indicator is added up."""
        return unit.valid_on(self.last_day) if self.is_stock(indicator) else self.exists(unit)

    def area(self, unit: Unit, indicator: Indicator) -> range:
        """Return the months in which both unit and indicator exist, which are those that stated figures cover."""
        if not self.in_tree(unit, indicator):
            return NEVER
        if self.is_stock(indicator) and not indicator.valid_on(self.last_day):
            return NEVER
        return _clip(
            _clip(self.months, unit.first, unit.last),
            indicator.first,
            indicator.last,
        )

    def own(self, unit: Unit, indicator: Indicator, area: range) -> range:
        """Return the months of its area on which a unit itself has to report; empty if it does not have to."""
        own = self._at_level(unit, indicator, area)
        units = self._catalogue.units
        if not own or not indicator.area_wide or not units.children(unit.id):
            return own
        if self.is_stock(indicator):
            below = units.any_below(unit.id, indicator.levels, self.last_day, self.last_day)
            return NEVER if below else own
        months = [
            month
            for month in own
            if not units.any_below(unit.id, indicator.levels, first_day_of(month), last_day_of(month))
        ]
        return range(months[0], months[-1] + 1) if months else NEVER

    def lacks_units(self, unit: Unit, indicator: Indicator, area: range) -> bool:
        """Whether lower units that the catalogue does not list would report at any time in a unit's area.

        A unit that itself has to report on its area speaks for them.
        """
        if not area or (indicator.area_wide and self.own(unit, indicator, area)):
            return False
        lacks, levels = self._catalogue.units.lacks_some, indicator.levels
        times = [(first_day_of(month), last_day_of(month)) for month in area]
        if self.is_stock(indicator):
            times = [(self.last_day, self.last_day)]
        return any(
            is_reported_below(levels, unit.level_on(end if unit.last is None else min(end, unit.last)))
            and lacks(unit, first, end)
            for first, end in times
        )

    def _at_level(self, unit: Unit, indicator: Indicator, area: range) -> range:
        """Return the months of its area in which a unit is of a level that reports the indicator."""
        if not area:
            return NEVER
        levels = unit.levels.values
        if len(levels) < 2 or self.is_stock(indicator):
            return area if unit.level_on(self.last_day) in indicator.levels else NEVER
        parts = [_clip(area, first, last) for level, first, last in levels if level in indicator.levels]
        parts = [part for part in parts if part]
        if not parts:
            return NEVER
        return range(min(part.start for part in parts), max(part.stop for part in parts))

    def is_stock(self, indicator: Indicator) -> bool:
        """Whether figures describe the end of their period; those of a ratio do if both its counts do."""
        found = self._stocks.get(indicator.id)
        if found is None:
            named = (indicator.numerator, indicator.denominator)
            counts = [self._catalogue.indicators.get(name) for name in named]
            judged = counts if indicator.over_periods is None else [indicator]
            found = all(one is not None and period_operator_of(one).latest for one in judged)
            self._stocks[indicator.id] = found
        return found


def _clip(months: range, first: date | None, last: date | None) -> range:
    """Return the months with at least a day from `first` to `last`."""
    start, stop = months.start, months.stop
    if first is not None:
        start = max(start, month_of(first))
    if last is not None:
        stop = min(stop, month_of(last) + 1)
    return range(start, stop) if start < stop else NEVER
