"""The takeovers of a catalogue that can be judged by their days and shares.

A line that names an unknown unit, gives no day or leads back to its own unit is reported as such; judging it further
would only repeat that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from mttq.catalogue import Catalogue, Succession, Unit
from mttq.check.rules.circular_reference import takeover_rings


class SuccessionLine(Struct, frozen=True):
    """One line of `ke_thua`.

    Attributes:
        heir: the unit that takes over.
        line: the line.
        old: the unit taken over.
        day: the first day of the heir in its place.
    """

    heir: Unit
    line: Succession
    old: Unit
    day: date


def takeovers(catalogue: Catalogue) -> Iterator[SuccessionLine]:
    """Yield the takeovers in catalogue order."""
    units = catalogue.units
    if not any(unit.takes_over for unit in units.by_id.values()):
        return
    ring_of = takeover_rings(units)
    for heir in units.by_id.values():
        for line in heir.takes_over:
            old, day = units.get(line.unit), line.day or heir.first
            if old is None or day is None:
                continue
            if heir.id in ring_of and ring_of[heir.id] == ring_of.get(old.id):
                continue
            yield SuccessionLine(heir, line, old, day)
