"""`mttq export`: the figures as tables for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mttq.cli.arguments import choice, complete_years
from mttq.cli.project import (
    default_units,
    examine_project,
    exit_code,
    find_cycle,
    open_project,
    print_faults,
)
from mttq.cli.session import Session

_FORMATS = ("parquet", "csv")


def export(
    session: Session,
    folder: Annotated[
        Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục để ghi: mới, trống, hoặc của lần xuất trước.")
    ],
    years: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NĂM]…",
            help="Năm hay nhiệm kỳ; không nêu thì xuất tất cả.",
            autocompletion=complete_years,
            show_default=False,
        ),
    ] = None,
    format: Annotated[str, choice("--format", _FORMATS, help="Dạng tệp.")] = "parquet",
) -> int:
    """Write the tables, and print a line for each; faults of the project go to stderr."""
    from mttq.export import ExportFormat, write_tables

    opened = open_project(session)
    chosen = [find_cycle(opened.project, one) for one in dict.fromkeys(years or ())]
    checked = examine_project(opened, session)
    project = checked.project
    if years:
        folders = {one.folder for one in chosen}
        chosen += [one for one in project.cycles.values() if one.alone is not None and one.folder in folders]
    else:
        chosen = list(project.cycles.values())
    print_faults(project, checked.found, session)
    written = write_tables(
        project,
        list(dict.fromkeys(chosen)),
        folder,
        format=ExportFormat(format),
        tops=lambda cycle: default_units(project, cycle),
    )
    if not session.quiet:
        for name in dict.fromkeys(one.table.name for one in written):
            parts = [one for one in written if one.table.name == name]
            rows = sum(one.rows for one in parts)
            print(f"{name}: {len(parts)} tệp, {rows} dòng")
    return exit_code(checked.found)
