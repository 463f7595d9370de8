"""Totals of figures along the units and over periods, each with its sources."""

from mttq.totals.arithmetic import add, percentage
from mttq.totals.choice import UNLISTED
from mttq.totals.combination import difference_of
from mttq.totals.completion import completion, reached
from mttq.totals.evidence import CellRun, Denial, Evidence, EvidentFigure, FigureSource, OpenChoice
from mttq.totals.figure_index import FigureIndex
from mttq.totals.gaps import undecided_figures
from mttq.totals.model import (
    FigureLine,
    Gap,
    Given,
    Refutation,
    Status,
    Total,
    TotalAmount,
    Transfer,
    Undecided,
    UnitValue,
)
from mttq.totals.operators import operator_of
from mttq.totals.periods import period_operator_of
from mttq.totals.plain_rows import PlainRow
from mttq.totals.plain_totals import plain_totals_for, plain_totals_of
from mttq.totals.proof import (
    Divided,
    GivenFigure,
    GoalLine,
    MissingUnit,
    Proof,
    ProofNode,
    Reason,
    Relation,
    prove,
    prove_rows,
)
from mttq.totals.rollup import Rollup
from mttq.totals.table import Row, RowBlock, ShownRow, ShownTable, Sums, TotalsTable, build_table, shown_table
from mttq.totals.targets import Aim, Goal, Targets

__all__ = [
    "UNLISTED",
    "Aim",
    "CellRun",
    "Denial",
    "Divided",
    "Evidence",
    "EvidentFigure",
    "FigureIndex",
    "FigureLine",
    "FigureSource",
    "Gap",
    "Given",
    "GivenFigure",
    "Goal",
    "GoalLine",
    "MissingUnit",
    "OpenChoice",
    "PlainRow",
    "Proof",
    "ProofNode",
    "Reason",
    "Refutation",
    "Relation",
    "Rollup",
    "Row",
    "RowBlock",
    "ShownRow",
    "ShownTable",
    "Status",
    "Sums",
    "Targets",
    "Total",
    "TotalAmount",
    "TotalsTable",
    "Transfer",
    "Undecided",
    "UnitValue",
    "add",
    "build_table",
    "completion",
    "difference_of",
    "operator_of",
    "percentage",
    "period_operator_of",
    "plain_totals_for",
    "plain_totals_of",
    "prove",
    "prove_rows",
    "reached",
    "shown_table",
    "undecided_figures",
]
