"""A first map of a table: what is certain, what is guessed, and that it is a map."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from table_project import CSV, MAP, collected, figures, project, said

from mttq.documents.table_map import read_table_map
from mttq.source import read_bytes
from mttq.tables.csv_file import read_csv
from mttq.tables.first_map import file_stem, first_map

WIDE = """\
    Dấu thời gian,Địa chỉ email,Đơn vị,1. Nhà Đại đoàn kết (nhà),Quỹ “Vì người nghèo” (triệu đồng),Số công trình,\
Khó khăn gặp phải,Kết quả chương trình 2,Cảm nghĩ,Mức độ
    30/06/2020 8:00:00,a@b.vn,huyện Hướng Hóa,3,12,1,Địa bàn rộng,Đã vận động,Tốt,5
    30/06/2020 9:00:00,c@d.vn,huyện Đakrông,4,15,2,Không,Đã trao quà,Tốt,4
    """
MAP_OF_WIDE = """\
    # Bản đồ của bảng tra-loi.csv, lập tự động.
    # Dòng có chữ “đoán” chỉ là đoán: xem lại, đúng thì bỏ dấu # ở đầu dòng.
    # nam: …  # năm của mọi dòng, nếu không nêu --year khi nhập
    # ky: …  # kỳ của mọi dòng, ví dụ thang-06, nếu không nêu --period khi nhập
    cot_don_vi: Đơn vị
    cot_thoi_diem: Dấu thời gian
    # o_trong: [Không, …]  # các chữ nghĩa là không trả lời
    bo_qua: [Địa chỉ email]
    cot:
      1. Nhà Đại đoàn kết (nhà): nha
      Quỹ “Vì người nghèo” (triệu đồng): {chi_tieu: quy, don_vi_tinh: triệu đồng}
      # Số công trình: cong-trinh  # đoán: Công trình
      # Khó khăn gặp phải: {loi_van: kho-khan}  # đoán theo tên cột; không dùng thì ghi vào bo_qua
      # Kết quả chương trình 2: {loi_van: ket-qua, chuong_trinh: 2}  # đoán theo tên cột; không dùng thì ghi vào bo_qua
      # Cảm nghĩ: {loi_van: ket-qua, chuong_trinh: …}  # đoán theo tên cột; không dùng thì ghi vào bo_qua
      # Mức độ: …  # chưa biết là gì; tìm mã bằng mttq indicators, không dùng thì ghi vào bo_qua
    """
LONG = """\
    BIỂU TỔNG HỢP,,,,
    Năm,Kỳ báo cáo,Địa phương,Chỉ tiêu,Thực hiện
    2020,Quý II,Hướng Hóa,Nhà Đại đoàn kết,3
    2020,Quý II,Hướng Hóa,Công trình,4
    2020,Quý II,Đakrông,Việc làm,5
    """
MAP_OF_LONG = """\
    # Bản đồ của bảng tra-loi.csv, lập tự động.
    # Dòng có chữ “đoán” chỉ là đoán: xem lại, đúng thì bỏ dấu # ở đầu dòng.
    dong_tieu_de: 2
    dang: doc
    cot_don_vi: Địa phương
    cot_chi_tieu: Chỉ tiêu
    cot_nam: Năm
    cot_ky: Kỳ báo cáo
    cot_gia_tri: Thực hiện
    # o_trong: [Không, …]  # các chữ nghĩa là không trả lời
    dong:
      Nhà Đại đoàn kết: nha
      Công trình: cong-trinh
      # Việc làm: viec-lam  # đoán: Việc làm mới
    """


@pytest.mark.parametrize(("table", "by"), [(WIDE, MAP_OF_WIDE), (LONG, MAP_OF_LONG)])
def test_what_is_certain_is_written_and_what_is_guessed_is_a_comment(
    tmp_path: Path, table: str, by: str
) -> None:
    found = read_csv(dedent(table).encode(), CSV)
    assert first_map(found, project(tmp_path).catalogue) == dedent(by)


def test_it_is_a_map_of_the_table(tmp_path: Path) -> None:
    found = collected(tmp_path, MAP_OF_LONG, LONG)
    assert figures(found) == [
        "quang-tri/huong-hoa quy-2 nha: 3 nhà (dòng 3, cột E)",
        "quang-tri/huong-hoa quy-2 cong-trinh: 4 công trình (dòng 4, cột E)",
    ]
    assert said(found) == ["Bản đồ chưa nói 1 dòng sau là gì nên không lấy: “Việc làm”."]


@pytest.mark.parametrize(
    "table",
    [
        "a\n",
        "a,a\n1,2\n",
        ",,x\n1,2,3\n",
        'x: y,"- a # b","{c}"\n1,2,3\nxã A,2,3\n',
        f"{'x' * 2000},\x07y,Đơn vị\n1,2,huyện Đakrông\n",
        '"tên ""có"" nháy",\'b,null,Đơn vị\n1,2,3,huyện Đakrông\n1,2,3,huyện Hướng Hóa\n',
    ],
)
def test_whatever_the_table_the_map_is_yaml(tmp_path: Path, table: str) -> None:
    text = first_map(read_csv(table.encode(), CSV), project(tmp_path).catalogue)
    source = read_bytes(text.encode(), MAP)
    assert source.diagnostics == ()
    _, faults = read_table_map(source)
    assert {one.code.id for one in faults} <= {"MT104"}, [(one.message, text) for one in faults]


def test_the_maps_name_is_that_of_the_file() -> None:
    assert file_stem("C:\\Tải về\\Báo cáo tháng 6 (trả lời).csv") == "bao-cao-thang-6-tra-loi"
    assert file_stem("…/.xlsx") == "bang"
