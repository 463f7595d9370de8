"""Write the tree of units on one day as indented lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mttq.catalogue import Units
from mttq.output.terminal import printable


def render(units: Units, day: date) -> Iterator[str]:
    """Yield one line for each unit that exists on the day: indent by depth, name, id, official code."""
    yield from _below("", 0, units, day)


def _below(parent: str, depth: int, units: Units, day: date) -> Iterator[str]:
    for unit in units.children(parent):
        valid = unit.valid_on(day)
        if valid:
            code = unit.codes.on(day)
            mark = f", mã {code}" if code else ""
            yield printable(f"{'  ' * depth}{unit.name_on(day)} ({unit.id}{mark})")
        # Units that outlive the one above them move up into its place.
        yield from _below(unit.id, depth + valid, units, day)
