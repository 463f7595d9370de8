"""What the report of a unit is expected to hold, by its plan, the plans above it and its earlier reports.

The first text of a report and the form for it ask the same of a unit.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mttq.catalogue import ProgrammeSet
from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.shapes import (
    CODE,
    FIGURES,
    HANDED_DOWN,
    LEVEL_TO_REACH,
    PROGRAMMES,
    TARGETS,
    TASKS,
    TITLE,
    VALUE,
)
from mttq.levels import Level
from mttq.period import Cycle, Period
from mttq.schema import as_mapping
from mttq.source import Mapping, Node, Scalar, Sequence, Source


class Wish(Struct, frozen=True):
    """What is wanted of an indicator, and where it is said."""

    text: str
    said_by: str


class Expectation:
    """What is expected of one unit for one period.

    Args:
        project: the project with all its documents.
        unit: the id of the unit.
        cycle: the year or term.
        period: the period.
    """

    def __init__(self, project: Project, unit: str, cycle: Cycle, period: Period) -> None:
        self._project = project
        self._unit, self._cycle, self._period = unit, cycle, period
        self._units = project.catalogue.units
        day = period.last_day(cycle)
        self.name = self._units.by_id[unit].name_on(day)
        self.level = self._units.by_id[unit].level_on(day)
        self._day = day
        self._own = [ref for ref in project.refs if ref.kind is DocumentKind.REPORT and ref.unit == unit]

    def programme_set(self) -> ProgrammeSet | None:
        """Return the programmes of the unit's plan, or else those of the year."""
        plan = self._project.plan_of(self._unit, self._cycle)
        named = plan.head.set_name.text if plan is not None and plan.head.set_name is not None else ""
        return self._project.catalogue.programme_set(self._cycle, named)

    def programmes(self) -> list[tuple[int, str]]:
        """Return number and name of each programme."""
        here = self.programme_set()
        return [(one.number, one.name) for one in here.programmes] if here is not None else []

    def source(self, unit: str, cycle: Cycle) -> Source | None:
        """Return the plan of a unit as written; None if it has none that can be read."""
        plan = self._project.plan_of(unit, cycle)
        return self._project.sources[plan.ref.path] if plan is not None else None

    def targets(self) -> dict[str, Wish]:
        """Return what the unit's own plan wants of it, or else what a plan above hands down or wants of all below."""
        found: dict[str, Wish] = {}
        unit, cycle = self._unit, self._cycle
        day = self._day
        above = unit
        while above:
            source = self.source(above, cycle)
            name = self._units.by_id[above].name_on(day)
            for programme in programmes_in(source).values():
                for code, target in as_mapping(programme.get(TARGETS.key)).items():
                    if above == unit:
                        text = written(target, LEVEL_TO_REACH.key)
                        found.setdefault(code.text, Wish(text, "kế hoạch"))
                        continue
                    handed = as_mapping(as_mapping(target).get(HANDED_DOWN.key)).get(unit)
                    if isinstance(handed, Scalar):
                        found.setdefault(code.text, Wish(handed.text, f"{name} giao"))
                    elif self._reports(code.text):
                        found.setdefault(code.text, Wish("", ""))
            above = self._units.parent_of(above)
        return found

    def _reports(self, code: str) -> bool:
        """Whether units of this level report an indicator."""
        indicator = self._project.catalogue.indicators.get(code)
        return indicator is not None and self.level in indicator.levels and self.level is not Level.MEMBER

    def reported(self) -> set[str]:
        """Return the indicators of the unit's reports of this year and the year before."""
        years = {str(self._cycle.first_year), str(self._cycle.first_year - 1)}
        found = set()
        for ref in self._own_reports(years):
            source = self._project.sources[ref.path]
            for form in (as_mapping(source.root), *programmes_in(source).values()):
                found |= {code.text for code, _ in as_mapping(form.get(FIGURES.key)).items()}
        return found

    def _own_reports(self, years: Iterable[str]) -> list[FileRef]:
        return [ref for ref in self._own if ref.cycle.name in years]

    def last_figure(self, code: str) -> tuple[str, str]:
        """Return period and words of the latest figure of this year before the period; two empty ones for none."""
        year = self._cycle.name
        earlier = [ref for ref in self._own_reports([year]) if ref.period.last < self._period.last]
        for ref in sorted(earlier, key=lambda one: one.period.last, reverse=True):
            source = self._project.sources[ref.path]
            for form in (as_mapping(source.root), *programmes_in(source).values()):
                value = as_mapping(form.get(FIGURES.key)).get(code)
                if value is not None:
                    return ref.period.title, written(value, VALUE.key)
        return "", ""

    def tasks_to_answer(self) -> dict[int, list[tuple[str, str]]]:
        """Return code and name of the plan's tasks that have a code, by programme."""
        found: dict[int, list[tuple[str, str]]] = {}
        for number, programme in programmes_in(self.source(self._unit, self._cycle)).items():
            tasks = programme.get(TASKS.key)
            for task in tasks.items if isinstance(tasks, Sequence) else ():
                code, name = as_mapping(task).get(CODE.key), as_mapping(task).get(TITLE.key)
                if isinstance(code, Scalar) and isinstance(name, Scalar):
                    found.setdefault(number, []).append((code.text, name.text))
        return found


def programmes_in(source: Source | None) -> dict[int, Mapping]:
    """Return the programmes of a document by number."""
    if source is None:
        return {}
    entries = as_mapping(as_mapping(source.root).get(PROGRAMMES.key)).items()
    return {int(key.text): as_mapping(node) for key, node in entries if key.text.isdecimal()}


def written(node: Node, key: str) -> str:
    """Return the words of a figure or target that stands alone or under a key of a record."""
    value = as_mapping(node).get(key) if isinstance(node, Mapping) else node
    return value.text if isinstance(value, Scalar) else ""
