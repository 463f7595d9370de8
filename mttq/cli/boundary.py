"""The one place where exceptions become a line of Vietnamese and an exit code.

Commands raise; they never print an error of their own or call `sys.exit`. Don't catch exceptions elsewhere only to
report them.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

from mttq.cli.errors import UsageError, describe_os_error, one_line

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
    if isinstance(error, UsageError):
        return _report_usage(error)
    if isinstance(error, OSError):
        if _is_closed_pipe(error):
            return PIPE_CLOSED
        if message := describe_os_error(error):
            _trace(error)
            return _report_usage(UsageError(message))
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


def _report_usage(error: UsageError) -> int:
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
