"""Whose the figures of a report are, if its `nguon` names another unit.

A figure may be known only because another unit published it. It counts for the
unit it is about, but that unit has handed in nothing, and nothing may be
issued in its name. `nguon` names a unit by its id, by its name, or as the Front
of a place: `Báo cáo của Ủy ban MTTQ Việt Nam phường Mỹ Thới`. Any other text (a
newspaper, a department, a register) leaves the report the unit's own, and so
would a slip in the name: such a name is found, with the unit that was meant.
"""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

from mttq.catalogue import Catalogue
from mttq.catalogue.unit_names import KINDS
from mttq.documents.outline import ReportOutline
from mttq.quantity.tokens import Folded, fold
from mttq.schema import KEY_PATTERNS, KeyKind
from mttq.spelling import nearest

_FRONT = re.compile(r"(?:mttq|mặt trận(?: tổ quốc)?)(?: việt nam)? ")
_LONGEST = 12  # words in the name of a unit
_ID = re.compile(KEY_PATTERNS[KeyKind.PATH])
_KIND = re.compile(rf"({'|'.join(KINDS)}) +(?=\S)")
_END_OF_NAME = re.compile(r"[,.;:()\n]|$")


class Misnamed(Struct, frozen=True):
    """A name of no unit, and the unit that was meant.

    Attributes:
        start: where the name begins in the text.
        end: where it ends, exclusive.
        meant: the id or the name of the unit.
    """

    start: int
    end: int
    meant: str


class Provenance:
    """Tells the reports that other units published.

    Args:
        catalogue: the units.

    Attributes:
        catalogue: the same.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._units = catalogue.units

    def is_foreign(self, report: ReportOutline) -> bool:
        """Whether another unit is the source of a report."""
        named = {unit for text in report.head.source for unit in self._named(text)}
        return bool(named) and report.ref.unit not in named

    def misnamed(self, text: str) -> Misnamed | None:
        """Return a slip in the name of a unit that a source was to name; None if there is none.

        Args:
            text: a paragraph of `nguon`.
        """
        if _ID.fullmatch(text) and "/" in text:
            near = nearest(text, self._units.by_id) if text not in self._units.by_id else None
            return Misnamed(0, len(text), near) if near is not None else None
        folded = fold(text)
        starts = [front.end() for front in _FRONT.finditer(folded.text)]
        for start in (0, *starts):
            kind = _KIND.match(folded.text, start)
            if kind is not None and not self._named(text):
                found = self._slip(folded, kind, whole=start == 0)
                if found is not None:
                    return found
        return None

    def _slip(self, folded: Folded, kind: re.Match[str], *, whole: bool) -> Misnamed | None:
        """Return the longest name behind a kind of unit that is near one of a unit of this kind.

        Args:
            folded: the text.
            kind: the kind of unit, with the blank behind it.
            whole: whether nothing may follow the name.
        """
        stop = _END_OF_NAME.search(folded.text, kind.end())
        last = stop.start() if stop is not None else len(folded.text)
        known = self._by_kind.get(kind[1], {})
        ends = [one.end() for one in re.finditer(r"\S+", folded.text[:last])]
        ends = [one for one in ends if one > kind.end()][:_LONGEST]
        for end in ends[-1:] if whole else reversed(ends):
            near = nearest(folded.text[kind.end() : end], known)
            if near is not None:
                return Misnamed(folded.starts[kind.start()], folded.ends[end - 1], known[near])
        return None

    def _named(self, text: str) -> set[str]:
        """Return the units that a source may mean; units of one name can't be told apart."""
        if text in self._units.by_id:
            return {text}
        words = _folded(text)
        found = set(self._by_name.get(words.rstrip(" .;"), ()))
        for front in _FRONT.finditer(words):
            found |= self._named_first(re.split(r"[ ,.;()]+", words[front.end() :], maxsplit=_LONGEST))
        return found

    def _named_first(self, words: list[str]) -> set[str]:
        """Return the units with the longest name that the words begin with."""
        for count in range(min(len(words), _LONGEST), 0, -1):
            found = self._by_name.get(" ".join(words[:count]))
            if found:
                return found
        return set()

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for unit in self._units.by_id.values():
            for name, _, _ in unit.names.values:
                found.setdefault(_folded(name), set()).add(unit.id)
        return found

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, str]]:
        """The names of units without their kind, by kind, each with the name as the catalogue has it."""
        found: dict[str, dict[str, str]] = {}
        for unit in self._units.by_id.values():
            for name, _, _ in unit.names.values:
                words = _folded(name)
                kind = _KIND.match(words)
                if kind is not None:
                    found.setdefault(kind[1], {})[words[kind.end() :]] = name
        return found


def provenance_of(catalogue: Catalogue) -> Provenance:
    """Return what tells the sources of a catalogue's units; the last one is kept, since its names take time."""
    if not _last or _last[0].catalogue is not catalogue:
        _last[:] = [Provenance(catalogue)]
    return _last[0]


_last: list[Provenance] = []


def _folded(text: str) -> str:
    """Return a text in the form in which names are compared, with single spaces."""
    return " ".join(fold(text).text.split())
