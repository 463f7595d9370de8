"""Units of measure: which tokens name one, and how to print one after a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mttq.quantity.model import UnitOfMeasure
from mttq.quantity.tokens import Token, TokenKind, fold, tokenize
from mttq.quantity.words import SCALES


def after_number(unit: str) -> str:
    """Return the unit as it follows a number: a space, then the unit, but no space before `%`."""
    if not unit or unit.startswith(("%", "/")):
        return unit
    return f" {unit}"


@lru_cache(maxsize=4096)
def leading_scale(unit: str) -> int:
    """Count the zeros of the scale words at the start of a unit: 6 for `triệu đồng/ha`."""
    zeros = 0
    for word in _words(unit):
        if word not in SCALES:
            break
        zeros += SCALES[word]
    return zeros


def base_words(unit: str) -> tuple[str, ...]:
    """Return the words of a unit, folded, without a scale at its start."""
    return _without_scale(_words(unit))


@lru_cache(maxsize=4096)
def unit_names(measure: UnitOfMeasure) -> UnitNames:
    """Split the names of a unit of measure into tokens, once."""
    return UnitNames(measure)


class UnitNames:
    """The names and spellings of one unit of measure, as tokens.

    A spelling that differs from the name only in its scale (`triệu đồng` for
    `đồng`) is ignored: read as a spelling, it would be wrong by a factor of a million.

    Attributes:
        denominators: the names that the counts of a ratio may carry; empty if they are not known.
        words: every word of every name and denominator.
        first_words: the first word of each of them.
    """

    def __init__(self, measure: UnitOfMeasure) -> None:
        self._names = self._tokens((measure.name, *measure.spellings))
        self.denominators = self._tokens(measure.denominator)
        self.words = frozenset(word for name in self._names + self.denominators for word in name)
        self.first_words = frozenset(name[0] for name in self._names + self.denominators)

    def _tokens(self, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        kept = set()
        for position, name in enumerate(names):
            zeros = leading_scale(name)
            words = _words(name)
            same = position > 0 and _without_scale(words) == _without_scale(_words(names[0]))
            if zeros != leading_scale(names[0]) and (zeros or same):
                continue
            kept.add(words)
        return tuple(sorted(kept - {()}, key=lambda words: (-len(words), words)))

    def match(self, tokens: Sequence[Token], at: int, *, denominator: bool = False) -> int:
        """Return where the longest name at a token ends, or `at` if there is none. Quotation marks are skipped."""
        for name in self.denominators if denominator else self._names:
            end = at
            for word in name:
                while end < len(tokens) and tokens[end].kind is TokenKind.QUOTE:
                    end += 1
                if end == len(tokens) or tokens[end].text != word:
                    break
                end += 1
            else:
                while end < len(tokens) and tokens[end].kind is TokenKind.QUOTE:
                    end += 1
                return end
        return at


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenize(fold(name)) if token.kind is not TokenKind.QUOTE)


def _without_scale(words: tuple[str, ...]) -> tuple[str, ...]:
    start = 0
    while start < len(words) and words[start] in SCALES:
        start += 1
    return words[start:]
