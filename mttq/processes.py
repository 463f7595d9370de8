"""Work in chunks shared out among forked processes.

A process that dies, or can't be made, leaves its chunks to the others. Without
fork, or with one processor, everything is done here. The processes end with
this one, however it ends.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

WORKERS = "MTTQ_WORKERS"
_WORTH_FORKING = 400  # files to examine
_MOST = 8
_AHEAD = 2  # so many chunks a process has been given at a time, so that it need not wait
_NUMBER = struct.Struct("<q")

Work = Callable[[int], bytes]
"""From the number of a chunk to the answer."""


def count_for(items: int, worth: int = _WORTH_FORKING) -> int:
    """In how many processes so much is best done; 1 is this one alone.

    Args:
        items: how many files are to be examined, or things of another kind to be done.
        worth: so many of them take longer than starting processes.
    """
    if not hasattr(os, "fork") or sys.platform == "win32" or threading.active_count() > 1:
        return 1
    wanted = os.environ.get(WORKERS, "")
    if wanted.isascii() and wanted.isdecimal():
        return max(1, min(int(wanted), items, 64))
    if items < worth:
        return 1
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, _MOST))


@dataclass(slots=True)
class _Worker:
    """One process: where it is told what to do, where it answers, and what it has not answered yet."""

    process: int
    told: int
    answers: int
    given: deque[int] = field(default_factory=deque)
    buffer: bytearray = field(default_factory=bytearray)


def shared_out(chunks: int, workers: int, work: Callable[[int], Work]) -> Iterator[tuple[int, int, bytes]]:
    """Every chunk with its answer and the worker that gave it, in any order.

    Args:
        chunks: how many there are.
        workers: in how many processes, 1 for this one alone.
        work: makes, in the process of a worker, the function that does a chunk; from the worker's number, of
            which the last, `workers`, is this process.
    """
    waiting = deque(range(chunks))
    if workers > 1:
        crew = _Crew(workers, work)
        try:
            yield from crew.run(waiting)
        finally:
            crew.end()
    if waiting:
        here = work(workers)
        while waiting:
            number = waiting.popleft()
            yield number, workers, here(number)


class _Crew:
    """The processes."""

    def __init__(self, count: int, work: Callable[[int], Work]) -> None:
        self._workers: dict[int, _Worker] = {}
        self._selector = selectors.DefaultSelector()
        gc.freeze()  # what is there now is never looked at again, so that the processes go on sharing it
        # Python says aloud that an interrupt came while a process was being made, which nobody need know.
        held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            for number in range(count):
                try:
                    self._start(number, work)
                except OSError:
                    break
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)

    def _start(self, number: int, work: Callable[[int], Work]) -> None:
        hear, tell = os.pipe()
        read, answer = os.pipe()
        try:
            process = os.fork()
        except OSError:
            for one in (hear, tell, read, answer):
                os.close(one)
            raise
        if not process:
            _live(number, work, hear, answer, [tell, read, *self._ends()])
        os.close(hear)
        os.close(answer)
        self._workers[number] = _Worker(process, tell, read)
        self._selector.register(read, selectors.EVENT_READ, number)

    def _ends(self) -> list[int]:
        return [end for one in self._workers.values() for end in (one.told, one.answers)]

    def run(self, waiting: deque[int]) -> Iterator[tuple[int, int, bytes]]:
        """Share out the chunks; those left over are in `waiting` again."""
        for number in list(self._workers):
            for _ in range(_AHEAD):
                self._give(number, waiting)
            if not self._workers[number].given:
                self._dismiss(number, waiting)
        while self._workers:
            for key, _ in self._selector.select():
                number = int(key.data)
                worker = self._workers[number]
                received = os.read(worker.answers, 1 << 20)
                worker.buffer += received
                while (answer := _whole(worker.buffer)) is not None and worker.given:
                    chunk = worker.given.popleft()
                    self._give(number, waiting)
                    yield chunk, number, answer
                if not received or not worker.given:
                    self._dismiss(number, waiting)

    def _give(self, number: int, waiting: deque[int]) -> None:
        worker = self._workers[number]
        if not waiting:
            return
        chunk = waiting.popleft()
        worker.given.append(chunk)
        with suppress(BrokenPipeError):  # it has died: its end of the answers says so
            os.write(worker.told, _NUMBER.pack(chunk))

    def _dismiss(self, number: int, waiting: deque[int]) -> None:
        worker = self._workers.pop(number)
        waiting.extend(worker.given)
        self._selector.unregister(worker.answers)
        os.close(worker.told)
        os.close(worker.answers)
        with suppress(ProcessLookupError):
            os.kill(worker.process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(worker.process, 0)
        if waiting:  # those that are still there may have nothing to do
            for other in self._workers:
                self._give(other, waiting)

    def end(self) -> None:
        """End what is still running."""
        for number in list(self._workers):
            self._dismiss(number, deque())
        self._selector.close()
        gc.unfreeze()


def _whole(buffer: bytearray) -> bytes | None:
    """The first answer of a buffer, which loses it; None while it is not all there."""
    if len(buffer) < _NUMBER.size:
        return None
    (length,) = _NUMBER.unpack_from(buffer)
    end = _NUMBER.size + length
    if len(buffer) < end:
        return None
    answer = bytes(memoryview(buffer)[_NUMBER.size : end])
    del buffer[:end]
    return answer


def _live(number: int, work: Callable[[int], Work], hear: int, answer: int, others: list[int]) -> None:
    """The life of a process: chunk after chunk until its parent has no more, or is gone; it never returns."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for one in others:
            os.close(one)
        gc.disable()
        do = work(number)
        while told := os.read(hear, _NUMBER.size):
            while len(told) < _NUMBER.size:
                told += os.read(hear, _NUMBER.size - len(told))
            (chunk,) = _NUMBER.unpack(told)
            found = do(chunk)
            _write(answer, _NUMBER.pack(len(found)) + found)
            if chunk % 16 == 0:
                gc.collect()
        code = 0
    except BaseException:
        pass  # whatever it was, it comes up again where the parent does the chunk itself
    finally:
        os._exit(code)


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
