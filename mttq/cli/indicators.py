"""`mttq indicators`: search the catalogue of indicators."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import choice
from mttq.cli.project import open_project
from mttq.cli.session import Session

if TYPE_CHECKING:
    from mttq.catalogue import Indicator

_FORMATS = ("table", "json", "csv")


def indicators(
    session: Session,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TỪ", help="Các chữ phải có trong tên hay mã; không nêu thì liệt kê mọi chỉ tiêu."
        ),
    ] = None,
    format: Annotated[str, choice("--format", _FORMATS, help="Dạng in ra.")] = "table",
) -> int:
    """Print the indicators whose name or id has all the words."""
    from mttq.output import indicators_list

    catalogue = open_project(session).project.catalogue
    found = _matching(list(catalogue.indicators.values()), words or [])
    if format == "json":
        sys.stdout.write(indicators_list.as_json(found) + "\n")
        return 0
    if format == "csv":
        sys.stdout.write(indicators_list.as_csv(found))
        return 0
    for line in indicators_list.render(found, catalogue, width=session.screen().width):
        print(line)
    if not session.quiet:
        print(f"{len(found)} chỉ tiêu.")
    return 0


def _matching(known: list[Indicator], words: list[str]) -> list[Indicator]:
    """Return the indicators that have all the words, as they are written or, if none has, without marks."""
    from mttq.spelling import SPELLINGS

    wanted = [one.casefold() for text in words for one in text.split()]
    for spelled in SPELLINGS:
        texts = [spelled(f"{one.id} {one.name} {one.measure.name}".casefold()) for one in known]
        found = [
            one
            for one, text in zip(known, texts, strict=True)
            if all(spelled(word) in text for word in wanted)
        ]
        if found:
            return found
    return []
