"""Figures about areas, and catalogues that lack lower units, through the commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_project import mttq

_PROGRAMMES = "2019-2024:\n  tu_nam: 2020\n  den_nam: 2024\n  chuong_trinh:\n    1: {ten: Chương trình một}\n"
_INDICATORS = """\
dan-so: {ten: Dân số, don_vi_tinh: người, theo_cap: tong, theo_ky: cuoi-ky, pham_vi: dia-ban}
ho-ngheo: {ten: Hộ nghèo, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, pham_vi: dia-ban}
ty-le-ho-ngheo: {ten: Tỷ lệ hộ nghèo, don_vi_tinh: "%", theo_cap: ty-le, tu_so: ho-ngheo, mau_so: dan-so}
giam-sat: {ten: Cuộc giám sát, chuong_trinh: 1, don_vi_tinh: cuộc, theo_cap: tong}
"""
_UNITS = """\
a:
  ten: huyện A
  cap: huyen
  cap_duoi:
    x: {ten: xã X, cap: xa}
    y: {ten: xã Y, cap: xa}
"""


def project(root: Path, units: str = _UNITS) -> None:
    folder = root / "plans" / "danh-muc"
    folder.mkdir(parents=True)
    (folder / "chuong-trinh.yaml").write_text(_PROGRAMMES, encoding="utf-8")
    (folder / "chi-tieu.yaml").write_text(_INDICATORS, encoding="utf-8")
    (folder / "don-vi.yaml").write_text(units, encoding="utf-8")


def report(root: Path, unit: str, situation: str = "", programme: str = "{}", table: str = "so_lieu") -> None:
    folder = root / "plans" / "2022" / unit
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"don_vi: {unit}", 'nam: "2022"', "ky: nam"]
    lines += [f"{table}: {{{situation}}}"] if situation else []
    text = "\n".join([*lines, "chuong_trinh:", f"  1: {programme}"]) + "\n"
    (folder / "nam.yaml").write_text(text, encoding="utf-8")


def rows(root: Path, unit: str) -> dict[str, tuple[object, ...]]:
    """Return the rows of a unit by indicator: own, stated, total, reported, expected, status."""
    done = mttq("total", "2022", "--root", str(root), "--unit", unit, "--format", "json")
    assert done.exit_code in (0, 1)
    keys = ("cap_minh", "so_bao_cao", "thuc_hien", "da_bao_cao", "phai_bao_cao", "trang_thai")
    found = json.loads(done.stdout)
    return {row["chi_tieu"]: tuple(row[key] for key in keys) for row in found if row["don_vi"] == unit}


@pytest.mark.parametrize("table", ["so_lieu", "toan_dia_ban"])
def test_the_population_of_a_district_is_counted_once(tmp_path: Path, table: str) -> None:
    """The district's figure is that of its communes, whichever table it stands in, also at the top of a report."""
    project(tmp_path)
    report(tmp_path, "a", "dan-so: 10.000 người", table=table)
    report(tmp_path, "a/x", "dan-so: 5.000 người")
    report(tmp_path, "a/y", "dan-so: 5.000 người")
    assert mttq("check", "--root", str(tmp_path), "--strict").exit_code == 0
    assert rows(tmp_path, "a") == {"dan-so": (None, 10000, 10000, 2, 2, "du")}
    assert rows(tmp_path, "a/x") == {"dan-so": (5000, 5000, 5000, 1, 1, "du")}


def test_above_nobody_has_to_say_anything(tmp_path: Path) -> None:
    project(tmp_path)
    report(tmp_path, "a/x", "dan-so: 5.000 người")
    report(tmp_path, "a/y", "dan-so: 5.000 người")
    assert rows(tmp_path, "a") == {"dan-so": (None, None, 10000, 2, 2, "du")}


def test_the_district_speaks_for_a_commune_that_is_missing(tmp_path: Path) -> None:
    project(tmp_path)
    report(tmp_path, "a", "dan-so: 10.000 người")
    report(tmp_path, "a/x", "dan-so: 5.000 người")
    assert rows(tmp_path, "a") == {"dan-so": (None, 10000, 10000, 1, 2, "theo-bao-cao")}


def test_another_population_of_the_district_is_an_error_at_its_line(tmp_path: Path) -> None:
    project(tmp_path)
    report(tmp_path, "a", "dan-so: 9.000 người")
    report(tmp_path, "a/x", "dan-so: 5.000 người")
    report(tmp_path, "a/y", "dan-so: 5.000 người")
    done = mttq("check", "--root", str(tmp_path), "--format", "json")
    assert done.exit_code == 1
    (found,) = json.loads(done.stdout)
    assert (found["code"], found["path"], found["line"]) == ("MT401", "plans/2022/a/nam.yaml", 4)
    assert found["message"] == (
        "“dan-so” toàn địa bàn ghi 9.000 người, còn tổng từ 2/2 đơn vị đã báo cáo là 10.000 người: kém 1.000 người; "
        "tổng ấy gồm xã X 5.000, xã Y 5.000"
    )


def test_a_ratio_of_counts_about_areas_is_about_the_area(tmp_path: Path) -> None:
    project(tmp_path)
    report(tmp_path, "a", "ty-le-ho-ngheo: 3/90 người")
    report(tmp_path, "a/x", "ty-le-ho-ngheo: 1/40 người")
    report(tmp_path, "a/y", "ho-ngheo: 2 hộ, dan-so: 50 người")
    found = rows(tmp_path, "a")
    assert found["ty-le-ho-ngheo"] == (None, 3.33, 3.33, 2, 2, "du")
    assert found["dan-so"] == (None, 90, 90, 2, 2, "du")


def test_a_document_says_the_population_without_a_part_of_the_unit_itself(tmp_path: Path) -> None:
    project(tmp_path)
    report(tmp_path, "a", "dan-so: 10.000 người")
    report(tmp_path, "a/x", "dan-so: 5.000 người")
    out = tmp_path / "out"
    done = mttq("report", "2022", "--root", str(tmp_path), "--unit", "a", "--format", "md", "--out", str(out))
    assert done.exit_code == 0
    (page,) = out.rglob("bao-cao-nam.md")
    assert "- Dân số: 10.000 người.\n" in page.read_text(encoding="utf-8")


def test_status_says_that_the_catalogue_lacks_lower_units(tmp_path: Path) -> None:
    """All of two communes is not all of the province; a province alone is such a unit without saying so."""
    project(
        tmp_path,
        "q: {ten: tỉnh Q, cap: tinh, cap_duoi_chua_du: true, cap_duoi: {v: {ten: đặc khu V, cap: xa}}}\n"
        "t: {ten: tỉnh T, cap: tinh}\n",
    )
    for unit in ("q", "q/v", "t"):
        report(tmp_path, unit, programme="{so_lieu: {giam-sat: 3 cuộc}}")
    for unit, level in (("q", "xã"), ("t", "tỉnh")):
        done = mttq("status", "2022", "--root", str(tmp_path), "--unit", unit, "--no-color")
        line = next(one for one in done.stdout.splitlines() if one.startswith(f"{level} "))
        assert line.split()[3] == "100,00"
        assert line.endswith("danh mục chưa đủ")
    found = json.loads(
        mttq("status", "2022", "--root", str(tmp_path), "--unit", "q", "--format", "json").stdout
    )
    assert found["tong"]["ty_le_nop"] == 100
    assert found["tong"]["danh_muc_chua_du"] is True
    assert [one["danh_muc_chua_du"] for one in found["bao_cao"]] == [True, False]
    header, line = mttq(
        "status", "2022", "--root", str(tmp_path), "--unit", "t", "--format", "csv"
    ).stdout.splitlines()
    assert (header.rpartition(",")[2], line.rpartition(",")[2]) == ("danh_muc_chua_du", "true")


def test_what_a_province_alone_states_is_not_contradicted_by_its_own_figure(tmp_path: Path) -> None:
    """290 inspections, 20 of them by the province itself: the commonest sentence in reports of provinces."""
    project(tmp_path, "t: {ten: tỉnh T, cap: tinh}\n")
    stated = "{gia_tri: 290 cuộc, theo_cap_bao_cao: {tinh: 20, huyen: 77, xa: 193}}"
    report(
        tmp_path, "t", programme=f"{{so_lieu: {{giam-sat: 20 cuộc}}, toan_dia_ban: {{giam-sat: {stated}}}}}"
    )
    assert mttq("check", "--root", str(tmp_path), "--strict").exit_code == 0
    assert rows(tmp_path, "t") == {"giam-sat": (20, 290, 290, 1, 1, "theo-bao-cao")}
    report(tmp_path, "t", programme="{so_lieu: {giam-sat: 20 cuộc}, toan_dia_ban: {giam-sat: 19 cuộc}}")
    assert rows(tmp_path, "t") == {"giam-sat": (20, 19, 20, 1, 1, "lech")}


def test_two_of_many_communes_are_not_the_province(tmp_path: Path) -> None:
    units = "q: {ten: tỉnh Q, cap: tinh, cap_duoi_chua_du: true, cap_duoi: {v: {ten: đặc khu V, cap: xa}}}\n"
    project(tmp_path, units)
    for unit in ("q", "q/v"):
        report(tmp_path, unit, programme="{so_lieu: {giam-sat: 3 cuộc}}")
    assert rows(tmp_path, "q") == {"giam-sat": (3, None, 6, 2, 2, "thieu")}
    report(tmp_path, "q", programme="{so_lieu: {giam-sat: 3 cuộc}, toan_dia_ban: {giam-sat: 60 cuộc}}")
    assert mttq("check", "--root", str(tmp_path), "--strict").exit_code == 0
    assert rows(tmp_path, "q") == {"giam-sat": (3, 60, 60, 2, 2, "theo-bao-cao")}


def test_a_residential_area_reports_what_it_has(tmp_path: Path) -> None:
    """With the packaged indicators: households, population and poor households of a residential area."""
    project(tmp_path, "a: {ten: xã A, cap: xa, cap_duoi: {k: {ten: thôn K, cap: khu-dan-cu}}}\n")
    packaged = Path(__file__).resolve().parents[2] / "plans" / "danh-muc"
    (tmp_path / "plans" / "danh-muc" / "chi-tieu.yaml").unlink()
    for name in ("chuong-trinh.yaml", *(f"chi-tieu/{one.name}" for one in (packaged / "chi-tieu").iterdir())):
        target = tmp_path / "plans" / "danh-muc" / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((packaged / name).read_bytes())
    folder = tmp_path / "plans" / "2022" / "a" / "k"
    folder.mkdir(parents=True)
    (folder / "nam.yaml").write_text(
        "don_vi: a/k\nnam: 2022\nky: nam\nso_lieu:\n  dan-so: 1.500 người\n  tong-so-ho: 395 hộ\n"
        "chuong_trinh:\n  2:\n    so_lieu:\n      ho-ngheo: 40 hộ\n      ty-le-gia-dinh-van-hoa: 371/395 hộ\n",
        encoding="utf-8",
    )
    assert mttq("check", "--root", str(tmp_path), "--strict").exit_code == 0
    found = rows(tmp_path, "a")
    assert found["ho-ngheo"] == (None, None, 40, 1, 1, "du")
    assert found["ty-le-ho-ngheo"] == (None, None, 10.13, 1, 1, "du")
