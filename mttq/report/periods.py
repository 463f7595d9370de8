"""Periods in the words of documents: the one that follows, the one before, the months since January."""

from __future__ import annotations

from mttq.period import PERIODS, Cycle, Period, parse_cycle

_MONTHS_OF_YEAR = 12
_HALVES = {"6-thang": "6 tháng cuối năm", "9-thang": "3 tháng cuối năm"}


def results_and_directions(cycle: Cycle, period: Period) -> str:
    """Return the subject line of a report of results that also looks ahead.

    `Kết quả công tác Mặt trận 6 tháng đầu năm, phương hướng, nhiệm vụ 6 tháng cuối năm 2020`. It names the year
    once, unless the period that follows is in the next year.
    """
    now, then, same_year = _now_and_then(cycle, period)
    if not then:
        return results(cycle, period)
    if not same_year:
        now = f"{now} {cycle.title}" if period.name != "nam" else cycle.title
    return f"Kết quả công tác Mặt trận {now}, phương hướng, nhiệm vụ {then}"


def following(cycle: Cycle, period: Period) -> str:
    """Return the period that a report looks ahead to, `6 tháng cuối năm 2020`; "" if none follows."""
    return _now_and_then(cycle, period)[1]


def results(cycle: Cycle, period: Period) -> str:
    """Return the subject line of a report of results: `Kết quả công tác Mặt trận quý IV năm 2020`."""
    return f"Kết quả công tác Mặt trận {when(cycle, period)}"


def when(cycle: Cycle, period: Period) -> str:
    """Return the period with its year: `tháng 02 năm 2020`, `6 tháng đầu năm 2020`."""
    return period.full_title(cycle).replace(period.title, title(period), 1)


def title(period: Period) -> str:
    """Return the period without its year: `tháng 02`, `quý IV`; only months 1 and 2 have a zero."""
    if period.name.startswith("thang-") and period.first < 3:
        return f"tháng {period.first:02}"
    return period.title


def comparison(cycle: Cycle, period: Period) -> str:
    """Return what a figure is compared with: `năm 2019` for a year, otherwise the same months of the year before."""
    return f"năm {cycle.first_year - 1}" if period.name == "nam" else "cùng kỳ năm trước"


def year_before(cycle: Cycle) -> Cycle | None:
    """Return the year before a year; None for a term."""
    return None if cycle.is_term or cycle.alone is not None else parse_cycle(str(cycle.first_year - 1))


def since_january(period: Period) -> Period | None:
    """Return the months from January to the end of a period; None if it begins in January itself."""
    if period.first == 1 or period.name not in PERIODS:
        return None
    for one in PERIODS.values():
        if one.first == 1 and one.last == period.last and one.name != "nhiem-ky":
            return one
    return Period(f"{period.last}-thang", 1, period.last, f"{period.last} tháng đầu năm")


def _now_and_then(cycle: Cycle, period: Period) -> tuple[str, str, bool]:
    """Return the period, the next one with its year ("" if none follows), and whether both are in one year."""
    year, following = cycle.first_year, cycle.first_year + 1
    now = title(period)
    if cycle.is_term or cycle.alone is not None:
        return now, "", False
    if period.name == "nam":
        return now, f"năm {following}", False
    if period.name in _HALVES:
        return now, f"{_HALVES[period.name]} {year}", True
    if period.last == _MONTHS_OF_YEAR:
        first = PERIODS["thang-01" if period.first == _MONTHS_OF_YEAR else "quy-1"]
        return now, f"{title(first)} năm {following}", False
    kind = period.name.split("-")[0]
    number = int(period.name.split("-")[1]) + 1
    after = PERIODS[f"{kind}-{number:02}" if kind == "thang" else f"{kind}-{number}"]
    return now, f"{title(after)} năm {year}", True
