"""Slips in the names of units that sources name."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project

from mttq.documents import load
from mttq.documents.provenance import provenance_of


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("Báo cáo của Ủy ban MTTQ Việt Nam huyện Hướng Hoà, tháng 12", "huyện Hướng Hoà", "huyện Hướng Hóa"),
        ("Bản tin của Mặt trận xã Tân Lonng ngày 3/4", "xã Tân Lonng", "xã Tân Long"),
        ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM HUYỆN DAKRONG", "HUYỆN DAKRONG", "huyện Đakrông"),
        ("xã Tân Lông", "xã Tân Lông", "xã Tân Long"),
        ("quang-tri/huonghoa", "quang-tri/huonghoa", "quang-tri/huong-hoa"),
        ("quang-tri/huong-hoa/tan-long", None, None),
        ("Báo cáo của Ủy ban MTTQ Việt Nam huyện Hướng Hóa", None, None),
        ("Ủy ban MTTQ Việt Nam huyện Triệu Phong", None, None),
        ("Ủy ban MTTQ Việt Nam tỉnh Hướng Hoà", None, None),
        ("xã Tân Lông gọi điện thoại", None, None),
        ("Sở Nội vụ, huyện Hướng Hoà", None, None),
        ("vnexpress.net/thoi-su", None, None),
        ("Báo Quảng Trị", None, None),
        ("", None, None),
    ],
)
def test_the_unit_that_was_meant_is_found(
    tmp_path: Path, text: str, name: str | None, meant: str | None
) -> None:
    project = load(small_project.write(tmp_path, {}))
    found = provenance_of(project.catalogue).misnamed(text)
    assert (found and text[found.start : found.end], found and found.meant) == (name, meant)
