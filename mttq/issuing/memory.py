"""Remember the checksum of every document written, so that a file that nobody has touched since is known as such.

The checksums are kept in the project's cache folder, one line a file, the last line of a file being the valid one.
Nothing depends on them being there: a folder that can't be read or written is one without a memory.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from mttq.files import write_atomic
from mttq.names import CACHE

_FILE = "issued"
_TEXT = ".md"
_SPARE = 1000
"""So many outdated lines may be in the file before it is written anew."""


class IssuedMemory:
    """The checksums of the documents of one project.

    Args:
        root: the project's root.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._path = self._root / CACHE / _FILE
        self._known: dict[str, str] | None = None
        self._folder_made = False

    def knows(self, path: Path) -> bool:
        """Return whether the file was written here at some time."""
        return self._name(path) in self._all()

    def is_untouched(self, path: Path, content: bytes) -> bool:
        """Return whether the content is what was last written there."""
        return self._all().get(self._name(path)) == _checksum(path, content)

    def remember(self, path: Path, content: bytes) -> None:
        """Remember what the file holds now."""
        name, checksum = self._name(path), _checksum(path, content)
        if self._all().get(name) == checksum or "\n" in name:
            return
        self._all()[name] = checksum
        with suppress(OSError):
            if not self._folder_made:
                self._path.parent.mkdir(exist_ok=True)
                self._folder_made = True
            with self._path.open("ab") as stream:
                stream.write(f"{checksum} {name}\n".encode("utf-8", "surrogateescape"))

    def _name(self, path: Path) -> str:
        """Return the path relative to the project, so that the project can be moved."""
        try:
            return Path(os.path.relpath(path.resolve(), self._root)).as_posix()
        except ValueError:  # on another drive
            return path.resolve().as_posix()

    def _all(self) -> dict[str, str]:
        if self._known is None:
            lines: list[bytes] = []
            with suppress(OSError):
                lines = self._path.read_bytes().splitlines()
            known = self._known = {}
            for line in lines:
                checksum, _, name = line.decode("utf-8", "surrogateescape").partition(" ")
                known[name] = checksum
            if len(lines) > len(known) + _SPARE:
                text = "".join(f"{checksum} {name}\n" for name, checksum in known.items())
                with suppress(OSError):
                    write_atomic(self._path, text.encode("utf-8", "surrogateescape"), durable=False)
        return self._known


def _checksum(path: Path, content: bytes) -> str:
    """Return the checksum of a content; git may change the line ends of a text."""
    if path.suffix == _TEXT:
        content = content.replace(b"\r\n", b"\n")
    return sha256(content).hexdigest()
