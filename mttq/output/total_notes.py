"""What is said below the rows of totals: what is missing in them, what stands for it, what was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from mttq.catalogue import Catalogue, Indicator, Units
from mttq.output.months import is_of_the_end, months_text
from mttq.output.row_texts import NONE, TextBlock, result_text
from mttq.output.terminal import printable
from mttq.totals import UNLISTED, Refutation, Row, ShownTable, Total

_LISTED = 12
_NOTED = 30


def table_notes(table: ShownTable, blocks: Sequence[TextBlock], catalogue: Catalogue) -> Iterator[str]:
    """Yield what a reader of the rows has to know in addition; items of a list begin with a dash."""
    exact = [row for block in blocks for row in block.exact]
    yield from _divided(table, exact, catalogue.units)
    yield from _of_rows(table, blocks, catalogue)


def _of_rows(table: ShownTable, blocks: Sequence[TextBlock], catalogue: Catalogue) -> Iterator[str]:
    """Yield what is missing in the rows of the units at the top, and what stands for it or was left out."""
    earlier = {text for block in blocks for one in block.lines for text in one.texts.before}
    if table.compared is not None and earlier <= {NONE}:
        yield f"Không có số liệu nào của {table.period.full_title(table.compared)} để so."
    tops: set[str] = set()
    rows: list[Row] = []
    groups: dict[str, list[str]] = {}
    for block in blocks:
        for place, unit in enumerate(block.units):
            if not block.has(place) or _is_below_any(unit, tops, catalogue.units):
                continue
            tops.add(unit)
            _group_missing(groups, block, place, table=table, catalogue=catalogue)
        rows += [row for row in block.exact if row.unit.id in tops]
    yield from _noted("Còn thiếu số liệu:", _grouped(groups))
    yield from _noted(
        "Lấy số toàn địa bàn:",
        [_standing(*one, table, catalogue) for one in _statements(rows)],
    )
    yield from _noted(
        "Không tính số toàn địa bàn trái với các số bên trong:",
        [_refuted(row, one, table, catalogue) for row in rows for one in row.total.refuted],
    )


def missing_notes(block: TextBlock, place: int, table: ShownTable, catalogue: Catalogue) -> list[str]:
    """Return what is missing in the rows of one unit, by its place in the block: indicators with the same units."""
    groups: dict[str, list[str]] = {}
    _group_missing(groups, block, place, table=table, catalogue=catalogue)
    return _grouped(groups)


def _group_missing(
    groups: dict[str, list[str]], block: TextBlock, place: int, *, table: ShownTable, catalogue: Catalogue
) -> None:
    """Add the names of a unit's indicators under the units that are missing in them."""
    for one in block.lines:
        missing = [_open(*each, one.indicator, table, catalogue) for each in one.missing(place)]
        if missing:
            groups.setdefault(_list(missing, "đơn vị"), []).append(one.indicator.name)


def _grouped(groups: Mapping[str, list[str]]) -> list[str]:
    return [f"{_list(names, 'chỉ tiêu')}: {missing}." for missing, names in groups.items()]


def _noted(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield title
    for one in items[:_NOTED]:
        yield f"- {one}"
    if len(items) > _NOTED:
        yield f"- và {len(items) - _NOTED} dòng nữa; nêu --unit hoặc --indicator để xem đủ."


def _name(unit: str, table: ShownTable, catalogue: Catalogue) -> str:
    return catalogue.units.by_id[unit].name_on(table.tree_day)


def _open(
    unit: str, months: int | None, indicator: Indicator, table: ShownTable, catalogue: Catalogue
) -> str:
    """Return a unit with the months that nothing covers, unless these are all."""
    name = _name(unit.removesuffix(UNLISTED), table, catalogue)
    if unit.endswith(UNLISTED):
        name = f"cấp dưới của {name} chưa ghi trong danh mục"
    told = "" if months is None or is_of_the_end(indicator, catalogue) else months_text(months, table)
    return f"{name} ({told})" if told else name


def _statements(rows: Iterable[Row]) -> Iterator[tuple[Row, Total]]:
    """Yield the figures that count instead of those of other units, too."""
    for row in rows:
        waiting = [row.total]
        while waiting:
            total = waiting.pop()
            if total.speaks_for.keys() - {total.unit}:
                yield row, total
            if not total.stands:
                waiting += reversed(total.parts)


def row_notes(row: Row, table: ShownTable, catalogue: Catalogue) -> Iterator[str]:
    """Yield which figures stand for those of other units in a row, and which are left out because others contradict."""
    for one in _statements([row]):
        yield f"Lấy số toàn địa bàn: {_standing(*one, table, catalogue)}"
    for refuted in row.total.refuted:
        yield f"Không tính số toàn địa bàn: {_refuted(row, refuted, table, catalogue)}"


def _standing(row: Row, total: Total, table: ShownTable, catalogue: Catalogue) -> str:
    units = [
        _open(unit, months, row.indicator, table, catalogue)
        for unit, months in total.speaks_for.items()
        if unit != total.unit
    ]
    said = total.stated if total.stands else total.own
    places = ", ".join(dict.fromkeys(f"{one.path}:{one.span.line}" for one in said.lines))
    name = printable(_name(total.unit, table, catalogue))
    return f"{printable(row.indicator.name)}: {name} ({printable(places)}) thay cho {_list(units, 'đơn vị')}."


def _refuted(row: Row, one: Refutation, table: ShownTable, catalogue: Catalogue) -> str:
    places = ", ".join(dict.fromkeys(f"{line.path}:{line.span.line}" for line in one.stated.lines))
    percent = row.indicator.measure.name == "%"
    said = result_text(one.stated.amount, percent=percent)
    found = result_text(one.inside.result, percent=percent)
    name = printable(_name(row.unit.id, table, catalogue))
    return f"{printable(row.indicator.name)}: {name} ghi {said} ({printable(places)}), các số bên trong được {found}."


def _is_below_any(unit: str, tops: Collection[str], units: Units) -> bool:
    above = units.parent_of(unit)
    while above and above not in tops:
        above = units.parent_of(above)
    return bool(above)


def _divided(table: ShownTable, rows: Iterable[Row], units: Units) -> Iterator[str]:
    """Yield the divided units of which no part could be counted for a row, and why."""
    rows = list(rows)
    found = dict.fromkeys(old for row in rows for old in row.total.unallocated)
    found |= dict.fromkeys(row.unit.id for row in rows if row.unallocated)
    if found:
        yield "Chưa phân bổ cho các đơn vị kế thừa, vì ke_thua không ghi ty_trong:"
    for old in islice(found, _NOTED):
        heirs = [
            printable(unit.name_on(table.tree_day))
            for unit in units.by_id.values()
            if any(one.unit == old for one in unit.takes_over)
        ]
        name = units.by_id[old].name_on(table.tree_day)
        yield f"- {printable(f'{name} ({old})')}: chia cho {_list(heirs, 'đơn vị')}."
    if len(found) > _NOTED:
        yield f"- và {len(found) - _NOTED} đơn vị nữa; nêu --unit để xem đủ."


def _list(words: list[str], counted: str) -> str:
    most = len(words) if len(words) <= _LISTED + 2 else _LISTED
    shown = "; ".join(printable(word) for word in words[:most])
    left = len(words) - most
    return f"{shown} và {left} {counted} nữa" if left > 0 else shown
