"""The evidence for a total: the cells asked for, the figures that cover them, and the figures that don't count.

The tree of a proof shows where figures come from. This is the same set as one list, with the cells of each figure,
so that the total can be computed again from it without the catalogue. Nothing is chosen here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from mttq.catalogue import Indicator, OverUnits
from mttq.diagnostics import Span
from mttq.documents import Scope
from mttq.period import Cycle, Period
from mttq.quantity import Quantity
from mttq.totals.account import Account
from mttq.totals.arithmetic import ONE
from mttq.totals.choice import Candidate, Cells, listed_unit, union, within, without
from mttq.totals.coverage import Coverage
from mttq.totals.model import FigureLine, TotalAmount, Transfer
from mttq.totals.operators import operator_of
from mttq.totals.territory import WHOLE
from mttq.totals.valuation import Valuation, counted_in, times

_NOT_SHARED = {OverUnits.HIGHEST, OverUnits.LOWEST}
"""Ways of combining in which a share of a unit has the same figure as the unit."""


class FigureSource(msgspec.Struct, frozen=True, kw_only=True):
    """One figure as a file has it.

    Attributes:
        path: the file.
        span: the place of the figure in it.
        cycle: the year or term of the file.
        period: the period it reports on.
        indicator: its indicator, which differs from the total's for counts, parts and weights.
        scope: the unit's own figure, or one stated for its area.
        quantity: how much.
        cut_off: the day until which it counts, if its report gives one.
        text: what the file says, word for word; "" if it was not read again.
    """

    path: str
    span: Span
    cycle: Cycle
    period: Period
    indicator: Indicator
    scope: Scope
    quantity: Quantity
    cut_off: date | None = None
    text: str = ""


class CellRun(msgspec.Struct, frozen=True, kw_only=True):
    """Cells of one unit.

    Attributes:
        unit: its id; with `/*` behind it for the lower units that the catalogue does not list.
        months: the months, one bit for each month of the period.
        share: how much of the unit they are, 0 to 1.
        side: of a ratio whose counts are chosen apart, 0 for the numerator and 1 for the denominator; else None.
        own: whether the unit's own figure covers them.
    """

    unit: str
    months: int
    share: Decimal
    side: int | None = None
    own: bool = False


class EvidentFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of one period, as part of a total.

    Attributes:
        unit: whose figure it is.
        amount: how much; a ratio has its counts; None for `không áp dụng`.
        side: 1 if it is only the denominator of a ratio, 0 if only the numerator; else None.
        share: how much of it counts, 0 to 1.
        weight: its weight in a mean, or None.
        cells: what it covers.
        speaks_for: lower units that the catalogue does not list, for which it stands because nothing else does.
        is_earlier: whether it is a stock of an earlier time, the latest there is: it counts, but covers nothing.
        counted_in: for a count of units, those that it says something of.
        is_rough: whether it makes the total approximate.
        taken_out: what another unit of the total handed on, and is deducted.
        left_out: what came from a unit above and is not part of the amount.
        sources: where it is written.
    """

    unit: str
    amount: TotalAmount | None
    side: int | None = None
    share: Decimal = ONE
    weight: TotalAmount | None = None
    cells: tuple[CellRun, ...] = ()
    speaks_for: tuple[CellRun, ...] = ()
    is_earlier: bool = False
    counted_in: tuple[str, ...] = ()
    is_rough: bool = False
    taken_out: tuple[Transfer, ...] = ()
    left_out: tuple[Transfer, ...] = ()
    sources: tuple[FigureSource, ...] = ()


class Denial(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that do not count, because the figures inside them say something else.

    Attributes:
        stated: the statements.
        said: their total.
        inside: the total of the figures inside them.
    """

    stated: tuple[EvidentFigure, ...]
    said: TotalAmount | None
    inside: TotalAmount | None


class OpenChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Sets of figures that cover equally much and give different totals.

    Attributes:
        sets: the sets; only one, with all figures, if there are too many to be compared.
        exceeded: whether there are too many.
    """

    sets: tuple[tuple[EvidentFigure, ...], ...]
    exceeded: bool


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a total is computed from.

    Attributes:
        area: the cells asked for.
        counted: the figures that count.
        denied: the unit's statements that other figures contradict.
        undecided: figures between which nothing decides.
        covered_by_others: figures that do not count because others cover their cells.
    """

    area: tuple[CellRun, ...]
    counted: tuple[EvidentFigure, ...]
    denied: tuple[Denial, ...]
    undecided: tuple[OpenChoice, ...]
    covered_by_others: tuple[EvidentFigure, ...]


SourcesOf = Callable[[Sequence[FigureLine]], tuple[FigureSource, ...]]


def evidence_of(
    account: Account,
    indicator: Indicator,
    *,
    coverage: Coverage,
    valuation: Valuation,
    sources_of: SourcesOf,
) -> Evidence:
    """Return the evidence of an account.

    Args:
        account: the account.
        indicator: its indicator.
        coverage: the figures and their cells.
        valuation: adds up sets of figures.
        sources_of: returns what files say in some lines.
    """
    writer = _AccountFigures(
        account, indicator, coverage=coverage, valuation=valuation, sources_of=sources_of
    )
    told = [*account.figures, *(one for each in account.refuted for one in each.stated)]
    told += (one for tie in account.ties for each in tie.sets for one in each)
    used = {line for one in told for line in _lines_of(one)}
    return Evidence(
        area=tuple(writer.runs(account.area)),
        counted=writer.figures(account.figures, counts=True),
        denied=tuple(
            Denial(stated=writer.figures(one.stated), said=one.said.amount, inside=one.found.amount)
            for one in account.refuted
        ),
        undecided=tuple(
            OpenChoice(sets=tuple(map(writer.figures, one.sets)), exceeded=one.exceeded)
            for one in account.ties
        ),
        covered_by_others=writer.figures(
            one for one in account.candidates if used.isdisjoint(_lines_of(one))
        ),
    )


class _AccountFigures:
    def __init__(
        self,
        account: Account,
        indicator: Indicator,
        *,
        coverage: Coverage,
        valuation: Valuation,
        sources_of: SourcesOf,
    ) -> None:
        self._coverage = coverage
        self._sources_of = sources_of
        self._indicator = indicator
        self._covered = account.covered
        self._unlisted = without(account.covered, union(one.cells for one in account.figures))
        self._is_mixed = coverage.is_mixed(indicator)
        self._counted: dict[str, list[str]] | None = None
        if operator_of(indicator).counts_units:
            self._counted = valuation.counted_units(account.unit, indicator)
        self._taken_out: dict[tuple[str, Span], list[Transfer]] = {}
        for one in account.result.taken_out:
            self._taken_out.setdefault((one.line.path, one.line.span), []).append(one)

    def figures(self, candidates: Iterable[Candidate], *, counts: bool = False) -> tuple[EvidentFigure, ...]:
        order = self._coverage.territories.order
        ordered = sorted(candidates, key=lambda one: (order[one.figure.unit], one.figure.name))
        return tuple(self._figure(one, counts=counts) for one in ordered)

    def _figure(self, one: Candidate, *, counts: bool) -> EvidentFigure:
        figure = one.figure
        amounts = [each for each in (figure.amount, figure.weight) if each is not None]
        is_rough = any(each.approximation is not None for each in amounts)
        if one.share != WHOLE and self._indicator.over_units not in _NOT_SHARED:
            is_rough = True
        return EvidentFigure(
            unit=figure.unit,
            amount=figure.amount,
            side=figure.side if self._is_mixed else None,
            share=times(ONE, one.share),
            weight=figure.weight,
            cells=tuple(self.runs(one.cells, one.own)),
            speaks_for=tuple(self.runs(self._spoken_for(one))),
            is_earlier=counts and not within(one.cells, self._covered),
            counted_in=() if self._counted is None else tuple(sorted(counted_in(one, self._counted))),
            is_rough=figure.amount is not None and is_rough,
            taken_out=tuple(each for line in _lines_of(one) for each in self._taken_out.get(line, ())),
            left_out=tuple(
                each for line in figure.lines for each in self._coverage.left_out(self._indicator, line)
            ),
            sources=self._sources_of(figure.lines),
        )

    def _spoken_for(self, one: Candidate) -> Cells:
        found: Cells = {}
        for cell, mask in self._unlisted.items():
            mine = mask & one.own.get((listed_unit(cell), *cell[1:]), 0)
            if mine:
                found[cell] = mine
        return found

    def runs(self, cells: Cells, own: Cells | None = None) -> Iterator[CellRun]:
        """Yield cells, those of the same months of a unit together."""
        sizes: dict[tuple[str, int, int, bool], int | Fraction] = {}
        for cell, mask in cells.items():
            mine = mask & own.get(cell, 0) if own else 0
            for months, is_own in ((mine, True), (mask & ~mine, False)):
                if months:
                    key = (cell[0], months, cell[2], is_own)
                    sizes[key] = sizes.get(key, 0) + self._coverage.size(cell)
        for (unit, months, side, is_own), size in sizes.items():
            yield CellRun(
                unit=unit,
                months=months,
                share=times(ONE, Fraction(size)),
                side=side if self._is_mixed else None,
                own=is_own,
            )


def _lines_of(one: Candidate) -> list[tuple[str, Span]]:
    return [(line.path, line.span) for line in one.figure.lines]
