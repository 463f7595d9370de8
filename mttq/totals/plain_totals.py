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
from functools import cached_property
from itertools import accumulate, repeat

from mttq.catalogue import Catalogue, Direction, Indicator, OverUnits, Unit
from mttq.documents import Project
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
    TargetColumn,
    UnitOrder,
    can_have_columns,
    columns_of,
    has_columns,
    unit_order,
)
from mttq.totals.completion import NO_SHARE, verdicts_of
from mttq.totals.model import Status, TotalAmount
from mttq.totals.operators import operator_of
from mttq.totals.plain_figures import (
    HAS_AMOUNT,
    IS_SAID,
    PlainFigures,
    PlainReports,
    flags,
    needed_by,
    translation,
)
from mttq.totals.plain_rows import Missing, OwnCells, Places, PlainCells, PlainRow, UnitPlace, decimal_of
from mttq.totals.reporting_months import ReportingMonths
from mttq.totals.targets import yearly_lines

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
_HANDS_DOWN = bytes(number & HANDED > 0 for number in range(256))
_IS_NOT_PLAIN = bytes(bool(number & NOT_PLAIN) for number in range(256))


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
    ) -> None:
        self.catalogue = catalogue
        self.in_terms = in_terms
        self.columns = columns
        self.order = order
        self.months = ReportingMonths(catalogue, cycle, period)
        self.is_within = period != cycle.whole
        self._due: dict[object, bytes] = {}
        self._lacking: dict[object, list[int]] = {}
        self._columns: dict[str, PlainColumn] = {}
        last = cycle.whole.last_day(cycle)
        levels: dict[object, bool] = {}
        self.members: set[int] = set()
        self.changing: set[int] = set()
        self.passing: set[int] = set()
        first_day, last_day = self.months.first_day, self.months.last_day
        for number, unit in enumerate(order.units):
            known = levels.get(unit.levels.values)
            if known is None:
                known = levels[unit.levels.values] = unit.level_on(last) is Level.MEMBER
            if known:
                self.members.add(number)
            if len(unit.levels.values) > 1:
                self.changing.add(number)
            if not (unit.valid_on(first_day) and unit.valid_on(last_day)):
                self.passing.add(number)

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
        )

    def column(self, indicator: Indicator, start: int, stop: int) -> PlainColumn:
        """Return the totals of one indicator for a stretch of units, or a longer one that holds it."""
        found = self._columns.get(indicator.id)
        if found is None or not (found.start <= start and stop <= found.stop):
            found = self._columns[indicator.id] = PlainColumn(self, indicator, start, stop)
        return found

    def rest_agrees(self, place: UnitPlace, name: str) -> bool:
        """Whether the targets directly below, once all have one, are known to be what is left beside a unit's own part.

        It is so if the plan names no own part.
        """
        indicator, targets = self.catalogue.indicators[name], self.columns.targets[name]
        marks, values = targets.marks, targets.values
        mark = marks[place.start]
        if mark & (NOT_PLAIN | HANDED):
            return False
        if not mark & OWN or not operator_of(indicator).additive:
            return True
        left_out: Collection[int] = () if Level.MEMBER in indicator.levels else self.members
        below = [one for one in place.children if one not in left_out]
        if any(marks[one] & NOT_PLAIN for one in below):
            return False
        if not below or not all(marks[one] for one in below):
            return True
        return sum([values[one] for one in below]) == values[place.start] - targets.own[place.start]

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

    @cached_property
    def _open_ended(self) -> list[tuple[int, Unit]]:
        """The units, with their numbers, of which the catalogue may not list all lower ones at some time."""
        units = self.catalogue.units
        return [(number, one) for number, one in enumerate(self.order.units) if units.may_lack_some(one)]

    def lacking(self, indicator: Indicator) -> list[int]:
        """Return the numbers of the units of which lower units that the catalogue does not list would report."""
        months = self.months
        alike = (indicator.levels, indicator.first, indicator.last, months.is_stock(indicator))
        found = self._lacking.get(alike)
        if found is None:
            found = self._lacking[alike] = [
                number
                for number, unit in self._open_ended
                if months.lacks_units(unit, indicator, months.area(unit, indicator))
            ]
        return found


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

    def __init__(self, totals: PlainTotals, indicator: Indicator, start: int, stop: int) -> None:
        self.indicator = indicator
        self._totals, self.start, self.stop = totals, start, stop
        operator = operator_of(indicator)
        self._is_ratio, self._trend, self._targets_add = (
            operator.percent,
            operator.trend,
            operator.targets_add,
        )
        # Figures about areas, and counts that a ratio about areas supplies, are compared rather than added.
        self._is_known = indicator.over_units in {OverUnits.SUM, OverUnits.RATIO} and not any(
            one.area_wide
            for one in totals.catalogue.indicators.values()
            if indicator.id in (one.id, one.numerator, one.denominator)
        )
        self._has_share = indicator.direction is Direction.UP
        self._takes_members = Level.MEMBER in indicator.levels or not totals.members
        targets = totals.columns.targets.get(indicator.id)
        known = totals.catalogue.indicators
        counts = {indicator.numerator, indicator.denominator} - {""}
        users = [one for one in known.values() if not counts.isdisjoint((one.numerator, one.denominator))]
        stocks = {totals.months.is_stock(known[one]) for one in counts if one in known}
        self._is_mixed = self._is_ratio and len(stocks) > 1
        self._reports = PlainReports(
            totals.columns,
            totals.months.months,
            start=start,
            stop=stop,
            is_within=totals.is_within,
            is_mixed=self._is_mixed,
            has_own_counts=users == [indicator],
        )
        figures, stated = self._reports.figures(indicator), self._reports.stated(indicator)
        scales = [
            one.scale for one in (targets, stated, None if self._is_ratio else figures) if one is not None
        ]
        self.scale = max(scales, default=0)
        self.shown_scale = _PERCENT_SCALE if self._is_ratio else self.scale
        self._percent = 100 * 10**self.scale
        self._set_targets(targets)
        self._set_stated(stated)
        self._set_figures(figures)
        said = self._reports.touched(indicator) | flags(self._goal_marks)
        for unit in self._in_terms:
            number = totals.order.place.get(unit, -1)
            if start <= number < stop:
                said |= 1 << 8 * (number - start)
        self._touched = _sums(said.to_bytes(stop - start, "little"))

    # Sums

    def _set_targets(self, targets: TargetColumn | None) -> None:
        self._goal_marks = bytes(self.stop - self.start)
        self._goals: Sequence[int] = ()
        self._own_goals: Sequence[int] = ()
        self._hands_down = b""
        self._in_terms: Collection[str] = self._totals.in_terms.get(self.indicator.id, ())
        self._unclear = False
        if targets is not None:
            part = slice(self.start, self.stop)
            self._goal_marks = bytes(targets.marks[part])
            self._unclear = 1 in self._goal_marks.translate(_IS_NOT_PLAIN)
            self._own_goals = _scaled(targets.own[part], self.scale - targets.scale)
            if 1 in targets.marks.translate(_HANDS_DOWN):
                self._hands_down = bytes(targets.marks)
            self._goals = _scaled(targets.values[part], self.scale - targets.scale)

    def _set_stated(self, stated: PlainFigures | None) -> None:
        self._stated_sums: list[int] | None = None
        self._claims: dict[int, int | None] = {}
        if stated is not None:
            factor = 10 ** (self.scale - stated.scale)
            self._stated_sums = _sums(stated.marks.translate(IS_SAID))
            for place, mark in enumerate(stated.marks):
                if mark:
                    unit = self._totals.order.units[place + self.start]
                    # What a unit states that the indicator does not have at that time is left out.
                    is_plain = mark == EXACT and bool(self._totals.months.area(unit, self.indicator))
                    self._claims[place] = stated.values[place] * factor if is_plain else None

    def _set_figures(self, figures: PlainFigures) -> None:
        marks, due = figures.marks, self._totals.due(self.indicator)[self.start : self.stop]
        self._marks, self._due, self._seconds = marks, due, figures.below
        self._values = (
            figures.values if self._is_ratio else _scaled(figures.values, self.scale - figures.scale)
        )
        self._due_sums = _sums(due)
        self._doubts: list[int] | None = None
        alone = [place for place in self._claims if not self._is_due_below(place)]
        lacking, units = self._totals.lacking(self.indicator), self._totals.order.units
        # A statement may say more than the units that are listed; a total of theirs may not be complete.
        inside = [number for number in lacking if self.start <= number < self.stop]
        ends = self._totals.order.end
        alone += [number - self.start for number in inside if units[number].partly_listed]
        alone += [
            place
            for place in self._claims
            if any(place + self.start <= number < ends[place + self.start] for number in inside)
        ]
        # The unit may have to report for a part of the period, or at another level.
        irregular = self._totals.changing | (self._totals.passing if self._is_mixed else set())
        alone += [
            number - self.start
            for number in irregular
            if self.start <= number < self.stop
            and (marks[number - self.start] or number - self.start in self._claims)
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
            self._doubts = _sums(doubts)
        reported, given = marks.translate(_HAS_REPORTED), marks.translate(HAS_AMOUNT)
        self._value_sums, self._second_sums = _sums(self._values), _sums(self._seconds)
        self._in_sums = self._due_sums if reported == due else _sums(reported)
        self._given_sums = self._in_sums if given == reported else _sums(given)
        self._side_sums = [
            (side, _sums(marks.translate(translation(mark))))
            for mark, side in _SIDES.items()
            if mark in marks
        ]
        steps = [0] * len(marks) if self._side_sums else []
        if steps:
            factor = 1 if self._is_ratio else 10 ** (self.scale - figures.scale)
            for place, step in figures.steps.items():
                if self.start <= place < self.stop:
                    steps[place - self.start] = step * factor
        self._step_sums = _sums(steps)

    def _is_due_below(self, place: int) -> bool:
        """Whether a unit or any below it has to report."""
        stop = self._totals.order.end[place + self.start] - self.start
        return self._due_sums[stop] > self._due_sums[place]

    # Rows

    def may_be_handed(self, place: UnitPlace) -> bool:
        """Whether a unit without a target of its own may have one from the plan above, or from its own for a term."""
        return self._may_hand() and self._may_be_handed(place.start)

    def _may_hand(self) -> bool:
        return bool(self._hands_down or self._in_terms)

    def _may_be_handed(self, number: int) -> bool:
        if self._goal_marks[number - self.start]:
            return False
        order = self._totals.order
        if order.units[number].id in self._in_terms:
            return True
        if not self._hands_down:
            return False
        above = order.place.get(self._totals.catalogue.units.parent_of(order.units[number].id))
        return above is not None and bool(self._hands_down[above] & HANDED)

    def touches(self, place: UnitPlace) -> bool:
        """Whether a unit or any below it has a target or a figure."""
        return self._touched[place.stop - self.start] > self._touched[place.start - self.start]

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
        first, stop = place.start - self.start, place.stop - self.start
        if not self._is_known or (self._doubts is not None and self._doubts[stop] > self._doubts[first]):
            return False
        if first not in self._claims:
            return self._stated_sums is None or self._stated_sums[first + 1] == self._stated_sums[first]
        units_due = self._due_sums[stop] - self._due_sums[first]
        is_whole = 0 < units_due == self._in_sums[stop] - self._in_sums[first]
        has_amount = self._given_sums[stop] > self._given_sums[first]
        is_exact = not any(sums[stop] > sums[first] for _, sums in self._side_sums)
        amount = self._value_sums[stop] - self._value_sums[first]
        return is_whole and has_amount and is_exact and self._claims[first] == amount

    def has_gaps(self, start: int, stop: int) -> bool:
        """Whether something may be left out of the totals of some units that `find_gaps` would name."""
        part = slice(start - self.start, stop - self.start)
        if self._doubts is not None and self._doubts[part.stop] > self._doubts[part.start]:
            return True
        if 1 in self._goal_marks[part].translate(_IS_NOT_PLAIN):
            return True
        left_out = self._reports.without_whole(self.indicator)
        return any(left_out.to_bytes(self.stop - self.start, "little")[part])

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
        marks = first(self._goal_marks)
        cells = PlainCells(
            comparator=[COMPARATORS[mark & COMPARATOR] for mark in marks],
            target=first(self._goals) if self._goals else places.zeros,
            registered=places.nothing,
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
        unknown = self._unknown(places, marks)
        mixed = self._set_sides(places, cells) if self._side_sums else set()
        if self._is_ratio:
            unknown |= mixed
        if self._stated_sums is not None:
            unknown |= self._set_stated_cells(places, cells, self._stated_sums)
        if places.inner and self._targets_add and (self._goals or self._may_hand()):
            unknown |= self._set_registered(places, cells)
        if self._goals:
            self._compare(cells)
            cells.own_part = self._own_parts(places, marks)
            for number in mixed:
                self._doubt(places.units[number], cells, number)
        touched = over(self._touched)
        if not all(touched):
            cells.missing = {number: Missing.EMPTY for number, one in enumerate(touched) if not one}
            unknown -= cells.missing.keys()
        if self._may_hand():
            unknown |= {number for number, one in enumerate(places.units) if self._may_be_handed(one.start)}
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

    def _set_registered(self, places: Places, cells: PlainCells) -> set[int]:
        """Set the sums of the targets directly below; return the places of units where one of these is not plain."""
        start, marks, goals = self.start, self._goal_marks, self._goals
        left_out: Collection[int] = () if self._takes_members else self._totals.members
        found: list[int | None] = [None] * len(places.units)
        unknown = set()
        for number in places.inner:
            children = places.units[number].children
            if left_out:
                children = tuple(one for one in children if one not in left_out)
            below = [one - start for one in children if marks[one - start]]
            is_handed = self._may_hand() and any(map(self._may_be_handed, children))
            if is_handed or (self._unclear and any(marks[one] & NOT_PLAIN for one in below)):
                unknown.add(number)
            elif below:
                found[number] = sum([goals[one] for one in below])
        cells.registered = found
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
        verdicts = _VERDICTS[0]
        for number, goal_mark in enumerate(goal_marks):
            if not goal_mark & OWN:
                continue
            first = places.units[number].start - self.start
            target, mark = self._own_goals[first], self._marks[first]
            share: int | None = None
            reached: bool | None = None
            if HAS_AMOUNT[mark]:
                value, goal = self._values[first], target
                if self._is_ratio:
                    value, goal = value * self._percent, target * self._seconds[first]
                if self._has_share:
                    (share,) = hundredths([100 * value], [goal])
                comparator = Comparator.AT_LEAST if self._has_share else Comparator.AT_MOST
                reached = verdicts[comparator, (value > goal) - (value < goal), _SIDES.get(mark), True]
            found[number] = OwnCells(target, share, reached)
        return found

    def _doubt(self, place: UnitPlace, cells: PlainCells, number: int) -> None:
        """Leave open whether a target is reached to which figures on different sides of what is written come near."""
        value = cells.amount[number]
        tolerance = self._step_sums[place.stop - self.start] - self._step_sums[place.start - self.start]
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
        pair = (Decimal(amount), Decimal(below))
        return TotalAmount(value=percentage(*pair), pair=pair, approximation=side)


WORTH_COLUMNS = 300
"""The columns of a large project are not read for fewer units than this."""


def plain_totals_for(
    project: Project, cycle: Cycle, period: Period, units: Collection[str] | None
) -> PlainTotals | None:
    """Return the plain totals of a period for some units; None if there are none, or if it is not worthwhile.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        units: the units whose documents matter; None for all.
    """
    if not can_have_columns(project, cycle):
        return None
    few = units is not None and len(units) < WORTH_COLUMNS
    large = len(project.catalogue.units.by_id) >= WORTH_COLUMNS
    if few and large and not has_columns(project, cycle):
        return None
    return plain_totals_of(project, cycle, period)


def plain_totals_of(project: Project, cycle: Cycle, period: Period) -> PlainTotals:
    """Return the plain totals of a period of a year; they are made once for a project."""
    name = f"plain-{cycle.name}-{period.name}"
    known = project.memo.get(name)
    if not isinstance(known, PlainTotals):
        columns, order = columns_of(project, cycle), unit_order(project)
        known = PlainTotals(
            project.catalogue,
            columns,
            order,
            cycle=cycle,
            period=period,
            in_terms=yearly_lines(project, cycle),
        )
        project.memo[name] = known
    return known


def _sums(numbers: Iterable[int]) -> list[int]:
    """Return the sums of the first n numbers, for each n from 0."""
    return list(accumulate(numbers, initial=0))


def _scaled(numbers: Sequence[int], scale: int) -> Sequence[int]:
    """Return numbers with so many more decimals."""
    factor = 10**scale
    return [one * factor for one in numbers] if scale else numbers
