"""What the overview says about one unit's report, case by case."""

from __future__ import annotations

from datetime import date

import pytest
from completeness_project import File, overview_of, unit

from mttq.completeness import DateSource, Overview, ReportEntry, ReportStatus

DUE = date(2021, 1, 10)
TREE = (unit("t", "tinh"), unit("t/h", "huyen"), unit("t/h/a"), unit("t/h/b"), unit("t/c"))


def _statuses(found: Overview) -> dict[str, str]:
    return {one.unit.id: one.status.value for one in found.entries}


def _of(found: Overview, unit_id: str) -> ReportEntry:
    return next(one for one in found.entries if one.unit.id == unit_id)


def test_one_report_is_due_from_each_unit_of_the_tree() -> None:
    found = overview_of(TREE)
    assert _statuses(found) == dict.fromkeys(("t", "t/h", "t/h/a", "t/h/b", "t/c"), "chua-nop")
    assert [(level.value, counts.due) for level, counts in found.levels] == [
        ("tinh", 1),
        ("huyen", 1),
        ("xa", 3),
    ]
    assert [(one.unit.id, one.alone, one.counts.due) for one in found.branches] == [
        ("t", True, 1),
        ("t/h", False, 3),
        ("t/c", False, 1),
    ]
    assert (found.total.due, found.total.reported, found.deadline) == (5, 0, DUE)


def test_the_chosen_unit_and_everything_below_it() -> None:
    assert list(_statuses(overview_of(TREE, tops=["t/h"]))) == ["t/h", "t/h/a", "t/h/b"]
    several = overview_of(TREE, tops=["t/h", "t/c"])
    assert [(one.unit.id, one.alone, one.counts.due) for one in several.branches] == [
        ("t/h", False, 3),
        ("t/c", False, 1),
    ]


@pytest.mark.parametrize(
    ("day", "status", "late"),
    [
        (date(2020, 12, 31), ReportStatus.ON_TIME, 0),
        (DUE, ReportStatus.ON_TIME, 0),
        (date(2021, 1, 11), ReportStatus.LATE, 1),
        (date(2021, 3, 1), ReportStatus.LATE, 50),
        (None, ReportStatus.UNDATED, 0),
    ],
)
def test_the_last_day_is_still_on_time(day: date | None, status: ReportStatus, late: int) -> None:
    entry = overview_of(TREE, [File("t", day=day)]).entries[0]
    assert (entry.status, entry.days_late, entry.day) == (status, late, day)
    assert entry.source is (DateSource.DOCUMENT if day else None)


def test_the_day_in_the_document_takes_precedence_over_git() -> None:
    seen = {File(one).path: date(2021, 2, 1) for one in ("t", "t/c")}
    found = overview_of(TREE, [File("t", day=DUE), File("t/c"), File("t/h")], first_seen=seen)
    assert (_of(found, "t").status, _of(found, "t").source) == (ReportStatus.ON_TIME, DateSource.DOCUMENT)
    assert (_of(found, "t/c").status, _of(found, "t/c").source) == (ReportStatus.LATE, DateSource.GIT)
    assert (_of(found, "t/c").days_late, _of(found, "t/h").status) == (22, ReportStatus.UNDATED)


@pytest.mark.parametrize(
    ("today", "deadlines", "status"),
    [
        (DUE, {"nam": 10}, ReportStatus.NOT_DUE),
        (date(2021, 1, 11), {"nam": 10}, ReportStatus.MISSING),
        (date(2020, 12, 20), {"nam": -11}, ReportStatus.NOT_DUE),
        (date(2020, 12, 21), {"nam": -11}, ReportStatus.MISSING),
        # Without a deadline nothing is missing before the period is over.
        (date(2020, 12, 31), {"quy-1": 5}, ReportStatus.NOT_DUE),
        (date(2021, 1, 1), {}, ReportStatus.MISSING),
        # Deadlines that no date can hold.
        (date(2020, 1, 1), {"nam": -999_999_999}, ReportStatus.MISSING),
        (date(2900, 1, 1), {"nam": 999_999_999}, ReportStatus.NOT_DUE),
    ],
)
def test_a_report_is_not_missing_before_it_is_due(
    today: date, deadlines: dict[str, int], status: ReportStatus
) -> None:
    assert overview_of(TREE, today=today, deadlines=deadlines).entries[0].status is status


def test_without_a_deadline_no_report_is_on_time_or_late() -> None:
    found = overview_of(TREE, [File("t", day=date(2025, 1, 1)), File("t/c")], deadlines={})
    assert _statuses(found) == {
        "t": "da-nop",
        "t/h": "chua-nop",
        "t/h/a": "chua-nop",
        "t/h/b": "chua-nop",
        "t/c": "da-nop",
    }
    assert (found.total.reported, found.total.on_time_rate, found.total.judged) == (2, None, False)


def test_a_file_that_cannot_be_read_is_neither_reported_nor_missing() -> None:
    found = overview_of(TREE, [File("t", readable=False)], first_seen={File("t").path: DUE})
    assert (_of(found, "t").status, _of(found, "t").path) == (ReportStatus.BROKEN, "plans/2020/t/nam.yaml")
    assert (found.total.reported, found.total.of[ReportStatus.BROKEN]) == (0, 1)


@pytest.mark.parametrize(
    ("names", "shorter"),
    [
        (("quy-1", "quy-2", "quy-3", "quy-4"), ("quy-1", "quy-2", "quy-3", "quy-4")),
        (("quy-4", "thang-09", "6-thang", "thang-08", "quy-1", "quy-3"), ("6-thang", "quy-3", "quy-4")),
        (("9-thang", "thang-10", "thang-11", "thang-12"), ("9-thang", "thang-10", "thang-11", "thang-12")),
        (("9-thang", "6-thang", "quy-4"), ("9-thang", "quy-4")),
        (("quy-1", "quy-2", "quy-3", "thang-11", "thang-12"), ()),
        (("9-thang",), ()),
        ((), ()),
    ],
)
def test_shorter_periods_that_cover_the_year(names: tuple[str, ...], shorter: tuple[str, ...]) -> None:
    entry = overview_of(TREE, [File("t", name) for name in names]).entries[0]
    assert entry.shorter == shorter
    assert entry.status is (ReportStatus.SHORTER if shorter else ReportStatus.MISSING)


def test_shorter_periods_that_cannot_be_read_cover_nothing() -> None:
    files = [File("t", f"quy-{number}", readable=number != 3) for number in range(1, 5)]
    assert overview_of(TREE, files).entries[0].status is ReportStatus.MISSING


def test_the_report_for_the_year_takes_precedence_over_shorter_ones() -> None:
    files = [File("t", f"quy-{number}") for number in range(1, 5)]
    entry = overview_of(TREE, [*files, File("t", day=DUE)]).entries[0]
    assert (entry.status, entry.shorter) == (ReportStatus.ON_TIME, ())


def test_a_quarter_is_covered_by_its_months_and_not_by_the_year() -> None:
    months = [File("t", f"thang-0{number}") for number in (4, 5, 6)]
    found = overview_of(TREE, [*months, File("t/c", "nam"), File("t/h", "6-thang")], period="quy-2")
    assert _of(found, "t").shorter == ("thang-04", "thang-05", "thang-06")
    assert (_of(found, "t/c").status, _of(found, "t/h").status) == (
        ReportStatus.MISSING,
        ReportStatus.MISSING,
    )


def test_a_term_is_covered_by_the_reports_of_its_years() -> None:
    years = [File("t", cycle=str(year)) for year in range(2020, 2024)]
    last = [File("t", name, cycle="2024") for name in ("9-thang", "quy-4")]
    found = overview_of(TREE, [*years, *last], period="nhiem-ky", cycle="2019-2024", today=date(2025, 1, 1))
    assert _of(found, "t").shorter == ("2020", "2021", "2022", "2023", "2024/9-thang", "2024/quy-4")
    assert _of(found, "t/c").status is ReportStatus.MISSING


def test_a_term_is_not_covered_by_another_term_inside_it() -> None:
    inner = [File("t", "nhiem-ky", cycle=name) for name in ("2019-2022", "2022-2024")]
    found = overview_of(TREE, inner, period="nhiem-ky", cycle="2019-2024", today=date(2025, 1, 1))
    assert _of(found, "t").status is ReportStatus.MISSING


def test_a_unit_that_ends_or_begins_within_the_period() -> None:
    units = (
        unit("t", "tinh"),
        unit("t/cu", last=date(2020, 6, 30)),
        unit("t/moi", first=date(2020, 7, 1)),
        unit("t/truoc", last=date(2019, 12, 31)),
        unit("t/sau", first=date(2021, 1, 1)),
    )
    files = [File("t/cu", "quy-1"), File("t/cu", "quy-2"), File("t/moi", "quy-3")]
    found = overview_of(units, files)
    assert _statuses(found) == {"t": "chua-nop", "t/cu": "du-ky-ngan", "t/moi": "chua-nop"}
    assert (_of(found, "t/cu").first, _of(found, "t/cu").last) == (None, date(2020, 6, 30))
    assert (_of(found, "t/moi").first, _of(found, "t/moi").last) == (date(2020, 7, 1), None)


def test_a_unit_that_outlives_the_one_above_it_is_a_branch() -> None:
    units = (unit("t", "tinh"), unit("t/h", "huyen", last=date(2019, 1, 1)), unit("t/h/a"), unit("t/h/a/k"))
    found = overview_of(units)
    assert [(one.unit.id, one.counts.due) for one in found.branches] == [("t", 1), ("t/h/a", 2)]


def test_residential_areas_and_members_report_only_if_an_indicator_names_them() -> None:
    """The small catalogue names neither; a report that is not due is shown but not counted."""
    units = (*TREE, unit("t/h/a/k", "khu-dan-cu"), unit("t/hoi", "to-chuc-thanh-vien"))
    found = overview_of(units, [File("t/hoi", day=DUE)])
    assert "t/h/a/k" not in _statuses(found)
    assert (_of(found, "t/hoi").is_due, _of(found, "t/hoi").status) == (False, ReportStatus.ON_TIME)
    assert (found.total.due, found.total.reported) == (5, 0)
    assert [level.value for level, _ in found.levels] == ["tinh", "huyen", "xa"]


def test_plans_are_counted_apart_from_reports() -> None:
    found = overview_of(TREE, [File("t", "ke-hoach"), File("t/c", "ke-hoach", readable=False)])
    assert [one.unit.id for one in found.entries if one.plan] == ["t", "t/c"]
    assert (found.total.plans, found.total.reported) == (2, 0)


def test_rates_are_shares_of_the_reports_due() -> None:
    files = [File("t", day=DUE), File("t/h", day=date(2021, 2, 1)), File("t/c")]
    total = overview_of(TREE[:2] + TREE[4:], files).total
    assert (total.due, total.reported) == (3, 3)
    assert total.rate == 100
    assert f"{total.on_time_rate:.2f}" == "33.33"


def test_no_report_is_due_from_a_unit_that_does_not_exist() -> None:
    found = overview_of([unit("t", "tinh", last=date(2019, 1, 1))])
    assert (found.entries, found.levels, found.branches, found.total.rate) == ((), (), (), None)


def test_a_report_without_content_or_of_another_unit_is_not_handed_in() -> None:
    files = [
        File("t", day=date(2021, 1, 5), empty=True),
        File("t/h", source="t/c"),
        File("t/h/a", source="Sổ theo dõi của Văn phòng"),
        *(File("t/h/b", f"quy-{number}", empty=number == 2) for number in (1, 2, 3, 4)),
        *(File("t/c", f"quy-{number}", source="t") for number in (1, 2, 3, 4)),
    ]
    found = overview_of(TREE, files, first_seen={"plans/2020/t/h/nam.yaml": date(2021, 1, 5)})
    assert _statuses(found) == {
        "t": "rong",
        "t/h": "so-lieu-tu-nguon-khac",
        "t/h/a": "khong-ro-ngay",
        "t/h/b": "chua-nop",
        "t/c": "chua-nop",
    }
    assert [(one.path, one.day) for one in found.entries][:2] == [
        ("plans/2020/t/nam.yaml", None),
        ("plans/2020/t/h/nam.yaml", None),
    ]
    assert (found.total.due, found.total.reported) == (5, 1)


@pytest.mark.parametrize(
    ("deadline", "committed", "day", "status"),
    [
        (10, date(2020, 6, 1), date(2020, 12, 31), "dung-han"),
        (10, date(2020, 12, 31), date(2020, 12, 31), "dung-han"),
        (10, date(2021, 1, 11), date(2021, 1, 11), "muon"),
        (-11, date(2020, 12, 15), date(2020, 12, 20), "dung-han"),
        (-11, date(2020, 12, 21), date(2020, 12, 21), "muon"),
    ],
)
def test_a_day_of_git_is_never_before_the_end_of_the_period(
    deadline: int, committed: date, day: date, status: str
) -> None:
    """If the deadline comes before the end, not before the deadline."""
    seen = {"plans/2020/t/nam.yaml": committed}
    entry = overview_of(TREE, [File("t")], deadlines={"nam": deadline}, first_seen=seen).entries[0]
    assert (entry.day, entry.status) == (day, status)
