"""How long a text is in print, reckoned from the widths of letters, so that nothing has to be printed to know."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Advance widths of Times New Roman Bold, in thousandths of the size: the letters of each group are one
# width, the rest are as wide as a figure. Vietnamese letters are as wide as their base letters.
_GROUPS = {
    250: " .,;",
    278: "il/",
    333: "-:!()fjt",
    389: "sI",
    444: "cerz",
    500: "agovxyJ–",
    556: "bdhknpquS",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYw",
    778: "GHKOQ",
    549: "≈≥≤",
    570: "+=<>",
    833: "m&",
    944: "M",
    1000: "W—%…",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_OTHER_WIDTH = 500
# Faces of the same widths; letters of any other are taken to be as wide as those of a sans-serif one.
_AS_NARROW = ("times new roman", "liberation serif", "tinos", "nimbus roman")
_WIDER = 1.16


def breadth(font: str) -> float:
    """How much wider letters of a font are than those of Times New Roman, reckoned on the safe side."""
    return 1.0 if font.strip().lower() in _AS_NARROW else _WIDER


@lru_cache(maxsize=4096)  # the words of a table come again and again
def text_width(text: str, size: float) -> float:
    """How long the text is on one line in Times New Roman Bold of that size, both in the same unit."""
    letters = unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d")
    return (
        sum(_WIDTHS.get(char, _OTHER_WIDTH) for char in letters if not unicodedata.combining(char))
        * size
        / 1000
    )
