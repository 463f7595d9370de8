"""A cell of a table as the text that a report would have: exact, or refused with the reason.

Excel changes what people type: `1/2` becomes a day, `33,2%` becomes 0.332 with a format. What the sheet shows is what
its writer saw, and the text says that. Nothing is guessed: a format that shows another number than the cell holds is
a reason to refuse.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from mttq.diagnostics import DATE_NOT_NUMBER, NOT_A_NUMBER, NUMBER_TOO_LONG, WRONG_UNIT_OF_MEASURE, Code
from mttq.intake.answers import Objection
from mttq.intake.received_sheet import ReceivedCell
from mttq.quantity import UnitOfMeasure
from mttq.quantity.writer import number

_MOST_DIGITS = 15  # Excel keeps no more
_SCALED = re.compile(r"[0#?],+(?:[^0#?]|$)")
_PLACES = re.compile(r"[#,0? ]*[0#?](?:\.([0#?]+))?")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_IN_BRACKETS = re.compile(r"\[[^\]]*\]|_.|\*.")
_FRACTION = re.compile(r"0?[.,][0-9]*[1-9][0-9]*|1(?:[.,]0+)?")
_AS_TEXT = "gõ lại ô này với dấu nháy đơn ở đầu, ví dụ '"


def amount_text(cell: ReceivedCell, measure: UnitOfMeasure | None) -> str | Objection:
    """Return the amount in a cell as a report would write it; the objection has no place yet.

    Args:
        cell: the cell.
        measure: the unit of measure of its indicator; None if it is not known.
    """
    value = cell.value
    if cell.is_error:
        return _refused(NOT_A_NUMBER, f"công thức cho kết quả lỗi {value}", "gõ số thay cho công thức")
    if isinstance(value, str):
        typed = " ".join(value.split())
        return _doubtful(typed, measure) or typed
    if isinstance(value, bool):
        shown = "TRUE" if value else "FALSE"
        return _refused(NOT_A_NUMBER, f"ô là {shown}, không phải số", "gõ số, hoặc để trống nếu chưa có")
    if isinstance(value, datetime | date):
        return _refused(
            DATE_NOT_NUMBER,
            f"ô là ngày {value:%d/%m/%Y}, không phải số",
            f"Excel đổi số như 1/2 thành ngày; {_AS_TEXT}1/2",
        )
    if isinstance(value, time | timedelta):
        return _refused(DATE_NOT_NUMBER, f"ô là giờ {value}, không phải số", f"{_AS_TEXT}12:30")
    if isinstance(value, int | float):
        return _number_text(value, cell.format, measure)
    return _refused(NOT_A_NUMBER, "không đọc được ô này", "gõ lại số")


def plain_text(cell: ReceivedCell) -> tuple[str, ...] | Objection:
    """Return the paragraphs of a text in a cell; the objection has no place yet."""
    value = cell.value
    if cell.is_error:
        return _refused(NOT_A_NUMBER, f"công thức cho kết quả lỗi {value}", "gõ lại nội dung")
    if isinstance(value, datetime | date):
        value = f"{value:%d/%m/%Y}"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        value = number(_exact(value))
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return tuple(line for one in text.split("\n") if (line := " ".join(one.split())))


def _number_text(value: float, form: str, measure: UnitOfMeasure | None) -> str | Objection:
    exact = _exact(value)
    digits = len(exact.as_tuple().digits)
    if abs(exact) >= 10**_MOST_DIGITS or digits > _MOST_DIGITS:
        return _refused(
            NUMBER_TOO_LONG,
            f"số có hơn {_MOST_DIGITS} chữ số, Excel đã làm tròn",
            f"{_AS_TEXT}1.234 tỷ đồng",
        )
    shown = form.split(";", maxsplit=1)[0]
    words = "".join(first or second for first, second in _LITERAL.findall(shown)).strip()
    bare = _IN_BRACKETS.sub("", _LITERAL.sub("", shown))
    is_share = "%" in bare
    names = {one.casefold() for one in (measure.name, *measure.spellings)} if measure is not None else set()
    share = (exact * 100).normalize() if is_share else exact
    if _SCALED.search(bare) or (words and words.casefold() not in names) or _hides_digits(share, bare):
        return _refused(
            NOT_A_NUMBER,
            f"ô chứa {number(exact)} nhưng định dạng làm nó hiện thành số khác hay có thêm chữ",
            "đổi định dạng ô thành General rồi gõ lại số, hoặc gõ cả chữ: 19 tỷ đồng",
        )
    if is_share:
        return f"{number(share)}%"
    doubt = _doubtful(number(exact), measure)
    if doubt is not None:
        return doubt
    unit = measure.name if measure is not None else ""
    text = number(exact)
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".rstrip()


def doubtful_share(text: str) -> Objection | None:
    """Object to a bare number up to 1 for a percentage: 0,9 may be 90% as well as 0,9%."""
    if not _FRACTION.fullmatch(text):
        return None
    value = Decimal(text.replace(",", "."))
    whole, small = f"{number((value * 100).normalize())}%", f"{number(value)}%"
    return _refused(
        WRONG_UNIT_OF_MEASURE,
        f"“{text}” không rõ là {whole} hay {small}",
        f"ghi cả dấu %: “{whole}” hoặc “{small}”",
    )


def _doubtful(text: str, measure: UnitOfMeasure | None) -> Objection | None:
    return doubtful_share(text) if measure is not None and measure.name == "%" else None


def _hides_digits(value: Decimal, form: str) -> bool:
    """Whether a format shows a number with fewer decimals than it has."""
    places = _PLACES.fullmatch(form.strip(" %-+()"))
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return places is not None and -exponent > len(places[1] or "")


def _exact(value: float) -> Decimal:
    """Return the number that a sheet shows for a cell: Excel keeps 15 digits."""
    found = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    return found.quantize(Decimal(1)) if found == found.to_integral_value() and abs(found) < 10**18 else found


def _refused(code: Code, message: str, remedy: str) -> Objection:
    return Objection(place="", message=message, help=remedy, code=code)
