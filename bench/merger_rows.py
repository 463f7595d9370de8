"""The rows of the year of the merger, by plain addition.

    python bench/merger_rows.py DATA OUT     the rows as CSV: unit, indicator, result, status

DATA is a data set of `generate.py --year-of-merger`. Every figure is added to its unit, to the units above it,
and to those that took any of these over, by the shares of divided units. No statement is read: all are right,
and wherever a figure is left out, one covers it, except for the unit that left it out.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from rows import CENTRE, read_table

Key = tuple[str, str]
Row = tuple[Decimal | None, str]
Rows = dict[Key, Row]

HEADER = ("unit", "indicator", "result", "status")
COMPLETE, STATED, NONE = "du", "theo-bao-cao", "chua-co"
_LAST = "quy-4"
_SHOWN = 3


def expected(data: Path) -> Rows:
    """Return the rows; a stock has none for units that ended within the year."""
    holders = _holders(data)
    living = {one["unit"] for one in read_table(data / "truth" / "units.csv") if not one["last"]}
    indicators = read_table(data / "truth" / "indicators.csv")
    stocks = {one["indicator"] for one in indicators if one["stock"]}
    sums: dict[Key, Decimal | None] = {}
    incomplete: dict[Key, set[str]] = {}
    for line in read_table(data / "truth" / "figures.csv"):
        unit, indicator = line["unit"], line["indicator"]
        if indicator in stocks and line["period"] != _LAST:
            continue
        for holder, share in holders[unit].items():
            key = (holder, indicator)
            before = sums.setdefault(key, None)
            if line["done"]:
                sums[key] = (before or Decimal(0)) + share * Decimal(line["done"])
            if line["written"] != "written":
                incomplete.setdefault(key, set()).add(unit)
    found: Rows = {}
    for (unit, indicator), value in sums.items():
        left_out = incomplete.get((unit, indicator))
        if left_out == {unit}:
            found[unit, indicator] = (None, NONE)
        elif indicator not in stocks or unit in living:
            found[unit, indicator] = (value, STATED if left_out else COMPLETE)
    for ratio in (one for one in indicators if one["numerator"]):
        for unit in {unit for unit, indicator in found if indicator == ratio["denominator"]}:
            numerator, _ = found[unit, ratio["numerator"]]
            denominator, _ = found[unit, ratio["denominator"]]
            if numerator is not None and denominator:
                value = (100 * numerator / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
                found[unit, ratio["indicator"]] = (value, COMPLETE)
    return found


def _holders(data: Path) -> dict[str, dict[str, Decimal]]:
    """Return the units that have the figures of each unit, and how much of them: at most all."""
    units = [one["unit"] for one in read_table(data / "truth" / "units.csv")]
    taken: dict[str, list[tuple[str, Decimal]]] = {}
    for one in read_table(data / "truth" / "takeovers.csv"):
        taken.setdefault(one["unit"], []).append((one["successor"], Decimal(one["share"]) / 100))
    found: dict[str, dict[str, Decimal]] = {}
    for unit in units:
        shares = dict.fromkeys(_upward(unit), Decimal(1))
        for place in _upward(unit):
            for successor, share in taken.get(place, ()):
                for holder in _upward(successor):
                    shares[holder] = min(Decimal(1), shares.get(holder, Decimal(0)) + share)
        found[unit] = shares
    return found


def _upward(unit: str) -> list[str]:
    parts = unit.split("/")
    above = ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]
    return above if unit == CENTRE else [*above, CENTRE]


def from_mttq(path: Path) -> Rows:
    """Return the rows that `mttq total --format csv` wrote."""
    return {
        (one["don_vi"], one["chi_tieu"]): (
            Decimal(one["thuc_hien"]) if one["thuc_hien"] else None,
            one["trang_thai"],
        )
        for one in read_table(path)
    }


def differences(wanted: Rows, found: Mapping[Key, Row]) -> str:
    """Return a sentence on the rows that are wrong; empty if all are right."""
    wrong = sorted(key for key in wanted if wanted[key] != found.get(key))
    shown = "; ".join(
        f"{unit} {indicator}: {_text(wanted[unit, indicator])} and {_text(found.get((unit, indicator)))}"
        for unit, indicator in wrong[:_SHOWN]
    )
    return f"{len(wrong)} of {len(wanted)} rows differ, such as {shown}" if wrong else ""


def _text(row: Row | None) -> str:
    return "no row" if row is None else f"{'-' if row[0] is None else f'{row[0]:f}'} {row[1]}"


def main(arguments: Sequence[str]) -> int:
    """Write the rows as sorted CSV."""
    if len(arguments) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    found = expected(Path(arguments[0]))
    with Path(arguments[1]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for unit, indicator in sorted(found):
            value, status = found[unit, indicator]
            writer.writerow([unit, indicator, "" if value is None else f"{value:f}", status])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
