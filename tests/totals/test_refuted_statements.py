"""What `mttq total` shows as `lech` or leaves undecided is reported by `mttq check`, once and at its own line."""

from __future__ import annotations

from pathlib import Path

import pytest
from totals_example import INDICATORS, UNITS, Example
from totals_project import put

from mttq.check import check
from mttq.documents import load

DIFFERS, UNDECIDED = "MT401", "MT412"


@pytest.fixture
def example(tmp_path: Path) -> Example:
    found = Example(tmp_path)
    found.units(UNITS.replace("huyện K, cap: huyen", "xã K, cap: xa"))
    return found


def told(example: Example, code: str = DIFFERS) -> list[str]:
    found = [one for one in check(load(example.root)) if one.code.id == code]
    return [f"{one.path.removeprefix('plans/')}:{one.span.line} {one.message}" for one in found]


def test_of_several_statements_the_wrong_one_is_reported(example: Example) -> None:
    """The year is compared as well, but only the first quarter contradicts something."""
    example.says("2020/t/h/quy-1", stated=True, nha="5")
    example.says("2020/t/h/nam", stated=True, nha="100")
    example.says("2020/t/h/x/quy-1", nha="7")
    assert told(example) == [
        "2020/t/h/quy-1.yaml:7 “nha” toàn địa bàn ghi 5 nhà, còn tổng từ 1/3 đơn vị đã báo cáo là 7 nhà: kém 2 nhà; "
        "tổng ấy gồm xã X 7"
    ]


def test_a_statement_that_differs_only_beside_another_of_its_unit_is_reported(example: Example) -> None:
    """The third quarter of X is less than the year, but not together with the half year."""
    example.says("2020/t/h/6-thang", stated=True, nha="60")
    example.says("2020/t/h/x/quy-3", nha="50")
    example.says("2020/t/h/nam", stated=True, nha="100")
    assert told(example) == [
        "2020/t/h/nam.yaml:7 “nha” toàn địa bàn ghi 100 nhà, còn tổng từ 0/3 đơn vị đã báo cáo là 110 nhà: "
        "kém 10 nhà; tổng ấy gồm số toàn địa bàn của kỳ khác 60, xã X 50"
    ]


def test_a_year_below_the_half_year_of_the_same_unit_is_reported_once(example: Example) -> None:
    example.says("2020/t/h/6-thang", stated=True, nha="60")
    example.says("2020/t/h/nam", stated=True, nha="50")
    assert told(example) == [
        "2020/t/h/nam.yaml:7 “nha” toàn địa bàn ghi 50 nhà, còn tổng từ 0/3 đơn vị đã báo cáo là 60 nhà: "
        "kém 10 nhà; tổng ấy gồm số toàn địa bàn của kỳ khác 60"
    ]


def test_a_line_that_is_wrong_together_with_others_is_reported_for_what_it_says_alone(
    example: Example,
) -> None:
    """The four quarters give fewer voters than X has; the first one fewer who went to vote, too."""
    for number in range(1, 5):
        example.says(f"2020/t/h/quy-{number}", stated=True, ty_le_bau="1/6")
    example.says("2020/t/h/x/nam", cu_tri="100")
    example.says("2020/t/h/x/quy-1", di_bau="2")
    assert told(example) == [
        "2020/t/h/quy-1.yaml:7 “di-bau” toàn địa bàn ghi 1 cử tri, còn tổng từ 1/3 đơn vị đã báo cáo là 2 cử tri: "
        "kém 1 cử tri; tổng ấy gồm xã X 2",
        "2020/t/h/quy-4.yaml:7 “cu-tri” toàn địa bàn năm 2020 theo quy-1.yaml, quy-2.yaml, quy-3.yaml, quy-4.yaml là "
        "24 cử tri, còn tổng từ 1/3 đơn vị đã báo cáo là 100 cử tri: kém 76 cử tri; tổng ấy gồm xã X 100",
    ]


def test_what_may_be_negative_is_not_too_much_for_a_statement_while_a_unit_is_missing(
    example: Example,
) -> None:
    loss = "lai: {ten: Lãi, chuong_trinh: 1, don_vi_tinh: đồng, theo_cap: tong, duoc_am: true}\n"
    put(example.root, "danh-muc/chi-tieu.yaml", INDICATORS + loss)
    example.says("2020/t/h/nam", stated=True, lai="5", nha="5")
    example.says("2020/t/h/x/nam", lai="8", nha="8")
    assert told(example) == [
        "2020/t/h/nam.yaml:8 “nha” toàn địa bàn ghi 5 nhà, còn tổng từ 1/3 đơn vị đã báo cáo là 8 nhà: kém 3 nhà; "
        "tổng ấy gồm xã X 8"
    ]
    assert example.total("t/h lai").status.value == "theo-bao-cao"


def test_a_mean_of_the_year_may_be_less_than_that_of_a_quarter(example: Example) -> None:
    """The mean of X counts only once it is known for the whole year."""
    example.says("2020/t/h/nam", stated=True, deu="2")
    example.says("2020/t/h/x/quy-1", deu="9")
    assert told(example) == []
    for number in (2, 3, 4):
        example.says(f"2020/t/h/x/quy-{number}", deu="9")
    assert told(example) == [
        "2020/t/h/nam.yaml:7 “deu” toàn địa bàn ghi 2 việc, còn tổng từ 1/3 đơn vị đã báo cáo là 9 việc: kém 7 việc; "
        "tổng ấy gồm xã X 9"
    ]


def test_statements_of_years_that_differ_only_from_the_term_are_reported(example: Example) -> None:
    for year in range(2020, 2025):
        example.says(f"{year}/t/h/nam", stated=True, nha="10")
    for unit in ("h", "h/x", "h/y"):
        example.says(f"2019-2024/t/{unit}/nhiem-ky", nha="20")
    assert told(example) == [
        "2024/t/h/nam.yaml:7 “nha” toàn địa bàn nhiệm kỳ 2019 – 2024 theo nam.yaml là 50 nhà, còn tổng từ 3/3 đơn vị "
        "đã báo cáo là 60 nhà: kém 10 nhà; tổng ấy gồm cấp mình 20, xã X 20, xã Y 20"
    ]


def test_parts_of_a_whole_are_said_to_be_added(example: Example) -> None:
    example.says("2020/t/h/nam", stated=True, xay_moi="3", sua_chua="4")
    example.says("2020/t/h/x/nam", nha_chung="8")
    assert told(example) == [
        "2020/t/h/nam.yaml:8 “nha-chung” toàn địa bàn cộng lại là 7 nhà, còn tổng từ 1/3 đơn vị đã báo cáo là 8 nhà: "
        "kém 1 nhà; tổng ấy gồm xã X 8"
    ]


def test_figures_that_cover_equally_much_are_named_by_check_as_well(example: Example) -> None:
    """The tie shows in the year and in no shorter period."""
    example.units(
        "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
        "    h: {ten: huyện H, cap: huyen, cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}}}\n"
        "    k: {ten: huyện K, cap: huyen, tu: 2020-07-01, cap_duoi: "
        "{y: {ten: xã Y, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/x}]}}}\n"
    )
    example.says("2020/t/h/nam", stated=True, nha="100")
    example.says("2020/t/k/nam", stated=True, nha="90")
    assert told(example, UNDECIDED) == [
        "2020/t/h/nam.yaml:7 “Nhà” của “t”: plans/2020/t/h/nam.yaml:7 và plans/2020/t/k/nam.yaml:7 bao quát như nhau "
        "nhưng cho tổng khác nhau; các số ấy chưa được tính"
    ]
    assert told(example) == []
