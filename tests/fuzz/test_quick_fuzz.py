"""A short run of the laws of the quick path; `tools/fuzz_quick.py` runs them for longer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from quick_changes import nearly_sound
from quick_targets import ROOT, base, sound_files, target_quick_path, target_quick_reader

from mttq.check.examination import QuickPath, examine
from mttq.documents import load
from mttq.source import read_bytes

FEWEST = 0.05  # of the files changed a little that are still read quickly
ERRORS = ROOT / "tests" / "errors"
CASES = sorted(path for path in ERRORS.iterdir() if path.is_dir() and path.name != "_base")


@pytest.mark.parametrize("seed", range(4))
def test_the_quick_reader_gives_the_nodes_of_the_slow_one(seed: int) -> None:
    """Law: the quick reader gives the nodes of the slow one with their places, or nothing."""
    chance = random.Random(seed)
    taken = [target_quick_reader(nearly_sound(chance, sound_files())) for _ in range(400)]
    assert sum(taken) > FEWEST * len(taken)


@pytest.mark.parametrize("root", [None, ROOT], ids=["everything", "shipped"])
@pytest.mark.parametrize("seed", range(3))
def test_the_quick_path_gives_the_result_of_the_slow_one(seed: int, root: Path | None) -> None:
    """Law: the quick path gives the facts and the result of the slow one, which is without fault, or nothing."""
    chance = random.Random(seed)
    taken = [target_quick_path(chance, base(root)) for _ in range(400)]
    assert sum(taken) > FEWEST * len(taken)


@pytest.mark.parametrize("root", [None, ROOT], ids=["everything", "shipped"])
def test_the_quick_path_takes_every_sound_document(root: Path | None) -> None:
    """Otherwise the quick path could give up on common documents unnoticed."""
    project = base(root)
    left = [ref.path for ref, data in project.documents if project.path.examined(data, ref) is None]
    assert left == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_quick_path_gives_no_result_for_a_faulty_document(case: Path, tmp_path: Path) -> None:
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


def test_the_quick_path_gives_no_result_if_the_catalogue_is_unreadable(tmp_path: Path) -> None:
    """An id that is missing in part of a catalogue may be right."""
    project = base(None)
    for ref, data in project.documents:
        file = tmp_path / ref.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    path = QuickPath(load(tmp_path).catalogue)
    assert [path.examined(data, ref) for ref, data in project.documents] == [None] * len(project.documents)
