"""A name, level or code of a unit whose days run backwards, or that holds on the same day as another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mttq.catalogue import Catalogue, Dated, Unit
from mttq.diagnostics import Diagnostic
from mttq.diagnostics.codes import BAD_VALIDITY, OVERLAPPING_VALIDITY
from mttq.levels import Level


def dated_values(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """On any day a unit has one name, one level and one code."""
    for unit in catalogue.units.by_id.values():
        for key, dated in (("ten", unit.names), ("cap", unit.levels), ("ma", unit.codes)):
            yield from _check(unit, key, dated)


def _check(unit: Unit, key: str, dated: Dated[str] | Dated[Level]) -> Iterator[Diagnostic]:
    earlier: list[tuple[str, date, date]] = []
    for (value, first, last), span in zip(dated.values, dated.spans, strict=True):
        start, end = first or date.min, last or date.max
        if end < start:
            yield Diagnostic(
                BAD_VALIDITY,
                unit.path,
                span,
                f"{key} “{value}” có ngày cuối {end:%d/%m/%Y} trước ngày đầu {start:%d/%m/%Y}",
                "sửa tu hoặc den",
            )
            continue
        for other, other_start, other_end in earlier:
            if start <= other_end and other_start <= end:
                yield Diagnostic(
                    OVERLAPPING_VALIDITY,
                    unit.path,
                    span,
                    f"{key} của “{unit.id}” là cả “{other}” và “{value}” trong cùng một thời gian",
                    "ghi ngày cuối (den) cho giá trị cũ và ngày đầu (tu) cho giá trị mới",
                )
                break
        earlier.append((value, start, end))
