"""How numbers and quantities are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from quantity_measures import DONG, HOUSES, PER_HECTARE, PERCENT, RESULT, TARGET, meaning, share

from mttq.quantity import (
    Approximation,
    Comparator,
    Quantity,
    Role,
    UnitOfMeasure,
    agrees,
    amount,
    amount_short,
    number,
    padded,
    percentage,
    rounded,
    written,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("7", "7"),
        ("999", "999"),
        ("1000", "1.000"),
        ("1804000000", "1.804.000.000"),
        ("1.804E9", "1.804.000.000"),
        ("19.5", "19,5"),
        ("19.50", "19,5"),
        ("1234.5678", "1.234,5678"),
        ("-1234.5", "-1.234,5"),
        ("1E-7", "0,0000001"),
        ("123456789012345678901234567890.5", "123.456.789.012.345.678.901.234.567.890,5"),
    ],
)
def test_number(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("99.005", 2, "99,01"),
        ("99.004999", 2, "99,00"),
        ("-0.005", 2, "-0,01"),
        ("-0.004", 2, "0,00"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("5", 2, "5,00"),
        ("999.995", 2, "1.000,00"),
    ],
)
def test_rounding_is_half_up(value: str, places: int, text: str) -> None:
    assert number(Decimal(value), places=places) == text
    assert number(rounded(Decimal(value), places), places=places) == text


def test_rounded_keeps_a_decimal() -> None:
    assert rounded(Decimal("99.01315789"), 2) == Decimal("99.01")
    assert rounded(Decimal("1234.5"), 0) == Decimal(1235)


def test_percentage_has_two_decimals() -> None:
    assert percentage(Decimal("99.01315789473684210526315789")) == "99,01%"
    assert percentage(Decimal(100)) == "100,00%"
    assert percentage(Decimal(-5)) == "-5,00%"


def test_amount() -> None:
    assert amount(Decimal(1_804_000_000), "đồng") == "1.804.000.000 đồng"
    assert amount(Decimal("99.0131"), "%") == "99,01%"
    assert amount(Decimal(5), "") == "5"
    assert amount(Decimal("31.27"), "% dân số") == "31,27% dân số"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("19000000000", "19 tỷ đồng"),
        ("4200000000", "4,2 tỷ đồng"),
        ("1804000000", "1.804 triệu đồng"),
        ("1804500000", "1.804,5 triệu đồng"),
        ("122160000", "122,16 triệu đồng"),
        ("850000000", "850 triệu đồng"),
        ("1105000000000", "1.105 tỷ đồng"),
        ("1000000", "1 triệu đồng"),
        ("300000", "300.000 đồng"),
        ("1234567", "1.234.567 đồng"),
        ("1000000000.5", "1.000.000.000,5 đồng"),
        ("-19000000000", "-19 tỷ đồng"),
        ("0", "0 đồng"),
    ],
)
def test_amount_short_is_exact(value: str, text: str) -> None:
    assert amount_short(Decimal(value), "đồng") == text
    assert meaning(text, UnitOfMeasure("đồng", negative=True)).value == Decimal(value)


def test_amount_short_leaves_percentages_and_scaled_units() -> None:
    assert amount_short(Decimal(99), "%") == "99,00%"
    assert amount_short(Decimal(2_000_000), "triệu đồng") == "2.000.000 triệu đồng"


def test_padded() -> None:
    values = ["0", "1", "9", "10", "2.5", "-3", "1000"]
    assert [padded(Decimal(value)) for value in values] == ["0", "01", "09", "10", "2,5", "-3", "1.000"]


WRITTEN: list[tuple[str, UnitOfMeasure, Role, str]] = [
    ("đạt trên 19 tỷ đồng", DONG, TARGET, "đạt trên 19 tỷ đồng"),
    ("Phấn đấu đạt, vượt 800 triệu", DONG, TARGET, "phấn đấu đạt, vượt 800 triệu đồng"),
    ("gần 10,057 tỉ đồng", DONG, RESULT, "gần 10.057 triệu đồng"),
    ("1.804.000.000đồng", DONG, RESULT, "1.804.000.000 đồng"),
    ("1 tỷ 804 triệu", DONG, RESULT, "1.804 triệu đồng"),
    ("2,0 tỷ", DONG, RESULT, "2,0 tỷ đồng"),
    ("1.105 tỷ", DONG, RESULT, "1.105 tỷ đồng"),
    ("5 nghìn tỷ", DONG, RESULT, "5 nghìn tỷ đồng"),
    ("ít nhất một nhà", HOUSES, TARGET, "ít nhất 1 nhà"),
    ("12,5 nghìn nhà", HOUSES, RESULT, "12,5 nghìn nhà"),
    ("15-20 ngôi nhà", HOUSES, TARGET, "15 – 20 nhà"),
    ("từ 25 triệu đồng đến 40 triệu đồng", DONG, TARGET, "từ 25 đến 40 triệu đồng"),
    ("500 triệu - 1 tỷ", DONG, TARGET, "500 – 1.000 triệu đồng"),
    ("50.000 đồng trở lên", DONG, TARGET, "50.000 đồng trở lên"),
    ("từ 5 nhà trở lên", HOUSES, TARGET, "từ 5 nhà trở lên"),
    (">= 5", HOUSES, TARGET, ">= 5 nhà"),
    ("33,20%", PERCENT, RESULT, "33,20%"),
    ("0,18 %", PERCENT, RESULT, "0,18%"),
    ("6.622/6.688", share("cử tri"), RESULT, "6.622/6.688"),
    ("120 triệu đồng/ha", PER_HECTARE, RESULT, "120 triệu đồng/ha"),
    ("-5,5 kg", UnitOfMeasure("kg", negative=True), RESULT, "-5,5 kg"),
    ("không áp dụng", HOUSES, RESULT, "không áp dụng"),
]


@pytest.mark.parametrize(("text", "measure", "role", "expected"), WRITTEN, ids=[case[0] for case in WRITTEN])
def test_written(text: str, measure: UnitOfMeasure, role: Role, expected: str) -> None:
    assert written(meaning(text, measure, role), measure.name) == expected


def test_written_ratio_and_yearly_amount() -> None:
    assert written(meaning("6.622/6.688", share("cử tri")), "cử tri") == "6.622/6.688 cử tri"
    assert written(meaning("5 tỷ/năm", DONG, TARGET, term=True), "đồng") == "5 tỷ đồng/năm"


def test_a_computed_quantity_gets_a_word() -> None:
    one = Decimal(1)
    assert written(Quantity(one, one, comparator=Comparator.AT_MOST), "nhà") == "không quá 1 nhà"
    assert written(Quantity(one, one, approximation=Approximation.BELOW), "nhà") == "gần 1 nhà"
    assert written(Quantity(one, one, high=Decimal(2), comparator=Comparator.RANGE), "nhà") == "1 – 2 nhà"


@pytest.mark.parametrize(
    ("text", "part", "whole", "agreed"),
    [
        ("99%", 6622, 6688, True),
        ("100%", 6622, 6688, True),
        ("98%", 6622, 6688, False),
        ("86,7%", 912, 1052, True),
        ("86,6%", 912, 1052, True),
        ("86,8%", 912, 1052, False),
        ("0,18%", 12, 6688, True),
        ("73%", 111, 152, True),
        ("50%", 0, 0, False),
        ("0%", 0, 5, True),
    ],
)
def test_percentage_agrees_with_its_counts(text: str, part: int, whole: int, agreed: bool) -> None:
    assert agrees(meaning(text, PERCENT), (Decimal(part), Decimal(whole))) is agreed
