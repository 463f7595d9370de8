"""The arithmetic of totals: exact sums, and quotients that still round correctly.

A figure has up to 18 digits before and after the decimal mark, so sums of many
figures need more than the 28 digits of the default decimal context, which would
round them silently. Here a sum that can't be exact raises an error.
"""

from __future__ import annotations

import decimal
from collections.abc import Iterable
from decimal import Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
_EXACT = decimal.Context(
    prec=400,
    Emax=decimal.MAX_EMAX,
    Emin=decimal.MIN_EMIN,
    traps=[decimal.Inexact, decimal.InvalidOperation, decimal.DivisionByZero],
)
# A mean may never terminate. It is kept to enough digits that the sum of a million means, rounded to
# `_SETTLED` places, equals the sum of the true means: three thirds are one.
_LONG = decimal.Context(prec=120)
_SETTLED = Decimal(1).scaleb(-40)
_EXACT_ENOUGH = decimal.Context(prec=400, rounding=decimal.ROUND_HALF_EVEN)
# With 05UP a quotient never ends in a false 0 or 5, so rounding it half up later is like rounding the true one.
_QUOTIENT = decimal.Context(prec=28, rounding=decimal.ROUND_05UP)


def add(values: Iterable[Decimal]) -> Decimal:
    """Return the exact sum."""
    total = ZERO
    for value in values:
        total = _EXACT.add(total, value)
    return total


def subtract(minuend: Decimal, subtrahend: Decimal) -> Decimal:
    """Return the exact difference."""
    return _EXACT.subtract(minuend, subtrahend)


def multiply(value: Decimal, factor: Decimal | int) -> Decimal:
    """Return the exact product."""
    return _EXACT.multiply(value, factor)


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """Return the part as a percentage of the whole, to 28 digits; the whole is not zero."""
    return _QUOTIENT.divide(multiply(part, 100), whole)


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return the quotient to 120 digits; the divisor is not zero. Compare it only once it is `settled`."""
    return _LONG.divide(dividend, divisor)


def settled(value: Decimal) -> Decimal:
    """Return a sum of quotients as a number that may be compared; any other number is returned as it is."""
    text = str(value)  # much quicker than `as_tuple`
    if len(text) <= 40 and "E" not in text:
        return value
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -40:
        return value
    return _EXACT_ENOUGH.quantize(value, _SETTLED)


def hundredths(parts: Iterable[int | None], wholes: Iterable[int]) -> list[int | None]:
    """Return 100 times each quotient as a whole number, rounded half up as `rounded` does; None for none.

    No number is negative. Without a part, or with a whole of 0, there is no quotient.
    """
    return [
        None if part is None or not whole else (200 * part + whole) // (2 * whole)
        for part, whole in zip(parts, wholes, strict=True)
    ]
