"""What several commands do first: open the project, and find what the arguments name in it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import typer  # completion hooks are told by the type of their argument

from mttq.cli.errors import UsageError, suggestion, unknown
from mttq.cli.progress import Progress
from mttq.names import CATALOGUE

if TYPE_CHECKING:
    from datetime import date

    from mttq.check import Checked, Opened
    from mttq.cli.session import Session
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project
    from mttq.period import Cycle, Period

# What is read stays until the end, so that looking for garbage oftener finds nothing and takes its time.
_ALLOCATIONS = 200_000


def today() -> date:
    """The day it is in Vietnam."""
    from mttq.history.first_seen import VIETNAM

    return datetime.now(VIETNAM).date()


def open_project(session: Session) -> Opened:
    """The project of the session: its catalogue read, its documents not looked at yet.

    Raises:
        UsageError: there is none, or its format is newer than this program.
    """
    from mttq.catalogue.settings import FORMAT_VERSION
    from mttq.check import open_project as open_checked

    gc.set_threshold(_ALLOCATIONS)
    opened = open_checked(session.project(), cached=session.cache)
    version = opened.project.catalogue.settings.version
    if version > FORMAT_VERSION:
        raise UsageError(
            f"dự án dùng định dạng phiên bản {version}, chương trình này chỉ đọc đến phiên bản {FORMAT_VERSION}",
            "cài bản mttq mới hơn: pip install --upgrade mttq",
        )
    return opened


def examine_project(opened: Opened, session: Session) -> Checked:
    """The project with every fault in it, and with the outlines that totals are made from."""
    from mttq.check import run

    shown: Progress | None = None

    def tell(done: int, of: int) -> None:
        nonlocal shown
        shown = shown or Progress(session, "Đang đọc {} tệp…", of)
        shown.show(done)

    try:
        return run(opened, tell)
    finally:
        if shown is not None:
            shown.clear()


def find_cycle(project: Project, name: str) -> Cycle:
    """The year or term of that name.

    Raises:
        UsageError: the project has no folder for it.
    """
    from mttq.period import parse_cycle

    cycle = parse_cycle(name)
    if cycle is None or name not in project.cycles:
        raise unknown("năm hay nhiệm kỳ", name, project.cycles)
    return cycle


def find_period(cycle: Cycle, name: str | None) -> Period:
    """The period of that name, or the whole year or term.

    Raises:
        UsageError: there is no such period in it.
    """
    from mttq.period import PERIODS

    if name is None:
        return cycle.whole
    period = PERIODS.get(name)
    if period is None or not period.fits(cycle):
        # Quarters and halves before months: those are the ones reported most.
        fitting = sorted(
            (one.name for one in PERIODS.values() if one.fits(cycle)),
            key=lambda one: one.startswith("thang-"),
        )
        raise UsageError(f"{cycle.title} không có kỳ “{name}”", suggestion(name, fitting))
    return period


def find_unit(project: Project, name: str, cycle: Cycle, period: Period) -> str:
    """The id as given, if the catalogue has a unit of that id that exists in the period.

    Raises:
        UsageError: it has none.
    """
    unit = project.catalogue.units.get(name)
    if unit is None:
        raise unknown("đơn vị", name, project.catalogue.units.by_id)
    if unit.valid_within(period.first_day(cycle), period.last_day(cycle)):
        return name
    if unit.last is not None and unit.last < period.first_day(cycle):
        bound = f"chỉ đến hết ngày {unit.last:%d/%m/%Y}"
    else:
        bound = f"chỉ từ ngày {unit.first:%d/%m/%Y}"
    when = period.full_title(cycle)
    raise UsageError(
        f"đơn vị “{name}” không có trong {when}: {bound}", "xem các đơn vị bằng mttq units --on NGÀY"
    )


def default_units(project: Project, cycle: Cycle) -> list[str]:
    """The units to take where none is named: the project's default, else every top unit of that time."""
    default = project.catalogue.settings.default_unit
    if default in project.catalogue.units.by_id:
        return [default]
    first, last = cycle.whole.first_day(cycle), cycle.whole.last_day(cycle)
    return [unit.id for unit in project.catalogue.units.children("") if unit.valid_within(first, last)]


def diagnostics_of(checked: Checked, cycle: Cycle, tops: Sequence[str]) -> list[Diagnostic]:
    """What is wrong with the catalogue and with the documents that totals of these units read."""
    from mttq.diagnostics import Diagnostic
    from mttq.documents.project import file_ref

    names = {cycle.name, *(str(year) for year in cycle.years)}
    units = checked.project.catalogue.units

    def concerns(path: str) -> bool:
        ref = file_ref(path)
        if isinstance(ref, Diagnostic):
            return path.startswith(f"{CATALOGUE}/")
        if ref.cycle.name not in names:
            return False
        known = ref.unit in units.by_id
        return not known or any(ref.unit == top or units.is_below(ref.unit, top) for top in tops)

    return [one for one in checked.found if concerns(one.path)]


def complete_units(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of units that begin as typed, for the shell's completion."""
    from mttq.cli.values import completion_root
    from mttq.documents import load

    root = completion_root(ctx)
    return _begun(load(root).catalogue.units.by_id, incomplete) if root is not None else []


def complete_indicators(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of indicators that begin as typed, for the shell's completion."""
    from mttq.cli.values import completion_root
    from mttq.documents import load

    root = completion_root(ctx)
    return _begun(load(root).catalogue.indicators, incomplete) if root is not None else []


def complete_periods(incomplete: str) -> list[str]:
    """The names of periods that begin as typed, for the shell's completion."""
    from mttq.period import PERIODS

    return _begun(PERIODS, incomplete)


def _begun(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
