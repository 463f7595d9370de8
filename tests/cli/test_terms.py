"""A term without a folder of its own: its years make it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small_project
from command_project import make, mttq

_PROGRAMMES = "chuong_trinh: {1: {ten: Đại đoàn kết}, 2: {ten: Thi đua}, 3: {ten: Tổ chức}}"
SETS = f"""\
    2014-2019: {{tu_nam: 2015, den_nam: 2019, {_PROGRAMMES}}}
    2019-2024: {{tu_nam: 2020, den_nam: 2024, {_PROGRAMMES}}}
    2024-2029: {{tu_nam: 2025, den_nam: 2029, {_PROGRAMMES}}}
    """


def _years(figures: dict[int, int]) -> dict[str, str]:
    """Return a project in which the lowest unit reports these numbers of houses."""
    unit = "quang-tri/huong-hoa/tan-long"
    return {"danh-muc/chuong-trinh.yaml": SETS} | {
        f"{year}/{unit}/nam.yaml": small_project.report(
            unit=unit, cycle=str(year), programmes=f"2: {{so_lieu: {{nha: {count} nhà}}}}\n"
        )
        for year, count in figures.items()
    }


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(
        tmp_path, monkeypatch, _years({2018: 5, 2019: 2, 2020: 1, 2021: 2, 2022: 3, 2023: 4, 2024: 10})
    )


def _house(*args: str) -> dict[str, object]:
    unit = ("--unit", "quang-tri/huong-hoa/tan-long", "--indicator", "nha", "--format", "json")
    result = mttq("total", *args, *unit)
    assert result.exit_code == 0, result.stderr
    (row,) = json.loads(result.stdout)
    return {key: row.get(key) for key in ("ky", "thuc_hien", "trang_thai", "cung_ky")}


def test_the_years_make_the_term(project: Path) -> None:
    assert _house("2019-2024") == {"ky": "nhiem-ky", "thuc_hien": 20, "trang_thai": "du", "cung_ky": None}


def test_a_term_is_there_as_soon_as_one_of_its_years_is(project: Path) -> None:
    row = _house("2014-2019")
    assert (row["thuc_hien"], row["trang_thai"]) == (7, "thieu")


def test_terms_without_folders_are_compared(project: Path) -> None:
    row = _house("2019-2024", "--compare", "2014-2019")
    assert (row["thuc_hien"], row["cung_ky"]) == (20, 7)


def test_a_term_none_of_whose_years_is_there_is_unknown(project: Path) -> None:
    result = mttq("total", "2024-2029")
    assert result.exit_code == 2
    assert "không có năm hay nhiệm kỳ “2024-2029”" in result.stderr
    assert "2019-2024" in result.stderr


def test_a_term_that_the_catalogue_does_not_name_is_unknown(project: Path) -> None:
    result = mttq("total", "2020-2024")
    assert result.exit_code == 2
    assert "không có năm hay nhiệm kỳ “2020-2024”" in result.stderr


def test_the_figures_of_a_term_name_the_files_of_its_years(project: Path) -> None:
    unit = "quang-tri/huong-hoa/tan-long"
    result = mttq("total", "2019-2024", "--unit", unit, "--indicator", "nha", "--explain")
    assert result.exit_code == 0
    for year in range(2020, 2025):
        assert f"plans/{year}/{unit}/nam.yaml" in result.stdout
    assert "plans/2019/" not in result.stdout


def test_the_status_of_a_term_without_folder_says_that_its_years_are_in(project: Path) -> None:
    result = mttq("status", "2019-2024", "--unit", "quang-tri/huong-hoa/tan-long", "--format", "json")
    assert result.exit_code == 0
    assert [one["trang_thai"] for one in json.loads(result.stdout)["bao_cao"]] == ["du-ky-ngan"]


def test_the_documents_of_a_term_without_folder_have_the_figures_of_its_years(project: Path) -> None:
    unit = "quang-tri/huong-hoa/tan-long"
    result = mttq("report", "2019-2024", "--unit", unit, "--format", "md")
    assert result.exit_code == 0, result.stderr
    text = (project / f"reports/2019-2024/{unit}/bao-cao-nhiem-ky.md").read_text(encoding="utf-8")
    assert "20" in text and "Nhà Đại đoàn kết" in text
