"""`mttq textconv`: a Word or Excel file as text, so that `git diff` shows what changed in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mttq.cli.errors import UsageError
from mttq.cli.session import Session


def textconv(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .docx hay .xlsx.")],
) -> int:
    """Print the file's text; one that can't be read is named by what is wrong with it, and is no failure."""
    from mttq.files import reason
    from mttq.office_text import MOST_BYTES, text_of

    del session
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"không đọc được “{file}”: {reason(error)}") from error
    sys.stdout.writelines(f"{line}\n" for line in text_of(data))
    return 0
