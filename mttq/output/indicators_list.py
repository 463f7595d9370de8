"""Write indicators of the catalogue: as lines for a terminal, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mttq.catalogue import Catalogue, Indicator
from mttq.output.records import csv_cell, csv_lines, json_records
from mttq.output.terminal import indented, printable

KEYS = ("chi_tieu", "ten", "don_vi_tinh", "chuong_trinh", "theo_cap", "theo_ky", "cap")


def render(found: Sequence[Indicator], catalogue: Catalogue, *, width: int) -> Iterator[str]:
    """Yield, for each indicator, a line with id and name, and one with what else a writer needs to know."""
    for one in found:
        yield from indented(f"{one.id}: {printable(one.name)}", width, "", "  ")
        levels = ", ".join(level.label for level in one.levels)
        yield from indented(
            f"{one.measure.name}; {_programmes(one, catalogue)}; cấp báo cáo: {levels}", width, "  ", "  "
        )


def as_json(found: Sequence[Indicator]) -> str:
    """Return the indicators as a JSON array."""
    return json_records(dict(zip(KEYS, _values(one), strict=True)) for one in found)


def as_csv(found: Sequence[Indicator]) -> str:
    """Return the indicators as CSV, with a line of headings; several values of a cell are joined by spaces."""
    return csv_lines([KEYS, *([csv_cell(_joined(value)) for value in _values(one)] for one in found)])


def _values(one: Indicator) -> tuple[str | dict[str, int] | list[str] | None, ...]:
    return (
        one.id,
        one.name,
        one.measure.name,
        dict(one.programme),
        one.over_units.value,
        one.over_periods.value if one.over_periods is not None else None,
        [level.value for level in one.levels],
    )


def _joined(value: str | dict[str, int] | list[str] | None) -> str | None:
    if isinstance(value, dict):
        return " ".join(f"{name}:{number}" if name else str(number) for name, number in value.items())
    return " ".join(value) if isinstance(value, list) else value


def _programmes(one: Indicator, catalogue: Catalogue) -> str:
    if not one.programme:
        return "số liệu tình hình, ngoài các chương trình"
    known = catalogue.programme_sets
    return ", ".join(
        f"chương trình {number}" + (f" của bộ {name}" if name in known else "")
        for name, number in one.programme.items()
    )
