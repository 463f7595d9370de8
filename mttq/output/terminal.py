"""Text that is safe and rightly measured on a terminal."""

from __future__ import annotations

import unicodedata

_RESET = "\x1b[0m"
_STYLES = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "place": "\x1b[1m",
    "help": "\x1b[36m",
    "dim": "\x1b[2m",
}


def printable(text: str) -> str:
    """The text on one line, with control and format characters written out, so that no data steers a terminal."""
    return "".join(
        character
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        else f"\\u{ord(character):04x}"
        for character in text
    )


def width(text: str) -> int:
    """How many columns a terminal takes for a text."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in {"W", "F"} else 1
        for one in text
    )


def styled(text: str, style: str, *, colour: bool) -> str:
    """The text in one of the styles `error`, `warning`, `place`, `help`, `dim`; plain without colour."""
    return f"{_STYLES[style]}{text}{_RESET}" if colour else text
