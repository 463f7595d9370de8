"""The cache changes nothing but the time that a run takes."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import changing_project
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mttq.cache import FILE
from mttq.check import Checked, open_project, run
from mttq.check.memory import Memory
from mttq.completeness import overview
from mttq.names import CACHE
from mttq.output import status, totals
from mttq.output.diagnostics import json, text
from mttq.totals import shown_table

LAW = settings(derandomize=True, deadline=None, max_examples=40)


def shown(checked: Checked) -> list[str]:
    """Return everything that commands print about a project."""
    project = checked.project
    lines = list(
        text.render(checked.found, project.sources, files=len(project.sources), colour=False, quiet=False)
    )
    lines += json.render(checked.found)
    lines += [f"passed over: {one.path}:{one.span.line} {one.code.id}" for one in checked.suppressed]
    for cycle in project.cycles.values():
        tops = [one.id for one in project.catalogue.units.children("")]
        table = shown_table(project, cycle, cycle.whole, tops=tops)
        lines.append("".join(totals.render_json(table)))
        lines.append("".join(totals.render_csv(table)))
        lines.append(totals.render(table, project.catalogue, width=100, colour=False))
        found = overview(project, cycle, cycle.whole, tops=tops, first_seen={}, today=date(2021, 2, 1))
        lines.append(status.render_json(found))
    return lines


def warm(root: Path) -> list[str]:
    return shown(run(open_project(root, cached=True)))


def cold(root: Path) -> list[str]:
    return shown(run(open_project(root, cached=False)))


def damage(root: Path, chance: random.Random) -> None:
    """Truncate the cache, change some bytes of it, or remove a part."""
    files = sorted(one for one in (root / CACHE).iterdir() if one.name != ".gitignore")
    if not files:
        return
    file = chance.choice(files)
    content = bytearray(file.read_bytes())
    kind = chance.randrange(5)
    if kind == 0:
        file.unlink()
    elif kind == 1 or not content:
        file.write_bytes(b"")
    elif kind == 2:
        file.write_bytes(content[: chance.randrange(len(content))])
    elif kind == 3:
        file.write_bytes(chance.randbytes(len(content)))
    else:
        for _ in range(chance.choice((1, 1, 30))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)


@LAW
@given(st.integers(0, 2**32).map(random.Random))
def test_warm_output_equals_cold_output(chance: random.Random) -> None:
    """Law: after any changes of the files and any damage to the cache, both print the same bytes."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        changing_project.write(root)
        for _ in range(12):
            changing_project.change(root, chance)
        for _ in range(6):
            assert warm(root) == cold(root)
            for _ in range(chance.randrange(4)):
                changing_project.change(root, chance)
            if chance.random() < 0.3:
                damage(root, chance)


@LAW
@given(st.integers(0, 2**32).map(random.Random))
def test_overlapping_runs_do_not_disturb_each_other(chance: random.Random) -> None:
    """Law: after two runs in steps, in any order, with changes between the steps, the next run prints the truth."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        changing_project.write(root)
        for _ in range(8):
            changing_project.change(root, chance)
        waiting: list[Callable[[], object]] = []
        for _ in range(10):
            if waiting and chance.random() < 0.5:
                waiting.pop(chance.randrange(len(waiting)))()
            else:
                opened = open_project(root, cached=True)
                waiting.append(lambda opened=opened: run(opened))  # type: ignore[misc]
            if chance.random() < 0.3:
                changing_project.change(root, chance)
        assert warm(root) == cold(root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    changing_project.write(tmp_path)
    chance = random.Random(5)
    for _ in range(30):
        changing_project.put(
            tmp_path,
            f"2020/{chance.choice(changing_project.UNITS)}/nam.yaml",
            f"don_vi: t\nnam: 2020\nky: nam\nchuong_trinh: {{2: {{so_lieu: {{nha: {chance.randint(1, 9)} nhà}}}}}}\n",
        )
    return tmp_path


def test_a_second_run_reads_no_document(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = warm(root)

    def refused(*_: object) -> object:
        raise AssertionError

    opened = open_project(root, cached=True)
    monkeypatch.setattr("mttq.check.project_files.digest", refused)
    checked = run(opened)
    monkeypatch.undo()
    assert shown(checked) == first


def age(root: Path) -> None:
    """Make all folders old enough for their times to be trusted."""
    for folder, _, _ in os.walk(root / "plans"):
        os.utime(folder, ns=(10**18, 10**18))
    time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are always listed there")
def test_a_second_run_lists_no_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age(root)
    first = warm(root)

    def refused(*_: object) -> object:
        raise AssertionError

    monkeypatch.setattr("mttq.check.memory.find_files", refused)
    assert warm(root) == first


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_change_of_a_folder_is_seen(root: Path) -> None:
    (root / "plans/2021/t/h/trong").mkdir(parents=True)
    changes: tuple[Callable[[], object], ...] = (
        lambda: changing_project.put(root, "2021/t/h/trong/nam.yaml", "don_vi: t\n"),
        lambda: (root / "plans/2021/t/h/trong/nam.yaml").rename(root / "plans/2021/t/h/trong/quy-1.yaml"),
        (root / "plans/2021/t/h/trong/quy-1.yaml").unlink,
        (root / "plans/2021/t/h/trong").rmdir,
        lambda: (root / "plans/2021/t/h").rename(root / "plans/2021/t/k"),
        lambda: changing_project.put(root, "2021/t/k/lac-cho.yaml", "don_vi: t\n"),
        lambda: (root / "plans/2021/t/k/link").symlink_to(root / "plans/2020"),
        lambda: (root / "plans").rename(root / "khac"),
        lambda: (root / "plans").symlink_to(root / "khac"),
    )
    for change in changes[:-2]:
        age(root)
        before = warm(root)
        assert warm(root) == before
        change()
        assert warm(root) == cold(root)
    (root / "plans/2021/t/k/link").unlink()
    (root / "plans/2021/t/k/lac-cho.yaml").unlink()
    age(root)
    before = warm(root)
    for change in changes[-2:]:
        change()
    assert warm(root) == cold(root) != before


def test_git_ignores_the_folder_and_it_holds_no_prose(root: Path) -> None:
    changing_project.put(
        root,
        "2020/t/nam.yaml",
        "don_vi: t\nnam: 2020\nky: nam\nmo_dau: Câu chữ mở đầu\nchuong_trinh: {2: {so_lieu: {nha: 5 nhà}}}\n",
    )
    warm(root)
    files = {one.name: one.read_bytes() for one in (root / CACHE).iterdir()}
    assert files.pop(".gitignore").endswith(b"\n*\n")
    assert files.keys() - {f"{FILE}-journal"} == {FILE}
    assert not any("Câu chữ".encode() in content for content in files.values())


def test_without_the_cache_no_folder_is_made(root: Path) -> None:
    cold(root)
    assert not (root / CACHE).exists()


@pytest.mark.parametrize("kind", ["file", "link", "link to nowhere", "a folder in it"])
def test_the_run_goes_on_if_something_else_is_in_its_place(root: Path, tmp_path: Path, kind: str) -> None:
    place, other = root / CACHE, tmp_path / "khac"
    if kind == "file":
        place.write_text("x")
    elif kind == "a folder in it":
        (place / FILE).mkdir(parents=True)
    else:
        if kind == "link":
            other.mkdir()
        place.symlink_to(other)
    assert warm(root) == warm(root) == cold(root)
    assert not other.exists() or not list(other.iterdir())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_the_run_goes_on_if_the_folder_is_read_only(root: Path) -> None:
    warm(root)
    changing_project.put(root, "2020/t/nam.yaml", "don_vi: t\n")
    (root / CACHE).chmod(0o500)
    try:
        assert warm(root) == cold(root)
    finally:
        (root / CACHE).chmod(0o700)


@pytest.mark.parametrize("pages", [3, 4, 5, 8])
def test_a_full_disk_costs_only_the_cache(root: Path, monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    connect = sqlite3.connect

    def small(*args: object, **more: object) -> sqlite3.Connection:
        file = connect(*args, **more)  # type: ignore[call-overload]
        file.execute(f"PRAGMA max_page_count = {pages}")
        assert isinstance(file, sqlite3.Connection)
        return file

    monkeypatch.setattr("sqlite3.connect", small)
    found = warm(root)
    assert warm(root) == found
    monkeypatch.undo()
    assert found == cold(root) == warm(root)


def test_another_program_starts_from_scratch(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warm(root)
    assert Memory(root).catalogue(_contents(root)) is not None
    monkeypatch.setattr("mttq.check.memory._program", lambda: b"another")
    assert Memory(root).catalogue(_contents(root)) is None
    assert warm(root) == cold(root)


def _contents(root: Path) -> dict[str, bytes]:
    return {f"plans/{path}": (root / "plans" / path).read_bytes() for path in changing_project.CATALOGUE}


def test_what_could_not_be_read_is_not_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program holds open for a moment is read the next time."""
    open_ = os.open

    def refused(path: str, *args: int, **more: int) -> int:
        if str(path).endswith("nam.yaml"):
            raise PermissionError(13, "Permission denied", str(path))
        return open_(path, *args, **more)

    monkeypatch.setattr(os, "open", refused)
    assert any("MT001" in line for line in warm(root))
    monkeypatch.undo()
    found = warm(root)
    assert found == cold(root)
    assert not any("MT001" in line for line in found)


def test_many_small_changes_take_no_more_room(root: Path) -> None:
    sizes = []
    for number in range(40):
        changing_project.put(
            root,
            "2020/t/nam.yaml",
            f"don_vi: t\nnam: 2020\nky: nam\nchuong_trinh: {{2: {{so_lieu: {{nha: {number} nhà}}}}}}\n",
        )
        warm(root)
        sizes.append((root / CACHE / FILE).stat().st_size)
    assert sizes[-1] <= sizes[5]
    assert warm(root) == cold(root)


def test_many_processes_at_once(root: Path) -> None:
    """Each prints the truth, and the cache that they leave is intact."""
    command = [sys.executable, "-m", "mttq", "--root", str(root), "check", "--format", "json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(6)]
    said = {one.communicate(timeout=120)[0] for one in runs}
    assert len(said) == 1
    assert warm(root) == cold(root)
