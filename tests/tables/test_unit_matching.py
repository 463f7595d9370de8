"""Names of units in tables: certain however they are typed, or unsure with candidates, and never guessed."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from small_project import write

from mttq.documents import load
from mttq.tables.unit_matching import Match, UnitMatcher

UNITS = """\
    quang-tri:
      ten: tỉnh Quảng Trị
      cap: tinh
      cap_duoi:
        huong-hoa:
          ten: huyện Hướng Hóa
          cap: huyen
          cap_duoi:
            tan-hoa: {ten: xã Tân Hòa, cap: xa, ma: "19429"}
            viet-hung: {ten: xã Việt Hưng, cap: xa}
            nam-dong: {ten: xã Nam Đông, cap: xa}
            cu: {ten: xã Thanh Hòa, cap: xa, den: 2019-12-31}
            moi: {ten: xã Thạnh Hóa, cap: xa}
        dakrong:
          ten: huyện Đakrông
          cap: huyen
          cap_duoi:
            tan-hoa: {ten: xã Tân Hòa, cap: xa}
            ba-long: {ten: thị trấn Ba Lòng, cap: xa}
            thon-1: {ten: thôn Một, cap: khu-dan-cu}
        hoi-nong-dan: {ten: Hội Nông dân tỉnh, cap: to-chuc-thanh-vien}
    trung-uong: {ten: Trung ương, cap: trung-uong}
    """
BA_LONG, VIET_HUNG = "quang-tri/dakrong/ba-long", "quang-tri/huong-hoa/viet-hung"


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> UnitMatcher:
    return _matcher(tmp_path_factory.mktemp("du-an"))


def _matcher(root: Path, below: str = "", others: dict[str, str] | None = None) -> UnitMatcher:
    units = load(write(root, {"danh-muc/don-vi.yaml": UNITS})).catalogue.units
    return UnitMatcher(units, below, (date(2020, 4, 1), date(2020, 6, 30)), others or {})


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("thị trấn Ba Lòng", BA_LONG),
        ("TT. Ba Lòng", BA_LONG),
        ("BA LÒNG", BA_LONG),
        (unicodedata.normalize("NFD", "Thị  trấn Ba Lòng"), BA_LONG),
        ("Uỷ ban MTTQ Việt Nam thị trấn Ba Lòng", BA_LONG),
        ("UB MTTQ VN TT Ba Lòng", BA_LONG),
        ("Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn Ba Lòng", BA_LONG),
        ("Ban Công tác Mặt trận thôn Một", "quang-tri/dakrong/thon-1"),
        ("quang-tri/dakrong/ba-long", BA_LONG),
        ("19429", "quang-tri/huong-hoa/tan-hoa"),
        ("xã Tân Hoà, huyện Hướng Hoá", "quang-tri/huong-hoa/tan-hoa"),
        ("Xã Tân Hòa - Đakrông", "quang-tri/dakrong/tan-hoa"),
        ("Tân Hòa (huyện Đakrông)", "quang-tri/dakrong/tan-hoa"),
        ("Việt Hưng", VIET_HUNG),
        ("MTTQ xã Việt Hưng", VIET_HUNG),
        ("Nam Đông", "quang-tri/huong-hoa/nam-dong"),
        ("Hội Nông dân tỉnh", "quang-tri/hoi-nong-dan"),
        ("Thạnh Hoá", "quang-tri/huong-hoa/moi"),
    ],
)
def test_a_name_that_means_one_unit_is_certain(matcher: UnitMatcher, text: str, unit: str) -> None:
    assert matcher.match(text) == Match(unit)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("xã Tân Hòa", ("quang-tri/huong-hoa/tan-hoa", "quang-tri/dakrong/tan-hoa")),  # two of that name
        ("xã Ba Lòng", (BA_LONG,)),  # another kind
        ("ba long", (BA_LONG,)),  # without marks
        ("Ba Lòn", (BA_LONG,)),  # a slip
        (
            "Thanh Hòa",
            ("quang-tri/huong-hoa/moi",),
        ),  # a unit that had ended: other marks than the one that has not
        ("Tổng cộng", ()),
        ("xã Tân Hòa, huyện Gio Linh", ("quang-tri/huong-hoa/tan-hoa", "quang-tri/dakrong/tan-hoa")),
    ],
)
def test_a_name_that_is_unsure_is_not_taken(
    matcher: UnitMatcher, text: str, candidates: tuple[str, ...]
) -> None:
    assert matcher.match(text) == Match("", candidates)


def test_a_map_narrows_the_units_and_knows_other_names(tmp_path: Path) -> None:
    others = {"Xã Tân Hoà (cũ)": "quang-tri/dakrong/tan-hoa", "Tổng cộng": "bo-qua"}
    matcher = _matcher(tmp_path, below="quang-tri/huong-hoa", others=others)
    assert matcher.match("xã Tân Hòa") == Match("quang-tri/huong-hoa/tan-hoa")
    assert matcher.match("XÃ TÂN HÒA (CŨ)") == Match("quang-tri/dakrong/tan-hoa")
    assert matcher.match("tổng cộng") == Match("bo-qua")
    assert matcher.match("Ba Lòng") == Match("")
