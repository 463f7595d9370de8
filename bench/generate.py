"""Write a data set of the benchmarks: `python bench/generate.py OUT [--year-of-merger] [--scale F] [--seed N]`.

Scale 1 is the whole country of 2024: the centre, 63 provinces, 705 districts and 10,599 communes, with a plan
and a report of the year for each. The same arguments give the same bytes. `truth/`, beside `plans/`, holds the
figures themselves: the peers read them, and the totals are compared with them. `--year-of-merger` writes 2025
instead, in which the districts end and communes are merged; see `dataset/merger.py`.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import random
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dataset import catalogue, merger
from dataset.documents import YEAR, Writer
from dataset.figures import NOT_APPLICABLE, Figures, exact, make_figures
from dataset.indicators import BY_ID, CENTRE, INDICATORS
from dataset.tree import Place, build_tree, walk

Row = tuple[str, str, str, str, str]
"""Unit, indicator, comparison, side of an approximate result, and the total that the unit states or ""."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker needs."""

    out: Path
    seed: int
    places: list[Place]
    figures: dict[str, Figures]

    def write(self, numbers: Sequence[int]) -> tuple[int, list[Row]]:
        """Write the documents of some units; return their size in bytes and their rows of `rows.csv`."""
        size = 0
        rows: list[Row] = []
        for number in numbers:
            place = self.places[number]
            figures = self.figures[place.id]
            writer = Writer(place, figures, self.seed)
            folder = self.out / "plans" / str(YEAR) / place.id
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in (("ke-hoach.yaml", writer.plan()), ("nam.yaml", writer.report())):
                content = text.encode()
                (folder / name).write_bytes(content)
                size += len(content)
            rows += _written_rows(place, figures, writer)
        return size, rows


def generate(out: Path, *, scale: float = 1.0, seed: int = 1, areas: bool = False, workers: int = 1) -> str:
    """Write a data set into a new or empty folder; return a line that describes it."""
    centre = build_tree(scale, random.Random(f"{seed}:tree"), areas=areas)
    places = walk(centre)
    job = Job(out, seed, places, make_figures(centre, seed, areas=areas))
    _write_catalogue(out / "plans" / "danh-muc", centre, areas=areas)
    _write_truth(out / "truth", centre, job)
    size = 0
    rows: list[Row] = []
    for some, more in _write_documents(job, workers):
        size += some
        rows += more
    rows.sort(key=_province_of)
    _table(out / "truth" / "rows.csv", ("unit", "indicator", "comparison", "approximation", "stated"), rows)
    files = 2 * len(places)
    return f"{len(places)} units, {files} files, {size / 1e6:.1f} MB, {size / files / 1000:.2f} kB a file"


@dataclass(frozen=True, slots=True)
class MergerJob:
    """What every worker needs to write the year of the merger."""

    out: Path
    seed: int
    places: list[Place]
    plans: dict[str, Figures]
    reports: dict[str, list[merger.Report]]

    def write(self, numbers: Sequence[int]) -> tuple[int, list[Row]]:
        """Write the documents of some units; return their size in bytes."""
        size = 0
        for number in numbers:
            place = self.places[number]
            folder = self.out / "plans" / str(merger.YEAR) / place.id
            folder.mkdir(parents=True, exist_ok=True)
            planned = place.id in self.plans
            if planned:
                plan = Writer(
                    place, self.plans[place.id], self.seed, year=merger.YEAR, plain_targets=True
                ).plan()
                size += _put(folder / "ke-hoach.yaml", plan)
            for one in self.reports[place.id]:
                report = Writer(
                    place,
                    one.figures,
                    self.seed,
                    year=merger.YEAR,
                    period=one.period,
                    stated=one.stated,
                    silent=one.silent,
                    planned=planned,
                ).report()
                size += _put(folder / f"{one.period}.yaml", report)
        return size, []


def generate_merger(out: Path, *, scale: float = 1.0, seed: int = 1, workers: int = 1) -> str:
    """Write the year of the merger into a new or empty folder; return a line that describes it."""
    year = merger.make_year(scale, seed)
    places = walk(year.centre)
    reports: dict[str, list[merger.Report]] = {one.id: [] for one in places}
    for report in year.reports:
        reports[report.place.id].append(report)
    folder = out / "plans" / "danh-muc"
    _write_catalogue(folder, year.centre, areas=False)
    _save(folder / "chuong-trinh.yaml", catalogue.programmes(merger.YEAR, "X"))
    _write_merger_truth(out / "truth", year)
    job = MergerJob(out, seed, places, year.plans, reports)
    size = sum(some for some, _ in _write_documents(job, workers))
    files = len(year.plans) + len(year.reports)
    return f"{len(places)} units, {files} files, {size / 1e6:.1f} MB, {size / files / 1000:.2f} kB a file"


def _write_merger_truth(folder: Path, year: merger.Year) -> None:
    """Write the units, who took over whom, and every figure, also those that a report leaves out."""
    places = walk(year.centre)
    _table(
        folder / "units.csv",
        ("unit", "name", "level", "first", "last"),
        ((one.id, one.name, one.level, one.first, one.last) for one in places),
    )
    _table(
        folder / "takeovers.csv",
        ("successor", "unit", "share"),
        ((one.id, old, str(share)) for one in places for old, share in one.takes_over),
    )
    _table(
        folder / "indicators.csv",
        ("indicator", "numerator", "denominator", "stock"),
        ((one.id, *(one.parts or ("", "")), "stock" if one.stock else "") for one in INDICATORS),
    )
    _table(
        folder / "figures.csv",
        ("unit", "period", "indicator", "done", "written"),
        (
            (
                one.place.id,
                one.period,
                name,
                "" if value == NOT_APPLICABLE else str(exact(BY_ID[name], value)),
                "left out" if name in one.silent else "written",
            )
            for one in year.reports
            for name, value in one.figures.result.items()
        ),
    )
    _table(
        folder / "statements.csv",
        ("unit", "period", "indicator", "total"),
        (
            (one.place.id, one.period, name, str(exact(BY_ID[name], one.figures.total[name])))
            for one in year.reports
            for name in one.stated
        ),
    )


def _put(path: Path, text: str) -> int:
    content = text.encode()
    path.write_bytes(content)
    return len(content)


def _written_rows(place: Place, figures: Figures, writer: Writer) -> Iterable[Row]:
    for one in INDICATORS:
        if one.id in writer.comparisons:
            stated = str(exact(one, figures.total[one.id])) if one.id in writer.stated else ""
            yield place.id, one.id, writer.comparisons[one.id], writer.approximations.get(one.id, ""), stated


def _province_of(row: Row) -> str:
    """The order of the catalogue's units: the centre, then the provinces by the names of their files."""
    return "" if row[0] == CENTRE else row[0].partition("/")[0]


def _write_documents(job: Job | MergerJob, workers: int) -> Iterator[tuple[int, list[Row]]]:
    everything = range(len(job.places))
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield job.write(everything)
        return
    with multiprocessing.get_context("fork").Pool(workers, _remember, (job,)) as pool:
        yield from pool.imap(_work, (everything[i : i + 200] for i in everything[::200]))


_JOBS: list[Job | MergerJob] = []


def _remember(job: Job | MergerJob) -> None:
    _JOBS.append(job)


def _work(numbers: Sequence[int]) -> tuple[int, list[Row]]:
    return _JOBS[-1].write(numbers)


def _write_catalogue(folder: Path, centre: Place, *, areas: bool) -> None:
    _save(folder / "mttq.yaml", catalogue.SETTINGS)
    _save(folder / "chuong-trinh.yaml", catalogue.programmes())
    _save(folder / "chi-tieu.yaml", catalogue.indicators(areas=areas))
    _save(folder / "don-vi" / "trung-uong.yaml", catalogue.centre(centre))
    for province in centre.children:
        _save(folder / "don-vi" / f"{province.id}.yaml", catalogue.units(province))


def _write_truth(folder: Path, centre: Place, job: Job) -> None:
    """Write the units, the indicators and every figure in its own unit of measure."""
    above = {child.id: place.id for place in job.places for child in place.children}
    _table(
        folder / "units.csv",
        ("unit", "parent", "name", "level"),
        ((one.id, above.get(one.id, ""), one.name, one.level) for one in job.places),
    )
    _table(
        folder / "indicators.csv",
        ("indicator", "numerator", "denominator", "name", "measure"),
        ((one.id, *(one.parts or ("", "")), one.name, one.unit) for one in INDICATORS),
    )
    _table(
        folder / "figures.csv",
        ("unit", "indicator", "planned", "done"),
        (row for unit, figures in job.figures.items() for row in _figure_rows(unit, figures)),
    )


def _figure_rows(unit: str, figures: Figures) -> Iterable[tuple[str, str, int, int | str]]:
    for name, percent in figures.share.items():
        yield unit, name, percent, ""
    for name, own in figures.own.items():
        done = figures.result[name]
        result = "" if done == NOT_APPLICABLE else exact(BY_ID[name], done)
        yield unit, name, exact(BY_ID[name], own), result


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a data set and print its size."""
    parser = argparse.ArgumentParser(description="Writes the data set of the benchmarks.")
    parser.add_argument("out", type=Path, help="the folder of the new project root")
    parser.add_argument("--residential-areas", action="store_true", help="100,000 residential areas as well")
    parser.add_argument("--year-of-merger", action="store_true", help="2025, with the units of both halves")
    parser.add_argument("--scale", type=float, default=1.0, help="the share of the country, such as 0.01")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other figures and texts")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that write")
    parser.add_argument("--force", action="store_true", help="replace what an earlier run wrote there")
    given = parser.parse_args(arguments)
    out: Path = given.out
    if given.year_of_merger and given.residential_areas:
        parser.error("the year of the merger has no residential areas")
    if out.exists() and any(out.iterdir()):
        if not given.force or not (out / "truth").is_dir():
            parser.error(f"{out} is not empty; --force replaces a data set that is there")
        for part in ("plans", "truth", ".mttq_cache"):
            shutil.rmtree(out / part, ignore_errors=True)
    started = time.perf_counter()
    if given.year_of_merger:
        size = generate_merger(out, scale=given.scale, seed=given.seed, workers=given.workers)
    else:
        size = generate(
            out, scale=given.scale, seed=given.seed, areas=given.residential_areas, workers=given.workers
        )
    sys.stdout.write(f"{out}: {size}, {time.perf_counter() - started:.1f} s\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
