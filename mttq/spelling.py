"""The known word that a mistyped one was meant to be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """A question that names the nearest known word, or None where none is near.

    Near are words that differ in one short stretch; accents, case, spaces and
    underscores don't count. Other digits make another word: `quy-5` is not a
    mistyped `quy-4`.
    """
    plain = _plain(word)
    digits = _digits(plain)
    limit = max(1, len(plain) // 4) if len(plain) > 2 else 0
    nearest, best = None, limit + 1
    for one in known:
        if abs(len(one) - len(plain)) > limit or one == word:
            continue
        other = _plain(one)
        distance = _distance(plain, other)
        if distance < best and _digits(other) == digits:
            nearest, best = one, distance
    return question(nearest) if nearest is not None else None


def question(word: str) -> str:
    """The question whether a word was meant."""
    return f"ý bạn là “{word}”?"


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\s_]+", "-", bare.strip())


def _digits(word: str) -> list[int]:
    return [int(run[-9:]) for run in re.findall(r"[0-9]+", word)]


def _distance(one: str, other: str) -> int:
    """The length of the stretch in which two words differ."""
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return max(len(one), len(other)) - start - end
