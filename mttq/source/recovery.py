"""Reading past a syntax error, so that one run reports them all.

The stretch that can't be read is put out of the way and the text is read again.
The result is good for finding more faults and for nothing else: a file with a
syntax error has no document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from mttq.diagnostics import Diagnostic, Span
from mttq.source.nodes import BROKEN, Node
from mttq.source.text import indent

if TYPE_CHECKING:
    from mttq.source.margins import Margins

_VALUE = f'"{BROKEN}"'
_START = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[a-z0-9_/-]+:(?![^\s\u00a0]*//))?")
_KEY = re.compile(r" *(?:- +)*[^\s:#'\"{\[-][^:]*:(?: |$)|- ")
# At most this many syntax errors are reported for one file; reading it that often still takes seconds, not minutes.
MOST_FAULTS = 50
_MOST_READ = 8 * 1024 * 1024


def attempts(size: int) -> int:
    """Return how often a text of a size may be read."""
    return max(2, min(MOST_FAULTS, _MOST_READ // max(1, size)))


class Remainder(Struct, frozen=True):
    """What a file with syntax errors still holds: good for finding its other faults, for no figure.

    Attributes:
        root: the document's node; a value that can't be read is a scalar in the style `BROKEN`.
        shifts: how far each line with a mended margin moved to the right.
        lost: whole lines were given up, so nothing can be said to be missing.
        lines: the lines of the file as they are written.
    """

    root: Node
    shifts: Mapping[int, int]
    lost: bool
    lines: tuple[str, ...]

    def original(self, fault: Diagnostic) -> Diagnostic:
        """Return a fault of the mended text at its place in the file."""
        return _unshifted(fault, self.shifts, self.lines)


class Recovery:
    """Mends a text line by line; the number of lines never changes.

    Args:
        lines: the text as it is written.
        margins: the margins that its lines should have, if they are known.

    Attributes:
        lines: the text as mended so far.
    """

    def __init__(self, lines: list[str], margins: Margins | None = None) -> None:
        self.lines = lines if margins is None else list(margins.lines)
        self._written = tuple(lines)
        self._shifts: dict[int, int] = {} if margins is None else dict(margins.shifts)
        self._lost = False
        self._moved: set[int] = set()

    def original(self, fault: Diagnostic) -> Diagnostic:
        """Return a fault of the mended text at its place in the file."""
        return _unshifted(fault, self._shifts, self._written)

    def remainder(self, root: Node) -> Remainder:
        """Return what the text still holds.

        Args:
            root: the node of the mended text.
        """
        return Remainder(root, dict(self._shifts), self._lost, self._written)

    def mend(self, span: Span) -> bool:
        """Put the text at a place out of the way; return False if there is nothing left to do."""
        number = span.line - 1
        line = self.lines[number]
        if not line.strip():
            return False
        if line[span.column - 1 : span.column] == "\t":
            self.lines[number] = f"{line[: span.column - 1]} {line[span.column :]}"
            return True
        found = _START.match(line)
        if found is None or (not line[found.end() :].strip() and not found["key"]):
            self._give_up(number)
            return True
        inside_value = span.column - 1 > found.end() - 1 or (
            not found["key"] and "-" in found["lead"] and span.column - 1 >= found.end()
        )
        if inside_value and line[found.end() :].strip() and (found["key"] or "-" in found["lead"]):
            new = f"{line[: found.end()]}{' ' if found['key'] else ''}{_VALUE}"
            if new != line:
                self._replace(number, new, len(found["lead"]))
                return True
        if number not in self._moved and _KEY.match(line) and self._realign(number):
            return True
        self._give_up(number)
        return True

    def _replace(self, number: int, new: str, depth: int) -> None:
        self.lines[number] = new
        for below in self._deeper(number, depth):
            self.lines[below] = ""

    def _give_up(self, number: int) -> None:
        depth = indent(self.lines[number])
        for below in self._deeper(number, depth):
            self.lines[below] = ""
        self.lines[number] = ""
        self._lost = True

    def _deeper(self, number: int, depth: int) -> list[int]:
        """Return the lines after a line that are indented more than `depth`."""
        found = []
        for below in range(number + 1, len(self.lines)):
            line = self.lines[below]
            if line.strip() and indent(line) <= depth:
                break
            found.append(below)
        return found

    def _levels(self, number: int, depth: int) -> list[int]:
        """Return the margins of the lines above that a line could belong to, the nearest first."""
        levels: list[int] = []
        for above in range(number - 1, -1, -1):
            line = self.lines[above]
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            level = indent(line)
            if not levels or level < levels[-1]:
                levels.append(level)
            if level < depth:
                break
        return levels

    def _realign(self, number: int) -> bool:
        """Move a block whose margin fits no level around it to the nearest level."""
        depth = indent(self.lines[number])
        levels = self._levels(number, depth)
        if not levels or depth in levels:
            return False
        target = min(levels, key=lambda level: (abs(level - depth), -level))
        move = target - depth
        block = [number]
        for below in range(number + 1, len(self.lines)):
            line = self.lines[below]
            if line.strip() and (indent(line) < depth or depth < indent(line) == target):
                break
            block.append(below)
        for one in block:
            line = self.lines[one]
            if line.strip():
                self._shifts[one + 1] = self._shifts.get(one + 1, 0) + move
                self.lines[one] = " " * move + line if move > 0 else line[-move:]
            self._moved.add(one)
        return True


def _unshifted(fault: Diagnostic, shifts: Mapping[int, int], lines: Sequence[str]) -> Diagnostic:
    """Move a fault of a mended text to its place in the file, whose lines may be shorter."""
    span = fault.span
    column = _column(span.line, span.column, shifts, lines)
    end_column = _column(span.end_line, span.end_column, shifts, lines)
    if span.line == span.end_line:
        end_column = max(column, end_column)
    place = Span(span.line, column, span.end_line, end_column)
    return fault if place == span else replace(fault, span=place)


def _column(line: int, column: int, shifts: Mapping[int, int], lines: Sequence[str]) -> int:
    return min(max(1, column - shifts.get(line, 0)), len(lines[line - 1]) + 1)
