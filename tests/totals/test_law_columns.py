"""Sums of whole numbers give the same rows as figures added one by one."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from columns_project import RandomProject
from totals_project import put

from mttq.documents import load
from mttq.output import totals as output
from mttq.period import PERIODS, parse_cycle
from mttq.totals import PlainRow, Sums, build_table, shown_table

_PROJECTS = 32
_MERGERS = 8


def compared(root: Path, seed: int, *, changes: bool = False) -> tuple[int, int]:
    """Compare the rows of a random project; return how many are plain, and how many there are."""
    random = Random(seed)
    made = RandomProject(random, changes=changes)
    for path, text in made.files.items():
        put(root, path, text)
    project = load(root)
    assert [one.message for one in project.diagnostics] == []
    year = parse_cycle("2020")
    assert year is not None
    centre = project.catalogue.units.centre
    tops = [centre] if centre else [unit.id for unit in project.catalogue.units.children("")]
    plain = rows = 0
    sums, some = Sums.below(project, *tops), Random(f"{seed}:units")
    for name in sorted(made.periods):
        period = PERIODS[name]
        for depth in (None, random.randint(0, 2)):
            whole = build_table(project, year, period, tops=tops, depth=depth)
            shown = shown_table(project, year, period, tops=tops, depth=depth)
            expected = {(row.unit.id, row.indicator.id): output.values(row, whole) for row in whole.rows}
            assert {
                (row.unit.id, row.indicator.id): output.values(row, shown) for row in shown.rows
            } == expected
            if depth is None:
                units = {unit for unit in project.catalogue.units.by_id if some.random() < 0.4}
                assert {
                    (row.unit.id, row.indicator.id): output.values(row, whole)
                    for row in sums.shown_rows(units, year, period)
                } == {place: cells for place, cells in expected.items() if place[0] in units}
            assert (shown.gaps, shown.left_out) == (whole.gaps, whole.left_out)
            for width in (80, 200):
                text = output.render(shown, project.catalogue, width=width, colour=False)
                assert text == output.render(whole, project.catalogue, width=width, colour=False)
            blocks = shown_table(project, year, period, tops=tops, depth=depth, in_blocks=True)
            assert (blocks.gaps, blocks.left_out) == (whole.gaps, whole.left_out)
            assert "".join(output.render_csv(blocks)) == "".join(output.render_csv(whole))
            assert "".join(output.render_json(blocks)) == "".join(output.render_json(whole))
            plain += sum(isinstance(row, PlainRow) for row in shown.rows)
            rows += len(shown.rows)
    return plain, rows


@pytest.mark.parametrize("part", range(4))
def test_columns_give_the_rows_that_figures_give(tmp_path: Path, part: int) -> None:
    """Law: every value of a row, every text, and what is left out are the same; and many rows are plain."""
    plain = rows = 0
    for number in range(_PROJECTS):
        some, all_rows = compared(tmp_path / str(number), part * _PROJECTS + number)
        plain, rows = plain + some, rows + all_rows
    # Ratios and wholes are seldom plain: counts contradict them, or areas are stated.
    assert plain > rows * 2 // 5


@pytest.mark.parametrize("part", range(4))
def test_columns_give_the_rows_of_a_year_of_mergers(tmp_path: Path, part: int) -> None:
    """Law: the same where units end in the year and others take them over, also by shares, with statements of both."""
    plain = rows = 0
    for number in range(_MERGERS):
        some, all_rows = compared(tmp_path / str(number), part * _MERGERS + number, changes=True)
        plain, rows = plain + some, rows + all_rows
    assert plain > rows // 5


def test_an_heir_speaks_for_a_residential_area_that_states_what_it_need_not_report(tmp_path: Path) -> None:
    compared(tmp_path, 201296, changes=True)


def test_a_province_without_units_below_it_that_becomes_a_commune(tmp_path: Path) -> None:
    compared(tmp_path, 103419)


def test_the_last_stock_of_a_unit_that_has_ended_leaves_the_verdict_to_those_below(tmp_path: Path) -> None:
    compared(tmp_path, 200630, changes=True)


def test_what_a_unit_that_has_ended_states_of_a_stock_is_not_shown(tmp_path: Path) -> None:
    """A district that ended in September states a stock; the commune below it still counts."""
    put(
        tmp_path,
        "danh-muc/chuong-trinh.yaml",
        "2020: {tu_nam: 2020, den_nam: 2020, chuong_trinh: {1: {ten: Một}}}\n",
    )
    put(
        tmp_path,
        "danh-muc/chi-tieu.yaml",
        "ho: {ten: Hộ, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, cap: [xa]}\n",
    )
    put(
        tmp_path,
        "danh-muc/don-vi.yaml",
        "h: {ten: H, cap: huyen, den: 2020-09-30, cap_duoi: {x: {ten: X, cap: xa}}}\n",
    )
    head = "nam: 2020\nky: nam\nchuong_trinh: {1: {"
    put(tmp_path, "2020/h/nam.yaml", f"don_vi: h\n{head}toan_dia_ban: {{ho: 8}}}}}}\n")
    put(tmp_path, "2020/h/x/nam.yaml", f"don_vi: h/x\n{head}so_lieu: {{ho: 8}}}}}}\n")
    project, year = load(tmp_path), parse_cycle("2020")
    assert year is not None
    whole = build_table(project, year, year.whole, tops=["h"])
    shown = shown_table(project, year, year.whole, tops=["h"])
    expected = [output.values(row, whole) for row in whole.rows]
    assert [output.values(row, shown) for row in shown.rows] == expected
    assert expected[0][output.COLUMNS.index("so_bao_cao")] is None


def test_who_has_to_report_a_stock_of_areas_says_nothing_of_other_stocks(tmp_path: Path) -> None:
    """The province must report its balance, but not the area that its commune reports."""
    put(
        tmp_path,
        "danh-muc/chuong-trinh.yaml",
        "2020: {tu_nam: 2020, den_nam: 2020, chuong_trinh: {1: {ten: Một}}}\n",
    )
    stock = "chuong_trinh: 1, don_vi_tinh: ha, theo_cap: tong, theo_ky: cuoi-ky"
    put(
        tmp_path,
        "danh-muc/chi-tieu.yaml",
        f"dat: {{ten: Đất, {stock}, pham_vi: dia-ban}}\ndu: {{ten: Dư, {stock}}}\n",
    )
    put(tmp_path, "danh-muc/don-vi.yaml", "t: {ten: T, cap: tinh, cap_duoi: {x: {ten: X, cap: xa}}}\n")
    head = "nam: 2020\nky: nam\nchuong_trinh: {1: {so_lieu: {dat: 8 ha, du: 5 ha}}}\n"
    put(tmp_path, "2020/t/x/nam.yaml", f"don_vi: t/x\n{head}")
    project, year = load(tmp_path), parse_cycle("2020")
    assert year is not None
    shown = shown_table(project, year, year.whole, tops=["t"])
    due = output.COLUMNS.index("phai_bao_cao")
    found = {(row.unit.id, row.indicator.id): output.values(row, shown)[due] for row in shown.rows}
    assert found == {("t", "dat"): 1, ("t", "du"): 2, ("t/x", "dat"): 1, ("t/x", "du"): 1}


_UNITS = "t: {ten: T, cap: tinh, cap_duoi_chua_du: false, cap_duoi: {h: {ten: H, cap: huyen, cap_duoi_chua_du: false"
_PASSING = f"{_UNITS}, den: 2020-09-30}}}}}}\n"
_LEVELS = "[{gia_tri: tinh, den: 2020-06-30}, {gia_tri: xa, tu: 2020-07-01}]"
_CHANGING = f"t: {{ten: T, cap_duoi_chua_du: false, cap: {_LEVELS}}}\n"
_COUNTED = """\
tu: {ten: Tử, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong}
mau: {ten: Mẫu, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}
ty: {ten: Tỷ, chuong_trinh: 1, don_vi_tinh: "%", theo_cap: ty-le, tu_so: tu, mau_so: mau}
ca: {ten: Cả, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong, gom: [tu, mau]}
"""


@pytest.mark.parametrize(
    ("units", "reports"),
    [
        # A sum has a part that a line and a ratio of the same report give differently.
        (f"{_UNITS}}}}}}}\n", {"t/nam": '{tu: "0", mau: "5", ty: "8/5"}'}),
        # A line is written beside a ratio of a flow and a stock.
        (f"{_UNITS}}}}}}}\n", {"t/h/nam": '{tu: "3", ty: "0/4"}'}),
        # A count of such a ratio comes from another report.
        (f"{_UNITS}}}}}}}\n", {"t/nam": '{ty: "6/5"}', "t/quy-4": '{tu: "12", mau: "8"}'}),
        # It is of a unit that is not there at the end.
        (_PASSING, {"t/h/nam": '{ty: "5/7"}'}),
        # Such a unit gives the flow alone, and has no stock.
        (_PASSING, {"t/nam": '{tu: "2", mau: "20"}', "t/h/nam": '{tu: "5"}'}),
        # The level of a unit changes, and what it states differs from what it did.
        (_CHANGING, {"t/nam": '{tu: "7"}, toan_dia_ban: {tu: "8"}'}),
    ],
)
def test_figures_decide_what_is_not_plain(tmp_path: Path, units: str, reports: dict[str, str]) -> None:
    put(
        tmp_path,
        "danh-muc/chuong-trinh.yaml",
        "2020: {tu_nam: 2020, den_nam: 2020, chuong_trinh: {1: {ten: Một}}}\n",
    )
    put(tmp_path, "danh-muc/chi-tieu.yaml", _COUNTED)
    put(tmp_path, "danh-muc/don-vi.yaml", units)
    for place, figures in reports.items():
        unit, _, period = place.rpartition("/")
        head = f"don_vi: {unit}\nnam: 2020\nky: {period}\n"
        put(tmp_path, f"2020/{place}.yaml", f"{head}chuong_trinh: {{1: {{so_lieu: {figures}}}}}\n")
    project, year = load(tmp_path), parse_cycle("2020")
    assert year is not None
    whole = build_table(project, year, year.whole, tops=["t"])
    shown = shown_table(project, year, year.whole, tops=["t"])
    assert whole.rows
    assert [output.values(row, shown) for row in shown.rows] == [
        output.values(row, whole) for row in whole.rows
    ]
    assert not all(isinstance(row, PlainRow) for row in shown.rows)
