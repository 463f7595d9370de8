"""The results as Markdown, and their place in the README."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from tasks import Task

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"
_TIME, _MEMORY, _PER_FILE = "time", "memory", "time a file"


@dataclass(slots=True)
class Result:
    """What was measured of one task.

    Attributes:
        task: the task.
        seconds: of each run.
        peak: of memory, in bytes.
        fault: why there is nothing to show, or empty.
    """

    task: Task
    seconds: list[float] = field(default_factory=list)
    peak: int = 0
    fault: str = ""

    def measure(self, kind: str) -> float:
        """The number that a goal compares."""
        if kind == _MEMORY:
            return self.peak
        return median(self.seconds) / (self.task.files if kind == _PER_FILE else 1)


@dataclass(frozen=True, slots=True)
class Goal:
    """At most `limit` times what another task takes."""

    task: str
    peer: str
    kind: str
    limit: float


GOALS = (
    Goal("check-cold", "sourcemeta", _TIME, 1.0),
    Goal("check-cold", "sourcemeta", _MEMORY, 0.5),
    Goal("check-warm", "sourcemeta", _TIME, 0.3),
    Goal("check-changed", "sourcemeta", _TIME, 0.35),
    Goal("total-cold", "ledger", _TIME, 0.6),
    Goal("total-cold", "hledger", _TIME, 0.15),
    Goal("total-warm", "duckdb", _TIME, 2.0),
    Goal("areas", "check-cold", _PER_FILE, 1.2),
    Goal("version", "typer", _TIME, 1.2),
    Goal("districts-cold", "docxtpl", _TIME, 1.5),
    Goal("districts-warm", "docxtpl", _TIME, 1.5),
)


def markdown(results: Mapping[str, Result], versions: Sequence[tuple[str, str]], about: Sequence[str]) -> str:
    """Both tables, with the machine, the date and the versions."""
    lines = [f"{_machine()}, {date.today().isoformat()}.", *about, ""]
    lines += ["| goal | limit | measured | reached |", "|---|---|---|---|"]
    lines += [_goal(goal, results) for goal in GOALS if goal.task in results]
    lines += ["", "| work | median | least – most | memory |", "|---|---|---|---|"]
    lines += [_row(one) for one in results.values()]
    lines += ["", "Versions: " + ", ".join(f"{name} {version}" for name, version in versions) + "."]
    return "\n".join(lines) + "\n"


def write_into_readme(text: str) -> None:
    """Replaces what stands between the two marks."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{README} has no marks for the results")
    README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _goal(goal: Goal, results: Mapping[str, Result]) -> str:
    one, other = results[goal.task], results.get(goal.peer)
    kind = "" if goal.kind == _TIME else f", {goal.kind}"
    title = f"{one.task.title} against {other.task.title if other else goal.peer}{kind}"
    if one.fault or other is None or other.fault:
        return f"| {title} | ≤ {goal.limit:g}× | failed | **no** |"
    ratio = one.measure(goal.kind) / other.measure(goal.kind)
    return f"| {title} | ≤ {goal.limit:g}× | {ratio:.2f}× | {'yes' if ratio <= goal.limit else '**no**'} |"


def _row(result: Result) -> str:
    if result.fault:
        return f"| {result.task.title} | **failed**: {result.fault.replace('|', '/')} | | |"
    seconds = result.seconds
    spread = f"{min(seconds):.3f} – {max(seconds):.3f} s"
    return f"| {result.task.title} | {median(seconds):.3f} s | {spread} | {result.peak / 2**20:.0f} MiB |"


def _machine() -> str:
    model = _line("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()
    memory = int((_line("/proc/meminfo", "MemTotal") or "0").split()[0]) / 2**20
    python = f"Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()}, {python}"


def _line(path: str, key: str) -> str:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
    found = (line.partition(":")[2].strip() for line in text.splitlines() if line.startswith(key))
    return next(found, "")
