"""Months in words: `tháng 1–3, 7`."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue, Indicator, OverPeriods
from mttq.totals import ShownTable


def months_text(bits: int, table: ShownTable) -> str:
    """Return months of the period in words, runs from the first to the last; "" for all of them.

    Args:
        bits: one bit for each month of the period, the lowest for the first.
        table: the table of the period.
    """
    months = table.period.months(table.cycle)
    if bits == (1 << len(months)) - 1:
        return ""
    with_year = len(months) > 12
    runs = []
    for first, last in _runs(bits):
        ends = dict.fromkeys(_month(months[one], with_year=with_year) for one in (first, last))
        runs.append("–".join(ends))
    return f"tháng {', '.join(runs)}" if runs else ""


def months_list(bits: int, table: ShownTable) -> list[str]:
    """Return months of the period as `2025-01`."""
    months = table.period.months(table.cycle)
    return [f"{one // 12:04}-{one % 12 + 1:02}" for place, one in enumerate(months) if bits >> place & 1]


def is_of_the_end(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether figures describe the end of a period, so that naming its last month says nothing."""
    counts = [catalogue.indicators.get(one) for one in (indicator.numerator, indicator.denominator) if one]
    return all(one is not None and one.over_periods is OverPeriods.STOCK for one in counts or (indicator,))


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    place = 0
    while bits >> place:
        if not bits >> place & 1:
            place += 1
            continue
        first = place
        while bits >> (place + 1) & 1:
            place += 1
        yield first, place
        place += 1


def _month(month: int, *, with_year: bool) -> str:
    return f"{month % 12 + 1}/{month // 12}" if with_year else str(month % 12 + 1)
