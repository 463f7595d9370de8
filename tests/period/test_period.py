"""Years, terms and periods: the meaning of the names of folders and files."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from mttq.period import PERIODS, Cycle, parse_cycle


def cycle(name: str) -> Cycle:
    found = parse_cycle(name)
    assert found is not None
    return found


def months(name: str, period: str) -> set[tuple[int, int]]:
    """The months of a period as pairs of year and month, 1 to 12."""
    return {(month // 12, month % 12 + 1) for month in PERIODS[period].months(cycle(name))}


def test_a_year_is_a_cycle() -> None:
    year = cycle("2020")
    assert list(year.years) == [2020]
    assert not year.is_term
    assert year.title == "năm 2020"
    assert year.whole is PERIODS["nam"]


def test_a_term_lasts_from_the_year_after_its_first_to_its_last() -> None:
    term = cycle("2019-2024")
    assert list(term.years) == [2020, 2021, 2022, 2023, 2024]
    assert term.is_term
    assert term.title == "nhiệm kỳ 2019 – 2024"
    assert term.whole is PERIODS["nhiem-ky"]
    assert list(cycle("2014-2019").years) == [2015, 2016, 2017, 2018, 2019]
    assert list(cycle("2024-2025").years) == [2025]


def test_terms_and_spans_have_figures_of_each_year() -> None:
    names = ("2020", "2019-2024", "2003-2023/giai-doan", "2022/dot-thang-cao-diem")
    alone = [Cycle(2003, 2023, names[2], PERIODS["nam"]), Cycle(2022, 2022, names[3], PERIODS["nam"])]
    found = [one.has_years for one in (cycle(names[0]), cycle(names[1]), *alone)]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "20",
        "202",
        "20200",
        "1899",
        "2100",
        " 2020",
        "2020 ",
        "2020\n",
        "+2020",
        "２０２０",
        "٢٠٢٠",
        "nam-2020",
        "2020.5",
        "2019-2019",
        "2024-2019",
        "2019-24",
        "2019–2024",
        "2019 - 2024",
        "2019-2024-2029",
        "2019-",
        "-2024",
        "danh-muc",
    ],
)
def test_other_names_are_neither(name: str) -> None:
    assert parse_cycle(name) is None


def test_cycles_sort_by_time() -> None:
    names = ["2021", "2019-2024", "2020", "2014-2019"]
    assert [one.name for one in sorted(map(cycle, names))] == ["2014-2019", "2020", "2019-2024", "2021"]


def test_the_periods() -> None:
    assert list(PERIODS) == [
        *(f"thang-{number:02}" for number in range(1, 13)),
        "quy-1",
        "quy-2",
        "quy-3",
        "quy-4",
        "6-thang",
        "9-thang",
        "nam",
        "nhiem-ky",
    ]
    assert all(period.name == name for name, period in PERIODS.items())


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("thang-01", 1, 1),
        ("thang-02", 2, 2),
        ("thang-12", 12, 12),
        ("quy-1", 1, 3),
        ("quy-2", 4, 6),
        ("quy-3", 7, 9),
        ("quy-4", 10, 12),
        ("6-thang", 1, 6),
        ("9-thang", 1, 9),
        ("nam", 1, 12),
    ],
)
def test_the_months_of_a_period(period: str, first: int, last: int) -> None:
    assert months("2020", period) == {(2020, month) for month in range(first, last + 1)}


def test_the_months_of_a_term_are_the_months_of_its_years() -> None:
    years = set().union(*(months(str(year), "nam") for year in range(2020, 2025)))
    assert months("2019-2024", "nhiem-ky") == years
    assert len(years) == 60


def test_months_compare_across_years() -> None:
    december, january = PERIODS["thang-12"], PERIODS["thang-01"]
    assert december.months(cycle("2020")).stop == january.months(cycle("2021")).start


@pytest.mark.parametrize("name", ["2020", "2021", "2000", "1900", "2019-2024"])
def test_the_first_and_last_days_of_a_period(name: str) -> None:
    for period in PERIODS.values():
        found = cycle(name)
        if not period.fits(found):
            continue
        first, last = period.first_day(found), period.last_day(found)
        inside = months(name, period.name)
        assert first.day == 1
        assert (first.year, first.month) == min(inside)
        assert (last.year, last.month) == max(inside)
        assert (last + timedelta(days=1)).day == 1


def test_february_has_29_days_in_leap_years() -> None:
    february = PERIODS["thang-02"]
    assert february.last_day(cycle("2020")) == date(2020, 2, 29)
    assert february.last_day(cycle("2021")) == date(2021, 2, 28)


def test_two_periods_are_nested_or_have_no_month_in_common() -> None:
    """The choice of the longest periods depends on this."""
    folders: dict[str, list[str]] = {"2020": list(PERIODS), "2021": list(PERIODS), "2019-2024": ["nhiem-ky"]}
    all_months = [
        months(folder, name)
        for folder, names in folders.items()
        for name in names
        if PERIODS[name].fits(cycle(folder))
    ]
    for one, other in product(all_months, repeat=2):
        assert one <= other or other <= one or not one & other


def test_only_a_term_has_a_report_of_the_term() -> None:
    for name, period in PERIODS.items():
        assert period.fits(cycle("2019-2024")) == (name == "nhiem-ky")
        assert period.fits(cycle("2020")) == (name != "nhiem-ky")


@pytest.mark.parametrize(
    ("name", "period", "title"),
    [
        ("2020", "thang-02", "tháng 2 năm 2020"),
        ("2020", "quy-4", "quý IV năm 2020"),
        ("2020", "6-thang", "6 tháng đầu năm 2020"),
        ("2020", "9-thang", "9 tháng đầu năm 2020"),
        ("2020", "nam", "năm 2020"),
        ("2019-2024", "nhiem-ky", "nhiệm kỳ 2019 – 2024"),
    ],
)
def test_the_title_of_a_period_with_its_cycle(name: str, period: str, title: str) -> None:
    assert PERIODS[period].full_title(cycle(name)) == title
