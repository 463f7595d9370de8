"""Units of measure and short ways to read, for the tests of quantities."""

from __future__ import annotations

from dataclasses import dataclass

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


def reading(
    text: str,
    measure: UnitOfMeasure | None = HOUSES,
    role: Role = RESULT,
    *,
    bare: bool = False,
    term: bool = False,
) -> Reading:
    """Read a text, as a result that stood in quotes unless said otherwise."""
    return read(text, role=role, measure=measure, bare=bare, term=term)


def meaning(
    text: str,
    measure: UnitOfMeasure | None = HOUSES,
    role: Role = RESULT,
    *,
    bare: bool = False,
    term: bool = False,
) -> Quantity:
    """The quantity that a text means; fails where it means none."""
    found = reading(text, measure, role, bare=bare, term=term)
    assert found.faults == ()
    assert found.quantity is not None
    return found.quantity


def refusals(found: Reading, text: str) -> list[tuple[str, str, str, str | None]]:
    """Each fault as its code, the text that it marks, its message and its remedy."""
    assert found.quantity is None
    return [
        (fault.code.id, text[fault.start : fault.end], fault.message, fault.help) for fault in found.faults
    ]


@dataclass(frozen=True, slots=True)
class Case:
    """A text that is no quantity, and every fault that it has: code, marked text, message, remedy."""

    text: str
    unit: UnitOfMeasure | None
    role: Role
    faults: list[tuple[str, str, str, str | None]]
    bare: bool = False
    term: bool = False

    @property
    def measure(self) -> str:
        """The name of the unit of measure, for the case's id."""
        return self.unit.name if self.unit is not None else "?"

    def found(self) -> list[tuple[str, str, str, str | None]]:
        """The faults found."""
        return refusals(reading(self.text, self.unit, self.role, bare=self.bare, term=self.term), self.text)
