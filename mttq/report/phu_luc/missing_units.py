"""The sheet of units that have not reported, each with the indicators that it owes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from mttq.catalogue import Unit
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
from mttq.report.phu_luc.figures import Figures, indicator_name
from mttq.totals import Reason, Row

NAME = "Chưa báo cáo"
_COLUMNS = (
    SheetColumn("STT", Align.CENTRE, 7),
    SheetColumn("Đơn vị", Align.LEFT, 34),
    SheetColumn("Cấp", Align.LEFT, 18),
    SheetColumn("Thuộc", Align.LEFT, 30),
    SheetColumn("Chỉ tiêu còn thiếu", Align.LEFT, 48),
    SheetColumn("Lý do", Align.LEFT, 40),
)
_NOTHING = "chưa có số liệu"
_REASONS = {
    Reason.NOTHING: _NOTHING,
    Reason.NO_LINE: "có báo cáo nhưng không có chỉ tiêu này",
    Reason.PARTLY: "mới có số liệu một phần của kỳ",
}
_SPOKEN = "; đã có số chung của đơn vị cấp trên"


def sheet(figures: Figures, heading: SheetHeading) -> Sheet | None:
    """Return the sheet of units that have not reported; None if all have."""
    owed: dict[str, list[tuple[Row, str]]] = {}
    expected: Counter[str] = Counter()
    for row in figures.rows:
        expected.update(total.unit for total in row.total.walk() if total.is_due)
        for one in figures.proofs[row.indicator.id].missing:
            if one.reason not in _REASONS:
                continue  # it has reported, or is not in the catalogue
            reason = _REASONS[one.reason] + (_SPOKEN if one.stood_for else "")
            owed.setdefault(one.unit.id, []).append((row, reason))
    if not owed:
        return None
    numbers = count(1)
    lines = []
    for unit in figures.subject.catalogue.units.by_id.values():  # in catalogue order, across indicators
        for indicator, reason in _of_unit(owed.get(unit.id, []), expected[unit.id]):
            lines.append(
                _line(figures=figures, unit=unit, number=next(numbers), indicator=indicator, reason=reason)
            )
    return Sheet(name=NAME, heading=heading, columns=_COLUMNS, lines=tuple(lines), kept=2, filtered=True)


def _line(figures: Figures, unit: Unit, number: int, indicator: str, reason: str) -> SheetLine:
    above = figures.subject.catalogue.units.parent_of(unit.id)
    cells: list[Cell] = [
        NumberCell(Decimal(number)),
        TextCell(figures.name_of(unit.id)),
        TextCell(figures.level_of(unit).label),
        TextCell(figures.name_of(above)) if above else None,
        TextCell(indicator),
        TextCell(reason),
    ]
    return SheetLine(LineKind.ROW, tuple(cells))


def _of_unit(owed: list[tuple[Row, str]], expected: int) -> Iterator[tuple[str, str]]:
    """Return the lines of a unit: a single one if it owes everything for the same reason."""
    reasons = {reason for _, reason in owed}
    if len(owed) == expected > 1 and all(reason.startswith(_NOTHING) for reason in reasons):
        yield f"tất cả {expected} chỉ tiêu", reasons.pop() if len(reasons) == 1 else _NOTHING
        return
    yield from ((indicator_name(row.indicator), reason) for row, reason in owed)
