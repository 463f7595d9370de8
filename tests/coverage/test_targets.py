"""Targets after mergers and the sums of those below, on random provinces, against the oracle's."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from coverage_map import UnitMap
from coverage_model import Goal
from coverage_random import random_project, write
from coverage_targets import ADDED, Targets

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import Goal as FoundGoal
from mttq.totals import build_table

DAY = date(2025, 12, 31)
CLOSE = Fraction(1, 10**9)


def alike(found: FoundGoal | None, expected: Goal | None) -> bool:
    """Whether two targets are the same; one that can't be added is none."""
    if found is None or not found.addable or expected is None:
        return (found is None or not found.addable) and expected is None
    ends = (found.value, found.high), (expected.low, expected.high)
    return found.comparator.value == expected.comparator and all(
        (one is None) == (other is None)
        and (one is None or other is None or abs(Fraction(one) - other) < CLOSE)
        for one, other in zip(*ends, strict=True)
    )


@pytest.mark.parametrize("seed", range(40))
def test_targets_of_random_provinces(seed: int, tmp_path: Path) -> None:
    """A target is the unit's own and those taken over; the sum below is that of the rows on that day."""
    model = random_project(seed)
    write(model, tmp_path)
    project = load(tmp_path)
    oracle = Targets(model, UnitMap(model))
    known = {one.id: one for one in model.indicators if one.across in ADDED}
    cycle = parse_cycle("2025")
    assert cycle is not None
    tops = [unit.id for unit in project.catalogue.units.children("")]
    for row in build_table(project, cycle, PERIODS["nam"], tops=tops, as_of=DAY).rows:
        indicator = known.get(row.indicator.id)
        if indicator is None or row.unallocated:
            continue
        expected = oracle.goal(indicator, row.unit.id, 2025, DAY).goal
        assert alike(row.goal, expected), (row.unit.id, indicator.id, row.goal, expected)
        below = oracle.registered_below(indicator, row.unit.id, 2025, DAY)
        assert (row.registered is None) == (below is None), (row.unit.id, indicator.id, row.registered, below)
        if row.registered is not None and below is not None:
            assert abs(Fraction(row.registered) - below) < CLOSE, (row.unit.id, indicator.id)
