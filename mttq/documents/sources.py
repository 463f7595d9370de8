"""The files of a project, read on demand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path

from mttq.names import CATALOGUE
from mttq.source import CATALOGUE_LIMITS, DOCUMENT_LIMITS, Limits, Source, read_content, read_quickly

_KEPT = 32  # files whose nodes are retained: messages ask for the same file several times in a row


def limits_of(path: str) -> Limits:
    """Return the size limits of a file."""
    return CATALOGUE_LIMITS if path.startswith(f"{CATALOGUE}/") else DOCUMENT_LIMITS


def as_source(content: bytes | Source, path: str) -> Source:
    """Return a file with its nodes, read from its content unless that is done."""
    return content if isinstance(content, Source) else read_quickly(content, path, limits_of(path))


class Sources(Mapping[str, Source]):
    """Every readable file by its path; content is read on demand, and only the last few files are retained.

    Args:
        root: the project's root.
        paths: the files, relative to it.
        instead: content that replaces what is on disk, by path.
    """

    def __init__(self, root: Path, paths: tuple[str, ...], instead: Mapping[str, bytes]) -> None:
        self._root = root
        self._paths = dict.fromkeys(paths)
        self._instead = instead
        self._kept: OrderedDict[str, Source] = OrderedDict()

    def __getitem__(self, path: str) -> Source:
        """Return one file with its nodes.

        Raises:
            KeyError: the project has no such file.
        """
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path not in self._paths:
            raise KeyError(path)
        source = self._kept[path] = self.read(path)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return source

    def read(self, path: str) -> Source:
        """Return one file with its nodes, without retaining them."""
        return as_source(self.content(path), path)

    def content(self, path: str) -> bytes | Source:
        """Return the bytes of one file, or a source that says why it can't be read."""
        if path in self._instead:
            return self._instead[path]
        return read_content(f"{self._root}/{path}", path, limits_of(path))

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
