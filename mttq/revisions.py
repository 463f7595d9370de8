"""The files of a project as a commit or git's index has them, compared with those in the working tree.

Like `mttq.history`, this never writes to a repository and knows nothing of documents. Paths are relative to the
project's root, with `/`. Links and repositories inside the repository count as absent on both sides.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mttq.history import (
    DEEPEN,
    SHORT,
    Changes,
    HistoryError,
    check_repository,
    commit_of,
    contents,
    differing,
    is_shallow,
    listed,
    missing_revision,
    named_commit,
    run,
    unfiltered,
)

_FILES = frozenset({"100644", "100755"})


class Revision(Struct, frozen=True):
    """A state of a project's files.

    Attributes:
        name: what people call it: `main (a1b2c3d)`, “chỉ mục”, “thư mục làm việc”.
        commit: the hash of the commit, or None for the index and the working tree.
        is_index: whether it is git's index.
        index_file: the file of the index, if it is not the usual one.
    """

    name: str
    commit: str | None = None
    is_index: bool = False
    index_file: str = ""

    @property
    def is_worktree(self) -> bool:
        """Whether it is what is on disk."""
        return self.commit is None and not self.is_index


WORKTREE = Revision("thư mục làm việc")
INDEX = Revision("phần đã git add", is_index=True)


class FilePair(Struct, frozen=True):
    """A file in two versions.

    Attributes:
        before: its path in the first, or None if it is new.
        after: its path in the second, or None if it is gone.
    """

    before: str | None
    after: str | None


def versions_of(root: Path, words: str | None, *, staged: bool) -> tuple[Revision, Revision]:
    """Return the two versions that are meant.

    Args:
        root: the project's root.
        words: `A..B`, `A...B` (from where B left A), `A` for A and the working tree; None for the last commit.
        staged: whether the index is meant instead of the working tree.

    Raises:
        HistoryError: there is no git, no repository, or no such commit.
    """
    check_repository(root, "mttq diff so hai mốc của git; lập kho bằng git init, rồi lưu lần đầu")
    if commit_of(root, "HEAD") is None and words is None:
        raise HistoryError(
            "kho git chưa có commit nào nên chưa có gì để so",
            'lưu lần đầu: git add . && git commit -m "Bắt đầu"',
        )
    if staged:
        _refuse_unmerged(root)
    now = INDEX if staged else WORKTREE
    first, dots, second = (words or "HEAD").partition("...")
    if dots:
        later = _version(root, second or "HEAD")
        return _fork(root, _version(root, first or "HEAD"), later), later
    first, dots, second = (words or "HEAD").partition("..")
    before = _version(root, first or "HEAD")
    return before, _version(root, second or "HEAD") if dots else now


def _refuse_unmerged(root: Path) -> None:
    unmerged = listed(root, "diff", "--name-only", "-z", "--diff-filter=U", "--relative")
    if unmerged:
        raise HistoryError(
            f"“{unmerged[0]}” đang có xung đột chưa gỡ", "gỡ xung đột, git add tệp ấy rồi chạy lại"
        )


def staged(root: Path) -> tuple[Revision, Changes]:
    """Return git's index, and the files that it has otherwise than the last commit.

    A hook of `git commit -a` has an index of its own.

    Args:
        root: the project's root.

    Raises:
        HistoryError: there is no git, no repository, or a conflict is left.
    """
    check_repository(root, "bỏ --staged để kiểm tra các tệp trên đĩa")
    _refuse_unmerged(root)
    index = replace(INDEX, index_file=_index_of_hook(root))
    head = commit_of(root, "HEAD")
    if head is None:
        paths = frozenset(listed(root, "ls-files", "-z", "--cached", index=index.index_file))
        return index, Changes(paths, "kho trống (chưa có commit nào)")
    paths = differing(root, head, "--cached", index=index.index_file)
    return index, Changes(paths, f"HEAD ({head[:SHORT]})")


def _index_of_hook(root: Path) -> str:
    """Return the file of the index that git has made for the commit whose hook this is, or ""."""
    named = os.environ.get("GIT_INDEX_FILE", "")
    done = run(root, "rev-parse", "--absolute-git-dir")
    if not Path(named).is_absolute() or done is None or done.returncode != 0:
        return ""
    folder = Path(os.fsdecode(done.stdout.rstrip(b"\r\n")))
    return named if Path(named).resolve().parent == folder.resolve() else ""


def _version(root: Path, words: str) -> Revision:
    hash_ = named_commit(root, words)
    if hash_ is None:
        raise missing_revision(root, words)
    return Revision(words if hash_.startswith(words) else f"{words} ({hash_[:SHORT]})", hash_)


def _fork(root: Path, before: Revision, after: Revision) -> Revision:
    done = run(root, "merge-base", str(before.commit), str(after.commit))
    base = done.stdout.decode("ascii", "replace").strip() if done is not None and done.returncode == 0 else ""
    if not base:
        help = DEEPEN if is_shallow(root) else "nêu hai mốc bằng A..B"
        raise HistoryError(f"{before.name} và {after.name} không có commit chung nào", help)
    return before if base == before.commit else Revision(f"chỗ rẽ khỏi {before.name} ({base[:SHORT]})", base)


def unlike_disk(root: Path, version: Revision, folders: Iterable[str]) -> dict[str, bytes | None]:
    """Return the files that a version has otherwise than the working tree: their content, or None if it has them not.

    Args:
        root: the project's root.
        version: the version.
        folders: only files in these folders.

    Raises:
        HistoryError: git can't say.
    """
    if version.is_worktree:
        return {}
    where = ("--", *folders)
    settings = unfiltered(root)
    against = () if version.commit is None else (version.commit,)
    raw = listed(
        root,
        "diff",
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-renames",
        "--no-ext-diff",
        "--relative",
        *against,
        *where,
        settings=settings,
        index=version.index_file,
    )
    found: dict[str, bytes | None] = dict.fromkeys(_untracked(root, where, index=version.index_file))
    hashes: dict[str, str] = {}
    for described, path in zip(raw[::2], raw[1::2], strict=True):
        old_mode, _, old_hash, *_ = described.lstrip(":").split(" ")
        found.setdefault(path, None)
        if old_mode in _FILES:
            hashes[path] = old_hash
    known = contents(root, set(hashes.values()))
    lost = sorted(path for path, hash_ in hashes.items() if hash_ not in known)
    if lost:
        raise HistoryError(
            f"git không đọc được “{lost[0]}” của {version.name}", "chạy git fsck để tìm chỗ hỏng của kho"
        )
    return found | {path: known[hash_] for path, hash_ in hashes.items()}


def changed_files(root: Path, before: Revision, after: Revision, folders: Iterable[str]) -> list[FilePair]:
    """Return the files that differ between two versions, renamed ones with both paths, in order of path.

    Args:
        root: the project's root.
        before: the first version, a commit.
        after: the second.
        folders: only files in these folders.

    Raises:
        HistoryError: git can't say.
    """
    where = ("--", *folders)
    if after.commit is not None:
        sides: tuple[str, ...] = (str(before.commit), after.commit)
    else:
        sides = ("--cached", str(before.commit)) if after.is_index else (str(before.commit),)
    named = listed(
        root,
        "diff",
        "--name-status",
        "-z",
        "-M",
        "--no-ext-diff",
        "--relative",
        *sides,
        *where,
        settings=unfiltered(root),
    )
    words = iter(named)
    found = []
    for status in words:
        path = next(words)
        match status[:1]:
            case "R" | "C":
                found.append(FilePair(path if status[0] == "R" else None, next(words)))
            case "A":
                found.append(FilePair(None, path))
            case "D":
                found.append(FilePair(path, None))
            case _:
                found.append(FilePair(path, path))
    if after.is_worktree:
        found += [FilePair(None, one) for one in _untracked(root, where)]
    return sorted(found, key=lambda one: one.after or one.before or "")


def _untracked(root: Path, where: tuple[str, ...], *, index: str = "") -> list[str]:
    return listed(root, "ls-files", "-z", "--others", "--exclude-standard", *where, index=index)
