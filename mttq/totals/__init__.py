"""Totals along the units and over the periods, each with where it comes from."""

from mttq.totals.arithmetic import add, percentage
from mttq.totals.combination import difference_of
from mttq.totals.completion import completion, reached
from mttq.totals.lines import Lines
from mttq.totals.model import Amount, Gap, Given, Line, Reading, Status, Total, Transfer
from mttq.totals.proof import (
    Divided,
    Missing,
    Node,
    Proof,
    Reason,
    Relation,
    Said,
    Source,
    prove,
    written_goals,
)
from mttq.totals.rollup import Rollup
from mttq.totals.rows import Row, Sums, Table, build_table
from mttq.totals.targets import Goal, Targets

__all__ = [
    "Amount",
    "Divided",
    "Gap",
    "Given",
    "Goal",
    "Line",
    "Lines",
    "Missing",
    "Node",
    "Proof",
    "Reading",
    "Reason",
    "Relation",
    "Rollup",
    "Row",
    "Said",
    "Source",
    "Status",
    "Sums",
    "Table",
    "Targets",
    "Total",
    "Transfer",
    "add",
    "build_table",
    "completion",
    "difference_of",
    "percentage",
    "prove",
    "reached",
    "written_goals",
]
