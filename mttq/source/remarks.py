"""The comments and blank lines of a file: what stands between its nodes.

A `#` outside every scalar begins a comment, for only dashes, colons, commas,
brackets and spaces stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mttq.source.nodes import Mapping, Node, Scalar, Style
from mttq.source.reader import Source

_BLANKS = " \t"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or a blank line.

    Attributes:
        position: line and column, from 1.
        text: the comment from its `#` without spaces at its end; "" for a blank line.
        trailing: a node or the end of one stands before it on its line.
    """

    position: tuple[int, int]
    text: str
    trailing: bool = False


def is_block(node: Scalar) -> bool:
    """Whether a text is written after `|` or `>`."""
    return node.style in {Style.LITERAL, Style.FOLDED}


def scalars_of(node: Node) -> Iterator[Scalar]:
    """Every scalar of a node in the order of the file, keys included."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from scalars_of(entry.value)
    else:
        for item in node.items:
            yield from scalars_of(item)


def remarks_of(source: Source) -> list[Remark]:
    """The comments and blank lines of a file in their order."""
    lines = source.lines
    taken = [0] * (len(lines) + 2)  # how far a line is taken by scalars, in columns; -1: wholly
    for node in scalars_of(source.root) if source.root is not None else ():
        _take(node, lines, taken)
    return [found for number, line in enumerate(lines, start=1) if (found := _remark(number, line, taken))]


def _take(node: Scalar, lines: list[str], taken: list[int]) -> None:
    span, last, end = node.span, node.span.end_line, node.span.end_column
    if is_block(node):
        last, end = _end_of_block(node, lines), -1
        taken[span.line] = -1
    for line in range(span.line, last):
        taken[line] = -1
    taken[last] = -1 if end == -1 or taken[last] == -1 else max(taken[last], end - 1)


def _end_of_block(node: Scalar, lines: list[str]) -> int:
    """The last line of a block; blank lines after its text are its own only where its mark says so."""
    span = node.span
    last = span.end_line
    if last > span.line and span.end_column == 1:
        last -= 1
    if "+" not in lines[span.line - 1][span.column - 1 :].partition("#")[0]:
        while last > span.line and not lines[last - 1].strip(" "):
            last -= 1
    return last


def _remark(number: int, line: str, taken: list[int]) -> Remark | None:
    column = taken[number]
    if column < 0:
        return None
    if not column and not line.strip(_BLANKS):
        return Remark((number, 1), "")
    at = line.find("#", column)
    if at < 0:
        return None
    before = line[:at].strip(_BLANKS)
    trailing = column > 0 or before[:1] in {"}", "]", ","}
    return Remark((number, at + 1), line[at:].rstrip(_BLANKS), trailing)
