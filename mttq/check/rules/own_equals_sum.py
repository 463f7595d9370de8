"""Figures given as a unit's own that are exactly what the units below it report: most likely its area's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from mttq.catalogue import Catalogue, OverUnits
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import Figure, Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.quantity import amount

OWN_EQUALS_SUM = Code("MT418", "nghi-so-toan-dia-ban", Severity.WARNING)

_ENOUGH = 4
_PLENTY = 6
"""How many significant digits must agree if half of the figures that can be compared do, and if fewer do.

An office that types its area's figures as its own does so in every line. Among many small counts one or two may well be
what the units below have together; six digits, of one figure or of several, hardly are.
"""
_LISTED = 5


def own_equals_sum(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare the own figures of each report with the sums of what the units below report for the same period."""
    catalogue = project.catalogue
    added = frozenset(one.id for one in catalogue.indicators.values() if one.over_units is OverUnits.SUM)
    for report in outlines:
        if not isinstance(report, ReportOutline) or not catalogue.units.children(report.ref.unit):
            continue
        figures = {
            one.indicator: one for one in report.body().figures if one.indicator in added and _is_own(one)
        }
        sums = _Compared(figures)
        _add_units_below(project, report, sums)
        equal = sums.equal()
        if equal and _is_telling(equal, sums):
            yield _found(report, equal, catalogue)


def _is_own(figure: Figure) -> bool:
    """Whether a figure is an exact amount that the unit did not receive from others."""
    quantity = figure.quantity
    exact = quantity.approximation is None and quantity.ratio is None
    return figure.scope is Scope.OWN and exact and quantity.value > 0 and not figure.received


class _Below(Struct):
    """What the units below report for one indicator.

    Attributes:
        all: the sum of the own figures of all of them.
        areas: the sum of what the units directly below state for their areas or, if they don't, give as their own.
        units: how many of these have a figure that is not zero.
    """

    all: Decimal = Decimal(0)
    areas: Decimal = Decimal(0)
    units: int = 0


class _Compared:
    """The sums with which a report's own figures are compared.

    Args:
        figures: its own figures, by indicator.
    """

    def __init__(self, figures: dict[str, Figure]) -> None:
        self.figures = figures
        self.found: dict[str, _Below] = {}
        self._open = set(figures)

    @property
    def settled(self) -> bool:
        """Whether no figure can be equal to a sum any more."""
        return not self._open

    def add_area(self, report: ReportOutline) -> None:
        """Add the report of a unit directly below."""
        own, stated = self._figures_of(report)
        for name in own.keys() | stated.keys():
            area = stated.get(name, own.get(name, Decimal(0)))
            one = self.found.setdefault(name, _Below())
            one.areas += area
            one.all += own.get(name, Decimal(0))
            one.units += 1 if area else 0
        self._open -= {
            name for name, one in self.found.items() if min(one.areas, one.all) > self._value(name)
        }

    def add(self, report: ReportOutline) -> None:
        """Add the report of another unit below."""
        for name, value in self._figures_of(report)[0].items():
            one = self.found.setdefault(name, _Below())
            one.all += value
            if one.all > self._value(name):
                self._open.discard(name)

    def equal(self) -> list[Figure]:
        """Return the figures that are equal to a sum, in the order of the file."""
        return [
            figure
            for name, figure in self.figures.items()
            if (one := self.found.get(name)) is not None and figure.quantity.value in (one.all, one.areas)
        ]

    def _value(self, name: str) -> Decimal:
        return self.figures[name].quantity.value

    def _figures_of(self, report: ReportOutline) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
        own: dict[str, Decimal] = {}
        stated: dict[str, Decimal] = {}
        for figure in report.body().figures:
            if figure.indicator in self.figures:
                side = own if figure.scope is Scope.OWN else stated
                side.setdefault(figure.indicator, figure.quantity.value)
        return own, stated


def _add_units_below(project: Project, report: ReportOutline, sums: _Compared) -> None:
    """Add the reports of the units below, level by level, until no figure can be equal to a sum.

    At the top only those directly below are added: the country is not gathered once more.
    """
    ref, units = report.ref, project.catalogue.units
    level = list(units.children(ref.unit))
    directly = True
    while level and not sums.settled:
        for unit in level:
            other = project.report_of(unit.id, ref.cycle, ref.period)
            if other is not None:
                (sums.add_area if directly else sums.add)(other)
            if sums.settled:
                return
        if not units.parent_of(ref.unit):
            return
        level = [below for unit in level for below in units.children(unit.id)]
        directly = False


def _is_telling(equal: Sequence[Figure], sums: _Compared) -> bool:
    """Whether so many figures or digits agree that it is no accident."""
    digits = sum(_digits(one.quantity.value) for one in equal)
    if len(equal) == 1 and sums.found[equal[0].indicator].units < 2:
        return False
    comparable = sum(1 for one in sums.found.values() if one.all or one.areas)
    enough = _PLENTY if 2 * len(equal) < comparable else _ENOUGH if len(equal) < comparable else 2
    return digits >= enough


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _found(report: ReportOutline, equal: Sequence[Figure], catalogue: Catalogue) -> Diagnostic:
    named = [
        f"“{one.indicator}” {amount(one.quantity.value, catalogue.indicators[one.indicator].measure.name).strip()}"
        for one in equal[:_LISTED]
    ]
    left = len(equal) - len(named)
    more = f" và {left} số nữa" if left else ""
    return Diagnostic(
        OWN_EQUALS_SUM,
        report.ref.path,
        equal[0].span,
        f"{', '.join(named)}{more}: ghi là số của riêng đơn vị mà bằng đúng tổng của các đơn vị bên dưới",
        help="nếu là số toàn địa bàn thì chuyển sang toan_dia_ban, để không cộng hai lần; nếu đúng là số của riêng đơn "
        "vị thì để nguyên",
    )
