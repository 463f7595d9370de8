"""Text that is safe on a terminal, measured as one shows it, in lines of a given width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that a terminal, or an editor that lays text out, obeys instead of showing."""
_RESET = "\x1b[0m"
_STYLES = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "place": "\x1b[1m",
    "help": "\x1b[36m",
    "dim": "\x1b[2m",
    "added": "\x1b[32m",
    "removed": "\x1b[31m",
}
_NARROWEST = 12
"""Text gets at least this many columns, whatever its indent."""


def printable(text: str) -> str:
    """Return the text on one line, with control and format characters written out.

    So nothing that a file says can steer a terminal.
    """
    if text.isprintable():
        return text
    return "".join(f"\\u{ord(one):04x}" if unicodedata.category(one) in STEERING else one for one in text)


def width(text: str) -> int:
    """Return how many columns a text takes: the measure that tables use, too, so that all lines agree."""
    from rich.cells import cell_len  # noqa: PLC0415 - a run without faults measures nothing

    return cell_len(text)


def styled(text: str, style: str, *, colour: bool) -> str:
    """Return the text in one of the styles above, or as it is without colour."""
    return f"{_STYLES[style]}{text}{_RESET}" if colour else text


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield the text in lines of at most that width, broken between words; a long path breaks after a `/`."""
    line = ""
    for word in _pieces(printable(text), columns):
        joined = f"{line} {word}" if line else word
        if width(joined) <= columns:
            line = joined
            continue
        if line:
            yield line
        line = word
    if line:
        yield line


def indented(text: str, columns: int, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Yield the text in lines, the first one behind the indent `first` and the others behind `rest`."""
    rest = first if rest is None else rest
    room = max(columns - max(width(first), width(rest)), _NARROWEST)
    for number, line in enumerate(wrapped(text, room)):
        yield (rest if number else first) + line


def beside(left: str, right: str, columns: int, indent: str) -> Iterator[str]:
    """Yield two texts on one line, or the second below the first if they don't fit."""
    line = printable(f"{indent}{left}  {right}")
    if width(line) <= columns:
        yield line
        return
    yield from indented(left, columns, indent)
    yield from indented(right, columns, f"{indent}  ")


def aligned(text: str, figure: str, columns: int, *, first: str, rest: str) -> Iterator[str]:
    """Yield a text with a figure at the right edge, or below the text if there is no room for both.

    Args:
        text: the text, which wraps.
        figure: what to set at the right edge of the first line.
        columns: the width of a line.
        first: the indent of the first line.
        rest: the indent of the others.
    """
    room = columns - width(figure) - 2 - max(width(first), width(rest))
    if room < _NARROWEST:
        yield from indented(text, columns, first, rest)
        yield rest + printable(figure)
        return
    for number, line in enumerate(wrapped(text, room)):
        start = (rest if number else first) + line
        if number:
            yield start
        else:
            yield start + " " * (columns - width(start) - width(figure)) + printable(figure)


def _pieces(text: str, columns: int) -> Iterator[str]:
    """Yield words that each fit a line."""
    from rich.cells import chop_cells  # noqa: PLC0415 - as in `width`

    for word in text.split():
        if width(word) <= columns:
            yield word
            continue
        piece = ""
        for part in word.replace("/", "/\n").split("\n"):
            if piece and width(piece + part) > columns:
                yield piece
                piece = ""
            piece += part
            if width(piece) > columns:
                *full, piece = chop_cells(piece, columns)
                yield from full
        if piece:
            yield piece
