"""Widths of letters in print, from which the length of a text is estimated.

The page of a document is divided twice: `mttq.report` decides whether a table
fits the page of the text, `mttq.render` how wide its columns are. Both measure
here, so a table that stays in the text fits it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mttq.spelling import without_marks

BORDERS = 2.0
"""Points that a column of a table needs between its margins, for rounding and half a border on each side."""

RUNNING_TEXT, PHRASE = 85.0, 55.0
"""Points that a column of running text, and one of figures and phrases, gets for several words on a line."""

SMALLER = 11 / 12
"""The size of letters, for 1 as the profile has it, that a table of the text may have to fit its page."""

# Advance widths of Times New Roman Bold in thousandths of the size. Other letters are as wide as a figure, and
# Vietnamese letters as wide as their base letters.
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
# Fonts of the same widths; any other font is taken to be as wide as a sans-serif one.
_AS_NARROW = ("times new roman", "liberation serif", "tinos", "nimbus roman")
_WIDER = 1.16
_BREAK = re.compile(r"[ \t\n]")  # not the non-breaking space


def breadth(font: str) -> float:
    """Return the width of a font's letters, for Times New Roman of 1; rather too much than too little."""
    return 1.0 if font.strip().lower() in _AS_NARROW else _WIDER


@lru_cache(maxsize=4096)  # the words of a table come again and again
def text_width(text: str, size: float) -> float:
    """Return the length of a text on one line in Times New Roman Bold, in the unit of the size."""
    return sum(_WIDTHS.get(char, _OTHER_WIDTH) for char in without_marks(text)) * size / 1000


@lru_cache(maxsize=8192)  # as above
def least_width(text: str, size: float, room: float) -> float:
    """Return the width in points of the column in which no word of a text is broken.

    Args:
        text: the text.
        size: of its letters, in points, times the `breadth` of the font.
        room: the points that it gets for several words on a line, if it has several.
    """
    longest = max(0.0, *(text_width(word, size) for word in _BREAK.split(text)))
    return max(longest, min(text_width(text, size), room))
