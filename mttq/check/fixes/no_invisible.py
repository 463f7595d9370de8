"""Characters that show nothing (MT506, and MT206 where one is the reason): removed."""

from __future__ import annotations

from mttq.check.fixes.model import Edit
from mttq.check.fixes.places import find
from mttq.check.rules.invisible_character import INVISIBLE, joins_pictures
from mttq.check.rules.reported_places import places
from mttq.diagnostics import Diagnostic
from mttq.documents import Project
from mttq.source import Source


def no_invisible(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Every such character of the text; none between digits, where what was meant is not certain."""
    del project
    place = find(source, diagnostic.span)
    line = source.lines[diagnostic.span.line - 1] if place is not None else ""
    if place is None or not INVISIBLE.match(line, diagnostic.span.column - 1):
        return ()
    edits = []
    for span, _ in places(place.scalar, source, INVISIBLE):
        line, at = source.lines[span.line - 1], span.column - 1
        if line[max(at - 1, 0) : at].isdecimal() and line[at + 1 : at + 2].isdecimal():
            return ()
        if not joins_pictures(line, at):
            edits.append(Edit(span, ""))
    return tuple(edits)
