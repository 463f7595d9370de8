"""Asks git on which day each file first came into the history of the working tree.

One call for a whole folder, however many files it holds. The day is that of the author's date, which `git log`
shows and which stays when a commit is rebased or merged later, as it is in Vietnam. A file that was renamed
came in, under its new name, with the commit that renamed it. What is not committed has no day.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from mttq.history.program import DEEPEN, TRUST, Standing, is_shallow, run, said, standing

# Asia/Ho_Chi_Minh, which has had no other offset since 1975.
VIETNAM = timezone(timedelta(hours=7))
_COMMIT = "@"  # begins a line about a commit; the paths begin with the folder's name
# Every commit that adds a path, on all branches that were merged, and in the merges themselves (-c).
_ADDED = ("--full-history", "-c", "--diff-filter=A", "--no-renames", "--name-only", "--relative", "-z")
# Settings of a repository that would hide the first commit, follow renames, or run a program that checks signatures.
_PLAIN = ("--no-follow", "--no-show-signature", "--no-ext-diff")

_NO_DAYS: Mapping[Standing, tuple[str, str | None]] = {
    Standing.NO_GIT: ("không chạy được git", "cài git"),
    Standing.FOREIGN: ("git không đọc kho này vì kho thuộc về người dùng khác", TRUST),
    Standing.OUTSIDE: ("dự án không nằm trong kho git nào", None),
}


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """When files came in.

    Attributes:
        days: for each path, relative to the project's root with `/`, its day in Vietnam.
        doubt: why days are missing that one would expect, a sentence without its full stop, or "".
        help: what to do about that, or None.
    """

    days: Mapping[str, date] = field(default_factory=dict)
    doubt: str = ""
    help: str | None = None


def first_seen(root: Path, folder: str) -> FirstSeen:
    """The day on which each file of a folder first came into git.

    Where there is no git or no repository, or git will not read it, there are no days, and `doubt` says why.
    In a shallow clone the oldest commits seem to bring every file there was: what they bring has no day.

    Args:
        root: the project's root.
        folder: a folder below it, relative, with `/`.
    """
    where, git_said = standing(root)
    if where is not Standing.INSIDE:
        return FirstSeen({}, *_NO_DAYS.get(where, ("git không đọc được kho này", git_said)))
    head = run(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head is None or head.returncode != 0:
        return FirstSeen({}, "kho git chưa có commit nào")
    log = run(
        root,
        "--literal-pathspecs",
        "-c",
        "log.showRoot=true",
        "log",
        *_PLAIN,
        *_ADDED,
        f"--format={_COMMIT}%H %at",
        "HEAD",
        "--",
        folder,
    )
    if log is None or log.returncode != 0:
        return FirstSeen({}, "git không đọc được lịch sử của kho", said(log) if log is not None else None)
    oldest = _oldest_kept(root)
    days = _days(log.stdout, oldest)
    if oldest:
        doubt = "bản sao git này thiếu lịch sử nên không biết ngày của các tệp đã có từ trước phần còn giữ"
        return FirstSeen(days, doubt, DEEPEN)
    return FirstSeen(days)


def _days(listed: bytes, oldest: frozenset[str]) -> dict[str, date]:
    """The earliest day of each path; paths that one of the oldest commits kept brings have none."""
    days: dict[str, date] = {}
    unknown: set[str] = set()
    commit, day = "", None
    for piece in listed.split(b"\0"):
        text = os.fsdecode(piece.removeprefix(b"\n"))
        if text.startswith(_COMMIT):
            commit, _, seconds = text.removeprefix(_COMMIT).partition(" ")
            day = _day(seconds)
        elif text and (commit in oldest or day is None):
            unknown.add(text)
        elif text and day is not None:
            days[text] = min(day, days.get(text, day))
    return {path: day for path, day in days.items() if path not in unknown}


def _day(seconds: str) -> date | None:
    """The day in Vietnam of a time in seconds since 1970; None for what is no time of this calendar."""
    try:
        return datetime.fromtimestamp(int(seconds), VIETNAM).date()
    except (ValueError, OverflowError, OSError):
        return None


def _oldest_kept(root: Path) -> frozenset[str]:
    """The commits of a shallow clone whose parents were left out; none where the history is whole."""
    if not is_shallow(root):
        return frozenset()
    named = run(root, "rev-parse", "--git-path", "shallow")
    if named is None or named.returncode != 0:
        return frozenset()
    try:
        text = (root / os.fsdecode(named.stdout.rstrip(b"\n"))).read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(text.split())
