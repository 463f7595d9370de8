"""Numbers said in words, `mười hai`, `hai trăm linh năm`, written in digits for remedies.

The language reads only the words một … mười; larger ones are refused, and this module finds what to write instead.
It gives digits only for words that have one meaning: `hai mốt` and `một triệu hai` have none here.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import count

from mttq.quantity.tokens import group, numeral
from mttq.quantity.words import NUMBER_WORDS, SCALES

_UNITS = {word: value for word, value in NUMBER_WORDS.items() if value < 10}
_AFTER_TENS = {**_UNITS, "mốt": 1, "lăm": 5, "nhăm": 5}
_HALF = ("rưỡi", "rưởi")


def spoken_digits(words: Sequence[str]) -> str | None:
    """Write a number said in words, or in digits and words, in digits and scales: `12 tỷ`, `19,5 tỷ`.

    Args:
        words: the words, folded; digits may stand for the first number.

    Returns:
        The same amount in digits, or None if the words have more than one meaning, or none.
    """
    parts: list[str] = []
    rest = list(words)
    while rest:
        end = next((at for at, word in enumerate(rest) if word in SCALES), len(rest))
        number = _below_thousand(rest[:end])
        if number is None:
            return None
        scales = []
        while end < len(rest) and rest[end] in SCALES:
            scales.append(rest[end])
            end += 1
        rest = rest[end:]
        if rest and rest[0] in _HALF and scales:
            if len(rest) > 1 or number.denominator != 1:
                return None
            number, rest = number + Fraction(1, 2), []
        elif rest and not scales:
            return None
        parts.append(" ".join([_text(number), *scales]))
    bare_end = len(parts) > 1 and parts[-1].isdecimal()
    return None if bare_end else " ".join(parts)


def _text(number: Fraction) -> str:
    places = next(places for places in count() if (number * 10**places).denominator == 1)
    digits = str(int(number * 10**places)).rjust(places + 1, "0")
    return group(digits[: len(digits) - places]) + (f",{digits[-places:]}" if places else "")


def _below_thousand(words: Sequence[str]) -> Fraction | None:
    """Return the number that words without a scale say."""
    if not words:
        return None
    first, rest = words[0], list(words[1:])
    if first[0].isdigit():
        found = numeral(first)
        head = Fraction(found.unscaled, 10**found.places) if found.problem is None else None
        return _multiplied(head, rest)
    if first == "mười":
        if not rest:
            return Fraction(10)
        return Fraction(10 + _AFTER_TENS[rest[0]]) if len(rest) == 1 and rest[0] in _TEENS else None
    if first not in _UNITS:
        return None
    head = Fraction(_UNITS[first])
    if rest and rest[0] == "trăm" and len(rest) > 1:
        below = _below_hundred(rest[1:])
        return None if below is None else head * 100 + below
    if rest and rest[0] == "mươi":
        return _below_hundred(words)
    return _multiplied(head, rest)


_TEENS = frozenset({"một", "hai", "ba", "bốn", "lăm", "nhăm", "sáu", "bảy", "bẩy", "tám", "chín"})


def _multiplied(head: Fraction | None, rest: Sequence[str]) -> Fraction | None:
    factors = {"mươi": 10, "chục": 10, "trăm": 100, "vạn": 10_000}
    if head is None or not rest:
        return head
    return head * factors[rest[0]] if len(rest) == 1 and rest[0] in factors else None


def _below_hundred(words: Sequence[str]) -> Fraction | None:
    """Return what stands after `trăm`: `linh năm`, `mười hai`, `năm mươi mốt`."""
    if words[0] in ("linh", "lẻ"):
        return Fraction(_UNITS[words[1]]) if len(words) == 2 and words[1] in _UNITS else None
    if words[0] == "mười":
        return _below_thousand(words)
    if words[0] not in _UNITS or len(words) < 2 or words[1] != "mươi" or len(words) > 3:
        return None
    tens = Fraction(_UNITS[words[0]] * 10)
    if len(words) == 2:
        return tens
    return tens + _AFTER_TENS[words[2]] if words[2] in _AFTER_TENS else None
