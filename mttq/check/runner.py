"""Runs every rule over a project and puts all the faults in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mttq.check.rules import ALL_RULES, OF_FRAGMENTS
from mttq.check.suppression import apply
from mttq.diagnostics import Diagnostic
from mttq.diagnostics.codes import BAD_ID, MISSING_PROGRAMME, UNKNOWN_INDICATOR, UNKNOWN_TASK, UNKNOWN_UNIT
from mttq.documents import Plan, Project


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        found: the diagnostics in order of path, line, column and code, none of them twice.
        passed_over: those that comments in the files say to pass over, in the same order.
    """

    found: list[Diagnostic]
    passed_over: list[Diagnostic]


def check(project: Project) -> list[Diagnostic]:
    """Every fault of a project that no comment passes over; see `run`."""
    return run(project).found


def run(project: Project) -> Checked:
    """Every fault of a project: of each file on its own, then of files against each other."""
    found = list(project.diagnostics)
    for rule in ALL_RULES:
        found += rule(project)
    found += _of_fragments(project)
    # What is wrong with the syntax at a place is the reason for whatever else is said of that place.
    refused = {_place(one) for one in found if _is_syntax(one)}
    kept = [one for one in found if _is_syntax(one) or _place(one) not in refused]
    # A name that is nearly a known one is told as that, not for its form as well.
    told = {_place(one) for one in kept if one.code in {UNKNOWN_INDICATOR, UNKNOWN_UNIT, UNKNOWN_TASK}}
    kept = [one for one in kept if one.code is not BAD_ID or _place(one) not in told]
    left, passed = apply(dict.fromkeys(kept), project.sources)
    return Checked(sorted(left, key=lambda one: one.sort_key), sorted(passed, key=lambda one: one.sort_key))


def _of_fragments(project: Project) -> Iterator[Diagnostic]:
    """The faults in what is left of files with faults of syntax, at their places in those files."""
    plans = [one for one in project.fragments if isinstance(one, Plan)]
    others = [one for one in project.fragments if not isinstance(one, Plan)]
    for fragments in (plans, others):
        paths = {one.ref.path for one in fragments}
        # Of a plan that has lost lines nobody can say which tasks it does not have.
        silent = {UNKNOWN_TASK} if len(plans) > 1 and fragments is plans else set()
        whole = replace(project, documents=(*_plans(project), *fragments))
        for rule in OF_FRAGMENTS if fragments else ():
            for one in rule(whole):
                left = project.sources[one.path].remainder if one.path in paths else None
                if left is None or one.code in silent or (left.lost and one.code is MISSING_PROGRAMME):
                    continue
                yield left.original(one)


def _plans(project: Project) -> Iterator[Plan]:
    return (one for one in project.documents if isinstance(one, Plan))


def _is_syntax(one: Diagnostic) -> bool:
    return one.code.id.startswith("MT0")


def _place(one: Diagnostic) -> tuple[str, int, int]:
    return one.path, one.span.line, one.span.column
