"""`mttq units`: print the tree of units on a date."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from mttq.cli.arguments import day
from mttq.cli.project import exit_code, print_faults
from mttq.cli.session import Session
from mttq.names import UNITS


def units(
    session: Session,
    on: Annotated[date | None, day("--on", help="Ngày cần xem; nếu không nêu thì là hôm nay.")] = None,
) -> int:
    """Print the units that exist on a day; faults of the files that name them go to stderr."""
    from mttq.cli.project import examine_project, open_project, today
    from mttq.output import units_tree

    checked = examine_project(open_project(session), session)
    project = checked.project
    found = [one for one in checked.found if one.path.startswith(UNITS)]
    print_faults(project, found, session)
    chosen = on if on is not None else today()
    count = 0
    for line in units_tree.render(project.catalogue.units, chosen):
        print(line)
        count += 1
    if not session.quiet:
        print(f"{count} đơn vị ngày {chosen:%d/%m/%Y}.")
    return exit_code(found)
