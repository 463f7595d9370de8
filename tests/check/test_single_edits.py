"""No slip of the hand silently changes the structure of a shipped document."""

from __future__ import annotations

from pathlib import Path

import pytest
from single_edits import EDITS, Outcome, counted, run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", [2020, 2026])
def test_a_single_edit_changes_no_structure_silently(seed: int) -> None:
    """Law: one edit leaves the meaning, or makes another valid text or figure, or the check reports it."""
    edits = list(run(ROOT, 150, seed))
    assert [edit for edit in edits if edit.outcome is Outcome.STRUCTURE] == []
    assert counted(edits)[Outcome.TOLD] >= 40
    assert {edit.kind for edit in edits} == {kind.__name__ for kind in EDITS}


def test_only_the_removal_of_a_line_can_remove_a_value() -> None:
    for edit in run(ROOT, 150, 1):
        if edit.outcome in {Outcome.REMOVED, Outcome.MERGED}:
            assert edit.kind == "drop_line" or edit.after.lstrip().startswith("#"), edit
