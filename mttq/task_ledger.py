"""What became of planned tasks: who carries out what, by when, how far, and what nobody took up.

Rows come from plans and briefings of a year, what became of them from the reports of their own unit in that year; the
report for the latest period counts. Lower units take a task up by `cu_the_hoa`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.model import task_link
from mttq.documents.prose import Task, read_tasks
from mttq.documents.shapes import TASK_STATES
from mttq.period import PERIODS, Cycle, parse_cycle
from mttq.schema.values import parse_day


class TaskState(StrEnum):
    """How far a task is, as JSON names it; the first four as reports write it."""

    DONE = "hoan-thanh"
    UNDER_WAY = "dang-thuc-hien"
    NOT_BEGUN = "chua-thuc-hien"
    DROPPED = "khong-thuc-hien"
    SILENT = "chua-bao-cao"

    @property
    def label(self) -> str:
        """The state in words."""
        return TASK_STATES.get(self.value, "chưa có báo cáo")

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self in {TaskState.DONE, TaskState.DROPPED}


class TaskRow(Struct, frozen=True, kw_only=True):
    """A task and what became of it.

    Attributes:
        unit: the id of the unit whose task it is.
        name: the unit's name.
        path: the plan or briefing that has it.
        code: its code, or "" if reports can't refer to it.
        text: what is to be done.
        programme: the number of its programme; None for a briefing's.
        lead: who leads, or "".
        due: the last day for it, or None.
        carries_out: the tasks above that it carries out, as written.
        state: how far it is.
        result: what the report says of it, or "".
        reported_in: the report that says so, or "".
        taken_up: how many units below have a task for it; None if no unit below has a plan.
        done_below: how many of those are done.
        overdue: by how many days it is late; None if it is not.
        vanished: whether it is not settled and the next year's plan, which exists, does not have it.
    """

    unit: str
    name: str
    path: str
    code: str
    text: str
    programme: int | None
    lead: str
    due: date | None
    carries_out: tuple[str, ...]
    state: TaskState
    result: str
    reported_in: str
    taken_up: int | None
    done_below: int
    overdue: int | None
    vanished: bool


class _Key(Struct, frozen=True):
    """Where a task is: the document and its code."""

    cycle: str
    unit: str
    period: str
    code: str


class _Found(Struct, frozen=True):
    """A task in its document."""

    ref: FileRef
    task: Task
    programme: int | None

    @property
    def key(self) -> _Key:
        """What a reference to it names."""
        period = self.ref.period.name if self.ref.kind is DocumentKind.BRIEFING else ""
        return _Key(self.ref.cycle.name, self.ref.unit, period, self.code)

    @property
    def code(self) -> str:
        """Its code, or ""."""
        return self.task.code.text if self.task.code is not None else ""


class _WordOfReport(Struct, frozen=True):
    """What a report says of a task."""

    state: TaskState
    text: str
    path: str


def ledger(project: Project, cycle: Cycle, tops: Iterable[str], today: date) -> list[TaskRow]:
    """Return the tasks of some units and all below them, in the order of units and documents.

    Args:
        project: the documents.
        cycle: the year or term.
        tops: the ids of the units.
        today: the day by which a task is late.
    """
    units = {one.id for top in tops for one in project.catalogue.units.below(top)}
    return list(_Ledger(project, cycle, units, today).rows())


def due_day(task: Task, cycle: Cycle) -> date | None:
    """Return the last day for a task: the day itself, or the end of the period."""
    if task.due is None:
        return None
    period = PERIODS.get(task.due.text)
    if period is not None:
        return period.last_day(cycle) if period.fits(cycle) else None
    return parse_day(task.due.text)


class _Ledger:
    """The tasks that some units have in one year or term: those that carry out tasks of a unit are below it."""

    def __init__(self, project: Project, cycle: Cycle, units: Collection[str], today: date) -> None:
        self._project, self._cycle, self._today = project, cycle, today
        self._answers: dict[tuple[str, str], _WordOfReport] = {}
        self._tasks: list[_Found] = []
        # Reports in order of time: what the later one says counts.
        for ref in sorted(project.refs, key=lambda one: (one.period.last, one.period.first)):
            if ref.cycle.name == cycle.name and ref.cycle.alone is None and ref.unit in units:
                self._read(ref)
        self._takers: dict[_Key, list[_Found]] = {}
        for one in self._tasks:
            for link in one.task.carries_out:
                meant = task_link(link, cycle)
                if meant is not None:
                    period = meant.period.name if meant.period is not None else ""
                    key = _Key(meant.cycle.name, meant.unit, period, meant.code)
                    self._takers.setdefault(key, []).append(one)
        self._above_plans: set[str] = set()
        for plan in project.plans(cycle):
            unit = plan.ref.unit
            while unit in project.catalogue.units.by_id and (unit := project.catalogue.units.parent_of(unit)):
                self._above_plans.add(unit)

    def rows(self) -> Iterator[TaskRow]:
        """Yield the rows in the order of units and documents."""
        places = {one: place for place, one in enumerate(self._project.catalogue.units.by_id)}

        def order(one: _Found) -> tuple[int, bool, str]:
            return places[one.ref.unit], one.programme is None, one.ref.path

        yield from map(self._row, sorted(self._tasks, key=order))

    def _read(self, ref: FileRef) -> None:
        found = read_tasks(self._project.sources.read(ref.path), ref.kind)
        self._tasks += [_Found(ref, task, number) for number, task in found.tasks]
        for one in found.results:
            if one.state in TASK_STATES:
                answer = _WordOfReport(TaskState(one.state), " ".join(one.text), ref.path)
                self._answers[ref.unit, one.code.text] = answer

    def _row(self, one: _Found) -> TaskRow:
        unit = self._project.catalogue.units.by_id[one.ref.unit]
        answer = self._answers.get((unit.id, one.code))
        state = self._state_of(one)
        due = due_day(one.task, self._cycle)
        takers = self._takers.get(one.key, []) if one.code else []
        late = due is not None and due < self._today and not state.is_settled
        return TaskRow(
            unit=unit.id,
            name=unit.name_on(one.ref.period.last_day(one.ref.cycle)),
            path=one.ref.path,
            code=one.code,
            text=" ".join(one.task.text),
            programme=one.programme,
            lead=one.task.lead,
            due=due,
            carries_out=one.task.carries_out,
            state=state,
            result=answer.text if answer is not None else "",
            reported_in=answer.path if answer is not None else "",
            taken_up=len(takers) if one.code and (takers or unit.id in self._above_plans) else None,
            done_below=sum(self._state_of(taker) is TaskState.DONE for taker in takers),
            overdue=(self._today - due).days if late and due is not None else None,
            vanished=not state.is_settled and self._has_vanished(one),
        )

    def _state_of(self, one: _Found) -> TaskState:
        answer = self._answers.get((one.ref.unit, one.code))
        return answer.state if answer is not None else TaskState.SILENT

    def _has_vanished(self, one: _Found) -> bool:
        """Whether the plan of the next year exists and has no task of that code."""
        following = None if self._cycle.is_term else parse_cycle(str(self._cycle.first_year + 1))
        plan = self._project.plan_of(one.ref.unit, following) if following is not None else None
        if plan is None or not one.code:
            return False
        return one.code not in {task.code.text for task in plan.tasks() if task.code is not None}
