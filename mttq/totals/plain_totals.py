"""The rows of totals that sums of whole numbers decide.

Most rows of a country are plain: every figure below the unit is one amount for
the whole period, each unit that has one also has to report, and what is stated
for an area equals what was reported there. Then the total is a difference of two
prefix sums over the `columns`, and so are the numbers of units. Every other row,
and every row above it, is left to the `Rollup`: nothing here decides which figures
count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

import msgspec

from mttq.catalogue import Catalogue, Direction, Indicator, OverUnits, Unit
from mttq.documents import Scope
from mttq.levels import Level
from mttq.period import Cycle, Period
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
    Columns,
    FigureColumn,
    TargetColumn,
    UnitOrder,
)
from mttq.totals.completion import NO_SHARE, NUDGES, compared, foreseen
from mttq.totals.model import NOTHING as NO_VALUE
from mttq.totals.model import Given, Status, Total, TotalAmount, UnitValue
from mttq.totals.operators import operator_of
from mttq.totals.reporting_months import ReportingMonths
from mttq.totals.targets import Aim

_PERCENT_SCALE = 2
_SIDES = {ABOVE: Approximation.ABOVE, BELOW: Approximation.BELOW, AROUND: Approximation.AROUND}


def _translation(*marks: int) -> bytes:
    """Return a table that turns some marks into 1 and all others into 0."""
    return bytes(number in marks for number in range(256))


_HAS_AMOUNT = _translation(EXACT, ABOVE, BELOW, AROUND)
_HAS_REPORTED = _translation(EXACT, ABOVE, BELOW, AROUND, NOT_APPLICABLE)
_IS_SAID = bytes([0, *[1] * 255])
_HANDS_DOWN = bytes(number & HANDED > 0 for number in range(256))


class UnitPlace(msgspec.Struct, frozen=True, eq=False):
    """A unit of the tree of a period.

    Attributes:
        unit: the unit.
        name: its name on the tree's day.
        level: its level on that day.
        start: its number in depth-first order.
        stop: the number after the last unit below it.
        children: the numbers of the units directly below that exist.
    """

    unit: Unit
    name: str
    level: Level
    start: int
    stop: int
    children: tuple[int, ...]


class PlainRow(msgspec.Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """A row as whole numbers; `Row` says what they mean.

    Amounts have the scale of their column; of a ratio they are its first count.

    Attributes:
        place: the unit.
        column: the indicator.
        comparator: that of the target, or None if there is none.
        target: the amount of the target.
        registered: the sum of the targets of the units directly below, or None.
        own: the unit's own figure as it is shown, or None.
        stated: the figure stated for the area as it is shown, or None.
        amount: the total, which is the computed one, or None.
        below: the second count of a ratio.
        share: the completion in hundredths of a per cent, rounded half up, or None.
        reached: whether the target is reached, or None.
        side: on which side of the total the true amount lies, or None.
        units_in: how many of the units that have to report have done so.
        units_due: how many have to report.
        status: how reliable the total is.
    """

    place: UnitPlace
    column: PlainColumn
    comparator: Comparator | None
    target: int
    registered: int | None
    own: int | None
    stated: int | None
    amount: int | None
    below: int
    share: int | None
    reached: bool | None
    side: Approximation | None
    units_in: int
    units_due: int
    status: Status

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.place.unit

    @property
    def name(self) -> str:
        """Its name."""
        return self.place.name

    @property
    def level(self) -> Level:
        """Its level."""
        return self.place.level

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.column.indicator

    @property
    def goal(self) -> Aim | None:
        """The target, or None."""
        if self.comparator is None:
            return None
        return Aim(comparator=self.comparator, value=decimal_of(self.target, self.column.scale), high=None)

    @property
    def total(self) -> Total:
        """The total, without the figures that it is made of."""
        column = self.column
        result = column.exact(self.amount, self.below, self.side)
        missing = column.missing(self.place) if self.units_in < self.units_due else ()
        return Total(
            unit=self.unit.id,
            own=NO_VALUE
            if self.own is None
            else UnitValue(
                given=Given.GIVEN, amount=TotalAmount(value=decimal_of(self.own, column.shown_scale))
            ),
            computed=result,
            stated=NO_VALUE,
            result=result,
            status=self.status,
            is_due=False,
            parts=tuple(_missing(one) for one in missing),
            units_in=self.units_in,
            units_due=self.units_due,
            complete=self.status is Status.COMPLETE,
            covered=self.status is Status.COMPLETE,
        )

    @property
    def completion(self) -> Decimal | None:
        """The result as a percentage of the target, to two decimals."""
        return None if self.share is None else Decimal(self.share).scaleb(-2)

    before = None
    unallocated = False
    due = None


def _missing(unit: str) -> Total:
    return Total(
        unit=unit,
        own=NO_VALUE,
        computed=None,
        stated=NO_VALUE,
        result=None,
        status=Status.NOTHING,
        is_due=True,
        parts=(),
        units_in=0,
        units_due=1,
        complete=False,
        covered=False,
    )


class PlainTotals:
    """The plain rows of one period of a year.

    Args:
        catalogue: units and indicators.
        columns: the figures and targets of the year.
        order: the units, in the order of the columns.
        cycle: the year.
        period: the period in it.
        in_terms: the units whose plans for a term say something of the year, by indicator.

    Attributes:
        catalogue: the same.
        columns: the same.
        order: the same.
        in_terms: the same.
        months: who has to report on which months of the period.
        is_within: whether the period is a part of the year.
        members: the numbers of the member organisations.
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
    ) -> None:
        self.catalogue = catalogue
        self.in_terms = in_terms
        self.columns = columns
        self.order = order
        self.months = ReportingMonths(catalogue, cycle, period)
        self.is_within = period != cycle.whole
        self._due: dict[object, bytes] = {}
        self._columns: dict[tuple[str, int, int], PlainColumn] = {}
        last = cycle.whole.last_day(cycle)
        levels: dict[object, bool] = {}
        self.members: set[int] = set()
        for number, unit in enumerate(order.units):
            known = levels.get(unit.levels.values)
            if known is None:
                known = levels[unit.levels.values] = unit.level_on(last) is Level.MEMBER
            if known:
                self.members.add(number)

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
        )

    def column(self, indicator: Indicator, start: int, stop: int) -> PlainColumn:
        """Return the totals of one indicator for a stretch of units."""
        key = (indicator.id, start, stop)
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = PlainColumn(self, indicator, start, stop)
        return found

    def due(self, indicator: Indicator) -> bytes:
        """Return for each unit 1 if it has to report an indicator, else 0."""
        alike = (indicator.levels, indicator.first, indicator.last, self.months.is_stock(indicator))
        found = self._due.get(alike)
        if found is None:
            known: dict[object, bool] = {}
            marks = bytearray()
            for unit in self.order.units:
                kind = (unit.levels.values, unit.first, unit.last)
                due = known.get(kind)
                if due is None:
                    area = self.months.area(unit, indicator)
                    due = known[kind] = bool(self.months.own(unit, indicator, area))
                marks.append(due)
            found = self._due[alike] = bytes(marks)
        return found


class _Cells(msgspec.Struct):
    """What the units of a stretch say for one indicator and period."""

    marks: bytes
    values: Sequence[int]
    below: Sequence[int] = ()
    steps: dict[int, int] = msgspec.field(default_factory=dict)
    scale: int = 0


class PlainColumn:
    """The totals of one indicator and period for a stretch of units.

    Args:
        totals: the period.
        indicator: the indicator.
        start: the number of the first unit.
        stop: the number after the last one.

    Attributes:
        indicator: the indicator.
        scale: how many decimals the numbers of targets have, and those of figures that are no ratio.
        shown_scale: how many decimals figures have as rows show them.
    """

    def __init__(self, totals: PlainTotals, indicator: Indicator, start: int, stop: int) -> None:
        self.indicator = indicator
        self._totals, self._start, self._stop = totals, start, stop
        operator = operator_of(indicator)
        self._is_ratio, self._trend, self._targets_add = (
            operator.percent,
            operator.trend,
            operator.targets_add,
        )
        self._is_known = indicator.over_units in {OverUnits.SUM, OverUnits.RATIO}
        self._has_share = indicator.direction is Direction.UP
        self._takes_members = Level.MEMBER in indicator.levels or not totals.members
        targets = totals.columns.targets.get(indicator.id)
        figures = self._ratios() if self._is_ratio else self._written(indicator.id, Scope.OWN)
        stated = self._stated()
        scales = [
            one.scale for one in (targets, stated, None if self._is_ratio else figures) if one is not None
        ]
        self.scale = max(scales, default=0)
        self.shown_scale = _PERCENT_SCALE if self._is_ratio else self.scale
        self._set_targets(targets)
        self._set_stated(stated)
        self._set_figures(figures)
        self._touched = _sums(self._touching().to_bytes(stop - start, "little"))

    # What is written

    def _written(self, name: str, scope: Scope) -> _Cells:
        """Return what units say in reports of exactly the period; `OTHER` if only shorter periods have something."""
        size = self._stop - self._start
        months = self._totals.months.months
        found, others = _Cells(bytes(size), [0] * size), 0
        for column in self._totals.columns.figures.get((name, scope), ()):
            if column.months == (months.start, months.stop):
                found = self._part(column)
            elif months.start <= column.months[0] and column.months[1] <= months.stop:
                others |= _flags(column.marks[self._start : self._stop])
        if others:
            alone = (others & ~_flags(found.marks)).to_bytes(size, "little")
            found.marks = bytes(
                [OTHER if other else mark for other, mark in zip(alone, found.marks, strict=True)]
            )
        return found

    def _part(self, column: FigureColumn) -> _Cells:
        start, stop = self._start, self._stop
        return _Cells(
            bytes(column.marks[start:stop]),
            column.values[start:stop],
            column.below[start:stop],
            column.steps,
            column.scale,
        )

    def _ratios(self) -> _Cells:
        """Return the two counts of each unit: of its ratio, or else those written by themselves."""
        found = self._written(self.indicator.id, Scope.OWN)
        above = self._written(self.indicator.numerator, Scope.OWN)
        below = self._written(self.indicator.denominator, Scope.OWN)
        if not found.below:
            found.below = [0] * len(found.marks)
        counted = _flags(above.marks) | _flags(below.marks)
        without = counted & ~_flags(found.marks.translate(_HAS_AMOUNT))
        if not without:
            return found
        marks, values, seconds = bytearray(found.marks), list(found.values), list(found.below)
        for place, is_counted in enumerate(without.to_bytes(len(marks), "little")):
            if not is_counted:
                continue
            counts = (above.marks[place], below.marks[place])
            if marks[place] or above.scale or below.scale or OTHER in counts:
                marks[place] = OTHER
            elif NOTHING in counts:
                continue
            elif counts == (EXACT, EXACT) and below.values[place]:
                marks[place] = EXACT
                values[place], seconds[place] = above.values[place], below.values[place]
            else:
                marks[place] = OTHER
        return _Cells(bytes(marks), values, seconds, found.steps)

    def _stated(self) -> _Cells | None:
        """Return what units state for their areas, or None if none does; a ratio is never compared here."""
        found = self._written(self.indicator.id, Scope.STATED)
        said = _flags(found.marks)
        if self._is_ratio:
            counts = (self.indicator.numerator, self.indicator.denominator)
            above, below = (self._written(one, Scope.STATED) for one in counts)
            said |= _flags(above.marks) & _flags(below.marks)
            found = _Cells(bytes(OTHER * one for one in said.to_bytes(len(found.marks), "little")), ())
        return found if said else None

    def _touching(self) -> int:
        """Return which units have something to show, a byte each."""
        said = self._said(self.indicator.id) | _flags(self._goal_marks)
        for unit in self._in_terms:
            number = self._totals.order.place.get(unit, -1)
            if self._start <= number < self._stop:
                said |= 1 << 8 * (number - self._start)
        if self._is_ratio:
            said |= self._said(self.indicator.numerator) & self._said(self.indicator.denominator)
        return said

    def _said(self, name: str) -> int:
        """Return which units give a figure of an indicator up to the end of the period."""
        found = 0
        for scope in Scope:
            for said in self._said_by_period(name, scope).values():
                found |= said
        return found

    def _said_by_period(self, name: str, scope: Scope) -> dict[tuple[int, int], int]:
        return {
            column.months: _flags(column.marks[self._start : self._stop])
            for column in self._totals.columns.figures.get((name, scope), ())
            if not self._totals.is_within or column.months[1] <= self._totals.months.months.stop
        }

    # Sums

    def _set_targets(self, targets: TargetColumn | None) -> None:
        self._goal_marks = bytes(self._stop - self._start)
        self._goals: Sequence[int] = ()
        self._own_goals: Sequence[int] = ()
        self._hands_down = b""
        self._in_terms: Collection[str] = self._totals.in_terms.get(self.indicator.id, ())
        if targets is not None:
            if targets.marks.translate(_HANDS_DOWN).count(1):
                self._hands_down = bytes(targets.marks)
            part = slice(self._start, self._stop)
            self._goal_marks = bytes(targets.marks[part])
            self._goals = _scaled(targets.values[part], self.scale - targets.scale)
            self._own_goals = _scaled(targets.own[part], self.scale - targets.scale)

    def _set_stated(self, stated: _Cells | None) -> None:
        self._stated_sums: list[int] | None = None
        self._claims: dict[int, int | None] = {}
        if stated is not None:
            factor = 10 ** (self.scale - stated.scale)
            self._stated_sums = _sums(stated.marks.translate(_IS_SAID))
            for place, mark in enumerate(stated.marks):
                if mark:
                    self._claims[place] = stated.values[place] * factor if mark == EXACT else None

    def _set_figures(self, figures: _Cells) -> None:
        marks, due = figures.marks, self._totals.due(self.indicator)[self._start : self._stop]
        self._marks, self._due, self._seconds = marks, due, figures.below
        self._values = (
            figures.values if self._is_ratio else _scaled(figures.values, self.scale - figures.scale)
        )
        self._due_sums = _sums(due)
        self._doubts: list[int] | None = None
        alone = [place for place in self._claims if not self._is_due_below(place)]
        # A figure of a unit that does not have to report is not part of a total; what is stated for an area in which
        # no unit has to report may be.
        if OTHER in marks or alone or _flags(marks) & ~int.from_bytes(due, "little"):
            pairs = zip(marks, due, strict=True)
            doubts = [mark == OTHER or (mark != NOTHING and not here) for mark, here in pairs]
            for place in alone:
                doubts[place] = True
            self._doubts = _sums(doubts)
        reported, given = marks.translate(_HAS_REPORTED), marks.translate(_HAS_AMOUNT)
        self._value_sums, self._second_sums = _sums(self._values), _sums(self._seconds)
        self._in_sums = self._due_sums if reported == due else _sums(reported)
        self._given_sums = self._in_sums if given == reported else _sums(given)
        self._side_sums = [
            (side, _sums(marks.translate(_translation(mark))))
            for mark, side in _SIDES.items()
            if mark in marks
        ]
        steps = [0] * len(marks) if self._side_sums else []
        if steps:
            factor = 1 if self._is_ratio else 10 ** (self.scale - figures.scale)
            for place, step in figures.steps.items():
                if self._start <= place < self._stop:
                    steps[place - self._start] = step * factor
        self._step_sums = _sums(steps)

    def _is_due_below(self, place: int) -> bool:
        """Whether a unit or any below it has to report."""
        stop = self._totals.order.end[place + self._start] - self._start
        return self._due_sums[stop] > self._due_sums[place]

    # Rows

    def may_be_handed(self, place: UnitPlace) -> bool:
        """Whether a unit without a target of its own may have one from the plan above, or from its own for a term."""
        return bool(self._hands_down or self._in_terms) and self._may_be_handed(place.start)

    def _may_be_handed(self, number: int) -> bool:
        if self._goal_marks[number - self._start]:
            return False
        order = self._totals.order
        if order.units[number].id in self._in_terms:
            return True
        if not self._hands_down:
            return False
        above = order.place.get(self._totals.catalogue.units.parent_of(order.units[number].id))
        return above is not None and bool(self._hands_down[above] & HANDED)

    def own_part(self, place: UnitPlace) -> tuple[int, int | None, bool | None] | None:
        """Return what a unit does of its target itself, its figure in hundredths of a per cent, and the verdict."""
        first = place.start - self._start
        if not self._goal_marks[first] & OWN:
            return None
        target, mark = self._own_goals[first], self._marks[first]
        if not _HAS_AMOUNT[mark]:
            return target, None, None
        comparator = Comparator.AT_LEAST if self._has_share else Comparator.AT_MOST
        value, goal = self._values[first], target
        if self._is_ratio:
            value, goal = value * 100 * 10**self.scale, target * self._seconds[first]
        share = hundredths(100 * value, goal) if goal and self._has_share else None
        nudged = (value, NUDGES[_SIDES.get(mark)])
        return target, share, compared(comparator, goal, goal, nudged)

    def touches(self, place: UnitPlace) -> bool:
        """Whether a unit or any below it has a target or a figure."""
        return self._touched[place.stop - self._start] > self._touched[place.start - self._start]

    def missing(self, place: UnitPlace) -> list[str]:
        """Return the units of a row that have to report and have not."""
        here = self._totals.order.units
        return [
            here[number + self._start].id
            for number in range(place.start - self._start, place.stop - self._start)
            if self._due[number] and not self._marks[number]
        ]

    def has_gaps(self) -> bool:
        """Whether something may be left out of a total here that `find_gaps` would name."""
        if any(mark & NOT_PLAIN for mark in self._goal_marks):
            return True
        whole = self.indicator.id
        return any(
            said & ~self._said_by_period(whole, scope).get(months, 0)
            for scope in Scope
            for part in self.indicator.parts
            for months, said in self._said_by_period(part, scope).items()
        )

    def row(self, place: UnitPlace) -> PlainRow | None:
        """Return the row of a unit; None if whole numbers do not decide it."""
        first, stop = place.start - self._start, place.stop - self._start
        if not self._is_known or (self._doubts is not None and self._doubts[stop] > self._doubts[first]):
            return None
        units_due = self._due_sums[stop] - self._due_sums[first]
        units_in = self._in_sums[stop] - self._in_sums[first]
        amount: int | None = None
        below = 0
        if self._given_sums[stop] > self._given_sums[first]:
            amount = self._value_sums[stop] - self._value_sums[first]
            below = self._second_sums[stop] - self._second_sums[first] if self._is_ratio else 0
        sides = [side for side, sums in self._side_sums if sums[stop] > sums[first]]
        stated: int | None = None
        if self._stated_sums is not None and self._stated_sums[stop] > self._stated_sums[first]:
            # A statement that nothing contradicts and that stands for nothing changes no total.
            if units_in < units_due or not units_due:
                return None
            if first in self._claims:
                stated = self._claims[first]
                if stated is None or stated != amount or sides:
                    return None
        mark = self._goal_marks[first]
        registered = self._registered(place)
        if mark & (NOT_PLAIN | HANDED) or (mark & PHASED and self._totals.is_within) or registered is None:
            return None
        if not mark and self.may_be_handed(place):
            return None
        side = sides[0] if len(sides) == 1 else Approximation.AROUND if sides else None
        share: int | None = None
        reached: bool | None = None
        comparator, target = COMPARATORS[mark & COMPARATOR], 0
        if comparator is not None:
            target = self._goals[first]
            if amount is not None:
                tolerance = -1
                if len(sides) > 1:
                    if self._is_ratio:
                        return None
                    # Figures on different sides leave open whether a target within their tolerance is reached.
                    tolerance = self._step_sums[stop] - self._step_sums[first]
                value, goal = amount, target
                if self._is_ratio:
                    value, goal = amount * 100 * 10**self.scale, target * below
                if goal and self._has_share and comparator not in NO_SHARE:
                    share = hundredths(100 * value, goal)
                if abs(value - goal) > tolerance:
                    nudged = (value, NUDGES[side])
                    reached = self._verdict(comparator, goal, nudged, is_whole=units_in == units_due)
        status = Status.INCOMPLETE
        if units_in == units_due and units_due:
            status = Status.COMPLETE
        elif amount is None:
            status = Status.NOTHING
        own: int | None = None
        if _HAS_AMOUNT[self._marks[first]]:
            own = self._values[first]
            if self._is_ratio:
                own = hundredths(100 * own, self._seconds[first])
        return PlainRow(
            place=place,
            column=self,
            comparator=comparator,
            target=target,
            registered=registered[0] if registered else None,
            own=own,
            stated=stated,
            amount=amount,
            below=below,
            share=share,
            reached=reached,
            side=side,
            units_in=units_in,
            units_due=units_due,
            status=status,
        )

    def _verdict(
        self, comparator: Comparator, goal: int, value: tuple[int, int], *, is_whole: bool
    ) -> bool | None:
        """Return whether a target is reached, as `reached` does."""
        if is_whole:
            return compared(comparator, goal, goal, value)
        if not self._trend:
            return None
        return foreseen(comparator, goal, goal, value=value, trend=self._trend)

    def _registered(self, place: UnitPlace) -> tuple[int, ...] | None:
        """Return the sum of the targets directly below, or nothing if there are none; None if one is not plain."""
        start, marks, goals = self._start, self._goal_marks, self._goals
        if not place.children or not self._targets_add or not (goals or self._in_terms):
            return ()
        children: Sequence[int] = place.children
        if not self._takes_members:
            children = [one for one in children if one not in self._totals.members]
        found = [one - start for one in children if marks[one - start]]
        if any(marks[one] & NOT_PLAIN for one in found):
            return None
        if (self._hands_down or self._in_terms) and any(map(self._may_be_handed, children)):
            return None
        return (sum([goals[one] for one in found]),) if found else ()

    # Numbers as they are shown

    def shown_amount(self, amount: int | None, below: int) -> int | None:
        """Return a total with `shown_scale` decimals."""
        return hundredths(100 * amount, below) if amount is not None and self._is_ratio else amount

    def exact(self, amount: int | None, below: int, side: Approximation | None) -> TotalAmount | None:
        """Return a total as an amount."""
        if amount is None:
            return None
        if not self._is_ratio:
            return TotalAmount(value=decimal_of(amount, self.scale), approximation=side)
        pair = (Decimal(amount), Decimal(below))
        return TotalAmount(value=percentage(*pair), pair=pair, approximation=side)


def decimal_of(number: int, scale: int) -> Decimal:
    """Return a whole number with so many decimals as the exact number."""
    return Decimal(f"{number}E-{scale}") if scale else Decimal(number)


def _flags(marks: bytes | bytearray) -> int:
    """Return a number with a byte for each mark, 1 if it is set: such numbers are combined at once."""
    return int.from_bytes(marks.translate(_IS_SAID), "little")


def _sums(numbers: Iterable[int]) -> list[int]:
    """Return the sums of the first n numbers, for each n from 0."""
    return list(accumulate(numbers, initial=0))


def _scaled(numbers: Sequence[int], scale: int) -> Sequence[int]:
    """Return numbers with so many more decimals."""
    factor = 10**scale
    return [one * factor for one in numbers] if scale else numbers
