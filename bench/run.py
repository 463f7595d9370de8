"""Measures mttq and its peers on the same data: `python bench/run.py --help`.

A wheel of the checkout is built and installed first. Every command runs once for its output and its memory.
Then mttq and each peer that it is compared with run in turn, A B A B, so that a busy moment of the machine
falls on both; each pair gives a ratio. A command that fails, or whose output is wrong, is named in the table,
and the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import generate
import installation
import peers
import structure
import tasks
from measurement import Outcome, messages_of, run
from table import COMPARISONS, Pairs, Result, markdown, write_into_readme

HERE = Path(__file__).resolve().parent
GROUPS = ("start", "check", "total", "merger", "status", "reports", "areas")
# A hundred thousand units more need several minutes.
ON_DEMAND = ("areas",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the table."""
    given = _parser().parse_args(arguments)
    work: Path = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        found = peers.find(given.peers.resolve())
        ours = installation.of_checkout(work / "mttq")
        before = installation.of_revision(given.baseline, work / "baseline") if given.baseline else None
    except (peers.MissingPeerError, installation.InstallationError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    groups = given.group or [one for one in GROUPS if one not in ON_DEMAND]
    chosen = _tasks(ours, before, found, given, groups)
    results = look(chosen, work)
    pairs = measure(results, work, given.pairs)
    about = [f"Scale {given.scale:g} of the country, seed {given.seed}; {given.pairs} pairs."]
    versions = [("", ours.name), *([("baseline", before.name)] if before else []), *found.versions]
    text = markdown(results, pairs, versions, about)
    (work / "table.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    if given.write:
        write_into_readme(text)
    return 1 if any(one.fault for one in results.values()) else 0


def look(chosen: Sequence[tasks.Task], work: Path) -> dict[str, Result]:
    """Run every task once, check its output and watch its memory."""
    results = {one.id: Result(one) for one in chosen}
    for result in results.values():
        outcome = _run_once(result, work, watch=True, verify=True)
        result.peak = outcome.peak if outcome else 0
        result.rows = max((work / f"{result.task.id}.out").read_bytes().count(b"\n") - 1, 1) if outcome else 1
        _progress(f"{result.task.id}: {result.fault or 'as it must be'}")
    return results


def measure(results: Mapping[str, Result], work: Path, count: int) -> list[Pairs]:
    """Run the tasks of each comparison in turn, and those that are in none by themselves."""
    alone = set(results)
    found: list[Pairs] = []
    for comparison in COMPARISONS:
        if not {comparison.task, comparison.peer} <= results.keys():
            continue
        one, other = results[comparison.task], results[comparison.peer]
        pairs = Pairs(comparison)
        found.append(pairs)
        alone -= {comparison.task, comparison.peer}
        for number in range(count * one.task.times):
            last = number == count * one.task.times - 1
            ours = _run_once(one, work, verify=last)
            theirs = _run_once(other, work, verify=last)
            if ours and theirs:
                pairs.outcomes.append((ours, theirs))
        _progress(f"{comparison.task} and {comparison.peer}: {one.fault or other.fault or 'done'}")
    for name in results:
        if name in alone:
            for number in range(count):
                _run_once(results[name], work, verify=number == count - 1)
            _progress(f"{name}: {results[name].fault or 'done'}")
    return found


def _run_once(result: Result, work: Path, *, watch: bool = False, verify: bool = False) -> Outcome | None:
    """Run a task unless it has failed before; timed if its memory is not watched."""
    task, output = result.task, work / f"{result.task.id}.out"
    if result.fault:
        return None
    try:
        task.prepare()
        try:
            outcome = run(task.command, output, folder=task.folder, watch=watch)
        finally:
            task.restore()
        if outcome.code:
            raise tasks.TaskError(f"exit code {outcome.code}: {messages_of(output)}")
        if verify:
            task.verify(output)
    except tasks.TaskError as error:
        result.fault = str(error)
        return None
    except (OSError, KeyError, ValueError) as error:
        result.fault = f"{type(error).__name__}: {error}"
        return None
    if not watch:
        result.outcomes.append(outcome)
    return outcome


def _tasks(
    ours: installation.Installation,
    before: installation.Installation | None,
    found: peers.Peers,
    given: argparse.Namespace,
    groups: Sequence[str],
) -> list[tasks.Task]:
    work: Path = given.work.resolve()
    data = given.data.resolve() if given.data else _data(work, given, name="country", make=generate.generate)
    chosen = _tasks_of(_setting(ours, found, data, work), groups)
    if before:
        # With a cache of its own, so that neither version finds what the other has left behind.
        copy = work / "country-baseline"
        shutil.rmtree(copy, ignore_errors=True)
        for part in ("plans", "truth"):
            shutil.copytree(data / part, copy / part, copy_function=os.link)
        (work / "baseline" / "out").mkdir(exist_ok=True)
        setting = _setting(before, found, copy, work / "baseline" / "out")
        wanted = {
            one.peer.removesuffix(tasks.BASELINE) for one in COMPARISONS if one.peer.endswith(tasks.BASELINE)
        }
        earlier = [one for one in _tasks_of(setting, groups) if one.id in wanted]
        chosen += tasks.of_baseline(earlier, before.name)
    if "areas" in groups:
        areas = _data(work, given, name="with-areas", make=partial(generate.generate, areas=True))
        chosen += tasks.area_tasks(_setting(ours, found, areas, work), _read_all(areas))
        chosen += tasks.country_tasks(_setting(ours, found, data, work), "areas")
    if "merger" in groups:
        root = _data(work, given, name="merger", make=generate.generate_merger)
        chosen += tasks.merger_tasks(_setting(ours, found, root, work))
        chosen += tasks.country_tasks(_setting(ours, found, data, work), "merger")
    return chosen


def _setting(ours: installation.Installation, found: peers.Peers, data: Path, work: Path) -> tasks.Setting:
    return tasks.Setting(ours=ours, peers=found, data=data, work=work, cache=tasks.Cache(data, work))


def _tasks_of(setting: tasks.Setting, groups: Sequence[str]) -> list[tasks.Task]:
    files = _read_all(setting.data)
    chosen: list[tasks.Task] = []
    if "start" in groups:
        chosen += tasks.start_tasks(setting)
    if "check" in groups or "areas" in groups:
        chosen += tasks.check_tasks(
            setting, structure.write_schemas([setting.ours.mttq], setting.work), files
        )
    if "total" in groups:
        chosen += tasks.total_tasks(setting)
    if "status" in groups:
        chosen += tasks.status_tasks(setting)
    if "reports" in groups:
        chosen += tasks.report_tasks(setting)
    return chosen


def _data(work: Path, given: argparse.Namespace, *, name: str, make: Callable[..., str]) -> Path:
    """The data set; made again if its scale, its seed or the generator has changed."""
    root = work / name
    sources = sorted([HERE / "generate.py", *(HERE / "dataset").glob("*.py")])
    wanted = f"{given.scale} {given.seed} {name} ".encode()
    stamp = hashlib.sha256(wanted + b"".join(path.read_bytes() for path in sources)).hexdigest()
    mark = root / "stamp"
    if not mark.exists() or mark.read_text(encoding="ascii") != stamp:
        shutil.rmtree(root, ignore_errors=True)
        _progress(make(root, scale=given.scale, seed=given.seed, workers=2))
        mark.write_text(stamp, encoding="ascii")
    return root


def _read_all(data: Path) -> int:
    """Read every file once, so that the page cache is warm; return the number of documents."""
    documents = 0
    for path in data.rglob("*"):
        if path.is_file():
            path.read_bytes()
            documents += path.suffix == ".yaml" and path.is_relative_to(data / "plans" / tasks.YEAR)
    return documents


def _progress(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measures mttq and its peers on the same data.")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="the share of the country (default: all of it)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the data set")
    parser.add_argument("--pairs", type=int, default=5, help="runs of each comparison (default: 5)")
    parser.add_argument("--group", action="append", choices=GROUPS, help="only this part; may be repeated")
    parser.add_argument("--baseline", metavar="REV", help="a commit to compare with; its wheel is built too")
    parser.add_argument(
        "--work", type=Path, default=HERE / ".work", help="data sets, wheels and outputs (bench/.work)"
    )
    parser.add_argument("--data", type=Path, help="a data set that generate.py has made")
    parser.add_argument(
        "--peers", type=Path, default=peers.DEFAULT, help="the folder that peers.py has filled"
    )
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
