"""How far targets are, set against the part of the year that has passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from mttq.totals import ShownRow, Status


class TargetStanding(StrEnum):
    """How far a target is; the values are the classes by which charts draw them."""

    REACHED = "dat"
    ON_COURSE = "kip"
    BEHIND = "cham"
    OPEN = "chua-xet"
    SILENT = "khong-so"

    def label(self, passed: Decimal) -> str:
        """Return it in words; at the end of the year a target that is not reached is no longer behind but missed."""
        if self is TargetStanding.BEHIND and passed == 100:
            return "chưa đạt"
        return _LABELS[self]


_LABELS = {
    TargetStanding.REACHED: "đạt",
    TargetStanding.ON_COURSE: "kịp tiến độ",
    TargetStanding.BEHIND: "chậm",
    TargetStanding.OPEN: "chưa xét được",
    TargetStanding.SILENT: "chưa có số liệu",
}


def standing_of(row: ShownRow, passed: Decimal) -> TargetStanding | None:
    """Return how far a row's target is; None without a target.

    What is missing is no zero: an incomplete figure below its share of the year may still be on course.

    Args:
        row: the row.
        passed: how much of the year is over, in per cent.
    """
    if row.goal is None:
        return None
    if row.total.status is Status.NOTHING:
        return TargetStanding.SILENT
    if row.reached is True:
        return TargetStanding.REACHED
    if row.reached is False and passed == 100:
        return TargetStanding.BEHIND
    if passed == 100 or row.completion is None:
        return TargetStanding.OPEN
    if row.completion >= passed:
        return TargetStanding.ON_COURSE
    whole = row.total.status in {Status.COMPLETE, Status.AS_STATED}
    return TargetStanding.BEHIND if whole or row.reached is False else TargetStanding.OPEN


def counted(rows: Iterable[ShownRow], passed: Decimal) -> Counter[TargetStanding]:
    """Count the targets of some rows by how far they are."""
    return Counter(one for row in rows if (one := standing_of(row, passed)) is not None)
