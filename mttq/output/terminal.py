"""Text for a terminal: safe to show, measured as a terminal does, in lines, in columns and as a diff.

Figures are as wide as they need, names wrap, and nothing is cut.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Generic, Literal, TypeVar

from msgspec import Struct

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
_GAP = 2
"""Columns between two columns of a table."""
_NARROWEST_NAMES = 16
"""The first column of a table, which holds names, is never narrower than this."""
_CONTEXT = 3
"""Lines of a diff around each change."""
_IN_ONE_COLUMN_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u1ea0-\u1ef9–—‘’“”…≈≤≥─│├└]*").fullmatch
"""Matches a text of which every character takes one column: nearly all that there are."""
_NO_END = "\\ Không có dấu xuống dòng ở cuối tệp"
_Row = TypeVar("_Row")


def printable(text: str) -> str:
    """Return the text on one line, with control and format characters written out.

    So nothing that a file says can steer a terminal.
    """
    if text.isprintable():
        return text
    return "".join(f"\\u{ord(one):04x}" if unicodedata.category(one) in STEERING else one for one in text)


def width(text: str) -> int:
    """Return how many columns a text takes: the measure that tables also use, so that all lines agree."""
    if _IN_ONE_COLUMN_EACH(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - seldom needed

    return cell_len(text)


def styled(text: str, style: str, *, colour: bool) -> str:
    """Return the text in one of the styles above, or as it is without colour."""
    return f"{_STYLES[style]}{text}{_RESET}" if colour else text


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield the text in lines of at most that width, broken between words; a long path breaks after a `/`."""
    text = " ".join(printable(text).split())
    if _IN_ONE_COLUMN_EACH(text):  # a table of a country has a million of them
        while len(text) > columns and (end := text.rfind(" ", 0, columns + 1)) > 0:
            yield text[:end]
            text = text[end + 1 :]
        if len(text) <= columns:
            if text:
                yield text
            return
    line = ""
    for word in _pieces(text, columns):
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
    from rich.cells import chop_cells  # noqa: PLC0415 - seldom needed

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


class ColumnHead(Struct, frozen=True):
    """The head of a table's column.

    Attributes:
        header: its header; a line break in it starts a new line.
        justify: the side on which its cells are set.
        widest: how many columns of the terminal it takes at most.
    """

    header: str
    justify: Literal["left", "right"]
    widest: int


class GridColumn(ColumnHead, Generic[_Row], frozen=True):
    """A column of a table.

    Attributes:
        cell: returns the text of a row's cell.
    """

    cell: Callable[[_Row], str]


def widths(columns: Sequence[GridColumn[_Row]], rows: Sequence[_Row], room: int) -> list[int]:
    """Return the columns' widths for some rows, as `widths_of` does."""
    return widths_of(columns, [{column.cell(row) for row in rows} for column in columns], room)


def widths_of(columns: Sequence[ColumnHead], texts: Sequence[Collection[str]], room: int) -> list[int]:
    """Return the columns' widths: figures as wide as they need, and the rest for the names in the first column.

    Args:
        columns: the columns.
        texts: the different texts of each.
        room: the width of the terminal.
    """
    found = []
    for column, cells in zip(columns, texts, strict=True):
        needed = max(map(width, cells))
        header = max(map(width, column.header.split("\n")))
        found.append(max(min(needed, column.widest), header))
    rest = room - sum(found[1:]) - _GAP * len(found)
    found[0] = min(found[0], max(rest, _NARROWEST_NAMES))
    return found


def fits(columns_wide: Sequence[int], room: int) -> bool:
    """Return whether columns of these widths fit a terminal."""
    return sum(columns_wide) + _GAP * len(columns_wide) <= room


def rule(columns_wide: Sequence[int]) -> str:
    """Return the line below the headers of columns of these widths."""
    return "─" * (sum(columns_wide) + _GAP * (len(columns_wide) - 1))


class _Cells(dict[str, tuple[str, ...]]):
    """The texts of a column in lines of its width: the same come again and again."""

    def __init__(self, justify: Literal["left", "right"], most: int) -> None:
        self._is_right, self._most = justify == "right", most

    def __missing__(self, text: str) -> tuple[str, ...]:
        lines = [text] if width(text) <= self._most else list(wrapped(text, self._most))
        blanks = [" " * (self._most - width(line)) for line in lines]
        found = self[text] = tuple(
            blank + line if self._is_right else line + blank
            for line, blank in zip(lines, blanks, strict=True)
        )
        return found


class _RowEnds(dict[tuple[tuple[str, ...], ...], str]):
    """What follows the first lines of rows: the further lines of their cells, each behind a line break."""

    def __init__(self, columns_wide: Sequence[int]) -> None:
        self._blanks = [" " * most for most in columns_wide]

    def __missing__(self, cells: tuple[tuple[str, ...], ...]) -> str:
        found = self[cells] = "".join(
            "\n"
            + (" " * _GAP)
            .join(part or blank for part, blank in zip(line, self._blanks, strict=True))
            .rstrip()
            for line in zip_longest(*cells, fillvalue="")
        )
        return found


class Printout:
    """Lines and tables, set one below the other.

    Args:
        width: the terminal's width in columns.
        colour: whether to colour.
    """

    def __init__(self, *, width: int, colour: bool) -> None:
        self.width = width
        self._colour = colour
        self._cells: dict[tuple[str, int], _Cells] = {}
        self._ends: dict[tuple[int, ...], _RowEnds] = {}
        self._out = io.StringIO()

    def line(self, text: str = "", *, bold: bool = False, indent: int = 0) -> None:
        """Add a line, which wraps."""
        if indent + width(text) <= self.width and text.isprintable():
            lines: Iterable[str] = (f"{' ' * indent}{text}",)
        else:
            lines = indented(text, self.width, " " * indent)
        if bold:
            lines = [styled(line, "place", colour=self._colour) for line in lines]
        self.write(lines)

    def header(self, columns: Sequence[ColumnHead], columns_wide: Sequence[int]) -> None:
        """Add the headers of columns of these widths, the last lines of all side by side."""
        parts = [column.header.split("\n") for column in columns]
        most = max(map(len, parts))
        texts = [[""] * (most - len(one)) + one for one in parts]
        for line in "\n".join(self.lines(texts, columns, columns_wide)).split("\n"):
            self.write([styled(line, "place", colour=self._colour)])

    def rows(
        self, rows: Iterable[_Row], columns: Sequence[GridColumn[_Row]], columns_wide: Sequence[int]
    ) -> None:
        """Add rows in columns of these widths."""
        cells = [[printable(column.cell(row)) for column in columns] for row in rows]
        if cells:
            self.write(self.lines(list(zip(*cells, strict=True)), columns, columns_wide))

    def write(self, lines: Iterable[str]) -> None:
        """Add lines as they are."""
        self._out.writelines(f"{line}\n" for line in lines)

    def lines(
        self, texts: Sequence[Sequence[str]], columns: Sequence[ColumnHead], columns_wide: Sequence[int]
    ) -> list[str]:
        """Return rows in columns of these widths, each on as many lines as it needs.

        Args:
            texts: the texts of each column, one for each row; all are printable.
            columns: the columns.
            columns_wide: their widths.
        """
        cells = [
            self._cells_of(column.justify, most) for column, most in zip(columns, columns_wide, strict=True)
        ]
        folded = [list(map(one.__getitem__, column)) for one, column in zip(cells, texts, strict=True)]
        starts = map((" " * _GAP).join, zip(*[[one[0] for one in column] for column in folded], strict=True))
        if all(len(one) == 1 for column in folded for one in set(column)):
            return [line.rstrip() for line in starts]
        ends = self._ends_of(tuple(columns_wide))
        rests = zip(*[[one[1:] for one in column] for column in folded], strict=True)
        return [
            f"{line.rstrip()}{end}" for line, end in zip(starts, map(ends.__getitem__, rests), strict=True)
        ]

    def _cells_of(self, justify: Literal["left", "right"], most: int) -> _Cells:
        """Return the cells of a column."""
        key = (justify, most)
        if key not in self._cells:
            self._cells[key] = _Cells(justify, most)
        return self._cells[key]

    def _ends_of(self, columns_wide: tuple[int, ...]) -> _RowEnds:
        """Return the ends of rows in columns of these widths."""
        if columns_wide not in self._ends:
            self._ends[columns_wide] = _RowEnds(columns_wide)
        return self._ends[columns_wide]

    def text(self) -> str:
        """Return all of it."""
        return self._out.getvalue()


def diff(path: str, before: bytes, after: bytes, *, colour: bool) -> Iterator[str]:
    """Yield the lines of the diff between two contents of a file.

    CR, a byte order mark and whatever else a terminal would obey are written out.

    Args:
        path: the file, relative to the project root.
        before: its content.
        after: its new content.
        colour: whether to colour.
    """
    import difflib  # noqa: PLC0415 - only --fix and --diff show changes

    old, new = (content.decode("utf-8", "replace").split("\n") for content in (before, after))
    ended = [not lines[-1] for lines in (old, new)]
    for lines, end in zip((old, new), ended, strict=True):
        lines[-1:] = [] if end else [f"{lines[-1]}\0"]
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", n=_CONTEXT, lineterm=""):
        kind = {"+": "added", "-": "removed", "@": "place"}.get(line[:1], "")
        shown = line.removesuffix("\0")
        text = shown[:1] + printable(shown[1:].replace("\t", "    "))
        yield styled(text, kind, colour=colour) if kind else text
        if line.endswith("\0"):
            yield _NO_END
