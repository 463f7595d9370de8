"""Faults in the data, as commands other than `check` tell them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq.cli.session import Session
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project


def tell(project: Project, found: Sequence[Diagnostic], session: Session) -> None:
    """The faults on stderr, as `mttq check` shows them, without its summary."""
    from mttq.output.diagnostics import text

    colour = session.colour and sys.stderr is not None and sys.stderr.isatty()
    for line in text.render(found, project.sources, files=0, colour=colour, quiet=True):
        print(line, file=sys.stderr)


def exit_code(found: Sequence[Diagnostic], *, strict: bool = False) -> int:
    """1 if there is any error, or with `strict` any fault at all; else 0."""
    from mttq.diagnostics import Severity

    return int(any(strict or one.severity is Severity.ERROR for one in found))
