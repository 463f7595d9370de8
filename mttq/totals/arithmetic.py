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
_EXACT = decimal.Context(
    prec=400,
    Emax=decimal.MAX_EMAX,
    Emin=decimal.MIN_EMIN,
    traps=[decimal.Inexact, decimal.InvalidOperation, decimal.DivisionByZero],
)
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
