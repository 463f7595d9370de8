from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import small_project
import typer
from shell_commands import APP
from shell_program import ENGLISH, invoke, make_project
from typer.testing import CliRunner

from mttq.cache import FILE
from mttq.cli import app as shell
from mttq.cli import arguments
from mttq.cli.app import app
from mttq.documents import load
from mttq.names import CACHE


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_project(tmp_path, monkeypatch)


def complete(words: str, shell: str = "bash", program: typer.Typer = APP) -> list[str]:
    variables = {
        "_MTTQ_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words.rpartition(" ")[2],
    }
    return [line for line in invoke(program=program, env=variables).stdout.split("\n") if line]


@pytest.mark.usefixtures("project")
def test_completion_of_names_and_values() -> None:
    assert complete("mttq un") == ["units", "unreadable"]
    assert complete("mttq check --f") == ["--format"]
    assert complete("mttq check --format j") == ["json"]
    assert complete("mttq report 2020 --format docx,") == ["docx,docx", "docx,md"]
    assert complete("mttq no-such-command x") == []


def test_years_are_completed_from_the_project_given(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete("mttq total ") == ["2019-2024", "2020", "2021"]
    assert complete("mttq total 202") == ["2020", "2021"]
    monkeypatch.chdir(project.parent / "ngoài")
    assert complete("mttq total ") == []
    for words in (f"mttq --root {project} total ", f"mttq total --root {project} "):
        assert complete(words) == ["2019-2024", "2020", "2021"]
    assert complete("mttq --root khong-co total ") == []


def test_a_term_of_the_catalogue_is_completed_without_a_folder(tmp_path: Path) -> None:
    root = small_project.write(tmp_path, {"2020/quang-tri/nam.yaml": small_project.report()})
    assert complete(f"mttq --root {root} total 20") == ["2019-2024", "2020"]
    shutil.move(root / "plans" / "2020", root / "plans" / "2025")
    assert complete(f"mttq --root {root} total 20") == ["2025"]


def test_campaigns_are_completed_as_periods(tmp_path: Path) -> None:
    campaigns = "thang-cao-diem: {ten: Tháng cao điểm, tu: 2020-10-17, den: 2020-11-18}\n"
    root = small_project.write(
        tmp_path, {"danh-muc/dot.yaml": campaigns, "2020/quang-tri/nam.yaml": small_project.report()}
    )
    assert complete(f"mttq --root {root} total 2020 --period d", program=app) == ["dot-thang-cao-diem"]
    assert complete(f"mttq --root {root} total 2020 --period q", program=app) == [
        "quy-1",
        "quy-2",
        "quy-3",
        "quy-4",
    ]


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell", "pwsh"])
def test_completion_help_is_vietnamese_in_other_shells(shell: str) -> None:
    assert any("Lệnh thử check" in line for line in complete("mttq che", shell))
    options = "\n".join(complete("mttq check --", shell))
    assert "Hiện trang trợ giúp này." in options
    assert not ENGLISH.search(re.sub(r"--[a-z-]+|\S*/\S*|_arguments", "", options))


def test_an_error_during_completion_stays_off_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "_load", lambda entry: 1 / 0)
    result = invoke(env={"_MTTQ_COMPLETE": "complete_bash", "COMP_WORDS": "mttq check ", "COMP_CWORD": "2"})
    assert result.output == ""


def test_installing_completion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("bash", "/bin/bash"))
    shown = invoke("--show-completion")
    assert shown.exit_code == 0
    assert "complete -o default -F _mttq_completion mttq" in shown.stdout
    installed = invoke("--install-completion")
    assert installed.exit_code == 0
    script = tmp_path / ".bash_completions" / "mttq.sh"
    assert script.read_text() == shown.stdout.rstrip("\n")
    assert installed.stdout == (
        f"Đã cài tính năng tự điền lệnh cho bash vào {script}\nMở lại cửa sổ dòng lệnh để bắt đầu dùng.\n"
    )
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("tcsh", "/bin/tcsh"))
    for option in ("--show-completion", "--install-completion"):
        refused = invoke(option)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert refused.stderr.startswith("lỗi: không nhận ra trình lệnh (shell) đang dùng")


def test_names_come_from_a_large_cache_as_from_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the cache keeps is never offered if the catalogue has changed since."""
    root = small_project.write(tmp_path, {"2020/quang-tri/ke-hoach.yaml": small_project.plan()})
    CliRunner().invoke(shell.app, ["--root", str(root), "check"])
    assert (root / CACHE / FILE).is_file()
    monkeypatch.setattr(arguments, "_LARGE_CACHE", 0)
    before = [*arguments._catalogue(root).units.by_id]
    assert before == [*load(root).catalogue.units.by_id]
    units = root / "plans" / "danh-muc" / "don-vi.yaml"
    units.write_text(units.read_text("utf-8") + "ha-giang: {ten: tỉnh Hà Giang, cap: tinh}\n", "utf-8")
    assert [*arguments._catalogue(root).units.by_id] == [*before, "ha-giang"]
    assert [*arguments._catalogue(root).indicators] == [*load(root).catalogue.indicators]


def test_maps_of_tables_are_completed_from_the_project(project: Path) -> None:
    for name in ("bieu-thang", "quy"):
        file = project / "templates" / "bang" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert complete("mttq import x.csv --map ", program=app) == ["new", "bieu-thang", "quy"]
    assert complete("mttq import x.csv --map b", program=app) == ["bieu-thang"]
