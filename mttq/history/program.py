"""Runs the program `git`, never through a shell. Nothing is ever written to a repository."""

from __future__ import annotations

import os
import subprocess
from enum import Enum, auto
from pathlib import Path

# A hook is run with these set for the repository it serves, partly relative to a folder that is not ours; the
# project's root alone says which repository is meant.
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
    """Run git in the project's root; a repository's own settings make it run no other program.

    Returns:
        What it said, whether it succeeded or not; None where git is not installed.
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


class Standing(Enum):
    """How things stand with a project's root and git."""

    NO_GIT = auto()  # git is not installed
    INSIDE = auto()  # in the working tree of a repository
    OUTSIDE = auto()
    FOREIGN = auto()  # a repository of another user, which git refuses to read
    BROKEN = auto()


TRUST = "nếu tin kho này thì chạy: git config --global --add safe.directory <thư mục gốc của kho>"


def standing(root: Path) -> tuple[Standing, str | None]:
    """Whether the root lies in a repository that git can read; with what git said where that is not known."""
    done = run(root, "rev-parse", "--is-inside-work-tree")
    if done is None:
        return Standing.NO_GIT, None
    if done.returncode == 0:
        return (Standing.INSIDE if done.stdout.strip() == b"true" else Standing.OUTSIDE), None
    if b"dubious ownership" in done.stderr:
        return Standing.FOREIGN, None
    if b"not a git repository" in done.stderr:
        return Standing.OUTSIDE, None
    return Standing.BROKEN, said(done)


def is_shallow(root: Path) -> bool:
    """Whether the repository holds the latest part of its history alone."""
    done = run(root, "rev-parse", "--is-shallow-repository")
    return done is not None and done.stdout.strip() == b"true"


def said(done: subprocess.CompletedProcess[bytes]) -> str | None:
    """The last thing git said, for what is not known here."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"git báo: {lines[-1]}" if lines else None


def _program() -> str | None:
    """The program git by its whole path, from the folders of PATH alone.

    Windows would look into the working directory first, where a repository could have put a program of that name.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in map(Path, os.get_exec_path()):
        program = folder / name
        if folder.is_absolute() and program.is_file() and os.access(program, os.X_OK):
            return str(program)
    return None
