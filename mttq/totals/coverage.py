"""What each figure covers: cells of unit and month.

A cell is a unit in a month in which it exists, is of a level that reports the indicator, and the indicator is
in use. A figure of a unit's own covers the cells of the unit in the figure's period. A statement covers the
cells of the unit's territory on the last day of the statement's period: what the unit had taken over by then
is in it, with the months before; what it took over later is not.

A figure of an indicator that speaks of areas is a statement. A unit has to give it only if no unit below does.

The lower units that the catalogue does not list are one more unit below, which never reports: only statements
cover its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from mttq.catalogue import Catalogue, Indicator, Unit
from mttq.documents import Scope
from mttq.levels import ABOVE_COMMUNES, Level, is_reported_below
from mttq.period import Cycle, Period, first_day_of, last_day_of, month_of
from mttq.quantity import Approximation
from mttq.totals.amounts import transfers_of, without
from mttq.totals.arithmetic import ZERO, add
from mttq.totals.choice import (
    UNLISTED,
    Cell,
    Cells,
    CoveringFigure,
    listed_unit,
    within,
)
from mttq.totals.families import coverings, families, joined, sum_of_all
from mttq.totals.figure_index import FigureIndex, counts_of
from mttq.totals.model import FigureLine, TotalAmount, Transfer
from mttq.totals.operators import operator_of
from mttq.totals.periods import amount_of, period_operator_of
from mttq.totals.territory import WHOLE, Slice, Territories

Alike = tuple[object, ...]


class Coverage:
    """The figures of one period, and the cells that they cover.

    Args:
        catalogue: units and indicators.
        lines: the figures of the cycle.
        cycle: the year or term.
        period: the period in it.
        territories: who belongs to whom.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        lines: FigureIndex,
        cycle: Cycle,
        period: Period,
        territories: Territories,
    ) -> None:
        self.catalogue = catalogue
        self.territories = territories
        self._lines = lines
        self.months = period.months(cycle)
        self.first_day, self.last_day = period.first_day(cycle), period.last_day(cycle)
        self._units = catalogue.units
        self._stocks: dict[str, bool] = {}
        self._expected: dict[Alike, dict[str, int]] = {}
        self._unlisted: dict[Alike, dict[str, int]] = {}
        self._areas: dict[tuple[object, ...], Cells] = {}
        self._figures: dict[tuple[str, bool], tuple[CoveringFigure, ...]] = {}
        self._alone: dict[tuple[object, ...], bool] = {}
        self._speaking: dict[str, dict[str, int]] = {}
        self._twins: set[tuple[str, range, str]] | None = None
        self._weighing: dict[str, list[CoveringFigure]] = {}

    # Cells

    def is_stock(self, indicator: Indicator) -> bool:
        """Whether figures describe the end of their period; those of a ratio do if both its counts do."""
        found = self._stocks.get(indicator.id)
        if found is None:
            judged = [indicator] if indicator.over_periods is not None else self.counts(indicator)
            found = bool(judged) and all(period_operator_of(one).latest for one in judged)
            self._stocks[indicator.id] = found
        return found

    def counts(self, ratio: Indicator) -> list[Indicator]:
        """Return the indicators of a ratio's numerator and denominator that the catalogue has."""
        known = self.catalogue.indicators
        return [known[name] for name in (ratio.numerator, ratio.denominator) if name in known]

    def is_mixed(self, indicator: Indicator) -> bool:
        """Whether only one of a ratio's two counts is a stock."""
        if not operator_of(indicator).percent:
            return False
        return len({self.is_stock(one) for one in self.counts(indicator)}) == 2

    def expected(self, indicator: Indicator, unit: str) -> int:
        """Return the months in which a unit is expected to report an indicator, as bits."""
        alike = self._alike(indicator)
        masks = self._expected.get(alike)
        if masks is None:
            masks = self._expected[alike] = {}
        mask = masks.get(unit)
        if mask is None:
            mask = masks[unit] = self._expected_of(indicator, self._units.by_id[unit])
        return mask

    def _alike(self, indicator: Indicator) -> Alike:
        """Return what decides which units have to report an indicator in which months."""
        area_wide = indicator.area_wide
        return (
            indicator.levels,
            indicator.first,
            indicator.last,
            area_wide,
            area_wide and self.is_stock(indicator),
        )

    def _expected_of(self, indicator: Indicator, unit: Unit) -> int:
        lived = self._lived(indicator, unit)
        if not lived:
            return 0
        if len(unit.levels.values) < 2:
            mask = self.bits(lived) if unit.level_on(self.last_day) in indicator.levels else 0
        else:
            mask = self._where(lived, lambda _, end: _level(unit, end) in indicator.levels)
        if not mask or not indicator.area_wide or not self._units.children(unit.id):
            return mask
        below, levels = self._units.any_below, indicator.levels
        first_day = self._first_day_of(indicator)
        return mask & ~self._where(lived, lambda month, end: below(unit.id, levels, first_day(month), end))

    def _lived(self, indicator: Indicator, unit: Unit) -> range:
        """Return the months of the period in which a unit exists and an indicator is in use."""
        start = max(self.months.start, *(month_of(day) for day in (unit.first, indicator.first) if day), 0)
        ends = [month_of(day) + 1 for day in (unit.last, indicator.last) if day]
        return range(start, max(start, min([self.months.stop, *ends])))

    def _where(self, months: range, fits: Callable[[int, date], bool]) -> int:
        """Return those of some months for which a condition on the month and its last day holds, as bits."""
        mask = 0
        for month in months:
            if fits(month, last_day_of(month)):
                mask |= self.bits(range(month, month + 1))
        return mask

    def _first_day_of(self, indicator: Indicator) -> Callable[[int], date]:
        """Return what says from which day of a month units count: of a stock only those on its last day."""
        return last_day_of if self.is_stock(indicator) else first_day_of

    def unlisted(self, indicator: Indicator, unit: str) -> int:
        """Return the months in which lower units that the catalogue does not list would report, as bits."""
        if operator_of(indicator).own_only:
            return 0
        stock = self.is_stock(indicator)
        masks = self._unlisted.setdefault((*self._alike(indicator), stock), {})
        mask = masks.get(unit)
        if mask is None:
            mask = masks[unit] = self._unlisted_of(indicator, self._units.by_id[unit])
        return mask

    def _unlisted_of(self, indicator: Indicator, unit: Unit) -> int:
        lacks, first_day = self._units.lacks_some, self._first_day_of(indicator)
        if not unit.partly_listed and ABOVE_COMMUNES.isdisjoint(level for level, _, _ in unit.levels.values):
            return 0
        mask = self._where(
            self._lived(indicator, unit),
            lambda month, end: (
                is_reported_below(indicator.levels, _level(unit, end)) and lacks(unit, first_day(month), end)
            ),
        )
        # What a unit says of its own area holds for all of it.
        return mask & ~self.expected(indicator, unit.id) if mask and indicator.area_wide else mask

    def bits(self, months: range) -> int:
        """Return the months that are part of the period as bits."""
        start, stop = max(months.start, self.months.start), min(months.stop, self.months.stop)
        return ((1 << (stop - start)) - 1) << (start - self.months.start) if start < stop else 0

    def cells(
        self,
        indicator: Indicator,
        units: Iterable[tuple[str, tuple[Slice, ...]]],
        months: range,
        *,
        stock: bool | None = None,
        until: date | None = None,
        own: bool = False,
    ) -> Cells:
        """Return the cells of some units and slices in which a figure is expected.

        Args:
            indicator: the indicator; for a ratio of a stock and a flow the cells are those of both counts.
            units: the units with their slices.
            months: only these; of a stock the last of them, for units that exist on its last day.
            stock: whether only the last month counts; None for what the indicator is.
            until: only months up to that of this day.
            own: without the lower units that the catalogue does not list.
        """
        if self.is_mixed(indicator):
            listed = list(units)
            found: Cells = {}
            for side, count in enumerate(self.counts(indicator)):
                cells = self.cells(count, listed, months, until=until, own=own)
                found.update({(unit, piece, side): mask for (unit, piece, _), mask in cells.items()})
            return found
        stock = self.is_stock(indicator) if stock is None else stock
        mask = self.bits(range(months.stop - 1, months.stop) if stock else months)
        if until is not None:
            mask &= self.bits(range(self.months.start, max(month_of(until) + 1, self.months.start)))
        last_day = last_day_of(months.stop - 1)
        by_id = self._units.by_id
        found = {}
        speaking = self.speaking(indicator)
        for unit, pieces in units:
            here = mask & self.expected(indicator, unit)
            if unit in speaking:
                here = mask & speaking[unit]
            others = 0 if own else mask & self.unlisted(indicator, unit)
            if (here or others) and (not stock or by_id[unit].valid_on(last_day)):
                for piece in pieces:
                    if here:
                        found[unit, piece, 0] = here
                    if others:
                        found[unit + UNLISTED, piece, 0] = others
        return found

    def speaking(self, indicator: Indicator) -> dict[str, int]:
        """Return the units that state a figure for an area in which no unit ever has to report, with their months.

        Such a catalogue does not list the units that report. The statement is all that there is, so it stands
        for one cell a month, which only it can cover.
        """
        found = self._speaking.get(indicator.id)
        if found is None:
            found = self._speaking[indicator.id] = {}
            names = [one.id for one in self.counts(indicator)] if operator_of(indicator).percent else []
            lines = [line for name in (indicator.id, *names) for line in self.lines(name, Scope.STATED)]
            for unit in dict.fromkeys(line.unit for line in lines):
                known = self._units.by_id.get(unit)
                if known is None:
                    continue
                everyone = (*self.territories.stretch(unit), *self.territories.extras(unit, self.last_day))
                # There is a cell for lower units that report, even if the catalogue does not list them.
                if any(
                    self._ever_reports(indicator, one) or self.unlisted(indicator, one) for one in everyone
                ):
                    continue
                if not indicator.area_wide or is_reported_below(
                    indicator.levels, _level(known, self.last_day)
                ):
                    start = self.months.start if known.first is None else month_of(known.first)
                    stop = self.months.stop if known.last is None else month_of(known.last) + 1
                    found[unit] = self.bits(range(start, max(start, stop)))
        return found

    def _ever_reports(self, indicator: Indicator, unit: str) -> bool:
        """Whether a unit is at any time of a level that reports an indicator."""
        known = self._units.by_id[unit]
        levels = {level for level, _, _ in known.levels.values} or {known.level_on(self.last_day)}
        return not levels.isdisjoint(indicator.levels)

    def own_cells(
        self, indicator: Indicator, unit: str, months: range, *, stock: bool | None = None
    ) -> Cells:
        """Return the cells of one unit."""
        pieces = tuple(self.territories.slices(unit))
        return self.cells(indicator, ((unit, pieces),), months, stock=stock, own=True)

    def area(self, indicator: Indicator, top: str, day: date) -> Cells:
        """Return the cells of the territory of a unit in the period."""
        if operator_of(indicator).own_only:
            return self.own_cells(indicator, top, self.months)
        stock, mixed = self.is_stock(indicator), self.is_mixed(indicator)
        alike = (self._alike(indicator), stock)
        key = (top, day, indicator.id if mixed or self.speaking(indicator) else "", alike)
        found = self._areas.get(key)
        if found is None:
            found = self._areas[key] = self.cells(indicator, self.territories.units(top, day), self.months)
        return found

    def size(self, cell: Cell) -> int | Fraction:
        """Return the size of a cell: its slice's part of the unit."""
        if not cell[1]:
            return 1
        size = self.territories.slices(listed_unit(cell))[cell[1]]
        return 1 if size == WHOLE else size

    # Figures

    def day_of(self, line: FigureLine) -> date:
        """Return the day whose territory a statement describes: the last of its period on which its unit existed."""
        last, day = self._units.by_id[line.unit].last, last_day_of(line.months.stop - 1)
        return day if last is None else min(day, last)

    def speaks_of(self, line: FigureLine, unit: str) -> bool:
        """Whether a unit is in the territory that a statement describes."""
        return self.territories.share(line.unit, unit, self.day_of(line)) > 0

    def _speaks_alone(self, indicator: Indicator, line: FigureLine) -> bool:
        """Whether no other unit in the territory of a line's unit is expected to report in its period."""
        key = (
            line.unit,
            line.months,
            self._alike(indicator),
            self.is_stock(indicator),
            operator_of(indicator).own_only,
        )
        found = self._alone.get(key)
        if found is None:
            found = self._alone[key] = self._no_others(indicator, line)
        return found

    def _no_others(self, indicator: Indicator, line: FigureLine) -> bool:
        stock = self.is_stock(indicator)
        months = line.months
        mask = self.bits(range(months.stop - 1, months.stop) if stock else months)
        below = self.territories.stretch(line.unit)
        if self.unlisted(indicator, line.unit) & mask:
            return False
        if any(self.expected(indicator, one) & mask for one in below[1:]):
            return False
        day = self.day_of(line)
        month = self.bits(range(month_of(day), month_of(day) + 1))
        by_id = self._units.by_id
        return not any(
            by_id[one].valid_on(day) and self.expected(indicator, one) & month
            for one in self.territories.extras(line.unit, day)
        )

    def of(self, indicator: Indicator, *, weighed: bool = True) -> tuple[CoveringFigure, ...]:
        """Return every figure of an indicator that covers something, whichever lines it comes from.

        Args:
            indicator: the indicator; for a ratio of a stock and a flow the figures of both counts.
            weighed: with weights in a weighted mean, without which a figure covers nothing.
        """
        operator = operator_of(indicator)
        weighed = weighed and operator.weighed and bool(indicator.weight)
        key = (indicator.id, weighed)
        found = self._figures.get(key)
        if found is None:
            if self.is_mixed(indicator):
                made = list(self._of_both_counts(indicator))
            elif operator.percent:
                made = list(self._ratios(indicator))
            else:
                made = [*self._written(indicator, indicator), *self._derived(indicator, indicator)]
                if weighed:
                    made = [one for figure in made if (one := self._weighed(indicator, figure)) is not None]
            found = self._figures[key] = tuple(one for one in made if one.cells)
        return found

    def lines(self, indicator: str, scope: Scope) -> Iterator[FigureLine]:
        """Yield the lines written for an indicator in the months of the period."""
        start, stop = self.months.start, self.months.stop
        for line in self._lines.written(indicator, scope):
            if start <= line.months.start and line.months.stop <= stop:
                yield line

    def covers(
        self, indicator: Indicator, line: FigureLine, *, stock: bool | None = None
    ) -> list[tuple[Cells, Cells]]:
        """Return what a line covers, and what of that as its unit's own figure; twice if it has two meanings."""
        unit, months = line.unit, line.months
        stated = line.figure.scope is Scope.STATED
        own = self.own_cells(indicator, unit, months, stock=stock)
        if operator_of(indicator).own_only:
            return [(own, own if not stated or self._speaks_alone(indicator, line) else {})]
        if not stated and not self.territories.extras(unit, self.day_of(line)):
            return [] if unit in self.speaking(indicator) else [(own, own)]
        if unit in self.speaking(indicator):
            return [(own, {})] if stated else []
        alone = self._speaks_alone(indicator, line)
        if not stated and not alone:
            return [(own, own)]
        day = self.day_of(line)
        held = self.territories.units(unit, day)
        area = self.cells(indicator, held, months, stock=stock, until=day)
        if not alone:
            return [(area, {})]
        if stated or area == own:
            return [(area, own)]
        return [(own, own)] if self._has_twin(line) else [(own, own), (area, own)]

    def reach(self, indicator: Indicator, line: FigureLine) -> Alike:
        """Return what, besides its unit, its period and its scope, decides which units a line speaks of."""
        return (
            self._alike(indicator),
            self.is_stock(indicator),
            indicator.id if self.is_mixed(indicator) or self.speaking(indicator) else "",
            operator_of(indicator).own_only,
            line.figure.scope is Scope.OWN and self._has_twin(line),
        )

    def _has_twin(self, line: FigureLine) -> bool:
        """Whether a unit that gives its own figure states another for its area in the same period."""
        if self._twins is None:
            self._twins = {
                (one.unit, one.months, one.figure.indicator)
                for indicator in self.catalogue.indicators
                for one in self.lines(indicator, Scope.STATED)
            }
        return (line.unit, line.months, line.figure.indicator) in self._twins

    def _written(self, indicator: Indicator, within: Indicator) -> Iterator[CoveringFigure]:
        """Yield the lines of an indicator itself and the sums of its parts, with what they cover of another."""
        for scope in Scope:
            for line in self.lines(indicator.id, scope):
                amount = self.amount(indicator, line)
                if amount is not None and amount.pair is None and operator_of(indicator).percent:
                    continue
                for cells, own in self.covers(within, line):
                    yield _figure(line, cells, own, amount)
        if indicator.parts:
            known = self.catalogue.indicators
            sides = [
                [*self._written(known[part], within), *self._derived(known[part], within)]
                if part in known
                else []
                for part in indicator.parts
            ]
            for family in families(sides):
                yield joined(family, sum_of_all([one.amount for side in family for one in side]))

    def amount(self, indicator: Indicator, line: FigureLine) -> TotalAmount | None:
        """Return a line's amount, less what came from above if the indicator counts only what was raised."""
        if line.figure.quantity.not_applicable:
            return None
        amount = amount_of(line)
        above = self.left_out(indicator, line)
        return without(amount, above) if above else amount

    def left_out(self, indicator: Indicator, line: FigureLine) -> tuple[Transfer, ...]:
        """Return what came from above, for an indicator that counts only what was raised."""
        if indicator.includes_received or not line.figure.received:
            return ()
        return tuple(
            one
            for one in transfers_of(line)
            if one.giver != line.unit and self._units.is_below(line.unit, one.giver)
        )

    def _derived(self, count: Indicator, within: Indicator) -> Iterator[CoveringFigure]:
        """Yield the figures of a count that the lines of ratios supply."""
        for ratio in self.catalogue.indicators.values():
            if count.id not in (ratio.numerator, ratio.denominator) or not operator_of(ratio).percent:
                continue
            for scope in Scope:
                for line in self.lines(ratio.id, scope):
                    quantity = line.figure.quantity
                    if quantity.ratio is None and not quantity.not_applicable:
                        continue  # a percentage without its counts
                    supplied = counts_of(line.figure, ratio)
                    for number, name in enumerate((ratio.numerator, ratio.denominator)):
                        if name != count.id:
                            continue
                        figure = supplied[number] if supplied else replace(line.figure, indicator=name)
                        counted = replace(line, figure=figure)
                        amount = None if quantity.not_applicable else amount_of(counted)
                        for cells, own in self.covers(within, line):
                            yield _figure(counted, cells, own, amount, direct=False)

    def _of_both_counts(self, ratio: Indicator) -> Iterator[CoveringFigure]:
        for side, count in enumerate(self.counts(ratio)):
            for figure in self.of(count, weighed=False):
                yield replace(
                    figure, cells=on_side(side, figure.cells), own=on_side(side, figure.own), side=side
                )

    def _ratios(self, ratio: Indicator) -> Iterator[CoveringFigure]:
        for scope in Scope:
            for line in self.lines(ratio.id, scope):
                quantity = line.figure.quantity
                if quantity.ratio is None and not quantity.not_applicable:
                    continue
                for cells, own in self.covers(ratio, line):
                    yield _figure(line, cells, own, self.amount(ratio, line))
        sides = [[one for one in self._written(count, ratio) if one.cells] for count in self.counts(ratio)]
        for family in families(sides) if len(sides) == 2 else ():
            above, below = (sum_of_all([one.amount for one in side]) for side in family)
            amount = None
            if above is not None and below is not None:
                amount = TotalAmount(
                    value=ZERO,
                    pair=(above.value, below.value),
                    approximation=above.approximation
                    if below.approximation is None
                    else Approximation.AROUND,
                    tolerance=add((above.tolerance, below.tolerance)),
                )
            yield joined(family, amount)

    def _weighed(self, indicator: Indicator, figure: CoveringFigure) -> CoveringFigure | None:
        """Return a figure with its weight; None if that isn't known."""
        if figure.amount is None:
            return figure
        weight = self._weight(indicator, figure)
        if weight is None:
            return None
        loosely = ZERO
        if weight.approximation is not None:
            loosely = add([line.figure.quantity.step for line in figure.lines])
        return replace(figure, weight=weight, amount=replace(figure.amount, loosely=loosely))

    def _weight(self, indicator: Indicator, figure: CoveringFigure) -> TotalAmount | None:
        """Return the weight of exactly the cells of a figure: of its report, else of its unit, else of any lines."""
        by = self.catalogue.indicators.get(indicator.weight)
        if by is None:
            return None
        stock, months = self.is_stock(by), figure.lines[0].months
        asked = figure.cells
        if stock:
            last, day = self.bits(range(months.stop - 1, months.stop)), last_day_of(months.stop - 1)
            known = self._units.by_id
            asked = {
                cell: mask & last
                for cell, mask in asked.items()
                if mask & last and known[listed_unit(cell)].valid_on(day)
            }
        if not asked:
            return None
        mine = [
            one
            for one in self._weights(indicator, by, stock=stock)
            if one.units == figure.units and one.stated == figure.stated and within(one.cells, asked)
        ]
        found = coverings([one for one in mine if one.lines[0].months == months], asked)
        if not found:
            found = coverings(mine, asked)
        if not found:
            everyone = (one for one in self._weights(indicator, by, stock=stock) if within(one.cells, asked))
            found = coverings(list(everyone), asked)
        values = {ZERO if one is None else one.value for one in found}
        if len(values) != 1:
            return None
        exact = (one for one in found if one is None or one.approximation is None)
        return next(exact, found[0]) or TotalAmount(value=ZERO)

    def _weights(self, indicator: Indicator, by: Indicator, *, stock: bool) -> list[CoveringFigure]:
        """Return the lines that may weigh figures of an indicator."""
        found = self._weighing.get(indicator.id)
        if found is None:
            found = self._weighing[indicator.id] = [
                _figure(line, cells, own, amount)
                for scope in Scope
                for line in self._lines.written(by.id, scope)
                if line.months.stop - 1 in self.months and (stock or line.months.start in self.months)
                if (amount := self.amount(by, line)) is None or not amount.yearly
                for cells, own in self.covers(indicator, line, stock=stock)
                if cells
            ]
        return found


def _figure(
    line: FigureLine, cells: Cells, own: Cells, amount: TotalAmount | None, *, direct: bool = True
) -> CoveringFigure:
    return CoveringFigure(
        units=frozenset((line.unit,)),
        lines=(line,),
        cells=cells,
        own=own,
        amount=amount,
        stated=line.figure.scope is Scope.STATED,
        direct=direct,
    )


def on_side(side: int, cells: Cells) -> Cells:
    """Return the cells of one of the two counts of a ratio that are chosen apart."""
    return {(unit, piece, side): mask for (unit, piece, _), mask in cells.items()}


def _level(unit: Unit, day: date) -> Level:
    """Return the level of a unit on a day, or on its last day if that came first."""
    return unit.level_on(day if unit.last is None else min(day, unit.last))
