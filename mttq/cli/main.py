"""The console script `mttq`.

Only `run` lives here, and it imports nothing heavy at the top, so that Ctrl-C
during the imports is caught as well.
"""

from __future__ import annotations

import atexit
import os

from mttq.cli.boundary import guard
from mttq.cli.streams import close_streams, prepare_streams

PROGRAM = "mttq"


def run() -> None:
    """Run the command line and leave with its exit code; a traceback never gets out.

    The process ends without taking apart what it has read, which for a country
    takes a second; what others have asked to be done at the end is done.
    """
    prepare_streams()
    code = close_streams(guard(_shell))
    guard(atexit._run_exitfuncs)
    os._exit(code)


def _shell() -> object:
    from typer.main import get_command

    from mttq.cli.app import app

    return get_command(app).main(prog_name=PROGRAM, standalone_mode=False)
