"""The rows of the roll-up as plain values, and as JSON and CSV.

The keys, their order and their meaning are fixed: other people's programs
read them. Every number is written exactly, without an exponent; percentages
are rounded half up to two decimals.
"""

from __future__ import annotations

from decimal import Decimal

from mttq.catalogue import OverUnits
from mttq.output.records import Nested, Value, csv_records, json_records
from mttq.quantity import rounded
from mttq.totals import Amount, Goal, Row, Status, Table

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


def records(table: Table) -> list[Nested]:
    """One record for each row, with the keys of the JSON output."""
    return [_record(row, table) for row in table.rows]


def render_json(table: Table) -> str:
    """The records as a JSON array."""
    return json_records(records(table))


def render_csv(table: Table) -> str:
    r"""The records as CSV: comma, decimal point, `\n`, the same keys flattened.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    return csv_records(COLUMNS, records(table))


def _record(row: Row, table: Table) -> Nested:
    total = row.total
    ratio = row.indicator.over_units is OverUnits.RATIO

    def shown(amount: Amount | None) -> Decimal | None:
        if amount is None:
            return None
        return rounded(amount.value, 2) if ratio else amount.value

    return {
        "don_vi": row.unit.id,
        "ten": row.name,
        "cap": row.level.value,
        "chi_tieu": row.indicator.id,
        "ten_chi_tieu": row.indicator.name,
        "ky": table.period.name,
        "don_vi_tinh": row.indicator.measure.name,
        "ke_hoach": _goal(row.goal),
        "cap_duoi_dang_ky": row.registered,
        "cap_minh": shown(total.own.amount),
        "so_cong_don": shown(total.computed),
        "so_bao_cao": shown(total.stated.amount),
        "thuc_hien": shown(total.result),
        "ty_le_hoan_thanh": rounded(row.completion, 2) if row.completion is not None else None,
        "dat": row.reached,
        "gan_dung": total.result is not None and total.result.approximation is not None,
        "da_bao_cao": total.reported,
        "phai_bao_cao": total.expected,
        "trang_thai": Status(total.status).value,
    }


def _goal(goal: Goal | None) -> dict[str, Value] | None:
    if goal is None:
        return None
    if goal.high is not None:
        return {"so_sanh": goal.comparator.value, "tu": goal.value, "den": goal.high}
    return {"so_sanh": goal.comparator.value, "gia_tri": goal.value}
