"""A unit that takes another one over on a day on which it does not exist, or leaves a gap before that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mttq.catalogue import Catalogue
from mttq.check.rules.takeovers import SuccessionLine, takeovers
from mttq.diagnostics import Code, Diagnostic

ABSENT_SUCCESSOR = Code("MT322", "ke-thua-lech-ngay")

_DAY = timedelta(days=1)


def absent_successor(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that an heir exists on the day it takes over, and that this is the day after the old unit's last one."""
    for one in takeovers(catalogue):
        found = _fault(one)
        if found is not None:
            fact, remedy = found
            yield Diagnostic(
                ABSENT_SUCCESSOR,
                one.heir.path,
                one.line.span,
                f"“{one.heir.id}” kế thừa “{one.old.id}” từ {one.day:%d/%m/%Y}, nhưng {fact}",
                help=remedy,
            )


def _fault(one: SuccessionLine) -> tuple[str, str] | None:
    """Return what is wrong with the days of a takeover, and the remedy."""
    heir, old, day = one.heir, one.old, one.day
    if heir.first is not None and heir.last is not None and heir.last < heir.first:
        return None
    if heir.first is not None and day < heir.first:
        return (
            f"“{heir.id}” đến {heir.first:%d/%m/%Y} mới tồn tại",
            f"sửa ngay của dòng kế thừa, hoặc sửa tu của “{heir.id}”",
        )
    if heir.last is not None and heir.last < day:
        return (
            f"“{heir.id}” chỉ tồn tại đến {heir.last:%d/%m/%Y}",
            f"sửa ngay của dòng kế thừa, hoặc sửa den của “{heir.id}”",
        )
    if old.last is not None and (day - old.last) > _DAY:
        return (
            f"“{old.id}” chỉ tồn tại đến {old.last:%d/%m/%Y}: ở giữa không đơn vị nào thay “{old.id}”",
            f"kế thừa từ {old.last + _DAY} (ngay, hoặc tu của đơn vị mới), hoặc sửa den của “{old.id}”",
        )
    return None
