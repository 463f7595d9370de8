"""Scalars and lists as Python values; None for a node that does not hold one.

Validation has reported what is wrong. Readers use these functions to take what
is right and skip the rest.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TypeVar

from msgspec import Struct

from mttq.diagnostics import FILE_START
from mttq.schema.shapes import Measure
from mttq.source.nodes import Mapping, Node, Scalar, Sequence, is_empty
from mttq.spelling import shortened

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_LOCAL_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_OTHER_DAYS = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        r"(?:ngày )?(?P<day>\d{1,2}) ?(?P<sign>[-./]) ?(?P<month>\d{1,2}) ?(?P=sign) ?(?P<year>\d{4}|\d{2})",
        r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?: năm |/)(?P<year>\d{4})",
        r"(?P<year>\d{4})(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
    )
)
_Kind = TypeVar("_Kind", bound=StrEnum)
MEASURE = r"(0|[1-9][0-9]{0,3})(,[0-9]{1,2})?( ?(mm|cm|pt|%))?"
"""The pattern of a measure, for Python and for ECMAScript."""
_MEASURE = re.compile(MEASURE)
_POINTS = {"mm": Decimal(72) / Decimal("25.4"), "cm": Decimal(720) / Decimal("25.4"), "%": Decimal("0.01")}
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,8})", re.ASCII)


def as_word(node: Node | None) -> str | None:
    """Return the text of a scalar without surrounding spaces; None if it is empty."""
    if isinstance(node, Scalar) and not is_empty(node):
        return node.text.strip() or None
    return None


def as_text(node: Node | None) -> tuple[str, ...]:
    """Return the paragraphs of a text: the lines of a string, or those of all items of a list."""
    if isinstance(node, Scalar):
        return tuple(line.strip() for line in node.text.split("\n") if line.strip())
    if isinstance(node, Sequence):
        return tuple(line for item in node.items if isinstance(item, Scalar) for line in as_text(item))
    return ()


def as_names(node: Node | None) -> tuple[str, ...]:
    """Return the names in a list."""
    if isinstance(node, Sequence):
        return tuple(word for item in node.items if (word := as_word(item)) is not None)
    return ()


def as_day(node: Node | None) -> date | None:
    """Return the day in a scalar."""
    return parse_day(as_word(node) or "")


def parse_day(word: str) -> date | None:
    """Read a day, `2020-01-15` or `15/01/2020`; None if it is no day of the calendar."""
    if found := _ISO_DAY.fullmatch(word):
        year, month, day = found.groups()
    elif found := _LOCAL_DAY.fullmatch(word):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class WrittenDay(Struct, frozen=True):
    """A day in another form than the two that are read.

    Attributes:
        year: its year.
        month: its month.
        day: its day, which the month may not have.
        year_first: whether the year came first.
        certain: whether the year was written in full.
    """

    year: int
    month: int
    day: int
    year_first: bool
    certain: bool

    @property
    def text(self) -> str:
        """The day as it should be written; "" if the calendar does not have it."""
        form = "{0:04}-{1:02}-{2:02}" if self.year_first else "{2:02}/{1:02}/{0:04}"
        text = form.format(self.year, self.month, self.day)
        return text if parse_day(text) is not None else ""

    @property
    def flaw(self) -> str:
        """Why the calendar does not have the day; "" if it has."""
        if not 1 <= self.month <= 12:
            return f"không có tháng {self.month}"
        if self.text:
            return ""
        year = f"/{self.year}" if self.month == 2 else ""
        return f"tháng {self.month}{year} có {_days_in(self.year, self.month)} ngày"


def wrong_day(word: str) -> tuple[str, str]:
    """Return message and remedy for a word that is not a day as it must be written."""
    day = written_day(word)
    shown = shortened(word.replace("\n", " "))
    if day is None:
        return f"“{shown}” không đúng dạng ngày", "viết dạng 2020-01-15 hoặc 15/01/2020"
    if not day.flaw:
        return f"“{shown}” không đúng dạng ngày", f"viết {day.text}"
    message = f"“{shown}” không phải một ngày có thật: {day.flaw}"
    if day.month > 12 >= day.day:
        return message, f"viết ngày trước, tháng sau: {day.month:02}/{day.day:02}/{day.year}"
    return message, "sửa lại ngày hoặc tháng"


def written_day(word: str) -> WrittenDay | None:
    """Read a day in any form in which people write one; None if it is none."""
    plain = " ".join(word.split())
    for pattern in _OTHER_DAYS:
        if found := pattern.fullmatch(plain):
            year = found["year"]
            return WrittenDay(
                year=int(year) if len(year) == 4 else 2000 + int(year),
                month=int(found["month"]),
                day=int(found["day"]),
                year_first=found.start("year") < found.start("day"),
                certain=len(year) == 4,
            )
    return None


def _days_in(year: int, month: int) -> int:
    from calendar import monthrange  # noqa: PLC0415 - only for a day that does not exist

    return monthrange(year, month)[1]


def as_choice(kind: type[_Kind], node: Node | str | None) -> _Kind | None:
    """Return the member of an enumeration whose value is in a scalar, or is the given text."""
    word = node if isinstance(node, str) else as_word(node)
    return _members(kind).get(word) if word is not None else None


@cache
def _members(kind: type[_Kind]) -> dict[str, _Kind]:
    return {one.value: one for one in kind}


def as_flag(node: Node | None) -> bool | None:
    """Return the value of `true` or `false`."""
    return {"true": True, "false": False}.get(as_word(node) or "")


def as_whole(node: Node | None) -> int | None:
    """Return a whole number written in plain digits."""
    word = as_word(node)
    return int(word) if word is not None and _WHOLE.fullmatch(word) else None


def as_measure(node: Node | None, shape: Measure) -> Decimal | None:
    """Return a measure within its bounds: a length in points, a share as a part of 1, a bare number as it is."""
    word = as_word(node)
    found = _MEASURE.fullmatch(word) if word is not None else None
    if found is None or (found[4] or "") not in shape.units:
        return None
    measure = Decimal(f"{found[1]}{(found[2] or '').replace(',', '.')}") * _POINTS.get(found[4] or "", 1)
    first = _POINTS.get(shape.units[0], Decimal(1))
    return measure if shape.least * first <= measure <= shape.most * first else None


def as_mapping(node: Node | None) -> Mapping:
    """Return the mapping itself, or an empty one for anything else."""
    if isinstance(node, Mapping):
        return node
    return Mapping((), node.span if node is not None else FILE_START)
