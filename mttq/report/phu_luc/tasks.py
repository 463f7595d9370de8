"""The sheet of the planned tasks with what became of each, which the report has as an annex."""

from __future__ import annotations

from decimal import Decimal

from mttq.report.model import (
    Cell,
    LineKind,
    NumberCell,
    Sheet,
    SheetColumn,
    SheetHeading,
    SheetLine,
    TextCell,
)
from mttq.report.phu_luc.figures import Figures
from mttq.report.task_results import task_results

_NAME = "Nhiệm vụ"


def sheet(figures: Figures, heading: SheetHeading) -> Sheet | None:
    """Return the sheet of tasks; None if the report has no such annex."""
    table = task_results(figures.subject)
    if table is None:
        return None
    columns = tuple(SheetColumn(one.header, one.align, one.width * 4 // 5) for one in table.columns)
    lines = tuple(_line(row, heads=number in table.groups) for number, row in enumerate(table.rows))
    return Sheet(name=_NAME, heading=heading, columns=columns, lines=lines)


def _line(row: tuple[str, ...], *, heads: bool) -> SheetLine:
    first: Cell = TextCell(row[0]) if heads else NumberCell(Decimal(row[0]))
    rest = (TextCell(text) if text else None for text in row[1:])
    return SheetLine(LineKind.GROUP if heads else LineKind.ROW, (first, *rest))
