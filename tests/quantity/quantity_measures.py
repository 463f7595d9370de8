"""Units of measure, and shortcuts for reading, for the tests of quantities."""

from __future__ import annotations

from mttq.quantity import Quantity, Reading, Role, UnitOfMeasure, read

TARGET, RESULT = Role.TARGET, Role.RESULT


def count(name: str, *spellings: str) -> UnitOfMeasure:
    """A unit of measure for whole numbers."""
    return UnitOfMeasure(name, spellings, whole=True)


def share(*denominator: str) -> UnitOfMeasure:
    """A percentage that may be given as a ratio."""
    return UnitOfMeasure("%", ratio=True, denominator=denominator)


DONG = count("đồng", "đ", "VNĐ", "VND")
HOUSES = count("nhà", "ngôi nhà")
PEOPLE = count("người")
KILOGRAMS = UnitOfMeasure("kg")
PERCENT = UnitOfMeasure("%")
SIGNED_PERCENT = UnitOfMeasure("%", negative=True)
PER_HECTARE = UnitOfMeasure("triệu đồng/ha")


def reading(
    text: str,
    measure: UnitOfMeasure | None = HOUSES,
    role: Role = RESULT,
    *,
    bare: bool = False,
    term: bool = False,
) -> Reading:
    """Read a text, by default as a quoted result."""
    return read(text, role=role, measure=measure, bare=bare, term=term)


def meaning(
    text: str,
    measure: UnitOfMeasure | None = HOUSES,
    role: Role = RESULT,
    *,
    bare: bool = False,
    term: bool = False,
) -> Quantity:
    """Return the quantity that a text means; fail if it means none."""
    found = reading(text, measure, role, bare=bare, term=term)
    assert found.faults == ()
    assert found.quantity is not None
    return found.quantity
