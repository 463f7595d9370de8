"""`mttq tasks`: what became of planned tasks, across levels."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mttq.cli.arguments import Bom, Year, byte_order_mark, choice, complete_units
from mttq.cli.project import (
    default_units,
    diagnostics_of,
    examine_project,
    exit_code,
    find_cycle,
    find_unit,
    open_project,
    print_faults,
)
from mttq.cli.session import Session

_FORMATS = ("table", "json", "csv")


def tasks(
    session: Session,
    year: Year,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="MÃ",
            help="Đơn vị (mã, phần cuối của mã hoặc tên), kèm mọi cấp dưới; không nêu thì lấy đơn vị mặc định.",
            autocompletion=complete_units,
        ),
    ] = None,
    open_only: Annotated[
        bool, typer.Option("--open", help="Chỉ các việc chưa xong: chưa hoàn thành và không bị bỏ.")
    ] = False,
    format: Annotated[str, choice("--format", _FORMATS, help="Dạng kết quả.")] = "table",
    bom: Bom = False,
) -> int:
    """Print the tasks of a year; faults of the documents read go to stderr."""
    from mttq.clock import today
    from mttq.output import tasks as written
    from mttq.task_ledger import ledger

    mark = byte_order_mark(format, bom=bom)
    opened = open_project(session)
    cycle = find_cycle(opened.project, year)
    tops = (
        [find_unit(opened.project, unit, cycle, cycle.whole)]
        if unit is not None
        else default_units(opened.project, cycle)
    )
    checked = examine_project(opened, session)
    found = diagnostics_of(checked, cycle, tops)
    print_faults(checked.project, found, session)
    rows = [
        one
        for one in ledger(checked.project, cycle, tops, today())
        if not (open_only and one.state.is_settled)
    ]
    if format == "table":
        screen = session.screen()
        for line in written.render(rows, width=screen.width, colour=screen.colour):
            print(line)
    else:
        sys.stdout.write(mark)
        sys.stdout.write(written.as_json(rows) if format == "json" else written.as_csv(rows))
    return exit_code(found)
