"""The figures of a unit and period by the ids of their indicators, for templates that ask for one.

They are made when a template asks: most ask for none, and a unit may have hundreds.
"""

from __future__ import annotations

from mttq.catalogue import Indicator
from mttq.report import periods
from mttq.report.figures import incomplete, said_change, said_rate, said_result, said_target
from mttq.report.model import NamedFigure
from mttq.report.subject import Subject
from mttq.spelling import capitalised
from mttq.totals import Row


class SubjectFigures:
    """The figures of one subject.

    Args:
        subject: the unit and period.

    Attributes:
        ids: the ids of all indicators of the catalogue.
    """

    def __init__(self, subject: Subject) -> None:
        self.ids = frozenset(subject.catalogue.indicators)
        self._subject = subject
        self._rows = {row.indicator.id: row for row in subject.rows}

    def __eq__(self, other: object) -> bool:
        """Whether a template would get the same figures of the whole unit."""
        if not isinstance(other, SubjectFigures) or self.ids != other.ids:
            return False
        return all(self.figure(one) == other.figure(one) for one in self._rows.keys() | other._rows.keys())

    def __hash__(self) -> int:
        return hash(self.ids)

    def figure(self, indicator: str) -> NamedFigure:
        """Return the figure of an indicator of the catalogue, for the whole unit."""
        known = self._subject.catalogue.indicators[indicator]
        row, later = self._rows.get(indicator), self._subject.to_date.get(indicator)
        return self._named(known, known.name, row, later or row)

    def of_units(self, indicator: str) -> tuple[NamedFigure, ...]:
        """Return the figures of an indicator of the units directly below, in catalogue order, by the units' names."""
        subject = self._subject
        known = subject.catalogue.indicators[indicator]
        found = []
        for unit in subject.sums.rollup(subject.cycle, subject.period).children(subject.unit.id):
            row = self._row(unit.id, indicator)
            later = row
            if subject.since_january is not None:
                rows = subject.sums.rows(
                    unit.id, subject.cycle, subject.since_january, indicators=[indicator]
                )
                later = next(iter(rows), row)
            found.append(self._named(known, unit.name_on(subject.day), row, later))
        return tuple(found)

    def _row(self, unit: str, indicator: str) -> Row | None:
        subject = self._subject
        before = periods.year_before(subject.cycle)
        compare = before if before is not None and before.name in subject.project.cycles else None
        rows = subject.sums.rows(unit, subject.cycle, subject.period, indicators=[indicator], compare=compare)
        return next(iter(rows), None)

    def _named(self, indicator: Indicator, name: str, row: Row | None, to_date: Row | None) -> NamedFigure:
        against = periods.comparison(self._subject.cycle, self._subject.period)
        return NamedFigure(
            name=name,
            measure=indicator.measure.name,
            is_known=row is not None and row.total.result is not None,
            has_target=row is not None and row.goal is not None,
            result=said_result(row),
            to_date=said_result(to_date),
            target=said_target(row),
            rate=said_rate(row),
            change=said_change(row, against) if _is_comparable(row) else "",
            remark=capitalised(incomplete(row)) if row is not None else "",
        )


def _is_comparable(row: Row | None) -> bool:
    """Whether there are a result and one of the year before."""
    if row is None or row.before is None:
        return False
    return row.total.result is not None and row.before.result is not None
