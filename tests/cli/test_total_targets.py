"""Targets after a merger and by when they are due, through the command: table, JSON and warnings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small_project
from typer.testing import CliRunner

from mttq.cli.app import app

UNITS = """\
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    x: {ten: xã X, cap: xa, den: 2020-06-30}
    y: {ten: xã Y, cap: xa, den: 2020-06-30}
    n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}, {don_vi: t/y}]}
"""
DIVIDED = """\
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    h:
      ten: huyện H
      cap: huyen
      den: 2020-06-30
      cap_duoi:
        x: {ten: xã X, cap: xa, den: 2020-06-30}
        y: {ten: xã Y, cap: xa, den: 2020-06-30}
    n1: {ten: xã N1, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/x}, {don_vi: t/h/y, ty_trong: 50%}]}
    n2: {ten: xã N2, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/y, ty_trong: 50%}]}
"""


def project(root: Path, units: str, plans: dict[str, str], reports: dict[str, str] | None = None) -> Path:
    """Write a project whose plans and reports, by unit or unit and period, have one line about `nha`."""
    files = {"danh-muc/don-vi.yaml": units, "danh-muc/mttq.yaml": "phien_ban: 1\n"}
    for unit, target in plans.items():
        programmes = f"1: {{}}\n2:\n  muc_tieu: M\n  chi_tieu:\n    nha: {target}\n3: {{}}\n"
        files[f"2020/{unit}/ke-hoach.yaml"] = small_project.plan(unit=unit, programmes=programmes)
    for place, figure in (reports or {}).items():
        unit, _, period = place.rpartition("/")
        programmes = f"2: {{so_lieu: {{nha: {figure}}}}}\n"
        files[f"2020/{place}.yaml"] = small_project.report(unit=unit, period=period, programmes=programmes)
    return small_project.write(root, files)


def total(root: Path, *arguments: str) -> tuple[str, str]:
    """Return what `mttq total` says about `nha`, and its warnings."""
    result = CliRunner().invoke(
        app, ["total", "2020", "--root", str(root), "--indicator", "nha", "--no-cache", *arguments]
    )
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def rows(root: Path, *arguments: str) -> dict[str, dict[str, object]]:
    found = json.loads(total(root, "--format", "json", *arguments)[0])
    return {row["don_vi"]: row for row in found}


def test_a_sum_of_ranges_is_a_range(tmp_path: Path) -> None:
    root = project(tmp_path, UNITS, {"t/x": "từ 10 đến 20 nhà", "t/y": "40 nhà"}, {"t/n/nam": "300 nhà"})
    assert rows(root)["t/n"]["ke_hoach"] == {"so_sanh": "khoang", "tu": 50, "den": 60}
    assert "50 – 60" in total(root)[0]
    assert "50 – 60 nhà" in total(root, "--unit", "t/n", "--explain")[0]


def test_targets_that_can_not_be_added_are_no_target_and_are_named(tmp_path: Path) -> None:
    plans = {"t/x": "60 nhà", "t/y": "không quá 40 nhà", "t/n": "30 nhà"}
    root = project(tmp_path, UNITS, plans, {"t/n/nam": "100 nhà"})
    row = rows(root)["t/n"]
    assert (row["ke_hoach"], row["ty_le_hoan_thanh"], row["dat"]) == (None, None, None)
    table, warnings = total(root, "--unit", "t/n")
    assert "không cộng được" in table
    assert "≥ 130" not in table
    assert (
        "MT405 (chua-tinh-duoc): mục tiêu “Nhà Đại đoàn kết” của “t/x”, “t/y” chưa cộng được vào của “t/n”"
        in warnings
    )
    assert "Kế hoạch      không cộng được" in total(root, "--unit", "t/n", "--explain")[0]


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ({"t": "130 nhà", "t/h": "100 nhà", "t/h/x": "60 nhà", "t/h/y": "40 nhà", "t/n1": "30 nhà"}, 130),
        ({"t": "130 nhà", "t/h/x": "60 nhà", "t/h/y": "40 nhà"}, 100),
    ],
)
def test_the_targets_of_the_rows_directly_below_are_added(
    tmp_path: Path, plans: dict[str, str], expected: int
) -> None:
    root = project(tmp_path, DIVIDED, plans)
    of_day = rows(root, "--as-of", "2020-12-31")
    assert of_day["t"]["cap_duoi_dang_ky"] == expected
    goals = [row["ke_hoach"] for unit, row in of_day.items() if unit != "t"]
    assert sum(one["gia_tri"] for one in goals if isinstance(one, dict)) == expected
    assert rows(root)["t"]["cap_duoi_dang_ky"] == expected


def test_what_is_due_by_a_period_stands_beside_the_years_target(tmp_path: Path) -> None:
    target = "{muc: 350 nhà, phan_ky: {quy-2: 100 nhà}}"
    root = project(tmp_path, "t: {ten: tỉnh T, cap: tinh}\n", {"t": target}, {"t/6-thang": "110 nhà"})
    row = rows(root, "--period", "6-thang")["t"]
    assert row["ke_hoach"] == {"so_sanh": ">=", "gia_tri": 350}
    assert (row["ke_hoach_den_ky"], row["ty_le_hoan_thanh"], row["dat"]) == (100, 31.43, True)
    assert "ke_hoach_den_ky" not in rows(root)["t"]
    table = total(root, "--period", "6-thang")[0].splitlines()
    assert "Kế hoạch  Đến kỳ  Thực hiện" in table[1]
    assert "≥ 350   ≥ 100        110  31,43  có" in table[4]
    header, line = total(root, "--period", "6-thang", "--format", "csv")[0].splitlines()
    assert dict(zip(header.split(","), line.split(","), strict=True))["ke_hoach_den_ky"] == "100"
    explained = total(root, "--unit", "t", "--period", "6-thang", "--explain")[0]
    assert "đến kỳ này ≥ 100 nhà" in explained


TREE = """\
tw: {ten: Trung ương, cap: trung-uong}
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    h:
      ten: huyện H
      cap: huyen
      cap_duoi:
        x: {ten: xã X, cap: xa}
        y: {ten: xã Y, cap: xa}
"""
_OWN = ("ke_hoach_cap_minh", "ty_le_cap_minh", "dat_cap_minh")


def test_a_target_that_the_unit_does_all_itself_is_judged_by_its_own_figure(tmp_path: Path) -> None:
    plans = {"t": "{muc: 1 nhà, cap_minh: tat-ca}"}
    root = project(tmp_path, TREE, plans, {"t/nam": "0 nhà", "t/h/nam": "5 nhà"})
    row = rows(root)["t"]
    assert {key: row[key] for key in ("cap_minh", "so_cong_don", "thuc_hien", "ty_le_hoan_thanh", "dat")} == {
        "cap_minh": 0,
        "so_cong_don": 5,
        "thuc_hien": 0,
        "ty_le_hoan_thanh": 0,
        "dat": False,
    }
    assert [row[key] for key in (*_OWN, "trang_thai", "nguon_ke_hoach")] == [1, 0, False, "du", "rieng"]
    assert rows(root)["tw"]["thuc_hien"] == 5  # what the province did counts above it as before
    small_project.put(root, "2020/t/nam.yaml", small_project.report(unit="t"))
    row = rows(root)["t"]
    assert [row[key] for key in ("thuc_hien", "dat", "trang_thai", *_OWN)] == [
        None,
        None,
        "chua-co",
        1,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("own", "figure", "expected"),
    [
        ("50 nhà", "0 nhà", [50, 0, False]),
        ("50 nhà", "60 nhà", [50, 120, True]),
        ("50 nhà", "gần 50 nhà", [50, 100, False]),
        ("không quá 50 nhà", "50 nhà", [50, None, True]),
        ("từ 10 đến 20 nhà", "15 nhà", [10, None, True]),
    ],
)
def test_the_part_that_the_unit_does_itself_is_set_against_its_own_figure(
    tmp_path: Path, own: str, figure: str, expected: list[object]
) -> None:
    plans = {"t": f"{{muc: 350 nhà, cap_minh: {own}}}"}
    root = project(tmp_path, TREE, plans, {"t/nam": figure, "t/h/nam": "400 nhà"})
    row = rows(root)["t"]
    assert row["dat"] is True
    assert [row[key] for key in _OWN] == expected
    assert [rows(root)["t/h"][key] for key in (*_OWN, "nguon_ke_hoach")] == [None, None, None, None]


def test_a_unit_without_a_target_of_its_own_has_the_one_handed_down_to_it(tmp_path: Path) -> None:
    plans = {"t": "{muc: 350 nhà, giao: {t/h: ít nhất 40 nhà}}"}
    root = project(tmp_path, TREE, plans, {"t/h/nam": "30 nhà", "t/h/x/nam": "12 nhà", "t/h/y/nam": "1 nhà"})
    for found in (rows(root), rows(root, "--unit", "t/h")):
        row = found["t/h"]
        assert [row[key] for key in ("ke_hoach", "ty_le_hoan_thanh", "dat", "nguon_ke_hoach")] == [
            {"so_sanh": ">=", "gia_tri": 40},
            107.5,
            True,
            "giao",
        ]
        assert (found["t/h/x"]["ke_hoach"], found["t/h/x"]["nguon_ke_hoach"]) == (None, None)
    assert (rows(root)["t"]["cap_duoi_dang_ky"], rows(root)["t"]["nguon_ke_hoach"]) == (40, "rieng")
    proof = total(root, "--unit", "t/h", "--explain")[0]
    assert "plans/2020/t/ke-hoach.yaml" in proof
    own = project(tmp_path / "rieng", TREE, plans | {"t/h": "45 nhà"}, {"t/h/nam": "9 nhà"})
    assert [rows(own)["t/h"][key] for key in ("ke_hoach", "nguon_ke_hoach")] == [
        {"so_sanh": ">=", "gia_tri": 45},
        "rieng",
    ]


def test_a_target_handed_down_gives_a_row_without_any_figure(tmp_path: Path) -> None:
    root = project(tmp_path, TREE, {"t": "{muc: 350 nhà, giao: {t/h: 40 nhà}}"})
    assert {unit: row["nguon_ke_hoach"] for unit, row in rows(root).items()} == {
        "tw": None,
        "t": "rieng",
        "t/h": "giao",
    }


def _term(root: Path, unit: str, target: str, indicator: str = "nha") -> None:
    programmes = f"2:\n  chi_tieu:\n    {indicator}: {target}\n"
    text = small_project.plan(unit=unit, cycle="2019-2024", programmes=programmes)
    small_project.put(root, f"2019-2024/{unit}/ke-hoach.yaml", text)


@pytest.mark.parametrize("target", ["100 nhà/năm", "{muc: 100 nhà, moi: nam}"])
def test_a_year_is_set_against_the_yearly_target_of_the_term(tmp_path: Path, target: str) -> None:
    root = project(tmp_path, TREE, {}, {"t/nam": "80 nhà"})
    _term(root, "t", target)
    row = rows(root, "--unit", "t")["t"]
    assert [row[key] for key in ("ke_hoach", "ty_le_hoan_thanh", "nguon_ke_hoach")] == [
        {"so_sanh": ">=", "gia_tri": 100},
        80,
        "rieng",
    ]
    assert "plans/2019-2024/t/ke-hoach.yaml" in total(root, "--unit", "t", "--explain")[0]
    yearly = small_project.plan(unit="t", programmes="2: {chi_tieu: {nha: 60 nhà}}\n")
    small_project.put(root, "2020/t/ke-hoach.yaml", yearly)
    assert rows(root, "--unit", "t")["t"]["ke_hoach"] == {"so_sanh": ">=", "gia_tri": 60}


def test_what_a_term_wants_by_a_year_is_the_target_of_a_stock_and_of_no_sum(tmp_path: Path) -> None:
    small_project.write(tmp_path, {"danh-muc/don-vi.yaml": TREE, "danh-muc/mttq.yaml": "phien_ban: 1\n"})
    _term(tmp_path, "t", "{muc: 10 hộ, phan_ky: {2020: 40 hộ, 2022: 20 hộ}}", "ho-ngheo")
    _term(tmp_path, "t/h", "{muc: 100 nhà, phan_ky: {2020: 40 nhà}}")

    def goals(year: str) -> list[tuple[str, object, object]]:
        programmes = "2: {so_lieu: {ho-ngheo: 30 hộ, nha: 3 nhà}}\n"
        for unit in ("t", "t/h"):
            text = small_project.report(unit=unit, cycle=year, programmes=programmes)
            small_project.put(tmp_path, f"{year}/{unit}/nam.yaml", text)
        asked = ["total", year, "--root", str(tmp_path), "--no-cache", "--format", "json", "--unit", "t"]
        found = json.loads(CliRunner().invoke(app, asked).stdout)
        return [
            (one["chi_tieu"], one["ke_hoach"] and one["ke_hoach"]["gia_tri"], one["dat"])
            for one in found
            if one["don_vi"] != "t/h/x" and one["ke_hoach"]
        ]

    assert goals("2020") == [("ho-ngheo", 40, False)]
    assert goals("2021") == [("ho-ngheo", 40, False)]
    assert goals("2023") == [("ho-ngheo", 20, False)]
