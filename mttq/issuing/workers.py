"""The files of many units, made in several processes where the system can fork.

Each process starts as a copy of this one, so that nothing has to be read or added up twice. The results come in
the order of the units, and only a few of them wait for those before.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

from mttq.issuing.making import Made, Maker

_FEW = 6  # so many units are done sooner than processes are started
_AT_ONCE = 4
_MOST_WORKERS = 8  # each may need some hundred megabytes for the totals of a country


def make_all(maker: Maker, units: Sequence[str], workers: int | None = None) -> Iterator[Made]:
    """What each of the units comes to, in their order.

    Args:
        maker: makes them.
        units: their ids, each once.
        workers: how many processes; by default as many as there are processors.
    """
    # The first one is made here: what all of them need is gathered then, before this process is copied.
    for unit in units[:1]:
        yield maker.make(unit)
    rest = units[1:]
    if workers is None:
        workers = min(_processors(), _MOST_WORKERS) if len(rest) > _FEW else 1
    if workers < 2 or not rest or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(maker.make, rest)
        return
    pieces = [rest[first : first + _AT_ONCE] for first in range(0, len(rest), _AT_ONCE)]
    yield from _in_processes(maker, pieces, workers)


def _in_processes(maker: Maker, pieces: Sequence[Sequence[str]], workers: int) -> Iterator[Made]:
    gc.freeze()  # what is there already stays shared with the processes, not copied for being looked at
    executor = ProcessPoolExecutor(
        workers, multiprocessing.get_context("fork"), initializer=_begin, initargs=(maker,)
    )
    waiting: deque[tuple[Sequence[str], Future[list[Made]] | None]] = deque()
    left = iter(pieces)
    try:
        while True:
            while len(waiting) < 2 * workers and (piece := next(left, None)) is not None:
                waiting.append((piece, _handed_out(executor, piece)))
            if not waiting:
                return
            yield from _made(maker, *waiting.popleft())
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        gc.unfreeze()


def _handed_out(executor: ProcessPoolExecutor, piece: Sequence[str]) -> Future[list[Made]] | None:
    """The promise of a process to make some units; None where the processes are gone."""
    try:
        return executor.submit(_make, piece)
    except BrokenProcessPool:
        return None


def _made(maker: Maker, piece: Sequence[str], future: Future[list[Made]] | None) -> list[Made]:
    """What a process has made; where it failed or is gone, made here, so that a fault shows where it is."""
    if future is not None:
        with suppress(Exception):
            return future.result()
    return [maker.make(unit) for unit in piece]


_MAKERS: list[Maker] = []


def _begin(maker: Maker) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the process that started this one
    _MAKERS.append(maker)


def _make(units: Sequence[str]) -> list[Made]:
    return [_MAKERS[0].make(unit) for unit in units]


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
