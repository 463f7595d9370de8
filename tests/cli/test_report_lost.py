"""What `mttq report` must not lose, and what it leaves behind, where git or the file system does not do its part."""

from __future__ import annotations

from pathlib import Path

import git_repository as repository
import pytest
import small_project
from command_project import GOOD, REPORT, make, mttq

from mttq.history.program import TRUST

MARKDOWN = ("report", "2020", "--format", "md")
OTHER = GOOD[REPORT].replace("12 nhà", "13 nhà")
NAM = "reports/2020/quang-tri/bao-cao-nam.md"
PLAN_FILE = "reports/2020/quang-tri/chuong-trinh.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(tmp_path, monkeypatch)


# Where git can't say what somebody has changed


@pytest.fixture
def edited(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project in a repository, with one of its committed documents changed by hand."""
    repository.isolate(monkeypatch)
    repository.start(project)
    assert mttq(*MARKDOWN).exit_code == 0
    repository.commit(project)
    (project / NAM).write_text("# Đã sửa tay\n", encoding="utf-8")
    return project


def _is_left(doubt: str, help: str) -> None:
    result = mttq(*MARKDOWN)
    assert (result.exit_code, result.stdout) == (1, f"{PLAN_FILE} (không đổi)\n")
    assert result.stderr == (
        f"{NAM}: để nguyên: {doubt} nên không biết tệp có phần sửa chưa lưu vào git hay không; "
        f"thêm --force để ghi đè, hoặc {help}\n"
    )
    assert Path(NAM).read_text(encoding="utf-8") == "# Đã sửa tay\n"
    assert mttq(*MARKDOWN, "--force").stdout.splitlines() == [NAM, f"{PLAN_FILE} (không đổi)"]


def test_in_a_repository_of_another_user(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    _is_left("git không đọc kho này vì kho thuộc về người dùng khác", TRUST)


def test_in_a_repository_without_git(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    _is_left("không chạy được git", "cài git rồi chạy lại")


def test_in_a_broken_repository(edited: Path) -> None:
    (edited / ".git" / "HEAD").unlink()
    _is_left("git không đọc được kho này", "sửa kho git rồi chạy lại")


def test_without_a_repository_and_git_files_are_written_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert mttq(*MARKDOWN).exit_code == 0
    small_project.put(project, REPORT, OTHER)
    result = mttq(*MARKDOWN)
    assert (result.exit_code, result.stdout.splitlines()) == (0, [NAM, f"{PLAN_FILE} (không đổi)"])
