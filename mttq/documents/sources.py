"""The files of a project, read when somebody asks for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path

from mttq.names import CATALOGUE
from mttq.source import CATALOGUE_LIMITS, DOCUMENT_LIMITS, Limits, Source, read_content, read_quickly

# So many files are kept with their nodes; those with something to show are asked for one after the other.
_KEPT = 32


def limits_of(path: str) -> Limits:
    """How large the file of that path may be."""
    return CATALOGUE_LIMITS if path.startswith(f"{CATALOGUE}/") else DOCUMENT_LIMITS


def as_source(content: bytes | Source, path: str) -> Source:
    """The content of the file of that path with its nodes."""
    return content if isinstance(content, Source) else read_quickly(content, path, limits_of(path))


class Sources(Mapping[str, Source]):
    """Every file that can be read, by its path; the content is read on demand and not kept for long.

    Args:
        root: the project's root.
        paths: the files, relative to it.
        instead: content to take for files in place of what is on disk.
    """

    def __init__(self, root: Path, paths: tuple[str, ...], instead: Mapping[str, bytes]) -> None:
        self._root = root
        self._paths = dict.fromkeys(paths)
        self._instead = instead
        self._kept: OrderedDict[str, Source] = OrderedDict()

    def __getitem__(self, path: str) -> Source:
        """One file with its nodes.

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
        """One file with its nodes, which are not kept."""
        return as_source(self.content(path), path)

    def content(self, path: str) -> bytes | Source:
        """The bytes of one file, or what there is to say of one that can't be read."""
        if path in self._instead:
            return self._instead[path]
        return read_content(f"{self._root}/{path}", path, limits_of(path))

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
