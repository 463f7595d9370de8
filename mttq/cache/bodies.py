"""Many short stretches of bytes in a few long files, each read for itself."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from zlib import crc32

from msgspec import Struct

_LONGEST = 64 << 20


class Place(Struct, frozen=True, array_like=True, gc=False):
    """Where a stretch stands.

    Attributes:
        segment: the file, by its number.
        offset: its first byte.
        length: how many bytes it has.
        check: a checksum over them.
    """

    segment: int
    offset: int
    length: int
    check: int


class Segment:
    """One file of stretches.

    Args:
        descriptor: the file, open for reading, or also for writing while it is empty; it is closed with the segment.
        name: its name in the folder; "" for a file that nobody else sees.
    """

    def __init__(self, descriptor: int, name: str = "") -> None:
        self.name = name
        self._size = 0
        self._descriptor = descriptor

    @classmethod
    def temporary(cls) -> Segment:
        """A file that is gone with this process."""
        with tempfile.TemporaryFile() as stream:
            return cls(os.dup(stream.fileno()))

    def put(self, number: int, body: bytes) -> Place:
        """Write a stretch at the end; `number` is what the segment is called in the place returned.

        Raises:
            OSError: the disk is full, or fails otherwise.
        """
        left = memoryview(body)
        while left:
            left = left[os.write(self._descriptor, left) :]
        place = Place(number, self._size, len(body), crc32(body))
        self._size += len(body)
        return place

    def read(self, place: Place) -> bytes | None:
        """A stretch; None where it is not what was written."""
        if place.length > _LONGEST or place.offset < 0 or place.length < 0:
            return None
        with suppress(OSError, OverflowError):
            found = self._read(place.length, place.offset)
            if len(found) == place.length and crc32(found) == place.check:
                return found
        return None

    def _read(self, length: int, offset: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._descriptor, length, offset)
        os.lseek(self._descriptor, offset, os.SEEK_SET)
        found = os.read(self._descriptor, length)
        os.lseek(self._descriptor, 0, os.SEEK_END)
        return found

    def length(self) -> int:
        """How many bytes the file has."""
        with suppress(OSError):
            return os.fstat(self._descriptor).st_size
        return 0

    def close(self) -> None:
        """Nothing is read any more."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                os.close(descriptor)

    def __del__(self) -> None:
        self.close()


class Memory:
    """Stretches in memory, for few of them."""

    name = ""

    def __init__(self) -> None:
        self._stretches: list[bytes] = []

    def put(self, number: int, body: bytes) -> Place:
        """Keep a stretch; `number` is what this is called in the place returned."""
        self._stretches.append(body)
        return Place(number, len(self._stretches) - 1, len(body), 0)

    def read(self, place: Place) -> bytes | None:
        """A stretch."""
        return self._stretches[place.offset]

    def length(self) -> int:
        """How many bytes there are."""
        return sum(map(len, self._stretches))

    def close(self) -> None:
        """Nothing is read any more."""
        self._stretches.clear()


class Bodies:
    """The segments of one run, by their numbers."""

    def __init__(self) -> None:
        self.segments: list[Segment | Memory | None] = []

    def add(self, segment: Segment | Memory | None) -> int:
        """One more segment, or none in its place; its number."""
        self.segments.append(segment)
        return len(self.segments) - 1

    def put(self, number: int, body: bytes) -> Place:
        """Write a stretch at the end of a segment.

        Raises:
            OSError: the disk is full, or fails otherwise.
        """
        segment = self.segments[number]
        if segment is None:
            raise OSError
        return segment.put(number, body)

    def read(self, place: Place) -> bytes | None:
        """A stretch; None where it is not what was written."""
        known = 0 <= place.segment < len(self.segments)
        segment = self.segments[place.segment] if known else None
        return segment.read(place) if segment is not None else None

    def close(self) -> None:
        """Nothing is read any more."""
        for segment in self.segments:
            if segment is not None:
                segment.close()
