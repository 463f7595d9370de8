"""Indicators of which one speaks of areas (`pham_vi: dia-ban`) and another that belongs to it does not."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue, Indicator
from mttq.catalogue.indicators import DENOMINATOR, EXTENT, NUMERATOR, PARTS, Extent
from mttq.diagnostics import Code, Diagnostic, Severity

EXTENTS_DIFFER = Code("MT427", "pham-vi-khong-khop", Severity.WARNING)

_CALLED = {NUMERATOR.key: "tử số", DENOMINATOR.key: "mẫu số", PARTS.key: "thành phần"}


def extents_differ(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that the counts of a ratio, or a whole and its parts, all speak of areas or none does."""
    known = catalogue.indicators
    for indicator in known.values():
        for reference in indicator.references if indicator.area_wide else ():
            other = known.get(reference.target)
            if reference.key in _CALLED and other is not None and not other.area_wide:
                yield Diagnostic(
                    EXTENTS_DIFFER,
                    indicator.path,
                    reference.span,
                    f"số liệu của “{indicator.id}” là của cả địa bàn, còn “{other.id}” "
                    f"({_CALLED[reference.key]} của nó) là của riêng từng đơn vị",
                    help=_remedy(other),
                )
    for whole in known.values():
        if whole.area_wide or not whole.parts:
            continue
        about = [name for name in whole.parts if name in known and known[name].area_wide]
        for reference in whole.references:
            if reference.key == PARTS.key and reference.target in about:
                yield Diagnostic(
                    EXTENTS_DIFFER,
                    whole.path,
                    reference.span,
                    f"số liệu của “{reference.target}” là của cả địa bàn, còn “{whole.id}” gồm cả số của riêng từng "
                    "đơn vị",
                    help=_remedy(whole),
                )


def _remedy(one: Indicator) -> str:
    return (
        f"thêm {EXTENT.key}: {Extent.AREA} cho “{one.id}” nếu nó cũng là số của cả địa bàn; "
        "nếu không thì dùng một chỉ tiêu khác"
    )
