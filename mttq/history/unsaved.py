"""Asks git which files of a folder are not recorded as they are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from mttq.history.program import TRUST, Standing, run, said, standing

_MEND = "sửa kho git rồi chạy lại"
_DOUBTS = {
    Standing.NO_GIT: ("không chạy được git", "cài git rồi chạy lại"),
    Standing.FOREIGN: ("git không đọc kho này vì kho thuộc về người dùng khác", TRUST),
}


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What git knows of a folder.

    Attributes:
        changed: files that git keeps, but not as they are now.
        unknown: files and folders that git does not keep.
        is_repository: whether git keeps anything here.
        doubt: why git can't say what of a repository it keeps, or "".
        help: what to do about that, or "".
    """

    changed: frozenset[Path] = frozenset()
    unknown: frozenset[Path] = frozenset()
    is_repository: bool = False
    doubt: str = ""
    help: str = ""

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

    Where there is no repository nothing is known to be kept. Where there is one that git does not read, or git is not
    installed, `doubt` says so: any file there may be kept, and changed since.
    """
    if not folder.is_dir():
        return Unsaved()
    where, git_said = standing(folder)
    if where is not Standing.INSIDE:
        return _doubtful(where, git_said) if _is_below_repository(folder) else Unsaved()
    top = run(folder, "rev-parse", "--show-toplevel")
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
    for done in (top, status):
        if done is not None and done.returncode != 0:
            return _doubtful(Standing.BROKEN, said(done))
    if top is None or status is None:
        return _doubtful(Standing.NO_GIT, None)
    root = Path(os.fsdecode(top.stdout.rstrip(b"\r\n"))).resolve()
    changed, unknown = set(), set()
    for entry in status.stdout.split(b"\0"):
        path = root / os.fsdecode(entry[3:])
        if entry[:2] in {b"??", b"!!"}:
            unknown.add(path)
        elif entry:
            changed.add(path)
    return Unsaved(frozenset(changed), frozenset(unknown), is_repository=True)


def _doubtful(where: Standing, git_said: str | None) -> Unsaved:
    told = f"git không đọc được kho này ({git_said})" if git_said else "git không đọc được kho này"
    doubt, help = _DOUBTS.get(where, (told, _MEND))
    return Unsaved(doubt=doubt, help=help)


def _is_below_repository(folder: Path) -> bool:
    """Whether the folder or one above holds `.git`, by the folders alone; git, too, passes over an empty one."""
    real = folder.resolve()
    for above in (real, *real.parents):
        try:
            mark = above / ".git"
            if mark.is_file() or (mark / "objects").exists():
                return True
        except OSError:  # a folder that may not be looked into
            continue
    return False
