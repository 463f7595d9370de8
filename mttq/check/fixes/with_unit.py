"""A count written bare, `17.363` (MT201): its unit put behind it, so that no program takes it for a fraction."""

from __future__ import annotations

import re

from mttq.check.fixes.model import Edit
from mttq.check.fixes.places import find, measure_of
from mttq.diagnostics import Diagnostic, Span
from mttq.documents import Project
from mttq.source import Source, Style

_GROUPED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def with_unit(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """The indicator's unit after the number; only for counts, which have no fractions."""
    place = find(source, diagnostic.span)
    if place is None or place.scalar.style is not Style.PLAIN or not _GROUPED.fullmatch(place.scalar.text):
        return ()
    measure = measure_of(place, project)
    if measure is None or not measure.whole or measure.ratio or not measure.name:
        return ()
    span = place.scalar.span
    end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
    return (Edit(end, f" {measure.name}"),)
