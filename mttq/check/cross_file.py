"""The rules across files, shared among several processes if there are many documents.

Each process takes a unit right below a top one, with everything below it: about
the documents of such a branch, the rules need little outside the branch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from mttq.check.dependents import dependents
from mttq.check.memory import CachedDiagnostic, at_path, without_paths
from mttq.check.rules import CROSS_FILE
from mttq.diagnostics import Diagnostic
from mttq.documents import Project
from mttq.documents.outline import Outline
from mttq.processes import Work, count_for, shared_out

_WORTH_SHARING = 4000  # documents
_ENCODER = Encoder()
_DECODER = Decoder(dict[str, tuple[CachedDiagnostic, ...]])

CrossFile = dict[str, tuple[Diagnostic, ...]]
"""The faults that the rules across files find, by path; documents without any are left out."""


class Before(Struct, frozen=True):
    """What was found in the last run.

    Attributes:
        cross_file: the faults that the rules across files found.
        changed: the documents that have changed since, with those that are new or gone.
    """

    cross_file: Mapping[str, tuple[Diagnostic, ...]]
    changed: frozenset[str]


def find_cross_file(project: Project, before: Before | None) -> CrossFile:
    """Run the rules across files.

    If the last run is known, look only at the documents in which a change can have brought a fault, and at those that
    had one, because its message may name other documents.
    """
    outlines: Sequence[Outline] = project.outlines
    if before is not None:
        wanted = set(before.cross_file)
        if before.changed:
            wanted |= dependents(project, before.changed).paths
        outlines = [one for one in outlines if one.ref.path in wanted]
    workers = count_for(len(outlines)) if len(outlines) >= _WORTH_SHARING else 1
    return _shared(project, outlines, workers) if workers > 1 else _found(project, outlines)


def _found(project: Project, outlines: Sequence[Outline]) -> CrossFile:
    asked = {one.ref.path for one in outlines}
    found: dict[str, dict[Diagnostic, None]] = {}
    for rule in CROSS_FILE if outlines else ():
        for one in rule(project, outlines):
            if one.path in asked:
                found.setdefault(one.path, {})[one] = None
    return {path: tuple(these) for path, these in found.items()}


def _shared(project: Project, outlines: Sequence[Outline], workers: int) -> CrossFile:
    branches = _branches(project, outlines)
    project.prepare()

    def work(_: int) -> Work:
        return lambda number: _ENCODER.encode(
            {path: without_paths(these) for path, these in _found(project, branches[number]).items()}
        )

    found: CrossFile = {}
    for _, _, answer in shared_out(len(branches), workers, work):
        for path, these in _DECODER.decode(answer).items():
            found[path] = at_path(path, these)
    return found


def _branches(project: Project, outlines: Sequence[Outline]) -> list[list[Outline]]:
    """Group the documents by the unit right below a top one, the largest group first."""
    units = project.catalogue.units
    known: dict[str, str] = {}

    def branch_of(unit: str) -> str:
        if unit not in known:
            above = units.parent_of(unit) if unit in units.by_id else ""
            top = not above or not units.parent_of(above)
            known[unit] = unit if top else branch_of(above)
        return known[unit]

    branches: dict[str, list[Outline]] = {}
    for one in outlines:
        branches.setdefault(branch_of(one.ref.unit), []).append(one)
    return sorted(branches.values(), key=len, reverse=True)
