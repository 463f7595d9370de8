"""The places of single characters in a file, and the places where an error has been reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mttq.diagnostics import Diagnostic, Severity, Span
from mttq.source import Scalar, Source


class ReportedPlaces(Struct, frozen=True):
    """The places at which reading a file found errors, so that their cause is not reported again."""

    starts: frozenset[tuple[int, int]]

    def at(self, span: Span) -> bool:
        """Whether an error begins where the span does."""
        return (span.line, span.column) in self.starts


def reported_places(faults: Iterable[Diagnostic]) -> ReportedPlaces:
    """Return the places of the errors that reading a file found."""
    return ReportedPlaces(
        frozenset((one.span.line, one.span.column) for one in faults if one.severity is Severity.ERROR)
    )


def places(scalar: Scalar, source: Source, pattern: re.Pattern[str]) -> Iterator[tuple[Span, str]]:
    """Yield each character of a scalar, as written in its file, that fits a pattern of one character."""
    span = scalar.span
    for number in range(span.line, min(span.end_line, len(source.lines)) + 1):
        line = source.lines[number - 1]
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        for found in pattern.finditer(line, start, end):
            yield Span(number, found.start() + 1, number, found.start() + 2), found[0]
