"""Documents set against each other by the rules across files, where there are many by several processes.

They are shared out by the units right below the top ones with everything below them: of these
each rule needs little beyond their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.msgpack import Decoder, Encoder

from mttq.check.dependents import affected
from mttq.check.memory import CachedDiagnostic, at_path, without_paths
from mttq.check.rules import ACROSS
from mttq.diagnostics import Diagnostic
from mttq.documents import Project
from mttq.documents.outline import Outline
from mttq.processes import Work, count_for, shared_out

_WORTH_SHARING = 4000
_ENCODER = Encoder()
_DECODER = Decoder(dict[str, tuple[CachedDiagnostic, ...]])

Found = dict[str, tuple[Diagnostic, ...]]
"""What is wrong with documents, by their paths; nothing with those not named."""


@dataclass(frozen=True, slots=True)
class Last:
    """What was found the last time.

    Attributes:
        cross_file: the faults that the rules across files found; documents without any are left out.
        changed: the documents that hold something else now, and those that are new or gone.
    """

    cross_file: Mapping[str, tuple[Diagnostic, ...]]
    changed: frozenset[str]


def find_cross_file(project: Project, last: Last | None) -> Found:
    """What is wrong with documents beside others.

    With the last time known only those are looked at that a change can have put in the wrong, and
    those that were wrong: what is said of them may name others.
    """
    outlines: Sequence[Outline] = project.outlines
    if last is not None:
        wanted = (
            affected(project, last.changed).paths | last.cross_file.keys()
            if last.changed
            else last.cross_file
        )
        outlines = [one for one in outlines if one.ref.path in wanted]
    workers = count_for(len(outlines)) if len(outlines) >= _WORTH_SHARING else 1
    return _shared(project, outlines, workers) if workers > 1 else _found(project, outlines)


def _found(project: Project, outlines: Sequence[Outline]) -> Found:
    asked = {one.ref.path for one in outlines}
    found: dict[str, dict[Diagnostic, None]] = {}
    for rule in ACROSS if outlines else ():
        for one in rule(project, outlines):
            if one.path in asked:
                found.setdefault(one.path, {})[one] = None
    return {path: tuple(these) for path, these in found.items()}


def _shared(project: Project, outlines: Sequence[Outline], workers: int) -> Found:
    shares = _shares(project, outlines)
    project.prepare()

    def work(_: int) -> Work:
        return lambda number: _ENCODER.encode(
            {path: without_paths(these) for path, these in _found(project, shares[number]).items()}
        )

    found: Found = {}
    for _, _, answer in shared_out(len(shares), workers, work):
        for path, these in _DECODER.decode(answer).items():
            found[path] = at_path(path, these)
    return found


def _shares(project: Project, outlines: Sequence[Outline]) -> list[list[Outline]]:
    """The documents by the unit right below a top one that they lie below, the largest share first."""
    units = project.catalogue.units
    known: dict[str, str] = {}

    def share_of(unit: str) -> str:
        if unit not in known:
            above = units.parent_of(unit) if unit in units.by_id else ""
            top = not above or not units.parent_of(above)
            known[unit] = unit if top else share_of(above)
        return known[unit]

    shares: dict[str, list[Outline]] = {}
    for one in outlines:
        shares.setdefault(share_of(one.ref.unit), []).append(one)
    return sorted(shares.values(), key=len, reverse=True)
