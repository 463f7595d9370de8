"""The total of a unit from its account, with the tree of what it is made of.

The tree follows the paths of units. A unit in it shows the figures that count in the total at hand, which may
differ from those of its own total. A statement that counts beside other figures of its unit is a part of its
own; what was taken over comes after what lies below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.totals.account import Account, Contradiction
from mttq.totals.arithmetic import ONE, add
from mttq.totals.choice import Candidate, Tie, is_unlisted
from mttq.totals.coverage import Coverage
from mttq.totals.model import (
    NOTHING,
    FigureLine,
    Given,
    Refutation,
    Status,
    Total,
    TotalParts,
    Transfer,
    Undecided,
    UnitValue,
)
from mttq.totals.operators import operator_of
from mttq.totals.territory import WHOLE
from mttq.totals.valuation import Valuation, times

Below = Callable[[str], Sequence[str]]


class Breakdown:
    """Makes totals from accounts.

    Args:
        coverage: the figures and their cells.
        valuation: adds up sets of figures.
        extras: returns the units that belong to a unit without lying below it by path.
        below: returns the units directly below a unit.
        total_of: returns a unit's own total, to compare with a statement.
    """

    def __init__(
        self,
        coverage: Coverage,
        valuation: Valuation,
        *,
        extras: Callable[[str], Sequence[str]],
        below: Callable[[str, Indicator], Sequence[str]],
        total_of: Callable[[str, Indicator], Total],
    ) -> None:
        self._coverage = coverage
        self._valuation = valuation
        self._inner = Valuation(coverage, date.min)  # a part is a branch, without what its units took over
        self._extras = extras
        self._below = below
        self._total_of = total_of

    def total(self, account: Account, indicator: Indicator, *, own: UnitValue | None = None) -> Total:
        """Return the total of an account.

        Args:
            account: the account.
            indicator: its indicator.
            own: what to show as the unit's own figure if that can't be combined with others.
        """
        unit = account.unit
        stands = (
            bool(account.figures)
            and all(_is_statement(one, unit) for one in account.figures)
            and _lines_of(account.figures) == _lines_of(account.stated_figures)
        )
        is_due = unit in account.reporting
        if own is None:
            own = self._value(
                indicator,
                account.own_figures,
                unit,
                complete=account.reporting.get(unit, True),
                alone=True,
            )
        covered = account.covered == account.area and not account.ties and not account.unallocated
        stated = self._stated(account, indicator)
        bare = operator_of(indicator).percent and own.amount is not None and own.amount.pair is None
        if bare and not account.figures and set(account.reporting) <= {unit} and is_due:
            status = Status.COMPLETE if own.has_reported else Status.INCOMPLETE
            return self._alone(unit, own, stated, status)
        counted = [one for one in account.figures if _is_own(one, unit)]
        includes_own = bool(counted) and _lines_of(counted) == _lines_of(account.own_figures)
        return Total(
            unit=unit,
            own=own,
            computed=account.computed.amount,
            stated=stated,
            result=account.result.amount,
            status=account.status,
            is_due=is_due,
            make_parts=TotalParts(
                make=lambda: self._top_parts(account, indicator, stands=stands, includes_own=includes_own)
            ),
            units_in=sum(account.reporting.values()),
            units_due=len(account.reporting),
            complete=account.status is Status.COMPLETE
            or (account.status is Status.NOTHING and covered and not account.reporting),
            covered=covered,
            stands=stands,
            pending=account.result.pending,
            taken_out=() if stands else self._taken_out(account, indicator, includes_own=includes_own),
            unallocated=tuple(
                dict.fromkeys(map(self._coverage.territories.divided_above, account.unallocated))
            ),
            includes_own=includes_own and not stands,
            early=_is_early(account),
            uncovered=account.open_months(),
            reporting=account.reporting,
            ties=tuple(map(undecided_sets, account.ties)),
            remainder=account.result.remainder,
            refuted=tuple(self._refutation(account, one, indicator) for one in account.refuted),
            speaks_for=_months_of(account.figures) if stands else _others_of(counted),
        )

    def _refutation(self, account: Account, one: Contradiction, indicator: Indicator) -> Refutation:
        """Return statements that don't count, with the total of what is inside them."""
        stated = self._value(indicator, one.stated, account.unit, complete=True)
        mine = tuple(each for each in one.inside if _is_own(each, account.unit))
        inside = replace(
            account,
            own_figures=mine,
            stated_figures=(),
            computed=one.found,
            computed_figures=one.inside,
            result=one.found,
            figures=one.inside,
            status=Status.INCOMPLETE,
            area=one.area,
            covered=one.covered,
            reporting=one.reporting,
            unallocated=(),
            ties=(),
            refuted=(),
        )
        return Refutation(
            stated=replace(stated, amount=one.said.amount), inside=self.total(inside, indicator)
        )

    @staticmethod
    def _alone(unit: str, own: UnitValue, stated: UnitValue, status: Status) -> Total:
        """Return the total of one unit whose figure can't be combined with any other."""
        return Total(
            unit=unit,
            own=own,
            computed=own.amount,
            stated=stated,
            result=own.amount,
            status=status,
            is_due=True,
            units_in=int(own.has_reported),
            units_due=1,
            complete=own.has_reported,
            covered=own.has_reported,
            early=own.early,
        )

    def _taken_out(
        self, account: Account, indicator: Indicator, *, includes_own: bool
    ) -> tuple[Transfer, ...]:
        """Return what is taken out at the top rather than in one of its parts."""
        found = account.result.taken_out
        if not found:
            return found
        parts = self._top_parts(account, indicator, stands=False, includes_own=includes_own)
        below = {_key(transfer) for part in parts for one in part.walk() for transfer in one.taken_out}
        return tuple(one for one in found if _key(one) not in below)

    def _top_parts(
        self, account: Account, indicator: Indicator, *, stands: bool, includes_own: bool
    ) -> tuple[Total, ...]:
        if stands:
            units = [*self._below(account.unit, indicator), *self._extras(account.unit)]
            return tuple(self._total_of(one, indicator) for one in units)
        tree = _Tree(self, account, indicator)
        first = [] if includes_own else tree.own_as_parts(account.unit)
        return (*first, *tree.parts())

    def _stated(self, account: Account, indicator: Indicator) -> UnitValue:
        figures = account.stated_figures
        if not figures:
            return NOTHING
        covered = dict.fromkeys(account.area, 0)
        for one in figures:
            for cell, mask in one.cells.items():
                covered[cell] = covered.get(cell, 0) | mask
        whole = all(not mask & ~covered[cell] for cell, mask in account.area.items())
        found = self._value(indicator, figures, account.unit, complete=whole)
        return replace(found, amount=account.stated.amount)

    def _value(
        self,
        indicator: Indicator,
        figures: Sequence[Candidate],
        unit: str,
        *,
        complete: bool,
        alone: bool = False,
    ) -> UnitValue:
        """Return some figures of one unit as one.

        Args:
            indicator: their indicator.
            figures: the figures.
            unit: the unit.
            complete: whether they cover all that is asked.
            alone: whether they are the unit's own, so that nothing is averaged over units.
        """
        if not figures:
            return NOTHING
        lines: dict[tuple[object, ...], FigureLine] = {}
        for one in figures:
            for line in one.figure.lines:
                lines.setdefault((line.path, line.span), line)
        if self._coverage.is_mixed(indicator):  # both counts are from one line
            scopes = {line.figure.scope for line in lines.values()}
            written = (line for scope in scopes for line in self._coverage.lines(indicator.id, scope))
            lines |= {key: line for line in written if (key := (line.path, line.span)) in lines}
        applies = any(one.figure.amount is not None for one in figures)
        counted = [replace(one, share=WHOLE) for one in figures]
        weighed = operator_of(indicator).weighed
        value = self._valuation.value(unit, indicator, counted, alone=alone or not weighed)
        amount = value.amount
        if alone and weighed and amount is not None:
            mean = self._valuation.value(unit, indicator, counted).amount
            amount = replace(amount, weighed=mean.weighed if mean is not None else None)
        left_out = [each for line in lines.values() for each in self._coverage.left_out(indicator, line)]
        found = tuple(sorted(lines.values(), key=lambda line: (line.months.start, line.path)))
        return UnitValue(
            given=Given.GIVEN if applies and amount is not None else Given.NOT_APPLICABLE,
            amount=amount,
            complete=complete,
            lines=found,
            left_out=tuple(left_out),
        )


class _Tree:
    """The parts of one total."""

    def __init__(self, breakdown: Breakdown, account: Account, indicator: Indicator) -> None:
        self._make = breakdown
        self._account = account
        self._indicator = indicator
        self._by_unit: dict[str, list[Candidate]] = {}
        for one in account.figures:
            self._by_unit.setdefault(one.figure.unit, []).append(one)

    def parts(self) -> tuple[Total, ...]:
        """Return the parts of the top unit."""
        make, top = self._make, self._account.unit
        found = [*self._statements(top), *(self._node(one) for one in make._below(top, self._indicator))]
        for unit in make._extras(top):
            found += self._alone(unit)
        return tuple(found)

    def own_as_parts(self, unit: str) -> list[Total]:
        """Return the unit's own figures that count, as a part."""
        own = [one for one in self._by_unit.get(unit, ()) if _is_own(one, unit)]
        return [self._leaf(unit, own, is_due=False)] if own else []

    def taken_out_within(self, part: Total) -> Iterator[tuple[object, ...]]:
        """Yield the transfers that are taken out in a part or below it."""
        for one in part.walk():
            for transfer in one.taken_out:
                yield _key(transfer)

    def _statements(self, unit: str) -> list[Total]:
        stated = [one for one in self._by_unit.get(unit, ()) if not _is_own(one, unit)]
        return [self._statement(unit, stated)] if stated else []

    def _statement(self, unit: str, stated: list[Candidate]) -> Total:
        value = self._make._value(self._indicator, stated, unit, complete=True)
        counted = self._make._inner.value(unit, self._indicator, stated)
        return Total(
            unit=unit,
            own=NOTHING,
            computed=None,
            stated=value,
            result=counted.amount,
            status=Status.AS_STATED,
            is_due=False,
            units_in=0,
            units_due=0,
            complete=False,
            covered=True,
            stands=True,
            taken_out=counted.taken_out,
            share=times(ONE, stated[0].share),
            speaks_for=_months_of(stated),
        )

    def _node(self, unit: str) -> Total:
        below = [self._node(one) for one in self._make._below(unit, self._indicator)]
        mine = self._by_unit.get(unit, [])
        own = [one for one in mine if _is_own(one, unit)]
        stated = [one for one in mine if not _is_own(one, unit)]
        figures = list(self._within(unit))
        if stated and len(stated) == len(figures):
            total = self._statement(unit, stated)
            make, indicator = self._make, self._indicator
            return replace(
                total,
                make_parts=TotalParts(
                    make=lambda: tuple(make._total_of(one, indicator) for one in make._below(unit, indicator))
                ),
                is_due=self._due(unit),
                **self._counts(unit, below),
            )
        return self._leaf(
            unit, own, is_due=self._due(unit), parts=[*self._statements(unit), *below], figures=figures
        )

    def _within(self, unit: str) -> Iterator[Candidate]:
        yield from self._by_unit.get(unit, ())
        for one in self._make._below(unit, self._indicator):
            yield from self._within(one)

    def _due(self, unit: str) -> bool:
        return unit in self._account.reporting

    def _counts(self, unit: str, below: Sequence[Total]) -> dict[str, int]:
        due = int(self._due(unit)) + sum(one.units_due for one in below)
        reported = int(self._account.reporting.get(unit, False)) + sum(one.units_in for one in below)
        return {"units_due": due, "units_in": reported}

    def _alone(self, unit: str) -> list[Total]:
        """Return what was taken over from one unit."""
        mine = self._by_unit.get(unit, [])
        own = [one for one in mine if _is_own(one, unit)]
        found = [self._leaf(unit, own, is_due=self._due(unit))] if own else []
        return [_gross(one) for one in (*found, *self._statements(unit))]

    def _leaf(
        self,
        unit: str,
        own: list[Candidate],
        *,
        is_due: bool,
        parts: Sequence[Total] = (),
        figures: Sequence[Candidate] | None = None,
    ) -> Total:
        make, indicator = self._make, self._indicator
        counted = make._inner.value(unit, indicator, own if figures is None else list(figures))
        reported = self._account.reporting.get(unit, not is_due)
        value = make._value(indicator, own, unit, complete=reported, alone=True)
        below = {key for part in parts for key in self.taken_out_within(part)}
        known = tuple(parts)
        share = own[0].share if own and not parts else Fraction(1)
        due = int(is_due) + sum(one.units_due for one in parts)
        inside = int(is_due and reported) + sum(one.units_in for one in parts)
        whole = due == inside
        given = Status.INCOMPLETE if figures or own else Status.NOTHING
        status = Status.COMPLETE if whole else given
        return Total(
            unit=unit,
            own=value,
            computed=counted.amount if share == WHOLE else value.amount,
            stated=NOTHING,
            result=counted.amount,
            status=status,
            is_due=is_due,
            make_parts=TotalParts(known),
            units_in=inside,
            units_due=due,
            complete=whole,
            covered=whole,
            taken_out=tuple(one for one in counted.taken_out if _key(one) not in below),
            share=times(ONE, share),
            speaks_for=_others_of(own),
        )


def _gross(part: Total) -> Total:
    """Return what was taken over, transfers included: only the total above knows which shares of both ends it has."""
    if not part.taken_out or part.result is None:
        return part
    whole = add([part.result.value, *(one.amount.value for one in part.taken_out)])
    return replace(part, result=replace(part.result, value=whole), taken_out=())


def undecided_sets(tie: Tie) -> Undecided:
    """Return the lines of the sets of a tie."""
    sets = [[line for one in each for line in one.figure.lines] for each in tie.sets]
    lines = (tuple(sorted(one, key=lambda line: (line.path, line.span))) for one in sets)
    return Undecided(sets=tuple(lines), exceeded=tie.exceeded)


def _months_of(figures: Sequence[Candidate]) -> dict[str, int]:
    """Return the months that figures cover, as bits, of each unit."""
    found: dict[str, int] = {}
    for one in figures:
        for cell, mask in one.cells.items():
            if not is_unlisted(cell):
                found[cell[0]] = found.get(cell[0], 0) | mask
    return found


def _others_of(own: Sequence[Candidate]) -> dict[str, int]:
    """Return the months, by unit, of predecessors of which own figures speak as well."""
    found: dict[str, int] = {}
    for one in own:
        for cell, mask in one.cells.items():
            others = mask & ~one.own.get(cell, 0)
            if others:
                found[cell[0]] = found.get(cell[0], 0) | others
    return found


def _lines_of(figures: Sequence[Candidate]) -> set[tuple[object, ...]]:
    return {(line.path, line.span) for one in figures for line in one.figure.lines}


def _is_own(one: Candidate, unit: str) -> bool:
    return one.figure.unit == unit and bool(one.figure.own)


def _is_statement(one: Candidate, unit: str) -> bool:
    return one.figure.units == {unit} and not one.figure.own


def _is_early(account: Account) -> bool:
    """Whether a figure covers some of a unit's cells, and nothing the rest; or, for a stock, comes before the end."""
    missing = account.missing()
    begun = {cell[0] for cell in account.covered}
    return any(unit in begun for unit in missing) or any(
        not one.cells or one.figure.unit in missing
        for one in account.figures
        if one.figure.amount is not None
    )


def _key(one: Transfer) -> tuple[object, ...]:
    return (one.giver, one.line.path, one.span)
