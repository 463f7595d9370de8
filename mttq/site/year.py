"""What the pages of one year or term are made of, computed when a page first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from mttq.catalogue import Indicator, Unit
from mttq.check import Checked
from mttq.completeness import Overview, ReportEntry, overview
from mttq.diagnostics import Diagnostic
from mttq.documents import DocumentKind
from mttq.issuing import Soundness
from mttq.output.row_texts import IndicatorTexts, TextBlock, text_blocks
from mttq.output.totals import by_programme, programmes_of
from mttq.period import PERIODS, Cycle, Period
from mttq.task_ledger import TaskRow, ledger
from mttq.totals import ShownRow, ShownTable, Sums
from mttq.totals.figure_index import counts_of

FirstSeenDays = Callable[[Cycle, Period], Mapping[str, date]]
"""Returns the days on which the reports of a period had their content in git, by path."""


class UnitRows(NamedTuple):
    """The rows of one unit.

    Attributes:
        block: the texts of several units.
        place: the unit's place among these.
    """

    block: TextBlock
    place: int


class FigurePlace(NamedTuple):
    """A line of a file that a row rests on."""

    path: str
    line: int


class NumberedRow(NamedTuple):
    """A row with its texts, all of one unit."""

    row: ShownRow
    texts: IndicatorTexts


class SiteYear:
    """One year or term.

    Args:
        checked: the project with all its faults.
        cycle: the year or term.
        tops: the ids of the units to start from.
        today: the current date.
        first_seen: see `FirstSeenDays`.
        found: the faults of the documents that totals of this year read.
    """

    def __init__(
        self,
        checked: Checked,
        cycle: Cycle,
        *,
        tops: Sequence[str],
        today: date,
        first_seen: FirstSeenDays,
        found: Sequence[Diagnostic],
    ) -> None:
        self.project, self.catalogue, self.cycle = checked.project, checked.project.catalogue, cycle
        self.tops, self.today, self.found = tops, today, found
        self._first_seen = first_seen
        self._first, self._last = cycle.whole.first_day(cycle), cycle.whole.last_day(cycle)
        self._programmes: dict[int, tuple[TextBlock, list[tuple[str, list[int]]]]] = {}

    # Units

    def exists(self, unit: Unit) -> bool:
        """Whether a unit exists at any time in the year."""
        return unit.valid_within(self._first, self._last)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The units that have a page, depth first in catalogue order."""
        found = (one for top in self.tops for one in self.catalogue.units.below(top))
        return {one.id: one for one in found if self.exists(one)}

    def name(self, unit: Unit) -> str:
        """Return a unit's name on its last day in the year."""
        return unit.name_on(self._last if unit.last is None else min(self._last, unit.last))

    def level(self, unit: Unit) -> str:
        """Return the level of a unit on its last day in the year, in words."""
        return unit.level_on(self._last if unit.last is None else min(self._last, unit.last)).label

    def children(self, unit_id: str) -> list[Unit]:
        """Return the units directly below one, without those that don't exist in the year."""
        return self.catalogue.units.nearest(unit_id, self.exists)

    def above(self, unit_id: str) -> list[Unit]:
        """Return the units above one that have a page, from the top down."""
        found: list[Unit] = []
        while unit_id := self.catalogue.units.parent_of(unit_id):
            if unit_id in self.units:
                found.insert(0, self.units[unit_id])
        return found

    # Totals

    @cached_property
    def sums(self) -> Sums:
        """The totals, gathered once for all periods."""
        return Sums.below(self.project, *self.tops)

    @cached_property
    def table(self) -> ShownTable:
        """The rows of all units for the whole year."""
        return self.sums.shown_table(self.cycle, self.cycle.whole, tops=self.tops, in_blocks=True)

    @cached_property
    def rows(self) -> dict[str, UnitRows]:
        """The rows of each unit that has any."""
        return rows_of(self.table)

    @cached_property
    def summit(self) -> tuple[ShownTable, dict[str, list[NumberedRow]]]:
        """The rows of the units to start from and of those directly below them, as numbers too."""
        table = self.sums.shown_table(self.cycle, self.cycle.whole, tops=self.tops, depth=1)
        found: dict[str, list[NumberedRow]] = {}
        lines = [line for block in text_blocks(table) for line in block.lines]
        for row, texts in zip(table.rows, lines, strict=True):
            found.setdefault(row.unit.id, []).append(NumberedRow(row, texts))
        return table, found

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators that have a row at the top or directly below."""
        known = {one.row.indicator.id for rows in self.summit[1].values() for one in rows}
        return {name: one for name, one in self.catalogue.indicators.items() if name in known}

    def programmes(self, block: TextBlock) -> list[tuple[str, list[int]]]:
        """Return the lines of a block by programme, each under the programme's short name."""
        if id(block) not in self._programmes:
            self._programmes[id(block)] = (
                block,
                self.grouped(block.lines),
            )  # kept, so that no other gets its id
        return self._programmes[id(block)][1]

    def grouped(self, lines: Sequence[IndicatorTexts]) -> list[tuple[str, list[int]]]:
        """Return the places of some lines by programme."""
        return by_programme(lines, programmes_of(self.table, self.catalogue, lines))

    @cached_property
    def passed(self) -> Decimal:
        """How much of the year is over, in whole per cent."""
        days, over = (self._last - self._first).days + 1, (self.today - self._first).days + 1
        return Decimal(max(0, min(days, over)) * 100 // days)

    def figure_places(self, unit_id: str) -> dict[str, list[FigurePlace]]:
        """Return the lines of a unit's own reports about each indicator, in order of time."""
        found: dict[str, list[FigurePlace]] = {}
        indicators = self.catalogue.indicators
        for name in self.cycle.parts:
            part = self.project.cycles.get(name)
            reports = self.project.reports_of(unit_id, part) if part is not None else []
            for report in sorted(reports, key=lambda one: (one.ref.period.last, one.ref.period.first)):
                for figure in report.body().figures:
                    place = FigurePlace(report.ref.path, figure.span.line)
                    known = indicators.get(figure.indicator)
                    counts = counts_of(figure, known) if known is not None and known.measure.ratio else ()
                    for one in (figure, *counts):
                        found.setdefault(one.indicator, []).append(place)
        return found

    def target_places(self, unit_id: str) -> dict[str, list[FigurePlace]]:
        """Return the line of a unit's own plan about each indicator."""
        plan = self.project.plan_of(unit_id, self.cycle)
        if plan is None:
            return {}
        return {one.indicator: [FigurePlace(plan.ref.path, one.span.line)] for one in plan.body().targets}

    # Reports

    @cached_property
    def spans(self) -> list[tuple[Cycle, Period]]:
        """The periods that have reports or are past their deadline: the whole year first, campaigns last."""
        cycle, deadlines = self.cycle, self.catalogue.settings.deadlines
        with_reports = {
            (one.cycle.name, one.period.name)
            for one in self.project.refs
            if one.kind is DocumentKind.REPORT and one.unit in self.units
        }
        found = [(cycle, cycle.whole)]
        for period in sorted(PERIODS.values(), key=lambda one: (one.last, -one.first)):
            if period == cycle.whole or not period.fits(cycle):
                continue
            is_due = period.name in deadlines and period.last_day(cycle) < self.today
            if is_due or (cycle.name, period.name) in with_reports:
                found.append((cycle, period))
        alone = (one for one in self.project.cycles.values() if one.alone is not None)
        campaigns = {one.cycle.name: one.cycle for one in self.catalogue.campaigns.values()}
        for one in alone:
            own = campaigns.get(one.name, one)
            if own.folder == cycle.name and (own.name, own.whole.name) in with_reports:
                found.append((own, own.whole))
        return found

    @cached_property
    def overviews(self) -> list[Overview]:
        """Who has reported, for each of `spans`."""
        return [
            overview(
                self.project,
                cycle,
                period,
                tops=self.tops,
                first_seen=self._first_seen(cycle, period),
                today=self.today,
            )
            for cycle, period in self.spans
        ]

    @cached_property
    def entries(self) -> dict[str, list[tuple[Overview, ReportEntry]]]:
        """The reports of each unit."""
        found: dict[str, list[tuple[Overview, ReportEntry]]] = {}
        for one in self.overviews:
            for entry in one.entries:
                found.setdefault(entry.unit.id, []).append((one, entry))
        return found

    # Tasks and faults

    @cached_property
    def tasks(self) -> dict[str, list[TaskRow]]:
        """The tasks of each unit."""
        found: dict[str, list[TaskRow]] = {}
        for one in ledger(self.project, self.cycle, self.tops, self.today):
            found.setdefault(one.unit, []).append(one)
        return found

    @cached_property
    def soundness(self) -> Soundness:
        """The units whose figures rest on a document with errors."""
        return Soundness(self.project, self.found)

    def prepare(self) -> None:
        """Compute everything now, so that processes forked from this one share it."""
        _ = self.rows, self.summit, self.entries, self.tasks, self.soundness, self.units
        self.project.prepare()


def rows_of(table: ShownTable) -> dict[str, UnitRows]:
    """Return the rows of each unit of a table that has any."""
    return {
        unit: UnitRows(block, place)
        for block in text_blocks(table)
        for place, unit in enumerate(block.units)
        if block.has(place)
    }
