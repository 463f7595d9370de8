"""The rows of totals as texts for a terminal: many rows at a time, a list for each column.

Rows that columns decide are written from these, a text for each different number; other rows one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct

from mttq.catalogue import Indicator
from mttq.output.terminal import printable
from mttq.quantity import Comparator, number, percentage, rounded
from mttq.totals import (
    UNLISTED,
    Aim,
    Goal,
    Row,
    RowBlock,
    ShownRow,
    ShownTable,
    Status,
    TotalAmount,
    operator_of,
)
from mttq.totals import percentage as share_of
from mttq.totals.plain_column import PlainColumn
from mttq.totals.plain_rows import Missing, PlainCells, PlainRow, decimal_of

NONE = "–"
PER_YEAR = "/năm"
SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "≤",
    Comparator.LESS_THAN: "<",
    Comparator.EXACTLY: "=",
}
NOT_ADDABLE = "không cộng được"
_NOT_APPLICABLE = "không áp dụng"
_REACHED = {True: "có", False: "chưa", None: NONE}
_HUNDREDTHS = 2


# One row


def row_name(row: ShownRow) -> str:
    """Return the unit's name; one whose parts are not allocated is marked."""
    return f"{row.name} – chưa phân bổ" if row.unallocated else row.name


def result_of(row: ShownRow) -> str:
    """Return the result."""
    return result_text(row.total.result, percent=row.indicator.measure.name == "%")


def before_text(row: ShownRow) -> str:
    """Return the earlier result, marked if it is incomplete or differs."""
    before = row.before
    if before is None or before.result is None:
        return NONE
    text = result_text(before.result, percent=row.indicator.measure.name == "%")
    doubtful = before.status in {Status.INCOMPLETE, Status.DIFFERS}
    return f"{text} ({before.status.label})" if doubtful else text


def share_text(row: ShownRow) -> str:
    """Return the result in per cent of the earlier one."""
    share = share_of_before(row)
    return percentage(share) if share is not None else NONE


def share_of_before(row: ShownRow) -> Decimal | None:
    """Return the result as a percentage of the earlier one, to 28 digits; None if they can't be compared."""
    result, before = row.total.result, row.before.result if row.before is not None else None
    if result is None or before is None or not before.value or result.yearly != before.yearly:
        return None
    return share_of(result.value, before.value)


def goal_text(goal: Aim | None) -> str:
    """Return a target with the sign of its comparator."""
    if goal is None:
        return ""
    if not goal.addable:
        return NOT_ADDABLE
    if goal.high is not None:
        return f"{number(goal.value)} – {number(goal.high)}"
    return f"{SIGNS[goal.comparator]} {number(goal.value)}"


def result_text(amount: TotalAmount | None, *, percent: bool) -> str:
    """Return a result with `≈` if it is approximate, and two decimals if it is a percentage."""
    if amount is None:
        return NONE
    text = percentage(amount.value).removesuffix("%") if percent else number(amount.value)
    text += PER_YEAR if amount.yearly else ""
    return f"≈ {text}" if amount.approximation is not None else text


def status_text(row: ShownRow) -> str:
    """Return how reliable the total is."""
    total = row.total
    if total.status in {Status.COMPLETE, Status.AS_STATED} and total.result is None:
        return _NOT_APPLICABLE
    if not total.own.addable and total.result is not None:
        return NOT_ADDABLE
    if operator_of(row.indicator).own_only and total.status is Status.COMPLETE:
        return "riêng từng đơn vị"
    return total.status.label


# Many rows


class RowTexts(NamedTuple):
    """The texts of rows of one indicator, a list for each column of the table.

    In all of them a text is "" for a unit without a row.

    Attributes:
        name: the indicator.
        measure: its unit of measure.
        goal: the target, or "" without one.
        due: what is due by the end of the period, or "".
        result: the total.
        completion: the result in per cent of the target.
        reached: whether the target is reached, or "" without one.
        before: the earlier result.
        share: the result in per cent of the earlier one.
        reported: how many units have reported, of how many.
        status: how reliable the total is.
        own_goal: what the unit does of the target itself, or "" if its plan does not divide the target.
        own_result: its own figure, or "".
        own_completion: that in per cent of what it does itself, or "".
        own_reached: whether that is reached, or "".
    """

    name: list[str]
    measure: list[str]
    goal: list[str]
    due: list[str]
    result: list[str]
    completion: list[str]
    reached: list[str]
    before: list[str]
    share: list[str]
    reported: list[str]
    status: list[str]
    own_goal: list[str]
    own_result: list[str]
    own_completion: list[str]
    own_reached: list[str]

    def has(self, place: int) -> bool:
        """Whether a unit has a row."""
        return bool(self.status[place])


MissingMonths = Sequence[tuple[str, int | None]]
"""Units of which some months are covered by nothing, with these as bits; None if that is all of them."""


class IndicatorTexts(NamedTuple):
    """The rows of some units for one indicator.

    Attributes:
        indicator: the indicator.
        texts: the rows.
        missing: returns the units of a row of which nothing covers some months, by its place here; `/*` behind one
            means those below it that the catalogue does not list.
    """

    indicator: Indicator
    texts: RowTexts
    missing: Callable[[int], MissingMonths]


class TextBlock(Struct, frozen=True, eq=False):
    """The rows of some units.

    Attributes:
        units: the ids of the units.
        titles: how they are called.
        lines: their rows, by indicator.
        exact: the rows that columns do not decide.
    """

    units: Sequence[str]
    titles: Sequence[str]
    lines: Sequence[IndicatorTexts]
    exact: Sequence[Row]

    def has(self, place: int) -> bool:
        """Whether a unit has a row."""
        return any(one.texts.has(place) for one in self.lines)


def text_blocks(table: ShownTable) -> Iterator[TextBlock]:
    """Yield the rows of a table."""
    for unit, group in groupby(table.rows, key=lambda row: row.unit.id):
        rows = list(group)
        yield TextBlock(
            units=(unit,),
            titles=(printable(f"{row_name(rows[0])} ({unit})"),),
            lines=[_alone(row) for row in rows],
            exact=[row for row in rows if isinstance(row, Row)],
        )
    writer = _PlainTexts()
    for block in table.blocks:
        yield writer.block(block)


def _alone(row: ShownRow) -> IndicatorTexts:
    return IndicatorTexts(
        row.indicator, RowTexts(*([one] for one in _texts(row))), lambda _: _missing_of(row)
    )


def _missing_of(row: ShownRow) -> MissingMonths:
    if not isinstance(row, Row):
        return [(one, None) for one in row.total.missing]
    months, begun = row.total.open_months(), row.total.begun()
    spoken_for = {unit for one in row.total.walk() for unit in one.speaks_for}
    named = dict.fromkeys(one for one in row.total.missing if one in months or one not in spoken_for)
    # Whoever is missing is asked first: its figure may speak for the lower units that the catalogue does not list.
    named |= dict.fromkeys(
        one for one in months if not (one.endswith(UNLISTED) and one.removesuffix(UNLISTED) in months)
    )
    return [(one, months.get(one) if one in begun else None) for one in named]


def _texts(row: ShownRow) -> tuple[str, ...]:
    """Return the texts of a row, in the order of `RowTexts`."""
    return (
        printable(row.indicator.name),
        printable(row.indicator.measure.name),
        _yearly_goal_text(row) or goal_text(row.goal),
        goal_text(row.due),
        result_of(row),
        number(rounded(row.completion, 2), places=2) if row.completion is not None else NONE,
        _REACHED[row.reached] if row.goal is not None else "",
        before_text(row),
        share_text(row),
        f"{row.total.units_in}/{row.total.units_due}",
        status_text(row),
        *_own_part(row),
    )


def _yearly_goal_text(row: ShownRow) -> str:
    """Return the target for each year, if the result is a mean for each year as well; else ""."""
    goal, result = row.goal, row.total.result
    if not isinstance(goal, Goal) or not goal.addable or result is None or not result.yearly:
        return ""
    return f"{goal_text(goal.of_one_year())}{PER_YEAR}"


def _own_part(row: ShownRow) -> tuple[str, str, str, str]:
    """Return the texts of a divided target: of `cap_minh: tat-ca` the row itself says all."""
    if not isinstance(row, Row):
        return _plain_own_part(row)
    own = row.own
    if own is None or (row.goal is not None and row.goal.is_all_own):
        return "", "", "", ""
    return (
        goal_text(own.goal),
        result_text(row.total.own.amount, percent=row.indicator.measure.name == "%"),
        number(rounded(own.completion, 2), places=2) if own.completion is not None else NONE,
        _REACHED[own.reached],
    )


def _plain_own_part(row: PlainRow) -> tuple[str, str, str, str]:
    own, column = row.own_part, row.column
    if own is None:
        return "", "", "", ""
    aim = Aim(comparator=column.own_comparator, value=decimal_of(own.target, column.scale), high=None)
    amount: TotalAmount | None = None
    if row.own is not None:
        amount = TotalAmount(value=decimal_of(row.own, column.shown_scale), approximation=own.side)
    return (
        goal_text(aim),
        result_text(amount, percent=row.indicator.measure.name == "%"),
        NONE if own.share is None else number(decimal_of(own.share, 2), places=2),
        _REACHED[own.reached],
    )


class _WrittenNumbers(dict[int, str]):
    """The texts of whole numbers with some decimals, each made once."""

    def __init__(self, scale: int, places: int | None) -> None:
        self._scale, self._places = scale, places

    def __missing__(self, one: int) -> str:
        found = self[one] = number(decimal_of(one, self._scale), places=self._places)
        return found


class _PlainTexts:
    """Writes rows of whole numbers."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int | None], _WrittenNumbers] = {}

    def block(self, block: RowBlock) -> TextBlock:
        """Return the rows of some units."""
        units = block.places.units
        exact: list[tuple[int, Row]] = []
        lines = []
        for column in block.columns:
            cells = column.cells(block.places)
            undecided = {
                place: row
                for place, why in cells.missing.items()
                if why is Missing.UNKNOWN
                for row in block.undecided(place, column)
            }
            exact += undecided.items()
            texts = self._texts(column, cells)
            for place in cells.missing:
                row = undecided.get(place)
                written = _texts(row) if row is not None else [""] * len(texts)
                for kept, text in zip(texts, written, strict=True):
                    kept[place] = text
            missing = partial(_missing, block, column, cells, undecided)
            lines.append(IndicatorTexts(column.indicator, texts, missing))
        return TextBlock(
            units=[one.unit.id for one in units],
            titles=[printable(f"{one.name} ({one.unit.id})") for one in units],
            lines=lines,
            exact=[row for _, row in sorted(exact, key=itemgetter(0))],
        )

    def _texts(self, column: PlainColumn, cells: PlainCells) -> RowTexts:
        indicator, size = column.indicator, len(cells.amount)
        target = self._numbers(column.scale)
        share = self._numbers(_HUNDREDTHS, places=_HUNDREDTHS)
        own_goal, own_result, own_completion, own_reached = ([""] * size for _ in range(4))
        percent = indicator.measure.name == "%"
        figure = self._numbers(column.shown_scale, places=_HUNDREDTHS if percent else None)
        for place, own in cells.own_part.items():
            amount = cells.own[place]
            own_goal[place] = f"{SIGNS[column.own_comparator]} {target[own.target]}"
            if amount is None:
                own_result[place] = NONE
            else:
                own_result[place] = figure[amount] if own.side is None else f"≈ {figure[amount]}"
            own_completion[place] = NONE if own.share is None else share[own.share]
            own_reached[place] = _REACHED[own.reached]
        return RowTexts(
            name=[printable(indicator.name)] * size,
            measure=[printable(indicator.measure.name)] * size,
            goal=[
                "" if comparator is None else f"{SIGNS[comparator]} {target[goal]}"
                for comparator, goal in zip(cells.comparator, cells.target, strict=True)
            ],
            due=[""] * size,
            result=self._results(column, cells),
            completion=[NONE if one is None else share[one] for one in cells.share],
            reached=[
                "" if comparator is None else _REACHED[one]
                for comparator, one in zip(cells.comparator, cells.reached, strict=True)
            ],
            before=[NONE] * size,
            share=[NONE] * size,
            reported=[f"{done}/{due}" for done, due in zip(cells.units_in, cells.units_due, strict=True)],
            status=[
                _NOT_APPLICABLE if amount is None and status is Status.COMPLETE else status.label
                for amount, status in zip(cells.amount, cells.status, strict=True)
            ],
            own_goal=own_goal,
            own_result=own_result,
            own_completion=own_completion,
            own_reached=own_reached,
        )

    def _results(self, column: PlainColumn, cells: PlainCells) -> list[str]:
        percent = column.indicator.measure.name == "%"
        if any(cells.below):  # a ratio, with more digits than it is shown with
            lists = (cells.amount, cells.below, cells.side)
            amounts = map(column.exact, *lists)
            return [result_text(one, percent=percent) for one in amounts]
        texts = self._numbers(column.scale, places=_HUNDREDTHS if percent else None)
        return [
            NONE if amount is None else texts[amount] if side is None else f"≈ {texts[amount]}"
            for amount, side in zip(cells.amount, cells.side, strict=True)
        ]

    def _numbers(self, scale: int, *, places: int | None = None) -> _WrittenNumbers:
        key = (scale, places)
        if key not in self._known:
            self._known[key] = _WrittenNumbers(scale, places)
        return self._known[key]


def _missing(
    block: RowBlock, column: PlainColumn, cells: PlainCells, undecided: dict[int, Row], place: int
) -> MissingMonths:
    if place in undecided:
        return _missing_of(undecided[place])
    is_missing = cells.units_in[place] < cells.units_due[place] and place not in cells.missing
    units = column.missing(block.places.units[place]) if is_missing else ()
    return [(one, None) for one in units]
