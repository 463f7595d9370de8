"""What columns show of figures that are compared with each other and with targets: mostly, that all are alike.

The rule that compares them (`rules.out_of_proportion`) reads every report and every plan. For most units whole numbers
tell that it has nothing to report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from mttq.catalogue import Unit
from mttq.documents import Project, Scope
from mttq.period import Cycle, parse_cycle
from mttq.totals.columns import (
    HANDED,
    NOT_PLAIN,
    OTHER,
    OWN,
    Columns,
    FigureColumn,
    TargetColumn,
    UnitOrder,
    are_at_hand,
    can_have_columns,
    columns_of,
    unit_order,
)


class _Line(Struct, frozen=True):
    """What there is of one indicator; each column with what makes its numbers those of the same decimals.

    Attributes:
        figures: the columns of its figures, with whose they are.
        before: those of the year before.
        targets: the column of its targets, if any.
    """

    figures: tuple[tuple[Scope, FigureColumn, int], ...]
    before: tuple[tuple[Scope, FigureColumn, int], ...]
    targets: tuple[TargetColumn, int] | None


class PlainProportions:
    """Says of units whether all that they report in a year is known to be in proportion.

    Args:
        order: the units.
        columns: the columns of the year, and of the year before, if it has reports.
        indicators: those whose figures are compared.
        factor: from how many times as much on a figure may be out of proportion.
    """

    def __init__(
        self, order: UnitOrder, columns: Sequence[Columns], indicators: Collection[str], factor: int
    ) -> None:
        self._order = order
        self._factor = factor
        self._lines = [_line(columns, name) for name in indicators]

    def are_alike(self, above: str, units: Iterable[Unit]) -> bool:
        """Whether no figure of the units directly below a unit is out of proportion to what it can be compared with.

        Args:
            above: the unit above, "" for the top units.
            units: the units below it.
        """
        places = [self._order.place[one.id] for one in units]
        top = self._order.place[above] if above else None
        return all(self._is_alike(line, places, top) for line in self._lines)

    def _is_alike(self, line: _Line, places: Sequence[int], above: int | None) -> bool:
        spread: list[int] = []
        for _, column, times in (*line.figures, *line.before):
            marks, values = column.marks, column.values
            if OTHER in {marks[one] for one in places}:
                return False
            spread += [values[one] * times for one in places if values[one]]
        if spread and max(spread) >= min(spread) * self._factor:
            return False
        if line.targets is None or not spread:
            return True
        return all(
            self._fits(column.values[one] * times, scope, line.targets, (one, above))
            for scope, column, times in line.figures
            for one in places
            if column.values[one]
        )

    def _fits(
        self, value: int, scope: Scope, targets: tuple[TargetColumn, int], where: tuple[int, int | None]
    ) -> bool:
        """Whether a figure is in proportion to the target of its unit or, if that has none, of the unit above."""
        (column, times), (place, above), factor = targets, where, self._factor
        mark = column.marks[place]
        if not mark:
            mark = column.marks[above] if above is not None else 0
            if not mark or above is None:
                return True
            most = column.values[above] * times
            return not mark & (NOT_PLAIN | HANDED) and (not most or value < most * factor)
        if mark & NOT_PLAIN:
            return False
        own = column.own[place] if scope is Scope.OWN and mark & OWN else 0
        wanted = (own or column.values[place]) * times
        # What the area is to reach says nothing of how little its unit may do itself.
        is_whole = bool(own) or scope is Scope.STATED or self._order.end[place] == place + 1
        return not wanted or (value < wanted * factor and (not is_whole or wanted < value * factor))


def plain_proportions(
    project: Project, cycle: Cycle, indicators: Collection[str], factor: int
) -> PlainProportions | None:
    """Return what columns show of the reports of a year; None if they are not at hand.

    Args:
        project: the documents and the catalogue.
        cycle: the year or term.
        indicators: the indicators whose figures are compared.
        factor: see `PlainProportions`.
    """
    before = parse_cycle(str(cycle.first_year - 1))
    years = [cycle] if before is None or not project.reports(before.name) else [cycle, before]
    if not can_have_columns(cycle) or not all(are_at_hand(project, one) for one in years):
        return None
    columns = [columns_of(project, one) for one in years]
    return PlainProportions(unit_order(project), columns, indicators, factor)


def _line(columns: Sequence[Columns], name: str) -> _Line:
    figures = [list(_of(one, name)) for one in columns]
    targets = columns[0].targets.get(name)
    scale = max((one.scale for these in figures for _, one in these), default=0)
    scale = max(scale, targets.scale if targets is not None else 0)
    now, *before = (
        tuple((scope, one, 10 ** (scale - one.scale)) for scope, one in these) for these in figures
    )
    return _Line(
        now, before[0] if before else (), (targets, 10 ** (scale - targets.scale)) if targets else None
    )


def _of(columns: Columns, name: str) -> Iterator[tuple[Scope, FigureColumn]]:
    for scope in Scope:
        for one in columns.figures.get((name, scope), ()):
            yield scope, one
