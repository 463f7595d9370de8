"""The answers in a table: figures with their units of measure, texts, repeated answers, what is refused and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from table_project import collected, figures, said, texts

WIDE = """\
    nam: 2020
    ky: quy-2
    cot_don_vi: Đơn vị
    cot_thoi_diem: Dấu thời gian
    o_trong: [Không, x]
    bo_qua: [Người gửi]
    cot:
      Số nhà: nha
      Quỹ (triệu đồng): {chi_tieu: quy, don_vi_tinh: triệu đồng, cot_ghi_chu: Ghi chú về quỹ}
      Đại đoàn kết: {loi_van: ket-qua, chuong_trinh: 1}
      Ngày hội: {loi_van: ket-qua, chuong_trinh: 1, ten: Ngày hội}
      Khó khăn: {loi_van: kho-khan}
      Đề xuất: {loi_van: kien-nghi}
    """
TABLE = """\
    Dấu thời gian;ĐƠN  VỊ;Số nhà;Quỹ (triệu đồng);Ghi chú về quỹ;Đại đoàn kết;Ngày hội;Khó khăn;Đề xuất;Người gửi
    01/07/2020 8:00:00;Huyện Hướng Hoá;3;1.250,5;Tính đến 30/6;"Tuyên truyền
    - Vận động";Ở 5 thôn;Không;Cấp kinh phí;A
    02/07/2020 9:00:00;MTTQ huyện Đakrông;x;12 tỷ đồng;;;;Địa bàn rộng;;B
    """
HUONG_HOA, DAKRONG = "quang-tri/huong-hoa", "quang-tri/dakrong"


def test_a_row_for_each_unit(tmp_path: Path) -> None:
    found = collected(tmp_path, WIDE, TABLE)
    assert said(found) == []
    assert figures(found) == [
        f"{HUONG_HOA} quy-2 nha: 3 nhà (dòng 2, cột C)",
        f"{HUONG_HOA} quy-2 quy: 1.250,5 triệu đồng (dòng 2, cột D)",
        f"{DAKRONG} quy-2 quy: 12 tỷ đồng (dòng 3, cột D)",
    ]
    assert texts(found) == [
        f"{HUONG_HOA} ket-qua 1: Tuyên truyền | - Vận động | Ngày hội: Ở 5 thôn (dòng 2, cột F, dòng 2, cột G)",
        f"{HUONG_HOA} kien-nghi 0: Cấp kinh phí (dòng 2, cột I)",
        f"{DAKRONG} kho-khan 0: Địa bàn rộng (dòng 3, cột H)",
    ]
    assert [one.note for one in found.answers[0].figures] == ["", "Tính đến 30/6"]
    assert [one.origin for one in found.answers] == ["tra-loi.csv", "tra-loi.csv"]


LONG = """\
    dang: doc
    cot_nam: Năm
    cot_ky: Kỳ
    cot_don_vi: Xã
    cot_chi_tieu: Nội dung
    cot_gia_tri: Kết quả
    cot_don_vi_tinh: ĐVT
    cot_ghi_chu: Ghi chú
    ten_khac: {Toàn tỉnh: quang-tri, Cộng: bo-qua}
    dong:
      Nhà Đại đoàn kết: nha
      Quỹ: {chi_tieu: quy, toan_dia_ban: true}
      Kiến nghị: {loi_van: kien-nghi}
    """


def test_a_row_for_each_answer(tmp_path: Path) -> None:
    table = """\
        Năm,Kỳ,Xã,Nội dung,Kết quả,ĐVT,Ghi chú
        2020,Tháng 6,Hướng Hóa,Nhà Đại đoàn kết,3,,
        2020,tháng 06/2020,Hướng Hóa,Quỹ,"1,5",tỷ đồng,ước
        2020,quý II,Hướng Hóa,NHÀ ĐẠI ĐOÀN KẾT,7,nhà,
        2020,Tháng 6,Toàn tỉnh,Kiến nghị,Sớm cấp vốn,,
        2020,Tháng 6,Cộng,Nhà Đại đoàn kết,3,,
        2020,Tháng 6,Hướng Hóa,Nước sạch,4,,
        """
    found = collected(tmp_path, LONG, table)
    assert figures(found) == [
        f"{HUONG_HOA} thang-06 nha: 3 nhà (dòng 2, cột E)",
        f"{HUONG_HOA} thang-06 quy: 1,5 tỷ đồng (dòng 3, cột E)",
        f"{HUONG_HOA} quy-2 nha: 7 nhà (dòng 4, cột E)",
    ]
    assert [(one.scope.value, one.note) for one in found.answers[0].figures] == [
        ("so_lieu", ""),
        ("toan_dia_ban", "ước"),
    ]
    assert texts(found) == ["quang-tri kien-nghi 0: Sớm cấp vốn (dòng 5, cột E)"]
    assert said(found) == ["Bản đồ chưa nói 1 dòng sau là gì nên không lấy: “Nước sạch”."]


@pytest.mark.parametrize(
    ("times", "taken"),
    [
        (("01/07/2020 8:00:00", "30/06/2020 8:00:00"), 2),
        (("6/30/2020 8:00:00", "7/1/2020 8:00:00"), 3),
        (("2020/07/01 9:00:00 CH GMT+7", "2020/07/01 10:00:00 SA GMT+7"), 2),
        (("05/06/2020 8:00", "06/06/2020 8:00"), 3),  # last whichever number is the month
        (("", ""), None),
    ],
)
def test_of_several_answers_the_last_one_counts_and_is_named(
    tmp_path: Path, times: tuple[str, str], taken: int | None
) -> None:
    table = f"Dấu thời gian;Đơn vị;Nhà\n{times[0]};Đakrông;3\n{times[1]};huyện Đakrông;4\n"
    by = "nam: 2020\nky: quy-2\ncot_don_vi: Đơn vị\ncot_thoi_diem: Dấu thời gian\ncot: {Nhà: nha}\n"
    found = collected(tmp_path, by, table)
    (one,) = found.answers
    if taken is None:
        assert said(found) == [
            "dòng 2, 3: huyện Đakrông: trả lời 2 lần; không đọc được thời điểm trả lời"
            " = giữ lại dòng đúng, xóa các dòng kia"
        ]
        return
    assert said(found) == [f"dòng 2, 3: huyện Đakrông: trả lời 2 lần; lấy lần cuối, dòng {taken} = None"]
    assert [each.text for each in one.figures] == [f"{taken + 1} nhà"]


def test_times_that_could_be_read_both_ways_are_refused(tmp_path: Path) -> None:
    table = "Dấu thời gian;Đơn vị;Nhà\n05/06/2020 8:00;Đakrông;3\n04/07/2020 8:00;Đakrông;4\n"
    by = "nam: 2020\nky: quy-2\ncot_don_vi: Đơn vị\ncot_thoi_diem: Dấu thời gian\ncot: {Nhà: nha}\n"
    assert said(collected(tmp_path, by, table)) == [
        "dòng 2, 3: huyện Đakrông: trả lời 2 lần; không rõ số nào là ngày, số nào là tháng"
        " = giữ lại dòng đúng, xóa các dòng kia"
    ]


def test_without_times_the_last_row_counts_and_in_a_long_table_answer_by_answer(tmp_path: Path) -> None:
    table = """\
        Năm,Kỳ,Xã,Nội dung,Kết quả,ĐVT,Ghi chú
        2020,quý II,Đakrông,Nhà Đại đoàn kết,3,,
        2020,quý II,Đakrông,Quỹ,1 tỷ đồng,,
        2020,quý II,Đakrông,Nhà Đại đoàn kết,5,,
        2020,quý II,Đakrông,Quỹ,1 tỷ đồng,,
        """
    found = collected(tmp_path, LONG, table)
    assert [one.partition(" nha: ")[2] or one.partition(" quy: ")[2] for one in figures(found)] == [
        "5 nhà (dòng 4, cột E)",
        "1 tỷ đồng (dòng 5, cột E)",
    ]
    assert said(found) == [
        "dòng 2, 4: huyện Đakrông: trả lời 2 lần cho “Nhà Đại đoàn kết”; lấy lần cuối, dòng 4 = None"
    ]


def test_rows_of_no_certain_unit_or_period_are_refused_with_what_to_write(tmp_path: Path) -> None:
    table = """\
        Năm,Kỳ,Xã,Nội dung,Kết quả,ĐVT,Ghi chú
        2020,quý II,xã Đakrông,Quỹ,1 tỷ đồng,,
        2020,quý II,Gio Linh,Quỹ,1 tỷ đồng,,
        2020,quý II,,Quỹ,1 tỷ đồng,,
        2020,6,Đakrông,Quỹ,1 tỷ đồng,,
        hai nghìn,quý II,Đakrông,Quỹ,1 tỷ đồng,,
        """
    found = collected(tmp_path, LONG, table)
    assert found.answers == ()
    assert said(found) == [
        "dòng 2, cột C: chưa chắc “xã Đakrông” là đơn vị nào: quang-tri/dakrong (huyện Đakrông)"
        ' = ghi vào bản đồ, ví dụ ten_khac: {"xã Đakrông": quang-tri/dakrong}',
        "dòng 3, cột C: không có đơn vị “Gio Linh” trong quý II năm 2020"
        ' = sửa tên, hoặc ghi vào bản đồ ten_khac: {"Gio Linh": mã-đơn-vị};'
        ' dòng không dùng: ten_khac: {"Gio Linh": bo-qua}',
        "dòng 4, cột C: dòng này không có tên đơn vị = điền tên đơn vị, hoặc xóa dòng",
        "dòng 5, cột B: “6” không phải một kỳ của năm 2020 = viết như tháng 6/2026, quý II/2026",
        "dòng 6, cột A: “hai nghìn” không phải năm hay nhiệm kỳ = viết như 2026",
    ]


SIMPLE = "nam: 2020\nky: quy-2\ncot_don_vi: Đơn vị\n"


def test_numbers_of_english_programs_are_read_if_the_map_says_so(tmp_path: Path) -> None:
    by = (
        SIMPLE
        + "dau_thap_phan: .\ncot: {Quỹ: {chi_tieu: quy, don_vi_tinh: triệu đồng}, Nhà: nha, Nữ: ty-le-nu}\n"
    )
    table = 'Đơn vị,Quỹ,Nhà,Nữ\nĐakrông,"1,234.50","1,234",48.5\nHướng Hóa,"1,23",1.5.2,12%\n'
    assert [one.split(": ", 1)[1].partition(" (")[0] for one in figures(collected(tmp_path, by, table))] == [
        "1234,50 triệu đồng",
        "1234 nhà",
        "48,5%",
        "1,23 triệu đồng",
        "1.5.2 nhà",
        "12%",
    ]


@pytest.mark.parametrize(
    ("typed", "more", "doubt"),
    [
        ("0.9", "Nữ: ty-le-nu", "“0.9” không rõ là 90% hay 0,9% = ghi cả dấu %: “90%” hoặc “0,9%”"),
        ('"0,9"', "Nữ: ty-le-nu", "“0,9” không rõ là 90% hay 0,9% = ghi cả dấu %: “90%” hoặc “0,9%”"),
        (
            "0.875",
            'Nữ: {chi_tieu: ty-le-nu, don_vi_tinh: "%"}',
            "“0.875” không rõ là 87,5% hay 0,875% = ghi cả dấu %: “87,5%” hoặc “0,875%”",
        ),
        ("1", "Nữ: ty-le-nu", "“1” không rõ là 100% hay 1% = ghi cả dấu %: “100%” hoặc “1%”"),
    ],
)
def test_a_bare_fraction_is_no_percentage(tmp_path: Path, typed: str, more: str, doubt: str) -> None:
    for point in ("", "dau_thap_phan: .\n"):
        found = collected(tmp_path, f"{SIMPLE}{point}cot: {{{more}}}\n", f"Đơn vị,Nữ\nĐakrông,{typed}\n")
        assert said(found) == [f"dòng 2, cột B: Nữ: {doubt}"]
        assert figures(found) == []


def test_formulas_are_refused_and_never_kept(tmp_path: Path) -> None:
    by = SIMPLE + "cot: {Nhà: nha, Khó khăn: {loi_van: kho-khan}}\n"
    table = 'Đơn vị,Nhà,Khó khăn\nĐakrông,=1+2,"=HYPERLINK(""http://x"")"\n'
    found = collected(tmp_path, by, table)
    help = "mở bằng Excel hay LibreOffice, lưu lại để có giá trị, hoặc gõ thẳng số, chữ vào ô"
    assert said(found) == [
        f"dòng 2, cột B: Nhà: ô có công thức “=1+2”, không có giá trị = {help}",
        f'dòng 2, cột C: Khó khăn: ô có công thức “=HYPERLINK("http://x")”, không có giá trị = {help}',
    ]
    assert figures(found) == texts(found) == []


def test_columns_that_the_map_does_not_name_are_told(tmp_path: Path) -> None:
    found = collected(
        tmp_path, SIMPLE + "bo_qua: [Tên]\ncot: {Nhà: nha}\n", "Đơn vị,Nhà,Tên,Mới\nĐakrông,1,A,2\n"
    )
    assert said(found) == ["Bản đồ chưa nói 1 cột sau là gì nên không lấy: “Mới”."]


def test_names_in_remedies_are_keys_of_yaml(tmp_path: Path) -> None:
    table = 'Đơn vị,Nhà\n"Thôn ""Ba"", xã X",1\n'
    assert said(collected(tmp_path, SIMPLE + "cot: {Nhà: nha}\n", table)) == [
        'dòng 2, cột A: không có đơn vị “Thôn "Ba", xã X” trong quý II năm 2020 = sửa tên, hoặc ghi vào bản đồ'
        " ten_khac: {'Thôn \"Ba\", xã X': mã-đơn-vị}; dòng không dùng: ten_khac: {'Thôn \"Ba\", xã X': bo-qua}"
    ]


def test_columns_are_ignored_by_letters(tmp_path: Path) -> None:
    table = "Đơn vị,Nhà,Ảnh,Ảnh\nĐakrông,1,a,b\n"
    found = collected(tmp_path, SIMPLE + "bo_qua: [cột C, cột D]\ncot: {Nhà: nha}\n", table)
    assert (said(found), len(figures(found))) == ([], 1)


def test_columns_are_found_by_letters_and_below_other_rows(tmp_path: Path) -> None:
    by = SIMPLE + "dong_tieu_de: 2\ncot: {cột B: nha, cột C: {chi_tieu: quy, don_vi_tinh: triệu đồng}}\n"
    found = collected(tmp_path, by, "BIỂU 1,,\nĐơn vị,Số,Số\nĐakrông,1,2\n")
    assert figures(found) == [
        f"{DAKRONG} quy-2 nha: 1 nhà (dòng 3, cột B)",
        f"{DAKRONG} quy-2 quy: 2 triệu đồng (dòng 3, cột C)",
    ]
