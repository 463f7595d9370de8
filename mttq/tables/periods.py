"""Periods and times as tables say them: `Tháng 6/2026`, `quý II`, `30/06/2026 10:15:22`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mttq.catalogue import Campaign
from mttq.documents.file_names import meant_name
from mttq.period import CAMPAIGN, PERIODS, Cycle, Period, parse_cycle

Moment = tuple[int, ...]
"""A moment as year, month, day, hour, minute, second."""

_YEAR = re.compile(r"(?:^|[\s/.,-])(?:năm\s+)?((?:19|20)\d\d)$")
_MONTH = re.compile(r"tháng\s*(0?[1-9]|1[0-2])")
_MONTH_AND_YEAR = re.compile(r"(0?[1-9]|1[0-2])\s*[/.-]\s*((?:19|20)\d\d)")
_TITLES = {one.title.casefold(): one for one in PERIODS.values()}
_MOMENT = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[\sT,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(sa|ch|am|pm)?)?",
    re.IGNORECASE,
)
_ANY_CYCLE = (parse_cycle("2020"), parse_cycle("2019-2024"))
_ORDERS = ("year first", "day first", "month first")


def parse_period(text: str, cycle: Cycle | None) -> tuple[Cycle, Period] | None:
    """Return the period that a cell names.

    Args:
        text: the cell.
        cycle: the year or term, if it is known otherwise; a year in the cell has to be the same.
    """
    words = _MONTH_AND_YEAR.sub(r"tháng \1 năm \2", " ".join(text.casefold().split()))
    words = words.replace("tháng tháng", "tháng")
    found = _YEAR.search(words)
    if found is not None:
        named = parse_cycle(found[1])
        if named is None or (cycle is not None and cycle != named):
            return None
        cycle, words = named, words[: found.start()].strip(" /.,-").removesuffix("năm").strip(" ,")
    if cycle is None or not text.strip():
        return None
    period = _period(words) if words else cycle.whole
    return (cycle, period) if period is not None and period.fits(cycle) else None


def named_period(
    name: str, cycle: Cycle | None, campaigns: Mapping[str, Campaign]
) -> tuple[Cycle | None, Period] | None:
    """Return the period that a map or an option names, and its year or term if that is known.

    Args:
        name: the name: `thang-06`, `Quý II`, `dot-cao-diem`.
        cycle: the year or term, if it is known otherwise.
        campaigns: the campaigns of the catalogue, which have years of their own.
    """
    campaign = campaigns.get(name.removeprefix(CAMPAIGN)) if name.startswith(CAMPAIGN) else None
    if campaign is not None:
        own = campaign.cycle
        return (own, own.whole) if cycle is None or cycle.name == own.folder else None
    for one in (cycle,) if cycle is not None else _ANY_CYCLE:
        found = parse_period(name, one)
        if found is not None:
            return cycle, found[1]
    return None


def _period(words: str) -> Period | None:
    month = _MONTH.fullmatch(words)
    if month is not None:
        return PERIODS[f"thang-{int(month[1]):02}"]
    return (
        PERIODS.get(words)
        or _TITLES.get(words)
        or _TITLES.get(f"{words} năm")
        or PERIODS.get(meant_name(words) or "")
    )


def moments(texts: Mapping[int, str]) -> list[dict[int, Moment]]:
    """Return the moments that the cells of a column mean, once for each order of day and month that fits them all.

    Args:
        texts: the cells by row; those that are no moment are left out.
    """
    read = {row: found for row, text in texts.items() if (found := _MOMENT.match(text.strip())) is not None}
    by_order = []
    for order in _ORDERS:
        known = {row: _moment(found, order) for row, found in read.items()}
        if known and all(one is not None for one in known.values()):
            by_order.append({row: one for row, one in known.items() if one is not None})
    return by_order


def _moment(found: re.Match[str], order: str) -> Moment | None:
    numbers = [int(one) for one in found.groups()[:3]]
    year, month, day = {
        "year first": (numbers[0], numbers[1], numbers[2]),
        "day first": (numbers[2], numbers[1], numbers[0]),
        "month first": (numbers[2], numbers[0], numbers[1]),
    }[order]
    if not (1900 < year < 2200 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    hour, minute, second = (int(one or 0) for one in found.groups()[3:6])
    half = (found[7] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half in {"ch", "pm"} else 0)
    return (year, month, day, hour, minute, second)
