"""What is known of the reports of one period: one entry for each unit, and how many there are of each status.

Every entry has exactly one status, so the numbers of any group of units add up to the reports due from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from mttq.catalogue import Unit
from mttq.levels import Level
from mttq.period import Cycle, Period


class ReportStatus(StrEnum):
    """The status of one unit's report, as JSON output writes it; the most pressing first."""

    MISSING = "chua-nop"
    BROKEN = "co-loi"  # there is a file, but it can't be read
    LATE = "muon"
    UNDATED = "khong-ro-ngay"  # handed in, on an unknown day
    SHORTER = "du-ky-ngan"  # not handed in, but reports for shorter periods cover all of it
    NOT_DUE = "chua-den-han"
    UNJUDGED = "da-nop"  # handed in; the period has no deadline
    ON_TIME = "dung-han"


REPORTED = frozenset({ReportStatus.LATE, ReportStatus.UNDATED, ReportStatus.UNJUDGED, ReportStatus.ON_TIME})


class DateSource(StrEnum):
    """Where the day of a report comes from, as JSON output writes it."""

    DOCUMENT = "van-ban"  # `van_ban.ngay`
    GIT = "git"  # the commit that added the file


class ReportEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One unit and its report.

    Attributes:
        unit: the unit.
        name: its name on its last day in the period.
        level: its level on that day.
        first: its first day, if that lies within the period; else None.
        last: its last day, if that lies within the period; else None.
        is_due: whether the unit has to report; False for a report that came unasked.
        status: the status of the report.
        path: the report's file, or "" if there is none.
        day: the report's day, or None if there is no report or its day is unknown.
        source: where that day comes from; None without a day.
        days_late: by how many days it missed the deadline; 0 unless late.
        shorter: for `ReportStatus.SHORTER`, the names of the shorter periods that cover the period,
            in order of time; those of a term are years.
        plan: whether the unit has a plan for the year or term.
    """

    unit: Unit
    name: str
    level: Level
    first: date | None
    last: date | None
    is_due: bool
    status: ReportStatus
    path: str
    day: date | None
    source: DateSource | None
    days_late: int
    shorter: tuple[str, ...]
    plan: bool


class ReportCounts(msgspec.Struct, frozen=True):
    """How many of the reports due have each status; reports that are not due are left out.

    Attributes:
        of: the number for each status, 0 included.
        plans: how many of the units have a plan.
        judged: whether the period has a deadline.
    """

    of: Mapping[ReportStatus, int]
    plans: int
    judged: bool

    @property
    def due(self) -> int:
        """How many reports are due."""
        return sum(self.of.values())

    @property
    def reported(self) -> int:
        """How many of them have been handed in and can be read."""
        return sum(self.of[one] for one in REPORTED)

    @property
    def rate(self) -> Decimal | None:
        """Reports handed in, in per cent of those due, unrounded; None if none is due."""
        return _percentage(self.reported, self.due)

    @property
    def on_time_rate(self) -> Decimal | None:
        """Reports handed in on time, in per cent of those due; None if none is due or there is no deadline."""
        return _percentage(self.of[ReportStatus.ON_TIME], self.due) if self.judged else None


def count(entries: Iterable[ReportEntry], *, judged: bool) -> ReportCounts:
    """Count the reports due by status."""
    due = [one for one in entries if one.is_due]
    found = Counter(one.status for one in due)
    return ReportCounts({one: found[one] for one in ReportStatus}, sum(one.plan for one in due), judged)


def _percentage(part: int, whole: int) -> Decimal | None:
    return Decimal(part * 100) / whole if whole else None


class Branch(msgspec.Struct, frozen=True):
    """A unit directly below the chosen one, with everything below it; or the chosen one by itself.

    Attributes:
        unit: the unit.
        name: its name, as in its entry.
        alone: whether only the unit's own report is counted.
        counts: the numbers.
    """

    unit: Unit
    name: str
    alone: bool
    counts: ReportCounts


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The reports of one period.

    Attributes:
        cycle: the year or term.
        period: the period.
        deadline: the last day to hand in, or None if the settings name none.
        today: the day on which the overview was made.
        entries: depth-first in catalogue order.
        levels: the numbers of each level from which a report is due, from the centre down.
        branches: the numbers of each branch from which a report is due, in catalogue order.
        total: the numbers of all.
    """

    cycle: Cycle
    period: Period
    deadline: date | None
    today: date
    entries: tuple[ReportEntry, ...]
    levels: tuple[tuple[Level, ReportCounts], ...]
    branches: tuple[Branch, ...]
    total: ReportCounts
