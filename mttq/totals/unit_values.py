"""What each unit gives for an indicator in one period; a ratio is made from its two counts.

A figure carries what the unit received from others (`nhan_tu`), so that a total
that holds giver and receiver can deduct it. If an indicator counts only what
was raised (`tinh_nhan_tu: false`), what came from above is deducted here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from mttq.catalogue import Catalogue, Indicator
from mttq.documents import Scope
from mttq.totals.amounts import ratio_of, transfers_of, unshown, without
from mttq.totals.arithmetic import ONE, add, multiply
from mttq.totals.figure_index import FigureIndex, counts_of
from mttq.totals.model import NOTHING, FigureLine, Given, Transfer, UnitValue
from mttq.totals.periods import amount_of, latest, over_periods, period_operator_of, usable

# Where to look for a figure: in each file, the first of these scopes that has it.
Scopes = tuple[Scope, ...]
OWN: Scopes = (Scope.OWN,)
STATED: Scopes = (Scope.STATED,)
OWN_OR_STATED: Scopes = (Scope.OWN, Scope.STATED)


class UnitValues:
    """The figures of one period by unit.

    Args:
        catalogue: the indicators.
        lines: the figures of the cycle.
        months: the months of the period.
    """

    def __init__(self, catalogue: Catalogue, lines: FigureIndex, months: range) -> None:
        self._catalogue = catalogue
        self._lines = lines
        self._months = months

    def plain(self, unit: str, scopes: Scopes, indicator: Indicator, part: range) -> UnitValue:
        """Return what a unit gives: a figure, that it does not apply, or nothing."""
        lines = self._of(unit, scopes, indicator.id)
        if not lines:
            return NOTHING
        if not any(line.figure.received for line in lines):
            return over_periods(lines, self._months, indicator, part)
        return self._with_transfers(lines, unit, indicator, part)

    def _with_transfers(
        self, lines: Sequence[FigureLine], unit: str, indicator: Indicator, part: range
    ) -> UnitValue:
        """Return a figure with what its unit received from others; that is known only if periods add up."""
        above: list[Transfer] = []
        if not indicator.includes_received:
            above = [
                one
                for one in _transfers(lines)
                if one.giver != unit and self._catalogue.units.is_below(unit, one.giver)
            ]
        reading = over_periods([_raised(line, above) for line in lines], self._months, indicator, part)
        chosen = {(line.path, line.span) for line in reading.lines}
        left_out = tuple(one for one in above if (one.line.path, one.line.span) in chosen)
        used = tuple(line for line in lines if (line.path, line.span) in chosen)
        reading = replace(reading, lines=used, left_out=left_out)
        amount = reading.amount
        if amount is None or (len(used) > 1 and not period_operator_of(indicator).adds):
            return reading
        received = tuple(
            one
            for one in _transfers(used)
            if one.giver != unit and one not in left_out and one.amount.yearly == amount.yearly
        )
        return replace(reading, received=received)

    def mean(self, unit: str, scopes: Scopes, indicator: Indicator, part: range) -> UnitValue:
        """Return a figure with its weight in a mean, which is another indicator's figure, or 1.

        Without that figure it can't be combined with other units. A mean stated for several units has no
        weight unless another indicator gives it.
        """
        reading = self.plain(unit, scopes, indicator, part)
        amount = reading.amount
        if amount is None:
            return reading
        if not indicator.weight:
            if Scope.OWN not in scopes:
                return replace(reading, addable=False)
            return replace(reading, amount=replace(amount, weighed=(amount.value, ONE)))
        named = self._catalogue.indicators.get(indicator.weight)
        lines = self._of(unit, scopes, indicator.weight)
        by = over_periods(lines, self._months, named, part) if named is not None else NOTHING
        if by.amount is None or by.amount.yearly:
            return replace(reading, addable=False)
        complete = reading.complete and by.complete
        weight = by.amount.value
        amount = replace(amount, weighed=(multiply(amount.value, weight), weight))
        if by.amount.approximation is not None:
            amount = replace(amount, loosely=add([one.figure.quantity.step for one in reading.lines]))
        return replace(reading, amount=amount, complete=complete)

    def ratio(self, unit: str, scopes: Scopes, indicator: Indicator, part: range) -> UnitValue:
        """Return a ratio from its two counts, or a percentage without counts if only that covers the period."""
        written = self._of(unit, scopes, indicator.id)
        counted = self._counted(unit, scopes, indicator, part, written)
        if counted.has_reported:
            return counted
        alone = self._alone(written, indicator, part)
        return alone if alone.has_reported or counted.given is Given.MISSING else counted

    def _of(self, unit: str, scopes: Scopes, indicator: str) -> list[FigureLine]:
        found = self._lines.of(unit, scopes[0], indicator)
        for scope in scopes[1:]:
            files = {one.path for one in found}
            found = found + [one for one in self._lines.of(unit, scope, indicator) if one.path not in files]
        return found

    def _counted(
        self, unit: str, scopes: Scopes, indicator: Indicator, part: range, written: Sequence[FigureLine]
    ) -> UnitValue:
        """Return the ratio of two counts, each combined over periods by its own operator."""
        pairs = [(one, counts) for one in written if (counts := counts_of(one.figure, indicator))]
        sides: list[tuple[Indicator, list[FigureLine]]] = []
        for number, name in enumerate((indicator.numerator, indicator.denominator)):
            count = self._catalogue.indicators.get(name)
            if count is None:
                return NOTHING
            from_pairs = [replace(one, figure=counts[number]) for one, counts in pairs]
            files = {one.path for one in from_pairs}
            others = [
                one for one in self._of(unit, scopes, name) if one.path not in files and not one.derived
            ]
            sides.append((count, [*from_pairs, *others]))
        if all(period_operator_of(count).latest for count, _ in sides):
            sides = self._of_one_day(sides, part)
        above, below = (over_periods(lines, self._months, count, part) for count, lines in sides)
        if Given.MISSING in {above.given, below.given}:
            return NOTHING
        complete = above.complete and below.complete
        origins = {one.path: one for one, _ in pairs}
        places = {(one.path, one.span): origins.get(one.path, one) for one in (*above.lines, *below.lines)}
        lines = tuple(places.values())
        if above.amount is None or below.amount is None:
            return UnitValue(given=Given.NOT_APPLICABLE, complete=complete, lines=lines)
        # 0 of 0 is not 0%: a ratio with nothing below the line does not apply. Its numerator counts in totals.
        if not below.amount.value:
            return UnitValue(
                given=Given.NOT_APPLICABLE,
                complete=complete,
                lines=lines,
                remainder=unshown(above.amount, below.amount),
            )
        return UnitValue(
            given=Given.GIVEN,
            amount=ratio_of(above.amount, below.amount),
            complete=complete,
            addable=True,
            lines=lines,
        )

    def _of_one_day(
        self, sides: Sequence[tuple[Indicator, list[FigureLine]]], part: range
    ) -> list[tuple[Indicator, list[FigureLine]]]:
        """Return the lines of two stocks for the latest day on which both are known."""
        known = [(count, usable(lines, self._months, part)) for count, lines in sides]
        ends = set.intersection(*({line.months.stop for line in lines} for _, lines in known))
        end = max(ends, default=None)
        return [(count, [line for line in lines if line.months.stop == end]) for count, lines in known]

    def _alone(self, written: Sequence[FigureLine], indicator: Indicator, part: range) -> UnitValue:
        """Return a percentage without its counts, which is shown for the unit and never combined.

        It holds for its own period alone, unless the ratio describes the end of a period.
        """
        chosen = latest(usable(written, self._months, part))
        if not chosen:
            return NOTHING
        line = chosen[0]
        numerator = self._catalogue.indicators.get(indicator.numerator)
        standing = numerator is not None and period_operator_of(numerator).latest
        complete = line.months.stop >= part.stop and (standing or line.months.start <= part.start)
        if line.figure.quantity.not_applicable:
            return UnitValue(given=Given.NOT_APPLICABLE, complete=complete, lines=chosen)
        amount = amount_of(line)
        return UnitValue(
            given=Given.GIVEN, amount=amount, complete=complete, addable=amount.pair is not None, lines=chosen
        )


def _transfers(lines: Sequence[FigureLine]) -> Iterator[Transfer]:
    for line in lines:
        yield from transfers_of(line)


def _raised(line: FigureLine, above: Sequence[Transfer]) -> FigureLine:
    """Return a figure less what came from above, for an indicator that counts only what was raised."""
    parts = [one for one in above if one.line is line]
    if not parts or line.figure.quantity.not_applicable:
        return line
    left = without(amount_of(line), parts)
    quantity = replace(line.figure.quantity, value=left.value, approximation=left.approximation)
    if left.approximation is not None:
        quantity = replace(quantity, step=left.tolerance)
    return replace(line, figure=replace(line.figure, quantity=quantity))


ReadValue = Callable[[UnitValues, str, Scopes, Indicator, range], UnitValue]
