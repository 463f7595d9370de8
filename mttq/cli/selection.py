"""The files that a command is about: those named on the command line, and those that have changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mttq.cli.errors import UsageError


def relative(path: Path, root: Path) -> str:
    """Return the path from the project's root, with `/`, as diagnostics write it.

    Raises:
        UsageError: it doesn't exist, or is outside the project.
    """
    full = path.resolve()
    if not full.exists():
        raise UsageError(f"không có tệp hay thư mục “{path}”")
    if not full.is_relative_to(root):
        raise UsageError(f"“{path}” nằm ngoài dự án {root}", "nêu tệp hay thư mục bên trong dự án")
    return full.relative_to(root).as_posix()


def is_inside(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a file is one of those wanted or in a folder wanted; without any wanted, every file is."""
    return not wanted or any(folder in {".", path} or path.startswith(f"{folder}/") for folder in wanted)


def changed_files(root: Path, *, changed: bool, since: str | None) -> frozenset[str] | None:
    """Return the files that `--changed` and `--since` select.

    Args:
        root: the project's root.
        changed: whether to select the files changed since this branch left the main branch.
        since: the revision since which the files have changed.

    Returns:
        Their paths relative to the root, with `/`; None if neither option is given.

    Raises:
        UsageError: both are given, or git can't tell.
    """
    if changed and since is not None:
        raise UsageError("--changed và --since không dùng cùng nhau", "chỉ giữ một trong hai")
    if not changed and since is None:
        return None
    from mttq.history import git

    try:
        return git.changed(root) if since is None else git.changed_since(root, since)
    except git.HistoryError as error:
        raise UsageError(error.message, error.help) from None
