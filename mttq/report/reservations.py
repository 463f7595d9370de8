"""What a document says once, in front, about the units and months that its figures lack.

A figure that lacks others says so itself, and a complete sum says that it is
complete: each reader knows of each figure what it covers, and the common case
is not repeated at every figure. Where no words are common to most figures, each
that lacks others says so, the unit's own too if they stand beside such sums;
where only the unit itself has reported, its figures need no words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.period import Cycle, Period
from mttq.report.figures import Naming, incomplete, is_alone, is_of_unit, lacking
from mttq.report.wording import roman
from mttq.totals import Row, Status, Total

_MOST_NAMES = 12
_MONTHS_OF_YEAR, _QUARTER = 12, 3


class Reservation(Struct, frozen=True):
    """The units that most sums of a document lack, or the months that the unit itself lacks.

    Attributes:
        units_in: how many units have reported for the whole period.
        units_due: how many have to.
        missing: the ids of the others, in catalogue order.
        early: whether some of these have reported for a part of the period.
        months: if only the unit itself has to report, the months of the year that it has not, as bits from bit 1;
            otherwise 0.
        alike: the indicators whose figures lack these, as far as they have to report them; none if each figure
            says for itself what it lacks, and the document nothing in front.
    """

    units_in: int
    units_due: int
    missing: tuple[str, ...]
    early: bool = False
    months: int = 0
    alike: frozenset[str] = frozenset()

    def of_months(self, cycle: Cycle, *, to_date: bool) -> str:
        """Return the sentence that goes in front if the unit reports alone: which months it has not reported.

        Args:
            cycle: the year or term.
            to_date: whether the figures that lack them are those since January.
        """
        if cycle.first_year != cycle.last_year or cycle.alone is not None or not self.months:
            return "Số liệu chưa đủ cả kỳ."
        who = "Số lũy kế chưa gồm" if to_date else "Chưa có"
        return f"{who} số liệu {_listed(list(_spans(self.months)))} {cycle.title}."

    def of_units(self, name_of: Naming, unit: str, body: str) -> str:
        """Return the sentence that goes in front if several units report: how many have, and who has not.

        Args:
            name_of: the names of units.
            unit: the unit whose document it is.
            body: what its own figures are those of.
        """
        names = [body if one == unit else name_of(one) for one in self.missing[:_MOST_NAMES]]
        left = len(self.missing) - len(names)
        more = f" và {left} đơn vị khác" if left else ""
        said = f"từ {self.units_in}/{self.units_due} đơn vị; chưa có đủ"
        if not self.units_in:
            said = "chưa đủ cả kỳ; còn thiếu"
        elif self.early:
            said = f"mới có {self.units_in}/{self.units_due} đơn vị báo cáo đủ cả kỳ; chưa có đủ"
        return f"Số liệu tổng hợp {said} số liệu của {', '.join(names)}{more}."


def common(
    rows: Iterable[tuple[Row, Period]], is_due: Callable[[Indicator, str], bool]
) -> Reservation | None:
    """Return the fewest units that at least half of the figures lack; None if no sum lacks any.

    What no unit has reported for the whole period needs more than half. Figures that nobody adds up don't count.
    If no units are lacking in so many, what is returned is that of one sum, with no indicators alike.

    Args:
        rows: the results, each with its period.
        is_due: whether a unit has to report an indicator.
    """
    results = [(row, period) for row, period in rows if row.total.result is not None and not is_alone(row)]
    found = [
        (row, replace(one, months=_own_months(row.total) << period.first))
        for row, period in results
        if (one := _of(row.total)) is not None
    ]
    said_of = {one for row, one in found if one.units_due == 1 or one.early or not is_of_unit(row.total)}
    for said in sorted(said_of, key=lambda one: (len(one.missing), -one.units_due, one.early, one.months)):
        alike = frozenset(
            row.indicator.id for row, one in found if _is_alike(row.indicator, one, said, is_due)
        )
        if 2 * len(alike) + bool(said.units_in) > len(results):
            return replace(said, alike=alike)
    return next((one for row, one in found if one.units_due > 1 and not is_of_unit(row.total)), None)


def _is_alike(
    indicator: Indicator, one: Reservation, said: Reservation, is_due: Callable[[Indicator, str], bool]
) -> bool:
    """Return whether a figure lacks exactly those of the named units that have to report it."""
    others = set(said.missing) - set(one.missing)
    return (
        set(one.missing) <= set(said.missing)
        and one.months == said.months
        and not any(is_due(indicator, unit) for unit in others)
    )


def reserved(row: Row, said: Reservation | None) -> str:
    """Return why a result is not the whole truth, unless it was said in front; "" if it is.

    Args:
        row: the result.
        said: what was said in front, if anything.
    """
    total = row.total
    if said is None or said.units_due == 1 or total.result is None or is_alone(row):
        return incomplete(row)
    one = _of(total)
    if one is not None and row.indicator.id in said.alike and set(one.missing) <= set(said.missing):
        return ""
    if is_of_unit(total):
        return lacking(total) if one is not None and one.units_due > 1 else ""
    if total.status is Status.COMPLETE and total.units_due > 1 and said.alike:
        return f"đủ {total.units_due}/{total.units_due} đơn vị"
    return incomplete(row)


def unsaid(rows: Iterable[Row], said: Reservation | None) -> list[str]:
    """Return the names of the indicators whose own figures lack months that the document does not mention."""
    return [
        row.indicator.name
        for row in rows
        if row.total.result is not None
        and is_of_unit(row.total)
        and row.total.own.early
        and _of(row.total) is not None
        and (said is None or row.indicator.id not in said.alike)
    ]


def _of(total: Total) -> Reservation | None:
    """Return what a result lacks; None if that is nothing, or not a matter of units that have not reported."""
    if total.status is not Status.INCOMPLETE or total.ties or total.unallocated:
        return None
    if total.units_in == total.units_due:
        return None
    return Reservation(total.units_in, total.units_due, total.missing, total.early)


def _own_months(total: Total) -> int:
    """Return the months of the period that a unit that reports alone has not reported, as bits."""
    return next(iter(total.open_months().values()), 0) if total.units_due == 1 else 0


def _spans(bits: int) -> Iterator[str]:
    """Yield months of a year in words: `tháng 01`, `quý III`, `từ quý II đến quý IV`, `từ tháng 4 đến tháng 5`."""
    first = 0
    for month in range(1, _MONTHS_OF_YEAR + 2):
        if bits >> month & 1 and not first:
            first = month
        elif not bits >> month & 1 and first:
            last, start, end = month - 1, _month(first), _month(month - 1)
            if first % _QUARTER == 1 and last % _QUARTER == 0:
                start, end = (f"quý {roman(-(-one // _QUARTER))}" for one in (first, last))
            yield start if start == end else f"từ {start} đến {end}"
            first = 0


def _month(number: int) -> str:
    return f"tháng {number:02}" if number < 3 else f"tháng {number}"


def _listed(names: list[str]) -> str:
    return " và ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
