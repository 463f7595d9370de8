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

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import msgspec
from msgspec.msgpack import Decoder, Encoder

from mttq.catalogue import Catalogue, Direction
from mttq.documents import DocumentKind, Figure, FileRef, Project, Scope, Target
from mttq.documents.outline import Body, PlanBody, PlanOutline, ReportBody, ReportOutline
from mttq.documents.project import Store, file_ref
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

    def compact(self) -> None:
        """Keep the numbers in as few bytes as they fit in; they can't be changed until `widen` is called."""
        self.values, self.below = _compact(self.values), _compact(self.below)

    def widen(self) -> None:
        """Make the numbers ready to be changed."""
        self.values, self.below = array("q", self.values), array("q", self.below)

    def forget(self, place: int) -> None:
        """Forget what a unit says."""
        if self.marks[place]:
            self.marks[place] = NOTHING
            self.values[place] = 0
            self.steps.pop(place, None)
            if self.below:
                self.below[place] = 0

    def put(self, place: int, figure: Figure, *, is_doubtful: bool = False) -> None:
        """Keep what a unit says; the first figure counts, unless others of the same report say something else."""
        if self.marks[place]:
            return
        quantity = figure.quantity
        mark = OTHER if figure.received or is_doubtful else _mark(quantity)
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
        value = found[0]
        if self.scale or found[1] or step[1]:
            scale = max(found[1], step[1])
            if scale > self.scale:
                self._rescale(scale)
            value *= 10 ** (self.scale - found[1])
        if value >= _LIMIT:
            return OTHER
        self.values[place] = value
        if mark != EXACT:
            self.steps[place] = step[0] * 10 ** (self.scale - step[1])
        return mark

    def merge(self, other: FigureColumn, places: Sequence[int]) -> None:
        """Take over what other units say, whose numbers here are given."""
        scale = max(self.scale, other.scale)
        for one in (self, other):
            if one.scale < scale:
                one._rescale(scale)
        for number, place in enumerate(places):
            if other.marks[number]:
                self.marks[place], self.values[place] = other.marks[number], other.values[number]
                if self.below:
                    self.below[place] = other.below[number]
        self.steps |= {places[number]: step for number, step in other.steps.items()}

    def _rescale(self, scale: int) -> None:
        self.widen()
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

    def compact(self) -> None:
        """Keep the numbers in as few bytes as they fit in; they can't be changed until `widen` is called."""
        self.values, self.own = _compact(self.values), _compact(self.own)

    def widen(self) -> None:
        """Make the numbers ready to be changed."""
        self.values, self.own = array("q", self.values), array("q", self.own)

    def forget(self, place: int) -> None:
        """Forget the target of a unit."""
        self.marks[place] = self.values[place] = self.own[place] = 0

    def put(self, place: int, target: Target, default: Comparator) -> None:
        """Keep the target of a unit; the first one counts."""
        if self.marks[place]:
            return
        quantity = target.quantity
        handed = HANDED if target.handed_down else 0
        found = _plain_target(quantity) if not target.for_each and not target.own_all else None
        own: tuple[int, int] | None = (0, 0)
        if target.own is not None:
            own = _plain_target(target.own) if target.own.comparator in {None, default} else None
        if found is None or own is None:
            self.marks[place] = NOT_PLAIN | handed
            return
        value, part = found[0], own[0]
        if self.scale or found[1] or own[1]:
            scale = max(found[1], own[1])
            if scale > self.scale:
                self._rescale(scale)
            value, part = value * 10 ** (self.scale - found[1]), part * 10 ** (self.scale - own[1])
        if value >= _LIMIT or part >= _LIMIT:
            self.marks[place] = NOT_PLAIN | handed
            return
        self.values[place], self.own[place] = value, part
        self.marks[place] = (
            _OF_COMPARATOR[quantity.comparator or default]
            | (PHASED if target.phases else 0)
            | (OWN if target.own is not None else 0)
            | handed
        )

    def merge(self, other: TargetColumn, places: Sequence[int]) -> None:
        """Take over the targets of other units, whose numbers here are given."""
        scale = max(self.scale, other.scale)
        for one in (self, other):
            if one.scale < scale:
                one._rescale(scale)
        for number, place in enumerate(places):
            if other.marks[number]:
                self.marks[place], self.values[place] = other.marks[number], other.values[number]
                self.own[place] = other.own[number]

    def _rescale(self, scale: int) -> None:
        self.widen()
        factor = 10 ** (scale - self.scale)
        for place in range(len(self.marks)):
            value, part = self.values[place] * factor, self.own[place] * factor
            if value >= _LIMIT or part >= _LIMIT:
                self.marks[place], value, part = NOT_PLAIN | self.marks[place] & HANDED, 0, 0
            self.values[place], self.own[place] = value, part
        self.scale = scale


_PackedNumbers = tuple[str, bytes]
"""The size of each number as `array` names it, and the numbers."""
_PackedFigures = tuple[
    str, Scope, tuple[int, int], int, bytes, _PackedNumbers, _PackedNumbers, dict[int, int]
]
_PackedTargets = tuple[str, int, bytes, _PackedNumbers, _PackedNumbers]
_Packed = tuple[str, tuple[str, ...], tuple[_PackedFigures, ...], tuple[_PackedTargets, ...]]
_ENCODER = Encoder()
_DECODER: Decoder[_Packed] = Decoder(_Packed)


class Columns:
    """The columns of one year.

    Args:
        catalogue: the indicators.
        cycle: the year.
        place: the number of each unit by id, in order from 0.

    Attributes:
        cycle: the year.
        figures: the columns of figures, by indicator and scope.
        targets: the columns of targets, by indicator.
    """

    def __init__(self, catalogue: Catalogue, cycle: Cycle, place: Mapping[str, int]) -> None:
        self._indicators = catalogue.indicators
        self.cycle = cycle
        self._place = place
        self._supply = Supply(catalogue.indicators)
        self.figures: dict[tuple[str, Scope], list[FigureColumn]] = {}
        self.targets: dict[str, TargetColumn] = {}

    @property
    def units(self) -> tuple[str, ...]:
        """The ids of the units in order."""
        return tuple(self._place)

    def compact(self) -> None:
        """Keep all numbers in as few bytes as they fit in; they can't be changed until `widen` is called."""
        for column in self._all():
            column.compact()

    def widen(self) -> None:
        """Make all numbers ready to be changed."""
        for column in self._all():
            column.widen()

    def _all(self) -> Iterator[FigureColumn | TargetColumn]:
        for columns in self.figures.values():
            yield from columns
        yield from self.targets.values()

    def stated(self, unit: str, name: str) -> list[range]:
        """Return the months for which a unit states something of its area."""
        place = self._place.get(unit)
        columns = self.figures.get((name, Scope.STATED), ())
        return [range(*one.months) for one in columns if place is not None and one.marks[place]]

    def add(self, ref: FileRef, body: Body) -> None:
        """Add the figures or targets of a document."""
        if isinstance(body, ReportBody):
            self.add_figures(ref, body.figures)
        elif isinstance(body, PlanBody):
            self.add_targets(ref, body.targets)

    def add_figures(self, ref: FileRef, figures: Iterable[Figure]) -> None:
        """Add the figures of a report."""
        place = self._place.get(ref.unit)
        if place is None:
            return
        months = _months(ref, self.cycle)
        supplied = self._supply.figures(figures)
        for key, figure in supplied.figures.items():
            if key[0] in self._indicators:
                is_doubtful = key in supplied.doubtful
                self._figure_column(key, months).put(place, figure, is_doubtful=is_doubtful)

    def add_targets(self, ref: FileRef, targets: Iterable[Target]) -> None:
        """Add the targets of a plan."""
        place = self._place.get(ref.unit)
        if place is None:
            return
        for target in targets:
            indicator = self._indicators.get(target.indicator)
            if indicator is not None:
                default = Comparator.AT_LEAST if indicator.direction is Direction.UP else Comparator.AT_MOST
                self._target_column(indicator.id).put(place, target, default)

    def forget(self, ref: FileRef) -> None:
        """Forget the figures or targets of a document that may have been added."""
        place = self._place.get(ref.unit)
        if place is None:
            return
        if ref.kind is DocumentKind.PLAN:
            for goals in self.targets.values():
                goals.forget(place)
        elif ref.kind is DocumentKind.REPORT:
            months = _months(ref, self.cycle)
            for columns in self.figures.values():
                for column in columns:
                    if column.months == months:
                        column.forget(place)

    def merge(self, other: Columns) -> None:
        """Add the columns of other documents, of some of the same units."""
        places = [self._place[unit] for unit in other._place]
        for key, columns in other.figures.items():
            for column in columns:
                self._figure_column(key, column.months).merge(column, places)
        for name, targets in other.targets.items():
            self._target_column(name).merge(targets, places)

    def pack(self) -> bytes:
        """Return the columns as bytes."""
        figures = tuple(
            (
                *key,
                one.months,
                one.scale,
                bytes(one.marks),
                _packed(one.values),
                _packed(one.below),
                one.steps,
            )
            for key, columns in self.figures.items()
            for one in columns
        )
        targets = tuple(
            (name, one.scale, bytes(one.marks), _packed(one.values), _packed(one.own))
            for name, one in self.targets.items()
        )
        return _ENCODER.encode((sys.byteorder, tuple(self._place), figures, targets))

    def _figure_column(self, key: tuple[str, Scope], months: tuple[int, int]) -> FigureColumn:
        columns = self.figures.get(key)
        if columns is None:
            columns = self.figures[key] = []
        for column in columns:
            if column.months == months:
                return column
        size = len(self._place)
        ratio = self._indicators[key[0]].measure.ratio
        column = FigureColumn(
            months=months, marks=bytearray(size), values=_zeros(size), below=_zeros(size if ratio else 0)
        )
        columns.append(column)
        return column

    def _target_column(self, name: str) -> TargetColumn:
        column = self.targets.get(name)
        if column is None:
            size = len(self._place)
            column = self.targets[name] = TargetColumn(
                marks=bytearray(size), values=_zeros(size), own=_zeros(size)
            )
        return column


def unpacked(content: bytes, catalogue: Catalogue, cycle: Cycle) -> Columns:
    """Return the columns that `Columns.pack` wrote with the same catalogue.

    Raises:
        msgspec.DecodeError: the content is damaged.
        ValueError: it does not fit.
        KeyError: it does not fit.
    """
    order, units, figures, targets = _DECODER.decode(content)
    found = Columns(catalogue, cycle, {unit: number for number, unit in enumerate(units)})
    sizes = {len(units)}
    for name, scope, months, scale, marks, values, below, steps in figures:
        column = FigureColumn(
            months=months,
            scale=scale,
            marks=bytearray(marks),
            values=_numbers(values),
            below=_numbers(below),
            steps=steps,
        )
        sizes |= {len(column.marks), len(column.values)}
        if catalogue.indicators[name].measure.ratio:
            sizes.add(len(column.below))
        found.figures.setdefault((name, scope), []).append(column)
    for name, scale, marks, values, own in targets:
        goals = TargetColumn(scale=scale, marks=bytearray(marks), values=_numbers(values), own=_numbers(own))
        sizes |= {len(goals.marks), len(goals.values), len(goals.own)}
        found.targets[name] = goals
    if order != sys.byteorder or len(sizes) > 1:
        raise ValueError
    return found


class _Stored(msgspec.Struct, array_like=True, frozen=True):
    """The columns of a year, with a hash of each document that they were made from."""

    documents: dict[str, bytes]
    packed: bytes


_STORED = Decoder(_Stored)


def prepare(project: Project, cycle: Cycle) -> None:
    """Make the columns of a year now, if it can have some, so that processes forked from this one share them."""
    if can_have_columns(cycle):
        columns_of(project, cycle)


def can_have_columns(cycle: Cycle) -> bool:
    """Whether totals of a year or term can come from columns: those of years."""
    return not cycle.is_term and cycle.alone is None


def has_columns(project: Project, cycle: Cycle) -> bool:
    """Whether the columns of a year have been made or read already."""
    return columns_name(cycle) in project.memo


def are_at_hand(project: Project, cycle: Cycle) -> bool:
    """Whether the columns of a year need not be read from the cache, which takes longer than a few documents."""
    if has_columns(project, cycle) or project.store is None:
        return True
    return project.store.made(columns_name(cycle)) is not None


def columns_name(cycle: Cycle) -> str:
    """Return the name under which the columns of a year are kept."""
    return f"columns-{cycle.name}"


def columns_of(project: Project, cycle: Cycle) -> Columns:
    """Return the columns of a year; they are made once for a project.

    Those of an earlier run are used if they are kept; only documents that differ are read.
    """
    name = columns_name(cycle)
    known = project.memo.get(name)
    if not isinstance(known, Columns):
        known = project.memo[name] = _made(project, cycle, name)
    return known


def _made(project: Project, cycle: Cycle, name: str) -> Columns:
    documents = _documents(project, cycle)
    order = unit_order(project).place
    store = project.store
    if store is None:
        return _added(Columns(project.catalogue, cycle, order), documents.values())
    made = store.made(name)
    if isinstance(made, Columns):
        return made
    now = {path: store.digest(path) for path in documents}
    before, found = _kept(store, project.catalogue, cycle, name)
    if found is None or found.units != tuple(order):
        before, found = {}, Columns(project.catalogue, cycle, order)
    changed = [
        path for path in before.keys() | now.keys() if before.get(path) != now.get(path) or not now[path]
    ]
    if changed:
        found.widen()
    for path in changed:
        ref = file_ref(path) if path in before else None
        if isinstance(ref, FileRef):
            found.forget(ref)
    _added(found, [documents[path] for path in changed if path in documents])
    if changed:
        found.compact()
        _keep(store, name, found, now)
    return found


def keep_columns(project: Project, columns: Columns) -> None:
    """Keep the columns of a year that were made while all documents were examined."""
    store, cycle = project.store, columns.cycle
    if store is not None:
        documents = {path: store.digest(path) for path in _documents(project, cycle)}
        _keep(store, columns_name(cycle), columns, documents)


def _documents(project: Project, cycle: Cycle) -> dict[str, PlanOutline | ReportOutline]:
    found: dict[str, PlanOutline | ReportOutline] = {one.ref.path: one for one in project.plans(cycle)}
    return found | {one.ref.path: one for one in project.reports(cycle.name)}


def _keep(store: Store, name: str, columns: Columns, documents: Mapping[str, bytes]) -> None:
    whole = {path: digest for path, digest in documents.items() if digest}
    store.write(name, _ENCODER.encode(_Stored(whole, columns.pack())))


def _kept(
    store: Store, catalogue: Catalogue, cycle: Cycle, name: str
) -> tuple[dict[str, bytes], Columns | None]:
    """Return the columns of an earlier run, and a hash of each document that they were made from."""
    content = store.read(name)
    try:
        if content is not None:
            kept = _STORED.decode(content)
            return kept.documents, unpacked(kept.packed, catalogue, cycle)
    except (msgspec.DecodeError, ValueError, KeyError):
        pass
    return {}, None


def _added(columns: Columns, documents: Iterable[PlanOutline | ReportOutline]) -> Columns:
    for one in documents:
        columns.add(one.ref, one.body())
    return columns


def unit_order(project: Project) -> UnitOrder:
    """Return the units of a project in depth-first order."""
    known = project.memo.get("unit-order")
    if not isinstance(known, UnitOrder):
        known = project.memo["unit-order"] = UnitOrder(project.catalogue)
    return known


def _months(document: FileRef, cycle: Cycle) -> tuple[int, int]:
    months = document.period.months(cycle)
    return months.start, months.stop


_SIZES = (("B", 8), ("H", 16), ("I", 32))


def _compact(numbers: array[int]) -> array[int]:
    """Return numbers that are not negative in as few bytes as they fit in."""
    bits = max(numbers, default=0).bit_length()
    return array(next((size for size, most in _SIZES if bits <= most), "q"), numbers)


def _packed(numbers: array[int]) -> _PackedNumbers:
    small = _compact(numbers)
    return small.typecode, small.tobytes()


def _numbers(packed: _PackedNumbers) -> array[int]:
    size, content = packed
    if size not in {"q", *(one for one, _ in _SIZES)}:
        raise ValueError
    return array(size, content)


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


@lru_cache(maxsize=16384)
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
