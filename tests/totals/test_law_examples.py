"""The laws of totals by examples that can be checked on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from totals_example import Example, counts, shown, value

from mttq.check import check
from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import Row, build_table, difference_of

_MERGED = """\
tw:
  ten: Trung ương
  cap: trung-uong
a:
  ten: tỉnh A
  cap: tinh
  den: 2025-06-30
  cap_duoi:
    x: {ten: xã X, cap: xa, den: 2025-06-30}
b: {ten: tỉnh B, cap: tinh, den: 2025-06-30}
c: {ten: tỉnh C, cap: tinh, den: 2025-06-30}
n:
  ten: tỉnh N
  cap: tinh
  tu: 2025-07-01
"""
_TAKES_OVER = """\
  ke_thua:
    - {don_vi: a, ngay: 2025-07-01}
    - {don_vi: b, ngay: 2025-07-01}
    - {don_vi: c}
"""
_NEW_COMMUNE = """\
  cap_duoi:
    y:
      ten: xã Y
      cap: xa
      tu: 2025-07-01
"""
_TAKES_COMMUNE = """\
      ke_thua: [{don_vi: a/x}]
"""


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example(tmp_path)


def merge(example: Example) -> None:
    """Merge three provinces on 1 July 2025, and turn a commune of the first into a new commune."""
    example.units(_MERGED + _TAKES_OVER + _NEW_COMMUNE + _TAKES_COMMUNE)


def fill(example: Example) -> None:
    """Report half a year of the old provinces, half a year of the new one, and the centre's own year."""
    for quarter, number in (("quy-1", 400), ("quy-2", 200), ("quy-3", 300), ("quy-4", 100)):
        example.says(f"2025/tw/{quarter}", nha=str(number))
    example.says("2025/a/quy-1", nha="10", di_bau="50", cu_tri="100")
    example.says("2025/a/quy-2", nha="20", di_bau="30", cu_tri="40", ho="900")
    example.says("2025/a/x/6-thang", nha="5")
    example.says("2025/b/6-thang", nha="40")
    example.says("2025/c/quy-1", nha="1")
    example.says("2025/c/quy-2", nha="2")
    example.says("2025/n/quy-3", nha="100", di_bau="10", cu_tri="60")
    example.says("2025/n/quy-4", nha="200", di_bau="0", cu_tri="0", ho="2500")
    example.says("2025/n/y/quy-3", nha="7")
    example.says("2025/n/y/quy-4", nha="8")


def rows(example: Example, period: str = "nam", as_of: date | None = None) -> list[Row]:
    project = load(example.root)
    assert [one.message for one in project.diagnostics] == []
    cycle = parse_cycle("2025")
    assert cycle is not None
    return list(build_table(project, cycle, PERIODS[period], tops=["tw"], as_of=as_of).rows)


def totals(
    example: Example, indicator: str, period: str = "nam", as_of: date | None = None
) -> dict[str, object]:
    """Return what the rows of one indicator show, by unit."""
    return {
        row.unit.id: shown(row.total) for row in rows(example, period, as_of) if row.indicator.id == indicator
    }


def test_a_new_provinces_year_holds_its_predecessors_and_nothing_twice(example: Example) -> None:
    """The merger of 1 July 2025.

    - N itself 100 + 200, its commune Y 7 + 8, A 10 + 20, A's commune X 5, B 40, C 1 + 2: 393.
    - Y: 7 + 8 and the 5 of X: 20. X is below A, which N took over, and is what Y took over: it counts once in N.
    - The centre: 400 + 200 + 300 + 100 of its own and all of the above: 1.393.
    """
    merge(example)
    fill(example)
    assert totals(example, "nha") == {
        "tw": (1393, "du", 7, 7),
        "a": (35, "du", 2, 2),
        "a/x": (5, "du", 1, 1),
        "b": (40, "du", 1, 1),
        "c": (3, "du", 1, 1),
        "n": (393, "du", 6, 6),
        "n/y": (20, "du", 2, 2),
    }


def test_the_merger_changes_nothing_for_the_centre(example: Example) -> None:
    """Without `ke_thua` N has 100 + 200 + 7 + 8 = 315 alone; the centre has 1.393 with it and without it."""
    example.units(_MERGED + _NEW_COMMUNE)
    fill(example)
    apart = totals(example, "nha")
    assert (apart["tw"], apart["n"], apart["n/y"]) == (
        (1393, "du", 7, 7),
        (315, "du", 2, 2),
        (15, "du", 1, 1),
    )
    merge(example)
    assert totals(example, "nha")["tw"] == apart["tw"]


def test_ratios_and_stocks_across_a_merger(example: Example) -> None:
    """A had 80 of 140 voters in the first half of the year, N 10 of 60 in the second: 90 of 200 in the year.

    Households are those on the last day: the 900 of A on 30 June are among the 2.500 of N.
    """
    merge(example)
    fill(example)
    found = {(row.unit.id, row.indicator.id): row.total for row in rows(example)}
    assert counts(found["n", "ty-le-bau"].computed) == (90, 200)
    assert counts(found["tw", "ty-le-bau"].computed) == (90, 200)
    assert value(found["n", "ho"].result) == 2500
    assert value(found["tw", "ho"].result) == 2500


def test_half_a_year_before_the_merger_restated_to_the_tree_after_it(example: Example) -> None:
    """January to June: A 30, X 5, B 40, C 3, the centre 600.

    N does not exist in the tree of that time. In the tree of 2026 all 78 belong to N, 5 of them to its commune
    Y. The centre has 678 in both.
    """
    merge(example)
    fill(example)
    before = totals(example, "nha", "6-thang")
    assert {unit: one[0] for unit, one in before.items() if isinstance(one, tuple)} == {
        "tw": 678,
        "a": 35,
        "a/x": 5,
        "b": 40,
        "c": 3,
    }
    after = totals(example, "nha", "6-thang", date(2026, 1, 1))
    assert after == {"tw": (678, "du", 5, 5), "n": (78, "du", 4, 4), "n/y": (5, "du", 1, 1)}


def test_what_a_predecessor_does_not_say_is_missing_in_the_new_unit(example: Example) -> None:
    """Without the report of B, N and the centre have 40 less, and B is named."""
    merge(example)
    fill(example)
    (example.root / "plans/2025/b/6-thang.yaml").unlink()
    found = {row.unit.id: row.total for row in rows(example) if row.indicator.id == "nha"}
    assert shown(found["n"]) == (353, "thieu", 5, 6)
    assert found["n"].missing == ("b",)
    assert shown(found["tw"]) == (1353, "thieu", 6, 7)


def test_a_new_unit_may_state_the_year_of_all_it_took_over(example: Example) -> None:
    """B is missing and N states 400 for its whole area, which also covers A, B and C, once.

    The centre has 1.000 of its own and the 400.
    """
    merge(example)
    fill(example)
    (example.root / "plans/2025/b/6-thang.yaml").unlink()
    example.says("2025/n/nam", stated=True, nha="400")
    found = totals(example, "nha")
    assert found["n"] == (400, "theo-bao-cao", 5, 6)
    assert found["tw"] == (1400, "theo-bao-cao", 6, 7)


def test_a_commune_divided_by_weights_is_in_each_heir_in_part(example: Example) -> None:
    """60% of X with 10 houses go to Y and 40% to Z: Y 1 + 6 and Z 2 + 4, both approximate; the province 13."""
    example.units(
        "tw: {ten: Trung ương, cap: trung-uong}\n"
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    x: {ten: xã X, cap: xa, den: 2025-06-30}\n"
        "    y: {ten: xã Y, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: t/x, ty_trong: 60%}]}\n"
        "    z: {ten: xã Z, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: t/x, ty_trong: 40%}]}\n"
    )
    example.says("2025/tw/nam", nha="0")
    example.says("2025/t/nam", nha="0")
    example.says("2025/t/x/6-thang", nha="10")
    example.says("2025/t/y/nam", nha="1")
    example.says("2025/t/z/nam", nha="2")
    found = {row.unit.id: row.total for row in rows(example) if row.indicator.id == "nha"}
    assert shown(found["t/y"]) == (7, "du", 2, 2)
    assert shown(found["t/z"]) == (6, "du", 2, 2)
    assert shown(found["t"]) == (13, "du", 4, 4)
    results = [found[unit].result for unit in ("t/y", "t/z", "t")]
    assert [one is not None and one.approximation is not None for one in results] == [True, True, False]


def test_a_commune_divided_without_weights_is_shown_at_the_ancestor_of_its_heirs(example: Example) -> None:
    """X with 10 houses goes to Y and Z without shares: Y has 1 and Z has 2, both incomplete; the province 13.

    In the tree of 2026 a separate row, after those of the province, shows the 10 that are not allocated.
    """
    example.units(
        "tw: {ten: Trung ương, cap: trung-uong}\n"
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    x: {ten: xã X, cap: xa, den: 2025-06-30}\n"
        "    y: {ten: xã Y, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: t/x}]}\n"
        "    z: {ten: xã Z, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: t/x}]}\n"
    )
    for unit, period, number in (
        ("tw", "nam", "0"),
        ("t", "nam", "0"),
        ("t/x", "6-thang", "10"),
        ("t/y", "nam", "1"),
        ("t/z", "nam", "2"),
    ):
        example.says(f"2025/{unit}/{period}", nha=number)
    table = rows(example, as_of=date(2026, 1, 1))
    assert [(row.unit.id, shown(row.total)) for row in table] == [
        ("tw", (13, "du", 5, 5)),
        ("t", (13, "du", 4, 4)),
        ("t/x", (10, "du", 1, 1)),
        ("t/y", (1, "thieu", 1, 1)),
        ("t/z", (2, "thieu", 1, 1)),
    ]
    assert table[3].total.unallocated == ("t/x",)


def test_money_handed_down_from_the_centre_to_a_commune(example: Example) -> None:
    """Figures, with what came from above in brackets: centre 100, province 50 (30), district 20 (10), commune 9 (4).

    - commune: 9, since the district is not in its total; district: 20 + 9 - 4 = 25;
    - province: 50 + 20 + 9 - 4 - 10 = 65; centre: 100 + 50 + 20 + 9 - 4 - 10 - 30 = 135.
    """
    example.units(
        "tw: {ten: Trung ương, cap: trung-uong}\n"
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    h:\n      ten: huyện H\n      cap: huyen\n      cap_duoi:\n"
        "        x: {ten: xã X, cap: xa}\n"
    )
    example.says("2025/tw/nam", nha="100")
    example.says("2025/t/nam", nha="{gia_tri: 50, nhan_tu: {tw: 30}}")
    example.says("2025/t/h/nam", nha="{gia_tri: 20, nhan_tu: {t: 10, Công ty A: 5}}")
    example.says("2025/t/h/x/nam", nha="{gia_tri: 9, nhan_tu: {t/h: 4}}")
    assert totals(example, "nha") == {
        "tw": (135, "du", 4, 4),
        "t": (65, "du", 3, 3),
        "t/h": (25, "du", 2, 2),
        "t/h/x": (9, "du", 1, 1),
    }


def test_money_from_above_does_not_count_where_only_what_was_raised_does(example: Example) -> None:
    """The fund leaves out what came from above: the district raised 20 - 10, the commune 9 - 4."""
    example.says("2025/t/h/nam", quy="{gia_tri: 20 đồng, nhan_tu: {t: 10 đồng, Công ty A: 5 đồng}}")
    example.says("2025/t/h/x/nam", quy="{gia_tri: 9 đồng, nhan_tu: {t/h: 4 đồng}}")
    assert shown(example.total("t/h/x quy", cycle="2025")) == (5, "du", 1, 1)
    total = example.total("t/h quy", cycle="2025")
    assert (value(total.own.amount), value(total.computed)) == (10, 15)


def test_a_stated_total_that_is_wrong_by_one_differs_by_one(example: Example) -> None:
    """1 + 2 + 3 houses are reported and the district states 7: the total stays 6, and the difference is 1."""
    example.says("2025/t/h/nam", nha="1")
    example.says("2025/t/h/x/nam", nha="2")
    example.says("2025/t/h/y/nam", nha="3")
    example.says("2025/t/h/nam", stated=True, nha="7")
    total = example.total("t/h nha", cycle="2025")
    assert shown(total) == (6, "lech", 3, 3)
    assert total.stated.amount is not None
    assert total.computed is not None
    assert difference_of(total.stated.amount, total.computed) == 1
    [found] = [one for one in check(load(example.root)) if one.code.id == "MT401"]
    path = "plans/2025/t/h/nam.yaml"
    line = (example.root / path).read_text(encoding="utf-8").splitlines().index("      nha: 7") + 1
    assert (found.path, found.span.line, found.span.column) == (path, line, 12)
    assert "ghi 7 nhà" in found.message
    assert "là 6 nhà: hơn 1 nhà" in found.message
    assert found.message.endswith("tổng ấy gồm cấp mình 1, xã X 2, xã Y 3")


def test_the_operators_by_hand(example: Example) -> None:
    """Two communes of five: 8 houses of 2 groups, 2 of 6.

    Mean by groups (8 x 2 + 2 x 6) / 8 = 3,5; without weights 5; highest 8, lowest 2; communes with any: 2.
    """
    catalogue = example.root / "plans/danh-muc/chi-tieu.yaml"
    kinds = {
        "tb": "binh-quan, trong_so: to",
        "tbd": "binh-quan",
        "max": "lon-nhat",
        "min": "nho-nhat",
        "dem": "dem-don-vi",
    }
    lines = [
        f"{name}: {{ten: {name}, chuong_trinh: 1, don_vi_tinh: nhà, theo_cap: {kind}}}"
        for name, kind in kinds.items()
    ]
    lines.append("to: {ten: Tổ, chuong_trinh: 1, don_vi_tinh: tổ, theo_cap: tong}")
    catalogue.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for unit, houses, groups in (("x", "8", "2"), ("y", "2", "6")):
        example.says(f"2025/t/h/{unit}/nam", False, **dict.fromkeys(kinds, houses), to=groups)
    found = {name: example.total(f"t/h {name}", cycle="2025") for name in kinds}
    assert {name: value(one.computed) for name, one in found.items()} == {
        "tb": 3.5,
        "tbd": 5,
        "max": 8,
        "min": 2,
        "dem": 2,
    }
    assert {shown(one)[1:] for one in found.values()} == {("thieu", 2, 3)}
