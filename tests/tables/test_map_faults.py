"""What is wrong with a map: its form, its columns, and what the catalogue does not have."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from table_project import collected, said

from mttq.documents.table_map import SHAPE
from mttq.schema.json_schema import json_schema

HEAD = "nam: 2020\nky: quy-2\ncot_don_vi: Đơn vị\n"
TABLE = "Đơn vị,Nhà,Số nhà,Quỹ,Quỹ\nĐakrông,1,2,3,4\n"


@pytest.mark.parametrize(
    ("by", "faults"),
    [
        (
            HEAD,
            ["1: MT103 thiếu khóa “cot” (dạng ngang: mỗi cột là gì) = thêm “cot:” vào bản đồ"],
        ),
        (
            HEAD + "dang: doc\ncot: {Nhà: nha}\n",
            [
                "5: MT101 “cot” chỉ dùng với dang: ngang = viết dang: ngang, hoặc bỏ khóa này",
                "1: MT103 thiếu khóa “cot_chi_tieu” (dạng dọc: cột có tên chỉ tiêu) = thêm “cot_chi_tieu:” vào bản đồ",
                "1: MT103 thiếu khóa “cot_gia_tri” (dạng dọc: cột có giá trị) = thêm “cot_gia_tri:” vào bản đồ",
                "1: MT103 thiếu khóa “dong” (dạng dọc: mỗi tên chỉ tiêu là gì) = thêm “dong:” vào bản đồ",
            ],
        ),
        (
            HEAD + "cot_donvi: x\ncot: {Nhà: nha}\n",
            ["4: MT101 khóa lạ “cot_donvi” trong bản đồ của bảng = có phải là “cot_don_vi”?"],
        ),
        (
            HEAD + "cot:\n  Nhà: {don_vi_tinh: nhà}\n",
            [
                "5: MT103 cột “Nhà” chưa nói là gì = viết mã chỉ tiêu, hoặc {loi_van: tinh-hinh, ket-qua, uu-diem,"
                " kho-khan, phuong-huong, kien-nghi}; cột không dùng thì ghi vào bo_qua"
            ],
        ),
        (
            HEAD + "cot:\n  Nhà: {chi_tieu: nha, loi_van: kho-khan}\n",
            ["5: MT112 cột “Nhà” vừa là chỉ tiêu vừa là lời văn = chỉ giữ một khóa, chi_tieu hoặc loi_van"],
        ),
        (
            HEAD + "cot:\n  Nhà: {loi_van: ket-qua}\n",
            [
                "5: MT103 lời văn kết quả ở cột “Nhà” chưa nói thuộc chương trình nào"
                " = thêm chuong_trinh: số của chương trình"
            ],
        ),
        (
            HEAD + "cot:\n  Nhà: {loi_van: kho-khan, toan_dia_ban: true}\n",
            ["5: MT101 “toan_dia_ban” không dùng cho lời văn = bỏ khóa này"],
        ),
        (
            HEAD + "cot: {Số nhàa: nha}\n",
            ["4: MT106 bảng không có cột “Số nhàa” ở dòng 1 = có phải là “Số nhà”?"],
        ),
        (
            HEAD + "cot: {Hộ thoát nghèo: ho-ngheo}\n",
            [
                "4: MT106 bảng không có cột “Hộ thoát nghèo” ở dòng 1"
                " = các cột của bảng: “Đơn vị”, “Nhà”, “Số nhà”, “Quỹ”, “Quỹ”"
            ],
        ),
        (
            HEAD + "cot: {Quỹ: quy}\n",
            ["4: MT106 bảng có 2 cột “Quỹ”: D và E = ghi “cột …” kèm chữ cái của cột"],
        ),
        (
            HEAD + "thuoc: quang-tr\nten_khac: {Tổng: quang-tri/gio-linh}\ncot: {Nhà: nhaa}\n",
            [
                "4: MT301 thuoc: danh mục không có đơn vị “quang-tr” = có phải là “quang-tri”?",
                "5: MT301 ten_khac: danh mục không có đơn vị “quang-tri/gio-linh” = xem mã các đơn vị bằng mttq units",
                "6: MT303 danh mục không có chỉ tiêu “nhaa” = có phải là “nha”?",
            ],
        ),
        (
            HEAD + "cot: {Nhà: nha, Số nhà: nha}\n",
            ["4: MT112 “Nhà” và “Số nhà” cùng là chỉ tiêu “nha” = mỗi chỉ tiêu chỉ lấy từ một cột"],
        ),
        (
            HEAD + "cot: {Nhà: {chi_tieu: nha, don_vi_tinh: triệu đồng}}\n",
            ["4: MT207 “triệu đồng” không phải đơn vị tính của “nha” = chỉ tiêu này tính bằng nhà"],
        ),
        (
            "nam: 20\nky: quy-5\ncot_don_vi: Đơn vị\ncot: {Nhà: nha}\n",
            [
                "1: MT106 “20” không phải năm hay nhiệm kỳ = viết như 2026 hay 2024-2029",
                "2: MT106 không có kỳ “quy-5” = viết như thang-06, quy-2, 6-thang, nam",
            ],
        ),
        (
            "nam: 2020\ncot_don_vi: Đơn vị\ncot: {Nhà: nha}\n",
            [
                "1: MT103 chưa rõ các số trong bảng là của kỳ nào"
                " = thêm --period khi chạy, hoặc ghi ky hay cot_ky vào bản đồ",
            ],
        ),
        (
            "ky: quy-2\ncot_don_vi: Đơn vị\ncot: {Nhà: nha}\n",
            [
                "1: MT103 chưa rõ các số trong bảng là của năm nào"
                " = thêm --year khi chạy, hoặc ghi nam hay cot_nam vào bản đồ"
            ],
        ),
    ],
)
def test_each_fault_names_its_line_and_what_to_write(tmp_path: Path, by: str, faults: list[str]) -> None:
    found = collected(tmp_path, by, TABLE)
    assert said(found) == faults
    assert found.answers == ()


def test_the_shipped_map_is_right_for_editors() -> None:
    shipped = Path(__file__).parents[2] / "docs/examples/bieu-thang-xa/templates/bang/bieu-thang-xa.yaml"
    schema = Draft202012Validator(json_schema(SHAPE, "bang", "Bản đồ của một bảng trả lời"))
    content = YAML(typ="safe").load(shipped)
    assert list(schema.iter_errors(content)) == []
    content["cot"]["Số cuộc tuyên truyền"] = {"loi_van": "ket qua"}
    assert [one.json_path for one in schema.iter_errors(content)] == ["$.cot['Số cuộc tuyên truyền'].loi_van"]
