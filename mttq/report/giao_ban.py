"""`giao-ban`: the conclusions of a unit's quarterly briefing, with the figures of the quarter.

With a briefing it is a notice of what the conference concluded: who took part, conclusions, next tasks, and the
figures if there are any. If the file calls it a report, or if there is no briefing, the figures come first. Nothing
that the file says is left out or shortened. If a page is short of room, fewer units and indicators have a row, and a
line says how many are in the annex only.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, structs

from mttq import names
from mttq.catalogue import Indicator, Unit
from mttq.completeness import expected_levels
from mttq.documents import Briefing
from mttq.documents.prose import Issued
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
from mttq.report.wording import bare_line, counted, ended, items, lower, paragraphs, short_day
from mttq.spelling import capitalised
from mttq.totals import Row, Status

KIND = names.GIAO_BAN
_NOTICE = "Thông báo"
_OCCASIONS = ("hội nghị", "cuộc họp", "giao ban", "họp", "buổi")

# Lines on a page in addition to letterhead, title and signature; letters on a line.
_PAGE_LINES = 34
_LINE_LETTERS = 80
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
    outline = subject.project.briefing_of(subject.unit.id, subject.cycle, subject.period)
    found = subject.project.document(outline.ref) if outline is not None else None
    if not isinstance(found, Briefing):
        return None
    rows = {row.indicator.id: row for row in subject.rows}
    return filled(found, subject.project, rows, subject.to_date)


def build(subject: Subject) -> Report | None:
    """Return the document of a quarterly briefing; None for any other period."""
    if not subject.period.name.startswith("quy-"):
        return None
    briefing = briefing_of(subject)
    if briefing is None:
        return _figures_alone(subject)
    points, tasks = _points(briefing.meeting.conclusions), task_items(briefing.tasks, subject.cycle)
    opening = _opening(briefing)
    room = _room((*opening, *points, *tasks))
    known = any(_says(pair.to_date) for pair in _pairs(subject))
    figures = _figures(subject, room) if known else []
    heading = subject.layout.heading
    conclusions: list[tuple[str, list[Block]]] = [
        (heading("ket_luan"), points),
        (heading("nhiem_vu_tiep_theo"), [*tasks]),
    ]
    section = (heading("so_lieu_giao_ban"), figures)
    type_name = briefing.issued.type_name or _NOTICE
    if type_name.lower().startswith(_NOTICE.lower()):
        what, sections = "kết luận hội nghị giao ban", [*conclusions, section]
        last = f"Trên đây là {what} {subject.when}; {subject.body} thông báo để các đơn vị biết, thực hiện"
    else:
        what = "số liệu và kết luận giao ban" if figures else "kết luận hội nghị giao ban"
        sections, last = [section, *conclusions], f"Trên đây là {what} {subject.when} của {subject.body}"
    body = [*opening, *numbered(sections)]
    return _framed(subject, briefing.issued, type_name, what=what, body=body, closing=last)


def _figures_alone(subject: Subject) -> Report:
    """Return the figures of a quarter for a briefing that is still to be held."""
    text = f"Chưa có kết luận hội nghị giao ban {subject.when}; dưới đây chỉ có số liệu."
    opening: list[Block] = [Paragraph(text)]
    none_yet: list[Block] = [Paragraph(f"Chưa có chỉ tiêu và số liệu nào của {subject.when}.")]
    figures = _figures(subject, _room(opening)) if _pairs(subject) else none_yet
    body = [*opening, *numbered([(subject.layout.heading("so_lieu_giao_ban"), figures)])]
    what = "số liệu giao ban"
    last = f"Trên đây là {what} {subject.when} của {subject.body}"
    return _framed(subject, blank_issued(), "Báo cáo", what=what, body=body, closing=last)


def _framed(
    subject: Subject, issued: Issued, type_name: str, *, what: str, body: list[Block], closing: str
) -> Report:
    report = framed(
        kind=KIND,
        subject=subject,
        issued=issued,
        type_name=type_name,
        about=f"{capitalised(what)} công tác Mặt trận {subject.when}",
        body=body,
        closing=closing,
    )
    return structs.replace(report, compact=True)


def _room(texts: Sequence[Block]) -> int:
    """Return for how many rows of tables the texts leave room."""
    lines = sum(map(_lines, texts))
    # What does not fit on one page has two, and tables need not be short for it.
    pages = 1 if lines + _FEWEST_ROWS * _LINES_PER_ROW <= _PAGE_LINES else 2
    return max(0, int((pages * _PAGE_LINES - lines) / _LINES_PER_ROW))


def _points(conclusions: Sequence[str]) -> list[Block]:
    """Return the conclusions as entries of a list, except those that were typed with a number."""
    lines = [line for text in conclusions for line in text.split("\n") if line.strip()]
    return [
        Item(block.text) if isinstance(block, Paragraph) and not counted(block.text) else block
        for block in paragraphs(lines)
    ]


def _opening(briefing: Briefing) -> list[Block]:
    """Return paragraphs about the conference: when and where it was held, who took part, what it heard."""
    meeting = briefing.meeting
    name = lower(meeting.name) if meeting.name.lower().startswith(_OCCASIONS) else meeting.name
    where = [f"ngày {short_day(meeting.day)}"] if meeting.day is not None else []
    where += [f"tại {meeting.place}"] if meeting.place else []
    held = f"{', '.join(where)} đã diễn ra {name}" if where else name
    found: list[Block] = [Paragraph(ended(capitalised(held)))]
    for what, lines, in_line in (
        ("Chủ trì", meeting.chaired_by, 3),
        ("Thành phần dự", meeting.attended_by, 3),
        ("Hội nghị đã nghe", meeting.reports_heard, 1),
    ):
        bare = list(map(bare_line, lines))
        if 0 < len(bare) <= in_line:
            found.append(Paragraph(ended(f"{what}: {'; '.join(bare)}")))
        elif bare:
            found += [Paragraph(f"{what}:"), *items(bare)]
    return [*found, *sourced(briefing.source)]


def _figures(subject: Subject, room: int) -> list[Block]:
    """Return the table of the unit, then that of the units below."""
    pairs = _pairs(subject)
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
    silent = [*_itself(subject), *(one.name for one in units if not one.heard)]
    found: list[Block] = list(_unit_table(subject, heard, most))
    if len(heard) > most:
        rest = padded(Decimal(len(heard) - most))
        found.append(Paragraph(f"Còn {rest} đơn vị có số liệu trong phụ lục."))
    if silent:
        found.append(Paragraph(_named(subject, silent, most=12)))
    return found


def _itself(subject: Subject) -> list[str]:
    """Return the unit's own body if figures of the quarter are due from it and it has none."""
    totals = [row.total for row in subject.rows]
    due, heard = any(one.is_due for one in totals), any(one.own.has_reported for one in totals)
    return [subject.body] if due and not heard else []


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
