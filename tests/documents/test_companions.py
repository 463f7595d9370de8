"""Entries that hold the figures of companions (`kem`): the same as writing every line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mttq.catalogue import Catalogue
from mttq.check import check
from mttq.check.examination import QuickPath
from mttq.documents import Project, load
from mttq.documents.facts import PlanFacts, ReportFacts, read_facts
from mttq.documents.model import FileRef
from mttq.documents.project import file_ref
from mttq.source import read_bytes

CATALOGUE = {
    "chuong-trinh.yaml": """\
2019-2024:
  tu_nam: 2020
  den_nam: 2024
  chuong_trinh: {2: {ten: An sinh}}
""",
    "don-vi.yaml": "quang-tri: {ten: tỉnh Quảng Trị, cap: tinh}\n",
    "chi-tieu.yaml": """\
nha:
  ten: Nhà Đại đoàn kết
  chuong_trinh: 2
  don_vi_tinh: nhà
  theo_cap: tong
  kem: {tri_gia: tien-nha, don_gia: gia-nha, nguoi: ho}
tien-nha: {ten: Kinh phí nhà Đại đoàn kết, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
gia-nha: {ten: Giá một nhà, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: khong-cong}
ho: {ten: Hộ được ở nhà mới, chuong_trinh: 2, don_vi_tinh: hộ, theo_cap: tong}
""",
}
HEAD = "don_vi: quang-tri\nnam: 2020\n"
TOGETHER = """\
ky: quy-4
chuong_trinh:
  2:
    so_lieu:
      nha:
        gia_tri: 200 nhà
        tri_gia: gần 10 tỷ đồng
        ghi_chu: Cả nhà sửa chữa.
        nguoi: 201 hộ
    toan_dia_ban:
      nha:
        gia_tri: 200 nhà
        tri_gia: gần 10 tỷ đồng
"""
APART = """\
ky: quy-4
chuong_trinh:
  2:
    so_lieu:
      nha:
        gia_tri: 200 nhà
        ghi_chu: Cả nhà sửa chữa.
      tien-nha: gần 10 tỷ đồng
      ho: 201 hộ
    toan_dia_ban:
      nha: 200 nhà
      tien-nha: gần 10 tỷ đồng
"""
PLAN = """\
chuong_trinh:
  2:
    chi_tieu:
      nha:
        muc: ít nhất 350 nhà
        tri_gia: trên 17 tỷ đồng
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name, text in CATALOGUE.items():
        path = tmp_path / "plans" / "danh-muc" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    folder = tmp_path / "plans" / "2020" / "quang-tri"
    folder.mkdir(parents=True)
    (folder / "quy-4.yaml").write_text(HEAD + TOGETHER, encoding="utf-8")
    (folder / "ke-hoach.yaml").write_text(HEAD + PLAN, encoding="utf-8")
    return load(tmp_path)


def facts(text: str, name: str, catalogue: Catalogue) -> ReportFacts | PlanFacts:
    ref = file_ref(f"plans/2020/quang-tri/{name}.yaml")
    assert isinstance(ref, FileRef)
    found, faults = read_facts(read_bytes((HEAD + text).encode(), ref.path), ref, catalogue)
    assert faults == []
    assert isinstance(found, ReportFacts | PlanFacts)
    return found


def test_companions_are_the_figures_of_their_own_lines(project: Project) -> None:
    together, apart = (facts(text, "quy-4", project.catalogue) for text in (TOGETHER, APART))
    assert isinstance(together, ReportFacts)
    assert isinstance(apart, ReportFacts)

    def plain(found: ReportFacts) -> list[tuple[str, str, str]]:
        return [(one.indicator, one.scope, str(one.quantity)) for one in found.body.figures]

    assert plain(together) == plain(apart)
    places = {(one.indicator, one.scope.value): one.span.line for one in together.body.figures}
    assert places["tien-nha", "so_lieu"] == 9
    assert places["tien-nha", "toan_dia_ban"] == 15


def test_a_target_may_have_companions(project: Project) -> None:
    found = facts(PLAN, "ke-hoach", project.catalogue)
    assert isinstance(found, PlanFacts)
    targets = [(one.indicator, one.quantity.word, str(one.quantity.value)) for one in found.body.targets]
    assert targets == [("nha", "ít nhất", "350"), ("tien-nha", "trên", "17000000000")]


@pytest.mark.parametrize(("name", "text"), [("quy-4", TOGETHER), ("ke-hoach", PLAN)])
def test_the_quick_path_reads_companions(project: Project, name: str, text: str) -> None:
    ref = file_ref(f"plans/2020/quang-tri/{name}.yaml")
    assert isinstance(ref, FileRef)
    quick = QuickPath(project.catalogue).facts((HEAD + text).encode(), ref)
    assert quick == facts(text, name, project.catalogue)


def test_the_quick_path_leaves_unknown_keys_to_the_slow_one(project: Project) -> None:
    ref = file_ref("plans/2020/quang-tri/quy-4.yaml")
    assert isinstance(ref, FileRef)
    text = (HEAD + TOGETHER.replace("tri_gia", "gia_tien")).encode()
    assert QuickPath(project.catalogue).facts(text, ref) is None


def test_a_project_with_companions_has_no_faults(project: Project) -> None:
    assert [(one.code.id, one.message) for one in check(project)] == []


def test_a_target_given_twice_is_reported(project: Project) -> None:
    path = project.root / "plans/2020/quang-tri/ke-hoach.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "      tien-nha: 17 tỷ đồng\n", encoding="utf-8")
    (fault,) = check(load(project.root))
    assert (fault.code.id, fault.span.line) == ("MT315", 9)
    assert fault.message == "“tien-nha” đã có mục tiêu ở dòng 8"
    assert fault.help == "mỗi chỉ tiêu một mục tiêu trong mỗi kế hoạch: giữ một dòng"
