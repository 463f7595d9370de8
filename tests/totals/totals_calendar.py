"""Days, months and levels as the oracle of totals counts them: one by one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import combinations

from totals_project import UnitModel

Months = frozenset[tuple[int, int]]


def best_cover(files: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the files without a common month that cover the most months with the longest periods."""
    best: list[tuple[str, str]] = []
    best_score: tuple[int, list[int]] = (0, [])
    for size in range(1, len(files) + 1):
        for some in combinations(files, size):
            lengths = sorted((len(months_of(*one)) for one in some), reverse=True)
            together = frozenset(month for one in some for month in months_of(*one))
            if len(together) == sum(lengths) and (len(together), lengths) > best_score:
                best, best_score = list(some), (len(together), lengths)
    return best


@cache
def months_of(cycle: str, period: str) -> Months:
    first, _, last = cycle.partition("-")
    years = range(int(first) + 1, int(last) + 1) if last else range(int(first), int(first) + 1)
    if period.startswith("thang-"):
        numbers = range(int(period[6:]), int(period[6:]) + 1)
    elif period.startswith("quy-"):
        numbers = range(3 * int(period[4:]) - 2, 3 * int(period[4:]) + 1)
    else:
        numbers = range(1, {"6-thang": 6, "9-thang": 9}.get(period, 12) + 1)
    return frozenset((year, month) for year in years for month in numbers)


@cache
def days_of(months: Months) -> tuple[date, ...]:
    day, found = date(min(months)[0], min(months)[1], 1), []
    while (day.year, day.month) <= max(months):
        found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def alive(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def level_on(unit: UnitModel, day: date) -> str:
    if len(unit.levels) == 1:
        return unit.levels[0][0]
    return next(level for level, first, last in unit.levels if alive(first, last, day))
