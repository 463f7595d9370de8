"""Shares of a divided unit that leave a part of it unassigned, or of which one is not given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mttq.catalogue import Catalogue
from mttq.check.rules.takeovers import SuccessionLine, takeovers
from mttq.diagnostics import Code, Diagnostic
from mttq.quantity import percentage

INCOMPLETE_SHARES = Code("MT324", "ty-trong-chua-du")


def incomplete_shares(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that the heirs of a unit that has ended all give a share, or none does, and that the shares make 100%.

    A unit that goes on existing keeps what its heirs don't take. Shares of more than 100% are MT111.
    """
    by_old: dict[str, list[SuccessionLine]] = {}
    for one in takeovers(catalogue):
        by_old.setdefault(one.old.id, []).append(one)
    for these in by_old.values():
        yield from _check(these)


def _check(these: Sequence[SuccessionLine]) -> Iterator[Diagnostic]:
    written = [one for one in these if one.line.share_written]
    shares = [one.line.share for one in written if one.line.share is not None]
    if len(shares) < len(written) or not shares:
        return  # a share that can't be read is reported where it is read
    total = sum(shares, Decimal(0))
    old = these[0].old
    if len(written) < len(these):
        taken = "; ".join(
            f"“{one.heir.id}” nhận {percentage((one.line.share or Decimal(0)) * 100)}" for one in written
        )
        for one in these:
            if not one.line.share_written:
                yield Diagnostic(
                    INCOMPLETE_SHARES,
                    one.heir.path,
                    one.line.span,
                    f"“{one.heir.id}” kế thừa “{old.id}” mà không ghi ty_trong, trong khi {taken}",
                    help=f"ghi ty_trong cho mọi đơn vị kế thừa “{old.id}”, hoặc không ghi cho đơn vị nào",
                )
    elif total < 1 and old.last is not None:
        one = these[-1]
        yield Diagnostic(
            INCOMPLETE_SHARES,
            one.heir.path,
            one.line.span,
            f"các phần của “{old.id}” chia cho các đơn vị cộng lại chỉ là {percentage(total * 100)}: "
            f"{percentage((1 - total) * 100)} không thuộc đơn vị nào",
            help="sửa ty_trong, hoặc thêm dòng kế thừa ở đơn vị nhận phần còn lại, để các phần cộng lại bằng 100%",
        )
