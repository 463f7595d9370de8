"""Random changes of a random project in a real repository: every total that moves is named, with what it was and is.

The expectation is slow and simple: every row of every period of two checkouts, made afresh, compared one by one.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import changing_project
import pytest
from git_repository import commit, git, isolate, start

from mttq.check import Checked, open_project, run
from mttq.check.runner import again
from mttq.documents import load
from mttq.names import PLANS, PROFILES
from mttq.period import PERIODS, Cycle, Period
from mttq.review import Difference, Standing, between
from mttq.review.moves import standing
from mttq.revisions import Revision, changed_files, unlike_disk, versions_of
from mttq.totals import build_table

FOLDERS = (PLANS, PROFILES)
Key = tuple[str, str, str, str]


def _spans(checked: Checked) -> list[tuple[Cycle, Period]]:
    found = []
    for cycle in checked.project.years_and_terms.values():
        fitting = [one for one in PERIODS.values() if one.fits(cycle)]
        found += [(cycle, one) for one in ([cycle.whole] if cycle.is_term else fitting)]
    return found


def _rows(checked: Checked) -> dict[Key, Standing]:
    units = checked.project.catalogue.units
    found: dict[Key, Standing] = {}
    for cycle, period in _spans(checked):
        tops = [one.id for one in units.children("")]
        for row in build_table(checked.project, cycle, period, tops=tops).rows:
            if (said := standing(row)) is not None:
                found[cycle.name, period.name, row.unit.id, row.indicator.id] = said
    return found


def _renamed(unit: str, before: Checked, after: Checked) -> str:
    """The id that a unit has after the change: of the changes made here only x and z are one unit."""
    other = {"t/h/x": "t/h/z", "t/h/z": "t/h/x"}.get(unit, unit)
    old, new = before.project.catalogue.units.by_id, after.project.catalogue.units.by_id
    return other if unit in old and unit not in new and other in new and other not in old else unit


def _checkout(root: Path, version: Revision, folder: Path) -> Checked:
    """Check a version as if it had been cloned."""
    if version.commit is None:
        return run(load(root))
    git(root, "worktree", "add", "--detach", "--force", str(folder), version.commit)
    return run(load(folder))


def compare(root: Path, scratch: Path, words: str | None) -> tuple[Difference, int]:
    """Compare two versions in both ways; return the difference and how many rows moved."""
    versions = versions_of(root, words, staged=False)
    now = run(open_project(root, cached=True))
    others = [unlike_disk(root, one, FOLDERS) for one in versions]
    sides = [again(now, other) if other else now for other in others]
    names = (versions[0].name, versions[1].name)
    found = between(sides[0], sides[1], changed_files(root, *versions, FOLDERS), names=names)
    fresh = [_checkout(root, one, scratch / str(number)) for number, one in enumerate(versions)]
    for side, checked in zip(sides, fresh, strict=True):
        assert Counter(side.found) == Counter(checked.found)
    before, after = map(_rows, fresh)
    before = {(*key[:2], _renamed(key[2], *fresh), key[3]): one for key, one in before.items()}
    moved = {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    named = {
        (one.cycle.name, one.period.name, one.unit, one.indicator.id): (one.before, one.after)
        for one in found.moves
    }
    used = {(one.cycle.name, one.period.name) for side in fresh for one in side.project.refs}
    years = {name for name, _ in used if "-" not in name}
    used |= {(name, period) for name in years for period in ("nam", "6-thang", "9-thang")}
    used |= {(name, "nhiem-ky") for name, _ in used if "-" in name}
    shown = {key: one for key, one in moved.items() if key[:2] in used}
    assert named == shown
    return found, len(moved)


def changed_repository(root: Path, seed: int) -> str:
    """Make a repository whose files change at random, some of it committed; return its first commit."""
    chance = random.Random(seed)
    changing_project.write(start(root))
    _change(root, chance, 25)
    first = commit(root)
    _change(root, chance, chance.randint(1, 4))
    if chance.random() < 0.5:
        commit(root)
    _change(root, chance, chance.randint(0, 2))
    return first


def _change(root: Path, chance: random.Random, times: int) -> None:
    for _ in range(times):
        changing_project.change(root, chance)
    for file in changing_project.documents(root):
        os.utime(file)  # git does not look into a file of the same size and time


@pytest.mark.parametrize("seed", [0, 1, 2, 87])
def test_every_total_that_moves_is_named(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    root = tmp_path / "kho"
    first = changed_repository(root, seed)
    compare(root, tmp_path / "a", f"{first}..HEAD")
    compare(root, tmp_path / "b", first)
