"""A space in a text that is not a plain one: it looks the same, but a search for the text does not find it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mttq.check.rules.reported_places import ReportedPlaces, places
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.source import Source, Style, scalars

ODD_SPACE = Code("MT505", "dau-cach-la", Severity.WARNING)

ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NO_BREAK = "\u00a0"


def odd_space(source: Source, reported: ReportedPlaces) -> Iterator[Diagnostic]:
    """Report the first such space of each text without quotes; within quotes it may be intended."""
    if source.root is None or not ODD_SPACES.search(source.text):
        return
    for scalar in scalars(source.root):
        found = list(places(scalar, source, ODD_SPACES)) if scalar.style is Style.PLAIN else []
        if not found or reported.at(scalar.span):
            continue
        span, character = found[0]
        name = "dấu cách không ngắt" if character == _NO_BREAK else "dấu cách lạ"
        count = f" ({len(found)} chỗ trong đoạn này)" if len(found) > 1 else ""
        yield Diagnostic(
            ODD_SPACE,
            source.path,
            span,
            f"có {name} (U+{ord(character):04X}) thay cho dấu cách thường{count}",
            help="gõ lại bằng phím cách; nếu cố ý dùng thì đặt cả giá trị trong dấu nháy",
        )
