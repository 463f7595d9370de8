"""Ask git which files of a project have changed.

Paths are exchanged as NUL-separated bytes, so that no name is quoted or split. They are relative to the project's
root, with `/`, whether that is the root of the repository or a folder in it. No name of a revision can be taken for
an option.
"""

from __future__ import annotations

import os
from pathlib import Path
from subprocess import CompletedProcess

from mttq.history.program import (
    DEEPEN,
    TRUST,
    RepositoryState,
    is_shallow,
    last_message,
    repository_state,
    run,
)

# Names of the main branch, the surest first: as the origin says, then by custom. A checkout made for a pull request
# often has only the origin's branches.
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
    """Git can't say what has changed.

    Attributes:
        message: the fact, one line of Vietnamese.
        help: what to do about it, or None.
    """

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def changed(root: Path) -> frozenset[str]:
    """Return the files changed since this branch left the main branch, including untracked files.

    Args:
        root: the project's root.

    Raises:
        HistoryError: there is no git, no repository, no main branch, or not enough history.
    """
    _check_repository(root)
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
    """Return the files that differ between a revision and the working tree, including untracked files.

    Args:
        root: the project's root.
        revision: a commit as git names it: a branch, a tag, `HEAD~2`, a hash.

    Raises:
        HistoryError: there is no git, no repository, or no such commit.
    """
    _check_repository(root)
    # git would take a leading dash for an option, such as one that writes a file. `_commit` refuses those as well,
    # by the suffix it adds; both guards stay.
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
    """Return the path of the project's root in its git repository, "" if it is the repository's root or there is none.

    Looks at folders only and needs no git.
    """
    for folder in (root, *root.parents):
        try:
            found = (folder / ".git").exists()
        except OSError:  # a folder that this user may not look into
            return ""
        if found:
            relative = root.relative_to(folder).as_posix()
            return "" if relative == "." else relative
    return ""


def _since(root: Path, base: str) -> frozenset[str]:
    """Return the files that differ from a commit; a renamed file counts under both names."""
    tracked = _listed(
        root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", base, "--"
    )
    untracked = _listed(root, "ls-files", "-z", "--others", "--exclude-standard")
    return tracked | untracked


def _listed(root: Path, *arguments: str) -> frozenset[str]:
    done = _git(root, *arguments)
    if done.returncode != 0:
        raise HistoryError("git không liệt kê được các tệp đã đổi", last_message(done))
    return frozenset(os.fsdecode(name) for name in done.stdout.split(b"\0") if name)


def _check_repository(root: Path) -> None:
    """Make sure that the root is in the working tree of a repository.

    Raises:
        HistoryError: it is not, or git does not say.
    """
    where, message = repository_state(root)
    match where:
        case RepositoryState.INSIDE:
            return
        case RepositoryState.NO_GIT:
            raise HistoryError(*_NO_GIT)
        case RepositoryState.FOREIGN:
            raise HistoryError(f"git không đọc kho ở “{root}” vì kho thuộc về người dùng khác", TRUST)
        case RepositoryState.OUTSIDE:
            raise HistoryError(
                f"dự án ở “{root}” không nằm trong kho git nào nên không biết tệp nào đã đổi",
                "bỏ --changed, --since để kiểm tra tất cả",
            )
    raise HistoryError(f"git không đọc được kho ở “{root}”", message)


def _commit(root: Path, revision: str) -> str | None:
    """Return the hash of a commit, or None if the repository has no such commit."""
    done = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    name = done.stdout.decode("ascii", "replace").strip()
    return name if done.returncode == 0 and name.isalnum() else None


def _git(root: Path, *arguments: str) -> CompletedProcess[bytes]:
    """Run git in the project's root."""
    done = run(root, *arguments)
    assert done is not None, "`_check_repository` has run git before"
    return done
