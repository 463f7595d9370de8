"""What the runner measures: commands, what is done before and after each, and what their output must be."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import rows
from measurement import run
from peers import Peers

YEAR = "2024"
CHANGED = 20
_HERE = Path(__file__).resolve().parent
_FIGURE = re.compile(r"(?m)^( +can-bo-tap-huan: )([1-9][0-9]{0,2})(?![0-9.,])")


class FailedError(Exception):
    """A command that can't be measured, with the reason for the table."""


def _nothing() -> None:
    """Nothing to be done."""


def _accept(_: Path) -> None:
    """Any output will do."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the table.

    Attributes:
        id: by which goals name it.
        group: which part of the benchmark it belongs to.
        title: what the table says.
        command: what is run.
        folder: where it is run.
        prepare, restore: what is done before and after each run, outside the time.
        verify: looks at the output; raises where it is not what it must be.
        times: how often it runs in each round.
        files: how many files it reads, or 0.
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


class Cache:
    """The cache of a data set, and which commands have filled it since it was removed."""

    def __init__(self, root: Path, work: Path) -> None:
        self._folder = root / ".mttq_cache"
        self._root = root
        self._output = work / "untimed.out"
        self._filled: set[tuple[str, ...]] = set()

    def remove(self) -> None:
        """Before a cold run."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._filled.clear()

    def forget(self) -> None:
        """After files have changed: the cache no longer fits them."""
        self._filled.clear()

    def fill(self, command: Sequence[str]) -> None:
        """Before a warm run: the same command once, untimed, unless nothing has changed since the last time."""
        if tuple(command) not in self._filled or not self._folder.is_dir():
            run(command, self._output, folder=self._root)
            self._filled.add(tuple(command))
        if not self._folder.is_dir():
            raise FailedError("no .mttq_cache is left behind, so nothing can be warm")


class Changes:
    """Another figure in twenty reports, and back."""

    def __init__(self, root: Path) -> None:
        reports = sorted((root / "plans" / YEAR).glob("*/*/*/nam.yaml"))
        fitting = [path for path in reports if _FIGURE.search(path.read_text(encoding="utf-8"))]
        step = max(1, len(fitting) // CHANGED)
        self._before = {path: path.read_bytes() for path in fitting[::step][:CHANGED]}

    def make(self) -> None:
        """One more in each."""
        if len(self._before) < CHANGED:
            raise FailedError(f"only {len(self._before)} of {CHANGED} files have a figure to change")
        for path, content in self._before.items():
            text = _FIGURE.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", content.decode(), count=1)
            path.write_bytes(text.encode())

    def undo(self) -> None:
        """As they were."""
        for path, content in self._before.items():
            path.write_bytes(content)


def start_tasks(mttq: Sequence[str], python: str, data: Path) -> list[Task]:
    """Start-up."""
    bare = [python, str(_HERE / "bare_typer.py"), "--version"]
    return [
        Task("version", "start", "`mttq --version`", [*mttq, "--version"], data, times=5),
        Task("typer", "start", "a bare typer program", bare, data, times=5),
    ]


def check_tasks(
    mttq: Sequence[str], peers: Peers, schemas: tuple[Path, Path], data: Path, work: Path, files: int
) -> list[Task]:
    """`mttq check` and those that check structure alone."""
    command, cache, changes = [*mttq, "check"], Cache(data, work), Changes(data)

    def change() -> None:
        cache.fill(command)
        changes.make()

    def undo() -> None:
        changes.undo()
        cache.forget()

    plans = str(data / "plans" / YEAR)
    validate = [peers.sourcemeta, "validate", str(schemas[0]), plans, "--extension", ".yaml"]
    ajv = [peers.ajv, "validate", "-s", str(schemas[1]), "-d", f"plans/{YEAR}/**/*.yaml"]
    schema = _HERE / "yamale"
    by_yamale = " && ".join(
        f"'{peers.yamale}' -n 2 -s '{schema / kind}' -e '/{other}[.]yaml$' '{plans}'"
        for kind, other in (("plan.yaml", "nam"), ("report.yaml", "ke-hoach"))
    )

    def counted(pattern: str) -> Callable[[Path], None]:
        return lambda output: _counted(output, pattern, files)

    every = files + _catalogue_files(data)

    def ours(name: str, title: str, prepare: Callable[[], None], restore: Callable[[], None]) -> Task:
        title = f"`mttq check`, {title}"
        return Task(name, "check", title, command, data, prepare, restore, _no_diagnostic, files=every)

    def theirs(name: str, title: str, command: list[str], pattern: str) -> Task:
        return Task(name, "check", title, command, data, verify=counted(pattern), files=files)

    passed = r"(?m)^(\d+) validated, \1 passed, 0 failed"
    return [
        ours("check-cold", "cold", cache.remove, _nothing),
        ours("check-warm", "warm", lambda: cache.fill(command), _nothing),
        ours("check-changed", f"warm, {CHANGED} files changed", change, undo),
        theirs("sourcemeta", "sourcemeta `jsonschema validate`", validate, passed),
        theirs("sourcemeta-fast", "the same with `--fast`", [*validate, "--fast"], passed),
        theirs("ajv", "ajv-cli", [*ajv, "--spec=draft2019", "--strict=false"], r"(?m)^plans/.* valid$"),
        theirs("yamale", "yamale, two processes", ["sh", "-c", by_yamale], r"(?m)^Found (\d+) yaml files"),
    ]


def area_tasks(mttq: Sequence[str], data: Path, files: int) -> list[Task]:
    """`mttq check` with the residential areas."""
    cache = Cache(data, data)
    every = files + _catalogue_files(data)
    title = "`mttq check`, cold, with residential areas"
    command = [*mttq, "check"]
    return [Task("areas", "areas", title, command, data, cache.remove, verify=_no_diagnostic, files=every)]


def total_tasks(mttq: Sequence[str], peers: Peers, data: Path, work: Path) -> list[Task]:
    """`mttq total` and those that add up the same figures; all must come to the same rows."""
    command, cache = [*mttq, "total", YEAR, "--format", "csv"], Cache(data, work)
    journal, by_duckdb = work / "figures.journal", work / "duckdb.csv"
    with journal.open("w", encoding="utf-8") as file:
        file.writelines(rows.journal(data))
    truth, divided = rows.expected(data), rows.ratios(data)
    plain = rows.without_zeros(truth, divided)

    def ours(output: Path) -> None:
        _equal(truth, rows.from_mttq(output))

    def accounts(read: Callable[[Path], rows.Rows]) -> Callable[[Path], None]:
        return lambda output: _equal(plain, rows.without_zeros(read(output)))

    cold, warm = cache.remove, lambda: cache.fill(command)
    by_ledger = [peers.ledger, "--args-only", "-f", str(journal), "balance", "--no-total"]
    by_hledger = [
        peers.hledger,
        "-f",
        str(journal),
        "balance",
        "--tree",
        "--no-total",
        "--layout=bare",
        "-O",
        "csv",
    ]
    duckdb = [peers.python, str(_HERE / "duckdb_totals.py"), str(data / "truth"), str(by_duckdb)]
    form = r"%(account)|%(join(display_total))\n"
    return [
        Task("total-cold", "total", "`mttq total`, cold", command, data, cold, verify=ours),
        Task("total-warm", "total", "`mttq total`, warm", command, data, warm, verify=ours),
        Task(
            "ledger",
            "total",
            "ledger",
            [*by_ledger, "--format", form],
            data,
            verify=accounts(rows.from_ledger),
        ),
        Task("hledger", "total", "hledger", by_hledger, data, verify=accounts(rows.from_hledger)),
        Task(
            "duckdb",
            "total",
            "duckdb, from CSV",
            duckdb,
            data,
            verify=lambda _: _equal(truth, rows.from_csv(by_duckdb)),
        ),
    ]


def other_tasks(mttq: Sequence[str], data: Path, work: Path) -> list[Task]:
    """The commands that no peer is measured against."""
    cache, out = Cache(data, work), work / "reports"
    status = [*mttq, "status", YEAR, "--format", "csv"]
    provinces = [unit for unit, above in rows.parents(data).items() if above == rows.CENTRE]
    one = [*mttq, "report", YEAR, "--out", str(out), "--unit", provinces[0]]

    def afresh() -> None:
        cache.remove()
        shutil.rmtree(out, ignore_errors=True)

    def written(_: Path) -> None:
        if not any(out.rglob("*.docx")):
            raise FailedError("no document was written")

    record, filled = work / "districts.pickle", work / "filled"
    floor = [sys.executable, str(_HERE / "docxtpl_floor.py")]
    chosen = [
        "--unit",
        rows.CENTRE,
        "--recursive",
        "--level",
        "huyen",
        "--kind",
        "bao-cao",
        "--format",
        "docx",
    ]
    districts = [*mttq, "report", YEAR, "--out", str(out), *chosen]

    def keep() -> None:
        shutil.rmtree(filled, ignore_errors=True)
        if not record.exists() or record.stat().st_mtime < (data / "truth").stat().st_mtime:
            subprocess.run([*floor, "record", str(data), "huyen", str(record)], check=True)

    def again() -> None:
        cache.fill(districts)
        shutil.rmtree(out, ignore_errors=True)

    def as_many(_: Path) -> None:
        if len(list(out.rglob("*.docx"))) != len(list(filled.rglob("*.docx"))):
            raise FailedError("not as many documents as docxtpl has filled in")

    return [
        Task(
            "docxtpl",
            "reports",
            "docxtpl alone, the names and the template of all districts, two processes",
            [*floor, "fill", str(record), str(filled)],
            data,
            keep,
        ),
        Task(
            "districts-cold",
            "reports",
            "`mttq report --recursive` of all districts in Word, cold",
            districts,
            data,
            afresh,
            verify=as_many,
        ),
        Task(
            "districts-warm",
            "reports",
            "`mttq report --recursive` of all districts in Word, warm",
            districts,
            data,
            again,
            verify=as_many,
        ),
        Task(
            "status", "status", f"`mttq status {YEAR}`, cold", status, data, cache.remove, verify=_has_lines
        ),
        Task("report", "report", "`mttq report` of a province, cold", one, data, afresh, verify=written),
        Task(
            "reports",
            "reports",
            "`mttq report --recursive` of a province, cold",
            [*one, "--recursive"],
            data,
            afresh,
            verify=written,
        ),
    ]


def _catalogue_files(data: Path) -> int:
    return sum(1 for _ in (data / "plans" / "danh-muc").rglob("*.yaml"))


def _no_diagnostic(output: Path) -> None:
    said = output.read_text(encoding="utf-8").strip()
    if "\n" in said or re.search(r"MT\d{3}", said):
        raise FailedError(f"diagnostics where there must be none: {said[:120]}")


def _has_lines(output: Path) -> None:
    if output.read_bytes().count(b"\n") < 2:
        raise FailedError("no rows were written")


def _counted(output: Path, pattern: str, files: int) -> None:
    """Whether a peer says that it has looked at all files; those that count say a number, ajv-cli a line for each."""
    said = output.with_suffix(".messages").read_text(encoding="utf-8") + output.read_text(encoding="utf-8")
    found = list(re.finditer(pattern, said))
    count = sum(int(one[1]) if one.re.groups else 1 for one in found)
    if count != files:
        raise FailedError(f"{count} files were checked instead of {files}")


def _equal(wanted: rows.Rows, found: rows.Rows) -> None:
    if said := rows.differences(wanted, found):
        raise FailedError(f"other rows than by plain addition: {said}")


def program_version(command: Sequence[str]) -> str:
    """What a program says of its version."""
    return subprocess.run(
        command, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout.strip()
