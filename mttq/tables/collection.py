"""The answers in a table, unit by unit, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mttq.diagnostics import (
    FILE_START,
    MISSING_KEY,
    UNKNOWN_VALUE,
    Code,
    Diagnostic,
    Severity,
    Span,
)
from mttq.documents import Project
from mttq.documents.table_map import (
    ANSWERED_COLUMN,
    INDICATOR_COLUMN,
    LEAVE_OUT,
    MEASURE_COLUMN,
    NOTE_COLUMN,
    OTHER_NAMES,
    TIME,
    TIME_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
    YEAR,
    YEAR_COLUMN,
    Answer,
    TableLayout,
    TableMap,
    TextKind,
    Word,
)
from mttq.intake import Answers, FigureAnswer, Objection, TextAnswer
from mttq.intake.cells import amount_text, doubtful_share
from mttq.period import PERIODS, Cycle, Period, parse_cycle
from mttq.spelling import comparable, shortened, suggestion
from mttq.tables.map_faults import faults_of_map
from mttq.tables.periods import Moment, moments, named_period, parse_period
from mttq.tables.table import ReceivedTable
from mttq.tables.unit_matching import UnitMatcher

_LETTERS = re.compile(r"cột ([A-Z]{1,3})", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*")
_ENGLISH_NUMBER = re.compile(r"[-+]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_LISTED = 12
_Report = tuple[str, Cycle, Period]
"""A unit, and the year and period that it answers for."""


class Collected(Struct, frozen=True):
    """What a table holds.

    Attributes:
        answers: the answers of each unit and period, in the order of their first rows.
        unread: the rows that can't be said to be any unit's, or of any period.
        faults: what is wrong with the map; with an error, nothing is read.
        remarks: what else to tell about the table, one sentence each.
    """

    answers: tuple[Answers, ...] = ()
    unread: tuple[Objection, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    remarks: tuple[str, ...] = ()


def collect(
    project: Project,
    table: ReceivedTable,
    by: TableMap,
    time: tuple[Cycle | None, Period | None] = (None, None),
) -> Collected:
    """Return the answers in a table.

    Args:
        project: the catalogue.
        table: the table.
        by: what its columns are.
        time: the year or term and the period that were asked for; they win over those of the map.
    """
    columns = _FoundColumns(project, table, by, time)
    if columns.faults:
        return Collected(faults=tuple(columns.faults))
    collector = _Collector(project, columns)
    answers = tuple(collector.answers())
    return Collected(answers, tuple(collector.unread), (), tuple(collector.remarks()))


class _FoundColumns:
    """A map whose columns have been found in a table.

    Attributes:
        faults: what in the map does not fit the table or the catalogue.
        roles: the number of each column that says whose and which answers a row has.
        answers: the column of each answer of a wide table.
        notes: the column of the notes on it, if there is one.
        cycle: the year or term of all rows, if they have one.
        period: the period of all rows, likewise.
    """

    def __init__(
        self, project: Project, table: ReceivedTable, by: TableMap, time: tuple[Cycle | None, Period | None]
    ) -> None:
        self.table, self.map = table, by
        self._campaigns = project.catalogue.campaigns
        self.faults: list[Diagnostic] = []
        self._headers = table.rows[by.header_row - 1] if by.header_row <= len(table.rows) else ()
        self.roles = {key: self._found(word) for key, word in by.columns.items()}
        is_wide = by.layout is TableLayout.WIDE
        self.answers = {one: self._found(one.name) for one in by.answers} if is_wide else {}
        self.notes = {one: self._found(one.note) for one in by.answers if one.note is not None and is_wide}
        self.cycle, self.period = self._time(*time)
        self.faults += faults_of_map(by, project.catalogue)

    def unused(self) -> list[str]:
        """Return the headers that the map says nothing about."""
        used = {*self.roles.values(), *self.answers.values(), *self.notes.values()}
        ignored = {comparable(name) for name in self.map.ignored}
        return [
            header
            for column, header in enumerate(self._headers)
            if header
            and column not in used
            and ignored.isdisjoint({comparable(header), comparable(self.table.column(column))})
        ]

    def _found(self, word: Word) -> int:
        """Return the number of a column; -1, with a fault, if it is not clear."""
        wanted = comparable(word.text)
        columns = [column for column, header in enumerate(self._headers) if comparable(header) == wanted]
        letters = _LETTERS.fullmatch(word.text.strip())
        if not columns and letters is not None:
            number = 0
            for letter in letters[1].upper():
                number = number * 26 + ord(letter) - ord("A") + 1
            return number - 1
        if len(columns) == 1:
            return columns[0]
        if columns:
            places = " và ".join(
                self.table.place(self.map.header_row, one).rpartition(" ")[2] for one in columns
            )
            message, remedy = (
                f"bảng có {len(columns)} cột “{word.text}”: {places}",
                "ghi “cột …” kèm chữ cái của cột",
            )
        else:
            message = f"bảng không có cột “{word.text}” ở dòng {self.map.header_row}"
            remedy = suggestion(word.text, [one for one in self._headers if one]) or self._known()
        self._fault(UNKNOWN_VALUE, word.span, message, remedy)
        return -1

    def _known(self) -> str:
        headers = [f"“{shortened(one, 40)}”" for one in self._headers if one]
        more = f" và {len(headers) - _LISTED} cột khác" if len(headers) > _LISTED else ""
        return (
            f"các cột của bảng: {', '.join(headers[:_LISTED])}{more}" if headers else "xem lại dong_tieu_de"
        )

    def _time(self, cycle: Cycle | None, period: Period | None) -> tuple[Cycle | None, Period | None]:
        by = self.map
        if cycle is None and by.cycle is not None:
            cycle = parse_cycle(by.cycle.text)
            if cycle is None:
                message = f"“{by.cycle.text}” không phải năm hay nhiệm kỳ"
                self._fault(UNKNOWN_VALUE, by.cycle.span, message, "viết như 2026 hay 2024-2029")
        if period is None and by.period is not None:
            named = named_period(by.period.text, cycle, self._campaigns)
            if named is None:
                message = f"không có kỳ “{by.period.text}”"
                remedy = suggestion(by.period.text, PERIODS) or "viết như thang-06, quy-2, 6-thang, nam"
                self._fault(UNKNOWN_VALUE, by.period.span, message, remedy)
            else:
                cycle, period = named
        if self.faults:
            return cycle, period
        if period is None and TIME_COLUMN.key not in self.roles:
            message = "chưa rõ các số trong bảng là của kỳ nào"
            remedy = f"thêm --period khi chạy, hoặc ghi {TIME.key} hay {TIME_COLUMN.key} vào bản đồ"
            self._fault(MISSING_KEY, FILE_START, message, remedy)
        elif cycle is None and not {YEAR_COLUMN.key, TIME_COLUMN.key} & set(self.roles):
            message = "chưa rõ các số trong bảng là của năm nào"
            remedy = f"thêm --year khi chạy, hoặc ghi {YEAR.key} hay {YEAR_COLUMN.key} vào bản đồ"
            self._fault(MISSING_KEY, FILE_START, message, remedy)
        return cycle, period

    def _fault(self, code: Code, span: Span, message: str, remedy: str) -> None:
        self.faults.append(Diagnostic(code, self.map.path, span, message, help=remedy))


class _Collector:
    """Collects the answers of a table by unit and period."""

    def __init__(self, project: Project, columns: _FoundColumns) -> None:
        self._project, self._columns = project, columns
        self._table, self._map = columns.table, columns.map
        self._catalogue = project.catalogue
        self._blanks = {comparable(word) for word in self._map.blanks}
        self._matchers: dict[tuple[Cycle, Period], UnitMatcher] = {}
        self._unknown_lines: dict[str, None] = {}
        self._moments = self._all_moments()
        self._lines = {comparable(one.name.text): one for one in self._map.answers}
        self.unread: list[Objection] = []

    def answers(self) -> Iterator[Answers]:
        """Yield the answers of each unit and period."""
        for report, rows in self._rows().items():
            if self._map.layout is TableLayout.WIDE:
                yield self._wide(report, rows)
            else:
                yield self._long(report, rows)

    def remarks(self) -> Iterator[str]:
        """Yield what the map says nothing about, and how the file was read."""
        if self._table.remark:
            yield f"Tệp được {self._table.remark}."
        for what, names in (("cột", self._columns.unused()), ("dòng", list(self._unknown_lines))):
            if names:
                listed = ", ".join(f"“{shortened(one, 60)}”" for one in names[:_LISTED])
                more = f" và {len(names) - _LISTED} {what} khác" if len(names) > _LISTED else ""
                yield f"Bản đồ chưa nói {len(names)} {what} sau là gì nên không lấy: {listed}{more}."

    def _rows(self) -> dict[_Report, list[int]]:
        """Return the rows of each report, in order."""
        found: dict[_Report, list[int]] = {}
        for row in range(self._map.header_row + 1, len(self._table.rows) + 1):
            if any(self._table.rows[row - 1]):
                report = self._report(row)
                if report is not None:
                    found.setdefault(report, []).append(row)
        return found

    def _report(self, row: int) -> _Report | None:
        """Return whose answers a row holds; None, with an objection, if that is not certain."""
        name = self._cell(row, UNIT_COLUMN.key)
        if comparable(name) in self._blanks or not name:
            self._refuse(
                row, UNIT_COLUMN.key, "dòng này không có tên đơn vị", "điền tên đơn vị, hoặc xóa dòng"
            )
            return None
        if (other := self._map.other_names.get(name)) is not None and other.text == LEAVE_OUT:
            return None
        time = self._time(row)
        if time is None:
            return None
        matcher = self._matchers.get(time)
        if matcher is None:
            cycle, period = time
            others = {name: word.text for name, word in self._map.other_names.items()}
            below = self._map.below.text if self._map.below is not None else ""
            span = (period.first_day(cycle), period.last_day(cycle))
            matcher = self._matchers[time] = UnitMatcher(self._catalogue.units, below, span, others)
        match = matcher.match(name)
        if match.unit == LEAVE_OUT:
            return None
        if match.unit:
            return (match.unit, *time)
        self._refuse(row, UNIT_COLUMN.key, *self._unsure(name, match.candidates, time))
        return None

    def _unsure(self, name: str, candidates: Sequence[str], time: tuple[Cycle, Period]) -> tuple[str, str]:
        """Return why a name is not taken, and what to write into the map."""
        line = f"{OTHER_NAMES.key}: {{{_quoted(name)}: "
        name = shortened(name)
        if not candidates:
            where = f" thuộc {self._map.below.text}" if self._map.below is not None else ""
            message = f"không có đơn vị “{name}”{where} trong {time[1].full_title(time[0])}"
            remedy = f"sửa tên, hoặc ghi vào bản đồ {line}mã-đơn-vị}}; dòng không dùng: {line}{LEAVE_OUT}}}"
            return message, remedy
        day = time[1].last_day(time[0])
        listed = ", ".join(f"{one} ({self._catalogue.units.by_id[one].name_on(day)})" for one in candidates)
        return f"chưa chắc “{name}” là đơn vị nào: {listed}", f"ghi vào bản đồ, ví dụ {line}{candidates[0]}}}"

    def _time(self, row: int) -> tuple[Cycle, Period] | None:
        """Return the year and period of a row; None, with an objection, if they can't be read."""
        cycle, period = self._columns.cycle, self._columns.period
        year = self._cell(row, YEAR_COLUMN.key)
        if cycle is None and YEAR_COLUMN.key in self._columns.roles:
            cycle = parse_cycle(year.casefold().removeprefix("năm").strip())
            if cycle is None:
                self._refuse(row, YEAR_COLUMN.key, f"“{year}” không phải năm hay nhiệm kỳ", "viết như 2026")
                return None
        if cycle is not None and period is not None:
            if period.fits(cycle):
                return cycle, period
            self._refuse(
                row, YEAR_COLUMN.key, f"{cycle.title} không có kỳ “{period.name}”", "sửa năm hoặc kỳ"
            )
            return None
        text = self._cell(row, TIME_COLUMN.key)
        time = parse_period(text, cycle)
        if time is None:
            of = f" của {cycle.title}" if cycle is not None else ", có cả năm"
            self._refuse(
                row, TIME_COLUMN.key, f"“{text}” không phải một kỳ{of}", "viết như tháng 6/2026, quý II/2026"
            )
        return time

    def _wide(self, report: _Report, rows: Sequence[int]) -> Answers:
        """Return the answers of a unit that has a row; of several rows the last one."""
        objections: list[Objection] = []
        row = self._last(report[0], rows, objections)
        found = [
            (answer, row, column, self._columns.notes.get(answer, -1), answer.measure)
            for answer, column in self._columns.answers.items()
        ]
        return self._answers(report, found, objections)

    def _long(self, report: _Report, rows: Sequence[int]) -> Answers:
        """Return the answers of a unit that has a row for each; of several rows for one answer the last one."""
        objections: list[Objection] = []
        value, note = self._columns.roles[VALUE_COLUMN.key], self._columns.roles.get(NOTE_COLUMN.key, -1)
        by_answer: dict[Answer, list[int]] = {}
        for row in rows:
            name = self._cell(row, INDICATOR_COLUMN.key)
            answer = self._lines.get(comparable(name))
            if answer is None:
                if name and comparable(name) not in {comparable(one) for one in self._map.ignored}:
                    self._unknown_lines[name] = None
                continue
            by_answer.setdefault(answer, []).append(row)
        found = []
        for answer, several in by_answer.items():
            said = {(self._table.cell(one, value), self._cell(one, MEASURE_COLUMN.key)) for one in several}
            row = several[-1]
            if len(said) > 1:
                row = self._last(report[0], several, objections, answer.name.text)
            text = self._cell(row, MEASURE_COLUMN.key)
            measure = Word(text, answer.name.span) if text else answer.measure
            found.append((answer, row, value, note, measure))
        return self._answers(report, found, objections)

    def _answers(
        self,
        report: _Report,
        found: Sequence[tuple[Answer, int, int, int, Word | None]],
        objections: list[Objection],
    ) -> Answers:
        """Return cells as answers.

        Args:
            report: whose they are.
            found: each answer with its row, its column, that of its note and its unit of measure.
            objections: what is wrong with them; more is added.
        """
        figures: list[FigureAnswer] = []
        texts: dict[tuple[TextKind, int], list[tuple[str, tuple[str, ...]]]] = {}
        for answer, at, column, note, measure in found:
            place, text = self._table.place(at, column), self._table.cell(at, column)
            objection = self._unusable(at, column)
            if objection is not None:
                objections.append(replace(objection, place=place, subject=answer.name.text))
            elif not text or comparable(text) in self._blanks:
                continue
            elif answer.text is not None:
                paragraphs = _paragraphs(text, answer.title)
                texts.setdefault((answer.text, answer.programme), []).append((place, paragraphs))
            elif answer.indicator is not None:
                amount = self._amount((at, column), answer.indicator.text, measure)
                if isinstance(amount, Objection):
                    objections.append(replace(amount, place=place, subject=answer.name.text))
                    continue
                figures.append(
                    FigureAnswer(
                        indicator=answer.indicator.text,
                        text=amount,
                        place=place,
                        note=" ".join(self._table.cell(at, note).split()) if note >= 0 else "",
                        scope=answer.scope,
                    )
                )
        unit, cycle, period = report
        return Answers(
            origin=self._table.origin,
            unit=unit,
            cycle=cycle,
            period=period,
            figures=tuple(figures),
            results=_texts(texts, TextKind.RESULTS),
            situation=_texts(texts, TextKind.SITUATION),
            strengths=_texts(texts, TextKind.STRENGTHS),
            difficulties=_texts(texts, TextKind.DIFFICULTIES),
            directions=_texts(texts, TextKind.DIRECTIONS),
            proposals=_texts(texts, TextKind.PROPOSALS),
            objections=tuple(objections),
        )

    def _unusable(self, row: int, column: int) -> Objection | None:
        """Return why nobody can say what a cell answers; it has no place yet."""
        text, value = self._table.cell(row, column), self._table.values.get((row, column))
        if value is not None and value.is_error:
            return Objection(
                place="", message=f"công thức cho kết quả lỗi {text}", help="gõ thẳng số, chữ vào ô"
            )
        if text.startswith("=") or (row, column) in self._table.not_computed:
            formula = f" “{shortened(text, 40)}”" if text.startswith("=") else ""
            return Objection(
                place="",
                message=f"ô có công thức{formula}, không có giá trị",
                help="mở bằng Excel hay LibreOffice, lưu lại để có giá trị, hoặc gõ thẳng số, chữ vào ô",
            )
        top = self._table.merged.get((row, column))
        if top is None or top <= self._map.header_row:
            return None
        return Objection(
            place="",
            message=f"ô gộp với ô ở dòng {top}, không rõ là của dòng nào",
            help="bỏ gộp ô, điền từng dòng",
        )

    def _amount(self, at: tuple[int, int], indicator: str, measure: Word | None) -> str | Objection:
        """Return a cell as a report writes it: a number alone gets its unit of measure."""
        own = self._catalogue.indicators[indicator].measure
        cell = self._table.values.get(at)
        if cell is not None:
            amount = amount_text(cell, own if measure is None else None)
            if isinstance(amount, Objection) or measure is None:
                return amount
            text = amount
        else:
            text = " ".join(self._table.cell(*at).split())
        name = measure.text if measure is not None else own.name
        doubt = doubtful_share(text) if name == "%" else None
        if doubt is not None:
            return doubt
        if self._map.decimal_point and not self._table.sheet and _ENGLISH_NUMBER.fullmatch(text):
            text = text.replace(",", "").replace(".", ",")
        if not _BARE_NUMBER.fullmatch(text):
            return text
        return f"{text}%" if name == "%" else f"{text} {name}".strip()

    def _last(self, unit: str, rows: Sequence[int], objections: list[Objection], what: str = "") -> int:
        """Return the row that a unit answered last, and say so if there are several."""
        if len(rows) == 1:
            return rows[0]
        last = {rows[-1]}
        if ANSWERED_COLUMN.key in self._columns.roles:
            last = {
                max(rows, key=lambda row: (known[row], row))
                for known in self._moments
                if set(rows) <= set(known)
            }
        (row, *others) = sorted(last) or [rows[-1]]
        is_certain = bool(last) and not others
        said = f"trả lời {len(rows)} lần{f' cho “{what}”' if what else ''}"
        why = "không rõ số nào là ngày, số nào là tháng" if last else "không đọc được thời điểm trả lời"
        objections.append(
            Objection(
                place=f"dòng {', '.join(map(str, rows))}",
                subject=self._catalogue.units.by_id[unit].name_on(date.max),
                message=f"{said}; lấy lần cuối, dòng {row}" if is_certain else f"{said}; {why}",
                help=None if is_certain else "giữ lại dòng đúng, xóa các dòng kia",
                severity=Severity.WARNING if is_certain else Severity.ERROR,
            )
        )
        return row

    def _all_moments(self) -> list[dict[int, Moment]]:
        column = self._columns.roles.get(ANSWERED_COLUMN.key)
        if column is None:
            return []
        rows = range(self._map.header_row + 1, len(self._table.rows) + 1)
        return moments({row: self._table.cell(row, column) for row in rows})

    def _cell(self, row: int, role: str) -> str:
        """Return what a row says in one of the columns that say whose it is; a merged cell holds for all its rows."""
        column = self._columns.roles.get(role)
        if column is None:
            return ""
        return self._table.cell(self._table.merged.get((row, column), row), column)

    def _refuse(self, row: int, role: str, message: str, remedy: str) -> None:
        place = self._table.place(row, self._columns.roles.get(role, 0))
        self.unread.append(Objection(place=place, message=message, help=remedy))


def _quoted(name: str) -> str:
    """Return a name as a key of a map, whatever is in it."""
    name = " ".join(name.split())
    return "'" + name.replace("'", "''") + "'" if '"' in name or "\\" in name else f'"{name}"'


def _paragraphs(text: str, title: str) -> tuple[str, ...]:
    """Return the paragraphs of a cell, behind a title if the map has one."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not title:
        return tuple(lines)
    return (f"{title}: {lines[0]}",) if len(lines) == 1 else (f"{title}:", *lines)


def _texts(
    found: Mapping[tuple[TextKind, int], Sequence[tuple[str, tuple[str, ...]]]], kind: TextKind
) -> tuple[TextAnswer, ...]:
    """Return the texts of a kind, one for each programme."""
    return tuple(
        TextAnswer(
            paragraphs=tuple(line for _, lines in parts for line in lines),
            place=", ".join(place for place, _ in parts),
            programme=programme,
        )
        for (one, programme), parts in found.items()
        if one is kind
    )
