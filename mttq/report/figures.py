"""Figures as a document says them: in sentences and in tables.

What has no figure says so, what is incomplete says how much is in, and what
is approximate keeps its word: nothing is left out and nothing becomes a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

from mttq.catalogue import OverUnits
from mttq.documents import Figure, Part, Scope, Target
from mttq.quantity import Approximation, Quantity, amount, number, percentage
from mttq.report.model import Align, Column, Item, Table
from mttq.report.wording import items, quantity_text, roman, running_text
from mttq.totals import Amount, Row, Status

NO_FIGURE = "chưa có số liệu"
NOT_APPLICABLE = "không áp dụng"
_WORDS = {
    Approximation.ABOVE: "trên ",
    Approximation.BELOW: "gần ",
    Approximation.AROUND: "khoảng ",
    None: "",
}

_TARGET_COLUMNS = (
    Column("STT", Align.CENTRE, 11),
    Column("Chỉ tiêu", Align.LEFT, 50),
    Column("Đơn vị tính", Align.CENTRE, 19),
    Column("Mức phấn đấu", Align.RIGHT, 28),
    Column("Ghi chú", Align.LEFT, 52),
)
_RESULT_COLUMNS = (
    Column("STT", Align.CENTRE, 11),
    Column("Chỉ tiêu", Align.LEFT, 44),
    Column("Đơn vị tính", Align.CENTRE, 17),
    Column("Kế hoạch", Align.RIGHT, 23),
    Column("Thực hiện", Align.RIGHT, 25),
    Column("% kế hoạch", Align.RIGHT, 16),
    Column("Ghi chú", Align.LEFT, 34),
)
# Where nothing was planned, or for figures of the situation.
_PLAIN_COLUMNS = (
    Column("STT", Align.CENTRE, 11),
    Column("Chỉ tiêu", Align.LEFT, 60),
    Column("Đơn vị tính", Align.CENTRE, 19),
    Column("Thực hiện", Align.RIGHT, 28),
    Column("Ghi chú", Align.LEFT, 42),
)


class Group(NamedTuple):
    """The rows of one programme, under its name; of the situation, under its own."""

    title: str
    rows: Sequence[Row]


def target_items(rows: Sequence[Row]) -> list[Item]:
    """One sentence for each target."""
    return items([_target_sentence(row, row.goal.target) for row in rows if row.goal is not None])


def result_items(rows: Sequence[Row]) -> list[Item]:
    """One sentence for each indicator: the result, or that there is none."""
    return items([_result_sentence(row) for row in rows])


def target_table(title: str, groups: Sequence[Group]) -> list[Table]:
    """The targets as one table; none where there are no targets."""

    def lines(row: Row) -> list[tuple[str, ...]]:
        if row.goal is None:
            return []
        target = row.goal.target
        found: list[tuple[str, ...]] = [
            (
                row.indicator.name,
                row.indicator.measure.name,
                _target_amount(target),
                "; ".join(target.note),
            )
        ]
        return found + [(f"– {part.name}", "", _part_number(part.quantity), "") for part in target.parts]

    return _table(title, _TARGET_COLUMNS, groups, lines)


def result_table(title: str, groups: Sequence[Group]) -> list[Table]:
    """Targets and results as one table; none where there is neither.

    The columns of the plan are there only if anything was planned.
    """
    planned = any(row.goal is not None for group in groups for row in group.rows)

    def cells(name: str, unit: str, plan: str, result: str, share: str, remark: str) -> tuple[str, ...]:
        return (name, unit, plan, result, share, remark) if planned else (name, unit, result, remark)

    def lines(row: Row) -> list[tuple[str, ...]]:
        plan = _target_amount(row.goal.target) if row.goal is not None else ""
        share = percentage(row.completion) if row.completion is not None else ""
        found = [
            cells(
                row.indicator.name, row.indicator.measure.name, plan, _result_number(row), share, _remark(row)
            )
        ]
        return found + [
            cells(f"– {part.name}", "", "", _part_number(part.quantity), "", "") for part in _parts(row)
        ]

    return _table(title, _RESULT_COLUMNS if planned else _PLAIN_COLUMNS, groups, lines)


def _table(
    title: str,
    columns: tuple[Column, ...],
    groups: Sequence[Group],
    lines: Callable[[Row], list[tuple[str, ...]]],
) -> list[Table]:
    found: list[tuple[str, ...]] = []
    blank = ("",) * (len(columns) - 2)
    numbers = count(1)
    group_numbers = count(1)
    heads: list[int] = []
    for group in groups:
        rows = [one for row in group.rows if (one := lines(row))]
        if rows:
            heads.append(len(found))
            found.append((roman(next(group_numbers)), group.title, *blank))
        for one in rows:
            found.append((str(next(numbers)), *one[0]))
            found += [("", *part) for part in one[1:]]
    return [Table(title, columns, tuple(found), tuple(heads))] if found else []


def _target_amount(target: Target) -> str:
    quantity = target.quantity
    text = quantity_text(quantity, "%" if quantity.percent else "")
    return f"{text} mỗi {_EACH[target.for_each]}" if target.for_each else text


_EACH = {
    "nam": "năm",
    "trung-uong": "đơn vị cấp Trung ương",
    "tinh": "tỉnh",
    "huyen": "huyện",
    "xa": "xã",
    "khu-dan-cu": "khu dân cư",
    "to-chuc-thanh-vien": "tổ chức thành viên",
}


def _target_sentence(row: Row, target: Target) -> str:
    unit = row.indicator.measure.name
    text = f"{row.indicator.name}: {running_text(target.quantity, unit)}"
    if target.for_each:
        text += f" mỗi {_EACH[target.for_each]}"
    details = []
    if target.own_all:
        details.append("đơn vị tự thực hiện toàn bộ")
    elif target.own is not None:
        details.append(f"đơn vị tự thực hiện {running_text(target.own, unit)}")
    if target.parts:
        details.append("trong đó " + _joined(target.parts, unit))
    return "; ".join([text, *details])


def _result_sentence(row: Row) -> str:
    name, total, unit = row.indicator.name, row.total, row.indicator.measure.name
    plan = f"kế hoạch: {running_text(row.goal.target.quantity, unit)}" if row.goal is not None else ""
    if total.result is None:
        said = NOT_APPLICABLE if total.status is Status.COMPLETE else NO_FIGURE
        return f"{name}: {said}" + (f" ({plan})" if plan else "")
    text = f"{name}: {_result_amount(row, total.result, unit)}"
    if row.completion is not None:
        text += f", bằng {percentage(row.completion)} kế hoạch"
    elif plan:
        text += f" ({plan})"
    if parts := _parts(row):
        text += "; trong đó " + _joined(parts, unit)
    remark = _incomplete(row)
    return f"{text} ({remark})" if remark else text


def _result_amount(row: Row, result: Amount, unit: str) -> str:
    """The result as its only figure was written, else in full digits."""
    line = _only_figure(row)
    if result.counts is not None:
        above, below = result.counts
        counted = _counted(line.quantity, row) if line is not None else f"{number(above)}/{number(below)}"
        return f"{counted}, đạt {percentage(result.value)}"
    if line is not None and line.quantity.value == result.value:
        return running_text(line.quantity, unit)
    return _WORDS[result.approximation] + amount(result.value, unit)


def _counted(quantity: Quantity, row: Row) -> str:
    names = row.indicator.measure.denominator
    return quantity_text(quantity, names[0] if names else "")


def _only_figure(row: Row) -> Figure | None:
    """The one figure that the result is, if it is no more than that."""
    lines = row.total.own.lines
    if len(lines) != 1 or row.total.own.amount != row.total.result:
        return None
    figure = lines[0].figure
    return figure if figure.indicator == row.indicator.id else None


def _parts(row: Row) -> tuple[Part, ...]:
    figure = _only_figure(row)
    return figure.parts if figure is not None else ()


def _joined(parts: Sequence[Part], unit: str) -> str:
    return ", ".join(f"{part.name} {running_text(part.quantity, unit)}" for part in parts)


def _part_number(quantity: Quantity) -> str:
    return quantity_text(quantity, "%" if quantity.percent else "")


def _result_number(row: Row) -> str:
    total = row.total
    if total.result is None:
        return NOT_APPLICABLE if total.status is Status.COMPLETE else NO_FIGURE
    value = total.result.value
    text = percentage(value) if row.indicator.measure.name == "%" else number(value)
    return f"≈ {text}" if total.result.approximation is not None else text


def _remark(row: Row) -> str:
    lines = [line.figure for line in row.total.own.lines if line.figure.scope is Scope.OWN]
    notes = [note for figure in lines if figure.indicator == row.indicator.id for note in figure.note]
    return "; ".join(text for text in (_incomplete(row), *notes) if text)


def _incomplete(row: Row) -> str:
    """What keeps the result from being the whole truth."""
    total = row.total
    if total.result is None:
        return ""
    if row.indicator.over_units is OverUnits.RATIO and total.result.counts is None:
        return ""
    if total.status is Status.INCOMPLETE:
        return f"mới có số liệu của {total.reported}/{total.expected} đơn vị"
    if total.status is Status.AS_STATED:
        return "theo báo cáo của đơn vị"
    return ""
