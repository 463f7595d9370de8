"""Figures that go together (`kem`) are said in one sentence."""

from __future__ import annotations

from pathlib import Path

import small_project
from report_project import built, outline

LOWEST = "quang-tri/huong-hoa/tan-long"
KEM = {
    "danh-muc/chi-tieu/nha.yaml": """\
nha-moi:
  ten: Nhà Đại đoàn kết xây mới
  chuong_trinh: 2
  don_vi_tinh: nhà
  theo_cap: tong
  kem: {tri_gia: tien-nha, nguoi: ho, cong_suc: ngay-cong}
tien-nha: {ten: Kinh phí nhà, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
ho: {ten: Hộ được ở nhà mới, chuong_trinh: 2, don_vi_tinh: hộ, theo_cap: tong}
ngay-cong: {ten: Ngày công đóng góp, chuong_trinh: 2, don_vi_tinh: ngày công, theo_cap: tong}
"""
}


def said(root: Path, programmes: str, plan: str = "", **more: str) -> list[str]:
    documents = KEM | {
        f"2020/{LOWEST}/nam.yaml": small_project.report(unit=LOWEST, programmes=programmes),
        **more,
    }
    if plan:
        documents[f"2020/{LOWEST}/ke-hoach.yaml"] = small_project.plan(unit=LOWEST, programmes=plan)
    report = built(root, documents, "bao-cao", unit=LOWEST, period="nam")
    return [line for line in outline(report) if line.startswith("- ")]


def test_a_number_with_its_value_and_more(tmp_path: Path) -> None:
    figures = """\
2:
  so_lieu:
    nha-moi:
      gia_tri: 200 nhà
      tri_gia: gần 10 tỷ đồng
      nguoi: 201 hộ
      cong_suc: 1.500 ngày công
"""
    assert said(tmp_path, figures) == [
        "- Nhà Đại đoàn kết xây mới: 200 nhà, trị giá gần 10 tỷ đồng, cho 201 hộ, ngày công đóng góp 1.500 ngày công."
    ]


def test_lines_of_their_own_are_said_together_too(tmp_path: Path) -> None:
    figures = "2:\n  so_lieu:\n    tien-nha: 10 tỷ đồng\n    nha-moi: 200 nhà\n"
    assert said(tmp_path, figures) == ["- Nhà Đại đoàn kết xây mới: 200 nhà, trị giá 10 tỷ đồng."]


def test_a_companion_with_words_of_its_own_has_a_sentence(tmp_path: Path) -> None:
    figures = """\
2:
  so_lieu:
    nha-moi: 200 nhà
    tien-nha: {gia_tri: 10 tỷ đồng, trong_do: {xã hội hóa: 4 tỷ đồng}}
"""
    assert said(tmp_path, figures) == [
        "- Nhà Đại đoàn kết xây mới: 200 nhà;",
        "- Kinh phí nhà: 10 tỷ đồng; trong đó xã hội hóa: 4 tỷ đồng.",
    ]


def test_a_companion_with_a_target_has_a_sentence(tmp_path: Path) -> None:
    figures = "2:\n  so_lieu:\n    nha-moi: {gia_tri: 200 nhà, tri_gia: 10 tỷ đồng}\n"
    plan = "2: {muc_tieu: M, chi_tieu: {tien-nha: 8 tỷ đồng}}\n"
    assert said(tmp_path, figures, plan) == [
        "- Nhà Đại đoàn kết xây mới: 200 nhà;",
        "- Kinh phí nhà: đạt 10 tỷ đồng, bằng 125,00% kế hoạch.",
    ]


def test_targets_are_said_together(tmp_path: Path) -> None:
    plan = "2:\n  muc_tieu: M\n  chi_tieu:\n    nha-moi: {muc: ít nhất 350 nhà, tri_gia: trên 17 tỷ đồng}\n"
    documents = KEM | {f"2020/{LOWEST}/ke-hoach.yaml": small_project.plan(unit=LOWEST, programmes=plan)}
    lines = outline(built(tmp_path, documents, "chuong-trinh", unit=LOWEST))
    assert "- Nhà Đại đoàn kết xây mới: ít nhất 350 nhà, trị giá trên 17 tỷ đồng." in lines


def test_since_january_a_companion_is_said_if_it_covers_the_same(tmp_path: Path) -> None:
    """Otherwise 412 gifts would be worth what 100 of them are; a price is that of its own period."""
    first = small_project.report(unit=LOWEST, period="quy-1", programmes="2: {so_lieu: {nha-moi: 3 nhà}}\n")
    second = small_project.report(
        unit=LOWEST,
        period="quy-2",
        programmes="2: {so_lieu: {nha-moi: {gia_tri: 5 nhà, tri_gia: 250 triệu đồng, nguoi: 5 hộ}}}\n",
    )
    whole = first.replace("nha-moi: 3 nhà", "nha-moi: {gia_tri: 3 nhà, tri_gia: 150 triệu đồng}")
    expected = {
        first: "- Nhà Đại đoàn kết xây mới: 05 nhà trong quý, trị giá 250 triệu đồng, cho 05 hộ; "
        "lũy kế 6 tháng đầu năm là 08 nhà.",
        whole: "- Nhà Đại đoàn kết xây mới: 05 nhà trong quý, trị giá 250 triệu đồng, cho 05 hộ; "
        "lũy kế 6 tháng đầu năm là 08 nhà, trị giá 400 triệu đồng.",
    }
    for number, (before, line) in enumerate(expected.items()):
        documents = KEM | {f"2020/{LOWEST}/quy-1.yaml": before, f"2020/{LOWEST}/quy-2.yaml": second}
        report = built(tmp_path / str(number), documents, "bao-cao", unit=LOWEST, period="quy-2")
        assert [text for text in outline(report) if text.startswith("- ")] == [line]
