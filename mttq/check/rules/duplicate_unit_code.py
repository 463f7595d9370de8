"""Two units with the same official code on the same day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mttq.catalogue import Catalogue, Unit
from mttq.diagnostics import Code, Diagnostic

DUPLICATE_UNIT_CODE = Code("MT319", "ma-don-vi-trung")


def duplicate_unit_code(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that no two units have the same code on the same day; after a merger a code may be used again."""
    owners: dict[str, list[tuple[Unit, date, date]]] = {}
    for unit in catalogue.units.by_id.values():
        for (code, first, last), span in zip(unit.codes.values, unit.codes.spans, strict=True):
            start = max(first or date.min, unit.first or date.min)
            end = min(last or date.max, unit.last or date.max)
            known = owners.setdefault(code, [])
            other = next(
                (
                    other
                    for other, other_start, other_end in known
                    if start <= other_end and other_start <= end and other.id != unit.id
                ),
                None,
            )
            if other is not None:
                yield Diagnostic(
                    DUPLICATE_UNIT_CODE,
                    unit.path,
                    span,
                    f"mã {code} của “{unit.id}” trùng với “{other.id}” trong cùng thời gian",
                    help="sửa mã, hoặc ghi ngày hiệu lực (tu, den) cho từng mã",
                )
            known.append((unit, start, end))
