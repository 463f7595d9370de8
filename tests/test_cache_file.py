"""The file of the cache: what was written is read back, and anything else counts as absent."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from pathlib import Path

import pytest

from mttq.cache import FILE, Cache, Place
from mttq.names import CACHE

BODIES = [b"", b"a", b"b" * 5000, bytes(range(256))]


def put(cache: Cache, bodies: list[bytes]) -> list[Place]:
    places = cache.put(bodies)
    assert places is not None
    return places


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for content in (b"", b"x", b"y" * 100_000):
        cache.write("index", content)
        assert cache.read("index") == Cache(tmp_path).read("index") == content
    places = put(cache, BODIES)
    assert [cache.body(one) for one in places] == [Cache(tmp_path).body(one) for one in places] == BODIES
    assert sorted(one.name for one in (tmp_path / CACHE).iterdir()) == [
        ".gitignore",
        FILE,
        f"{FILE}-journal",
    ]


def test_reading_creates_nothing(tmp_path: Path) -> None:
    assert Cache(tmp_path).read("index") is None
    assert Cache(tmp_path).body(Place(1, 0)) is None
    assert list(tmp_path.iterdir()) == []


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    """A flipped byte or a truncated file never yields other content, and the next write repairs the file."""
    cache = Cache(tmp_path)
    cache.write("index", b"content" * 10)
    places = put(cache, BODIES)
    del cache
    file = tmp_path / CACHE / FILE
    whole = file.read_bytes()
    chance = random.Random(4)
    used = [at for at, byte in enumerate(whole) if byte]
    for at in [*range(100), *chance.sample(used, 600)]:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        damaged = Cache(tmp_path)
        assert damaged.read("index") in {b"content" * 10, None}
        assert all(damaged.body(place) in {body, None} for place, body in zip(places, BODIES, strict=True))
        if at % 10 == 0:
            damaged.write("index", b"new")
            again = Cache(tmp_path)
            if again.read("index") is None:
                again.write("index", b"new")
            assert Cache(tmp_path).read("index") == b"new"
        file.write_bytes(whole[:at])
        assert Cache(tmp_path).read("index") in {b"content" * 10, None}
        (tmp_path / CACHE / f"{FILE}-journal").unlink(missing_ok=True)


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0", os.urandom(50_000)])
def test_any_other_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / CACHE).mkdir()
    (tmp_path / CACHE / FILE).write_bytes(content)
    cache = Cache(tmp_path)
    assert cache.read("index") is None
    cache.write("index", b"x")
    assert Cache(tmp_path).read("index") == b"x"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE other (x)",
        "CREATE TRIGGER t AFTER INSERT ON body BEGIN DELETE FROM blob; END",
        "DROP TABLE body",
        "DROP TABLE body; CREATE VIEW body AS SELECT 1 AS number, x'00' AS content",
    ],
)
def test_a_file_with_other_tables_is_replaced(tmp_path: Path, statement: str) -> None:
    Cache(tmp_path).write("index", b"x")
    file = sqlite3.connect(tmp_path / CACHE / FILE)
    file.executescript(statement)
    file.close()
    cache = Cache(tmp_path)
    assert cache.read("index") is None
    cache.write("index", b"y")
    assert Cache(tmp_path).read("index") == b"y"


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
@pytest.mark.parametrize("ending", ["", "-journal", "-wal", "-shm"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_links_and_pipes_are_not_followed(tmp_path: Path, ending: str, kind: str) -> None:
    Cache(tmp_path).write("index", b"content")
    place, other = tmp_path / CACHE / f"{FILE}{ending}", tmp_path / "other"
    other.write_bytes((tmp_path / CACHE / FILE).read_bytes())
    place.unlink(missing_ok=True)
    if kind == "link":
        place.symlink_to(other)
    else:
        os.mkfifo(place)
    before = other.read_bytes()
    cache = Cache(tmp_path)
    assert cache.read("index") is None
    cache.write("index", b"x")
    assert Cache(tmp_path).read("index") == b"x"
    assert other.read_bytes() == before
    assert not place.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / CACHE).symlink_to(other)
    cache = Cache(tmp_path)
    assert cache.now() is None
    assert cache.put([b"x"]) is None
    cache.write("index", b"x")
    assert cache.read("index") is None
    assert list(other.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_the_clock_does_not_follow_a_link(tmp_path: Path) -> None:
    Cache(tmp_path).now()
    (tmp_path / "other").write_text("x")
    (tmp_path / CACHE / ".now").symlink_to(tmp_path / "other")
    assert Cache(tmp_path).now() is None
    assert (tmp_path / "other").read_text() == "x"


def test_the_clock_of_the_folder_never_runs_ahead_of_its_files(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(50):
        before = cache.now()
        (tmp_path / "file").write_text(str(number))
        assert before is not None
        assert before <= (tmp_path / "file").stat().st_mtime_ns


def test_a_body_is_never_mistaken_for_another_one(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    places = put(cache, BODIES)
    last = places[-1]
    for wrong in (
        Place(last.number, last.check ^ 1),
        Place(last.number - 1, last.check),
        Place(last.number + 1, last.check),
        Place(-1, 0),
        Place(1 << 62, 0),
        Place(1 << 63, 0),
        Place(1 << 70, 0),
    ):
        assert cache.body(wrong) is None


def test_bodies_that_are_no_longer_needed_are_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    places = put(cache, BODIES)
    cache.write("index", b"x", places[:2])
    assert [cache.body(one) for one in places] == [None, None, *BODIES[2:]]
    cache.write("other", b"y")
    cache.forget_all(but=("other",))
    assert [cache.body(one) for one in places] == [None] * 4
    assert (cache.read("index"), cache.read("other")) == (None, b"y")


def test_most_of_the_file_is_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mttq.cache._WASTE", 1 << 20)
    cache = Cache(tmp_path)
    places = put(cache, [bytes(10_000)] * 500)
    cache.write("index", b"x", places[10:])
    assert (tmp_path / CACHE / FILE).stat().st_size < 1 << 20
    assert cache.body(places[0]) == bytes(10_000)


def test_a_run_that_finds_the_file_locked_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq.cache._PATIENCE", 0.01)
    Cache(tmp_path).write("index", b"x")
    other = sqlite3.connect(tmp_path / CACHE / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache = Cache(tmp_path)
    assert cache.read("index") is None
    assert cache.put([b"a"]) is None
    other.execute("ROLLBACK")
    other.close()
    assert cache.put([b"a"]) is None  # it does not try again
    assert Cache(tmp_path).read("index") == b"x"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_process_reads_for_itself(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    places = put(cache, BODIES)
    process = os.fork()
    if not process:
        os._exit(0 if [cache.body(one) for one in places] == BODIES else 1)
    assert os.waitpid(process, 0)[1] == 0
    assert [cache.body(one) for one in places] == BODIES
    assert put(cache, [b"more"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_run_killed_while_it_writes_leaves_what_was_there(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.write("index", b"before" * 100_000)
    process = os.fork()
    if not process:
        with cache._transaction() as file:
            file.execute("PRAGMA cache_size = 1")
            file.execute("UPDATE blob SET content = zeroblob(1000000)")
            os._exit(0)
    os.waitpid(process, 0)
    assert Cache(tmp_path).read("index") == b"before" * 100_000
