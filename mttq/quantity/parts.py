"""The parts of a quantity as the parser finds them: places and numbers, without a meaning yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from mttq.quantity.model import Fault
from mttq.quantity.numerals import Numeral
from mttq.quantity.words import Phrase

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A number and the scale words after it.

    Attributes:
        numeral: the number.
        scales: the zeros of each scale word, in order.
        place: where the number stands in the text.
        scale_place: where its scale words stand, or None.
        sign: -1 if a minus stands before it.
        spoken: the number is a word.
    """

    numeral: Numeral
    scales: tuple[int, ...]
    place: Place
    scale_place: Place | None
    sign: int = 1
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """What stands for one amount.

    Attributes:
        parts: the parts added together; for a ratio its two counts.
        ratio: the parts are a ratio's.
        place: from the first number to the last scale word.
        unit_place: where its unit stands, or None.
        unit_known: that unit is the one expected, or any will do.
        percent: the unit begins with `%`.
        per_year: where `/năm` stands, or None.
        dangling: where text stands that belongs to nothing, or None.
    """

    parts: tuple[Part, ...]
    ratio: bool
    place: Place
    unit_place: Place | None
    unit_known: bool
    percent: bool
    per_year: Place | None
    dangling: Place | None


@dataclass(slots=True)
class Statement:
    """A whole text taken apart; `low` is None where no number was found.

    Attributes:
        phrases: the phrases before the number, each with its place.
        low: the amount, or the low end of a range.
        high: the high end of a range.
        start: where `từ` stands, or None.
        joint: where the dash or `đến` of a range stands, or None.
        joint_word: that joint is `đến`.
        upward: where `trở lên` stands, or None.
        downward: where `trở xuống` stands, or None.
        faults: what was met on the way.
    """

    phrases: list[tuple[Phrase, Place]] = field(default_factory=list)
    low: Amount | None = None
    high: Amount | None = None
    start: Place | None = None
    joint: Place | None = None
    joint_word: bool = False
    upward: Place | None = None
    downward: Place | None = None
    faults: list[Fault] = field(default_factory=list)
