"""Random projects as repositories of their own and as a member of the centre's: the same faults, the same totals."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import changing_project
import pytest

from mttq.check import Checked, run
from mttq.documents import load
from mttq.names import SETTINGS
from mttq.review.moves import standing
from mttq.totals import build_table

CENTRE = "trung-uong: {ten: Trung ương, cap: trung-uong}\nt: {ten: tỉnh T, cap: tinh}\n"
MEMBER = "kho/t/"


def _faults(checked: Checked) -> Counter[tuple[object, ...]]:
    """The faults with their paths as the member has them; its settings hold in its own repository alone."""
    return Counter(
        (one.code.id, one.path.removeprefix(MEMBER), one.span, one.message.replace(MEMBER, ""))
        for one in checked.found
        if one.path != SETTINGS
    )


def _rows(checked: Checked) -> dict[tuple[str, str, str], object]:
    project = checked.project
    return {
        (cycle.name, row.unit.id, row.indicator.id): standing(row)
        for cycle in project.years_and_terms.values()
        for row in build_table(project, cycle, cycle.whole, tops=["t"]).rows
    }


@pytest.mark.parametrize("seed", [0, 166])
def test_a_member_says_the_same_in_the_centres_repository(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    member, centre = tmp_path / "t", tmp_path / "trung-uong"
    changing_project.write(member)
    for _ in range(20):
        changing_project.change(member, chance)
    changing_project.write(member)  # a catalogue that differs is reported, see tests/cli/test_members.py
    for path, text in changing_project.CATALOGUE.items():
        if not SETTINGS.endswith(path):
            changing_project.put(centre, path, CENTRE if path.endswith("don-vi.yaml") else text)
    shutil.copytree(member, centre / MEMBER)
    alone, together = run(load(member)), run(load(centre))
    assert _faults(together) == _faults(alone)
    assert _rows(together) == _rows(alone)
