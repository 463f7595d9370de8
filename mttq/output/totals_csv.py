"""The rows of the roll-up as CSV: what `totals_data` says, written straight from the rows.

The whole country has hundreds of thousands of rows. Making a record of each
and taking it apart again would cost more than its sums did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mttq.output.records import csv_lines, exact, text_cell
from mttq.output.totals_data import columns, row_name, share_of_before
from mttq.quantity import rounded
from mttq.totals import Goal, Row, TotalAmount, TotalsTable, operator_of

_FLAGS = {True: "true", False: "false", None: ""}
_NO_GOAL = ("", "", "", "")


def render_csv(table: TotalsTable) -> str:
    r"""The records as CSV: comma, decimal point, `\n`, the same keys flattened.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    return whole(table, [piece(table)])


def piece(table: TotalsTable) -> str:
    """The lines of a table without the header."""
    return csv_lines(_lines(table))


def whole(table: TotalsTable, pieces: Sequence[str]) -> str:
    """The lines of several tables of the same columns under their header."""
    return csv_lines([columns(table)]) + "".join(pieces)


def _lines(table: TotalsTable) -> Iterator[list[str]]:
    period = text_cell(table.period.name)
    named: dict[str, tuple[str, str, str]] = {}
    unit_id, unit = "", ("", "", "")
    for row in table.rows:
        if row.unit.id != unit_id:
            unit_id = row.unit.id
            unit = (text_cell(unit_id), text_cell(row_name(row)), row.level.value)
        one = row.indicator
        names = named.get(one.id)
        if names is None:
            names = named[one.id] = (text_cell(one.id), text_cell(one.name), text_cell(one.measure.name))
        yield [*unit, names[0], names[1], period, names[2], *_of(row, table)]


def _of(row: Row, table: TotalsTable) -> list[str]:
    """The cells from the target on."""
    total, ratio = row.total, operator_of(row.indicator).percent
    result = total.result
    shown = _amount(result, ratio=ratio)
    # The figure of a unit with nothing below it is its total, too, and need not be written twice.
    own, computed = total.own.amount, total.computed
    cells = [
        *_goal(row.goal),
        "" if row.registered is None else exact(row.registered),
        shown if own is result else _amount(own, ratio=ratio),
        shown if computed is result else _amount(computed, ratio=ratio),
        _amount(total.stated.amount, ratio=ratio),
        shown,
        _share(row.completion),
    ]
    if table.compared is not None:
        cells += [
            _amount(row.before.result if row.before is not None else None, ratio=ratio),
            _share(share_of_before(row)),
        ]
    cells += [
        _FLAGS[row.reached],
        _FLAGS[result is not None and result.approximation is not None],
        str(total.units_in),
        str(total.units_due),
        total.status.value,
    ]
    return cells


def _goal(goal: Goal | None) -> tuple[str, str, str, str]:
    if goal is None:
        return _NO_GOAL
    if goal.high is not None:
        return (text_cell(goal.comparator.value), "", exact(goal.value), exact(goal.high))
    return (text_cell(goal.comparator.value), exact(goal.value), "", "")


def _amount(amount: TotalAmount | None, *, ratio: bool) -> str:
    if amount is None:
        return ""
    return exact(rounded(amount.value, 2) if ratio else amount.value)


def _share(value: Decimal | None) -> str:
    return "" if value is None else exact(rounded(value, 2))
