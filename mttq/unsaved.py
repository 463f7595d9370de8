"""Ask git which files of a folder it does not have as they are: what would be lost if they were written over."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from mttq.history import TRUST, RepositoryState, last_message, repository_state, run, unfiltered

_REPAIR = "sửa kho git rồi chạy lại"
_DOUBTS = {
    RepositoryState.NO_GIT: ("không chạy được git", "cài git rồi chạy lại"),
    RepositoryState.FOREIGN: ("git không đọc kho này vì kho thuộc về người dùng khác", TRUST),
}


class Unsaved(Struct, frozen=True, kw_only=True):
    """What git knows of a folder.

    Attributes:
        changed: files that git has, but not as they are now.
        unknown: files and folders that git does not have.
        is_repository: whether the folder is in a repository that git reads.
        doubt: why git can't say which files of a repository it has, or "".
        help: what to do about that, or "".
    """

    changed: frozenset[Path] = frozenset()
    unknown: frozenset[Path] = frozenset()
    is_repository: bool = False
    doubt: str = ""
    help: str = ""

    def is_changed(self, path: Path) -> bool:
        """Return whether git has the file, but not as it is now."""
        return path.resolve() in self.changed

    def is_kept(self, path: Path) -> bool:
        """Return whether git has the file exactly as it is."""
        real = path.resolve()
        if not self.is_repository or real in self.changed:
            return False
        return real not in self.unknown and not any(above in self.unknown for above in real.parents)


def unsaved_below(folder: Path) -> Unsaved:
    """Find the files of a folder, and of all folders below, that git does not have as they are, in one call.

    Outside a repository git has none. If git is not installed or does not read the repository, `doubt` says so: any
    file may be in it, and changed since.
    """
    if not folder.is_dir():
        return Unsaved()
    where, message = repository_state(folder)
    if where is not RepositoryState.INSIDE:
        return _doubtful(where, message) if _is_below_repository(folder) else Unsaved()
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
        settings=unfiltered(folder),
    )
    for done in (top, status):
        if done is not None and done.returncode != 0:
            return _doubtful(RepositoryState.BROKEN, last_message(done))
    if top is None or status is None:
        return _doubtful(RepositoryState.NO_GIT, None)
    root = Path(os.fsdecode(top.stdout.rstrip(b"\r\n"))).resolve()
    edited, unknown = set(), set()
    for entry in status.stdout.split(b"\0"):
        path = root / os.fsdecode(entry[3:])
        if entry[:2] in {b"??", b"!!"}:
            unknown.add(path)
        elif entry:
            edited.add(path)
    return Unsaved(changed=frozenset(edited), unknown=frozenset(unknown), is_repository=True)


def _doubtful(where: RepositoryState, message: str | None) -> Unsaved:
    unread = f"git không đọc được kho này ({message})" if message else "git không đọc được kho này"
    doubt, help = _DOUBTS.get(where, (unread, _REPAIR))
    return Unsaved(doubt=doubt, help=help)


def _is_below_repository(folder: Path) -> bool:
    """Return whether the folder or one above has a `.git` that is not empty; git passes over empty ones as well."""
    real = folder.resolve()
    for above in (real, *real.parents):
        try:
            mark = above / ".git"
            if mark.is_file() or (mark / "objects").exists():
                return True
        except OSError:  # a folder that this user may not look into
            continue
    return False
