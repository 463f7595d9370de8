"""Units of measure: which tokens name one, and how to print one after a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from mttq.quantity.model import UnitOfMeasure
from mttq.quantity.tokens import Token, TokenKind, fold, tokenize
from mttq.quantity.words import ATTAINED, EACH, FAMILIES, LISTED, SCALES, WORTH, YEAR


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


def family_zeros(unit: str) -> tuple[int, int] | None:
    """Return the family of a unit, by its place in `FAMILIES`, and its zeros there; None without a family."""
    first, *_ = _words(unit) or ("",)
    for position, family in enumerate(FAMILIES):
        if first in family:
            return position, family[first]
    return None


def relative_zeros(unit: str, name: str) -> int:
    """Return the zeros by which a unit exceeds another of its family: 3 for `tấn` and `kg`."""
    found, own = family_zeros(unit), family_zeros(name)
    return found[1] - own[1] if found is not None and own is not None else 0


def is_convertible(spelling: str, name: str) -> bool:
    """Whether a spelling names another unit than `name`, which no spelling of it may be: `tấn` for `kg`."""
    own, other = family_zeros(name), family_zeros(spelling)
    return own is not None and other is not None and own != other


@lru_cache(maxsize=4096)
def unit_names(measure: UnitOfMeasure) -> UnitNames:
    """Split the names of a unit of measure into tokens, once."""
    return UnitNames(measure)


class UnitNames:
    """The names and spellings of one unit of measure, as tokens.

    A spelling that differs from the name only in its scale (`triệu đồng` for `đồng`) is ignored: read as a
    spelling, it would be wrong by a factor of a million. So is one of another unit of a family (`tấn` for `kg`).

    Attributes:
        denominators: the names that the counts of a ratio may carry; empty if they are not known.
        words: every word of every name and denominator.
        first_words: the first word of each of them.
    """

    def __init__(self, measure: UnitOfMeasure) -> None:
        self._names = self._tokens((measure.name, *measure.spellings))
        self._zeros = self._relatives(measure.name)
        self.denominators = self._tokens(measure.denominator)
        every = (*self._names, *self._zeros, *self.denominators)
        self.words = frozenset(word for name in every for word in name)
        self.first_words = frozenset(name[0] for name in every)
        subjects = (*measure.subjects, measure.name, *measure.spellings, *measure.denominator)
        named = {_words(subject) for subject in subjects}
        self._subjects = frozenset(map(_joined, named | {_attained(words) for words in named}))
        things = {name[name.index("/") + 1 :] for name in self._names if name.count("/") == 1} - {(YEAR,)}
        self._things = sorted(things, key=len, reverse=True)

    def _tokens(self, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        kept = set()
        for position, name in enumerate(names):
            zeros = leading_scale(name)
            words = _words(name)
            same = position > 0 and _without_scale(words) == _without_scale(_words(names[0]))
            if zeros != leading_scale(names[0]) and (zeros or same):
                continue
            if not is_convertible(name, names[0]):
                kept.add(words)
        return tuple(sorted(kept - {()}, key=lambda words: (-len(words), words)))

    def _relatives(self, name: str) -> dict[tuple[str, ...], int]:
        """Return the other units of the name's family, and the zeros by which each exceeds it."""
        found = family_zeros(name)
        if found is None:
            return {}
        family, own = found
        rest = _words(name)[1:]
        relatives = {(unit, *rest): zeros - own for unit, zeros in FAMILIES[family].items()}
        return {words: zeros for words, zeros in relatives.items() if words not in self._names}

    def match(self, tokens: Sequence[Token], at: int, *, denominator: bool = False) -> int:
        """Return where the longest name at a token ends, or `at` if there is none. Quotation marks are skipped."""
        for name in self.denominators if denominator else (*self._names, *self._zeros):
            end = _end_of(name, tokens, at)
            if end > at:
                return end
        return at

    def zeros(self, tokens: Sequence[Token]) -> int:
        """Return the zeros by which the unit that some tokens name exceeds the indicator's own."""
        return self._zeros.get(tuple(token.text for token in tokens if token.kind is not TokenKind.QUOTE), 0)

    def is_subject(self, tokens: Sequence[Token]) -> bool:
        """Whether words after the unit only say again what is counted.

        So do `Đại đoàn kết` after `200 nhà`, `đạt gia đình văn hóa` after `371 hộ`, and
        `, bản` after `8 thôn`, if each name of the list is one of the unit's.
        """
        said = tuple(token.text for token in tokens if token.kind is not TokenKind.QUOTE)
        return self._names_it(said) or (
            said[-1:] != (",",) and all(map(self._names_it, _items(said))) and any(_items(said))
        )

    def _names_it(self, said: tuple[str, ...]) -> bool:
        """Whether words are in the name, also after another name of the thing: `thôn đạt danh hiệu văn hóa`."""
        plain = _attained(said)
        things = (name for name in self.denominators if plain[: len(name)] == name)
        after_things = (plain[len(name) :] for name in things)
        return any(
            _joined(words) in subject
            for words in (said, plain, *after_things)
            if words
            for subject in self._subjects
        )

    def for_each(self, tokens: Sequence[Token]) -> list[Token] | None:
        """Return tokens with `/` in place of words for each thing: `500 nghìn đồng mỗi suất`; None without such words.

        The thing may come first: `mỗi suất 500 nghìn đồng`.
        """
        if len(tokens) < 2 or not self._things:
            return None
        for at, token in enumerate(tokens):
            if token.text not in EACH:
                continue
            thing = next((one for one in self._things if _end_of(one, tokens, at + 1) > at + 1), None)
            if thing is None:
                continue
            end = _end_of(thing, tokens, at + 1)
            slash = replace(token, text="/", kind=TokenKind.SLASH)
            if at > 0:
                return [*tokens[:at], slash, *tokens[at + 1 :]]
            after = next((end + len(words) for words in WORTH if _end_of(words, tokens, end) > end), end)
            return [*tokens[after:], slash, *tokens[1:end]]
        return None


def _end_of(name: Sequence[str], tokens: Sequence[Token], at: int) -> int:
    """Return where a name at a token ends, or `at` if it is not there."""
    end = at
    for word in name:
        while end < len(tokens) and tokens[end].kind is TokenKind.QUOTE:
            end += 1
        if end == len(tokens) or tokens[end].text != word:
            return at
        end += 1
    while end < len(tokens) and tokens[end].kind is TokenKind.QUOTE:
        end += 1
    return end


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenize(fold(name)) if token.kind is not TokenKind.QUOTE)


def _joined(words: tuple[str, ...]) -> str:
    return f" {' '.join(words)} "


def _attained(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in ATTAINED)


def _items(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the items of a list; what stands before its first comma may be nothing: `, làng, tổ dân phố`."""
    items: list[list[str]] = [[]]
    for word in words:
        if word in LISTED:
            items.append([])
        else:
            items[-1].append(word)
    return [tuple(item) for position, item in enumerate(items) if item or position > 0]


def _without_scale(words: tuple[str, ...]) -> tuple[str, ...]:
    start = 0
    while start < len(words) and words[start] in SCALES:
        start += 1
    return words[start:]
