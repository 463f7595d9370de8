"""Reports that one total adds up although their figures count until different days (`so_lieu_den`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mttq.diagnostics import FILE_START, Code, Diagnostic, Severity, Span
from mttq.documents import Project
from mttq.documents.outline import Outline, ReportOutline
from mttq.documents.shapes import CUT_OFF
from mttq.period import Cycle, Period
from mttq.source import Mapping

MIXED_CUT_OFFS = Code("MT420", "ngay-chot-so-lieu-lech", Severity.WARNING)


def mixed_cut_offs(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare the days in the reports for one period of each unit and the units directly below it.

    A report without such a day is not compared. One report is named for each such sum: the earliest of those whose day
    is the rarest.
    """
    units = project.catalogue.units
    sums: dict[tuple[Cycle, Period, str], None] = {}
    for one in outlines:
        if isinstance(one, ReportOutline) and one.head.cut_off is not None and one.ref.unit in units.by_id:
            ref = one.ref
            for top in (units.parent_of(ref.unit), ref.unit):
                if top:
                    sums[ref.cycle, ref.period, top] = None
    for cycle, period, top in sums:
        members = (top, *(one.id for one in units.children(top)))
        reports = [
            report
            for unit in members
            if (report := project.report_of(unit, cycle, period)) is not None and report.head.cut_off
        ]
        if len({one.head.cut_off for one in reports}) > 1:
            yield _found(project, top, reports)


def _found(project: Project, top: str, reports: Sequence[ReportOutline]) -> Diagnostic:
    count = Counter(_day(one) for one in reports)
    rare = min(reports, key=lambda one: (count[_day(one)], _day(one), one.ref.path))
    usual = max((day for day in count if day != _day(rare)), key=lambda day: (count[day], day))
    others = [one for one in reports if _day(one) == usual]
    ref = rare.ref
    units, last = project.catalogue.units.by_id, ref.period.last_day(ref.cycle)
    who = units[others[0].ref.unit].name_on(last)
    if len(others) > 1:
        who += f" và {len(others) - 1} đơn vị nữa"
    return Diagnostic(
        MIXED_CUT_OFFS,
        ref.path,
        _place(project, ref.path),
        f"số liệu tính đến {_shown(_day(rare))}, còn của {who} tính đến {_shown(usual)}: tổng "
        f"{ref.period.full_title(ref.cycle)} của {units[top].name_on(last)} gộp số của các ngày khác nhau",
        help=f"thống nhất ngày chốt số liệu; hoặc bổ sung số đến {_shown(max(usual, _day(rare)))} "
        f"rồi sửa {CUT_OFF.key}",
    )


def _day(report: ReportOutline) -> date:
    return report.head.cut_off or date.max


def _place(project: Project, path: str) -> Span:
    root = project.sources[path].root
    node = root.get(CUT_OFF.key) if isinstance(root, Mapping) else None
    return node.span if node is not None else FILE_START


def _shown(day: date) -> str:
    return f"{day:%d/%m/}{day.year:04}"
