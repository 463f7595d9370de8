"""The totals of one indicator as sums of whole numbers.

A column adds up what its units say, for many of them at a time, and tells which rows that does not decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, repeat

from mttq.catalogue import Direction, Indicator, OverUnits
from mttq.quantity import Approximation, Comparator
from mttq.totals.arithmetic import hundredths, percentage
from mttq.totals.columns import (
    ABOVE,
    AROUND,
    BELOW,
    COMPARATOR,
    COMPARATORS,
    EXACT,
    HANDED,
    NOT_APPLICABLE,
    NOT_PLAIN,
    NOTHING,
    OTHER,
    OWN,
    PHASED,
)
from mttq.totals.completion import NO_SHARE, verdicts_of
from mttq.totals.model import Status, TotalAmount
from mttq.totals.operators import operator_of
from mttq.totals.periods import period_operator_of
from mttq.totals.plain_figures import (
    HAS_AMOUNT,
    PlainClaims,
    PlainFigures,
    PlainReports,
    flags,
    needed_by,
    scaled,
    translation,
)
from mttq.totals.plain_period import PlainPeriod
from mttq.totals.plain_rows import Missing, OwnCells, Places, PlainCells, PlainRow, UnitPlace, decimal_of
from mttq.totals.plain_targets import PlainTargets

_PERCENT_SCALE = 2
_SIDES = {ABOVE: Approximation.ABOVE, BELOW: Approximation.BELOW, AROUND: Approximation.AROUND}


_VERDICTS = {trend: verdicts_of(trend) for trend in (-1, 0, 1)}
"""By what more figures can do to a total, as in `Operator.trend`."""
_STATUSES = {
    (True, True): Status.COMPLETE,
    (True, False): Status.COMPLETE,
    (False, True): Status.INCOMPLETE,
    (False, False): Status.NOTHING,
}
"""By whether all units have reported, and whether there is a total."""
_HAS_REPORTED = translation(EXACT, ABOVE, BELOW, AROUND, NOT_APPLICABLE)


class PlainColumn:
    """The totals of one indicator and period for a stretch of units.

    Args:
        totals: the period.
        indicator: the indicator.
        start: the number of the first unit.
        stop: the number after the last one.

    Attributes:
        indicator: the indicator.
        start: the number of the first unit.
        stop: the number after the last one.
        scale: how many decimals the numbers of targets have, and those of figures that are no ratio.
        shown_scale: how many decimals figures have as rows show them.
    """

    def __init__(self, totals: PlainPeriod, indicator: Indicator, start: int, stop: int) -> None:
        self.indicator = indicator
        self._totals, self.start, self.stop = totals, start, stop
        operator = operator_of(indicator)
        self._is_ratio, self._trend = operator.percent, operator.trend
        # Figures about areas, and counts that a ratio about areas supplies, are compared rather than added.
        self._is_known = indicator.over_units in {OverUnits.SUM, OverUnits.RATIO} and not any(
            one.area_wide
            for one in totals.catalogue.indicators.values()
            if indicator.id in (one.id, one.numerator, one.denominator)
        )
        self._has_share = indicator.direction is Direction.UP
        targets = totals.columns.targets.get(indicator.id)
        known = totals.catalogue.indicators
        counts = {indicator.numerator, indicator.denominator} - {""}
        users = [one for one in known.values() if not counts.isdisjoint((one.numerator, one.denominator))]
        stocks = {totals.months.is_stock(known[one]) for one in counts if one in known}
        self._is_mixed = self._is_ratio and len(stocks) > 1
        self._is_stock = totals.months.is_stock(indicator)
        judged = [known[one] for one in counts if one in known] if self._is_ratio else [indicator]
        over_time = {period_operator_of(one).explained: period_operator_of(one) for one in judged}
        self._due_months = totals.due(indicator)
        self._reports = PlainReports(
            totals.columns,
            totals.months.months,
            start=start,
            due=[totals.lived(one) for one in totals.order.units[start:stop]]
            if self._is_stock
            else self._due_months[start:stop],
            is_within=totals.is_within,
            is_mixed=self._is_mixed,
            has_own_counts=users == [indicator],
            over_time=over_time.popitem()[1] if len(over_time) == 1 else None,
        )
        figures, stated = self._reports.figures(indicator), self._reports.stated(indicator)
        scales = [
            one.scale for one in (targets, stated, None if self._is_ratio else figures) if one is not None
        ]
        self.scale = max(scales, default=0)
        decimals = totals.areas.decimals
        self._count_scale = decimals if self._is_ratio else 0
        self.scale += 0 if self._is_ratio else decimals
        self.shown_scale = _PERCENT_SCALE if self._is_ratio else self.scale
        self._percent = 100 * 10**self.scale
        self._targets = PlainTargets(
            totals.tree,
            indicator,
            targets,
            start=start,
            stop=stop,
            scale=self.scale,
            in_terms=totals.in_terms.get(indicator.id, ()),
        )
        self._set_stated(stated)
        self._set_figures(figures)
        said = self._reports.touched(indicator) | flags(self._targets.written)
        for unit in totals.in_terms.get(indicator.id, ()):
            number = totals.order.place.get(unit, -1)
            if start <= number < stop:
                said |= 1 << 8 * (number - start)
        self._touched = _sums(said.to_bytes(stop - start, "little"))

    # Sums

    def _set_stated(self, stated: PlainClaims | None) -> None:
        self._stated_sums: list[int] | None = None
        self._claims: dict[int, int | None] = {}
        if stated is None:
            return
        factor = 10 ** (self.scale - stated.scale)
        said = bytearray(self.stop - self.start)
        outside: dict[tuple[int, int], list[int]] = {}
        for place, (months, value) in stated.by_place.items():
            said[place] = 1
            # What a unit states that the indicator does not have at that time is left out.
            unit = self._totals.order.units[place + self.start]
            is_plain = bool(self._totals.months.area(unit, self.indicator))
            lived = self._totals.lived(unit)
            spoken_of = (months[0], min(months[1], lived.stop))  # not of what comes after the unit's end
            if is_plain and range(*spoken_of) != self._totals.months.months:
                is_plain = self._is_whole(place, spoken_of, outside)
            self._claims[place] = value * factor if is_plain and value is not None else None
        self._stated_sums = self._extended_sums(said)

    def _is_whole(
        self, place: int, months: tuple[int, int], outside: dict[tuple[int, int], list[int]]
    ) -> bool:
        """Whether a statement for a part of the period speaks of all months of all units of its area.

        Args:
            place: the place of its unit.
            months: the months that it speaks of.
            outside: the sums of units that have to report on other months as well, by months; filled here.
        """
        number = place + self.start
        if self._is_stock or number in self._totals.areas.spans:
            return False
        if months not in outside:
            first, stop = months
            due = self._due_months[self.start : self.stop]
            outside[months] = _sums(
                [bool(one) and not (first <= one.start and one.stop <= stop) for one in due]
            )
        sums = outside[months]
        return sums[self._totals.order.end[number] - self.start] == sums[place]

    def _extended_sums(self, numbers: Sequence[int]) -> list[int]:
        """Return the sums of numbers of all units, and behind them of those that units hold beyond their stretches."""
        return _sums(self._totals.areas.extended(numbers))

    def _set_figures(self, figures: PlainFigures) -> None:
        marks, due = figures.marks, self._totals.is_due(self.indicator)[self.start : self.stop]
        values = figures.values if self._is_ratio else scaled(figures.values, self.scale - figures.scale)
        self._marks, self._due = marks, due
        self._values = scaled(values, self._count_scale)
        self._seconds = scaled(figures.below, self._count_scale)
        self._due_sums = self._extended_sums(due)
        if self._is_stock and self._totals.ended:
            # What a unit says of a stock that ended before the period did is its own, and part of no total.
            ended = self._totals.ended.to_bytes(len(self._totals.order.units), "little")
            here = ended[self.start : self.stop]
            marks = bytes(
                [0 if gone and mark != OTHER else mark for gone, mark in zip(here, marks, strict=True)]
            )
        self._set_doubts(marks)
        areas = self._totals.areas
        marks = bytes(areas.extended(marks))
        amounts, seconds = (
            areas.extended(self._masked(marks, self._values)),
            areas.extended(self._masked(marks, self._seconds)),
        )
        given = marks.translate(HAS_AMOUNT)
        self._shared_sums: list[int] | None = None
        if areas.shares:
            shared = bytearray(len(marks))
            amounts, seconds = list(amounts), list(seconds)
            for entry, share in areas.shares.items():
                place = entry + len(due)
                amounts[place] = amounts[place] * share.numerator // share.denominator
                if seconds:
                    seconds[place] = seconds[place] * share.numerator // share.denominator
                shared[place] = given[place]
            self._shared_sums = _sums(shared)
        self._value_sums, self._second_sums = _sums(amounts), _sums(seconds)
        reported = marks.translate(_HAS_REPORTED)
        self._in_sums = self._due_sums if reported == bytes(areas.extended(due)) else _sums(reported)
        self._given_sums = self._in_sums if given == reported else _sums(given)
        self._side_sums = [
            (side, _sums(marks.translate(translation(mark))))
            for mark, side in _SIDES.items()
            if mark in marks
        ]
        steps = [0] * (self.stop - self.start) if self._side_sums else []
        if steps:
            factor = 1 if self._is_ratio else 10 ** (self.scale - figures.scale)
            for place, step in figures.steps.items():
                if self.start <= place < self.stop:
                    steps[place - self.start] = step * factor
        self._step_sums = self._extended_sums(steps) if steps else []

    def _masked(self, marks: bytes, values: Sequence[int]) -> Sequence[int]:
        """Return numbers without those of units that are part of no total."""
        if marks[: len(values)] == self._marks:
            return values
        return [value if mark else 0 for mark, value in zip(marks, values, strict=False)]

    def _set_doubts(self, marks: bytes) -> None:
        """Keep which units have something that only figures decide."""
        totals, due = self._totals, self._due
        self._doubts: list[int] | None = None
        alone = [place for place in self._claims if not self._is_due_below(place)]
        # Units that are not listed leave a total incomplete, or another figure has to stand for them.
        inside = [number for number in totals.lacking(self.indicator) if self.start <= number < self.stop]
        alone += [number - self.start for number in inside]
        if inside:  # a unit that took over others may have theirs
            alone += [one for one in totals.areas.spans if one in self._claims or marks[one]]
        alone += self._speaking_heirs(marks)
        # The unit may have to report for a part of the period, or at another level.
        irregular = totals.changing
        counted = marks
        if self._is_mixed:  # of a unit that ends before the period does the flow counts alone
            irregular = irregular | totals.passing
            counted = self._reports.with_some_count(self.indicator)
        alone += [
            number - self.start
            for number in irregular
            if self.start <= number < self.stop
            and (
                marks[number - self.start]
                or counted[number - self.start]
                or number - self.start in self._claims
            )
        ]
        # A figure of a unit that does not have to report is not part of a total; what is stated for an area in which
        # no unit has to report may be.
        if needed_by(self.indicator):  # figures of areas and own ones may make a figure together
            alone += self._claims
        if OTHER in marks or alone or flags(marks) & ~int.from_bytes(due, "little"):
            pairs = zip(marks, due, strict=True)
            doubts = [mark == OTHER or (mark != NOTHING and not here) for mark, here in pairs]
            for place in alone:
                doubts[place] = True
            self._doubts = self._extended_sums(doubts)

    def _speaking_heirs(self, marks: bytes) -> list[int]:
        """Return the units whose own figure may speak for a unit that they took over and that has not reported."""
        areas, due = self._totals.areas, self._due
        reported = marks.translate(_HAS_REPORTED)
        return [
            number - self.start
            for number, (first, stop) in areas.spans.items()
            if marks[number - self.start]
            and any(
                due[one - self.start] and not reported[one - self.start] for one in areas.numbers[first:stop]
            )
        ]

    def _is_due_below(self, place: int) -> bool:
        """Whether a unit or any below it has to report."""
        stop = self._totals.order.end[place + self.start] - self.start
        return self._due_sums[stop] > self._due_sums[place]

    # Rows

    def may_be_handed(self, place: UnitPlace) -> bool:
        """Whether a unit without a target of its own may have one from the plan above, or from its own for a term.

        So may one that took over such a unit, or has a successor of one below it.
        """
        targets = self._targets
        return targets.may_be_handed(place.start) or (targets.may_hand() and bool(place.reach))

    def touches(self, place: UnitPlace) -> bool:
        """Whether a unit or any below it has a target or a figure, or one of those that they took over."""
        return Places([place]).touched(self._touched, self.start)[0]

    def missing(self, place: UnitPlace) -> list[str]:
        """Return the units of a row that have to report and have not."""
        here = self._totals.order.units
        return [
            here[number + self.start].id
            for number in range(place.start - self.start, place.stop - self.start)
            if self._due[number] and not self._marks[number]
        ]

    def agrees(self, place: UnitPlace) -> bool:
        """Whether all figures below a unit are plain, and what it states for its area, if anything, is their sum."""
        first, areas = place.start - self.start, self._totals.areas

        def over(sums: Sequence[int]) -> int:
            return place.sum(sums, self.start)

        if not self._is_known or place.start in areas.unclear:
            return False
        if self._doubts is not None and over(self._doubts):
            return False
        if first not in self._claims:
            return self._stated_sums is None or self._stated_sums[first + 1] == self._stated_sums[first]
        is_whole = 0 < over(self._due_sums) == over(self._in_sums)
        is_exact = not any(over(sums) for _, sums in self._side_sums)
        is_exact = is_exact and not (self._shared_sums is not None and over(self._shared_sums))
        has_amount = over(self._given_sums) > 0
        return is_whole and has_amount and is_exact and self._claims[first] == over(self._value_sums)

    def has_gaps(self, start: int, stop: int) -> bool:
        """Whether something may be left out of the totals of some units that `find_gaps` would name."""
        part = slice(start - self.start, stop - self.start)
        areas = self._totals.areas
        if self._doubts is not None and self._doubts[part.stop] > self._doubts[part.start]:
            return True
        if self._targets.is_unclear(start, stop):
            return True
        if areas:
            if areas.unclear or (self._doubts is not None and self._doubts[-1]):
                return True
            if self._stated_sums is not None and self._in_sums[-1] < self._due_sums[-1]:
                return True  # statements may overlap
        left_out = self._reports.without_whole(self.indicator)
        return any(left_out.to_bytes(self.stop - self.start, "little")[part])

    def may_leave_rows(self) -> bool:
        """Whether figures probably have to decide a row of the stretch."""
        return (
            not self._is_known
            or self._stated_sums is not None
            or len(self._side_sums) > 1
            or self._targets.may_hand()
            or (bool(self._totals.areas) and self._in_sums is not self._due_sums)
            or self.has_gaps(self.start, self.stop)
        )

    def rows(self, places: Places) -> list[PlainRow | Missing]:
        """Return the rows of some units of the stretch."""
        cells = self.cells(places)
        lists = [getattr(cells, name) for name in PlainRow.__struct_fields__[2:-1]]
        own_parts = map(cells.own_part.get, range(len(places.units)))
        found: list[PlainRow | Missing] = list(map(PlainRow, places.units, repeat(self), *lists, own_parts))
        for number, why in cells.missing.items():
            found[number] = why
        return found

    def cells(self, places: Places) -> PlainCells:
        """Return the cells of the rows of some units of the stretch."""
        first, over = places.first(self.start), places.over(self.start)
        units_due = over(self._due_sums)
        units_in = units_due if self._in_sums is self._due_sums else over(self._in_sums)
        given = units_in if self._given_sums is self._in_sums else over(self._given_sums)
        amount: list[int | None] = list(over(self._value_sums))
        if not all(given):
            amount = [one if has else None for one, has in zip(amount, given, strict=True)]
        marks = first(self._targets.marks)
        registered, unknown = self._targets.registered(places)
        cells = PlainCells(
            comparator=[COMPARATORS[mark & COMPARATOR] for mark in marks],
            target=first(self._targets.values) if self._targets.values else places.zeros,
            registered=registered,
            own=self._own(places),
            stated=places.nothing,
            amount=amount,
            below=over(self._second_sums) if self._is_ratio else places.zeros,
            share=places.nothing,
            reached=[None] * len(marks),
            side=places.nothing,
            units_in=units_in,
            units_due=units_due,
            status=[
                _STATUSES[0 < due == done, one is not None]
                for due, done, one in zip(units_due, units_in, amount, strict=True)
            ],
        )
        unknown |= self._unknown(places, marks)
        if self._totals.areas:
            unknown |= self._unknown_holders(places, cells)
        mixed = self._set_sides(places, cells) if self._side_sums else set()
        if self._is_ratio:
            unknown |= mixed
        if self._stated_sums is not None:
            unknown |= self._set_stated_cells(places, cells, self._stated_sums)
        if self._shared_sums is not None:
            unknown |= self._set_shared(places, cells, self._shared_sums) & mixed
        if self._targets.values:
            self._compare(cells)
            cells.own_part = self._own_parts(places, marks)
            for number in mixed:
                self._doubt(places.units[number], cells, number)
        touched = places.touched(self._touched, self.start)
        if not all(touched):
            cells.missing = {number: Missing.EMPTY for number, one in enumerate(touched) if not one}
            unknown -= cells.missing.keys()
        if self._targets.may_hand():
            unknown |= {number for number, one in enumerate(places.units) if self.may_be_handed(one)}
        cells.missing |= dict.fromkeys(unknown, Missing.UNKNOWN)
        return cells

    def _own(self, places: Places) -> Sequence[int | None]:
        """Return each unit's own figure as it is shown."""
        first = places.first(self.start)
        own: Sequence[int | None] = first(self._values)
        given = bytes(first(self._marks)).translate(HAS_AMOUNT)
        if 0 in given:
            own = [one if has else None for one, has in zip(own, given, strict=True)]
        return self.shown(own, first(self._seconds)) if self._is_ratio else own

    def _unknown(self, places: Places, goal_marks: Sequence[int]) -> set[int]:
        """Return the places among these of units whose figures or targets are not plain."""
        if not self._is_known:
            return set(range(len(places.units)))
        unclear = NOT_PLAIN | HANDED | (PHASED if self._totals.is_within else 0)
        unknown = {number for number, mark in enumerate(goal_marks) if mark & unclear}
        if self._doubts is not None:
            unknown |= {number for number, one in enumerate(places.over(self.start)(self._doubts)) if one}
        return unknown

    def _unknown_holders(self, places: Places, cells: PlainCells) -> set[int]:
        """Return the places of units that hold an unknown part of something, or in what they hold lack a report."""
        unclear = self._totals.areas.unclear
        found = {number for number in places.holding if cells.units_in[number] < cells.units_due[number]}
        if unclear:
            found |= {number for number, one in enumerate(places.units) if one.start in unclear}
        return found

    def _set_shared(self, places: Places, cells: PlainCells, sums: list[int]) -> set[int]:
        """Mark totals that hold shares of figures as approximate; return the places of these."""
        found = {number for number, one in enumerate(places.over(self.start)(sums)) if one}
        if found:
            cells.side = [
                Approximation.AROUND if number in found else one for number, one in enumerate(cells.side)
            ]
        return found

    def _set_sides(self, places: Places, cells: PlainCells) -> set[int]:
        """Set on which side of each total the true amount lies; return the places of those with several sides."""
        over = places.over(self.start)
        found: list[Approximation | None] = [None] * len(places.units)
        mixed = set()
        for side, sums in self._side_sums:
            for number, one in enumerate(over(sums)):
                if one:
                    if found[number] is not None:
                        mixed.add(number)
                    found[number] = side if found[number] is None else Approximation.AROUND
        cells.side = found
        return mixed

    def _set_stated_cells(self, places: Places, cells: PlainCells, sums: list[int]) -> set[int]:
        """Set what units state for their areas; return the places of those where this may change a total.

        A statement that nothing contradicts and that stands for nothing changes none.
        """
        found: list[int | None] = [None] * len(places.units)
        unknown = set()
        for number, count in enumerate(places.over(self.start)(sums)):
            if not count:
                continue
            first = places.units[number].start - self.start
            is_same = first not in self._claims
            if not is_same:
                claim = found[number] = self._claims[first]
                is_same = claim is not None and claim == cells.amount[number] and cells.side[number] is None
            if not (is_same and 0 < cells.units_due[number] == cells.units_in[number]):
                unknown.add(number)
        cells.stated = found
        return unknown

    def _compare(self, cells: PlainCells) -> None:
        """Compare each total with its target."""
        values, goals = cells.amount, cells.target
        if self._is_ratio:
            values = [None if one is None else one * self._percent for one in values]
            goals = [goal * below for goal, below in zip(goals, cells.below, strict=True)]
        if self._has_share:
            cells.share = hundredths(
                [
                    None if value is None or comparator is None or comparator in NO_SHARE else 100 * value
                    for value, comparator in zip(values, cells.comparator, strict=True)
                ],
                goals,
            )
        verdicts = _VERDICTS[self._trend]
        lists = (cells.comparator, values, goals, cells.side, cells.units_in, cells.units_due)
        cells.reached = [
            None
            if value is None or comparator is None
            else verdicts[comparator, (value > goal) - (value < goal), side, done == due]
            for comparator, value, goal, side, done, due in zip(*lists, strict=True)
        ]

    def _own_parts(self, places: Places, goal_marks: Sequence[int]) -> dict[int, OwnCells]:
        """Return what units do of their targets themselves, by their places among these."""
        found = {}
        verdicts, comparator = _VERDICTS[0], self.own_comparator
        for number, goal_mark in enumerate(goal_marks):
            if not goal_mark & OWN:
                continue
            first = places.units[number].start - self.start
            target, mark = self._targets.own[first], self._marks[first]
            share: int | None = None
            reached: bool | None = None
            if HAS_AMOUNT[mark]:
                value, goal = self._values[first], target
                if self._is_ratio:
                    value, goal = value * self._percent, target * self._seconds[first]
                if self._has_share:
                    (share,) = hundredths([100 * value], [goal])
                reached = verdicts[comparator, (value > goal) - (value < goal), _SIDES.get(mark), True]
            found[number] = OwnCells(target, share, reached, _SIDES.get(mark))
        return found

    @property
    def own_comparator(self) -> Comparator:
        """How a unit's own figure is compared with what it does of a target itself."""
        return Comparator.AT_LEAST if self._has_share else Comparator.AT_MOST

    def _doubt(self, place: UnitPlace, cells: PlainCells, number: int) -> None:
        """Leave open whether a target is reached to which figures on different sides of what is written come near."""
        value = cells.amount[number]
        tolerance = place.sum(self._step_sums, self.start)
        if value is not None and abs(value - cells.target[number]) <= tolerance:
            cells.reached[number] = None

    # Numbers as they are shown

    def shown(self, amounts: Sequence[int | None], below: Sequence[int]) -> Sequence[int | None]:
        """Return totals with `shown_scale` decimals."""
        if not self._is_ratio:
            return amounts
        return hundredths([None if one is None else 100 * one for one in amounts], below)

    def exact(self, amount: int | None, below: int, side: Approximation | None) -> TotalAmount | None:
        """Return a total as an amount."""
        if amount is None:
            return None
        if not self._is_ratio:
            return TotalAmount(value=decimal_of(amount, self.scale), approximation=side)
        pair = (decimal_of(amount, self._count_scale), decimal_of(below, self._count_scale))
        return TotalAmount(value=percentage(*pair), pair=pair, approximation=side)


def _sums(numbers: Iterable[int]) -> list[int]:
    """Return the sums of the first n numbers, for each n from 0."""
    return list(accumulate(numbers, initial=0))
