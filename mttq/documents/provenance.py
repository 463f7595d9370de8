"""Whose the figures of a report are, if its `nguon` names another unit.

A figure may be known only because another unit published it. It counts for the
unit it is about, but that unit has handed in nothing, and nothing may be
issued in its name. `nguon` names a unit by its id, by its name, or as the Front
of a place: `Báo cáo của Ủy ban MTTQ Việt Nam phường Mỹ Thới`. Any other text (a
newspaper, a department, a register) leaves the report the unit's own.
"""

from __future__ import annotations

import re
from functools import cached_property

from mttq.catalogue import Catalogue
from mttq.documents.outline import ReportOutline
from mttq.quantity.tokens import fold

_FRONT = re.compile(r"(?:mttq|mặt trận(?: tổ quốc)?)(?: việt nam)? ")
_LONGEST = 12  # words in the name of a unit


class Provenance:
    """Tells the reports that other units published.

    Args:
        catalogue: the units.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._units = catalogue.units

    def is_foreign(self, report: ReportOutline) -> bool:
        """Whether another unit is the source of a report."""
        named = {unit for text in report.head.source for unit in self._named(text)}
        return bool(named) and report.ref.unit not in named

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


def _folded(text: str) -> str:
    """Return a text in the form in which names are compared, with single spaces."""
    return " ".join(fold(text).text.split())
