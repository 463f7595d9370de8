"""The commits that led to a state of a project, and the files that each of them changed.

Like `mttq.history`, this never writes to a repository and knows nothing of documents. A line of commits follows the
first parents: what a merge brought in counts when it was merged, which is when this repository came to know it. The
day of a commit is that of its committer's date in Vietnam, for the same reason; the author's may be much earlier.

Paths are relative to the project's root, with `/`. Links and repositories inside the repository count as absent.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mttq.clock import VIETNAM
from mttq.history import DEEPEN, SHORT, HistoryError, commit_of, day_of, is_shallow, last_message, listed, run

_FILES = frozenset({"100644", "100755"})
_SUBMODULE = "160000 "
_SETTINGS = ("--literal-pathspecs", "-c", "log.showRoot=true")
_PLAIN = ("--no-follow", "--no-show-signature", "--no-ext-diff", "-z")
_HEAD = "@"  # begins a commit; `:` begins a file of it
_FORMAT = f"--format={_HEAD}%H%x1f%P%x1f%at%x1f%ct%x1f%aN%x1f%s"
_SHOWN = 20  # commits of a merged branch that are named


class TouchedFile(Struct, frozen=True):
    """A file that a commit changed.

    Attributes:
        before: its path before, or None if it is new.
        after: its path after, or None if it is gone.
        content: the hash of its content after, or "" if it is gone.
    """

    before: str | None
    after: str | None
    content: str


class Commit(Struct, frozen=True, kw_only=True):
    """A commit.

    Attributes:
        hash: its hash.
        parents: the hashes of its parents; several for a merge.
        author: the name of its author.
        day: the day of the committer's date in Vietnam, on which it came to be.
        written: the day of the author's date in Vietnam.
        subject: the first line of its message.
        files: the files that it changed, compared with its first parent; only those asked for.
    """

    hash: str
    parents: tuple[str, ...]
    author: str
    day: date
    written: date
    subject: str
    files: tuple[TouchedFile, ...] = ()

    @property
    def short(self) -> str:
        """The first digits of its hash, as git shows them."""
        return self.hash[:SHORT]


def line(root: Path, tip: str, folders: Iterable[str]) -> list[Commit]:
    """Return the commits on the line of first parents that change files in some folders, oldest first.

    Args:
        root: the project's root.
        tip: the last commit.
        folders: the folders, relative to the root.

    Raises:
        HistoryError: git can't read them.
    """
    shown = ("--first-parent", "-m", "--raw", "--no-abbrev", "-M", "--relative")
    return list(reversed(_commits(_log(root, *shown, tip, "--", *folders))))


def brought_in(root: Path, merge: Commit, paths: Iterable[str]) -> tuple[list[Commit], int]:
    """Return the commits through which a merge changed some files, newest first, and how many more there are."""
    first, *others = merge.parents
    found = _commits(_log(root, "--no-merges", *others, f"^{first}", "--", *paths))
    return found[:_SHOWN], len(found[_SHOWN:])


def last_on(root: Path, day: date, tip: str = "HEAD") -> Commit:
    """Return the last commit that was there at the end of a day, on the line of first parents.

    Args:
        root: the project's root.
        day: the day, in Vietnam.
        tip: where the line ends.

    Raises:
        HistoryError: there is none.
    """
    midnight = datetime.combine(day, time(), VIETNAM) + timedelta(days=1)
    until = int(midnight.timestamp()) - 1
    if commit_of(root, tip) is None:
        raise HistoryError("kho git chưa có commit nào", "lưu lần đầu bằng git add và git commit")
    found = (
        _commits(_log(root, "--first-parent", "-1", f"--min-age={until}", tip, "--")) if until >= 0 else []
    )
    if found:
        return found[0]
    first = _commits(_log(root, "--first-parent", "--max-parents=0", tip, "--"))
    began = f": commit đầu tiên là ngày {first[-1].day:%d/%m/%Y}" if first else ""
    if is_shallow(root):
        raise HistoryError(
            f"bản sao git thiếu lịch sử nên không có commit nào đến ngày {day:%d/%m/%Y}", DEEPEN
        )
    raise HistoryError(f"đến ngày {day:%d/%m/%Y} kho git chưa có commit nào{began}")


def described(root: Path, commit: str) -> Commit:
    """Return what git knows of a commit, without its files."""
    return _commits(_log(root, "-1", commit, "--"))[0]


def files_at(root: Path, commit: str, *folders: str) -> dict[str, str]:
    """Return the hash of the content of each file that a commit has in some folders, by path.

    Raises:
        HistoryError: git can't read them.
    """
    found = {}
    for described in listed(root, "ls-tree", "-r", "-z", commit, "--", *(f"{one}/" for one in folders)):
        head, _, path = described.partition("\t")
        mode, _, content = head.split(" ")
        if mode in _FILES:
            found[path] = content
    return found


def submodules_at(root: Path, commit: str, folder: str) -> tuple[str, ...]:
    """Return the repositories inside a folder of which a commit has no files, only the commit that they were at.

    Raises:
        HistoryError: git can't read them.
    """
    entries = listed(root, "ls-tree", "-r", "-z", commit, "--", f"{folder}/")
    return tuple(one.partition("\t")[2] for one in entries if one.startswith(_SUBMODULE))


def _log(root: Path, *arguments: str) -> bytes:
    done = run(root, *_SETTINGS, "log", *_PLAIN, _FORMAT, *arguments)
    if done is None or done.returncode != 0:
        message = last_message(done) if done is not None else "cài git rồi chạy lại"
        raise HistoryError("git không đọc được lịch sử của kho", message)
    return done.stdout


def _commits(listed: bytes) -> list[Commit]:
    """Return the commits that a log lists, in its order."""
    found: list[Commit] = []
    files: list[TouchedFile] = []
    pieces = iter(listed.split(b"\0"))
    for piece in pieces:
        text = piece.removeprefix(b"\n")
        if text.startswith(_HEAD.encode()):
            files = []
            found.append(_commit(text.decode("utf-8", "replace")))
        elif text.startswith(b":"):
            files += _touched(text.decode("ascii", "replace"), pieces)
            found[-1] = replace(found[-1], files=tuple(files))
    return found


def _commit(text: str) -> Commit:
    hash_, parents, written, made, author, subject = text.removeprefix(_HEAD).split("\x1f", 5)
    return Commit(
        hash=hash_,
        parents=tuple(parents.split()),
        author=author,
        day=day_of(made) or date.min,
        written=day_of(written) or date.min,
        subject=subject,
    )


def _touched(described: str, pieces: Iterator[bytes]) -> Iterator[TouchedFile]:
    """Yield a file of a commit: `:100644 100644 <before> <after> M`, its path, and the new one if it was renamed."""
    old_mode, new_mode, _, content, status = described.removeprefix(":").split(" ")
    path = os.fsdecode(next(pieces, b""))
    now = os.fsdecode(next(pieces, b"")) if status[:1] in {"R", "C"} else path
    before = path if old_mode in _FILES and status[:1] not in {"A", "C"} else None
    after = now if new_mode in _FILES and status[:1] != "D" else None
    if before is not None or after is not None:
        yield TouchedFile(before, after, content if after is not None else "")
