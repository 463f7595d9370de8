"""What the columns of one period of a year have in common, whatever their indicator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from mttq.catalogue import Catalogue, Indicator, Unit
from mttq.period import Cycle, Period, month_of
from mttq.totals.columns import Columns, UnitOrder
from mttq.totals.plain_areas import PlainAreas
from mttq.totals.plain_rows import Places, UnitPlace
from mttq.totals.plain_targets import TargetTree
from mttq.totals.reporting_months import ReportingMonths


class PlainPeriod:
    """One period of a year: its units, and who has to report on which months of it.

    Args:
        catalogue: units and indicators.
        columns: the figures and targets of the year.
        order: the units, in the order of the columns.
        cycle: the year.
        period: the period in it.
        in_terms: the units whose plans for a term say something of the year, by indicator.
        amended: the last day on which the plans of units were amended.

    Attributes:
        catalogue: the same.
        columns: the same.
        order: the same.
        in_terms: the same.
        months: who has to report on which months of the period.
        is_within: whether the period is a part of the year.
        areas: what units hold beyond the units below them.
        tree: what the targets have in common.
        changing: the numbers of the units whose level changes at some time.
        passing: the numbers of the units that do not exist during the whole period.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        columns: Columns,
        order: UnitOrder,
        *,
        cycle: Cycle,
        period: Period,
        in_terms: Mapping[str, Collection[str]],
        amended: Mapping[str, date],
    ) -> None:
        self.catalogue = catalogue
        self.in_terms = in_terms
        self.columns = columns
        self.order = order
        self.months = ReportingMonths(catalogue, cycle, period)
        self.is_within = period != cycle.whole
        self.areas = PlainAreas(catalogue.units, order, self.months.last_day)
        self.tree = TargetTree(catalogue, order, cycle, areas=self.areas, amended=amended)
        self._due: dict[object, list[range]] = {}
        self._is_due: dict[object, bytes] = {}
        self._lived: dict[object, range] = {}
        self._lacking: dict[object, list[int]] = {}
        self.changing: set[int] = set()
        self.passing: set[int] = set()
        first_day, last_day = self.months.first_day, self.months.last_day
        for number, unit in enumerate(order.units):
            if len(unit.levels.values) > 1:
                self.changing.add(number)
            if not (unit.valid_on(first_day) and unit.valid_on(last_day)):
                self.passing.add(number)

    @cached_property
    def ended(self) -> int:
        """The units that do not exist on the period's last day, as `flags` gives them."""
        day = self.months.last_day
        return int.from_bytes(bytes([not one.valid_on(day) for one in self.order.units]), "little")

    def places(self, units: Iterable[Unit]) -> Places:
        """Return the places of some units."""
        return Places([self.place(one) for one in units])

    def place(self, unit: Unit) -> UnitPlace:
        """Return the place of a unit."""
        order, day = self.order, self.months.last_day
        start = order.place[unit.id]
        below: Sequence[Unit] = ()
        if order.end[start] > start + 1:
            below = self.catalogue.units.nearest(unit.id, self.months.exists)
        return UnitPlace(
            unit=unit,
            name=unit.name_on(day),
            level=unit.level_on(day),
            start=start,
            stop=order.end[start],
            children=tuple([order.place[one.id] for one in below]),
            extra=self._extra(start),
            reach=self.areas.reach.get(start, ()),
        )

    def _extra(self, number: int) -> tuple[int, int] | None:
        """Return where extended columns have what a unit holds beyond the units below it."""
        span = self.areas.spans.get(number)
        size = len(self.order.units)
        return None if span is None else (size + span[0], size + span[1])

    def due(self, indicator: Indicator) -> list[range]:
        """Return for each unit the months on which it has to report an indicator."""
        alike = self._alike(indicator)
        found = self._due.get(alike)
        if found is None:
            months = self.months
            known: dict[object, range] = {}
            found = self._due[alike] = []
            for unit in self.order.units:
                kind = (unit.levels.values, unit.first, unit.last)
                due = known.get(kind)
                if due is None:
                    due = known[kind] = months.own(unit, indicator, months.area(unit, indicator))
                found.append(due)
        return found

    def is_due(self, indicator: Indicator) -> bytes:
        """Return for each unit 1 if it has to report an indicator, else 0."""
        alike = self._alike(indicator)
        if alike not in self._is_due:
            self._is_due[alike] = bytes(map(bool, self.due(indicator)))
        return self._is_due[alike]

    def lived(self, unit: Unit) -> range:
        """Return the months of the period in which a unit exists."""
        kind = (unit.first, unit.last)
        if kind not in self._lived:
            first = max(self.months.months.start, month_of(unit.first) if unit.first is not None else 0)
            stop = min(
                self.months.months.stop,
                month_of(unit.last) + 1 if unit.last is not None else self.months.months.stop,
            )
            self._lived[kind] = range(first, max(first, stop))
        return self._lived[kind]

    def _alike(self, indicator: Indicator) -> object:
        is_stock = self.months.is_stock(indicator)
        return (indicator.levels, indicator.first, indicator.last, is_stock, indicator.area_wide)

    @cached_property
    def _open_ended(self) -> list[tuple[int, Unit]]:
        """The units, with their numbers, of which the catalogue may not list all lower ones at some time."""
        units = self.catalogue.units
        return [(number, one) for number, one in enumerate(self.order.units) if units.may_lack_some(one)]

    def lacking(self, indicator: Indicator) -> list[int]:
        """Return the numbers of the units of which lower units that the catalogue does not list would report."""
        months = self.months
        alike = self._alike(indicator)
        found = self._lacking.get(alike)
        if found is None:
            found = self._lacking[alike] = [
                number
                for number, unit in self._open_ended
                if months.lacks_units(unit, indicator, months.area(unit, indicator))
            ]
        return found
