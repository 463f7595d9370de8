"""The meaning of words, units, scales and ranges that are allowed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from quantity_measures import (
    DONG,
    HOUSES,
    KILOGRAMS,
    PEOPLE,
    PER_HECTARE,
    PERCENT,
    RESULT,
    TARGET,
    count,
    meaning,
    reading,
    share,
)

from mttq.quantity import Approximation, Comparator, Quantity, UnitOfMeasure

AT_LEAST, MORE_THAN = Comparator.AT_LEAST, Comparator.MORE_THAN
AT_MOST, LESS_THAN, EXACTLY = Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.EXACTLY

COMPARATORS = [
    *((word, MORE_THAN) for word in ("trên", "hơn", ">", "đạt trên", "phấn đấu đạt trên", "phấn đấu hơn")),
    *((word, AT_LEAST) for word in ("ít nhất", "tối thiểu", "không dưới", "đạt", "phấn đấu", "phấn đấu đạt")),
    *((word, AT_LEAST) for word in ("đạt và vượt", "đạt, vượt", "phấn đấu đạt và vượt", ">=", "≥", "đạt >=")),
    *((word, AT_MOST) for word in ("không quá", "tối đa", "<=", "≤", "phấn đấu không quá")),
    *((word, LESS_THAN) for word in ("dưới", "<", "phấn đấu dưới")),
    ("=", EXACTLY),
    ("", None),
]


@pytest.mark.parametrize(("word", "comparator"), COMPARATORS)
def test_comparators_of_a_target(word: str, comparator: Comparator | None) -> None:
    quantity = meaning(f"{word} 19 nhà", role=TARGET)
    assert quantity == Quantity(Decimal(19), Decimal(1), comparator=comparator, word=word)


def test_signs_need_no_space_before_the_number() -> None:
    assert meaning(">=19", role=TARGET).comparator is AT_LEAST
    assert meaning("<-1,5%", PERCENT, TARGET).value == Decimal("-1.5")


def test_the_last_of_several_comparators_wins() -> None:
    assert meaning("ít nhất trên 19 nhà", role=TARGET).comparator is MORE_THAN
    assert meaning("trên ít nhất 19 nhà", role=TARGET).comparator is AT_LEAST
    assert meaning("trên 19 nhà trở lên", role=TARGET).comparator is AT_LEAST


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("19 nhà trở lên", "… trở lên"),
        ("từ 19 nhà trở lên", "từ … trở lên"),
        ("từ 19 trở lên", "từ … trở lên"),
        ("phấn đấu từ 19 nhà trở lên", "phấn đấu từ … trở lên"),
    ],
)
def test_words_around_the_amount_keep_its_place(text: str, word: str) -> None:
    assert meaning(text, role=TARGET) == Quantity(Decimal(19), Decimal(1), comparator=AT_LEAST, word=word)


APPROXIMATIONS = [
    *((word, Approximation.ABOVE) for word in ("trên", "hơn", "đạt trên", "đạt hơn", "ước tính trên")),
    *((word, Approximation.BELOW) for word in ("gần", "đạt gần", "ước tính gần")),
    *(
        (word, Approximation.AROUND)
        for word in ("khoảng", "ước", "ước tính", "ước đạt", "ước khoảng", "gần khoảng")
    ),
    *((word, None) for word in ("", "đạt", "=", "đạt =")),
]


@pytest.mark.parametrize(("word", "approximation"), APPROXIMATIONS)
def test_approximations_of_a_result(word: str, approximation: Approximation | None) -> None:
    quantity = meaning(f"{word} 19 nhà", role=RESULT)
    assert quantity == Quantity(Decimal(19), Decimal(1), approximation=approximation, word=word)


def test_an_approximate_ratio_keeps_both() -> None:
    quantity = meaning("gần 5/6 ấp", share("ấp"))
    assert quantity.approximation is Approximation.BELOW
    assert quantity.ratio == (Decimal(5), Decimal(6))


@pytest.mark.parametrize("text", ["không áp dụng", "KHÔNG ÁP DỤNG", " Không  áp\u00a0dụng "])
def test_not_applicable(text: str) -> None:
    assert meaning(text) == Quantity(Decimal(0), Decimal(1), not_applicable=True)


RANGES = [
    ("15 - 20 nhà", 15, 20, 1),
    ("15 – 20 nhà", 15, 20, 1),
    ("15–20", 15, 20, 1),
    ("15 nhà - 20 nhà", 15, 20, 1),
    ("15 nhà – 20", 15, 20, 1),
    ("từ 15 đến 20 nhà", 15, 20, 1),
    ("15 đến 20 nhà", 15, 20, 1),
    ("từ 15 - 20 nhà", 15, 20, 1),
    ("hai đến ba nhà", 2, 3, 1),
    ("20 - 20 nhà", 20, 20, 1),
    ("2 - 3 nghìn nhà", 2000, 3000, 1000),
    ("hai - ba nghìn", 2000, 3000, 1000),
    ("1,5 - 2 nghìn nhà", 1500, 2000, 100),
    ("15 nhà - 2 nghìn nhà", 15, 2000, 1),
    ("500 nghìn - 1 triệu nhà", 500_000, 1_000_000, 1000),
    ("0 - 2 nghìn nhà", 0, 2000, 1000),
    ("2.020 – 2.025 nhà", 2020, 2025, 1),
    ("2020 – 2025 nhà", 2020, 2025, 1),
]


@pytest.mark.parametrize(("text", "low", "high", "step"), RANGES)
def test_ranges(text: str, low: int, high: int, step: int) -> None:
    quantity = meaning(text, role=TARGET)
    assert [quantity.value, quantity.high, quantity.step] == [low, high, step]
    assert quantity.comparator is Comparator.RANGE
    assert quantity.word == ("từ … đến" if "đến" in text else "")


def test_ranges_of_other_measures() -> None:
    assert meaning("1 - 2%", PERCENT, TARGET).high == 2
    assert meaning("-5 – -3 kg", KILOGRAMS, TARGET).value == -5
    assert meaning("phấn đấu đạt 15 – 20 nhà", role=TARGET).word == "phấn đấu đạt"


SCALES = [
    ("1 nghìn", 10**3),
    ("1 ngàn", 10**3),
    ("1 triệu", 10**6),
    ("1 tỷ", 10**9),
    ("1 tỉ", 10**9),
    ("1 nghìn triệu", 10**9),
    ("1 nghìn tỷ", 10**12),
    ("1 triệu tỷ", 10**15),
    ("0,5 tỷ tỷ", 5 * 10**17),
    ("một tỷ hai triệu", 1_002_000_000),
    ("1 tỷ 804 triệu 500 nghìn", 1_804_500_000),
    ("1 tỷ 804 triệu 500.000", 1_804_500_000),
    ("1 tỷ 500.000", 1_000_500_000),
    ("12 triệu 500.000", 12_500_000),
    ("1 nghìn 200", 1200),
    ("1 nghìn tỷ 200 tỷ", 12 * 10**11),
    ("1tỷ804triệu", 1_804_000_000),
    ("19tỷđồng", 19 * 10**9),
    ("1 TỶ 804 TRIỆU", 1_804_000_000),
    ("999.999.999.999.999.999", 10**18 - 1),
]


@pytest.mark.parametrize(("text", "value"), SCALES)
def test_scales_and_compounds(text: str, value: int) -> None:
    assert meaning(text, DONG).value == value


STEPS = [
    ("4,2 tỷ đồng", "1E8"),
    ("4,20 tỷ đồng", "1E7"),
    ("19 tỷ đồng", "1E9"),
    ("17.363 đồng", "1"),
    ("1 tỷ 804 triệu đồng", "1E6"),
    ("1 tỷ 804,5 triệu đồng", "1E5"),
    ("một tỷ đồng", "1E9"),
    ("0 đồng", "1"),
]


@pytest.mark.parametrize(("text", "step"), STEPS)
def test_step_is_one_unit_of_the_last_digit(text: str, step: str) -> None:
    assert meaning(text, DONG).step == Decimal(step)


PADDED = [("02", 2), ("08", 8), ("09", 9), ("00", 0), ("0", 0), ("10", 10)]


@pytest.mark.parametrize(("text", "value"), PADDED)
@pytest.mark.parametrize("bare", [True, False])
def test_a_single_digit_may_have_a_leading_zero(text: str, value: int, bare: bool) -> None:
    assert meaning(text, bare=bare).value == value


@pytest.mark.parametrize("text", ["17363", "17.363 người", "1.804.000.000", "trên 17.363", "17,5 nghìn"])
def test_plain_scalars_that_every_reader_understands_alike(text: str) -> None:
    assert meaning(text, PEOPLE, bare=True) == meaning(text, PEOPLE)


def test_quotes_settle_what_a_dot_means() -> None:
    assert meaning("17.363", PEOPLE).value == 17363
    assert reading("17.363", PEOPLE, bare=True).quantity is None


UNITS = [
    ("5 năm", count("năm"), 5),
    ("năm năm", count("năm"), 5),
    ("mười năm", count("năm"), 10),
    ("5 ba lô", count("ba lô"), 5),
    ("5 nghìn ba lô", count("ba lô"), 5000),
    ("34 tuyến đường , hẻm", count("tuyến đường, hẻm"), 34),
    ("5 nhà đại đoàn kết", count("nhà", "nhà đại đoàn kết"), 5),
    ("5 nhà “Đại đoàn kết”", count("nhà Đại đoàn kết"), 5),
    ("5 NHÀ", HOUSES, 5),
    ("5\u00a0nha\u0300", HOUSES, 5),
    ("61 uỷ viên", count("ủy viên"), 61),
    ("3 xã Hoá", count("xã Hóa"), 3),
    ("30 m2", UnitOfMeasure("m2"), 30),
    ("5 bình O2", count("bình O2"), 5),
    ("120 triệu đồng / ha", PER_HECTARE, 120),
    ("4 nghìn triệu đồng/ha", PER_HECTARE, 4000),
    ("120", PER_HECTARE, 120),
    ("5 vắc-xin covid-19", count("vắc-xin covid-19"), 5),
    ("31,27%dân số", UnitOfMeasure("% dân số"), Decimal("31.27")),
    ("5 triệu đồng", UnitOfMeasure("đồng", ("triệu đồng", "đ")), 5_000_000),
]


@pytest.mark.parametrize(("text", "measure", "value"), UNITS, ids=[case[0] for case in UNITS])
def test_units(text: str, measure: UnitOfMeasure, value: Decimal | int) -> None:
    assert meaning(text, measure).value == value


def test_the_unit_may_be_absent_and_percent_is_kept() -> None:
    assert not meaning("33,2", PERCENT).percent
    assert meaning("33,2 %", PERCENT).percent


def test_an_unknown_measure_takes_any_unit() -> None:
    assert meaning("5 xe đạp", None).value == 5
    assert meaning("4,2 tỷ đồng", None).value == 4_200_000_000
    assert meaning("5/6 ấp", None).ratio == (Decimal(5), Decimal(6))
    assert meaning("2 - 3 tỷ đồng", None, TARGET).value == 2_000_000_000
    assert meaning("-5 xe", None).value == -5


def test_a_ratio_without_known_denominators_takes_any_unit() -> None:
    assert meaning("5/6 ấp", share()).ratio == (Decimal(5), Decimal(6))
    assert meaning("24/7 ấp", share("ấp")).value > 300


def test_a_value_that_is_no_count_may_be_negative() -> None:
    assert meaning("-1,5%", PERCENT).value == Decimal("-1.5")
    assert meaning("−1,5 %", PERCENT).value == Decimal("-1.5")


@pytest.mark.parametrize("text", ["5 tỷ đồng/năm", "5 tỷ/năm", "5 tỷ đồng / năm", "5 tỷ đồng/Năm"])
def test_per_year_in_a_term(text: str) -> None:
    quantity = meaning(text, DONG, TARGET, term=True)
    assert quantity.per_year
    assert quantity.value == 5 * 10**9


def test_per_year_with_words_around() -> None:
    assert meaning("từ 5 tỷ đồng/năm trở lên", DONG, TARGET, term=True).per_year
    assert meaning("2 – 3 tỷ đồng/năm", DONG, TARGET, term=True).per_year


def test_per_year_as_part_of_the_unit_is_not_yearly() -> None:
    quantity = meaning("120 triệu đồng/ha/năm", UnitOfMeasure("triệu đồng/ha/năm"))
    assert not quantity.per_year
    assert meaning("120 triệu đồng/ha/năm", PER_HECTARE, TARGET, term=True).per_year
