"""The benchmark's year of the merger is sound and always the same, and its rows are those of plain addition."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import merger_rows
import pytest
from dataset import merger
from dataset.indicators import COMMUNE, DISTRICT, PROVINCE
from dataset.tree import walk
from rows import read_table
from test_bench import contents, python

GENERATE = Path(merger_rows.__file__).parent / "generate.py"


def generated(folder: Path, *options: str) -> Path:
    python(GENERATE, folder, "--year-of-merger", "--scale", "0.03", *options)
    return folder


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("merger") / "data")


def test_the_same_arguments_give_the_same_bytes(year: Path, tmp_path: Path) -> None:
    again = generated(tmp_path / "again", "--workers", "1")
    other = generated(tmp_path / "other", "--seed", "2")
    assert contents(again) == contents(year)
    assert contents(other) != contents(year)


def test_check_finds_nothing_wrong_with_it(year: Path) -> None:
    said = python("-m", "mttq", "--root", year, "check", "--strict", "--no-cache")
    assert said.startswith("Không có lỗi; đã kiểm tra ")
    python("-m", "mttq", "--root", year, "fmt", "--check")


def test_mttq_computes_the_rows_of_plain_addition(year: Path, tmp_path: Path) -> None:
    output = tmp_path / "total.csv"
    output.write_text(
        python("-m", "mttq", "--root", year, "total", "2025", "--format", "csv"), encoding="utf-8"
    )
    wanted = merger_rows.expected(year)
    assert merger_rows.differences(wanted, merger_rows.from_mttq(output)) == ""
    assert Counter(status for _, status in wanted.values()).keys() == {"du", "theo-bao-cao", "chua-co"}


def test_every_statement_is_right(year: Path) -> None:
    """A statement of the half year is the sum below its unit, one of the year that of its unit's row."""
    rows = merger_rows.expected(year)
    half: Counter[tuple[str, str]] = Counter()
    for line in read_table(year / "truth" / "figures.csv"):
        unit = line["unit"] if line["period"] == "6-thang" and line["done"] else ""
        while unit:
            half[unit, line["indicator"]] += int(line["done"])
            unit = unit.rpartition("/")[0]
    statements = read_table(year / "truth" / "statements.csv")
    for one in statements:
        key = (one["unit"], one["indicator"])
        right = half[key] if one["period"] == "6-thang" else rows[key][0]
        assert Decimal(one["total"]) == right, one
    assert {one["period"] for one in statements} == {"6-thang", "nam"}


def test_the_differences_name_the_first_rows() -> None:
    wanted: merger_rows.Rows = {("t", "quy"): (Decimal(5), "du"), ("t/x", "quy"): (None, "chua-co")}
    found: merger_rows.Rows = {("t", "quy"): (Decimal(4), "thieu")}
    assert merger_rows.differences(wanted, found) == (
        "2 of 2 rows differ, such as t quy: 5 du and 4 thieu; t/x quy: - chua-co and no row"
    )
    assert merger_rows.differences(wanted, wanted) == ""


def test_the_whole_country_has_its_size_and_proportions() -> None:
    places = walk(merger.make_year(1.0, 1).centre)
    before = Counter(one.level for one in places if not one.first)
    after = Counter(one.level for one in places if not one.last)
    assert (before[PROVINCE], before[DISTRICT], before[COMMUNE]) == (63, 705, 10_599)
    assert (after[PROVINCE], after[DISTRICT]) == (34, 0)
    assert 3_200 < after[COMMUNE] < 3_500
    shares = Counter(old for one in places for old, share in one.takes_over if share < 100)
    assert 400 < len(shares) <= 471
    assert set(shares.values()) == {2}
    for one in places:
        if one.first:
            assert one.takes_over
