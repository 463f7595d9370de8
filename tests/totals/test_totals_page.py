"""The examples in the tables of docs/reference/totals.md are what the program computes."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from totals_project import PROGRAMMES, put

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import Rollup

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/totals.md"
UNITS = """\
h:
  ten: huyện H
  cap: huyen
  cap_duoi:
    a: {ten: xã A, cap: xa}
    b: {ten: xã B, cap: xa}
    c: {ten: xã C, cap: xa}
"""
QUARTERS = ("quy-1", "quy-2", "quy-3", "quy-4")


def _rows(first: str) -> list[list[str]]:
    """Return the lines of the table of examples with that first header, without the header."""
    found, inside = [], False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith(f"| `{first}` | how |"):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            found.append(cells)
    return found


def _write(root: Path, indicator: str, figures: dict[tuple[str, str], str]) -> None:
    weigh = any("×" in figure for figure in figures.values())
    put(root, "danh-muc/chuong-trinh.yaml", PROGRAMMES)
    put(root, "danh-muc/don-vi.yaml", UNITS)
    common = "chuong_trinh: 1, cap: [xa]"
    put(
        root,
        "danh-muc/chi-tieu.yaml",
        f"xet: {{ten: X, {common}, {indicator}{', trong_so: can' if weigh else ''}}}\n"
        f"tu: {{ten: T, don_vi_tinh: việc, theo_cap: tong, {common}}}\n"
        f"mau: {{ten: M, don_vi_tinh: việc, theo_cap: tong, {common}}}\n"
        f"can: {{ten: C, don_vi_tinh: việc, theo_cap: tong, {common}}}\n",
    )
    for (unit, period), figure in figures.items():
        value, _, weight = figure.partition(" × ")
        lines = [f"      xet: '{value}'"] if value != "–" else []
        lines += [f"      can: {weight}"] if weight not in {"", "–"} else []
        if lines:
            head = f"don_vi: h/{unit}\nnam: 2020\nky: {period}\nchuong_trinh:\n  1:\n    so_lieu:\n"
            put(root, f"2020/h/{unit}/{period}.yaml", head + "\n".join(lines) + "\n")


def _computed(root: Path, unit: str) -> tuple[Fraction | None, str]:
    project = load(root)
    cycle = parse_cycle("2020")
    assert cycle is not None
    assert [one.message for one in project.diagnostics] == []
    total = Rollup(project, cycle, PERIODS["nam"]).total(unit, "xet")
    result = total.result
    if result is None:
        return None, total.status.value
    value = Fraction(result.value) if result.pair is None else Fraction(*map(int, result.pair))
    return value, total.status.value


def _meant(text: str) -> Fraction | None:
    return None if text == "–" else Fraction(text.replace(",", "."))


@pytest.mark.parametrize("row", _rows("theo_ky"), ids=lambda row: re.sub(r"\W+", "-", " ".join(row[:2])))
def test_along_time(tmp_path: Path, row: list[str]) -> None:
    way, _, *figures, value, status = row
    said = {("a", period): figure for period, figure in zip(QUARTERS, figures, strict=True)}
    _write(tmp_path, f"don_vi_tinh: việc, theo_cap: tong, theo_ky: {way.strip('`')}", said)
    assert _computed(tmp_path, "h/a") == (_meant(value), status.strip("`"))


@pytest.mark.parametrize("row", _rows("theo_cap"), ids=lambda row: re.sub(r"\W+", "-", " ".join(row[:2])))
def test_along_the_units(tmp_path: Path, row: list[str]) -> None:
    way, _, *figures, value, status = row
    way = way.strip("`")
    keys = "don_vi_tinh: '%', tu_so: tu, mau_so: mau" if way == "ty-le" else "don_vi_tinh: việc"
    said = {(unit, "nam"): figure for unit, figure in zip("abc", figures, strict=True)}
    _write(tmp_path, f"{keys}, theo_cap: {way}", said)
    assert _computed(tmp_path, "h") == (_meant(value), status.strip("`"))


def test_every_way_of_combining_has_an_example() -> None:
    assert {row[0] for row in _rows("theo_ky")} == {
        f"`{one}`" for one in ("tong", "cuoi-ky", "binh-quan", "lon-nhat", "nho-nhat")
    }
    assert len({row[0] for row in _rows("theo_cap")}) == 7
