"""The charts that go with a document, on pages of their own behind it.

They are those of the annex: how far the targets are reached, by programme and by unit.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from mttq.report.frame import annex_title
from mttq.report.model import Chart, Charts, Report, SheetHeading
from mttq.report.phu_luc import charts
from mttq.report.phu_luc.figures import figures_of
from mttq.report.subject import Subject

_PART = re.compile(r"\((\d+)/\d+\)$")
MOST = 12  # more than that nobody looks through


def with_charts(report: Report, subject: Subject) -> Report:
    """The document with its charts; as it is where nothing can be said in per cent of a plan."""
    heading = SheetHeading((), subject.layout.heading("phu_luc"), annex_title(subject, "phu_luc_bieu_do"), "")
    found = charts.sheet(figures_of(subject), heading)
    return report if found is None else replace(report, charts=shortened(found))


def shortened(found: Charts) -> Charts:
    """The charts that anybody looks through, and how many more there are."""
    if len(found.charts) <= MOST:
        return found
    kept = MOST
    while kept and _continues(found.charts[kept]):  # never a part of what several charts show together
        kept -= 1
    kept = kept or MOST
    left = len(found.charts) - kept
    more = f"Còn {left:02} biểu đồ khác trong phụ lục số liệu (bảng tính Excel)."
    return replace(found, charts=found.charts[:kept], notes=(*found.notes, more))


def _continues(chart: Chart) -> bool:
    """Whether a chart goes on with the bars of the one before it: its title ends in `(2/5)`."""
    part = _PART.search(chart.title)
    return part is not None and part[1] != "1"
