"""Units made in several processes: the same, in the same order, whatever becomes of a process."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import dataclass, field

import pytest

from mttq.issuing import Made, Output, make_all

UNITS = [f"t/x{number:02}" for number in range(30)]
FORKS = "fork" in multiprocessing.get_all_start_methods()
HERE = os.getpid()


@dataclass
class FakeMaker:
    """Makes of each unit a file that says in which process it was made."""

    ends_at: str = ""
    fails_at: str = ""
    seen: list[str] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)

    def branch(self, unit: str) -> str:
        return unit.partition("/")[0]

    def prepare(self, unit: str) -> None:
        self.prepared.append(unit)

    def make(self, unit: str) -> Made:
        self.seen.append(unit)
        if unit == self.ends_at and os.getpid() != HERE:
            os._exit(1)
        if unit == self.fails_at:
            raise ValueError(unit)
        return Made(unit, (Output(f"{unit}.md", str(os.getpid()).encode()),))


def processes(made: list[Made]) -> set[bytes | None]:
    return {output.content for one in made for output in one.outputs}


@pytest.mark.parametrize("workers", [None, 1, 2, 3])
def test_the_order_is_that_of_the_units(workers: int | None) -> None:
    made = list(make_all(FakeMaker(), UNITS, workers))  # type: ignore[arg-type]
    assert [one.unit for one in made] == UNITS


@pytest.mark.skipif(not FORKS, reason="this system has no fork")
def test_what_the_only_branch_shares_is_gathered_before_the_processes_begin() -> None:
    maker = FakeMaker()
    made = list(make_all(maker, UNITS, 2))  # type: ignore[arg-type]
    assert (maker.seen, maker.prepared) == ([], UNITS[:1])
    assert 1 <= len(processes(made)) <= 2
    assert str(HERE).encode() not in processes(made)


@pytest.mark.skipif(not FORKS, reason="this system has no fork")
@pytest.mark.parametrize("workers", [2, 3])
def test_units_of_many_branches_are_shared_out_by_branch(workers: int) -> None:
    maker = FakeMaker()
    units = [f"t{branch}/x{number}" for branch in range(4 * workers) for number in range(branch + 1)]
    made = list(make_all(maker, units, workers))  # type: ignore[arg-type]
    assert [one.unit for one in made] == units
    assert (maker.seen, maker.prepared) == ([], [])
    for branch in range(4 * workers):
        assert len(processes([one for one in made if one.unit.startswith(f"t{branch}/")])) == 1


def test_few_units_are_made_in_this_process() -> None:
    maker = FakeMaker()
    made = list(make_all(maker, UNITS[:7]))  # type: ignore[arg-type]
    assert maker.seen == UNITS[:7]
    assert len(processes(made)) == 1
    assert list(make_all(maker, [])) == []  # type: ignore[arg-type]


def test_a_process_that_ends_leaves_nothing_out() -> None:
    """As where the system has no memory left for it."""
    made = list(make_all(FakeMaker(ends_at=UNITS[9]), UNITS, 2))  # type: ignore[arg-type]
    assert [one.unit for one in made] == UNITS


def test_what_goes_wrong_shows_where_it_went_wrong() -> None:
    with pytest.raises(ValueError, match=UNITS[9]) as caught:
        list(make_all(FakeMaker(fails_at=UNITS[9]), UNITS, 2))  # type: ignore[arg-type]
    assert any(entry.name == "make" for entry in caught.traceback)


def test_results_that_nobody_waits_for_are_not_made() -> None:
    made = make_all(FakeMaker(), UNITS, 2)  # type: ignore[arg-type]
    assert next(made).unit == UNITS[0]
    assert next(made).unit == UNITS[1]
    made.close()  # type: ignore[attr-defined]
