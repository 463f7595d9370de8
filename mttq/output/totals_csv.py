r"""The rows of the roll-up as CSV: comma, decimal point, `\n`, the keys of JSON flattened.

A text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

from collections.abc import Sequence

from mttq.output.records import csv_cell, csv_lines
from mttq.output.totals_data import cells, columns
from mttq.totals import TotalsTable


def render_csv(table: TotalsTable) -> str:
    """Return the rows under their header."""
    return whole(table, [piece(table)])


def piece(table: TotalsTable) -> str:
    """Return the rows without the header."""
    return csv_lines(map(csv_cell, cells(row, table)) for row in table.rows)


def whole(table: TotalsTable, pieces: Sequence[str]) -> str:
    """Return the rows of several tables of the same columns under one header."""
    return csv_lines([columns(table)]) + "".join(pieces)
