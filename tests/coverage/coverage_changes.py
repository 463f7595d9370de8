"""Changes of a province that leave its totals as they are: another name for a commune, a figure in two parts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import msgspec
from coverage_model import CENTRE, LevelSince, Line, Project, Takeover, Unit, month_of, period

CHANGE = date(2025, 7, 1)
PARTS = {
    "nam": ("9-thang", "quy-4"),
    "9-thang": ("6-thang", "quy-3"),
    "6-thang": ("quy-1", "quy-2"),
    "quy-4": ("thang-10", "thang-11", "thang-12"),
}
"""The shorter periods that together make a longer one."""


def replaced(project: Project, **fields: object) -> Project:
    """The project with other fields."""
    return msgspec.structs.replace(project, **fields)


def with_centre(project: Project) -> Project:
    """The project with the unit that is above all others."""
    if any(unit.id == CENTRE for unit in project.units):
        return project
    centre = Unit(id=CENTRE, levels=(LevelSince(level=CENTRE),))
    return replaced(project, units=(centre, *project.units))


def renamed(project: Project, commune: str, heir: str) -> Project:
    """The same province, but a commune goes on as another unit from the day of change."""
    units = []
    for unit in project.units:
        if unit.id != commune:
            units.append(unit)
            continue
        units.append(Unit(id=commune, levels=unit.levels, last=date(2025, 6, 30)))
        units.append(Unit(id=heir, levels=unit.levels, first=CHANGE))
    lines = tuple(
        msgspec.structs.replace(line, unit=heir)
        if line.unit == commune and line.period.first >= month_of(CHANGE)
        else line
        for line in project.lines
    )
    return replaced(
        project,
        units=tuple(units),
        lines=lines,
        takeovers=(*project.takeovers, Takeover(taken=commune, heir=heir, day=CHANGE)),
    )


def split(project: Project, line: Line) -> Project:
    """The same project, but the reports of parts of a period give one figure; all of it is in the first."""
    first, *rest = PARTS[line.period.name]
    year = line.period.year
    parts = [msgspec.structs.replace(line, period=period(year, first))]
    parts += [
        msgspec.structs.replace(line, period=period(year, name), value=Fraction(0), received=())
        for name in rest
    ]
    lines = tuple(one for each in project.lines for one in (parts if each is line else [each]))
    return replaced(project, lines=lines)
