"""The one place where exceptions become a line of Vietnamese and an exit code.

Commands raise and never print an error of their own or call `sys.exit`. Do not
catch exceptions elsewhere only to report them.
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
PIPE_CLOSED = 141  # 128 + SIGPIPE: what any program in a pipe ends with

DEBUG = "MTTQ_DEBUG"


def guard(action: Callable[[], object]) -> int:
    """Run the action and turn whatever it does into an exit code.

    Args:
        action: returns its exit code, or anything else for 0.

    Returns:
        The exit code; what went wrong has been told on stderr.
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
    """Tell an exception on stderr in one line, or two with a hint.

    Returns:
        The exit code for it.
    """
    if isinstance(error, OSError):
        if _is_closed_pipe(error):
            return PIPE_CLOSED
        if message := describe_os_error(error):
            _trace(error)
            return _tell(UsageError(message))
    fault = error if isinstance(error, UsageError) else _usage_fault(error)
    if fault is not None:
        return _tell(fault)
    _trace(error)
    _say(
        f"lỗi của chính chương trình, không phải của số liệu: {type(error).__name__} tại {_place(error)}"
        f" (đặt {DEBUG}=1 rồi chạy lại để xem chi tiết)"
    )
    return TOOL_FAULT


def _usage_fault(error: Exception) -> UsageError | None:
    # An exception of typer can only come once the module with its texts is there. Looking it up instead of
    # importing it keeps this working when that import is what failed.
    texts = sys.modules.get("mttq.cli.vietnamese")
    if texts is None:
        return None
    fault: UsageError | None = texts.usage_fault(error)
    return fault


def _is_closed_pipe(error: OSError) -> bool:
    # Windows reports a pipe closed by its reader as an invalid argument.
    return isinstance(error, BrokenPipeError) or (
        os.name == "nt" and error.errno == errno.EINVAL and error.filename is None
    )


def _tell(fault: UsageError) -> int:
    _say(f"lỗi: {one_line(fault.message)}")
    if fault.help:
        _say(f"gợi ý: {one_line(fault.help)}")
    return USAGE


def _say(line: str) -> None:
    # With no stderr print() would fall back to stdout; with a closed one there is nobody left to tell.
    if sys.stderr is not None:
        with suppress(OSError):
            print(line, file=sys.stderr)


def _trace(error: Exception) -> None:
    if os.environ.get(DEBUG, "") not in {"", "0"}:
        _say("".join(traceback.format_exception(error)).rstrip())


def _place(error: Exception) -> str:
    """Module and line where the exception came from, ours rather than a library's."""
    frames = [
        (frame.f_globals.get("__name__", "?"), line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    ours = [place for place in frames if str(place[0]).split(".")[0] == "mttq"]
    name, line = (ours or frames or [("?", 0)])[-1]
    return f"{name}:{line}"
