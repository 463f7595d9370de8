"""The results as Markdown, and their place in the README."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from measurement import Outcome
from tasks import BASELINE, Task

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"


@dataclass(slots=True)
class Result:
    """What was measured of one task.

    Attributes:
        task: the task.
        outcomes: of each timed run.
        peak: of memory, in bytes.
        fault: why there are no figures, or empty.
        rows: the lines of its output below the first.
    """

    task: Task
    outcomes: list[Outcome] = field(default_factory=list)
    peak: int = 0
    fault: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A task beside another one, run in turn.

    Attributes:
        task: the id of mttq's task.
        peer: the id of the other.
        limit: the goal for the ratio of wall times, or None.
        memory: the goal for the ratio of the peaks of memory, or None.
        per_file: compare the time for each file.
        per_row: compare the time for each row of CSV written.
    """

    task: str
    peer: str
    limit: float | None = None
    memory: float | None = None
    per_file: bool = False
    per_row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a task may need by itself.

    Attributes:
        task: its id.
        wall: seconds, or None.
        memory: MiB of the process with its descendants, or None.
    """

    task: str
    wall: float | None = None
    memory: int | None = None


COMPARISONS = (
    Comparison(task="version", peer="typer", limit=1.2),
    Comparison(task="shipped-warm", peer="yamllint", limit=0.22),
    Comparison(task="shipped-cold", peer="yamllint"),
    Comparison(task="check-cold", peer="sourcemeta", limit=1.5, memory=0.3),
    Comparison(task="check-warm", peer="sourcemeta", limit=0.13),
    Comparison(task="check-changed", peer="sourcemeta", limit=0.22),
    Comparison(task="total-cold", peer="ledger", limit=1.5),
    Comparison(task="total-cold", peer="hledger", limit=0.4),
    Comparison(task="total-warm", peer="duckdb", limit=2.0),
    Comparison(task="total-warm", peer="duckdb-all"),
    Comparison(task="total-table", peer="total-warm", limit=4.0),
    Comparison(task="total-json", peer="total-warm", limit=2.0),
    Comparison(task="merger-warm", peer="merger-country", limit=2.0, per_row=True),
    Comparison(task="districts-warm", peer="docxtpl", limit=1.1),
    Comparison(task="districts-cold", peer="docxtpl", limit=1.5),
    Comparison(task="areas", peer="check-cold", limit=1.2, per_file=True),
    Comparison(task="areas-total", peer="areas-country", limit=1.2, per_row=True),
    # With --baseline, the commit that is given.
    Comparison(task="check-cold", peer="check-cold" + BASELINE),
    Comparison(task="check-warm", peer="check-warm" + BASELINE),
    Comparison(task="total-cold", peer="total-cold" + BASELINE),
    Comparison(task="total-warm", peer="total-warm" + BASELINE),
    Comparison(task="reports", peer="reports" + BASELINE, limit=0.5),
)
GOALS = (
    Goal(task="total-warm", memory=300),
    Goal(task="total-json", memory=600),
    Goal(task="total-commune", wall=0.45, memory=100),
)


@dataclass(slots=True)
class Pairs:
    """The runs of a comparison, pair by pair."""

    comparison: Comparison
    outcomes: list[tuple[Outcome, Outcome]] = field(default_factory=list)


def markdown(
    results: Mapping[str, Result],
    pairs: Sequence[Pairs],
    versions: Sequence[tuple[str, str]],
    about: Sequence[str],
) -> str:
    """Both tables, with the machine, the date and the versions."""
    lines = [f"{_machine()}, {date.today().isoformat()}.", *about, ""]
    lines += [
        "| comparison | goal | wall: median (least – most) | processor: median (least – most) | reached |",
        "|---|---|---|---|---|",
    ]
    for one in pairs:
        lines += _verdicts(one, results)
    for goal in GOALS:
        if goal.task in results:
            lines += _goals(goal, results[goal.task])
    lines += ["", "| work | wall: median | least – most | processor | memory |", "|---|---|---|---|---|"]
    lines += [_row(one) for one in results.values()]
    lines += ["", "Versions: " + ", ".join(f"{name} {version}".strip() for name, version in versions) + "."]
    return "\n".join(lines) + "\n"


def write_into_readme(text: str) -> None:
    """Replace the text between the two marks."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{README} has no marks for the results")
    README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _verdicts(pairs: Pairs, results: Mapping[str, Result]) -> list[str]:
    comparison = pairs.comparison
    one, other = results[comparison.task], results[comparison.peer]
    title = f"{one.task.title} / {other.task.title}"
    goal = "–" if comparison.limit is None else f"≤ {comparison.limit:g}×"
    if one.fault or other.fault:
        return [f"| {title} | {goal} | failed | | **no** |"]
    share = 1.0
    if comparison.per_file:
        share = one.task.files / other.task.files
    elif comparison.per_row:
        share = one.rows / other.rows
    wall = [ours.wall / theirs.wall / share for ours, theirs in pairs.outcomes]
    processor = [ours.processor / theirs.processor / share for ours, theirs in pairs.outcomes]
    kind = ", for each file" if comparison.per_file else ", for each row" if comparison.per_row else ""
    verdict = _reached(comparison.limit, wall)
    lines = [f"| {title}{kind} | {goal} | {_spread(wall)} | {_spread(processor)} | {verdict} |"]
    if comparison.memory is not None:
        ratio = one.peak / other.peak
        reached = _reached(comparison.memory, [ratio])
        lines.append(f"| {title}, memory | ≤ {comparison.memory:g}× | {ratio:.2f}× | | {reached} |")
    return lines


def _goals(goal: Goal, result: Result) -> list[str]:
    title = result.task.title
    if result.fault:
        return [f"| {title} | – | failed | | **no** |"]
    lines = []
    if goal.wall is not None:
        wall = [one.wall for one in result.outcomes]
        spread = f"{median(wall):.3f} s ({min(wall):.3f} – {max(wall):.3f})"
        lines.append(f"| {title} | ≤ {goal.wall:g} s | {spread} | | {_reached(goal.wall, wall)} |")
    if goal.memory is not None:
        peak = result.peak / 2**20
        reached = _reached(goal.memory, [peak])
        lines.append(f"| {title}, memory | ≤ {goal.memory} MiB | {peak:.0f} MiB | | {reached} |")
    return lines


def _reached(limit: float | None, ratios: Sequence[float]) -> str:
    if limit is None:
        return "–"
    verdict = "yes" if median(ratios) <= limit else "**no**"
    return f"{verdict}, but within the spread" if min(ratios) <= limit < max(ratios) else verdict


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f}× ({min(ratios):.2f} – {max(ratios):.2f})"


def _row(result: Result) -> str:
    if result.fault:
        return f"| {result.task.title} | **failed**: {result.fault.replace('|', '/')} | | | |"
    wall = [one.wall for one in result.outcomes]
    processor = median(one.processor for one in result.outcomes)
    return (
        f"| {result.task.title} | {median(wall):.3f} s | {min(wall):.3f} – {max(wall):.3f} s "
        f"| {processor:.3f} s | {result.peak / 2**20:.0f} MiB |"
    )


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
