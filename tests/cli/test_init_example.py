"""`mttq init --example`: a made-up province with everything that a year brings, and the CI file of a new project."""

from __future__ import annotations

import json
from pathlib import Path

import core_yaml
import pytest
from shell_program import invoke

from mttq.cli.app import app
from mttq.starting import packaged


@pytest.fixture
def example(tmp_path: Path) -> Path:
    folder = tmp_path / "tap"
    result = invoke("init", str(folder), "--example", program=app)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == f"Đã tạo tỉnh Ví Dụ, một tỉnh không có thật để tập, ở {folder}/."
    return folder


def _mttq(folder: Path, *args: str) -> tuple[int, str]:
    result = invoke("--root", str(folder), *args, program=app)
    return result.exit_code, result.stdout


def _rows(folder: Path, *args: str) -> dict[tuple[str, str], dict[str, object]]:
    rows = json.loads(_mttq(folder, "total", "2024", "--format", "json", *args)[1])
    return {(row["don_vi"], row["chi_tieu"]): row for row in rows}


def test_it_has_one_wrong_total_and_passes_once_that_is_mended(example: Path) -> None:
    code, out = _mttq(example, "check", "--format", "json")
    assert code == 1
    wrong = example / "plans/2024/vi-du/song-may/nam.yaml"
    assert [one["code"] for one in json.loads(out)] == ["MT401"]
    assert json.loads(out)[0]["path"] == wrong.relative_to(example).as_posix()
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("17 nhà", "16 nhà"), encoding="utf-8")
    assert _mttq(example, "check", "--strict")[0] == 0
    assert _mttq(example, "fmt", "--check")[0] == 0


def test_one_report_is_missing_and_one_is_late(example: Path) -> None:
    third = json.loads(_mttq(example, "status", "2024", "--period", "quy-3", "--format", "json")[1])
    assert [one["don_vi"] for one in third["bao_cao"] if one["trang_thai"] == "chua-nop"] == [
        "vi-du/cua-gio/bai-dai"
    ]
    second = json.loads(_mttq(example, "status", "2024", "--period", "quy-2", "--format", "json")[1])
    assert [one["don_vi"] for one in second["bao_cao"] if one["trang_thai"] == "muon"] == [
        "vi-du/cua-gio/gio-nam"
    ]


def test_money_passed_down_is_counted_once_and_the_merged_commune_has_both_halves(example: Path) -> None:
    rows = _rows(example, "--indicator", "quy-vi-nguoi-ngheo")
    reported = {
        "tỉnh": 850 + 420 + 610 + 1270,
        "huyện Sông Mây": 260 + 120 + 90 + 310,
        "thị xã Cửa Gió": 310 + 140 + 130 + 420,
        "xã Đồi Thông": 42 + 18,
        "xã Bến Lau": 35 + 20,
        "xã Thông Lau": 31 + 96,
        "xã Hòa Mây": 28 + 15 + 22 + 64,
        "phường Gió Nam": 66 + 31 + 40 + 118,
        "phường Gió Bắc": 54 + 27 + 33 + 90,
        "xã Bãi Dài": 25 + 12 + 58,
    }
    passed_down = 200 + 150 + 20 + 30
    whole = rows["vi-du", "quy-vi-nguoi-ngheo"]
    assert whole["thuc_hien"] == (sum(reported.values()) - passed_down) * 1_000_000
    assert whole["trang_thai"] == "thieu"
    merged = rows["vi-du/song-may/thong-lau", "quy-vi-nguoi-ngheo"]
    assert merged["thuc_hien"] == (42 + 18 + 35 + 20 + 31 + 96) * 1_000_000
    assert merged["trang_thai"] == "du"


def test_its_documents_are_written(example: Path) -> None:
    wrong = example / "plans/2024/vi-du/song-may/nam.yaml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("17 nhà", "16 nhà"), encoding="utf-8")
    code, out = _mttq(example, "report", "2024", "--format", "md")
    assert code == 0
    assert out.splitlines() == [
        f"{example}/reports/2024/vi-du/{name}.md" for name in ("bao-cao-nam", "chuong-trinh")
    ]
    text = (example / "reports/2024/vi-du/bao-cao-nam.md").read_text(encoding="utf-8")
    assert "5.455 triệu đồng" in text


def test_an_error_below_stops_the_documents_of_all_above_also_after_a_merger(example: Path) -> None:
    result = invoke("--root", str(example), "report", "2024", "--format", "md", program=app)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("plans/2024/vi-du/song-may/nam.yaml:22:25: lỗi MT401 (so-cong-lech):")


def test_its_readme_says_that_nothing_in_it_is_real(example: Path) -> None:
    text = (example / "README.md").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "# Tỉnh Ví Dụ: một năm để tập"
    assert text.splitlines()[2].startswith("Tỉnh, huyện, xã, người và mọi con số ở đây đều không có thật.")
    assert "| xem đơn vị nào chưa nộp | `mttq status 2024` |" in text


@pytest.mark.parametrize("extra", [["--unit", "Huế"], ["--from", "2024"], ["--level", "xa"]])
def test_it_takes_no_unit_year_or_level(tmp_path: Path, extra: list[str]) -> None:
    result = invoke("init", str(tmp_path / "x"), "--example", *extra, program=app)
    assert (result.exit_code, result.stderr) == (
        2,
        "lỗi: --example không đi cùng --unit, --from, --level\ngợi ý: bỏ --example, hoặc bỏ các tùy chọn kia\n",
    )


@pytest.mark.parametrize(
    ("ci", "written"),
    [
        ("github", {".github/workflows/mttq.yml"}),
        ("gitlab", {".gitlab-ci.yml"}),
        ("khong", set()),
    ],
)
def test_a_new_project_is_checked_by_its_forge(tmp_path: Path, ci: str, written: set[str]) -> None:
    folder = tmp_path / "x"
    assert (
        invoke("init", str(folder), "--unit", "Huế", "--from", "2024", "--ci", ci, program=app).exit_code == 0
    )
    found = {one.relative_to(folder).as_posix() for one in folder.rglob("*.yml")}
    assert found == written
    for one in written:
        assert "mttq check" in (folder / one).read_text(encoding="utf-8")


def test_the_ci_file_installs_mttq_from_where_it_was_installed_from_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = f"git+https://git.example.vn/mttq.git@{'a' * 40}"
    monkeypatch.setattr(packaged, "_git_address", lambda: address)
    steps = core_yaml.loads(packaged.ci_file("github.yml"))["jobs"]["mttq"]["steps"]
    assert {"name": "Cài mttq", "run": f'python -m pip install "{address}"'} in steps
