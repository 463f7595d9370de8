"""Laws of the overview, on random trees with random reports."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

from completeness_project import File, overview_of, unit
from hypothesis import given
from hypothesis import strategies as st

from mttq.catalogue import Unit
from mttq.completeness import Overview, ReportCounts, ReportStatus

LEVELS = ("tinh", "huyen", "xa", "khu-dan-cu", "to-chuc-thanh-vien")
NAMES = ("nam", "nam", "quy-1", "quy-2", "quy-3", "quy-4", "6-thang", "9-thang", "thang-12", "ke-hoach")
Case = tuple[tuple[Unit, ...], list[File], dict[str, date], dict[str, int], date]
"""Units, files, the days on which these were added to git, deadlines, today."""
DAYS = st.none() | st.dates(date(2020, 11, 1), date(2021, 3, 1))


@st.composite
def trees(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Draw a unit `t` and up to twelve below it, of any level, some of which exist only for a time."""
    found = [unit("t", draw(st.sampled_from(LEVELS)))]
    for number in range(draw(st.integers(0, 12))):
        above = draw(st.sampled_from(found)).id
        first = draw(st.sampled_from((None, None, None, date(2020, 7, 1), date(2021, 1, 1))))
        last = draw(st.sampled_from((None, None, None, date(2020, 6, 30), date(2019, 12, 31))))
        found.append(unit(f"{above}/u{number}", draw(st.sampled_from(LEVELS)), first, last))
    return tuple(found)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    units = draw(trees())
    places = [(one.id, name) for one in units for name in dict.fromkeys(NAMES)]
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=40))
    files = [
        File(
            unit=one,
            name=name,
            day=draw(DAYS),
            readable=draw(st.integers(0, 5)) > 0,
            empty=draw(st.integers(0, 5)) == 0,
            source=draw(st.sampled_from(("", "", "", "Báo Quảng Trị", "t"))),
        )
        for one, name in chosen
    ]
    seen = {one.path: day for one in files if (day := draw(DAYS)) is not None}
    deadlines = draw(st.sampled_from(({}, {"nam": 10}, {"nam": -11})))
    return units, files, seen, deadlines, draw(st.dates(date(2020, 12, 1), date(2021, 3, 1)))


def _sum(parts: list[ReportCounts]) -> Counter[ReportStatus]:
    found: Counter[ReportStatus] = Counter()
    for part in parts:
        found.update(part.of)
    return found


def _check(counts: ReportCounts) -> None:
    of = counts.of
    dated = of[ReportStatus.ON_TIME] + of[ReportStatus.LATE] + of[ReportStatus.UNDATED]
    left = (
        of[ReportStatus.BROKEN]
        + of[ReportStatus.EMPTY]
        + of[ReportStatus.FOREIGN]
        + of[ReportStatus.SHORTER]
        + of[ReportStatus.MISSING]
        + of[ReportStatus.NOT_DUE]
    )
    assert counts.reported == (dated if counts.judged else of[ReportStatus.UNJUDGED])
    assert counts.due == counts.reported + left
    assert counts.plans <= counts.due


@given(cases())
def test_the_counts_add_up_at_every_level(case: Case) -> None:
    """A report that is due is on time, late, undated, broken, covered by shorter periods, missing or not due yet.

    Without a deadline no report is on time or late. This holds for the whole, each level and each branch. The
    levels add up to the whole, and so do the branches.
    """
    units, files, seen, deadlines, today = case
    found = overview_of(units, files, deadlines=deadlines, first_seen=seen, today=today)
    levels = [counts for _, counts in found.levels]
    branches = [one.counts for one in found.branches]
    for counts in (found.total, *levels, *branches):
        _check(counts)
    assert _sum(levels) == _sum(branches) == Counter(found.total.of)
    assert sum(one.plans for one in levels) == sum(one.plans for one in branches) == found.total.plans
    assert sum(one.is_due for one in found.entries) == found.total.due


@given(cases())
def test_the_counts_of_a_branch_are_those_of_its_unit(case: Case) -> None:
    """A branch has the counts of the overview of its unit."""
    units, files, seen, deadlines, today = case

    def of(top: str) -> Overview:
        return overview_of(units, files, deadlines=deadlines, first_seen=seen, today=today, tops=[top])

    for branch in of("t").branches:
        if not branch.alone:
            assert of(branch.unit.id).total == branch.counts


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(case: Case, random: Random) -> None:
    units, files, seen, deadlines, today = case
    mixed = list(files)
    random.shuffle(mixed)
    assert overview_of(
        units, mixed, deadlines=deadlines, first_seen=dict(reversed(seen.items())), today=today
    ) == overview_of(units, files, deadlines=deadlines, first_seen=seen, today=today)


@given(cases(), st.integers(1, 60))
def test_time_passing_only_makes_reports_missing(case: Case, days: int) -> None:
    """As days pass, reports that are not due become missing, and nothing else changes."""
    units, files, seen, deadlines, today = case
    later = today + timedelta(days=days)
    now = overview_of(units, files, deadlines=deadlines, first_seen=seen, today=today)
    then = overview_of(units, files, deadlines=deadlines, first_seen=seen, today=later)
    for before, after in zip(now.entries, then.entries, strict=True):
        moved = (before.status, after.status) == (ReportStatus.NOT_DUE, ReportStatus.MISSING)
        assert moved or before == after
