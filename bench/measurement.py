"""How a command is measured: wall time of the whole process, and the memory of its process tree.

Time and memory come from different runs, since watching takes a part of the same two cores. Memory is the
largest sum, over the process and all its descendants, of the resident sets that `/proc` tells every few
milliseconds; pages that processes share count in each of them. A short peak between two looks can be missed, so
that the peak that the kernel keeps for each process (`VmHWM`, as seen last) is the least that is reported. What
`wait` tells is of no use here: it counts what the process was before it became another program.
"""

from __future__ import annotations

import re
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK = 0.005
_PAGE = resource.getpagesize()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run.

    Attributes:
        seconds: wall time from before the process is made until it has ended.
        code: its exit code.
        peak: the peak of resident memory in bytes, where it was watched.
    """

    seconds: float
    code: int
    peak: int = 0


def run(command: Sequence[str], output: Path, *, folder: Path | None = None, watch: bool = False) -> Outcome:
    """Runs a command with its output in a file, and its messages in another beside it."""
    with output.open("wb") as out, output.with_suffix(".messages").open("wb") as messages:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=messages, stdin=subprocess.DEVNULL, cwd=folder)
        if not watch:
            process.wait()
            return Outcome(time.perf_counter() - started, process.returncode)
        watcher = _Watcher(process.pid)
        watcher.start()
        process.wait()
        seconds = time.perf_counter() - started
        watcher.stop()
    return Outcome(seconds, process.returncode, watcher.peak)


def messages_of(output: Path) -> str:
    """The last lines of what a command said on stderr, else of its output."""
    for path in (output.with_suffix(".messages"), output):
        said = (
            path.read_text(encoding="utf-8", errors="replace").strip().splitlines() if path.exists() else []
        )
        if said:
            return " / ".join(said[-2:])[:200]
    return ""


class _Watcher(threading.Thread):
    """Looks at a process tree until told to stop."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._root = root
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_LOOK):
            tree = _tree(self._root)
            self.peak = max(self.peak, sum(map(_resident, tree)), *map(_highest, tree))

    def stop(self) -> None:
        self._ended.set()
        self.join()


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
            continue  # it ended meanwhile
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
