"""Random merges: what each side changed is there, where keys differ there is no clash, and git gets the same."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
import small_project
from git_repository import commit, git, isolate, start
from random_documents import Document, Place, document, edited, merged_values

from mttq.check import check
from mttq.diagnostics import Severity
from mttq.documents import load
from mttq.source import Scalar, read_bytes
from mttq.starting.git_setup import set_up
from mttq.three_way import merge
from mttq.three_way.pieces import meaning

TRIALS = int(os.environ.get("MTTQ_MERGES", "60"))
REPOSITORIES = int(os.environ.get("MTTQ_MERGES", "5")) // 5
YEARS = (2020, 2021, 2022, 2023, 2024)


def said(text: str) -> dict[Place, str]:
    """Return every value of a report or plan with its place, as `Document.values` names them."""
    root = read_bytes(text.encode(), "").root
    assert root is not None
    whole = meaning(root)
    assert isinstance(whole, dict)
    found: dict[Place, str] = {("mo_dau",): whole["mo_dau"]}
    for programme in whole["chuong_trinh"].values():
        for table, main in (("so_lieu", "gia_tri"), ("chi_tieu", "muc")):
            for name, value in programme.get(table, {}).items():
                record = value if isinstance(value, dict) else {main: value}
                found |= {("so", name, key): text for key, text in record.items()}
        for task in programme.get("nhiem_vu", ()):
            found |= {("viec", task["ma"], key): text for key, text in task.items()}
    return found


def three(random: Random, year: int = 2020, *, apart: bool) -> tuple[Document, Document, Document]:
    """Return a document and two edits of it, which touch different keys if they are to be apart."""
    before = document(random, year)
    ours, theirs = (edited(before, random, group if apart else None) for group in (0, 1))
    for one in (ours, theirs):
        if random.random() < 0.1:
            one.margin = random.choice((3, 4))
    return before, ours, theirs


@pytest.mark.parametrize("seed", range(TRIALS))
def test_a_merge_has_what_each_side_changed(seed: int) -> None:
    before, ours, theirs = three(Random(seed), apart=seed % 2 == 0)
    merged = merge(*(one.text().encode() for one in (before, ours, theirs)))
    assert merged is not None
    expected, clashes = merged_values(before, ours, theirs)
    if seed % 2 == 0:
        assert merged.points == ()
    if not merged.points:
        assert not clashes
        assert said(merged.side(theirs=False)) == expected
    sides = ours.values(), theirs.values()
    for is_theirs, side in zip((False, True), sides, strict=True):
        found = said(merged.side(theirs=is_theirs))
        assert {place: found.get(place) for place in clashes} == {place: side.get(place) for place in clashes}


@pytest.mark.parametrize("seed", range(REPOSITORIES))
def test_git_merges_by_key(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    random = Random(seed)
    versions = [three(random, year, apart=True) for year in YEARS]
    root = small_project.write(start(tmp_path / "kho"), {one.path: one.text() for one, _, _ in versions})
    list(set_up(root, hook=False))
    commit(root)
    for branch, number in (("nhanh", 2), ("main", 1)):
        git(root, "checkout", "--quiet", "-B", branch)
        for one in versions:
            small_project.put(root, one[number].path, one[number].text())
        commit(root)
        assert errors(root) == []
        if number == 2:
            git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-edit", "nhanh")
    for before, ours, theirs in versions:
        text = (root / "plans" / before.path).read_text(encoding="utf-8")
        assert said(text) == merged_values(before, ours, theirs)[0]
    assert errors(root) == []


def errors(root: Path) -> list[str]:
    return [one.message for one in check(load(root)) if one.severity is Severity.ERROR]


def test_the_reader_of_this_test_reads_what_documents_hold() -> None:
    one = document(Random(1))
    assert said(one.text()) == one.values()
    assert isinstance(read_bytes(b"a", "").root, Scalar)
