"""What the laws found in random projects, as examples: stated figures with mergers, divisions and means."""

from __future__ import annotations

from pathlib import Path

import pytest
from totals_example import Example, shown, value

_CENTRE = "tw: {ten: Trung ương, cap: trung-uong}\n"


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example(tmp_path)


def total(example: Example, unit: str, indicator: str = "nha", top: str = "p") -> object:
    rows = {(row.unit.id, row.indicator.id): row for row in example.table("2025", top=top).rows}
    return shown(rows[unit, indicator].total)


def test_what_a_new_unit_states_for_its_own_half_is_not_held_against_the_whole_year(example: Example) -> None:
    """N, from July, states 5 + 5 for two quarters; with its predecessor's 100 the year is 110: no `lech`."""
    example.units(
        "p:\n  ten: P\n  cap: tinh\n  cap_duoi:\n    s: {ten: S, cap: xa, den: 2025-06-30}\n"
        "    n: {ten: N, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: p/s}]}\n"
    )
    example.says("2025/p/s/6-thang", nha="100")
    for quarter in ("quy-3", "quy-4"):
        example.says(f"2025/p/n/{quarter}", nha="5")
        example.says(f"2025/p/n/{quarter}", stated=True, nha="5")
    assert total(example, "p/n") == (110, "du", 2, 2)


def test_a_stock_stated_by_a_unit_that_took_another_over_is_not_lost_above(example: Example) -> None:
    """Nothing of S is left on the last day, so N has nothing below it: its 5 are its own, also in the total above."""
    example.units(
        _CENTRE + "s: {ten: S, cap: tinh, den: 2025-06-30}\n"
        "n: {ten: N, cap: tinh, tu: 2025-07-01, ke_thua: [{don_vi: s}]}\n"
    )
    example.says("2025/tw/nam", ho="0")
    example.says("2025/n/nam", stated=True, ho="5")
    assert total(example, "n", "ho", "tw") == (5, "du", 1, 1)
    assert total(example, "tw", "ho", "tw") == (5, "du", 2, 2)


def test_a_stock_below_what_was_taken_over_counts_once(example: Example) -> None:
    """M took over Q/H, whose commune X still exists with 10. M states 12 for both: P has 12, not 22."""
    example.units(
        "p:\n  ten: P\n  cap: tinh\n  cap_duoi:\n"
        "    m: {ten: M, cap: xa, ke_thua: [{don_vi: q/h, ngay: 2025-07-01}]}\n"
        "q:\n  ten: Q\n  cap: tinh\n  cap_duoi:\n    h:\n      ten: H\n      cap: huyen\n      den: 2025-06-30\n"
        "      cap_duoi:\n        x: {ten: X, cap: xa}\n"
    )
    example.says("2025/p/nam", ho="0")
    example.says("2025/p/m/nam", stated=True, ho="12")
    example.says("2025/q/h/x/nam", ho="10")
    assert total(example, "p", "ho") == (12, "theo-bao-cao", 2, 3)


def test_the_part_of_a_divided_unit_that_a_stated_figure_holds_counts_once(example: Example) -> None:
    """H took over a quarter of S and states 40 for both: P has 40, without a quarter of a quarter added."""
    example.units(
        "p:\n  ten: P\n  cap: tinh\n  cap_duoi:\n"
        "    h: {ten: H, cap: huyen, ke_thua: [{don_vi: s, ngay: 2025-07-01, ty_trong: 25%}]}\n"
        "q: {ten: Q, cap: tinh, ke_thua: [{don_vi: s, ngay: 2025-07-01, ty_trong: 75%}]}\n"
        "s: {ten: S, cap: tinh, den: 2025-06-30}\n"
    )
    example.says("2025/p/nam", nha="0")
    example.says("2025/s/6-thang", nha="100")
    example.says("2025/p/h/nam", stated=True, nha="40")
    assert total(example, "p") == (40, "theo-bao-cao", 3, 3)


def test_a_divided_unit_in_part_under_a_stated_figure_is_one_unit(example: Example) -> None:
    """A holds 60% of S and states 70 for both, B has 2. The 100 of S can't count in part, so P has 72, incomplete."""
    example.units(
        "p:\n  ten: P\n  cap: tinh\n  cap_duoi:\n"
        "    a: {ten: A, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: s, ty_trong: 60%}]}\n"
        "    b: {ten: B, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: s, ty_trong: 40%}]}\n"
        "s: {ten: S, cap: tinh, den: 2025-06-30}\n"
    )
    example.says("2025/p/nam", nha="0")
    example.says("2025/s/6-thang", nha="100")
    example.says("2025/p/a/nam", stated=True, nha="70")
    example.says("2025/p/b/nam", nha="2")
    assert total(example, "p") == (72, "thieu", 4, 4)


def test_a_stated_figure_stands_though_a_part_of_what_was_taken_over_went_elsewhere(example: Example) -> None:
    """X took over S without its district H, which went to Q, and states 20 for both: P has 1 + 20."""
    example.units(
        "p:\n  ten: P\n  cap: tinh\n  cap_duoi:\n"
        "    x: {ten: X, cap: xa, ke_thua: [{don_vi: s, ngay: 2025-07-01}]}\n"
        "q: {ten: Q, cap: tinh, ke_thua: [{don_vi: s/h, ngay: 2025-07-01}]}\n"
        "s:\n  ten: S\n  cap: tinh\n  den: 2025-06-30\n  cap_duoi:\n    h: {ten: H, cap: huyen, den: 2025-06-30}\n"
    )
    example.says("2025/p/nam", nha="1")
    example.says("2025/s/6-thang", nha="10")
    example.says("2025/s/h/6-thang", nha="100")
    example.says("2025/p/x/nam", stated=True, nha="20")
    assert total(example, "p") == (21, "theo-bao-cao", 3, 3)


def operator(example: Example, kind: str) -> None:
    text = f"i: {{ten: I, chuong_trinh: 1, don_vi_tinh: nhà, theo_cap: {kind}}}\n"
    text += "to: {ten: Tổ, chuong_trinh: 1, don_vi_tinh: tổ, theo_cap: tong}\n"
    (example.root / "plans/danh-muc/chi-tieu.yaml").write_text(text, encoding="utf-8")


def test_what_a_commune_states_is_its_own_where_units_are_counted(example: Example) -> None:
    """X has nothing below it and states 1.000: it is one unit with a result, and there is no difference of 999."""
    operator(example, "dem-don-vi")
    example.says("2025/t/h/x/nam", stated=True, i="1000")
    assert total(example, "t/h/x", "i", "t") == (1, "du", 1, 1)


def test_a_mean_stated_by_a_commune_for_half_a_year_is_its_own(example: Example) -> None:
    """X has nothing below it: what it states is its own incomplete figure, which counts in the mean above."""
    operator(example, "binh-quan")
    example.says("2025/t/h/x/6-thang", stated=True, i="4")
    assert total(example, "t/h/x", "i", "t") == (4, "thieu", 0, 1)
    assert total(example, "t/h", "i", "t") == (4, "thieu", 0, 3)


def test_a_mean_with_an_approximate_weight_is_approximate(example: Example) -> None:
    """(2 x gần 1 + 4 x 3) / 4 = 3,5, approximately."""
    operator(example, "binh-quan, trong_so: to")
    example.says("2025/t/h/x/nam", i="2", to="gần 1")
    example.says("2025/t/h/y/nam", i="4", to="3")
    rows = {(row.unit.id, row.indicator.id): row for row in example.table("2025").rows}
    result = rows["t/h", "i"].total.result
    assert value(result) == 3.5
    assert result is not None
    assert result.approximation is not None


def test_what_stands_elsewhere_does_not_keep_a_unit_from_standing_here(example: Example) -> None:
    """M took over Q's district H and states 5 for both. That Q states 7 does not concern P, which has 1 + 5."""
    example.units(
        "q:\n  ten: Q\n  cap: tinh\n  cap_duoi:\n    h: {ten: H, cap: huyen, den: 2025-06-30}\n"
        "p:\n  ten: P\n  cap: tinh\n  cap_duoi:\n"
        "    m: {ten: M, cap: xa, ke_thua: [{don_vi: q/h, ngay: 2025-07-01}]}\n"
    )
    example.says("2025/q/nam", stated=True, nha="7")
    example.says("2025/p/nam", nha="1")
    example.says("2025/p/m/nam", stated=True, nha="5")
    assert total(example, "p") == (6, "theo-bao-cao", 2, 3)
