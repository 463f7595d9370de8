"""Errors that end a command at once, reported to the user in Vietnamese.

Faults in the user's data are diagnostics: they are collected and the run goes on. An error here means that the
command could not be carried out as given.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

from mttq.files import reason
from mttq.spelling import alike

LISTED = 12
"""A message names at most this many valid values and counts the rest."""


class UsageError(Exception):
    """The command can't be carried out as it was called: exit code 2.

    Not a `ValueError`, so that no argument parser takes it for its own.

    Attributes:
        message: the fact, with the value given; one line of Vietnamese.
        help: what to do about it, or None if there is nothing to add.
    """

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def suggestion(value: str, known: Iterable[str]) -> str | None:
    """Say what to write instead of an unknown name: the names most alike, and all names if there are few.

    Args:
        value: the name given.
        known: every valid name, in the order to list them.

    Returns:
        One line; it lists at most `LISTED` names and says how many more there are. None if nothing is known.
    """
    names = list(known)
    near = alike(value, names)
    parts = []
    if near:
        parts.append("có thể ý là " + " hoặc ".join(f"“{name}”" for name in near))
    if names and len(names) <= LISTED:
        parts.append("các giá trị dùng được: " + ", ".join(names))
    elif names and not near:
        listed = ", ".join(names[:LISTED])
        parts.append(f"các giá trị dùng được: {listed} và {len(names) - LISTED} giá trị khác")
    return "; ".join(parts) or None


def unknown(what: str, value: str, known: Iterable[str]) -> UsageError:
    """Make the error for a name that is not one of the known ones.

    Args:
        what: what the name stands for, in Vietnamese (`đơn vị`, `chỉ tiêu`).
        value: the name given.
        known: every valid name, in the order to list them.

    Returns:
        The error, to be raised.
    """
    return UsageError(f"không có {what} “{value}”", suggestion(value, known))


def describe_os_error(error: OSError) -> str | None:
    """Say in Vietnamese what an operating system error means for a path.

    Returns:
        One line with the path and the reason; None if the error concerns no path and no disk, and is therefore a
        fault of this program.
    """
    paths = " → ".join(_text(name) for name in (error.filename, error.filename2) if name is not None)
    if paths:
        return f"không đọc hoặc ghi được “{paths}”: {reason(error)}"
    if error.errno in {errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EROFS}:
        return f"không ghi được kết quả: {reason(error)}"
    return None


def one_line(text: str) -> str:
    r"""Return the text with line breaks and control characters written out (`\n`, `\x1b`)."""
    return "".join(
        character
        if character.isprintable() or character == "\u00a0"
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def _text(name: object) -> str:
    return name.decode("utf-8", "backslashreplace") if isinstance(name, bytes) else str(name)
