"""A unit that is taken over as a whole but goes on existing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from mttq.catalogue import Catalogue
from mttq.check.rules.takeovers import SuccessionLine, takeovers
from mttq.diagnostics import Code, Diagnostic

LIVING_PREDECESSOR = Code("MT321", "don-vi-cu-con-ton-tai")

_DAY = timedelta(days=1)


def living_predecessor(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that a unit taken over as a whole ends before that day.

    A unit with several heirs is reported once. One that hands over only a part (`ty_trong`) may go on existing, unless
    its heirs' parts make up all of it or the heir lies below it.
    """
    by_old: dict[str, list[SuccessionLine]] = {}
    for one in takeovers(catalogue):
        if one.old.last is None or one.old.last >= one.day:
            by_old.setdefault(one.old.id, []).append(one)
    for these in by_old.values():
        inside = [one for one in these if catalogue.units.is_below(one.heir.id, one.old.id)]
        if inside and these[0].old.last is None:
            yield from map(_above, inside)
            continue
        shares = [one.line.share or Decimal(0) for one in these]
        undivided = [one for one in these if not one.line.share_written]
        if undivided or sum(shares, Decimal(0)) >= 1:
            yield _living([*undivided, *these][0])


def _above(one: SuccessionLine) -> Diagnostic:
    return Diagnostic(
        LIVING_PREDECESSOR,
        one.heir.path,
        one.line.span,
        f"“{one.heir.id}” kế thừa “{one.old.id}” là đơn vị cấp trên của nó, vẫn đang tồn tại",
        help=f"bỏ dòng này; nếu “{one.old.id}” đã giải thể thì ghi den cho nó",
    )


def _living(one: SuccessionLine) -> Diagnostic:
    last = one.day - _DAY if one.day > date.min else one.day
    if one.old.last is None:
        fact = f"“{one.old.id}” không có ngày cuối (den)"
        remedy = f"thêm “den: {last}” cho “{one.old.id}”; nếu đơn vị ấy vẫn còn thì bỏ dòng kế thừa"
    else:
        fact = f"“{one.old.id}” còn tồn tại đến {one.old.last:%d/%m/%Y}"
        remedy = f"sửa den của “{one.old.id}” thành {last}, hoặc sửa ngày kế thừa"
    return Diagnostic(
        LIVING_PREDECESSOR,
        one.heir.path,
        one.line.span,
        f"“{one.heir.id}” kế thừa “{one.old.id}” từ {one.day:%d/%m/%Y}, nhưng {fact}: "
        "cả hai cùng phải báo cáo, số của đơn vị cũ không chuyển sang đơn vị mới",
        help=remedy,
    )
