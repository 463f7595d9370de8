"""The totals by duckdb, run by the Python of the peers: `duckdb_totals.py TRUTH OUT [four|all]`.

Reads the CSV files of TRUTH with amounts as DECIMAL, adds every figure to its unit and to each unit above it,
divides ratios in whole numbers, rounded half up, and writes the rows as CSV: unit, indicator, target and
result, or with `all` all columns of `mttq total --format csv`, byte for byte.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

READ = """
CREATE TABLE units (unit VARCHAR, parent VARCHAR, name VARCHAR, level VARCHAR);
COPY units FROM '{truth}/units.csv' (HEADER, NULLSTR '');
CREATE TABLE indicators (
    indicator VARCHAR, numerator VARCHAR, denominator VARCHAR, name VARCHAR, measure VARCHAR
);
COPY indicators FROM '{truth}/indicators.csv' (HEADER, NULLSTR '');
CREATE TABLE figures (unit VARCHAR, indicator VARCHAR, planned DECIMAL(18, 0), done DECIMAL(18, 0));
COPY figures FROM '{truth}/figures.csv' (HEADER, NULLSTR '');
"""

SUMS = """
CREATE TABLE sums AS
WITH RECURSIVE above(unit, ancestor) AS (
    SELECT unit, unit FROM units
    UNION ALL
    SELECT above.unit, units.parent FROM above JOIN units ON units.unit = above.ancestor
    WHERE units.parent IS NOT NULL
)
SELECT ancestor AS unit, indicator, sum(planned) AS target, sum(done) AS result{more}
FROM {figures} JOIN above USING (unit) JOIN indicators USING (indicator)
WHERE numerator IS NULL
GROUP BY ancestor, indicator;
"""

FOUR = """
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

# A ratio is `done / whole` and is compared with its target in percent; the whole of anything else is 1.
ALL = """
CREATE MACRO percent(over, under) AS (20000 * over::HUGEINT + under::HUGEINT) // (2 * under::HUGEINT);
CREATE MACRO hundredths(number) AS CASE
    WHEN number % 100 = 0 THEN format('{}', number // 100)
    WHEN number % 10 = 0 THEN format('{}.{}', number // 100, number // 10 % 10)
    ELSE format('{}.{:02d}', number // 100, number % 100) END;
CREATE TABLE rows AS SELECT * FROM sums LEFT JOIN marked USING (unit, indicator);
CREATE TABLE below AS
SELECT parent AS unit, indicator, sum(target) AS planned FROM sums JOIN units USING (unit) GROUP BY ALL;
CREATE TABLE shares AS
SELECT lines.*, planned, numerator, denominator
FROM lines JOIN indicators USING (indicator) JOIN figures USING (unit, indicator) WHERE numerator IS NOT NULL;
CREATE TABLE found AS
SELECT place, unit, indicator, comparison, stated, target, below.planned AS below, rows.done::VARCHAR AS own,
    result AS done, 1 AS whole, sides, due,
    CASE WHEN below.planned IS NOT NULL THEN coalesce(rows.planned, 0) END AS part, rows.done AS mine, side
FROM lines JOIN rows USING (unit, indicator) LEFT JOIN below USING (unit, indicator)
UNION ALL
SELECT place, shares.unit, shares.indicator, comparison, stated, shares.planned, NULL,
    hundredths(percent(over.done, under.done)), over.result, under.result, 0, under.due,
    NULL, NULL, NULL
FROM shares JOIN rows AS over ON over.unit = shares.unit AND over.indicator = numerator
JOIN rows AS under ON under.unit = shares.unit AND under.indicator = denominator;
COPY (
    SELECT unit AS don_vi, units.name AS ten, level AS cap, indicator AS chi_tieu,
        indicators.name AS ten_chi_tieu, 'nam' AS ky, coalesce(measure, '%') AS don_vi_tinh,
        comparison AS "ke_hoach.so_sanh", target AS "ke_hoach.gia_tri",
        NULL AS "ke_hoach.tu", NULL AS "ke_hoach.den", below AS cap_duoi_dang_ky, own AS cap_minh,
        shown AS so_cong_don, stated AS so_bao_cao, shown AS thuc_hien,
        CASE WHEN comparison <> '<=' AND target > 0 THEN hundredths(percent(scaled, target * whole)) END
            AS ty_le_hoan_thanh,
        CASE comparison WHEN '>' THEN scaled > target * whole OR scaled = target * whole AND sides = 1
            WHEN '>=' THEN scaled > target * whole OR scaled = target * whole AND sides <> 2
            ELSE scaled <= target * whole END AS dat,
        sides > 0 AS gan_dung, due AS da_bao_cao, due AS phai_bao_cao, 'du' AS trang_thai,
        part AS ke_hoach_cap_minh,
        CASE WHEN comparison <> '<=' AND part > 0 THEN hundredths(percent(mine, part)) END AS ty_le_cap_minh,
        CASE comparison WHEN '<=' THEN mine <= part ELSE mine > part OR mine = part AND side <> 2 END
            AS dat_cap_minh,
        CASE WHEN comparison IS NOT NULL THEN 'rieng' END AS nguon_ke_hoach
    FROM (
        SELECT found.*, CASE WHEN numerator IS NULL THEN done ELSE 100 * done END::HUGEINT AS scaled,
            CASE WHEN numerator IS NULL THEN done::VARCHAR ELSE hundredths(percent(done, whole)) END AS shown
        FROM found JOIN indicators USING (indicator)
    ) JOIN units USING (unit) JOIN indicators USING (indicator)
    ORDER BY place
) TO '{out}' (HEADER);
"""

# How each row is written in the documents, in the order of the rows.
LINES = """
CREATE TABLE written (
    unit VARCHAR, indicator VARCHAR, comparison VARCHAR, approximation VARCHAR, stated DECIMAL(18, 0)
);
COPY written FROM '{truth}/rows.csv' (HEADER, NULLSTR '');
CREATE TABLE lines AS SELECT rowid AS place, * FROM written;
CREATE TABLE marked AS SELECT figures.*,
    CASE approximation WHEN '>' THEN 1 WHEN '<' THEN 2 WHEN '~' THEN 4 ELSE 0 END AS side
FROM figures LEFT JOIN lines USING (unit, indicator);
"""


def main(truth: Path, out: Path, columns: str) -> None:
    """Read, add up and write in a database in memory."""
    if columns == "all":
        more = ", bit_or(side) AS sides, count(*) AS due"
        script = READ + LINES + SUMS.format(figures="marked", more=more) + ALL
    else:
        script = READ + SUMS.format(figures="figures", more="") + FOUR
    # Imported by name, because only the environment of the peers has duckdb.
    import_module("duckdb").connect().execute(
        script.replace("{truth}", str(truth)).replace("{out}", str(out))
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "four")
