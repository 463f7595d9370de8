"""The roll-up as a table for a terminal, with what is missing below it.

Names wrap and nothing is cut: a long list says how much of it is left.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from mttq.catalogue import OverUnits, Units
from mttq.output.terminal import printable
from mttq.quantity import Comparator, number, percentage, rounded
from mttq.totals import Amount, Goal, Row, Status, Table

_SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "≤",
    Comparator.LESS_THAN: "<",
    Comparator.EXACTLY: "=",
}
_NONE = "–"
_REACHED = {True: "có", False: "chưa", None: _NONE}
_LISTED = 12
_GAP = 2
_NARROWEST = 16
# Header, how the cells are set, and the most columns a terminal gives it; the first takes the rest.
_COLUMNS: tuple[tuple[str, Literal["left", "right"], int], ...] = (
    ("Chỉ tiêu", "left", 60),
    ("ĐVT", "left", 11),
    ("Kế hoạch", "right", 24),
    ("Thực hiện", "right", 24),
    ("% KH", "right", 10),
    ("Đạt", "left", 4),
    ("Báo cáo", "right", 13),
    ("Tình trạng", "left", 15),
)


def render(table: Table, units: Units, *, width: int, colour: bool) -> str:
    """The table and its notes as text.

    Args:
        table: the rows.
        units: the catalogue's units, for the names of those that are missing.
        width: the terminal's width in columns.
        colour: whether to colour.
    """
    title = table.period.full_title(table.cycle)
    if not table.rows:
        return f"Chưa có mục tiêu hay số liệu nào cho {title}.\n"
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False, emoji=False
    )
    console.print(Text(f"SỐ LIỆU {title.upper()}", style="bold"))
    widths = _widths(table.rows, width)
    console.print(_grid((), widths, header=True))
    console.print("─" * min(width, sum(widths) + _GAP * (len(widths) - 1)))
    for _, rows in groupby(table.rows, key=lambda row: row.unit.id):
        group = list(rows)
        console.print(Text(printable(f"{group[0].name} ({group[0].unit.id})"), style="bold"))
        console.print(_grid(group, widths, header=False))
    for line in _notes(table, units):
        console.print(Padding(Text(line), (0, 0, 0, 2 if line.startswith("-") else 0)))
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(lines) + "\n"


def _widths(rows: Sequence[Row], width: int) -> list[int]:
    """The columns' widths: figures as wide as they need, the name of the indicator the rest."""
    cells = [[cell_len(cell) for cell in _cells(row)] for row in rows]
    widths = []
    for index, (header, _, widest) in enumerate(_COLUMNS):
        needed = max(row[index] for row in cells)
        widths.append(max(min(needed, widest), cell_len(header)))
    rest = width - sum(widths[1:]) - _GAP * len(widths)
    widths[0] = min(widths[0], max(rest, _NARROWEST))
    return widths


def _grid(rows: Iterable[Row], widths: Sequence[int], *, header: bool) -> Grid:
    grid = Grid(box=None, show_header=header, header_style="bold", padding=(0, _GAP, 0, 0))
    for (title, justify, _), columns in zip(_COLUMNS, widths, strict=True):
        grid.add_column(title, justify=justify, overflow="fold", width=columns)
    for row in rows:
        grid.add_row(*(Text(printable(cell)) for cell in _cells(row)))
    return grid


def _cells(row: Row) -> Iterator[str]:
    percent = row.indicator.measure.name == "%"
    yield row.indicator.name
    yield row.indicator.measure.name
    yield _goal(row.goal)
    yield result_text(row.total.result, percent=percent)
    yield number(rounded(row.completion, 2), places=2) if row.completion is not None else _NONE
    yield _REACHED[row.reached] if row.goal is not None else ""
    yield f"{row.total.reported}/{row.total.expected}"
    yield _status(row)


def _goal(goal: Goal | None) -> str:
    if goal is None:
        return ""
    if goal.high is not None:
        return f"{number(goal.value)} – {number(goal.high)}"
    return f"{_SIGNS[goal.comparator]} {number(goal.value)}"


def result_text(amount: Amount | None, *, percent: bool) -> str:
    """A result for a table: `≈` before what is approximate, two decimals for what is a percentage."""
    if amount is None:
        return _NONE
    text = percentage(amount.value).removesuffix("%") if percent else number(amount.value)
    return f"≈ {text}" if amount.approximation is not None else text


def _status(row: Row) -> str:
    total = row.total
    if total.status is Status.COMPLETE and total.result is None:
        return "không áp dụng"
    if not total.own.addable and total.result is not None:
        return "không cộng được"
    if row.indicator.over_units is OverUnits.NEVER and total.status is Status.COMPLETE:
        return "riêng từng đơn vị"
    return total.status.label


def _notes(table: Table, units: Units) -> Iterator[str]:
    """Who has not reported, one line for all indicators that miss the same units."""
    tops = {table.rows[0].unit.id}
    for row in table.rows:
        if not any(row.unit.id == top or units.is_below(row.unit.id, top) for top in tops):
            tops.add(row.unit.id)
    groups: dict[tuple[str, ...], list[str]] = {}
    for row in table.rows:
        if row.unit.id in tops and row.total.missing:
            groups.setdefault(row.total.missing, []).append(row.indicator.name)
    if groups:
        yield "Còn thiếu số liệu:"
    for missing, names in groups.items():
        who = [units.by_id[one].name_on(table.period.last_day(table.cycle)) for one in missing]
        yield f"- {_list(names, 'chỉ tiêu')}: {_list(who, 'đơn vị')}."


def _list(words: list[str], counted: str) -> str:
    most = len(words) if len(words) <= _LISTED + 2 else _LISTED
    shown = "; ".join(printable(word) for word in words[:most])
    left = len(words) - most
    return f"{shown} và {left} {counted} nữa" if left > 0 else shown
