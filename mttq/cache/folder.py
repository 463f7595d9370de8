"""The folder of the cache: files written whole or not at all, each with a checksum over it.

Several runs may use one folder at once. A file is replaced, never changed, so
that a reader has the old one or the new one; the last writer wins. Nothing is
followed that is a link, and what can't be written is done without.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import time
from collections.abc import Collection
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from mttq.cache.bodies import Segment

FOLDER = ".mttq_cache"

_MAGIC = b"mttq cache 1\n"
_CHECK = 16
_LARGEST = 1 << 30
_IGNORE = ("# Tệp tạm của mttq, xóa lúc nào cũng được.\n*\n").encode()
_SEGMENT = re.compile(r"bodies-[0-9a-f]{16}")
_TEMPORARY = re.compile(r"\.new-[0-9a-f]{16}")
_ABANDONED = 3600
"""A file that nothing names is taken away after so many seconds: until then another run may still want it."""
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class Folder:
    """The cache of one project.

    Args:
        root: the project's root.
    """

    def __init__(self, root: Path) -> None:
        self.path = root / FOLDER

    def read(self, name: str) -> bytes | None:
        """The content of a file as it was written; None where there is none or it is damaged."""
        if self.path.is_symlink():
            return None
        try:
            handle = os.open(self.path / name, os.O_RDONLY | _NO_LINKS)
        except (OSError, ValueError):
            return None
        with suppress(OSError, MemoryError), os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                return None
            whole = stream.read()
            head = len(_MAGIC) + _CHECK
            content = memoryview(whole)[head:]
            if whole[: len(_MAGIC)] == _MAGIC and whole[len(_MAGIC) : head] == _checksum(content):
                return bytes(content)
        return None

    def write(self, name: str, content: bytes) -> bool:
        """Put a file in the place of the one of that name, if there is any; whether that was possible."""
        made = self._create(".new-")
        if made is None:
            return False
        temporary, handle = made
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_MAGIC + _checksum(content))
                stream.write(content)
            temporary.replace(self.path / name)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            return False
        return True

    def segment(self) -> Segment | None:
        """A new file for bodies, open for writing; None where none can be made."""
        made = self._create("bodies-")
        if made is None:
            return None
        path, handle = made
        return Segment(handle, path.name)

    def open_segment(self, name: str) -> Segment | None:
        """A file of bodies that an earlier run has written."""
        if not _SEGMENT.fullmatch(name) or self.path.is_symlink():
            return None
        try:
            handle = os.open(self.path / name, os.O_RDONLY | _NO_LINKS)
        except OSError:
            return None
        segment = Segment(handle, name)
        return segment if stat.S_ISREG(os.fstat(handle).st_mode) else None

    def now(self) -> int | None:
        """The time by the clock of the folder's own file system, in nanoseconds."""
        made = self._create(".new-")
        if made is None:
            return None
        path, handle = made
        try:
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)
            with suppress(OSError):
                path.unlink()

    def sweep(self, wanted: Collection[str]) -> None:
        """Take away files of bodies, and what runs that were stopped have left, unless they are new or wanted."""
        oldest = time.time() - _ABANDONED
        with suppress(OSError), os.scandir(self.path) as entries:
            for entry in entries:
                ours = _SEGMENT.fullmatch(entry.name) or _TEMPORARY.fullmatch(entry.name)
                if ours and entry.name not in wanted:
                    with suppress(OSError):
                        if entry.stat(follow_symlinks=False).st_mtime < oldest:
                            Path(entry.path).unlink()

    def _create(self, beginning: str) -> tuple[Path, int] | None:
        """A new file with a name of its own, and its descriptor."""
        path = self.path / f"{beginning}{secrets.token_hex(8)}"
        for _ in range(2):
            with suppress(OSError, ValueError):
                if self.path.is_symlink():
                    return None
                return path, os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o666)
            if not self._make():
                return None
        return None

    def _make(self) -> bool:
        """The folder itself, which git is told to leave alone."""
        try:
            self.path.mkdir(exist_ok=True)  # another run may make it at this moment
            (self.path / ".gitignore").write_bytes(_IGNORE)
        except OSError:
            return False
        return True


def _checksum(content: bytes | memoryview) -> bytes:
    return blake2b(content, digest_size=_CHECK).digest()
