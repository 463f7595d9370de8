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
    return sorted(dict.fromkeys(found), key=lambda one: one.sort_key)
