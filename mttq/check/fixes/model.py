"""A fix as a value: which characters of a file are to be replaced, and by what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mttq.diagnostics import Diagnostic, Span
from mttq.documents import Project
from mttq.source import Source
from mttq.source.text import starts


@dataclass(frozen=True, slots=True)
class Edit:
    """New text for a stretch of a file; an empty stretch is an insertion."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends one fault."""

    diagnostic: Diagnostic
    edits: tuple[Edit, ...]

    @property
    def path(self) -> str:
        """The file that it changes."""
        return self.diagnostic.path


Maker = Callable[[Diagnostic, Source, Project], tuple[Edit, ...]]
"""From a fault, its file and the project to what mends it; nothing where that is not certain."""


def edited(text: str, edits: list[Edit]) -> str:
    """A text with edits made, none of which may overlap; all else stays as it is, line ends included."""
    lines = starts(text)

    def offset(line: int, column: int) -> int:
        return lines[line - 1] + column - 1

    pieces = []
    done = 0
    for edit in sorted(edits, key=lambda one: one.span):
        pieces += [text[done : offset(edit.span.line, edit.span.column)], edit.text]
        done = offset(edit.span.end_line, edit.span.end_column)
    return "".join([*pieces, text[done:]])


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters, or begin at the same place."""
    first, second = sorted((one.span, other.span))
    return (first.line, first.column) == (second.line, second.column) or (
        (first.end_line, first.end_column) > (second.line, second.column)
    )
