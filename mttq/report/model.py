"""`Report` and `Annex`: everything one issued document says, as plain data.

These are the boundary between content and format. The kinds of document build
them; the formats print them: Word and Markdown a `Report`, Excel an `Annex`.
Nothing here knows of a format, YAML or totals. The figures of a report are
already text in Vietnamese form, those of an annex are numbers to calculate
with, and no text holds markup of any format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from math import ceil
from typing import Protocol

from msgspec import Struct, field, json

from mttq.profile import Layout, default
from mttq.profile.letters import PHRASE, RUNNING_TEXT


class Align(StrEnum):
    """How the cells of a column are set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Heading(Struct, frozen=True):
    """A numbered heading.

    Attributes:
        level: 0 for a part (`Phần thứ nhất`), 1 for `I.` (capitals), 2 for `1.`, 3 for `1.1.`, `a)` or an
            unnumbered run-in heading.
        number: as printed, `Phần thứ nhất`, `I.` or `1.`; empty if the heading has none.
        text: the heading itself, already in capitals if the profile wants them.
    """

    level: int
    number: str
    text: str


class Paragraph(Struct, frozen=True):
    """A paragraph of running text."""

    text: str


class Item(Struct, frozen=True):
    """An entry of a list, printed after a dash."""

    text: str


class Column(Struct, frozen=True):
    """A column of a table: its header, how its cells are set, its share of the width (any unit)."""

    header: str
    align: Align
    width: int

    def room(self, *, phrases: bool = False) -> float:
        """Return the points that a cell gets for several words on a line; of figures only if phrases get some."""
        if self.align is Align.LEFT:
            return RUNNING_TEXT
        return PHRASE if phrases else 0.0


class TableBlock(Struct, frozen=True):
    """A table with a header row that repeats on every page.

    Attributes:
        title: the line above it.
        columns: the columns, left to right.
        rows: the cells as text, each row as long as `columns`.
        groups: the rows, counted from 0, that head the rows below them: a number in the first cell, a title in
            the second, nothing in the others.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[int, ...] = ()


Block = Heading | Paragraph | Item | TableBlock


class Letterhead(Struct, frozen=True):
    """The heading in two columns and the line below it.

    Attributes:
        superior: the body above the issuing one, in capitals; empty if none is named.
        issuer: the issuing body, one entry a line, in capitals; the rule is drawn under the last.
        number: `Số: 01/CTr-MTTQ-BTT`; the figure is left blank until the document has one.
        place_and_date: `Quảng Trị, ngày 15 tháng 01 năm 2020`, with blanks for what is unknown.
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place_and_date: str


class Signature(Struct, frozen=True):
    """Who signs: `TM. BAN THƯỜNG TRỰC` / `KT. CHỦ TỊCH` / `PHÓ CHỦ TỊCH` / the name, each possibly empty."""

    on_behalf_of: str
    signing_for: str
    position: str
    name: str


class SheetHeading(Struct, frozen=True):
    """The lines above the figures of a sheet, or above charts.

    Attributes:
        issuer: the issuing body, one entry a line, in capitals.
        number: `Phụ lục I`.
        title: what the figures are.
        belongs_to: the document that it goes with, in brackets.
    """

    issuer: tuple[str, ...]
    number: str
    title: str
    belongs_to: str


class TableAnnex(Struct, frozen=True):
    """A table on pages of its own behind the signature.

    Attributes:
        heading: the lines above it.
        table: the table, without a title of its own.
        wide: whether its pages lie.
    """

    heading: SheetHeading
    table: TableBlock
    wide: bool = False


LONGEST = 200
"""The greatest length at which a bar is drawn, in per cent; its figure says how long it really is."""


class Bar(Struct, frozen=True):
    """A bar of a chart: its name, its length in per cent, and the series it belongs to."""

    name: str
    value: Decimal
    series: int


class Chart(Struct, frozen=True):
    """A chart of bars, one below the other, with the figures it is made of.

    Attributes:
        title: what it shows.
        of: the header of the names of the bars.
        bars: the bars, from the top.
    """

    title: str
    of: str
    bars: tuple[Bar, ...]


class Charts(Struct, frozen=True, kw_only=True):
    """A sheet of charts.

    Attributes:
        name: on its tab.
        heading: the lines above the charts.
        series: the names of the series that bars belong to, each drawn in its own way.
        charts: the charts, from the top.
        notes: what readers have to know about them.
    """

    name: str
    heading: SheetHeading
    series: tuple[str, ...]
    charts: tuple[Chart, ...]
    notes: tuple[str, ...] = ()

    @property
    def longest(self) -> int:
        """The length that the axis of each chart has to reach, in per cent; all have the same, to be compared."""
        return max(100, *(min(ceil(bar.value), LONGEST) for chart in self.charts for bar in chart.bars))


class NamedFigure(Struct, frozen=True, kw_only=True):
    """A figure that a template asked for, in the words of documents.

    Attributes:
        name: the name of the indicator, or of the unit below whose figure it is.
        measure: the unit of measure; "" if it has none.
        is_known: whether there is a result.
        has_target: whether there is a target.
        result: the result, or the words for its absence, as are the next three.
        to_date: the result since January.
        target: the target of the whole year.
        rate: the percentage of the target that is reached; of a ratio, the ratio itself.
        change: how it differs from the year before; "" if that is unknown.
        remark: why it is not the whole truth; "" if it is.
    """

    name: str
    measure: str
    is_known: bool
    has_target: bool
    result: str
    to_date: str
    target: str
    rate: str
    change: str
    remark: str


class FiguresByName(Protocol):
    """The figures of a document's unit and period by the ids of their indicators.

    Attributes:
        ids: the ids that may be asked for.
    """

    ids: frozenset[str]

    def figure(self, indicator: str) -> NamedFigure:
        """Return the figure of the whole unit."""
        ...

    def of_units(self, indicator: str) -> Sequence[NamedFigure]:
        """Return those of the units directly below."""
        ...


class NoFigures:
    """The figures of a document that has none to ask for."""

    ids: frozenset[str] = frozenset()

    def figure(self, indicator: str) -> NamedFigure:
        """Do not call this: there is no id."""
        raise KeyError(indicator)

    def of_units(self, indicator: str) -> Sequence[NamedFigure]:
        """Do not call this either."""
        raise KeyError(indicator)


NO_FIGURES = NoFigures()


class Origin(Struct, frozen=True, kw_only=True):
    """What a document is about and what it was made of, kept in the properties of its file.

    Attributes:
        kind: the name of its kind.
        unit: the unit's id.
        cycle: the folder of the year or term.
        period: the name of the period.
        checksum: that of everything it says, `Report.checksum`.
        charts: whether it has charts.
        commit: the commit that has the data as they were, or "" if none was to be named.
        version: the version of mttq that made it; "" without a commit.
    """

    kind: str
    unit: str
    cycle: str
    period: str
    checksum: str
    charts: bool = False
    commit: str = ""
    version: str = ""


class Report(Struct, frozen=True, kw_only=True):
    """A document of text.

    Attributes:
        kind: the kind's name, which is also the template's: `chuong-trinh`, `bao-cao`.
        letterhead: the heading in two columns.
        type_name: the kind in capitals, `BÁO CÁO`.
        subject: what it is about, one entry a line.
        addressed_to: the bodies named after `Kính gửi`, if any.
        basis: the documents it rests on, one a line, with the closing `;` or `.`.
        body: the blocks in order; the last one ends with `./.`
        signature: who signs.
        cosigners: who signs together with that one, in a joint document.
        recipients: the lines of `Nơi nhận`, each with its dash and `;` or `.`.
        layout: the profile it is laid out by.
        measures: the words that stand behind figures: `nhà`, `suất`; of a phrase, the first word.
        compact: whether it is set more closely if that saves a page.
        annexes: tables for pages of their own behind it.
        charts: pictures for pages of their own behind everything else, if they were asked for.
        figures: those that a template may ask for by name.
        remarks: what its readers are not told and whoever issues it should know, such as what is left blank.
        origin: what its file says of where it comes from; None for nothing.
    """

    kind: str
    letterhead: Letterhead
    type_name: str
    subject: tuple[str, ...]
    addressed_to: tuple[str, ...]
    basis: tuple[str, ...]
    body: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    cosigners: tuple[Signature, ...] = ()
    compact: bool = False
    annexes: tuple[TableAnnex, ...] = ()
    charts: Charts | None = None
    layout: Layout = field(default_factory=default)
    measures: frozenset[str] = frozenset()
    figures: FiguresByName = NO_FIGURES
    remarks: tuple[str, ...] = ()
    origin: Origin | None = None

    @property
    def title(self) -> str:
        """One line for the document's properties: kind and subject."""
        return " ".join((self.type_name, *self.subject))

    @property
    def checksum(self) -> str:
        """The SHA-256 of everything it says: texts, figures, tables, signatures; not of how that is laid out."""
        return sha256(json.encode(list(self._said()))).hexdigest()

    def _said(self) -> Iterator[tuple[str, ...]]:
        head = self.letterhead
        yield ("superior", *head.superior)
        yield ("issuer", *head.issuer)
        yield "number", head.number, head.place_and_date
        yield ("subject", self.type_name, *self.subject)
        yield ("addressed", *self.addressed_to)
        yield ("basis", *self.basis)
        for block in self.body:
            match block:
                case Heading():
                    yield "heading", str(block.level), block.number, block.text
                case Paragraph():
                    yield "paragraph", block.text
                case Item():
                    yield "item", block.text
                case TableBlock():
                    yield from _rows(block)
        for one in (self.signature, *self.cosigners):
            yield "signed", one.on_behalf_of, one.signing_for, one.position, one.name
        yield ("recipients", *self.recipients)
        for annex in self.annexes:
            yield ("annex", *annex.heading.issuer, annex.heading.number, annex.heading.title)
            yield from _rows(annex.table)
        for chart in self.charts.charts if self.charts is not None else ():
            yield "chart", chart.title, chart.of
            for bar in chart.bars:
                yield "bar", bar.name, str(bar.value), str(bar.series)


def _rows(table: TableBlock) -> Iterator[tuple[str, ...]]:
    yield ("table", table.title, *(column.header for column in table.columns))
    for row in table.rows:
        yield ("row", *row)


class TextCell(Struct, frozen=True):
    """A cell of words, which are never a formula, whatever they begin with."""

    text: str


class NumberCell(Struct, frozen=True):
    """A cell with a number to calculate with.

    Attributes:
        value: exact; a percentage is in per cent.
        percent: whether it is shown with `%`, with at least two decimals.
        before: shown before it without being part of it: `≈ `, `trên `.
        after: shown behind it in the same way: `/năm`, ` *`.
    """

    value: Decimal
    percent: bool = False
    before: str = ""
    after: str = ""


class MissingCell(Struct, frozen=True):
    """A cell that says why it has no figure: `chưa báo cáo`, `không áp dụng`."""

    text: str


Cell = TextCell | NumberCell | MissingCell | None


class LineKind(StrEnum):
    """What a line of a sheet is."""

    GROUP = "group"  # heads those below it: a number, a title, nothing else
    ROW = "row"
    PART = "part"  # a part of the row above it, never added to it
    SUM = "sum"  # the sum of those above it


class SheetLine(Struct, frozen=True):
    """A line of a sheet, with as many cells as the sheet has columns."""

    kind: LineKind
    cells: tuple[Cell, ...]


class SheetColumn(Struct, frozen=True):
    """A column of a sheet: its header, how its words are set, its width in letters."""

    header: str
    align: Align
    width: int


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet with one table.

    Attributes:
        name: on its tab.
        heading: the lines above the table.
        columns: the columns, left to right.
        lines: the lines of the table.
        notes: what readers have to know about it, one entry a line below the table.
        signed: who compiled it and who signs, one entry a line each; empty if nobody is named.
        kept: how many columns, from the left, stay in view and are repeated on every page.
        one_page_wide: whether it is made to fit the width of a page; otherwise it takes as many as it needs.
        filtered: whether the header has buttons that choose among the lines.
    """

    name: str
    heading: SheetHeading
    columns: tuple[SheetColumn, ...]
    lines: tuple[SheetLine, ...]
    notes: tuple[str, ...] = ()
    signed: tuple[tuple[str, ...], ...] = ()
    kept: int = 2
    one_page_wide: bool = True
    filtered: bool = False


class Annex(Struct, frozen=True, kw_only=True):
    """A workbook: the figures of a unit and period as sheets.

    Attributes:
        kind: the kind's name, `phu-luc`.
        title: one line for the file's properties.
        body: the issuing body in running text, for the head of every page.
        when: the period in running text, also for the head of every page.
        sheets: the sheets in order.
        layout: the profile it is laid out by.
    """

    kind: str
    title: str
    body: str
    when: str
    sheets: tuple[Sheet | Charts, ...]
    layout: Layout = field(default_factory=default)
