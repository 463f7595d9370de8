"""A figure stated for a whole area that differs from what the unit and the units below it report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from mttq.catalogue import Unit, Units
from mttq.diagnostics import Code, Diagnostic, Span
from mttq.documents import Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.period import PERIODS, Cycle, Period, first_day_of, last_day_of
from mttq.quantity import amount, rounded
from mttq.totals import (
    FigureIndex,
    FigureLine,
    Refutation,
    Rollup,
    Total,
    TotalAmount,
    add,
    difference_of,
    operator_of,
    plain_totals_for,
    plain_totals_of,
    undecided_figures,
)
from mttq.totals.territory import Territories

STATED_DIFFERS = Code("MT401", "so-cong-lech")

_Place = tuple[str, Span]

_LISTED = 5
"""List at most this many units; beyond that, only the largest."""

_DECIMALS = 6
_OTHER_STATEMENT = "số toàn địa bàn của kỳ khác"


def stated_differs(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare every figure of `toan_dia_ban` with the total of its parts.

    It is compared for its own period, then, unless it differs there, for the longer ones that it is part of: reports
    for other periods may contradict it only there. Where figures cover equally much and nothing decides between
    them, they are named as well.
    """
    stating: dict[Cycle, set[str]] = {}
    for one in outlines:
        if isinstance(one, ReportOutline) and _states(project.catalogue.units, one):
            stating.setdefault(one.ref.cycle, set()).add(one.ref.unit)
    for term in [one for one in project.cycles.values() if one.is_term and project.reports(one.name)]:
        of_years = [units for cycle, units in stating.items() if cycle.name in term.parts]
        if of_years:
            stating.setdefault(term, set()).update(*of_years)
    reported = _FoundPlaces()
    # Years come before terms, so that a statement is reported for the shortest period in which it differs.
    for cycle in sorted(stating, key=lambda one: (one.is_term, one.name)):
        yield from _Comparison(project, cycle, reported).of(stating[cycle])


class _FoundPlaces:
    """The places of figures that have been reported.

    Attributes:
        refuted: statements that other figures contradict, with the indicators for which they do.
        opposing: statements that contradict others of the same unit, by indicator.
        undecided: figures of which it can't be decided which ones count.
    """

    def __init__(self) -> None:
        self.refuted: dict[_Place, set[str]] = {}
        self.opposing: dict[str, set[_Place]] = {}
        self.undecided: set[_Place] = set()


class _Comparison:
    """Compares the statements of one year or term.

    Args:
        project: the outlines of the documents, and the catalogue.
        cycle: the year or term.
        reported: the places that have been reported; more are added.
    """

    def __init__(self, project: Project, cycle: Cycle, reported: _FoundPlaces) -> None:
        self._project, self._cycle, self._reported = project, cycle, reported
        self._known = project.catalogue.indicators
        self._periods = [one for one in PERIODS.values() if one.fits(cycle)] or [cycle.whole]

    def of(self, units: set[str]) -> Iterator[Diagnostic]:
        """Yield what is wrong with the statements of some units."""
        names = self._names(units)
        doubtful = _in_doubt(self._project, self._cycle, units, names)
        if doubtful:
            yield from self._differing(doubtful, names)
        overlapping = self._overlapping(units)
        if overlapping:
            yield from self._undecided(overlapping, names)

    def _names(self, units: set[str]) -> list[str]:
        """Return the indicators that some units state, then those whose figures are made of these."""
        names = {
            figure.indicator
            for folder in self._cycle.parts
            for report in self._project.reports(folder)
            if report.ref.unit in units and report.head.states
            for figure in report.body().figures
            if figure.scope is Scope.STATED and figure.indicator in self._known
        }
        derived: set[str] = set()
        counts = {count for name in names for count in self._counts(name)}
        waiting = names | counts
        while waiting:
            derived |= waiting
            wholes = {one.id for one in self._known.values() if not waiting.isdisjoint(one.parts)}
            waiting = wholes - derived
        # Two counts that are stated by themselves make a ratio.
        derived |= {one.id for one in self._known.values() if set(self._counts(one.id)) & (derived - counts)}
        # What a ratio or a part gives is said of that if both differ.
        return [*sorted(names), *sorted(derived - names)]

    def _counts(self, name: str) -> list[str]:
        one = self._known[name]
        return [count for count in (one.numerator, one.denominator) if count in self._known]

    def _are_related(self, one: str, other: str) -> bool:
        """Whether one of two indicators is made of the other, so that one wrong line can make both wrong."""
        return one in self._made_of(other) or other in self._made_of(one)

    def _made_of(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found and one in self._known:
                found.add(one)
                waiting += [*self._counts(one), *self._known[one].parts]
        return found

    def _differing(self, units: set[str], names: Sequence[str]) -> Iterator[Diagnostic]:
        lines = FigureIndex(self._project, self._cycle, _areas(self._project, units), names)
        rollups: dict[str, Rollup] = {}
        left: list[tuple[Rollup, str, Refutation]] = []
        for unit in sorted(units):
            for name in names:
                stated = [one.months for one in lines.of(unit, Scope.STATED, name)]
                for period in _periods(self._periods, self._cycle, stated):
                    rollup = self._rollup(period, lines, rollups)
                    total = rollup.total(unit, name)
                    for one in total.refuted:
                        if all(
                            line.figure.indicator == name and not line.derived for line in one.stated.lines
                        ):
                            yield from self._refuted(rollup, name, one)
                        else:
                            left.append((rollup, name, one))
                    yield from self._ties(unit, name, total)
        # A figure made of others is wrong by itself only if none of these is.
        for rollup, name, one in left:
            yield from self._refuted(rollup, name, one)

    def _rollup(self, period: Period, lines: FigureIndex, known: dict[str, Rollup]) -> Rollup:
        if period.name not in known:
            known[period.name] = Rollup(self._project, self._cycle, period, figures=lines)
        return known[period.name]

    def _refuted(self, rollup: Rollup, name: str, one: Refutation) -> Iterator[Diagnostic]:
        if one.inside.result is None or one.stated.amount is None:
            return
        used, inside = one.stated.lines, tuple(one.inside.lines())
        places = {(line.path, line.span) for line in used}
        known = self._reported.refuted
        if (used[-1].path, used[-1].span) in known:
            return
        if any(self._are_related(name, other) for spot in places for other in known.get(spot, ())):
            return
        unit = one.inside.unit
        if all(line.unit == unit and line.figure.scope is Scope.STATED for line in inside):
            opposing = self._reported.opposing.setdefault(name, set())
            if _months(inside) == _months(used) or not opposing.isdisjoint(places):
                return  # which is said of the longer period, or of the other statement
            opposing.update((line.path, line.span) for line in inside)
        for spot in places:
            known.setdefault(spot, set()).add(name)
        place = f"{self._cycle.folder} --unit {unit}"
        if rollup.period != self._cycle.whole:
            place += f" --period {rollup.period.name}"
        yield Diagnostic(
            STATED_DIFFERS,
            used[-1].path,
            used[-1].span,
            _message(self._project, rollup, name, one),
            help="sửa số toàn địa bàn, hoặc sửa số của đơn vị sai; bỏ dòng này thì mttq tự cộng từ các đơn vị; "
            f"xem từng số: mttq total {place} --indicator {name} --explain",
        )

    def _ties(self, unit: str, name: str, total: Total) -> Iterator[Diagnostic]:
        for tie in total.ties:
            places = {(line.path, line.span) for lines in tie.sets for line in lines}
            common = set.intersection(*({(line.path, line.span) for line in one} for one in tie.sets))
            if len({path for path, _ in places - common}) == 1:
                continue  # two lines of a report give one count, which is said of that report
            if not self._reported.undecided.isdisjoint(places):
                continue
            self._reported.undecided.update(places)
            gap = undecided_figures(unit, self._known[name], tie)
            yield Diagnostic(gap.code, gap.path, gap.span, gap.message, help=gap.remedy)

    # Statements of units of which neither lies below the other

    def _overlapping(self, asked: set[str]) -> dict[str, list[tuple[str, str]]]:
        """Return pairs of units that may state figures of the same area, by the lowest unit above both.

        One of each pair is among those asked for. Without takeovers there are none.
        """
        units = self._project.catalogue.units
        if not any(one.takes_over for one in units.by_id.values()):
            return {}
        stating = {
            report.ref.unit
            for folder in self._cycle.parts
            for report in self._project.reports(folder)
            if _states(units, report)
        }
        territories = Territories(units)
        day = self._cycle.whole.last_day(self._cycle)
        found: dict[str, list[tuple[str, str]]] = {}
        for unit in sorted(stating):
            others: dict[str, None] = {}
            for one in territories.extras(unit, day):
                others |= dict.fromkeys(_upwards(units, one))
            for other in others:
                apart = not territories.is_under(unit, other) and not territories.is_under(other, unit)
                if apart and other in stating and not asked.isdisjoint((unit, other)):
                    top = next((one for one in _upwards(units, unit) if territories.is_under(other, one)), "")
                    if top:
                        found.setdefault(top, []).append((unit, other))
        return found

    def _undecided(
        self, pairs: Mapping[str, Sequence[tuple[str, str]]], names: Sequence[str]
    ) -> Iterator[Diagnostic]:
        lines = FigureIndex(self._project, self._cycle, _areas(self._project, set(pairs)), names)
        rollups: dict[str, Rollup] = {}
        areas = {
            unit: _areas(self._project, {unit}) for these in pairs.values() for pair in these for unit in pair
        }
        for name in names:
            stating = lines.giving(name, Scope.STATED)
            concerned = {unit for unit in areas if unit in stating}
            replaced = {unit for unit in concerned if self._is_replaced(unit, areas[unit], name, lines)}
            for top, these in pairs.items():
                both = [pair for pair in these if stating.issuperset(pair) and replaced.isdisjoint(pair)]
                stated = [
                    one.months for pair in both for unit in pair for one in lines.of(unit, Scope.STATED, name)
                ]
                for period in _periods(self._periods, self._cycle, stated):
                    yield from self._ties(top, name, self._rollup(period, lines, rollups).total(top, name))

    def _is_replaced(self, unit: str, area: set[str], name: str, lines: FigureIndex) -> bool:
        """Whether own figures say all that the statements of a unit say, so that none of these counts anywhere."""
        indicator, known = self._known[name], self._project.catalogue.units
        units = known.by_id
        if any(known.may_lack_some(units[below]) for below in area):
            return False
        for one in lines.of(unit, Scope.STATED, name):
            for below in area:
                due = {
                    month
                    for month in one.months
                    if units[below].valid_within(first_day_of(month), last_day_of(month))
                    and units[below].level_on(last_day_of(month)) in indicator.levels
                }
                own = lines.of(below, Scope.OWN, name) if due else []
                inside = (other.months for other in own if _is_within(other.months, one.months))
                if not due.issubset(month for months in inside for month in months):
                    return False
        return True


def _is_within(inner: range, outer: range) -> bool:
    return outer.start <= inner.start and inner.stop <= outer.stop


def _upwards(units: Units, unit: str) -> Iterator[str]:
    while unit:
        yield unit
        unit = units.parent_of(unit)


def _states(units: Units, report: ReportOutline) -> bool:
    """Whether a report states figures that others may contradict.

    A figure about an area is the only one of a unit without others.
    """
    unit = units.get(report.ref.unit)
    if unit is None or not report.head.states:
        return False
    return not report.head.of_areas or bool(unit.takes_over or units.children(unit.id))


def _in_doubt(project: Project, cycle: Cycle, units: set[str], names: Sequence[str]) -> set[str]:
    """Return those of some units of which columns do not show that all they state equals what was reported."""
    whole = plain_totals_for(project, cycle, cycle.whole, _areas(project, units))
    if whole is None:
        return units
    catalogue = project.catalogue
    periods = [one for one in PERIODS.values() if one.fits(cycle)]
    found = set()
    for unit in units:
        for name in names:
            for period in _periods(periods, cycle, whole.columns.stated(unit, name)):
                totals = plain_totals_of(project, cycle, period)
                column = totals.column(catalogue.indicators[name], 0, len(totals.order.units))
                if not column.agrees(totals.place(catalogue.units.by_id[unit])):
                    found.add(unit)
    return found


def _periods(periods: Iterable[Period], cycle: Cycle, stated: Sequence[range]) -> list[Period]:
    """Return the periods that contain one for which a figure is stated, the shortest first."""
    found = [
        one
        for one in periods
        if any(
            one.months(cycle).start <= months.start and months.stop <= one.months(cycle).stop
            for months in stated
        )
    ]
    return sorted(found, key=lambda one: len(one.months(cycle)))


def _areas(project: Project, tops: set[str]) -> set[str]:
    """Return some units, all units below them, and those that any of these took over."""
    found: set[str] = set()
    waiting = list(tops)
    while waiting:
        for unit in project.catalogue.units.below(waiting.pop()):
            if unit.id not in found:
                found.add(unit.id)
                waiting += [one.unit for one in unit.takes_over if one.unit in project.catalogue.units.by_id]
    return found


def _months(lines: Sequence[FigureLine]) -> set[int]:
    return {month for line in lines for month in line.months}


def _message(project: Project, rollup: Rollup, name: str, one: Refutation) -> str:
    """Say both figures, their difference, and the parts of the computed one."""
    stated, computed, inside = one.stated.amount, one.inside.result, one.inside
    assert stated is not None and computed is not None
    unit = project.catalogue.indicators[name].measure.name
    difference = difference_of(stated, computed)
    word = "hơn" if difference > 0 else "kém"
    lines = one.stated.lines
    files = dict.fromkeys(line.path.rsplit("/", 1)[1] for line in lines)
    said = "toàn địa bàn ghi"
    if len(files) > 1 or lines[0].months != rollup.period.months(rollup.cycle):
        said = f"toàn địa bàn {rollup.period.full_title(rollup.cycle)} theo {', '.join(files)} là"
    elif len(lines) > 1:
        said = "toàn địa bàn cộng lại là"
    parts = _parts(project, rollup, name, inside)
    gap = amount(_short(abs(difference)), _counted(stated, unit)).strip()
    return (
        f"“{name}” {said} {_shown(stated, unit)}, còn tổng từ {inside.units_in}/{inside.units_due} "
        f"đơn vị đã báo cáo là {_shown(computed, unit)}: {word} {gap}"
        f"{'; tổng ấy gồm ' if parts else ''}{parts}"
    )


def _parts(project: Project, rollup: Rollup, name: str, total: Total) -> str:
    """List the figures of the unit itself and of those directly in its total; of many, the largest."""
    units = project.catalogue.units.by_id
    found = [
        (
            _OTHER_STATEMENT if part.unit == total.unit and part.stands else _name(units[part.unit], rollup),
            part.result,
        )
        for part in total.parts
        if part.result is not None
    ]
    counts = operator_of(project.catalogue.indicators[name]).counts_units
    if total.includes_own and total.own.amount is not None and not counts:
        found.insert(0, ("cấp mình", total.own.amount))
    left = len(found) - _LISTED if len(found) > _LISTED + 1 else 0
    if left:
        found = sorted(found, key=lambda one: _size(one[1]), reverse=True)[:_LISTED]
    said = [f"{who} {_shown(value, '').strip()}" for who, value in found]
    taken = add([one.amount.value for one in total.taken_out])
    if taken:
        said.append(f"trừ {amount(taken, '').strip()} nhận của nhau")
    return ", ".join(said) + (f" và {left} đơn vị nữa" if left else "")


def _name(unit: Unit, rollup: Rollup) -> str:
    return unit.name_on(rollup.tree_day)


def _size(value: TotalAmount) -> Decimal:
    return abs(value.pair[0] if value.pair is not None else value.value)


def _shown(value: TotalAmount, unit: str) -> str:
    if value.pair is None:
        return amount(value.value, unit)
    above, below = value.pair
    return f"{amount(above, '')}/{amount(below, '')}".replace(" ", "")


def _short(difference: Decimal) -> Decimal:
    """Return a difference with at most six decimals, as the proof shows it, unless nothing would be left of it."""
    return rounded(difference, _DECIMALS) or difference


def _counted(value: TotalAmount, unit: str) -> str:
    return "" if value.pair is not None else unit
