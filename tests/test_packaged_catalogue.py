"""The packaged indicators against what offices write in their texts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from shipped_documents import project

from mttq.levels import Level
from mttq.period import parse_cycle
from mttq.quantity import Role, read

CATALOGUE = project().catalogue

# What published texts say, the indicator that holds it, and its value.
WRITTEN = [
    ("ung-ho-phong-chong-dich", "trên 02 tỷ đồng", "2000000000"),
    ("ung-ho-thien-tai", "62,1 tỷ đồng", "62100000000"),
    ("quy-den-on-dap-nghia", "13 triệu đồng", "13000000"),
    ("quy-bao-tro-tre-em", "13 triệu đồng", "13000000"),
    ("quy-khuyen-hoc", "26 triệu đồng", "26000000"),
    ("chi-quy-cuu-tro", "23 triệu đồng", "23000000"),
    ("truong-hop-duoc-cuu-tro", "05 trường hợp", "5"),
    ("ho-can-ngheo", "290 hộ cận nghèo", "290"),
    ("ty-le-ho-can-ngheo", "7,47%", "7.47"),
    ("con-giong-sinh-ke", "20 con bò", "20"),
    ("tri-gia-con-giong-sinh-ke", "400 triệu đồng", "400000000"),
    ("phuong-tien-sinh-ke", "15 xe máy", "15"),
    ("ho-duoc-giup-thoat-ngheo", "17 hộ", "17"),
    ("duong-giao-thong-nong-thon", "4000 m", "4000"),
    ("luot-kham-chua-benh", "365 lượt", "365"),
    ("tri-gia-kham-chua-benh", "74 triệu đồng", "74000000"),
    ("co-quan-van-hoa", "6 cơ quan", "6"),
    ("don-vi-ung-ho-cac-quy", "24 doanh nghiệp", "24"),
    ("luong-thuc-cuu-tro", "12 tấn", "12000"),
    ("ngay-cong", "trên 15.000 ngày công lao động", "15000"),
    ("suat-qua", "1.298 phần quà", "1298"),
    ("suat-qua", "9.407 quà", "9407"),
    ("cong-trinh-phan-viec", "2.681 dự án", "2681"),
    ("kien-toan-nhan-su", "4 ủy viên", "4"),
    ("uy-vien-uy-ban", "63 đại biểu", "63"),
    ("nha-dai-doan-ket", "24 căn", "24"),
    ("nha-dai-doan-ket", "17 hộ", "17"),
    ("ho-gia-dinh-van-hoa", "371 gia đình", "371"),
    ("ho-gia-dinh-van-hoa", "371 hộ đạt gia đình văn hóa", "371"),
    ("dan-so", "977 khẩu", "977"),
    ("khu-dan-cu", "11 thôn bản, tiểu khu", "11"),
    ("luong-thuc-cuu-tro", "12tấn gạo", "12000"),
    ("luot-ho-ngheo-duoc-tham-giup", "5.479 lượt hộ nghèo, cận nghèo", "5479"),
    ("luot-kham-chua-benh", "45 trường hợp", "45"),
    ("luot-nguoi-du-tuyen-truyen", "12.000 lượt người tham gia", "12000"),
    ("suat-hoc-bong", "102 học bổng", "102"),
    ("tiep-xuc-cu-tri", "16 buổi tiếp xúc cử tri", "16"),
    ("kien-toan-nhan-su", "7 ủy viên Ủy ban", "7"),
    ("muc-qua", "mỗi suất 500 nghìn đồng", "500000"),
    ("muc-qua", "300.000 đồng", "300000"),
    ("con-giong-sinh-ke", "6 con bò sinh sản", "6"),
    ("phuong-tien-sinh-ke", "6 xe đạp", "6"),
    ("phien-cho-0-dong", "2 phiên chợ 0 đồng", "2"),
    ("muc-nha-dai-doan-ket", "mỗi căn nhà trị giá 55 triệu đồng", "55000000"),
    ("muc-nha-dai-doan-ket-xay-moi", "50 triệu đồng/nhà", "50000000"),
    ("chi-quy-bien-dao", "hơn 30,7 tỷ đồng", "30700000000"),
    ("ho-thoat-ngheo", "3 hộ nghèo", "3"),
    ("tri-gia-tham-giup-ho-ngheo", "trên 54 triệu đồng", "54000000"),
    ("giam-sat-cong-dong", "34 cuộc", "34"),
    ("luot-nguoi-du-tuyen-truyen", "8.142 lượt người tham dự", "8142"),
    ("tuyen-duong-lam-moi", "57 tuyến đường GTNT", "57"),
    ("suat-qua-thien-tai-dich-benh", "15.000 túi an sinh", "15000"),
    ("cong-nhan-vien-chuc-nguoi-lao-dong", "1.000 lao động", "1000"),
    ("dong-bao-co-dao", "4.200 tín đồ", "4200"),
    ("vu-viec-phat-hien", "12 vấn đề", "12"),
    ("noi-dung-phan-bien", "31 nội dung", "31"),
    ("quy-vi-nguoi-ngheo-dang-ky", "hơn 66,4 tỷ đồng", "66400000000"),
    ("kinh-phi-duong-giao-thong-nong-thon", "trên 100 triệu đồng", "100000000"),
]


@pytest.mark.parametrize(("indicator", "typed", "value"), WRITTEN)
def test_the_words_of_published_texts_are_read(indicator: str, typed: str, value: str) -> None:
    measure = CATALOGUE.indicators[indicator].measure
    reading = read(typed, role=Role.RESULT, measure=measure, bare=False)
    assert reading.faults == ()
    assert reading.quantity is not None
    assert reading.quantity.value == Decimal(value)


def test_figures_that_belong_together_can_be_written_together() -> None:
    held = {one.id: dict(one.companions) for one in CATALOGUE.indicators.values() if one.companions}
    assert held == {
        "nha-dai-doan-ket-xay-moi": {
            "tri_gia": "kinh-phi-nha-dai-doan-ket-xay-moi",
            "don_gia": "muc-nha-dai-doan-ket-xay-moi",
        },
        "nha-dai-doan-ket-sua-chua": {
            "tri_gia": "kinh-phi-nha-dai-doan-ket-sua-chua",
            "don_gia": "muc-nha-dai-doan-ket-sua-chua",
        },
        "nha-dai-doan-ket": {
            "tri_gia": "kinh-phi-nha-dai-doan-ket",
            "don_gia": "muc-nha-dai-doan-ket",
        },
        "cuoc-tuyen-truyen": {"luot_nguoi": "luot-nguoi-du-tuyen-truyen"},
        "suat-qua": {"tri_gia": "tri-gia-qua", "don_gia": "muc-qua"},
        "suat-qua-thien-tai-dich-benh": {"tri_gia": "tri-gia-qua-thien-tai-dich-benh"},
        "suat-hoc-bong": {"tri_gia": "tri-gia-hoc-bong", "don_gia": "muc-hoc-bong"},
        "con-giong-sinh-ke": {"tri_gia": "tri-gia-con-giong-sinh-ke"},
        "phuong-tien-sinh-ke": {"tri_gia": "tri-gia-phuong-tien-sinh-ke"},
        "luot-kham-chua-benh": {"tri_gia": "tri-gia-kham-chua-benh"},
        "ho-ngheo-duoc-tham-giup": {"tri_gia": "tri-gia-tham-giup-ho-ngheo"},
        "phien-cho-0-dong": {"phan_qua": "qua-phien-cho-0-dong", "tri_gia": "tri-gia-phien-cho-0-dong"},
        "duong-giao-thong-nong-thon": {"tri_gia": "kinh-phi-duong-giao-thong-nong-thon"},
        "cong-trinh-phan-viec": {"tri_gia": "tri-gia-cong-trinh-phan-viec"},
        "lop-tap-huan": {"luot_can_bo": "luot-can-bo-tap-huan"},
        "chi-quy-cuu-tro": {"nguoi": "truong-hop-duoc-cuu-tro"},
    }


def test_every_indicator_has_a_programme_of_each_packaged_set_or_is_of_the_situation() -> None:
    situation = {one.id for one in CATALOGUE.indicators.values() if one.path.endswith("/tinh-hinh.yaml")}
    for name, programmes in CATALOGUE.programme_sets.items():
        assert parse_cycle(name) is not None
        for one in CATALOGUE.indicators.values():
            number = one.programme_in(name)
            assert (number is None) == (one.id in situation), one.id
            assert number is None or number in programmes.numbers


@pytest.mark.parametrize(
    ("indicator", "level"),
    [
        ("tong-so-ho", "khu-dan-cu"),
        ("dan-so", "khu-dan-cu"),
        ("ho-ngheo", "khu-dan-cu"),
        ("ty-le-ho-ngheo", "khu-dan-cu"),
        ("ty-le-gia-dinh-van-hoa", "khu-dan-cu"),
        ("quy-cuu-tro", "huyen"),
        ("mo-hinh-sinh-ke", "huyen"),
        ("chuong-trinh-phoi-hop", "huyen"),
        ("ty-le-xa-dat-chuan-nong-thon-moi", "huyen"),
        ("nha-tam-duoc-xoa", "xa"),
    ],
)
def test_levels_report_what_their_published_texts_have(indicator: str, level: str) -> None:
    """None of these ends, either: houses of 2026 are reported, too."""
    found = CATALOGUE.indicators[indicator]
    assert Level(level) in found.levels
    assert found.last is None


def test_what_provinces_and_communes_report_districts_report_too() -> None:
    """They have a committee of their own, until the day on which there are no districts any more."""
    for one in CATALOGUE.indicators.values():
        assert not {Level.PROVINCE, Level.COMMUNE} <= set(one.levels) or Level.DISTRICT in one.levels, one.id


def test_no_two_indicators_have_one_name() -> None:
    names = [one.name for one in CATALOGUE.indicators.values()]
    assert sorted(names) == sorted(set(names))
