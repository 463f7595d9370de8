from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq.render.text import bind_counts, bind_period, bind_units, clean


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("một\r\nhai\rba\u2028bốn\x0bnăm\x0csáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("\ufeffQuỹ\u200b “Vì\u00ad người nghèo”", "Quỹ “Vì người nghèo”"),
        ("12\u202e34\u202c", "1234"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffeb\ufdd0c", "abc"),
        ("Số:\u00a0    /BC\tMTTQ", "Số:\u00a0    /BC\tMTTQ"),
        ("Ho\u0301a, Hoá, Hóa", "Ho\u0301a, Hoá, Hóa"),
    ],
)
def test_clean_drops_what_no_reader_sees_and_keeps_the_rest(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@given(st.text())
def test_clean_is_done_once(text: str) -> None:
    """Law: cleaning twice is cleaning once, and a clean text can be written as XML and UTF-8."""
    once = clean(text)
    assert clean(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in once if char not in "\n\t")


@pytest.mark.parametrize(
    "text",
    [
        "được 19,5_tỷ_đồng",
        "1_tỷ 804_triệu_đồng",
        "3_nghìn tỷ_đồng",
        "hai tỷ đồng",
        "≈_12.000, ≈ một",
        "12_NGHÌN suất",
        "12_nghìn suất quà",
        "năm 2020 tỷ lệ hộ nghèo",
        "năm 2020 tỷ trọng",
        "đạt 6,48_%.",
        "1.804.000_đ;",
        "1.804.000_đồng",
        "dài 12_km, rộng 3_m",
        "12_m² đất",
        "17.363 người",
        "347 nhà Đại đoàn kết",
        "ngày 15 tháng 12 năm 2020 đến",
        "nhiệm vụ 6_tháng cuối năm 2022",
        "10.000_–_12.000 suất",
        "15_-_20 nhà",
        "các tổ chức chính trị_- xã hội, kết nghĩa Bản_- Bản",
        "- Hỗ trợ, Báo cáo số 12-BC",
        "năm 2020 lãnh đạo",
        "12 ha/hộ",
        "12  triệu",
        "Quý_IV tỷ",
        "hết quý_I năm",
        "quý khách, quý Iv",
    ],
)
def test_a_figure_stays_with_its_scale_or_unit(text: str) -> None:
    assert bind_units(text.replace("_", " ")) == text.replace("_", "\u00a0")


@given(st.text())
def test_binding_changes_spaces_only(text: str) -> None:
    """Law: with ordinary spaces restored, the text is the one that was typed."""
    assert bind_units(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_a_figure_stays_with_what_it_counts() -> None:
    text = "350_nhà, 05_lượt người, 3 nhàn, nhà 7 cuộc"
    assert bind_counts(text.replace("_", " "), frozenset({"nhà", "lượt"})) == text.replace("_", "\u00a0")
    assert bind_counts("350 nhà", frozenset()) == "350 nhà"


def test_a_number_stays_with_the_word_before_it() -> None:
    text = "Kết quả tháng_02, quý_IV năm_2020; nhiệm kỳ_2019 – 2024 và Vận động"
    assert bind_period(text.replace("_", " ")) == text.replace("_", "\u00a0")
