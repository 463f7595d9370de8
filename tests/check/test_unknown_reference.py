"""References in texts, by both paths."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project

from mttq.check.examination import QuickPath, examine
from mttq.documents import load
from mttq.source import read_bytes

REPORT = """\
don_vi: quang-tri
nam: 2020
ky: nam
chuong_trinh:
  1:
    so_lieu:
      ty-le-di-bau: 40/50 cử tri
  2:
    ket_qua:
      - {text}
    so_lieu:
      quy: 4,2 tỷ đồng
      nha:
        gia_tri: 12 nhà
        ghi_chu: {note}
"""


def _examined(root: Path, text: str, note: str = "Có ghi chú") -> tuple[list[str], bool]:
    """Return the ids of what the slow path finds, and whether the quick path passes the file."""
    project = load(small_project.write(root, {"2020/quang-tri/nam.yaml": "a: b\n"}))
    (ref,) = project.refs
    data = REPORT.format(text=text, note=note).encode()
    found = examine(read_bytes(data, ref.path), ref, project.catalogue).found
    return [one.code.id for one in found], QuickPath(project.catalogue).examined(data, ref) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Đạt {quy}.",
        "Đạt {quy}, bằng {quy.ty_le} {quy.ke_hoach}.",
        "Toàn tỉnh { cong-trinh.toan_dia_ban }.",
        "Nhóm {{A}}.",
        "Đạt {quy} đồng thời, {nha} nhà ở, {ty-le-di-bau} cử tri.",
        "Nhóm A}, xem {{quy}}, {{A quy}}.",
        "Có {cu-tri-di-bau} đi bầu.",
        "Có {ty-le-di-bau.tu_so} trong {ty-le-di-bau.mau_so}.",
    ],
)
def test_references_that_can_be_printed_are_passed_quickly(tmp_path: Path, text: str) -> None:
    assert _examined(tmp_path, text) == ([], True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Đạt {quyy}.", "MT336"),
        ("Đạt {quy} triệu đồng.", "MT338"),
        ("Xây {nha.toan_dia_ban} nhà", "MT338"),
        ("Bằng {quy.ty_le}% kế hoạch.", "MT338"),
        ("Đạt {{quy}.", "MT338"),
        ("Đạt quy}.", "MT338"),
        ("Đạt {nha}, bằng nha.ty_le}.", "MT338"),
        ("Đạt {quy.tyle}.", "MT336"),
        ("Có {cong-trinh}.", "MT337"),
        ("Có {quy.tu_so}.", "MT336"),
        ("Đạt {quy", "MT338"),
        ("Đạt {}.", "MT338"),
        ("Đạt {quy: 3}.", "MT338"),
    ],
)
def test_wrong_ones_are_left_to_the_slow_path(tmp_path: Path, text: str, code: str) -> None:
    found, passed = _examined(tmp_path, f"'{text}'")
    assert (found, passed) == ([code], False)


def test_a_reference_in_a_note_is_reported(tmp_path: Path) -> None:
    assert _examined(tmp_path, "Đạt {quy}.", "Trong đó {nha}") == (["MT338"], False)
    assert _examined(tmp_path, "Đạt {quy}.", "\n          - Trong đó {nha}") == (["MT338"], False)


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("Đạt {{ quy.ty_le }.", "{{ quy.ty_le }", "{quy.ty_le}"),
        ("Đạt quy.ty_le}.", "quy.ty_le}", "{quy.ty_le}"),
    ],
)
def test_a_reference_with_a_brace_too_many_or_too_few_is_told_as_it_was_meant(
    tmp_path: Path, text: str, written: str, meant: str
) -> None:
    project = load(small_project.write(tmp_path, {"2020/quang-tri/nam.yaml": "a: b\n"}))
    (ref,) = project.refs
    data = REPORT.format(text=f"'{text}'", note="Có ghi chú").encode()
    (fault,) = examine(read_bytes(data, ref.path), ref, project.catalogue).found
    assert fault.message == f"“{written}” in ra mã và dấu ngoặc, không in số liệu"
    assert fault.help == f"viết {meant}"


def test_a_unit_after_a_figure_that_is_printed_with_it_is_told(tmp_path: Path) -> None:
    project = load(small_project.write(tmp_path, {"2020/quang-tri/nam.yaml": "a: b\n"}))
    (ref,) = project.refs
    data = REPORT.format(text="Đạt {quy} triệu đồng.", note="Có ghi chú").encode()
    (fault,) = examine(read_bytes(data, ref.path), ref, project.catalogue).found
    assert fault.message == "số liệu in ra đã có đơn vị tính, “triệu đồng” viết sau ngoặc là lần thứ hai"
    assert fault.help == "bỏ “triệu đồng” sau dấu ngoặc"
