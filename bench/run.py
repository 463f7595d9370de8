"""Measures mttq and its peers on the same data in one run: `python bench/run.py --help`.

Every command runs once to be looked at (its output, its memory), then in rounds, one after the other, so that what
else the machine does falls on all of them. A command that fails, or whose output is not what it must be, is named
in the table, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import generate
import peers
import structure
import tasks
from measurement import messages_of, run
from table import Result, markdown, write_into_readme

HERE = Path(__file__).resolve().parent
GROUPS = ("start", "check", "total", "status", "report", "reports", "areas")
# Hundreds of documents take their time, and no goal is set for them.
ON_DEMAND = ("reports",)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    given = _parser().parse_args(arguments)
    work: Path = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        found = peers.find(given.peers.resolve())
    except peers.MissingPeerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    mttq = shlex.split(given.mttq) if given.mttq else _own_mttq()
    groups = given.group or [one for one in GROUPS if one not in ON_DEMAND]
    chosen = _tasks(mttq, found, given, work, groups)
    results = measure([one for one in chosen if one.group in groups], work, given.runs)
    about = [
        f"Scale {given.scale:g} of the country, seed {given.seed}; median of {given.runs} rounds.",
    ]
    ours = tasks.program_version([*mttq, "--version"])
    text = markdown(results, [("", ours), *found.versions], about)
    (work / "table.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    if given.write:
        write_into_readme(text)
    return 1 if any(one.fault for one in results.values()) else 0


def measure(chosen: Sequence[tasks.Task], work: Path, rounds: int) -> dict[str, Result]:
    """Runs every task in rounds; one that fails is not run again."""
    results = {one.id: Result(one) for one in chosen}
    for number in range(rounds + 1):
        for task in chosen:
            result = results[task.id]
            for _ in range(task.times if number else 1):
                if not result.fault:
                    _run_once(result, work / f"{task.id}.out", watch=number == 0, look=number in {0, rounds})
            _progress(f"round {number} of {rounds}: {task.id} {result.fault or 'done'}")
    return results


def _run_once(result: Result, output: Path, *, watch: bool, look: bool) -> None:
    task = result.task
    try:
        task.prepare()
        try:
            outcome = run(task.command, output, folder=task.folder, watch=watch)
        finally:
            task.restore()
        if outcome.code:
            raise tasks.FailedError(f"exit code {outcome.code}: {messages_of(output)}")
        if look:
            task.verify(output)
    except (tasks.FailedError, OSError, KeyError, ValueError) as error:
        result.fault = (
            f"{type(error).__name__}: {error}" if not isinstance(error, tasks.FailedError) else str(error)
        )
        return
    if watch:
        result.peak = outcome.peak
    else:
        result.seconds.append(outcome.seconds)


def _tasks(
    mttq: Sequence[str], found: peers.Peers, given: argparse.Namespace, work: Path, groups: Sequence[str]
) -> list[tasks.Task]:
    data = given.data.resolve() if given.data else _data(work, given, areas=False)
    files = _read_all(data)
    chosen = tasks.start_tasks(mttq, sys.executable, data)
    if "check" in groups or "areas" in groups:
        schemas = structure.write_schemas(mttq, work)
        checks = tasks.check_tasks(mttq, found, schemas, data, work, files)
        chosen += checks
    if "total" in groups:
        chosen += tasks.total_tasks(mttq, found, data, work)
    chosen += tasks.other_tasks(mttq, data, work)
    if "areas" in groups:
        areas = _data(work, given, areas=True)
        chosen += tasks.area_tasks(mttq, areas, _read_all(areas))
    return chosen


def _data(work: Path, given: argparse.Namespace, *, areas: bool) -> Path:
    """The data set, made again only where it would come out otherwise."""
    root = work / ("with-areas" if areas else "country")
    sources = sorted([HERE / "generate.py", *(HERE / "dataset").glob("*.py")])
    told = f"{given.scale} {given.seed} {areas} ".encode()
    stamp = hashlib.sha256(told + b"".join(path.read_bytes() for path in sources)).hexdigest()
    mark = root / "stamp"
    if not mark.exists() or mark.read_text(encoding="ascii") != stamp:
        shutil.rmtree(root, ignore_errors=True)
        _progress(generate.generate(root, scale=given.scale, seed=given.seed, areas=areas, workers=2))
        mark.write_text(stamp, encoding="ascii")
    return root


def _read_all(data: Path) -> int:
    """Reads every file once, so that the page cache is warm; how many documents there are."""
    documents = 0
    for path in data.rglob("*"):
        if path.is_file():
            path.read_bytes()
            documents += path.suffix == ".yaml" and path.is_relative_to(data / "plans" / tasks.YEAR)
    return documents


def _own_mttq() -> list[str]:
    """The program that belongs to the Python that runs this."""
    script = Path(sys.executable).parent / "mttq"
    return [str(script)] if script.exists() else [sys.executable, "-m", "mttq"]


def _progress(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measures mttq and its peers on the same data.")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="the share of the country (default: all of it)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the data set")
    parser.add_argument("--runs", type=int, default=5, help="rounds (default: 5)")
    parser.add_argument("--group", action="append", choices=GROUPS, help="only this part; may be repeated")
    parser.add_argument(
        "--work", type=Path, default=HERE / ".work", help="data sets and outputs (bench/.work)"
    )
    parser.add_argument("--data", type=Path, help="a data set that generate.py has made")
    parser.add_argument("--peers", type=Path, default=peers.DEFAULT, help="where peers.py has put them")
    parser.add_argument("--mttq", help="the command to measure, if not that of this Python")
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
