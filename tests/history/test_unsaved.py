"""What git does not keep of a folder, in real repositories."""

from __future__ import annotations

from pathlib import Path

import git_repository as repository
import pytest

from mttq.history.unsaved import unsaved_below


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    repository.isolate(monkeypatch)
    return repository.start(tmp_path / "kho của tỉnh")


def test_changed_untracked_ignored_and_kept(root: Path) -> None:
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


def test_without_a_repository_or_a_folder_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.isolate(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "ra").mkdir()
    for folder in (tmp_path / "ra", tmp_path / "không có"):
        found = unsaved_below(folder)
        assert not found.is_kept(folder / "a.md")
        assert not found.is_changed(folder / "a.md")


def test_without_git_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.put(root, "ra/a.md")
    repository.commit(root)
    monkeypatch.setenv("PATH", "")
    assert not unsaved_below(root / "ra").is_repository
