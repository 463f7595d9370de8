"""Every code that mttq can report: a stable id, a readable name, a severity.

Ids are grouped in families and never reused:

    MT0xx  syntax          the file as text and as YAML
    MT1xx  structure       keys, kinds of values, folders
    MT2xx  quantities      numbers, units of measure
    MT3xx  references      units, indicators, programmes, tasks, periods
    MT4xx  arithmetic      figures against each other
    MT5xx  style           readable, but better written otherwise
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a fault is: errors fail a check, warnings only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault.

    Attributes:
        id: the stable id, `MT` and three digits.
        name: the readable name, in unaccented Vietnamese.
        severity: how bad it is.
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
FOLDER_MISMATCH = Code("MT109", "khac-thu-muc")
BAD_ID = Code("MT110", "ma-sai-dang")
BAD_NUMBER = Code("MT111", "so-cau-truc-sai")
CONFLICTING_DEFINITION = Code("MT112", "dinh-nghia-trai-nhau")
NO_CATALOGUE = Code("MT113", "thieu-danh-muc")
NOT_PORTABLE = Code("MT114", "ten-khong-dung-chung")
REPEATED_ITEM = Code("MT115", "muc-lap-lai", Severity.WARNING)
UNCLEAR_ITEM = Code("MT116", "muc-khong-ro", Severity.WARNING)

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

# MT3xx: references
UNKNOWN_UNIT = Code("MT301", "don-vi-la")
UNIT_NOT_VALID = Code("MT302", "don-vi-het-hieu-luc")
UNKNOWN_INDICATOR = Code("MT303", "chi-tieu-la")
INDICATOR_NOT_VALID = Code("MT304", "chi-tieu-het-hieu-luc")
WRONG_PROGRAMME = Code("MT305", "sai-chuong-trinh")
WRONG_LEVEL = Code("MT306", "sai-cap")
UNKNOWN_PROGRAMME = Code("MT307", "chuong-trinh-la")
MISSING_PROGRAMME = Code("MT308", "thieu-chuong-trinh")
NO_PROGRAMME_SET = Code("MT309", "thieu-bo-chuong-trinh")
UNKNOWN_TASK = Code("MT310", "nhiem-vu-la")
DUPLICATE_TASK = Code("MT311", "nhiem-vu-trung")
BAD_PERIOD = Code("MT312", "ky-sai")
NOT_BELOW = Code("MT313", "khong-phai-cap-duoi")
CIRCULAR_REFERENCE = Code("MT314", "tham-chieu-vong")
DUPLICATE_FIGURE = Code("MT315", "so-lieu-trung")
UNKNOWN_DOCUMENT = Code("MT316", "van-ban-la")
NOT_ABOVE = Code("MT317", "khong-phai-cap-tren")
BAD_VALIDITY = Code("MT318", "hieu-luc-nguoc")
DUPLICATE_UNIT_CODE = Code("MT319", "ma-don-vi-trung")
OVERLAPPING_VALIDITY = Code("MT320", "hieu-luc-chong")

# MT4xx: arithmetic
STATED_DIFFERS = Code("MT401", "so-cong-lech")
PERIODS_DISAGREE = Code("MT402", "ky-khong-khop")
PARTS_DIFFER = Code("MT403", "trong-do-lech")
TARGETS_DIFFER = Code("MT404", "giao-lech", Severity.WARNING)
NOT_COMPUTED = Code("MT405", "chua-tinh-duoc", Severity.WARNING)
RULE_BROKEN = Code("MT406", "trai-quy-tac")
RULE_DOUBTFUL = Code("MT407", "nghi-trai-quy-tac", Severity.WARNING)
UNLIKE_LAST_YEAR = Code("MT408", "khac-xa-nam-truoc", Severity.WARNING)

# MT5xx: style
NOT_NFC = Code("MT501", "chua-chuan-nfc", Severity.WARNING)
SUPPRESSION_WITHOUT_REASON = Code("MT502", "bo-qua-thieu-ly-do", Severity.WARNING)
UNUSED_SUPPRESSION = Code("MT503", "bo-qua-thua", Severity.WARNING)
BAD_SUPPRESSION = Code("MT504", "bo-qua-sai", Severity.WARNING)
ODD_SPACE = Code("MT505", "dau-cach-la", Severity.WARNING)
INVISIBLE_CHARACTER = Code("MT506", "ky-tu-an", Severity.WARNING)

ALL_CODES: tuple[Code, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Code))
