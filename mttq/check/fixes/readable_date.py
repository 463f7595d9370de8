"""A day that is plain but written otherwise (MT107): `15-01-2020`, `15.1.2020`, `ngày 15 tháng 1 năm 2020`."""

from __future__ import annotations

import re

from mttq.check.fixes.model import Edit
from mttq.check.fixes.places import find, inner
from mttq.diagnostics import Diagnostic
from mttq.documents import Project
from mttq.schema import parse_day
from mttq.source import Source

_DAY_FIRST = (
    re.compile(r"([0-9]{1,2}) ?([-./]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})"),
    re.compile(r"(?:ngày )?([0-9]{1,2})( )tháng ([0-9]{1,2}) năm ([0-9]{4})", re.IGNORECASE),
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})")


def readable_date(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """The same day as `15/01/2020`, or as `2020-01-15` where the year came first."""
    del project
    place = find(source, diagnostic.span)
    found = inner(place.scalar, source) if place is not None and not place.is_key else None
    if found is None:
        return ()
    span, written = found
    day = _rewritten(" ".join(written.split(" ")))
    return (Edit(span, day),) if parse_day(day) is not None else ()


def _rewritten(written: str) -> str:
    for pattern in _DAY_FIRST:
        if match := pattern.fullmatch(written):
            day, _, month, year = match.groups()
            return f"{int(day):02}/{int(month):02}/{year}"
    if match := _YEAR_FIRST.fullmatch(written):
        year, _, month, day = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return ""
