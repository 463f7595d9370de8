"""Targets and single figures as the sentences of a document say them.

What a sentence and a table both need to know of a row is here, too; the
sentences that state results are in `results`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from mttq.catalogue import Indicator
from mttq.documents import Figure, NamedPart, Target
from mttq.quantity import Approximation, Comparator, amount, amount_short, number, padded, percentage
from mttq.report.wording import quantity_text, running_text
from mttq.totals import Given, Goal, Row, Status, TotalAmount, UnitValue, operator_of

NO_FIGURE = "chưa có số liệu"
NOT_APPLICABLE = "không áp dụng"
PER_YEAR = "/năm"
OWN_PART = "riêng đơn vị"
_EACH = {
    "nam": "năm",
    "trung-uong": "đơn vị cấp Trung ương",
    "tinh": "tỉnh, thành phố",
    "huyen": "đơn vị cấp huyện",
    "xa": "đơn vị cấp xã",
    "khu-dan-cu": "khu dân cư",
    "to-chuc-thanh-vien": "tổ chức thành viên",
}
# What stands before a target's amount; nothing before one that is to be reached at least.
COMPARED = {
    Comparator.MORE_THAN: "trên ",
    Comparator.AT_MOST: "không quá ",
    Comparator.LESS_THAN: "dưới ",
}
_MONEY = ("đồng", "đ")
WORDS = {
    Approximation.ABOVE: "trên ",
    Approximation.BELOW: "gần ",
    Approximation.AROUND: "khoảng ",
    None: "",
}

Naming = Callable[[str], str]
"""The name of a unit by its id; what is no unit of the catalogue stays as it is."""


def own_target(row: Row) -> Target | None:
    """The target that the unit's own plan has, without those of units taken over."""
    return row.goal.target if row.goal is not None and row.goal.written else None


def goal_text(goal: Goal, unit: str) -> str:
    """What a result is compared with: the target as written, or, with those of units taken over, their sum.

    Args:
        goal: the target.
        unit: the unit of measure behind the number, or "".
    """
    if goal.taken_over and goal.whole:
        return f"{COMPARED.get(goal.comparator, '')}{in_words(TotalAmount(value=goal.value), unit)}"
    return f"{running_text(goal.target.quantity, unit)}{each(goal.target)}"


def taken_over(row: Row) -> str:
    """That a target is not the unit's own alone; nothing of others."""
    if row.goal is None or not row.goal.taken_over:
        return ""
    if not row.goal.whole:
        return "kế hoạch chưa cộng được với của các đơn vị được kế thừa"
    return "kế hoạch gồm cả phần của các đơn vị được kế thừa"


def each(target: Target) -> str:
    """What a target is said for: ` mỗi khu dân cư`; nothing where it is said once for all."""
    if not target.for_each:
        return ""
    one = _EACH[target.for_each]
    counted = f", tính cho {padded(Decimal(target.count))} {one}" if target.count is not None else ""
    return f" mỗi {one}{counted}"


def without_counts(rows: Sequence[Row], everything: Sequence[Row]) -> list[Row]:
    """The rows without those that repeat the two counts of a ratio among all rows."""
    counts = {
        pair
        for row in everything
        if row.total.result is not None and row.total.result.pair is not None
        for pair in zip(
            (row.indicator.numerator, row.indicator.denominator), row.total.result.pair, strict=True
        )
    }
    return [
        row
        for row in rows
        if row.goal is not None
        or row.total.result is None
        or (row.indicator.id, row.total.result.value) not in counts
    ]


def said_figure(row: Row) -> Figure | None:
    """The figure written in a report that the result is, if it is no more than that."""
    for reading in (row.total.own, row.total.stated):
        if reading.amount is not None and reading.amount == row.total.result:
            return _only(reading, row)
    return None


def asides(row: Row) -> Iterator[tuple[str, Figure | None, TotalAmount | None]]:
    """What the unit reports beside the result: its own part of it, or another figure for the whole.

    Yields:
        What it is called, the figure as written if it is one line of one report, and the amount;
        None for one that does not apply.
    """
    result, unsaid = row.total.result, row.total.status is not Status.COMPLETE
    for name, reading in ((OWN_PART, row.total.own), ("đơn vị báo cáo toàn địa bàn", row.total.stated)):
        if reading.given is Given.MISSING:
            continue
        if not _same(reading.amount, result) or (result is None and unsaid):
            yield name, _only(reading, row), reading.amount


def details(figure: Figure, unit: str, name_of: Naming) -> list[str]:
    """The parts of a figure and what of it was received, as one phrase."""
    said = [f"{part.name} {running_text(part.quantity, unit)}" for part in parts_of(figure, name_of)]
    return [f"trong đó {', '.join(said)}"] if said else []


def parts_of(figure: Figure, name_of: Naming) -> list[NamedPart]:
    """The parts of a figure; what was received is named so."""
    received = [
        NamedPart(f"nhận từ {name_of(one.name)}", one.quantity, one.name_span, one.span)
        for one in figure.received
    ]
    return [*figure.parts, *received]


def incomplete(row: Row) -> str:
    """What keeps the result from being the whole truth."""
    total = row.total
    if total.result is None:
        return ""
    if operator_of(row.indicator).percent and total.result.pair is None:
        return ""
    if total.status is Status.INCOMPLETE:
        if total.units_in == 0:
            return "số liệu chưa đủ cả kỳ"
        return f"mới có {total.units_in}/{total.units_due} đơn vị báo cáo"
    if total.status is Status.AS_STATED:
        return "theo báo cáo của đơn vị" if total.stands else "một phần theo báo cáo chung của cấp dưới"
    if total.status is Status.DIFFERS:
        return "số tổng hợp khác số đơn vị báo cáo"
    return ""


def no_result(row: Row) -> str:
    """What is said where there is no result."""
    return NOT_APPLICABLE if row.total.status is Status.COMPLETE else NO_FIGURE


def written_figure(figure: Figure, indicator: Indicator) -> str:
    """A figure in its writer's words; two counts with their percentage."""
    quantity, measure = figure.quantity, indicator.measure
    if quantity.ratio is None:
        return running_text(quantity, measure.name)
    names = measure.denominator
    return f"{quantity_text(quantity, names[0] if names else '')}, đạt {percentage(quantity.value)}"


def is_money(unit: str) -> bool:
    """Whether it is a sum of money, or one for each of something: `đồng/ha/năm`."""
    return unit.partition("/")[0] in _MONEY


def in_words(value: TotalAmount, unit: str) -> str:
    """An amount in a sentence: money in tỷ or triệu where that is exact, a zero before counts from 1 to 9."""
    text = (amount_short if is_money(unit) else amount)(value.value, unit) + (
        PER_YEAR if value.yearly else ""
    )
    zero = "0" if padded(value.value) != number(value.value) and unit != "%" else ""
    return f"{WORDS[value.approximation]}{zero}{text}"


def _same(one: TotalAmount | None, other: TotalAmount | None) -> bool:
    """Whether two amounts read the same, however they came about."""
    if one is None or other is None:
        return one is other
    return (one.value, one.pair) == (other.value, other.pair)


def _only(reading: UnitValue, row: Row) -> Figure | None:
    if len(reading.lines) != 1:
        return None
    figure = reading.lines[0].figure
    return figure if figure.indicator == row.indicator.id else None
