"""Projects in memory for the overview: units, and the reports that they have handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import small_project
from msgspec import structs

from mttq.catalogue import Dated, Settings, Unit, Units
from mttq.completeness import Overview, overview
from mttq.diagnostics import FILE_START
from mttq.documents import DocumentKind, FileRef, Project, load
from mttq.documents.facts import ReportFacts
from mttq.documents.outline import outline, pack
from mttq.levels import Level
from mttq.period import PERIODS, Cycle, parse_cycle

TODAY = date(2022, 6, 1)


def cycle_of(name: str) -> Cycle:
    """Return the year or term of that name."""
    found = parse_cycle(name)
    assert found is not None
    return found


def unit(unit_id: str, level: str = "xa", first: date | None = None, last: date | None = None) -> Unit:
    """Make a unit named after its id."""
    return Unit(
        id=unit_id,
        names=Dated((("đơn vị " + unit_id, None, None),)),
        levels=Dated(((Level(level), None, None),)),
        codes=Dated(()),
        letterhead=(),
        parent=unit_id.rpartition("/")[0],
        first=first,
        last=last,
        takes_over=(),
        path="plans/danh-muc/don-vi.yaml",
        span=FILE_START,
    )


@dataclass(frozen=True, slots=True)
class File:
    """One file below `plans/`: a report, or `ke-hoach` for the plan.

    Attributes:
        unit: the unit that handed it in.
        name: the file's name without `.yaml`.
        day: the day that the document bears.
        readable: whether it can be read.
        empty: whether it says nothing yet.
        source: where its figures come from.
        cycle: its year or term.
    """

    unit: str
    name: str = "nam"
    day: date | None = None
    readable: bool = True
    empty: bool = False
    source: str = ""
    cycle: str = "2020"

    @property
    def path(self) -> str:
        return f"plans/{self.cycle}/{self.unit}/{self.name}.yaml"


def project(units: Sequence[Unit], files: Sequence[File], deadlines: Mapping[str, int]) -> Project:
    """Make a project with the indicators of the small one, and these files in this order."""
    base, report = _template()
    catalogue = structs.replace(base.catalogue, units=Units({one.id: one for one in units}))
    catalogue = structs.replace(catalogue, settings=Settings(deadlines=dict(deadlines)))
    refs = []
    documents = []
    for file in files:
        cycle = cycle_of(file.cycle)
        plan = file.name == "ke-hoach"
        period = cycle.whole if plan else PERIODS[file.name]
        kind = DocumentKind.PLAN if plan else DocumentKind.REPORT
        ref = FileRef(path=file.path, cycle=cycle, unit=file.unit, kind=kind, period=period)
        refs.append(ref)
        if file.readable and not plan:
            head = structs.replace(
                report.head,
                issued=file.day,
                is_empty=file.empty,
                source=(file.source,) if file.source else (),
            )
            documents.append(outline(ref, head, pack(report.body)))
    return replace(base, catalogue=catalogue, refs=tuple(refs), examined=tuple(documents))


def overview_of(
    units: Sequence[Unit],
    files: Sequence[File] = (),
    *,
    deadlines: Mapping[str, int] | None = None,
    tops: Sequence[str] = ("t",),
    period: str = "nam",
    cycle: str = "2020",
    first_seen: Mapping[str, date] | None = None,
    today: date = TODAY,
) -> Overview:
    """Return the overview of such a project; by default the year's reports are due on 10 January."""
    made = project(units, files, {"nam": 10} if deadlines is None else deadlines)
    return overview(
        made, cycle_of(cycle), PERIODS[period], tops=tops, first_seen=first_seen or {}, today=today
    )


@cache
def _template() -> tuple[Project, ReportFacts]:
    with TemporaryDirectory() as folder:
        documents = {"2020/quang-tri/nam.yaml": small_project.report()}
        base = load(small_project.write(Path(folder), documents))
        report = base.facts(base.refs[0])
    assert isinstance(report, ReportFacts)
    return base, report
