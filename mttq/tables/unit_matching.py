"""Which unit a name in a table means: certain, or unsure with the candidates, but never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from mttq.catalogue import Unit, Units
from mttq.catalogue.unit_names import KINDS, spelled_out
from mttq.spelling import comparable, nearest, without_marks

MOST_CANDIDATES = 5
_KINDS = {
    comparable(kind) for kind in (*KINDS, "thôn", "khóm", "ấp", "bản", "khu phố", "tổ dân phố", "khu dân cư")
}
# What the name of a body of the Front has in front of that of its unit; the country's only behind one of the others.
_BODY = tuple(
    comparable(words)
    for words in (
        *(
            "ủy ban",
            "mặt trận tổ quốc",
            "mặt trận",
            "mttq",
            "mttqvn",
            "ubmttq",
            "ubmttqvn",
            "ub mttq",
            "ubmt",
        ),
        *("ban thường trực", "ban công tác mặt trận", "ban ctmt", "bctmt", "btt"),
    )
)
_COUNTRY = (comparable("việt nam"), "vn")


class Match(Struct, frozen=True):
    """What a name means.

    Attributes:
        unit: the id of the unit; "" if that is not certain.
        candidates: the ids of the units that may be meant.
    """

    unit: str
    candidates: tuple[str, ...] = ()


class UnitMatcher:
    """Finds units by the names that people type.

    Args:
        units: the units.
        below: the unit that all are, or are below; "" for every unit.
        span: the first and the last day of the time in question; units and names of other times don't count.
        others: units by other names.
    """

    def __init__(self, units: Units, below: str, span: tuple[date, date], others: Mapping[str, str]) -> None:
        self._units = units
        first, last = span
        known = units.below(below) if below else units.by_id.values()
        self._known = {one.id: one for one in known if one.valid_within(first, last)}
        self._others = {comparable(name): unit for name, unit in others.items()}
        self._full: dict[str, list[str]] = {}
        self._bare: dict[str, list[str]] = {}
        for unit in self._known.values():
            for name in _names(unit, first, last):
                full = comparable(spelled_out(name))
                for table, form in ((self._full, full), (self._bare, _without_kind(full))):
                    if unit.id not in table.setdefault(form, []):
                        table[form].append(unit.id)
        self._by_code = {
            code: one.id for one in self._known.values() if (code := one.codes.on(last) or one.codes.latest())
        }
        self._seen: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """Return what a name means: an id, an official code, another name of the map, a name with or without its kind.

        Names above follow after commas or dashes: `xã Tân Hòa, huyện Hướng Hóa`.
        """
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._match(text)
        return found

    def _match(self, text: str) -> Match:
        other = self._others.get(comparable(text))
        if other is not None:
            return Match(other)
        if text in self._known:
            return Match(text)
        if text in self._by_code:
            return Match(self._by_code[text])
        first, *above = [_without_body(one) for one in _parts(text)]
        named = self._full.get(first) or (self._bare.get(first, []) if first == _without_kind(first) else [])
        named = [one for one in named if all(self._is_below(one, name) for name in above)]
        if len(named) == 1:
            return Match(named[0])
        return Match("", tuple(named or self._unsure(first))[:MOST_CANDIDATES])

    def _is_below(self, unit: str, name: str) -> bool:
        """Whether any unit above has a name."""
        while unit := self._units.parent_of(unit):
            for one, _, _ in self._units.by_id[unit].names.values:
                full = comparable(spelled_out(one))
                if name in {full, _without_kind(full)}:
                    return True
        return False

    def _unsure(self, name: str) -> Iterable[str]:
        """Return the units of another kind with that name, or those whose names differ in marks or in a slip."""
        bare = _without_kind(name)
        if bare in self._bare:
            return self._bare[bare]
        plain = without_marks(bare)
        near = plain if plain in self._plain else nearest(plain, self._plain)
        return self._plain[near] if near is not None else ()

    @cached_property
    def _plain(self) -> dict[str, list[str]]:
        """The units by their names without kinds and marks."""
        found: dict[str, list[str]] = {}
        for form, units in self._bare.items():
            found.setdefault(without_marks(form), []).extend(units)
        return found


def _names(unit: Unit, first: date, last: date) -> Iterator[str]:
    for name, since, until in unit.names.values:
        if (since is None or since <= last) and (until is None or first <= until):
            yield name


def _parts(text: str) -> list[str]:
    """Return the parts of a name that commas, brackets or dashes between blanks divide."""
    for mark in (" - ", " – ", "(", ")", ";"):
        text = text.replace(mark, ",")
    return [one.strip() for one in text.split(",") if one.strip()] or [text]


def _without_body(name: str) -> str:
    """Return a comparable name without the words of a body: `Ủy ban MTTQ Việt Nam xã Tân Hòa` is `xã Tân Hòa`."""
    rest = comparable(spelled_out(name))
    words: tuple[str, ...] = _BODY
    while found := next((one for one in words if rest.startswith(f"{one} ")), None):
        rest = rest.removeprefix(found).strip()
        words = (*_BODY, *_COUNTRY)
    return comparable(spelled_out(rest))


def _without_kind(name: str) -> str:
    """Return a comparable name without the kind of unit in front."""
    kind = max((one for one in _KINDS if name.startswith(f"{one} ")), key=len, default="")
    return name[len(kind) :].strip()
