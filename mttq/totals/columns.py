"""The plain figures and targets of a year as columns of whole numbers.

A plain figure is one amount that is not negative; a plain target, one amount with
a comparator. A column has those of all units for one indicator and the same
months, as whole numbers in the smallest unit of measure that any of them is
written in: 12,5% and 3% are 125 and 30 with the scale 1. The units are in
depth-first order, so that a unit and all below it are a stretch of the column. A
mark says what a number means. What is not plain has the mark `OTHER` and is
read from its document.

Columns know neither operators nor periods: `plain_totals` adds them up. They have
no places; whoever needs the place of a figure reads its document.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from mttq.catalogue import Catalogue, Direction
from mttq.documents import DocumentKind, Figure, FileRef, Project, Scope, Target
from mttq.documents.outline import PlanOutline, ReportOutline
from mttq.period import Cycle
from mttq.quantity import Approximation, Comparator, Quantity
from mttq.totals.figure_index import Supply

# The marks of figures, in one byte each.
NOTHING, EXACT, ABOVE, BELOW, AROUND, NOT_APPLICABLE, OTHER = range(7)
_OF_SIDE = {
    None: EXACT,
    Approximation.ABOVE: ABOVE,
    Approximation.BELOW: BELOW,
    Approximation.AROUND: AROUND,
}

# The marks of targets: the place of the comparator in this tuple in the lowest three bits, and flags.
COMPARATORS: tuple[Comparator | None, ...] = (
    None,
    *(one for one in Comparator if one is not Comparator.RANGE),
)
COMPARATOR, PHASED, OWN, NOT_PLAIN, HANDED = 7, 8, 16, 32, 64
_OF_COMPARATOR: dict[Comparator, int] = {
    one: number for number, one in enumerate(COMPARATORS) if one is not None
}

_LIMIT = 1 << 62
_LARGEST_SCALE = 18


class UnitOrder:
    """The units of a catalogue in depth-first order.

    Args:
        catalogue: the units.

    Attributes:
        units: the units.
        place: the number of each in that order, by id.
        end: for each the number after the last one below it.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        known = catalogue.units
        self.units = list(known.below(""))
        self.place = {unit.id: number for number, unit in enumerate(self.units)}
        self.end = list(range(1, len(self.units) + 1))
        for number in range(len(self.units) - 1, -1, -1):
            above = known.parent_of(self.units[number].id)
            if above:
                place = self.place[above]
                self.end[place] = max(self.end[place], self.end[number])


class FigureColumn(msgspec.Struct, kw_only=True, eq=False):
    """The figures of all units for one indicator, scope and range of months.

    Attributes:
        months: the first month and the one after the last, as `Period.months` counts them.
        scale: how many decimals the numbers have.
        marks: what each number means.
        values: the amounts; the first counts of a ratio.
        below: the second counts of a ratio; empty for other indicators.
        steps: one unit of the last digit written, for approximate amounts.
    """

    months: tuple[int, int]
    scale: int = 0
    marks: bytearray
    values: array[int]
    below: array[int]
    steps: dict[int, int] = msgspec.field(default_factory=dict)

    def forget(self, place: int) -> None:
        """Forget what a unit says."""
        if self.marks[place]:
            self.marks[place] = NOTHING
            self.values[place] = 0
            self.steps.pop(place, None)
            if self.below:
                self.below[place] = 0

    def put(self, place: int, figure: Figure) -> None:
        """Keep what a unit says; the first figure counts."""
        if self.marks[place]:
            return
        quantity = figure.quantity
        mark = OTHER if figure.received else _mark(quantity)
        if mark in {NOT_APPLICABLE, OTHER}:
            self.marks[place] = mark
            return
        if self.below:
            mark = self._put_counts(place, quantity, mark)
        elif quantity.ratio is not None:
            mark = OTHER
        else:
            mark = self._put_amount(place, quantity, mark)
        self.marks[place] = mark

    def _put_counts(self, place: int, quantity: Quantity, mark: int) -> int:
        if quantity.ratio is None:
            return OTHER
        above, below = map(_digits, quantity.ratio)
        if above is None or below is None or above[1] or below[1] or not below[0]:
            return OTHER
        self.values[place], self.below[place] = above[0], below[0]
        if mark != EXACT:
            self.steps[place] = 1
        return mark

    def _put_amount(self, place: int, quantity: Quantity, mark: int) -> int:
        found = _digits(quantity.value)
        step = _digits(quantity.step) if mark != EXACT else (0, 0)
        if found is None or step is None:
            return OTHER
        scale = max(found[1], step[1])
        if scale > self.scale:
            self._rescale(scale)
        value = found[0] * 10 ** (self.scale - found[1])
        if value >= _LIMIT:
            return OTHER
        self.values[place] = value
        if mark != EXACT:
            self.steps[place] = step[0] * 10 ** (self.scale - step[1])
        return mark

    def _rescale(self, scale: int) -> None:
        factor = 10 ** (scale - self.scale)
        for place, value in enumerate(self.values):
            if value * factor >= _LIMIT:
                self.marks[place] = OTHER
                self.values[place] = 0
            else:
                self.values[place] = value * factor
        self.steps = {place: step * factor for place, step in self.steps.items()}
        self.scale = scale


class TargetColumn(msgspec.Struct, kw_only=True, eq=False):
    """The targets of all units for one indicator.

    Attributes:
        scale: how many decimals the numbers have.
        marks: the comparator of each, with flags: whether something is due earlier (`PHASED`), whether an own part
            is named (`OWN`), something handed down (`HANDED`), or whether it is not plain.
        values: the amounts.
        own: the amounts that the units themselves do.
    """

    scale: int = 0
    marks: bytearray
    values: array[int]
    own: array[int]

    def forget(self, place: int) -> None:
        """Forget the target of a unit."""
        self.marks[place] = self.values[place] = self.own[place] = 0

    def put(self, place: int, target: Target, default: Comparator) -> None:
        """Keep the target of a unit; the first one counts."""
        if self.marks[place]:
            return
        quantity = target.quantity
        found = _plain_target(quantity) if not target.for_each and not target.own_all else None
        own = _plain_target(target.own) if target.own is not None else (0, 0)
        if found is None or own is None:
            self.marks[place] = NOT_PLAIN
            return
        scale = max(found[1], own[1])
        if scale > self.scale:
            self._rescale(scale)
        value, part = (number * 10 ** (self.scale - digits) for number, digits in (found, own))
        if value >= _LIMIT or part >= _LIMIT:
            self.marks[place] = NOT_PLAIN
            return
        self.values[place], self.own[place] = value, part
        self.marks[place] = (
            _OF_COMPARATOR[quantity.comparator or default]
            | (PHASED if target.phases else 0)
            | (OWN if target.own is not None else 0)
            | (HANDED if target.handed_down else 0)
        )

    def _rescale(self, scale: int) -> None:
        factor = 10 ** (scale - self.scale)
        for place in range(len(self.marks)):
            value, part = self.values[place] * factor, self.own[place] * factor
            if value >= _LIMIT or part >= _LIMIT:
                self.marks[place], value, part = NOT_PLAIN, 0, 0
            self.values[place], self.own[place] = value, part
        self.scale = scale


class Columns:
    """The columns of one year.

    Args:
        catalogue: the units and indicators.
        cycle: the year.

    Attributes:
        order: the units.
        figures: the columns of figures, by indicator and scope.
        targets: the columns of targets, by indicator.
    """

    def __init__(self, catalogue: Catalogue, cycle: Cycle, order: UnitOrder) -> None:
        self._catalogue = catalogue
        self._cycle = cycle
        self._supply = Supply(catalogue.indicators)
        self.order = order
        self.figures: dict[tuple[str, Scope], list[FigureColumn]] = {}
        self.targets: dict[str, TargetColumn] = {}

    def add(self, documents: Iterable[PlanOutline | ReportOutline]) -> None:
        """Add the figures and targets of some documents of the year."""
        for document in documents:
            place = self.order.place.get(document.ref.unit)
            if place is None:
                continue
            if isinstance(document, PlanOutline):
                self._add_targets(place, document)
            else:
                self._add_figures(place, document)

    def forget(self, document: FileRef) -> None:
        """Forget the figures or targets of a document that was added."""
        place = self.order.place.get(document.unit)
        if place is None:
            return
        if document.kind is DocumentKind.PLAN:
            for goals in self.targets.values():
                goals.forget(place)
        elif document.kind is DocumentKind.REPORT:
            months = _months(document, self._cycle)
            for columns in self.figures.values():
                for column in columns:
                    if column.months == months:
                        column.forget(place)

    def _add_figures(self, place: int, report: ReportOutline) -> None:
        months = _months(report.ref, self._cycle)
        known = self._catalogue.indicators
        for key, figure in self._supply.figures(report)[0].items():
            indicator = known.get(key[0])
            if indicator is None:
                continue
            columns = self.figures.setdefault(key, [])
            for column in columns:
                if column.months == months:
                    break
            else:
                size = len(self.order.units)
                column = FigureColumn(
                    months=months,
                    marks=bytearray(size),
                    values=_zeros(size),
                    below=_zeros(size if indicator.measure.ratio else 0),
                )
                columns.append(column)
            column.put(place, figure)

    def _add_targets(self, place: int, plan: PlanOutline) -> None:
        for target in plan.body().targets:
            indicator = self._catalogue.indicators.get(target.indicator)
            if indicator is None:
                continue
            column = self.targets.get(indicator.id)
            if column is None:
                size = len(self.order.units)
                column = self.targets[indicator.id] = TargetColumn(
                    marks=bytearray(size), values=_zeros(size), own=_zeros(size)
                )
            default = Comparator.AT_LEAST if indicator.direction is Direction.UP else Comparator.AT_MOST
            column.put(place, target, default)


def columns_of(project: Project, cycle: Cycle) -> Columns:
    """Return the columns of a year; they are made once for a project."""
    known = project.memo.get(f"columns-{cycle.name}")
    if isinstance(known, Columns):
        return known
    found = Columns(project.catalogue, cycle, UnitOrder(project.catalogue))
    found.add(project.plans(cycle))
    found.add(project.reports(cycle.name))
    project.memo[f"columns-{cycle.name}"] = found
    return found


def _months(document: FileRef, cycle: Cycle) -> tuple[int, int]:
    months = document.period.months(cycle)
    return months.start, months.stop


def _zeros(size: int) -> array[int]:
    return array("q", bytes(8 * size))


def _mark(quantity: Quantity) -> int:
    if quantity.not_applicable:
        return NOT_APPLICABLE
    if quantity.per_year or quantity.high is not None or quantity.comparator is not None:
        return OTHER
    return _OF_SIDE[quantity.approximation]


def _plain_target(quantity: Quantity) -> tuple[int, int] | None:
    if quantity.per_year or quantity.high is not None or quantity.ratio is not None:
        return None
    return _digits(quantity.value)


def _digits(value: Decimal) -> tuple[int, int] | None:
    """Return a number as a whole number and its decimals; None if it is negative or too long."""
    whole = int(value)
    if whole == value:
        return (whole, 0) if 0 <= whole < _LIMIT else None
    sign, digits, exponent = value.as_tuple()
    if sign or not isinstance(exponent, int):
        return None
    number = int("".join(map(str, digits)))
    while not number % 10:
        number //= 10
        exponent += 1
    return (number, -exponent) if -exponent <= _LARGEST_SCALE and number < _LIMIT else None
