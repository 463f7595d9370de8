"""How far the targets are reached, as bars: by indicator, and for each indicator by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mttq.quantity import rounded
from mttq.report.model import LONGEST, Bar, Chart, Charts, SheetHeading
from mttq.report.phu_luc.figures import Figures
from mttq.totals import Row

NAME = "Biểu đồ"
SERIES = ("Đạt kế hoạch", "Chưa đạt kế hoạch", "Chưa đủ số liệu để kết luận")
_SERIES_OF = {True: 0, False: 1, None: 2}
_INDICATORS = 12  # bars that fit one chart with the long names of indicators
_UNITS = 14  # likewise with the names of units


def sheet(figures: Figures, heading: SheetHeading) -> Charts | None:
    """The sheet of charts; None where nothing can be said in per cent of a plan."""
    charts = [*_by_indicator(figures), *_by_unit(figures)]
    if not charts:
        return None
    notes = ["Số ở mỗi thanh: phần trăm thực hiện so với kế hoạch."]
    if any(bar.value > LONGEST for chart in charts for bar in chart.bars):
        notes.append(f"Thanh của tỷ lệ trên {LONGEST}% chỉ vẽ đến {LONGEST}%.")
    return Charts(name=NAME, heading=heading, series=SERIES, charts=tuple(charts), notes=tuple(notes))


def _by_indicator(figures: Figures) -> Iterator[Chart]:
    unit = figures.subject.unit.id
    for group in figures.groups():
        rows = [figures.to_date.get((unit, row.indicator.id), row) for row in group.rows]
        bars = [_bar(row.indicator.name, row) for row in rows if row.completion is not None]
        yield from _charts(f"Tỷ lệ hoàn thành các chỉ tiêu – {group.title}", "Chỉ tiêu", bars, _INDICATORS)


def _by_unit(figures: Figures) -> Iterator[Chart]:
    for row in figures.rows:
        found = [figures.to_date.get((unit.id, row.indicator.id)) for unit in figures.below]
        bars = [_bar(one.name, one) for one in found if one is not None and one.completion is not None]
        if len(bars) > 1:
            yield from _charts(
                f"{row.indicator.name}: tỷ lệ hoàn thành của từng đơn vị", "Đơn vị", bars, _UNITS
            )


def _bar(name: str, row: Row) -> Bar:
    assert row.completion is not None
    return Bar(name, rounded(row.completion, 2), _SERIES_OF[row.reached])


def _charts(title: str, of: str, bars: Sequence[Bar], most: int) -> Iterator[Chart]:
    """The bars in charts of about the same size, none of them too long for a page."""
    pages = -(-len(bars) // most)
    for page in range(pages):
        some = bars[page * len(bars) // pages : (page + 1) * len(bars) // pages]
        yield Chart(f"{title} ({page + 1}/{pages})" if pages > 1 else title, of, tuple(some))
