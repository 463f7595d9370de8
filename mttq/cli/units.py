"""`mttq units`: print the tree of units on a date, the history of one, or what changed between two dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import complete_units, day, parse_day
from mttq.cli.errors import UsageError, unknown
from mttq.cli.project import exit_code, print_faults
from mttq.cli.session import Session
from mttq.names import UNITS

if TYPE_CHECKING:
    from mttq.catalogue import Units


def units(
    session: Session,
    on: Annotated[date | None, day("--on", help="Ngày cần xem; nếu không nêu thì là hôm nay.")] = None,
    history: Annotated[
        str | None,
        typer.Option(
            "--history",
            metavar="MÃ",
            help="Lịch sử một đơn vị: kế thừa những ai, ai kế thừa, từ ngày nào, theo văn bản nào.",
            autocompletion=complete_units,
        ),
    ] = None,
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--diff",
            metavar="NGÀY NGÀY",
            help="Các đơn vị mới có, không còn, đổi tên, cấp, mã hay cấp trên giữa hai ngày.",
        ),
    ] = None,
) -> int:
    """Print the units that exist on a day; faults of the files that name them go to stderr."""
    from mttq.cli.project import examine_project, meant_unit, open_project
    from mttq.clock import today

    given = [
        name for name, one in (("--on", on), ("--history", history), ("--diff", diff)) if one is not None
    ]
    if len(given) > 1:
        raise UsageError(
            f"{given[0]} không dùng cùng {given[1]}", "mỗi lần nêu một trong --on, --history, --diff"
        )
    days = _days(*diff) if diff is not None else None
    checked = examine_project(open_project(session), session)
    catalogue = checked.project.catalogue.units
    if history is not None:
        wanted, history = history, meant_unit(catalogue, history, date.min, date.max)
        if not history:
            raise unknown("đơn vị", wanted, catalogue.by_id)
    found = [one for one in checked.found if one.path.startswith(UNITS)]
    print_faults(checked.project, found, session)
    if history is not None or days is not None:
        for line in _changes(catalogue, history, days):
            print(line)
        return exit_code(found)
    from mttq.output import units_tree

    chosen = on if on is not None else today()
    count = 0
    for line in units_tree.render(catalogue, chosen):
        print(line)
        count += 1
    if not session.quiet:
        print(f"{count} đơn vị ngày {chosen:%d/%m/%Y}.")
    return exit_code(found)


def _days(first: str, second: str) -> tuple[date, date]:
    """Read the two days of `--diff`, the earlier one first."""
    before, after = parse_day("--diff", first), parse_day("--diff", second)
    if before >= after:
        raise UsageError(f"--diff: ngày {first} không trước ngày {second}", "nêu ngày trước rồi ngày sau")
    return before, after


def _changes(units: Units, unit: str | None, days: tuple[date, date] | None) -> Iterable[str]:
    from mttq.output.unit_changes import render_changes, render_history

    if unit is not None:
        return render_history(units, unit)
    return render_changes(units, *days) if days is not None else ()
