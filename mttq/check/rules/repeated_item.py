"""The same text twice in one list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mttq.check.rules.reported_places import ReportedPlaces
from mttq.diagnostics import Code, Diagnostic, Severity, Span
from mttq.schema import ITEM_TITLE
from mttq.source import Mapping, Node, Scalar, Sequence, Source
from mttq.spelling import shortened

REPEATED_ITEM = Code("MT115", "muc-lap-lai", Severity.WARNING)

_LONGEST_SHOWN = 60


def repeated_item(source: Source, reported: ReportedPlaces) -> Iterator[Diagnostic]:
    """Report the second of two equal items: it would print a paragraph twice, or make two tasks of one."""
    if source.root is not None:
        yield from _node(source.root, source.path)


def _node(node: Node, path: str) -> Iterator[Diagnostic]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _node(entry.value, path)
    elif isinstance(node, Sequence):
        first: dict[str, Span] = {}
        for item in node.items:
            yield from _node(item, path)
            title = item.get(ITEM_TITLE) if isinstance(item, Mapping) else item
            if not isinstance(title, Scalar) or not title.text.strip():
                continue
            text = " ".join(unicodedata.normalize("NFC", title.text).split())
            earlier = first.setdefault(text, title.span)
            if earlier is not title.span:
                yield Diagnostic(
                    REPEATED_ITEM,
                    path,
                    title.span,
                    f"mục “{shortened(text, _LONGEST_SHOWN)}” đã có ở dòng {earlier.line}",
                    help="giữ lại một mục, gộp nội dung của hai mục nếu cần",
                )
