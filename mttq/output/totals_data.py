"""The rows of the roll-up as plain values, and as JSON; `totals_csv` writes the same as CSV.

The keys, their order and their meaning are fixed: other people's programs
read them. Every number is written exactly, without an exponent; percentages
are rounded half up to two decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mttq.catalogue import Indicator
from mttq.output.records import Nested, Value, json_array, json_lines
from mttq.quantity import rounded
from mttq.totals import Goal, Row, Status, TotalAmount, TotalsTable, operator_of, percentage

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
"""The keys after `ty_le_hoan_thanh` where another year stands beside."""


def records(table: TotalsTable) -> list[Nested]:
    """One record for each row, with the keys of the JSON output."""
    return [record(row, table) for row in table.rows]


def render_json(table: TotalsTable) -> str:
    """The records as a JSON array."""
    return whole(table, [piece(table)])


def piece(table: TotalsTable) -> str:
    """The records as entries of an array."""
    return json_lines(records(table))


def whole(_: TotalsTable, pieces: Sequence[str]) -> str:
    """The entries of several tables as one array."""
    return json_array(pieces) + "\n"


def columns(table: TotalsTable) -> tuple[str, ...]:
    """The columns of the CSV output."""
    if table.compared is None:
        return COLUMNS
    place = COLUMNS.index("ty_le_hoan_thanh") + 1
    return (*COLUMNS[:place], *_COMPARED, *COLUMNS[place:])


def record(row: Row, table: TotalsTable) -> Nested:
    """One row with the keys of the JSON output."""
    total = row.total

    def shown(amount: TotalAmount | None) -> Decimal | None:
        return shown_value(amount, row.indicator)

    found: Nested = {
        "don_vi": row.unit.id,
        "ten": row_name(row),
        "cap": row.level.value,
        "chi_tieu": row.indicator.id,
        "ten_chi_tieu": row.indicator.name,
        "ky": table.period.name,
        "don_vi_tinh": row.indicator.measure.name,
        "ke_hoach": goal_record(row.goal),
        "cap_duoi_dang_ky": row.registered,
        "cap_minh": shown(total.own.amount),
        "so_cong_don": shown(total.computed),
        "so_bao_cao": shown(total.stated.amount),
        "thuc_hien": shown(total.result),
        "ty_le_hoan_thanh": rounded(row.completion, 2) if row.completion is not None else None,
    }
    if table.compared is not None:
        before = row.before.result if row.before is not None else None
        share = share_of_before(row)
        found["cung_ky"] = shown(before)
        found["so_cung_ky"] = rounded(share, 2) if share is not None else None
    return found | {
        "dat": row.reached,
        "gan_dung": total.result is not None and total.result.approximation is not None,
        "da_bao_cao": total.units_in,
        "phai_bao_cao": total.units_due,
        "trang_thai": Status(total.status).value,
    }


def shown_value(amount: TotalAmount | None, indicator: Indicator) -> Decimal | None:
    """An amount as a number; that of a ratio with two decimals."""
    if amount is None:
        return None
    return rounded(amount.value, 2) if operator_of(indicator).percent else amount.value


def row_name(row: Row) -> str:
    """The unit's name; of a divided unit that belongs to nobody alone, with a word that says so."""
    return f"{row.name} – chưa phân bổ" if row.unallocated else row.name


def share_of_before(row: Row) -> Decimal | None:
    """The result as a percentage of the earlier one, to 28 digits; None where there is none to compare with."""
    result, before = row.total.result, row.before.result if row.before is not None else None
    if result is None or before is None or not before.value or result.yearly != before.yearly:
        return None
    return percentage(result.value, before.value)


def goal_record(goal: Goal | None) -> dict[str, Value] | None:
    """A target as it is compared with."""
    if goal is None:
        return None
    if goal.high is not None:
        return {"so_sanh": goal.comparator.value, "tu": goal.value, "den": goal.high}
    return {"so_sanh": goal.comparator.value, "gia_tri": goal.value}
