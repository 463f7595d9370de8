"""Files of a folder that git does not have as they are, in real repositories."""

from __future__ import annotations

from pathlib import Path

import git_repository as repository
import pytest

from mttq.history import TRUST
from mttq.unsaved import Unsaved, unsaved_below


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    repository.isolate(monkeypatch)
    return repository.start(tmp_path / "kho của tỉnh")


def test_changed_untracked_ignored_and_saved(root: Path) -> None:
    for name in ("giữ.md", "sửa.md", "đưa vào.md", "xóa.md"):
        repository.put(root, f"ra/2020/x/{name}")
    repository.put(root, ".gitignore", "*.docx\n/ra/2020/bo/\n")
    repository.commit(root)
    repository.put(root, "ra/2020/x/sửa.md", "b: 2\n")
    repository.put(root, "ra/2020/x/đưa vào.md", "b: 2\n")
    repository.git(root, "add", "--all")
    (root / "ra/2020/x/xóa.md").unlink()
    for name in ("x/mới.md", "x/bỏ.docx", "bo/y.md"):
        repository.put(root, f"ra/2020/{name}")
    found = unsaved_below(root / "ra" / "2020")
    folder = root / "ra/2020"
    changed = {name: found.is_changed(folder / name) for name in ("x/giữ.md", "x/sửa.md", "x/đưa vào.md")}
    assert changed == {"x/giữ.md": False, "x/sửa.md": True, "x/đưa vào.md": True}
    kept = {
        name: found.is_kept(folder / name)
        for name in ("x/giữ.md", "x/sửa.md", "x/mới.md", "x/bỏ.docx", "bo/y.md")
    }
    assert kept == {
        "x/giữ.md": True,
        "x/sửa.md": False,
        "x/mới.md": False,
        "x/bỏ.docx": False,
        "bo/y.md": False,
    }


def test_without_a_repository_or_a_folder_nothing_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.isolate(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "ra").mkdir()
    for folder in (tmp_path / "ra", tmp_path / "không có"):
        found = unsaved_below(folder)
        assert not found.is_kept(folder / "a.md")
        assert not found.is_changed(folder / "a.md")


@pytest.fixture
def kept(root: Path) -> Path:
    """A folder with one file that git has."""
    repository.put(root, "ra/a.md")
    repository.commit(root)
    return root / "ra"


def test_without_git_a_repository_is_doubtful(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = unsaved_below(kept)
    assert (found.doubt, found.help) == ("không chạy được git", "cài git rồi chạy lại")
    assert not found.is_repository


def test_without_git_and_repository_nothing_is_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (tmp_path / ".git").mkdir()  # which git passes over
    assert unsaved_below(tmp_path) == Unsaved()


def test_a_repository_of_another_user_is_doubtful(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    found = unsaved_below(kept)
    assert found.doubt == "git không đọc kho này vì kho thuộc về người dùng khác"
    assert found.help == TRUST


@pytest.mark.parametrize(
    ("file", "doubt"),
    [
        ("index", "git không đọc được kho này (git báo: fatal: index file corrupt)"),
        ("HEAD", "git không đọc được kho này"),
    ],
)
def test_a_broken_repository_is_doubtful(kept: Path, file: str, doubt: str) -> None:
    (kept.parent / ".git" / file).write_bytes(b"xx\0\0" * 20)
    found = unsaved_below(kept)
    assert (found.doubt, found.help) == (doubt, "sửa kho git rồi chạy lại")


def test_a_worktree_whose_repository_is_gone_is_doubtful(kept: Path) -> None:
    (kept / ".git").write_text("gitdir: /không có\n", encoding="utf-8")
    assert unsaved_below(kept).doubt == "git không đọc được kho này"
