"""Write diagnostics as workflow commands, which GitHub Actions shows next to the lines of a pull request.

    ::error file=plans/2020/quang-tri/nam.yaml,line=4,col=7,endLine=4,endColumn=9,title=MT201 so-mo-ho::…

The runner takes any line of the output that starts with `::` for a command. No text of a file may become one:
control characters are written out, and the signs that separate parts of a command are escaped in the way that the
runner undoes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mttq.output.diagnostics.findings import whole_message
from mttq.output.terminal import printable

if TYPE_CHECKING:
    from mttq.diagnostics import Diagnostic
    from mttq.output.diagnostics.findings import Findings

# In this order, because the sign that escapes must be escaped first.
_IN_MESSAGE = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTY = (*_IN_MESSAGE, (":", "%3A"), (",", "%2C"))


def render(findings: Findings) -> Iterator[str]:
    """Yield one command for each diagnostic."""
    for one in findings.found:
        properties = ",".join(
            f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in _properties(one, findings)
        )
        lines = "\n".join(map(printable, whole_message(one).split("\n")))
        yield f"::{one.severity.value} {properties}::{_escaped(lines, _IN_MESSAGE)}"


def _properties(one: Diagnostic, findings: Findings) -> Iterator[tuple[str, str]]:
    span = one.span
    yield "file", printable(findings.path_in_repository(one.path))
    yield "line", str(span.line)
    # GitHub takes columns only for a fault on one line; for others it drops them with a remark.
    if span.end_line == span.line:
        yield "col", str(span.column)
    yield "endLine", str(span.end_line)
    if span.end_line == span.line:
        yield "endColumn", str(span.end_column)
    yield "title", f"{one.code.id} {one.code.name}"


def _escaped(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for sign, escape in table:
        text = text.replace(sign, escape)
    return text
