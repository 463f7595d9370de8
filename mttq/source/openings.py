"""Quotes and brackets that were opened and not closed, told at their opening.

A quote that is not closed swallows the lines after it up to the next quote of
its kind. libyaml complains there, or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mttq.diagnostics import Diagnostic, Span
from mttq.diagnostics.codes import YAML_SYNTAX
from mttq.source.text import indent

_KEY_OR_ITEM = re.compile(r" *(?:- +)*(?:[a-z0-9_/-]+:(?: |$)|- )")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read last before libyaml gave up.

    Attributes:
        quote: the place of the quoted text just before, if that is what stands there.
        bracket: where the innermost open brace or bracket is.
    """

    quote: Span | None
    bracket: Span | None


def swallows(lines: list[str], span: Span) -> bool:
    """Whether a quoted text of several lines holds keys or items that stand no deeper than itself."""
    if span.line == span.end_line:
        return False
    depth = indent(lines[span.line - 1])
    return any(
        _KEY_OR_ITEM.match(line) is not None and indent(line) <= depth
        for line in lines[span.line : span.end_line]
    )


def unclosed_quote(lines: list[str], span: Span, path: str) -> Diagnostic:
    """The fault of a quote, at the quote."""
    mark = lines[span.line - 1][span.column - 1 : span.column]
    place = Span(span.line, span.column, span.line, span.column + 1)
    message, remedy = quote_words(mark)
    return Diagnostic(YAML_SYNTAX, path, place, message, remedy)


def quote_words(mark: str) -> tuple[str, str]:
    """Message and remedy for a quote that is not closed."""
    return (
        f"dấu nháy {mark} mở ở đây mà không đóng",
        f"thêm dấu {mark} ở cuối đoạn; nếu trong câu có dấu {mark} thì dùng “…” thay cho nó",
    )
