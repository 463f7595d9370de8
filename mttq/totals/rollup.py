"""The roll-up: for one period, the total of every unit over itself and everything that belongs to it.

Each reported figure counts at most once in any total. A missing figure is
never a zero: it makes the total incomplete, and is named. If something below
is missing, the stated figure of a lower unit replaces everything that belongs
to that unit.

Totals follow the tree of paths even if units took over others, so a merger
changes nothing above it. What a unit took over from elsewhere is one more part
of its total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

import msgspec
from msgspec.structs import replace

from mttq.catalogue import Indicator, OverPeriods, Unit
from mttq.documents import Project, Scope
from mttq.levels import Level
from mttq.period import Cycle, Period
from mttq.totals.account import Account, Accounts
from mttq.totals.breakdown import Breakdown, undecided_sets
from mttq.totals.combination import combine, of_one, own_only, share_of
from mttq.totals.coverage import Coverage
from mttq.totals.evidence import Evidence, SourcesOf, evidence_of
from mttq.totals.figure_index import FigureIndex
from mttq.totals.knots import KnotFinder, Knots
from mttq.totals.model import NO_PARTS, NOTHING, Given, Status, Total, Undecided, UnitValue
from mttq.totals.operators import operator_of
from mttq.totals.reporting_months import ReportingMonths
from mttq.totals.scheme import Scheme, TreePlace
from mttq.totals.territory import WHOLE, territories_of
from mttq.totals.unit_values import OWN, STATED, UnitValues
from mttq.totals.valuation import Valuation

_LEVELS = list(Level)


class _Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way of choosing figures: with or without what units took over."""

    accounts: Accounts
    breakdown: Breakdown


class Rollup:
    """The totals of one period of a year or term.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        period: the period in it.
        figures: the figures of the cycle, if they have been gathered already.
        as_of: the day whose units get totals; by default the period's last day.
    """

    def __init__(
        self,
        project: Project,
        cycle: Cycle,
        period: Period,
        *,
        figures: FigureIndex | None = None,
        as_of: date | None = None,
    ) -> None:
        self.project = project
        self.cycle = cycle
        self.period = period
        self.as_of = as_of
        self.figures = figures if figures is not None else FigureIndex(project, cycle)
        self._units = project.catalogue.units
        self._months = ReportingMonths(project.catalogue, cycle, period)
        self._values = UnitValues(project.catalogue, self.figures, self._months.months)
        self.territories = territories_of(project)
        self._coverage = Coverage(project.catalogue, self.figures, cycle, period, self.territories)
        self._whole = self._way(self.tree_day)
        self._paths = self._way(date.min, judged=False)
        self._knots = KnotFinder(self._coverage, self.figures)
        self._schemes: dict[str, Scheme] = {}
        self._alike: dict[object, tuple[dict[str, TreePlace], dict[str, Total]]] = {}
        self._above: dict[frozenset[str], frozenset[str]] = {}

    def _way(self, day: date, *, judged: bool = True) -> _Way:
        return _Way(
            accounts=Accounts(self._coverage, day, judged=judged),
            breakdown=Breakdown(
                self._coverage,
                Valuation(self._coverage, day),
                extras=lambda unit: list(self.territories.extras(unit, day)),
                below=lambda unit, indicator: [one.id for one in self._below(unit, indicator)],
                total_of=lambda unit, indicator: self.total(unit, indicator.id),
            ),
        )

    @property
    def first_day(self) -> date:
        """The period's first day."""
        return self._months.first_day

    @property
    def last_day(self) -> date:
        """The period's last day."""
        return self._months.last_day

    @property
    def stop(self) -> int | None:
        """The month after the period's last one, beyond which figures are left out; None for a whole cycle."""
        return None if self.period == self.cycle.whole else self._months.months.stop

    @property
    def tree_day(self) -> date:
        """The day whose units get totals, and for which names and levels are read."""
        return self.as_of or self._months.last_day

    def exists(self, unit: Unit) -> bool:
        """Whether a unit has a total of its own: it exists in the period, or on the day asked for if there is one."""
        return unit.valid_on(self.as_of) if self.as_of is not None else self._months.exists(unit)

    def is_stock(self, indicator: Indicator) -> bool:
        """Whether the figures of an indicator describe the end of the period."""
        return self._months.is_stock(indicator)

    def children(self, unit_id: str) -> list[Unit]:
        """Return the units directly below in the tree: the nearest ones that exist."""
        return self._units.nearest(unit_id, self.exists)

    def heard(self, indicator_id: str) -> frozenset[str]:
        """Return the units with a figure for an indicator at or below them, or in units that they took over.

        A figure of a later period is none: what is reported afterwards gives an issued document no new line.
        """
        return self._scheme(self.project.catalogue.indicators[indicator_id]).heard

    def with_those_above(self, unit_ids: set[str]) -> frozenset[str]:
        """Return those of some units that the catalogue has, all above them, and all that took any of these over."""
        asked = frozenset(unit_ids)
        if asked not in self._above:  # most indicators are reported by the same units
            self._above[asked] = self._with_those_above(asked)
        return self._above[asked]

    def _with_those_above(self, unit_ids: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(unit_ids & self._units.by_id.keys())
        while waiting:
            unit = waiting.pop()
            while unit and unit not in found:
                found.add(unit)
                waiting += self.successors(unit)
                unit = self._units.parent_of(unit)
        return frozenset(found)

    def successors(self, unit_id: str) -> list[str]:
        """Return the units that took a unit over by the tree's day."""
        return [one.new for one in self.territories.heirs(unit_id, self.tree_day)] if self.territories else []

    def account(self, unit_id: str, indicator_id: str) -> Account:
        """Return what the total of a unit is made of, cell by cell."""
        return self._whole.accounts.account(unit_id, self.project.catalogue.indicators[indicator_id])

    def evidence(
        self, unit_id: str, indicator_id: str, sources_of: SourcesOf, *, alone: bool = False
    ) -> Evidence:
        """Return the figures of which the total of a unit is made, with the cells that they cover.

        Args:
            unit_id: the unit.
            indicator_id: the indicator.
            sources_of: returns what files say in some lines.
            alone: whether only the unit's own figure is asked for.
        """
        indicator = self.project.catalogue.indicators[indicator_id]
        account = self.account(unit_id, indicator_id)
        if alone:
            account = account.of_own(self._coverage.own_cells(indicator, unit_id, self._coverage.months))
        return evidence_of(
            account,
            indicator,
            coverage=self._coverage,
            valuation=Valuation(self._coverage, self.tree_day),
            sources_of=sources_of,
        )

    def is_split(self, unit_id: str, indicator_id: str) -> bool:
        """Whether the total of a unit is made of its own figure and its branches, whatever figures these have."""
        scheme = self._scheme(self.project.catalogue.indicators[indicator_id])
        unit = self._units.by_id[unit_id]
        if scheme.operator.own_only:
            return True
        return (
            self._composes(unit, scheme) and unit_id not in self._moved and unit_id not in scheme.knots.units
        )

    def total(self, unit_id: str, indicator_id: str) -> Total:
        """Return the total of one unit for one indicator, both in the catalogue."""
        scheme = self._scheme(self.project.catalogue.indicators[indicator_id])
        return self.total_of(self._units.by_id[unit_id], scheme)

    def branch(self, unit_id: str, indicator_id: str) -> Total:
        """Return the total of a unit and all below it by path, as it counts in the totals above."""
        scheme = self._scheme(self.project.catalogue.indicators[indicator_id])
        return self._branch(self._units.by_id[unit_id], scheme)

    def contradicts(self, unit_id: str, indicator_id: str) -> bool:
        """Whether the total of a unit that states a figure may have a statement that other figures refute."""
        return self._whole.accounts.contradicts(unit_id, self.project.catalogue.indicators[indicator_id])

    def ties(self, unit_id: str, indicator_id: str) -> tuple[Undecided, ...]:
        """Return the ties of the total of a unit, without making the total."""
        found = self._whole.accounts.ties(unit_id, self.project.catalogue.indicators[indicator_id])
        return tuple(map(undecided_sets, found))

    def adopt(self, indicator_id: str, totals: Mapping[str, Total]) -> None:
        """Take over branches for an indicator, by unit, that another process has added up."""
        scheme = self._scheme(self.project.catalogue.indicators[indicator_id])
        scheme.branches.update(totals)
        scheme.heard |= self.with_those_above(set(totals))
        scheme.touched |= scheme.heard

    def _scheme(self, indicator: Indicator) -> Scheme:
        found = self._schemes.get(indicator.id)
        if found is None:
            found = self._schemes[indicator.id] = self._new_scheme(indicator)
        return found

    def _new_scheme(self, indicator: Indicator) -> Scheme:
        operator = operator_of(indicator)
        # Without figures, indicators differ only in the units that have to report.
        alike = (
            indicator.levels,
            indicator.first,
            indicator.last,
            indicator.area_wide,
            self.is_stock(indicator),
            operator.own_only,
        )
        places, silent = self._alike.setdefault(alike, ({}, {}))
        knots = self._knots.of(indicator)
        heard, entangled = self._heard(indicator), self._entangled(indicator, knots)
        return Scheme(
            indicator=indicator,
            operator=operator,
            places=places,
            silent=silent,
            lowest=max(indicator.levels, key=_LEVELS.index),
            heard=heard,
            touched=heard | entangled | self.with_those_above(set(knots.givers | knots.units)),
            knots=knots,
            entangled=entangled,
        )

    def _heard(self, indicator: Indicator) -> frozenset[str]:
        """Return the units with a figure, or with both counts or all parts of one, at or below them."""
        found = self.figures.units(indicator.id, self.stop)
        needed = (indicator.numerator, indicator.denominator) if indicator.numerator else indicator.parts
        if needed:
            found |= set.intersection(*(self.figures.units(one, self.stop) for one in needed))
        return self.with_those_above(found)

    def _entangled(self, indicator: Indicator, knots: Knots) -> frozenset[str]:
        """Return the units for whose totals branches can't be added up.

        Below them are figures of areas for a ratio of a stock and a flow, or transfers within figures that
        aren't added along time.
        """
        found: set[str] = set()
        if knots.givers and self._coverage.is_mixed(indicator):
            found.update(knots.givers)
        if not _is_added(indicator):
            lines = (line for scope in Scope for line in self._coverage.lines(indicator.id, scope))
            found.update(line.unit for line in lines if line.figure.received)
        return self.with_those_above(found) if found else frozenset()

    def _place(self, unit: Unit, scheme: Scheme) -> TreePlace:
        found = scheme.places.get(unit.id)
        if found is None:
            area = self._months.area(unit, scheme.indicator)
            own = self._months.own(unit, scheme.indicator, area)
            below = self._units.nearest(unit.id, lambda one: self._months.in_tree(one, scheme.indicator))
            whole = not own or own == self._months.months or self.is_stock(scheme.indicator)
            found = scheme.places[unit.id] = TreePlace(
                area, own, tuple(below), whole and all(self._place(one, scheme).whole for one in below)
            )
        return found

    def total_of(self, unit: Unit, scheme: Scheme) -> Total:
        """Return the total of a unit for the indicator of a scheme."""
        known = scheme.totals if unit.id in scheme.touched else scheme.silent
        total = known.get(unit.id)
        if total is None:
            total = known[unit.id] = self._computed(unit, scheme, silent=known is scheme.silent)
        return total

    def _computed(self, unit: Unit, scheme: Scheme, *, silent: bool) -> Total:
        if scheme.operator.own_only:
            if unit.id in scheme.knots.givers:
                return replace(self._by_account(unit, scheme, self._whole), make_parts=NO_PARTS)
            own, is_due = self._own_of(unit, scheme, silent=silent)
            open_months = 0 if own.has_reported or not is_due else self._open_months(unit, scheme, own)
            return own_only(unit.id, own, NOTHING, is_due=is_due, open_months=open_months)
        if not self._composes(unit, scheme):
            return self._by_account(unit, scheme, self._whole)
        if self._holds_more(unit):
            return self._with_extras(unit, scheme) or self._by_account(unit, scheme, self._whole)
        if unit.id in scheme.knots.units:
            return self._by_account(unit, scheme, self._whole)
        return self._joined(unit, scheme, silent=silent)

    def _joined(self, unit: Unit, scheme: Scheme, *, silent: bool, extras: Sequence[Total] = ()) -> Total:
        """Return the total of a unit's own figure, the branches below it, and what it took over."""
        below = self._place(unit, scheme).below
        only = None if below or silent or extras else self._only(unit, scheme)
        if only is not None:
            return only
        own, is_due = self._own_of(unit, scheme, silent=silent)
        total = combine(
            unit.id,
            own=own,
            parts=(*[self._branch(one, scheme) for one in below], *extras),
            operator=scheme.operator,
            is_due=is_due,
            inside=lambda giver: giver in self._units.by_id and self.territories.is_under(giver, unit.id),
            lowest=not scheme.operator.counts_units or self._is_lowest(unit, scheme),
            open_months=0 if own.has_reported or not is_due else self._open_months(unit, scheme, own),
        )
        return self._with_claim(total, scheme)

    def _with_claim(self, total: Total, scheme: Scheme) -> Total:
        """Return a total with the unit's own figure as its statement too, if figures speak of areas."""
        return replace(total, stated=total.own) if scheme.indicator.area_wide and total.is_due else total

    def _branch(self, unit: Unit, scheme: Scheme) -> Total:
        """Return the total of a unit and all below it by path, as it counts in the totals above.

        It leaves out what the unit took over, and does not judge the unit's own statements: above, the set that
        covers most decides.
        """
        found = scheme.branches.get(unit.id)
        if found is None:
            found = self._branch_of(unit, scheme)
            if unit.id in scheme.touched:
                scheme.branches[unit.id] = found
        return found

    def _branch_of(self, unit: Unit, scheme: Scheme) -> Total:
        is_knot = unit.id in scheme.knots.units
        if not self._holds_more(unit):
            total = self.total_of(unit, scheme)
            if not is_knot or total.status is not Status.DIFFERS:
                return total
        if is_knot:
            return self._by_account(unit, scheme, self._paths)
        return self._joined(unit, scheme, silent=unit.id not in scheme.touched)

    def _composes(self, unit: Unit, scheme: Scheme) -> bool:
        """Whether a unit and those below count for the same in every total above them."""
        if scheme.operator.counts_units:  # a unit counts if one that it took over has a value
            return unit.id not in self._moved
        if unit.id in scheme.entangled:
            return False
        return _is_added(scheme.indicator) or self._place(unit, scheme).whole

    def _holds_more(self, unit: Unit) -> bool:
        return bool(self.territories) and self.territories.touches(unit.id, self.tree_day)

    def _with_extras(self, unit: Unit, scheme: Scheme) -> Total | None:
        """Return the total of a unit that took over others, if all their figures are their own, else None."""
        territories, givers = self.territories, scheme.knots.givers
        if territories.unallocated(unit.id, self.tree_day) or not _is_added(scheme.indicator):
            return None
        extras = territories.extras(unit.id, self.tree_day)
        if givers and not (givers.isdisjoint(extras) and givers.isdisjoint(territories.stretch(unit.id))):
            return None
        silent = unit.id not in scheme.touched
        parts = [self._taken_over(unit, self._units.by_id[one], scheme, silent=silent) for one in extras]
        total = self._joined(unit, scheme, silent=silent, extras=[one for one in parts if one is not None])
        gifts = (*total.pending, *total.taken_out)
        if any(one.giver in extras or one.line.unit in extras for one in gifts):
            return None
        return total

    def _taken_over(self, heir: Unit, unit: Unit, scheme: Scheme, *, silent: bool) -> Total | None:
        """Return the own figure of a unit as a part of the total of the one that took it over."""
        own, is_due = self._own_of(unit, scheme, silent=silent)
        if not is_due:
            return None
        total = combine(
            unit.id,
            own=own,
            parts=(),
            operator=scheme.operator,
            is_due=True,
            inside=lambda giver: giver == unit.id,
            open_months=0 if own.has_reported else self._open_months(unit, scheme, own),
        )
        share = self.territories.share(heir.id, unit.id, self.tree_day)
        return total if share == WHOLE else share_of(total, share, scheme.operator)

    def _open_months(self, unit: Unit, scheme: Scheme, own: UnitValue) -> int:
        """Return the months that a unit's own figures leave open, as bits."""
        coverage, months = self._coverage, self._months.months
        asked = coverage.expected(scheme.indicator, unit.id)
        if self.is_stock(scheme.indicator):
            asked &= coverage.bits(range(months.stop - 1, months.stop))
        for line in own.lines:
            asked &= ~coverage.bits(line.months)
        return asked

    @cached_property
    def _moved(self) -> frozenset[str]:
        """The units that took over or were taken over, with all above and below them."""
        found: set[str] = set()
        for unit in self._units.by_id.values():
            for one in unit.takes_over:
                found.update(self.territories.stretch(unit.id))
                if one.unit in self._units.by_id:
                    found.update(self.territories.stretch(one.unit))
        return frozenset(found) | self.with_those_above(found)

    def _by_account(self, unit: Unit, scheme: Scheme, way: _Way) -> Total:
        account = way.accounts.account(unit.id, scheme.indicator)
        if not scheme.operator.percent:
            own = None if account.own_figures else self._uncounted(unit, scheme)
            return way.breakdown.total(account, scheme.indicator, own=own)
        # A percentage without its counts is a report, though it can't be part of any total.
        reporting = {
            one: reported or self._is_bare(self._own_of(self._units.by_id[one], scheme, silent=False)[0])
            for one, reported in account.reporting.items()
        }
        if reporting != account.reporting:
            account = replace(account, reporting=reporting)
        bare = self._bare(unit, scheme, account)
        total = way.breakdown.total(account, scheme.indicator, own=bare)
        if bare is not None:
            total = self._with_claim(total, scheme)
        return self._as_stated(total, unit, scheme) if total.status is Status.NOTHING else total

    def _as_stated(self, total: Total, unit: Unit, scheme: Scheme) -> Total:
        """Return a total that has nothing but a stated percentage without its counts, with that."""
        place = self._place(unit, scheme)
        stated = scheme.operator.read(self._values, unit.id, STATED, scheme.indicator, place.area)
        if stated.amount is None or stated.amount.pair is not None or not place.area:
            return total
        status = Status.AS_STATED if stated.complete else Status.INCOMPLETE
        covered = status is Status.AS_STATED
        return replace(
            total, stated=stated, result=stated.amount, status=status, stands=True, covered=covered
        )

    @staticmethod
    def _is_bare(own: UnitValue) -> bool:
        """Whether a unit has reported a percentage without its counts."""
        return own.has_reported and own.amount is not None and own.amount.pair is None

    def _bare(self, unit: Unit, scheme: Scheme, account: Account) -> UnitValue | None:
        """Return a unit's percentage without its counts, if nothing better is known of the unit."""
        own, is_due = self._own_of(unit, scheme, silent=False)
        if own.amount is not None and own.amount.pair is None:
            return own
        return None if is_due or account.own_figures or own.given is Given.MISSING else own

    def _uncounted(self, unit: Unit, scheme: Scheme) -> UnitValue | None:
        """Return the own figure of a unit that need not report, or that one does not apply, or None."""
        own, is_due = self._own_of(unit, scheme, silent=False)
        if own.given is Given.MISSING or (is_due and own.given is Given.GIVEN):
            return None
        return own

    def _below(self, unit_id: str, indicator: Indicator) -> tuple[Unit, ...]:
        return self._place(self._units.by_id[unit_id], self._scheme(indicator)).below

    def _only(self, unit: Unit, scheme: Scheme) -> Total | None:
        """Return the total of a unit with nothing below it that has reported; most units are like that."""
        place = self._place(unit, scheme)
        if not place.own:
            return None
        own, _ = self._own_of(unit, scheme, silent=False)
        if not own.has_reported or own.received:
            return None
        lowest = not scheme.operator.counts_units or self._is_lowest(unit, scheme)
        return self._with_claim(of_one(unit.id, own, scheme.operator, lowest=lowest), scheme)

    def _is_lowest(self, unit: Unit, scheme: Scheme) -> bool:
        """Whether a unit exists on the last day and is of the lowest level that reports an indicator."""
        return unit.valid_on(self.last_day) and unit.level_on(self.last_day) is scheme.lowest

    def _own_of(self, unit: Unit, scheme: Scheme, *, silent: bool) -> tuple[UnitValue, bool]:
        """Return a unit's own figure, and whether it has to report."""
        place = self._place(unit, scheme)
        if silent:
            return NOTHING, bool(place.own)
        indicator, part = scheme.indicator, place.own or place.area or self._months.months
        scopes = STATED if indicator.area_wide and place.own else OWN
        return scheme.operator.read(self._values, unit.id, scopes, indicator, part), bool(place.own)


def _is_added(indicator: Indicator) -> bool:
    """Whether figures are combined regardless of how many months of the period each unit existed."""
    operator = operator_of(indicator)
    if operator.weighed:
        return False
    return not operator.additive or indicator.over_periods in {OverPeriods.FLOW, OverPeriods.STOCK}
