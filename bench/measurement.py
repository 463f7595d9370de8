"""How a command is measured: wall and processor time of the whole process tree, and its memory.

Time and memory come from different runs, because watching memory uses the same cores. Memory is the largest sum
of the resident sets of the process and its descendants, read from `/proc` every few milliseconds; a page that
processes share counts in each of them. A peak between two readings can be missed, so each process counts at
least with its own peak (`VmHWM`). The peak that `wait` reports is no use: it includes the process before it
became the measured program.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installation import environment

_INTERVAL = 0.005  # seconds between two readings of memory
_PAGE = resource.getpagesize()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run.

    Attributes:
        wall: seconds from before the process is made until it has ended.
        processor: seconds of processor time, user and system, of the process and the descendants it waited for.
        code: the exit code; negative if a signal ended it.
        peak: the peak of resident memory in bytes, 0 if it was not watched.
    """

    wall: float
    processor: float
    code: int
    peak: int = 0


def run(command: Sequence[str], output: Path, *, folder: Path | None = None, watch: bool = False) -> Outcome:
    """Run a command with its output in a file and its messages in `<output>.messages`."""
    with output.open("wb") as out, output.with_suffix(".messages").open("wb") as messages:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=messages, stdin=subprocess.DEVNULL, cwd=folder, env=environment()
        )
        watcher = _Watcher(process.pid) if watch else None
        if watcher:
            watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        # Without this, Popen would wait for the process again.
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watcher.stop() if watcher else 0
    return Outcome(wall, usage.ru_utime + usage.ru_stime, process.returncode, peak)


def messages_of(output: Path) -> str:
    """The last two lines of a command's messages, or of its output if there are none."""
    for path in (output.with_suffix(".messages"), output):
        if path.exists():
            lines = path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            if lines:
                return " / ".join(lines[-2:])[:200]
    return ""


class _Watcher(threading.Thread):
    """Reads the memory of a process tree until it is stopped."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._peak = 0
        self._root = root
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_INTERVAL):
            tree = _tree(self._root)
            self._peak = max(self._peak, sum(map(_resident, tree)), *map(_highest, tree))

    def stop(self) -> int:
        """Stop and return the peak in bytes."""
        self._ended.set()
        self.join()
        return self._peak


def _tree(root: int) -> list[int]:
    """A process and its descendants."""
    found = [root]
    for pid in found:
        try:
            tasks = list(Path(f"/proc/{pid}/task").iterdir())
            for task in tasks:
                children = (task / "children").read_text(encoding="ascii")
                found += map(int, children.split())
        except OSError:
            continue  # it has ended
    return found


def _highest(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
