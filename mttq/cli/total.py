"""`mttq total`: the roll-up."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.faults import unknown
from mttq.cli.findings import exit_code, tell
from mttq.cli.opening import (
    complete_indicators,
    complete_units,
    default_units,
    diagnostics_of,
    examine_project,
    find_cycle,
    find_period,
    find_unit,
    open_project,
)
from mttq.cli.options import PeriodName, Year
from mttq.cli.session import Session
from mttq.cli.values import choice

if TYPE_CHECKING:
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project
    from mttq.totals import Gap, Table

FORMATS = ("table", "json", "csv")
LEVELS = ("trung-uong", "tinh", "huyen", "xa", "khu-dan-cu", "to-chuc-thanh-vien")


def total(
    session: Session,
    year: Year,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="MÃ",
            help="Đơn vị, kèm mọi cấp dưới; nếu không nêu thì lấy đơn vị mặc định của dự án.",
            autocompletion=complete_units,
        ),
    ] = None,
    period: PeriodName = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            "--indicator",
            metavar="MÃ",
            help="Chỉ các chỉ tiêu này; nêu được nhiều lần.",
            autocompletion=complete_indicators,
        ),
    ] = None,
    level: Annotated[str | None, choice("--level", LEVELS, help="Chỉ hiện các đơn vị của một cấp.")] = None,
    format: Annotated[str, choice("--format", FORMATS, help="Dạng kết quả.")] = "table",
) -> int:
    """Print the totals of a year or term; faults of the documents read go to stderr."""
    from mttq.catalogue import Level  # noqa: PLC0415 - heavy; only when the command runs
    from mttq.totals import build_table  # noqa: PLC0415 - heavy; only when the command runs

    project = open_project(session)
    cycle = find_cycle(project, year)
    chosen = find_period(cycle, period)
    tops = [find_unit(project, unit, cycle, chosen)] if unit is not None else default_units(project, cycle)
    for name in indicator or []:
        if name not in project.catalogue.indicators:
            raise unknown("chỉ tiêu", name, project.catalogue.indicators)
    checked = examine_project(project)
    table = build_table(
        checked.project,
        cycle,
        chosen,
        tops=tops,
        indicators=indicator or [],
        level=Level(level) if level is not None else None,
    )
    found = [*diagnostics_of(checked, cycle, tops), *map(_not_computed, table.gaps)]
    tell(project, found, session)
    sys.stdout.write(_rendered(table, project, format, session))
    return exit_code(found)


def _rendered(table: Table, project: Project, format: str, session: Session) -> str:
    from mttq.output import totals_data  # noqa: PLC0415 - only when the command runs

    if format == "json":
        return totals_data.render_json(table) + "\n"
    if format == "csv":
        return totals_data.render_csv(table)
    from shutil import get_terminal_size  # noqa: PLC0415 - only for the table

    from mttq.output import totals_table  # noqa: PLC0415 - likewise: it brings rich

    return totals_table.render(
        table, project.catalogue.units, width=get_terminal_size((100, 24)).columns, colour=session.colour
    )


def _not_computed(gap: Gap) -> Diagnostic:
    from mttq.diagnostics import Diagnostic  # noqa: PLC0415 - only when the command runs
    from mttq.diagnostics.codes import NOT_YET_COMPUTED  # noqa: PLC0415 - likewise

    return Diagnostic(
        NOT_YET_COMPUTED, gap.path, gap.span, gap.message, "phiên bản này chưa tính được phần đó"
    )
