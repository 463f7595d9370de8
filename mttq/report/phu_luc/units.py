"""The sheet of units, with a column for each unit directly below."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from mttq.report.figures import NOT_APPLICABLE
from mttq.report.model import (
    Align,
    Cell,
    LineKind,
    MissingCell,
    NumberCell,
    Sheet,
    SheetColumn,
    SheetHeading,
    SheetLine,
    TextCell,
)
from mttq.report.phu_luc import cells
from mttq.report.phu_luc.figures import Figures
from mttq.report.wording import roman
from mttq.totals import Given, Row, Status, add

NAME = "Theo đơn vị"
_HEAD = (
    SheetColumn("STT", Align.CENTRE, 6),
    SheetColumn("Chỉ tiêu", Align.LEFT, 32),
    SheetColumn("Đơn vị tính", Align.CENTRE, 11),
)
_WIDE = 14  # columns that are still readable when they have to fit one page
_FIGURE = 13


def sheet(figures: Figures, heading: SheetHeading) -> Sheet | None:
    """Return the sheet of units; None if there is no unit below."""
    if not figures.below:
        return None
    taken_out = any(row.total.taken_out for row in figures.rows)
    own = any(row.total.own.given is not Given.MISSING or row.total.is_due for row in figures.rows)
    columns = [
        *_HEAD,
        SheetColumn("Tổng cộng", Align.RIGHT, 14),
        SheetColumn("Đơn vị đã báo cáo", Align.CENTRE, 10),
    ]
    columns += [SheetColumn("Riêng đơn vị", Align.RIGHT, _FIGURE)] if own else []
    columns += [SheetColumn(figures.name_of(unit.id), Align.RIGHT, _FIGURE) for unit in figures.below]
    columns += [SheetColumn("Trừ phần chuyển cho nhau", Align.RIGHT, _FIGURE)] if taken_out else []
    lines: list[SheetLine] = []
    numbers, group_numbers = count(1), count(1)
    for group in figures.groups():
        blank: tuple[Cell, ...] = (None,) * (len(columns) - 2)
        lines.append(
            SheetLine(LineKind.GROUP, (TextCell(roman(next(group_numbers))), TextCell(group.title), *blank))
        )
        for row in group.rows:
            found: list[Cell] = [
                NumberCell(Decimal(next(numbers))),
                TextCell(row.indicator.name),
                TextCell(row.indicator.measure.name),
            ]
            found += _cells(figures, row, own=own, taken_out=taken_out)
            lines.append(SheetLine(LineKind.ROW, tuple(found)))
    return Sheet(
        name=NAME,
        heading=heading,
        columns=tuple(columns),
        lines=tuple(lines),
        notes=tuple(_notes(figures)),
        kept=len(_HEAD),
        one_page_wide=len(columns) <= _WIDE,
    )


def _cells(figures: Figures, row: Row, *, own: bool, taken_out: bool) -> Iterator[Cell]:
    indicator, total = row.indicator, row.total
    yield cells.of_result(total, indicator)
    yield TextCell(f"{total.units_in}/{total.units_due}") if total.units_due else None
    if own:
        yield _own(row)
    yield from (cells.of_part(figures.part(row, unit), indicator) for unit in figures.below)
    if taken_out:
        moved = [one.amount.value for one in total.taken_out]
        yield NumberCell(-add(moved)) if moved else None


def _own(row: Row) -> Cell:
    said = row.total.own
    if said.given is Given.NOT_APPLICABLE:
        return MissingCell(NOT_APPLICABLE)
    if said.amount is None:
        return MissingCell(cells.NOT_REPORTED) if row.total.is_due else None
    return cells.of_amount(said.amount, row.indicator, "" if said.complete else " *")


def _notes(figures: Figures) -> Iterator[str]:
    statuses = {
        figures.part(row, unit).status
        for row in figures.rows
        for unit in figures.below
        if figures.part(row, unit).result is not None
    }
    yield f"“{cells.NOT_REPORTED}”: chưa có số liệu, không phải bằng 0."
    yield "Ô để trống: đơn vị không phải báo cáo chỉ tiêu này."
    if Status.INCOMPLETE in statuses:
        yield "Dấu * sau một số: chưa đủ đơn vị hoặc chưa đủ kỳ báo cáo."
    if Status.AS_STATED in statuses:
        yield "(bc) sau một số: số do đơn vị báo cáo cho toàn địa bàn."
    if any(row.total.stands for row in figures.rows):
        yield "Tổng cộng của một số chỉ tiêu lấy theo số đơn vị báo cáo cho toàn địa bàn, có thể khác tổng các cột."
    units, top = figures.subject.catalogue.units, figures.subject.unit.id
    if not all(units.is_below(unit.id, top) for unit in figures.below):
        yield "Số của đơn vị được kế thừa đứng ở cột riêng."
