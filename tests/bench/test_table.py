"""The table of the benchmark: what a row and a verdict say."""

from __future__ import annotations

from pathlib import Path

from measurement import Outcome
from table import COMPARISONS, GOALS, Comparison, Pairs, Result, markdown
from tasks import Task


def measured(name: str, *walls: float, peak: int = 0, files: int = 0) -> Result:
    task = Task(id=name, group="check", title=name, command=[name], folder=Path(), files=files)
    return Result(task, [Outcome(wall, wall / 2, 0) for wall in walls], peak)


def verdicts(comparison: Comparison, one: Result, other: Result) -> list[str]:
    pairs = Pairs(comparison, list(zip(one.outcomes, other.outcomes, strict=True)))
    text = markdown({comparison.task: one, comparison.peer: other}, [pairs], [("a", "1")], [])
    return [line for line in text.splitlines() if line.startswith("| a / b")]


def test_a_verdict_is_the_median_of_the_pairs_with_its_spread() -> None:
    one, other = measured("a", 1, 3, 4, peak=30), measured("b", 2, 4, 2, peak=100)
    assert verdicts(Comparison(task="a", peer="b", limit=1.0, memory=0.25), one, other) == [
        "| a / b | ≤ 1× | 0.75× (0.50 – 2.00) | 0.75× (0.50 – 2.00) | yes, but within the spread |",
        "| a / b, memory | ≤ 0.25× | 0.30× | | **no** |",
    ]
    assert verdicts(Comparison(task="a", peer="b", limit=0.4), one, other)[0].endswith("| **no** |")
    assert verdicts(Comparison(task="a", peer="b", limit=2.0), one, other)[0].endswith("| yes |")
    assert verdicts(Comparison(task="a", peer="b"), one, other)[0].endswith("| – |")


def test_a_comparison_can_be_made_for_each_file() -> None:
    one, other = measured("a", 10, files=10), measured("b", 1, files=1)
    (line,) = verdicts(Comparison(task="a", peer="b", limit=1.2, per_file=True), one, other)
    assert line == "| a / b, for each file | ≤ 1.2× | 1.00× (1.00 – 1.00) | 1.00× (1.00 – 1.00) | yes |"


def test_a_failed_task_reaches_no_goal() -> None:
    one, other = measured("a", 1), measured("b", 1)
    other.fault = "exit code 1: a | b"
    pairs = Pairs(Comparison(task="a", peer="b", limit=1.0))
    text = markdown({"a": one, "b": other}, [pairs], [], [])
    assert "| a / b | ≤ 1× | failed | | **no** |" in text
    assert "| b | **failed**: exit code 1: a / b | | | |" in text


def test_no_comparison_is_listed_twice() -> None:
    assert len({(one.task, one.peer) for one in COMPARISONS}) == len(COMPARISONS)


def test_a_comparison_can_be_made_for_each_row() -> None:
    one, other = measured("a", 10), measured("b", 1)
    one.rows, other.rows = 500, 100
    (line,) = verdicts(Comparison(task="a", peer="b", limit=2.0, per_row=True), one, other)
    assert line == "| a / b, for each row | ≤ 2× | 2.00× (2.00 – 2.00) | 2.00× (2.00 – 2.00) | yes |"


def test_a_goal_of_one_task_is_in_seconds_and_memory() -> None:
    goal = next(one for one in GOALS if one.wall is not None)
    result = measured(goal.task, 0.5, 0.4, 0.6, peak=90 * 2**20)
    lines = markdown({goal.task: result}, [], [], []).splitlines()
    assert f"| {goal.task} | ≤ 0.45 s | 0.500 s (0.400 – 0.600) | | **no**, but within the spread |" in lines
    assert f"| {goal.task}, memory | ≤ 100 MiB | 90 MiB | | yes |" in lines
    result.fault = "exit code 1"
    assert (
        f"| {goal.task} | – | failed | | **no** |" in markdown({goal.task: result}, [], [], []).splitlines()
    )
