"""A stated figure that covers a share of a unit elsewhere: that share is not counted again."""

from __future__ import annotations

from pathlib import Path

import pytest
from totals_example import Example, shown

UNITS = """\
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    w:
      ten: xã W
      cap: xa
      tu: 2020-07-01
      ke_thua: [{don_vi: s, ty_trong: 60%}]
      cap_duoi:
        k: {ten: xã K, cap: xa}
s: {ten: xã S, cap: xa, den: 2020-06-30}
z:
  ten: tỉnh Z
  cap: tinh
  cap_duoi:
    v: {ten: xã V, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: s, ty_trong: 40%}]}
"""


@pytest.fixture
def example(tmp_path: Path) -> Example:
    found = Example(tmp_path)
    found.units(UNITS)
    return found


def test_a_stated_figure_covers_the_share_of_a_divided_unit_that_belongs_here(
    example: Example,
) -> None:
    example.says("2020/s/quy-1", nha="100")
    example.says("2020/t/w/nam", stated=True, nha="1000")
    example.says("2020/t/nam", nha="1")
    assert shown(example.total("t/w nha")) == (1000, "theo-bao-cao", 0, 3)
    total = example.total("t nha")
    assert (total.result.value if total.result else None) == 1001
    assert [part.unit for part in total.parts] == ["t/w"]


def test_statements_of_which_none_can_be_preferred_are_named(example: Example) -> None:
    """H and K both state X's half year and twelve months more, so neither counts in T, and a warning names both."""
    example.units(
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    h: {ten: huyện H, cap: huyen, cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}}}\n"
        "    k: {ten: huyện K, cap: huyen, tu: 2020-07-01, cap_duoi: "
        "{y: {ten: xã Y, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/x}]}}}\n"
    )
    example.says("2020/t/h/nam", stated=True, nha="100")
    example.says("2020/t/k/nam", stated=True, nha="90")
    table = example.table()
    (row,) = [one for one in table.rows if one.unit.id == "t"]
    assert shown(row.total) == (None, "thieu", 0, 5)
    assert [gap.message for gap in table.gaps] == [
        "“Nhà” của “t”: plans/2020/t/h/nam.yaml:7 và plans/2020/t/k/nam.yaml:7 bao quát như nhau nhưng cho tổng "
        "khác nhau; các số ấy chưa được tính"
    ]
