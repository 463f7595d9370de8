"""The plain data of a small project: units, indicators, lines of reports, targets.

The folder mirrors no package yet. It holds a slow oracle for totals by coverage, written from the
contract alone: `coverage_model` is the data, `coverage_reader` reads it from text and from files,
`coverage_map` says who belongs to whom, `coverage_oracle` computes, `coverage_random` makes provinces.

Values are `Fraction`, days are `date`, months are whole numbers (year * 12 + month - 1).
Keep it plain: nothing here computes a total.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

CENTRE = "trung-uong"
USUAL_LEVELS = (CENTRE, "tinh", "huyen", "xa")
MEMBER = "to-chuc-thanh-vien"
LEVELS = (*USUAL_LEVELS, "khu-dan-cu", MEMBER)


class Period(Struct, frozen=True, kw_only=True, order=True):
    """A stretch of whole months, both ends included."""

    first: int
    last: int

    @property
    def months(self) -> range:
        """The months from first to last."""
        return range(self.first, self.last + 1)

    @property
    def last_day(self) -> date:
        """The last day of the last month."""
        return last_day(self.last)

    @property
    def year(self) -> int:
        """The year of the last month."""
        return self.last // 12

    @property
    def name(self) -> str:
        """The name of the file that holds the figures of this period."""
        for name in PERIOD_NAMES:
            if period(self.year, name) == self:
                return name
        raise ValueError(f"no file holds months {self.first} to {self.last}")

    def in_year(self, year: int) -> Period:
        """The same months of another year."""
        shift = (year - self.year) * 12
        return Period(first=self.first + shift, last=self.last + shift)


_SPANS = {
    **{f"thang-{month:02}": (month, month) for month in range(1, 13)},
    **{f"quy-{quarter}": (3 * quarter - 2, 3 * quarter) for quarter in range(1, 5)},
    "6-thang": (1, 6),
    "9-thang": (1, 9),
    "nam": (1, 12),
}
PERIOD_NAMES = tuple(_SPANS)


def period(year: int, name: str) -> Period:
    """The months of a file's period.

    Raises:
        KeyError: no file has that name.
    """
    first, last = _SPANS[name]
    return Period(first=year * 12 + first - 1, last=year * 12 + last - 1)


def month_of(day: date) -> int:
    """The month of a day."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month."""
    return date(month // 12, month % 12 + 1, calendar.monthrange(month // 12, month % 12 + 1)[1])


class Takeover(Struct, frozen=True, kw_only=True):
    """One unit takes over another one, or a share of it."""

    taken: str
    heir: str
    day: date
    share: Fraction | None = None  # None: the whole, if there is no other heir


class LevelSince(Struct, frozen=True, kw_only=True):
    """A unit's level from a day on; `since` is None for the first one."""

    level: str
    since: date | None = None


class Unit(Struct, frozen=True, kw_only=True):
    """A unit. Its id is its path: the unit above it is the path without its last part.

    Attributes:
        unlisted: the catalogue says that it has lower units which are not in it (`cap_duoi_chua_du`).
    """

    id: str
    levels: tuple[LevelSince, ...]
    first: date | None = None
    last: date | None = None
    unlisted: bool = False

    def __post_init__(self) -> None:
        """Levels follow each other in time."""
        days = [each.since for each in self.levels[1:]]
        assert self.levels and self.levels[0].since is None, self.id
        assert all(a is not None and b is not None and a < b for a, b in pairwise(days)), self.id

    def alive_on(self, day: date) -> bool:
        """Whether the unit exists on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def alive_in(self, month: int) -> bool:
        """Whether the unit exists on at least one day of a month."""
        return (self.first is None or self.first <= last_day(month)) and (
            self.last is None or first_day(month) <= self.last
        )

    def level_on(self, day: date) -> str:
        """The level on a day; before the first one the first one."""
        return next(each.level for each in reversed(self.levels) if each.since is None or each.since <= day)

    def level_in(self, month: int) -> str:
        """The level at the end of a month, or on the unit's last day if that comes first."""
        end = last_day(month)
        return self.level_on(end if self.last is None else min(end, self.last))


class Indicator(Struct, frozen=True, kw_only=True):
    """What is counted, and how it is combined along units and along time.

    Attributes:
        across: `tong`, `ty-le`, `binh-quan`, `lon-nhat`, `nho-nhat`, `dem-don-vi` or `khong-cong`.
        over: `tong`, `cuoi-ky`, `binh-quan`, `lon-nhat` or `nho-nhat`.
        of_area: every figure speaks of the unit's whole area (`pham_vi: dia-ban`).
        falling: less is better.
    """

    id: str
    across: str = "tong"
    over: str = "tong"
    levels: tuple[str, ...] = USUAL_LEVELS
    parts: tuple[str, ...] = ()
    numerator: str | None = None
    denominator: str | None = None
    weight: str | None = None
    of_area: bool = False
    falling: bool = False
    first: date | None = None
    last: date | None = None

    def used_in(self, month: int) -> bool:
        """Whether the indicator is in use on at least one day of a month."""
        return (self.first is None or self.first <= last_day(month)) and (
            self.last is None or first_day(month) <= self.last
        )


class Received(Struct, frozen=True, kw_only=True):
    """A part of a figure that another unit, or a name outside the catalogue, handed on."""

    giver: str
    amount: Fraction


class Line(Struct, frozen=True, kw_only=True):
    """One figure of one report.

    Attributes:
        stated: it stands under `toan_dia_ban`, otherwise under `so_lieu`.
        value: None for a ratio and for `không áp dụng`.
        counts: numerator and denominator of a ratio.
        step: one unit of the last digit written.
        approximate: written with `trên`, `gần`, `khoảng` or the like.
    """

    unit: str
    period: Period
    indicator: str
    stated: bool = False
    value: Fraction | None = None
    counts: tuple[Fraction, Fraction] | None = None
    approximate: bool = False
    step: Fraction = Fraction(1)
    received: tuple[Received, ...] = ()

    @property
    def applies(self) -> bool:
        """False for `không áp dụng`."""
        return self.value is not None or self.counts is not None


class Goal(Struct, frozen=True, kw_only=True):
    """What a target asks for: a bound, or a range from `low` to `high`.

    Attributes:
        comparator: `>=`, `>`, `=`, `<`, `<=`, or `khoang` for a range.
        high: only in a range.
    """

    comparator: str
    low: Fraction
    high: Fraction | None = None


class Target(Struct, frozen=True, kw_only=True):
    """One target of a unit's plan of a year."""

    unit: str
    year: int
    indicator: str
    goal: Goal


class Amendment(Struct, frozen=True, kw_only=True):
    """The day on which a unit's plan of a year was amended."""

    unit: str
    year: int
    day: date


class Project(Struct, frozen=True, kw_only=True):
    """A whole project; units and indicators in catalogue order."""

    units: tuple[Unit, ...]
    takeovers: tuple[Takeover, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    lines: tuple[Line, ...] = ()
    targets: tuple[Target, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    def unit(self, unit_id: str) -> Unit:
        """The unit with an id."""
        return next(unit for unit in self.units if unit.id == unit_id)

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator with an id."""
        return next(each for each in self.indicators if each.id == indicator_id)


def day_before(day: date) -> date:
    """The day before a day."""
    return day - timedelta(days=1)
