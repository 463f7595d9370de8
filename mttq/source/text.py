"""The lines of a text as every editor counts them."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile("\r\n|\r|\n")


def split(text: str) -> list[str]:
    """The lines without their ends."""
    return _LINE_BREAK.split(text)


def indent(line: str) -> int:
    """How many spaces a line starts with."""
    return len(line) - len(line.lstrip(" "))


def starts(text: str) -> list[int]:
    """Where each line starts, in code points from 0."""
    return [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
