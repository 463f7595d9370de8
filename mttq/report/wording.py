"""Fixed phrases of an issued document: dates, numbers of documents, endings.

Their form follows Decree 30/2020/NĐ-CP, Annex I, Part I; each function names
its item, if it has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from mttq.levels import Level
from mttq.profile import Numbers, fill
from mttq.quantity import Quantity, written
from mttq.report.model import Block, Item, Paragraph
from mttq.spelling import capitalised

_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")
)  # fmt: skip
_SYMBOLS = {
    ">=": "ít nhất",
    "≥": "ít nhất",
    ">": "trên",
    "<=": "không quá",
    "≤": "không quá",
    "<": "dưới",
    "=": "",
}
# A place named after a number or a person keeps its kind (II.4a): Quận 1, Thành phố Hồ Chí Minh.
_KIND = re.compile(r"(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) +", re.IGNORECASE)
_KIND_OF_PLACE = re.compile(rf"{_KIND.pattern}(?!\d|Hồ Chí Minh)", re.IGNORECASE)
_ONE_DIGIT = re.compile(r"(?<![\w.,])[1-9](?![\w.,])")
_ENDS = ".;:!?…"
_CLOSING = '”’")]»'
_DASH = re.compile(r"^[-–—] +")
_LEADING = re.compile(r"^[-–—\s]+")
# A basis that begins with one of these is a clause of its own; any other, mostly a document's name, gets Căn cứ.
_BASIS = re.compile(
    r"(căn cứ|thực hiện|triển khai|theo|xét|để|nhằm|tiếp theo|tiếp tục|trên cơ sở|trên tinh thần|được|sau|trước|qua|từ|"
    r"do|vì|với|dựa|nhân|hưởng ứng|chấp hành|quán triệt|phát huy|chào mừng|hướng tới|góp phần|trong|khi)\b",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(r"^(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*)[.)]\s+|^[a-zđ]\)\s+")
_AS_FOLLOWS = re.compile(r",?\s+(cụ thể )?như sau$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…]\s+\S")  # an end of one inside a text
_NUMBER_WORD = re.compile(r"số\s*:?\s*", re.IGNORECASE)
_PLACE = re.compile(r"\{([^{}]*)\}")
_END_OF_DOCUMENT = re.compile(r"[\s.;,]*\./\.?\s*$")


def roman(number: int) -> str:
    """Return the Roman number of a section, 1 to 399."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def lettered() -> Iterator[str]:
    """Return the letters that count points, in the order of the Vietnamese alphabet (II.6đ)."""
    return iter("abcdđeghiklmnopqrstuvxy")


def day_in_full(day: date | None, numbers: Numbers) -> str:
    """Return `ngày 04 tháng 8 năm 2026`, with the profile's zeros (II.4b), and blanks if the day is unknown."""
    if day is None:
        return fill(numbers.day, **dict.fromkeys(("ngay", "thang", "nam"), numbers.blank))
    return fill(
        numbers.day,
        ngay=_with_zero(day.day, numbers.day_zero_below),
        thang=_with_zero(day.month, numbers.month_zero_below),
        nam=str(day.year),
    )


def _with_zero(number: int, below: int) -> str:
    return f"0{number}" if number < min(below, 10) else str(number)


def short_day(day: date) -> str:
    """Return `15/01/2020`, with a zero before days under 10 and before months 1 and 2, as in II.4b."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def document_number(number: str, signs: Mapping[str, str], numbers: Numbers) -> str:
    """Return `Số: 01/CTr-MTTQ-BTT` (II.3c); without a number, room for one before its signs.

    Args:
        number: the number as typed, with or without `Số:`; "" if there is none yet.
        signs: the signs of the kind, the body and its committee, "" if it has none, for a document without a number.
        numbers: the profile's way of writing numbers.
    """
    number = _NUMBER_WORD.sub("", number, count=1) if _NUMBER_WORD.match(number) else number
    if not number:
        return fill(numbers.number, so=_signed(" " * numbers.room, signs, numbers))
    if number.isdecimal():
        return fill(numbers.number, so=_signed(_with_zero(int(number), numbers.zero_below), signs, numbers))
    head = re.match(r"[1-9](?=[/-])", number)
    return fill(
        numbers.number, so=_with_zero(int(number[0]), numbers.zero_below) + number[1:] if head else number
    )


def _signed(number: str, signs: Mapping[str, str], numbers: Numbers) -> str:
    """Return a number, or room for one, with its signs; an empty sign takes the mark behind it along."""
    before, _, behind, *rest = _PLACE.split(numbers.sign)
    marks = dict(zip(rest[::2], rest[1::2], strict=True))
    given = [name for name in marks if signs.get(name)]
    last = given[-1:]
    text = "".join(
        signs[name] + ("" if [name] == last else mark) for name, mark in marks.items() if name in given
    )
    return before + number + behind + text


def place_of(name: str, level: Level) -> str:
    """Return the place that a unit's documents are dated from: its name without the kind of place (II.4a)."""
    if level is Level.CENTRE:
        return "Hà Nội"
    found = _KIND_OF_PLACE.match(name)
    bare = name[found.end() :] if found is not None else name
    return capitalised(bare)


def kind_of_place(name: str) -> str:
    """Return the kind of a unit by its name, `tỉnh`; a name that does not begin with its kind stays as it is."""
    found = _KIND.match(name)
    return found[1].lower() if found is not None else name


def body_name(name: str, level: Level) -> str:
    """Return the issuing body in running text: `Ủy ban MTTQ Việt Nam tỉnh Quảng Trị`."""
    if level is Level.CENTRE:
        return "Ủy ban Trung ương MTTQ Việt Nam"
    if level is Level.RESIDENTIAL_AREA:
        return f"Ban Công tác Mặt trận {name}"
    if level is Level.MEMBER:
        return name
    return f"Ủy ban MTTQ Việt Nam {name}"


def ended(text: str, mark: str = ".") -> str:
    """Return the text with an ending, the typed one if there is any; `như sau` gets a colon.

    One inside closing quotes or brackets counts.
    """
    if text.rstrip().lower().endswith("như sau"):
        return f"{text.rstrip()}:"
    return text if text.rstrip(_CLOSING).endswith(tuple(_ENDS)) else text + mark


def unended(text: str) -> str:
    """Return the text without `./.`, which belongs at the end of the whole document only."""
    return _END_OF_DOCUMENT.sub(".", text)


def closed(text: str, end: str) -> str:
    """Return the last words of a document, ended by `./.` or the profile's mark."""
    bare = _END_OF_DOCUMENT.sub("", text).rstrip(" .;,/")
    return f"{bare}{end}"


def bare_line(text: str) -> str:
    """Return a line of a list without its dash and its ending."""
    return _LEADING.sub("", text).rstrip(" .;,")


def with_semicolons(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines of a list, each ended by `;` and the last by a full stop (II.6a, II.9d)."""
    bare = [line.rstrip(" .;,") for line in lines]
    return tuple(f"{line};" for line in bare[:-1]) + tuple(f"{line}." for line in bare[-1:])


def basis_line(text: str) -> str:
    """Return the line of a document's basis: it begins with `Căn cứ`, unless it was typed with another such word."""
    bare = bare_line(text)
    return capitalised(bare) if _BASIS.match(bare) else f"Căn cứ {bare}"


def lower(text: str) -> str:
    """Return the text with its first letter in lower case, unless it begins with an abbreviation such as `MTTQ`.

    Several words in capitals, as names of kinds of documents are typed, become lower case altogether.
    """
    if text.isupper() and " " in text:
        return text.lower()
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def paragraphs(texts: Sequence[str]) -> list[Block]:
    """Return a block for each paragraph; one typed with a dash in front is an entry of a list.

    An entry typed without an ending gets one. The last entry of a list and a paragraph don't end in `;`.
    """
    found: list[Block] = []
    said = [unended(text) for text in texts]
    for text, following in zip(said, [*said[1:], ""], strict=False):
        dash = _DASH.match(text)
        inside = dash is not None and _DASH.match(following) is not None
        bare = text[dash.end() :] if dash is not None else text
        whole = ended(bare, ";") if inside else ended(bare.removesuffix(";"))
        found.append(Item(whole) if dash is not None else Paragraph(whole))
    return found


def in_one(texts: Sequence[str]) -> str:
    """Join paragraphs to one text, each ended except the last."""
    return " ".join([*map(ended, texts[:-1]), *texts[-1:]])


def counted(text: str) -> bool:
    """Return whether a text was typed with a number or letter before it: `1. `, `a) `."""
    return _OWN_NUMBER.match(text) is not None


def bare_title(text: str) -> str:
    """Return a heading without an ending, and without a typed number, since headings are numbered here."""
    return _AS_FOLLOWS.sub("", _OWN_NUMBER.sub("", text).rstrip(" .:;,"))


def bare_subject(text: str) -> str:
    """Return a subject line without an ending."""
    return _AS_FOLLOWS.sub("", text.rstrip(" .:;,"))


def items(texts: Sequence[str]) -> list[Item]:
    """Return a list entry for each text, with `;` after each but the last."""
    bare = [text.rstrip(" .;") for text in texts]
    return [Item(f"{text};") for text in bare[:-1]] + [Item(f"{text}.") for text in bare[-1:]]


def entries(texts: Sequence[str]) -> list[Item]:
    """Return a list entry for each text, ended by `;` and the last by a full stop, or otherwise as it was typed.

    If one holds several sentences, each ends in a full stop.
    """
    mark = "." if any(_SENTENCE.search(text) for text in texts) else ";"
    bare = [text.rstrip(" .;") for text in texts]
    return [Item(ended(text, mark)) for text in bare[:-1]] + [Item(ended(text)) for text in bare[-1:]]


def words_around(quantity: Quantity) -> tuple[str, str]:
    """Return the words before and behind the number of a quantity: `ít nhất `, ` trở lên`."""
    text = quantity_text(
        replace(quantity, value=Decimal(7), step=Decimal(1), high=None, unit="", percent=False), ""
    )
    before, _, after = text.partition("7")
    return before, after


def quantity_text(quantity: Quantity, unit: str) -> str:
    """Return a quantity in the writer's own words, with a sign such as `≥` in words."""
    text = written(quantity, unit)
    for sign, word in _SYMBOLS.items():
        if text.startswith(sign):
            return f"{word} {text.removeprefix(sign).strip()}".strip()
    return text


def running_text(quantity: Quantity, unit: str) -> str:
    """Return a quantity for a sentence: like `quantity_text`, with a zero before counts from 1 to 9."""
    text = quantity_text(quantity, unit)
    if quantity.step == 1 and not quantity.percent and quantity.ratio is None:
        return _ONE_DIGIT.sub(r"0\g<0>", text)
    return text
