"""The account of one total: which figures it is made of, which cells they cover, and what contradicts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from mttq.catalogue import Indicator, OverPeriods, OverUnits
from mttq.documents import Scope
from mttq.period import last_day_of
from mttq.totals.arithmetic import ZERO, add, multiply, settled, subtract
from mttq.totals.choice import (
    UNLISTED,
    Candidate,
    Cell,
    Cells,
    ChosenSet,
    CoveringFigure,
    Tie,
    choose,
    intersection,
    is_rough,
    is_unlisted,
    listed_unit,
    report_lengths,
    union,
    within,
    without,
)
from mttq.totals.coverage import Coverage, on_side
from mttq.totals.model import Status
from mttq.totals.operators import operator_of
from mttq.totals.periods import period_operator_of
from mttq.totals.territory import WHOLE
from mttq.totals.valuation import NO_VALUE, Valuation, Value, grouped, length, times


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Statements of a unit with the figures inside them that say something else.

    Attributes:
        stated: the statements that are compared together.
        said: their total.
        area: the cells that they cover.
        inside: the other figures within those cells.
        found: the total of those.
        covered: the cells that those cover.
        reporting: each unit in the area that has to report, and whether its own figures cover all its cells there.
    """

    stated: tuple[Candidate, ...]
    said: Value
    area: Cells
    inside: tuple[Candidate, ...]
    found: Value
    covered: Cells
    reporting: dict[str, bool]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What the total of one unit for one indicator is made of.

    Attributes:
        unit: the unit's id.
        own: the unit's own figure.
        own_figures: the figures that it is made of.
        stated: the best set of its statements.
        stated_figures: the figures that it is made of.
        computed: the total without the unit's own statements.
        computed_figures: the figures that it is made of.
        result: the total.
        figures: the figures that it is made of.
        status: how reliable it is.
        area: the cells asked for.
        covered: those of them that are covered.
        reporting: each unit that has to report, and whether its own figures cover all its cells.
        unallocated: the units of which an unknown part belongs here.
        ties: the blocks of figures that are undecided.
        refuted: the unit's statements that contradict other figures, which don't count here.
        candidates: all figures that could be part of it.
    """

    unit: str
    own: Value
    own_figures: tuple[Candidate, ...]
    stated: Value
    stated_figures: tuple[Candidate, ...]
    computed: Value
    computed_figures: tuple[Candidate, ...]
    result: Value
    figures: tuple[Candidate, ...]
    status: Status
    area: Cells
    covered: Cells
    reporting: dict[str, bool]
    unallocated: tuple[str, ...]
    ties: tuple[Tie, ...]
    refuted: tuple[Contradiction, ...]
    candidates: tuple[Candidate, ...] = ()

    def of_own(self, area: Cells) -> Account:
        """Return what the unit's own figure is made of, as an account.

        Args:
            area: the cells of the unit itself.
        """
        return msgspec.structs.replace(
            self,
            result=self.own,
            figures=self.own_figures,
            area=area,
            covered=intersection(area, union(one.cells for one in self.own_figures)),
            ties=(),
            refuted=(),
            candidates=(),
        )

    def open_months(self) -> dict[str, int]:
        """Return the months not covered of each unit, as bits; `/*` behind it means those not listed below it."""
        found: dict[str, int] = {}
        for cell, mask in without(self.area, self.covered).items():
            found[cell[0]] = found.get(cell[0], 0) | mask
        return found

    def missing(self) -> dict[str, int]:
        """Return the months not covered of each unit of the catalogue, as bits."""
        return {unit: mask for unit, mask in self.open_months().items() if not unit.endswith(UNLISTED)}

    def unlisted(self) -> list[str]:
        """Return the units with lower units that the catalogue does not list and no statement covers."""
        return [unit.removesuffix(UNLISTED) for unit in self.open_months() if unit.endswith(UNLISTED)]


class Accounts:
    """The accounts of one period.

    Args:
        coverage: the figures and their cells.
        day: the tree's day; `date.min` for totals along paths alone.
        judged: whether statements that contradict other figures are left out of their units' own totals.
    """

    def __init__(self, coverage: Coverage, day: date, *, judged: bool = True) -> None:
        self._judged = judged
        self._coverage = coverage
        self._territories = coverage.territories
        self._day = day
        self._valuation = Valuation(coverage, day)
        self._standing: dict[int, bool] = {}
        self._by_unit: dict[tuple[str, bool], dict[str, list[CoveringFigure]]] = {}

    def account(self, unit: str, indicator: Indicator) -> Account:
        """Return the account of a unit's total."""
        coverage = self._coverage
        area = coverage.area(indicator, unit, self._day)
        candidates = self._candidates(unit, indicator, area)
        best = self._choose(unit, indicator, candidates, area)
        choice, result = computed_choice, computed = self._found(unit, indicator, area, best)
        others = [one for one in candidates if one.own or unit not in one.figure.units]
        if not best.is_best_of(others):
            without_own = self._choose(unit, indicator, others, area)
            computed_choice, computed = self._found(unit, indicator, area, without_own)
        refuted = self._refuted(unit, indicator, candidates, area, best=best) if self._judged else []
        left = _unrefuted(candidates, refuted)
        if not best.is_best_of(left):
            choice, result = self._found(unit, indicator, area, self._choose(unit, indicator, left, area))
        unallocated = self._unallocated(unit, indicator)
        own_figures, own = self._own(unit, indicator)
        stated_figures, stated = self._stated(unit, indicator, area)
        status = Status.DIFFERS
        if not refuted:
            status = self._status(area, choice, result, complete=not unallocated)
        return Account(
            unit=unit,
            own=own,
            own_figures=own_figures,
            stated=stated,
            stated_figures=stated_figures,
            computed=computed,
            computed_figures=computed_choice.chosen,
            result=result,
            figures=choice.chosen,
            status=status,
            area=area,
            covered=choice.covered,
            reporting=self._reporting(indicator, area, candidates),
            unallocated=unallocated,
            ties=choice.ties,
            refuted=tuple(refuted),
            candidates=tuple(candidates),
        )

    def contradicts(self, unit: str, indicator: Indicator) -> bool:
        """Whether an account of a unit's total would have a statement that is refuted."""
        area = self._coverage.area(indicator, unit, self._day)
        return bool(self._refuted(unit, indicator, self._candidates(unit, indicator, area), area))

    def ties(self, unit: str, indicator: Indicator) -> tuple[Tie, ...]:
        """Return the ties of the account of a unit's total."""
        area = self._coverage.area(indicator, unit, self._day)
        candidates = self._candidates(unit, indicator, area)
        best = self._choose(unit, indicator, candidates, area)
        if best.ties:
            left = _unrefuted(candidates, self._refuted(unit, indicator, candidates, area, best=best))
            best = self._choose(unit, indicator, left, area)
        return best.ties

    # Candidates

    def _figures(self, indicator: Indicator, *, weighed: bool = True) -> dict[str, list[CoveringFigure]]:
        """Return the figures of an indicator by the unit that gives them."""
        key = (indicator.id, weighed)
        found = self._by_unit.get(key)
        if found is None:
            found = self._by_unit[key] = {}
            for figure in self._coverage.of(indicator, weighed=weighed):
                found.setdefault(figure.unit, []).append(figure)
        return found

    def _candidates(self, top: str, indicator: Indicator, area: Cells) -> list[Candidate]:
        """Return the figures that cover nothing outside an area, each with the share of it that is inside."""
        own_only = operator_of(indicator).own_only
        alone = (
            len({cell[0] for cell in area if not is_unlisted(cell)}) == 1
        )  # the mean of one unit needs no weight
        figures = self._figures(indicator, weighed=not alone)
        territories = self._territories
        extras = territories.extras(top, self._day)
        found: list[Candidate] = []
        for unit in figures if len(figures) < len(area) else self._units(top):
            if not territories.is_under(unit, top) and unit not in extras:
                continue
            for figure in figures.get(unit, ()):
                if own_only and not figure.own:
                    continue
                if len(figure.units) > 1 and not all(
                    territories.is_under(one, top) or one in extras for one in figure.units
                ):
                    continue
                if is_own_line_for_others(figure) and not self._stands(indicator, figure):
                    continue
                candidate = self.candidate(figure, area)
                if candidate is not None:
                    found.append(candidate)
        return _of_one_kind(_without_denials(found))

    def _units(self, top: str) -> Iterable[str]:
        yield from self._territories.stretch(top)
        yield from self._territories.extras(top, self._day)

    def candidate(self, figure: CoveringFigure, area: Cells) -> Candidate | None:
        """Return a figure as part of a total; None unless all its cells count there by the same share."""
        cells = figure.cells
        if within(cells, area):
            return Candidate(figure=figure, share=WHOLE, cells=cells, own=figure.own)
        if any(mask & area.get(cell, 0) != 0 and mask & ~area.get(cell, 0) for cell, mask in cells.items()):
            return None  # some of its months are outside
        inside = {cell: mask for cell, mask in cells.items() if mask & area.get(cell, 0)}
        if not inside:
            return None
        sizes: dict[tuple[str, int], list[Fraction]] = {}
        for cell in cells:
            size = Fraction(self._coverage.size(cell))
            both = sizes.setdefault((cell[0], cell[2]), [Fraction(0), Fraction(0)])
            both[0] += size if cell in inside else 0
            both[1] += size
        shares = {part / whole for part, whole in sizes.values()}
        if len(shares) != 1:
            return None
        own = intersection(figure.own, inside)
        return Candidate(figure=figure, share=shares.pop(), cells=inside, own=own)

    def _choose(
        self, top: str, indicator: Indicator, candidates: Sequence[Candidate], area: Cells
    ) -> ChosenSet:
        def worth(chosen: Sequence[Candidate]) -> tuple[object, ...]:
            value = self._valuation.value(top, indicator, chosen)
            return (None if value.amount is None else settled(value.amount.value), value.counts)

        choice = choose(candidates, self._coverage.size, worth)
        return self._both_known(indicator, choice, area) if self._coverage.is_mixed(indicator) else choice

    def _both_known(self, indicator: Indicator, choice: ChosenSet, area: Cells) -> ChosenSet:
        """Keep, of a ratio of a stock and a flow, the units with all of the one and some of the other."""
        stock = next(
            side for side, one in enumerate(self._coverage.counts(indicator)) if self._coverage.is_stock(one)
        )
        by_unit: dict[str, list[Cell]] = {}
        for cell in area:
            by_unit.setdefault(cell[0], []).append(cell)
        kept: list[Candidate] = []
        for group in grouped(choice.chosen):
            cells = union(one.cells for one in group)
            asked = {cell: area[cell] for unit in {one[0] for one in cells} for cell in by_unit.get(unit, ())}
            whole = within({cell: mask for cell, mask in asked.items() if cell[2] == stock}, cells)
            begun = any(cell[2] != stock for cell in cells)
            if whole and (begun or all(cell[2] == stock for cell in asked)):
                kept += group
        cells = union(one.cells for one in kept)
        return ChosenSet(
            chosen=tuple(kept),
            covered=intersection(choice.covered, cells),
            own=intersection(choice.own, cells),
            ties=choice.ties,
            alike=(*choice.chosen, *choice.alike),
        )

    def _found(self, top: str, indicator: Indicator, area: Cells, best: ChosenSet) -> tuple[ChosenSet, Value]:
        """Return the best set with what counts besides it, and the total."""
        choice = self._with_spoken_for(best, area)
        latest = self._latest_stocks(indicator, without(area, choice.covered))
        if latest:
            choice = msgspec.structs.replace(choice, chosen=(*choice.chosen, *latest))
        return choice, self._valuation.value(top, indicator, choice.chosen)

    def _with_spoken_for(self, choice: ChosenSet, area: Cells) -> ChosenSet:
        """Let a unit's own figure stand for lower units that the catalogue does not list, if nothing else does.

        A unit that says that there are some can't speak for them with its own figure.
        """
        by_id = self._coverage.catalogue.units.by_id
        spoken_for: Cells = {}
        for cell, mask in without(area, choice.covered).items():
            if is_unlisted(cell) and not by_id[unit := listed_unit(cell)].partly_listed:
                own = mask & choice.own.get((unit, *cell[1:]), 0)
                if own:
                    spoken_for[cell] = own
        if not spoken_for:
            return choice
        return msgspec.structs.replace(choice, covered=union((choice.covered, spoken_for)))

    # Stocks that are not known at the end

    def _latest_stocks(self, indicator: Indicator, missing: Cells) -> list[Candidate]:
        """Return the latest own figure of each unit whose stock at the end of the period is unknown."""
        if not missing or not self._coverage.is_stock(indicator):
            return []
        by_unit: dict[str, Cells] = {}
        for cell, mask in missing.items():
            by_unit.setdefault(cell[0], {})[cell] = mask
        figures = self._figures(indicator)
        found: list[Candidate] = []
        for unit, cells in by_unit.items():
            own = [one for one in figures.get(unit, ()) if one.own and one.units == {unit}]
            latest = self._latest(own)
            if latest is not None:
                whole = self._coverage.own_cells(indicator, unit, self._coverage.months)
                share = Fraction(self._size(cells)) / Fraction(self._size(whole))
                found.append(Candidate(figure=latest, share=share, cells=cells, own=cells))
        return found

    def _size(self, cells: Cells) -> int | Fraction:
        return sum(mask.bit_count() * self._coverage.size(cell) for cell, mask in cells.items())

    def _latest(self, figures: Iterable[CoveringFigure]) -> CoveringFigure | None:
        """Return the latest figure of a stock that ends before the period's last month."""
        earlier = [
            figure
            for figure in figures
            if figure.amount is not None
            and all(line.months.stop < self._coverage.months.stop for line in figure.lines)
        ]
        return max(earlier, key=_lateness, default=None)

    # The unit's own figure, and what it states

    def _own(self, unit: str, indicator: Indicator) -> tuple[tuple[Candidate, ...], Value]:
        """Return the unit's own figures, each about the unit's own cells only."""
        area = self._coverage.own_cells(indicator, unit, self._coverage.months)
        lines = [
            figure if figure.own == figure.cells else msgspec.structs.replace(figure, cells=figure.own)
            for figure in self._figures(indicator, weighed=False).get(unit, ())
            if figure.own and figure.units == {unit}
        ]
        found = [one for figure in lines if (one := self.candidate(figure, area)) is not None]
        return self._best_or_latest(unit, indicator, lines, found, area, alone=True)

    def _stated(self, unit: str, indicator: Indicator, area: Cells) -> tuple[tuple[Candidate, ...], Value]:
        figures = [one for one in self._figures(indicator).get(unit, ()) if _states(one, unit)]
        found = [one for figure in figures if (one := self.candidate(figure, area)) is not None]
        return self._best_or_latest(unit, indicator, figures, found, area)

    def _best_or_latest(
        self,
        unit: str,
        indicator: Indicator,
        figures: Sequence[CoveringFigure],
        candidates: Sequence[Candidate],
        area: Cells,
        *,
        alone: bool = False,
    ) -> tuple[tuple[Candidate, ...], Value]:
        if not figures:
            return (), NO_VALUE
        chosen = self._choose(unit, indicator, _of_one_kind(list(candidates)), area).chosen
        if not chosen and self._coverage.is_stock(indicator):
            latest = self._latest(figures)
            if latest is not None:
                chosen = (Candidate(figure=latest, share=WHOLE, cells=latest.cells, own=latest.own),)
        return chosen, self._valuation.value(unit, indicator, chosen, alone=alone)

    # Status

    def _unallocated(self, unit: str, indicator: Indicator) -> tuple[str, ...]:
        if operator_of(indicator).own_only:
            return ()
        return tuple(
            one
            for one in self._territories.unallocated(unit, self._day)
            if self._coverage.own_cells(indicator, one, self._coverage.months)
        )

    def _reporting(
        self, indicator: Indicator, area: Cells, candidates: Iterable[Candidate]
    ) -> dict[str, bool]:
        own = union(one.own for one in candidates)
        found: dict[str, bool] = {}
        for cell, mask in area.items():
            if not is_unlisted(cell):
                found[cell[0]] = found.get(cell[0], True) and not mask & ~own.get(cell, 0)
        for unit in self._coverage.speaking(indicator):
            found.pop(unit, None)
        return found

    @staticmethod
    def _status(area: Cells, choice: ChosenSet, result: Value, *, complete: bool) -> Status:
        whole = choice.covered == area
        given = result != NO_VALUE or any(
            one.figure.amount is not None and intersection(one.cells, choice.covered) for one in choice.chosen
        )
        listed = any(not is_unlisted(cell) for cell in choice.covered)
        if not given and not choice.ties and not (listed and whole and complete):
            return Status.NOTHING
        if choice.ties or not whole or not complete:
            return Status.INCOMPLETE
        return Status.COMPLETE if choice.own == area else Status.AS_STATED

    # Statements that contradict other figures

    def _refuted(
        self,
        unit: str,
        indicator: Indicator,
        candidates: Sequence[Candidate],
        area: Cells,
        *,
        best: ChosenSet | None = None,
    ) -> list[Contradiction]:
        """Return the unit's statements that differ from the figures inside them, each alone and then all together.

        Args:
            unit: the unit.
            indicator: the indicator.
            candidates: all figures that could be part of its total.
            area: its cells.
            best: the best set of them, if it is known.
        """
        stated = [
            one
            for one in candidates
            if _states(one.figure, unit) and not (indicator.area_wide and one.own == one.cells)
        ]
        found: list[Contradiction] = []
        families = [*([one] for one in stated), stated] if len(stated) > 1 else [stated]
        for family in families if stated else ():
            chosen = self._choose(unit, indicator, family, area)
            one = self._contradiction(unit, indicator, candidates, chosen, area, best=best)
            if one is not None and all(one.stated != other.stated for other in found):
                found.append(one)
        return found

    def _stands(self, indicator: Indicator, figure: CoveringFigure) -> bool:
        """Whether an own line can speak for the unit's predecessors: not if these say something else."""
        known = self._standing.get(id(figure))
        if known is None:
            if self._coverage.is_mixed(indicator):
                indicator = self._coverage.counts(indicator)[figure.side]
                cells, own = on_side(0, figure.cells), on_side(0, figure.own)
                alike = msgspec.structs.replace(figure, cells=cells, own=own, side=0)
            else:
                alike = figure
            known = self._standing[id(figure)] = self._is_unopposed(indicator, alike)
        return known

    def _is_unopposed(self, indicator: Indicator, figure: CoveringFigure) -> bool:
        units = {listed_unit(cell) for cell in figure.cells} | figure.units
        above = frozenset[str]().union(*map(self._territories.upwards, units))
        others = [
            one
            for unit in sorted(above)
            for other in self._figures(indicator).get(unit, ())
            if not is_own_line_for_others(other) and _fits(other, figure)
            if (one := self.candidate(other, figure.cells)) is not None
        ]
        whole = Candidate(figure=figure, share=WHOLE, cells=figure.cells, own=figure.own)
        alone = ChosenSet(chosen=(whole,), covered=figure.cells, own=figure.own)
        line = figure.lines[0]
        last_day = last_day_of(line.months.stop - 1)
        asked = Valuation(self._coverage, self._coverage.day_of(line), figure.cells, last_day)
        return self._contradiction(figure.unit, indicator, others, alone, figure.cells, asked) is None

    def _contradiction(
        self,
        unit: str,
        indicator: Indicator,
        candidates: Sequence[Candidate],
        stated: ChosenSet,
        area: Cells,
        valuation: Valuation | None = None,
        *,
        best: ChosenSet | None = None,
    ) -> Contradiction | None:
        """Return what contradicts some statements, or None; `best` is the best set of all, if it is known."""
        lines = {(line.path, line.span) for one in stated.chosen for line in one.figure.lines}
        others = [
            one
            for one in candidates
            if within(one.cells, stated.covered)
            and not any((line.path, line.span) in lines for line in one.figure.lines)
        ]
        if not others:
            return None
        inside = best
        if inside is None or not inside.is_best_of(others):
            inside = self._choose(unit, indicator, others, area)
        valuation = valuation or self._valuation
        said = valuation.value(unit, indicator, stated.chosen)
        found = valuation.value(unit, indicator, inside.chosen)
        if said.amount is None or found.amount is None or said.amount.yearly != found.amount.yearly:
            return None
        pairs = [(said.amount.value, found.amount.value)]
        if said.counts is not None and found.counts is not None:
            pairs = list(zip(said.counts, found.counts, strict=True))
        differences = [settled(subtract(*pair)) for pair in pairs]
        if inside.covered == stated.covered:
            difference = max(one.copy_abs() for one in differences)
        elif bound := self._bound(indicator, inside.covered, stated.covered):
            difference = max(one.copy_negate() if bound > 0 else one for one in differences)
        else:
            return None
        if difference <= _tolerance(indicator, stated.chosen, inside.chosen):
            return None
        return Contradiction(
            stated=stated.chosen,
            said=said,
            area=stated.covered,
            inside=inside.chosen,
            found=found,
            covered=inside.covered,
            reporting=self._reporting(indicator, stated.covered, others),
        )

    def _bound(self, indicator: Indicator, part: Cells, whole: Cells) -> int:
        """Return 1 if figures for a part of some cells can't be more than all of them make, -1 if not less, else 0.

        Figures for some months of a unit say nothing of the mean of all, nor whether a sum is low. What may be
        negative can make a sum less.
        """
        operator = operator_of(indicator)
        judged = self._coverage.counts(indicator) if operator.percent else [indicator]
        bound, negative = operator.bound, any(one.measure.negative for one in judged)
        if negative and (operator.additive or operator.percent):
            return 0
        if all(mask == whole.get(cell) for cell, mask in part.items()):
            return bound
        along = [period_operator_of(one) for one in judged]
        bounds = all(one.latest or one.trend * bound > 0 for one in along)
        return bound if bounds and not (negative and any(one.adds for one in along)) else 0


def _unrefuted(candidates: list[Candidate], refuted: Sequence[Contradiction]) -> list[Candidate]:
    """Leave out a unit's statements that contradict other figures, which don't count in its own row."""
    if not refuted:
        return candidates
    return [one for one in candidates if not any(one in each.stated for each in refuted)]


def _tolerance(indicator: Indicator, stated: Sequence[Candidate], inside: Sequence[Candidate]) -> Decimal:
    rough = [one for one in inside if is_rough(one)]
    over_mean = indicator.over_periods is OverPeriods.MEAN
    mean = over_mean or indicator.over_units is OverUnits.MEAN
    if not mean and not rough and not any(map(is_rough, stated)):
        return ZERO
    steps = [_step(one) for one in stated]
    lengths = [length(one) if over_mean else 1 for one in stated]
    whole = sum(lengths) if over_mean else 1
    parts = [
        times(multiply(step, count), Fraction(1, whole)) for step, count in zip(steps, lengths, strict=True)
    ]
    if indicator.over_units is OverUnits.SUM and over_mean:
        parts.append(multiply(max(steps), sum(len(group) > 1 for group in grouped(inside))))
    parts += [times(_step(one), one.share) for one in rough]
    return add(parts)


def _step(one: Candidate) -> Decimal:
    return add(
        [line.figure.quantity.step for line in one.figure.lines if not line.figure.quantity.not_applicable]
    )


def _states(figure: CoveringFigure, unit: str) -> bool:
    """Whether a figure is a statement of a unit."""
    return figure.units == {unit} and all(line.figure.scope is Scope.STATED for line in figure.lines)


def is_own_line_for_others(figure: CoveringFigure) -> bool:
    """Whether a figure is an own line in its second meaning, as a statement about predecessors."""
    return bool(figure.own) and figure.own != figure.cells and not figure.stated


def _fits(inner: CoveringFigure, outer: CoveringFigure) -> bool:
    """Whether the periods of a figure lie within those of another."""
    start = min(line.months.start for line in outer.lines)
    stop = max(line.months.stop for line in outer.lines)
    return all(start <= line.months.start and line.months.stop <= stop for line in inner.lines)


def _lateness(figure: CoveringFigure) -> tuple[int, int, int, bool, int, bool]:
    """Put later figures first, then fewer and longer ones, those of `so_lieu`, and the indicator's own lines."""
    last = max(line.months.stop for line in figure.lines)
    lengths = report_lengths(figure)
    return last, -len(lengths), sum(lengths), not figure.stated, -len(figure.lines), figure.direct


def _without_denials(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out statements of `không áp dụng` for areas in which some unit reports a figure."""
    denials = [one for one in candidates if one.figure.amount is None and one.own != one.cells]
    if not denials:
        return candidates
    given = [one for one in candidates if one.figure.amount is not None and one.own]
    denied = {id(one) for one in denials if any(within(other.cells, one.cells) for other in given)}
    return [one for one in candidates if id(one) not in denied]


def _of_one_kind(candidates: list[Candidate]) -> list[Candidate]:
    """Return the figures for the whole term, or the yearly means if there are no others."""
    whole = [one for one in candidates if one.figure.amount is not None and not one.figure.amount.yearly]
    if not whole or all(one.figure.amount is None or not one.figure.amount.yearly for one in candidates):
        return candidates
    return [one for one in candidates if one.figure.amount is None or not one.figure.amount.yearly]
