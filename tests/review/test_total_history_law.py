"""Random histories of a random project in real repositories: the commits listed are those that move the total.

The expectation is slow and simple: the total in a fresh checkout of each commit, compared with that of the one before.
"""

from __future__ import annotations

import random
from pathlib import Path

import changing_project
import pytest
from git_repository import commit, git, isolate, start

from mttq.check import run
from mttq.commits import described, line
from mttq.documents import load
from mttq.names import PLANS
from mttq.period import PERIODS, Cycle, Period, parse_cycle
from mttq.review.moves import standing
from mttq.review.past_state import KnownTotal
from mttq.review.total_history import TotalQuestion, total_history
from mttq.totals import build_table


def _fresh(root: Path, folder: Path, commit_: str, question: TotalQuestion) -> KnownTotal:
    """The total as somebody finds it who clones the repository and goes to a commit."""
    git(root, "worktree", "add", "--detach", "--force", str(folder), commit_)
    project = run(load(folder)).project
    units = project.catalogue.units.by_id
    # Of the changes made here only x and z are one unit.
    unit = question.unit
    if unit not in units:
        unit = {"t/h/x": "t/h/z", "t/h/z": "t/h/x"}.get(unit, unit)
    if unit not in units or question.indicator not in project.catalogue.indicators:
        return KnownTotal()
    table = build_table(
        project, question.cycle, question.period, tops=[unit], depth=0, indicators=[question.indicator]
    )
    said = standing(table.rows[0]) if table.rows else None
    return KnownTotal(said.result, said.status) if said is not None else KnownTotal()


def changed_repository(root: Path, chance: random.Random, commits: int) -> None:
    """Make a repository with random commits, some of them on branches that are merged."""
    changing_project.write(start(root))
    _edit(root, chance, 12)
    commit(root, "Bắt đầu")
    for number in range(commits):
        if chance.random() < 0.2:
            git(root, "checkout", "--quiet", "-b", f"nhanh-{number}")
            _edit(root, chance, 2)
            commit(root, f"Trên nhánh {number}")
            git(root, "checkout", "--quiet", "main")
            git(root, "merge", "--quiet", "--no-ff", "-m", f"Gộp {number}", f"nhanh-{number}")
        else:
            _edit(root, chance, chance.randint(1, 2))
            commit(root, f"Sửa {number}")


def _edit(root: Path, chance: random.Random, times: int) -> None:
    """Write sound reports most of the time, so that totals move; else change anything."""
    for _ in range(times):
        if chance.random() < 0.75:
            unit = chance.choice(("t", "t/h", "t/h/x", "t/h/y", "t/k"))
            period = chance.choice(("quy-1", "quy-2", "6-thang", "nam"))
            cycle = chance.choice(("2020", "2020", "2021"))
            changing_project.put(root, f"{cycle}/{unit}/{period}.yaml", _report(cycle, unit, period, chance))
        else:
            changing_project.change(root, chance)


def _report(cycle: str, unit: str, period: str, chance: random.Random) -> str:
    number = chance.choice
    lines = [f"don_vi: {unit}", f"nam: {cycle}", f"ky: {period}", "chuong_trinh:", "  2:", "    so_lieu:"]
    lines.append(f"      nha: {number((0, 1, 2, 3, 5))} nhà")
    if chance.random() < 0.5:
        lines.append(f"      ho: {number((10, 20))} hộ")
    if chance.random() < 0.2:
        lines += ["    toan_dia_ban:", f"      nha: {number((2, 5, 9))} nhà"]
    return "\n".join([*lines, ""])


def compare(root: Path, scratch: Path, question: TotalQuestion) -> int:
    """Compare the history of a total with fresh checkouts; return how many commits moved it."""
    tip = described(root, "HEAD")
    found = total_history(root, tip, question)
    named = {one.commit.hash: (one.before, one.after) for one in found.moves}
    expected = {}
    before = KnownTotal()
    for number, one in enumerate(line(root, "HEAD", (PLANS,))):
        after = _fresh(root, scratch / str(number), one.hash, question)
        if after != before:
            expected[one.hash] = (before, after)
        before = after
    assert named == expected
    assert found.total == before
    assert all(one.causes or one.faults for one in found.moves)
    assert [one.commit.hash for one in found.moves] == list(reversed(expected))
    return len(expected)


def question_of(chance: random.Random) -> TotalQuestion:
    """Ask for any total of the random project."""
    name = chance.choice(("2020", "2020", "2021", "2019-2024"))
    cycle = parse_cycle(name)
    assert cycle is not None
    period = _period(cycle, chance)
    unit = chance.choice(("t", "t", "t/h", "t/h/x", "t/k"))
    return TotalQuestion(
        unit=unit, indicator=chance.choice(("nha", "ty-le", "ho")), cycle=cycle, period=period
    )


def _period(cycle: Cycle, chance: random.Random) -> Period:
    return cycle.whole if cycle.is_term else PERIODS[chance.choice(("nam", "nam", "quy-1", "6-thang"))]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_commits_listed_are_those_that_move_the_total(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch)
    chance = random.Random(seed)
    root = tmp_path / "kho"
    changed_repository(root, chance, 8)
    question = TotalQuestion(
        unit="t", indicator="nha", cycle=Cycle(2020, 2020, "2020"), period=PERIODS["nam"]
    )
    compare(root, tmp_path / "ban", question)
