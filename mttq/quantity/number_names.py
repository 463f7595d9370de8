"""Numbers written out in words, as below sums of money: `một tỷ tám trăm linh tư triệu`.

Every number has one writing, and no two numbers share one. Groups of three digits that are nothing are left out;
below a larger group a number under a hundred begins with `không trăm`. Decimals are said digit by digit.
"""

from __future__ import annotations

from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# The last digit after tens from twenty, and the words that change after ten and after `linh`.
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_AFTER_TEN = {5: "lăm"}
_AFTER_HUNDREDS = {4: "tư"}
_BILLION = 10**9
_SCALES = ((10**6, "triệu"), (10**3, "nghìn"))


def number_name(value: Decimal) -> str:
    """Return a finite number in words."""
    whole, _, fraction = format(value.copy_abs(), "f").partition(".")
    fraction = fraction.rstrip("0")
    words = [*(["âm"] if value < 0 else []), _whole(int(whole)) or _DIGITS[0]]
    if fraction:
        words += ["phẩy", *(_DIGITS[int(digit)] for digit in fraction)]
    return " ".join(words)


def _whole(number: int) -> str:
    """Return a whole number in words; "" for 0."""
    billions, rest = divmod(number, _BILLION)
    words = [_whole(billions), "tỷ"] if billions else []
    for size, scale in _SCALES:
        group, rest = divmod(rest, size)
        if group:
            words += [_below_thousand(group, full=bool(words)), scale]
    if rest:
        words.append(_below_thousand(rest, full=bool(words)))
    return " ".join(words)


def _below_thousand(number: int, *, full: bool) -> str:
    """Return a number from 1 to 999; with its hundreds, even if there are none, if it is `full`."""
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        changed = _AFTER_TENS if tens > 1 else _AFTER_TEN if tens else _AFTER_HUNDREDS if words else {}
        words.append(changed.get(ones, _DIGITS[ones]))
    return " ".join(words)
