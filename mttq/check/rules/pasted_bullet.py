"""A bullet of Word at the beginning of a text: it is printed as a letter of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mttq.check.rules.reported_places import ReportedPlaces, places
from mttq.diagnostics import Code, Diagnostic, Severity, Span
from mttq.source import Scalar, Source, Style, scalars

PASTED_BULLET = Code("MT128", "dau-dau-dong-thua", Severity.WARNING)

BULLET_SIGN = re.compile("[•▪●○◦■□➢➤✓]")
_BULLET = re.compile(rf"^\s*({BULLET_SIGN.pattern})\s*(?=\S)", re.MULTILINE)


def pasted_bullet(source: Source, reported: ReportedPlaces) -> Iterator[Diagnostic]:
    """Report each text a line of which begins with a bullet; bare texts of more lines are those of MT116."""
    if source.root is None or not BULLET_SIGN.search(source.text):
        return
    for scalar in scalars(source.root):
        if scalar.style is Style.PLAIN and scalar.span.line != scalar.span.end_line:
            continue
        found = list(_BULLET.finditer(scalar.text))
        if not found:
            continue
        span = _place(source, scalar, found[0])
        if reported.at(span):
            continue
        count = f" ({len(found)} dòng)" if len(found) > 1 else ""
        yield Diagnostic(
            PASTED_BULLET,
            source.path,
            span,
            f"dấu đầu dòng “{found[0][1]}” của Word sẽ in nguyên vào văn bản{count}",
            help="bỏ dấu này; mỗi mục viết một dòng bắt đầu bằng “- ”",
        )


def _place(source: Source, scalar: Scalar, found: re.Match[str]) -> Span:
    """Return where a bullet stands: in a block that is the first thing on a line."""
    for span, _ in places(scalar, source, BULLET_SIGN):
        if source.lines[span.line - 1][: span.column - 1].isspace():
            return span
    return scalar.part(found.start(1), found.end(1))
