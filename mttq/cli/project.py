"""The project as commands use it: opened, examined, searched for what the arguments name, its faults reported."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mttq.cli.errors import LISTED, UsageError, suggestion, unknown
from mttq.cli.session import Progress, Session
from mttq.names import PLANS, is_of_catalogue

if TYPE_CHECKING:
    from datetime import date

    from mttq.catalogue import Units
    from mttq.check import Checked, Opened
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project
    from mttq.period import Cycle, Period


def open_project(session: Session) -> Opened:
    """Open the session's project: read its catalogue, but none of its documents yet.

    Raises:
        UsageError: there is none, or its format is newer than this program.
    """
    from mttq.catalogue.settings import FORMAT_VERSION
    from mttq.check import open_project as open_checked

    opened = open_checked(session.project(), cached=session.cache)
    version = opened.project.catalogue.settings.version
    if version > FORMAT_VERSION:
        raise UsageError(
            f"dự án dùng định dạng phiên bản {version}, chương trình này chỉ đọc đến phiên bản {FORMAT_VERSION}",
            "cài bản mttq mới hơn",
        )
    return opened


def examine_project(opened: Opened, session: Session, *, approved: bool = True) -> Checked:
    """Find every fault of the project, and read the outlines that totals are made from.

    Args:
        opened: the project.
        session: how to show progress.
        approved: whether to compare documents with their approved versions as well, if the settings name any.
    """
    from mttq.check import run

    progress: Progress | None = None

    def show(done: int, total: int) -> None:
        nonlocal progress
        progress = progress or Progress(session, "Đang đọc {} tệp…", total)
        progress.show(done)

    try:
        checked = run(opened, show)
    finally:
        if progress is not None:
            progress.clear()
    return with_approvals(checked) if approved else checked


def with_approvals(checked: Checked) -> Checked:
    """Compare documents with their approved versions as well, if the settings name any."""
    if checked.project.catalogue.settings.approval is None:
        return checked
    from mttq.clock import today
    from mttq.review.approval import with_approval

    return with_approval(checked, today())


def examine_as_known(opened: Opened, session: Session, day: date) -> Checked:
    """Examine the project as git had it at the end of a day, and say on stderr which commit that was.

    Raises:
        UsageError: git had nothing by then, or can't say.
    """
    from mttq.check.runner import again
    from mttq.commits import last_on, submodules_at
    from mttq.history import HistoryError, check_repository
    from mttq.names import MEMBERS, PROFILES
    from mttq.output.total_history import UNSEEN
    from mttq.revisions import Revision, unlike_disk

    root = opened.project.root
    try:
        check_repository(root, "bỏ --known-on để lấy số liệu trên đĩa")
        commit = last_on(root, day)
        instead = unlike_disk(root, Revision(commit.short, commit.hash), (PLANS, PROFILES, MEMBERS))
        unseen = sorted({one for at in (commit.hash, "HEAD") for one in submodules_at(root, at, MEMBERS)})
    except HistoryError as error:
        raise UsageError(f"--known-on: {error.message}", error.help) from error
    now = examine_project(opened, session, approved=False)
    if not session.quiet:
        print(
            f"Số liệu đã biết đến hết ngày {day:%d/%m/%Y}: theo commit {commit.short} ngày {commit.day:%d/%m/%Y}.",
            file=sys.stderr,
        )
        if unseen:
            print(UNSEEN.format(", ".join(unseen)), file=sys.stderr)
    today = (
        ref.path for ref in opened.project.refs if ref.path.startswith(tuple(f"{one}/" for one in unseen))
    )
    instead |= dict.fromkeys(today)
    return again(now, instead) if instead else now


def find_cycle(project: Project, name: str) -> Cycle:
    """Return the year or term of that name.

    Raises:
        UsageError: the project has neither a folder for it nor, for a term, the years that make it.
    """
    from mttq.period import parse_cycle

    if parse_cycle(name) is not None and name not in project.years_and_terms:
        folder = f"{PLANS}/{name}"
        if (project.root / folder).is_dir():
            raise UsageError(
                f"{folder}/ chưa có kế hoạch hay báo cáo nào",
                f"viết kế hoạch ở {folder}/<mã đơn vị>/ke-hoach.yaml rồi chạy lại",
            )
    if parse_cycle(name) is None or name not in project.years_and_terms:
        raise unknown("năm hay nhiệm kỳ", name, project.years_and_terms)
    return project.years_and_terms[name]


def find_span(project: Project, year: str, name: str | None) -> tuple[Cycle, Period]:
    """Return the year or term and the period of these names; a campaign is a cycle of its own.

    Raises:
        UsageError: the project has no such year or term, or that has no such period.
    """
    cycle = find_cycle(project, year)
    alone = {
        one.whole.name: one
        for one in (
            *(one for one in project.cycles.values() if one.alone is not None),
            *(one.cycle for one in project.catalogue.campaigns.values()),
        )
        if one.folder == year
    }
    if name is not None and name not in alone:
        name = next((one for one in alone if alone[one].whole.title.casefold() == name.casefold()), name)
    if name in alone:
        return alone[name], alone[name].whole
    return cycle, find_period(cycle, name, alone)


def find_period(cycle: Cycle, name: str | None, others: Iterable[str] = ()) -> Period:
    """Return the period of that name; without a name the whole year or term.

    Args:
        cycle: the year or term.
        name: the name.
        others: names of what else may have been meant.

    Raises:
        UsageError: the year or term has no such period.
    """
    from mttq.documents.file_names import meant_name
    from mttq.period import PERIODS

    if name is None:
        return cycle.whole
    titled = {one.title.casefold(): one for one in PERIODS.values()}
    period = PERIODS.get(name) or PERIODS.get(meant_name(name) or "") or titled.get(name.casefold())
    if period is None or not period.fits(cycle):
        # Quarters and halves before months: people report those most.
        fitting = sorted(
            (one.name for one in PERIODS.values() if one.fits(cycle)),
            key=lambda one: one.startswith("thang-"),
        )
        raise UsageError(f"{cycle.title} không có kỳ “{name}”", suggestion(name, [*others, *fitting]))
    return period


def find_unit(project: Project, name: str, cycle: Cycle, period: Period) -> str:
    """Return the id of the unit that is meant by an id, its last part or a name, if it exists in the period.

    Raises:
        UsageError: there is none, or more than one.
    """
    units = project.catalogue.units
    unit = units.get(meant_unit(units, name, period.first_day(cycle), period.last_day(cycle)))
    if unit is None:
        raise unknown("đơn vị", name, units.by_id)
    if unit.valid_within(period.first_day(cycle), period.last_day(cycle)):
        return unit.id
    if unit.last is not None and unit.last < period.first_day(cycle):
        bound = f"chỉ đến hết ngày {unit.last:%d/%m/%Y}"
    else:
        bound = f"chỉ từ ngày {unit.first:%d/%m/%Y}"
    when = period.full_title(cycle)
    raise UsageError(
        f"đơn vị “{name}” không có trong {when}: {bound}", "xem các đơn vị bằng mttq units --on NGÀY"
    )


def find_indicator(project: Project, name: str) -> str:
    """Return the id of the indicator that is meant by an id or by a name, with or without marks.

    Raises:
        UsageError: there is none, or more than one.
    """
    from mttq.spelling import SPELLINGS

    known = project.catalogue.indicators
    if name in known:
        return name
    wanted = " ".join(name.split()).casefold()
    for spelled in SPELLINGS:
        found = [one.id for one in known.values() if spelled(one.name.casefold()) == spelled(wanted)]
        if len(found) > 1:
            raise UsageError(f"có {len(found)} chỉ tiêu tên “{name}”", f"nêu mã: {', '.join(found)}")
        if found:
            return found[0]
    raise unknown("chỉ tiêu", name, known)


def meant_unit(units: Units, name: str, first: date, last: date) -> str:
    """Return the id of the unit that an id, its last part or a name means between two days; "" for none.

    Raises:
        UsageError: it means more than one.
    """
    from mttq.catalogue.unit_names import meant

    if name in units.by_id:
        return name
    found = meant(name, units.all_names)
    there = [one for one in found if units.by_id[one].valid_within(first, last)] or found
    if len(there) > 1:
        listed = "; ".join(f"{one} ({units.by_id[one].name_on(last)})" for one in there[:LISTED])
        more = f" và {len(there) - LISTED} đơn vị khác" if len(there) > LISTED else ""
        raise UsageError(f"có {len(there)} đơn vị tên “{name}”", f"nêu mã: {listed}{more}")
    return there[0] if there else ""


def default_units(project: Project, cycle: Cycle) -> list[str]:
    """Return the units to take when none is named: the project's default, or every top unit of that time."""
    default = project.catalogue.settings.default_unit
    if default in project.catalogue.units.by_id:
        return [default]
    first, last = cycle.whole.first_day(cycle), cycle.whole.last_day(cycle)
    return [unit.id for unit in project.catalogue.units.children("") if unit.valid_within(first, last)]


def diagnostics_of(
    checked: Checked, cycle: Cycle, tops: Sequence[str], *, targets: bool = False
) -> list[Diagnostic]:
    """Return the faults of the catalogue and of the documents that totals of these units read.

    Args:
        checked: the project.
        cycle: the year or term.
        tops: the units; those below them are read, too.
        targets: whether targets are read, which plans directly above may hand down to these units.
    """
    from mttq.diagnostics import Diagnostic, Severity
    from mttq.documents.project import file_ref, hands_down_to

    names = set(cycle.parts)
    units = checked.project.catalogue.units
    above = {units.parent_of(top) for top in tops if top in units.by_id} if targets else set()

    def concerns(one: Diagnostic) -> bool:
        ref = file_ref(one.path)
        if isinstance(ref, Diagnostic):
            return is_of_catalogue(one.path)
        if ref.cycle.name not in names:
            return False
        if ref.unit not in units.by_id or any(
            ref.unit == top or units.is_below(ref.unit, top) for top in tops
        ):
            return True
        is_above = ref.unit in above and one.severity is Severity.ERROR
        return is_above and not set(tops).isdisjoint(hands_down_to(checked.project, ref))

    return [one for one in checked.found if concerns(one)]


def print_faults(project: Project, found: Sequence[Diagnostic], session: Session) -> None:
    """Print the faults on stderr as `mttq check` shows them, without its summary."""
    from mttq.output.diagnostics import text

    colour = session.colour and sys.stderr is not None and sys.stderr.isatty()
    for line in text.render(found, project.sources, files=0, colour=colour, quiet=True):
        print(line, file=sys.stderr)


def exit_code(found: Sequence[Diagnostic], *, strict: bool = False) -> int:
    """Return 1 if there is an error, or with `strict` any fault at all; else 0."""
    from mttq.diagnostics import Severity

    return int(any(strict or one.severity is Severity.ERROR for one in found))
