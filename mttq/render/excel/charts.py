"""Bar charts that Excel itself draws, each below the figures it is made of.

The series also differ in black and white: solid, blank and hatched bars, each
with its figure.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from math import ceil
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import DRAWING_NS

from mttq.render.office import Element
from mttq.report.model import (
    LONGEST,
    Align,
    Bar,
    Cell,
    Chart,
    Charts,
    LineKind,
    NumberCell,
    SheetColumn,
    SheetLine,
    TextCell,
)

ROW_HEIGHT = 16.0  # points
_POINTS = 28.35  # in a centimetre
_WIDTH = 24  # centimetres
_FRAME = 2.8  # centimetres in addition to the bars
_BAR = 0.6  # centimetres for each bar
_ROOM = 12  # per cent behind the longest bar, for its figure
_NAMES = 46
_FIGURES = 24
# Rows that stand for those of the figures; openpyxl allows none beyond 1,000,000.
_HEAD, _LAST = 999_001, 999_999
_ROW = re.compile(r"999\d\d\d")
_FORMULA = "f"  # openpyxl writes its namespace as an attribute
_TEXT = f"{{{DRAWING_NS}}}t"


def columns(sheet: Charts) -> tuple[SheetColumn, ...]:
    """Return the columns of the figures: the names, and one column for each series."""
    return (
        SheetColumn("", Align.LEFT, _NAMES),
        *(SheetColumn(name, Align.RIGHT, _FIGURES) for name in sheet.series),
    )


def lines(sheet: Charts, chart: Chart) -> list[SheetLine]:
    """Return the figures of a chart as lines of a table, its title and header first."""
    blank: tuple[Cell, ...] = (None,) * len(sheet.series)
    found = [
        SheetLine(LineKind.GROUP, (TextCell(chart.title), *blank)),
        SheetLine(LineKind.SUM, (TextCell(chart.of), *(TextCell(name) for name in sheet.series))),
    ]
    return found + [
        SheetLine(LineKind.ROW, (TextCell(bar.name), *_figures(sheet, bar))) for bar in chart.bars
    ]


def _figures(sheet: Charts, bar: Bar) -> list[Cell]:
    return [
        NumberCell(bar.value, percent=True) if bar.series == one else None for one in range(len(sheet.series))
    ]


def height(chart: Chart) -> int:
    """Return the height of a chart, in whole centimetres."""
    return ceil(_FRAME + _BAR * len(chart.bars))


def blank_rows(chart: Chart) -> int:
    """Return the number of rows of `ROW_HEIGHT` that a chart covers, and one more below it."""
    return ceil(height(chart) * _POINTS / ROW_HEIGHT) + 1


def drawn_height(chart: Chart) -> float:
    """Return the height of the rows that a chart covers, in points."""
    return blank_rows(chart) * ROW_HEIGHT


def add(
    sheet: Worksheet, charts: Charts, chart: Chart, first: int, *, font: str, titled: bool = False
) -> None:
    """Put a chart below its figures.

    Args:
        sheet: where to put it.
        charts: the charts that it is one of, with the names of its series.
        chart: the chart.
        first: the row of the title of its figures.
        font: the font of its letters.
        titled: whether it shows its title, because its figures are on the page before.
    """
    head, last = first + 1, first + 1 + len(chart.bars)
    series = tuple(sorted({bar.series for bar in chart.bars}))
    end = min(charts.longest + _ROOM, LONGEST)
    end = -(-end // _step(end)) * _step(end)
    alone = len(chart.bars) == 1
    tree = deepcopy(_drawn(charts.name, series, font=font, end=end, titled=titled, alone=alone))
    rows = {str(_HEAD): str(head), str(_HEAD + 1): str(head + 1), str(_LAST): str(last)}
    for formula in tree.iter(_FORMULA):
        formula.text = _ROW.sub(lambda found: rows[found[0]], formula.text)
    if titled:
        next(tree.iter(_TEXT)).text = chart.title
    placed = _PlacedChart(tree, height(chart))
    sheet.add_chart(placed, f"A{last + 1}")


class _PlacedChart(ChartBase):
    """A chart whose XML exists, with the attributes that openpyxl needs to place it."""

    def __init__(self, tree: Element, height: int) -> None:
        # Without `super().__init__`: the many attributes of a chart are for writing its XML.
        self._tree = tree
        self.width, self.height = _WIDTH, height

    def _write(self) -> Element:
        return self._tree


@lru_cache(maxsize=64)
def _drawn(sheet: str, series: tuple[int, ...], *, font: str, end: int, titled: bool, alone: bool) -> Element:
    """Return the XML of a chart whose figures are in the rows `_HEAD` to `_LAST`, to be copied and not changed.

    Most charts of all workbooks differ in their rows only, and openpyxl takes 2 ms to write one.

    Args:
        sheet: the name of the sheet.
        series: the numbers of the series that have bars.
        font: the font of its letters.
        end: the end of its axis, in per cent.
        titled: whether it has a title.
        alone: whether it has a single bar, so that its figures are in one row.
    """
    last = _HEAD + 1 if alone else _LAST
    holder = Workbook(write_only=True).create_sheet(sheet)
    drawn = BarChart()
    drawn.type, drawn.grouping, drawn.overlap, drawn.gapWidth = "bar", "clustered", 100, 60
    drawn.title = _titled(font, "-") if titled else None
    names = Reference(holder, min_col=1, min_row=_HEAD + 1, max_row=last)
    for index in series:
        values = Reference(holder, min_col=index + 2, min_row=_HEAD, max_row=last)
        one = Series(values, title_from_data=True)
        one.cat = AxDataSource(strRef=StrRef(f=str(names)))
        one.graphicalProperties = _fill(index)
        one.invertIfNegative = False
        one.dLbls = _labels(font)
        drawn.series.append(one)
    drawn.x_axis.scaling.orientation = "maxMin"  # the first one at the top
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.x_axis.txPr = drawn.y_axis.txPr = _letters(font, 1100)
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = 0, end / 100
    drawn.y_axis.majorUnit = _step(end) / 100
    drawn.y_axis.number_format = "0%"
    drawn.y_axis.crosses = "max"
    drawn.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="BFBFBF")))
    drawn.legend.position = "b"
    drawn.legend.txPr = _letters(font, 1100)
    return cast(Any, drawn)._write()  # the stubs leave it out


def _step(end: int) -> int:
    """Return the per cent between two lines across, so that the figures of the axis stand side by side."""
    return 20 if end <= 140 else 50


def _fill(index: int) -> GraphicalProperties:
    """Return the fill of a series: solid, blank, hatched, which differ in black and white."""
    outline = LineProperties(solidFill="000000", w=9525)
    if index == 0:
        return GraphicalProperties(solidFill="595959", ln=outline)
    if index == 1:
        return GraphicalProperties(solidFill="FFFFFF", ln=outline)
    black, white = ColorChoice(), ColorChoice()
    black.RGB, white.RGB = "000000", "FFFFFF"
    hatched = PatternFillProperties(prst="wdUpDiag", fgClr=black, bgClr=white)
    return GraphicalProperties(pattFill=hatched, ln=outline)


def _labels(font: str) -> DataLabelList:
    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.numFmt = "0.00%"
    labels.position = "outEnd"
    labels.txPr = _letters(font, 1100)
    return labels


def _letters(font: str, size: int) -> RichText:
    """Return the letters of a part of a chart, their size in hundredths of a point."""
    letters = _face(font, size)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


def _titled(font: str, words: str) -> Title:
    face = _face(font, 1200, bold=True)
    run = RegularTextRun(rPr=face, t=words)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=face), r=[run])
    return Title(tx=ChartText(rich=RichText(p=[paragraph])), overlay=False)


def _face(font: str, size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=font), sz=size, b=bold, solidFill="000000")
