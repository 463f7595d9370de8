"""What a document says once, in front, about the units whose figures its sums lack.

A sum that lacks other units says so itself, and a complete one says that it is
complete: each reader knows of each figure what it covers, and the common case
is not repeated at every figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from mttq.report.figures import Naming, incomplete, is_of_unit
from mttq.totals import Row, Status

_MOST_NAMES = 12


class Reservation(Struct, frozen=True):
    """The units that most sums of a document lack.

    Attributes:
        units_in: how many units have reported.
        units_due: how many have to.
        missing: the ids of the others, in catalogue order.
    """

    units_in: int
    units_due: int
    missing: tuple[str, ...]

    def is_within(self, other: Reservation) -> bool:
        """Return whether the other one names all the units that are missing here."""
        return set(self.missing) <= set(other.missing)

    def sentence(self, name_of: Naming, unit: str, body: str) -> str:
        """Return the sentence that goes in front: who has reported, and who has not.

        Args:
            name_of: the names of units.
            unit: the unit whose document it is.
            body: what its own figures are those of.
        """
        names = [body if one == unit else name_of(one) for one in self.missing[:_MOST_NAMES]]
        left = len(self.missing) - len(names)
        more = f" và {left} đơn vị khác" if left else ""
        return (
            f"Số liệu tổng hợp từ {self.units_in}/{self.units_due} đơn vị; "
            f"chưa có đủ số liệu của {', '.join(names)}{more}."
        )


def common(rows: Iterable[Row]) -> Reservation | None:
    """Return the fewest units without which at least half of the sums are not whole; None if there are none."""
    sums = [row for row in rows if row.total.result is not None and not is_of_unit(row.total)]
    found = Counter(one for row in sums if (one := _of(row)) is not None)
    least = sum(row.total.units_due > 1 for row in sums)
    candidates = sorted(found, key=lambda one: (len(one.missing), -found[one]))
    return next((one for one in candidates if 2 * _lacking(found, one) >= least), None)


def _lacking(found: Counter[Reservation], said: Reservation) -> int:
    """Return how many sums lack no other units than those."""
    return sum(times for one, times in found.items() if one.is_within(said))


def reserved(row: Row, said: Reservation | None) -> str:
    """Return why a result is not the whole truth, unless it was said in front; "" if it is.

    Args:
        row: the result.
        said: what was said in front, if anything.
    """
    if said is None:
        return incomplete(row)
    one = _of(row)
    if one is not None and one.is_within(said):
        return ""
    total = row.total
    is_sum = total.result is not None and total.units_due > 1 and not is_of_unit(total)
    if is_sum and total.status is Status.COMPLETE:
        return f"đủ {total.units_due}/{total.units_due} đơn vị"
    return incomplete(row)


def _of(row: Row) -> Reservation | None:
    total = row.total
    if total.status is not Status.INCOMPLETE or not incomplete(row):
        return None
    if not total.units_in or total.units_in == total.units_due:
        return None
    return Reservation(total.units_in, total.units_due, total.missing)
