"""`mttq site`: write the figures, reports and tasks as pages that open from disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import complete_years
from mttq.cli.errors import UsageError
from mttq.cli.project import (
    default_units,
    diagnostics_of,
    examine_project,
    exit_code,
    find_cycle,
    open_project,
    print_faults,
)
from mttq.cli.session import Progress, Session
from mttq.cli.status import first_seen_in
from mttq.clock import today
from mttq.names import PLANS, SITE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mttq.check import Checked
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project
    from mttq.period import Cycle, Period
    from mttq.site import Site

Years = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NĂM",
        help="Năm hay nhiệm kỳ; không nêu thì mọi năm và nhiệm kỳ có tệp.",
        autocompletion=complete_years,
        show_default=False,
    ),
]


def site(
    session: Session,
    years: Years = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="THƯ_MỤC", help=f"Thư mục để ghi; không nêu thì là {SITE}/ của dự án."),
    ] = None,
) -> int:
    """Write the pages of some years; faults of the documents read go to stderr."""
    from mttq.made_folder import MadeFolder

    opened = open_project(session)
    cycles = wanted_cycles(opened.project, years)
    target = out if out is not None else opened.project.root / SITE
    folder = MadeFolder(target, "site", " bằng --out")
    checked = examine_project(opened, session)
    made = make_site(checked, cycles)
    found = list(dict.fromkeys(one for year in made.years for one in year.found))
    print_faults(checked.project, found, session)
    progress = Progress(session, "Đang ghi {} trang…", len(made.pages))
    try:
        gone = made.write(folder, progress.show)
    finally:
        progress.clear()
    if not session.quiet:
        removed = f", đã bỏ {gone} tệp không còn dùng" if gone else ""
        print(f"Đã ghi {len(made.pages)} tệp vào {target}{removed}. Mở {target / 'index.html'} để xem.")
    return exit_code(found)


def wanted_cycles(project: Project, names: Sequence[str] | None) -> list[Cycle]:
    """Return the years and terms of some names, or all that have a folder.

    Raises:
        UsageError: the project has no such year, or none at all.
    """
    if names:
        return [find_cycle(project, name) for name in dict.fromkeys(names)]
    folders = {one.folder for one in project.cycles.values()}
    found = [one for name, one in project.years_and_terms.items() if name in folders]
    if not found:
        raise UsageError(
            f"{PLANS}/ chưa có kế hoạch hay báo cáo nào", "viết kế hoạch bằng mttq new NĂM ke-hoach"
        )
    return found


def make_site(checked: Checked, cycles: Sequence[Cycle], *, version: str = "") -> Site:
    """Return the site of some years of a project."""
    from mttq.site import Site
    from mttq.site.repository import repository_links

    project = checked.project

    def first_seen(cycle: Cycle, period: Period) -> Mapping[str, date]:
        return first_seen_in(project, cycle, period).days

    def faults_of(cycle: Cycle, tops: Sequence[str]) -> Sequence[Diagnostic]:
        return diagnostics_of(checked, cycle, project.catalogue.units.with_taken_over(tops), targets=True)

    return Site(
        checked,
        {one: default_units(project, one) for one in cycles},
        today=today(),
        first_seen=first_seen,
        faults_of=faults_of,
        repository=repository_links(project.root),
        version=version,
    )
