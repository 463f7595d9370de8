"""Tính lại các tổng số từ các bảng Parquet do mttq export ghi, bằng DuckDB hoặc Spark.

python tong_so.py THƯ_MỤC NĂM [KỲ] [--spark]
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SQL = Path(__file__).with_name("tong-so.sql")


def steps() -> Iterator[tuple[str, str]]:
    """Yield the statements of the query, each with the name of the table that it makes; "" for the last one."""
    text = re.sub(r"--.*", "", SQL.read_text("utf-8"))
    for statement in filter(None, map(str.strip, text.split(";"))):
        found = re.match(r"CREATE TEMP TABLE (\w+) AS\s+(.*)", statement, re.DOTALL)
        yield (found[1], found[2]) if found else ("", statement)


def tables(folder: Path) -> dict[str, list[str]]:
    """Return the files of each table of an export."""
    files: dict[str, list[str]] = {}
    for one in json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]:
        files.setdefault(re.split(r"[/.]", one["path"])[0], []).append(str(folder / one["path"]))
    return files


def question(cycle: str, period: str) -> str:
    """Return the query for the year or term and the period asked for; without a period it is all of it."""
    chosen = f"ky = '{period}'" if period else "ca_ky"
    return f"SELECT nam, ky FROM periods WHERE nam = '{cycle}' AND {chosen}"


def by_duckdb(folder: Path, cycle: str, period: str = "") -> list[dict[str, Any]]:
    """Return the rows by DuckDB, in memory."""
    import duckdb

    connection = duckdb.connect()
    for name, paths in tables(folder).items():
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({paths!r})")
    connection.execute(f"CREATE VIEW hoi AS {question(cycle, period)}")
    found = connection.execute(SQL.read_text("utf-8"))
    names = [one[0] for one in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def by_spark(folder: Path, cycle: str, period: str = "") -> list[dict[str, Any]]:
    """Return the rows by Spark, on this machine; on a cluster leave out the master and the partitions."""
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.adaptive.enabled", "false")
        # Otherwise products of decimals would be rounded.
        .config("spark.sql.decimalOperations.allowPrecisionLoss", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for name, paths in tables(folder).items():
        spark.read.parquet(*paths).createOrReplaceTempView(name)
    spark.sql(question(cycle, period)).createOrReplaceTempView("hoi")
    text = SQL.read_text("utf-8")
    for name, query in steps():
        found = spark.sql(query)
        if not name:
            return [row.asDict() for row in found.collect()]
        # A step that others use more than once is kept; otherwise the plan would hold it each time.
        if len(re.findall(rf"(?:FROM|JOIN) {name}\b", text)) > 1:
            found = found.localCheckpoint()
        found.createOrReplaceTempView(name)
    return []


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if one != "--spark"]
    compute = by_spark if "--spark" in sys.argv else by_duckdb
    for line in compute(Path(given[0]), *given[1:]):
        cells = (line["don_vi"], line["chi_tieu"], line["thuc_hien"], line["trang_thai"])
        sys.stdout.write("\t".join(map(str, cells)) + "\n")
