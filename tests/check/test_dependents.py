"""Dependents: examples by name, and the law that no fault comes or goes in any other file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small_project
from small_project import plan, report

from mttq.check import check
from mttq.check.codes import ALL_CODES
from mttq.check.cross_file import dependents
from mttq.diagnostics import FILE_START, Diagnostic
from mttq.documents import load

TOP, DISTRICT, COMMUNE = "quang-tri", "quang-tri/huong-hoa", "quang-tri/huong-hoa/tan-long"
UNITS = """\
    trung-uong: {ten: Trung ương, cap: trung-uong}
    quang-tri:
      ten: tỉnh Quảng Trị
      cap: tinh
      cap_duoi:
        huong-hoa:
          ten: huyện Hướng Hóa
          cap: huyen
          den: 2020-06-30
          cap_duoi:
            tan-long: {ten: xã Tân Long, cap: xa, den: 2020-06-30}
        lao-bao:
          ten: xã Lao Bảo
          cap: xa
          tu: 2020-07-01
          ke_thua: [{don_vi: quang-tri/huong-hoa/tan-long}]
        dakrong: {ten: huyện Đakrông, cap: huyen}
    vinh-phuc: {ten: tỉnh Vĩnh Phúc, cap: tinh}
    """
HOUSES = "2: {so_lieu: {nha: %s}}\n"
STATED = "2: {toan_dia_ban: {nha: %s}}\n"
TARGET = "2: {muc_tieu: M, chi_tieu: {nha: %s}}\n"
TASK = "1: {muc_tieu: M, nhiem_vu: [{ten: T, ma: viec}]}\n"
CARRIED = "1: {muc_tieu: M, nhiem_vu: [{ten: T, cu_the_hoa: [%s]}]}\n"
DOCUMENTS = {
    "danh-muc/don-vi.yaml": UNITS,
    "2019-2024/trung-uong/ke-hoach.yaml": plan(unit="trung-uong", cycle="2019-2024", programmes=TASK),
    "2019-2024/quang-tri/ke-hoach.yaml": plan(
        cycle="2019-2024", programmes=CARRIED % "trung-uong#viec" + TARGET % "100 nhà"
    ),
    "2019-2024/quang-tri/nhiem-ky.yaml": report(
        cycle="2019-2024", period="nhiem-ky", programmes=STATED % "7 nhà"
    ),
    "2020/trung-uong/ke-hoach.yaml": plan(unit="trung-uong", programmes=TASK),
    "2020/trung-uong/nam.yaml": report(unit="trung-uong", programmes=STATED % "90 nhà"),
    "2020/quang-tri/ke-hoach.yaml": plan(
        programmes=CARRIED % "2019-2024/trung-uong#viec"
        + "2: {muc_tieu: M, chi_tieu: {nha: {muc: 10 nhà, cap_minh: 1 nhà, giao: {quang-tri/huong-hoa: 4 nhà}}}}\n"
    ),
    "2020/quang-tri/nam.yaml": report(programmes=STATED % "8 nhà"),
    "2020/quang-tri/quy-1.yaml": report(period="quy-1", programmes=STATED % "3 nhà"),
    "2020/quang-tri/huong-hoa/ke-hoach.yaml": plan(
        unit=DISTRICT, programmes=CARRIED % "trung-uong#viec" + TARGET % "4 nhà"
    ),
    "2020/quang-tri/huong-hoa/nam.yaml": report(
        unit=DISTRICT, programmes="1: {nhiem_vu: {viec: {trang_thai: hoan-thanh}}}\n" + HOUSES % "5 nhà"
    ),
    "2020/quang-tri/huong-hoa/tan-long/quy-1.yaml": report(
        unit=COMMUNE, period="quy-1", programmes=HOUSES % "2 nhà"
    ),
    "2020/quang-tri/lao-bao/quy-3.yaml": report(
        unit="quang-tri/lao-bao", period="quy-3", programmes=STATED % "3 nhà"
    ),
    "2020/quang-tri/dakrong/nam.yaml": report(unit="quang-tri/dakrong", programmes=HOUSES % "6 nhà"),
    "2020/vinh-phuc/nam.yaml": report(unit="vinh-phuc", programmes=HOUSES % "9 nhà"),
    "2021/quang-tri/nam.yaml": report(cycle="2021", programmes=HOUSES % "1 nhà"),
}
EDITS = {" nhà": "5 nhà", "ma: viec": "ma: khac", "cap_minh: 1": "cap_minh: 3", "ket_qua": "ket-qua"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_project.write(tmp_path, DOCUMENTS)


def names(root: Path, *changed: str) -> list[str]:
    """Return the dependents of files, all below `plans/`."""
    chosen = dependents(load(root), [f"plans/{name}" for name in changed])
    assert not chosen.everything
    return sorted(path.removeprefix("plans/") for path in chosen.paths)


def test_the_units_above_a_commune_and_its_successors_depend_on_its_report(root: Path) -> None:
    assert names(root, "2020/quang-tri/huong-hoa/tan-long/quy-1.yaml") == [
        "2019-2024/quang-tri/ke-hoach.yaml",
        "2019-2024/quang-tri/nhiem-ky.yaml",
        "2019-2024/trung-uong/ke-hoach.yaml",
        "2020/quang-tri/huong-hoa/ke-hoach.yaml",
        "2020/quang-tri/huong-hoa/nam.yaml",
        "2020/quang-tri/huong-hoa/tan-long/quy-1.yaml",
        "2020/quang-tri/ke-hoach.yaml",
        "2020/quang-tri/lao-bao/quy-3.yaml",
        "2020/quang-tri/nam.yaml",
        "2020/quang-tri/quy-1.yaml",
        "2020/trung-uong/ke-hoach.yaml",
        "2020/trung-uong/nam.yaml",
    ]


def test_other_branches_and_years_do_not_depend_on_a_report(root: Path) -> None:
    found = names(root, "2020/quang-tri/dakrong/nam.yaml")
    assert not [
        name for name in found if "tan-long" in name or "vinh-phuc" in name or name.startswith("2021")
    ]
    assert "2020/quang-tri/nam.yaml" in found


def test_the_units_beside_and_directly_below_are_compared_with_a_report(root: Path) -> None:
    changed = dependents(load(root), ["plans/2020/quang-tri/dakrong/nam.yaml"])
    assert sorted(changed.compared) == [
        "plans/2020/quang-tri/huong-hoa/ke-hoach.yaml",
        "plans/2020/quang-tri/huong-hoa/nam.yaml",
        "plans/2020/quang-tri/lao-bao/quy-3.yaml",
    ]
    assert changed.compared < changed.paths


def test_the_units_directly_below_are_compared_with_a_plan(root: Path) -> None:
    changed = dependents(load(root), ["plans/2020/trung-uong/ke-hoach.yaml"])
    assert "plans/2020/quang-tri/nam.yaml" in changed.compared
    assert "plans/2020/quang-tri/huong-hoa/nam.yaml" not in changed.paths


def test_the_next_year_of_the_same_unit_depends_on_a_report(root: Path) -> None:
    assert "2021/quang-tri/nam.yaml" in names(root, "2020/quang-tri/nam.yaml")
    assert "2020/quang-tri/nam.yaml" not in names(root, "2021/quang-tri/nam.yaml")
    assert "2021/quang-tri/nam.yaml" not in names(root, "2020/quang-tri/ke-hoach.yaml")
    assert "2021/quang-tri/nam.yaml" not in names(root, "2020/quang-tri/huong-hoa/nam.yaml")


def test_no_year_depends_on_the_plan_of_a_term(root: Path) -> None:
    assert not [name for name in names(root, "2019-2024/quang-tri/ke-hoach.yaml") if name.startswith("2021")]


def test_statements_of_the_years_are_compared_with_a_report_of_the_term(root: Path) -> None:
    found = names(root, "2019-2024/quang-tri/nhiem-ky.yaml")
    assert [name for name in found if name.startswith("20") and name.endswith("nam.yaml")] == [
        "2020/quang-tri/huong-hoa/nam.yaml",
        "2020/quang-tri/nam.yaml",
        "2020/trung-uong/nam.yaml",
        "2021/quang-tri/nam.yaml",
    ]


def test_whatever_carries_out_the_tasks_of_a_plan_depends_on_it_in_any_year(root: Path) -> None:
    assert names(root, "2019-2024/trung-uong/ke-hoach.yaml") == [
        "2019-2024/quang-tri/ke-hoach.yaml",
        "2019-2024/quang-tri/nhiem-ky.yaml",
        "2019-2024/trung-uong/ke-hoach.yaml",
        "2020/quang-tri/ke-hoach.yaml",
    ]
    assert "2020/quang-tri/huong-hoa/ke-hoach.yaml" in names(root, "2020/trung-uong/ke-hoach.yaml")


def test_the_plan_that_handed_down_and_the_unit_s_own_reports_depend_on_a_plan(root: Path) -> None:
    found = names(root, "2020/quang-tri/huong-hoa/ke-hoach.yaml")
    assert {"2020/quang-tri/ke-hoach.yaml", "2020/quang-tri/huong-hoa/nam.yaml"} <= set(found)


def test_the_term_report_that_continues_with_it_depends_on_a_new_term_plan(root: Path) -> None:
    text = report("chuong_trinh_moi: 2024-2029\n", cycle="2019-2024", period="nhiem-ky")
    small_project.put(root, "2019-2024/quang-tri/nhiem-ky.yaml", text)
    found = names(root, "2024-2029/quang-tri/ke-hoach.yaml")
    assert found == ["2019-2024/quang-tri/nhiem-ky.yaml", "2024-2029/quang-tri/ke-hoach.yaml"]


def test_the_path_says_what_depends_on_a_unit_missing_from_the_catalogue(
    root: Path,
) -> None:
    found = names(root, "2020/quang-tri/cu/xa/nam.yaml")
    assert {"2020/quang-tri/nam.yaml", "2020/trung-uong/nam.yaml"} <= set(found)


@pytest.mark.parametrize("name", ["don-vi.yaml", "chi-tieu/a.yaml", "la.yaml", "mttq.yaml"])
def test_everything_depends_on_the_catalogue(root: Path, name: str) -> None:
    chosen = dependents(load(root), [f"plans/danh-muc/{name}"])
    assert chosen.everything
    assert "plans/2021/quang-tri/nam.yaml" in chosen


def test_nothing_depends_on_other_files(root: Path) -> None:
    for path in ("README.md", "plans/2020/quang-tri/anh.png", "plans/lac.yaml", "plans/2020/nam.yaml"):
        assert dependents(load(root), [path]).paths == {path}
    assert dependents(load(root), []).paths == frozenset()


def test_whatever_carries_out_or_answers_for_the_tasks_of_a_briefing_depends_on_it(tmp_path: Path) -> None:
    briefing = "2020/quang-tri/giao-ban-quy-4.yaml"
    link = "2020/quang-tri/giao-ban-quy-4#viec"
    documents = {
        briefing: "don_vi: quang-tri\nnam: 2020\nky: quy-4\nhoi_nghi: {ten: H, ngay: 2020-12-20}\n"
        "nhiem_vu: [{ten: T, ma: viec}]\n",
        "2021/quang-tri/huong-hoa/ke-hoach.yaml": plan(
            unit=DISTRICT, cycle="2021", programmes=CARRIED % link
        ),
        "2021/quang-tri/dakrong/ke-hoach.yaml": plan(unit="quang-tri/dakrong", cycle="2021"),
        "2021/quang-tri/quy-1.yaml": report(
            cycle="2021", period="quy-1", programmes="1: {nhiem_vu: {viec: {trang_thai: hoan-thanh}}}\n"
        ),
        "2022/quang-tri/quy-1.yaml": report(cycle="2022", period="quy-1"),
    }
    root = small_project.write(tmp_path, documents)
    assert check(load(root)) == []
    assert names(root, briefing) == [
        briefing,
        "2021/quang-tri/huong-hoa/ke-hoach.yaml",
        "2021/quang-tri/quy-1.yaml",
    ]
    (root / "plans" / briefing).unlink()
    assert [(one.path.removeprefix("plans/"), one.code.id) for one in check(load(root))] == [
        ("2021/quang-tri/huong-hoa/ke-hoach.yaml", "MT329"),
        ("2021/quang-tri/quy-1.yaml", "MT310"),
    ]


def test_of_a_document_that_is_only_compared_the_comparison_shows(root: Path) -> None:
    chosen = dependents(load(root), ["plans/2020/quang-tri/dakrong/nam.yaml"])
    (path,) = chosen.compared & {"plans/2020/quang-tri/lao-bao/quy-3.yaml"}
    assert path in chosen
    shown = {code.id for code in ALL_CODES if chosen.shows(Diagnostic(code, path, FILE_START, "", help=None))}
    assert shown == {"MT408", "MT415", "MT416", "MT417", "MT420"}


def faults(root: Path) -> set[Diagnostic]:
    return set(check(load(root)))


def outside(root: Path, before: set[Diagnostic], path: str) -> list[str]:
    """Return the faults that came or went with a change of a file, outside its dependents."""
    chosen = dependents(load(root), [path])
    return sorted(
        f"{one.path} {one.code.id} {one.message}" for one in before ^ faults(root) if not chosen.shows(one)
    )


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.startswith("danh-muc/")])
def test_no_fault_comes_or_goes_in_another_file(root: Path, name: str) -> None:
    """Law: every fault that a change brings or removes is in one of its dependents."""
    before = faults(root)
    path = f"plans/{name}"
    text = (root / path).read_text(encoding="utf-8")
    for old, new in EDITS.items():
        (root / path).write_text(text.replace(old, new), encoding="utf-8")
        assert outside(root, before, path) == []
    (root / path).unlink()
    assert outside(root, before, path) == []


def test_the_law_would_notice(root: Path) -> None:
    """The changes above do bring faults to other files: of units above, and those that refer to a plan."""
    before = faults(root)
    elsewhere = set()
    for name in DOCUMENTS:
        if not name.startswith("danh-muc/"):
            kept = root / "kept.yaml"
            shutil.move(root / "plans" / name, kept)
            elsewhere |= {one.code.id for one in before ^ faults(root) if one.path != f"plans/{name}"}
            shutil.move(kept, root / "plans" / name)
    assert {"MT329", "MT401"} <= elsewhere
