"""Numbers written out in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq.quantity.number_names import number_name

_DIGITS = {
    **{
        word: value
        for value, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
    },
    **{"mốt": 1, "tư": 4, "lăm": 5},
}
_SCALES = {"nghìn": 10**3, "triệu": 10**6}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "không"),
        ("4", "bốn"),
        ("5", "năm"),
        ("10", "mười"),
        ("11", "mười một"),
        ("14", "mười bốn"),
        ("15", "mười lăm"),
        ("20", "hai mươi"),
        ("21", "hai mươi mốt"),
        ("24", "hai mươi tư"),
        ("25", "hai mươi lăm"),
        ("55", "năm mươi lăm"),
        ("100", "một trăm"),
        ("101", "một trăm linh một"),
        ("104", "một trăm linh tư"),
        ("105", "một trăm linh năm"),
        ("110", "một trăm mười"),
        ("115", "một trăm mười lăm"),
        ("1000", "một nghìn"),
        ("1001", "một nghìn không trăm linh một"),
        ("1020", "một nghìn không trăm hai mươi"),
        ("12000", "mười hai nghìn"),
        ("50000000", "năm mươi triệu"),
        ("1000005", "một triệu không trăm linh năm"),
        ("1804000000", "một tỷ tám trăm linh tư triệu"),
        ("2360000000", "hai tỷ ba trăm sáu mươi triệu"),
        ("1000000000000", "một nghìn tỷ"),
        ("1000000000000000000", "một tỷ tỷ"),
        ("1005000000021", "một nghìn không trăm linh năm tỷ không trăm hai mươi mốt"),
        ("19.5", "mười chín phẩy năm"),
        ("99.01", "chín mươi chín phẩy không một"),
        ("0.180", "không phẩy một tám"),
        ("-3", "âm ba"),
        ("1E+3", "một nghìn"),
    ],
)
def test_numbers_in_words(number: str, words: str) -> None:
    assert number_name(Decimal(number)) == words


def _heard(words: list[str]) -> int:
    """Return the whole number that words say, by the grammar of spoken numbers alone."""
    if "tỷ" in words:
        last = len(words) - 1 - words[::-1].index("tỷ")
        return _heard(words[:last]) * 10**9 + _heard(words[last + 1 :])
    total = group = 0
    for word in words:
        if word in _SCALES:
            total, group = total + group * _SCALES[word], 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group = group // 100 * 100 + group % 100 * 10
        elif word == "mười":
            group += 10
        elif word != "linh":
            group += _DIGITS[word]
    return total + group


@given(st.integers(min_value=0, max_value=10**30) | st.integers(min_value=0, max_value=10**6))
def test_the_words_say_the_number(number: int) -> None:
    """Law: whoever hears the words writes down the same number, whatever its size."""
    assert _heard(number_name(Decimal(number)).split()) == number


@given(
    st.decimals(
        min_value=Decimal(-(10**12)),
        max_value=Decimal(10**12),
        places=3,
        allow_nan=False,
        allow_infinity=False,
    )
)
def test_decimals_are_said_digit_by_digit(value: Decimal) -> None:
    """Law: the words before the comma say the whole number, those behind it the digits."""
    words = number_name(value).split()
    sign = -1 if words[0] == "âm" else 1
    words = words[1:] if sign < 0 else words
    comma = words.index("phẩy") if "phẩy" in words else len(words)
    digits = "".join(str(_DIGITS[word]) for word in words[comma + 1 :])
    assert sign * Decimal(f"{_heard(words[:comma])}.{digits or '0'}") == value
