"""A spelling of a unit of measure that is another unit of its family: `tấn` for `kg`."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic
from mttq.quantity.units import is_convertible

FOREIGN_SPELLING = Code("MT220", "cach-viet-la-don-vi-khac")


def foreign_spelling(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that no spelling names a unit that is read by itself, larger or smaller or of another kind."""
    for indicator in catalogue.indicators.values():
        name = indicator.measure.name
        for spelling in indicator.measure.spellings:
            if is_convertible(spelling, name):
                yield Diagnostic(
                    FOREIGN_SPELLING,
                    indicator.path,
                    indicator.span,
                    f"“{spelling}” là một đơn vị khác, không phải cách viết của “{name}”",
                    help=f"bỏ “{spelling}” khỏi cach_viet: số liệu ghi bằng đơn vị cùng loại được đổi ra “{name}”",
                )
