"""The folder of the cache: what was written is read back, anything else is not there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mttq.cache import FOLDER, Bodies, Folder, Memory, Place, Segment


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for content in (b"", b"x", b"y" * 100_000):
        assert folder.write("index", content)
        assert folder.read("index") == content
    assert sorted(one.name for one in (tmp_path / FOLDER).iterdir()) == [".gitignore", "index"]


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("index", b"content")
    file = tmp_path / FOLDER / "index"
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert folder.read("index") is None
        file.write_bytes(whole[:at])
        assert folder.read("index") is None
    file.write_bytes(whole + b"x")
    assert folder.read("index") is None


@pytest.mark.parametrize("name", ["nothing", "", ".", "..", "a\0b", "x" * 300])
def test_what_is_no_file_is_not_there(tmp_path: Path, name: str) -> None:
    folder = Folder(tmp_path)
    assert folder.read(name) is None
    folder.write("index", b"")
    assert folder.read(name) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("index", b"content")
    place = tmp_path / FOLDER
    (place / "link").symlink_to(place / "index")
    os.mkfifo(place / "pipe")
    assert folder.read("link") is None
    assert folder.read("pipe") is None
    (place / f"bodies-{'0' * 16}").symlink_to(place / "index")
    assert folder.open_segment(f"bodies-{'0' * 16}") is None
    os.mkfifo(place / f"bodies-{'1' * 16}")
    assert folder.open_segment(f"bodies-{'1' * 16}") is None
    other = tmp_path / "other"
    other.mkdir()
    place.rename(tmp_path / "moved")
    place.symlink_to(other)
    assert folder.read("index") is None
    assert not folder.write("index", b"x")
    assert folder.segment() is None
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("name", ["index", "../index", "bodies-x", "bodies-0123456789abcdeF", ""])
def test_only_segments_are_opened_as_such(tmp_path: Path, name: str) -> None:
    folder = Folder(tmp_path)
    folder.write("index", b"x")
    assert folder.open_segment(name) is None


def test_the_clock_of_the_folder_never_runs_ahead_of_its_files(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for number in range(50):
        before = folder.now()
        (tmp_path / "file").write_text(str(number))
        assert before is not None
        assert before <= (tmp_path / "file").stat().st_mtime_ns


def test_stretches_come_back_and_damaged_ones_don_t(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    segment = folder.segment()
    assert segment is not None
    bodies = Bodies()
    number = bodies.add(segment)
    content = [b"", b"a", b"b" * 5000, bytes(range(256))]
    places = [bodies.put(number, one) for one in content]
    assert [bodies.read(one) for one in places] == content
    again = folder.open_segment(segment.name)
    assert again is not None
    assert [again.read(one) for one in places] == content
    assert again.length() == sum(map(len, content))
    last = places[-1]
    for wrong in (
        Place(number, last.offset + 1, last.length, last.check),
        Place(number, last.offset, last.length + 1, last.check),
        Place(number, -1, 5, 0),
        Place(number, 0, -5, 0),
        Place(number, 1 << 62, 5, 0),
        Place(number, 1 << 70, 5, 0),
        Place(number, 0, 1 << 62, 0),
        Place(7, last.offset, last.length, last.check),
        Place(-1, last.offset, last.length, last.check),
    ):
        assert bodies.read(wrong) is None
    bodies.close()
    assert bodies.read(last) is None


def test_without_the_system_s_own_reading_at_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: writing goes on at the end after something was read."""
    monkeypatch.delattr("os.pread", raising=False)
    segment = Segment.temporary()
    places = []
    for content in (b"one", b"three", b""):
        places.append((segment.put(0, content), content))
        for place, expected in places:
            assert segment.read(place) == expected


def test_in_memory() -> None:
    memory = Memory()
    places = [memory.put(0, content) for content in (b"one", b"", b"two")]
    assert [memory.read(place) for place in places] == [b"one", b"", b"two"]
    assert memory.length() == 6


def test_what_nothing_names_is_taken_away_once_it_is_old(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("index", b"x")
    place = tmp_path / FOLDER
    names = [f"bodies-{digit * 16}" for digit in "0123"] + [f".new-{'4' * 16}", "other"]
    for name in names:
        (place / name).write_bytes(b"")
        if name != names[1]:
            os.utime(place / name, (0, 0))
    folder.sweep({names[0]})
    assert {one.name for one in place.iterdir()} == {".gitignore", "index", names[0], names[1], "other"}
