"""`giao-ban`: one page for the quarterly briefing of a unit.

It has the figures of the quarter and since January with the progress towards
the year's targets, the same for the units and member organisations below, the
conclusions of the conference, and the next tasks. Conclusions and tasks are
never shortened. If the page is short of room, fewer units and indicators have a
row, and a line says how many are in the annex only. The minutes say who attended
and what was reported at the conference; the page says how many entries they have.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, structs

from mttq import names
from mttq.catalogue import Indicator, Unit
from mttq.completeness import expected_levels
from mttq.documents import Briefing, FileRef
from mttq.documents.project import file_ref
from mttq.names import PLANS
from mttq.period import Period
from mttq.quantity import amount_short, number, padded, percentage
from mttq.report import periods
from mttq.report.chuong_trinh import numbered, task_items
from mttq.report.figures import NOT_APPLICABLE, is_money
from mttq.report.frame import blank_issued, framed, sourced
from mttq.report.model import Align, Block, Column, Item, Paragraph, Report, TableBlock
from mttq.report.references import filled
from mttq.report.subject import Subject
from mttq.report.tables import percent_cell, plan_cell, result_cell
from mttq.report.wording import counted, paragraphs, short_day
from mttq.spelling import capitalised
from mttq.totals import Row, Status

KIND = names.GIAO_BAN

# Lines of small print on a page in addition to letterhead, title and signature; letters on a line.
_PAGE_LINES = 44
_LINE_LETTERS = 100
_LINES_PER_ROW = 1.4
_FEWEST_ROWS, _MOST_ROWS = 8, 14
_FEWEST_UNITS, _MOST_UNITS = 5, 20
_MOST_INDICATORS = 4  # with a column in the table of units
_NOTHING = "–"
_COLUMNS = (
    Column("STT", Align.CENTRE, 9),
    Column("Chỉ tiêu", Align.LEFT, 62),
    Column("ĐVT", Align.CENTRE, 16),
    Column("Kế hoạch năm", Align.RIGHT, 22),
    Column("Trong quý", Align.RIGHT, 22),
    Column("Lũy kế", Align.RIGHT, 22),
    Column("% kế hoạch", Align.RIGHT, 17),
    Column("Đã báo cáo", Align.CENTRE, 15),
)


class _Pair(Struct, frozen=True):
    """An indicator: its total of the quarter, None if no unit reports it, and its total since January."""

    quarter: Row | None
    to_date: Row

    @property
    def weight(self) -> tuple[bool, bool]:
        """A sort key: indicators planned and reported come first, then those that are planned only."""
        heard = self.to_date.total.result is not None
        return (self.to_date.goal is not None and heard, self.to_date.goal is not None)


class _UnitBelow(Struct, frozen=True):
    """A unit below: its totals by indicator, of the quarter and since January, and the indicators not due from it."""

    name: str
    quarter: dict[str, Row]
    to_date: dict[str, Row]
    foreign: frozenset[str]

    @property
    def heard(self) -> int:
        """The number of figures that it has for the quarter."""
        return sum(_says(row) for row in self.quarter.values())


def briefing_of(subject: Subject) -> Briefing | None:
    """Return the briefing of a unit for a quarter, or None."""
    path = f"{PLANS}/{subject.cycle.name}/{subject.unit.id}/{KIND}-{subject.period.name}.yaml"
    if path not in subject.project.sources:
        return None
    ref = file_ref(path)
    found = subject.project.document(ref) if isinstance(ref, FileRef) else None
    if not isinstance(found, Briefing):
        return None
    rows = {row.indicator.id: row for row in subject.rows}
    return filled(found, subject.project, rows, subject.to_date)


def build(subject: Subject) -> Report | None:
    """Return the page for a quarterly briefing; None for any other period."""
    if not subject.period.name.startswith("quy-"):
        return None
    briefing = briefing_of(subject)
    points = _points(briefing.meeting.conclusions) if briefing is not None else []
    tasks = task_items(briefing.tasks, subject.cycle) if briefing is not None else []
    opening = _opening(subject, briefing)
    taken = sum(_lines(block) for block in (*opening, *points, *tasks))
    room = max(0, int((_PAGE_LINES - taken) / _LINES_PER_ROW))
    heading = subject.layout.heading
    body = [
        *opening,
        *numbered(
            [
                (heading("so_lieu_giao_ban"), _figures(subject, room)),
                (heading("ket_luan"), points),
                (heading("nhiem_vu_tiep_theo"), [*tasks]),
            ]
        ),
    ]
    what = "Số liệu và kết luận giao ban" if briefing is not None else "Số liệu giao ban"
    about = f"{what} công tác Mặt trận {subject.when}"
    last = f"Trên đây là {what[:1].lower()}{what[1:]} {subject.when} của {subject.body}"
    report = framed(
        kind=KIND,
        subject=subject,
        issued=blank_issued(),
        type_name="Báo cáo",
        about=about,
        body=body,
        closing=last,
    )
    return structs.replace(report, one_page=True)


def _points(conclusions: Sequence[str]) -> list[Block]:
    """Return the conclusions as entries of a list, except those that were typed with a number."""
    lines = [line for text in conclusions for line in text.split("\n") if line.strip()]
    return [
        Item(block.text) if isinstance(block, Paragraph) and not counted(block.text) else block
        for block in paragraphs(lines)
    ]


def _opening(subject: Subject, briefing: Briefing | None) -> list[Block]:
    """Return a paragraph about the conference, or one that says there are no conclusions yet."""
    if briefing is None:
        return [Paragraph(f"Chưa có kết luận hội nghị giao ban {subject.when}; dưới đây chỉ có số liệu.")]
    meeting = briefing.meeting
    where = [meeting.name] if meeting.name else [f"Hội nghị giao ban {subject.when}"]
    if meeting.day is not None:
        where.append(f"ngày {short_day(meeting.day)}")
    if meeting.place:
        where.append(f"tại {meeting.place}")
    text = ", ".join(where)
    if meeting.chaired_by:
        text += f"; chủ trì: {'; '.join(line.rstrip(' .;') for line in meeting.chaired_by)}"
    rest = [
        f"{what} ({padded(Decimal(len(lines)))})"
        for lines, what in (
            (meeting.attended_by, "thành phần dự họp"),
            (meeting.reports_heard, "báo cáo, ý kiến tại hội nghị"),
        )
        if lines
    ]
    left = f" {capitalised(' và '.join(rest))} ghi trong biên bản." if rest else ""
    return [Paragraph(f"{text}.{left}"), *sourced(briefing.source)]


def _figures(subject: Subject, room: int) -> list[Block]:
    """Return the table of the unit, then that of the units below."""
    pairs = _pairs(subject)
    if not pairs:
        return [Paragraph(f"Chưa có chỉ tiêu và số liệu nào của {subject.when}.")]
    most = min(max(room, _FEWEST_ROWS), _MOST_ROWS)
    chosen = sorted(pairs, key=lambda pair: pair.weight, reverse=True)[:most]
    shown = [pair for pair in pairs if pair in chosen]
    rows = [(str(number), *_cells(pair)) for number, pair in enumerate(shown, 1)]
    title = f"Kết quả {periods.title(subject.period)} và lũy kế từ đầu năm {subject.cycle.name}"
    if any(_NOTHING in row for row in rows):
        title += f" (“{_NOTHING}”: chưa có số liệu)"
    found: list[Block] = [TableBlock(title, _COLUMNS, tuple(rows))]
    if len(shown) < len(pairs):
        rest = padded(Decimal(len(pairs) - len(shown)))
        found.append(Paragraph(f"Còn {rest} chỉ tiêu khác có trong phụ lục số liệu."))
    units = _units_below(subject, [pair.to_date.indicator for pair in shown])
    most_units = min(max(room - len(shown), _FEWEST_UNITS), _MOST_UNITS)
    return [*found, *_by_unit(subject, units, most_units)]


def _by_unit(subject: Subject, units: Sequence[_UnitBelow], most: int) -> list[Block]:
    heard = [one for one in units if one.heard]
    silent = [one.name for one in units if not one.heard]
    found: list[Block] = list(_unit_table(subject, heard, most))
    if len(heard) > most:
        rest = padded(Decimal(len(heard) - most))
        found.append(Paragraph(f"Còn {rest} đơn vị có số liệu trong phụ lục."))
    if silent:
        found.append(Paragraph(_named(subject, silent, most=12)))
    return found


def _named(subject: Subject, names: Sequence[str], most: int) -> str:
    """Return who has reported nothing for the quarter: at most this many by name, and the number of others."""
    more = len(names) - most
    tail = f" và {padded(Decimal(more))} đơn vị khác, nêu trong phụ lục" if more > 0 else ""
    count = padded(Decimal(len(names)))
    when = periods.title(subject.period)
    return f"Chưa có số liệu {when} của {count} đơn vị: {', '.join(names[:most])}{tail}."


def _pairs(subject: Subject) -> list[_Pair]:
    """Return every indicator with a target or a figure since January, in the order of the programmes."""
    quarter = {row.indicator.id: row for row in subject.rows}
    to_date = subject.to_date or quarter
    set_id = subject.programmes.id if subject.programmes is not None else ""
    rows = sorted(to_date.values(), key=lambda row: row.indicator.programme_in(set_id) or 0)
    return [_Pair(quarter.get(row.indicator.id), row) for row in rows]


def _cells(pair: _Pair) -> tuple[str, ...]:
    later, quarter = pair.to_date, pair.quarter
    return (
        later.indicator.name,
        later.indicator.measure.name,
        plan_cell(later),
        _result(quarter),
        _result(later),
        percent_cell(later),
        _reported(quarter),
    )


def _reported(row: Row | None) -> str:
    """Return how many of the units due have reported, or that there are reports for a part of the quarter only."""
    if row is None:
        return ""
    if not row.total.units_in and row.total.result is not None and row.total.units_due:
        return "một phần"
    return f"{row.total.units_in}/{row.total.units_due}"


def _result(row: Row | None) -> str:
    return _NOTHING if row is None or row.total.status is Status.NOTHING else result_cell(row)


def _units_below(subject: Subject, indicators: Sequence[Indicator]) -> list[_UnitBelow]:
    """Return the units directly below that report any of the indicators or should, in catalogue order."""
    first, last = subject.period.first_day(subject.cycle), subject.period.last_day(subject.cycle)
    units = subject.catalogue.units.nearest(subject.unit.id, lambda unit: unit.valid_within(first, last))
    expected = expected_levels(subject.catalogue, first, last)
    quarter = _totals(subject, subject.period, units, indicators)
    longer = subject.since_january
    to_date = quarter if longer is None else _totals(subject, longer, units, indicators)
    rollup = subject.sums.rollup(subject.cycle, subject.period)
    found = []
    for unit in units:
        foreign = {one.id for one in indicators if not rollup.total(unit.id, one.id).units_due}
        name = unit.name_on(min(last, unit.last or last))
        found.append((unit, _UnitBelow(name, quarter[unit.id], to_date[unit.id], frozenset(foreign))))
    return [one for unit, one in found if one.heard or unit.level_on(last) in expected]


def _unit_table(subject: Subject, units: Sequence[_UnitBelow], most: int) -> list[TableBlock]:
    """Return a table of the units with most figures, in catalogue order; none if there are no figures.

    Args:
        subject: the unit above.
        units: the units with figures.
        most: the number of rows that there is room for.
    """
    known: dict[str, Indicator] = {}
    for one in units:
        known |= {row.indicator.id: row.indicator for row in one.quarter.values() if _says(row)}
    order = [one for one in subject.catalogue.indicators.values() if one.id in known]
    said = sorted(order, key=lambda one: -sum(_says(unit.quarter.get(one.id)) for unit in units))
    shown = [one for one in order if one in said[:_MOST_INDICATORS]]
    if not shown:
        return []
    chosen = sorted(units, key=lambda one: -one.heard)[:most]
    rows = [
        (
            one.name,
            *(_unit_cell(one, indicator.id, both=subject.since_january is not None) for indicator in shown),
        )
        for one in units
        if one in chosen
    ]
    columns = (
        Column("Đơn vị", Align.LEFT, 40),
        *(Column(f"{one.name} ({one.measure.name})", Align.RIGHT, 30) for one in shown),
    )
    what = "trong quý / lũy kế" if subject.since_january is not None else "trong quý"
    left = len(order) - len(shown)
    more = f"; còn {left:02} chỉ tiêu khác trong phụ lục" if left else ""
    title = f"Theo đơn vị và tổ chức thành viên ({what}; “{_NOTHING}”: chưa có số liệu{more})"
    return [TableBlock(title, columns, tuple(rows))]


def _totals(
    subject: Subject, period: Period, units: Sequence[Unit], indicators: Sequence[Indicator]
) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {unit.id: {} for unit in units}
    if units and indicators:
        names = [one.id for one in indicators]
        for unit in units:
            rows = subject.sums.rows(unit.id, subject.cycle, period, indicators=names)
            found[unit.id] = {row.indicator.id: row for row in rows}
    return found


def _says(row: Row | None) -> bool:
    """Return whether there is a figure, or a statement that none applies."""
    return row is not None and row.total.status is not Status.NOTHING


def _unit_cell(unit: _UnitBelow, indicator: str, *, both: bool) -> str:
    quarter, to_date = _short(unit.quarter.get(indicator)), _short(unit.to_date.get(indicator))
    if indicator in unit.foreign and quarter == to_date == _NOTHING:
        return ""
    return f"{quarter} / {to_date}" if both else quarter


def _short(row: Row | None) -> str:
    """Return a result in few letters; the unit's own report says whether it is incomplete."""
    if row is None or not _says(row):
        return _NOTHING
    result = row.total.result
    if result is None:
        return NOT_APPLICABLE
    unit = row.indicator.measure.name
    if is_money(unit):
        text = amount_short(result.value, "")
    else:
        text = percentage(result.value) if unit == "%" else number(result.value)
    return f"≈ {text}" if result.approximation is not None else text


def _lines(block: Block) -> int:
    return 0 if isinstance(block, TableBlock) else len(block.text) // _LINE_LETTERS + 1
