"""A form that came back, read by its marks into answers; what can't be read is told with its cell.

Whatever people did to it (rows inserted, sheets renamed, saved by LibreOffice, cells merged or unlocked), a cell is
read only if its marks say what it is. An answer that stands elsewhere refuses the form: it would be lost.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.diagnostics import WRONG_UNIT_OF_MEASURE, Diagnostic, Severity
from mttq.documents import Project, Scope
from mttq.documents.figures import QuantityReaders
from mttq.documents.project import file_ref
from mttq.documents.shapes import TASK_STATES
from mttq.forms import marks
from mttq.forms.marks import catalogue_mark
from mttq.intake import Answers, FigureAnswer, Objection, Receipt, State, TaskAnswer, TextAnswer
from mttq.intake.cells import amount_text, plain_text
from mttq.intake.received_sheet import Position, ReceivedCell, ReceivedSheet
from mttq.intake.workbook_file import open_workbook
from mttq.names import PLANS
from mttq.period import CAMPAIGN
from mttq.quantity import UnitOfMeasure
from mttq.render.text import clean
from mttq.spelling import without_marks

_NEAR = 12  # rows and columns in which the mark of a sheet is looked for, since some may have been inserted
_NOT_A_FORM = "dùng biểu mẫu do lệnh mttq form tạo; đừng chép nội dung sang tệp khác"
_REMOVED = "lấy lại biểu mẫu gốc rồi chép các ô màu vàng sang"
_ONE_SHEET = "chỉ giữ lại trang đúng"
_NO_ENTRY = "dòng này không phải là chỗ điền của biểu mẫu, không rõ thuộc mục nào"
_MOVE = "chuyển nội dung ấy vào đúng ô màu vàng hoặc cột Ghi chú, rồi xóa ở đây"


# For each sheet its mark, its name, and the headings of the columns in which answers stand, by their marks.
_SHEETS = (
    (marks.FIGURES_SHEET, "Số liệu", {marks.OWN: "Kết quả", marks.REMARK: "Ghi chú"}),
    (
        marks.TEXTS_SHEET,
        "Nội dung",
        {
            marks.DONE: "Kết quả",
            marks.DIFFICULTIES: "Khó khăn, hạn chế",
            marks.WISHES: "Kiến nghị, đề xuất",
        },
    ),
    (marks.TASKS_SHEET, "Nhiệm vụ", {marks.TASK_STATE: "Trạng thái", marks.TASK_RESULT: "Kết quả"}),
)
_NOT_APPLICABLE = "khong ap dung"
_MEASURE_HEADING = "Đơn vị tính"
_SCOPES = ((marks.OWN, Scope.OWN), (marks.STATED, Scope.STATED))


class _MarkedSheet(Struct, frozen=True):
    """A sheet of a form, with what its marks say.

    Attributes:
        sheet: the sheet.
        rows: the mark of each row that has one, from the top.
        columns: the number of each column by its mark.
        first: the row of the marks of columns.
    """

    sheet: ReceivedSheet
    rows: dict[int, str]
    columns: dict[str, int]
    first: int


class FormReader:
    """Reads the forms of one project.

    Args:
        project: the project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._mark = catalogue_mark(project.catalogue)
        self._readers = QuantityReaders(project.catalogue, term=False)

    def read(self, data: bytes, origin: str) -> Answers | Receipt:
        """Return the answers in a form, or a receipt that says why nothing can be read from it.

        Args:
            data: the whole file.
            origin: its name, as the user gave it.
        """
        sheets = open_workbook(data)
        if isinstance(sheets, Objection):
            return _refused(origin, sheets)
        head = _head(sheets)
        if isinstance(head, Objection):
            return _refused(origin, head)
        answers = self._about(head, origin)
        if isinstance(answers, Objection):
            return _refused(origin, answers)
        tables: dict[str, _MarkedSheet] = {}
        for mark, title, columns in _SHEETS:
            found = [table for one in sheets if (table := _table(one, mark)) is not None]
            wrong, remedy = "", _REMOVED
            if len(found) > 1:
                names = " và ".join(f"“{one.sheet.name}”" for one in found)
                wrong, remedy = f"có hai trang {title}: {names}", _ONE_SHEET
            elif found:
                tables[mark] = found[0]
                lacking = [heading for name, heading in columns.items() if name not in found[0].columns]
                wrong = f"trang {title} mất dấu ẩn của cột {', '.join(lacking)}" if lacking else ""
            elif mark != marks.TASKS_SHEET:
                wrong = f"thiếu trang {title}"
            if wrong:
                return replace(answers, objections=(Objection(place="", message=wrong, help=remedy),))
        return self._answers(answers, tables, is_old=head.get(marks.KEY_CATALOGUE) != self._mark)

    def _about(self, head: dict[str, str], origin: str) -> Answers | Objection:
        """Return answers without any, for the unit and period that the form is about."""
        version, unit = head.get(marks.KEY_VERSION, ""), head.get(marks.KEY_UNIT, "")
        if not version.isdecimal() or int(version) > marks.VERSION:
            return Objection(
                place="",
                message=f"biểu mẫu phiên bản “{version}”, chương trình này đọc đến phiên bản {marks.VERSION}",
                help="cài bản mttq mới hơn",
            )
        year, period = head.get(marks.KEY_YEAR, ""), head.get(marks.KEY_PERIOD, "")
        ref = file_ref(f"{PLANS}/{year}/{unit}/{period}.yaml")
        if isinstance(ref, Diagnostic):
            return Objection(
                place="",
                message=f"trang ẩn nói đến kỳ “{period}” của “{year}”, không có kỳ ấy",
                help=_REMOVED,
            )
        campaign = self._project.catalogue.campaigns.get(ref.period.name.removeprefix(CAMPAIGN))
        cycle = campaign.cycle if campaign is not None and ref.cycle.alone is not None else ref.cycle
        when = cycle.whole if cycle.alone is not None else ref.period
        known = self._project.catalogue.units.get(unit)
        if known is None or not known.valid_within(when.first_day(cycle), when.last_day(cycle)):
            return Objection(
                place="",
                message=f"danh mục không có đơn vị “{unit}” trong {when.full_title(cycle)}",
                help="lấy biểu mẫu mới của đơn vị hiện nay",
            )
        return Answers(origin=origin, unit=unit, cycle=cycle, period=when)

    def _answers(self, answers: Answers, tables: dict[str, _MarkedSheet], *, is_old: bool) -> Answers:
        objections: list[Objection] = []
        figures = tuple(self._figures(tables[marks.FIGURES_SHEET], objections, is_old=is_old))
        texts = tables[marks.TEXTS_SHEET]
        by_kind = {
            kind: tuple(_texts(texts, kind, objections))
            for kind in (marks.DONE, marks.DIFFICULTIES, marks.WISHES)
        }
        tasks = tables.get(marks.TASKS_SHEET)
        return replace(
            answers,
            figures=figures,
            results=by_kind[marks.DONE],
            difficulties=by_kind[marks.DIFFICULTIES],
            proposals=by_kind[marks.WISHES],
            tasks=tuple(_tasks(tasks, objections)) if tasks is not None else (),
            objections=tuple(objections),
        )

    def _figures(
        self, table: _MarkedSheet, objections: list[Objection], *, is_old: bool
    ) -> Iterator[FigureAnswer]:
        columns = [(name, scope) for name, scope in _SCOPES if name in table.columns]
        objections += _lost(table, [*(name for name, _ in columns), marks.REMARK])
        seen: dict[tuple[str, Scope], str] = {}
        for row, code in table.rows.items():
            if code.startswith(marks.HEADING):
                continue
            indicator = self._project.catalogue.indicators.get(code)
            subject = indicator.name if indicator is not None else code
            note, wrong_note = _note(table, row)
            if wrong_note is not None:
                objections.append(replace(wrong_note, subject=subject))
            for name, scope in columns:
                position = (row, table.columns[name])
                cell = table.sheet.cells.get(position)
                if cell is None:
                    continue
                place = table.sheet.place(position)
                text = amount_text(cell, indicator.measure if indicator is not None else None)
                if isinstance(text, str) and not text:
                    continue
                wrong = text if isinstance(text, Objection) else None
                if wrong is None and indicator is not None:
                    wrong = _other_name(table, row, indicator)
                    if wrong is None and isinstance(text, str):
                        wrong = self._other_measure((table, row), indicator, cell, text=text, is_old=is_old)
                if (code, scope) in seen:
                    wrong = Objection(
                        place="",
                        message=f"chỉ tiêu này đã có ở {seen[code, scope]}",
                        help="chỉ để lại một dòng",
                    )
                seen.setdefault((code, scope), place)
                if wrong is not None:
                    objections.append(replace(wrong, place=place, subject=subject))
                    continue
                assert isinstance(text, str)
                yield FigureAnswer(indicator=code, text=text, place=place, note=note, scope=scope)
                note = ""
            if note and not any((row, table.columns[name]) in table.sheet.cells for name, _ in columns):
                objections.append(
                    Objection(
                        place=table.sheet.place((row, table.columns[marks.REMARK])),
                        subject=subject,
                        message="có ghi chú nhưng không có số, nên ghi chú không được nhập",
                        severity=Severity.WARNING,
                    )
                )

    def _other_measure(
        self,
        at: tuple[_MarkedSheet, int],
        indicator: Indicator,
        cell: ReceivedCell,
        *,
        text: str,
        is_old: bool,
    ) -> Objection | None:
        """Object to a figure whose row shows another unit of measure than its indicator has.

        In a form of the present catalogue somebody changed what is shown; a text with its own unit says which is
        meant. In an older form every text is in doubt.
        """
        table, row = at
        column = table.columns.get(marks.MEASURE)
        position = (row, column) if column is not None else (0, 0)
        shown, measure = _word(table.sheet.cells.get(position)), indicator.measure
        if not shown or unicodedata.normalize("NFC", shown).casefold() == measure.name.casefold():
            return None
        if is_old:
            return Objection(
                place="",
                message=f"biểu mẫu cũ ghi đơn vị tính “{shown}”, danh mục nay dùng “{measure.name}”",
                help="gõ lại số kèm đơn vị tính trong biểu mẫu mới",
                code=WRONG_UNIT_OF_MEASURE,
            )
        reader = self._readers.results[indicator.id]
        amount = text
        if isinstance(cell.value, int | float):
            amount = text.removesuffix(measure.name).rstrip()
        elif _names_unit(text, measure) or _plain(text) == _NOT_APPLICABLE:
            return None
        meant = f"{amount}{shown}" if shown == "%" else f"{amount} {shown}"
        remedy = f"trả lại “{measure.name}” ở cột {_MEASURE_HEADING}"
        if reader.quantity(meant, bare=False) is not None:
            remedy = f"ghi “{meant}” vào ô này, hoặc {remedy}"
        return Objection(
            place="",
            message=(
                f"ô {table.sheet.place(position)} nay ghi đơn vị tính “{shown}”,"
                f" biểu mẫu gửi đi ghi “{measure.name}”"
            ),
            help=remedy,
            code=WRONG_UNIT_OF_MEASURE,
        )


def _refused(origin: str, objection: Objection) -> Receipt:
    return Receipt(
        origin=origin,
        unit="",
        title="",
        period="",
        path="",
        state=State.REFUSED,
        objections=(objection,),
    )


def _head(sheets: list[ReceivedSheet]) -> dict[str, str] | Objection:
    """Return what the hidden sheet says of the form."""
    for sheet in sheets:
        start = _mark_of(sheet, marks.FORM)
        if start is not None:
            row, column = start
            return {
                str(cell.value): _word(sheet.cells.get((at, column + 1)))
                for (at, across), cell in sheet.cells.items()
                if across == column and at > row
            }
    return Objection(place="", message="không phải biểu mẫu của mttq: thiếu trang ẩn", help=_NOT_A_FORM)


def _table(sheet: ReceivedSheet, mark: str) -> _MarkedSheet | None:
    """Return a sheet with its marks, if it is the one with this mark."""
    start = _mark_of(sheet, mark)
    if start is None:
        return None
    first, keys = start
    columns = {
        _word(cell): column for (row, column), cell in sheet.cells.items() if row == first and column > keys
    }
    rows = {row: _word(cell) for (row, column), cell in sheet.cells.items() if column == keys and row > first}
    return _MarkedSheet(sheet, dict(sorted(rows.items())), columns, first)


def _mark_of(sheet: ReceivedSheet, mark: str) -> Position | None:
    return next(
        (
            (row, column)
            for (row, column), cell in sheet.cells.items()
            if cell.value == mark and row <= _NEAR and column <= _NEAR
        ),
        None,
    )


def _word(cell: ReceivedCell | None) -> str:
    """Return a mark; LibreOffice may have made a number of a text of digits."""
    if cell is None:
        return ""
    value = cell.value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _lost(table: _MarkedSheet, names: list[str]) -> Iterator[Objection]:
    """Yield an objection for each answer that the marks don't cover."""
    sheet = table.sheet
    entries = {table.columns[name] for name in names}
    first = min(table.rows, default=table.first)
    for row, column in sheet.cells:
        if column in entries and row > first and table.rows.get(row, marks.HEADING).startswith(marks.HEADING):
            yield Objection(
                place=sheet.place((row, column)),
                message=_NO_ENTRY,
                help=_MOVE,
            )
    asked = {
        (row, column)
        for row, mark in table.rows.items()
        if not mark.startswith(marks.HEADING)
        for column in entries
    }
    for row, column in sorted(sheet.not_computed & asked):
        if (row, column) not in sheet.cells:
            yield Objection(
                place=sheet.place((row, column)),
                message="ô có công thức nhưng tệp không lưu kết quả của nó",
                help="mở tệp bằng Excel hay LibreOffice, lưu lại; hoặc gõ số thay cho công thức",
            )
    for (top, left), (bottom, right) in sheet.merged:
        inside = [(row, column) for row, column in asked if top <= row <= bottom and left <= column <= right]
        if (len(inside) > 1 or (inside and inside[0] != (top, left))) and (top, left) in sheet.cells:
            yield Objection(
                place=f"{sheet.place((top, left))}:{sheet.place((bottom, right)).rpartition('!')[2]}",
                message="các ô bị gộp, không rõ nội dung là của ô nào",
                help="bỏ gộp ô (Merge & Center), ghi vào từng ô",
            )


def _note(table: _MarkedSheet, row: int) -> tuple[str, Objection | None]:
    position = (row, table.columns[marks.REMARK])
    cell = table.sheet.cells.get(position)
    text = plain_text(cell) if cell is not None else ()
    if isinstance(text, Objection):
        return "", replace(text, place=table.sheet.place(position))
    return " ".join(text), None


def _other_name(table: _MarkedSheet, row: int, indicator: Indicator) -> Objection | None:
    """Object to a figure whose row shows another indicator than its mark says: the writer went by what is shown."""
    column = table.columns.get(marks.NAME)
    name = _word(table.sheet.cells.get((row, column))) if column is not None else ""
    if not name or _plain(name) == _plain(clean(indicator.name)):
        return None
    return Objection(
        place="",
        message=f"dòng này ghi chỉ tiêu “{name}”, nhưng mã ẩn của dòng là của “{indicator.name}”",
        help=_REMOVED,
    )


def _names_unit(text: str, measure: UnitOfMeasure) -> bool:
    """Whether a text has the unit of measure behind its number, so that it needs no column to say it."""
    words = unicodedata.normalize("NFC", text).casefold()
    return any(
        words.endswith(name.casefold()) and not words.removesuffix(name.casefold())[-1:].isalpha()
        for name in (measure.name, *measure.spellings)
    )


def _texts(table: _MarkedSheet, kind: str, objections: list[Objection]) -> Iterator[TextAnswer]:
    column = table.columns[kind]
    objections += _lost(table, [kind])
    seen: dict[str, str] = {}
    for row, code in table.rows.items():
        cell = table.sheet.cells.get((row, column))
        if cell is None or code == marks.HEADING:
            continue
        place = table.sheet.place((row, column))
        text = plain_text(cell)
        if isinstance(text, Objection):
            objections.append(replace(text, place=place))
        elif not code.isdecimal() or (kind == marks.DONE and code == marks.GENERAL):
            objections.append(Objection(place=place, message=_NO_ENTRY, help=_MOVE))
        elif text and text[0] != marks.DIVIDED:
            if code in seen:
                objections.append(_again(place, seen[code]))
                continue
            seen[code] = place
            programme = int(code) if kind == marks.DONE else 0
            yield TextAnswer(paragraphs=text, place=place, programme=programme)


def _again(place: str, first: str) -> Objection:
    return Objection(place=place, message=f"mục này đã có ở {first}", help="chỉ để lại một dòng")


def _tasks(table: _MarkedSheet, objections: list[Objection]) -> Iterator[TaskAnswer]:
    state_column, result_column = table.columns[marks.TASK_STATE], table.columns[marks.TASK_RESULT]
    objections += _lost(table, [marks.TASK_STATE, marks.TASK_RESULT])
    states = {_plain(label): state for state, label in TASK_STATES.items()}
    choice = f"chọn một trong: {', '.join(TASK_STATES.values())}"
    seen: dict[str, str] = {}
    for row, mark in table.rows.items():
        number, _, code = mark.partition(marks.TASK_SEPARATOR)
        state = table.sheet.cells.get((row, state_column))
        result = table.sheet.cells.get((row, result_column))
        if (state is None and result is None) or not number.isdecimal() or not code:
            continue
        told = plain_text(result) if result is not None else ()
        place = table.sheet.place((row, state_column))
        known = states.get(_plain(_word(state)))
        wrong = None
        if mark in seen:
            wrong = _again(place, seen[mark])
        elif isinstance(told, Objection):
            wrong = replace(told, place=table.sheet.place((row, result_column)))
        elif state is None:
            wrong = Objection(place=place, message="có kết quả nhưng chưa có trạng thái", help=choice)
        elif known is None:
            wrong = Objection(
                place=place, message=f"“{_word(state)}” không phải là một trạng thái", help=choice
            )
        seen.setdefault(mark, place)
        if wrong is not None:
            objections.append(replace(wrong, subject=f"nhiệm vụ {code}"))
            continue
        assert known is not None and not isinstance(told, Objection)
        yield TaskAnswer(code=code, programme=int(number), state=known, place=place, result=" ".join(told))


def _plain(text: str) -> str:
    return without_marks(" ".join(unicodedata.normalize("NFC", text).split()).casefold())
