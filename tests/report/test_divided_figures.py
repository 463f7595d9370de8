"""Figures and targets that are divided by level, or in several ways at once."""

from __future__ import annotations

from pathlib import Path

import small_project
from report_project import built, texts

_PLAN = """\
2:
  muc_tieu: M
  chi_tieu:
    nha:
      muc: 290 nhà
      theo_cap_bao_cao: {tinh: 20, huyen: 77, xa: 193}
      trong_do: {xây mới: 200 nhà}
"""
_REPORT = """\
don_vi: quang-tri
nam: 2020
ky: nam
chuong_trinh:
  2:
    so_lieu:
      nha:
        gia_tri: 10.760 nhà
        trong_do: [{xây mới: 7.475 nhà, sửa chữa: 3.285 nhà}, {người có công: 1.240 nhà, hộ nghèo: 5 nhà}]
"""


def test_a_target_names_its_levels(tmp_path: Path) -> None:
    document = built(
        tmp_path, {"2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes=_PLAN)}, "chuong-trinh"
    )
    shown = "\n".join(texts(document))
    assert (
        "290 nhà; trong đó cấp tỉnh: 20 nhà, cấp huyện: 77 nhà, cấp xã: 193 nhà; "
        "cũng trong số này có xây mới: 200 nhà"
    ) in shown
    assert "– cấp huyện" in shown
    assert "– cách chia thứ 2: xây mới" in shown


def test_two_ways_of_dividing_a_result(tmp_path: Path) -> None:
    """The houses of a province by kind of work and by kind of family: each adds up by itself."""
    documents = {
        "2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes=_PLAN),
        "2020/quang-tri/nam.yaml": _REPORT,
    }
    shown = "\n".join(texts(built(tmp_path, documents, "bao-cao")))
    assert (
        "trong đó xây mới: 7.475 nhà, sửa chữa: 3.285 nhà; "
        "cũng trong số này có người có công: 1.240 nhà, hộ nghèo: 05 nhà"
    ) in shown
