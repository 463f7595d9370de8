"""Asks git which files of a folder are not recorded as they are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from mttq.history.program import run


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What git knows of a folder.

    Attributes:
        changed: files that git keeps, but not as they are now.
        unknown: files and folders that git does not keep.
        is_repository: whether git keeps anything here.
    """

    changed: frozenset[Path] = frozenset()
    unknown: frozenset[Path] = frozenset()
    is_repository: bool = False

    def is_changed(self, path: Path) -> bool:
        """Whether git keeps the file, but not as it is now."""
        return path.resolve() in self.changed

    def is_kept(self, path: Path) -> bool:
        """Whether git keeps the file just as it is."""
        real = path.resolve()
        if not self.is_repository or real in self.changed:
            return False
        return real not in self.unknown and not any(above in self.unknown for above in real.parents)


def unsaved_below(folder: Path) -> Unsaved:
    """What git does not keep of a folder and everything below it, in one look at the working tree.

    Where there is no git, no repository, or git will not read it, nothing is known to be kept.
    """
    if not folder.is_dir():
        return Unsaved()
    top = run(folder, "rev-parse", "--show-toplevel")
    if top is None or top.returncode != 0:
        return Unsaved()
    root = Path(os.fsdecode(top.stdout.rstrip(b"\r\n"))).resolve()
    status = run(
        folder,
        "status",
        "--porcelain=v1",
        "-z",
        "--no-renames",
        "--untracked-files=all",
        "--ignored=matching",
        "--ignore-submodules=all",
        "--",
        ".",
    )
    if status is None or status.returncode != 0:
        return Unsaved()
    changed, unknown = set(), set()
    for entry in status.stdout.split(b"\0"):
        path = root / os.fsdecode(entry[3:])
        if entry[:2] in {b"??", b"!!"}:
            unknown.add(path)
        elif entry:
            changed.add(path)
    return Unsaved(frozenset(changed), frozenset(unknown), is_repository=True)
