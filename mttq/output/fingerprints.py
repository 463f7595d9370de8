"""Names for faults that stay the same while the file around them changes.

A service that compares two runs must see the same fault as one and the same
though lines were added above it. So neither the line's number nor the column
takes part: a fault is named by its code, its file, the text of its line and, among faults that are equal in
all this, its place in their order. Never change what is hashed: every fault already known to a service would come
back as a new one.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mttq.diagnostics import Diagnostic
    from mttq.source import Source

_LENGTH = 32  # hexadecimal digits: 128 bits


def fingerprints(found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> list[str]:
    """A fingerprint for each diagnostic, all of them different."""
    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for one in found:
        about = (one.code.id, one.path, _line(one, sources.get(one.path)))
        parts = "\0".join((*about, str(seen[about])))
        made.append(sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH])
        seen[about] += 1
    return made


def _line(one: Diagnostic, source: Source | None) -> str:
    """The text of the line without the white space around it: indenting a block anew changes no fault."""
    if source is None or one.span.line > len(source.lines):
        return ""
    return source.lines[one.span.line - 1].strip()
