"""What a form asks of a unit, as plain data: figures by programme, texts, tasks, with what is known of each."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from mttq.catalogue import Indicator, ProgrammeSet
from mttq.documents import Project, Scope
from mttq.documents.figures import QuantityReaders
from mttq.documents.shapes import (
    ASSESSMENT,
    CODE,
    DEADLINE,
    NOTE,
    PROGRAMMES,
    PROPOSALS,
    RESULTS,
    STATE,
    TASK_STATES,
    TASKS,
    VALUE,
    WEAKNESSES,
)
from mttq.forms.marks import catalogue_mark
from mttq.intake.draft import figures_in, find
from mttq.names import PLANS
from mttq.period import Cycle, Period
from mttq.schema import as_mapping, as_text
from mttq.source import Mapping, Node, Scalar, Sequence
from mttq.starting.expectation import Expectation, programmes_in, written

SITUATION_TITLE = "Số liệu tình hình"


class FormLine(Struct, frozen=True, kw_only=True):
    """A figure that is asked for.

    Attributes:
        indicator: the id.
        name: its name.
        measure: its unit of measure.
        target: the target in words, with whose it is; "" for none.
        target_value: the target as a number in the unit of measure; None if there is none.
        last: the latest figure of the year before the period, with its period; "" for none.
        is_text: whether it is typed as text, since Excel would change it: a percentage, two counts.
        own: what the report has already: the unit's own figure.
        stated: … the figure of its whole area.
        note: … the note.
    """

    indicator: str
    name: str
    measure: str
    target: str
    target_value: Decimal | None
    last: str
    is_text: bool
    own: str = ""
    stated: str = ""
    note: str = ""


class FormTask(Struct, frozen=True, kw_only=True):
    """A task to be answered for.

    Attributes:
        code: its code.
        name: its text.
        deadline: its deadline as written, or "".
        state: what the report says of it, in words, or "".
        result: … of its result, or "".
    """

    code: str
    name: str
    deadline: str
    state: str
    result: str


class FormProgramme(Struct, frozen=True, kw_only=True):
    """What is asked of one programme.

    Attributes:
        number: its number; 0 for the figures of the situation.
        title: its short name.
        lines: the figures.
        tasks: the tasks.
        results: what the report tells already, by paragraphs.
        is_divided: whether the report tells it in parts, which no cell can hold.
    """

    number: int
    title: str
    lines: tuple[FormLine, ...]
    tasks: tuple[FormTask, ...] = ()
    results: tuple[str, ...] = ()
    is_divided: bool = False


class UnitForm(Struct, frozen=True, kw_only=True):
    """A form for one unit and period.

    Attributes:
        unit: the id of the unit.
        name: its name.
        cycle: the year or term.
        period: the period.
        programmes: what is asked, figures of the situation first.
        asks_area: whether figures of the whole area are asked for, too.
        difficulties: what the report tells already.
        proposals: … and proposes.
        catalogue: the mark of the catalogue.
    """

    unit: str
    name: str
    cycle: Cycle
    period: Period
    programmes: tuple[FormProgramme, ...]
    asks_area: bool
    difficulties: tuple[str, ...]
    proposals: tuple[str, ...]
    catalogue: str

    @property
    def asks_nothing(self) -> bool:
        """Whether nothing is expected of the unit: no figure, no task."""
        return not any(one.lines or one.tasks for one in self.programmes)


class Forms:
    """Makes the forms of one project.

    Args:
        project: the project with all its documents.
        cycle: the year or term.
        period: the period.
    """

    def __init__(self, project: Project, cycle: Cycle, period: Period) -> None:
        self._project = project
        self._cycle, self._period = cycle, period
        self._readers = QuantityReaders(project.catalogue, term=cycle.has_years)
        self._mark = catalogue_mark(project.catalogue)

    def form(self, unit: str) -> UnitForm:
        """Return the form for a unit.

        It asks for what the unit's plan, the plans above and earlier reports name; if none names anything, for all
        indicators that units of its level report. What a report of the period says already is filled in.
        """
        expected = Expectation(self._project, unit, self._cycle, self._period)
        report = self._report(unit)
        there = figures_in(report, self._project)
        targets = expected.targets()
        wanted = {*targets, *expected.reported(), *(indicator for indicator, _ in there)}
        last_day = self._period.last_day(self._cycle)
        known = [
            one
            for one in self._project.catalogue.indicators.values()
            if one.valid_on(last_day) and (one.id in wanted if wanted else expected.level in one.levels)
        ]
        programme_set = expected.programme_set()
        lines: dict[int, list[FormLine]] = {0: []}
        for one in known:
            number = one.programme_in(programme_set.id) if programme_set is not None else None
            wish = targets.get(one.id)
            target = f"{wish.text} ({wish.said_by})" if wish is not None and wish.text else ""
            when, last = expected.last_figure(one.id)
            own, own_note = _figure(report, there.get((one.id, Scope.OWN)))
            stated, stated_note = _figure(report, there.get((one.id, Scope.STATED)))
            if one.area_wide:  # both columns would say the same
                own, stated = stated, ""
            lines.setdefault(number or 0, []).append(
                FormLine(
                    indicator=one.id,
                    name=one.name,
                    measure=one.measure.name,
                    target=target,
                    target_value=self._value(one, wish.text if wish is not None else ""),
                    last=f"{last} ({when})" if when else "",
                    is_text=one.measure.ratio or one.measure.name == "%",
                    own=own,
                    stated=stated,
                    note=own_note or stated_note,
                )
            )
        tasks = self._tasks(expected, unit, report)
        programmes = [FormProgramme(number=0, title=SITUATION_TITLE, lines=tuple(lines[0]))]
        for number, title in _programmes(programme_set):
            told = as_mapping(as_mapping(report.get(PROGRAMMES.key)).get(str(number))).get(RESULTS.key)
            divided = isinstance(told, Sequence) and any(isinstance(item, Mapping) for item in told.items)
            programmes.append(
                FormProgramme(
                    number=number,
                    title=title,
                    lines=tuple(lines.get(number, ())),
                    tasks=tuple(tasks.get(number, ())),
                    results=() if divided else _unescaped(told),
                    is_divided=divided,
                )
            )
        return UnitForm(
            unit=unit,
            name=expected.name,
            cycle=self._cycle,
            period=self._period,
            programmes=tuple(programmes),
            asks_area=self._asks_area(
                unit, known, {indicator for indicator, scope in there if scope is Scope.STATED}
            ),
            difficulties=_unescaped(as_mapping(report.get(ASSESSMENT.key)).get(WEAKNESSES.key)),
            proposals=_unescaped(report.get(PROPOSALS.key)),
            catalogue=self._mark,
        )

    def _report(self, unit: str) -> Mapping:
        path = f"{PLANS}/{self._cycle.folder}/{unit}/{self._period.name}.yaml"
        source = self._project.sources.get(path)
        return as_mapping(source.root if source is not None else None)

    def _value(self, indicator: Indicator, text: str) -> Decimal | None:
        quantity = self._readers.targets[indicator.id].quantity(text, bare=False) if text else None
        return quantity.value if quantity is not None and not quantity.not_applicable else None

    def _asks_area(self, unit: str, known: list[Indicator], stated: set[str]) -> bool:
        first, last = self._period.first_day(self._cycle), self._period.last_day(self._cycle)
        units = self._project.catalogue.units
        below = any(one.id != unit and one.valid_within(first, last) for one in units.below(unit))
        return below or any(one.id in stated and not one.area_wide for one in known)

    def _tasks(self, expected: Expectation, unit: str, report: Mapping) -> dict[int, list[FormTask]]:
        found: dict[int, list[FormTask]] = {}
        plan = programmes_in(expected.source(unit, self._cycle))
        for number, tasks in expected.tasks_to_answer().items():
            deadlines = _deadlines(plan[number])
            answers = as_mapping(
                as_mapping(as_mapping(report.get(PROGRAMMES.key)).get(str(number))).get(TASKS.key)
            )
            for code, name in tasks:
                answer = as_mapping(answers.get(code))
                found.setdefault(number, []).append(
                    FormTask(
                        code=code,
                        name=" ".join(name.split()),
                        deadline=deadlines.get(code, ""),
                        state=TASK_STATES.get(written(answer, STATE.key), ""),
                        result=" ".join(_unescaped(answer.get(RESULTS.key))),
                    )
                )
        return found


def _programmes(known: ProgrammeSet | None) -> list[tuple[int, str]]:
    """Return number and short name of each programme: the full names fill half a page."""
    return [(one.number, one.short_name) for one in known.programmes] if known is not None else []


def _figure(report: Mapping, keys: tuple[str | int, ...] | None) -> tuple[str, str]:
    """Return a figure of the report and the note on it, as they are written."""
    found = find(report, keys) if keys is not None else None
    if found is None:
        return "", ""
    node = found[1]
    note = " ".join(as_text(as_mapping(node).get(NOTE.key)))
    return " ".join(written(node, VALUE.key).split()), note


def _deadlines(programme: Mapping) -> dict[str, str]:
    tasks = programme.get(TASKS.key)
    items = [as_mapping(one) for one in tasks.items] if isinstance(tasks, Sequence) else []
    return {written(one, CODE.key): written(one, DEADLINE.key) for one in items}


def _unescaped(node: Node | None) -> tuple[str, ...]:
    """Return the paragraphs of a text in which doubled braces stand for braces."""
    if not isinstance(node, Scalar | Sequence):
        return ()
    return tuple(line.replace("{{", "{").replace("}}", "}") for line in as_text(node))
