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
    SIGNED_PERCENT,
    TARGET,
    count,
    meaning,
    reading,
    share,
)

from mttq.quantity import Approximation, Comparator, Quantity, UnitOfMeasure, written

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
    assert meaning("<-1,5%", SIGNED_PERCENT, TARGET).value == Decimal("-1.5")


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
    assert meaning("-5 – -3 kg", UnitOfMeasure("kg", negative=True), TARGET).value == -5
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


def test_a_value_may_be_negative_if_its_indicator_says_so() -> None:
    assert meaning("-1,5%", SIGNED_PERCENT).value == Decimal("-1.5")
    assert meaning("−1,5 %", SIGNED_PERCENT).value == Decimal("-1.5")
    (fault,) = reading("-1,5%", PERCENT).faults
    assert (fault.code.id, fault.message) == ("MT209", "“-1,5” là số âm; chỉ tiêu này không nhận số âm")


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


FALLING = UnitOfMeasure("%", ratio=True, denominator=("hộ",), falling=True)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        *(
            (f"{word} 1,5%", AT_MOST)
            for word in ("còn", "giảm còn", "xuống còn", "giảm xuống còn", "giảm xuống")
        ),
        *((f"{word} 1,5%", LESS_THAN) for word in ("giảm xuống dưới", "còn dưới", "phấn đấu giảm còn dưới")),
        *((f"{word} 1,5%", AT_LEAST) for word in ("từ", "đạt từ", "phấn đấu từ")),
        ("từ trên 1,5%", MORE_THAN),
    ],
)
def test_words_of_what_is_to_fall_and_what_to_begin_with(text: str, comparator: Comparator) -> None:
    found = meaning(text, FALLING, TARGET)
    assert (found.value, found.comparator) == (Decimal("1.5"), comparator)
    assert written(found, "%") == text.replace("từ trên", "trên từ")


def test_what_is_left_is_exact_in_a_result() -> None:
    found = meaning("giảm còn 2,48%", FALLING)
    assert (found.value, found.approximation, found.word) == (Decimal("2.48"), None, "giảm còn")


YEARLY = [
    ("ít nhất 10 hộ mỗi năm", AT_LEAST, None),
    ("mỗi năm ít nhất 10 hộ", AT_LEAST, None),
    ("hằng năm từ 10 hộ trở lên", AT_LEAST, None),
    ("từ 10 hộ trở lên mỗi năm", AT_LEAST, None),
    ("hàng năm 10 hộ", None, None),
    ("10 hộ mỗi năm", None, None),
    ("10 – 20 hộ mỗi năm", Comparator.RANGE, 20),
    ("từ 10 đến 20 hộ hằng năm", Comparator.RANGE, 20),
]


@pytest.mark.parametrize(("text", "comparator", "high"), YEARLY, ids=[case[0] for case in YEARLY])
def test_each_year_wherever_it_stands(text: str, comparator: Comparator | None, high: int | None) -> None:
    """The words keep their place when the figure is written again."""
    found = meaning(text, count("hộ"), TARGET, term=True)
    assert found.value == 10
    assert (found.high, found.comparator, found.per_year) == (high, comparator, True)
    assert written(found, "hộ") == text


def test_each_year_after_the_last_word() -> None:
    found = meaning("từ 50 triệu đồng trở lên/năm", DONG, TARGET, term=True)
    assert found.value == 50_000_000
    assert found.per_year
    assert written(found, "đồng") == "từ 50 triệu đồng/năm trở lên"


FAMILIES = [
    ("12tấn gạo", "kg", "12000", "12 tấn"),
    ("gần 1,5 tạ", "kg", "150", "gần 1,5 tạ"),
    ("3 yến gạo", "kg", "30", "3 yến"),
    ("500 kg", "tấn", "0.5", "500 kg"),
    ("3,5 km", "m", "3500", "3,5 km"),
    ("250 m", "km", "0.25", "250 m"),
    ("1,5 ha", "m²", "15000", "1,5 ha"),
    ("54.000 m2", "m²", "54000", "54.000 m²"),
    ("500 m²", "ha", "0.05", "500 m²"),
    ("2 nghìn tấn", "kg", "2000000", "2.000 tấn"),
]


@pytest.mark.parametrize(("text", "unit", "value", "again"), FAMILIES, ids=[case[0] for case in FAMILIES])
def test_units_of_a_family_are_converted_and_written_as_they_were(
    text: str, unit: str, value: str, again: str
) -> None:
    found = meaning(text, UnitOfMeasure(unit, subjects=("Gạo hỗ trợ",)))
    assert found.value == Decimal(value)
    assert written(found, unit) == again
    if found.unit:
        assert meaning(again, UnitOfMeasure(unit)).value == found.value


def test_a_range_of_a_family_takes_the_unit_of_its_high_end() -> None:
    assert meaning("2 – 3 tấn", KILOGRAMS, TARGET).value == 2000
    assert meaning("2 tạ – 300 kg", KILOGRAMS, TARGET).value == 200
    (fault,) = reading("2 tạ – 300", KILOGRAMS, TARGET).faults
    assert (fault.message, fault.help) == (
        "“2 tạ – 300” có đầu cao không rõ đơn vị tính",
        "ghi đơn vị tính ở cả hai đầu",
    )


def test_no_unit_of_a_family_is_a_spelling_of_another() -> None:
    """A spelling that would be wrong by a factor is a fault of the catalogue and is converted here."""
    assert meaning("12 tấn", UnitOfMeasure("kg", ("tấn",))).value == 12_000
    (fault,) = reading("5 km", UnitOfMeasure("kg", ("ki-lô-gam",))).faults
    assert fault.help == "viết số lượng tính bằng “kg”"


NAMED = UnitOfMeasure("nhà", ("căn",), whole=True, subjects=("Nhà Đại đoàn kết xây mới, sửa chữa",))
MEETINGS = UnitOfMeasure("cuộc", ("hội nghị",), whole=True, subjects=("Hội nghị tiếp xúc cử tri",))
SUBJECTS = [
    ("200 nhà Đại đoàn kết", NAMED, 200),
    ("374 căn nhà đại đoàn kết", NAMED, 374),
    ('918 nhà "Đại đoàn kết"', NAMED, 918),
    ("211 hội nghị tiếp xúc cử tri", MEETINGS, 211),
    ("33,3 tỷ đồng tiền mặt", UnitOfMeasure("đồng", subjects=("Tiền mặt ủng hộ",)), 33_300_000_000),
    ("767 m2 đất", UnitOfMeasure("m2", ("m2 đất ở",)), 767),
    ("94,88% hộ", UnitOfMeasure("%", ratio=True, denominator=("hộ",)), Decimal("94.88")),
    ("31,27%dân số", UnitOfMeasure("%", subjects=("Tỷ lệ dân số có bảo hiểm",)), Decimal("31.27")),
    ("46/50 hộ gia đình (92%)", UnitOfMeasure("%", ratio=True, denominator=("hộ", "hộ gia đình")), 92),
    ("46/50 hộ (đạt tỷ lệ 92,0%)", FALLING, 92),
    ("46/50 (92%)", FALLING, 92),
]


@pytest.mark.parametrize(("text", "measure", "value"), SUBJECTS, ids=[case[0] for case in SUBJECTS])
def test_words_of_the_name_after_the_unit(text: str, measure: UnitOfMeasure, value: Decimal | int) -> None:
    assert meaning(text, measure).value == value


@pytest.mark.parametrize("text", ["33,3 tỷ đồng tiền mặt", "200 đồng Đại đoàn kết"])
def test_other_words_after_the_unit_are_refused(text: str) -> None:
    assert [fault.code.id for fault in reading(text, DONG).faults] == ["MT207"]
