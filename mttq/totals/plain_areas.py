"""What units hold beyond the units below them, as places in the order of the columns.

A unit and all below it are a stretch of each column. What any of them took over (`ke_thua`) lies elsewhere. Its entries
are written once more behind the column, those of each holder together, so that they are a second stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from operator import itemgetter
from typing import TypeVar

from mttq.catalogue import Units
from mttq.totals.columns import UnitOrder
from mttq.totals.territory import WHOLE, Territories

_MOST_DECIMALS = 6
_Entry = TypeVar("_Entry")
Span = tuple[int, int]


class PlainAreas:
    """The areas of all units on a day.

    Args:
        units: the units of the catalogue.
        order: the same in the order of the columns.
        day: the day.

    Attributes:
        numbers: the numbers of the units that are written once more, in order.
        spans: the first and the one after the last of them for each holder, by its number.
        shares: how much belongs to the holder, for those of which it does not have all, by their place in `numbers`.
        decimals: how many decimals the shares have.
        unclear: the numbers of units that hold an unknown part, or one that is no decimal fraction.
        reach: for each unit the stretches of others whose figures give it a row, by its number.
    """

    def __init__(self, units: Units, order: UnitOrder, day: date) -> None:
        self._order = order
        self._territories = Territories(units)
        self.numbers: list[int] = []
        self.spans: dict[int, Span] = {}
        self.shares: dict[int, Fraction] = {}
        self.decimals = 0
        self.unclear: set[int] = set()
        self.reach: dict[int, list[Span]] = {}
        if self._territories:
            self._set_extras(day)
            self._set_reach(units, day)

    def __bool__(self) -> bool:
        """Whether any unit was taken over at any time."""
        return bool(self._territories)

    def extended(self, entries: Sequence[_Entry]) -> Sequence[_Entry]:
        """Return the entries of all units, and behind them once more those of what units took over."""
        if not self.numbers or not entries:
            return entries
        if len(self.numbers) == 1:
            return [*entries, entries[self.numbers[0]]]
        return [*entries, *itemgetter(*self.numbers)(entries)]

    def _set_extras(self, day: date) -> None:
        territories, place = self._territories, self._order.place
        for number, unit in enumerate(self._order.units):
            held = territories.extras(unit.id, day)
            start = len(self.numbers)
            for other in held:
                share = territories.share(unit.id, other, day)
                if share != WHOLE:
                    self._set_share(number, share)
                self.numbers.append(place[other])
            if held:
                self.spans[number] = (start, len(self.numbers))
            if territories.unallocated(unit.id, day):
                self.unclear.add(number)

    def _set_share(self, number: int, share: Fraction) -> None:
        self.shares[len(self.numbers)] = share
        for decimals in range(_MOST_DECIMALS + 1):
            if not 10**decimals % share.denominator:
                self.decimals = max(self.decimals, decimals)
                return
        self.unclear.add(number)

    def _set_reach(self, units: Units, day: date) -> None:
        place, end = self._order.place, self._order.end
        found: dict[int, list[Span]] = {}
        for old in dict.fromkeys(one.unit for unit in self._order.units for one in unit.takes_over):
            if not self._territories.heirs(old, day):
                continue
            span = (place[old], end[place[old]])
            for number in self._above(units, old, day):
                if not number <= span[0] < end[number]:
                    found.setdefault(number, []).append(span)
        self.reach = {number: _joined(spans) for number, spans in found.items()}

    def _above(self, units: Units, old: str, day: date) -> set[int]:
        """Return the units that have a row if a unit has a figure."""
        place = self._order.place
        found: set[int] = set()
        waiting = [old]
        while waiting:
            unit = waiting.pop()
            while unit and place[unit] not in found:
                found.add(place[unit])
                waiting += [one.new for one in self._territories.heirs(unit, day)]
                unit = units.parent_of(unit)
        return found


def _joined(spans: list[Span]) -> list[Span]:
    """Return the same places in as few stretches as they make."""
    found: list[Span] = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return found
