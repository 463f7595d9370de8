"""The tokens of a quantity, folded for comparison, each with its place in the original text.

Case, composed or decomposed accents, the placement of tone marks (`Hóa`, `Hoá`)
and the kind of space never change what a quantity means. `fold` removes these
differences and remembers the code points of the original behind each folded
character. It changes no digits and no punctuation.

`tokenize` knows digits, letters and marks. It does not know which words are
units or scales, with one exception: digits hard against a scale (`1tỷ804`)
start a new number, while `m2` stays one word. It accepts any text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from mttq.quantity.words import SCALES

_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW_PLACEMENT = dict(zip(_OLD.split(), _NEW.split(), strict=True))
_OLD_PLACEMENT = re.compile("|".join(_NEW_PLACEMENT))
_SPACE = re.compile(r"\s")

LONGEST_SHOWN = 60


class Folded(Struct, frozen=True):
    """A text folded for comparison.

    Attributes:
        text: the folded text.
        starts: for each folded character, where its original begins, in code points from 0.
        ends: for each folded character, where its original ends, exclusive.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original behind the folded characters from `start` to `end`, at least one."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold a text: NFC, lower case, plain spaces, tone marks on the vowel where newer spelling puts them."""
    folded = text.casefold()
    if len(folded) == len(text) and unicodedata.is_normalized("NFC", text + folded):
        return Folded(_settled(folded), range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end])
        for character in unicodedata.normalize("NFC", cluster.casefold()):
            characters.append(character)
            starts.append(start)
            ends.append(end)
        start = end
    return Folded(_settled("".join(characters)), starts, ends)


def _settled(text: str) -> str:
    """Put plain spaces and the newer placement of tone marks, without changing the number of characters."""
    return _OLD_PLACEMENT.sub(lambda match: _NEW_PLACEMENT[match.group()], _SPACE.sub(" ", text))


def tidy(text: str) -> str:
    """Return the text in NFC on one line, with single plain spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def shown(text: str) -> str:
    """Return the text as a message quotes it: tidy, printable, in “…” with ‘…’ inside, a long one cut."""
    quoted = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in tidy(text)
    )
    quoted = quoted.replace("“", "‘").replace("”", "’")
    if len(quoted) > LONGEST_SHOWN:
        quoted = quoted[: LONGEST_SHOWN - 1].rstrip() + "…"
    return f"“{quoted}”"


class TokenKind(Enum):
    """What a token is."""

    NUMBER = auto()  # digits, with . , _ ' between digits
    WORD = auto()  # letters, and digits after a letter
    SYMBOL = auto()  # a comparison in signs
    DASH = auto()  # any hyphen, dash or minus
    PERCENT = auto()
    SLASH = auto()
    QUOTE = auto()
    MARK = auto()  # anything else, one character


class Token(Struct, frozen=True, kw_only=True):
    """One token.

    Attributes:
        kind: what it is.
        text: its folded text.
        start: where it begins in the original, in code points from 0.
        end: where it ends there, exclusive.
        glued: whether it follows the token before it without a space.
    """

    kind: TokenKind
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
        kind = TokenKind.WORD if name == "SCALE" else TokenKind[name]
        tokens.append(Token(kind=kind, text=match.group(), start=start, end=end, glued=glued))
        glued = True
    return tuple(tokens)
