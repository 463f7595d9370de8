"""Diagnostics and their places in files."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import force_setattr

from mttq.diagnostics.codes import Code, Severity


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch of one file: lines and columns count from 1, in Unicode code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


# A message or a remedy has at most this many characters. Only names as long as a file make longer ones.
LONGEST = 2000
_TAIL = 400

# The place of a fault that concerns a file as a whole.
FILE_START = Span(1, 1, 1, 1)


class Diagnostic(Struct, frozen=True, array_like=True, gc=False):
    """One fault at one place.

    Attributes:
        code: the kind of fault, with its severity.
        path: the file, relative to the project root, with `/`.
        span: where in the file.
        message: the fact, with the value found, but not the position.
        help: what to write instead; None if there is nothing to add.
    """

    code: Code
    path: str
    span: Span
    message: str
    help: str | None = None

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST:
            force_setattr(self, "message", _shortened(self.message))
        if self.help is not None and len(self.help) > LONGEST:
            force_setattr(self, "help", _shortened(self.help))

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return self.code.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of output: path, line, column, code, then message, so that runs agree."""
        return (self.path, self.span.line, self.span.column, self.code.id, self.message)


def _shortened(text: str) -> str:
    """Cut the middle out of a text, and say how long it was."""
    left = len(text) - (LONGEST - 100)
    return f"{text[: LONGEST - 100 - _TAIL]}… (lược {left} ký tự) …{text[-_TAIL:]}"
