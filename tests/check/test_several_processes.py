"""Several processes find what one finds, and end with the program."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import changing_project
import pytest
import small_project

from mttq.check import run
from mttq.documents import load
from mttq.processes import WORKERS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")


def no_children() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return True


def many(root: Path, count: int) -> Path:
    """Write a project with this many reports, some of them faulty."""
    files = {}
    for number in range(count):
        unit = f"quang-tri/xa-{number}" if number % 10 else f"quang-tri/Xã {number}"
        files[f"2020/{unit}/nam.yaml"] = small_project.report(unit=unit if number % 7 else "sai")
    return small_project.write(root, files)


def test_any_number_of_processes_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = many(tmp_path, 150)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    found = []
    for workers in ("1", "2", "5"):
        monkeypatch.setenv(WORKERS, workers)
        checked = run(load(root))
        found.append((checked.found, [one.body() for one in checked.project.outlines]))
    assert found[0] == found[1] == found[2]
    # Every file has one fault: those of an unknown unit, and every seventh a misfiled one, which has no other.
    assert Counter(one.code.id for one in found[0][0]) == {"MT301": 128, "MT109": 22}
    assert no_children()


@pytest.mark.parametrize("seed", range(8))
def test_several_processes_run_the_rules_across_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    changing_project.write(tmp_path)
    for _ in range(60):
        changing_project.change(tmp_path, chance)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("mttq.check.cross_file._WORTH_SHARING", 0)
    found = []
    for workers in ("1", "3"):
        monkeypatch.setenv(WORKERS, workers)
        found.append(run(load(tmp_path)))
    assert found[0].found == found[1].found
    assert found[0].cross_file == found[1].cross_file
    assert found[0].cross_file
    assert no_children()


def test_statements_of_two_branches_are_set_against_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both provinces state the half year of the commune; each of them is a branch, which knows one statement."""
    units = (
        "trung-uong: {ten: Trung ương, cap: trung-uong}\n"
        "a: {ten: tỉnh A, cap: tinh, cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}}}\n"
        "b: {ten: tỉnh B, cap: tinh, tu: 2020-07-01, "
        "cap_duoi: {n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: a/x}]}}}\n"
    )
    stated = "2:\n  toan_dia_ban:\n    nha: {} nhà\n"
    root = small_project.write(
        tmp_path,
        {
            "danh-muc/don-vi.yaml": units.replace("cap: tinh", "cap: tinh, cap_duoi_chua_du: false"),
            "2020/a/nam.yaml": small_project.report(unit="a", programmes=stated.format(100)),
            "2020/b/nam.yaml": small_project.report(unit="b", programmes=stated.format(90)),
        },
    )
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("mttq.check.cross_file._WORTH_SHARING", 0)
    found = []
    for workers in ("1", "3"):
        monkeypatch.setenv(WORKERS, workers)
        found.append(run(load(root)))
    assert found[0].cross_file == found[1].cross_file
    assert [one.code.id for these in found[0].cross_file.values() for one in these] == ["MT412"]
    assert no_children()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of groups")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_interrupting_ends_all_of_them_quietly(tmp_path: Path, stop: signal.Signals) -> None:
    root = many(tmp_path, 3000)
    command = [sys.executable, "-m", "mttq", "--root", str(root), "--no-cache", "check"]
    process = subprocess.Popen(
        command,
        env={**os.environ, WORKERS: "3"},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 60
    while len(_group(process.pid)) < 4 and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.01)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT) if stop is signal.SIGINT else process.send_signal(stop)
    out, err = process.communicate(timeout=60)
    assert (out, err) == (b"", b"")
    assert process.returncode == (130 if stop is signal.SIGINT else -stop)
    while _group(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _group(process.pid) == []


def _group(group: int) -> list[str]:
    """Return the processes of a group."""
    found = subprocess.run(
        ["ps", "-A", "-o", "pgid=,pid="], capture_output=True, check=True, text=True
    ).stdout
    return [line for line in found.splitlines() if line.split()[0] == str(group)]
