"""The faults in the user's data, as values; and the codes that the layers below the rules report.

A fault in the data is a `Diagnostic`. Diagnostics are collected, sorted and shown together at the end, never raised.
This layer imports nothing else of mttq.

A rule defines its code in its own module; `mttq.check.codes` lists them all.
Ids are grouped in families and never used for another fault:

    MT0xx  syntax          the file as text and as YAML
    MT1xx  structure       keys, kinds of values, folders
    MT2xx  quantities      numbers, units of measure
    MT3xx  references      units, indicators, programmes, tasks, periods
    MT4xx  arithmetic      figures against each other
    MT5xx  style           readable, but better written otherwise
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr


class Severity(StrEnum):
    """How serious a fault is: errors make a check fail, warnings only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


class Code(Struct, frozen=True, eq=False):
    """A kind of fault.

    Attributes:
        id: the stable id, `MT` and three digits.
        name: the readable name, in unaccented Vietnamese.
        severity: how serious it is.
    """

    id: str
    name: str
    severity: Severity = Severity.ERROR


# MT0xx: syntax
UNREADABLE = Code("MT001", "khong-doc-duoc")
NOT_UTF8 = Code("MT002", "khong-phai-utf8")
EMPTY_FILE = Code("MT003", "tep-rong")
YAML_SYNTAX = Code("MT004", "sai-cu-phap")
OVER_LIMIT = Code("MT005", "qua-gioi-han")
CONTROL_CHARACTER = Code("MT006", "ky-tu-dieu-khien")
MANY_DOCUMENTS = Code("MT007", "nhieu-tai-lieu")
ANCHOR_OR_TAG = Code("MT008", "neo-hoac-the")
COMPLEX_KEY = Code("MT009", "khoa-phuc-hop")
MERGE_CONFLICT = Code("MT010", "xung-dot-git")
ODD_MARGIN = Code("MT011", "le-khong-phai-dau-cach")
NOT_TEXT = Code("MT012", "khong-phai-van-ban")

# MT1xx: structure
UNKNOWN_KEY = Code("MT101", "khoa-la")
DUPLICATE_KEY = Code("MT102", "khoa-trung")
MISSING_KEY = Code("MT103", "thieu-khoa")
EMPTY_VALUE = Code("MT104", "gia-tri-trong")
WRONG_KIND = Code("MT105", "sai-kieu")
UNKNOWN_VALUE = Code("MT106", "gia-tri-la")
BAD_DATE = Code("MT107", "ngay-sai")
MISPLACED_FILE = Code("MT108", "tep-lac-cho")
BAD_ID = Code("MT110", "ma-sai-dang")
BAD_NUMBER = Code("MT111", "so-cau-truc-sai")
CONFLICTING_DEFINITION = Code("MT112", "dinh-nghia-trai-nhau")
NO_CATALOGUE = Code("MT113", "thieu-danh-muc")
NOT_PORTABLE = Code("MT114", "ten-khong-dung-chung")
MISPLACED_LINE = Code("MT119", "thut-sai-cap")
UNREAD_FILE = Code("MT121", "tep-khong-duoc-doc", Severity.WARNING)
LEFTOVER_FILE = Code("MT124", "tep-tam-con-lai", Severity.WARNING)
UNPRINTABLE_TEXT = Code("MT125", "ky-tu-khong-in-duoc")
UNUSABLE_TEMPLATE = Code("MT127", "mau-khong-dung-duoc")

# MT2xx: quantities
AMBIGUOUS_NUMBER = Code("MT201", "so-mo-ho")
BAD_GROUPING = Code("MT202", "nhom-so-sai")
SPACE_IN_NUMBER = Code("MT203", "khoang-trang-trong-so")
VAGUE_AMOUNT = Code("MT204", "so-uoc-chung")
DATE_NOT_NUMBER = Code("MT205", "ngay-khong-phai-so")
NOT_A_NUMBER = Code("MT206", "khong-phai-so")
WRONG_UNIT_OF_MEASURE = Code("MT207", "sai-don-vi-tinh")
FRACTION_OF_COUNT = Code("MT208", "so-le")
NEGATIVE_COUNT = Code("MT209", "so-am")
COMPARATOR_NOT_ALLOWED = Code("MT210", "so-sanh-khong-hop")
APPROXIMATE_TARGET = Code("MT211", "muc-tieu-uoc-luong")
RATIO_NOT_ALLOWED = Code("MT212", "ty-so-khong-hop")
PERCENTAGE_DISAGREES = Code("MT213", "ty-le-lech")
NUMBER_TOO_LONG = Code("MT214", "so-qua-dai")
PER_YEAR_NOT_ALLOWED = Code("MT215", "moi-nam-khong-hop")
BAD_RANGE = Code("MT216", "khoang-sai")
NOT_APPLICABLE_NOT_ALLOWED = Code("MT217", "khong-ap-dung-khong-hop")
SCALE_AFTER_LONG_NUMBER = Code("MT218", "bac-so-sau-so-dai", Severity.WARNING)
ABOVE_WHOLE = Code("MT219", "phan-lon-hon-toan-bo", Severity.WARNING)

# MT3xx: references
MEMBER_WITHOUT_PLANS = Code("MT341", "kho-thanh-vien-trong")
DOCUMENT_TWICE = Code("MT342", "van-ban-hai-noi")

# MT4xx: arithmetic
NOT_COMPUTED = Code("MT405", "chua-tinh-duoc", Severity.WARNING)
UNDECIDED = Code("MT412", "chua-chon-duoc-so", Severity.WARNING)
CHANGED_AFTER_APPROVAL = Code("MT421", "sua-sau-khi-duyet")
CORRECTION_DIFFERS = Code("MT422", "dinh-chinh-lech")
APPROVAL_UNKNOWN = Code("MT423", "chua-ro-da-duyet", Severity.WARNING)

# MT5xx: style
NOT_NFC = Code("MT501", "chua-chuan-nfc", Severity.WARNING)


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch of one file: lines and columns count from 1, in Unicode code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


# A message or a remedy has at most this many characters. Only names as long as a file make longer ones.
LONGEST = 2000
_TAIL = 400

# The place of a fault that concerns a file as a whole.
FILE_START = Span(1, 1, 1, 1)


class Diagnostic(Struct, frozen=True, array_like=True, gc=False):
    """One fault at one place.

    Attributes:
        code: the kind of fault, with its severity.
        path: the file, relative to the project root, with `/`.
        span: where in the file.
        message: the fact, with the value found, but not the position.
        help: what to write instead; None if there is nothing to add.
    """

    code: Code
    path: str
    span: Span
    message: str
    help: str | None = None

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST:
            force_setattr(self, "message", _shortened(self.message))
        if self.help is not None and len(self.help) > LONGEST:
            force_setattr(self, "help", _shortened(self.help))

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return self.code.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of output: path, line, column, code, then message, so that runs agree."""
        return (self.path, self.span.line, self.span.column, self.code.id, self.message)


def _shortened(text: str) -> str:
    """Cut the middle out of a text, and say how long it was."""
    left = len(text) - (LONGEST - 100)
    return f"{text[: LONGEST - 100 - _TAIL]}… (lược {left} ký tự) …{text[-_TAIL:]}"
