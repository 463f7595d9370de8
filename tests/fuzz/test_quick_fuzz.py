"""A short run of what the quick path must keep to; `tools/fuzz_quick.py` runs it for as long as one likes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from quick_changes import nearly_sound
from quick_targets import ROOT, base, sound_files, target_quick_path, target_quick_reader

from mttq.check.examination import examine
from mttq.check.quick import QuickPath
from mttq.documents import load
from mttq.source import read_bytes

FEWEST = 0.05  # of the files changed a little that are still read quickly
ERRORS = ROOT / "tests" / "errors"
CASES = sorted(path for path in ERRORS.iterdir() if path.is_dir() and path.name != "_base")


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_quickly_is_what_is_read_slowly(seed: int) -> None:
    """Law: the quick reader gives the nodes of the slow one with their places, or nothing."""
    chance = random.Random(seed)
    taken = [target_quick_reader(nearly_sound(chance, sound_files())) for _ in range(400)]
    assert sum(taken) > FEWEST * len(taken)


@pytest.mark.parametrize("root", [None, ROOT], ids=["everything", "shipped"])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_examined_quickly_is_what_is_examined_slowly(seed: int, root: Path | None) -> None:
    """Law: the quick path says of a file what the slow one says, and that is that nothing is wrong; or nothing."""
    chance = random.Random(seed)
    taken = [target_quick_path(chance, base(root)) for _ in range(400)]
    assert sum(taken) > FEWEST * len(taken)


@pytest.mark.parametrize("root", [None, ROOT], ids=["everything", "shipped"])
def test_sound_documents_are_examined_quickly(root: Path | None) -> None:
    """All of them: a change that makes the quick path give up on what is common is to be noticed."""
    project = base(root)
    left = [ref.path for ref, data in project.documents if project.path.examined(data, ref) is None]
    assert left == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_said_quickly_of_a_document_with_a_fault(case: Path, tmp_path: Path) -> None:
    for source in (ERRORS / "_base", case):
        for file in source.rglob("*.yaml"):
            target = tmp_path / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    project = load(tmp_path)
    path = QuickPath(project.catalogue)
    for ref in project.refs:
        data = project.sources.content(ref.path)
        found = path.examined(data, ref) if isinstance(data, bytes) else None
        if found is not None:
            assert isinstance(data, bytes)
            assert examine(read_bytes(data, ref.path), ref, project.catalogue) == found


def test_nothing_is_said_quickly_where_the_catalogue_can_not_be_read(tmp_path: Path) -> None:
    """What is not found in a catalogue that is not all there may be right."""
    project = base(None)
    for ref, data in project.documents:
        file = tmp_path / ref.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    path = QuickPath(load(tmp_path).catalogue)
    assert [path.examined(data, ref) for ref, data in project.documents] == [None] * len(project.documents)
