"""An index of all figures of a year or term by unit and indicator."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.documents import Figure, Project, Scope
from mttq.documents.outline import ReportOutline
from mttq.period import Cycle
from mttq.quantity import Quantity
from mttq.totals.amounts import joint_approximation
from mttq.totals.arithmetic import add
from mttq.totals.model import FigureLine

_Figures = dict[tuple[str, Scope], Figure]


class FigureIndex:
    """The figures of one cycle: of its own folder and, for a term, of the folders of its years.

    If a report has no line for an indicator, other lines may supply it: a ratio
    written as two counts supplies both counts, and the parts of an indicator
    (`gom`) supply their sum if all of them are there.

    Args:
        project: the outlines of the reports, and the catalogue.
        cycle: the year or term.
        units: index only the figures of these; None for all.
        indicators: index only what the figures of these need; None for all.
    """

    def __init__(
        self,
        project: Project,
        cycle: Cycle,
        units: Container[str] | None = None,
        indicators: Iterable[str] | None = None,
    ) -> None:
        known = project.catalogue.indicators
        self._supply = Supply(known, None if indicators is None else _related(known, indicators))
        self._found: dict[tuple[str, Scope], dict[str, list[FigureLine]]] = {}
        self._disagreeing: dict[str, list[tuple[str, range]]] = {}
        self._written: dict[tuple[str, Scope], list[FigureLine]] = {}
        for name in cycle.parts:
            for report in project.reports(name):
                if units is None or report.ref.unit in units:
                    self._add(report)

    def of(self, unit: str, scope: Scope, indicator: str) -> list[FigureLine]:
        """Return the figures that a unit gives for an indicator, one for each report that has it."""
        return self._found.get((indicator, scope), {}).get(unit, [])

    def written(self, indicator: str, scope: Scope) -> list[FigureLine]:
        """Return the lines of all units for an indicator itself, without what other lines supply."""
        return self._written.get((indicator, scope), [])

    def says(self, scope: Scope, indicator: str) -> bool:
        """Whether any unit gives a figure for an indicator in a scope."""
        return (indicator, scope) in self._found

    def units(self, indicator: str, stop: int | None = None) -> set[str]:
        """Return the units that give a figure for an indicator; with `stop` only for periods that end before it."""
        by_unit = [self._found.get((indicator, scope), {}) for scope in Scope]
        if stop is None:
            return {unit for found in by_unit for unit in found}
        return {
            unit
            for found in by_unit
            for unit, lines in found.items()
            if any(line.months.stop <= stop for line in lines)
        }

    def giving(self, indicator: str, scope: Scope) -> set[str]:
        """Return the units that give a figure for an indicator in a scope."""
        return set(self._found.get((indicator, scope), ()))

    def disagreeing(self, indicator: str) -> list[tuple[str, range]]:
        """Return the units and months of the reports in which two ratios give a count differently."""
        return self._disagreeing.get(indicator, [])

    def indicators(self) -> set[str]:
        """Return the indicators that have a figure."""
        return {indicator for indicator, _ in self._found}

    def _add(self, report: ReportOutline) -> None:
        supplied = self._supply.figures(report.body().figures)
        months = report.ref.period.months(report.ref.cycle)
        for indicator, _ in supplied.disagreeing:
            self._disagreeing.setdefault(indicator, []).append((report.ref.unit, months))
        path, unit, found = report.ref.path, report.ref.unit, self._found
        for number, (key, figure) in enumerate(supplied.figures.items()):
            is_count = supplied.written <= number < supplied.counted
            line = FigureLine(path, unit, months, figure, derived=is_count)
            if number < supplied.written:
                self._written.setdefault(key, []).append(line)
            by_unit = found.get(key)
            if by_unit is None:
                by_unit = found[key] = {}
            known = by_unit.get(unit)
            if known is None:
                by_unit[unit] = [line]
            else:
                known.append(line)


class Supplied(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The figures of a report, with those that its lines supply.

    Attributes:
        figures: all of them by indicator and scope: the lines, then the counts of ratios, then the sums of parts.
        written: how many are lines.
        counted: how many are lines or counts.
        disagreeing: the counts that two lines give differently.
        doubtful: these, and the sums that may have such a part.
    """

    figures: Mapping[tuple[str, Scope], Figure]
    written: int
    counted: int
    disagreeing: frozenset[tuple[str, Scope]]
    doubtful: frozenset[tuple[str, Scope]]


class Supply:
    """Reads the figures of a report, with those that its other lines supply.

    Args:
        indicators: the indicators of the catalogue.
        wanted: read only the figures of these; None for all.
    """

    def __init__(self, indicators: Mapping[str, Indicator], wanted: Container[str] | None = None) -> None:
        self._indicators = indicators
        self._wanted = wanted
        self._wholes = _parts_first(indicators)

    def figures(self, written: Iterable[Figure]) -> Supplied:
        """Return the figures of a report."""
        figures: _Figures = {}
        wanted = self._wanted
        for figure in written:
            if wanted is None or figure.indicator in wanted:
                figures.setdefault((figure.indicator, figure.scope), figure)
        lines = len(figures)
        disagreeing = self._supply_counts(figures)
        counts = len(figures)
        self._supply_sums(figures)
        return Supplied(
            figures=figures,
            written=lines,
            counted=counts,
            disagreeing=disagreeing,
            doubtful=self._with_sums(disagreeing) if disagreeing else disagreeing,
        )

    def _with_sums(self, counts: frozenset[tuple[str, Scope]]) -> frozenset[tuple[str, Scope]]:
        found = set(counts)
        for whole in self._wholes:
            found |= {(whole.id, scope) for scope in Scope for part in whole.parts if (part, scope) in found}
        return frozenset(found)

    def _supply_counts(self, figures: _Figures) -> frozenset[tuple[str, Scope]]:
        given = [
            one for one in figures.values() if one.quantity.ratio is not None or one.quantity.not_applicable
        ]
        disagreeing: set[tuple[str, Scope]] = set()
        for figure in given:
            indicator = self._indicators.get(figure.indicator)
            for count in counts_of(figure, indicator) if indicator is not None else ():
                if count.indicator:
                    known = figures.setdefault((count.indicator, count.scope), count)
                    if known is not count and known.quantity != count.quantity:
                        disagreeing.add((count.indicator, count.scope))
        return frozenset(disagreeing)

    def _supply_sums(self, figures: _Figures) -> None:
        for scope in Scope if self._wholes else ():
            for whole in self._wholes:
                self._supply_sum(whole, scope, figures)

    def _supply_sum(self, whole: Indicator, scope: Scope, figures: _Figures) -> None:
        if (whole.id, scope) in figures:
            return
        parts = [figures.get((name, scope)) for name in whole.parts]
        found = [part for part in parts if part is not None]
        alike = len({part.quantity.per_year for part in found if not part.quantity.not_applicable}) < 2
        if found and len(found) == len(parts) and alike:
            figures[whole.id, scope] = _sum_of(whole.id, found)


def _related(indicators: Mapping[str, Indicator], names: Iterable[str]) -> set[str]:
    """Return some indicators and all that may supply or weigh their figures, or whose figures they may."""
    beside: dict[str, set[str]] = {}
    for one in indicators.values():
        for other in (*one.parts, one.numerator, one.denominator, one.weight):
            beside.setdefault(one.id, set()).add(other)
            beside.setdefault(other, set()).add(one.id)
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += beside.get(name, ()) if name else ()
    return found


def _parts_first(indicators: Mapping[str, Indicator]) -> list[Indicator]:
    """Return the indicators that have parts, each after those of its parts that have parts themselves.

    There is no recursion, because parts of parts may go as deep as the catalogue is long.
    """
    found: dict[str, Indicator] = {}
    begun: set[str] = set()
    waiting = [one.id for one in reversed(list(indicators.values())) if one.parts]
    while waiting:
        one = indicators[waiting[-1]]
        if one.id in begun:
            waiting.pop()
            found.setdefault(one.id, one)
            continue
        begun.add(one.id)
        waiting += [
            part for part in one.parts if part not in begun and part in indicators and indicators[part].parts
        ]
    return list(found.values())


def counts_of(figure: Figure, indicator: Indicator) -> tuple[Figure, ...]:
    """Return the two counts of a ratio as figures of their own, numerator first; nothing for other figures.

    The writer's `trên` or `gần` belongs to the numerator: `trên 6.600/6.688`. A ratio that does not apply has
    counts that do not apply.
    """
    ratio = figure.quantity.ratio
    if not indicator.measure.ratio or not (ratio is not None or figure.quantity.not_applicable):
        return ()
    plain = replace(
        figure, percentage=None, received=(), by_level=(), breakdowns=(), parts_complete=False, note=()
    )
    if ratio is None:
        return tuple(replace(plain, indicator=name) for name in (indicator.numerator, indicator.denominator))
    above = replace(figure.quantity, value=ratio[0], ratio=None, step=Decimal(1))
    below = replace(above, value=ratio[1], approximation=None, word="")
    return (
        replace(plain, indicator=indicator.numerator, quantity=above),
        replace(plain, indicator=indicator.denominator, quantity=below),
    )


def _sum_of(indicator: str, parts: Sequence[Figure]) -> Figure:
    """Sum the figures; one that does not apply adds nothing; keep the first figure's position."""
    applicable = [part.quantity for part in parts if not part.quantity.not_applicable]
    quantity = parts[0].quantity
    if applicable:
        loose = [one.step for one in applicable if one.approximation is not None]
        quantity = Quantity(
            add(one.value for one in applicable),
            add(loose) if loose else min(one.step for one in applicable),
            approximation=joint_approximation([one.approximation for one in applicable]),
            per_year=all(one.per_year for one in applicable),
        )
    received = tuple(one for part in parts for one in part.received)
    return replace(
        parts[0],
        indicator=indicator,
        quantity=quantity,
        percentage=None,
        received=received,
        by_level=(),
        breakdowns=(),
        parts_complete=False,
        note=(),
    )
