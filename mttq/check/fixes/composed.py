"""Letters and marks apart (MT501): put together in the whole file, comments included."""

from __future__ import annotations

import unicodedata

from mttq.check.fixes.model import Edit
from mttq.diagnostics import Diagnostic, Span
from mttq.documents import Project
from mttq.source import Source


def compose(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Each letter with the marks after it in its composed form."""
    del diagnostic, project
    return tuple(
        Edit(Span(number, start + 1, number, end + 1), composed)
        for number, line in enumerate(source.lines, start=1)
        if not unicodedata.is_normalized("NFC", line)
        for start, end, composed in _differences(line)
    )


def _differences(line: str) -> list[tuple[int, int, str]]:
    found = []
    start = 0
    while start < len(line):
        end = start + 1
        while end < len(line) and not _begins(line[end]):
            end += 1
        composed = unicodedata.normalize("NFC", line[start:end])
        if composed != line[start:end]:
            found.append((start, end, composed))
        start = end
    return found


def _begins(character: str) -> bool:
    """Whether a character can't join the one before it."""
    return unicodedata.combining(character) == 0 and not "\u1160" <= character <= "\u11ff"
