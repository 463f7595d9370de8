"""The comments and blank lines between the nodes of a file.

A `#` outside every scalar begins a comment, because only dashes, colons, commas,
brackets and spaces can occur there.
"""

from __future__ import annotations

from msgspec import Struct

from mttq.source.nodes import Mapping, Node, Scalar, Style
from mttq.source.reader import Source

_BLANKS = " \t"
_OPENING = " \t-?[{"  # characters allowed on a line before its first node


class Remark(Struct, frozen=True):
    """A comment, or a blank line.

    Attributes:
        position: line and column, from 1.
        text: the comment from its `#`, without trailing spaces; "" for a blank line.
        column: the column of the first character on its line, which may be a dash.
        trailing: whether a node or the end of one precedes it on its line.
    """

    position: tuple[int, int]
    text: str
    column: int = 1
    trailing: bool = False


def is_block(node: Scalar) -> bool:
    """Whether a text is written after `|` or `>`."""
    return node.style in {Style.LITERAL, Style.FOLDED}


def block_lines(node: Scalar, column: int, lines: list[str]) -> list[str]:
    """Return the lines of a text after `|` or `>`, without their common margin.

    They include blank lines at the end only if the mark keeps them.

    Args:
        node: the text.
        column: the column of the mapping or list that contains it.
        lines: the lines of the file.
    """
    span = node.span
    marks = _marks(node, lines)
    body = lines[span.line : span.end_line]
    if body and span.end_column == 1:
        body.pop()  # the line after the block
    digit = next((int(mark) for mark in marks if mark.isdecimal()), None)
    written = next((line for line in body if line.strip(" ")), None)
    if digit is not None:
        margin = column - 1 + digit
    elif written is not None:
        margin = len(written) - len(written.lstrip(" "))
    else:
        margin = max(map(len, body), default=0)
    body = [line[margin:] for line in body]
    if "+" not in marks:
        while body and not body[-1]:
            body.pop()
    return body


def _marks(node: Scalar, lines: list[str]) -> str:
    """Return the text after `|` or `>` on its line, without a comment."""
    return lines[node.span.line - 1][node.span.column :].partition("#")[0].strip(_BLANKS)


def remarks_of(source: Source) -> list[Remark]:
    """Return the comments and blank lines of a file in their order."""
    lines = source.lines
    taken = [0] * (len(lines) + 2)  # the columns of a line that scalars take up; -1 for all of it
    if source.root is not None:
        _take(source.root, 1, lines, taken)
    return [found for number, line in enumerate(lines, start=1) if (found := _remark(number, line, taken))]


def _take(node: Node, column: int, lines: list[str], taken: list[int]) -> None:
    if isinstance(node, Scalar):
        _take_scalar(node, column, lines, taken)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            _take_scalar(entry.key, column, lines, taken)
            _take(entry.value, node.span.column, lines, taken)
    else:
        for item in node.items:
            _take(item, node.span.column, lines, taken)


def _take_scalar(node: Scalar, column: int, lines: list[str], taken: list[int]) -> None:
    span = node.span
    if is_block(node):
        last = span.line + len(block_lines(node, column, lines))
        taken[span.line : last + 1] = [-1] * (last + 1 - span.line)
        return
    for line in range(span.line, span.end_line):
        taken[line] = -1
    if taken[span.end_line] >= 0:
        taken[span.end_line] = max(taken[span.end_line], span.end_column - 1)


def _remark(number: int, line: str, taken: list[int]) -> Remark | None:
    column = taken[number]
    if column < 0:
        return None
    if not column and not line.strip(_BLANKS):
        return Remark((number, 1), "")
    at = line.find("#", column)
    if at < 0:
        return None
    trailing = column > 0 or bool(line[:at].strip(_OPENING))
    start = len(line) - len(line.lstrip(_BLANKS)) + 1
    return Remark((number, at + 1), line[at:].rstrip(_BLANKS), start, trailing)
