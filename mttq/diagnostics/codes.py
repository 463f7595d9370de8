"""What a code is, and the codes that the layers below the rules report.

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

# MT4xx: arithmetic
NOT_COMPUTED = Code("MT405", "chua-tinh-duoc", Severity.WARNING)

# MT5xx: style
NOT_NFC = Code("MT501", "chua-chuan-nfc", Severity.WARNING)
