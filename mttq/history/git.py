"""Asks git which files of a project have changed.

Paths come and go as NUL-separated bytes, so that no name, however written,
is quoted or split; they are relative to the project's root, with `/`, whether that is the root of the repository or
a folder in it. No name of a revision can be taken for an option.
"""

from __future__ import annotations

import os
from pathlib import Path
from subprocess import CompletedProcess

from mttq.history.program import DEEPEN, TRUST, Standing, is_shallow, run, said, standing

# Where the main branch may be, the surest first: what the origin says, then by name. A checkout made for a
# pull request often has only the origin's branches.
_MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/heads/main",
    "refs/heads/master",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
)

_NO_GIT = (
    "không chạy được git, mà --changed và --since cần git để biết tệp nào đã đổi",
    "cài git, hoặc bỏ --changed, --since để kiểm tra tất cả",
)


class HistoryError(Exception):
    """Git cannot say what has changed.

    Attributes:
        message: the fact, one line of Vietnamese.
        help: what to do about it, or None.
    """

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def changed(root: Path) -> frozenset[str]:
    """The files changed since this branch left the main branch, the working tree and untracked files included.

    Args:
        root: the project's root.

    Raises:
        HistoryError: there is no git, no repository, no main branch, or not enough history.
    """
    _repository(root)
    if _commit(root, "HEAD") is None:
        raise HistoryError(
            "kho git chưa có commit nào nên không so được với nhánh chính",
            "bỏ --changed để kiểm tra tất cả",
        )
    main = next((name for name in _MAIN if _commit(root, name) is not None), None)
    if main is None:
        raise HistoryError(
            "không thấy nhánh chính: kho git không có origin/HEAD, main hay master",
            "nêu mốc so sánh bằng --since, ví dụ --since origin/ten-nhanh; hoặc lấy nhánh chính về bằng git fetch",
        )
    done = _git(root, "merge-base", "HEAD", main)
    base = done.stdout.decode("ascii", "replace").strip()
    if done.returncode != 0 or not base:
        name = _git(root, "rev-parse", "--abbrev-ref", main).stdout.decode("utf-8", "replace").strip()
        if is_shallow(root):
            raise HistoryError(f"bản sao git thiếu lịch sử nên không thấy chỗ rẽ khỏi nhánh “{name}”", DEEPEN)
        raise HistoryError(
            f"nhánh hiện tại và “{name}” không có commit chung nào", "nêu mốc so sánh bằng --since"
        )
    return _since(root, base)


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """The files that differ between a revision and the working tree, untracked files included.

    Args:
        root: the project's root.
        revision: a commit as git names it: a branch, a tag, `HEAD~2`, a hash.

    Raises:
        HistoryError: there is no git, no repository, or no such commit.
    """
    _repository(root)
    # git would take a leading dash for an option, such as one that writes a file.
    plausible = revision.strip() and not revision.startswith("-") and revision.isprintable()
    base = _commit(root, revision) if plausible else None
    if base is None:
        shallow = bool(plausible) and is_shallow(root)
        raise HistoryError(
            f"--since: kho git không có mốc “{revision}”",
            f"bản sao git này thiếu lịch sử: {DEEPEN}"
            if shallow
            else "nêu một nhánh, thẻ hoặc commit có trong kho, ví dụ main, HEAD~1",
        )
    return _since(root, base)


def folder_in_repository(root: Path) -> str:
    """The project's root as seen from the root of its git repository, "" where they are one or there is none.

    Looks at the folders alone and needs no git.
    """
    for folder in (root, *root.parents):
        try:
            found = (folder / ".git").exists()
        except OSError:  # a folder that may not be looked into
            return ""
        if found:
            relative = root.relative_to(folder).as_posix()
            return "" if relative == "." else relative
    return ""


def _since(root: Path, base: str) -> frozenset[str]:
    """What differs from a commit, without following renames: both names have changed."""
    tracked = _listed(
        root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", base, "--"
    )
    untracked = _listed(root, "ls-files", "-z", "--others", "--exclude-standard")
    return tracked | untracked


def _listed(root: Path, *arguments: str) -> frozenset[str]:
    done = _git(root, *arguments)
    if done.returncode != 0:
        raise HistoryError("git không liệt kê được các tệp đã đổi", said(done))
    return frozenset(os.fsdecode(name) for name in done.stdout.split(b"\0") if name)


def _repository(root: Path) -> None:
    """Make sure that the root lies in the working tree of a repository.

    Raises:
        HistoryError: it does not, or git will not say.
    """
    where, git_said = standing(root)
    match where:
        case Standing.INSIDE:
            return
        case Standing.NO_GIT:
            raise HistoryError(*_NO_GIT)
        case Standing.FOREIGN:
            raise HistoryError(f"git không đọc kho ở “{root}” vì kho thuộc về người dùng khác", TRUST)
        case Standing.OUTSIDE:
            raise HistoryError(
                f"dự án ở “{root}” không nằm trong kho git nào nên không biết tệp nào đã đổi",
                "bỏ --changed, --since để kiểm tra tất cả",
            )
    raise HistoryError(f"git không đọc được kho ở “{root}”", git_said)


def _commit(root: Path, revision: str) -> str | None:
    """The hash of a commit, or None where there is no such commit here."""
    done = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    name = done.stdout.decode("ascii", "replace").strip()
    return name if done.returncode == 0 and name.isalnum() else None


def _git(root: Path, *arguments: str) -> CompletedProcess[bytes]:
    """Run git in the project's root.

    Raises:
        HistoryError: git is not installed.
    """
    done = run(root, *arguments)
    if done is None:
        raise HistoryError(*_NO_GIT)
    return done
