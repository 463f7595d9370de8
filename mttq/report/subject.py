"""What a document is about: one unit, one period, and everything the kinds need to know of them."""

from __future__ import annotations

from dataclasses import dataclass

from mttq.catalogue import Level, ProgrammeSet, Unit
from mttq.documents import PeriodReport, Plan, Project
from mttq.period import Cycle, Period
from mttq.report.figures import Group
from mttq.report.wording import body_name
from mttq.totals import Row, build_table


@dataclass(frozen=True, slots=True)
class Subject:
    """One unit and period with its documents and totals.

    Attributes:
        unit: the unit.
        name: its name on the period's last day.
        level: its level on that day.
        cycle: the year or term.
        period: the period.
        plan: its plan for the year or term, or None.
        report: its report for the period, or None.
        programmes: the programme set that the plan follows, or None.
        rows: the totals of the unit, in catalogue order.
    """

    unit: Unit
    name: str
    level: Level
    cycle: Cycle
    period: Period
    plan: Plan | None
    report: PeriodReport | None
    programmes: ProgrammeSet | None
    rows: tuple[Row, ...]

    @property
    def body(self) -> str:
        """The issuing body in running text."""
        return body_name(self.name, self.level)

    @property
    def when(self) -> str:
        """The period in running text: `năm 2020`, `quý IV năm 2020`."""
        return self.period.full_title(self.cycle)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the programmes to show, in order."""
        if self.programmes is not None:
            return self.programmes.numbers
        found = {one.number for one in self.plan.programmes} if self.plan is not None else set()
        return tuple(sorted(found | {one.number for one in self.report.programmes} if self.report else found))

    def programme_title(self, number: int) -> str:
        """The unit's own wording of a programme's title, else the set's."""
        if self.plan is not None:
            own = next((one.title for one in self.plan.programmes if one.number == number), "")
            if own:
                return own
        programme = self.programmes.programme(number) if self.programmes is not None else None
        return programme.name if programme is not None else f"Chương trình {number}"

    def groups(self) -> list[Group]:
        """The totals under the short names of their programmes, in order."""
        found = []
        for number in self.numbers:
            programme = self.programmes.programme(number) if self.programmes is not None else None
            short = f": {programme.short_name}" if programme is not None else ""
            found.append(Group(f"Chương trình {number}{short}", self.rows_of(number)))
        return found

    def rows_of(self, number: int | None) -> list[Row]:
        """The totals of one programme's indicators; of None, the figures of the situation."""
        set_id = self.programmes.id if self.programmes is not None else ""
        return [row for row in self.rows if row.indicator.programme_in(set_id) == number]


def subject_of(project: Project, unit_id: str, cycle: Cycle, period: Period) -> Subject:
    """Everything about one unit and period; the unit is in the catalogue."""
    unit = project.catalogue.units.by_id[unit_id]
    day = period.last_day(cycle)
    plan = project.plan_of(unit_id, cycle)
    named = plan.set_name.text if plan is not None and plan.set_name is not None else ""
    table = build_table(project, cycle, period, tops=[unit_id], recursive=False)
    return Subject(
        unit,
        unit.name_on(day),
        unit.level_on(day),
        cycle,
        period,
        plan,
        project.report_of(unit_id, cycle, period),
        project.catalogue.programme_set(cycle, named),
        table.rows,
    )
