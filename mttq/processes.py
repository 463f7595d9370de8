"""Work in chunks, shared among forked processes.

If a process dies or can't be started, the others do its chunks. Without fork
(on Windows) or with one processor, this process does everything. The processes
end with this one, however it ends.
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

from msgspec import Struct, field

WORKERS = "MTTQ_WORKERS"
_WORTH_FORKING = 400  # files to examine
_MOST = 8
_AHEAD = 2  # a process is given this many chunks at a time, so that it never waits
_NUMBER = struct.Struct("<q")

Work = Callable[[int], bytes]
"""Does a chunk, given by its number, and returns the answer."""


def count_for(items: int, worth: int = _WORTH_FORKING) -> int:
    """Return the number of processes that do some work fastest; 1 is this one alone.

    Args:
        items: the number of files to examine, or of other things to do.
        worth: this many of them take longer than starting processes.
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


class _Worker(Struct):
    """One process.

    Attributes:
        process: its id.
        tasks: the pipe on which it is given chunks.
        answers: the pipe on which it answers.
        given: the chunks that it has not answered yet.
        buffer: the beginning of an answer.
    """

    process: int
    tasks: int
    answers: int
    given: deque[int] = field(default_factory=deque)
    buffer: bytearray = field(default_factory=bytearray)


def shared_out(chunks: int, workers: int, work: Callable[[int], Work]) -> Iterator[tuple[int, int, bytes]]:
    """Do all chunks; yield each with its answer and the number of the worker, in any order.

    Args:
        chunks: the number of chunks.
        workers: the number of processes; 1 for this one alone.
        work: called in each process with the number of the worker, returns the function that does a chunk there;
            the last number, `workers`, is this process.
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
        gc.freeze()  # garbage collection must not touch what is there now, or the processes stop sharing it
        # An interrupt during fork() makes Python print a traceback; block it.
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
        tasks, give = os.pipe()
        read, answer = os.pipe()
        try:
            process = os.fork()
        except OSError:
            for one in (tasks, give, read, answer):
                os.close(one)
            raise
        if not process:
            _serve(number, work, tasks, answer, unused=[give, read, *self._ends()])
        os.close(tasks)
        os.close(answer)
        self._workers[number] = _Worker(process, give, read)
        self._selector.register(read, selectors.EVENT_READ, number)

    def _ends(self) -> list[int]:
        return [end for one in self._workers.values() for end in (one.tasks, one.answers)]

    def run(self, waiting: deque[int]) -> Iterator[tuple[int, int, bytes]]:
        """Share the chunks; those that no process has done are in `waiting` again."""
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
        with suppress(BrokenPipeError):  # it has died, as the end of its answers will show
            os.write(worker.tasks, _NUMBER.pack(chunk))

    def _dismiss(self, number: int, waiting: deque[int]) -> None:
        worker = self._workers.pop(number)
        waiting.extend(worker.given)
        self._selector.unregister(worker.answers)
        os.close(worker.tasks)
        os.close(worker.answers)
        with suppress(ProcessLookupError):
            os.kill(worker.process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(worker.process, 0)
        if waiting:  # the other processes may have nothing to do
            for other in self._workers:
                self._give(other, waiting)

    def end(self) -> None:
        """End the processes that are still running."""
        for number in list(self._workers):
            self._dismiss(number, deque())
        self._selector.close()
        gc.unfreeze()


def _whole(buffer: bytearray) -> bytes | None:
    """Remove the first answer from a buffer and return it; None while it is incomplete."""
    if len(buffer) < _NUMBER.size:
        return None
    (length,) = _NUMBER.unpack_from(buffer)
    end = _NUMBER.size + length
    if len(buffer) < end:
        return None
    answer = bytes(memoryview(buffer)[_NUMBER.size : end])
    del buffer[:end]
    return answer


def _serve(number: int, work: Callable[[int], Work], tasks: int, answer: int, *, unused: list[int]) -> None:
    """Do chunk after chunk until the parent has no more, or is gone; never return."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for one in unused:
            os.close(one)
        gc.disable()
        do = work(number)
        while task := os.read(tasks, _NUMBER.size):
            while len(task) < _NUMBER.size:
                task += os.read(tasks, _NUMBER.size - len(task))
            (chunk,) = _NUMBER.unpack(task)
            found = do(chunk)
            _write(answer, _NUMBER.pack(len(found)) + found)
            if chunk % 16 == 0:
                gc.collect()
        code = 0
    except BaseException:
        pass  # it happens again when the parent does the chunk itself
    finally:
        os._exit(code)


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
