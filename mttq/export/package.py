"""Write an export: the tables as CSV or Parquet, and `datapackage.json`, which says what they hold.

Every table is first made as CSV. Parquet is made from that, so both hold the same: decimals exact, days as days, an
empty cell for what is not known.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

from mttq import __version__
from mttq.documents import Project
from mttq.export import rows
from mttq.export.tables import (
    CYCLE_PARTS,
    FIGURES,
    INDICATOR_LEVELS,
    INDICATOR_PARTS,
    INDICATORS,
    PERIODS,
    PROGRAMMES,
    TABLES,
    TAKEOVERS,
    TARGETS,
    TOTALS,
    TRANSFERS,
    UNIT_PARENTS,
    UNITS,
    ColumnType,
    ExportTable,
)
from mttq.made_folder import MadeFolder
from mttq.output import totals
from mttq.period import Cycle
from mttq.refusal import RequestError
from mttq.totals import shown_table

DICTIONARY = "datapackage.json"
_NAME = "mttq"
_WHOLE_DIGITS, _DECIMALS = 28, 10
"""A number has at most so many digits before and after the point."""
_SPARK_DIGITS = 38


class ExportFormat(StrEnum):
    """How the tables are written."""

    PARQUET = "parquet"
    CSV = "csv"


class MissingLibraryError(RequestError):
    """The library that writes Parquet is not installed."""


class TooPreciseError(RequestError):
    """A number has more digits than a column can hold."""


class TableFile(Struct, frozen=True):
    """A file that was written.

    Attributes:
        path: where, from the folder of the export.
        table: the table of which it is a part.
        rows: how many rows it has.
    """

    path: str
    table: ExportTable
    rows: int


def write_tables(
    project: Project,
    cycles: Sequence[Cycle],
    folder: Path,
    *,
    format: ExportFormat,
    tops: Callable[[Cycle], list[str]],
) -> list[TableFile]:
    """Write the tables of some years and terms to a folder, and remove what an earlier export wrote beside them.

    Args:
        project: the documents and the catalogue.
        cycles: the years and terms.
        folder: where to; new, empty, or written by an earlier export.
        format: how.
        tops: returns the units from which the totals of a cycle start.

    Returns:
        The files, in order.

    Raises:
        ForeignFolderError: the folder holds something else.
        MissingLibraryError: Parquet can't be written.
        TooPreciseError: a number does not fit.
        OSError: a file can't be written.
    """
    convert = _parquet() if format is ExportFormat.PARQUET else None
    made = MadeFolder(folder, "export")
    parts = [(table, name, lines) for table in TABLES for name, lines in _parts(table, project, cycles, tops)]
    paths = [*(f"{name}.{format}" for _, name, _ in parts), DICTIONARY]
    made.begin(paths)
    files: list[TableFile] = []
    for (table, _, lines), path in zip(parts, paths, strict=False):
        text, count = _as_csv(table, lines())
        content = text.encode()
        made.write(path, convert(table, content) if convert else content)
        files.append(TableFile(path, table, count))
    made.write(DICTIONARY, _dictionary(folder, files, format).encode())
    made.end(paths)
    return files


_Lines = Callable[[], Iterable[rows.Cells] | Iterable[str]]
"""Makes the rows of a part, as cells or as text."""


def _parts(
    table: ExportTable, project: Project, cycles: Sequence[Cycle], tops: Callable[[Cycle], list[str]]
) -> Iterator[tuple[str, _Lines]]:
    """Yield the parts of a table, each with the name of its file."""
    catalogue = project.catalogue
    whole: dict[ExportTable, Callable[[], Iterable[rows.Cells]]] = {
        TAKEOVERS: lambda: rows.takeovers(catalogue),
        INDICATORS: lambda: rows.indicators(catalogue),
        INDICATOR_LEVELS: lambda: rows.indicator_levels(catalogue),
        INDICATOR_PARTS: lambda: rows.indicator_parts(catalogue),
        PROGRAMMES: lambda: rows.indicator_programmes(catalogue),
        PERIODS: lambda: rows.periods(cycles),
        CYCLE_PARTS: lambda: rows.cycle_parts(cycles),
    }
    by_cycle: dict[ExportTable, Callable[[Project, Cycle], Iterable[rows.Cells]]] = {
        UNITS: rows.units,
        UNIT_PARENTS: rows.unit_parents,
        FIGURES: rows.figures,
        TRANSFERS: rows.transfers,
        TARGETS: rows.targets,
    }
    if table in whole:
        yield table.name, whole[table]
        return
    for cycle in cycles:
        name = f"{table.name}/{cycle.name.replace('/', '.')}"
        if table is TOTALS:
            yield name, partial(_totals, project, cycle, tops)
        else:
            yield name, partial(by_cycle[table], project, cycle)


def _totals(project: Project, cycle: Cycle, tops: Callable[[Cycle], list[str]]) -> Iterator[str]:
    """Yield the rows of `mttq total`, as text, each with its year in front; no cell has a line break."""
    table = shown_table(project, cycle, cycle.whole, tops=tops(cycle), in_blocks=True)
    pieces = totals.render_csv(table)
    header = next(pieces).split(",")
    end = "\n" if len(header) == len(TOTALS.columns) - 1 else ",\n"
    for piece in pieces:
        for line in piece.split("\n")[:-1]:
            yield f"{cycle.name},{line}{end}"


def _as_csv(table: ExportTable, lines: Iterable[rows.Cells] | Iterable[str]) -> tuple[str, int]:
    """Return a part of a table as CSV, and the number of its rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([one.name for one in table.columns])
    numbers = [place for place, one in enumerate(table.columns) if one.kind is ColumnType.NUMBER]
    count = 0
    for line in lines:
        count += 1
        if isinstance(line, str):
            out.write(line)
            continue
        for place in numbers:
            if (number := line[place]) is not None and not _fits(number):
                where = ", ".join(cell for cell in line if cell is not None)
                raise TooPreciseError(
                    f"số {number} có nhiều chữ số hơn một ô chứa được ({where})", "sửa số ấy trong tệp"
                )
        writer.writerow(line)
    return out.getvalue(), count


def _fits(number: str) -> bool:
    whole, _, rest = number.lstrip("-").partition(".")
    return len(whole) <= _WHOLE_DIGITS and len(rest) <= _DECIMALS


def _parquet() -> Callable[[ExportTable, bytes], bytes]:
    """Return a function that makes Parquet of CSV.

    Raises:
        MissingLibraryError: its library is not there.
    """
    try:
        # Imported by name, because it is an extra and takes long.
        arrow, reader, writer = map(import_module, ("pyarrow", "pyarrow.csv", "pyarrow.parquet"))
    except ImportError as error:
        raise MissingLibraryError(
            "chưa cài thư viện ghi Parquet", "chạy pip install 'mttq[parquet]', hoặc dùng --format csv"
        ) from error
    types: dict[ColumnType, Any] = {
        ColumnType.TEXT: arrow.string(),
        ColumnType.WHOLE: arrow.int64(),
        ColumnType.NUMBER: arrow.decimal128(_SPARK_DIGITS, _DECIMALS),
        ColumnType.FLAG: arrow.bool_(),
        ColumnType.DAY: arrow.date32(),
    }

    def convert(table: ExportTable, content: bytes) -> bytes:
        found = reader.read_csv(
            arrow.BufferReader(content),
            parse_options=reader.ParseOptions(newlines_in_values=True),
            convert_options=reader.ConvertOptions(
                column_types={one.name: types[one.kind] for one in table.columns},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
        out = io.BytesIO()
        writer.write_table(found, out, compression="zstd")
        return out.getvalue()

    return convert


def _dictionary(folder: Path, files: Sequence[TableFile], format: ExportFormat) -> str:
    """Return the data dictionary: a data package with a resource for each file."""
    resources = []
    for one in files:
        table = one.table
        resource: dict[str, object] = {
            "name": one.path.rpartition(".")[0].replace("/", "-").replace(".", "-"),
            "title": table.title,
            "path": one.path,
            "profile": "tabular-data-resource" if format is ExportFormat.CSV else "data-resource",
            "format": format.value,
            "mediatype": "text/csv" if format is ExportFormat.CSV else "application/vnd.apache.parquet",
            "encoding": "utf-8",
            "bytes": (folder / one.path).stat().st_size,
            "hash": f"sha256:{hashlib.sha256((folder / one.path).read_bytes()).hexdigest()}",
            "rows": one.rows,
            "schema": _schema(table),
        }
        resources.append(resource)
    package = {
        "name": _NAME,
        "title": "Số liệu công tác Mặt trận",
        "profile": "tabular-data-package" if format is ExportFormat.CSV else "data-package",
        "version": __version__,
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _schema(table: ExportTable) -> dict[str, object]:
    fields = []
    for column in table.columns:
        field: dict[str, object] = {"name": column.name, "type": column.kind.value, "title": column.title}
        constraints: dict[str, object] = {}
        if column.required:
            constraints["required"] = True
        if column.words:
            constraints["enum"] = list(column.words)
        if constraints:
            field["constraints"] = constraints
        fields.append(field)
    found: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if table.key:
        found["primaryKey"] = list(table.key)
    return found
