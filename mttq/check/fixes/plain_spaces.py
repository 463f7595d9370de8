"""Spaces that are no plain spaces (MT505, and the codes of keys and names where one is the reason): made plain."""

from __future__ import annotations

from mttq.check.fixes.model import Edit
from mttq.check.fixes.places import find
from mttq.check.rules.odd_space import ODD_SPACES
from mttq.check.rules.reported_places import places
from mttq.diagnostics import Diagnostic, Span
from mttq.documents import Project
from mttq.source import Scalar, Source, Style


def plain_spaces(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Every odd space of the text or key without quotes in which the fault lies."""
    del project
    place = find(source, diagnostic.span)
    if place is None or place.scalar.style is not Style.PLAIN:
        return ()
    return tuple(
        Edit(span, "" if _at_edge(place.scalar, span) else " ")
        for span, _ in places(place.scalar, source, ODD_SPACES)
    )


def plain_space_after_colon(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """The odd space that keeps a colon from ending its key."""
    del project
    span = diagnostic.span
    line = source.lines[span.line - 1] if span.line <= len(source.lines) else ""
    if not ODD_SPACES.match(line, span.column - 1) or not line[: span.column - 1].endswith(":"):
        return ()
    return (Edit(Span(span.line, span.column, span.line, span.column + 1), " "),)


def _at_edge(scalar: Scalar, span: Span) -> bool:
    """Whether a plain space would be no part of the text there."""
    whole = scalar.span
    return (span.line, span.column) == (whole.line, whole.column) or (
        (span.end_line, span.end_column) == (whole.end_line, whole.end_column)
    )
