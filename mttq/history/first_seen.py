"""Ask git on which day each file first came into the history of the working tree.

One call does for a whole folder, however many files it has. The day is that of the author's date in Vietnam: `git
log` shows that date, and it stays when a commit is rebased or merged later. A renamed file came in, under its new
name, with the commit that renamed it. A file that is not committed has no day.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct, field

from mttq.history.git import (
    DEEPEN,
    TRUST,
    RepositoryState,
    is_shallow,
    last_message,
    repository_state,
    run,
)

# Asia/Ho_Chi_Minh; its offset has not changed since 1975.
VIETNAM = timezone(timedelta(hours=7))
_COMMIT = "@"  # begins a line about a commit; the paths begin with the folder's name
# Every commit that adds a path, on all merged branches and in the merges themselves (-c).
_ADDED = ("--full-history", "-c", "--diff-filter=A", "--no-renames", "--name-only", "--relative", "-z")
# Settings of a repository that would hide the first commit, follow renames, or run a program that checks signatures.
_PLAIN = ("--no-follow", "--no-show-signature", "--no-ext-diff")

_NO_DAYS: Mapping[RepositoryState, tuple[str, str | None]] = {
    RepositoryState.NO_GIT: ("không chạy được git", "cài git"),
    RepositoryState.FOREIGN: ("git không đọc kho này vì kho thuộc về người dùng khác", TRUST),
    RepositoryState.OUTSIDE: ("dự án không nằm trong kho git nào", None),
}


class FirstSeen(Struct, frozen=True):
    """When files came in.

    Attributes:
        days: for each path, relative to the project's root with `/`, its day in Vietnam.
        doubt: why expected days are missing, a sentence without its full stop, or "".
        help: what to do about that, or None.
    """

    days: Mapping[str, date] = field(default_factory=dict[str, date])
    doubt: str = ""
    help: str | None = None


def first_seen(root: Path, folder: str) -> FirstSeen:
    """Return the day on which each file of a folder first came into git.

    Without git or a repository that git reads there are no days, and `doubt` says why. In a shallow clone the
    oldest commits seem to add every file that existed then: these files get no day.

    Args:
        root: the project's root.
        folder: a folder below it, relative, with `/`.
    """
    where, message = repository_state(root)
    if where is not RepositoryState.INSIDE:
        return FirstSeen({}, *_NO_DAYS.get(where, ("git không đọc được kho này", message)))
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
        return FirstSeen(
            {}, "git không đọc được lịch sử của kho", last_message(log) if log is not None else None
        )
    oldest = _oldest_kept(root)
    days = _days(log.stdout, oldest)
    if oldest:
        doubt = "bản sao git này thiếu lịch sử nên không biết ngày của các tệp đã có từ trước phần còn giữ"
        return FirstSeen(days, doubt, DEEPEN)
    return FirstSeen(days)


def _days(listed: bytes, oldest: frozenset[str]) -> dict[str, date]:
    """Return the earliest day of each path, without paths that one of the oldest commits of a clone adds."""
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
    """Return the day in Vietnam of a time in seconds since 1970, or None if the calendar has no such time."""
    try:
        return datetime.fromtimestamp(int(seconds), VIETNAM).date()
    except (ValueError, OverflowError, OSError):
        return None


def _oldest_kept(root: Path) -> frozenset[str]:
    """Return the commits of a shallow clone whose parents were left out; none if the history is complete."""
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
