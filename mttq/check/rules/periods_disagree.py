"""A report's figure that differs from the reports of the same unit for the shorter periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from mttq.catalogue import Catalogue, Indicator
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Project, Scope
from mttq.documents.outline import Outline, ReportOutline
from mttq.names import own_path
from mttq.quantity import agrees, amount, number
from mttq.quantity import percentage as percentage_text
from mttq.totals import FigureIndex, FigureLine, TotalAmount, UnitValue, period_operator_of
from mttq.totals.arithmetic import settled
from mttq.totals.periods import over_periods

PERIODS_DISAGREE = Code("MT402", "ky-khong-khop")


def periods_disagree(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare a period with the shorter ones inside it; rounded figures may differ by the rounding.

    If these cover it exactly, they must give its figure. If not, a sum must not be less than they make already, and a
    highest or lowest figure not be passed by theirs.
    """
    asked: dict[str, set[str]] = {}
    for one in outlines:
        if isinstance(one, ReportOutline):
            asked.setdefault(one.ref.cycle.name, set()).add(one.ref.unit)
    for cycle in project.cycles.values():
        names = set(cycle.parts)
        units = _reporting_often(project, names) & {unit for name in names for unit in asked.get(name, ())}
        if not units:
            continue
        lines = FigureIndex(project, cycle, units)
        for name in sorted(lines.indicators()):
            indicator = project.catalogue.indicators.get(name)
            if indicator is None:
                continue
            for unit in sorted(lines.units(name)):
                for scope in Scope:
                    mine = lines.of(unit, scope, name)
                    if indicator.over_periods is not None:
                        judged = scope is Scope.STATED and not _speaks_alone(
                            project.catalogue, unit, indicator
                        )
                        yield from _compare(mine, indicator, judged=judged)
                    elif any(one.figure.quantity.ratio is None for one in mine):
                        yield from _percentages(mine, indicator, _Counts(project, lines, unit, scope))


def _reporting_often(project: Project, names: set[str]) -> set[str]:
    """Return the units with more than one report in some years and terms."""
    count = Counter(one.ref.unit for name in names for one in project.reports(name))
    return {unit for unit, reports in count.items() if reports > 1}


def _speaks_alone(catalogue: Catalogue, unit: str, indicator: Indicator) -> bool:
    """Whether an indicator speaks of areas, and no other unit in a unit's area is of a level that reports it.

    Then totals take its figure as the unit's own, and don't compare it with any other.
    """
    known = catalogue.units.get(unit)
    if known is None or not indicator.area_wide:
        return False
    others = [one for one in catalogue.units.below(unit) if one.id != unit]
    levels = {level for one in others for level, _, _ in one.levels.values}
    return not known.takes_over and levels.isdisjoint(indicator.levels)


def _compare(lines: Sequence[FigureLine], indicator: Indicator, *, judged: bool) -> Iterator[Diagnostic]:
    """Compare each figure of a unit with those for periods inside its own.

    Args:
        lines: the figures.
        indicator: their indicator.
        judged: whether the total of the unit says if periods that cover another in part make more than that one.
    """
    operator, unit = period_operator_of(indicator), indicator.measure.name
    for line in lines:
        shorter = [one for one in lines if _within(one.months, line.months)]
        if not shorter or line.figure.quantity.not_applicable:
            continue
        found = over_periods(shorter, line.months, indicator)
        if found.amount is None or (
            not found.complete and (judged or not _is_bound(found.amount, indicator))
        ):
            continue
        written = line.figure.quantity
        tolerance = found.amount.tolerance
        loose = written.approximation is not None or found.amount.approximation is not None
        if loose or operator.rounded:
            tolerance += written.step
        difference = settled(written.value - found.amount.value)
        if abs(difference) <= tolerance:
            continue
        if not found.complete and (difference * operator.trend > 0 or written.per_year):
            continue
        computed, remedy = _computed(found, indicator)
        yield Diagnostic(
            PERIODS_DISAGREE,
            line.path,
            line.span,
            f"“{indicator.id}” là {amount(written.value, unit)}, còn {computed} là "
            f"{amount(found.amount.value, unit)}: {'hơn' if difference > 0 else 'kém'} "
            f"{amount(abs(difference), unit)}",
            help=remedy,
        )


def _computed(found: UnitValue, indicator: Indicator) -> tuple[str, str]:
    """Return how a message introduces what shorter periods give, and the remedy."""
    operator, files = period_operator_of(indicator), _files(found.lines)
    if found.complete:
        remedy = "sửa số ở kỳ sai, hoặc bỏ dòng này để mttq tự tính từ các kỳ ngắn hơn"
        return f"số {operator.compared} {files}", remedy
    remedy = f"sửa số ở kỳ sai: số của kỳ dài không thể {'nhỏ' if operator.trend > 0 else 'lớn'} hơn"
    if not operator.adds:
        return f"số {operator.compared} {files}", remedy
    return f"riêng {files}{' cộng lại' if len(found.lines) > 1 else ''} đã", remedy


def _is_bound(part: TotalAmount, indicator: Indicator) -> bool:
    """Whether the figure of a period can't pass what periods inside it give."""
    operator = period_operator_of(indicator)
    return operator.trend != 0 and not part.yearly and not (operator.adds and indicator.measure.negative)


class _Counts(Struct, frozen=True):
    """Where the counts of one unit's ratios are found."""

    project: Project
    lines: FigureIndex
    unit: str
    scope: Scope

    def within(self, months: range, name: str) -> UnitValue | None:
        """Return a count made of the reports for the shorter periods, if they cover the period exactly."""
        indicator = self.project.catalogue.indicators.get(name)
        if indicator is None:
            return None
        shorter = [one for one in self.lines.of(self.unit, self.scope, name) if _within(one.months, months)]
        found = over_periods(shorter, months, indicator)
        return found if found.amount is not None and found.complete else None


def _percentages(lines: Sequence[FigureLine], indicator: Indicator, counts: _Counts) -> Iterator[Diagnostic]:
    """Compare percentages without counts with the counts that the reports for the shorter periods give."""
    for line in lines:
        written = line.figure.quantity
        if written.ratio is not None or written.not_applicable or written.approximation is not None:
            continue
        above = counts.within(line.months, indicator.numerator)
        below = counts.within(line.months, indicator.denominator)
        if above is None or below is None or above.amount is None or below.amount is None:
            continue
        loose = above.amount.approximation is not None or below.amount.approximation is not None
        pair = above.amount.value, below.amount.value
        if loose or not pair[1] or agrees(written, pair):
            continue
        yield Diagnostic(
            PERIODS_DISAGREE,
            line.path,
            line.span,
            f"“{indicator.id}” là {number(written.value)}%, còn theo {_files((*above.lines, *below.lines))} là "
            f"{number(pair[0])}/{number(pair[1])} = {percentage_text(100 * pair[0] / pair[1])}",
            help="sửa số ở kỳ sai, hoặc bỏ dòng này để mttq tự tính từ các kỳ ngắn hơn",
        )


def _files(lines: Sequence[FigureLine]) -> str:
    """Name the reports of some figures: by the file, with the year if they are of several years."""
    paths = list(dict.fromkeys(one.path for one in lines))
    years = {own_path(path).split("/")[1] for path in paths}
    return ", ".join(
        f"{own_path(path).split('/')[1]}/{path.rsplit('/', 1)[1]}"
        if len(years) > 1
        else path.rsplit("/", 1)[1]
        for path in paths
    )


def _within(shorter: range, longer: range) -> bool:
    return len(shorter) < len(longer) and longer.start <= shorter.start and shorter.stop <= longer.stop
