"""What the documents of a unit have in common, and what a document says instead."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from report_project import built

from mttq.check import check
from mttq.documents import load
from mttq.report import Report
from mttq.report.model import Signature

DEFAULTS = """\
dia_danh: Đông Hà
can_cu:
  - Luật Mặt trận Tổ quốc Việt Nam
kinh_gui:
  - Ủy ban Trung ương MTTQ Việt Nam
nguoi_ky:
  ky_thay: KT. CHỦ TỊCH
  chuc_vu: PHÓ CHỦ TỊCH
  ho_ten: Nguyễn Văn A
noi_nhan:
  - Như trên
  - Lưu BTT
"""
COMMON = {"danh-muc/mac-dinh/quang-tri.yaml": DEFAULTS}


def _report(tmp_path: Path, body: str = "") -> Report:
    document = {
        "2020/quang-tri/nam.yaml": small_project.report(body, programmes="2: {so_lieu: {quy: 2 tỷ đồng}}\n")
    }
    return built(tmp_path, {**COMMON, **document}, "bao-cao")


def test_a_document_that_says_nothing_has_what_is_common(tmp_path: Path) -> None:
    report = _report(tmp_path)
    assert report.letterhead.place_and_date.startswith("Đông Hà, ngày")
    assert report.basis == ("Căn cứ Luật Mặt trận Tổ quốc Việt Nam.",)
    assert report.addressed_to == ("Ủy ban Trung ương MTTQ Việt Nam",)
    assert report.signature == Signature(
        "TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A"
    )
    assert report.recipients == ("- Như trên;", "- Lưu BTT.")


def test_a_document_takes_precedence_key_by_key(tmp_path: Path) -> None:
    report = _report(
        tmp_path, "van_ban:\n  dia_danh: Quảng Trị\n  nguoi_ky: {chuc_vu: CHỦ TỊCH}\n  noi_nhan: [Lưu VT]\n"
    )
    assert report.letterhead.place_and_date.startswith("Quảng Trị, ngày")
    assert report.basis == ("Căn cứ Luật Mặt trận Tổ quốc Việt Nam.",)
    # The signer is one key: no name of one person below the position of another.
    assert report.signature == Signature("TM. BAN THƯỜNG TRỰC", "", "CHỦ TỊCH", "")
    assert report.recipients == ("- Lưu VT.",)


@pytest.mark.parametrize("kind", ["chuong-trinh", "giao-ban"])
def test_every_kind_of_document_has_it(tmp_path: Path, kind: str) -> None:
    documents = {
        "2020/quang-tri/ke-hoach.yaml": small_project.plan(),
        "2020/quang-tri/quy-1.yaml": small_project.report(period="quy-1"),
        "2020/quang-tri/giao-ban-quy-1.yaml": """\
            don_vi: quang-tri
            nam: 2020
            ky: quy-1
            hoi_nghi: {ten: Hội nghị giao ban, ngay: 2020-03-25}
            """,
    }
    period = "quy-1" if kind == "giao-ban" else ""
    report = built(tmp_path, {**COMMON, **documents}, kind, period=period)
    assert report.letterhead.place_and_date.startswith("Đông Hà, ngày")
    assert report.signature.name == "Nguyễn Văn A"


def test_other_units_have_their_own(tmp_path: Path) -> None:
    documents = {"2020/quang-tri/huong-hoa/nam.yaml": small_project.report(unit="quang-tri/huong-hoa")}
    report = built(tmp_path, {**COMMON, **documents}, "bao-cao", unit="quang-tri/huong-hoa")
    assert report.letterhead.place_and_date.startswith("Hướng Hóa, ngày")
    assert report.signature.name == ""


def test_what_is_wrong_in_them_is_reported(tmp_path: Path) -> None:
    files = {
        "danh-muc/mac-dinh/quang-trii.yaml": "dia_danh: Đông Hà\n",
        "danh-muc/mac-dinh/quang-tri/huong-hoa.yaml": "dia_danh: Khe Sanh\nso: 12\n",
    }
    project = load(small_project.write(tmp_path, files))
    assert [(one.path, one.span.line, one.code.id, one.message, one.help) for one in check(project)] == [
        (
            "plans/danh-muc/mac-dinh/quang-tri/huong-hoa.yaml",
            2,
            "MT101",
            "khóa lạ “so” trong phần chung của các văn bản",
            "các khóa dùng được ở đây: dia_danh, can_cu, kinh_gui, nguoi_ky, noi_nhan, nguoi_lap_bieu",
        ),
        (
            "plans/danh-muc/mac-dinh/quang-trii.yaml",
            1,
            "MT301",
            "danh mục không có đơn vị “quang-trii”",
            "có phải là “quang-tri”?",
        ),
    ]
