"""Write indicators of the catalogue: as lines for a terminal, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mttq.catalogue import Catalogue, Indicator
from mttq.output.records import Nested, csv_records, json_records
from mttq.output.terminal import indented, printable

KEYS = ("chi_tieu", "ten", "don_vi_tinh", "bo_chuong_trinh", "chuong_trinh", "theo_cap", "theo_ky", "cap")


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
    return json_records(map(_record, found))


def as_csv(found: Sequence[Indicator]) -> str:
    """Return the indicators as CSV, with a line of headings."""
    return csv_records(KEYS, map(_record, found))


def _record(one: Indicator) -> Nested:
    values = (
        one.id,
        one.name,
        one.measure.name,
        " ".join(one.programme),
        " ".join(map(str, one.programme.values())),
        one.over_units.value,
        one.over_periods.value if one.over_periods is not None else "",
        " ".join(level.value for level in one.levels),
    )
    return dict(zip(KEYS, values, strict=True))


def _programmes(one: Indicator, catalogue: Catalogue) -> str:
    if not one.programme:
        return "số liệu tình hình, ngoài các chương trình"
    known = catalogue.programme_sets
    return ", ".join(
        f"chương trình {number}" + (f" của bộ {name}" if name in known else "")
        for name, number in one.programme.items()
    )
