"""The catalogue: programme sets, indicators, the tree of units, and several files merged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mttq.catalogue import (
    Catalogue,
    Direction,
    OverPeriods,
    OverUnits,
    Units,
    catalogue_kind,
    read_catalogue,
)
from mttq.catalogue.reader import CatalogueKind
from mttq.diagnostics import Diagnostic
from mttq.levels import Level
from mttq.period import Cycle, parse_cycle
from mttq.source import read_bytes

UNITS = """
trung-uong: {ten: Trung ương, cap: trung-uong}
quang-tri:
  ten: tỉnh Quảng Trị
  cap: tinh
  ma: [{gia_tri: "45", den: 2025-06-30}, {gia_tri: "44", tu: 2025-07-01}]
  co_quan: [ỦY BAN MTTQ VIỆT NAM, TỈNH QUẢNG TRỊ]
  cap_duoi:
    huong-hoa:
      ten: huyện Hướng Hóa
      cap: huyen
      den: 2025-06-30
      cap_duoi:
        tan-long: {ten: xã Tân Long, cap: xa, den: 2025-06-30}
    hoi-phu-nu: {ten: Hội LHPN tỉnh, cap: to-chuc-thanh-vien}
    con-co:
      ten: [{gia_tri: huyện Cồn Cỏ, den: 2025-06-30}, {gia_tri: đặc khu Cồn Cỏ, tu: 2025-07-01}]
      cap: [{gia_tri: huyen, den: 2025-06-30}, {gia_tri: xa, tu: 2025-07-01}]
    lao-bao:
      ten: xã Lao Bảo
      cap: xa
      tu: 2025-07-01
      ke_thua:
        - {don_vi: quang-tri/huong-hoa/tan-long, ty_trong: 60%, can_cu: 1680/NQ}
        - {don_vi: quang-tri/huong-hoa, ngay: 2025-07-02}
vinh-phuc: {ten: tỉnh Vĩnh Phúc, cap: tinh}
"""
SETS = """
2014-2019: {dai_hoi: VIII, tu_nam: 2015, den_nam: 2019, chuong_trinh: {1: {ten: Một}, 2: {ten: Hai}}}
2019-2024:
  dai_hoi: IX
  tu_nam: 2020
  den_nam: 2024
  chuong_trinh:
    10: {ten: Mười}
    2: {ten: Hai, ten_ngan: hai}
"""
INDICATORS = """
quy:
  ten: Quỹ
  chuong_trinh: {2014-2019: 1, 2019-2024: 2}
  don_vi_tinh: đồng
  cach_viet: [đ, VNĐ]
  theo_cap: tong
  theo_ky: tong
  cap: [tinh, to-chuc-thanh-vien]
  tinh_nhan_tu: false
  tu: 2019-01-01
  den: 2024-12-31
ho-ngheo: {ten: Hộ nghèo, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, chieu: giam, so_nguyen: true}
ho: {ten: Hộ, don_vi_tinh: hộ, cach_viet: [gia đình], theo_cap: tong}
ty-le: {ten: Tỷ lệ, chuong_trinh: 2, don_vi_tinh: "%", theo_cap: ty-le, tu_so: ho-ngheo, mau_so: ho}
"""


def read(*files: tuple[CatalogueKind, str]) -> tuple[Catalogue, list[Diagnostic]]:
    return read_catalogue(
        (kind, read_bytes(text.encode(), f"plans/danh-muc/{kind.value}-{number}.yaml"))
        for number, (kind, text) in enumerate(files)
    )


def units_of(text: str) -> Units:
    catalogue, faults = read((CatalogueKind.UNITS, text))
    assert faults == []
    return catalogue.units


def cycle(name: str) -> Cycle:
    found = parse_cycle(name)
    assert found is not None
    return found


def ids(units: Units, unit_id: str) -> list[str]:
    return [unit.id for unit in units.below(unit_id)]


BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_sets_hold_their_programmes_by_number_and_cover_years_and_their_term() -> None:
    catalogue, faults = read((CatalogueKind.PROGRAMMES, SETS))
    assert faults == []
    eighth, ninth = catalogue.programme_sets.values()
    assert ninth.numbers == (2, 10)
    assert [(one.number, one.name, one.short_name) for one in ninth.programmes] == [
        (2, "Hai", "hai"),
        (10, "Mười", "Mười"),
    ]
    second, tenth = ninth.programmes
    assert second.short_span is not None
    assert (second.name_span.line, second.short_span.line, tenth.short_span) == (9, 9, None)
    assert (ninth.programme(2), ninth.programme(3)) == (second, None)
    for name, expected in {
        "2014": None,
        "2015": eighth,
        "2019": eighth,
        "2020": ninth,
        "2024": ninth,
        "2025": None,
        "2019-2024": ninth,
        "2014-2019": eighth,
        "2024-2029": None,
    }.items():
        assert catalogue.programme_set(cycle(name)) is expected, name
    assert catalogue.programme_set(cycle("2015"), "2019-2024") is ninth
    assert catalogue.programme_set(cycle("2015"), "2024-2029") is None


def test_indicators_have_their_values_and_their_defaults() -> None:
    catalogue, faults = read((CatalogueKind.INDICATORS, INDICATORS))
    assert faults == []
    assert list(catalogue.indicators) == ["quy", "ho-ngheo", "ho", "ty-le"]
    fund, poor, _, share = catalogue.indicators.values()
    assert (
        fund.programme_in("2014-2019"),
        fund.programme_in("2019-2024"),
        fund.programme_in("2024-2029"),
    ) == (1, 2, None)
    assert fund.levels == (Level.PROVINCE, Level.MEMBER)
    assert (fund.includes_received, fund.direction, fund.over_periods) == (
        False,
        Direction.UP,
        OverPeriods.FLOW,
    )
    assert [
        fund.valid_on(date(*day)) for day in ((2018, 12, 31), (2019, 1, 1), (2024, 12, 31), (2025, 1, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert (fund.measure.name, fund.measure.spellings, fund.measure.whole) == ("đồng", ("đ", "VNĐ"), False)
    assert poor.levels == (Level.CENTRE, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    assert (poor.programme_in("2019-2024"), poor.over_periods) == (None, OverPeriods.STOCK)
    assert (poor.measure.whole, poor.direction, poor.includes_received) == (True, Direction.DOWN, True)
    assert (share.over_units, share.over_periods, share.programme_in("x")) == (OverUnits.RATIO, None, 2)
    assert (share.measure.ratio, share.measure.denominator) == (True, ("hộ", "gia đình"))


def test_units_form_a_tree_with_the_centre_on_top() -> None:
    units = units_of(UNITS)
    assert units.centre == "trung-uong"
    assert [unit.id for unit in units.children("")] == ["trung-uong"]
    assert [unit.id for unit in units.children("trung-uong")] == ["quang-tri", "vinh-phuc"]
    assert units.parent_of("quang-tri") == "trung-uong"
    assert units.parent_of("trung-uong") == ""
    assert units.parent_of("quang-tri/huong-hoa/tan-long") == "quang-tri/huong-hoa"
    assert units.is_below("quang-tri/huong-hoa/tan-long", "trung-uong")
    assert not units.is_below("quang-tri", "quang-tri")
    assert not units.is_below("trung-uong", "quang-tri")


def test_below_is_depth_first_in_catalogue_order() -> None:
    units = units_of(UNITS)
    quang_tri = [
        "quang-tri",
        "quang-tri/huong-hoa",
        "quang-tri/huong-hoa/tan-long",
        "quang-tri/hoi-phu-nu",
        "quang-tri/con-co",
        "quang-tri/lao-bao",
    ]
    assert ids(units, "quang-tri") == quang_tri
    assert ids(units, "trung-uong") == ids(units, "") == ["trung-uong", *quang_tri, "vinh-phuc"]


def test_without_a_centre_no_top_unit_has_a_parent() -> None:
    units = units_of("b: {ten: tỉnh B, cap: tinh}\na: {ten: tỉnh A, cap: tinh}\n")
    assert (units.centre, units.parent_of("a"), ids(units, "")) == ("", "", ["b", "a"])


def test_names_levels_and_codes_are_those_of_the_day() -> None:
    units = units_of(UNITS)
    island, province = units.by_id["quang-tri/con-co"], units.by_id["quang-tri"]
    assert (island.name_on(BEFORE), island.name_on(AFTER)) == ("huyện Cồn Cỏ", "đặc khu Cồn Cỏ")
    assert (island.level_on(BEFORE), island.level_on(AFTER)) == (Level.DISTRICT, Level.COMMUNE)
    assert (province.codes.on(BEFORE), province.codes.on(AFTER)) == ("45", "44")
    assert province.letterhead == ("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG TRỊ")


def test_units_exist_from_their_first_to_their_last_day() -> None:
    units = units_of(UNITS)
    old, new = units.by_id["quang-tri/huong-hoa"], units.by_id["quang-tri/lao-bao"]
    assert (old.valid_on(BEFORE), old.valid_on(AFTER)) == (True, False)
    assert (new.valid_on(BEFORE), new.valid_on(AFTER)) == (False, True)
    assert old.valid_within(date(2025, 1, 1), date(2025, 12, 31))
    assert not old.valid_within(AFTER, date(2025, 12, 31))
    assert not new.valid_within(date(2025, 1, 1), BEFORE)


def test_a_successor_keeps_the_units_it_takes_over_and_their_shares() -> None:
    first, second = units_of(UNITS).by_id["quang-tri/lao-bao"].takes_over
    assert (first.unit, first.day, first.basis, first.share) == (
        "quang-tri/huong-hoa/tan-long",
        None,
        "1680/NQ",
        Decimal("0.6"),
    )
    assert (second.day, second.share) == (date(2025, 7, 2), None)


def test_a_name_between_two_dates_falls_back_to_the_last_one() -> None:
    units = units_of("a: {ten: [{gia_tri: x, den: 2000-01-01}, {gia_tri: y, tu: 2001-01-01}], cap: tinh}")
    assert units.by_id["a"].name_on(date(2000, 6, 1)) == "y"
    assert units.by_id["a"].codes.latest() is None


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (CatalogueKind.UNITS, "a: {ten: xã Hóa, cap: xa}", "a: {ten: xã Hoá, cap: xa}"),
        (CatalogueKind.UNITS, "a: {ten: xã Hóa, cap: xa}", "a: {ten: xã Ho\u0301a, cap: xa}"),
        (
            CatalogueKind.UNITS,
            "a: {ten: x, cap: xa}",
            "\n\na: {cap: xa, ten: x, cap_duoi: {b: {ten: y, cap: xa}}}",
        ),
        (
            CatalogueKind.INDICATORS,
            "a: {ten: Hòa giải, don_vi_tinh: vụ, theo_cap: tong}",
            "a: {ten: Hoà giải, don_vi_tinh: vụ, theo_cap: tong}",
        ),
    ],
)
def test_the_same_definition_twice_is_no_conflict(kind: CatalogueKind, one: str, other: str) -> None:
    _, faults = read((kind, one), (kind, other))
    assert [fault for fault in faults if fault.code.id != "MT501"] == []


@pytest.mark.parametrize(
    ("kind", "one", "other", "message"),
    [
        (
            CatalogueKind.UNITS,
            "a: {ten: x, cap: xa}",
            "a: {ten: x, cap: huyen}",
            "đơn vị “a” đã được định nghĩa khác ở plans/danh-muc/don-vi-0.yaml:1: khác ở cap",
        ),
        (
            CatalogueKind.UNITS,
            "a: {ten: x, cap: tinh, cap_duoi: {b: {ten: y, cap: xa}}}",
            "a: {ten: x, cap: tinh, cap_duoi: {b: {ten: y, cap: xa, den: 2025-06-30}}}",
            "đơn vị “a/b” đã được định nghĩa khác ở plans/danh-muc/don-vi-0.yaml:1: khác ở den",
        ),
        (
            CatalogueKind.INDICATORS,
            "# đầu\na: {ten: x, don_vi_tinh: vụ, theo_cap: tong}",
            "a: {ten: x, don_vi_tinh: vụ, theo_cap: tong, chuong_trinh: 1}",
            "chỉ tiêu “a” đã được định nghĩa khác ở plans/danh-muc/chi-tieu-0.yaml:2: khác ở chuong_trinh",
        ),
    ],
)
def test_a_different_definition_in_a_second_file_is_reported_there(
    kind: CatalogueKind, one: str, other: str, message: str
) -> None:
    catalogue, faults = read((kind, one), (kind, other))
    assert [(fault.code.id, fault.path, fault.message) for fault in faults] == [
        ("MT112", f"plans/danh-muc/{kind.value}-1.yaml", message)
    ]
    assert len(catalogue.units.by_id) + len(catalogue.indicators) in {1, 2}


def test_the_catalogues_of_two_provinces_make_one_tree_in_any_order() -> None:
    centre = "trung-uong: {ten: Trung ương, cap: trung-uong}\n"
    one = centre + "a: {ten: tỉnh A, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa}}}\n"
    other = "b: {ten: tỉnh B, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa}}}\n" + centre
    for files in ((one, other), (other, one)):
        catalogue, faults = read(*((CatalogueKind.UNITS, text) for text in files))
        assert faults == []
        assert set(ids(catalogue.units, "trung-uong")) == {"trung-uong", "a", "a/x", "b", "b/x"}


def test_unread_kinds_are_known_so_that_nothing_is_reported_missing() -> None:
    catalogue, _ = read(
        (CatalogueKind.UNITS, "a: ["), (CatalogueKind.UNITS, UNITS), (CatalogueKind.PROGRAMMES, SETS)
    )
    assert catalogue.unread == {"don-vi", "chi-tieu"}


def test_settings_have_defaults_and_deadlines_before_and_after_a_period() -> None:
    settings = read()[0].settings
    assert (settings.version, settings.default_unit, settings.layout, settings.deadlines) == (
        1,
        "",
        "nd30",
        {},
    )
    text = "phien_ban: 2\ndon_vi_mac_dinh: quang-tri\nthe_thuc: nd30\nhan_nop: {quy-1: 5, nam: -11}\n"
    catalogue, faults = read((CatalogueKind.SETTINGS, text))
    assert faults == []
    assert (catalogue.settings.version, catalogue.settings.default_unit) == (2, "quang-tri")
    assert catalogue.settings.deadlines == {"quy-1": 5, "nam": -11}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("chuong-trinh.yaml", CatalogueKind.PROGRAMMES),
        ("chi-tieu.yaml", CatalogueKind.INDICATORS),
        ("chi-tieu/tinh.yaml", CatalogueKind.INDICATORS),
        ("don-vi.yaml", CatalogueKind.UNITS),
        ("don-vi/tinh.yaml", CatalogueKind.UNITS),
        ("quy-tac.yaml", CatalogueKind.RULES),
        ("mttq.yaml", CatalogueKind.SETTINGS),
        ("mac-dinh/quang-tri.yaml", CatalogueKind.DEFAULTS),
        ("mac-dinh/quang-tri/huong-hoa.yaml", CatalogueKind.DEFAULTS),
        ("mac-dinh.yaml", None),
        ("chuong-trinh/mot.yaml", None),
        ("chi-tieu/mot/hai.yaml", None),
        ("khac.yaml", None),
        ("don-vi", None),
    ],
)
def test_the_files_of_a_catalogue(path: str, kind: CatalogueKind | None) -> None:
    assert catalogue_kind(path) is kind


def said(kind: CatalogueKind, text: str) -> list[str]:
    return [f"{one.span.line}:{one.span.column} {one.code.id} {one.message}" for one in read((kind, text))[1]]


def test_a_wrong_share_is_reported_at_the_share() -> None:
    text = (
        "a:\n  ten: x\n  cap: xa\n  ke_thua:\n"
        "    - {don_vi: b, ty_trong: sáu mươi}\n"
        "    - {don_vi: b, ty_trong: 160%}\n"
        "    - {don_vi: b, ty_trong: khoảng 60%}\n"
        "    - {don_vi: b, ty_trong: 5 xã}\n"
    )
    assert [line.split(" ")[:2] for line in said(CatalogueKind.UNITS, text)] == [
        ["5:29", "MT206"],
        ["6:29", "MT111"],
        ["7:29", "MT111"],
        ["8:31", "MT207"],
    ]


def test_a_catalogue_file_that_does_not_fit_its_shape_is_reported() -> None:
    assert said(CatalogueKind.UNITS, "a: {ten: x, cap: tỉnh}\nb: x\n") == [
        "1:18 MT106 “tỉnh” không phải giá trị dùng được ở đây",
        "2:4 MT105 “b” phải là một nhóm khóa, mỗi khóa một dòng, không phải một dòng chữ",
    ]
    assert said(CatalogueKind.INDICATORS, "a: {ten: x, theo_cap: tong}\n") == [
        "1:1 MT103 thiếu khóa “don_vi_tinh” (đơn vị tính) trong chỉ tiêu"
    ]
    assert said(CatalogueKind.PROGRAMMES, "a: {tu_nam: 2020, den_nam: 2024, chuong_trinh: {}}\n") == [
        "1:34 MT104 nhóm khóa này trống"
    ]
    assert said(CatalogueKind.RULES, "a: {ve_trai: [x], so_sanh: =, ve_phai: [y]}\n") == [
        "1:28 MT106 “=” không phải giá trị dùng được ở đây"
    ]
    assert said(CatalogueKind.SETTINGS, "phien_ban: 0\n") == [
        "1:12 MT111 “0” không phải một số nguyên dùng được ở đây"
    ]
