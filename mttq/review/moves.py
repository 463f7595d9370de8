"""The totals that a change of some documents moves, in both versions.

Only rows that can move are made: those of the units whose files differ, of all above them and of those that took them
over, for the indicators written otherwise and those that are made of them, for every period in use that shares a month
with the file. A property test compares this with all rows of both versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct

from mttq.catalogue import Catalogue, Indicator
from mttq.documents import DocumentKind, FileRef, Project
from mttq.period import PERIODS, Cycle, Period
from mttq.quantity import rounded
from mttq.review.model import Standing, TotalMove
from mttq.totals import Aim, ShownRow, Status, Sums, TotalAmount, operator_of

_DECIMALS = 2  # of a percentage, as it is shown


class Changed(Struct, frozen=True):
    """What differs in the documents.

    Attributes:
        refs: the documents that differ, of both versions.
        indicators: the indicators written otherwise in them.
        everything: whether the catalogue differs, so that any total may move.
        units: the ids of units after the change, by those before, of units whose id is another.
    """

    refs: tuple[FileRef, ...]
    indicators: frozenset[str]
    everything: bool
    units: Mapping[str, str]


def moves(before: Project, after: Project, changed: Changed, only: Iterable[str] = ()) -> list[TotalMove]:
    """Return the totals that are others after a change.

    Args:
        before: the project before.
        after: the project after.
        changed: what differs in the documents.
        only: if any are named, only totals of these units and those below them.
    """
    indicators = with_dependent(changed.indicators, (before.catalogue, after.catalogue))
    wanted = () if changed.everything else tuple(sorted(indicators))
    if not changed.everything and not wanted:
        return []
    found: list[TotalMove] = []
    old = {after_id: before_id for before_id, after_id in changed.units.items()}
    sums = _sums(before), _sums(after)
    top = tuple(only)
    for cycle, periods in _spans(before, after, changed).items():
        units = _units(before, after, changed, cycle)
        if top:
            units = [one for one in units if any(one == name or one.startswith(f"{name}/") for name in top)]
        for period in periods:
            rows = (
                _rows(before, sums[0], (cycle, period), [old.get(one, one) for one in units], wanted),
                _rows(after, sums[1], (cycle, period), units, wanted),
            )
            found += _moved(rows, units, (cycle, period), old)
    return found


def _sums(project: Project) -> Sums:
    return Sums.below(project, *(one.id for one in project.catalogue.units.children("")))


Span = tuple[Cycle, Period]
RowsByUnit = dict[tuple[str, str], ShownRow]


def _rows(
    project: Project, sums: Sums, span: Span, units: Iterable[str], indicators: tuple[str, ...]
) -> RowsByUnit:
    known = [one for one in dict.fromkeys(units) if one in project.catalogue.units.by_id]
    there = [one for one in indicators if one in project.catalogue.indicators]
    if indicators and not there:
        return {}
    rows = sums.shown_rows(known, *span, indicators=there)
    return {(row.unit.id, row.indicator.id): row for row in rows}


def _moved(
    rows: tuple[RowsByUnit, RowsByUnit], units: Iterable[str], span: Span, old_ids: Mapping[str, str]
) -> Iterator[TotalMove]:
    before, after = rows
    indicators: dict[str, dict[str, None]] = {}
    for unit, indicator in chain(after, before):
        indicators.setdefault(unit, {})[indicator] = None
    cycle, period = span
    for unit in units:
        was = old_ids.get(unit, unit)
        for indicator in {**indicators.get(unit, {}), **indicators.get(was, {})}:
            old, new = before.get((was, indicator)), after.get((unit, indicator))
            first, second = standing(old), standing(new)
            there = new or old
            if first != second and there is not None:
                yield TotalMove(
                    unit=unit,
                    unit_before=was if was != unit else "",
                    name=there.name,
                    indicator=there.indicator,
                    cycle=cycle,
                    period=period,
                    before=first,
                    after=second,
                )


def standing(row: ShownRow | None) -> Standing | None:
    """Return what a row says to a reader, so that only what he would see counts as a move; None if it says nothing."""
    if row is None or (row.goal is None and row.total.status is Status.NOTHING):
        return None
    result, goal = row.total.result, row.goal
    if result is not None:
        value = rounded(result.value, _DECIMALS) if operator_of(row.indicator).percent else result.value
        result = TotalAmount(value=value, approximation=result.approximation, yearly=result.yearly)
    addable = goal is not None and goal.addable
    return Standing(
        goal=Aim(comparator=goal.comparator, value=goal.value, high=goal.high) if goal and addable else None,
        unaddable=goal is not None and not addable,
        result=result,
        completion=rounded(row.completion, _DECIMALS) if row.completion is not None else None,
        reached=row.reached,
        status=row.total.status,
    )


def with_dependent(names: frozenset[str], catalogues: Iterable[Catalogue]) -> set[str]:
    """Return indicators with all that are made of them, or that their figures also say something of."""
    near: dict[str, set[str]] = {}
    for indicator in chain.from_iterable(one.indicators.values() for one in catalogues):
        for other in _parts(indicator):
            near.setdefault(indicator.id, set()).add(other)
            near.setdefault(other, set()).add(indicator.id)
    found = set(names)
    waiting = list(names)
    while waiting:
        for other in near.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _parts(indicator: Indicator) -> Iterator[str]:
    parts = (indicator.numerator, indicator.denominator, indicator.weight)
    yield from (one for one in (*parts, *indicator.parts, *indicator.companions.values()) if one)


def _spans(before: Project, after: Project, changed: Changed) -> dict[Cycle, list[Period]]:
    """Return the years and terms whose totals can move, with the periods in use that share a month with a change.

    A term counts if it has documents of its own; else it only repeats what its years say.
    """
    cycles = {**before.years_and_terms, **after.years_and_terms}
    own = {ref.cycle.name for ref in (*before.refs, *after.refs)}
    cycles = {name: one for name, one in cycles.items() if not one.is_term or name in own}
    months: dict[str, set[int]] = {}
    if changed.everything:
        for cycle in cycles.values():
            months[cycle.name] = set(cycle.whole.months(cycle))
    for ref in changed.refs:
        these = set(ref.period.months(ref.cycle))
        for cycle in (*cycles.values(), ref.cycle):
            here = these & set(cycle.whole.months(cycle))
            if here and (ref.cycle.alone is None or cycle == ref.cycle):
                months.setdefault(cycle.name, set()).update(here)
    alone = {ref.cycle.name: ref.cycle for ref in changed.refs if ref.cycle.alone is not None}
    found = {}
    ordered = sorted(months.items(), key=lambda one: (one[0] not in alone and cycles[one[0]].is_term, one[0]))
    for name, those in ordered:
        cycle = alone.get(name) or cycles[name]
        used = {ref.period.name for ref in (*before.refs, *after.refs) if ref.cycle == cycle} | (
            {"6-thang", "9-thang"} if not cycle.is_term else set()
        )
        found[cycle] = [
            period
            for period in _periods(cycle)
            if (period == cycle.whole or period.name in used) and not those.isdisjoint(period.months(cycle))
        ]
    return found


def _periods(cycle: Cycle) -> list[Period]:
    """Return the whole year or term, and the periods in it from the longest to the shortest."""
    if cycle.alone is not None or cycle.is_term:
        return [cycle.whole]
    fitting = [one for one in PERIODS.values() if one.fits(cycle) and one != cycle.whole]
    return [cycle.whole, *sorted(fitting, key=lambda one: (one.first - one.last, one.first))]


def _units(before: Project, after: Project, changed: Changed, cycle: Cycle) -> list[str]:
    """Return the units whose totals can move, in the order of the catalogue."""
    catalogues = (before.catalogue.units, after.catalogue.units)
    if changed.everything:
        found = {changed.units.get(one, one) for units in catalogues for one in units.by_id}
    else:
        refs = [ref for ref in changed.refs if set(ref.cycle.parts) & set(cycle.parts)]
        found = {ref.unit for ref in refs}
        for ref in refs:
            if ref.kind is DocumentKind.PLAN:  # what it hands down is the target of units below
                found |= {one.id for units in catalogues for one in units.children(ref.unit)}
        waiting = list(found)
        heirs: dict[str, set[str]] = {}
        for units in catalogues:
            for unit in units.by_id.values():
                for taken in unit.takes_over:
                    heirs.setdefault(taken.unit, set()).add(unit.id)
        while waiting:
            unit_id = waiting.pop()
            above = {units.parent_of(unit_id) for units in catalogues if unit_id in units.by_id} - {""}
            new = (above | heirs.get(unit_id, set())) - found
            found |= new
            waiting += new
        found = {changed.units.get(one, one) for one in found}
    order = {one: place for place, one in enumerate(after.catalogue.units.by_id)}
    return sorted(found, key=lambda one: (order.get(one, len(order)), one))
