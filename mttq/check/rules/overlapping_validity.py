"""A name, level or code of a unit that holds on the same day as another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mttq.catalogue import Catalogue, Dated, Unit
from mttq.check.rules.bad_validity import dated_values
from mttq.diagnostics import Code, Diagnostic
from mttq.levels import Level

OVERLAPPING_VALIDITY = Code("MT320", "hieu-luc-chong")


def overlapping_validity(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that on any day a unit has one name, one level and one code."""
    for unit in catalogue.units.by_id.values():
        for key, dated in dated_values(unit):
            yield from _check(unit, key, dated)


def _check(unit: Unit, key: str, dated: Dated[str] | Dated[Level]) -> Iterator[Diagnostic]:
    earlier: list[tuple[str, date, date]] = []
    for (value, first, last), span in zip(dated.values, dated.spans, strict=True):
        start, end = first or date.min, last or date.max
        if end < start:
            continue
        for other, other_start, other_end in earlier:
            if start <= other_end and other_start <= end:
                yield Diagnostic(
                    OVERLAPPING_VALIDITY,
                    unit.path,
                    span,
                    f"{key} của “{unit.id}” là cả “{other}” và “{value}” trong cùng một thời gian",
                    help="ghi ngày cuối (den) cho giá trị cũ và ngày đầu (tu) cho giá trị mới",
                )
                break
        earlier.append((value, start, end))
