"""An `Annex`: the figures of a unit and period as sheets of typed cells, as plain data.

What `Report` is for documents of text, this is for a workbook: the builder
says what each cell is, a number that can be calculated with or words, and a
format writes it. Nothing here knows of Excel, YAML or totals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from mttq.profile import Layout, default
from mttq.report.model import Align


@dataclass(frozen=True, slots=True)
class Text:
    """Words; never a formula, whatever they begin with."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number to calculate with.

    Attributes:
        value: exact; for a percentage in per cent.
        percent: shown with `%`, with two decimals at least.
        before: what stands before it without being part of it: `≈ `, `trên `.
        after: likewise behind it: `/năm`, ` *`.
    """

    value: Decimal
    percent: bool = False
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands where a figure would, because there is none: `chưa báo cáo`, `không áp dụng`."""

    text: str


Cell = Text | Number | Missing | None


class LineKind(StrEnum):
    """What a line of a table is."""

    GROUP = "group"  # heads those below it: a number, a title, nothing else
    ROW = "row"
    PART = "part"  # a part of the row above it, never added to it
    SUM = "sum"  # what those above it come to


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, as many cells as the sheet has columns."""

    kind: LineKind
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, how its words are set, its width in letters."""

    header: str
    align: Align
    width: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a sheet's table.

    Attributes:
        issuer: the issuing body, one entry a line, in capitals.
        number: `Phụ lục I`.
        title: what the table is.
        belongs_to: the document that it goes with, in brackets.
    """

    issuer: tuple[str, ...]
    number: str
    title: str
    belongs_to: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with one table.

    Attributes:
        name: on its tab.
        heading: what stands above the table.
        columns: the columns, left to right.
        lines: the lines of the table.
        notes: what has to be known of it, one entry a line below the table.
        kept: how many columns, from the left, stay in view and are repeated on every page.
        one_page_wide: made to fit the width of a page; else it goes over as many as it needs.
        filtered: the header has buttons that choose among the lines.
    """

    name: str
    heading: Heading
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    kept: int = 2
    one_page_wide: bool = True
    filtered: bool = False


LONGEST = 200
"""So long is a bar drawn at the most, in per cent; its figure says how long it is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it is of, how long it is in per cent, and which series it belongs to."""

    name: str
    value: Decimal
    series: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars, one below the other, with the figures it is made of.

    Attributes:
        title: what it shows.
        of: the header of the names of the bars.
        bars: the bars, from the top.
    """

    title: str
    of: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """A sheet of charts.

    Attributes:
        name: on its tab.
        heading: what stands above them.
        series: the names of the series that bars belong to, each drawn in its own way.
        charts: the charts, from the top.
        notes: what has to be known of them.
    """

    name: str
    heading: Heading
    series: tuple[str, ...]
    charts: tuple[Chart, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A workbook.

    Attributes:
        kind: the kind's name, `phu-luc`.
        title: one line for the file's properties.
        body: the issuing body in running text, for the head of every page.
        when: the period in running text, likewise.
        sheets: the sheets in order.
        layout: the profile it is laid out by.
    """

    kind: str
    title: str
    body: str
    when: str
    sheets: tuple[Sheet | Charts, ...]
    layout: Layout = field(default_factory=default)
