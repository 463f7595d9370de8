"""Totals along the units and over the periods, each with where it comes from."""

from mttq.totals.combination import difference_of
from mttq.totals.completion import completion, reached
from mttq.totals.lines import Lines
from mttq.totals.model import Amount, Gap, Given, Line, Reading, Status, Total
from mttq.totals.rollup import Rollup
from mttq.totals.rows import Row, Table, build_table
from mttq.totals.targets import Goal, Targets

__all__ = [
    "Amount",
    "Gap",
    "Given",
    "Goal",
    "Line",
    "Lines",
    "Reading",
    "Rollup",
    "Row",
    "Status",
    "Table",
    "Targets",
    "Total",
    "build_table",
    "completion",
    "difference_of",
    "reached",
]
