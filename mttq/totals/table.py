"""The table of the roll-up: a row for each unit and indicator with a target or a figure at or below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypedDict, Unpack

import msgspec

from mttq.catalogue import Indicator, Unit
from mttq.documents import Project
from mttq.levels import Level
from mttq.period import Cycle, Period
from mttq.totals.completion import OwnPart, completion, own_part_of, own_total, reached
from mttq.totals.figure_index import FigureIndex
from mttq.totals.gaps import find_gaps
from mttq.totals.model import Gap, Total
from mttq.totals.periods import period_operator_of
from mttq.totals.plain_column import PlainColumn
from mttq.totals.plain_rows import Missing, Places, PlainRow, UnitPlace
from mttq.totals.plain_totals import PlainTotals, plain_totals_for
from mttq.totals.reporting_months import ReportingMonths
from mttq.totals.rollup import Rollup
from mttq.totals.targets import Goal, Targets

_AT_A_TIME = 512  # units


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One unit and indicator.

    Attributes:
        unit: the unit.
        name: its name on the period's last day.
        level: its level on that day.
        indicator: the indicator.
        goal: the target, or None.
        registered: the sum of the targets of the units directly below, or None if there is none.
        total: the total with its parts.
        completion: the result as a percentage of the target, unrounded; None if that would be meaningless.
        reached: whether the target is reached; None if unknown.
        before: the total of the year or term it is compared with, or None.
        unallocated: whether this is a divided unit, of which it is unknown how much belongs to each successor.
        due: what the plan says is due by the end of a period within the year, by which `reached` is judged; None if it
            does not say so.
        own: how far the unit is with what it does itself; None if its plan does not say so.
    """

    unit: Unit
    name: str
    level: Level
    indicator: Indicator
    goal: Goal | None
    registered: Decimal | None
    total: Total
    completion: Decimal | None
    reached: bool | None
    before: Total | None = None
    unallocated: bool = False
    due: Goal | None = None
    own: OwnPart | None = None


ShownRow = Row | PlainRow


class RowBlock(msgspec.Struct, frozen=True, eq=False):
    """The rows of some units, as columns decide them.

    Attributes:
        places: the units with their places in the columns.
        columns: a column for each indicator.
        decided: returns the row of a unit that the column does not decide, if it has one.
    """

    places: Places
    columns: Sequence[PlainColumn]
    decided: Callable[[UnitPlace, PlainColumn], Iterable[Row]]

    def rows(self) -> Iterator[ShownRow]:
        """Yield the rows."""
        lists = [one.rows(self.places) for one in self.columns]
        for place, *rows in zip(self.places.units, *lists, strict=True):
            for column, row in zip(self.columns, rows, strict=True):
                if row is Missing.UNKNOWN:
                    yield from self.decided(place, column)
                elif row is not Missing.EMPTY:
                    yield row

    def undecided(self, number: int, column: PlainColumn) -> Iterable[Row]:
        """Return the row of a unit, by its place among these, that its column does not decide."""
        return self.decided(self.places.units[number], column)


class ShownTable(msgspec.Struct, frozen=True, kw_only=True):
    """The roll-up of one period, as it is shown.

    Attributes:
        cycle: the year or term.
        period: the period.
        rows: depth-first in catalogue order, then by indicator.
        gaps: what the totals need and no document gives.
        tree_day: the day whose units get totals.
        compared: the year or term that these totals are compared with, or None.
        as_of: the day asked for, whose units get totals; None for the period's own units.
        depth: how many levels below the units asked for have rows; None for all.
        left_out: how many units below that have a target or a figure at or below them, and no rows here.
        blocks: rows that are made when they are written, after `rows`.
    """

    cycle: Cycle
    period: Period
    rows: tuple[ShownRow, ...]
    gaps: tuple[Gap, ...]
    tree_day: date
    compared: Cycle | None = None
    as_of: date | None = None
    depth: int | None = None
    left_out: int = 0
    blocks: tuple[RowBlock, ...] = ()


class TotalsTable(ShownTable, frozen=True, kw_only=True):
    """The roll-up of one period; every row has the figures that it is made of."""

    rows: tuple[Row, ...]


class Narrowing(TypedDict, total=False):
    """What narrows a table down or changes what it counts.

    Attributes:
        indicators: only these, if any are named; always in catalogue order.
        level: only units of this level.
        depth: how many levels below the units to start from have rows as well; None for all.
        as_of: the day whose units get totals; by default the period's last day.
        compare: another year or term to compare with, added up for the same units.
    """

    indicators: Sequence[str]
    level: Level | None
    depth: int | None
    as_of: date | None
    compare: Cycle | None


def build_table(
    project: Project, cycle: Cycle, period: Period, *, tops: Sequence[str], **asked: Unpack[Narrowing]
) -> TotalsTable:
    """Return the rows of some units and everything below them.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        tops: the ids of the units to start from.
        asked: see `Narrowing`.
    """
    return Sums.below(project, *tops).table(cycle, period, tops=tops, **asked)


def shown_table(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    tops: Sequence[str],
    in_blocks: bool = False,
    **asked: Unpack[Narrowing],
) -> ShownTable:
    """Return what `build_table` does, to be shown and not explained.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        tops: the ids of the units to start from.
        in_blocks: whether rows may be made only when they are written.
        asked: see `Narrowing`.
    """
    return Sums.below(project, *tops).shown_table(cycle, period, tops=tops, in_blocks=in_blocks, **asked)


class Sums:
    """The totals of one project, for several questions: figures and targets are gathered once.

    Args:
        project: the documents and the catalogue.
        units: gather only the documents of these; None for all.
        indicators: gather only what the rows of these need; None for all.
    """

    def __init__(
        self,
        project: Project,
        units: Collection[str] | None = None,
        indicators: Collection[str] | None = None,
    ) -> None:
        self.project = project
        self._units, self._indicators = units, indicators
        self._narrow: Sums | None = None
        self._has_adopted = False
        self._figures: dict[Cycle, FigureIndex] = {}
        self._makers: dict[tuple[Cycle, Period, date | None, Cycle | None], _RowMaker] = {}

    @classmethod
    def below(cls, project: Project, *unit_ids: str) -> Sums:
        """Return the totals of some units and all below them, gathering only what these need."""
        return cls(project, project.catalogue.units.deciding(unit_ids))

    def table(
        self, cycle: Cycle, period: Period, *, tops: Sequence[str], **asked: Unpack[Narrowing]
    ) -> TotalsTable:
        """Return the rows of some units and everything below them, as `build_table` does."""
        maker = self._maker(cycle, period, asked.get("as_of"), asked.get("compare"))
        source = _ExactRows(maker, self._wanted(asked.get("indicators", ())))
        listed, left_out = self._units_of(maker, dict.fromkeys(tops, source), **asked)
        return TotalsTable(
            rows=tuple(row for units in listed.values() for row in source.of(units)),
            gaps=maker.gaps(source.indicators, tops),
            left_out=left_out,
            **maker.question(asked),
        )

    def shown_table(
        self,
        cycle: Cycle,
        period: Period,
        *,
        tops: Sequence[str],
        in_blocks: bool = False,
        **asked: Unpack[Narrowing],
    ) -> ShownTable:
        """Return what `table` does, to be shown and not explained: most rows come from columns, if there are some."""
        maker = self._maker(cycle, period, asked.get("as_of"), asked.get("compare"))
        plain = maker.plain
        if plain is None:
            return self.table(cycle, period, tops=tops, **asked)
        indicators = self._wanted(asked.get("indicators", ()))
        sources = {top: _PlainRows(maker, plain, indicators, [top]) for top in tops}
        left = {name for one in sources.values() for name in one.open()}
        # Figures and targets of the others are not gathered, unless what others have made is known here alone.
        if 0 < len(left) <= len(indicators) / 2 and not self._has_adopted:
            maker = self._narrowed(left)._maker(cycle, period, None, None)
            for one in sources.values():
                one.narrow(maker, left)
        listed, left_out = self._units_of(maker, sources, **asked)
        with_gaps = {name for one in sources.values() for name in one.with_gaps()}
        parts = [(sources[top], units) for top, units in listed.items()]
        return ShownTable(
            rows=() if in_blocks else tuple(row for source, units in parts for row in source.of(units)),
            blocks=tuple(block for source, units in parts for block in source.blocks(units))
            if in_blocks
            else (),
            gaps=maker.gaps([one for one in indicators if one.id in with_gaps], tops) if with_gaps else (),
            left_out=left_out,
            **maker.question(asked),
        )

    def _units_of(
        self, maker: _RowMaker, sources: Mapping[str, _RowSource], **asked: Unpack[Narrowing]
    ) -> tuple[dict[str, list[Unit]], int]:
        """Return the units that have rows, below each of some units, and how many have none because of the depth."""
        level = asked.get("level")
        units = self.project.catalogue.units
        by_day = asked.get("as_of") is not None and level is None
        unallocated = _unallocated(maker.rollup) if by_day else {}
        found: dict[str, list[Unit]] = {}
        left_out = 0
        for top, source in sources.items():
            listed = found[top] = []
            for unit, deep in maker.below(units.by_id[top], asked.get("depth")):
                if maker.exists(unit) and (level is None or unit.level_on(maker.tree_day) is level):
                    if deep:
                        left_out += source.touches(unit)
                    else:
                        listed.append(unit)
                listed += () if deep else unallocated.get(unit.id, ())
        return found, left_out

    def rows(
        self,
        unit_id: str,
        cycle: Cycle,
        period: Period,
        *,
        indicators: Sequence[str] = (),
        compare: Cycle | None = None,
    ) -> tuple[Row, ...]:
        """Return the rows of one unit, without their gaps."""
        maker = self._maker(cycle, period, None, compare)
        unit = self.project.catalogue.units.by_id[unit_id]
        if not maker.exists(unit):
            return ()
        return tuple(maker.of(unit, maker.touched(self._wanted(indicators)).get(unit_id, ())))

    def shown_rows(
        self, unit_ids: Iterable[str], cycle: Cycle, period: Period, *, indicators: Sequence[str] = ()
    ) -> Iterator[ShownRow]:
        """Yield the rows of some units alone, to be shown and not explained."""
        maker, wanted = self._maker(cycle, period, None, None), self._wanted(indicators)
        by_id = self.project.catalogue.units.by_id
        units = [unit for unit in map(by_id.__getitem__, unit_ids) if maker.exists(unit)]
        if maker.plain is None:
            yield from _ExactRows(maker, wanted).of(units)
            return
        names = [one.id for one in units]
        left = _PlainRows(maker, maker.plain, wanted, names).undecided(units) if units else ()
        # Few indicators as a rule, so the figures and targets of the others are not gathered.
        if left and not self._has_adopted:
            maker = self._narrowed(left)._maker(cycle, period, None, None)
        if units and maker.plain is not None:
            yield from _PlainRows(maker, maker.plain, wanted, names).of(units)

    def _narrowed(self, indicators: Collection[str]) -> Sums:
        """Return these totals for some indicators."""
        known = self._narrow
        asked = frozenset(indicators)
        if known is None or known._indicators is None or not asked <= frozenset(known._indicators):
            before = frozenset(known._indicators or ()) if known is not None else frozenset[str]()
            known = self._narrow = Sums(self.project, self._units, asked | before)
        return known

    def undecided(
        self, unit_id: str, cycle: Cycle, period: Period, *, indicators: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return the indicators of which columns do not decide the row of a unit."""
        maker = self._maker(cycle, period, None, None)
        wanted = self._wanted(indicators)
        if maker.plain is None:
            return tuple(one.id for one in wanted)
        unit = self.project.catalogue.units.by_id[unit_id]
        return _PlainRows(maker, maker.plain, wanted, [unit_id]).undecided([unit])

    def adopt(self, cycle: Cycle, period: Period, totals: Mapping[str, Mapping[str, Total]]) -> None:
        """Take over totals that other processes have made, by indicator and unit."""
        self._has_adopted = True
        for indicator, by_unit in totals.items():
            self.rollup(cycle, period).adopt(indicator, by_unit)

    def rollup(self, cycle: Cycle, period: Period) -> Rollup:
        """Return the roll-up from which the tables of a period are made."""
        return self._maker(cycle, period, None, None).rollup

    def _wanted(self, names: Sequence[str]) -> list[Indicator]:
        return [one for one in self.project.catalogue.indicators.values() if not names or one.id in names]

    def _maker(self, cycle: Cycle, period: Period, as_of: date | None, compare: Cycle | None) -> _RowMaker:
        key = (cycle, period, as_of, compare)
        if key not in self._makers:
            self._makers[key] = _RowMaker(
                self.project,
                cycle,
                period,
                as_of=as_of,
                compare=compare,
                figures=self._figures_of,
                units=self._units,
                indicators=self._indicators,
            )
        return self._makers[key]

    def _figures_of(self, cycle: Cycle) -> FigureIndex:
        if cycle not in self._figures:
            self._figures[cycle] = FigureIndex(self.project, cycle, self._units, self._indicators)
        return self._figures[cycle]


class _Question(TypedDict):
    """What a table says of the question that it answers; see `ShownTable`."""

    cycle: Cycle
    period: Period
    tree_day: date
    compared: Cycle | None
    as_of: date | None
    depth: int | None


class _RowMaker:
    """Makes the rows of one unit after another.

    Figures and targets are gathered when a row needs them.
    """

    def __init__(
        self,
        project: Project,
        cycle: Cycle,
        period: Period,
        *,
        as_of: date | None,
        compare: Cycle | None,
        figures: Callable[[Cycle], FigureIndex],
        units: Collection[str] | None,
        indicators: Collection[str] | None,
    ) -> None:
        self._project, self._cycle, self._period = project, cycle, period
        self._as_of, self._compare = as_of, compare
        self._figures, self._units, self._indicators = figures, units, indicators
        self._tree = ReportingMonths(project.catalogue, cycle, period)
        self.tree_day = as_of or self._tree.last_day
        self._months = period.months(cycle) if period != cycle.whole else None
        self._touched: dict[tuple[str, ...], dict[str, list[Indicator]]] = {}
        self._plans: dict[str, frozenset[str]] = {}

    @cached_property
    def rollup(self) -> Rollup:
        """The totals that are computed figure by figure."""
        figures = self._figures(self._cycle)
        return Rollup(self._project, self._cycle, self._period, figures=figures, as_of=self._as_of)

    @cached_property
    def before(self) -> Rollup | None:
        """The totals to compare with."""
        if self._compare is None:
            return None
        figures = self._figures(self._compare)
        return Rollup(self._project, self._compare, self._period, figures=figures, as_of=self.tree_day)

    @cached_property
    def targets(self) -> Targets:
        """The targets."""
        until = self.tree_day if self._as_of is not None else None
        return Targets(self._project, self._cycle, until, self._units, self._indicators)

    @cached_property
    def plain(self) -> PlainTotals | None:
        """The totals by columns; None for a question that they don't answer, or for a few units."""
        if self._as_of is not None or self._compare is not None:
            return None
        return plain_totals_for(self._project, self._cycle, self._period, self._units)

    def question(self, asked: Narrowing) -> _Question:
        """Return what a table says of the question that it answers."""
        return {
            "cycle": self._cycle,
            "period": self._period,
            "tree_day": self.tree_day,
            "compared": self._compare,
            "as_of": self._as_of,
            "depth": asked.get("depth"),
        }

    def exists(self, unit: Unit) -> bool:
        """Whether a unit has a total of its own."""
        return unit.valid_on(self._as_of) if self._as_of is not None else self._tree.exists(unit)

    def below(self, top: Unit, depth: int | None) -> Iterator[tuple[Unit, bool]]:
        """Yield a unit and all units of the tree below it, each with whether it lies deeper than `depth` levels."""
        units = self._project.catalogue.units
        if depth is None:
            yield from ((unit, False) for unit in units.below(top.id))
            return
        waiting = [(top, 0)]
        while waiting:
            unit, down = waiting.pop()
            yield unit, down > depth
            waiting += [(one, down + 1) for one in reversed(units.nearest(unit.id, self.exists))]

    def gaps(self, indicators: Iterable[Indicator], tops: Sequence[str]) -> tuple[Gap, ...]:
        """Return what the totals of some units and those below them need and no document gives."""
        return tuple(find_gaps(self.rollup, self.targets, [one.id for one in indicators], tops))

    def touched(self, indicators: Sequence[Indicator]) -> dict[str, list[Indicator]]:
        """Return, by unit, the indicators with a target or figure at or below it, in the given order."""
        key = tuple(one.id for one in indicators)
        found = self._touched.get(key)
        if found is not None:
            return found
        found = self._touched[key] = {}
        for one in indicators:
            for unit_id in self.rollup.heard(one.id) | self._planned(one):
                found.setdefault(unit_id, []).append(one)
        return found

    def is_planned(self, unit: Unit, indicator: Indicator) -> bool:
        """Whether a unit has a target at or below it, or in what these took over."""
        return unit.id in self._planned(indicator)

    def _planned(self, indicator: Indicator) -> frozenset[str]:
        if indicator.id not in self._plans:
            found = self.rollup.with_those_above(self.targets.units(indicator.id))
            self._plans[indicator.id] = found
        return self._plans[indicator.id]

    def of(self, unit: Unit, indicators: Sequence[Indicator]) -> Iterator[Row]:
        """Yield the rows of one unit."""
        rollup, targets, before = self.rollup, self.targets, self.before
        name, level = unit.name_on(self.tree_day), unit.level_on(self.tree_day)
        children = rollup.children(unit.id) if indicators else []
        unallocated = rollup.as_of is not None and not rollup.exists(unit)
        for one in indicators:
            total = rollup.total(unit.id, one.id)
            goal = targets.of(unit.id, one.id)
            due = goal.due(self._months) if goal is not None and self._months is not None else None
            own = own_part_of(goal, total, one)
            if goal is not None and goal.is_all_own:
                # What others do is no part of the result, and whether they have reported does not matter.
                total = msgspec.structs.replace(own_total(total), computed=total.computed)
            yield Row(
                unit=unit,
                name=name,
                level=level,
                indicator=one,
                goal=goal,
                registered=targets.registered(unit.id, children, one)
                if children or unit.takes_over
                else None,
                total=total,
                completion=completion(goal, total, one),
                reached=reached(due or goal, total, one, partial=due is not None and self._is_later(one)),
                before=before.total(unit.id, one.id) if before is not None else None,
                unallocated=unallocated,
                due=due,
                own=own,
            )

    def _is_later(self, indicator: Indicator) -> bool:
        """Whether a total leaves out months of the year that count towards what is due."""
        rollup = self.rollup
        return rollup.period.first > rollup.cycle.whole.first and period_operator_of(indicator).adds


class _RowSource(Protocol):
    """Where the rows of units come from."""

    def touches(self, unit: Unit) -> bool:
        """Whether a unit has a target or a figure at or below it."""


class _ExactRows:
    """Rows that are computed figure by figure."""

    def __init__(self, maker: _RowMaker, indicators: Sequence[Indicator]) -> None:
        self.indicators = indicators
        self._maker = maker
        self._touched = maker.touched(indicators)

    def touches(self, unit: Unit) -> bool:
        return unit.id in self._touched

    def of(self, units: Sequence[Unit]) -> Iterator[Row]:
        for unit in units:
            yield from self._maker.of(unit, self._touched.get(unit.id, ()))


class _PlainRows:
    """Rows of which the columns are asked first: those of some units and all below them."""

    def __init__(
        self, maker: _RowMaker, totals: PlainTotals, indicators: Sequence[Indicator], tops: Sequence[str]
    ) -> None:
        self._maker, self._totals = maker, totals
        self._narrow: tuple[_RowMaker, Container[str]] = (maker, ())
        places, ends = [totals.order.place[top] for top in tops], totals.order.end
        self._start = min(places)
        number, self._stop = self._start, max(places) + 1
        while number < self._stop:  # a column has all that lies below each of its units
            self._stop = max(self._stop, ends[number])
            number += 1
        self._columns = [totals.column(one, self._start, self._stop) for one in indicators]

    def touches(self, unit: Unit) -> bool:
        place = self._totals.place(unit)
        return any(self._has_row(one, place) for one in self._columns)

    def of(self, units: Sequence[Unit]) -> Iterator[ShownRow]:
        for block in self.blocks(units):
            yield from block.rows()

    def blocks(self, units: Sequence[Unit]) -> Iterator[RowBlock]:
        """Yield the rows of some units, a few units at a time."""
        for start in range(0, len(units), _AT_A_TIME):
            places = self._totals.places(units[start : start + _AT_A_TIME])
            yield RowBlock(places, self._columns, self._decided)

    def _decided(self, place: UnitPlace, column: PlainColumn) -> Iterator[Row]:
        if self._has_row(column, place):
            yield from self._maker_of(column.indicator).of(place.unit, [column.indicator])

    def _has_row(self, column: PlainColumn, place: UnitPlace) -> bool:
        """Whether a unit has a target or a figure at or below it, or a target that was handed down to it."""
        if column.touches(place):
            return True
        maker = self._maker_of(column.indicator)
        return column.may_be_handed(place) and maker.is_planned(place.unit, column.indicator)

    def narrow(self, maker: _RowMaker, indicators: Container[str]) -> None:
        """Let another maker, which knows nothing else, make the rows of some indicators."""
        self._narrow = (maker, indicators)

    def _maker_of(self, indicator: Indicator) -> _RowMaker:
        maker, indicators = self._narrow
        return maker if indicator.id in indicators else self._maker

    def undecided(self, units: Sequence[Unit]) -> tuple[str, ...]:
        """Return the indicators of which columns do not decide the rows of some units."""
        places = self._totals.places(units)
        return tuple(
            one.indicator.id for one in self._columns if Missing.UNKNOWN in one.cells(places).missing.values()
        )

    def open(self) -> list[str]:
        """Return the indicators of which figures probably have to decide a row."""
        return [one.indicator.id for one in self._columns if one.may_leave_rows()]

    def with_gaps(self) -> list[str]:
        """Return the indicators whose totals may leave something out."""
        return [one.indicator.id for one in self._columns if one.has_gaps(self._start, self._stop)]


def _unallocated(rollup: Rollup) -> dict[str, list[Unit]]:
    """Return units divided without shares, by the lowest unit of the tree that holds all their successors."""
    found: dict[str, list[Unit]] = {}
    units = rollup.project.catalogue.units
    for old in rollup.territories.divided(rollup.tree_day):
        above = old
        heirs = rollup.successors(old)
        while above and not (
            rollup.exists(units.by_id[above]) and all(units.is_below(one, above) for one in heirs)
        ):
            above = units.parent_of(above)
        if above:
            found.setdefault(above, []).append(units.by_id[old])
    return found
