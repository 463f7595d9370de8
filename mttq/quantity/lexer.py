"""The tokens of a quantity, each with its place in the original text.

The lexer knows digits, letters and marks; it does not know which words are
units or scales, except that digits written hard against a scale (`1tỷ804`)
begin a number of their own while `m2` stays one word. It never refuses a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from mttq.quantity.tokens import Folded
from mttq.quantity.words import SCALES


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()  # digits, with . , _ ' between digits
    WORD = auto()  # letters, and digits after a letter
    SYMBOL = auto()  # a comparison in signs
    DASH = auto()  # any hyphen, dash or minus
    PERCENT = auto()
    SLASH = auto()
    QUOTE = auto()
    MARK = auto()  # anything else, one character


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        kind: what it is.
        text: its folded text.
        start: where it begins in the original, in code points from 0.
        end: where it ends there, exclusive.
        glued: nothing stands between it and the token before it.
    """

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool


_TOKEN = re.compile(
    rf"""
      (?P<SPACE>\ +)
    | (?P<NUMBER>[0-9](?:[0-9]|[.,_'’][0-9])*)
    | (?P<SCALE>(?:{"|".join(SCALES)})(?=[0-9]))
    | (?P<WORD>[^\W_]+)
    | (?P<SYMBOL>[<>=≤≥]+)
    | (?P<DASH>[-‐‑‒–—−])
    | (?P<PERCENT>%)
    | (?P<SLASH>/)
    | (?P<QUOTE>["'“”‘’«»])
    | (?P<MARK>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def tokenize(folded: Folded) -> tuple[Token, ...]:
    """Split a folded text into tokens; spaces are dropped."""
    tokens: list[Token] = []
    glued = False
    for match in _TOKEN.finditer(folded.text):
        name = match.lastgroup or "MARK"
        if name == "SPACE":
            glued = False
            continue
        start, end = folded.span(match.start(), match.end())
        kind = Kind.WORD if name == "SCALE" else Kind[name]
        tokens.append(Token(kind, match.group(), start, end, glued))
        glued = True
    return tuple(tokens)
