"""Who has handed in the report of a period, on time or late, and who has not.

The reports that a period should have are compared with those that are there. There is one entry for each unit, and
every entry has exactly one status, so the numbers of any group of units add up to the reports due from it.

The caller passes the days on which files were added to git, and today's date: nothing here runs git or reads a
clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

import msgspec

from mttq.catalogue import Catalogue, Unit
from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.facts import ReportFacts, read_facts
from mttq.documents.outline import ReportOutline
from mttq.documents.project import as_source
from mttq.documents.provenance import Provenance, provenance_of
from mttq.levels import Level, is_reported_below
from mttq.period import Cycle, Period


class ReportStatus(StrEnum):
    """The status of one unit's report, as JSON output writes it; the most pressing first."""

    MISSING = "chua-nop"
    BROKEN = "co-loi"  # there is a file, but it can't be read
    EMPTY = "rong"  # there is a file, but it says nothing yet
    FOREIGN = "so-lieu-tu-nguon-khac"  # there are figures, but another unit published them
    LATE = "muon"
    UNDATED = "khong-ro-ngay"  # handed in, on an unknown day
    SHORTER = "du-ky-ngan"  # not handed in, but reports for shorter periods cover all of it
    NOT_DUE = "chua-den-han"
    UNJUDGED = "da-nop"  # handed in; the period has no deadline
    ON_TIME = "dung-han"


class ApprovalState(StrEnum):
    """How far a document has come to its approval, as JSON output writes it."""

    DRAFT = "du-thao"  # git does not have it as it is
    SUBMITTED = "da-nop"  # in git, not approved
    APPROVED = "da-duyet"


REPORTED = frozenset({ReportStatus.LATE, ReportStatus.UNDATED, ReportStatus.UNJUDGED, ReportStatus.ON_TIME})


class DateSource(StrEnum):
    """Where the day of a report comes from, as JSON output writes it."""

    DOCUMENT = "van-ban"  # `van_ban.ngay`
    GIT = "git"  # the commit that added the file


class ReportEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One unit and its report.

    Attributes:
        unit: the unit.
        name: its name on its last day in the period.
        level: its level on that day.
        first: its first day, if that lies within the period; else None.
        last: its last day, if that lies within the period; else None.
        is_due: whether the unit has to report; False for a report that came unasked.
        status: the status of the report.
        path: the report's file, or "" if there is none.
        day: the report's day, or None if there is no report or its day is unknown.
        source: where that day comes from; None without a day.
        days_late: by how many days it missed the deadline; 0 unless late.
        shorter: for `ReportStatus.SHORTER`, the names of the shorter periods that cover the period,
            in order of time; those of a term are years.
        plan: whether the unit has a plan for the year or term.
        partly_listed: whether reports of its lower units are due that the catalogue does not list.
        plan_path: the file of that plan, or "".
    """

    unit: Unit
    name: str
    level: Level
    first: date | None
    last: date | None
    is_due: bool
    status: ReportStatus
    path: str
    day: date | None
    source: DateSource | None
    days_late: int
    shorter: tuple[str, ...]
    plan: bool
    partly_listed: bool
    plan_path: str = ""


class ReportCounts(msgspec.Struct, frozen=True):
    """How many of the reports due have each status; reports that are not due are left out.

    Attributes:
        of: the number for each status, 0 included.
        plans: how many of the units have a plan.
        judged: whether the period has a deadline.
        partly_listed: whether more reports are due than these, from units that the catalogue does not list.
    """

    of: Mapping[ReportStatus, int]
    plans: int
    judged: bool
    partly_listed: bool

    @property
    def due(self) -> int:
        """How many reports are due."""
        return sum(self.of.values())

    @property
    def reported(self) -> int:
        """How many of them have been handed in and can be read."""
        return sum(self.of[one] for one in REPORTED)

    @property
    def rate(self) -> Decimal | None:
        """Reports handed in, in per cent of those due, unrounded; None if none is due."""
        return _percentage(self.reported, self.due)

    @property
    def on_time_rate(self) -> Decimal | None:
        """Reports handed in on time, in per cent of those due; None if none is due or there is no deadline."""
        return _percentage(self.of[ReportStatus.ON_TIME], self.due) if self.judged else None


def count(entries: Iterable[ReportEntry], *, judged: bool, partly_listed: bool) -> ReportCounts:
    """Count the reports due by status."""
    due = [one for one in entries if one.is_due]
    found = Counter(one.status for one in due)
    return ReportCounts(
        of={one: found[one] for one in ReportStatus},
        plans=sum(one.plan for one in due),
        judged=judged,
        partly_listed=partly_listed,
    )


def _percentage(part: int, whole: int) -> Decimal | None:
    return Decimal(part * 100) / whole if whole else None


class Branch(msgspec.Struct, frozen=True):
    """A unit directly below the chosen one, with everything below it; or the chosen one by itself.

    Attributes:
        unit: the unit.
        name: its name, as in its entry.
        alone: whether only the unit's own report is counted.
        counts: the numbers.
    """

    unit: Unit
    name: str
    alone: bool
    counts: ReportCounts


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The reports of one period.

    Attributes:
        cycle: the year or term.
        period: the period.
        deadline: the last day to hand in, or None if the settings name none.
        today: the day on which the overview was made.
        entries: depth-first in catalogue order.
        levels: the numbers of each level from which a report is due, from the centre down.
        branches: the numbers of each branch from which a report is due, in catalogue order.
        total: the numbers of all.
        approvals: how far the plans and reports have come to their approval, by path; None if the settings say
            nothing of approval.
    """

    cycle: Cycle
    period: Period
    deadline: date | None
    today: date
    entries: tuple[ReportEntry, ...]
    levels: tuple[tuple[Level, ReportCounts], ...]
    branches: tuple[Branch, ...]
    total: ReportCounts
    approvals: Mapping[str, ApprovalState] | None = None


def expected_levels(catalogue: Catalogue, first: date, last: date) -> frozenset[Level]:
    """Return the levels from which a report is due: those with an indicator in use between two days, inclusive.

    So residential areas and member organisations have to report only if an indicator names them.
    A catalogue without indicators expects no reports.
    """
    return frozenset(
        level
        for indicator in catalogue.indicators.values()
        if (indicator.first is None or indicator.first <= last)
        and (indicator.last is None or first <= indicator.last)
        for level in indicator.levels
    )


def overview(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    tops: Sequence[str],
    first_seen: Mapping[str, date],
    today: date,
) -> Overview:
    """Return the overview of some units and everything below them.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        tops: the ids of the units to start from, units of the catalogue, none below another.
        first_seen: the day on which each file was added to git, by its path.
        today: the current date.
    """
    reports = _PeriodReports(project, cycle, period, first_seen=first_seen, today=today)
    units = project.catalogue.units
    parts: list[tuple[Unit, bool]] = []
    for top in tops:
        # One unit is shown by its branches; of several units, each is a branch.
        alone = len(tops) == 1
        if reports.exists(units.by_id[top]):
            parts.append((units.by_id[top], alone))
        if alone or not reports.exists(units.by_id[top]):
            parts += [(unit, False) for unit in units.nearest(top, reports.exists)]
    entries: list[ReportEntry] = []
    branches: list[Branch] = []
    for unit, alone in parts:
        found = reports.entries([unit] if alone else units.below(unit.id))
        counts = reports.count(found, partly_listed=not alone and _are_partly_listed(found))
        entries += found
        if counts.due:
            branches.append(Branch(unit, reports.name(unit), alone, counts))
    by_level = [
        (
            level,
            reports.count(
                [one for one in entries if one.level is level],
                partly_listed=any(
                    one.partly_listed and is_reported_below((level,), one.level) for one in entries
                ),
            ),
        )
        for level in Level
    ]
    return Overview(
        cycle=cycle,
        period=period,
        deadline=reports.deadline,
        today=today,
        entries=tuple(entries),
        levels=tuple((level, counts) for level, counts in by_level if counts.due),
        branches=tuple(branches),
        total=reports.count(entries, partly_listed=_are_partly_listed(entries)),
    )


def _are_partly_listed(entries: Iterable[ReportEntry]) -> bool:
    return any(one.partly_listed for one in entries)


def handed_in(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    first_seen: Mapping[str, date],
    versions: Callable[[Collection[str]], Mapping[str, Sequence[tuple[date, bytes]]]],
) -> dict[str, date]:
    """Return the day on which each report of a period first had content.

    A file that was there before the period was over may have been an empty frame then.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        first_seen: the day on which each file was added to git, by its path.
        versions: returns every content that some files have had in git, with its day, oldest first.
    """
    last = period.last_day(cycle)
    earliest = _earliest(last, _deadline(last, project.catalogue.settings.deadlines.get(period.name)))
    files = _files_of(project, cycle, period)
    early = {
        ref.path: ref
        for ref in files.reports.values()
        if ref.unit in files.documents and first_seen.get(ref.path, date.max) < earliest
    }
    days = dict(first_seen)
    known = versions(early) if early else {}
    for path, contents in known.items():
        day = next((day for day, content in contents if _has_content(project, early[path], content)), None)
        if day is None:
            del days[path]  # what it says now is not in git
        else:
            days[path] = max(day, days[path])
    return days


def _has_content(project: Project, ref: FileRef, content: bytes) -> bool:
    """Whether a content of a report's file says anything."""
    facts, _ = read_facts(as_source(content, ref.path), ref, project.catalogue)
    return isinstance(facts, ReportFacts) and not facts.head.is_empty


def _earliest(last: date, deadline: date | None) -> date:
    """Return the day before which no report is handed in: the period's last, or the deadline if that comes first."""
    return last if deadline is None else min(last, deadline)


class _PeriodReports:
    """What the documents and the settings say about the reports of one period."""

    def __init__(
        self,
        project: Project,
        cycle: Cycle,
        period: Period,
        *,
        first_seen: Mapping[str, date],
        today: date,
    ) -> None:
        self._cycle, self._today = cycle, today
        self._units = project.catalogue.units
        self._first_seen = first_seen
        self._months = period.months(cycle)
        self._first, self._last = period.first_day(cycle), period.last_day(cycle)
        self._levels = expected_levels(project.catalogue, self._first, self._last)
        self._files = _files_of(project, cycle, period)
        self.deadline = _deadline(self._last, project.catalogue.settings.deadlines.get(period.name))

    def exists(self, unit: Unit) -> bool:
        """Whether a unit exists at any time in the period."""
        return unit.valid_within(self._first, self._last)

    def name(self, unit: Unit) -> str:
        """Return a unit's name on its last day in the period."""
        return unit.name_on(self._last_day(unit))

    def count(self, entries: Iterable[ReportEntry], *, partly_listed: bool) -> ReportCounts:
        """Count the reports due by status."""
        return count(entries, judged=self.deadline is not None, partly_listed=partly_listed)

    def entries(self, units: Iterable[Unit]) -> list[ReportEntry]:
        """Return the entries of the units that exist in the period and have reported or have to."""
        found = [self._entry(unit) for unit in units if self.exists(unit)]
        return [one for one in found if one.is_due or one.path]

    def _entry(self, unit: Unit) -> ReportEntry:
        level = unit.level_on(self._last_day(unit))
        day, source = self._day(unit.id)
        status = self._status(unit.id, day)
        shorter: tuple[FileRef, ...] = ()
        if status in {ReportStatus.MISSING, ReportStatus.NOT_DUE}:
            shorter = _covering(self._files.shorter.get(unit.id, ()), self._months_of(unit))
        late = day - self.deadline if day is not None and self.deadline is not None else timedelta(0)
        return ReportEntry(
            unit=unit,
            name=self.name(unit),
            level=level,
            first=unit.first if unit.first is not None and unit.first > self._first else None,
            last=unit.last if unit.last is not None and unit.last < self._last else None,
            is_due=level in self._levels,
            status=ReportStatus.SHORTER if shorter else status,
            path=self._files.reports[unit.id].path if unit.id in self._files.reports else "",
            day=day,
            source=source,
            days_late=late.days if status is ReportStatus.LATE else 0,
            shorter=tuple(self._called(ref) for ref in shorter),
            plan=unit.id in self._files.plans,
            plan_path=self._files.plans.get(unit.id, ""),
            partly_listed=is_reported_below(self._levels, level)
            and self._units.lacks_some(unit, self._first, self._last),
        )

    def _status(self, unit: str, day: date | None) -> ReportStatus:
        if unit not in self._files.reports:
            # Without a deadline nothing is due before the period is over.
            due = self._last if self.deadline is None else self.deadline
            return ReportStatus.MISSING if due < self._today else ReportStatus.NOT_DUE
        document = self._files.documents.get(unit)
        if document is None:
            return ReportStatus.BROKEN
        if document.head.is_empty:
            return ReportStatus.EMPTY
        if self._files.provenance.is_foreign(document):
            return ReportStatus.FOREIGN
        if self.deadline is None:
            return ReportStatus.UNJUDGED
        if day is None:
            return ReportStatus.UNDATED
        return ReportStatus.LATE if self.deadline < day else ReportStatus.ON_TIME

    def _day(self, unit: str) -> tuple[date | None, DateSource | None]:
        """Return the day of a unit's report: the document's own, or else that of its first content in git.

        Nothing is handed in before the period's end: a commit before then counts for that day.
        """
        document = self._files.documents.get(unit)
        if document is not None and (document.head.is_empty or self._files.provenance.is_foreign(document)):
            return None, None
        if document is not None and document.head.issued is not None:
            return document.head.issued, DateSource.DOCUMENT
        ref = self._files.reports.get(unit)
        day = self._first_seen.get(ref.path) if ref is not None else None
        if day is None:
            return None, None
        return max(day, _earliest(self._last, self.deadline)), DateSource.GIT

    def _last_day(self, unit: Unit) -> date:
        return self._last if unit.last is None else min(self._last, unit.last)

    def _months_of(self, unit: Unit) -> range:
        """Return the months of the period in which a unit exists for at least a day."""
        first = self._first if unit.first is None else max(self._first, unit.first)
        last = self._last_day(unit)
        return range(first.year * 12 + first.month - 1, last.year * 12 + last.month)

    def _called(self, ref: FileRef) -> str:
        """Return a shorter period's name; in a term with its year: `2021`, `2022/quy-1`."""
        if ref.cycle == self._cycle:
            return ref.period.name
        whole = ref.period == ref.cycle.whole
        return ref.cycle.name if whole else f"{ref.cycle.name}/{ref.period.name}"


class _Files(msgspec.Struct, frozen=True, kw_only=True):
    """The files that units have handed in for one period, by unit id.

    Attributes:
        reports: the file of the period's report, readable or not.
        documents: the outline of that file, if it can be read.
        shorter: the reports handed in for shorter periods within the period.
        plans: the path of the plan of each unit that has one for the year or term.
        provenance: tells the reports that other units published.
    """

    reports: Mapping[str, FileRef]
    documents: Mapping[str, ReportOutline]
    shorter: Mapping[str, list[FileRef]]
    plans: Mapping[str, str]
    provenance: Provenance


def _files_of(project: Project, cycle: Cycle, period: Period) -> _Files:
    reports: dict[str, FileRef] = {}
    documents: dict[str, ReportOutline] = {}
    shorter: dict[str, list[FileRef]] = {}
    provenance = provenance_of(project.catalogue)
    for document in project.outlines:
        ref = document.ref
        if not isinstance(document, ReportOutline):
            continue
        if (ref.cycle, ref.period) == (cycle, period):
            documents[ref.unit] = document
        elif _inside(ref, cycle, period) and not (document.head.is_empty or provenance.is_foreign(document)):
            shorter.setdefault(ref.unit, []).append(ref)
    plans: dict[str, str] = {}
    for ref in project.refs:
        if ref.cycle == cycle and ref.kind is DocumentKind.PLAN:
            plans[ref.unit] = ref.path
        elif (ref.cycle, ref.period, ref.kind) == (cycle, period, DocumentKind.REPORT):
            reports[ref.unit] = ref
    return _Files(
        reports=reports,
        documents=documents,
        shorter=shorter,
        plans=plans,
        provenance=provenance,
    )


def _inside(ref: FileRef, cycle: Cycle, period: Period) -> bool:
    """Whether a report is for a part of the period; the parts of a term are its years and their periods."""
    inner, outer = ref.period.months(ref.cycle), period.months(cycle)
    inside = outer.start <= inner.start and inner.stop <= outer.stop and len(inner) < len(outer)
    return inside and not ref.cycle.is_term and ref.cycle.alone is None and cycle.alone is None


def _covering(refs: Iterable[FileRef], months: range) -> tuple[FileRef, ...]:
    """Return the longest periods that together cover some months, in order of time; none if a month is left.

    Two periods either have no month in common or one lies inside the other, so the longest ones, none inside
    another, cover the most.

    Args:
        refs: the reports of one unit, each for another period.
        months: the months to cover, as `Period.months` counts them; not empty.
    """
    wanted = set(months)
    found: list[tuple[int, FileRef]] = []
    covered: set[int] = set()
    spans = ((ref.period.months(ref.cycle), ref) for ref in refs)
    for span, ref in sorted(spans, key=lambda one: (-len(one[0]), one[0].start)):
        if covered.isdisjoint(span) and not wanted.isdisjoint(span):
            found.append((span.start, ref))
            covered.update(span)
    if not wanted <= covered:
        return ()
    return tuple(ref for _, ref in sorted(found, key=lambda one: one[0]))


def _deadline(last_day: date, days: int | None) -> date | None:
    """Return the last day to hand in, at most the last day that a date can hold."""
    if days is None:
        return None
    try:
        return last_day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
