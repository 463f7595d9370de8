"""The choice of files by `--changed` and `--since`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq.cli.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def changed_files(root: Path, *, changed: bool, since: str | None) -> frozenset[str] | None:
    """The files that the options mean.

    Args:
        root: the project's root.
        changed: whether those changed since this branch left the main branch are meant.
        since: the revision since which they have changed.

    Returns:
        Their paths relative to the root, with `/`; None where neither option is given.

    Raises:
        UsageError: both are given, or git cannot tell.
    """
    if changed and since is not None:
        raise UsageError("--changed và --since không dùng cùng nhau", "chỉ giữ một trong hai")
    if not changed and since is None:
        return None
    from mttq.history import git

    try:
        return git.changed(root) if since is None else git.changed_since(root, since)
    except git.HistoryError as fault:
        raise UsageError(fault.message, fault.help) from None
