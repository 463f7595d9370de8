"""The charts that go with a document, on pages of their own behind it.

They are those of the annex: how far the targets are reached, by programme and by unit.
"""

from __future__ import annotations

from dataclasses import replace

from mttq.report.annex import Charts, Heading
from mttq.report.frame import annex_title
from mttq.report.model import Report
from mttq.report.phu_luc import charts
from mttq.report.phu_luc.figures import figures_of
from mttq.report.subject import Subject

MOST = 12  # more than that nobody looks through


def with_charts(report: Report, subject: Subject) -> Report:
    """The document with its charts; as it is where nothing can be said in per cent of a plan."""
    heading = Heading((), subject.layout.heading("phu_luc"), annex_title(subject, "phu_luc_bieu_do"), "")
    found = charts.sheet(figures_of(subject), heading)
    return report if found is None else replace(report, charts=_shortened(found))


def _shortened(found: Charts) -> Charts:
    left = len(found.charts) - MOST
    if left <= 0:
        return found
    more = f"Còn {left:02} biểu đồ khác trong phụ lục số liệu (bảng tính Excel)."
    return replace(found, charts=found.charts[:MOST], notes=(*found.notes, more))
