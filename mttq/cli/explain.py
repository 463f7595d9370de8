"""`mttq explain`: print the page of a code, or list all codes."""

from __future__ import annotations

from typing import Annotated

import typer

from mttq.cli.errors import unknown
from mttq.cli.session import Session

WIDEST = 88  # a longer line of running text is hard to read

_DIGITS = str.maketrans("OIL", "011")
"""The letters that are typed for digits."""


def complete_codes(incomplete: str) -> list[str]:
    """Complete the id or name of a code."""
    from mttq.check.codes import ALL_CODES

    words = [word for code in ALL_CODES for word in (code.id, code.name)]
    return [word for word in words if word.casefold().startswith(incomplete.casefold())]


def explain(
    session: Session,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="MÃ",
            help="Mã lỗi (MT201) hoặc tên của nó (so-mo-ho); nếu không nêu thì liệt kê mọi mã.",
            autocompletion=complete_codes,
        ),
    ] = None,
) -> int:
    """Print what a code means, or one line for every code."""
    from shutil import get_terminal_size

    from mttq.check.codes import ALL_CODES, find_code, read_page
    from mttq.output import page_text

    if code is None:
        rows = ((one, page.severity, page.title) for one in ALL_CODES for page in [read_page(one)])
        lines = page_text.render_list(rows, colour=session.colour)
    else:
        found = find_code(code)
        if found is None:
            by_id = code.strip().upper().startswith("MT")
            meant = find_code(code.upper().translate(_DIGITS)) if by_id else None
            known = [one.id if by_id else one.name for one in ALL_CODES]
            raise unknown("mã lỗi", code, known if meant is None else [meant.id])
        columns = min(get_terminal_size((WIDEST, 24)).columns, WIDEST)
        lines = page_text.render(read_page(found), columns=columns, colour=session.colour)
    for line in lines:
        print(line)
    return 0
