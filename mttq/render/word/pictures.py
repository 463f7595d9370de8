"""Charts as pictures on pages of their own at the end of a Word document.

They are drawn with matplotlib, which comes with the extra `charts` and is imported here only. Letters, line
widths and colours are chosen so that a page copied in black and white still says everything: bars are dark,
blank or hatched, and each has its figure. The same chart gives the same bytes with the same version of
matplotlib: its own font is used, and nothing in the file says when or by what it was made.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Pt

from mttq.quantity import percentage
from mttq.render.text import clean
from mttq.report.model import LONGEST, Bar, Chart, Charts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 6.2  # inches: the text area of an A4 page
_FRAME = 1.1  # inches in addition to the bars
_LINE = 0.155  # for each line of a name
_GAP = 0.11  # between two bars
_NAMES = 34  # letters in a line of a name
_DOTS = 200  # per inch
_FULL = 100
_BACKEND = "MPLBACKEND"
_FONT = "DejaVu Serif"  # the nearest to Times with every Vietnamese letter that comes with matplotlib
_LETTERS = 8.5
# The fill and the hatching of each series.
_FILLS = (("#595959", ""), ("white", ""), ("white", "////"))


def can_draw() -> bool:
    """Return whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def append(document: Document, charts: Charts) -> None:
    """Put charts at the end of a document, below the lines of their annex.

    Args:
        document: the rendered document; changed in place.
        charts: the charts.
    """
    for chart in charts.charts:
        _centred(document, chart.title)
        document.add_picture(BytesIO(draw(chart, charts.series, charts.longest)), width=Inches(WIDTH))
        holder = document.paragraphs[-1]
        holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
        holder.paragraph_format.first_line_indent = Pt(0)
        named = next(holder._p.iter("{*}docPr"))
        named.set("title", clean(chart.title))
        named.set("descr", described(chart, charts.series))
    for note in charts.notes:
        document.add_paragraph().add_run(clean(note)).italic = True


def described(chart: Chart, series: tuple[str, ...]) -> str:
    """Return the chart in words, for screen readers."""
    said = "; ".join(
        f"{one.name}: {percentage(one.value)} ({series[one.series].lower()})" for one in chart.bars
    )
    return clean(f"{chart.title}. {said}.")


def draw(chart: Chart, series: tuple[str, ...], longest: int) -> bytes:
    """Return the chart as a PNG.

    Args:
        chart: the chart.
        series: the names of the series.
        longest: the length that its axis reaches, in per cent.
    """
    # Takes half a second to import, and is missing without the extra.
    with _usual_backend():
        from matplotlib import rc, rc_context, rcdefaults  # noqa: PLC0415 - an extra
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

    names = ["\n".join(textwrap.wrap(clean(one.name), _NAMES)) for one in chart.bars]
    heights = [max(1, name.count("\n") + 1) * _LINE + _GAP for name in names]
    with rc_context():
        rcdefaults()  # ignores the settings of this machine
        rc("font", family=_FONT, size=_LETTERS)
        rc("hatch", linewidth=0.6)
        rc("axes", linewidth=0.6)
        figure = Figure(figsize=(WIDTH, _FRAME + sum(heights)), dpi=_DOTS, layout="constrained")
        axes = figure.add_subplot()
        _draw_bars(axes=axes, bars=chart.bars, names=names, heights=heights, series=series, longest=longest)
        written = BytesIO()
        figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


@contextmanager
def _usual_backend() -> Iterator[None]:
    """Hide the backend that notebooks set for programs started from them, which matplotlib may not find here."""
    hidden = os.environ.pop(_BACKEND, None)
    try:
        yield
    finally:
        if hidden is not None:
            os.environ[_BACKEND] = hidden


def _draw_bars(
    *,
    axes: Axes,
    bars: tuple[Bar, ...],
    names: list[str],
    heights: list[float],
    series: tuple[str, ...],
    longest: int,
) -> None:
    # Inches from the top. Pictures are measured in floats, figures never are.
    middles = [sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]
    for index, (fill, hatch) in enumerate(_FILLS[: len(series)]):
        found = [
            (middle, min(float(one.value), LONGEST), percentage(one.value))
            for middle, one in zip(middles, bars, strict=True)
            if one.series == index
        ]
        if found:
            drawn = axes.barh(
                [middle for middle, _, _ in found],
                [value for _, value, _ in found],
                height=_LINE,
                color=fill,
                hatch=hatch,
                edgecolor="black",
                linewidth=0.6,
                label=series[index],
            )
            labels = axes.bar_label(drawn, labels=[said for _, _, said in found], padding=3)
            for label in labels:  # covers the line at 100%
                label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.6})
    axes.axvline(_FULL, color="black", linestyle=(0, (4, 3)), linewidth=0.7)
    axes.set_yticks(middles, names)
    axes.set_ylim(sum(heights), 0)
    axes.set_xlim(0, longest * 1.16)
    axes.xaxis.set_major_formatter("{x:.0f}%")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=2, width=0.6)
    axes.figure.legend(loc="outside lower center", ncols=len(series), frameon=False)


def _centred(document: Document, text: str) -> None:
    """Add a title in bold, kept with what follows it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.paragraph_format
    shape.first_line_indent = Pt(0)
    shape.keep_with_next = True
    paragraph.add_run(clean(text)).bold = True
