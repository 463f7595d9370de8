"""Files are written as a whole or not at all, and no temporary file stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mttq.files import is_leftover, reason, remove_all_leftovers, remove_leftovers, write_atomic

LEFTOVER = ".a.md.0123456789abcdef.mttq-tmp"


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _leave(folder: Path, name: str, minutes: int) -> Path:
    file = folder / name
    file.write_text("nửa", encoding="utf-8")
    before = time.time() - 60 * minutes
    os.utime(file, (before, before))
    return file


@pytest.mark.parametrize("step", ["open", "fsync"])
def test_an_interrupt_at_any_step_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    real = getattr(os, step)

    def interrupted(*args: int) -> None:
        real(*args)
        assert len(_files(tmp_path)) == 2
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.md", b"new")
    assert _files(tmp_path) == {"a.md": b"old"}


def test_the_leftover_of_a_killed_run_is_removed_when_the_file_is_written(tmp_path: Path) -> None:
    _leave(tmp_path, LEFTOVER, 11)
    write_atomic(tmp_path / "a.md", b"new")
    assert _files(tmp_path) == {"a.md": b"new"}


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        (LEFTOVER, 5),  # another run may be writing it
        (LEFTOVER.replace("a.md", "b.md"), 11),
        (LEFTOVER.replace("a.md", "a.md.b"), 11),
        (LEFTOVER.replace("mttq-tmp", "tmp"), 11),
        ("a.md.0123456789abcdef.mttq-tmp", 11),
    ],
)
def test_a_file_that_may_belong_to_another_run_is_left_alone(tmp_path: Path, name: str, minutes: int) -> None:
    file = _leave(tmp_path, name, minutes)
    remove_leftovers(tmp_path / "a.md")
    assert file.exists()


def test_a_new_file_gets_the_mode_of_the_mask_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.md", b"new")
    (tmp_path / "b.md").touch()
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "b.md").stat().st_mode
    (tmp_path / "a.md").chmod(0o640)
    write_atomic(tmp_path / "a.md", b"newer")
    if os.name != "nt":
        assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640


def test_all_old_leftovers_of_a_folder_are_removed(tmp_path: Path) -> None:
    _leave(tmp_path, LEFTOVER, 11)
    _leave(tmp_path, ".nam.yaml.00112233445566ff.mttq-tmp", 60)
    young = _leave(tmp_path, ".b.md.0123456789abcdef.mttq-tmp", 0)
    other = _leave(tmp_path, ".c.md.0123.mttq-tmp", 60)
    remove_all_leftovers(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([young, other])
    assert is_leftover(young.name)
    assert not is_leftover(other.name)
    remove_all_leftovers(tmp_path / "khong-co")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    link = tmp_path / "reports"
    link.symlink_to(tmp_path / "khong-co")
    with pytest.raises(OSError, match="reports") as caught:
        write_atomic(link / "2020" / "a.md", b"x")
    assert caught.value.filename == str(link)
    assert reason(caught.value) == "liên kết trỏ đến nơi không có"


def test_an_error_names_the_file_and_not_the_temporary_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_atomic(tmp_path / "a.md", b"new")
    assert (caught.value.filename, caught.value.filename2) == (str(tmp_path / "a.md"), None)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
