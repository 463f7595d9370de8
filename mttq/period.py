"""Years, terms and the periods that reports are written for.

A cycle is a folder under `plans/`: a year (`2020`) or a term (`2019-2024`). A term
is named after both ends but starts in the year after the first: 2019-2024 covers
the plan years 2020 to 2024. A period is a run of whole months of its cycle.
A campaign, and a span of several years that is no term, stand alone: each is a
cycle with one period, and no other cycle counts what is reported for it.
Months are counted from year 0, so that they compare across years. The day of a
report is not a period; `documents` deals with it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_TERM = re.compile(r"((?:19|20)\d\d)-((?:19|20)\d\d)", re.ASCII)
CAMPAIGN = "dot-"
"""With this the name of a campaign's period begins; the campaign's id follows."""
LONG_SPAN = "giai-doan"
"""The name of the period of a span of several years that is no term."""
_ROMAN = ("", "I", "II", "III", "IV")


class Cycle(Struct, frozen=True, order=True):
    """A year or a term.

    Attributes:
        first_year: the first plan year it covers.
        last_year: the last plan year it covers.
        name: the folder's name; for what stands alone also the period's: `2022/dot-thang-cao-diem`.
        alone: the only period, of a cycle that stands alone; else None.
    """

    first_year: int
    last_year: int
    name: str
    alone: Period | None = None

    @property
    def folder(self) -> str:
        """The folder that holds its files."""
        return self.name.partition("/")[0]

    @property
    def is_term(self) -> bool:
        """Whether this is a term, not a single year."""
        return "-" in self.name and self.alone is None

    @property
    def has_years(self) -> bool:
        """Whether its figures may be those of each year: in a term, and in a span of several years."""
        return "-" in self.folder

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the cycles whose reports count in it: itself, and the years of a term."""
        years = map(str, self.years) if self.alone is None else ()
        return tuple(dict.fromkeys((self.name, *years)))

    @property
    def title(self) -> str:
        """The cycle in running text: `năm 2020`, `nhiệm kỳ 2019 – 2024`."""
        if self.alone is not None:
            return self.alone.title
        if self.is_term:
            return "nhiệm kỳ " + self.name.replace("-", " – ")
        return f"năm {self.name}"

    @property
    def whole(self) -> Period:
        """The period that covers all of it: `nam`, `nhiem-ky`, or the only one."""
        if self.alone is not None:
            return self.alone
        return PERIODS["nhiem-ky" if self.is_term else "nam"]

    @property
    def years(self) -> range:
        """The plan years it covers."""
        return range(self.first_year, self.last_year + 1)


class Period(Struct, frozen=True):
    """A period of a cycle, named as its report's file is.

    Attributes:
        name: `quy-1`, `thang-02`, `6-thang`, `nam`, `nhiem-ky`.
        first: its first month, 1 to 12; for `nhiem-ky` the first month of the term's first year.
        last: its last month, 1 to 12; for `nhiem-ky` the last month of the term's last year.
        title: its name in running text, `quý IV`.
        days: the first and the last day of a campaign; None for whole months.
    """

    name: str
    first: int
    last: int
    title: str
    days: tuple[date, date] | None = None

    def months(self, cycle: Cycle) -> range:
        """Return the months it covers in a cycle, each as year × 12 + month - 1."""
        return range(cycle.first_year * 12 + self.first - 1, cycle.last_year * 12 + self.last)

    def first_day(self, cycle: Cycle) -> date:
        """Return its first day in a cycle."""
        if self.days is not None:
            return self.days[0]
        return date(cycle.first_year, self.first, 1)

    def last_day(self, cycle: Cycle) -> date:
        """Return its last day in a cycle."""
        if self.days is not None:
            return self.days[1]
        return date(cycle.last_year + self.last // 12, self.last % 12 + 1, 1) - timedelta(days=1)

    def fits(self, cycle: Cycle) -> bool:
        """Whether a cycle has reports for it: `nhiem-ky` belongs to a term, all others to a year."""
        if cycle.alone is not None or self.name == LONG_SPAN or self.name.startswith(CAMPAIGN):
            return cycle.alone == self
        return (self.name == "nhiem-ky") == cycle.is_term

    def full_title(self, cycle: Cycle) -> str:
        """Return the period with its cycle as in a document's subject: `quý IV năm 2020`, `năm 2020`."""
        if self.name in {"nam", "nhiem-ky"} or cycle.alone is not None:
            return cycle.title
        return f"{self.title.removesuffix(' năm')} {cycle.title}"  # 6 tháng đầu năm 2020


def month_of(day: date) -> int:
    """Return the month of a day, as `Period.months` counts them."""
    return day.year * 12 + day.month - 1


def first_day_of(month: int) -> date:
    """Return the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day_of(month: int) -> date:
    """Return the last day of a month."""
    return date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)


def _all_periods() -> tuple[Period, ...]:
    months = [Period(f"thang-{number:02}", number, number, f"tháng {number}") for number in range(1, 13)]
    quarters = [
        Period(f"quy-{number}", 3 * number - 2, 3 * number, f"quý {_ROMAN[number]}") for number in range(1, 5)
    ]
    return (
        *months,
        *quarters,
        Period("6-thang", 1, 6, "6 tháng đầu năm"),
        Period("9-thang", 1, 9, "9 tháng đầu năm"),
        Period("nam", 1, 12, "năm"),
        Period("nhiem-ky", 1, 12, "nhiệm kỳ"),
    )


PERIODS: dict[str, Period] = {period.name: period for period in _all_periods()}


def quarters() -> tuple[Period, ...]:
    """Return the four quarters of a year."""
    return tuple(PERIODS[f"quy-{number}"] for number in range(1, 5))


@lru_cache(maxsize=1024)
def parse_cycle(name: str) -> Cycle | None:
    """Return the year or term of a folder's name, or None if it is neither."""
    if _YEAR.fullmatch(name):
        return Cycle(int(name), int(name), name)
    found = _TERM.fullmatch(name)
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return Cycle(int(found[1]) + 1, int(found[2]), name)


@lru_cache(maxsize=1024)
def standing_alone(folder: str, name: str) -> Cycle | None:
    """Return the cycle of a file whose report stands alone; None for any other file.

    The days of a campaign are those of the folder's year until the catalogue says more.

    Args:
        folder: the folder's name.
        name: the file's name without `.yaml`.
    """
    cycle = parse_cycle(folder)
    if cycle is None:
        return None
    if name == LONG_SPAN and cycle.is_term:
        first, _, last = folder.partition("-")
        period = Period(LONG_SPAN, 1, 12, f"giai đoạn {first} – {last}")
        return Cycle(int(first), int(last), f"{folder}/{name}", period)
    if name.startswith(CAMPAIGN) and name != CAMPAIGN and not cycle.is_term:
        title = f"đợt {name.removeprefix(CAMPAIGN)}"
        return Cycle(cycle.first_year, cycle.last_year, f"{folder}/{name}", Period(name, 1, 12, title))
    return None
