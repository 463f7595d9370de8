"""Run the program `git`, never through a shell. Nothing is ever written to a repository."""

from __future__ import annotations

import os
import subprocess
from enum import Enum, auto
from pathlib import Path

# Git sets these for a hook, some relative to another folder. Only the project's root says which repository is meant.
_OF_A_HOOK = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
)
DEEPEN = (
    "lấy đủ lịch sử bằng “git fetch --unshallow”; trong GitHub Actions đặt fetch-depth: 0 cho actions/checkout, "
    "trong GitLab đặt GIT_DEPTH: 0"
)


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in the project's root; the settings of a repository can't make it run another program.

    Returns:
        Its output and exit code; None if git is not installed.
    """
    program = _program()
    if program is None:
        return None
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(
        [program, "-c", "core.fsmonitor=false", "--no-pager", *arguments],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


class RepositoryState(Enum):
    """Whether a project's root is in a repository that git can read."""

    NO_GIT = auto()  # git is not installed
    INSIDE = auto()  # in the working tree of a repository
    OUTSIDE = auto()
    FOREIGN = auto()  # a repository of another user, which git refuses to read
    BROKEN = auto()


TRUST = "nếu tin kho này thì chạy: git config --global --add safe.directory <thư mục gốc của kho>"


def repository_state(root: Path) -> tuple[RepositoryState, str | None]:
    """Return whether the root is in a repository that git can read, and git's message if that is unknown."""
    done = run(root, "rev-parse", "--is-inside-work-tree")
    if done is None:
        return RepositoryState.NO_GIT, None
    if done.returncode == 0:
        return (RepositoryState.INSIDE if done.stdout.strip() == b"true" else RepositoryState.OUTSIDE), None
    if b"dubious ownership" in done.stderr:
        return RepositoryState.FOREIGN, None
    if b"not a git repository" in done.stderr:
        return RepositoryState.OUTSIDE, None
    return RepositoryState.BROKEN, last_message(done)


def is_shallow(root: Path) -> bool:
    """Return whether the repository has only the latest part of its history."""
    done = run(root, "rev-parse", "--is-shallow-repository")
    return done is not None and done.stdout.strip() == b"true"


def last_message(done: subprocess.CompletedProcess[bytes]) -> str | None:
    """Return the last line that git printed on stderr, for a failure that is not known here."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"git báo: {lines[-1]}" if lines else None


def _program() -> str | None:
    """Return the full path of git, searched for in the folders of PATH only.

    Windows would search the working directory first, where a repository could have put a program of that name.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in map(Path, os.get_exec_path()):
        program = folder / name
        if folder.is_absolute() and program.is_file() and os.access(program, os.X_OK):
            return str(program)
    return None
