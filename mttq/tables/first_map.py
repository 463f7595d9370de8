"""A first map of a table: what is certain is written, what is only likely is a comment marked as a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from mttq.catalogue import Catalogue, Indicator
from mttq.documents.table_map import (
    ANSWERED_COLUMN,
    BELOW,
    BLANKS,
    COLUMNS,
    HEADER_ROW,
    IGNORED,
    INDICATOR_COLUMN,
    LAYOUT,
    LINES,
    MEASURE,
    MEASURE_COLUMN,
    NOTE_COLUMN,
    PROGRAMME,
    SHEET,
    TEXT,
    TIME,
    TIME_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
    YEAR,
    YEAR_COLUMN,
    TableLayout,
    TextKind,
)
from mttq.intake.layout import scalar
from mttq.period import parse_cycle
from mttq.source.text import FORBIDDEN
from mttq.spelling import comparable, without_marks
from mttq.tables.periods import moments, parse_period
from mttq.tables.table import ReceivedTable
from mttq.tables.unit_matching import UnitMatcher

_FIRST_ROWS, _SAMPLE = 10, 200
_ENOUGH = 0.5  # of the words of a header and a name in common make a guess
_MOST_GUESSES = 3
_LONGEST_NAME = 300  # YAML allows keys of 1,024 characters
_NUMBER = re.compile(r"^\s*(?:[0-9]+(?:\.[0-9]+)*|[IVX]+|[a-zđ])[.)]\s*")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_PROGRAMME = re.compile(r"(?:chương trình|ct)\s*(?:số\s*)?([1-9][0-9]?)(?![0-9])", re.IGNORECASE)
_MARK = "đoán"
_TEXT_WORDS = (
    (TextKind.DIFFICULTIES, ("khó khăn", "hạn chế", "vướng mắc", "tồn tại")),
    (TextKind.PROPOSALS, ("kiến nghị", "đề xuất")),
    (TextKind.STRENGTHS, ("ưu điểm", "mặt được", "thuận lợi")),
    (TextKind.DIRECTIONS, ("phương hướng", "nhiệm vụ trọng tâm", "tháng tới", "kỳ tới")),
    (TextKind.SITUATION, ("tình hình", "tư tưởng", "dư luận")),
)
_PERSONAL = ("email", "điện thoại", "họ và tên", "họ tên", "người báo cáo", "người gửi", "chữ ký")
_TIMES = ("dấu thời gian", "timestamp", "thời gian", "thời điểm")
_MEASURES = ("đơn vị tính", "đvt")
_VALUES = ("giá trị", "kết quả", "số liệu", "thực hiện", "số lượng")


def first_map(table: ReceivedTable, catalogue: Catalogue, below: str = "") -> str:
    """Return the text of a map of a table.

    Args:
        table: the table.
        catalogue: the units and indicators.
        below: the unit that the units of the table are below; "" if that is not known.
    """
    return "".join(f"{line}\n" for line in _FirstMap(table, catalogue, below).lines())


class _FirstMap:
    def __init__(self, table: ReceivedTable, catalogue: Catalogue, below: str) -> None:
        self._table, self._catalogue, self._below = table, catalogue, below
        self._names = {one.id: comparable(one.name) for one in catalogue.indicators.values()}
        self._header_row = self._find_header_row()
        self._headers = [" ".join(one.split()) for one in table.rows[self._header_row - 1]]
        last = min(len(table.rows), self._header_row + _SAMPLE)
        self._rows = range(self._header_row + 1, last + 1)
        matcher = UnitMatcher(catalogue.units, below, (date.min, date.max), {})
        self._unit = self._most(lambda text: bool((found := matcher.match(text)).unit or found.candidates))
        self._indicator = self._most(lambda text: comparable(_bare(text)[0]) in self._names.values())

    def lines(self) -> Iterator[str]:
        """Yield the lines of the map."""
        table = self._table
        yield f"# Bản đồ của bảng {re.sub(FORBIDDEN, '?', table.origin)}, lập tự động."
        yield f"# Dòng có chữ “{_MARK}” chỉ là đoán: xem lại, đúng thì bỏ dấu # ở đầu dòng."
        if table.sheet:
            yield f"{SHEET.key}: {scalar(table.sheet)}"
        if self._header_row > 1:
            yield f"{HEADER_ROW.key}: {self._header_row}"
        is_long = self._indicator is not None and self._indicator != self._unit
        if is_long:
            yield f"{LAYOUT.key}: {TableLayout.LONG}"
        taken = {
            column for column in (self._unit, self._indicator if is_long else None) if column is not None
        }
        roles = list(self._roles(taken, is_long=is_long))
        if YEAR_COLUMN.key not in {key for key, _ in roles}:
            yield f"# {YEAR.key}: …  # năm của mọi dòng, nếu không nêu --year khi nhập"
        if TIME_COLUMN.key not in {key for key, _ in roles}:
            yield f"# {TIME.key}: …  # kỳ của mọi dòng, ví dụ thang-06, nếu không nêu --period khi nhập"
        if self._unit is None:
            yield f"{UNIT_COLUMN.key}: …  # chưa rõ cột nào có tên đơn vị"
        if is_long and VALUE_COLUMN.key not in {key for key, _ in roles}:
            yield f"{VALUE_COLUMN.key}: …  # chưa rõ cột nào có giá trị"
        for key, column in roles:
            taken.add(column)
            yield f"{key}: {self._named(column)}"
        if self._below:
            yield f"{BELOW.key}: {self._below}"
        yield f"# {BLANKS.key}: [Không, …]  # các chữ nghĩa là không trả lời"
        yield from self._answers(taken, is_long=is_long)

    def _find_header_row(self) -> int:
        """Return the row among the first that has most cells without a number, the first of several."""
        rows = self._table.rows[:_FIRST_ROWS]
        filled = [sum(bool(cell) and not cell[0].isdigit() for cell in row) for row in rows]
        return filled.index(max(filled)) + 1

    def _texts(self, column: int) -> list[str]:
        """Return the cells of a column that are filled in, up to a number of rows."""
        return [text for row in self._rows if (text := self._table.cell(row, column))]

    def _most(self, fits: Callable[[str], bool]) -> int | None:
        """Return the column of whose cells most fit, if that are more than half of them and more than one."""
        best, most = None, 0.5
        for column in range(len(self._headers)):
            texts = self._texts(column)
            share = sum(map(fits, texts)) / len(texts) if texts else 0
            if share > most and len({*map(comparable, texts)}) > 1:
                best, most = column, share
        return best

    def _roles(self, taken: set[int], *, is_long: bool) -> Iterator[tuple[str, int]]:
        """Yield the columns that say whose and which answers a row has."""
        if self._unit is not None:
            yield UNIT_COLUMN.key, self._unit
        if is_long and self._indicator is not None:
            yield INDICATOR_COLUMN.key, self._indicator
        seen: set[str] = set()
        for column, header in enumerate(self._headers):
            words = comparable(header)
            texts = self._texts(column)
            if column in taken or not texts:
                continue
            key = ""
            if _has(words, _TIMES) and moments(dict(enumerate(texts))):
                key = ANSWERED_COLUMN.key
            elif all(parse_cycle(one.casefold().removeprefix("năm").strip()) for one in texts):
                key = YEAR_COLUMN.key
            elif all(parse_period(one, parse_cycle("2000")) or parse_period(one, None) for one in texts):
                key = TIME_COLUMN.key
            elif is_long and _has(words, _MEASURES):
                key = MEASURE_COLUMN.key
            elif is_long and _has(words, _VALUES):
                key = VALUE_COLUMN.key
            elif is_long and _has(words, ("ghi chú",)):
                key = NOTE_COLUMN.key
            if key and key not in seen:
                seen.add(key)
                yield key, column

    def _answers(self, taken: set[int], *, is_long: bool) -> Iterator[str]:
        ignored: list[str] = []
        lines: list[str] = []
        if is_long and self._indicator is not None:
            names = dict.fromkeys(filter(_can_be_key, self._texts(self._indicator)))
            lines = [line for name in names for line in self._answer(name, scalar(name), texts=())]
        else:
            for column, header in enumerate(self._headers):
                if column in taken or not (header or self._texts(column)):
                    continue
                if _has(comparable(header), _PERSONAL):
                    ignored.append(self._named(column))
                    continue
                lines += self._answer(header, self._named(column), texts=self._texts(column))
        if ignored:
            yield f"{IGNORED.key}: [{', '.join(ignored)}]"
        yield f"{(LINES if is_long else COLUMNS).key}:"
        yield from (f"  {line}" for line in lines)

    def _named(self, column: int) -> str:
        """Return a column as a map names it: by its header, or by its letter if another has that or no map can."""
        header = self._headers[column]
        same = [one for one in self._headers if comparable(one) == comparable(header)]
        return scalar(header) if len(same) == 1 and _can_be_key(header) else self._table.column(column)

    def _answer(self, header: str, name: str, texts: Sequence[str]) -> Iterator[str]:
        """Yield the lines on one column or line: what it is, or likely is."""
        bare, bracket = _bare(header)
        found = [one for one, known in self._names.items() if known in {comparable(bare), comparable(header)}]
        if len(found) == 1:
            yield f"{name}: {self._figure(found[0], bracket)}"
            return
        if _are_words(texts):
            yield f"# {name}: {_text_kind(header)}  # {_MARK} theo tên cột; không dùng thì ghi vào {IGNORED.key}"
            return
        guesses = [self._catalogue.indicators[one] for one in found] or list(self._like(bare))
        for number, one in enumerate(guesses[:_MOST_GUESSES]):
            other = ", hoặc" if number else ""
            yield f"# {name}: {self._figure(one.id, bracket)}  # {_MARK}{other}: {one.name}"
        if not guesses:
            yield f"# {name}: …  # chưa biết là gì; tìm mã bằng mttq indicators, không dùng thì ghi vào {IGNORED.key}"

    def _figure(self, indicator: str, bracket: str) -> str:
        """Return what a column of figures is; a unit of measure in brackets counts if it is not the usual one."""
        measure = self._catalogue.indicators[indicator].measure
        usual = {comparable(one) for one in (measure.name, *measure.spellings)}
        if (
            not bracket
            or comparable(bracket) in usual
            or not comparable(bracket).endswith(comparable(measure.name))
        ):
            return indicator
        return f"{{chi_tieu: {indicator}, {MEASURE.key}: {scalar(bracket)}}}"

    def _like(self, header: str) -> Iterable[Indicator]:
        """Return the indicators whose names have most words in common with a header, the likeliest first."""
        wanted = set(comparable(header).split())
        scores = []
        for one, name in self._names.items():
            words = set(name.split())
            score = len(wanted & words) / min(len(wanted), len(words)) if wanted and len(words) > 1 else 0
            if score > _ENOUGH:
                scores.append((-score, abs(len(words) - len(wanted)), one))
        return [self._catalogue.indicators[one] for _, _, one in sorted(scores)]


def file_stem(origin: str) -> str:
    """Return the name of the map of a file: `Báo cáo tháng 6.csv` has `bao-cao-thang-6`."""
    name = without_marks(origin.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]).casefold()
    return "-".join(re.findall("[a-z0-9]+", name)) or "bang"


def _can_be_key(name: str) -> bool:
    """Return whether a map can have a name as a key: on one line, of letters that YAML allows."""
    return 0 < len(name) <= _LONGEST_NAME and "\n" not in name and re.search(FORBIDDEN, name) is None


def _bare(header: str) -> tuple[str, str]:
    """Return a header without a typed number and without the unit of measure in brackets, and that unit."""
    text = _NUMBER.sub("", header)
    found = _BRACKET.search(text)
    return (text[: found.start()], found[1].strip()) if found is not None else (text, "")


def _has(words: str, any_of: Iterable[str]) -> bool:
    return any(comparable(one) in words for one in any_of)


def _are_words(texts: Sequence[str]) -> bool:
    """Return whether most cells of a column begin with no digit."""
    return sum(not one[0].isdigit() for one in texts) * 2 > len(texts)


def _text_kind(header: str) -> str:
    """Return what a column of texts likely is: a result, unless its header says something else."""
    words = comparable(header)
    for kind, any_of in _TEXT_WORDS:
        if _has(words, any_of):
            return f"{{{TEXT.key}: {kind}}}"
    found = _PROGRAMME.search(header)
    return f"{{{TEXT.key}: {TextKind.RESULTS}, {PROGRAMME.key}: {found[1] if found is not None else '…'}}}"
