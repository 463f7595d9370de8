"""The rows of the roll-up as plain values, and as JSON; `totals_csv` writes the same values as CSV.

Other programs read the keys, so their names, order and meaning are fixed. Every
number is written exactly, without an exponent; percentages are rounded half up
to two decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mttq.catalogue import Indicator
from mttq.output.records import Nested, Value, json_array, json_lines
from mttq.quantity import rounded
from mttq.totals import Goal, Row, TotalAmount, TotalsTable, operator_of, percentage

COLUMNS = (
    "don_vi",
    "ten",
    "cap",
    "chi_tieu",
    "ten_chi_tieu",
    "ky",
    "don_vi_tinh",
    "ke_hoach.so_sanh",
    "ke_hoach.gia_tri",
    "ke_hoach.tu",
    "ke_hoach.den",
    "cap_duoi_dang_ky",
    "cap_minh",
    "so_cong_don",
    "so_bao_cao",
    "thuc_hien",
    "ty_le_hoan_thanh",
    "dat",
    "gan_dung",
    "da_bao_cao",
    "phai_bao_cao",
    "trang_thai",
)
_COMPARED = ("cung_ky", "so_cung_ky")
"""The columns before `dat` if another year is compared."""


def columns(table: TotalsTable) -> tuple[str, ...]:
    """Return the columns of a table, keys in `ke_hoach` after a point."""
    if table.compared is None:
        return COLUMNS
    place = COLUMNS.index("dat")
    return (*COLUMNS[:place], *_COMPARED, *COLUMNS[place:])


def cells(row: Row, table: TotalsTable) -> list[Value]:
    """Return the values of a row, one for each of `columns`."""
    total, indicator = row.total, row.indicator
    result = total.result
    shown = shown_value(result, indicator)
    # A unit with nothing below it has one figure, which is its total as well.
    own, computed = total.own.amount, total.computed
    found = [
        row.unit.id,
        row_name(row),
        row.level.value,
        indicator.id,
        indicator.name,
        table.period.name,
        indicator.measure.name,
        *_goal(row.goal),
        row.registered,
        shown if own is result else shown_value(own, indicator),
        shown if computed is result else shown_value(computed, indicator),
        shown_value(total.stated.amount, indicator),
        shown,
        None if row.completion is None else rounded(row.completion, 2),
    ]
    if table.compared is not None:
        share = share_of_before(row)
        found += [
            shown_value(row.before.result, indicator) if row.before is not None else None,
            None if share is None else rounded(share, 2),
        ]
    found += [
        row.reached,
        result is not None and result.approximation is not None,
        total.units_in,
        total.units_due,
        total.status.value,
    ]
    return found


def record(row: Row, table: TotalsTable) -> Nested:
    """Return the values of a row under the keys of the JSON output; what a target lacks has no key."""
    found: Nested = {}
    goal: dict[str, Value] = {}
    for key, value in zip(columns(table), cells(row, table), strict=True):
        outer, _, inner = key.partition(".")
        if not inner:
            found[outer] = value
            continue
        found[outer] = goal
        if value is not None:
            goal[inner] = value
    if not goal:
        found["ke_hoach"] = None
    return found


def records(table: TotalsTable) -> list[Nested]:
    """Return one record for each row."""
    return [record(row, table) for row in table.rows]


def render_json(table: TotalsTable) -> str:
    """Return the records as a JSON array."""
    return whole(table, [piece(table)])


def piece(table: TotalsTable) -> str:
    """Return the records as entries of an array."""
    return json_lines(records(table))


def whole(_: TotalsTable, pieces: Sequence[str]) -> str:
    """Return the entries of several tables as one array."""
    return json_array(pieces) + "\n"


def shown_value(amount: TotalAmount | None, indicator: Indicator) -> Decimal | None:
    """Return an amount as a number; a ratio with two decimals."""
    if amount is None:
        return None
    return rounded(amount.value, 2) if operator_of(indicator).percent else amount.value


def row_name(row: Row) -> str:
    """Return the unit's name; one whose parts are not allocated is marked."""
    return f"{row.name} – chưa phân bổ" if row.unallocated else row.name


def share_of_before(row: Row) -> Decimal | None:
    """Return the result as a percentage of the earlier one, to 28 digits; None if they can't be compared."""
    result, before = row.total.result, row.before.result if row.before is not None else None
    if result is None or before is None or not before.value or result.yearly != before.yearly:
        return None
    return percentage(result.value, before.value)


def _goal(goal: Goal | None) -> tuple[Value, Value, Value, Value]:
    """Return comparator, amount, and the ends of a range."""
    if goal is None:
        return None, None, None, None
    if goal.high is not None:
        return goal.comparator.value, None, goal.value, goal.high
    return goal.comparator.value, goal.value, None, None
