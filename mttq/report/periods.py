"""Periods as documents speak of them: what follows, what came before, what has been since January."""

from __future__ import annotations

from mttq.period import PERIODS, Cycle, Period, parse_cycle

_MONTHS_OF_YEAR = 12
_HALVES = {"6-thang": "6 tháng cuối năm", "9-thang": "3 tháng cuối năm"}


def results_and_directions(cycle: Cycle, period: Period) -> str:
    """What a report of results is about where it looks ahead, too.

    `Kết quả công tác Mặt trận 6 tháng đầu năm, phương hướng, nhiệm vụ 6 tháng cuối năm 2020`. The year is said
    once, unless what follows lies in the next.
    """
    now, then, same_year = _now_and_then(cycle, period)
    if not then:
        return results(cycle, period)
    if not same_year:
        now = f"{now} {cycle.title}" if period.name != "nam" else cycle.title
        return f"Kết quả công tác Mặt trận {now}, phương hướng, nhiệm vụ {then}"
    return f"Kết quả công tác Mặt trận {now}, phương hướng, nhiệm vụ {then}"


def results(cycle: Cycle, period: Period) -> str:
    """What a report of results is about: `Kết quả công tác Mặt trận quý IV năm 2020`."""
    return f"Kết quả công tác Mặt trận {when(cycle, period)}"


def when(cycle: Cycle, period: Period) -> str:
    """The period with its year, as a document writes it: `tháng 02 năm 2020`, `6 tháng đầu năm 2020`."""
    return period.full_title(cycle).replace(period.title, title(period), 1)


def title(period: Period) -> str:
    """The period without its year: `tháng 02`, `quý IV`; of months only 1 and 2 have a zero."""
    if period.name.startswith("thang-") and period.first < 3:
        return f"tháng {period.first:02}"
    return period.title


def comparison(cycle: Cycle, period: Period) -> str:
    """What a figure is compared with: `năm 2019` for a year, else the same months of the year before."""
    return f"năm {cycle.first_year - 1}" if period.name == "nam" else "cùng kỳ năm trước"


def year_before(cycle: Cycle) -> Cycle | None:
    """The year before a year; None for a term."""
    return None if cycle.is_term else parse_cycle(str(cycle.first_year - 1))


def since_january(period: Period) -> Period | None:
    """The months from January to the end of a shorter period; None where it begins in January itself."""
    if period.first == 1:
        return None
    for one in PERIODS.values():
        if one.first == 1 and one.last == period.last and one.name != "nhiem-ky":
            return one
    return Period(f"{period.last}-thang", 1, period.last, f"{period.last} tháng đầu năm")


def _now_and_then(cycle: Cycle, period: Period) -> tuple[str, str, bool]:
    """The period, the one after it with its year ("" where none follows), and whether both are of one year."""
    year, following = cycle.first_year, cycle.first_year + 1
    now = title(period)
    if cycle.is_term:
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
