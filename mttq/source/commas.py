"""Commas inside `{ }` and `[ ]` that YAML takes for the end of a value.

`{quy: 4,2 tỷ}` is a key `quy` with the value `4` and a key `2 tỷ` without one.
Each such place is reported, and the pieces are put together again, so that
the halves are never read as something else and nothing more is said of them.
"""

from __future__ import annotations

from mttq.diagnostics import Diagnostic, Span
from mttq.diagnostics.codes import YAML_SYNTAX
from mttq.source.nodes import Entry, Node, Scalar, Style


def rejoin_entries(entries: list[Entry], lines: list[str], path: str) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries of a mapping in braces, each key that has no colon put back to the value before it."""
    found: list[Entry] = []
    cut: list[int] = []
    for entry in entries:
        joined = None
        if found and _without_colon(entry):
            joined = _joined(found[-1].value, entry.key, lines)
        if joined is None:
            found.append(entry)
            continue
        found[-1] = Entry(found[-1].key, joined)
        if len(found) - 1 not in cut:
            cut.append(len(found) - 1)
    return found, [_fault(found[at].value, "{ }", path) for at in cut]


def rejoin_items(items: list[Node], lines: list[str], path: str) -> tuple[list[Node], list[Diagnostic]]:
    """The items of a list in brackets, two put together where only a comma stands between their digits."""
    found: list[Node] = []
    cut: list[int] = []
    for item in items:
        joined = None
        if found and isinstance(item, Scalar) and item.text[:1].isdecimal():
            before = found[-1]
            if isinstance(before, Scalar) and before.text[-1:].isdecimal() and _adjacent(before, item):
                joined = _joined(before, item, lines)
        if joined is None:
            found.append(item)
            continue
        found[-1] = joined
        if len(found) - 1 not in cut:
            cut.append(len(found) - 1)
    return found, [_fault(found[at], "[ ]", path) for at in cut]


def _without_colon(entry: Entry) -> bool:
    value = entry.value.span
    at_end = (value.line, value.column) == (entry.key.span.end_line, entry.key.span.end_column)
    return (
        entry.key.style is Style.PLAIN
        and at_end
        and (value.end_line, value.end_column)
        == (
            value.line,
            value.column,
        )
    )


def _adjacent(before: Scalar, after: Scalar) -> bool:
    end, start = before.span, after.span
    return (start.line, start.column) == (end.end_line, end.end_column + 1)


def _joined(before: Node, after: Scalar, lines: list[str]) -> Scalar | None:
    """One plain scalar from the start of one to the end of the other, both on one line."""
    start, end = before.span, after.span
    one_line = start.line == start.end_line == end.line == end.end_line
    if not isinstance(before, Scalar) or before.style is not Style.PLAIN or not before.text or not one_line:
        return None
    text = lines[start.line - 1][start.column - 1 : end.end_column - 1]
    return Scalar(text, Style.PLAIN, Span(start.line, start.column, end.end_line, end.end_column))


def _fault(node: Node, brackets: str, path: str) -> Diagnostic:
    text = node.text if isinstance(node, Scalar) else ""
    return Diagnostic(
        YAML_SYNTAX,
        path,
        node.span,
        f"dấu phẩy trong ngoặc {brackets} tách “{text}” thành nhiều giá trị",
        f"đặt trong dấu nháy: '{text}'; hoặc viết mỗi giá trị một dòng, không dùng ngoặc",
    )
