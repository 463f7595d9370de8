"""What a written quantity means: exact decimals, together with the writer's own words.

Values are in the base of their unit of measure: `4,2 tỷ đồng` is 4200000000
đồng, `0,18%` is 0.18 per cent. No float ever holds a figure.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from mttq.diagnostics import Code


class Role(StrEnum):
    """Where a quantity is written, which decides what it may say."""

    TARGET = "target"  # comparators and ranges; no approximations
    RESULT = "result"  # approximations; no comparators or ranges


class Comparator(StrEnum):
    """How a target compares, as JSON output writes it."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EXACTLY = "="
    RANGE = "khoang"


class Approximation(StrEnum):
    """Which side of its written value an approximate result lies on."""

    ABOVE = "above"  # trên, hơn
    BELOW = "below"  # gần
    AROUND = "around"  # khoảng, ước


class UnitOfMeasure(Struct, frozen=True):
    """What an indicator is counted in.

    Attributes:
        name: the indicator's `don_vi_tinh`, as printed.
        spellings: the other spellings that files may use.
        whole: whether it counts, so that a fraction is an error.
        ratio: whether the indicator is `ty-le`: `a/b` is allowed, with the unit of `denominator` or none.
        denominator: for a ratio, the unit names and spellings that the two counts may carry.
        subjects: names in which a noun after the unit may occur: those of the indicator and of its denominator.
        falling: whether less is better (`chieu: giam`), which gives `còn 2%` a meaning.
        negative: whether an amount may be below zero (`duoc_am`).
        above_whole: whether a ratio may exceed 100% (`vuot_100`).
    """

    name: str
    spellings: tuple[str, ...] = ()
    whole: bool = False
    ratio: bool = False
    denominator: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    falling: bool = False
    negative: bool = False
    above_whole: bool = False


class Quantity(Struct, frozen=True, array_like=True, gc=False):
    """One quantity as it was meant.

    Attributes:
        value: in the unit's base; the low end of a range; for a ratio the percentage, unrounded
            (28 significant digits).
        high: the upper end of a range, or None.
        comparator: the target's comparator, or None if none was written.
        approximation: for an approximate result the side it lies on, or None.
        word: the comparator or approximator in the writer's own words (`phấn đấu đạt trên`), or "";
            in words around the amount, … marks its place (`từ … trở lên`, `từ … đến`).
        ratio: the two counts of `a/b`, or None.
        percent: whether it was written with `%`.
        per_year: whether `/năm` or `mỗi năm` was written and is not part of the unit.
        step: one unit of the last digit written, in the unit's base: 10**8 for `4,2 tỷ`; the finer of
            a range's two; 1 (of the counts) for a ratio.
        not_applicable: whether it says `không áp dụng`; `value` is then 0 and means nothing.
        unit: the writer's unit, if it is another of the same family than the indicator's: `tấn` for `kg`.
    """

    value: Decimal
    step: Decimal
    high: Decimal | None = None
    comparator: Comparator | None = None
    approximation: Approximation | None = None
    word: str = ""
    ratio: tuple[Decimal, Decimal] | None = None
    percent: bool = False
    per_year: bool = False
    not_applicable: bool = False
    unit: str = ""


Extent = tuple[int, int]
"""A stretch of a text: where it begins, in code points from 0, and where it ends, exclusive."""


class Repair(Struct, frozen=True):
    """A correction of a text that keeps what it means.

    Attributes:
        edits: the stretches to replace, each with its new text.
        condition: what to add about it, in Vietnamese: when it is the right one (` nếu là số lẻ`), or "".
    """

    edits: tuple[tuple[Extent, str], ...]
    condition: str = ""


def replaced(place: Extent, text: str) -> tuple[Repair, ...]:
    """Return the one repair that puts another text at a place."""
    return (Repair(((place, text),)),)


class Fault(Struct, frozen=True):
    """Why a text is no quantity here, or is a doubtful one.

    Attributes:
        code: one of the MT2xx codes.
        place: the stretch of the text at fault.
        message: the fact with the value, in Vietnamese.
        help: what to do instead, in Vietnamese, or None.
        repairs: the corrections of the text, if its meaning is known.
        offers: the whole texts that `help` says to write; each is read without a fault.
    """

    code: Code
    place: Extent
    message: str
    help: str | None = None
    repairs: tuple[Repair, ...] = ()
    offers: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the stretch begins, in code points from 0."""
        return self.place[0]

    @property
    def end(self) -> int:
        """Where the stretch ends, exclusive."""
        return self.place[1]


class Reading(Struct, frozen=True):
    """A text read as a quantity: the meaning, or why there is none (then `quantity` is None).

    Attributes:
        quantity: the meaning, or None.
        faults: why there is none.
        doubts: what makes the meaning unlikely.
        bare_number: where the unit is missing: the end of the last number if no unit follows it.
    """

    quantity: Quantity | None
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    bare_number: int | None = None
