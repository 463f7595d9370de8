"""Errors that end a command at once, and the one place where they become a line of Vietnamese and an exit code.

Faults in the user's data are diagnostics: they are collected and the run goes on. An error here means that the
command could not be carried out as given.

Commands raise; they never print an error of their own or call `sys.exit`. Don't catch exceptions elsewhere only to
report them.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress

from mttq.files import reason
from mttq.refusal import RequestError
from mttq.spelling import alike, question

LISTED = 12
"""A message names at most this many valid values and counts the rest."""


class UsageError(RequestError):
    """The command can't be carried out as it was called: exit code 2.

    Not a `ValueError`, so that no argument parser takes it for its own.
    """


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
    parts = [question(*near)] if near else []
    if names and len(names) <= LISTED:
        parts.append("các giá trị dùng được: " + ", ".join(names))
    elif names and not near:
        listed = ", ".join(names[:LISTED])
        parts.append(f"các giá trị dùng được: {listed} và {len(names) - LISTED} giá trị khác")
    return " ".join(parts) or None


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


# The boundary


DONE = 0
USAGE = 2
TOOL_FAULT = 3
INTERRUPTED = 130  # 128 + SIGINT, as shells count it
PIPE_CLOSED = 141  # 128 + SIGPIPE: how any program in a pipe ends

DEBUG = "MTTQ_DEBUG"


def guard(action: Callable[[], object]) -> int:
    """Run the action and turn whatever happens into an exit code.

    Args:
        action: returns its exit code, or anything else for 0.

    Returns:
        The exit code; an error has been reported on stderr.
    """
    try:
        result = action()
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as stop:
        # typer answers a closed pipe with an exit of its own, code 1, which here means errors in the data.
        if isinstance(stop.__context__, BrokenPipeError):
            return PIPE_CLOSED
        if stop.code is None:
            return DONE
        return stop.code if isinstance(stop.code, int) else TOOL_FAULT
    except Exception as error:
        return report(error)
    return result if isinstance(result, int) else DONE


def report(error: Exception) -> int:
    """Report an exception on stderr in one line, or two with a hint.

    Returns:
        The exit code for it.
    """
    if isinstance(error, RequestError):
        return _report_refusal(error)
    if isinstance(error, OSError):
        if _is_closed_pipe(error):
            return PIPE_CLOSED
        if message := describe_os_error(error):
            _trace(error)
            return _report_refusal(UsageError(message))
    _trace(error)
    _say(
        f"lỗi của chính chương trình, không phải của số liệu: {type(error).__name__} tại {_place(error)}"
        f" (đặt {DEBUG}=1 rồi chạy lại để xem chi tiết)"
    )
    return TOOL_FAULT


def _is_closed_pipe(error: OSError) -> bool:
    # Windows reports a pipe closed by its reader as an invalid argument.
    return isinstance(error, BrokenPipeError) or (
        os.name == "nt" and error.errno == errno.EINVAL and error.filename is None
    )


def _report_refusal(error: RequestError) -> int:
    _say(f"lỗi: {one_line(error.message)}")
    if error.help:
        _say(f"gợi ý: {one_line(error.help)}")
    return USAGE


def _say(line: str) -> None:
    # Without stderr print() would fall back to stdout; a closed stderr can't report anything.
    if sys.stderr is not None:
        with suppress(OSError):
            print(line, file=sys.stderr)


def _trace(error: Exception) -> None:
    if os.environ.get(DEBUG, "") not in {"", "0"}:
        _say("".join(traceback.format_exception(error)).rstrip())


def _place(error: Exception) -> str:
    """Return the module and line that the exception came from, ours rather than a library's."""
    frames = [
        (frame.f_globals.get("__name__", "?"), line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    ours = [place for place in frames if str(place[0]).split(".")[0] == "mttq"]
    name, line = (ours or frames or [("?", 0)])[-1]
    return f"{name}:{line}"
