"""Charts of bars that are drawn by Excel itself, each below the figures it is made of.

They can be told apart in black and white: solid, blank and hatched bars, each
with its figure.
"""

from __future__ import annotations

from math import ceil

from openpyxl.chart import BarChart, Reference, Series
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
_FRAME = 2.8  # centimetres of a chart without its bars
_BAR = 0.6  # centimetres for each bar
_NAMES = 46
_FIGURES = 24


def columns(sheet: Charts) -> tuple[SheetColumn, ...]:
    """The columns of the figures: the names, and one for each series."""
    return (
        SheetColumn("", Align.LEFT, _NAMES),
        *(SheetColumn(name, Align.RIGHT, _FIGURES) for name in sheet.series),
    )


def lines(sheet: Charts, chart: Chart) -> list[SheetLine]:
    """The figures of a chart as lines of a table, its title and header first."""
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
    """How high a chart is, in whole centimetres."""
    return ceil(_FRAME + _BAR * len(chart.bars))


def blank_rows(chart: Chart) -> int:
    """How many rows of `ROW_HEIGHT` a chart covers, with one below it."""
    return ceil(height(chart) * _POINTS / ROW_HEIGHT) + 1


def drawn_height(chart: Chart) -> float:
    """How high the rows are that a chart covers, in points."""
    return blank_rows(chart) * ROW_HEIGHT


def add(
    sheet: Worksheet, charts: Charts, chart: Chart, first: int, *, font: str, titled: bool = False
) -> None:
    """Puts a chart, with letters of that font, below its figures, whose title is in row `first`.

    Args:
        sheet: where to put it.
        charts: what it is one of, whose series it has.
        chart: the chart.
        first: the row of the title of its figures.
        font: the font of its letters.
        titled: whether it has the title, too: its figures stand on the page before.
    """
    head, last = first + 1, first + 1 + len(chart.bars)
    drawn = BarChart()
    drawn.type, drawn.grouping, drawn.overlap, drawn.gapWidth = "bar", "clustered", 100, 60
    drawn.title = _titled(font, chart.title) if titled else None
    names = Reference(sheet, min_col=1, min_row=head + 1, max_row=last)
    for index in range(len(charts.series)):
        if any(bar.series == index for bar in chart.bars):
            values = Reference(sheet, min_col=index + 2, min_row=head, max_row=last)
            series = Series(values, title_from_data=True)
            series.cat = AxDataSource(strRef=StrRef(f=str(names)))
            series.graphicalProperties = _fill(index)
            series.invertIfNegative = False
            series.dLbls = _labels(font)
            drawn.series.append(series)
    drawn.x_axis.scaling.orientation = "maxMin"  # the first one at the top
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.x_axis.txPr = drawn.y_axis.txPr = _letters(font, 1100)
    drawn.y_axis.scaling.min = 0
    if any(bar.value > LONGEST for bar in chart.bars):
        drawn.y_axis.scaling.max = LONGEST / 100  # otherwise nobody sees the others
    drawn.y_axis.number_format = "0%"
    drawn.y_axis.crosses = "max"
    drawn.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="BFBFBF")))
    drawn.legend.position = "b"
    drawn.legend.txPr = _letters(font, 1100)
    drawn.width, drawn.height = _WIDTH, height(chart)
    sheet.add_chart(drawn, f"A{last + 1}")


def _fill(index: int) -> GraphicalProperties:
    """Solid, blank, hatched: what is left when a chart is copied in black and white."""
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
    """The letters of a part of a chart, in hundredths of a point."""
    letters = _face(font, size)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


def _titled(font: str, words: str) -> Title:
    face = _face(font, 1200, bold=True)
    run = RegularTextRun(rPr=face, t=words)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=face), r=[run])
    return Title(tx=ChartText(rich=RichText(p=[paragraph])), overlay=False)


def _face(font: str, size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=font), sz=size, b=bold, solidFill="000000")
