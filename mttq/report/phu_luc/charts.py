"""Charts of the targets reached, by indicator, and by unit for each indicator.

They make a sheet of the annex, and pages of pictures behind a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.quantity import padded, rounded
from mttq.report.figures import is_rate
from mttq.report.frame import annex_title
from mttq.report.model import LONGEST, Bar, Chart, Charts, SheetHeading
from mttq.report.phu_luc import units
from mttq.report.phu_luc.figures import Figures, figures_of
from mttq.report.subject import Subject
from mttq.totals import Row

NAME = "Biểu đồ"
SERIES = ("Đạt kế hoạch", "Chưa đạt kế hoạch", "Chưa đủ số liệu để kết luận")
_SERIES_OF = {True: 0, False: 1, None: 2}
_INDICATORS = 12  # bars in a chart of indicators, whose names are long
_PART = re.compile(r"\((\d+)/\d+\)$")
_MOST_IN_DOCUMENT, _MOST_IN_WORKBOOK = 12, 200  # more charts than this are unreadable
_UNITS = 14  # bars in a chart of units


def sheet(figures: Figures, heading: SheetHeading) -> Charts | None:
    """Return the sheet of charts; None if no result can be given in per cent of a plan."""
    charts = [*_by_indicator(figures), *_by_unit(figures)]
    if not charts:
        return None
    kept, left = _first(charts, _MOST_IN_WORKBOOK)
    notes = ["Số ở mỗi thanh: phần trăm thực hiện so với kế hoạch."]
    if any(bar.value > LONGEST for chart in kept for bar in chart.bars):
        notes.append(f"Thanh của tỷ lệ trên {LONGEST}% chỉ vẽ đến {LONGEST}%.")
    if left:
        notes.append(
            f"Không vẽ {padded(Decimal(left))} biểu đồ khác; số của từng đơn vị có ở bảng “{units.NAME}”."
        )
    return Charts(name=NAME, heading=heading, series=SERIES, charts=tuple(kept), notes=tuple(notes))


def _by_indicator(figures: Figures) -> Iterator[Chart]:
    unit = figures.subject.unit.id
    for group in figures.groups():
        rows = [figures.to_date.get((unit, row.indicator.id), row) for row in group.rows]
        bars = [_bar(row.indicator.name, row) for row in rows if _has_bar(row)]
        yield from _charts(f"Tỷ lệ hoàn thành các chỉ tiêu – {group.title}", "Chỉ tiêu", bars, _INDICATORS)


def _by_unit(figures: Figures) -> Iterator[Chart]:
    for row in figures.rows:
        found = [figures.to_date.get((unit.id, row.indicator.id)) for unit in figures.below]
        bars = [_bar(one.name, one) for one in found if one is not None and _has_bar(one)]
        if len(bars) > 1:
            yield from _charts(
                f"{row.indicator.name}: tỷ lệ hoàn thành của từng đơn vị", "Đơn vị", bars, _UNITS
            )


def _has_bar(row: Row) -> bool:
    """Whether a result has a share of its target; a rate has none."""
    return row.completion is not None and not is_rate(row)


def _bar(name: str, row: Row) -> Bar:
    assert row.completion is not None
    return Bar(name, rounded(row.completion, 2), _SERIES_OF[row.reached])


def _charts(title: str, of: str, bars: Sequence[Bar], most: int) -> Iterator[Chart]:
    """Divide the bars among charts of about the same size, each short enough for a page."""
    pages = -(-len(bars) // most)
    for page in range(pages):
        some = bars[page * len(bars) // pages : (page + 1) * len(bars) // pages]
        yield Chart(f"{title} ({page + 1}/{pages})" if pages > 1 else title, of, tuple(some))


def behind_document(subject: Subject) -> Charts | None:
    """Return the charts of a document; None if they are not wanted, or no result can be given in per cent of a plan."""
    if not subject.charted:
        return None
    heading = SheetHeading((), "", annex_title(subject, "phu_luc_bieu_do"), "")
    found = sheet(figures_of(subject), heading)
    return shortened(found) if found is not None else None


def shortened(found: Charts) -> Charts:
    """Return the first charts, with a note of how many more there are."""
    kept, left = _first(found.charts, _MOST_IN_DOCUMENT)
    if not left:
        return found
    more = f"Còn {padded(Decimal(left))} biểu đồ khác trong phụ lục số liệu (bảng tính Excel)."
    return replace(found, charts=tuple(kept), notes=(*found.notes, more))


def _first(charts: Sequence[Chart], most: int) -> tuple[Sequence[Chart], int]:
    """Return the first charts, as many as allowed without cutting a series, and the number of the others."""
    if len(charts) <= most:
        return charts, 0
    kept = most
    while kept and _continues(charts[kept]):
        kept -= 1
    kept = kept or most
    return charts[:kept], len(charts) - kept


def _continues(chart: Chart) -> bool:
    """Return whether a chart continues the one before it: its title ends in `(2/5)`."""
    part = _PART.search(chart.title)
    return part is not None and part[1] != "1"
