"""The sheet of indicators: planned, achieved, to date, in per cent, compared with the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count

from mttq.documents import Target
from mttq.period import PERIODS
from mttq.report.figures import (
    NOT_APPLICABLE,
    SURE,
    asides,
    divided,
    is_stock,
    office,
    own_target,
    parts_of,
    printed_share,
    said_figure,
    share_of_before,
)
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
from mttq.report.remarks import remark
from mttq.report.spellings import result_spelled
from mttq.report.tables import Group
from mttq.report.wording import ended, roman
from mttq.totals import Row

NAME = "Chỉ tiêu"
_SHORT = ("STT", Align.CENTRE, 6), ("Chỉ tiêu", Align.LEFT, 34), ("Đơn vị tính", Align.CENTRE, 11)
_FIGURE = 13
_SHARE = 11
_REMARK = 30


class _SheetLayout:
    """The columns that the sheet has: those that would be blank are left out."""

    def __init__(self, figures: Figures) -> None:
        rows = figures.rows
        self.planned = any(row.goal is not None for row in rows)
        self.to_date = figures.apart
        self.compared = figures.compared is not None
        self.columns = tuple(self._columns(figures))

    def _columns(self, figures: Figures) -> Iterator[SheetColumn]:
        period, cycle = figures.subject.period, figures.subject.cycle
        yield from (SheetColumn(*one) for one in _SHORT)
        if self.planned:
            yield SheetColumn(f"Kế hoạch {cycle.title}", Align.RIGHT, _FIGURE)
        yield SheetColumn(
            f"Thực hiện {period.title if period != cycle.whole else cycle.title}", Align.RIGHT, _FIGURE
        )
        if self.to_date:
            yield SheetColumn("Lũy kế từ đầu năm", Align.RIGHT, _FIGURE)
        if self.planned:
            yield SheetColumn("% kế hoạch", Align.RIGHT, _SHARE)
        if self.compared and figures.compared is not None:
            yield SheetColumn(f"Cùng kỳ {figures.compared.title}", Align.RIGHT, _FIGURE)
            yield SheetColumn("% so cùng kỳ", Align.RIGHT, _SHARE)
        yield SheetColumn("Ghi chú", Align.LEFT, _REMARK)

    def cells(
        self,
        kind: LineKind,
        head: Sequence[str | int],
        *,
        plan: Cell = None,
        result: Cell = None,
        to_date: Cell = None,
        share: Cell = None,
        before: Cell = None,
        change: Cell = None,
        remark: str = "",
    ) -> SheetLine:
        found: list[Cell] = [_head(one) for one in head]
        found += [plan] if self.planned else []
        found += [result]
        found += [to_date] if self.to_date else []
        found += [share] if self.planned else []
        found += [before, change] if self.compared else []
        return SheetLine(kind, (*found, TextCell(remark) if remark else None))


def _head(said: str | int) -> Cell:
    if isinstance(said, int):
        return NumberCell(Decimal(said))
    return TextCell(said) if said else None


def sheet(figures: Figures, heading: SheetHeading) -> Sheet:
    """Return the sheet of indicators."""
    layout = _SheetLayout(figures)
    numbers, group_numbers = count(1), count(1)
    lines: list[SheetLine] = []
    for group in figures.groups():
        lines += _group(
            figures=figures, layout=layout, group=group, head=roman(next(group_numbers)), numbers=numbers
        )
    return Sheet(
        name=NAME, heading=heading, columns=layout.columns, lines=tuple(lines), notes=tuple(_notes(figures))
    )


def _group(
    *, figures: Figures, layout: _SheetLayout, group: Group, head: str, numbers: Iterator[int]
) -> Iterator[SheetLine]:
    yield layout.cells(LineKind.GROUP, (head, group.title, ""))
    for row in group.rows:
        yield _row(figures, layout, row, next(numbers))
        for name, plan, result in _parts(figures, row):
            yield layout.cells(LineKind.PART, ("", f"– {name}", ""), plan=plan, result=result)


def _row(figures: Figures, layout: _SheetLayout, row: Row, stt: int) -> SheetLine:
    indicator = row.indicator
    until = figures.to_date.get((row.unit.id, indicator.id), row)
    summed = until if until is row or not is_stock(indicator, figures.subject.catalogue) else None
    until = row if summed is None else until
    subject = figures.subject
    spelled = result_spelled(row, subject.project)
    later = result_spelled(until, subject.project) if figures.apart and summed is not None else None
    about = until.total.result is not None and until.total.result.approximation is not None
    return layout.cells(
        LineKind.ROW,
        (stt, indicator.name, spelled.indicator.measure.name),
        plan=cells.of_goal(row.goal, indicator, yearly=_is_yearly(row)),
        result=cells.of_result(row.total, indicator),
        to_date=cells.of_result(summed.total, indicator) if summed is not None else None,
        share=cells.of_share(printed_share(until), about=about),
        before=_before(row),
        change=cells.of_share(share_of_before(row)),
        remark=remark(
            spelled,
            later,
            shown={one.indicator.id for one in figures.rows},
            name_of=subject.name_of,
            reservation=subject.reservation,
            compared=figures.compared is not None,
        ),
    )


def _before(row: Row) -> Cell:
    if row.before is None or row.before.result is None:
        none = row.before is not None and row.before.status in SURE
        return MissingCell(NOT_APPLICABLE) if none else None
    return cells.of_amount(row.before.result, row.indicator)


def _is_yearly(row: Row) -> bool:
    return row.total.result is not None and row.total.result.yearly


def _parts(figures: Figures, row: Row) -> Iterator[tuple[str, Cell, Cell]]:
    """Return the parts of the target and of the result: a name, the target, the result."""
    target = own_target(row)
    if target is not None:
        yield from ((name, cell, None) for name, cell in _target_parts(figures, target))
    figure = said_figure(row)
    if figure is not None:
        yield from (
            (part.name, None, cells.of_quantity(part.quantity)) for part in parts_of(figure, figures.name_of)
        )
    for name, aside, value in asides(row):
        shown = MissingCell(NOT_APPLICABLE) if value is None else cells.of_amount(value, row.indicator)
        yield name, None, shown
        for part in parts_of(aside, figures.name_of) if aside is not None else ():
            yield f"{name}: {part.name}", None, cells.of_quantity(part.quantity)


def _target_parts(figures: Figures, target: Target) -> Iterator[tuple[str, Cell]]:
    body = office(figures.subject.name, figures.subject.level)
    if target.own_all:
        yield f"{body} tự thực hiện", TextCell("toàn bộ")
    elif target.own is not None:
        yield f"{body} tự thực hiện", cells.of_quantity(target.own)
    for part in divided(target):
        yield part.name, cells.of_quantity(part.quantity)
    for part in target.handed_down:
        yield f"giao {figures.name_of(part.name)}", cells.of_quantity(part.quantity)
    for part in target.phases:
        period = PERIODS.get(part.name)
        title = period.title if period is not None else f"năm {part.name}"
        yield f"đến hết {title}", cells.of_quantity(part.quantity)


def _notes(figures: Figures) -> Iterator[str]:
    report, reserved = figures.subject.report, figures.subject.reserved_in_front
    if reserved:
        yield reserved
    if report is not None and report.cut_off is not None:
        yield f"Số liệu tính đến ngày {report.cut_off:%d/%m/%Y}."
    if report is not None and report.source:
        yield ended(f"Nguồn số liệu: {' '.join(report.source)}")
    if any(
        row.total.result is not None and row.total.result.approximation is not None for row in figures.rows
    ):
        yield "Dấu ≈ trước một số: số gần đúng."
    if figures.apart and any(row.completion is not None for row in figures.to_date.values()):
        yield "Cột % kế hoạch so số lũy kế với kế hoạch cả năm."
    for gap in figures.gaps:
        yield ended(f"Chưa tính được ({gap.path}:{gap.span.line}): {gap.message}")
