"""`mttq check` reports the differences that the totals of random small provinces show, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from coverage_random import AREAS, GROUPS, USUAL, Settings, random_project, write

from mttq.check import check
from mttq.diagnostics import Diagnostic
from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import FigureLine, Sums
from mttq.totals.model import Undecided

DIFFERS, UNDECIDED = "MT401", "MT412"
SAID_ELSEWHERE = {"MT402", "MT409", "MT410"}
"""Codes of faults within the reports of one unit that also make totals differ."""
GAPS = Settings(gaps=True, groups=AREAS + GROUPS)

Place = tuple[str, int]


def compare(root: Path, seed: int, settings: Settings) -> None:
    """Law: a row is `lech` only if an error names one of its statements or what contradicts it.

    No line has two such errors, and none has one without a row that is `lech` because of it.
    """
    model = random_project(seed, settings)
    write(model, root)
    project = load(root)
    found = check(project)
    differing = [_place(one) for one in found if one.code.id == DIFFERS]
    assert len(differing) == len(set(differing)), seed
    known = {*differing, *(_place(one) for one in found if one.code.id in SAID_ELSEWHERE)}
    undecided = any(one.code.id == UNDECIDED for one in found)
    shown: set[Place] = set()
    sums = Sums(project)
    for year in ("2024", "2025"):
        cycle = parse_cycle(year)
        assert cycle is not None
        for period in PERIODS.values():
            if not period.fits(cycle):
                continue
            table = sums.table(cycle, period, tops=[one.id for one in model.units], depth=0)
            for row in table.rows:
                stated = _places(line for one in row.total.refuted for line in one.stated.lines)
                inside = _places(line for one in row.total.refuted for line in one.inside.lines())
                assert (row.total.status.value == "lech") == bool(stated), seed
                assert not stated or not known.isdisjoint(stated | inside), seed
                assert undecided or all(map(_is_within_a_report, row.total.ties)), seed
                shown |= stated
    assert shown.issuperset(differing), seed


@pytest.mark.parametrize("seed", [7, 9, 48, 103, 276, 279])
def test_provinces_in_which_something_was_found(tmp_path: Path, seed: int) -> None:
    compare(tmp_path, seed, USUAL)


def test_random_provinces(tmp_path: Path) -> None:
    for seed in (*range(9), 409):
        compare(tmp_path / str(seed), seed, USUAL)


def test_random_provinces_with_areas_and_gaps(tmp_path: Path) -> None:
    for seed in range(20, 30):
        compare(tmp_path / str(seed), seed, GAPS)


def _is_within_a_report(tie: Undecided) -> bool:
    """Whether two lines of one report are undecided, which is no matter of what figures cover."""
    sets = [{(line.path, line.span) for line in one} for one in tie.sets]
    first, *others = sets
    apart = first.union(*others) - first.intersection(*others)
    return len({path for path, _ in apart}) == 1


def _places(lines: Iterable[FigureLine]) -> set[Place]:
    return {(line.path, line.span.line) for line in lines}


def _place(one: Diagnostic) -> Place:
    return one.path, one.span.line
