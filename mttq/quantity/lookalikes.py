"""Digits that are no quantity: dates, hours, other programs' numbers, letters among digits.

They are looked for in the whole text before it is parsed, so that the parser
never splits one and reads the pieces as something else. A repair replaces only the digits, so that
everything around them stays.
"""

from __future__ import annotations

import re
import unicodedata

from mttq.diagnostics import AMBIGUOUS_NUMBER, DATE_NOT_NUMBER, NOT_A_NUMBER
from mttq.quantity.model import Extent, Fault, Repair
from mttq.quantity.tokens import MOST_DIGITS, Folded, group, numeral, settled, shown, too_long

_EDGE = r"(?<![^\W_])"
_END = r"(?![^\W_])"

# `re` compiles these when they are first used, because most runs read no quantity with them.
_DATES = rf"""(?x){_EDGE}(?:
        [0-9]{{1,2}}\ ?/\ ?[0-9]{{1,2}}\ ?/\ ?[0-9]{{2,4}}
      | [0-9]{{1,2}}([.-])[0-9]{{1,2}}\1[0-9]{{4}}
      | [0-9]{{4}}([./-])[0-9]{{1,2}}\2[0-9]{{1,2}}
    ){_END}(?![./][0-9])"""
_DAY_AND_MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])"
_ROUND_THE_CLOCK = r"24 ?/ ?7"
_MONTH_AND_YEAR = r"(?:0?[1-9]|1[0-2]) ?/ ?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])"
_YEARS = r"(?:19|20)[0-9]{2} ?[-–—] ?(?:19|20)[0-9]{2}"
_HOURS = rf"{_EDGE}[0-9]{{1,3}}(?::[0-5][0-9]){{1,2}}{_END}(?!:)"
_EXPONENT = rf"{_EDGE}([0-9][0-9.,_]*)e([+-]?[0-9]+){_END}"
_OTHER_BASE = rf"{_EDGE}(?<![0-9][.,])0([xob])([0-9a-f_]+){_END}"
# The shapes of 0 and 1 in Latin, Cyrillic and Greek.
_LETTERS = "o\u043e\u03bfil\u0456"
_MIXED = rf"{_EDGE}[0-9{_LETTERS}]+(?:[.,][0-9{_LETTERS}]+)*{_END}"
_SHAPES = str.maketrans(_LETTERS, "000111")
_BASES = {"x": 16, "o": 8, "b": 2}


def lookalikes(text: str, folded: Folded, units: frozenset[str] | None, unit: str) -> list[Fault]:
    """Find everything that must not be read as a quantity.

    Args:
        text: the original text.
        folded: the same, folded.
        units: every word of the unit of measure and its spellings; None if any unit will do.
        unit: the name of the unit of measure, for remedies, or "".
    """
    faults = _dates(text, folded, unit)
    taken = [(fault.start, fault.end) for fault in faults]
    for found in (
        _other_notations(text, folded),
        _invisible(text),
        _foreign_digits(text),
        _mixed_letters(text, folded, units),
    ):
        for fault in found:
            if all(fault.end <= start or end <= fault.start for start, end in taken):
                faults.append(fault)
                taken.append((fault.start, fault.end))
    return sorted(faults, key=lambda fault: (fault.start, fault.end))


def date_fault(text: str, place: Extent, unit: str, repair: Repair | None = None) -> Fault:
    """Return the fault of a day, a month or a year in place of a figure."""
    message = f"{shown(text[slice(*place)])} là ngày tháng, không phải số liệu"
    repairs = () if repair is None else (repair,)
    return Fault(DATE_NOT_NUMBER, place, message, only_a_number(unit), repairs)


def only_a_number(unit: str) -> str:
    """Return what to do with a text that is no figure."""
    if not unit:
        return "chỉ viết con số và đơn vị tính; nếu chưa có số liệu thì bỏ cả dòng"
    return f"chỉ viết con số tính bằng “{unit}”; nếu chưa có số liệu thì bỏ cả dòng"


def _dates(text: str, folded: Folded, unit: str) -> list[Fault]:
    faults = [
        date_fault(text, folded.span(*match.span()), unit) for match in re.finditer(_DATES, folded.text)
    ]
    stripped = folded.text.strip()
    if faults or not stripped:
        return faults
    at = folded.text.index(stripped)
    place = folded.span(at, at + len(stripped))
    if re.fullmatch(_DAY_AND_MONTH, stripped):
        repair = Repair(((place, stripped.replace(".", ",")),), " nếu đây là số lẻ")
        return [date_fault(text, place, unit, repair)]
    if re.fullmatch(_YEARS, stripped):
        low, high = (group(year) for year in re.findall(r"[0-9]{4}", stripped))
        repair = Repair(((place, f"{low} – {high}"),), " nếu là khoảng số lượng")
        return [date_fault(text, place, unit, repair)]
    if re.fullmatch(_ROUND_THE_CLOCK, stripped):
        message = f"{shown(text[slice(*place)])} là cách nói quanh ngày, không phải số liệu"
        return [Fault(DATE_NOT_NUMBER, place, message, only_a_number(unit))]
    if re.fullmatch(_MONTH_AND_YEAR, stripped):
        return [date_fault(text, place, unit)]
    for match in re.finditer(_HOURS, folded.text):
        place = folded.span(*match.span())
        message = f"{shown(text[slice(*place)])} là giờ phút, không phải số liệu"
        faults.append(Fault(DATE_NOT_NUMBER, place, message, only_a_number(unit)))
    return faults


def _other_notations(text: str, folded: Folded) -> list[Fault]:
    faults = []
    for match in re.finditer(_EXPONENT, folded.text):
        place = folded.span(*match.span())
        message = f"{shown(text[slice(*place)])} viết theo dạng lũy thừa của máy tính"
        digits = _written_out(match.group(1), match.group(2))
        helping = too_long().help if digits is None else "viết đủ các chữ số"
        repairs = (Repair(((place, digits),)),) if digits else ()
        faults.append(Fault(AMBIGUOUS_NUMBER, place, message, helping, repairs))
    for match in re.finditer(_OTHER_BASE, folded.text):
        place = folded.span(*match.span())
        if text[place[0] + 1] == "O":  # no program writes so; it is a letter in place of a zero
            continue
        base = _BASES[match.group(1)]
        digits = match.group(2).replace("_", "")
        message = f"{shown(text[slice(*place)])} không phải số viết theo hệ mười"
        repairs = ()
        if digits and len(digits) <= MOST_DIGITS and all(int(digit, 16) < base for digit in digits):
            repairs = (Repair(((place, group(str(int(digits, base)))),)),)
        faults.append(Fault(AMBIGUOUS_NUMBER, place, message, "viết số theo hệ mười", repairs))
    return faults


def _written_out(mantissa: str, exponent: str) -> str | None:
    """Return the digits of a number with an exponent; "" if it is none, None if there are too many."""
    whole, dot, fraction = mantissa.partition(".")
    if not whole.isdecimal() or (dot and not fraction.isdecimal()):
        return ""
    if len(exponent) > 3:
        return None
    digits, places = (whole + fraction).lstrip("0") or "0", len(fraction) - int(exponent)
    if places <= 0:
        return group(digits + "0" * -places) if len(digits) - places <= MOST_DIGITS else None
    digits = digits.rjust(places + 1, "0")
    if len(digits) > MOST_DIGITS:
        return None
    return f"{group(digits[:-places])},{digits[-places:]}"


def _invisible(text: str) -> list[Fault]:
    """Find invisible characters, which separate digits that look like one number."""
    return [
        Fault(
            NOT_A_NUMBER,
            (at, at + 1),
            f"có ký tự không nhìn thấy (U+{ord(character):04X})",
            "xóa ký tự đó, hoặc gõ lại cả giá trị bằng bàn phím",
            (Repair((((at, at + 1), ""),)),),
        )
        for at, character in enumerate(text)
        if unicodedata.category(character) == "Cf"
    ]


def _foreign_digits(text: str) -> list[Fault]:
    """Find digits of other scripts, with the full-width marks between them."""
    faults = []
    for match in re.finditer(r"\d(?:[\d.,\uff0c\uff0e]*\d)?", text):
        run = match.group()
        if run.isascii():
            continue
        plain = "".join(
            str(unicodedata.decimal(character, unicodedata.normalize("NFKC", character))) for character in run
        )
        message = f"{shown(run)} không viết bằng các chữ số 0–9 thông thường"
        repairs = (Repair(((match.span(), plain),)),)
        faults.append(
            Fault(NOT_A_NUMBER, match.span(), message, "viết bằng các chữ số 0–9 thông thường", repairs)
        )
    return faults


def _mixed_letters(text: str, folded: Folded, units: frozenset[str] | None) -> list[Fault]:
    faults = []
    for match in re.finditer(_MIXED, folded.text):
        run = match.group()
        letters = run.lstrip("0123456789.,")
        if not letters or not re.search("[0-9]", run):
            continue
        # `5l` is five litres if litres are counted, and `bình O2` may be a unit.
        if (units is None and letters == "l") or (units is not None and letters in units):
            continue
        place = folded.span(*match.span())
        message = f"{shown(text[slice(*place)])} có chữ cái lẫn vào các chữ số"
        digits = run.translate(_SHAPES)
        instead = settled(digits) if numeral(digits).problem is None else ((digits, ""),)
        repairs = tuple(Repair(((place, one),), condition) for one, condition in instead)
        faults.append(
            Fault(NOT_A_NUMBER, place, message, "thay chữ cái bằng chữ số đúng của con số đó", repairs)
        )
    return faults
