"""Work shared among processes: the answers are the same whatever happens to the processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from mttq.processes import WORKERS, count_for, shared_out

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")

Work = Callable[[int], bytes]


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
    """Even if the answers are much longer than the buffer of a pipe."""
    found = answered(chunks, workers, lambda _: lambda chunk: b"%d " % chunk * 40_000)
    assert found == {chunk: b"%d " % chunk * 40_000 for chunk in range(chunks)}
    assert no_children()


@pytest.mark.parametrize("doomed", [{7}, {0, 1, 2, 3, 4, 5, 6, 7}, set(range(30))])
def test_the_work_of_a_killed_process_is_done_by_another(doomed: set[int]) -> None:
    parent = os.getpid()

    def work(_: int) -> Work:
        def do(chunk: int) -> bytes:
            if chunk in doomed and os.getpid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
            return b"%d" % chunk

        return do

    assert answered(30, 3, work) == {chunk: b"%d" % chunk for chunk in range(30)}
    assert no_children()


def test_an_error_of_the_program_is_raised_in_this_process() -> None:
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


def test_there_are_as_many_processes_as_processors_if_it_is_worthwhile(
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
