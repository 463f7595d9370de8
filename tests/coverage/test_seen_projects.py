"""Twenty small projects whose totals came out wrong once, with the values that are right."""

from __future__ import annotations

import json
from contextlib import chdir
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from coverage_accounts import answers, differences
from coverage_model import Goal, Period, Project, period
from coverage_oracle import Oracle, Row
from coverage_random import write
from coverage_reader import project
from typer.testing import CliRunner

from mttq.cli.app import app

INDICATORS = """
quy: tong tong
so-du: tong cuoi-ky
a: tong tong
b: tong tong
c: tong tong
tl: ty-le = a / b
tl2: ty-le = c / b
dan: tong cuoi-ky
bq: binh-quan binh-quan
bqw: binh-quan cuoi-ky * dan
lon: lon-nhat lon-nhat
dem: dem-don-vi lon-nhat [xa]
nha: tong tong = xay + sua
xay: tong tong
sua: tong tong
hv: tong binh-quan
"""
THREE_PROVINCES = """
trung-uong trung-uong
pt tinh
pt/a xa
vp tinh ..2025-06-30
vp/b xa ..2025-06-30
hb tinh ..2025-06-30
hb/c xa ..2025-06-30
vp > pt 2025-07-01
hb > pt 2025-07-01
"""
YEAR = period(2025, "nam")
HALF = period(2024, "6-thang")


def seen(*values: object) -> tuple[object, ...]:
    return values


def row(
    text: str, unit: str, indicator: str, of: Period, as_of: date | None = None, *, code: str = ""
) -> Row:
    """The oracle's row, with which the program's account and the row that `mttq total` shows agree."""
    model = project(INDICATORS, text)
    found = Oracle(model).row(unit, indicator, of, as_of=as_of)
    with answers(model) as read:
        assert not differences(read.account(unit, indicator, of, as_of), found, of)
    shown = command(model, unit, indicator, of, as_of=as_of, code=code)
    names = ("cap_duoi_dang_ky", "so_cong_don", "so_bao_cao", "cap_minh", "thuc_hien")
    for name in names:
        assert near(shown[name], getattr(found, name)), name
    assert shown["trang_thai"] == found.trang_thai
    assert (shown["da_bao_cao"], shown["phai_bao_cao"]) == (found.da_bao_cao, found.phai_bao_cao)
    if found.ke_hoach is None:
        assert shown["ke_hoach"] is None
    return found


def command(
    model: Project,
    unit: str,
    indicator: str,
    of: Period,
    *,
    as_of: date | None = None,
    compare: str = "",
    code: str = "",
) -> dict[str, Any]:
    """The row that `mttq total` shows, beside an error of some code if the project is expected to have one."""
    with TemporaryDirectory() as folder, chdir(folder):
        write(model, Path(folder))
        words = ["total", str(of.year), "--period", of.name, "--unit", unit, "--indicator", indicator]
        words += ["--as-of", str(as_of)] if as_of else []
        words += ["--compare", compare] if compare else []
        result = CliRunner().invoke(app, [*words, "--format", "json"])
        assert result.exit_code == int(bool(code)), result.stderr
        assert code in result.stderr
    rows = json.loads(result.stdout, parse_float=Decimal, parse_int=Decimal)
    (found,) = [one for one in rows if one["don_vi"] == unit]
    return dict(found)


def near(shown: Decimal | None, expected: Fraction | None) -> bool:
    """Whether a number is shown as it is, or rounded to two decimals."""
    if shown is None or expected is None:
        return shown is None and expected is None
    return abs(Fraction(shown) - expected) <= Fraction(1, 200)


def result(row: Row) -> tuple[object, str]:
    return row.thuc_hien, row.trang_thai


class TestMergedProvinces:
    """Three provinces become one on 1 July 2025; amounts in millions."""

    HALVES = """
    @2025
    pt 6-thang *quy 18390
    vp 6-thang *quy 6410
    hb 6-thang *quy 78690
    pt quy-3 *quy 40000
    pt quy-4 *quy 60000
    """
    YEARS = """
    @2024
    pt nam *quy 20
    vp nam *quy 6
    hb nam *quy 8
    @2025
    pt nam *quy 40
    """

    def test_a_half_year_of_each_and_two_quarters_of_the_heir_add_up(self) -> None:
        found = row(THREE_PROVINCES + self.HALVES, "pt", "quy", YEAR)
        assert result(found) == (203490, "theo-bao-cao")

    def test_nine_months_are_two_halves_and_a_quarter(self) -> None:
        found = row(THREE_PROVINCES + self.HALVES, "pt", "quy", period(2025, "9-thang"))
        assert result(found) == (143490, "theo-bao-cao")

    def test_the_year_before_is_that_of_all_three(self) -> None:
        model = project(INDICATORS, THREE_PROVINCES, self.YEARS)
        found = Oracle(model).row("pt", "quy", YEAR, compare=2024)
        assert seen(found.thuc_hien, found.cung_ky) == (40, 34)
        shown = command(model, "pt", "quy", YEAR, compare="2024")
        assert seen(shown["thuc_hien"], shown["cung_ky"], shown["so_cung_ky"]) == (40, 34, Decimal("117.65"))

    @pytest.mark.parametrize("as_of", [None, date(2025, 12, 31)])
    def test_a_merger_changes_no_total_of_the_centre(self, as_of: date | None) -> None:
        found = row(THREE_PROVINCES + self.YEARS, "trung-uong", "quy", period(2024, "nam"), as_of)
        assert found.thuc_hien == 34


def test_quarters_stated_by_the_heir_and_a_half_year_of_the_predecessor() -> None:
    text = """
    p tinh
    p/a xa
    q tinh ..2025-06-30
    q > p 2025-07-01
    @2025
    p quy-1 *quy 10
    p quy-2 *quy 10
    p quy-3 *quy 10
    p quy-4 *quy 10
    q 6-thang quy 5
    """
    assert result(row(text, "p", "quy", YEAR)) == (45, "theo-bao-cao")


@pytest.mark.parametrize("unit", ["t", "t/n1"])
def test_a_new_commune_that_states_its_area_gives_its_own_figure(unit: str) -> None:
    text = """
    t tinh
    t/x xa ..2025-06-30
    t/n1 xa 2025-07-01..
    t/x > t/n1
    @2025
    t nam quy 0
    t/x 6-thang quy 10
    t/n1 quy-3 *quy 8
    t/n1 quy-4 *quy 8
    """
    assert result(row(text, unit, "quy", YEAR)) == (26, "du")


def test_a_commune_outlives_its_district() -> None:
    text = """
    t tinh
    t/h huyen ..2025-06-30
    t/h/x xa
    t/h/y xa ..2025-06-30
    @2025
    t nam quy 0
    t/h 6-thang quy 0
    t/h 6-thang *quy 100
    t/h/x quy-3 quy 7
    t/h/x quy-4 quy 8
    """
    assert result(row(text, "t", "quy", YEAR)) == (115, "theo-bao-cao")


def test_years_of_the_heirs_instead_of_a_half_year_of_the_district() -> None:
    text = """
    t tinh
    t/h huyen ..2025-06-30
    t/h/x xa ..2025-06-30
    t/h/y xa ..2025-06-30
    t/n1 xa 2025-07-01..
    t/n2 xa 2025-07-01..
    t/h/x > t/n1
    t/h/y > t/n2
    @2025
    t nam quy 0
    t/h 6-thang quy 5
    t/h 6-thang *quy 65
    t/n1 nam *quy 80
    t/n2 nam *quy 40
    """
    assert result(row(text, "t", "quy", YEAR)) == (125, "theo-bao-cao")


TWO_COMMUNES = """
t tinh
t/x xa
t/y xa
"""


def test_a_unit_without_a_denominator_keeps_its_numerator() -> None:
    text = (
        TWO_COMMUNES
        + """
        t nam a 0
        t nam b 0
        t/x nam a 2
        t/x nam b 0
        t/y nam a 5
        t/y nam b 10
        """
    )
    assert result(row(text, "t", "tl", period(2024, "nam"))) == (70, "du")


def test_a_quarter_stated_does_not_replace_a_year_computed() -> None:
    text = (
        TWO_COMMUNES
        + """
        t nam tl không áp dụng
        t quy-1 *tl 1/2
        t/x nam tl 6/8
        """
    )
    assert result(row(text, "t", "tl", period(2024, "nam"))) == (75, "thieu")


@pytest.mark.parametrize(("unit", "value"), [("t/n", 100), ("t", 120), ("t/k", 30)])
def test_a_transfer_counts_if_the_giver_belongs_elsewhere(unit: str, value: int) -> None:
    text = """
    t tinh
    t/h1 huyen ..2024-06-30
    t/h1/x1 xa ..2024-06-30
    t/h2 huyen ..2024-06-30
    t/k huyen
    t/k/y xa 2024-07-01..
    t/n huyen 2024-07-01..
    t/h1/x1 > t/k/y
    t/h1 > t/n
    t/h2 > t/n
    t nam quy 0
    t/h1 nam quy 0
    t/h1/x1 nam quy 30
    t/h2 nam quy 100 < t/h1/x1 10
    t/k nam quy 0
    t/k/y nam quy 0
    t/n nam quy 0
    """
    assert result(row(text, unit, "quy", period(2024, "nam"))) == (value, "theo-bao-cao")


MERGED_COMMUNES = """
t tinh
t/x xa ..2025-06-30
t/y xa ..2025-06-30
t/n xa 2025-07-01..
t/x > t/n
t/y > t/n
@2025
"""


def test_a_range_and_a_least_value_add_up_to_a_range() -> None:
    text = (
        MERGED_COMMUNES
        + """
        t/x plan quy 10..20
        t/y plan quy 40
        t/n nam quy 300
        """
    )
    goal = Goal(comparator="khoang", low=Fraction(50), high=Fraction(60))
    assert row(text, "t/n", "quy", YEAR).ke_hoach == goal
    shown = command(project(INDICATORS, text), "t/n", "quy", YEAR)
    assert shown["ke_hoach"] == {"so_sanh": "khoang", "tu": 50, "den": 60}


def test_at_least_and_at_most_cannot_be_added() -> None:
    text = (
        MERGED_COMMUNES
        + """
        t/n plan quy 30
        t/x plan quy 60
        t/y plan quy không quá 40
        """
    )
    found = row(text, "t/n", "quy", YEAR)
    assert seen(found.ke_hoach, found.ke_hoach_khong_cong) == (None, True)


def test_what_the_heirs_have_registered_by_a_later_tree() -> None:
    text = """
    t tinh
    t/h huyen ..2025-06-30
    t/h/x xa ..2025-06-30
    t/h/y xa ..2025-06-30
    t/n1 xa 2025-07-01..
    t/n2 xa 2025-07-01..
    t/h/x > t/n1
    t/h/y > t/n1 50%
    t/h/y > t/n2 50%
    @2025
    t plan quy 130
    t/h plan quy 100
    t/h/x plan quy 60
    t/h/y plan quy 40
    t/n1 plan quy 30
    """
    assert row(text, "t", "quy", YEAR, date(2025, 12, 31)).cap_duoi_dang_ky == 130


def test_a_ratio_counts_the_months_that_have_both() -> None:
    text = (
        TWO_COMMUNES
        + """
        t/x quy-1 a 5
        t/x quy-1 b 10
        t/x quy-2 a 5
        """
    )
    assert result(row(text, "t/x", "tl", HALF)) == (50, "thieu")


def test_a_ratio_that_does_not_apply_in_a_quarter() -> None:
    text = (
        TWO_COMMUNES
        + """
        t/x quy-1 tl 6/8
        t/x quy-2 tl không áp dụng
        """
    )
    assert result(row(text, "t/x", "tl", HALF)) == (75, "du")
    assert result(row(text, "t/x", "a", HALF)) == (6, "du")


@pytest.mark.parametrize("unit", ["t", "t/n"])
def test_units_are_counted_that_exist_on_the_last_day(unit: str) -> None:
    text = """
    t tinh
    t/x1 xa ..2025-06-30
    t/x2 xa ..2025-06-30
    t/x3 xa ..2025-06-30
    t/n xa 2025-07-01..
    t/x1 > t/n
    t/x2 > t/n
    t/x3 > t/n
    @2025
    t/x1 6-thang dem 1
    t/x2 6-thang dem 1
    t/x3 6-thang dem 1
    t/n quy-3 dem 1
    t/n quy-4 dem 1
    """
    assert result(row(text, unit, "dem", YEAR)) == (1, "du")


def test_a_mean_can_be_stated_rounded() -> None:
    text = """
    t tinh
    t/x xa
    t quy-4 hv 0
    t quy-4 *hv 1,33
    t/x thang-10 hv 1
    t/x thang-11 hv 1
    t/x thang-12 hv 2
    """
    assert result(row(text, "t", "hv", period(2024, "quy-4"))) == (Fraction(4, 3), "du")


@pytest.mark.parametrize("lines", [("tl 6/8", "tl2 5/9"), ("tl2 5/9", "tl 6/8")])
def test_two_ratios_that_disagree_about_a_count_leave_it_open(lines: tuple[str, str]) -> None:
    text = TWO_COMMUNES + "\n".join(f"t/x nam {line}" for line in lines)
    found = row(text, "t/x", "b", period(2024, "nam"), code="MT410")
    assert result(found) == (None, "thieu")
    assert found.ties == ((("t/x 2024 nam tl",), ("t/x 2024 nam tl2",)),)


def test_the_line_of_a_whole_wins_over_one_of_its_parts() -> None:
    text = (
        TWO_COMMUNES
        + """
        t/x nam nha 5
        t/x nam xay 6
        """
    )
    assert result(row(text, "t/x", "nha", period(2024, "nam"), code="MT409")) == (5, "du")


def test_a_unit_without_an_end_stays_expected() -> None:
    text = """
    t tinh
    t/x xa
    t/y xa 2024-07-01..
    t/x > t/y
    t nam quy 0
    t/x 6-thang quy 100
    t/y nam quy 1
    """
    found = row(text, "t", "quy", period(2024, "nam"), code="MT321")
    assert result(found) == (101, "thieu")
    assert found.missing == {"t/x": list(period(2024, "nam").months)[6:]}
