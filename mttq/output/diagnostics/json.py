"""Write diagnostics as a JSON array, in order of path, line, column and code."""

from __future__ import annotations

from collections.abc import Iterable

from mttq.diagnostics import Diagnostic
from mttq.output.records import json_text


def render(found: Iterable[Diagnostic]) -> str:
    """Return the array as text; lines and columns count from 1 in code points, the end is exclusive."""
    rows = [
        {
            "code": one.code.id,
            "severity": one.severity.value,
            "path": one.path,
            "line": one.span.line,
            "column": one.span.column,
            "end_line": one.span.end_line,
            "end_column": one.span.end_column,
            "message": one.message,
            "help": one.help,
        }
        for one in found
    ]
    return json_text(rows)
