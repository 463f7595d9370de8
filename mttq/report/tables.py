"""Tables of a document: targets, and results against targets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from mttq.documents import NamedPart, Target
from mttq.period import PERIODS
from mttq.profile import Page
from mttq.profile.letters import BORDERS, SMALLER, breadth, least_width
from mttq.quantity import Quantity, number, percentage
from mttq.report.figures import (
    COMPARED,
    LEAST_SHARE,
    NOT_APPLICABLE,
    PER_YEAR,
    SURE,
    Naming,
    asides,
    divided,
    each,
    is_money,
    is_too_small,
    no_result,
    office,
    own_target,
    parts_of,
    printed_share,
    said_figure,
    share_of_before,
)
from mttq.report.model import Align, Column, TableBlock
from mttq.report.remarks import remark, sentences
from mttq.report.reservations import Reservation
from mttq.report.wording import quantity_text, roman
from mttq.totals import Row, TotalAmount
from mttq.totals.arithmetic import ONE

_TARGET_COLUMNS = (
    Column("STT", Align.CENTRE, 11),
    Column("Chỉ tiêu", Align.LEFT, 50),
    Column("Đơn vị tính", Align.CENTRE, 19),
    Column("Mức phấn đấu", Align.RIGHT, 28),
    Column("Ghi chú", Align.LEFT, 52),
)
_STT = Column("STT", Align.CENTRE, 11)
_NAME = Column("Chỉ tiêu", Align.LEFT, 44)
_UNIT = Column("Đơn vị tính", Align.CENTRE, 17)
_SCALE = re.compile(r"nghìn tỷ|tỷ|triệu|nghìn")
_REMARK = Column("Ghi chú", Align.LEFT, 34)


class Group(Struct, frozen=True):
    """Rows under a title: those of one programme, or of the situation."""

    title: str
    rows: Sequence[Row]


def target_table(title: str, groups: Sequence[Group], name_of: Naming) -> list[TableBlock]:
    """Return the targets as one table; none if there are no targets.

    Sums of money are as written if all have the same scale, otherwise in digits.
    """
    mixed = len({scale for group in groups for row in group.rows for scale in _scales(row)}) > 1

    def lines(row: Row) -> list[tuple[str, ...]]:
        target = own_target(row)
        if target is None:
            return []
        name, unit = row.indicator.name, row.indicator.measure.name
        digits = unit if mixed else ""
        first = (name, unit, _number_of(target.quantity, digits) + each(target), sentences(target.note))
        parts = _target_parts(target, office(row.name, row.level), name_of, digits)
        return [first, *((f"– {name}", "", text, "") for name, text in parts)]

    return _table(title, _TARGET_COLUMNS, groups, lines)


def result_table(
    title: str,
    groups: Sequence[Group],
    name_of: Naming,
    to_date: Mapping[str, Row],
    *,
    year: bool,
    compared: str,
    reservation: Reservation | None,
) -> list[TableBlock]:
    """Return targets and results as one table; none if there are neither.

    The column of the months since January is left out if the period begins in January. If it is there, the percentage
    belongs to it. Columns in which no row has anything are left out.

    Args:
        title: the line above it.
        groups: the rows, under the names of their programmes.
        name_of: the names of units.
        to_date: the totals since January of the indicators that have one; empty if the period begins in January.
        year: whether the period is the whole year or term that the targets are for.
        compared: the year before, if the table has its figures; otherwise "".
        reservation: what the document says in front of the units that its sums lack.
    """
    columns = (
        _STT,
        _NAME,
        _UNIT,
        Column("Kế hoạch" if year else "Kế hoạch năm", Align.RIGHT, 23),
        Column("Thực hiện", Align.RIGHT, 25),
        Column("Lũy kế từ đầu năm", Align.RIGHT, 25),
        Column("% kế hoạch" if year else "% kế hoạch năm", Align.RIGHT, 16),
        Column(f"Cùng kỳ {compared}", Align.RIGHT, 23),
        Column("% so cùng kỳ", Align.RIGHT, 16),
        _REMARK,
    )
    after_result = ("",) * (len(columns) - 5)
    shown = {row.indicator.id for group in groups for row in group.rows}

    def lines(row: Row) -> list[tuple[str, ...]]:
        later = to_date.get(row.indicator.id)
        first = (
            row.indicator.name,
            row.indicator.measure.name,
            plan_cell(row),
            result_cell(row),
            result_cell(later) if later is not None else "",
            percent_cell(later or row),
            _before_cell(row) if compared else "",
            _change_cell(row) if compared else "",
            remark(
                row,
                later,
                shown=shown,
                name_of=name_of,
                reservation=reservation,
                compared=bool(compared),
            ),
        )
        return [first, *((f"– {part}", "", "", text, *after_result) for part, text in _parts(row, name_of))]

    return _table(title, columns, groups, lines)


def is_wide(table: TableBlock, page: Page) -> bool:
    """Return whether a table is too wide for an upright page, even in slightly smaller letters."""
    size = float(page.style("o_bang").size) * breadth(page.font)
    words = sum(
        _column_width(column, texts, size)
        for column, *texts in zip(table.columns, *_ungrouped(table), strict=True)
    )
    margins = len(table.columns) * (2 * float(page.cell) + BORDERS)
    return words * SMALLER + margins > float(page.width - page.left - page.right)


def _column_width(column: Column, texts: Sequence[str], size: float) -> float:
    """Return the least width of a column in points, in which no word of its cells is broken."""
    return max(least_width(text, size, column.room()) for text in (column.header, *texts))


def _table(
    title: str,
    columns: tuple[Column, ...],
    groups: Sequence[Group],
    lines: Callable[[Row], list[tuple[str, ...]]],
) -> list[TableBlock]:
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
    return [without_blank_columns(TableBlock(title, columns, tuple(found), tuple(heads)))] if found else []


def without_blank_columns(table: TableBlock) -> TableBlock:
    """Return a table without the columns in which no row has anything."""
    kept = [place for place, cells in enumerate(zip(*_ungrouped(table), strict=True)) if any(cells)]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
    )


def _ungrouped(table: TableBlock) -> list[tuple[str, ...]]:
    return [row for number, row in enumerate(table.rows) if number not in table.groups]


def _scales(row: Row) -> Iterator[str]:
    """Yield the scale of each sum of money of a target, `tỷ`; "" for one in digits."""
    target = own_target(row)
    if target is None or not is_money(row.indicator.measure.name):
        return
    own = [target.own] if target.own is not None else []
    parts = [*divided(target), *target.handed_down, *target.phases]
    for quantity in (target.quantity, *own, *(part.quantity for part in parts)):
        found = _SCALE.search(_number_of(quantity, ""))
        yield found[0] if found is not None else ""


def _target_parts(target: Target, body: str, name_of: Naming, unit: str) -> Iterator[tuple[str, str]]:
    """Return the parts of a target: what the unit's own body does, named parts, those handed down or due by a date."""
    if target.own_all:
        yield f"{body} tự thực hiện", "toàn bộ"
    elif target.own is not None:
        yield f"{body} tự thực hiện", _number_of(target.own, unit)
    yield from _named(divided(target), unit)
    for part in target.handed_down:
        yield f"giao {name_of(part.name)}", _number_of(part.quantity, unit)
    for part in target.phases:
        period = PERIODS.get(part.name)
        yield (
            f"đến hết {period.title if period is not None else f'năm {part.name}'}",
            _number_of(part.quantity, unit),
        )


def _parts(row: Row, name_of: Naming) -> Iterator[tuple[str, str]]:
    """Return the parts of a result."""
    figure, unit = said_figure(row), row.indicator.measure.name
    if figure is not None:
        yield from _named(parts_of(figure, name_of), unit)
    for name, part, value in asides(row):
        yield name, _amount(row, value) if value is not None else NOT_APPLICABLE
        if part is not None:
            yield from ((f"{name}: {one}", text) for one, text in _named(parts_of(part, name_of), unit))


def _named(parts: Sequence[NamedPart], unit: str) -> Iterator[tuple[str, str]]:
    yield from ((part.name, _number_of(part.quantity, unit)) for part in parts)


def _number_of(quantity: Quantity, unit: str) -> str:
    """Return a quantity for a cell, money in digits; its unit of measure has a column of its own."""
    if is_money(unit) and not quantity.not_applicable:
        quantity = replace(quantity, step=ONE)
    return quantity_text(quantity, "%" if quantity.percent else "")


def plan_cell(row: Row) -> str:
    """Return the target for a cell; "" if there is none."""
    goal = row.goal
    if goal is None:
        return ""
    if goal.whole and (goal.taken_over or goal.target.for_each or goal.target.quantity.per_year):
        tail = "%" if row.indicator.measure.name == "%" else ""
        if row.total.result is not None and row.total.result.yearly:
            goal, tail = goal.of_one_year(), f"{tail}{PER_YEAR}"
        if goal.high is not None:
            return f"{number(goal.value)} – {number(goal.high)}{tail}"
        return f"{COMPARED.get(goal.comparator, '')}{number(goal.value)}{tail}"
    return _number_of(goal.target.quantity, row.indicator.measure.name) + each(goal.target)


def percent_cell(row: Row) -> str:
    """Return the percentage of the target that is reached, for a cell; "" if it is unknown."""
    share = printed_share(row)
    if share is None or row.total.result is None:
        return ""
    if is_too_small(share):
        return f"< {percentage(LEAST_SHARE)}"
    about = "≈ " if row.total.result.approximation is not None else ""
    return f"{about}{percentage(share)}"


def _before_cell(row: Row) -> str:
    """Return the result of the year before for a cell; "" if there is none."""
    if row.before is None:
        return ""
    if row.before.result is None:
        return NOT_APPLICABLE if row.before.status in SURE else ""
    return _amount(row, row.before.result)


def _change_cell(row: Row) -> str:
    """Return the result in per cent of that of the year before, for a cell; "" if they can't be compared."""
    share = share_of_before(row)
    return percentage(share) if share is not None else ""


def result_cell(row: Row) -> str:
    """Return the result for a cell, or that there is none."""
    return _amount(row, row.total.result) if row.total.result is not None else no_result(row)


def _amount(row: Row, value: TotalAmount) -> str:
    text = percentage(value.value) if row.indicator.measure.name == "%" else number(value.value)
    text += PER_YEAR if value.yearly else ""
    return f"≈ {text}" if value.approximation is not None else text
