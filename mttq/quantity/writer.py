"""Numbers and quantities written the Vietnamese way.

Dots group thousands, a comma begins the decimals, and there is never an
exponent. Nothing is rounded unless the caller says to how many places. A plain
space separates number and unit; a renderer may replace it.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from functools import lru_cache

from mttq.quantity.model import Approximation, Comparator, Quantity
from mttq.quantity.tokens import exact
from mttq.quantity.units import after_number, leading_scale, relative_zeros
from mttq.quantity.words import NOT_APPLICABLE, YEAR

# Enough for any sum of figures; a sum that needs more is a fault of the code, and raises.
_EXACT = decimal.Context(
    prec=400, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, rounding=decimal.ROUND_HALF_UP
)
_SHORT = ((9, "tỷ"), (6, "triệu"))
_WRITTEN = (*_SHORT, (3, "nghìn"))
_BEYOND = ((12, "nghìn tỷ"), (15, "triệu tỷ"), (18, "tỷ tỷ"))
_MOST_PLACES = 2  # three decimals would read as thousands: 1,557 tỷ
# No figure has more than 18 places; a value that agrees with a figure to 36 places is that figure.
_LONGEST = 18
_SETTLED_PLACES = 36
_SETTLED = Decimal(1).scaleb(-_SETTLED_PLACES)

_COMPARATORS = {
    Comparator.AT_LEAST: "ít nhất",
    Comparator.MORE_THAN: "trên",
    Comparator.AT_MOST: "không quá",
    Comparator.LESS_THAN: "dưới",
    Comparator.EXACTLY: "=",
}
_APPROXIMATIONS = {
    Approximation.ABOVE: "trên",
    Approximation.BELOW: "gần",
    Approximation.AROUND: "khoảng",
}


def rounded(value: Decimal, places: int) -> Decimal:
    """Round a value half up (away from zero) to a number of decimals."""
    return value.quantize(exact(1, -places), context=_EXACT)


def legible(value: Decimal) -> Decimal:
    """Round a mean with endless digits to six places, half up; return any other number unchanged."""
    if not _is_endless(value):
        return value
    settled = value.quantize(_SETTLED, context=_EXACT)
    return settled if settled == rounded(settled, _LONGEST) else rounded(value, 6)


def _is_endless(value: Decimal) -> bool:
    """Whether a number has more places than any written figure or any sum of figures."""
    text = str(value)  # much faster than `as_tuple`
    if len(text) <= _SETTLED_PLACES and "E" not in text:
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -_SETTLED_PLACES


@lru_cache(maxsize=4096)  # a document writes most of its numbers several times
def number(value: Decimal, *, places: int | None = None) -> str:
    """Write a number in digits: `1.804.000.000`, `19,5`.

    Args:
        value: any finite value.
        places: the number of decimals to show, rounded half up; None for those that it has.
    """
    value = legible(value) if places is None else rounded(value, places)
    whole, _, fraction = format(value.copy_abs(), ",f").partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    sign = "-" if value < 0 else ""
    return sign + whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def percentage(value: Decimal) -> str:
    """Write a percentage with two decimals, rounded half up: `99,01%`."""
    return f"{number(value, places=2)}%"


def amount(value: Decimal, unit: str) -> str:
    """Write a value with its unit in all digits, `1.804.000.000 đồng`; per cent with two decimals, `99,01%`."""
    if unit == "%":
        return percentage(value)
    return number(value) + after_number(unit)


def amount_short(value: Decimal, unit: str, *, in_millions: bool = False) -> str:
    """Write a sum of money for running text: `19 tỷ đồng`, `122,16 triệu đồng`.

    The scale is the larger of tỷ and triệu that writes the value exactly with at
    most two decimals; if neither does, all digits are written.

    Args:
        value: the sum.
        unit: its unit.
        in_millions: whether triệu is to be used for billions, too: `2.360 triệu đồng`.
    """
    if unit == "%" or leading_scale(unit):
        return amount(value, unit)
    for zeros, scale in _SHORT[int(in_millions) :]:
        scaled = value.scaleb(-zeros, context=_EXACT)
        if scaled.copy_abs() >= 1 and scaled == rounded(scaled, _MOST_PLACES):
            return f"{number(scaled)} {scale}{after_number(unit)}"
    return amount(value, unit)


def padded(value: Decimal) -> str:
    """Write a count for running text, in which 1 to 9 get a leading zero: `02`."""
    if 1 <= value <= 9 and value == value.to_integral_value():
        return f"0{number(value)}"
    return number(value)


def written(quantity: Quantity, unit: str) -> str:
    """Write a quantity with the writer's own word: `trên 19 tỷ đồng`, `15 – 20 nhà`.

    Reading the result gives the same meaning again, down to the last digit
    written. Only the scale that the writer chose is lost.

    Args:
        quantity: what was read.
        unit: the unit's name; for a ratio the denominator's, or "" or "%" to leave it out.
    """
    if quantity.not_applicable:
        return " ".join(NOT_APPLICABLE)
    word = quantity.word or _default_word(quantity)
    per_year = f"/{YEAR}" if quantity.per_year and YEAR not in word.split() else ""
    if quantity.ratio is not None:
        numerator, denominator = quantity.ratio
        tail = "" if unit == "%" else after_number(unit)
        return _framed(word, f"{number(numerator)}/{number(denominator)}{tail}{per_year}")
    if quantity.unit:
        zeros, scale, unit = relative_zeros(quantity.unit, unit), "", quantity.unit
    else:
        zeros, scale = _scale(quantity)
    places = max(0, zeros - quantity.step.adjusted())
    tail = f"{scale}{after_number(unit)}{per_year}"
    low = number(quantity.value.scaleb(-zeros, context=_EXACT), places=places)
    if quantity.high is None:
        return _framed(word, low + tail)
    high = number(quantity.high.scaleb(-zeros, context=_EXACT), places=places)
    before, between, after = word.partition("từ … đến")
    if between:
        return f"{before}từ {low} đến {high}{tail}{after.replace(' …', '')}"
    return _framed(word, f"{low} – {high}{tail}")


def _default_word(quantity: Quantity) -> str:
    """Return the word for a quantity that was computed, not read."""
    if quantity.approximation is not None:
        return _APPROXIMATIONS[quantity.approximation]
    if quantity.comparator is not None:
        return _COMPARATORS.get(quantity.comparator, "")
    return ""


def _framed(word: str, amount: str) -> str:
    if "…" in word:
        return word.replace("…", amount)
    return f"{word} {amount}".strip()


def _scale(quantity: Quantity) -> tuple[int, str]:
    """Return the scale that keeps the last digit written the last one: its zeros, and a space with its words."""
    last = quantity.step.adjusted()
    if last <= 0:
        return 0, ""
    size = quantity.value.copy_abs()
    for zeros, scale in _WRITTEN:
        if last <= zeros <= last + _MOST_PLACES and size >= exact(1, zeros):
            return zeros, f" {scale}"
    for zeros, scale in (*reversed(_WRITTEN), *_BEYOND):
        if last <= zeros:
            return zeros, f" {scale}"
    return 0, ""
