"""What is known of the reports of one period: one entry for each unit, and how many of each kind there are.

Every entry has exactly one standing, so that the numbers of any group of units add up to how many it expects.
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


class Standing(StrEnum):
    """How things stand with one unit's report, as JSON output writes it; the most pressing first."""

    MISSING = "chua-nop"
    BROKEN = "co-loi"  # a file is there but can't be read
    LATE = "muon"
    UNDATED = "khong-ro-ngay"  # handed in; nobody can say when
    SHORTER = "du-ky-ngan"  # none for the period, but those for shorter periods cover all of it
    NOT_DUE = "chua-den-han"
    UNJUDGED = "da-nop"  # handed in; the period has no deadline
    ON_TIME = "dung-han"


REPORTED = frozenset({Standing.LATE, Standing.UNDATED, Standing.UNJUDGED, Standing.ON_TIME})


class DateSource(StrEnum):
    """Where the day of a report comes from, as JSON output writes it."""

    DOCUMENT = "van-ban"  # `van_ban.ngay`
    GIT = "git"  # the commit that brought the file


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One unit and its report.

    Attributes:
        unit: the unit.
        name: its name on the last day of the period on which it exists.
        level: its level on that day.
        first: the first day of the period on which it exists; None for the period's own.
        last: likewise the last.
        expected: whether a report is expected of it; False for one that came unasked.
        standing: how things stand.
        path: the report's file, or "" where there is none.
        day: the report's day, or None where there is none or nobody knows.
        source: where that day comes from; None with it.
        days_late: by how many days it missed the deadline; 0 where it is not late.
        shorter: the names of the shorter periods that cover the period, in order of time, for
            `Standing.SHORTER`; those of a term are years.
        plan: whether the unit has a plan for the year or term.
    """

    unit: Unit
    name: str
    level: Level
    first: date | None
    last: date | None
    expected: bool
    standing: Standing
    path: str
    day: date | None
    source: DateSource | None
    days_late: int
    shorter: tuple[str, ...]
    plan: bool


class Counts(msgspec.Struct, frozen=True):
    """How many of the reports that are expected have each standing; what came unasked is not counted.

    Attributes:
        of: the number for each standing, 0 included.
        plans: how many of the units have a plan.
        judged: whether the period has a deadline.
    """

    of: Mapping[Standing, int]
    plans: int
    judged: bool

    @property
    def expected(self) -> int:
        """How many reports are expected."""
        return sum(self.of.values())

    @property
    def reported(self) -> int:
        """How many of them are there and can be read."""
        return sum(self.of[one] for one in REPORTED)

    @property
    def rate(self) -> Decimal | None:
        """The reports that are there, in per cent of those expected, unrounded; None where none is expected."""
        return _percentage(self.reported, self.expected)

    @property
    def on_time_rate(self) -> Decimal | None:
        """Likewise those that came on time; None without a deadline, too."""
        return _percentage(self.of[Standing.ON_TIME], self.expected) if self.judged else None


def count(entries: Iterable[Entry], *, judged: bool) -> Counts:
    """The numbers of some entries."""
    expected = [one for one in entries if one.expected]
    found = Counter(one.standing for one in expected)
    return Counts({one: found[one] for one in Standing}, sum(one.plan for one in expected), judged)


def _percentage(part: int, whole: int) -> Decimal | None:
    return Decimal(part * 100) / whole if whole else None


class Branch(msgspec.Struct, frozen=True):
    """A unit directly below the one chosen, with everything below it; or the chosen one by itself.

    Attributes:
        unit: the unit.
        name: as in its entry.
        alone: whether only the unit's own report is counted.
        counts: the numbers.
    """

    unit: Unit
    name: str
    alone: bool
    counts: Counts


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The reports of one period.

    Attributes:
        cycle: the year or term.
        period: the period.
        deadline: the last day to hand in, or None where the settings name none.
        today: the day the overview is of.
        entries: depth-first in catalogue order.
        levels: the numbers of each level of which a report is expected, from the centre down.
        branches: the numbers of each branch of which a report is expected, in catalogue order.
        total: the numbers of them all.
    """

    cycle: Cycle
    period: Period
    deadline: date | None
    today: date
    entries: tuple[Entry, ...]
    levels: tuple[tuple[Level, Counts], ...]
    branches: tuple[Branch, ...]
    total: Counts
