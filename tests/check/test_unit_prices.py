"""A number, its unit price and its value agree within what was written of each."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project

from mttq.check import check
from mttq.documents import load

GIFTS = {
    "danh-muc/chi-tieu/qua.yaml": """\
suat-qua:
  ten: Suất quà
  chuong_trinh: 2
  don_vi_tinh: suất
  theo_cap: tong
  kem: {tri_gia: tien-qua, don_gia: gia-qua}
tien-qua: {ten: Trị giá quà, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
gia-qua: {ten: Đơn giá quà, chuong_trinh: 2, don_vi_tinh: đồng/suất, theo_cap: khong-cong}
"""
}


@pytest.mark.parametrize(
    ("number", "value", "price", "agrees"),
    [
        ("1.879 suất", "hơn 560 triệu đồng", "khoảng 300 nghìn đồng/suất", True),
        ("1.879 suất", "hơn 560 triệu đồng", "300.000 đồng/suất", True),
        ("1.879 suất", "hơn 5,6 tỷ đồng", "khoảng 300 nghìn đồng/suất", False),
        ("1.879 suất", "563.700.000 đồng", "mỗi suất 300 nghìn đồng", True),
        ("1.879 suất", "580.000.000 đồng", "mỗi suất 300 nghìn đồng", False),
        ("gần 70 suất", "41,4 triệu đồng", "600.000 đồng/suất", True),
        ("70 suất", "41,4 triệu đồng", "600.000 đồng/suất", False),
        ("70 suất", "42 triệu đồng", "600.000 đồng/suất", True),
    ],
)
def test_a_number_times_its_price_is_the_value(
    tmp_path: Path, number: str, value: str, price: str, agrees: bool
) -> None:
    entry = f'{{gia_tri: "{number}", tri_gia: "{value}", don_gia: "{price}"}}'
    programmes = f"2: {{so_lieu: {{suat-qua: {entry}}}}}\n"
    files = GIFTS | {"2020/quang-tri/quy-4.yaml": small_project.report(period="quy-4", programmes=programmes)}
    found = [one.code.id for one in check(load(small_project.write(tmp_path, files)))]
    assert found == ([] if agrees else ["MT222"])
