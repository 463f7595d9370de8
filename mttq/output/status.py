"""Write who has reported: as tables for a terminal, as JSON and as CSV.

The tables have the numbers first, then the units, the most pressing first. Names wrap and nothing is cut; a long list
says how many more there are.

Other programs read the keys of JSON and CSV, so their names, order and meaning are fixed. Days are ISO dates;
percentages are rounded half up to two decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from mttq.completeness import ApprovalState, DateSource, Overview, ReportCounts, ReportEntry, ReportStatus
from mttq.names import SETTINGS
from mttq.output.records import Value, csv_records, json_records, json_value
from mttq.output.terminal import GridColumn, Printout, fits, printable, rule, widths
from mttq.quantity import number, rounded

_NONE = "–"
_ALL_SHOWN = 40
_LISTED = 20
TITLES = {
    ReportStatus.MISSING: "Chưa nộp",
    ReportStatus.BROKEN: "Có tệp nhưng có lỗi nên không đọc được",
    ReportStatus.EMPTY: "Có tệp nhưng chưa có nội dung nên chưa tính là nộp",
    ReportStatus.FOREIGN: "Chỉ có số liệu do đơn vị khác công bố nên chưa tính là nộp",
    ReportStatus.LATE: "Nộp muộn",
    ReportStatus.UNDATED: "Đã nộp, không rõ ngày",
    ReportStatus.SHORTER: "Chưa có báo cáo của kỳ này, nhưng đủ các kỳ ngắn hơn",
    ReportStatus.NOT_DUE: "Chưa đến hạn",
    ReportStatus.UNJUDGED: "Đã nộp",
    ReportStatus.ON_TIME: "Nộp đúng hạn",
}
APPROVALS = {
    ApprovalState.APPROVED: "đã duyệt",
    ApprovalState.SUBMITTED: "đã nộp, chưa duyệt",
    ApprovalState.DRAFT: "dự thảo",
}
PARTLY_LISTED = "danh mục chưa đủ đơn vị cấp dưới"
_NOT_OVER = "Chưa hết kỳ"
_NOT_HANDED_IN = frozenset({ReportStatus.BROKEN, ReportStatus.EMPTY, ReportStatus.FOREIGN})


# As tables


class _StatusRow(NamedTuple):
    """A line of numbers, and the level or unit that they belong to."""

    name: str
    counts: ReportCounts


def render(found: Overview, *, width: int, colour: bool) -> str:
    """Return the overview as text.

    Args:
        found: the reports of a period.
        width: the terminal's width in columns.
        colour: whether to colour.
    """
    title = found.period.full_title(found.cycle)
    if not found.entries:
        return f"Không đơn vị nào phải nộp báo cáo {title}.\n"
    page = Printout(width=width, colour=colour)
    page.line(f"TÌNH HÌNH NỘP BÁO CÁO {title.upper()}", bold=True)
    page.line(deadline_text(found))
    page.line()
    _numbers(page, "Cấp", [_StatusRow(level.label, counts) for level, counts in found.levels], found.total)
    # If no branch has more than one unit, the list of units says the same.
    if any(one.counts.due > 1 for one in found.branches) and len(found.branches) > 1:
        branches = [
            _StatusRow(f"{one.name} (cấp mình)" if one.alone else one.name, one.counts)
            for one in found.branches
        ]
        page.line()
        _numbers(page, "Đơn vị", branches, found.total)
    most = _ALL_SHOWN if len(found.entries) <= _ALL_SHOWN else _LISTED
    cut = False
    for heading, lines in _sections(found):
        page.line()
        page.line(f"{heading} ({len(lines)} đơn vị):", bold=True)
        shown = lines if len(lines) <= most + 2 else lines[:most]
        for line in shown:
            page.line(printable(line), indent=2)
        if len(shown) < len(lines):
            cut = True
            page.line(f"và {len(lines) - len(shown)} đơn vị nữa", indent=2)
    page.line()
    for line in _plans(found, cut=cut):
        page.line(line)
    return page.text()


def deadline_text(found: Overview) -> str:
    """Return the deadline, and the day on which the overview was made, as a sentence."""
    today = _day(found.today)
    if found.deadline is not None:
        return f"Hạn nộp: {_day(found.deadline)}; tính đến ngày {today}."
    return (
        f"Chưa đặt hạn nộp cho kỳ này (han_nop trong {SETTINGS}) nên không xét đúng hạn hay muộn; "
        f"tính đến ngày {today}."
    )


def _numbers(page: Printout, header: str, rows: Sequence[_StatusRow], total: ReportCounts) -> None:
    """Print a table of numbers, with the sum below if there is more than one line."""
    if not rows:
        return
    lines = [*rows, _StatusRow("Cộng", total)] if len(rows) > 1 else [_StatusRow(rows[0].name, total)]
    for noted in (True, False) if total.partly_listed else (True,):
        columns = _columns(header, total, noted=noted)
        columns_wide = widths(columns, lines, page.width)
        if fits(columns_wide, page.width):
            page.header(columns, columns_wide)
            page.line(rule(columns_wide))
            page.rows(lines, columns, columns_wide)
            if not noted:
                page.line(f"* {PARTLY_LISTED}")
            return
    # A number must never break in two: if the columns don't fit, each line becomes a sentence.
    for line in lines:
        page.line(printable(line.name))
        page.line(_in_one_line(line.counts), indent=2)


def _in_one_line(counts: ReportCounts) -> str:
    """Write numbers for a terminal too narrow for columns; omit empty counts."""
    said = [f"phải nộp {counts.due}", f"đã nộp {counts.reported} ({_share_text(counts.rate)}%)"]
    if counts.judged:
        said.append(f"đúng hạn {counts.of[ReportStatus.ON_TIME]} ({_share_text(counts.on_time_rate)}%)")
        said.append(f"nộp muộn {counts.of[ReportStatus.LATE]}")
    for header, standing in (*_rare(counts), ("chưa nộp", ReportStatus.MISSING)):
        if counts.of[standing]:
            said.append(f"{header.replace(chr(10), ' ').lower()} {counts.of[standing]}")
    if counts.partly_listed:
        said.append(PARTLY_LISTED)
    return "; ".join(said)


def _columns(header: str, total: ReportCounts, *, noted: bool) -> list[GridColumn[_StatusRow]]:
    """Return the columns, without those that would be empty.

    Args:
        header: the header of the first column.
        total: all numbers together.
        noted: whether a column of its own says what the rates leave out; otherwise they have a mark.
    """

    def number_of(header: str, standing: ReportStatus) -> GridColumn[_StatusRow]:
        return GridColumn(header, "right", 12, lambda row: str(row.counts.of[standing]))

    def rate(row: _StatusRow) -> str:
        marked = row.counts.partly_listed and not noted
        return _share_text(row.counts.rate) + ("*" if marked else "")

    columns: list[GridColumn[_StatusRow]] = [
        GridColumn(header, "left", 60, lambda row: row.name),
        GridColumn("Phải\nnộp", "right", 12, lambda row: str(row.counts.due)),
        GridColumn("Đã\nnộp", "right", 12, lambda row: str(row.counts.reported)),
        GridColumn("%\nnộp", "right", 12, rate),
    ]
    if total.judged:
        columns += [
            number_of("Đúng\nhạn", ReportStatus.ON_TIME),
            GridColumn("% đúng\nhạn", "right", 12, lambda row: _share_text(row.counts.on_time_rate)),
            number_of("Nộp\nmuộn", ReportStatus.LATE),
        ]
    columns += [number_of(title, standing) for title, standing in _rare(total) if total.of[standing]]
    columns.append(number_of("Chưa\nnộp", ReportStatus.MISSING))
    if total.partly_listed and noted:
        columns.append(
            GridColumn("Ghi chú", "left", 16, lambda row: PARTLY_LISTED if row.counts.partly_listed else "")
        )
    return columns


def _rare(counts: ReportCounts) -> tuple[tuple[str, ReportStatus], ...]:
    """Return the counts that get a column only if they are not zero."""
    return (
        ("Không\nrõ ngày", ReportStatus.UNDATED),
        ("Tệp\nlỗi", ReportStatus.BROKEN),
        ("Tệp\nrỗng", ReportStatus.EMPTY),
        ("Nguồn\nkhác", ReportStatus.FOREIGN),
        ("Đủ kỳ\nngắn", ReportStatus.SHORTER),
        ("Chưa\nđến hạn" if counts.judged else "Chưa\nhết kỳ", ReportStatus.NOT_DUE),
    )


def _sections(found: Overview) -> Iterator[tuple[str, list[str]]]:
    """Yield the units of each standing, then those that reported without being due, each as one line."""
    for standing in ReportStatus:
        title = TITLES[standing]
        if standing is ReportStatus.NOT_DUE and found.deadline is None:
            title = _NOT_OVER
        lines = _lines(found, (one for one in found.entries if one.is_due and one.status is standing))
        if lines:
            yield title, lines
    unasked = _lines(found, (one for one in found.entries if not one.is_due))
    if unasked:
        yield "Đã nộp dù không thuộc diện phải nộp", unasked
    if 0 < found.total.plans < found.total.due:
        without = [_named(one) for one in found.entries if one.is_due and not one.plan]
        yield f"Chưa có kế hoạch {found.cycle.title}", without


def _lines(found: Overview, entries: Iterable[ReportEntry]) -> list[str]:
    return [
        ": ".join(filter(None, (_named(one), ", ".join(filter(None, (remark(one), _approved(found, one)))))))
        for one in entries
    ]


def _approved(found: Overview, entry: ReportEntry) -> str:
    """Return how far a report has come to its approval, or ""."""
    state = found.approvals.get(entry.path) if found.approvals is not None else None
    return APPROVALS[state] if state is not None else ""


def _named(entry: ReportEntry) -> str:
    return f"{entry.name} ({entry.unit.id})"


def remark(entry: ReportEntry) -> str:
    """Return what is said of a report in addition to its status."""
    said = []
    if entry.status in _NOT_HANDED_IN:
        said.append(entry.path)
    elif entry.day is not None:
        said.append(f"nộp ngày {_day(entry.day)}" + (" theo git" if entry.source is DateSource.GIT else ""))
    elif entry.status is ReportStatus.UNJUDGED or not entry.is_due:
        said.append("không rõ ngày")
    if entry.status is ReportStatus.LATE:
        said.append(f"muộn {entry.days_late} ngày")
    if entry.shorter:
        said.append(f"có {', '.join(entry.shorter)}")
    if entry.first is not None:
        said.append(f"đơn vị chỉ có từ ngày {_day(entry.first)}")
    if entry.last is not None:
        said.append(f"đơn vị chỉ có đến hết ngày {_day(entry.last)}")
    return ", ".join(said)


def _plans(found: Overview, *, cut: bool) -> Iterator[str]:
    if found.total.due:
        plans, cycle = f"{found.total.plans}/{found.total.due}", found.cycle.title
        yield f"Kế hoạch {cycle}: {plans} đơn vị trong diện phải nộp đã có ke-hoach.yaml."
    for what, counts in _approval_counts(found).items():
        said = "; ".join(f"{label} {counts[state]}" for state, label in APPROVALS.items() if counts[state])
        if said:
            yield f"Phê duyệt {what}: {said}."
    if cut:
        yield "Xem đủ danh sách: nêu --unit, hoặc dùng --format csv."


def _approval_counts(found: Overview) -> dict[str, dict[ApprovalState, int]]:
    """Return how many reports and plans have each state of approval; nothing without a setting."""
    if found.approvals is None:
        return {}
    paths = {
        "báo cáo": [one.path for one in found.entries],
        "kế hoạch": [one.plan_path for one in found.entries],
    }
    return {
        what: {state: sum(found.approvals.get(path) is state for path in those) for state in APPROVALS}
        for what, those in paths.items()
    }


def _share_text(value: Decimal | None) -> str:
    return number(value, places=2) if value is not None else _NONE


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


# As JSON and CSV


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
    "danh_muc_chua_du",
)

OF_APPROVAL = ("phe_duyet", "ke_hoach_phe_duyet")
"""Further columns, if the settings say how documents are approved."""

_Record = dict[str, Value]


def render_json(found: Overview) -> str:
    """Return the overview as one JSON object, with each record on a line of its own."""
    head: dict[str, Value] = {
        "nam": found.cycle.folder,
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
        *(f'"phe_duyet": {json_value(one)}' for one in _approvals_record(found)),
        f'"tong": {json_value(_counts(found.total))}',
        f'"theo_cap": {_nested(json_records(levels))}',
        f'"theo_don_vi": {_nested(json_records(branches))}',
        f'"bao_cao": {_nested(json_records(reports))}',
    ]
    return "{\n" + ",\n".join(f"  {part}" for part in parts) + "\n}"


def render_csv(found: Overview) -> str:
    r"""Return the reports as CSV, a line for each unit: comma, decimal point, `\n`, the keys of `bao_cao`."""
    return csv_records(columns_of(found), [{**one} for one in entries(found)])


def columns_of(found: Overview) -> tuple[str, ...]:
    """Return the keys of each of `entries`."""
    return COLUMNS if found.approvals is None else (*COLUMNS, *OF_APPROVAL)


def entries(found: Overview) -> list[dict[str, Value]]:
    """Return a record for each unit."""
    return [_entry(one, found) for one in found.entries]


def _counts(counts: ReportCounts) -> _Record:
    of = counts.of

    def judged(standing: ReportStatus) -> int | None:
        return of[standing] if counts.judged else None

    return {
        "phai_nop": counts.due,
        "da_nop": counts.reported,
        "ty_le_nop": _share(counts.rate),
        "dung_han": judged(ReportStatus.ON_TIME),
        "ty_le_dung_han": _share(counts.on_time_rate),
        "muon": judged(ReportStatus.LATE),
        "khong_ro_ngay": judged(ReportStatus.UNDATED),
        "co_loi": of[ReportStatus.BROKEN],
        "du_ky_ngan": of[ReportStatus.SHORTER],
        "chua_nop": of[ReportStatus.MISSING],
        "chua_den_han": of[ReportStatus.NOT_DUE],
        "co_ke_hoach": counts.plans,
        "rong": of[ReportStatus.EMPTY],
        "so_lieu_tu_nguon_khac": of[ReportStatus.FOREIGN],
        "danh_muc_chua_du": counts.partly_listed,
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
        "danh_muc_chua_du": entry.partly_listed,
        **_approval_of(entry, found),
    }


def _approval_of(entry: ReportEntry, found: Overview) -> _Record:
    if found.approvals is None:
        return {}
    states = (found.approvals.get(path) for path in (entry.path, entry.plan_path))
    return {key: one.value if one is not None else None for key, one in zip(OF_APPROVAL, states, strict=True)}


def _approvals_record(found: Overview) -> Iterator[dict[str, dict[str, int]]]:
    """Yield the numbers of reports and plans by state of approval, if the settings say how they are approved."""
    if found.approvals is not None:
        reports, plans = (
            {state.value.replace("-", "_"): count for state, count in counts.items()}
            for counts in _approval_counts(found).values()
        )
        yield {"bao_cao": reports, "ke_hoach": plans}


def _share(value: Decimal | None) -> Decimal | None:
    return rounded(value, 2) if value is not None else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _nested(text: str) -> str:
    """Indent JSON of several lines by two columns."""
    return text.replace("\n", "\n  ")
