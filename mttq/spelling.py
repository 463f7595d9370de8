"""Vietnamese words as letters: without their marks, capitalised, shortened, compared with the known ones.

Imports nothing of ours, so that every layer spells alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

LONGEST_QUOTED = 100
"""A message quotes at most this many characters of what a file says."""

CAPITALS = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
"""The capital letters of Vietnamese, for a class of a regular expression."""

_WITHOUT_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def without_marks(text: str) -> str:
    """Return the text in plain letters: `Mặt trận` becomes `Mat tran`, `đ` becomes `d`."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def comparable(text: str) -> str:
    """Return the text in the form in which names are the same: `XÃ  HOÀ AN` and `xã Hòa An` become one.

    Case, spaces, characters without width and the vowel that bears the tone mark don't count; the tone itself does.
    """
    words = unicodedata.normalize("NFD", _WITHOUT_WIDTH.sub("", text.casefold())).split()
    return " ".join(_TONES.sub("", word) + "".join(_TONES.findall(word)) for word in words)


SPELLINGS: tuple[Callable[[str], str], ...] = (str, comparable, without_marks)
"""How names that people type are compared: as they are written; if nothing is found, wherever the tone marks stand; if
still nothing is, without marks."""


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int = LONGEST_QUOTED) -> str:
    """Return the text as a message quotes it: a long one is cut and ends in `…`."""
    return text if len(text) <= longest else text[:longest] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a mistyped one was meant to be, or None if none is near.

    Two words are near if they differ in one short stretch, or two letters are swapped; marks, case, spaces and
    underscores don't count.
    Other digits make another word: `quy-5` is not a mistyped `quy-4`.
    """
    plain = _plain(word)
    digits = _digits(plain)
    limit = max(1, len(plain) // 4) if len(plain) > 2 else 0
    found, best = None, limit + 1
    for one in known:
        if abs(len(one) - len(plain)) > limit or one == word:
            continue
        other = _plain(one)
        distance = _distance(plain, other)
        if distance < best and _digits(other) == digits:
            found, best = one, distance
    return found


def alike(word: str, known: Iterable[str]) -> list[str]:
    """Return up to three known names that resemble one given on the command line, the most alike first.

    `nearest` takes a word of a file for a slip of one key; a name on the command line may also be a part of a
    long one: `huong-hoa` is like `quang-tri/huong-hoa`.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only for a name that is not known

    folded = {name.casefold(): name for name in known}
    return [folded[name] for name in get_close_matches(word.casefold(), list(folded), n=3)]


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """Ask whether the nearest known word was meant; None if none is near."""
    meant = nearest(word, known)
    return question(meant) if meant is not None else None


def question(*words: str) -> str:
    """Ask whether a word, or one of several, was meant."""
    return f"có phải là {' hoặc '.join(f'“{word}”' for word in words)}?"


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    return re.sub(r"[\s_]+", "-", without_marks(word.casefold()).strip())


def _digits(word: str) -> list[int]:
    return [int(run[-9:]) for run in re.findall(r"[0-9]+", word)]


def _distance(one: str, other: str) -> int:
    """Return the length of the stretch in which two words differ; two letters in the wrong order count as one."""
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    swapped = (
        len(one) == len(other) == start + end + 2 and one[start : start + 2] == other[start : start + 2][::-1]
    )
    return 1 if swapped else max(len(one), len(other)) - start - end
