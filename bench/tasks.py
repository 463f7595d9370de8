"""What the runner measures: commands, what is done before and after each run, and what the output must be."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import merger_rows
import rows
from installation import CHECKOUT, Installation, environment
from measurement import run
from peers import Peers

YEAR = "2024"
MERGER_YEAR = "2025"
CHANGED = 20
BASELINE = "@baseline"
_HERE = Path(__file__).resolve().parent
_FIGURE = re.compile(r"(?m)^( +can-bo-tap-huan: )([1-9][0-9]{0,2})(?![0-9.,])")


class TaskError(Exception):
    """A command can't be measured; the text goes into the table."""


def _nothing() -> None:
    """Do nothing."""


def _accept(_: Path) -> None:
    """Accept any output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of the table.

    Attributes:
        id: the name by which comparisons refer to it.
        group: the part of the benchmark it belongs to.
        title: the text of the table.
        command: the program and its arguments.
        folder: the working directory.
        prepare, restore: called before and after each run, outside the time.
        verify: checks the output file; raises TaskError if it is not what it must be.
        times: runs in each round.
        files: the number of files it reads, or 0.
    """

    id: str
    group: str
    title: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[], None] = _nothing
    restore: Callable[[], None] = _nothing
    verify: Callable[[Path], None] = _accept
    times: int = 1
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the tasks of one run share.

    Attributes:
        ours: the installation that is measured.
        peers: the peers.
        data: the data set.
        work: the folder for outputs.
        cache: the cache of the data set.
    """

    ours: Installation
    peers: Peers
    data: Path
    work: Path
    cache: Cache

    def mttq(self, *arguments: str) -> list[str]:
        """A command of the installation that is measured."""
        return [self.ours.mttq, *arguments]


class Cache:
    """The cache of a data set, and the commands that have filled it since it was removed."""

    def __init__(self, root: Path, work: Path) -> None:
        self._folder = root / ".mttq_cache"
        self._root = root
        self._output = work / "untimed.out"
        self._filled: set[tuple[str, ...]] = set()

    def remove(self) -> None:
        """Remove it before a cold run."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._filled.clear()

    def forget(self) -> None:
        """Note that files have changed, so that no command counts as having filled it."""
        self._filled.clear()

    def fill(self, command: Sequence[str]) -> None:
        """Run the command once, untimed, unless it has run since the last change."""
        if tuple(command) not in self._filled or not self._folder.is_dir():
            run(command, self._output, folder=self._root)
            self._filled.add(tuple(command))
        if not self._folder.is_dir():
            raise TaskError("no .mttq_cache is left behind, so nothing can be warm")


class Changes:
    """Another figure in each of twenty reports, and back."""

    def __init__(self, root: Path) -> None:
        reports = sorted((root / "plans" / YEAR).glob("*/*/*/nam.yaml"))
        fitting = [path for path in reports if _FIGURE.search(path.read_text(encoding="utf-8"))]
        step = max(1, len(fitting) // CHANGED)
        self._before = {path: path.read_bytes() for path in fitting[::step][:CHANGED]}

    def make(self) -> None:
        """Add one to a figure of each report."""
        if len(self._before) < CHANGED:
            raise TaskError(f"only {len(self._before)} of {CHANGED} files have a figure to change")
        for path, content in self._before.items():
            text = _FIGURE.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", content.decode(), count=1)
            path.write_bytes(text.encode())

    def undo(self) -> None:
        """Restore the reports."""
        for path, content in self._before.items():
            path.write_bytes(content)


def start_tasks(setting: Setting) -> list[Task]:
    """Start-up, and the small project that the checkout ships."""
    small = setting.work / "shipped"
    shutil.rmtree(small, ignore_errors=True)
    shutil.copytree(CHECKOUT / "plans", small / "plans")
    cache, check = Cache(small, setting.work), setting.mttq("check")
    bare = [setting.ours.python, str(_HERE / "bare_typer.py"), "--version"]
    lint = [setting.peers.yamllint, "--no-warnings", "-d", "relaxed", "plans"]

    def task(name: str, title: str, command: list[str], prepare: Callable[[], None] = _nothing) -> Task:
        return Task(
            id=name, group="start", title=title, command=command, folder=small, prepare=prepare, times=5
        )

    return [
        task("version", "`mttq --version`", setting.mttq("--version")),
        task("typer", "a bare typer program", bare),
        task("shipped-cold", "`mttq check` of the shipped plans, cold", check, cache.remove),
        task("shipped-warm", "`mttq check` of the shipped plans, warm", check, lambda: cache.fill(check)),
        task("yamllint", "yamllint of the shipped plans", lint),
    ]


def check_tasks(setting: Setting, schemas: tuple[Path, Path], files: int) -> list[Task]:
    """`mttq check`, and the peers that check structure alone."""
    command, cache, changes = setting.mttq("check"), setting.cache, Changes(setting.data)

    def change() -> None:
        cache.fill(command)
        changes.make()

    def undo() -> None:
        changes.undo()
        cache.forget()

    peers, plans, schema = setting.peers, str(setting.data / "plans" / YEAR), _HERE / "yamale"
    validate = [peers.sourcemeta, "validate", str(schemas[0]), plans, "--extension", ".yaml"]
    ajv = [peers.ajv, "validate", "-s", str(schemas[1]), "-d", f"plans/{YEAR}/**/*.yaml"]
    by_yamale = " && ".join(
        f"'{peers.yamale}' -n 2 -s '{schema / kind}' -e '/{other}[.]yaml$' '{plans}'"
        for kind, other in (("plan.yaml", "nam"), ("report.yaml", "ke-hoach"))
    )
    every = files + _catalogue_files(setting.data)

    def ours(name: str, title: str, prepare: Callable[[], None]) -> Task:
        return Task(
            id=name,
            group="check",
            title=f"`mttq check`, {title}",
            command=command,
            folder=setting.data,
            prepare=prepare,
            verify=_no_diagnostic,
            files=every,
        )

    def theirs(name: str, title: str, given: list[str], pattern: str) -> Task:
        return Task(
            id=name,
            group="check",
            title=title,
            command=given,
            folder=setting.data,
            verify=lambda output: _counted(output, pattern, files),
            files=files,
        )

    passed = r"(?m)^(\d+) validated, \1 passed, 0 failed"
    return [
        ours("check-cold", "cold", cache.remove),
        ours("check-warm", "warm", lambda: cache.fill(command)),
        replace(ours("check-changed", f"warm, {CHANGED} files changed", change), restore=undo),
        theirs("sourcemeta", "sourcemeta `jsonschema validate`", validate, passed),
        theirs("sourcemeta-fast", "the same with `--fast`", [*validate, "--fast"], passed),
        theirs("ajv", "ajv-cli", [*ajv, "--spec=draft2019", "--strict=false"], r"(?m)^plans/.* valid$"),
        theirs("yamale", "yamale, two processes", ["sh", "-c", by_yamale], r"(?m)^Found (\d+) yaml files"),
    ]


def area_tasks(setting: Setting, files: int) -> list[Task]:
    """`mttq check` with the residential areas."""
    return [
        Task(
            id="areas",
            group="areas",
            title="`mttq check`, cold, with residential areas",
            command=setting.mttq("check"),
            folder=setting.data,
            prepare=setting.cache.remove,
            verify=_no_diagnostic,
            files=files + _catalogue_files(setting.data),
        ),
        _warm(setting, id="areas-total", group="areas", title="`mttq total`, warm, with residential areas"),
    ]


def merger_tasks(setting: Setting) -> list[Task]:
    """`mttq total` of the year in which units are merged; its rows must be those of plain addition."""
    wanted = merger_rows.expected(setting.data)

    def verify(output: Path) -> None:
        if sentence := merger_rows.differences(wanted, merger_rows.from_mttq(output)):
            raise TaskError(f"the rows differ from plain addition: {sentence}")

    title = "`mttq total`, warm, of the year of the merger"
    return [
        replace(
            _warm(setting, id="merger-warm", group="merger", title=title, year=MERGER_YEAR), verify=verify
        )
    ]


def country_tasks(setting: Setting, group: str) -> list[Task]:
    """`mttq total` of the country of 2024, for a comparison with a larger or a harder one."""
    return [_warm(setting, id=f"{group}-country", group=group, title="`mttq total`, warm, of the country")]


def _warm(setting: Setting, *, id: str, group: str, title: str, year: str = YEAR) -> Task:
    command = setting.mttq("total", year, "--format", "csv")
    return Task(
        id=id,
        group=group,
        title=title,
        command=command,
        folder=setting.data,
        prepare=lambda: setting.cache.fill(command),
        verify=_has_lines,
    )


def total_tasks(setting: Setting) -> list[Task]:
    """`mttq total`, and the peers that add up the same figures; all must write the same rows."""
    data, work, peers = setting.data, setting.work, setting.peers
    command, cache = setting.mttq("total", YEAR, "--format", "csv"), setting.cache
    journal, four, every = work / "figures.journal", work / "duckdb.csv", work / "duckdb-all.csv"
    with journal.open("w", encoding="utf-8") as file:
        file.writelines(rows.journal(data))
    truth, divided = rows.expected(data), rows.ratios(data)
    plain = rows.without_zeros(truth, divided)
    by_ledger = [peers.ledger, "--args-only", "-f", str(journal), "balance", "--no-total"]
    by_hledger = [peers.hledger, "-f", str(journal), "balance", "--tree", "--no-total"]
    duckdb = [peers.python, str(_HERE / "duckdb_totals.py"), str(data / "truth")]

    def ours(output: Path) -> None:
        _equal(truth, rows.from_mttq(output))
        shutil.copyfile(output, work / "total.csv")

    def same_bytes(_: Path) -> None:
        if every.read_bytes() != (work / "total.csv").read_bytes():
            raise TaskError("not the bytes that `mttq total` writes")

    def accounts(read: Callable[[Path], rows.Rows]) -> Callable[[Path], None]:
        return lambda output: _equal(plain, rows.without_zeros(read(output)))

    def task(name: str, title: str, given: list[str], verify: Callable[[Path], None]) -> Task:
        return Task(id=name, group="total", title=title, command=given, folder=data, verify=verify)

    def warm(name: str, title: str, *more: str) -> Task:
        given = setting.mttq("total", YEAR, *more)
        return replace(
            task(name, f"`mttq total`, warm, {title}", given, _has_lines), prepare=lambda: cache.fill(given)
        )

    # The lowest unit of the longest id: a commune, which needs little of the project.
    commune = max(rows.parents(data), key=lambda unit: (unit.count("/"), unit))
    return [
        replace(task("total-cold", "`mttq total`, cold", command, ours), prepare=cache.remove),
        replace(task("total-warm", "`mttq total`, warm", command, ours), prepare=lambda: cache.fill(command)),
        task(
            "ledger",
            "ledger",
            [*by_ledger, "--format", r"%(account)|%(join(display_total))\n"],
            accounts(rows.from_ledger),
        ),
        task("hledger", "hledger", [*by_hledger, "--layout=bare", "-O", "csv"], accounts(rows.from_hledger)),
        task(
            "duckdb",
            "duckdb, from CSV, 4 columns",
            [*duckdb, str(four), "four"],
            lambda _: _equal(truth, rows.from_csv(four)),
        ),
        warm("total-table", "a table of all rows", "--depth", "9"),
        warm("total-json", "JSON", "--format", "json"),
        warm("total-commune", "one commune", "--unit", commune),
        task("duckdb-all", "duckdb, from CSV, all columns", [*duckdb, str(every), "all"], same_bytes),
    ]


def status_tasks(setting: Setting) -> list[Task]:
    """`mttq status`, which has no peer."""
    return [
        Task(
            id="status",
            group="status",
            title=f"`mttq status {YEAR}`, cold",
            command=setting.mttq("status", YEAR, "--format", "csv"),
            folder=setting.data,
            prepare=setting.cache.remove,
            verify=_has_lines,
        )
    ]


def report_tasks(setting: Setting) -> list[Task]:
    """`mttq report`, and docxtpl filling the same templates."""
    data, work = setting.data, setting.work
    out, record, filled = work / "reports", work / "districts.pickle", work / "filled"
    record.unlink(missing_ok=True)
    provinces = [unit for unit, above in rows.parents(data).items() if above == rows.CENTRE]
    report = setting.mttq("report", YEAR, "--out", str(out), "--recursive")
    chosen = ["--unit", rows.CENTRE, "--level", "huyen", "--kind", "bao-cao", "--format", "docx"]
    districts = [*report, *chosen]
    floor = [setting.ours.python, str(_HERE / "docxtpl_floor.py")]

    def cold() -> None:
        setting.cache.remove()
        shutil.rmtree(out, ignore_errors=True)

    def warm() -> None:
        setting.cache.fill(districts)
        shutil.rmtree(out, ignore_errors=True)

    def keep() -> None:
        shutil.rmtree(filled, ignore_errors=True)
        if not record.exists():
            given = [*floor, "record", str(data), "huyen", str(record)]
            done = subprocess.run(given, check=False, env=environment(), capture_output=True, text=True)
            if done.returncode:
                raise TaskError(f"recording failed: {done.stderr.strip()[-200:]}")

    def as_many(_: Path) -> None:
        made, wanted = len(list(out.rglob("*.docx"))), len(list(filled.rglob("*.docx")))
        if made != wanted:
            raise TaskError(f"{made} documents, and docxtpl has filled {wanted}")

    def written(_: Path) -> None:
        if not any(out.rglob("*.docx")):
            raise TaskError("no document was written")

    def task(name: str, title: str, command: list[str], prepare: Callable[[], None]) -> Task:
        return Task(id=name, group="reports", title=title, command=command, folder=data, prepare=prepare)

    every = "`mttq report --recursive` of all districts in Word"
    return [
        task(
            "docxtpl",
            "docxtpl alone: the same names and template, two processes",
            [*floor, "fill", str(record), str(filled)],
            keep,
        ),
        replace(task("districts-cold", f"{every}, cold", districts, cold), verify=as_many),
        replace(task("districts-warm", f"{every}, warm", districts, warm), verify=as_many),
        replace(
            task(
                "reports",
                "`mttq report --recursive` of a province, all kinds, cold",
                [*report, "--unit", provinces[0]],
                cold,
            ),
            verify=written,
        ),
    ]


def of_baseline(tasks: Sequence[Task], name: str) -> list[Task]:
    """The tasks of an earlier commit, named so that comparisons find them."""
    return [replace(one, id=one.id + BASELINE, title=f"{one.title}: {name}") for one in tasks]


def _catalogue_files(data: Path) -> int:
    return sum(1 for _ in (data / "plans" / "danh-muc").rglob("*.yaml"))


def _no_diagnostic(output: Path) -> None:
    printed = output.read_text(encoding="utf-8").strip()
    if "\n" in printed or re.search(r"MT\d{3}", printed):
        raise TaskError(f"diagnostics, and there must be none: {printed[:120]}")


def _has_lines(output: Path) -> None:
    if output.read_bytes().count(b"\n") < 2:
        raise TaskError("no rows were written")


def _counted(output: Path, pattern: str, files: int) -> None:
    """Check that a peer has read all files: it prints their number or, as ajv-cli does, one line for each."""
    printed = output.with_suffix(".messages").read_text(encoding="utf-8") + output.read_text(encoding="utf-8")
    found = list(re.finditer(pattern, printed))
    count = sum(int(one[1]) if one.re.groups else 1 for one in found)
    if count != files:
        raise TaskError(f"{count} files were checked instead of {files}")


def _equal(wanted: rows.Rows, found: rows.Rows) -> None:
    if sentence := rows.differences(wanted, found):
        raise TaskError(f"the rows differ from plain addition: {sentence}")
