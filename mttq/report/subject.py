"""The subject of a document: one unit and one period, with all that the kinds of document need."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mttq.catalogue import Catalogue, Indicator, ProgrammeSet, Unit
from mttq.documents import PeriodReport, Plan, Project
from mttq.documents.provenance import provenance_of
from mttq.levels import Level
from mttq.period import Cycle, Period
from mttq.profile import Layout, load
from mttq.report import periods
from mttq.report.figures import is_stock, office
from mttq.report.references import filled, mentioned, unknown
from mttq.report.reservations import Reservation, common
from mttq.report.spellings import result_spelled
from mttq.report.tables import Group
from mttq.report.wording import body_name
from mttq.totals import Given, Row, Status, Sums, operator_of

_CENTRE = "Trung ương"


class Subject(Struct, frozen=True, kw_only=True):
    """A unit and period with its documents and totals.

    Attributes:
        project: all documents, and the catalogue of what they name.
        sums: the totals of every unit; the figures behind them are gathered once.
        layout: the layout profile of the project.
        unit: the unit.
        day: the last day of the period, or the unit's own last day if that came first.
        cycle: the year or term.
        period: the period.
        plan: the unit's plan for the year or term, with the figures that its texts refer to, or None.
        report: the unit's report for the period, with those that its texts refer to, or None.
        in_plan: the indicators whose figures the texts of the plan print.
        in_report: the indicators whose figures the texts of the report print.
        unknown: the references in the texts of the report for which nothing is known, each with its line.
        foreign: whether the figures of that report were published by another unit, so that it is not the unit's own.
        programmes: the programme set that the plan follows, or None.
        rows: the totals of the unit, in catalogue order.
        since_january: the months from January to the period's end; None if the period begins in January.
        to_date: the totals of those months, by indicator; empty if there are no such months.
        reservation: the units or months that most figures lack, which the document names in front, or that a sum
            lacks for itself; None if they lack none.
        charted: whether its documents of results get charts.
    """

    project: Project
    sums: Sums
    layout: Layout
    unit: Unit
    day: date
    cycle: Cycle
    period: Period
    plan: Plan | None
    report: PeriodReport | None
    in_plan: frozenset[str]
    in_report: frozenset[str]
    unknown: tuple[str, ...]
    foreign: bool
    programmes: ProgrammeSet | None
    rows: tuple[Row, ...]
    since_january: Period | None
    to_date: dict[str, Row]
    reservation: Reservation | None
    charted: bool = False

    @property
    def catalogue(self) -> Catalogue:
        """The units and indicators that the documents name."""
        return self.project.catalogue

    @property
    def name(self) -> str:
        """The unit's name on the day."""
        return self.unit.name_on(self.day)

    @property
    def level(self) -> Level:
        """The unit's level on the day."""
        return self.unit.level_on(self.day)

    @property
    def above(self) -> Unit | None:
        """The unit above, if there is one."""
        return self.catalogue.units.get(self.catalogue.units.parent_of(self.unit.id))

    @property
    def body(self) -> str:
        """The issuing body in running text."""
        return body_name(self.name, self.level)

    @property
    def is_whole(self) -> bool:
        """Whether the period is the whole year or term, for which targets are set."""
        return self.period == self.cycle.whole

    @property
    def compared(self) -> Cycle | None:
        """The year before, if a result of it is known."""
        known = any(row.before is not None and row.before.result is not None for row in self.rows)
        return periods.year_before(self.cycle) if known else None

    @property
    def has_results(self) -> bool:
        """Whether there is a report of the period, or a figure that belongs to the unit."""
        return self.report is not None or self._has_figures

    @property
    def is_blank(self) -> bool:
        """Whether there is no figure, and no report or one that says nothing."""
        return not self._has_figures and (self.report is None or self.report.facts.head.is_empty)

    @property
    def is_draft(self) -> bool:
        """Whether nobody has written the report of the period yet."""
        report = self.report
        return report is None or (report.facts.head.is_empty and report.issued.day is None)

    @property
    def _has_figures(self) -> bool:
        return any(row.total.status is not Status.NOTHING for row in self.rows)

    @property
    def when(self) -> str:
        """The period in running text: `năm 2020`, `quý IV năm 2020`."""
        return periods.when(self.cycle, self.period)

    @property
    def reserved_in_front(self) -> str:
        """The sentence about the units or months that most figures lack; "" if they lack none."""
        if self.reservation is None or not self.reservation.alike:
            return ""
        if self.reservation.units_due == 1:
            return self.reservation.of_months(self.cycle, to_date=self.since_january is not None)
        return self.reservation.of_units(self.name_of, self.unit.id, office(self.name, self.level))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the programmes to show, in order: those of the set, and any others in the documents."""
        found = set(self.programmes.numbers) if self.programmes is not None else set()
        if self.plan is not None:
            found |= {one.number for one in self.plan.programmes}
        if self.report is not None:
            found |= {one.number for one in self.report.programmes}
        return tuple(sorted(found))

    def name_of(self, unit_id: str) -> str:
        """Return the name of a unit on the day; an id that is not in the catalogue stays as it is.

        The centre has a name even if the catalogue of a province leaves it out.
        """
        unit = self.catalogue.units.get(unit_id)
        if unit is None:
            return _CENTRE if unit_id == Level.CENTRE else unit_id
        return unit.name_on(self.day)

    def programme_title(self, number: int) -> str:
        """Return a programme's title in the unit's own wording, otherwise in that of the set."""
        if self.plan is not None:
            own = next((one.title for one in self.plan.programmes if one.number == number), "")
            if own:
                return own
        programme = self.programmes.programme(number) if self.programmes is not None else None
        return programme.name if programme is not None else f"Chương trình {number}"

    def groups(self) -> list[Group]:
        """Return the totals under the short names of their programmes, in order."""
        found = []
        for number in self.numbers:
            programme = self.programmes.programme(number) if self.programmes is not None else None
            short = f": {programme.short_name}" if programme is not None else ""
            found.append(Group(f"Chương trình {number}{short}", self.rows_of(number)))
        return found

    def rows_of(self, number: int | None) -> list[Row]:
        """Return the totals of a programme's indicators; for None, those of the situation."""
        set_id = self.programmes.id if self.programmes is not None else ""
        return [row for row in self.rows if row.indicator.programme_in(set_id) == number]


def _is_untold(row: Row, to_date: Row | None) -> bool:
    """Whether nobody has stated or planned an indicator here.

    It may be a ratio of two counts that different lines give, or what only lower units have and nobody adds up.
    """
    operator = operator_of(row.indicator)
    return (
        (operator.percent or operator.own_only)
        and row.goal is None
        and row.registered is None
        and row.total.own.given is Given.MISSING
        and row.total.stated.given is Given.MISSING
        and all(
            total is None or total.status is Status.NOTHING
            for total in (row.total, row.before, to_date.total if to_date is not None else None)
        )
    )


def subject_of(
    project: Project, unit_id: str, cycle: Cycle, period: Period, *, sums: Sums | None = None
) -> Subject:
    """Return a unit and period with its documents and totals.

    Args:
        project: the documents and the catalogue.
        unit_id: a unit of the catalogue.
        cycle: the year or term.
        period: the period in it.
        sums: the totals of the project, to be shared by several subjects.
    """
    sums = sums if sums is not None else Sums(project)
    unit = project.catalogue.units.by_id[unit_id]
    day = period.last_day(cycle)
    planned, reported = project.plan_of(unit_id, cycle), project.report_of(unit_id, cycle, period)
    plan = project.document(planned.ref) if planned is not None else None
    report = project.document(reported.ref) if reported is not None else None
    assert plan is None or isinstance(plan, Plan)
    assert report is None or isinstance(report, PeriodReport)
    name = plan.facts.head.set_name if plan is not None else None
    before = periods.year_before(cycle)
    compare = before if before is not None and before.name in project.cycles else None
    rows = tuple(result_spelled(row, project) for row in sums.rows(unit_id, cycle, period, compare=compare))
    longer = periods.since_january(period)
    rows_to_date = (
        [result_spelled(row, project) for row in sums.rows(unit_id, cycle, longer)]
        if longer is not None
        else []
    )

    def is_due(indicator: Indicator, one: str) -> bool:
        units = project.catalogue.units
        if indicator.area_wide and units.children(one):
            return False  # those below say it
        return units.by_id[one].level_on(day) in indicator.levels

    by_id = {row.indicator.id: row for row in rows}
    to_date = {row.indicator.id: row for row in rows_to_date}
    return Subject(
        project=project,
        sums=sums,
        layout=load(project.root, project.catalogue.settings.layout),
        unit=unit,
        day=min(day, unit.last) if unit.last is not None else day,
        cycle=cycle,
        period=period,
        plan=filled(plan, project, by_id, to_date) if plan is not None else None,
        report=filled(report, project, by_id, to_date) if report is not None else None,
        in_plan=mentioned(project, planned.ref) if planned is not None else frozenset(),
        in_report=mentioned(project, reported.ref) if reported is not None else frozenset(),
        unknown=unknown(report, project, by_id, to_date) if report is not None else (),
        foreign=reported is not None and provenance_of(project.catalogue).is_foreign(reported),
        programmes=project.catalogue.programme_set(cycle, name.text if name is not None else ""),
        rows=tuple(row for row in rows if not _is_untold(row, to_date.get(row.indicator.id))),
        since_january=longer,
        to_date=to_date,
        reservation=common(
            [
                (row, period)
                if longer is None
                or row.indicator.id not in to_date
                or is_stock(row.indicator, project.catalogue)
                else (to_date[row.indicator.id], longer)
                for row in rows
            ],
            is_due,
        ),
    )
