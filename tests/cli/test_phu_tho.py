"""The real merger of 2025 against plain sums: Phú Thọ, Vĩnh Phúc and Hòa Bình, 514 units until June and 149 from July.

The units are real (tests/data/phu-tho-2025.csv), the figures are drawn. A figure counts for its unit, for the units
above it, and, on a day after the merger, for those that took any of these over, by the shares of divided units.
"""

from __future__ import annotations

import csv
import json
import random
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import small_project
from msgspec import Struct
from shell_program import invoke

from mttq.cli.app import app

DATA = Path(__file__).resolve().parent.parent / "data" / "phu-tho-2025.csv"
TOP = "phu-tho"
INDICATORS = """\
    quy: {ten: Quỹ, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong, cap: [tinh, huyen, xa]}
    ho: {ten: Hộ nghèo, chuong_trinh: 2, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, cap: [xa]}
    """
_PROGRAMMES = "chuong_trinh: {1: {ten: Đoàn kết}, 2: {ten: Thi đua}, 3: {ten: Tổ chức}}"
SETS = f"""\
    2019-2024: {{tu_nam: 2020, den_nam: 2024, {_PROGRAMMES}}}
    2024-2029: {{tu_nam: 2025, den_nam: 2029, {_PROGRAMMES}}}
    """
Shares = dict[str, dict[str, Decimal]]
Lines = dict[tuple[int, str, str], dict[str, int]]
"""The figures of a year, a period and a unit, by indicator."""


class RealUnit(Struct, frozen=True):
    """A unit, and the units that it took over, each with a share."""

    id: str
    name: str
    level: str
    first: str
    last: str
    takes_over: dict[str, Decimal]


@cache
def real_units() -> dict[str, RealUnit]:
    """Return the units by id, parents first."""
    found = {}
    with DATA.open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            taken = dict(part.split(":") for part in one["takes_over"].split())
            shares = {unit: Decimal(share) / 100 for unit, share in taken.items()}
            found[one["unit"]] = RealUnit(
                one["unit"], one["name"], one["level"], one["first"], one["last"], shares
            )
    return found


def upward(unit: str) -> list[str]:
    parts = unit.split("/")
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


@cache
def holders(*, merged: bool) -> Shares:
    """Return who has how much of each unit's figures, before the merger or after it."""
    taken: dict[str, dict[str, Decimal]] = {}
    for one in real_units().values() if merged else ():
        for old, share in one.takes_over.items():
            taken.setdefault(old, {})[one.id] = share
    found: Shares = {}
    for unit in real_units():
        shares = dict.fromkeys(upward(unit), Decimal(1))
        for place in upward(unit):
            for successor, share in taken.get(place, {}).items():
                for holder in upward(successor):
                    shares[holder] = min(Decimal(1), shares.get(holder, Decimal(0)) + share)
        found[unit] = shares
    return found


def drawn_figures() -> Lines:
    """Draw the figures of three years: the year, the half year of before, and the quarters of after."""
    dice = random.Random(2025)
    lines: Lines = {}
    for one in real_units().values():
        periods = [] if one.first else [(2024, "nam"), (2025, "6-thang")]
        periods += [] if one.last else [(2025, "quy-3"), (2025, "quy-4"), (2026, "nam")]
        for year, period in periods:
            figures = {"quy": dice.randrange(1, 400)}
            if one.level == "xa":
                figures["ho"] = dice.randrange(10, 200)
            lines[year, period, one.id] = figures
    return lines


def sums(lines: Lines, year: int, *, merged: bool, stocks_of: str = "") -> dict[tuple[str, str], Decimal]:
    """Add up the figures of a year; a stock only from the period given."""
    found: dict[tuple[str, str], Decimal] = {}
    for (of, period, unit), figures in lines.items():
        for indicator, value in figures.items() if of == year else ():
            if indicator == "quy" or period == stocks_of:
                for holder, share in holders(merged=merged)[unit].items():
                    key = (holder, indicator)
                    found[key] = found.get(key, Decimal(0)) + share * value
    return found


def written(folder: Path, lines: Lines, stated: Lines) -> Path:
    """Write the project, with statements if any are given."""
    documents = {
        "danh-muc/don-vi.yaml": "\n".join(_catalogue("", 0)) + "\n",
        "danh-muc/chi-tieu.yaml": INDICATORS,
        "danh-muc/chuong-trinh.yaml": SETS,
        "danh-muc/mttq.yaml": "phien_ban: 1\n",
    }
    for key in lines.keys() | stated.keys():
        year, period, unit = key
        body = "".join(
            f"  {kind}: {{{', '.join(f'{name}: {value}' for name, value in figures.items())}}}\n"
            for kind, figures in (("so_lieu", lines.get(key)), ("toan_dia_ban", stated.get(key)))
            if figures
        )
        documents[f"{year}/{unit}/{period}.yaml"] = small_project.report(
            unit=unit, cycle=str(year), period=period, programmes=f"2:\n{body}"
        )
    return small_project.write(folder, documents)


def _catalogue(above: str, depth: int) -> list[str]:
    lines = []
    for one in real_units().values():
        if one.id.rpartition("/")[0] != above:
            continue
        margin = "    " * depth
        lines += [
            f"{margin}{one.id.rpartition('/')[2]}:",
            f"{margin}  ten: {one.name}",
            f"{margin}  cap: {one.level}",
        ]
        lines += [f"{margin}  {key}: {day}" for key, day in (("tu", one.first), ("den", one.last)) if day]
        lines += [f"{margin}  ke_thua:"] if one.takes_over else []
        for old, share in one.takes_over.items():
            part = f", ty_trong: {share * 100:.0f}%" if share < 1 else ""
            lines.append(f"{margin}    - {{don_vi: {old}, ngay: 2025-07-01{part}}}")
        below = _catalogue(one.id, depth + 1)
        lines += [f"{margin}  cap_duoi:", *below] if below else []
    return lines


Row = dict[str, object]


def rows_of(root: Path, *args: str) -> dict[tuple[str, str], Row]:
    result = invoke("--root", str(root), "total", *args, "--format", "json", program=app)
    assert result.exit_code == 0, result.stderr[:2000]
    rows = json.loads(result.stdout, parse_float=Decimal, parse_int=Decimal)
    return {(one["don_vi"], one["chi_tieu"]): one for one in rows}


def values(rows: dict[tuple[str, str], Row], key: str = "thuc_hien") -> dict[tuple[str, str], object]:
    return {name: row[key] for name, row in rows.items() if row[key] is not None}


@pytest.fixture(scope="module")
def lines() -> Lines:
    return drawn_figures()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, lines: Lines) -> Path:
    """The province with own figures only."""
    return written(tmp_path_factory.mktemp("phu-tho") / "du-an", lines, {})


def living(found: dict[tuple[str, str], Decimal]) -> dict[tuple[str, str], Decimal]:
    return {key: value for key, value in found.items() if not real_units()[key[0]].last}


def test_check_finds_nothing(project: Path) -> None:
    result = invoke("--root", str(project), "check", "--strict", program=app)
    assert result.exit_code == 0, result.stdout


def test_the_year_before(project: Path, lines: Lines) -> None:
    rows = rows_of(project, "2024")
    assert values(rows) == sums(lines, 2024, merged=False, stocks_of="nam")
    assert {row["trang_thai"] for row in rows.values()} == {"du"}


def test_the_year_before_by_the_units_of_afterwards(project: Path, lines: Lines) -> None:
    rows = rows_of(project, "2024", "--as-of", "2025-12-31")
    assert values(rows) == living(sums(lines, 2024, merged=True, stocks_of="nam"))
    assert len({unit for unit, _ in rows}) == 149


def test_the_year_of_the_merger(project: Path, lines: Lines) -> None:
    found = values(rows_of(project, "2025"))
    wanted = sums(lines, 2025, merged=True, stocks_of="quy-4")
    assert {key: found.get(key) for key in wanted} == wanted
    assert {unit for unit, name in found if name == "ho"} == {unit for unit, name in wanted if name == "ho"}


def test_the_year_of_the_merger_against_the_year_before(project: Path, lines: Lines) -> None:
    rows = rows_of(project, "2025", "--compare", "2024")
    before = living(sums(lines, 2024, merged=True, stocks_of="nam"))
    found = values(rows, "cung_ky")
    assert {key: found.get(key) for key in before} == before
    now = sums(lines, 2025, merged=True, stocks_of="quy-4")
    for key, value in before.items():
        ratio = (100 * now[key] / value).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert rows[key]["so_cung_ky"] == ratio, key


def test_the_year_after(project: Path, lines: Lines) -> None:
    rows = rows_of(project, "2026")
    assert values(rows) == sums(lines, 2026, merged=True, stocks_of="nam")
    assert len({unit for unit, _ in rows}) == 149
    assert {row["trang_thai"] for row in rows.values()} == {"du"}


# With statements


def _half(lines: Lines, unit: str) -> int:
    return sum(
        figures["quy"]
        for (year, period, one), figures in lines.items()
        if (year, period) == (2025, "6-thang") and unit in upward(one)
    )


def with_statements(lines: Lines) -> tuple[Lines, Lines, set[str]]:
    """Take away the half year of some communes that statements cover; return what is left, and the statements.

    Every district and province states its half year, the province of afterwards its whole year, and every third
    commune of afterwards that took over no part of a divided one its own.
    """
    year = sums(lines, 2025, merged=True)
    stated: Lines = {}
    for one in real_units().values():
        if one.level != "xa":
            stated[2025, "6-thang", one.id] = {"quy": _half(lines, one.id)}
    new = [
        one
        for one in real_units().values()
        if one.first and all(share == 1 for share in one.takes_over.values())
    ]
    for one in new[::3]:
        stated[2025, "nam", one.id] = {"quy": int(year[one.id, "quy"])}
    stated[2025, "nam", TOP] = {"quy": int(year[TOP, "quy"])}
    silent = {old for one in new for old in list(one.takes_over)[::5]}
    left = {key: figures for key, figures in lines.items() if not (key[1] == "6-thang" and key[2] in silent)}
    return left, stated, silent


def test_the_year_of_the_merger_with_statements(tmp_path: Path, lines: Lines) -> None:
    """A unit that states its area has its whole sum; one that does not has what is reported."""
    left, stated, silent = with_statements(lines)
    rows = rows_of(written(tmp_path, left, stated), "2025", "--indicator", "quy")
    whole, partial = sums(lines, 2025, merged=True), sums(left, 2025, merged=True)
    lacking = {holder for unit in silent for holder in holders(merged=True)[unit]}
    stating = {unit for _, _, unit in stated}
    for (unit, _), row in rows.items():
        key = (unit, "quy")
        if unit not in lacking:
            assert (row["thuc_hien"], row["trang_thai"]) == (whole[key], "du"), unit
        elif unit in stating:
            assert (row["thuc_hien"], row["trang_thai"]) == (whole[key], "theo-bao-cao"), unit
        elif key in partial:
            assert (row["thuc_hien"], row["trang_thai"]) == (partial[key], "thieu"), unit
        else:
            assert (row["thuc_hien"], row["trang_thai"]) == (None, "chua-co"), unit


OF_PROVINCES = {"phu-tho": 18_390, "vinh-phuc": 6_410, "hoa-binh": 78_690}


def test_provinces_that_state_their_halves_and_quarters(tmp_path: Path) -> None:
    stated = {(2025, "6-thang", unit): {"quy": value} for unit, value in OF_PROVINCES.items()}
    stated |= {(2025, "quy-3", TOP): {"quy": 40_000}, (2025, "quy-4", TOP): {"quy": 60_000}}
    root = written(tmp_path, {}, stated)
    year = rows_of(root, "2025", "--unit", TOP)[TOP, "quy"]
    assert (year["thuc_hien"], year["trang_thai"]) == (203_490, "theo-bao-cao")
    months = rows_of(root, "2025", "--unit", TOP, "--period", "9-thang")[TOP, "quy"]
    assert (months["thuc_hien"], months["trang_thai"]) == (143_490, "theo-bao-cao")


def test_a_statement_of_the_year_before_is_compared_with_those_of_all_three(tmp_path: Path) -> None:
    stated = {
        (2024, "nam", unit): {"quy": value} for unit, value in zip(OF_PROVINCES, (20, 6, 8), strict=True)
    }
    root = written(tmp_path, {}, {**stated, (2025, "nam", TOP): {"quy": 40}})
    row = rows_of(root, "2025", "--unit", TOP, "--compare", "2024")[TOP, "quy"]
    assert (row["thuc_hien"], row["cung_ky"], row["so_cung_ky"]) == (40, 34, Decimal("117.65"))
