"""Texts made fit to print, whatever the format.

Texts come from files that people typed or pasted. They are cleaned once, before
any template sees them. Nothing is reworded, respaced or normalised, because
official names stay as their owners write them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_KEPT = "\n\t"

# “Năm 2020 tỷ lệ hộ nghèo” holds no amount: with these words, tỷ is part of “rate”, “score” or “rich man”.
_BILLION = r"t[ỷỉ](?! (?:lệ|trọng|số|giá|suất|phú)(?!\w))"
_SCALE = rf"(?i:nghìn|ngàn|triệu|{_BILLION})(?!\w)"
_UNIT = r"(?:%|‰|đồng|đ|mm|cm|m|km|m2|m²|m3|m³|km2|km²|ha|g|kg|l)(?![\w/])"
_ABOUT = re.compile(r"≈ (?=[0-9])")
_MONEY = re.compile(rf"([0-9]\u00a0{_SCALE}(?: {_SCALE})*) (?=đồng(?!\w))")
_PERIOD = re.compile(r"(?<=\w) (?=[0-9IV]+(?!\w))")
_QUARTER = re.compile(r"(?<=[Qq]uý) (?=(?:IV|I{1,3})(?!\w))")
_RANGE = re.compile(r"(?<=[0-9]) ([-–—]) (?=[0-9])")
_DASH = re.compile(r"(?<=\S) (?=[-–—] )")
_MONTHS = re.compile(r"(?<![0-9/])(?<!ngày )([0-9]{1,2}) (?=tháng(?!\w))")
_BEFORE_UNIT = re.compile(rf"(?<=[0-9]) (?={_SCALE}|{_UNIT})")


def clean(text: str) -> str:
    r"""Return the text without the characters that no reader can see.

    Every kind of line end becomes `\n`. Control characters, format characters
    (zero width, direction overrides: a page must show the text that the file
    holds) and noncharacters are dropped; an unpaired surrogate becomes U+FFFD.
    Tabs and spaces stay as typed.
    """
    if text.isprintable():
        return text
    lines = _LINE_ENDS.sub("\n", text)
    return "".join(map(_printable, lines))


def _printable(char: str) -> str:
    if char in _KEPT:
        return char
    match unicodedata.category(char):
        case "Cc" | "Cf":
            return ""
        case "Cs":
            return "\ufffd"
        case "Cn" if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
            return ""
    return char


def bind_units(text: str) -> str:
    """Put a non-breaking space between a figure and its scale or unit: 19,5 tỷ, 12 km, 7 %.

    Months that are counted (6 tháng), both ends of a range (10.000 – 12.000), the number of a quarter (quý IV) and
    the sign `≈` are bound in the same way. A dash between words (chính trị - xã hội) stays on the line of the first
    one: at the start of a line it would look like that of a list. Only single ordinary spaces are
    replaced, so the text reads the same. Only the report knows the words that count something (350 nhà): see
    `bind_counts`.
    """
    if " " not in text:
        return text
    text = _MONTHS.sub("\\1\u00a0", _RANGE.sub("\u00a0\\1\u00a0", _BEFORE_UNIT.sub("\u00a0", text)))
    text = _DASH.sub("\u00a0", text)
    return _QUARTER.sub("\u00a0", _ABOUT.sub("≈\u00a0", _MONEY.sub("\\1\u00a0", text)))


@lru_cache(maxsize=4096)  # the words of a table come again and again
def bind_counts(text: str, measures: frozenset[str]) -> str:
    """Put a non-breaking space between a figure and what it counts: 350 nhà.

    Args:
        text: the text.
        measures: the words that may stand behind the figure.
    """
    return _counted(measures).sub("\u00a0", text) if measures else text


@lru_cache(maxsize=16)
def _counted(measures: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(measures)))
    return re.compile(rf"(?<=[0-9]) (?=(?:{words})(?!\w))")


def bind_period(text: str) -> str:
    """Keep each number on the line of the word before it: năm 2020, tháng 02, quý IV."""
    return _PERIOD.sub("\u00a0", text)
