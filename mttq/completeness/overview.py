"""Compares the reports that a period should have with those that are there.

The days on which files came in are handed in as a mapping, and so is today: nothing here asks git or a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from mttq.catalogue import Unit
from mttq.completeness.expected import expected_levels
from mttq.completeness.files import files_of
from mttq.completeness.model import Branch, Counts, DateSource, Entry, Overview, Standing, count
from mttq.completeness.shorter import covering
from mttq.documents import FileRef, Project
from mttq.levels import Level
from mttq.period import Cycle, Period


def overview(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    tops: Sequence[str],
    first_seen: Mapping[str, date],
    today: date,
) -> Overview:
    """The reports of some units and everything below them.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        tops: the ids of the units to start from, none below another; units of the catalogue.
        first_seen: the day each file first came into git, by its path; files that are not in it have none.
        today: the day it is.
    """
    reading = _Reading(project, cycle, period, first_seen, today)
    units = project.catalogue.units
    parts: list[tuple[Unit, bool]] = []
    for top in tops:
        # Of one unit its parts are told apart; of several, each is a part.
        alone = len(tops) == 1
        if reading.exists(units.by_id[top]):
            parts.append((units.by_id[top], alone))
        if alone or not reading.exists(units.by_id[top]):
            parts += [(unit, False) for unit in units.nearest(top, reading.exists)]
    entries: list[Entry] = []
    branches: list[Branch] = []
    for unit, alone in parts:
        found = reading.entries([unit] if alone else units.below(unit.id))
        counts = reading.count(found)
        entries += found
        if counts.expected:
            branches.append(Branch(unit, reading.name(unit), alone, counts))
    by_level = [(level, reading.count([one for one in entries if one.level is level])) for level in Level]
    return Overview(
        cycle=cycle,
        period=period,
        deadline=reading.deadline,
        today=today,
        entries=tuple(entries),
        levels=tuple((level, counts) for level, counts in by_level if counts.expected),
        branches=tuple(branches),
        total=reading.count(entries),
    )


class _Reading:
    """What the documents and the settings say of one period."""

    def __init__(
        self, project: Project, cycle: Cycle, period: Period, first_seen: Mapping[str, date], today: date
    ) -> None:
        self._cycle, self._today = cycle, today
        self._first_seen = first_seen
        self._months = period.months(cycle)
        self._first, self._last = period.first_day(cycle), period.last_day(cycle)
        self._levels = expected_levels(project.catalogue, self._first, self._last)
        self._files = files_of(project, cycle, period)
        self.deadline = _deadline(self._last, project.catalogue.settings.deadlines.get(period.name))

    def exists(self, unit: Unit) -> bool:
        """Whether a unit exists at any time in the period."""
        return unit.valid_within(self._first, self._last)

    def name(self, unit: Unit) -> str:
        """A unit's name on the last day of the period on which it exists."""
        return unit.name_on(self._last_day(unit))

    def count(self, entries: Iterable[Entry]) -> Counts:
        """The numbers of some entries."""
        return count(entries, judged=self.deadline is not None)

    def entries(self, units: Iterable[Unit]) -> list[Entry]:
        """The entries of those units that exist, and that report or should."""
        found = [self._entry(unit) for unit in units if self.exists(unit)]
        return [one for one in found if one.expected or one.path]

    def _entry(self, unit: Unit) -> Entry:
        level = unit.level_on(self._last_day(unit))
        day, source = self._day(unit.id)
        standing = self._standing(unit.id, day)
        shorter: tuple[FileRef, ...] = ()
        if standing in {Standing.MISSING, Standing.NOT_DUE}:
            shorter = covering(self._files.shorter.get(unit.id, ()), self._months_of(unit))
        late = day - self.deadline if day is not None and self.deadline is not None else timedelta(0)
        return Entry(
            unit=unit,
            name=self.name(unit),
            level=level,
            first=unit.first if unit.first is not None and unit.first > self._first else None,
            last=unit.last if unit.last is not None and unit.last < self._last else None,
            expected=level in self._levels,
            standing=Standing.SHORTER if shorter else standing,
            path=self._files.reports[unit.id].path if unit.id in self._files.reports else "",
            day=day,
            source=source,
            days_late=late.days if standing is Standing.LATE else 0,
            shorter=tuple(self._called(ref) for ref in shorter),
            plan=unit.id in self._files.plans,
        )

    def _standing(self, unit: str, day: date | None) -> Standing:
        if unit not in self._files.reports:
            # Without a deadline nothing is due before the period is over.
            due = self._last if self.deadline is None else self.deadline
            return Standing.MISSING if due < self._today else Standing.NOT_DUE
        if unit not in self._files.documents:
            return Standing.BROKEN
        if self.deadline is None:
            return Standing.UNJUDGED
        if day is None:
            return Standing.UNDATED
        return Standing.LATE if self.deadline < day else Standing.ON_TIME

    def _day(self, unit: str) -> tuple[date | None, DateSource | None]:
        """The day of a unit's report: the document's own, else the one on which its file came into git."""
        document = self._files.documents.get(unit)
        if document is not None and document.head.issued is not None:
            return document.head.issued, DateSource.DOCUMENT
        ref = self._files.reports.get(unit)
        day = self._first_seen.get(ref.path) if ref is not None else None
        return (day, DateSource.GIT) if day is not None else (None, None)

    def _last_day(self, unit: Unit) -> date:
        return self._last if unit.last is None else min(self._last, unit.last)

    def _months_of(self, unit: Unit) -> range:
        """The months of the period with any day on which a unit exists."""
        first = self._first if unit.first is None else max(self._first, unit.first)
        last = self._last_day(unit)
        return range(first.year * 12 + first.month - 1, last.year * 12 + last.month)

    def _called(self, ref: FileRef) -> str:
        """A shorter period's name; in a term with its year: `2021`, `2022/quy-1`."""
        if ref.cycle == self._cycle:
            return ref.period.name
        whole = ref.period == ref.cycle.whole
        return ref.cycle.name if whole else f"{ref.cycle.name}/{ref.period.name}"


def _deadline(last_day: date, days: int | None) -> date | None:
    """The last day to hand in; where the calendar ends before, its own end."""
    if days is None:
        return None
    try:
        return last_day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
