"""The columns of a year are kept between runs, and made anew from what has changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

import pytest
from changing_project import CATALOGUE, TAKEN_OVER, put, write

from mttq.cache import FILE, Cache
from mttq.check import open_project, run
from mttq.documents import Project, load
from mttq.documents.outline import PlanOutline, ReportOutline
from mttq.names import CACHE
from mttq.output import totals
from mttq.period import parse_cycle
from mttq.totals import shown_table
from mttq.totals.columns import columns_of

YEAR = parse_cycle("2020")
assert YEAR is not None


def figures(root: Path, unit: str, houses: str) -> None:
    put(
        root,
        f"2020/{unit}/nam.yaml",
        f"don_vi: {unit}\nnam: 2020\nky: nam\nchuong_trinh: {{2: {{so_lieu: {{nha: {houses}}}}}}}\n",
    )


def texts(root: Path, *, cached: bool) -> list[str]:
    """Return the totals of 2020 in every format."""
    project = run(open_project(root, cached=cached)).project
    tops = [one.id for one in project.catalogue.units.children("")]
    assert YEAR is not None
    table = shown_table(project, YEAR, YEAR.whole, tops=tops)
    return [
        totals.render(table, project.catalogue, width=100, colour=False),
        "".join(totals.render_csv(table)),
        "".join(totals.render_json(table)),
    ]


def kept(root: Path) -> bytes | None:
    """Return the columns in the cache."""
    with sqlite3.connect(root / CACHE / FILE) as file:
        found = file.execute("SELECT content FROM blob WHERE name = 'columns-2020'").fetchone()
    file.close()
    return found[0] if found is not None else None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path)
    units = "danh-muc/don-vi.yaml"
    put(tmp_path, units, CATALOGUE[units].replace(TAKEN_OVER, ""))
    figures(tmp_path, "t", "5 nhà")
    figures(tmp_path, "t/h", "7 nhà")
    return tmp_path


def read_in(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the documents that are read to get the columns."""
    read = []

    def body(outline: PlanOutline | ReportOutline) -> object:
        read.append(outline.ref.path)
        return original[type(outline)](outline)  # type: ignore[arg-type]

    original = {kind: kind.body for kind in (PlanOutline, ReportOutline)}
    for kind in original:
        monkeypatch.setattr(kind, "body", body)
    assert YEAR is not None
    columns_of(project, YEAR)
    monkeypatch.undo()
    return sorted(read)


def test_every_format_is_the_same_warm_cold_and_without_a_cache(root: Path) -> None:
    without = texts(root, cached=False)
    assert texts(root, cached=True) == without
    assert kept(root) is not None
    assert texts(root, cached=True) == without


def test_columns_are_read_from_documents_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = ["plans/2020/t/h/nam.yaml", "plans/2020/t/nam.yaml"]
    assert read_in(load(root), monkeypatch) == every
    # A run that examines every document makes them on the way.
    assert read_in(run(open_project(root, cached=False)).project, monkeypatch) == []
    texts(root, cached=True)
    assert read_in(run(open_project(root, cached=True)).project, monkeypatch) == []
    figures(root, "t/h", "8 nhà")
    assert read_in(run(open_project(root, cached=True)).project, monkeypatch) == ["plans/2020/t/h/nam.yaml"]
    assert read_in(run(open_project(root, cached=True)).project, monkeypatch) == []


def test_a_changed_file_changes_the_row(root: Path) -> None:
    assert "t/h,huyện H,huyen,nha,Nhà,nam,nhà,,,,,,7,7,,7,,,false,1,3,thieu" in texts(root, cached=True)[1]
    figures(root, "t/h", "trên 8 nhà")
    assert "t/h,huyện H,huyen,nha,Nhà,nam,nhà,,,,,,8,8,,8,,,true,1,3,thieu" in texts(root, cached=True)[1]
    (root / "plans/2020/t/h/nam.yaml").unlink()
    assert "t/h,huyện H" not in texts(root, cached=True)[1]
    assert texts(root, cached=True) == texts(root, cached=False)


@pytest.mark.parametrize("seed", range(10))
def test_damaged_columns_are_made_anew(root: Path, seed: int) -> None:
    """Law: whatever is done to the kept columns, the totals are those of the files, and the next run keeps them."""
    random = Random(seed)
    right = texts(root, cached=True)
    content = bytearray(kept(root) or b"")
    kind = seed % 3
    if kind == 0:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    elif kind == 1:
        del content[random.randrange(len(content)) :]
    else:
        content = bytearray(random.randbytes(len(content)))
    with sqlite3.connect(root / CACHE / FILE) as file:
        file.execute("UPDATE blob SET content = ? WHERE name = 'columns-2020'", (bytes(content),))
    file.close()
    assert texts(root, cached=True) == right
    assert texts(root, cached=True) == right
    assert kept(root) not in {None, bytes(content)}


def test_columns_that_say_something_else_under_a_right_checksum_are_made_anew(root: Path) -> None:
    right = texts(root, cached=True)
    content = kept(root)
    assert content is not None
    for wrong in (
        b"",
        content[:16],
        content[:16] + b"\x92\x80\xc4\x00",
        content[1:],
        bytes(16) + content[16:],
    ):
        Cache(root).write("columns-2020", wrong)
        assert texts(root, cached=True) == right
        assert kept(root) == content


def test_columns_follow_the_catalogue(root: Path) -> None:
    texts(root, cached=True)
    units = root / "plans/danh-muc/don-vi.yaml"
    units.write_text(units.read_text(encoding="utf-8").replace("huyện H", "huyện Hà"), encoding="utf-8")
    found = texts(root, cached=True)
    assert "huyện Hà" in found[1]
    assert found == texts(root, cached=False)
