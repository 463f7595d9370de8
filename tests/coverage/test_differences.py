"""The differences in the totals of random small provinces are all reported by `mttq check`."""

from __future__ import annotations

from pathlib import Path

import pytest
from coverage_random import random_project, write

from mttq.check import check
from mttq.diagnostics import Diagnostic
from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import build_table
from mttq.totals.model import Undecided

DIFFERS, UNDECIDED = "MT401", "MT412"
SAID_ELSEWHERE = {"MT402", "MT409", "MT410"}
"""Codes of faults within the reports of one unit that also make totals differ."""


@pytest.mark.parametrize("seed", [7, 9, 48, 103, 276, 279])
def test_every_difference_that_totals_show_is_reported_once(tmp_path: Path, seed: int) -> None:
    """Law: a row is `lech` only if an error names one of its statements or what contradicts it; no line has two."""
    model = random_project(seed)
    write(model, tmp_path)
    project = load(tmp_path)
    found = check(project)
    differing = [_place(one) for one in found if one.code.id == DIFFERS]
    assert len(differing) == len(set(differing))
    known = {*differing, *(_place(one) for one in found if one.code.id in SAID_ELSEWHERE)}
    undecided = any(one.code.id == UNDECIDED for one in found)
    for year in ("2024", "2025"):
        cycle = parse_cycle(year)
        assert cycle is not None
        for period in PERIODS.values():
            if not period.fits(cycle):
                continue
            table = build_table(project, cycle, period, tops=[one.id for one in model.units], depth=0)
            for row in table.rows:
                lines = [
                    line for one in row.total.refuted for line in (*one.stated.lines, *one.inside.lines())
                ]
                assert (row.total.status.value == "lech") == bool(lines)
                assert not lines or any((line.path, line.span.line) in known for line in lines)
                assert undecided or all(map(_is_within_a_report, row.total.ties))


def _is_within_a_report(tie: Undecided) -> bool:
    """Whether two lines of one report are undecided, which is no matter of what figures cover."""
    sets = [{(line.path, line.span) for line in one} for one in tie.sets]
    first, *others = sets
    apart = first.union(*others) - first.intersection(*others)
    return len({path for path, _ in apart}) == 1


def _place(one: Diagnostic) -> tuple[str, int]:
    return one.path, one.span.line
