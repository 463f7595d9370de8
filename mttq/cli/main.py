"""The console script `mttq`: `run`, and the standard streams around it.

The text of this tool is Vietnamese whatever the machine's locale is: it is written as UTF-8 even under LC_ALL=C or
on a Windows with code page 1252. Nothing heavy is imported at the top, so that Ctrl-C during the imports is caught
as well.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from contextlib import suppress

from mttq.cli.errors import PIPE_CLOSED, guard

PROGRAM = "mttq"
# Nothing imported or read is freed before exit, so frequent garbage collections would only cost time.
_ALLOCATIONS = 200_000


def run() -> None:
    """Run the command line and leave with its exit code; a traceback never gets out.

    The process ends without freeing what it has read, which takes a second for a whole country. Functions
    registered with `atexit` still run; Python has no public name for that.
    """
    gc.set_threshold(_ALLOCATIONS)
    prepare_streams()
    code = close_streams(guard(_shell))
    guard(atexit._run_exitfuncs)
    os._exit(code)


def prepare_streams() -> None:
    r"""Make both streams UTF-8 and give files and pipes `\n` line ends on every system.

    What UTF-8 can't hold (a file name that is no valid text) is written as a backslash escape, which is also right
    inside JSON strings.
    """
    _open_missing()
    for stream in (sys.stdout, sys.stderr):
        # A test may have put another kind there.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(newline="\n")


def _open_missing() -> None:
    """Open the null device in place of streams that are closed, as in a service or a program without a console.

    Otherwise the next file to be opened would take the stream's place, and what is meant for one stream would be
    printed to the other.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number, which is this one
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def close_streams(code: int) -> int:
    """Write out what is still in the buffers.

    Python does this again as it ends, and complains about a closed pipe or a full disk in English; a stream that
    can't be written is therefore pointed at nothing first.

    Args:
        code: the exit code so far.

    Returns:
        The exit code, changed if the output could not be written.
    """
    flushed = guard(_flush_stdout)
    if flushed or code == PIPE_CLOSED:
        _silence(1)
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        _silence(2)
    return max(code, flushed)


def _shell() -> object:
    from typer.main import get_command

    from mttq.cli.app import app

    return get_command(app).main(prog_name=PROGRAM, standalone_mode=False)


def _flush_stdout() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _silence(descriptor: int) -> None:
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
