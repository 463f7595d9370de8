"""Merges of small files: what comes out to the byte, and what a clash looks like."""

from __future__ import annotations

from textwrap import dedent

import pytest

from mttq.three_way import merge

REPORT = """\
don_vi: quang-tri
nam: 2020
ky: nam
# Kết quả
chuong_trinh:
  1:
    # ket_qua: …
    so_lieu:
      # Cuộc giám sát
      # giam-sat: … cuộc
      # Cử tri
      # cu-tri: … cử tri
  2:
    so_lieu: {nha: 4 nhà, quy: "4,2 tỷ đồng"}  # theo văn bản số 5
  3:
    so_lieu:
      tap-huan:
        gia_tri: 4 lớp
        ghi_chu: tạm tính
"""
PLAN = """\
chuong_trinh:
  3:
    nhiem_vu:
      - ten: Tổng kết phong trào
        ma: tong-ket
        chu_tri: Ban Phong trào
      - ten: Tập huấn cán bộ
        ma: tap-huan
      - Việc khác
"""


def edit(text: str, *changes: tuple[str, str]) -> str:
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def merged(old: str, ours: str, theirs: str) -> str:
    found = merge(*(one.encode() for one in (old, ours, theirs)))
    assert found is not None
    return found.marked(7)


def both_ways(old: str, ours: str, theirs: str) -> str:
    """Merge in both directions, which must come to the same."""
    found = merged(old, ours, theirs)
    assert merged(old, theirs, ours) == found
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("{nha: 4 nhà,", "{nha: 5 nhà,"), ('"4,2 tỷ đồng"', '"4,3 tỷ đồng"')),
        (("{nha: 4 nhà,", "{nha: 5 nhà,"), ('"4,2 tỷ đồng"}', '"4,2 tỷ đồng", viec-lam: 3 lao động}')),
        (("{nha: 4 nhà,", "{nha: 5 nhà,"), (', quy: "4,2 tỷ đồng"', "")),
        (("{nha: 4 nhà,", "{nha: 5 nhà,"), ("  # theo văn bản số 5", "  # theo văn bản số 6")),
        (("gia_tri: 4 lớp", "gia_tri: 5 lớp"), ("ghi_chu: tạm tính", "ghi_chu: đã chốt")),
        (("gia_tri: 4 lớp", "gia_tri: 5 lớp  # chốt"), ("        ghi_chu: tạm tính\n", "")),
        (("      # giam-sat: … cuộc\n", "      giam-sat: 3 cuộc\n"), ("gia_tri: 4 lớp", "gia_tri: 5 lớp")),
        (("# Kết quả\n", "# Kết quả năm\n"), ("ky: nam\n", "ky: nam\nmo_dau: Năm 2020.\n")),
    ],
)
def test_changes_of_different_keys(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert both_ways(REPORT, edit(REPORT, first), edit(REPORT, second)) == edit(REPORT, first, second)


def test_lines_that_both_sides_fill_in() -> None:
    ours = edit(REPORT, ("      # giam-sat: … cuộc\n", "      giam-sat: 3 cuộc\n"))
    theirs = edit(REPORT, ("      # cu-tri: … cử tri\n", "      cu-tri: 70 cử tri\n"))
    assert merged(REPORT, ours, theirs) == edit(
        REPORT,
        (
            "      # giam-sat: … cuộc\n      # Cử tri\n      # cu-tri: … cử tri\n",
            "      giam-sat: 3 cuộc\n      cu-tri: 70 cử tri\n      # Cử tri\n",
        ),
    )


def test_a_figure_alone_and_as_a_record() -> None:
    old = "so_lieu:\n  nha: 4 nhà\n  quy: 3 đồng\n"
    ours = "so_lieu:\n  nha: 5 nhà # đã chốt\n  quy: 3 đồng\n"
    theirs = "so_lieu:\n  nha: {gia_tri: 4 nhà, ghi_chu: tạm}\n  quy: 3 đồng\n"
    assert merged(old, ours, theirs) == (
        "so_lieu:\n  nha: {gia_tri: 5 nhà, ghi_chu: tạm} # đã chốt\n  quy: 3 đồng\n"
    )


def test_a_value_that_braces_would_split_is_quoted() -> None:
    old = "so_lieu: {quy: {gia_tri: 4 tỷ đồng}}\n"
    ours = "so_lieu:\n  quy: 4,2 tỷ đồng\n"
    theirs = "so_lieu: {quy: {gia_tri: 4 tỷ đồng, ghi_chu: tạm}}\n"
    assert merged(old, ours, theirs) == "so_lieu:\n  quy: {gia_tri: '4,2 tỷ đồng', ghi_chu: tạm}\n"


def test_another_indent_on_one_side() -> None:
    ours = edit(REPORT, ("gia_tri: 4 lớp", "gia_tri: 5 lớp"))
    theirs = edit(REPORT, ("ghi_chu: tạm tính", "ghi_chu: đã chốt")).replace("\n  ", "\n    ")
    assert merged(REPORT, ours, theirs) == edit(
        REPORT, ("gia_tri: 4 lớp", "gia_tri: 5 lớp"), ("ghi_chu: tạm tính", "ghi_chu: đã chốt")
    )


def test_tasks_are_matched_by_their_code() -> None:
    ours = edit(
        PLAN, ("chu_tri: Ban Phong trào", "chu_tri: Ban Tổ chức"), ("ma: tap-huan\n", "ma: tap-huan\n")
    )
    theirs = edit(
        PLAN,
        ("        ma: tong-ket\n", "        ma: tong-ket\n        thoi_han: quy-4\n"),
        ("      - ten: Tập huấn cán bộ\n        ma: tap-huan\n", ""),
        ("      - Việc khác\n", "      - Việc khác\n      - ten: Việc mới\n        ma: moi\n"),
    )
    assert both_ways(PLAN, ours, theirs) == edit(theirs, ("chu_tri: Ban Phong trào", "chu_tri: Ban Tổ chức"))


def test_items_added_to_the_end_by_both_sides() -> None:
    ours = edit(PLAN, ("      - Việc khác\n", "      - Việc khác\n      - Việc của ta\n"))
    theirs = edit(PLAN, ("      - Việc khác\n", "      - Việc khác\n      - Việc của họ\n"))
    assert merged(PLAN, ours, theirs) == edit(
        PLAN, ("      - Việc khác\n", "      - Việc khác\n      - Việc của ta\n      - Việc của họ\n")
    )
    short = "cach_viet: [đ, VNĐ]\n"
    assert merged(short, "cach_viet: [đ, VNĐ, VND]\n", "cach_viet: [đ, VNĐ, đồng]\n") == (
        "cach_viet: [đ, VNĐ, VND, đồng]\n"
    )


def test_other_lists_that_both_sides_change_are_a_clash() -> None:
    old = "noi_nhan:\n  - A\n  - B\n"
    assert merged(old, "noi_nhan:\n  - A1\n  - B\n", "noi_nhan:\n  - A\n  - B1\n") == dedent("""\
        <<<<<<< BÊN NÀY sửa noi_nhan
        noi_nhan:
          - A1
          - B
        =======
        noi_nhan:
          - A
          - B1
        >>>>>>> BÊN KIA sửa noi_nhan
        """)


def test_a_clash_names_the_key_and_both_values() -> None:
    ours = edit(REPORT, ("{nha: 4 nhà,", "{nha: 5 nhà,"), ("gia_tri: 4 lớp", "gia_tri: 5 lớp"))
    theirs = edit(
        REPORT, ("{nha: 4 nhà,", "{nha: 6 nhà,"), ('"4,2 tỷ', '"4,3 tỷ'), ("        gia_tri: 4 lớp\n", "")
    )
    assert merged(REPORT, ours, theirs) == edit(
        REPORT,
        (
            '    so_lieu: {nha: 4 nhà, quy: "4,2 tỷ đồng"}  # theo văn bản số 5\n',
            "<<<<<<< BÊN NÀY ghi so_lieu: nha = 5 nhà (trước đó: 4 nhà)\n"
            '    so_lieu: {nha: 5 nhà, quy: "4,3 tỷ đồng"}  # theo văn bản số 5\n'
            "=======\n"
            '    so_lieu: {nha: 6 nhà, quy: "4,3 tỷ đồng"}  # theo văn bản số 5\n'
            ">>>>>>> BÊN KIA ghi so_lieu: nha = 6 nhà\n",
        ),
        (
            "        gia_tri: 4 lớp\n",
            "<<<<<<< BÊN NÀY ghi tap-huan: gia_tri = 5 lớp (trước đó: 4 lớp)\n"
            "        gia_tri: 5 lớp\n"
            "=======\n"
            ">>>>>>> BÊN KIA bỏ tap-huan: gia_tri\n",
        ),
    )


def test_both_sides_add_the_file() -> None:
    assert merged("", "nam: 2020\nky: nam\n", "nam: 2020\nnguon: x\n") == "nam: 2020\nky: nam\nnguon: x\n"
    assert merged("", "nam: 2020\n", "nam: 2021\n") == (
        "<<<<<<< BÊN NÀY ghi nam = 2020\nnam: 2020\n=======\nnam: 2021\n>>>>>>> BÊN KIA ghi nam = 2021\n"
    )


def test_what_one_side_removed_and_the_other_added_to() -> None:
    old = "chuong_trinh:\n  2:\n    so_lieu:\n      nha: 4 nhà\n  3: {}\n"
    ours = "chuong_trinh:\n  3: {}\n"
    theirs = edit(old, ("nha: 4 nhà\n", "nha: 4 nhà\n      quy: 3 đồng\n"))
    assert both_ways(old, ours, theirs) == edit(old, ("nha: 4 nhà", "quy: 3 đồng"))
    changed = edit(old, ("nha: 4 nhà", "nha: 5 nhà"))
    assert merged(old, ours, changed) == edit(
        old,
        (
            "      nha: 4 nhà\n",
            "<<<<<<< BÊN NÀY bỏ so_lieu: nha (trước đó: 4 nhà)\n=======\n      nha: 5 nhà\n"
            ">>>>>>> BÊN KIA ghi so_lieu: nha = 5 nhà\n",
        ),
    )
    assert both_ways("nha: {gia_tri: 4}\nquy: 1\n", "quy: 1\n", "nha: {gia_tri: 4}\nquy: 2\n") == "quy: 2\n"


def test_a_title_that_is_repeated_tells_nothing() -> None:
    """Which of two sections with one title is meant is left to git, which goes by lines."""
    old = "ket_qua:\n  - ten: Quỹ\n    noi_dung: A\n"
    ours = "ket_qua:\n  - ten: Quỹ\n    noi_dung: B\n  - ten: Quỹ\n    noi_dung: A\n"
    theirs = f"{old}    so_lieu: {{quy: 3 đồng}}\n"
    assert merge(*(one.encode() for one in (old, ours, theirs))) is None
    assert merged(old, ours, old) == ours


def test_units_and_indicators_of_the_catalogue() -> None:
    units = dedent("""\
        quang-tri:
          ten: tỉnh Quảng Trị
          cap: tinh
          cap_duoi:
            huong-hoa:  # đến hết tháng 6
              ten: huyện Hướng Hóa
              cap: huyen
            dakrong: {ten: huyện Đakrông, cap: huyen}
        vinh-phuc: {ten: tỉnh Vĩnh Phúc, cap: tinh}
        """)
    first = ("      cap: huyen\n", "      cap: huyen\n      den: 2025-06-30\n")
    second = ("    dakrong:", "    lao-bao:\n      ten: xã Lao Bảo\n      cap: xa\n    dakrong:")
    third = ("cap: tinh}\n", "cap: tinh, ma: 26}\n")
    ours, theirs = edit(units, first, third), edit(units, second)
    assert both_ways(units, ours, theirs) == edit(units, first, second, third)
    indicators = "# Nhà ở\nnha:\n  ten: Nhà\n  cach_viet: [căn]\n"
    ours = edit(indicators, ("[căn]", "[căn, ngôi]"))
    theirs = edit(indicators, ("  ten: Nhà\n", "  ten: Nhà Đại đoàn kết\n")) + "\n# Quỹ\nquy:\n  ten: Quỹ\n"
    assert both_ways(indicators, ours, theirs) == edit(theirs, ("[căn]", "[căn, ngôi]"))


def test_byte_order_marks_and_the_end_of_the_file_stay() -> None:
    assert merged("a: 1\nb: 1", "\ufeffa: 2\nb: 1", "a: 1\nb: 2") == "\ufeffa: 2\nb: 2"
    assert merged("a: 1\nb: 1", "a: 2\nb: 1\n", "a: 1\nb: 2") == "a: 2\nb: 2\n"


@pytest.mark.parametrize(
    "broken",
    ["a: 1\na: 2\n", "a: &x 1\nb: *x\n", "a:\n\t- 1\n", "a: [1\n", "", "a: 1\r\n", "<<<<<<< x\na: 1\n"],
)
def test_files_that_are_not_merged_by_key(broken: str) -> None:
    sound = b"a: 1\nb: 2\n"
    assert merge(sound, broken.encode(), b"a: 1\nb: 3\n") is None
    assert merge(sound, b"a: 1\nb: 3\n", broken.encode()) is None
    if broken:
        assert merge(broken.encode(), sound, b"a: 1\nb: 3\n") is None


def test_hostile_bytes_are_not_merged() -> None:
    for one in (b"\xff\xfe\x00", b"\x00" * 100, b"[" * 100_000, "a: \u0007".encode()):
        assert merge(one, one, b"a: 1\n") is None
