"""Figures that speak of areas, and catalogues that lack lower units: each case by hand, and the program agrees."""

from __future__ import annotations

from coverage_accounts import answers, differences
from coverage_model import period
from coverage_oracle import Oracle, Row
from coverage_reader import project

YEAR = period(2025, "nam")
DECEMBER = YEAR.last
INDICATORS = """
dan: tong cuoi-ky dia-ban
sinh: tong tong dia-ban
ngheo: tong cuoi-ky dia-ban
tl: ty-le = ngheo / dan dia-ban
quy: tong tong
xa-lam: tong tong [xa]
tinh-lam: tong tong [tinh]
dem: dem-don-vi lon-nhat [xa]
"""
DISTRICT = """
h huyen
h/x xa
h/y xa
@2025
"""
PROVINCE = """
t tinh
@2025
"""


def row(text: str, unit: str, indicator: str) -> Row:
    """The oracle's row, with which the program's own account agrees."""
    model = project(INDICATORS, text)
    found = Oracle(model).row(unit, indicator, YEAR)
    with answers(model) as read:
        assert not differences(read.account(unit, indicator, YEAR), found, YEAR)
    return found


def seen(*values: object) -> tuple[object, ...]:
    return values


def total(text: str, unit: str, indicator: str) -> tuple[object, str, str]:
    found = row(text, unit, indicator)
    return found.thuc_hien, found.trang_thai, f"{found.da_bao_cao}/{found.phai_bao_cao}"


class TestAreas:
    """`pham_vi: dia-ban`."""

    def test_the_communes_make_the_district(self) -> None:
        text = DISTRICT + "h/x nam dan 5000\nh/y nam dan 5000"
        assert total(text, "h", "dan") == (10000, "du", "2/2")

    def test_the_same_figure_of_the_district_is_not_added(self) -> None:
        text = DISTRICT + "h nam dan 10000\nh/x nam dan 5000\nh/y nam dan 5000"
        found = row(text, "h", "dan")
        assert seen(found.thuc_hien, found.trang_thai, found.cap_minh, found.so_bao_cao) == (
            10000,
            "du",
            None,
            10000,
        )

    def test_another_figure_of_the_district_contradicts_the_communes(self) -> None:
        text = DISTRICT + "h nam dan 9000\nh/x nam dan 5000\nh/y nam dan 5000"
        assert total(text, "h", "dan") == (10000, "lech", "2/2")

    def test_the_district_speaks_for_communes_that_are_missing(self) -> None:
        assert total(DISTRICT + "h nam dan 10000\nh/x nam dan 5000", "h", "dan") == (
            10000,
            "theo-bao-cao",
            "1/2",
        )

    def test_it_is_the_same_under_toan_dia_ban(self) -> None:
        assert total(DISTRICT + "h nam *dan 10000\nh/x nam *dan 5000", "h", "dan") == (
            10000,
            "theo-bao-cao",
            "1/2",
        )

    def test_the_figure_of_a_unit_with_none_below_is_its_own(self) -> None:
        found = row(DISTRICT + "h/x nam dan 5000", "h/x", "dan")
        assert seen(found.cap_minh, found.so_bao_cao, found.trang_thai) == (5000, 5000, "du")

    def test_a_unit_that_was_joined_by_residential_areas_is_asked_no_more(self) -> None:
        """Residential areas report from July; until then the commune does."""
        text = """
        c: tong tong [xa, khu-dan-cu] dia-ban
        h/x xa
        h/x/k khu-dan-cu 2025-07-01..
        h huyen
        @2025
        h/x 6-thang c 5
        h/x/k quy-3 c 2
        h/x/k quy-4 c 1
        """
        assert total(text, "h/x", "c") == (8, "du", "2/2")

    def test_a_ratio_and_its_counts_speak_of_areas_together(self) -> None:
        text = DISTRICT + "h nam tl 3/90\nh/x nam tl 1/40\nh/y nam ngheo 2\nh/y nam dan 50"
        found = row(text, "h", "tl")
        assert seen(found.counts, found.trang_thai) == ((3, 90), "du")

    def test_births_add_up_over_the_year_and_are_not_counted_twice(self) -> None:
        quarters = "\n".join(f"h/{unit} quy-{number} sinh 10" for unit in "xy" for number in range(1, 5))
        assert total(DISTRICT + "h nam sinh 80\n" + quarters, "h", "sinh") == (80, "du", "2/2")

    def test_two_reports_of_one_unit_are_not_judged_by_each_other(self) -> None:
        """As with any own figure, the longer report counts; that the other contradicts it is MT402."""
        assert total(DISTRICT + "h/x 9-thang sinh 10\nh/x nam sinh 1", "h/x", "sinh") == (1, "du", "1/1")

    def test_a_unit_is_judged_by_what_those_reported_that_it_took_over(self) -> None:
        text = """
        t tinh
        t/x xa ..2025-06-30
        t/n xa 2025-07-01..
        t/x > t/n
        @2025
        t/n nam sinh 1
        t/x 6-thang sinh 10
        """
        assert total(text, "t/n", "sinh") == (10, "lech", "2/2")

    def test_a_ratio_of_stocks_is_the_latest_of_both_counts_until_the_end_is_known(self) -> None:
        text = DISTRICT + "h/x 6-thang tl 5/10\nh/x 9-thang ngheo 9\nh/y nam tl 1/20"
        found = row(text, "h", "tl")
        assert seen(found.counts, found.trang_thai, found.missing) == ((6, 30), "thieu", {"h/x": [DECEMBER]})

    def test_both_counts_of_a_report_are_one_figure(self) -> None:
        """So the report of the year goes before that of the quarter, although the latter needs one line only."""
        text = DISTRICT + "h/x nam ngheo 6\nh/x nam dan 10\nh/x quy-4 tl 5/8"
        assert total(text, "h/x", "tl") == (60, "du", "1/1")

    def test_a_province_without_any_unit_below_speaks_for_itself(self) -> None:
        assert total(PROVINCE + "t nam dan 600000", "t", "dan") == (600000, "du", "1/1")


class TestGaps:
    """Lower units that are not in the catalogue."""

    def test_what_a_province_alone_states_is_not_contradicted_by_its_own_figure(self) -> None:
        """290 inspections, 20 of them by the province: the commonest sentence in reports of provinces."""
        found = row(PROVINCE + "t nam quy 20\nt nam *quy 290", "t", "quy")
        assert seen(found.thuc_hien, found.trang_thai, found.cap_minh, found.so_bao_cao) == (
            290,
            "theo-bao-cao",
            20,
            290,
        )

    def test_less_than_the_parts_contradicts_them(self) -> None:
        assert total(PROVINCE + "t nam quy 20\nt nam *quy 19", "t", "quy") == (20, "lech", "1/1")

    def test_the_own_figure_alone_stands_for_the_area_and_is_never_complete(self) -> None:
        assert total(PROVINCE + "t nam quy 20", "t", "quy") == (20, "theo-bao-cao", "1/1")

    def test_what_lower_units_do_not_report_has_no_gap(self) -> None:
        assert total(PROVINCE + "t nam tinh-lam 20", "t", "tinh-lam") == (20, "du", "1/1")

    def test_two_of_many_communes_are_not_the_province(self) -> None:
        text = """
        q tinh .. +
        q/v xa
        q/c xa
        @2025
        q nam quy 1
        q/v nam quy 2
        q/c nam quy 3
        """
        found = row(text, "q", "quy")
        assert seen(found.thuc_hien, found.trang_thai, found.missing, found.unlisted) == (
            6,
            "thieu",
            {},
            {"q"},
        )
        assert total(text + "q nam *quy 60", "q", "quy") == (60, "theo-bao-cao", "3/3")
        assert total(text + "q nam *quy 5", "q", "quy") == (6, "lech", "3/3")

    def test_districts_without_communes_do_not_contradict_their_province(self) -> None:
        """20 by the province and 77 by the districts are not the 290 that the communes make full."""
        text = """
        t tinh
        t/a huyen
        t/b huyen
        @2025
        t nam quy 20
        t/a nam quy 40
        t/b nam quy 37
        """
        assert total(text, "t", "quy") == (97, "theo-bao-cao", "3/3")
        assert total(text + "t nam *quy 290", "t", "quy") == (290, "theo-bao-cao", "3/3")

    def test_a_figure_of_a_level_that_is_not_there_can_only_be_stated(self) -> None:
        assert total(PROVINCE + "t nam *xa-lam 12", "t", "xa-lam") == (12, "theo-bao-cao", "0/0")
        assert total(PROVINCE + "t nam *dem 12", "t", "dem") == (12, "theo-bao-cao", "0/0")

    def test_a_gap_reaches_the_total_above(self) -> None:
        text = """
        c trung-uong
        t tinh .. +
        t/x xa
        u tinh
        u/y xa
        @2025
        c nam quy 0
        t nam quy 1
        t/x nam quy 2
        u nam quy 4
        u/y nam quy 8
        """
        assert total(text, "u", "quy") == (12, "du", "2/2")
        assert total(text, "c", "quy") == (15, "thieu", "5/5")
        assert total(text + "t nam *quy 30", "c", "quy") == (42, "theo-bao-cao", "5/5")

    def test_member_organisations_do_not_make_a_province_whole(self) -> None:
        text = "t tinh\nt/hoi to-chuc-thanh-vien\n@2025\nt nam quy 20\nt nam *quy 290"
        assert total(text, "t", "quy") == (290, "theo-bao-cao", "1/1")
