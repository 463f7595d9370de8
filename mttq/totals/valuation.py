"""The total of a set of figures: along time first, then along the units, less what was handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from mttq.catalogue import Indicator, OverPeriods, OverUnits
from mttq.levels import Level
from mttq.quantity import Approximation
from mttq.totals.amounts import joint_approximation, ratio_of, transfers_of, unshown, without
from mttq.totals.arithmetic import ONE, ZERO, add, multiply, quotient
from mttq.totals.choice import Candidate, Cells, is_unlisted, union
from mttq.totals.coverage import Coverage
from mttq.totals.model import TotalAmount, Transfer
from mttq.totals.territory import WHOLE

_LEVELS = list(Level)
_ADDED = {OverPeriods.FLOW, OverPeriods.STOCK}


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """The total of a set of figures.

    Attributes:
        amount: the amount; None if nothing applies, and for a ratio of something to zero.
        counts: the counts of a ratio.
        remainder: the counts of a ratio of something to zero as an amount, which totals above add up.
        taken_out: the transfers between two units of the total that were deducted.
        pending: those from units outside it, which are deducted in a total above.
    """

    amount: TotalAmount | None
    counts: tuple[Decimal, Decimal] | None = None
    remainder: TotalAmount | None = None
    taken_out: tuple[Transfer, ...] = ()
    pending: tuple[Transfer, ...] = ()


NO_VALUE = Value(amount=None)


class Valuation:
    """Adds up sets of figures of one period.

    Args:
        coverage: the figures and their cells.
        day: the tree's day.
        area: the cells asked for; by default those of a unit's territory in the period.
        last_day: the day on which units are counted; by default the period's last day.
    """

    def __init__(
        self, coverage: Coverage, day: date, area: Cells | None = None, last_day: date | None = None
    ) -> None:
        self._coverage = coverage
        self._day = day
        self._asked = area
        self._last_day = last_day or coverage.last_day

    def _area(self, top: str, indicator: Indicator, chosen: Sequence[Candidate]) -> Cells:
        if self._asked is not None:
            return self._asked
        area = self._coverage.area(indicator, top, self._day)
        if self._day > date.min:
            return area
        return union((area, *(one.cells for one in chosen)))  # a part may speak of more than its branch

    def value(
        self, top: str, indicator: Indicator, chosen: Sequence[Candidate], *, alone: bool = False
    ) -> Value:
        """Add up a set.

        Args:
            top: the unit whose total it is.
            indicator: the indicator.
            chosen: the set.
            alone: whether it is a unit's own figure: nothing is averaged over units, nothing taken out.
        """
        applying = [one for one in chosen if one.figure.amount is not None]
        if not applying:
            return NO_VALUE
        if len(applying) > 1:
            applying.sort(key=lambda one: (one.figure.unit, one.figure.lines[0].months.start))
        way = indicator.over_units
        if way is OverUnits.RATIO:
            return self._ratio(applying)
        if alone or way is OverUnits.NEVER:
            return Value(amount=self._along_time(indicator, applying))
        if way is OverUnits.SUM:
            return self._sum(top, indicator, chosen, applying)
        if way is OverUnits.MEAN:
            return Value(amount=self._mean(top, indicator, applying))
        if way is OverUnits.COUNT_UNITS:
            return Value(amount=self._number_of_units(top, indicator, applying))
        extreme = max if way is OverUnits.HIGHEST else min
        values = [self._along_time(indicator, group).value for group in grouped(applying)]
        return Value(amount=_like(applying, extreme(values), shared=False))

    def _ratio(self, applying: Sequence[Candidate]) -> Value:
        above, below = ZERO, ZERO
        mixed: Approximation | None = None
        for one in applying:
            amount = one.figure.amount
            assert amount is not None
            if amount.pair is not None:
                above = add((above, times(amount.pair[0], one.share)))
                below = add((below, times(amount.pair[1], one.share)))
            elif one.figure.side:
                below = add((below, times(amount.value, one.share)))
                mixed = mixed or (Approximation.AROUND if amount.approximation is not None else None)
            else:
                above = add((above, times(amount.value, one.share)))
        like = _like(applying, above)
        if mixed is not None:
            like = replace(like, approximation=mixed)
        if not below:
            return Value(amount=None, counts=(above, below), remainder=unshown(like))
        amount = ratio_of(like, TotalAmount(value=below))
        return Value(amount=amount, counts=(above, below))

    @staticmethod
    def _along_time(indicator: Indicator, group: Sequence[Candidate]) -> TotalAmount:
        """Return the value along a period of one unit, or of units that figures join."""
        if len(group) == 1 and group[0].figure.amount is not None:
            return group[0].figure.amount
        values = [one.figure.amount.value for one in group if one.figure.amount is not None]
        match indicator.over_periods:
            case OverPeriods.HIGHEST:
                found = max(values)
            case OverPeriods.LOWEST:
                found = min(values)
            case OverPeriods.MEAN:
                lengths = [length(one) for one in group]
                parts = [multiply(value, count) for value, count in zip(values, lengths, strict=True)]
                found = quotient(add(parts), Decimal(sum(lengths)))
            case _:
                found = add(values)
        return _like(group, found, shared=False)

    def _sum(
        self, top: str, indicator: Indicator, chosen: Sequence[Candidate], applying: Sequence[Candidate]
    ) -> Value:
        taken_out: list[Transfer] = []
        if indicator.over_periods in _ADDED:
            total = _added(applying)
            pending: list[Transfer] = []
            for one in applying:
                taken_out += self._transfers(top, indicator, one, pending)
            amount = without(total, taken_out)
            return Value(amount=amount, taken_out=tuple(taken_out), pending=tuple(pending))
        area = self._area(top, indicator, applying)
        all_months = _months_of(area)
        by_unit: dict[str, int] = {}
        for cell, mask in area.items():
            by_unit[cell[0]] = by_unit.get(cell[0], 0) | mask
        parts: list[Decimal] = []
        for group in grouped(chosen):
            among = [one for one in group if one.figure.amount is not None]
            if not among:
                continue
            units = {cell[0] for one in group for cell in one.cells}
            lived = 0
            for unit in units:
                lived |= by_unit.get(unit, 0)
            values = [times(_amount(one).value, one.share) for one in among]
            if indicator.over_periods is OverPeriods.MEAN:
                months = 0
                weighed = []
                for value, one in zip(values, among, strict=True):
                    out = self._transfers(top, indicator, one)
                    taken_out += out
                    months |= _months_of(one.cells)
                    weighed.append(
                        multiply(
                            add((value, *(each.amount.value.copy_negate() for each in out))), length(one)
                        )
                    )
                part = times(
                    add(weighed), Fraction(lived.bit_count(), all_months.bit_count() * months.bit_count())
                )
                parts.append(part)
            elif len(among) == 1:  # what the only figure received is known
                out = self._transfers(top, indicator, among[0])
                taken_out += out
                parts.append(add((values[0], *(one.amount.value.copy_negate() for one in out))))
            else:
                parts.append(max(values) if indicator.over_periods is OverPeriods.HIGHEST else min(values))
        return Value(amount=_like(applying, add(parts)), taken_out=tuple(taken_out))

    def _transfers(
        self, top: str, indicator: Indicator, one: Candidate, pending: list[Transfer] | None = None
    ) -> list[Transfer]:
        """Return what of a figure another unit of the total handed on; add to `pending` what one outside did."""
        found: list[Transfer] = []
        coverage = self._coverage
        territories, amount = coverage.territories, _amount(one)
        for line in one.figure.lines:
            if not line.figure.received:
                continue
            left_out = coverage.left_out(indicator, line)
            for transfer in transfers_of(line):
                if transfer in left_out or transfer.giver not in coverage.catalogue.units.by_id:
                    continue
                if transfer.amount.yearly != amount.yearly or transfer.giver == line.unit:
                    continue
                about_others = one.figure.cells != one.figure.own
                if about_others and coverage.speaks_of(line, transfer.giver):
                    continue
                share = min(one.share, territories.share(top, transfer.giver, self._day))
                if share:
                    part = replace(transfer.amount, value=times(transfer.amount.value, share))
                    found.append(replace(transfer, amount=part))
                elif pending is not None:
                    pending.append(transfer)
        return found

    def _mean(self, top: str, indicator: Indicator, applying: Sequence[Candidate]) -> TotalAmount | None:
        totals: list[Decimal] = []
        weights: list[Decimal] = []
        if indicator.weight:
            for one in applying:
                weight = _weight_of(indicator, one)
                totals.append(multiply(weight, _amount(one).value))
                weights.append(weight)
        else:
            area = self._area(top, indicator, applying)
            by_unit: dict[str, int | Fraction] = {}
            for cell, mask in area.items():
                by_unit[cell[0]] = by_unit.get(cell[0], 0) + mask.bit_count() * self._coverage.size(cell)
            months = _months_of(area).bit_count()
            if not months:  # the latest stock of a unit that has ended
                return _like(applying, _amount(applying[0]).value)
            for group in grouped(applying):
                units = {cell[0] for one in group for cell in one.cells}
                weight = times(ONE, Fraction(sum(by_unit.get(unit, 0) for unit in units)) / months)
                if indicator.over_periods is OverPeriods.FLOW:
                    for one in group:
                        totals.append(
                            times(_amount(one).value, Fraction(self._count(one.cells)) / length(one))
                        )
                else:
                    totals.append(multiply(weight, self._mean_of_group(indicator, group)))
                weights.append(weight)
        weighed = add(totals), add(weights)
        values = {_amount(one).value for one in applying}
        if weighed[1] and len(applying) > 1:
            found = _like(applying, quotient(*weighed))
        elif len(values) == 1:
            found = _like(applying, values.pop())
        else:
            return None
        if any(one.figure.weight is None for one in applying) and indicator.weight:
            return found  # of a single unit, whose weight nobody needs
        found = replace(found, weighed=weighed)
        loosely = add([_amount(one).loosely for one in applying])
        if not loosely:
            return found
        # The error that inexact weights cause is unknown, but it is no less than the rounding of the figures.
        return replace(found, approximation=Approximation.AROUND, tolerance=add((found.tolerance, loosely)))

    def _mean_of_group(self, indicator: Indicator, group: Sequence[Candidate]) -> Decimal:
        """Return the mean of one unit, or of units that figures join."""
        if indicator.over_periods not in {OverPeriods.MEAN, OverPeriods.STOCK}:
            return self._along_time(indicator, group).value
        if len(group) == 1:
            return _amount(group[0]).value
        sizes = [self._count(one.cells) for one in group]
        values = [_amount(one).value for one in group]
        parts = [times(value, Fraction(size)) for value, size in zip(values, sizes, strict=True)]
        return quotient(add(parts), times(ONE, Fraction(sum(sizes))))

    def _count(self, cells: Cells) -> int | Fraction:
        return sum(mask.bit_count() * self._coverage.size(cell) for cell, mask in cells.items())

    def counted_units(self, top: str, indicator: Indicator) -> dict[str, list[str]]:
        """Return for each unit those of a count that stand for it: itself, one above, one that took it over."""
        coverage, end = self._coverage, self._last_day
        territories, by_id = coverage.territories, coverage.catalogue.units.by_id
        lowest = max(indicator.levels, key=_LEVELS.index)
        found: dict[str, list[str]] = {}
        for unit, _ in territories.units(top, self._day):
            if by_id[unit].valid_on(end) and by_id[unit].level_on(end) is lowest:
                for one in {unit, *territories.stretch(unit), *territories.extras(unit, end)}:
                    found.setdefault(one, []).append(unit)
        return found

    def _number_of_units(self, top: str, indicator: Indicator, applying: Sequence[Candidate]) -> TotalAmount:
        """Count units that exist on the last day and have a value, or took over a unit that has one."""
        counted = self.counted_units(top, indicator)
        yes: set[str] = set()
        for one in applying:
            amount = _amount(one)
            if one.figure.own and (amount.value or amount.approximation is Approximation.ABOVE):
                yes |= counted_in(one, counted)
        stated = [one for one in applying if not one.figure.own]
        about = {id(one): counted_in(one, counted) for one in stated}
        number = Fraction(0)
        spoken_of: set[str] = set()
        for group in grouped(stated, lambda one: about[id(one)]):
            units = frozenset(unit for one in group for unit in about[id(one)])
            spoken_of |= units
            said = max(one.share * Fraction(_amount(one).value) for one in group)
            number += max(said if units else Fraction(0), Fraction(len(units & yes)))
        number += len(yes - spoken_of)
        value = times(ONE, number)
        return _like(stated, value) if stated else TotalAmount(value=value)


def counted_in(one: Candidate, counted: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the units of a count that a figure says something of; a statement speaks of unlisted ones, too.

    Args:
        one: the figure.
        counted: what `Valuation.counted_units` returns.
    """
    units = one.figure.units if one.figure.own else {cell[0] for cell in one.cells}
    found = {each for unit in units for each in counted.get(unit, ())}
    if not one.figure.own:
        found.update(cell[0] for cell in one.cells if is_unlisted(cell))
    return frozenset(found)


def _amount(one: Candidate) -> TotalAmount:
    amount = one.figure.amount
    assert amount is not None
    return amount


def _weight_of(indicator: Indicator, one: Candidate) -> Decimal:
    """Return what a figure weighs in a total, 1 if it isn't weighed."""
    weight = times(ONE if one.figure.weight is None else one.figure.weight.value, one.share)
    return multiply(weight, length(one)) if indicator.over_periods is OverPeriods.MEAN else weight


def _added(applying: Sequence[Candidate]) -> TotalAmount:
    return _like(applying, add([times(_amount(one).value, one.share) for one in applying]))


def _like(applying: Sequence[Candidate], value: Decimal, *, shared: bool = True) -> TotalAmount:
    """Return a value as approximate as the figures that it is made of; a share of one is always approximate."""
    sides: list[Approximation | None] = []
    tolerances: list[Decimal] = []
    for one in applying:
        amount = _amount(one)
        if shared and one.share != WHOLE:
            sides.append(Approximation.AROUND)
            tolerances.append(add([line.figure.quantity.step for line in one.figure.lines]))
        elif amount.approximation is not None:
            sides.append(amount.approximation)
            tolerances.append(amount.tolerance)
    yearly = all(_amount(one).yearly for one in applying)
    if not sides:
        return TotalAmount(value=value, yearly=yearly)
    return TotalAmount(
        value=value, approximation=joint_approximation(sides), tolerance=add(tolerances), yearly=yearly
    )


def times(value: Decimal, share: Fraction) -> Decimal:
    """Return a number times a fraction; one that never ends is kept to 120 digits."""
    if share == WHOLE:
        return value
    return quotient(multiply(value, share.numerator), Decimal(share.denominator))


def length(one: Candidate) -> int:
    """Return the number of months in which a figure counts."""
    return _months_of(one.cells).bit_count()


def _months_of(cells: Cells) -> int:
    months = 0
    for mask in cells.values():
        months |= mask
    return months


def _units_of(one: Candidate) -> frozenset[str]:
    return frozenset(cell[0] for cell in one.cells)


def grouped(
    candidates: Iterable[Candidate], units: Callable[[Candidate], frozenset[str]] = _units_of
) -> list[list[Candidate]]:
    """Return figures that describe the same units, directly or through others, together."""
    group_of: dict[str, int] = {}
    groups: dict[int, tuple[set[str], list[Candidate]]] = {}
    for number, one in enumerate(candidates):
        names = set(units(one))
        members: list[Candidate] = []
        joined = {group_of[unit] for unit in names if unit in group_of}
        if len(joined) == 1:  # it joins a group that is there already
            (known,) = joined
            groups[known][0].update(names)
            groups[known][1].append(one)
            group_of.update(dict.fromkeys(names, known))
            continue
        for other in sorted(joined):
            more, others = groups.pop(other)
            names |= more
            members += others
        members.append(one)
        groups[number] = (names, members)
        group_of.update(dict.fromkeys(names, number))
    return [members for _, members in groups.values()]
