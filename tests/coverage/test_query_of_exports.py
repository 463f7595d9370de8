"""The query of the docs makes the rows of `mttq total` of exported tables, in DuckDB and in Spark."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from coverage_random import AREAS, GROUPS, RARE, Settings, random_project, write
from pyarrow import parquet

from mttq.cli.project import default_units
from mttq.documents import Project, load
from mttq.export import TABLES, ExportFormat, write_tables
from mttq.starting.repository import example_files

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "examples" / "truy-van"
_PROJECTS = 3

Row = dict[str, object]


@pytest.fixture(scope="session")
def query() -> ModuleType:
    """The program that runs the query."""
    spec = importlib.util.spec_from_file_location("tong_so", FOLDER / "tong_so.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def export(project: Project, folder: Path) -> None:
    """Write all years and terms of a project."""
    write_tables(
        project,
        list(project.cycles.values()),
        folder,
        format=ExportFormat.PARQUET,
        tops=lambda cycle: default_units(project, cycle),
    )


def totals(folder: Path, cycle: str) -> dict[tuple[object, object], Row]:
    """The rows that mttq made of a year or term."""
    rows = parquet.read_table(folder / "totals" / f"{cycle}.parquet").to_pylist()
    return {(row["don_vi"], row["chi_tieu"]): _plain(row) for row in rows}


def _plain(row: Row) -> Row:
    """Return a row whose numbers can be compared, without what the query does not say."""
    return {
        key: value.normalize() if isinstance(value, Decimal) else value
        for key, value in row.items()
        if key not in {"nam", "moi_nam", "tinh_rieng"}
    }


def compared(found: list[Row], expected: dict[tuple[object, object], Row]) -> int:
    """Compare all rows, and return how many the query leaves to mttq."""
    assert [(row["don_vi"], row["chi_tieu"]) for row in found] == list(expected)
    left = 0
    for row in found:
        if row["tinh_rieng"]:
            left += 1
        else:
            assert _plain(row) == expected[row["don_vi"], row["chi_tieu"]]
    return left


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the shipped data."""
    folder = tmp_path_factory.mktemp("shipped")
    export(load(ROOT), folder)
    return folder


@pytest.mark.parametrize("cycle", ["2014-2019", "2020", "2021"])
def test_duckdb_makes_every_row_of_the_shipped_data(query: ModuleType, shipped: Path, cycle: str) -> None:
    expected = totals(shipped, cycle)
    assert compared(query.by_duckdb(shipped, cycle), expected) == 0
    assert bool(expected) == (cycle != "2021")


def test_the_query_leaves_to_mttq_what_a_term_lacks_units_for(query: ModuleType, shipped: Path) -> None:
    """Lower units that the catalogue has for a part of the term only are a matter of cells."""
    assert compared(query.by_duckdb(shipped, "2019-2024"), totals(shipped, "2019-2024")) == 10


def test_duckdb_makes_the_rows_of_the_example(query: ModuleType, tmp_path: Path) -> None:
    """Transfers and a contradiction are left to mttq."""
    for name, text in example_files().items():
        (tmp_path / "vd" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "vd" / name).write_text(text, encoding="utf-8")
    project = load(tmp_path / "vd")
    export(project, tmp_path / "x")
    expected = totals(tmp_path / "x", "2024")
    left = compared(query.by_duckdb(tmp_path / "x", "2024"), expected)
    assert left * 2 < len(expected)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(statements=False),
        Settings(gaps=True, groups=AREAS),
        Settings(gaps=True, groups=AREAS + GROUPS),
        Settings(gaps=True, groups=RARE),
        Settings(levels=True, groups=GROUPS + AREAS),
    ],
    ids=["plain", "without statements", "areas", "gaps", "rare", "levels"],
)
def test_what_the_query_says_of_random_provinces_is_right(
    query: ModuleType, tmp_path: Path, settings: Settings
) -> None:
    """Law: a row is the one that mttq makes, or left to it; with mergers, statements and areas, too."""
    made = left = 0
    for seed in range(_PROJECTS):
        folder = tmp_path / str(seed)
        write(random_project(seed, settings), folder)
        project = load(folder)
        export(project, folder / "x")
        for cycle in project.cycles:
            expected = totals(folder / "x", cycle)
            left += compared(query.by_duckdb(folder / "x", cycle), expected)
            made += len(expected)
    assert left < made * 3 // 4


@pytest.mark.spark
def test_spark_makes_every_row_of_the_shipped_data(query: ModuleType, shipped: Path) -> None:
    for cycle in ("2014-2019", "2020"):
        assert compared(query.by_spark(shipped, cycle), totals(shipped, cycle)) == 0


@pytest.fixture(autouse=True)
def _needs_spark(request: pytest.FixtureRequest) -> Iterator[None]:
    """Skip a test of Spark without it, or fail if MTTQ_REQUIRE_SPARK=1."""
    if request.node.get_closest_marker("spark") is not None:
        missing = [name for name in ("pyspark",) if importlib.util.find_spec(name) is None]
        missing += [name for name in ("java",) if shutil.which(name) is None]
        if missing:
            reason = f"not installed: {', '.join(missing)}"
            if os.environ.get("MTTQ_REQUIRE_SPARK") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
    yield


def test_every_table_of_the_query_is_one_of_the_export() -> None:
    """Names after FROM and JOIN are tables of the export, the question, or earlier steps."""
    text = re.sub(r"--.*", "", (FOLDER / "tong-so.sql").read_text("utf-8"))
    known = {"hoi", *re.findall(r"CREATE TEMP TABLE (\w+)", text)}
    used = set(re.findall(r"(?:FROM|JOIN) (\w+)", text))
    assert used <= known | {table.name for table in TABLES}
