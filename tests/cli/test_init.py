"""`mttq init`: a repository that is ready for work."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from git_repository import git, isolate
from shell_program import invoke

from mttq.cli.app import app


def _init(folder: Path, *args: str) -> tuple[int, str, str]:
    result = invoke("init", str(folder), *args, program=app)
    return result.exit_code, result.stdout, result.stderr


def _mttq(folder: Path, *args: str) -> tuple[int, str]:
    result = invoke("--root", str(folder), *args, program=app)
    return result.exit_code, result.stdout


@pytest.mark.parametrize(
    ("unit", "year", "count", "day"),
    [
        ("Quảng Trị", "2020", 79, "2026-01-01"),
        ("Quảng Trị", "2020", 296, "2020-01-01"),
        ("phú thọ", "2025", 149, "2025-07-01"),
        ("xã Tân Hòa, Tây Ninh", "2026", 2, "2026-01-01"),
        ("trung-uong", "2020", 64, "2020-01-01"),
        ("trung-uong", "2020", 35, "2026-01-01"),
        ("an-giang/long-xuyen/my-thoi", "2020", 3, "2020-01-01"),
        ("TP. Huế", "2026", 41, "2026-01-01"),
    ],
)
def test_the_units_of_a_day(tmp_path: Path, unit: str, year: str, count: int, day: str) -> None:
    code, _, _ = _init(tmp_path / "x", "--unit", unit, "--from", year)
    assert code == 0
    assert _mttq(tmp_path / "x", "units", "--on", day)[1].splitlines()[-1].startswith(f"{count} đơn vị ")


@pytest.mark.parametrize(
    ("unit", "year"), [("Quảng Trị", "2020"), ("Phú Thọ", "2025"), ("trung-uong", "2020")]
)
def test_what_is_written_passes_and_is_laid_out(tmp_path: Path, unit: str, year: str) -> None:
    assert _init(tmp_path / "x", "--unit", unit, "--from", year)[0] == 0
    strict = ["--strict"] if year < "2025" else []
    assert _mttq(tmp_path / "x", "check", *strict)[0] == 0
    assert _mttq(tmp_path / "x", "fmt", "--check")[0] == 0


def test_it_is_a_git_repository_that_says_what_comes_next(tmp_path: Path) -> None:
    code, out, err = _init(tmp_path / "x", "--unit", "Quảng Trị", "--from", "2024")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"Đã tạo dự án của tỉnh Quảng Trị ở {tmp_path / 'x'}/."
    listed = subprocess.run(
        ["git", "status", "--short", "--untracked-files=all"],
        cwd=tmp_path / "x",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "?? plans/2024/quang-tri/ke-hoach.yaml" in listed.splitlines()
    assert ".vscode/settings.json" in listed


@pytest.mark.parametrize("set_by_user", [None, "trunk"])
def test_its_branch_is_the_one_that_ci_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, set_by_user: str | None
) -> None:
    isolate(monkeypatch)
    if set_by_user:
        settings = tmp_path / "gitconfig"
        settings.write_text(f"[init]\n\tdefaultBranch = {set_by_user}\n", encoding="utf-8")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    _init(tmp_path / "x", "--example")
    assert git(tmp_path / "x", "symbolic-ref", "--short", "HEAD") == (set_by_user or "main")
    assert "branches: [main]" in (tmp_path / "x/.github/workflows/mttq.yml").read_text(encoding="utf-8")


def test_from_the_empty_folder_to_a_document(tmp_path: Path) -> None:
    root = tmp_path / "x"
    assert _init(root, "--unit", "Quảng Trị", "--from", "2024")[0] == 0
    plan = root / "plans/2024/quang-tri/ke-hoach.yaml"
    text = plan.read_text(encoding="utf-8")
    text = text.replace(
        "    # chi_tieu:\n    #   mã-chỉ-tiêu: …\n",
        "    chi_tieu:\n      quy-vi-nguoi-ngheo: 19 tỷ đồng\n",
        2,
    )
    text = text.replace("    chi_tieu:\n      quy-vi-nguoi-ngheo: 19 tỷ đồng\n", "", 1)
    plan.write_text(text, encoding="utf-8")
    assert _mttq(root, "check")[0] == 0
    assert _mttq(root, "report", "2024")[0] == 0
    assert "19 tỷ đồng" in (root / "reports/2024/quang-tri/chuong-trinh.md").read_text(encoding="utf-8")


def test_a_run_that_is_interrupted_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr("mttq.starting.skeletons.skeleton", _interrupted)
        assert _init(tmp_path / "x", "--unit", "Quảng Trị", "--from", "2024")[0] != 0
    assert not (tmp_path / "x/plans").exists()
    assert not list((tmp_path / "x").glob(".mttq*"))
    assert _init(tmp_path / "x", "--unit", "Quảng Trị", "--from", "2024")[0] == 0
    assert _mttq(tmp_path / "x", "check", "--strict")[0] == 0


def _interrupted(*_: object) -> str:
    raise KeyboardInterrupt


def test_a_unit_that_has_ended_names_its_successor(tmp_path: Path) -> None:
    assert _init(tmp_path / "x", "--unit", "Quảng Bình", "--from", "2026") == (
        2,
        "",
        "lỗi: tỉnh Quảng Bình chỉ đến hết ngày 30/06/2025, nay thuộc tỉnh Quảng Trị\n"
        "gợi ý: nêu đơn vị hiện nay, hoặc thêm --from 2025 nếu cần số liệu trước ngày ấy\n",
    )
    assert not (tmp_path / "x").exists()


def test_a_name_that_several_units_have_is_refused(tmp_path: Path) -> None:
    code, _, err = _init(tmp_path / "x", "--unit", "xã Tân Hòa", "--from", "2026")
    assert code == 2
    assert err.startswith(
        "lỗi: có 4 đơn vị tên “xã Tân Hòa”\ngợi ý: nêu mã, hoặc thêm tên cấp trên sau dấu phẩy: "
    )
    assert "tay-ninh/xa-tan-hoa (xã Tân Hòa, tỉnh Tây Ninh)" in err


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/README.md").write_text("của tôi", encoding="utf-8")
    code, out, _ = _init(tmp_path / "x", "--unit", "Quảng Trị", "--from", "2024")
    assert code == 0
    assert "Để nguyên README.md: đã có sẵn." in out.splitlines()
    assert (tmp_path / "x/README.md").read_text(encoding="utf-8") == "của tôi"
    code, _, err = _init(tmp_path / "x", "--unit", "Quảng Trị", "--from", "2024")
    assert (code, err.splitlines()[0]) == (2, f"lỗi: {tmp_path / 'x'} đã là một dự án: có thư mục plans/")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--unit", "Xứ Lạ"], "không có đơn vị “Xứ Lạ” trong danh sách cả nước"),
        (["--unit", "Huế", "--from", "20"], "--from: “20” không phải là năm"),
        ([], "chưa nêu đơn vị"),
    ],
)
def test_wrong_calls(tmp_path: Path, args: list[str], message: str) -> None:
    code, _, err = _init(tmp_path / "x", *args)
    assert (code, err.splitlines()[0]) == (2, f"lỗi: {message}")
