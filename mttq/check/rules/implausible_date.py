"""A day that cannot be that of its document: before what it reports, long after it, or still to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from mttq.catalogue import Catalogue
from mttq.clock import today
from mttq.diagnostics import FILE_START, Code, Diagnostic, Severity, Span
from mttq.documents import Project
from mttq.documents.facts import BriefingFacts, Facts, PlanFacts
from mttq.documents.outline import BriefingOutline, Outline, PlanOutline, ReportOutline
from mttq.documents.shapes import AMENDMENTS, CORRECTIONS, CUT_OFF, DAY, DEADLINE, ISSUED, MEETING
from mttq.schema import as_day, as_mapping, parse_day
from mttq.source import Mapping, Sequence

IMPLAUSIBLE_DATE = Code("MT419", "ngay-khong-hop-ly", Severity.WARNING)

_YEAR = timedelta(days=366)
_QUARTER = timedelta(days=92)
"""So long after a period its figures may still be counted; a slip in the year is half a year at least."""
_FAR = 5
"""A task may be due this many years after the time of its plan; later is a slip in the year."""


class _DocumentDay(Struct):
    """A day of a document.

    Attributes:
        keys: the keys that lead to it.
        item: its number in the list of changes.
        day: the day.
        first: the first day that it can be.
        before: what a day before that would be before.
        last: the last day that it can be.
    """

    keys: tuple[str, ...]
    item: int
    day: date
    first: date
    before: str
    last: date


def implausible_date(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare the days of each document with the time that it is about, and with today."""
    now = today()
    for one in outlines:
        for dated in _days(one):
            if dated.day > now:
                message = "là ngày chưa tới"
            elif dated.day < dated.first:
                message = f"là ngày trước {dated.before} ({_shown(dated.first)})"
            elif dated.day > dated.last:
                message = f"là ngày quá xa thời gian của văn bản (sau {_shown(dated.last)})"
            else:
                continue
            until = f" đến {_shown(dated.last)}" if dated.last < now else ""
            yield Diagnostic(
                IMPLAUSIBLE_DATE,
                one.ref.path,
                _place(project, one.ref.path, dated),
                f"“{'.'.join(dated.keys)}” {_shown(dated.day)} {message}",
                help=f"xem lại năm và tháng: ngày này phải từ {_shown(dated.first)}{until}",
            )


def implausible_deadline(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare the days until which tasks are to be done with the time of their document."""
    if not isinstance(facts, PlanFacts | BriefingFacts):
        return
    ref = facts.ref
    first = ref.period.first_day(ref.cycle)
    for due in facts.deadlines:
        day = parse_day(due.text)
        if day is not None and not (first <= day and day.year <= ref.cycle.last_year + _FAR):
            side = "trước" if day < first else "quá xa"
            yield Diagnostic(
                IMPLAUSIBLE_DATE,
                ref.path,
                due.span,
                f"“{DEADLINE.key}” {_shown(day)} là ngày {side} thời gian của văn bản ({ref.cycle.title})",
                help=f"xem lại năm và tháng: thời hạn phải từ {_shown(first)}",
            )


def _days(document: Outline) -> Iterator[_DocumentDay]:
    """Yield the days of a document, each with the time in which it can lie."""
    ref = document.ref
    first, last = ref.period.first_day(ref.cycle), ref.period.last_day(ref.cycle)
    if isinstance(document, ReportOutline):
        head = document.head
        middle = first + (last - first) // 2 - timedelta(days=1)  # the 15th of a month has seen half of it
        half = "giữa kỳ báo cáo"
        if head.issued is not None:
            yield _DocumentDay((ISSUED.key, DAY.key), 0, head.issued, middle, half, last + _YEAR)
        if head.cut_off is not None:
            yield _DocumentDay((CUT_OFF.key,), 0, head.cut_off, middle, half, last + _QUARTER)
        for number, day in enumerate(head.corrected):
            since, what = (head.issued, "ngày ký văn bản") if head.issued else (middle, half)
            yield _DocumentDay((CORRECTIONS.key, DAY.key), number, day, since, what, date.max)
    elif isinstance(document, PlanOutline):
        plan = document.head
        early = first - _YEAR
        if plan.issued is not None:
            before = "thời gian của kế hoạch hơn một năm"
            yield _DocumentDay((ISSUED.key, DAY.key), 0, plan.issued, early, before, last)
        for number, day in enumerate(plan.amended):
            since, what = (
                (plan.issued, "ngày ký văn bản")
                if plan.issued
                else (early, "thời gian của kế hoạch hơn một năm")
            )
            yield _DocumentDay((AMENDMENTS.key, DAY.key), number, day, since, what, last + _YEAR)
    elif isinstance(document, BriefingOutline):
        held, issued = document.head.held, document.head.issued
        if held is not None:
            yield _DocumentDay((MEETING.key, DAY.key), 0, held, first, "quý giao ban", last + _YEAR)
        if issued is not None:
            since, what = (held, "ngày họp") if held is not None else (first, "quý giao ban")
            yield _DocumentDay((ISSUED.key, DAY.key), 0, issued, since, what, last + _YEAR)


def _place(project: Project, path: str, dated: _DocumentDay) -> Span:
    """Return the place of a day in its file, which is read again for it."""
    node = project.sources[path].root
    for key in dated.keys:
        if isinstance(node, Sequence):
            days = [one for one in node.items if as_day(as_mapping(one).get(key)) is not None]
            node = days[dated.item] if dated.item < len(days) else None
        node = node.get(key) if isinstance(node, Mapping) else None
    return node.span if node is not None else FILE_START


def _shown(day: date) -> str:
    return f"{day:%d/%m/}{day.year:04}"
