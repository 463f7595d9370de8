"""The totals by duckdb, run by the Python of the peers: `duckdb_totals.py TRUTH OUT`.

The CSV files are read with the amounts as DECIMAL; every figure is added to its unit and to each unit above it, the
ratios are divided and rounded half up in whole numbers, and the rows are written as CSV.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

SCRIPT = """
CREATE TABLE units (unit VARCHAR, parent VARCHAR);
COPY units FROM '{truth}/units.csv' (HEADER, NULLSTR '');
CREATE TABLE indicators (indicator VARCHAR, numerator VARCHAR, denominator VARCHAR);
COPY indicators FROM '{truth}/indicators.csv' (HEADER, NULLSTR '');
CREATE TABLE figures (unit VARCHAR, indicator VARCHAR, planned DECIMAL(18, 0), done DECIMAL(18, 0));
COPY figures FROM '{truth}/figures.csv' (HEADER, NULLSTR '');
CREATE TABLE sums AS
WITH RECURSIVE above(unit, ancestor) AS (
    SELECT unit, unit FROM units
    UNION ALL
    SELECT above.unit, units.parent FROM above JOIN units ON units.unit = above.ancestor
    WHERE units.parent IS NOT NULL
)
SELECT ancestor AS unit, indicator, sum(planned) AS target, sum(done) AS result
FROM figures JOIN above USING (unit) JOIN indicators USING (indicator)
WHERE numerator IS NULL
GROUP BY ancestor, indicator;
COPY (
    SELECT unit, indicator, target::DECIMAL(20, 2) AS target, result::DECIMAL(20, 2) AS result FROM sums
    UNION ALL
    SELECT figures.unit, figures.indicator, planned,
        (((20000 * above.result::HUGEINT + below.result::HUGEINT) // (2 * below.result::HUGEINT))
            ::DECIMAL(10, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(20, 2)
    FROM figures JOIN indicators USING (indicator)
    JOIN sums AS above ON above.unit = figures.unit AND above.indicator = numerator
    JOIN sums AS below ON below.unit = figures.unit AND below.indicator = denominator
) TO '{out}' (HEADER);
"""


def main(truth: Path, out: Path) -> None:
    """The whole of it in a database in memory."""
    # By name: duckdb is in the environment of the peers alone.
    import_module("duckdb").connect().execute(SCRIPT.format(truth=truth, out=out))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
