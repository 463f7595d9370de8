"""Quantities as published texts write them, each with its exact meaning."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace
from quantity_measures import DONG, HOUSES, PERCENT, RESULT, SIGNED_PERCENT, TARGET, count, meaning, share

from mttq.quantity import Approximation, Comparator, Quantity, Role, UnitOfMeasure

GIFTS = count("suất quà", "suất", "phần quà")


def meant(value: str, step: str = "1") -> Quantity:
    return Quantity(Decimal(value.replace(" ", "")), Decimal(step.replace(" ", "")))


def above(word: str, quantity: Quantity) -> Quantity:
    return replace(quantity, approximation=Approximation.ABOVE, word=word)


def below(word: str, quantity: Quantity) -> Quantity:
    return replace(quantity, approximation=Approximation.BELOW, word=word)


def at_least(word: str, quantity: Quantity) -> Quantity:
    return replace(quantity, comparator=Comparator.AT_LEAST, word=word)


MILLION, BILLION = "1 000 000", "1 000 000 000"
MILLIONS_PER_HECTARE = UnitOfMeasure("triệu đồng/ha/năm")

MONEY: list[tuple[str, Role, Quantity]] = [
    ("1.804.000.000đồng", RESULT, meant("1 804 000 000")),
    ("122.160.000đồng", RESULT, meant("122 160 000")),
    ("01tỷ đồng", RESULT, meant(BILLION, BILLION)),
    (
        "đạt trên 19 tỷ đồng",
        TARGET,
        replace(meant("19 000 000 000", BILLION), comparator=Comparator.MORE_THAN, word="đạt trên"),
    ),
    ("đạt trên 19 tỷ đồng", RESULT, above("đạt trên", meant("19 000 000 000", BILLION))),
    ("hơn 12 tỷ đồng", RESULT, above("hơn", meant("12 000 000 000", BILLION))),
    ("2,6 tỷ đồng", RESULT, meant("2 600 000 000", "100 000 000")),
    ("3,5 tỷ đồng", RESULT, meant("3 500 000 000", "100 000 000")),
    ("gần 203,5 tỷ đồng", RESULT, below("gần", meant("203 500 000 000", "100 000 000"))),
    ("178,69 tỷ đồng", RESULT, meant("178 690 000 000", "10 000 000")),
    ("2.060 triệu đồng", RESULT, meant("2 060 000 000", MILLION)),
    ("trên 154,6 tỷ đồng", RESULT, above("trên", meant("154 600 000 000", "100 000 000"))),
    ("850 triệu đồng", RESULT, meant("850 000 000", MILLION)),
    ("103,7 tỷ đồng", RESULT, meant("103 700 000 000", "100 000 000")),
    ("37,07 tỷ đồng", RESULT, meant("37 070 000 000", "10 000 000")),
    (
        "từ 25 triệu đồng đến 40 triệu đồng",
        TARGET,
        replace(
            meant("25 000 000", MILLION),
            high=Decimal(40_000_000),
            comparator=Comparator.RANGE,
            word="từ … đến",
        ),
    ),
    ("17,768 tỷ đồng", RESULT, meant("17 768 000 000", MILLION)),
    ("1.105 tỷ", RESULT, meant("1 105 000 000 000", BILLION)),
    ("trên 153,2 tỷ đồng", RESULT, above("trên", meant("153 200 000 000", "100 000 000"))),
    ("11,99 tỷ đồng", RESULT, meant("11 990 000 000", "10 000 000")),
    ("hơn 400,43 tỷ đồng", RESULT, above("hơn", meant("400 430 000 000", "10 000 000"))),
    ("hơn hai tỷ đồng", RESULT, above("hơn", meant("2 000 000 000", BILLION))),
    ("trên 1 tỷ 557 triệu đồng", RESULT, above("trên", meant("1 557 000 000", MILLION))),
    ("gần 238,5 triệu đồng", RESULT, below("gần", meant("238 500 000", "100 000"))),
    ("175 triệu", RESULT, meant("175 000 000", MILLION)),
    ("hơn 435 tỷ đồng", RESULT, above("hơn", meant("435 000 000 000", BILLION))),
    ("gần 10,057 tỉ đồng", RESULT, below("gần", meant("10 057 000 000", MILLION))),
    ("hơn 1,1 tỉ đồng", RESULT, above("hơn", meant("1 100 000 000", "100 000 000"))),
    ("907,454 tỷ đồng", RESULT, meant("907 454 000 000", MILLION)),
    ("30 tỷ đồng", RESULT, meant("30 000 000 000", BILLION)),
    ("1 triệu đồng", RESULT, meant(MILLION, MILLION)),
    ("300.000 đồng", RESULT, meant("300 000")),
    ("trên 1,68 tỷ đồng", RESULT, above("trên", meant("1 680 000 000", "10 000 000"))),
    (
        "trên 700 triệu đồng",
        TARGET,
        replace(meant("700 000 000", MILLION), comparator=Comparator.MORE_THAN, word="trên"),
    ),
    ("86,1 triệu đồng", RESULT, meant("86 100 000", "100 000")),
    ("đạt, vượt 800 triệu đồng", TARGET, at_least("đạt, vượt", meant("800 000 000", MILLION))),
    ("50.000 đồng trở lên", TARGET, at_least("… trở lên", meant("50 000"))),
    ("ước tính gần 1,7 tỷ đồng", RESULT, below("ước tính gần", meant("1 700 000 000", "100 000 000"))),
    ("hơn 50,1 tỷ đồng", RESULT, above("hơn", meant("50 100 000 000", "100 000 000"))),
    ("gần 23,9 tỷ đồng", RESULT, below("gần", meant("23 900 000 000", "100 000 000"))),
    ("hơn 26,2 tỷ đồng", RESULT, above("hơn", meant("26 200 000 000", "100 000 000"))),
    (
        "phấn đấu đạt trên 19 tỷ",
        TARGET,
        replace(meant("19e9", "1e9"), comparator=Comparator.MORE_THAN, word="phấn đấu đạt trên"),
    ),
]


@pytest.mark.parametrize(("text", "role", "quantity"), MONEY, ids=[text for text, _, _ in MONEY])
def test_money(text: str, role: Role, quantity: Quantity) -> None:
    assert meaning(text, DONG, role) == quantity


COUNTS: list[tuple[str, UnitOfMeasure, Role, Quantity]] = [
    ("02 mô hình kiểu mẫu", count("mô hình kiểu mẫu"), TARGET, meant("2")),
    ("350 nhà đại đoàn kết", count("nhà đại đoàn kết"), TARGET, meant("350")),
    ("ít nhất 12 nghìn suất quà", GIFTS, TARGET, at_least("ít nhất", meant("12 000", "1 000"))),
    ("20 Nhà đại đoàn kết", count("nhà đại đoàn kết"), RESULT, meant("20")),
    ("45 nhà Đại đoàn kết", count("nhà", "nhà đại đoàn kết"), RESULT, meant("45")),
    ("5 nhóm nhiệm vụ trọng tâm", count("nhóm nhiệm vụ trọng tâm"), RESULT, meant("5")),
    ("10 nhiệm vụ trọng tâm", count("nhiệm vụ", "nhiệm vụ trọng tâm"), RESULT, meant("10")),
    ("26 hộ nghèo", count("hộ nghèo"), RESULT, meant("26")),
    ("08 hộ", count("hộ"), RESULT, meant("8")),
    ("04 hộ", count("hộ"), RESULT, meant("4")),
    ("12 cầu", count("cầu"), RESULT, meant("12")),
    ("34 tuyến đường, hẻm", count("tuyến đường, hẻm"), RESULT, meant("34")),
    ("77 camera an ninh", count("camera", "camera an ninh"), RESULT, meant("77")),
    ("56 vụ việc", count("vụ việc"), RESULT, meant("56")),
    ("130 lượt cán bộ", count("lượt cán bộ"), RESULT, meant("130")),
    ("06 vị Ban Thường trực", count("vị Ban Thường trực"), RESULT, meant("6")),
    ("05 lớp tuyên truyền", count("lớp", "lớp tuyên truyền"), RESULT, meant("5")),
    ("1.000 lao động", count("lao động"), RESULT, meant("1 000")),
    ("17.363 người", count("người"), RESULT, meant("17 363")),
    ("150 cán bộ", count("cán bộ"), RESULT, meant("150")),
    ("184 cá nhân", count("cá nhân"), RESULT, meant("184")),
    ("3 chương trình phối hợp", count("chương trình phối hợp"), RESULT, meant("3")),
    ("14 tổ chức tôn giáo", count("tổ chức tôn giáo"), RESULT, meant("14")),
    ("1.373 căn", count("nhà", "căn"), RESULT, meant("1 373")),
    ("210 căn", count("nhà", "căn"), RESULT, meant("210")),
    ("94 ngôi nhà", HOUSES, RESULT, meant("94")),
    ("gần 20 ngàn phần quà", GIFTS, RESULT, below("gần", meant("20 000", "1 000"))),
    ("133.400 suất quà", GIFTS, RESULT, meant("133 400")),
    ("767 m2 đất", UnitOfMeasure("m2", ("m2 đất",)), RESULT, meant("767")),
    ("49 con bò giống", count("con bò giống"), RESULT, meant("49")),
    ("01 tập thể", count("tập thể"), RESULT, meant("1")),
    ("03 cá nhân", count("cá nhân"), RESULT, meant("3")),
    ("2.877 cuộc giám sát", count("cuộc giám sát"), RESULT, meant("2 877")),
    ("2.466 cuộc", count("cuộc"), RESULT, meant("2 466")),
    ("30 tấn thực phẩm", UnitOfMeasure("tấn", ("tấn thực phẩm",)), RESULT, meant("30")),
    ("57 đồng chí Ủy viên", count("ủy viên", "đồng chí ủy viên", "thành viên"), RESULT, meant("57")),
    ("68 thành viên", count("ủy viên", "đồng chí ủy viên", "thành viên"), RESULT, meant("68")),
    ("61 ủy viên", count("ủy viên", "đồng chí ủy viên", "thành viên"), RESULT, meant("61")),
    ("61 uỷ viên", count("ủy viên"), RESULT, meant("61")),
    ("ít nhất một tuyến phố", count("tuyến phố"), TARGET, at_least("ít nhất", meant("1"))),
    ("tối thiểu 02 cuộc giám sát", count("cuộc giám sát"), TARGET, at_least("tối thiểu", meant("2"))),
    (
        "ít nhất 1 công trình, phần việc",
        count("công trình, phần việc"),
        TARGET,
        at_least("ít nhất", meant("1")),
    ),
    (
        "15 - 20 nhà “Đại đoàn kết”",
        count("nhà Đại đoàn kết"),
        TARGET,
        replace(meant("15"), high=Decimal(20), comparator=Comparator.RANGE),
    ),
    ("120 triệu đồng/ha/năm", MILLIONS_PER_HECTARE, RESULT, meant("120")),
    ("120 triệu đồng/ha/năm", UnitOfMeasure("đồng/ha/năm"), RESULT, meant("120 000 000", MILLION)),
    ("1 năm", count("năm"), RESULT, meant("1")),
]


@pytest.mark.parametrize(
    ("text", "measure", "role", "quantity"), COUNTS, ids=[f"{case[0]} ({case[1].name})" for case in COUNTS]
)
def test_counts_and_rates(text: str, measure: UnitOfMeasure, role: Role, quantity: Quantity) -> None:
    assert meaning(text, measure, role) == quantity


def percent(value: str, step: str) -> Quantity:
    return replace(meant(value, step), percent=True)


PERCENTAGES: list[tuple[str, Role, Quantity]] = [
    ("0,18%", RESULT, percent("0.18", "0.01")),
    ("31,27%", RESULT, percent("31.27", "0.01")),
    ("47,49%", RESULT, percent("47.49", "0.01")),
    ("97%", RESULT, percent("97", "1")),
    ("100%", RESULT, percent("100", "1")),
    ("95%", RESULT, percent("95", "1")),
    ("82%", RESULT, percent("82", "1")),
    ("70%", RESULT, percent("70", "1")),
    ("66,8%", RESULT, percent("66.8", "0.1")),
    ("đạt 110,75%", RESULT, replace(percent("110.75", "0.01"), word="đạt")),
    ("đạt 96,3%", RESULT, replace(percent("96.3", "0.1"), word="đạt")),
    ("92,78%", RESULT, percent("92.78", "0.01")),
    ("đạt 4,89%", RESULT, replace(percent("4.89", "0.01"), word="đạt")),
    ("dưới 1,5%", TARGET, replace(percent("1.5", "0.1"), comparator=Comparator.LESS_THAN, word="dưới")),
    ("86,7%", RESULT, percent("86.7", "0.1")),
    ("99 %", RESULT, percent("99", "1")),
    ("33,2", RESULT, meant("33.2", "0.1")),
]


@pytest.mark.parametrize(("text", "role", "quantity"), PERCENTAGES, ids=[case[0] for case in PERCENTAGES])
def test_percentages(text: str, role: Role, quantity: Quantity) -> None:
    assert meaning(text, PERCENT, role) == quantity
    assert meaning(text, share("hộ"), role) == quantity


def test_a_negative_percentage() -> None:
    assert meaning("-4,89%", SIGNED_PERCENT) == percent("-4.89", "0.01")


RATIOS: list[tuple[str, str, int, int, str]] = [
    ("6.622/6.688 cử tri", "cử tri", 6622, 6688, "99.01315789473684210526315789"),
    ("6/6 chỉ tiêu", "chỉ tiêu", 6, 6, "100"),
    ("05/05 ấp", "ấp", 5, 5, "100"),
    ("1.104/1.119 KDC", "KDC", 1104, 1119, "98.65951742627345844504021448"),
    ("111/152 xã, phường, thị trấn", "xã, phường, thị trấn", 111, 152, "73.02631578947368421052631579"),
    ("12/6.688 hộ", "hộ", 12, 6688, "0.1794258373205741626794258373"),
    ("912/1052", "xã", 912, 1052, "86.69201520912547528517110266"),
    ("1/2 ấp", "ấp", 1, 2, "50"),
]


@pytest.mark.parametrize(
    ("text", "denominator", "part", "whole", "value"), RATIOS, ids=[case[0] for case in RATIOS]
)
def test_ratios(text: str, denominator: str, part: int, whole: int, value: str) -> None:
    expected = replace(meant(value), ratio=(Decimal(part), Decimal(whole)))
    assert meaning(text, share(denominator)) == expected
