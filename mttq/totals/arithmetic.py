"""Exact sums, and percentages that can still be rounded rightly; the arithmetic of all totals.

A figure has up to 18 digits before and after the mark, so sums of many need
more than the 28 digits of the usual decimal context, which would round them in
silence. Here a sum that can't be exact is a fault of the code.
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
# A mean may have no end of digits. It is kept to so many that sums of a million of them, cut to
# `_SETTLED` places, are what the sums of the true means would be: three thirds are one.
_LONG = decimal.Context(prec=120)
_SETTLED = Decimal(1).scaleb(-40)
_EXACT_ENOUGH = decimal.Context(prec=400, rounding=decimal.ROUND_HALF_EVEN)
# 05UP never ends on a false 0 or 5, so that rounding the quotient half up later is as rounding the true one.
_QUOTIENT = decimal.Context(prec=28, rounding=decimal.ROUND_05UP)


def add(values: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    total = ZERO
    for value in values:
        total = _EXACT.add(total, value)
    return total


def subtract(minuend: Decimal, subtrahend: Decimal) -> Decimal:
    """The exact difference."""
    return _EXACT.subtract(minuend, subtrahend)


def multiply(value: Decimal, factor: Decimal | int) -> Decimal:
    """The exact product."""
    return _EXACT.multiply(value, factor)


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """How many per cent of the whole the part is, to 28 digits; the whole is not zero."""
    return _QUOTIENT.divide(multiply(part, 100), whole)


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """How often the divisor, not zero, is in the dividend; see `settled`."""
    return _LONG.divide(dividend, divisor)


def settled(value: Decimal) -> Decimal:
    """A sum of quotients as a number that may be compared; any other number as it is."""
    text = str(value)  # by far the quickest look at a decimal
    if len(text) <= 40 and "E" not in text:
        return value
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -40:
        return value
    return _EXACT_ENOUGH.quantize(value, _SETTLED)
