"""Commas inside `{ }` and `[ ]` that YAML takes for the end of a value.

To YAML, `{quy: 4,2 tỷ}` is a key `quy` with the value `4` and a key `2 tỷ` without
a value. Each such place is reported, and the pieces are joined again, so that no
half is read as something else or reported a second time.
"""

from __future__ import annotations

from mttq.diagnostics import YAML_SYNTAX, Diagnostic, Span
from mttq.source.nodes import Entry, Node, Scalar, Style
from mttq.spelling import shortened


def rejoin_entries(entries: list[Entry], lines: list[str], path: str) -> tuple[list[Entry], list[Diagnostic]]:
    """Join keys without a colon to the value before them, in a mapping in braces."""
    groups: list[tuple[Entry, list[Scalar]]] = []
    for entry in entries:
        if groups and _without_colon(entry) and _on_one_line(groups[-1][0].value, entry.key):
            groups[-1][1].append(entry.key)
        else:
            groups.append((entry, []))
    found: list[Entry] = []
    faults: list[Diagnostic] = []
    for entry, cut in groups:
        if cut:
            joined = _joined(entry.value, cut[-1], lines)
            faults.append(_fault(joined, "{ }", path))
            found.append(Entry(entry.key, joined))
        else:
            found.append(entry)
    return found, faults


def rejoin_items(items: list[Node], lines: list[str], path: str) -> tuple[list[Node], list[Diagnostic]]:
    """Join items of a list in brackets if only a comma separates their digits."""
    groups: list[tuple[Node, list[Scalar]]] = []
    for item in items:
        if groups and isinstance(item, Scalar) and item.text[:1].isdecimal():
            first, cut = groups[-1]
            before = cut[-1] if cut else first
            if _ends_in_digit(before) and _adjacent(before, item) and _on_one_line(first, item):
                cut.append(item)
                continue
        groups.append((item, []))
    found: list[Node] = []
    faults: list[Diagnostic] = []
    for first, cut in groups:
        if cut:
            joined = _joined(first, cut[-1], lines)
            faults.append(_fault(joined, "[ ]", path))
            found.append(joined)
        else:
            found.append(first)
    return found, faults


def _ends_in_digit(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text[-1:].isdecimal()


def _without_colon(entry: Entry) -> bool:
    key, value = entry.key.span, entry.value.span
    start, end = (value.line, value.column), (value.end_line, value.end_column)
    return entry.key.style is Style.PLAIN and start == end == (key.end_line, key.end_column)


def _adjacent(before: Node, after: Scalar) -> bool:
    end, start = before.span, after.span
    return (start.line, start.column) == (end.end_line, end.end_column + 1)


def _on_one_line(before: Node, after: Scalar) -> bool:
    """Whether both are plain scalars on the same line, so that one stretch of it covers them."""
    plain = isinstance(before, Scalar) and before.style is after.style is Style.PLAIN and before.text != ""
    return plain and before.span.line == before.span.end_line == after.span.line == after.span.end_line


def _joined(first: Node, last: Scalar, lines: list[str]) -> Scalar:
    """Return one plain scalar from the start of `first` to the end of `last`."""
    start, end = first.span, last.span
    text = lines[start.line - 1][start.column - 1 : end.end_column - 1]
    return Scalar(text, Style.PLAIN, Span(start.line, start.column, end.end_line, end.end_column))


def _fault(joined: Scalar, brackets: str, path: str) -> Diagnostic:
    text = shortened(joined.text)
    return Diagnostic(
        YAML_SYNTAX,
        path,
        joined.span,
        f"dấu phẩy trong ngoặc {brackets} tách “{text}” thành nhiều giá trị",
        f"đặt trong dấu nháy: '{text}'; hoặc viết mỗi giá trị một dòng, không dùng ngoặc",
    )
