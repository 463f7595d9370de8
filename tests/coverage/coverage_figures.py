"""What each figure covers: cells of unit, slice, month and part.

A cell is a unit in a month in which it exists, is of a level that reports the indicator, and the
indicator is in use. A divided unit has a cell for each slice.

A unit whose lower units are not all in the catalogue has one more cell a month for those that are not:
nobody is there who could report it, so only statements of the unit and of those above cover it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from coverage_choice import Cell, Figure
from coverage_map import Piece, UnitMap
from coverage_model import CENTRE, LEVELS, MEMBER, Indicator, Line, Period, Project, month_of
from msgspec import Struct
from msgspec.structs import replace

MOST_FAMILIES = 5000
REST = "/(others)"
"""Stands behind a unit's name for the lower units that the catalogue does not have."""


class Coverage(Struct, frozen=True, kw_only=True):
    """What a line covers.

    Attributes:
        cells: all of it.
        own: those cells of which it is the unit's own figure.
    """

    cells: frozenset[Cell]
    own: frozenset[Cell]


class Figures:
    """The figures of one project and the cells they cover."""

    def __init__(self, project: Project, *, own_lines_speak_for_predecessors: bool = True) -> None:
        self.project = project = _with_areas(project)
        self._own_lines_speak_for_predecessors = own_lines_speak_for_predecessors
        self.map = UnitMap(project)
        self.indicators = {each.id: each for each in project.indicators}
        self._figures: dict[tuple[str, Period | None], list[Figure]] = {}
        self._reporting: dict[tuple[str, str, int], bool] = {}
        self._keys = {(each.unit, each.period, each.indicator, each.stated) for each in project.lines}

    def is_stock(self, indicator: Indicator) -> bool:
        """Whether a figure speaks of the end of its period only."""
        if indicator.across == "ty-le":
            return all(self.is_stock(each) for each in self.counts(indicator))
        return indicator.over == "cuoi-ky"

    def is_mixed(self, indicator: Indicator) -> bool:
        """Whether only one count of a ratio is a stock."""
        return indicator.across == "ty-le" and len({self.is_stock(c) for c in self.counts(indicator)}) == 2

    def counts(self, ratio: Indicator) -> tuple[Indicator, Indicator]:
        """The indicators of a ratio's numerator and denominator."""
        assert ratio.numerator is not None and ratio.denominator is not None, ratio.id
        return self.indicators[ratio.numerator], self.indicators[ratio.denominator]

    def expects(self, indicator: Indicator, unit: str, month: int, *, at: date | None = None) -> bool:
        """Whether a unit is expected to report an indicator in a month.

        Args:
            indicator: the indicator.
            unit: the unit.
            month: the month.
            at: for a stock the day it is about; a unit that is gone by then has no part in it.
        """
        if not self._may_report(indicator, unit, month):
            return False
        return not indicator.of_area or not any(
            self._may_report(indicator, each, month)
            for each in self._under(unit)
            if at is None or self.map.units[each].alive_on(at)
        )

    def _under(self, unit: str) -> list[str]:
        return [each for each in self.map.units if each != unit and self.map.is_under(each, unit)]

    def lacks_reporters(self, indicator: Indicator, unit: str, month: int, *, at: date | None = None) -> bool:
        """Whether lower units that the catalogue does not have would report an indicator in a month."""
        known = self.map.units[unit]
        if indicator.across == "khong-cong" or not known.alive_in(month) or not indicator.used_in(month):
            return False
        level = known.level_in(month)
        deeper = LEVELS[LEVELS.index(level) + 1 :]
        if not any(each in deeper and each != MEMBER for each in indicator.levels):
            return False
        if indicator.of_area and self.expects(indicator, unit, month, at=at):
            return False  # what it says of its area holds for all of it
        if known.unlisted:
            return True
        alive = [
            other
            for each in self._under(unit)
            if (other := self.map.units[each]).alive_in(month) and (at is None or other.alive_on(at))
        ]
        return level in (CENTRE, "tinh", "huyen") and all(each.level_in(month) == MEMBER for each in alive)

    def _may_report(self, indicator: Indicator, unit: str, month: int) -> bool:
        key = (indicator.id, unit, month)
        if key not in self._reporting:
            known = self.map.units[unit]
            level = known.alive_in(month) and known.level_in(month)
            self._reporting[key] = level in indicator.levels and indicator.used_in(month)
        return self._reporting[key]

    def months(self, indicator: Indicator, period: Period, *, stock: bool | None = None) -> list[int]:
        """The months a figure of a period speaks of: all of them, or the last one for a stock."""
        stock = self.is_stock(indicator) if stock is None else stock
        return [period.last] if stock else list(period.months)

    def cells(
        self,
        indicator: Indicator,
        pieces: frozenset[Piece],
        period: Period,
        *,
        stock: bool | None = None,
        alone: bool = False,
    ) -> frozenset[Cell]:
        """The expected cells of some pieces in a period.

        Args:
            indicator: what is counted.
            pieces: units and slices.
            period: the months asked for.
            stock: only units that exist on the period's last day, in its last month; None: as the
                indicator is. The cells of a ratio of a stock and a flow are those of both counts.
            alone: without the lower units that the catalogue does not have.
        """
        if self.is_mixed(indicator):
            both = (self.cells(count, pieces, period, alone=alone) for count in self.counts(indicator))
            return frozenset(cell for cells in both for cell in cells)
        stock = self.is_stock(indicator) if stock is None else stock
        at = period.last_day if stock else None
        found = set()
        for unit, piece in pieces:
            if at is not None and not self.map.units[unit].alive_on(at):
                continue
            for month in self.months(indicator, period, stock=stock):
                if self.expects(indicator, unit, month, at=at):
                    found.add((unit, piece, month, indicator.id))
                if not alone and self.lacks_reporters(indicator, unit, month, at=at):
                    found.add((unit + REST, piece, month, indicator.id))
        return frozenset(found)

    def size(self, cell: Cell) -> Fraction:
        """The size of a cell: its slice's share of the unit."""
        return self.map.slices(cell[0].removesuffix(REST))[cell[1]]

    def own_pieces(self, unit: str) -> frozenset[Piece]:
        """All slices of one unit."""
        return frozenset((unit, piece) for piece in self.map.slices(unit))

    def speaks_alone(self, indicator: Indicator, unit: str, period: Period) -> bool:
        """Whether nothing below a unit is expected to report the indicator in a period."""
        known = self.map.units[unit]
        day = period.last_day if known.last is None else min(period.last_day, known.last)
        months = self.months(indicator, period)
        below = {each for each in self.map.units if each != unit and self.map.is_under(each, unit)}
        joined = {
            each
            for each, _ in self.map.inside(unit, day)
            if each not in below and each != unit and self.map.units[each].alive_on(day)
        }
        at = period.last_day if self.is_stock(indicator) else None
        if any(self.lacks_reporters(indicator, unit, month, at=at) for month in months):
            return False
        return not any(
            self.expects(indicator, each, month, at=at) for each in below for month in months
        ) and not any(self.expects(indicator, each, month_of(day)) for each in joined)

    def _day_of(self, line: Line) -> date:
        """The day whose tree a statement is about: the last of its period that the unit lived to see."""
        last = self.map.units[line.unit].last
        return line.period.last_day if last is None else min(line.period.last_day, last)

    def speaks_of(self, line: Line, unit: str) -> bool:
        """Whether a unit is in the area of a statement."""
        return self.map.share(unit, line.unit, self._day_of(line)) > 0

    def coverage(self, indicator: Indicator, line: Line, *, stock: bool | None = None) -> list[Coverage]:
        """What a line covers of an indicator; more than one if it can be understood in two ways.

        Args:
            indicator: the one whose cells are asked for; the line may be of a part, a count, a weight.
            line: any line.
            stock: as in `cells`.
        """
        own = self.cells(indicator, self.own_pieces(line.unit), line.period, stock=stock, alone=True)
        alone = self.speaks_alone(indicator, line.unit, line.period)
        as_own = Coverage(cells=own, own=own)
        if indicator.across == "khong-cong":
            return [as_own if alone or not line.stated else Coverage(cells=own, own=frozenset())]
        day = self._day_of(line)
        area = frozenset(
            cell
            for cell in self.cells(indicator, self.map.inside(line.unit, day), line.period, stock=stock)
            if cell[2] <= month_of(day)
        )
        if not alone:
            return [Coverage(cells=area, own=frozenset()) if line.stated else as_own]
        as_statement = Coverage(cells=area, own=own)
        if line.stated or area == own:
            return [as_statement]
        if self._twin(line) in self._keys or not self._own_lines_speak_for_predecessors:
            return [as_own]
        return [as_own, as_statement]

    @staticmethod
    def _twin(line: Line) -> tuple[str, Period, str, bool]:
        return line.unit, line.period, line.indicator, not line.stated

    def of(self, indicator: Indicator, asked: Period, *, weighed: bool = True) -> list[Figure]:
        """Every figure of an indicator that covers something, whichever lines it comes from.

        Args:
            indicator: if it is a ratio of a stock and a flow: the figures of both counts.
            asked: the period asked for, outside which no weight is looked for.
            weighed: with the weight of a weighted mean; a figure without one covers nothing.
        """
        key = (indicator.id, asked if indicator.weight and weighed else None)
        if key not in self._figures:
            if self.is_mixed(indicator):
                made = [figure for count in self.counts(indicator) for figure in self.of(count, asked)]
            elif indicator.across == "ty-le":
                made = self._ratios(indicator)
            else:
                made = [*self._written(indicator, indicator), *self._derived(indicator)]
                if indicator.weight and weighed:
                    made = [self._weighed(indicator, each, asked) for each in made]
            self._figures[key] = [each for each in made if each.cells]
        return self._figures[key]

    def _written(self, indicator: Indicator, within: Indicator) -> list[Figure]:
        """Lines of an indicator itself, and the sums of its parts; what they cover of `within`."""
        figures = [
            Figure(lines=(line,), cells=each.cells, own=each.own, value=line.value)
            for line in self.project.lines
            if line.indicator == indicator.id
            for each in self.coverage(within, line)
            if each.cells
        ]
        if not indicator.parts:
            return figures
        parts = [self._written(self.indicators[part], within) for part in indicator.parts]
        for family in _together(parts):
            sums = [_added(side) for side in family]
            applying = [value for value in sums if value is not None]
            value = sum(applying, Fraction(0)) if applying else None
            figures.append(_joined(family, value=value, counts=None))
        return figures

    def _derived(self, count: Indicator) -> list[Figure]:
        """The figures of a count that the lines of ratios supply."""
        figures = []
        for line in self.project.lines:
            ratio = self.indicators[line.indicator]
            if ratio.across != "ty-le":
                continue
            values = line.counts or (None, None)
            for side, value in zip(self.counts(ratio), values, strict=True):
                if side.id == count.id:
                    figures += [
                        Figure(lines=(line,), cells=each.cells, own=each.own, value=value, direct=False)
                        for each in self.coverage(count, line)
                    ]
        return figures

    def _weighed(self, indicator: Indicator, figure: Figure, asked: Period) -> Figure:
        """The figure with its weight; without one known it covers nothing."""
        if not figure.applies:
            return figure
        weight = self._weight(indicator, figure, asked)
        cells = frozenset[Cell]() if weight is None else figure.cells
        return Figure(
            lines=figure.lines,
            cells=cells,
            own=figure.own & cells,
            value=figure.value,
            weight=None if weight is None else weight[0],
            rough_weight=weight is not None and weight[1],
            direct=figure.direct,
        )

    def _weight(self, indicator: Indicator, figure: Figure, within: Period) -> tuple[Fraction, bool] | None:
        """The weight of exactly the cells of a figure: what its report says of them, its unit, or else anybody."""
        assert indicator.weight is not None
        by = self.indicators[indicator.weight]
        period = figure.lines[0].period
        stock = self.is_stock(by)
        asked = frozenset(
            cell
            for cell in figure.cells
            if not stock
            or (
                cell[2] == period.last
                and self.map.units[cell[0].removesuffix(REST)].alive_on(period.last_day)
            )
        )
        lines = [
            line
            for line in self.project.lines
            if line.indicator == by.id and line.period.last in within.months
            if stock or line.period.first in within.months
        ]
        said = {(line.unit, line.stated) for line in figure.lines}
        alike = [line for line in lines if {(line.unit, line.stated)} == said]
        for some in ([line for line in alike if line.period == period], alike, lines):
            found: set[tuple[Fraction, bool]] = set()

            def cover(
                left: frozenset[Cell],
                used: tuple[Line, ...],
                some: list[Line] = some,
                found: set[tuple[Fraction, bool]] = found,
            ) -> None:
                if not left:
                    weight = sum((line.value or Fraction(0) for line in used), Fraction(0))
                    found.add((weight, any(line.approximate for line in used)))
                    return
                cell = min(left)
                for line in some:
                    for each in self.coverage(indicator, line, stock=stock):
                        if cell in each.cells and each.cells <= left:
                            cover(left - each.cells, (*used, line))

            if asked:
                cover(asked, ())
            if found:
                return min(found) if len({weight for weight, _ in found}) == 1 else None
        return None

    def _ratios(self, ratio: Indicator) -> list[Figure]:
        figures = []
        for line in self.project.lines:
            if line.indicator == ratio.id:
                figures += [
                    Figure(lines=(line,), cells=each.cells, own=each.own, value=None, counts=line.counts)
                    for each in self.coverage(ratio, line)
                ]
        for family in _together([self._written(count, ratio) for count in self.counts(ratio)]):
            above, below = (_added(side) for side in family)
            counts = None if above is None or below is None else (above, below)
            figures.append(_joined(family, value=None, counts=counts))
        return figures


def _with_areas(project: Project) -> Project:
    """The project with every figure about areas as a statement, whichever table it stands in.

    A ratio is about areas if one of its counts is, a whole if all its parts are.
    """
    about: set[str] = set()
    while True:
        more = {
            each.id
            for each in project.indicators
            if each.across != "khong-cong" and each.id not in about
            if each.of_area
            or about & {each.numerator, each.denominator}
            or (each.parts and about.issuperset(each.parts))
        }
        if not more:
            break
        about |= more
    return replace(
        project,
        indicators=tuple(replace(each, of_area=each.id in about) for each in project.indicators),
        lines=tuple(
            replace(each, stated=True) if each.indicator in about else each for each in project.lines
        ),
    )


Family = tuple[tuple[Figure, ...], ...]


def _together(sides: list[list[Figure]]) -> list[Family]:
    """Sets of figures, one set for each side, that cover exactly the same cells; as small as can be.

    Args:
        sides: the figures of both counts of a ratio, or of each part of a whole.
    """
    found: dict[frozenset[int], Family] = {}

    def grow(family: Family) -> None:
        assert len(found) <= MOST_FAMILIES, "too many combinations for a small project"
        covered = [frozenset(cell for each in side for cell in each.cells) for side in family]
        lacking = frozenset.union(*covered) - frozenset.intersection(*covered)
        if not lacking:
            found[frozenset(id(each) for side in family for each in side)] = family
            return
        cell = min(lacking)
        short = next(index for index, cells in enumerate(covered) if cell not in cells)
        for each in sides[short]:
            if cell in each.cells and not each.cells & covered[short]:
                grow((*family[:short], (*family[short], each), *family[short + 1 :]))

    for first in sides[0]:
        grow(((first,), *(() for _ in sides[1:])))
    return list(found.values())


def _added(side: tuple[Figure, ...]) -> Fraction | None:
    """The sum of what applies; None if nothing does."""
    values = [each.value for each in side if each.value is not None]
    return sum(values, Fraction(0)) if values else None


def _joined(family: Family, *, value: Fraction | None, counts: tuple[Fraction, Fraction] | None) -> Figure:
    own = [frozenset(cell for each in side for cell in each.own) for side in family]
    return Figure(
        lines=tuple(line for side in family for each in side for line in each.lines),
        cells=frozenset(cell for each in family[0] for cell in each.cells),
        own=frozenset.intersection(*own),
        value=value,
        counts=counts,
    )
