"""An invisible character in a text: two texts that look the same differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mttq.check.rules.reported_places import ReportedPlaces, places
from mttq.diagnostics import Code, Diagnostic, Severity, Span
from mttq.source import Source, scalars

INVISIBLE_CHARACTER = Code("MT506", "ky-tu-an", Severity.WARNING)

INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)
_JOINER = "\u200d"
_VARIANT = "\ufe0f"


def invisible_character(source: Source, reported: ReportedPlaces) -> Iterator[Diagnostic]:
    """Report the first invisible character of each text, unless it joins two pictures into one."""
    if source.root is None or not INVISIBLE.search(source.text):
        return
    for scalar in scalars(source.root):
        found = [
            (span, character)
            for span, character in places(scalar, source, INVISIBLE)
            if not joins_pictures(source.lines[span.line - 1], span.column - 1)
        ]
        if not found or reported.at(found[0][0]) or _is_broken(scalar.text, found):
            continue
        span, character = found[0]
        count = f" ({len(found)} chỗ trong đoạn này)" if len(found) > 1 else ""
        yield Diagnostic(
            INVISIBLE_CHARACTER,
            source.path,
            span,
            f"có ký tự không nhìn thấy (U+{ord(character):04X}) trong chữ{count}",
            help="xóa ký tự đó, hoặc gõ lại đoạn này bằng bàn phím",
        )


def _is_broken(text: str, found: list[tuple[Span, str]]) -> bool:
    """Whether the characters are letters of a text in an old encoding, which is reported as such."""
    from mttq.check.charsets import SOFT_HYPHEN, converted, reread  # noqa: PLC0415 - only for texts with faults

    return any(character == SOFT_HYPHEN for _, character in found) and (
        converted(text) is not None or reread(text) is not None
    )


def joins_pictures(line: str, at: int) -> bool:
    """Whether the character at a place of a line makes one picture of the two around it."""
    before = line[:at].rstrip(_VARIANT)[-1:]
    after = line[at + 1 : at + 2]
    return line[at] == _JOINER and all(
        one and unicodedata.category(one) in {"So", "Sk"} for one in (before, after)
    )
