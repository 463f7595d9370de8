"""Totals as rows: the peers' input, their output read back, and the rows that all must equal.

    python bench/rows.py journal DATA OUT    the figures as a journal for ledger and hledger
    python bench/rows.py expect DATA OUT     the rows as CSV, by an addition in plain Python

DATA is a data set of `generate.py`. A row is a unit and an indicator with its target and its result.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

Key = tuple[str, str]
Pair = tuple[Decimal | None, Decimal | None]
Rows = dict[Key, Pair]

HEADER = ("unit", "indicator", "target", "result")
CENTRE = "trung-uong"
_TARGET, _RESULT = "T", "R"
_SHOWN = 3


def read_table(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parents(data: Path) -> dict[str, str]:
    """The unit above each unit; "" for the centre."""
    return {one["unit"]: one["parent"] for one in read_table(data / "truth" / "units.csv")}


def ratios(data: Path) -> dict[str, tuple[str, str]]:
    """The ratios with their numerators and denominators."""
    found = read_table(data / "truth" / "indicators.csv")
    return {one["indicator"]: (one["numerator"], one["denominator"]) for one in found if one["numerator"]}


def expected(data: Path) -> Rows:
    """The rows by plain addition: every figure is added to its unit and to each unit above it."""
    above, divided = parents(data), ratios(data)
    targets: dict[Key, Decimal] = {}
    results: dict[Key, Decimal | None] = {}
    for line in read_table(data / "truth" / "figures.csv"):
        indicator, planned, done = line["indicator"], Decimal(line["planned"]), line["done"]
        if indicator in divided:
            targets[line["unit"], indicator] = planned
            continue
        for unit in _upward(line["unit"], above):
            key = (unit, indicator)
            targets[key] = targets.get(key, Decimal(0)) + planned
            before = results.setdefault(key, None)
            if done:
                results[key] = (before or Decimal(0)) + Decimal(done)
    for unit, indicator in list(targets):
        if indicator in divided:
            numerator, denominator = (results[unit, part] for part in divided[indicator])
            results[unit, indicator] = _percentage(numerator, denominator)
    return {key: (target, results.get(key)) for key, target in targets.items()}


def _upward(unit: str, above: Mapping[str, str]) -> Iterator[str]:
    while unit:
        yield unit
        unit = above[unit]


def _percentage(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    if numerator is None or not denominator:
        return None
    return (100 * numerator / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def journal(data: Path) -> Iterator[str]:
    """The figures as transactions: an account for each unit under that of the unit above it.

    `T:` holds what each unit plans itself, `R:` what it did; the indicator is the commodity. Ratios are left
    out: neither ledger nor hledger divides one total by another.
    """
    above, divided = parents(data), ratios(data)
    unit = ""
    account = ""
    for line in read_table(data / "truth" / "figures.csv"):
        if line["indicator"] in divided:
            continue
        if line["unit"] != unit:
            unit = line["unit"]
            account = ":".join(reversed([one.rpartition("/")[2] for one in _upward(unit, above)]))
            yield f"\n2024-12-31 {unit}\n"
        commodity = f'"{line["indicator"]}"'
        yield f"    ({_TARGET}:{account})  {line['planned']} {commodity}\n"
        if line["done"]:
            yield f"    ({_RESULT}:{account})  {line['done']} {commodity}\n"


def from_mttq(path: Path) -> Rows:
    """The rows that `mttq total --format csv` wrote."""
    return {
        (one["don_vi"], one["chi_tieu"]): (_number(one["ke_hoach.gia_tri"]), _number(one["thuc_hien"]))
        for one in read_table(path)
    }


def from_csv(path: Path) -> Rows:
    """The rows that duckdb wrote, four columns with our header."""
    return {
        (one["unit"], one["indicator"]): (_number(one["target"]), _number(one["result"]))
        for one in read_table(path)
    }


def from_hledger(path: Path) -> Rows:
    """The balances that hledger wrote as CSV: account, commodity, balance."""
    found = ((one["account"], one["commodity"], one["balance"]) for one in read_table(path))
    return _from_balances(found)


def from_ledger(path: Path) -> Rows:
    r"""The balances that ledger wrote: `account|1 "x"\n2 "y"` on each line."""

    def balances() -> Iterator[tuple[str, str, str]]:
        with path.open(encoding="utf-8") as file:
            for line in file:
                account, _, amounts = line.rstrip("\n").partition("|")
                for amount in amounts.split(r"\n"):
                    number, _, commodity = amount.partition(" ")
                    yield account, commodity.strip('"'), number

    return _from_balances(balances())


def _from_balances(found: Iterable[tuple[str, str, str]]) -> Rows:
    pairs: dict[Key, list[Decimal]] = {}
    for account, commodity, number in found:
        side, _, place = account.partition(":")
        if not place or not commodity:
            continue  # the account above all units
        unit = place.removeprefix(f"{CENTRE}:").replace(":", "/")
        pair = pairs.setdefault((unit, commodity), [Decimal(0), Decimal(0)])
        pair[side == _RESULT] = Decimal(number)
    return {key: (target, result) for key, (target, result) in pairs.items()}


def without_zeros(rows: Rows, leave_out: Iterable[str] = ()) -> Rows:
    """Rows as an accounting tool sees them: absent, zero and not applicable are the same."""
    left = set(leave_out)
    zero = Decimal(0)
    filled = {
        key: (target or zero, result or zero) for key, (target, result) in rows.items() if key[1] not in left
    }
    return {key: pair for key, pair in filled.items() if any(pair)}


def differences(ours: Rows, theirs: Rows) -> str:
    """A sentence on the differences between two sets of rows; empty if they are equal."""
    if ours == theirs:
        return ""
    differing = sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))
    shown = "; ".join(
        f"{unit} {indicator}: {_pair(ours.get((unit, indicator)))} and {_pair(theirs.get((unit, indicator)))}"
        for unit, indicator in differing[:_SHOWN]
    )
    return f"{len(differing)} rows differ, such as {shown}"


def write_rows(path: Path, rows: Rows) -> None:
    """Write the rows as sorted CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for key in sorted(rows):
            writer.writerow([*key, *("" if one is None else f"{one:f}" for one in rows[key])])


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _pair(pair: Pair | None) -> str:
    return "no row" if pair is None else " / ".join("-" if one is None else f"{one:f}" for one in pair)


def main(arguments: Sequence[str]) -> int:
    """Write the journal or the expected rows."""
    if len(arguments) != 3 or arguments[0] not in {"journal", "expect"}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    what, data, out = arguments[0], Path(arguments[1]), Path(arguments[2])
    if what == "journal":
        with out.open("w", encoding="utf-8") as file:
            file.writelines(journal(data))
    else:
        write_rows(out, expected(data))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
