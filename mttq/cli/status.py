"""`mttq status`: list who has reported, who is missing and who was late."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

from mttq.cli.arguments import (
    Bom,
    Out,
    PeriodName,
    UnitName,
    Year,
    byte_order_mark,
    check_out,
    choice,
    write_book,
)
from mttq.cli.project import (
    default_units,
    diagnostics_of,
    examine_project,
    exit_code,
    find_span,
    find_unit,
    open_project,
    print_faults,
)
from mttq.cli.session import Session
from mttq.clock import today
from mttq.names import PLANS, member_of
from mttq.output.formats import STATUS, XLSX, status_book

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from mttq.completeness import ApprovalState, Overview
    from mttq.documents import Project
    from mttq.history import FirstSeen
    from mttq.period import Cycle, Period


def status(
    session: Session,
    year: Year,
    unit: UnitName = None,
    period: PeriodName = None,
    format: Annotated[str, choice("--format", (*STATUS, XLSX), help="Dạng kết quả.")] = "table",
    bom: Bom = False,
    out: Out = None,
) -> int:
    """Print who has handed in the report of a period; faults of the documents read go to stderr."""
    from msgspec.structs import replace

    from mttq.completeness import overview

    mark = byte_order_mark(format, bom=bom)
    check_out(format, out)
    opened = open_project(session)
    project = opened.project
    cycle, chosen = find_span(project, year, period)
    tops = [find_unit(project, unit, cycle, chosen)] if unit is not None else default_units(project, cycle)
    checked = examine_project(opened, session)
    project = checked.project
    seen = first_seen_in(project, cycle, chosen)
    found = overview(project, cycle, chosen, tops=tops, first_seen=seen.days, today=today())
    if project.catalogue.settings.approval is not None:
        found = replace(found, approvals=_approvals(project))
    faults = diagnostics_of(checked, cycle, tops)
    print_faults(project, faults, session)
    if not session.quiet:
        _print_doubt(seen, found)
    if format == XLSX:
        write_book(status_book(found), out)
    else:
        sys.stdout.write(mark + STATUS[format](found, session.screen()))
    return exit_code(faults)


def _approvals(project: Project) -> dict[str, ApprovalState]:
    """Return how far the plans and reports have come to their approval; nothing if git can't say."""
    from mttq.review.approval import approvals
    from mttq.unsaved import unsaved_below

    kept = unsaved_below(project.root / PLANS)
    if not kept.is_repository:
        return {}
    paths = [ref.path for ref in project.refs]
    unsaved = {path for path in paths if not kept.is_kept(project.root / path)}
    return approvals(project, today()).states(paths, unsaved)


def first_seen_in(project: Project, cycle: Cycle, period: Period) -> FirstSeen:
    """Return the days on which the reports of a period had their content in git; ask git only if one needs it."""
    from msgspec.structs import replace

    from mttq.completeness import handed_in
    from mttq.documents.outline import ReportOutline
    from mttq.history import FirstSeen, first_seen, versions

    undated = any(
        isinstance(one, ReportOutline)
        and (one.ref.cycle, one.ref.period) == (cycle, period)
        and one.head.issued is None
        for one in project.outlines
    )
    if not undated:
        return FirstSeen()
    histories = _histories(project, f"{PLANS}/{cycle.folder}")
    found = [(one, first_seen(project.root / one.base, one.folder)) for one in histories]

    def contents(paths: Collection[str]) -> dict[str, list[tuple[date, bytes]]]:
        known: dict[str, list[tuple[date, bytes]]] = {}
        for one in histories:
            wanted = [path.removeprefix(one.prefix) for path in paths if path.startswith(one.within)]
            for path, listed in versions(project.root / one.base, one.folder, wanted).items():
                known[f"{one.prefix}{path}"] = listed
        return known

    days = handed_in(
        project,
        cycle,
        period,
        first_seen={f"{one.prefix}{path}": day for one, seen in found for path, day in seen.days.items()},
        versions=contents,
    )
    doubtful = next((seen for _, seen in found if seen.doubt), FirstSeen())
    return replace(doubtful, days=days)


class _FolderHistory(NamedTuple):
    """Where git knows the history of a folder of documents.

    Attributes:
        base: the folder in which git is asked; "" for the project's root.
        folder: the folder of documents, from there.
    """

    base: str
    folder: str

    @property
    def prefix(self) -> str:
        """What the paths of the project have before those that git knows."""
        return f"{self.base}/" if self.base else ""

    @property
    def within(self) -> str:
        """With this the path of a document begins that is in the folder."""
        return f"{self.prefix}{self.folder}/"


def _histories(project: Project, folder: str) -> list[_FolderHistory]:
    """Return where git knows the history of a folder of `plans/`, here and in the member repositories."""
    found = [_FolderHistory("", folder)]
    for member in filter(None, dict.fromkeys(member_of(ref.path) for ref in project.refs)):
        own = (project.root / member / ".git").exists()
        found.append(_FolderHistory(member, folder) if own else _FolderHistory("", f"{member}/{folder}"))
    return found


def _print_doubt(seen: FirstSeen, found: Overview) -> None:
    """Say once, on stderr, why days are not known, if the output has reports without a day."""
    from mttq.completeness import ReportStatus

    # Neither of these is handed in, whatever git says.
    elsewhere = {ReportStatus.EMPTY, ReportStatus.FOREIGN}
    undated = sum(bool(one.path) and one.day is None and one.status not in elsewhere for one in found.entries)
    if not seen.doubt or not undated:
        return
    print(
        f"lưu ý: {seen.doubt}; ngày nộp chỉ lấy được từ van_ban.ngay, {undated} báo cáo không rõ ngày",
        file=sys.stderr,
    )
    if seen.help:
        print(f"gợi ý: {seen.help}", file=sys.stderr)
