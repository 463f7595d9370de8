"""Maps of tables: what each column or line of a received table is in reports.

A map is a file that a secretariat keeps and uses again each month, `templates/bang/<name>.yaml`. It names columns by
their headers, so that columns may move; `cột C` names one by its letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from mttq.diagnostics import (
    CONFLICTING_DEFINITION,
    FILE_START,
    MISSING_KEY,
    UNKNOWN_KEY,
    Diagnostic,
    Severity,
    Span,
)
from mttq.documents.model import Scope
from mttq.documents.shapes import CYCLE, PERIOD, PROGRAMMES, STATED_FIGURES
from mttq.schema import (
    Choice,
    Either,
    Field,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Name,
    Record,
    Refers,
    Table,
    Whole,
    as_flag,
    as_mapping,
    as_names,
    as_whole,
    as_word,
    validate,
)
from mttq.source import Mapping, Node, Scalar, Source

LEAVE_OUT = "bo-qua"
"""In `ten_khac`: lines of this name are no unit's."""


class TableLayout(StrEnum):
    """How a table is laid out (`dang`)."""

    WIDE = "ngang"  # a row for each unit, a column for each answer
    LONG = "doc"  # a row for each answer


class TextKind(StrEnum):
    """What a text is in a report (`loi_van`)."""

    SITUATION = "tinh-hinh"
    RESULTS = "ket-qua"  # of a programme
    STRENGTHS = "uu-diem"
    DIFFICULTIES = "kho-khan"
    DIRECTIONS = "phuong-huong"
    PROPOSALS = "kien-nghi"


def _column(key: str, title: str, *, required: bool = False) -> Field:
    return Field(key, Name(), title, required=required)


TITLE = Field("ten", Name(), "tên bảng")
LAYOUT = Field(
    "dang", Choice(tuple(one.value for one in TableLayout)), "mỗi dòng một đơn vị (ngang) hay một số (doc)"
)
SHEET = Field("trang_tinh", Name(), "trang tính, nếu tệp có nhiều trang")
HEADER_ROW = Field("dong_tieu_de", Whole(positive=True), "dòng có tên các cột, nếu không phải dòng 1")
DECIMAL_MARK = Field("dau_thap_phan", Choice((",", ".")), "dấu thập phân của số trong tệp CSV")
BLANKS = Field("o_trong", ListOf(Name()), "các chữ nghĩa là không trả lời")
YEAR = Field(CYCLE.key, CYCLE.shape, "năm, nếu bảng không có cột năm")
TIME = Field(PERIOD.key, PERIOD.shape, "kỳ, nếu bảng không có cột kỳ")
YEAR_COLUMN = _column("cot_nam", "cột có năm")
TIME_COLUMN = _column("cot_ky", "cột có kỳ báo cáo")
UNIT_COLUMN = _column("cot_don_vi", "cột có tên đơn vị", required=True)
BELOW = Field(
    "thuoc", Identifier("một mã đơn vị", refers=Refers.UNIT), "đơn vị cấp trên của các đơn vị trong bảng"
)
OTHER_NAMES = Field(
    "ten_khac",
    Table(
        KeyKind.FREE,
        Identifier(f"một mã đơn vị, hoặc {LEAVE_OUT}", KeyKind.PATH, refers=Refers.UNIT),
        key_title="tên trong bảng",
    ),
    "tên trong bảng khác tên trong danh mục",
)
ANSWERED_COLUMN = _column("cot_thoi_diem", "cột có thời điểm trả lời")
INDICATOR_COLUMN = _column("cot_chi_tieu", "dạng dọc: cột có tên chỉ tiêu")
VALUE_COLUMN = _column("cot_gia_tri", "dạng dọc: cột có giá trị")
MEASURE_COLUMN = _column("cot_don_vi_tinh", "dạng dọc: cột có đơn vị tính")
NOTE_COLUMN = _column("cot_ghi_chu", "cột có ghi chú")
IGNORED = Field("bo_qua", ListOf(Name()), "các cột không dùng")

INDICATOR = Field("chi_tieu", Identifier("một mã chỉ tiêu", KeyKind.ID, refers=Refers.INDICATOR), "chỉ tiêu")
MEASURE = Field("don_vi_tinh", Name(), "đơn vị tính của số trong bảng, ví dụ triệu đồng")
STATED = Field(STATED_FIGURES.key, Flag(), "số của toàn địa bàn")
TEXT = Field("loi_van", Choice(tuple(one.value for one in TextKind)), "lời văn thuộc mục nào")
PROGRAMME = Field(PROGRAMMES.key, Whole(positive=True), "số chương trình của lời văn")
TEXT_TITLE = Field("ten", Name(), "tên ghi trước lời văn, khi nhiều cột thuộc một mục")
_ANSWER = Either(
    scalar=INDICATOR.shape,
    mapping=Record("cột của bảng", (INDICATOR, MEASURE, STATED, NOTE_COLUMN, TEXT, PROGRAMME, TEXT_TITLE)),
)
COLUMNS = Field("cot", Table(KeyKind.FREE, _ANSWER, key_title="tên cột"), "dạng ngang: mỗi cột là gì")
LINES = Field("dong", Table(KeyKind.FREE, _ANSWER, key_title="tên dòng"), "dạng dọc: mỗi tên chỉ tiêu là gì")
SHAPE = Record(
    "bản đồ của bảng",
    (
        TITLE,
        LAYOUT,
        SHEET,
        HEADER_ROW,
        DECIMAL_MARK,
        BLANKS,
        YEAR,
        TIME,
        YEAR_COLUMN,
        TIME_COLUMN,
        UNIT_COLUMN,
        BELOW,
        OTHER_NAMES,
        ANSWERED_COLUMN,
        INDICATOR_COLUMN,
        VALUE_COLUMN,
        MEASURE_COLUMN,
        NOTE_COLUMN,
        IGNORED,
        COLUMNS,
        LINES,
    ),
)


_ANSWER_HELP = (
    f"viết mã chỉ tiêu, hoặc {{{TEXT.key}: {', '.join(TextKind)}}}; cột không dùng thì ghi vào {IGNORED.key}"
)


class Word(Struct, frozen=True):
    """A word of a map, with its place."""

    text: str
    span: Span


class Answer(Struct, frozen=True, kw_only=True):
    """What a column or line of a table is.

    Attributes:
        name: the header, or the name of the line.
        indicator: the indicator of its figures; None if it holds texts.
        measure: the unit of measure of its numbers; None for that of the indicator.
        scope: whose the figures are.
        note: the column of notes on its figures.
        text: what its texts are; None if it holds figures.
        programme: the programme of the texts; 0 for none.
        title: what is written in front of each text.
    """

    name: Word
    indicator: Word | None
    measure: Word | None
    scope: Scope
    note: Word | None
    text: TextKind | None
    programme: int
    title: str


class TableMap(Struct, frozen=True, kw_only=True):
    """A map of a table.

    Attributes:
        path: the file, as named.
        layout: how the table is laid out.
        sheet: the sheet; "" for the only one.
        header_row: the number of the row that names the columns.
        decimal_point: whether numbers of a CSV file have a decimal point.
        blanks: the words that mean no answer.
        cycle: the year or term, if it is the same for all rows.
        period: the period, likewise.
        columns: the columns that say whose and which answers a row has, by the key of the map.
        below: the unit that all units of the table are below; None for the whole catalogue.
        other_names: the unit that is meant by a name, by the name.
        ignored: the columns that are not used.
        answers: what the columns, or in a long table the lines, are.
    """

    path: str
    layout: TableLayout
    sheet: str
    header_row: int
    decimal_point: bool
    blanks: tuple[str, ...]
    cycle: Word | None
    period: Word | None
    columns: dict[str, Word]
    below: Word | None
    other_names: dict[str, Word]
    ignored: tuple[str, ...]
    answers: tuple[Answer, ...]


_ROLES = (
    YEAR_COLUMN,
    TIME_COLUMN,
    UNIT_COLUMN,
    ANSWERED_COLUMN,
    INDICATOR_COLUMN,
    VALUE_COLUMN,
    MEASURE_COLUMN,
    NOTE_COLUMN,
)
_NEEDED = {TableLayout.WIDE: (COLUMNS,), TableLayout.LONG: (INDICATOR_COLUMN, VALUE_COLUMN, LINES)}
_FOREIGN = {
    TableLayout.WIDE: (INDICATOR_COLUMN, VALUE_COLUMN, MEASURE_COLUMN, NOTE_COLUMN, LINES),
    TableLayout.LONG: (COLUMNS,),
}


def read_table_map(source: Source) -> tuple[TableMap | None, list[Diagnostic]]:
    """Read a map.

    Returns:
        The map, None if it has errors; and all faults.
    """
    faults = list(source.diagnostics)
    if source.root is None:
        return None, faults
    faults += validate(source.root, SHAPE, source.path)
    root = as_mapping(source.root)
    layout = TableLayout.LONG if as_word(root.get(LAYOUT.key)) == TableLayout.LONG else TableLayout.WIDE
    faults += _unfit_keys(root, layout, source.path)
    table = as_mapping(root.get((COLUMNS if layout is TableLayout.WIDE else LINES).key))
    answers = []
    for key, node in table.items():
        form = as_mapping(node)
        answer = Answer(
            name=Word(key.text, key.span),
            indicator=_word(node) if isinstance(node, Scalar) else _word(form.get(INDICATOR.key)),
            measure=_word(form.get(MEASURE.key)),
            scope=Scope.STATED if as_flag(form.get(STATED.key)) else Scope.OWN,
            note=_word(form.get(NOTE_COLUMN.key)),
            text=_text_kind(as_word(form.get(TEXT.key))),
            programme=as_whole(form.get(PROGRAMME.key)) or 0,
            title=as_word(form.get(TEXT_TITLE.key)) or "",
        )
        answers.append(answer)
        if isinstance(node, Mapping):
            faults += _unfit_answer(answer, form, source.path)
    if any(one.severity is Severity.ERROR for one in faults):
        return None, faults
    return (
        TableMap(
            path=source.path,
            layout=layout,
            sheet=as_word(root.get(SHEET.key)) or "",
            header_row=as_whole(root.get(HEADER_ROW.key)) or 1,
            decimal_point=as_word(root.get(DECIMAL_MARK.key)) == ".",
            blanks=as_names(root.get(BLANKS.key)),
            cycle=_word(root.get(YEAR.key)),
            period=_word(root.get(TIME.key)),
            columns={field.key: word for field in _ROLES if (word := _word(root.get(field.key))) is not None},
            below=_word(root.get(BELOW.key)),
            other_names={
                key.text: word
                for key, node in as_mapping(root.get(OTHER_NAMES.key)).items()
                if (word := _word(node)) is not None
            },
            ignored=as_names(root.get(IGNORED.key)),
            answers=tuple(answers),
        ),
        faults,
    )


def _word(node: Node | None) -> Word | None:
    word = as_word(node)
    return Word(word, node.span) if word is not None and node is not None else None


def _text_kind(word: str | None) -> TextKind | None:
    return TextKind(word) if word in tuple(TextKind) else None


def _unfit_keys(root: Mapping, layout: TableLayout, path: str) -> Iterator[Diagnostic]:
    """Report the keys that the other layout has, and those that this one lacks."""
    other = TableLayout.LONG if layout is TableLayout.WIDE else TableLayout.WIDE
    for key, _ in root.items():
        if key.text in {field.key for field in _FOREIGN[layout]}:
            message = f"“{key.text}” chỉ dùng với dang: {other}"
            yield Diagnostic(
                UNKNOWN_KEY, path, key.span, message, help=f"viết dang: {other}, hoặc bỏ khóa này"
            )
    for field in _NEEDED[layout]:
        if root.get(field.key) is None:
            message = f"thiếu khóa “{field.key}” ({field.title})"
            yield Diagnostic(MISSING_KEY, path, FILE_START, message, help=f"thêm “{field.key}:” vào bản đồ")


def _unfit_answer(answer: Answer, form: Mapping, path: str) -> Iterator[Diagnostic]:
    """Report an answer that is neither a figure nor a text, or both, or a result of no programme."""
    if (answer.indicator is None) == (answer.text is None):
        both = answer.indicator is not None
        message = f"cột “{answer.name.text}” {'vừa là chỉ tiêu vừa là lời văn' if both else 'chưa nói là gì'}"
        remedy = f"chỉ giữ một khóa, {INDICATOR.key} hoặc {TEXT.key}" if both else _ANSWER_HELP
        yield Diagnostic(
            CONFLICTING_DEFINITION if both else MISSING_KEY, path, answer.name.span, message, help=remedy
        )
    elif answer.text is TextKind.RESULTS and not answer.programme:
        message = f"lời văn kết quả ở cột “{answer.name.text}” chưa nói thuộc chương trình nào"
        help = f"thêm {PROGRAMME.key}: số của chương trình"
        yield Diagnostic(MISSING_KEY, path, answer.name.span, message, help=help)
    elif answer.text is not None:
        for field in (MEASURE, STATED, NOTE_COLUMN):
            key = next((key for key, _ in form.items() if key.text == field.key), None)
            if key is not None:
                message = f"“{field.key}” không dùng cho lời văn"
                yield Diagnostic(UNKNOWN_KEY, path, key.span, message, help="bỏ khóa này")
