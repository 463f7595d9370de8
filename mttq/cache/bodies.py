"""Many short stretches of bytes in a few long files, each read for itself."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from io import BytesIO
from typing import IO
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
        stream: the file, open for reading, or also for writing while it is empty.
        name: its name in the folder; "" for a file that nobody else sees.
    """

    def __init__(self, stream: IO[bytes], name: str = "") -> None:
        self.name = name
        self.size = 0
        self._stream = stream
        self._flushed = True

    @classmethod
    def temporary(cls) -> Segment:
        """A file that is gone with this process."""
        return cls(tempfile.TemporaryFile())

    @classmethod
    def in_memory(cls) -> Segment:
        """No file at all."""
        return cls(BytesIO())

    def put(self, number: int, body: bytes) -> Place:
        """Write a stretch at the end; `number` is what the segment is called in the place returned.

        Raises:
            OSError: the disk is full, or fails otherwise.
        """
        self._stream.write(body)
        self._flushed = False
        place = Place(number, self.size, len(body), crc32(body))
        self.size += len(body)
        return place

    def flush(self) -> None:
        """Let other processes see what was written.

        Raises:
            OSError: the disk is full, or fails otherwise.
        """
        self._stream.flush()
        self._flushed = True

    def read(self, place: Place) -> bytes | None:
        """A stretch; None where it is not what was written."""
        if place.length > _LONGEST or place.offset < 0 or place.length < 0:
            return None
        with suppress(OSError, ValueError, OverflowError):
            if not self._flushed:
                self.flush()
            if hasattr(os, "pread") and not isinstance(self._stream, BytesIO):
                found = os.pread(self._stream.fileno(), place.length, place.offset)
            else:
                self._stream.seek(place.offset)
                found = self._stream.read(place.length)
                self._stream.seek(0, os.SEEK_END)
            if len(found) == place.length and crc32(found) == place.check:
                return found
        return None

    def length(self) -> int:
        """How many bytes the file has."""
        with suppress(OSError, ValueError):
            return os.fstat(self._stream.fileno()).st_size
        return self.size

    def close(self) -> None:
        """Nothing is read any more."""
        with suppress(OSError):
            self._stream.close()

    def __del__(self) -> None:
        self.close()


class Bodies:
    """The segments of one run, by their numbers."""

    def __init__(self) -> None:
        self.segments: list[Segment | None] = []

    def add(self, segment: Segment | None) -> int:
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
        place = segment.put(number, body)
        segment.flush()
        return place

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
