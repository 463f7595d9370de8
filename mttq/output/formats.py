"""The formats that `--format` offers, a table for each command.

To add one, write the function that renders it, a function here that imports that one, and a line in the table. A
format is imported when somebody asks for it; the help of a command needs the names alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mttq.catalogue import Catalogue
    from mttq.completeness import Overview
    from mttq.levels import Level
    from mttq.output.diagnostics.findings import Findings
    from mttq.review import Difference
    from mttq.totals import Proof, ShownTable, TotalsTable
    from mttq.verification import Verification


class Screen(NamedTuple):
    """The terminal that a text is for.

    Attributes:
        width: its columns.
        colour: whether it shows colours.
        level: the lowest level that a proof shows; None shows as many as fit.
    """

    width: int
    colour: bool
    level: Level | None = None


# mttq check


def _check_text(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import text

    return text.render(
        findings.found,
        findings.sources,
        files=len(findings.files),
        passed_over=findings.passed_over,
        comparison=findings.comparison,
        colour=findings.colour,
        quiet=findings.quiet,
    )


def _check_json(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import json

    return (json.render(findings.found),)


def _check_github(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import github

    return github.render(findings)


def _check_gitlab(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import gitlab

    return gitlab.render(findings)


def _check_sarif(findings: Findings) -> Iterable[str]:
    from mttq.check.codes import ALL_CODES, page_text
    from mttq.output.diagnostics import sarif

    return sarif.render(findings, pages={code.id: page_text(code) for code in ALL_CODES})


def _check_junit(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import junit

    return junit.render(findings)


CHECK: dict[str, Callable[[Findings], Iterable[str]]] = {
    "text": _check_text,
    "json": _check_json,
    "github": _check_github,
    "gitlab": _check_gitlab,
    "sarif": _check_sarif,
    "junit": _check_junit,
}
"""Each yields the lines to print."""


# mttq total


def _total_table(table: ShownTable, catalogue: Catalogue, screen: Screen) -> Iterable[str]:
    from mttq.output import totals

    return (totals.render(table, catalogue, width=screen.width, colour=screen.colour),)


def _total_json(table: ShownTable, catalogue: Catalogue, screen: Screen) -> Iterable[str]:
    from mttq.output import totals

    del catalogue, screen
    return totals.render_json(table)


def _total_csv(table: ShownTable, catalogue: Catalogue, screen: Screen) -> Iterable[str]:
    from mttq.output import totals

    del catalogue, screen
    return totals.render_csv(table)


TOTAL: dict[str, Callable[[ShownTable, Catalogue, Screen], Iterable[str]]] = {
    "table": _total_table,
    "json": _total_json,
    "csv": _total_csv,
}
"""Each yields the text, in pieces."""


XLSX = "xlsx"
"""The format of a workbook, which is no text; `total` and `status` have it beside those of their tables."""


def total_book(table: ShownTable) -> bytes:
    """Return the rows of a table as a workbook.

    Raises:
        TooManyRowsError: a sheet does not hold so many.
    """
    from mttq.output import workbooks

    return workbooks.total_book(table)


def status_book(overview: Overview) -> bytes:
    """Return who has reported as a workbook."""
    from mttq.output import workbooks

    return workbooks.status_book(overview)


class Pieces(NamedTuple):
    """A format that can be written piece by piece.

    Attributes:
        piece: writes the rows of one table.
        whole: yields the text made of the pieces of several tables of the same columns; any of the tables names
            the columns.
    """

    piece: Callable[[ShownTable], str]
    whole: Callable[[ShownTable, Iterable[str]], Iterable[str]]


def _pieces_of_json() -> Pieces:
    from mttq.output import totals

    return Pieces(totals.json_piece, totals.json_whole)


def _pieces_of_csv() -> Pieces:
    from mttq.output import totals

    return Pieces(totals.csv_piece, totals.csv_whole)


TOTAL_IN_PIECES: dict[str, Callable[[], Pieces]] = {"json": _pieces_of_json, "csv": _pieces_of_csv}
"""The formats of `total` in which several processes can write a large tree, each its branches."""


# mttq total --explain


def _explain_table(proof: Proof, table: TotalsTable, catalogue: Catalogue, screen: Screen) -> str:
    from mttq.output.proof import render

    return render(proof, table, catalogue, width=screen.width, colour=screen.colour, level=screen.level)


def _explain_json(proof: Proof, table: TotalsTable, catalogue: Catalogue, screen: Screen) -> str:
    from mttq.output.proof_json import render_json

    del catalogue, screen
    return render_json(proof, table) + "\n"


EXPLAIN: dict[str, Callable[[Proof, TotalsTable, Catalogue, Screen], str]] = {
    "table": _explain_table,
    "json": _explain_json,
}
"""Each returns the proof of one figure as text; `total` has formats in which a proof can't be written."""


# mttq status


def _status_table(overview: Overview, screen: Screen) -> str:
    from mttq.output import status

    return status.render(overview, width=screen.width, colour=screen.colour)


def _status_json(overview: Overview, screen: Screen) -> str:
    from mttq.output import status

    del screen
    return status.render_json(overview) + "\n"


def _status_csv(overview: Overview, screen: Screen) -> str:
    from mttq.output import status

    del screen
    return status.render_csv(overview)


STATUS: dict[str, Callable[[Overview, Screen], str]] = {
    "table": _status_table,
    "json": _status_json,
    "csv": _status_csv,
}
"""Each returns the whole text."""


# mttq diff


def _diff_text(difference: Difference, screen: Screen) -> Iterable[str]:
    from mttq.output.review import text

    lines = text.render(difference, width=screen.width, colour=screen.colour)
    return (f"{line}\n" for line in lines)


def _diff_md(difference: Difference, screen: Screen) -> Iterable[str]:
    from mttq.output.review import markdown

    del screen
    return (markdown.render(difference),)


def _diff_json(difference: Difference, screen: Screen) -> Iterable[str]:
    from mttq.output.review import json

    del screen
    return (json.render(difference),)


DIFF: dict[str, Callable[[Difference, Screen], Iterable[str]]] = {
    "text": _diff_text,
    "md": _diff_md,
    "json": _diff_json,
}


# mttq verify


def _verify_text(found: Sequence[Verification], screen: Screen) -> Iterable[str]:
    from mttq.output import verification

    lines = verification.render(found, width=screen.width, colour=screen.colour)
    return (f"{line}\n" for line in lines)


def _verify_json(found: Sequence[Verification], screen: Screen) -> Iterable[str]:
    from mttq.output import verification

    del screen
    return (verification.render_json(found),)


VERIFY: dict[str, Callable[[Sequence[Verification], Screen], Iterable[str]]] = {
    "text": _verify_text,
    "json": _verify_json,
}
