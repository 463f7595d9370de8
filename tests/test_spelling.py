"""Words as letters: accents, capitals, quotations, and the known word that was meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq.spelling import capitalised, comparable, nearest, shortened, without_marks


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Mặt trận Tổ quốc", "Mat tran To quoc"),
        ("Đường, đồng", "Duong, dong"),
        (unicodedata.normalize("NFD", "nhà Đại đoàn kết"), "nha Dai doan ket"),
        ("nha-dai-doan-ket", "nha-dai-doan-ket"),
    ],
)
def test_letters_lose_their_marks(text: str, plain: str) -> None:
    assert without_marks(text) == plain


@given(st.text())
def test_a_text_without_marks_has_none_to_lose(text: str) -> None:
    once = without_marks(text)
    assert without_marks(once) == once


def test_a_capital_changes_the_first_letter_alone() -> None:
    assert [capitalised(one) for one in ("", "đơn vị MTTQ", "Ủy ban")] == ["", "Đơn vị MTTQ", "Ủy ban"]


def test_a_long_text_is_cut_and_says_so() -> None:
    assert shortened("a" * 100) == "a" * 100
    assert shortened("a" * 101) == "a" * 100 + "…"
    assert shortened("abc", 2) == "ab…"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("quý-4", "quy-4"),
        ("quy_4", "quy-4"),
        ("quy-5", None),
        ("quang-tr", "quang-tri"),
        ("quang-tri", None),
        ("x", None),
    ],
)
def test_the_known_word_that_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, ["quy-4", "quang-tri"]) == meant


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("xã Hòa  An", "XÃ HOÀ AN", True),
        ("phường Thủy Xuân", unicodedata.normalize("NFD", "phường Thuỷ Xuân"), True),
        ("xã\u200b Hòa\xa0An\ufeff", "xã Hòa An", True),
        ("xã Hòa An", "xã Hoa An", False),
        ("xã Hóa An", "xã Hòa An", False),
        ("xã Quý Hòa", "xã Qúy Hoà", True),
        ("xã Mường Do", "xã Mường Đo", False),
    ],
)
def test_names_are_the_same_whatever_vowel_bears_the_tone(one: str, other: str, *, same: bool) -> None:
    assert (comparable(one) == comparable(other)) is same
