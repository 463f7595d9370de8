"""Digits read as a number: Vietnamese grouping and decimals, or the reason why not.

`.` always groups thousands in threes, and `,` is always the decimal mark. Digits
that another reader could take for another number are refused, with the fix. The
fix holds `{tail}` in place of the scale and unit that follow the digits. Whole
numbers carry the value, so no precision is lost.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from mttq.diagnostics import AMBIGUOUS_NUMBER, BAD_GROUPING, NUMBER_TOO_LONG, Code

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
        message: the part of the message after the quoted digits.
        help: what to write instead, with `{tail}` for what follows the digits.
        count_help: what to write if only whole numbers make sense; None if that is the same.
    """

    code: Code
    message: str
    help: str
    count_help: str | None = None


class Numeral(Struct, frozen=True, kw_only=True):
    """A number as written: `unscaled` × 10^-`places`.

    Attributes:
        unscaled: all its digits as one whole number, with its sign.
        places: the number of decimals.
        grouped: whether dots separate its thousands.
        digits: the number of digits before the decimals, without a padding zero.
        problem: why it is no number, or None.
    """

    unscaled: int = 0
    places: int = 0
    grouped: bool = False
    digits: int = 0
    problem: Problem | None = None


def exact(unscaled: int, exponent: int) -> Decimal:
    """Return `unscaled` × 10^`exponent` without trailing zeros in its decimals, whatever the decimal context."""
    while exponent < 0 and unscaled % 10 == 0:
        unscaled, exponent = unscaled // 10, exponent + 1
    if exponent >= 0:
        return Decimal(unscaled * 10**exponent)
    return Decimal(f"{unscaled}E{exponent}")


def group(digits: str) -> str:
    """Put a dot between groups of three digits, and drop leading zeros."""
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
    """Return the fault of a number with more digits than any figure has."""
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
