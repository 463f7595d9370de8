"""What each unit says for an indicator in one period; for a ratio, from its two counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from mttq.catalogue import Catalogue, Indicator, OverUnits
from mttq.documents import Scope
from mttq.totals.lines import Lines
from mttq.totals.model import NOTHING, Given, Line, Reading
from mttq.totals.periods import amount_of, latest, over_periods, ratio_amount


class Readings:
    """The figures of one period, unit by unit.

    Args:
        catalogue: the indicators.
        lines: the figures of the cycle.
        months: the months of the period.
    """

    def __init__(self, catalogue: Catalogue, lines: Lines, months: range) -> None:
        self._catalogue = catalogue
        self._lines = lines
        self._months = months

    def of(self, unit: str, scope: Scope, indicator: Indicator) -> Reading:
        """What a unit says: the figure, or that it does not apply, or nothing."""
        if indicator.over_units is OverUnits.RATIO:
            return self._ratio(unit, scope, indicator)
        return over_periods(self._lines.of(unit, scope, indicator.id), self._months, indicator)

    def _ratio(self, unit: str, scope: Scope, indicator: Indicator) -> Reading:
        numerator = self._catalogue.indicators.get(indicator.numerator)
        denominator = self._catalogue.indicators.get(indicator.denominator)
        own = self._lines.of(unit, scope, indicator.id)
        if numerator is None or denominator is None:
            return self._percentage(own)
        pairs = [one for one in own if one.figure.quantity.ratio is not None]
        above = self._side(unit, scope, numerator, pairs, lambda counts: counts[0])
        below = self._side(unit, scope, denominator, pairs, lambda counts: counts[1])
        if above.amount is not None and below.amount is not None:
            amount = ratio_amount(above.amount, below.amount)
            lines = dict.fromkeys((*above.lines, *below.lines))
            return Reading(Given.GIVEN, amount, above.complete and below.complete, True, tuple(lines))
        return self._percentage(own)

    def _side(
        self,
        unit: str,
        scope: Scope,
        count: Indicator,
        pairs: list[Line],
        pick: Callable[[tuple[Decimal, Decimal]], Decimal],
    ) -> Reading:
        """One of the two counts: from the ratio where the file writes it, else from its own line."""
        written = [
            replace(
                one, figure=replace(one.figure, quantity=replace(quantity, value=pick(counts), ratio=None))
            )
            for one in pairs
            if (counts := (quantity := one.figure.quantity).ratio) is not None
        ]
        files = {one.path for one in written}
        others = [one for one in self._lines.of(unit, scope, count.id) if one.path not in files]
        return over_periods([*written, *others], self._months, count)

    def _percentage(self, own: list[Line]) -> Reading:
        """A percentage without its counts: kept for the unit, never added."""
        chosen = latest(own, self._months)
        if not chosen:
            return NOTHING
        complete = chosen[0].months.stop == self._months.stop
        if chosen[0].figure.quantity.not_applicable:
            return Reading(Given.NOT_APPLICABLE, None, complete, True, chosen)
        return Reading(Given.GIVEN, amount_of(chosen[0]), complete, False, chosen)
