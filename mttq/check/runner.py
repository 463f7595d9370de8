"""Runs every rule over a project and puts all the faults in order."""

from __future__ import annotations

from mttq.check.rules import ALL_RULES
from mttq.diagnostics import Diagnostic
from mttq.documents import Project


def check(project: Project) -> list[Diagnostic]:
    """Every fault of a project: of each file on its own, then of files against each other.

    Returns:
        The diagnostics in order of path, line, column and code, none of them twice.
    """
    found = list(project.diagnostics)
    for rule in ALL_RULES:
        found += rule(project)
    # What is wrong with the syntax at a place is the reason for whatever else is said of that place.
    refused = {_place(one) for one in found if _is_syntax(one)}
    kept = [one for one in found if _is_syntax(one) or _place(one) not in refused]
    return sorted(dict.fromkeys(kept), key=lambda one: one.sort_key)


def _is_syntax(one: Diagnostic) -> bool:
    return one.code.id.startswith("MT0")


def _place(one: Diagnostic) -> tuple[str, int, int]:
    return one.path, one.span.line, one.span.column
