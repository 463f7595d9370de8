"""The sheet of sources: each figure of a total with its file and line, and the amounts taken out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from msgspec import structs
from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.documents import Scope
from mttq.quantity import number
from mttq.report.model import (
    Align,
    Cell,
    LineKind,
    NumberCell,
    Sheet,
    SheetColumn,
    SheetHeading,
    SheetLine,
    TextCell,
)
from mttq.report.phu_luc import cells
from mttq.report.phu_luc.figures import Figures, indicator_name
from mttq.report.wording import roman
from mttq.totals import FigureSource, GivenFigure, ProofNode, Row, Transfer, operator_of, period_operator_of
from mttq.totals.arithmetic import ONE, multiply

NAME = "Nguồn số liệu"
_COLUMNS = (
    SheetColumn("STT", Align.CENTRE, 7),
    SheetColumn("Đơn vị", Align.LEFT, 34),
    SheetColumn("Nội dung", Align.LEFT, 40),
    SheetColumn("Kỳ", Align.LEFT, 16),
    SheetColumn("Số liệu", Align.RIGHT, 21),
    SheetColumn("Phần được tính", Align.RIGHT, 11),
    SheetColumn("Tệp", Align.LEFT, 46),
    SheetColumn("Dòng", Align.RIGHT, 7),
    SheetColumn("Ghi chú", Align.LEFT, 36),
)
_Cells = tuple[Cell, ...]
_NOT_ADDED = "không cộng được, hoặc không tính ở cấp này"
_OWN = "số của đơn vị"
_STATED = "số đơn vị báo cáo cho toàn địa bàn"
MOST = 5_000  # lines; a whole country would exceed what anyone reads, and Excel's row limit


def sheet(figures: Figures, heading: SheetHeading) -> Sheet | None:
    """Return the sheet of sources; None if there are no figures."""
    lines: list[SheetLine] = []
    numbers, groups = count(1), count(1)
    deep = sum(_size(proof.node) for proof in figures.proofs.values()) <= MOST
    made = _lines if deep else _of_those_below
    for row in figures.rows:
        found = list(made(figures, row.indicator, figures.proofs[row.indicator.id].node, ONE))
        if not found:
            continue
        lines.append(_head(row, roman(next(groups))))
        lines += (SheetLine(LineKind.ROW, (NumberCell(Decimal(next(numbers))), *one)) for one in found)
        lines.append(_sum(figures, row))
    if not lines:
        return None
    notes = [
        "Tệp và dòng là nơi ghi số liệu trong dự án.",
        "Số có dấu trừ là phần không tính hoặc đã được tính ở đơn vị chuyển.",
    ]
    if not deep:
        notes.append(
            f"Có hơn {number(Decimal(MOST))} số liệu nên chỉ ghi kết quả của các đơn vị trực thuộc;"
            " xem phụ lục của từng đơn vị, hoặc dùng mttq total --explain."
        )
    return Sheet(name=NAME, heading=heading, columns=_COLUMNS, lines=tuple(lines), notes=tuple(notes), kept=2)


def _head(row: Row, number: str) -> SheetLine:
    indicator = row.indicator
    how = [text for text in (operator_of(indicator).short, period_operator_of(indicator).short) if text]
    blank: tuple[Cell, ...] = (None,) * (len(_COLUMNS) - 2)
    return SheetLine(
        LineKind.GROUP, (TextCell(number), TextCell(f"{indicator_name(indicator)}: {'; '.join(how)}"), *blank)
    )


def _sum(figures: Figures, row: Row) -> SheetLine:
    remark = cells.standing(row.total, row.indicator)
    return SheetLine(
        LineKind.SUM,
        (
            None,
            TextCell(figures.name_of(row.unit.id)),
            TextCell("kết quả"),
            TextCell(figures.subject.when),
            cells.of_result(row.total, row.indicator),
            None,
            None,
            None,
            TextCell(remark) if remark else None,
        ),
    )


def _lines(figures: Figures, indicator: Indicator, node: ProofNode, share: Decimal) -> Iterator[_Cells]:
    """Return the figures of a total in the order of the tree, and the amounts taken out of it.

    Args:
        figures: the figures of the annex, for the names of units.
        indicator: the indicator.
        node: the total.
        share: the part of it that counts, 0 to 1.
    """
    if node.total.stands and node.stated is not None:
        remark = "thay cho số cộng từ dưới lên" if node.parts else ""
        yield from _said(
            figures=figures, indicator=indicator, node=node, said=node.stated, share=share, remark=remark
        )
    else:
        if node.own is not None:
            not_added = node.own.adds is None and node.own.amount is not None
            yield from _said(
                figures=figures,
                indicator=indicator,
                node=node,
                said=node.own,
                share=share,
                remark=_NOT_ADDED if not_added else "",
            )
        for part in node.parts:
            yield from _lines(figures, indicator, part, multiply(share, part.total.share))
    for one in node.total.taken_out:
        what = f"trừ phần nhận từ {figures.name_of(one.giver)}"
        yield _taken_out(figures=figures, indicator=indicator, one=one, what=what, share=share)


def _size(node: ProofNode) -> int:
    """Return the number of totals in a tree."""
    return 1 + sum(map(_size, node.parts))


def _of_those_below(
    figures: Figures, indicator: Indicator, node: ProofNode, share: Decimal
) -> Iterator[_Cells]:
    """Return a line for each unit directly below, in place of all its figures."""
    parts = () if node.total.stands and node.stated is not None else node.parts
    yield from _lines(figures, indicator, structs.replace(node, parts=()), share)
    for part in parts:
        if part.total.result is not None:
            value = cells.of_amount(part.total.result, indicator)
            part_share = multiply(share, part.total.share)
            yield _cells(
                unit=figures.name_of(part.unit.id),
                what="kết quả của đơn vị",
                when=figures.subject.when,
                value=value,
                share=part_share,
            )


def _said(
    *,
    figures: Figures,
    indicator: Indicator,
    node: ProofNode,
    said: GivenFigure,
    share: Decimal,
    remark: str,
) -> Iterator[_Cells]:
    name = figures.name_of(node.unit.id)
    for source in said.sources:
        what = _STATED if source.scope is Scope.STATED else _OWN
        what += f": {source.indicator.name}" if source.indicator.id != indicator.id else ""
        yield _line(unit=name, what=what, source=source, share=share, remark=remark)
    for source in said.weights:
        yield _line(
            unit=name, what=f"trọng số: {source.indicator.name}", source=source, share=share, remark=""
        )
    for one in said.left_out:
        yield _taken_out(
            figures=figures,
            indicator=indicator,
            one=one,
            what=f"không tính phần nhận từ {figures.name_of(one.giver)}",
            share=share,
        )


def _line(*, unit: str, what: str, source: FigureSource, share: Decimal, remark: str) -> _Cells:
    when = source.period.full_title(source.cycle)
    value = cells.of_quantity(source.quantity)
    return _cells(
        unit=unit,
        what=what,
        when=when,
        value=value,
        share=share,
        place=(source.path, source.span.line),
        remark=remark,
    )


def _taken_out(*, figures: Figures, indicator: Indicator, one: Transfer, what: str, share: Decimal) -> _Cells:
    amount = cells.of_amount(one.amount, indicator)
    value = replace(amount, value=-amount.value)
    return _cells(
        unit=figures.name_of(one.line.unit),
        what=what,
        value=value,
        share=share,
        place=(one.line.path, one.span.line),
    )


def _cells(
    *,
    unit: str,
    what: str,
    value: Cell,
    share: Decimal,
    when: str = "",
    place: tuple[str, int] | None = None,
    remark: str = "",
) -> _Cells:
    part = NumberCell(multiply(share, 100), percent=True) if share != ONE else None
    where: tuple[Cell, ...] = (None, None)
    if place is not None:
        where = (TextCell(place[0]), NumberCell(Decimal(place[1])))
    return (
        TextCell(unit),
        TextCell(what),
        TextCell(when),
        value,
        part,
        *where,
        TextCell(remark) if remark else None,
    )
