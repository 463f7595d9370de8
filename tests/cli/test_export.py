"""`mttq export`: what the tables hold, what the dictionary says of them, what the command refuses."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pyarrow import parquet
from shell_program import invoke
from typer.testing import Result

from mttq.cli.app import app
from mttq.export import TABLES, ColumnType

ROOT = Path(__file__).resolve().parents[2]


def export(folder: Path, *arguments: str) -> Result:
    """Export the shipped data."""
    return invoke("--root", str(ROOT), "--quiet", "export", str(folder), *arguments, program=app)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data as CSV and as Parquet."""
    folder = tmp_path_factory.mktemp("export")
    for format in ("csv", "parquet"):
        assert export(folder / format, "--format", format).exit_code == 0
    return folder


def rows_of(folder: Path, table: str) -> Iterator[dict[str, str]]:
    """The rows of a table written as CSV, of all its files."""
    for path in sorted([*folder.glob(f"{table}.csv"), *folder.glob(f"{table}/*.csv")]):
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)


def resources(folder: Path) -> list[dict[str, object]]:
    """What the dictionary says of each file."""
    found: list[dict[str, object]] = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    return found


def test_the_dictionary_names_every_file_and_every_column(exported: Path) -> None:
    folder = exported / "csv"
    named = {str(one["path"]) for one in resources(folder)}
    assert named == {one.relative_to(folder).as_posix() for one in folder.rglob("*.csv")}
    for one in resources(folder):
        with (folder / str(one["path"])).open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream))
        fields = one["schema"]["fields"]  # type: ignore[index]
        assert lines[0] == [field["name"] for field in fields]
        assert len(lines) - 1 == one["rows"]
        assert (folder / str(one["path"])).stat().st_size == one["bytes"]


def test_every_cell_is_of_its_type_and_keys_are_unique(exported: Path) -> None:
    readers: dict[ColumnType, Callable[[str], object]] = {
        ColumnType.WHOLE: int,
        ColumnType.NUMBER: Decimal,
        ColumnType.FLAG: {"true": True, "false": False}.__getitem__,
        ColumnType.DAY: lambda text: tuple(map(int, text.split("-"))),
        ColumnType.TEXT: str,
    }
    for table in TABLES:
        keys = set()
        for row in rows_of(exported / "csv", table.name):
            for column in table.columns:
                text = row[column.name]
                assert text or not column.required, (table.name, column.name, row)
                if text:
                    readers[column.kind](text)
                    assert not column.words or text in column.words
            key = tuple(row[name] for name in table.key)
            assert not key or key not in keys, (table.name, key)
            keys.add(key)


def test_each_figure_stands_in_its_line_of_its_file(exported: Path) -> None:
    seen = 0
    for row in rows_of(exported / "csv", "figures"):
        number = int(row["dong"])
        lines = (ROOT / row["tep"]).read_text("utf-8").splitlines()[number - 2 : number]
        # The line of the amount: with other keys, the indicator stands above it.
        assert row["nguon"] != "dong" or row["chi_tieu"] in "".join(lines)
        seen += 1
    assert seen == 37


def test_parquet_holds_what_csv_holds(exported: Path) -> None:
    for one in resources(exported / "csv"):
        path = str(one["path"])
        with (exported / "csv" / path).open(encoding="utf-8", newline="") as stream:
            expected = [[text or None for text in line] for line in csv.reader(stream)][1:]
        table = parquet.read_table(exported / "parquet" / path.replace(".csv", ".parquet"))
        found = [list(row.values()) for row in table.to_pylist()]
        assert [[_text(value) for value in row] for row in found] == expected


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return None if value is None else str(value)


def test_totals_are_the_rows_of_the_command(exported: Path) -> None:
    said = invoke("--root", str(ROOT), "--quiet", "total", "2014-2019", "--format", "csv", program=app)
    expected = list(csv.reader(said.stdout.splitlines()))
    found = [row for row in rows_of(exported / "csv", "totals") if row.pop("nam") == "2014-2019"]
    assert list(found[0]) == [name.replace(".", "_") for name in expected[0]]
    assert [list(row.values()) for row in found] == expected[1:]


def test_the_same_data_give_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    for _ in range(2):
        assert export(folder).exit_code == 0
    for path in (exported / "parquet").rglob("*.parquet"):
        assert (folder / path.relative_to(exported / "parquet")).read_bytes() == path.read_bytes()


def test_a_later_export_of_fewer_years_takes_the_others_away(tmp_path: Path) -> None:
    assert export(tmp_path, "--format", "csv").exit_code == 0
    assert export(tmp_path, "2020", "--format", "csv").exit_code == 0
    assert {path.name for path in tmp_path.glob("*/*")} == {"2020.csv"}


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thu.docx").write_text("của người khác", encoding="utf-8")
    said = export(tmp_path, "--format", "csv")
    assert (said.exit_code, said.stderr) == (
        2,
        f"lỗi: thư mục “{tmp_path}” đã có nội dung không do mttq export ghi\n"
        "gợi ý: nêu một thư mục trống hay chưa có\n",
    )
    assert [one.name for one in tmp_path.iterdir()] == ["thu.docx"]


def test_without_the_library_parquet_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = export(tmp_path / "xuat")
    assert (said.exit_code, said.stderr) == (
        2,
        "lỗi: chưa cài thư viện ghi Parquet\n"
        "gợi ý: chạy pip install 'mttq[parquet]', hoặc dùng --format csv\n",
    )
    assert not (tmp_path / "xuat").exists()
