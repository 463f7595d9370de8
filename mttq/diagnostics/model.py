"""Places in files, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass

from mttq.diagnostics.codes import Code, Severity


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file: lines and columns from 1, in Unicode code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


# Where to point for a fault of a file as a whole.
FILE_START = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault at one place.

    Attributes:
        code: what kind of fault this is; it also says how severe.
        path: the file, relative to the project root, with `/`.
        span: where in the file.
        message: the fact, with the value found; never the position.
        help: what to write instead, or None where there is nothing to add.
    """

    code: Code
    path: str
    span: Span
    message: str
    help: str | None = None

    @property
    def severity(self) -> Severity:
        """How severe the fault is: its code's severity."""
        return self.code.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of output: path, line, column, code, then text so that runs agree."""
        return (self.path, self.span.line, self.span.column, self.code.id, self.message)
