"""Where the figures of an indicator can't simply be added up along the tree of paths.

Without statements the figures of different units never cover the same cell. Then a unit's total is its own figure and
the totals below it. A figure that speaks of several units ties these together: at the lowest unit whose branch has all
of them a set has to be chosen, and above that the branch is a part like any other. The same goes for a unit
whose own figure is not in single lines: the counts of its ratio are in different reports, or only some parts of a
whole are in one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from mttq.catalogue import Indicator
from mttq.documents import Scope
from mttq.totals.coverage import Coverage
from mttq.totals.figure_index import FigureIndex
from mttq.totals.model import FigureLine
from mttq.totals.operators import operator_of


class Knots(msgspec.Struct, frozen=True, kw_only=True):
    """Where a set has to be chosen.

    Attributes:
        units: the lowest units whose branches have everything that some figure speaks of.
        givers: the units that give such figures.
    """

    units: frozenset[str]
    givers: frozenset[str]


NO_KNOTS = Knots(units=frozenset(), givers=frozenset())


class KnotFinder:
    """Finds the knots of one period.

    Args:
        coverage: what figures cover.
        lines: the figures of the cycle.
    """

    def __init__(self, coverage: Coverage, lines: FigureIndex) -> None:
        self._coverage = coverage
        self._lines = lines
        self._known = coverage.catalogue.indicators
        self._reach: dict[tuple[object, ...], str | None] = {}

    def of(self, indicator: Indicator) -> Knots:
        """Return the knots of an indicator."""
        units: set[str] = set()
        givers: set[str] = set()
        holding = self._coverage.territories.holding
        for name in self._names(indicator):
            stating = self._lines.giving(name, Scope.STATED)
            for unit in stating:
                for line in self._within(self._lines.of(unit, Scope.STATED, name)):
                    top = self._top(indicator, line)
                    if top is None and indicator.area_wide and self._is_asked(indicator, unit):
                        continue  # its own figure
                    givers.add(unit)
                    units.update((unit, top or unit))
            for unit in holding & self._lines.giving(name, Scope.OWN) if holding else ():
                for line in self._within(self._lines.of(unit, Scope.OWN, name)):
                    top = self._top(indicator, line)
                    if top is not None:
                        givers.add(unit)
                        units.add(top)
        irregular = {*self._irregular(indicator), *self._with_unlisted(indicator)}
        if (
            operator_of(indicator).weighed and indicator.weight
        ):  # a mean without a known weight is part of no other
            irregular.update(list(self._above((*irregular, *givers))))
        if not units and not irregular:
            return NO_KNOTS
        return Knots(units=frozenset(units | irregular), givers=frozenset(givers | irregular))

    def _with_unlisted(self, indicator: Indicator) -> Iterator[str]:
        """Yield units with lower units that the catalogue does not list: these are cells that nobody else covers."""
        return (unit for unit in self._open_ended if self._coverage.unlisted(indicator, unit))

    @cached_property
    def _open_ended(self) -> list[str]:
        """The units of which the catalogue may not list all lower ones at some time."""
        units = self._coverage.catalogue.units
        return [one.id for one in units.by_id.values() if units.may_lack_some(one)]

    def _names(self, indicator: Indicator) -> list[str]:
        """Return an indicator and all whose figures may become figures of it."""
        found: dict[str, None] = {}
        waiting = [indicator.id]
        while waiting:
            name = waiting.pop()
            if name in found or name not in self._known:
                continue
            found[name] = None
            one = self._known[name]
            waiting += [*one.parts, one.numerator, one.denominator, one.weight]
        return list(found)

    def _within(self, lines: Sequence[FigureLine]) -> Iterator[FigureLine]:
        """Yield the lines of the period; one that begins earlier can still be the weight of a stock at its end."""
        start, stop = self._coverage.months.start, self._coverage.months.stop
        return (one for one in lines if start < one.months.stop <= stop)

    def _is_asked(self, indicator: Indicator, unit: str) -> bool:
        """Whether a unit itself has to report, of a stock at the end of the period."""
        coverage = self._coverage
        months = coverage.months
        end = range(months.stop - 1, months.stop) if coverage.is_stock(indicator) else months
        return bool(coverage.own_cells(indicator, unit, end))

    def _top(self, indicator: Indicator, line: FigureLine) -> str | None:
        """Return the lowest unit whose branch has everything that a line speaks of; None if that is its own unit alone.

        It is "" if no unit has it all.
        """
        coverage = self._coverage
        key = (line.unit, line.months, line.figure.scope, coverage.reach(indicator, line))
        if key not in self._reach:
            spoken_of = {cell[0] for cells, _ in coverage.covers(indicator, line) for cell in cells}
            spoken_of.add(line.unit)
            self._reach[key] = self._common(spoken_of) if len(spoken_of) > 1 else None
        return self._reach[key]

    def _above(self, units: Iterable[str]) -> Iterator[str]:
        parent_of = self._coverage.catalogue.units.parent_of
        for unit in units:
            above = parent_of(unit)
            while above:
                yield above
                above = parent_of(above)

    def _common(self, units: Iterable[str]) -> str:
        paths = [one.split("/") for one in units]
        found: list[str] = []
        for level in zip(*paths, strict=False):
            if len(set(level)) > 1:
                break
            found.append(level[0])
        return "/".join(found) or self._coverage.catalogue.units.centre

    # Own figures that are not in single lines

    def _irregular(self, indicator: Indicator) -> Iterator[str]:
        if operator_of(indicator).percent:
            yield from self._of_ratio(indicator)
        if indicator.parts:
            yield from self._of_whole(indicator)
        if operator_of(indicator).weighed and indicator.weight:
            yield from self._of_weighed(indicator)
        start, stop = self._coverage.months.start, self._coverage.months.stop
        for unit, months in self._lines.disagreeing(indicator.id):
            if start <= months.start and months.stop <= stop:
                yield unit

    def _scope(self, name: str) -> Scope:
        """Return where units give their own figures: those about areas count as stated."""
        known = self._known.get(name)
        return Scope.STATED if known is not None and known.area_wide else Scope.OWN

    def _own(self, name: str) -> Iterator[FigureLine]:
        return self._coverage.lines(name, self._scope(name))

    def _of_ratio(self, ratio: Indicator) -> Iterator[str]:
        """Yield units that write the counts in more than one way, or only one, or a stock that isn't of the end."""
        coverage = self._coverage
        counted = {
            line.path
            for line in self._own(ratio.id)
            if line.figure.quantity.ratio is not None or line.figure.quantity.not_applicable
        }
        sides: list[dict[str, FigureLine]] = [
            {line.path: line for line in self._own(one.id)} for one in coverage.counts(ratio)
        ]
        with_pairs = {line.unit for line in self._own(ratio.id) if line.path in counted}
        for path in dict.fromkeys(path for side in sides for path in side):
            both = [side[path] for side in sides if path in side]
            if path in counted:
                continue
            applies = {not one.figure.quantity.not_applicable for one in both}
            if len(both) < 2 or len(applies) > 1 or both[0].unit in with_pairs:
                yield both[0].unit
        if any(map(coverage.is_stock, coverage.counts(ratio))):
            for name in (ratio.id, *(one.id for one in coverage.counts(ratio))):
                yield from (line.unit for line in self._own(name) if line.months != coverage.months)

    def _of_whole(self, whole: Indicator) -> Iterator[str]:
        """Yield units with only some parts in some report, or that write the whole as well."""
        leaves = [name for name in self._names(whole) if name != whole.id]
        scope = self._scope(whole.id)
        giving = self._lines.giving(whole.id, scope)
        supplied = {line.path for unit in giving for line in self._lines.of(unit, scope, whole.id)}
        written = {line.unit for line in self._own(whole.id)}
        for name in leaves:
            for unit in self._lines.giving(name, scope):
                lines = self._within(self._lines.of(unit, scope, name))
                if unit in written or any(line.path not in supplied for line in lines):
                    yield unit

    def _of_weighed(self, mean: Indicator) -> Iterator[str]:
        """Yield units with more than one figure, or one whose weight isn't written beside it."""
        months = self._coverage.months
        values: dict[str, list[FigureLine]] = {}
        weights: dict[str, list[FigureLine]] = {}
        for line in self._own(mean.id):
            values.setdefault(line.unit, []).append(line)
        for line in self._within(self._lines.written(mean.weight, self._scope(mean.weight))):
            weights.setdefault(line.unit, []).append(line)
        for unit, lines in values.items():
            by = weights.get(unit, [])
            if len(lines) != 1 or len(by) != 1 or by[0].path != lines[0].path or lines[0].months != months:
                yield unit
                continue
            weight = by[0].figure.quantity
            if weight.not_applicable or weight.per_year or not weight.value:
                yield unit
