"""Digits read as a number: Vietnamese grouping and decimals, or the reason why not.

`.` groups thousands in threes and `,` is the decimal mark, always. What another
reader could take for another number is refused here with the fix named; the
fix holds `{tail}` where the scale and unit that follow the digits belong.
Whole numbers carry the value, so no precision can be lost.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from mttq.diagnostics import Code
from mttq.diagnostics.codes import AMBIGUOUS_NUMBER, BAD_GROUPING, NUMBER_TOO_LONG

MOST_DIGITS = 18
TAIL = "{tail}"

_PLAIN = re.compile(r"([0-9]+)(?:,([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_ENGLISH = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_ONE_DOT = re.compile(r"([0-9]+)\.([0-9]+)")


class Problem(Struct, frozen=True):
    """Why digits are no number.

    Attributes:
        code: one of the MT2xx codes.
        message: what follows the quoted digits in the message.
        help: what to write instead, `{tail}` for what follows the digits.
        count_help: likewise where only whole numbers make sense, if that differs.
    """

    code: Code
    message: str
    help: str
    count_help: str | None = None


class Numeral(Struct, frozen=True, kw_only=True):
    """A number as written: `unscaled` × 10^-`places`.

    Attributes:
        unscaled: all its digits as one whole number, with its sign.
        places: how many of the digits are decimals.
        grouped: thousands are set apart by dots.
        digits: how many digits of a whole number were written, a padding zero left out.
        problem: why it is none, or None.
    """

    unscaled: int = 0
    places: int = 0
    grouped: bool = False
    digits: int = 0
    problem: Problem | None = None


def exact(unscaled: int, exponent: int) -> Decimal:
    """The decimal `unscaled` × 10^`exponent`, whatever the ambient context; no zeros end its decimals."""
    while exponent < 0 and unscaled % 10 == 0:
        unscaled, exponent = unscaled // 10, exponent + 1
    if exponent >= 0:
        return Decimal(unscaled * 10**exponent)
    return Decimal(f"{unscaled}E{exponent}")


def group(digits: str) -> str:
    """Digits with a dot between groups of three; zeros before them are dropped."""
    digits = digits.lstrip("0") or "0"
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    groups += [digits[index : index + 3] for index in range(head, len(digits), 3)]
    return ".".join(groups)


def numeral(text: str) -> Numeral:
    """Read digits with `.`, `,`, `_` and `'` between them.

    Args:
        text: one number token, without a sign.
    """
    digits = re.sub(r"[^0-9]", "", text)
    written = digits[1:] if digits.startswith("0") and len(digits) > 1 else digits
    if len(written) > MOST_DIGITS:
        return Numeral(problem=too_long())
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        whole, fraction = plain.group(1), plain.group(2) or ""
        if whole.startswith("0") and len(whole) > 2:
            fixed = whole.lstrip("0") or "0"
            if fraction:
                fixed += f",{fraction}"
            return Numeral(problem=Problem(AMBIGUOUS_NUMBER, "có số 0 thừa ở đầu", f"viết {fixed}{TAIL}"))
        return Numeral(unscaled=int(whole + fraction), places=len(fraction), digits=len(whole))
    grouped = _GROUPED.fullmatch(text)
    if grouped is not None:
        whole, fraction = grouped.group(1).replace(".", ""), grouped.group(2) or ""
        return Numeral(unscaled=int(whole + fraction), places=len(fraction), grouped=True, digits=len(whole))
    return Numeral(problem=_problem(text, digits))


def too_long() -> Problem:
    """The fault of a number with more digits than any figure has."""
    return Problem(
        NUMBER_TOO_LONG,
        f"dài quá {MOST_DIGITS} chữ số",
        f"kiểm tra lại con số; mỗi số có nhiều nhất {MOST_DIGITS} chữ số",
    )


def _problem(text: str, digits: str) -> Problem:
    if "_" in text:
        fixes = f"viết {group(digits)}{TAIL} hoặc {digits.lstrip('0') or '0'}"
        return Problem(AMBIGUOUS_NUMBER, "có dấu gạch dưới giữa các chữ số", fixes)
    if "'" in text or "’" in text:
        return Problem(BAD_GROUPING, "ngăn nhóm nghìn bằng dấu phẩy trên", f"viết {group(digits)}{TAIL}")
    english = _ENGLISH.fullmatch(text)
    if english is not None:
        fixed = group(english.group(1).replace(",", ""))
        if english.group(2):
            fixed += f",{english.group(2)}"
        return Problem(BAD_GROUPING, "ngăn nhóm nghìn bằng dấu phẩy", f"viết {fixed}{TAIL}")
    one_dot = _ONE_DOT.fullmatch(text)
    if one_dot is not None:
        whole, fraction = one_dot.group(1).lstrip("0") or "0", one_dot.group(2)
        helping = f"viết {whole},{fraction}{TAIL}"
        if len(fraction) > 2 and whole != "0":
            helping += f" nếu là số lẻ, {group(digits)}{TAIL} nếu là số nguyên"
        counted = f"viết số nguyên, ví dụ {whole if whole != '0' else '1'}{TAIL}"
        message = "có dấu chấm không ngăn đúng nhóm ba chữ số"
        return Problem(BAD_GROUPING, message, helping, counted)
    whole, _, fraction = text.rpartition(",")
    if whole and "," not in whole:
        fixed = f"{group(whole.replace('.', ''))},{fraction}" if fraction.isdecimal() else group(digits)
        message = "có dấu chấm không ngăn đúng nhóm ba chữ số"
        return Problem(BAD_GROUPING, message, f"kiểm tra lại từng nhóm ba chữ số, ví dụ {fixed}{TAIL}")
    helping = f"kiểm tra lại từng nhóm ba chữ số, ví dụ {group(digits)}{TAIL}"
    return Problem(BAD_GROUPING, "có nhóm không đủ ba chữ số", helping)
