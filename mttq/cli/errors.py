"""Faults that end a command at once, told to the user in Vietnamese.

Faults in the user's data are diagnostics, not these: they are collected and the
run goes on. What is here means that the command could not be carried out as given.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

from mttq.spelling import alike

LISTED = 12  # that many valid values are named in a message; the rest are counted

REASONS = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EPERM: "hệ điều hành không cho phép",
    errno.EEXIST: "đã có sẵn",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EBUSY: "chương trình khác đang dùng",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EINVAL: "tên không hợp lệ",
    errno.ELOOP: "liên kết trỏ vòng",
    errno.EMFILE: "quá nhiều tệp mở cùng lúc",
    errno.EFBIG: "tệp quá lớn",
    errno.EIO: "lỗi đọc, ghi của ổ đĩa",
}
WINDOWS_REASONS = {
    # Windows reports a file that Word or Excel holds open as "permission denied".
    32: "chương trình khác đang mở tệp này; hãy đóng lại rồi chạy lại",
    33: "chương trình khác đang khóa tệp này; hãy đóng lại rồi chạy lại",
}


class UsageError(Exception):
    """The command cannot be carried out as it was called: exit code 2.

    Not a `ValueError`, so that no argument parser takes it for its own.

    Attributes:
        message: the fact, with the value given; one line of Vietnamese.
        help: what to do about it, or None where there is nothing to add.
    """

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def suggestion(value: str, known: Iterable[str]) -> str | None:
    """What to write instead of a name that is not known: the nearest names, and all of them where they are few.

    Args:
        value: the name given.
        known: every valid name, in the order to list them.

    Returns:
        One line; it never lists more than `LISTED` names and says how many are left. None if nothing is known.
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
    """A name that is not one of the known ones.

    Args:
        what: what the name stands for, in Vietnamese (`đơn vị`, `chỉ tiêu`).
        value: the name given.
        known: every valid name, in the order to list them.

    Returns:
        The fault, to be raised.
    """
    return UsageError(f"không có {what} “{value}”", suggestion(value, known))


def describe_os_error(error: OSError) -> str | None:
    """What an operating system error says about a path, in Vietnamese.

    Returns:
        One line with the path and the reason; None if the error is about no path and no disk, and so a fault of
        the tool.
    """
    reason = WINDOWS_REASONS.get(getattr(error, "winerror", None) or 0) or REASONS.get(error.errno or 0)
    paths = " → ".join(_text(name) for name in (error.filename, error.filename2) if name is not None)
    if paths:
        return f"không đọc hoặc ghi được “{paths}”: {reason or f'lỗi hệ thống số {error.errno}'}"
    if error.errno in {errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EROFS}:
        return f"không ghi được kết quả: {reason}"
    return None


def one_line(text: str) -> str:
    r"""The text with line breaks and control characters written out (`\n`, `\x1b`)."""
    return "".join(
        character
        if character.isprintable() or character == "\u00a0"
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def _text(name: object) -> str:
    return name.decode("utf-8", "backslashreplace") if isinstance(name, bytes) else str(name)
