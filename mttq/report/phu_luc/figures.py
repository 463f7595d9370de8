"""Figures of an annex: the totals of a unit and of those directly below it, to date and of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from mttq.catalogue import Indicator, Unit
from mttq.levels import Level
from mttq.period import Cycle
from mttq.report.periods import since_january
from mttq.report.subject import Subject
from mttq.report.tables import Group
from mttq.totals import Gap, Proof, Rollup, Row, Total, prove_rows

_SITUATION = "Tình hình chung"


class Figures(Struct, frozen=True, kw_only=True):
    """The figures of one unit and period.

    Attributes:
        subject: the unit and period.
        rows: the totals of the unit, in catalogue order.
        below: the units directly below it, then units taken over from elsewhere, then the member
            organisations.
        to_date: the totals from the year's first day to the period's last, by unit and indicator.
        apart: whether the period begins later than the year, so that these differ from its own totals.
        compared: the year before, or None if it has no figures.
        gaps: the declarations that totals would need and that are missing.
        proofs: the parts of each total, by indicator.
        rollup: the totals of all units.
    """

    subject: Subject
    rows: tuple[Row, ...]
    below: tuple[Unit, ...]
    to_date: Mapping[tuple[str, str], Row]
    apart: bool
    compared: Cycle | None
    gaps: tuple[Gap, ...]
    proofs: Mapping[str, Proof]
    rollup: Rollup

    def groups(self) -> Iterator[Group]:
        """Return the rows under the titles of their programmes, each row once, without empty groups."""
        groups = [Group(_SITUATION, self._of(None))]
        numbers = list(self.subject.numbers)
        set_id = self.subject.programmes.id if self.subject.programmes is not None else ""
        named = {row.indicator.programme_in(set_id) for row in self.rows}
        numbers += sorted(number for number in named if number is not None and number not in numbers)
        for number in numbers:
            known = self.subject.programmes.programme(number) if self.subject.programmes is not None else None
            title = f"Chương trình {number}" + (f": {known.short_name}" if known is not None else "")
            groups.append(Group(title, self._of(number)))
        return (group for group in groups if group.rows)

    def part(self, row: Row, unit: Unit) -> Total:
        """Return what a unit below adds to a total; if it adds nothing, its own total."""
        found = next((part for part in row.total.parts if part.unit == unit.id), None)
        return found if found is not None else self.rollup.total(unit.id, row.indicator.id)

    def name_of(self, unit_id: str) -> str:
        """Return the name of a unit on the period's last day; an id that is not in the catalogue stays as it is."""
        return self.subject.name_of(unit_id)

    def level_of(self, unit: Unit) -> Level:
        """Return the level of a unit on the period's last day."""
        return unit.level_on(self.subject.day)

    def _of(self, number: int | None) -> list[Row]:
        set_id = self.subject.programmes.id if self.subject.programmes is not None else ""
        return [row for row in self.rows if row.indicator.programme_in(set_id) == number]


def figures_of(subject: Subject) -> Figures:
    """Return the figures of a unit and period."""
    project, cycle, period = subject.project, subject.cycle, subject.period
    rollup = subject.sums.rollup(cycle, period)
    children = rollup.children(subject.unit.id)
    units = [subject.unit.id, *(unit.id for unit in children)]
    compared = subject.compared
    table = subject.sums.table(cycle, period, tops=units, depth=0, compare=compared)
    rows = tuple(row for row in table.rows if row.unit.id == subject.unit.id)
    until = since_january(period)
    summed = table
    if until is not None:
        summed = subject.sums.table(cycle, until, tops=units, depth=0)
    return Figures(
        subject=subject,
        rows=rows,
        below=tuple(_in_order(subject, children, rows)),
        to_date={(row.unit.id, row.indicator.id): row for row in summed.rows},
        apart=until is not None,
        compared=compared,
        gaps=table.gaps,
        proofs={proof.row.indicator.id: proof for proof in prove_rows(project, table, rows)},
        rollup=rollup,
    )


def indicator_name(indicator: Indicator) -> str:
    """Return the name of an indicator with its unit of measure, for sheets without a column for that."""
    return f"{indicator.name} ({indicator.measure.name})"


def _in_order(subject: Subject, children: list[Unit], rows: tuple[Row, ...]) -> Iterator[Unit]:
    members = [unit for unit in children if unit.level_on(subject.day) is Level.MEMBER]
    yield from (unit for unit in children if unit not in members)
    known = {unit.id for unit in children}
    for part in (part.unit for row in rows for part in row.total.parts):
        if part not in known:
            known.add(part)
            yield subject.catalogue.units.by_id[part]
    yield from members
