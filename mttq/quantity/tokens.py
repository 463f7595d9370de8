"""Text made comparable, with the way back to the original.

Case, composed or decomposed accents, the placement of tone marks (`Hóa`, `Hoá`)
and the kind of space never change what a quantity means. `fold` removes these
differences and remembers, for each folded character, which code points of the
original it stands for. It changes no digits and no punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW_PLACEMENT = dict(zip(_OLD.split(), _NEW.split(), strict=True))
_OLD_PLACEMENT = re.compile("|".join(_NEW_PLACEMENT))
_SPACE = re.compile(r"\s")

LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparison.

    Attributes:
        text: the folded text.
        starts: for each folded character, where its original begins, in code points from 0.
        ends: likewise where it ends, exclusive.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original stretch of the folded characters from `start` to `end`, which is not empty."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold a text: NFC, lower case, plain spaces, tone marks on the vowel that newer spelling gives them to."""
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
    """Plain spaces and the newer placement of tone marks; as many characters as before."""
    return _OLD_PLACEMENT.sub(lambda match: _NEW_PLACEMENT[match.group()], _SPACE.sub(" ", text))


def tidy(text: str) -> str:
    """The text in NFC on one line, with single plain spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def shown(text: str) -> str:
    """The text as a message quotes it: tidy, printable, in “…” with ‘…’ inside, and cut where it is long."""
    quoted = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in tidy(text)
    )
    quoted = quoted.replace("“", "‘").replace("”", "’")
    if len(quoted) > LONGEST_SHOWN:
        quoted = quoted[: LONGEST_SHOWN - 1].rstrip() + "…"
    return f"“{quoted}”"
