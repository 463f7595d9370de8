"""Write who has reported as JSON and CSV.

The keys, their order and their meaning are fixed, because other programs read them. Days are ISO dates;
percentages are rounded half up to two decimals.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mttq.completeness import Overview, ReportCounts, ReportEntry, ReportStatus
from mttq.output.records import Value, csv_records, json_records, json_value
from mttq.quantity import rounded

COLUMNS = (
    "don_vi",
    "ten",
    "cap",
    "ky",
    "phai_nop",
    "trang_thai",
    "tep",
    "ngay_nop",
    "nguon_ngay",
    "han_nop",
    "so_ngay_muon",
    "ky_ngan_hon",
    "co_ke_hoach",
    "tu",
    "den",
)

_Record = dict[str, Value]


def render_json(found: Overview) -> str:
    """Return the overview as one JSON object, with each record on a line of its own."""
    head: dict[str, Value] = {
        "nam": found.cycle.name,
        "ky": found.period.name,
        "han_nop": _iso(found.deadline),
        "tinh_den": _iso(found.today),
    }
    levels = [{"cap": level.value, **_counts(counts)} for level, counts in found.levels]
    branches = [
        {"don_vi": one.unit.id, "ten": one.name, "rieng": one.alone, **_counts(one.counts)}
        for one in found.branches
    ]
    reports = [{**_entry(one, found), "ky_ngan_hon": one.shorter} for one in found.entries]
    parts = [
        *(f"{json_value(key)}: {json_value(value)}" for key, value in head.items()),
        f'"tong": {json_value(_counts(found.total))}',
        f'"theo_cap": {_nested(json_records(levels))}',
        f'"theo_don_vi": {_nested(json_records(branches))}',
        f'"bao_cao": {_nested(json_records(reports))}',
    ]
    return "{\n" + ",\n".join(f"  {part}" for part in parts) + "\n}"


def render_csv(found: Overview) -> str:
    r"""Return the reports as CSV, a line for each unit: comma, decimal point, `\n`, the keys of `bao_cao`."""
    return csv_records(COLUMNS, [{**_entry(one, found)} for one in found.entries])


def _counts(counts: ReportCounts) -> _Record:
    of = counts.of

    def judged(standing: ReportStatus) -> int | None:
        return of[standing] if counts.judged else None

    return {
        "phai_nop": counts.due,
        "da_nop": counts.reported,
        "ty_le_nop": _percentage(counts.rate),
        "dung_han": judged(ReportStatus.ON_TIME),
        "ty_le_dung_han": _percentage(counts.on_time_rate),
        "muon": judged(ReportStatus.LATE),
        "khong_ro_ngay": judged(ReportStatus.UNDATED),
        "co_loi": of[ReportStatus.BROKEN],
        "du_ky_ngan": of[ReportStatus.SHORTER],
        "chua_nop": of[ReportStatus.MISSING],
        "chua_den_han": of[ReportStatus.NOT_DUE],
        "co_ke_hoach": counts.plans,
    }


def _entry(entry: ReportEntry, found: Overview) -> _Record:
    return {
        "don_vi": entry.unit.id,
        "ten": entry.name,
        "cap": entry.level.value,
        "ky": found.period.name,
        "phai_nop": entry.is_due,
        "trang_thai": entry.status.value,
        "tep": entry.path or None,
        "ngay_nop": _iso(entry.day),
        "nguon_ngay": entry.source.value if entry.source is not None else None,
        "han_nop": _iso(found.deadline),
        "so_ngay_muon": entry.days_late if entry.status is ReportStatus.LATE else None,
        "ky_ngan_hon": " ".join(entry.shorter) or None,
        "co_ke_hoach": entry.plan,
        "tu": _iso(entry.first),
        "den": _iso(entry.last),
    }


def _percentage(value: Decimal | None) -> Decimal | None:
    return rounded(value, 2) if value is not None else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _nested(text: str) -> str:
    """Indent JSON of several lines by two columns."""
    return text.replace("\n", "\n  ")
