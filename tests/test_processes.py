"""Work shared out among processes: the same answers, whatever becomes of the processes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import changing_project
import pytest
import small_project

from mttq.check import run
from mttq.check.workers import WORKERS, count_for, shared_out
from mttq.documents import load

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")

Work = Callable[[int], bytes]
HERE = os.getpid


def answered(chunks: int, workers: int, work: Callable[[int], Work]) -> dict[int, bytes]:
    found = {}
    for chunk, _, answer in shared_out(chunks, workers, work):
        assert chunk not in found
        found[chunk] = answer
    return found


def no_children() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return True


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("chunks", [0, 1, 3, 100])
def test_every_chunk_is_answered_once(workers: int, chunks: int) -> None:
    """Also by answers much longer than a pipe holds."""
    found = answered(chunks, workers, lambda _: lambda chunk: b"%d " % chunk * 40_000)
    assert found == {chunk: b"%d " % chunk * 40_000 for chunk in range(chunks)}
    assert no_children()


@pytest.mark.parametrize("doomed", [{7}, {0, 1, 2, 3, 4, 5, 6, 7}, set(range(30))])
def test_what_a_process_leaves_that_is_killed_is_done_by_another(doomed: set[int]) -> None:
    parent = os.getpid()

    def work(_: int) -> Work:
        def do(chunk: int) -> bytes:
            if chunk in doomed and os.getpid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
            return b"%d" % chunk

        return do

    assert answered(30, 3, work) == {chunk: b"%d" % chunk for chunk in range(30)}
    assert no_children()


def test_a_fault_of_the_program_comes_up_in_this_process() -> None:
    def work(_: int) -> Work:
        def do(chunk: int) -> bytes:
            if chunk == 5:
                raise ValueError(chunk)
            return b""

        return do

    with pytest.raises(ValueError, match="5"):
        answered(30, 2, work)
    assert no_children()


def test_stopping_early_leaves_no_process() -> None:
    answers = shared_out(1000, 2, lambda _: lambda chunk: b"x" * 100_000)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert no_children()


def test_as_many_processes_as_there_are_processors_and_only_where_it_pays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(WORKERS, raising=False)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert (count_for(0), count_for(399), count_for(400), count_for(10**6)) == (1, 1, 3, 3)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(100)), raising=False)
    assert count_for(10**6) == 8
    for given, count in (("1", 1), ("5", 5), ("0", 1), ("x", 8)):
        monkeypatch.setenv(WORKERS, given)
        assert count_for(10**6) == count
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert count_for(10**6) == 1


def many(root: Path, count: int) -> Path:
    """A project with that many reports, some of them faulty."""
    files = {}
    for number in range(count):
        unit = f"quang-tri/xa-{number}" if number % 10 else f"quang-tri/Xã {number}"
        files[f"2020/{unit}/nam.yaml"] = small_project.report(unit=unit if number % 7 else "sai")
    return small_project.write(root, files)


def test_a_project_comes_to_the_same_in_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = many(tmp_path, 150)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    found = []
    for workers in ("1", "2", "5"):
        monkeypatch.setenv(WORKERS, workers)
        checked = run(load(root))
        found.append((checked.found, [one.body() for one in checked.project.outlines]))
    assert found[0] == found[1] == found[2]
    assert len(found[0][0]) > 150
    assert no_children()


@pytest.mark.parametrize("seed", range(8))
def test_documents_set_against_each_other_by_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    changing_project.write(tmp_path)
    for _ in range(60):
        changing_project.change(tmp_path, chance)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("mttq.check.across._WORTH_SHARING", 0)
    found = []
    for workers in ("1", "3"):
        monkeypatch.setenv(WORKERS, workers)
        found.append(run(load(tmp_path)))
    assert found[0].found == found[1].found
    assert found[0].across == found[1].across
    assert found[0].across
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
    """The processes of a group."""
    found = subprocess.run(
        ["ps", "-A", "-o", "pgid=,pid="], capture_output=True, check=True, text=True
    ).stdout
    return [line for line in found.splitlines() if line.split()[0] == str(group)]
