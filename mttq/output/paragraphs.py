"""Text in lines of a given width, with an indent; nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

from mttq.output.terminal import printable

_NARROWEST = 12
"""Room for text, whatever the indent."""


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of that width, broken between words; a path too long for one after a `/`."""
    line = ""
    for word in _pieces(printable(text), width):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        line = word
    if line:
        yield line


def indented(text: str, width: int, first: str = "", rest: str | None = None) -> Iterator[str]:
    """The text with an indent, of the first line and of the others."""
    rest = first if rest is None else rest
    room = max(width - max(cell_len(first), cell_len(rest)), _NARROWEST)
    for number, line in enumerate(wrapped(text, room)):
        yield (rest if number else first) + line


def beside(left: str, right: str, width: int, indent: str) -> Iterator[str]:
    """Two texts on one line, or the second below the first where they don't fit."""
    line = printable(f"{indent}{left}  {right}")
    if cell_len(line) <= width:
        yield line
        return
    yield from indented(left, width, indent)
    yield from indented(right, width, f"{indent}  ")


def aligned(text: str, figure: str, width: int, first: str, rest: str) -> Iterator[str]:
    """A text with a figure at the right edge; below it where there is no room for both."""
    room = width - cell_len(figure) - 2 - max(cell_len(first), cell_len(rest))
    if room < _NARROWEST:
        yield from indented(text, width, first, rest)
        yield rest + printable(figure)
        return
    for number, line in enumerate(wrapped(text, room)):
        start = (rest if number else first) + line
        if number:
            yield start
        else:
            yield start + " " * (width - cell_len(start) - cell_len(figure)) + printable(figure)


def _pieces(text: str, width: int) -> Iterator[str]:
    for word in text.split():
        if cell_len(word) <= width:
            yield word
            continue
        piece = ""
        for part in word.replace("/", "/\n").split("\n"):
            if piece and cell_len(piece + part) > width:
                yield piece
                piece = ""
            piece += part
            if cell_len(piece) > width:
                *full, piece = chop_cells(piece, width)
                yield from full
        if piece:
            yield piece
