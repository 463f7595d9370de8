"""Text that is safe and rightly measured on a terminal."""

from __future__ import annotations

import unicodedata

_RESET = "\x1b[0m"
# What a terminal, or an editor that lays text out, obeys instead of showing.
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_COMBINING = frozenset({"Mn", "Me"})
_STYLES = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "place": "\x1b[1m",
    "help": "\x1b[36m",
    "dim": "\x1b[2m",
    "added": "\x1b[32m",
    "removed": "\x1b[31m",
}


def printable(text: str) -> str:
    """The text on one line, with control and format characters written out, so that no data steers a terminal."""
    if text.isprintable():
        return text
    return "".join(f"\\u{ord(one):04x}" if unicodedata.category(one) in _STEERING else one for one in text)


def width(text: str) -> int:
    """How many columns a terminal takes for a text."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in _COMBINING:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def styled(text: str, style: str, *, colour: bool) -> str:
    """The text in one of the styles of the table above; plain without colour."""
    return f"{_STYLES[style]}{text}{_RESET}" if colour else text
