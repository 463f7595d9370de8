"""What a document says once, in front, about the units whose figures its sums lack.

A sum that lacks other units says so itself, and a complete one says that it is
complete: each reader knows of each figure what it covers, and the common case
is not repeated at every figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.report.figures import Naming, incomplete, is_of_unit
from mttq.totals import Row, Status, operator_of

_MOST_NAMES = 12


class Reservation(Struct, frozen=True):
    """The units that most sums of a document lack.

    Attributes:
        units_in: how many units have reported.
        units_due: how many have to.
        missing: the ids of the others, in catalogue order.
        alike: the indicators whose figures lack these, as far as they have to report them.
    """

    units_in: int
    units_due: int
    missing: tuple[str, ...]
    alike: frozenset[str] = frozenset()

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


def common(rows: Iterable[Row], is_due: Callable[[Indicator, str], bool]) -> Reservation | None:
    """Return the fewest units that at least half of the figures lack; None if there are none.

    Figures that nobody adds up don't count.

    Args:
        rows: the results.
        is_due: whether a unit has to report an indicator.
    """
    results = [
        row for row in rows if row.total.result is not None and not operator_of(row.indicator).own_only
    ]
    found = [(row, one) for row in results if (one := _of(row)) is not None]
    for said in sorted({one for _, one in found}, key=lambda one: (len(one.missing), -one.units_due)):
        alike = frozenset(
            row.indicator.id for row, one in found if _is_alike(row.indicator, one, said, is_due)
        )
        if 2 * len(alike) >= len(results):
            return replace(said, alike=alike)
    return None


def _is_alike(
    indicator: Indicator, one: Reservation, said: Reservation, is_due: Callable[[Indicator, str], bool]
) -> bool:
    """Return whether a figure lacks exactly those of the named units that have to report it."""
    others = set(said.missing) - set(one.missing)
    return set(one.missing) <= set(said.missing) and not any(is_due(indicator, unit) for unit in others)


def reserved(row: Row, said: Reservation | None) -> str:
    """Return why a result is not the whole truth, unless it was said in front; "" if it is.

    Args:
        row: the result.
        said: what was said in front, if anything.
    """
    if said is None:
        return incomplete(row)
    one = _of(row)
    if one is not None and row.indicator.id in said.alike and set(one.missing) <= set(said.missing):
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
