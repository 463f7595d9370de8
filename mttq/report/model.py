"""A `Report`: everything one issued document says, as plain data.

This is the boundary between content and format. The kinds of document build
a Report; the formats (Word, Markdown) render one. Nothing here knows of Word,
Markdown, YAML or totals: every figure is already text in Vietnamese form, and
no text holds markup of any format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from mttq.profile import Layout, default

if TYPE_CHECKING:
    from mttq.report.annex import Charts


class Align(StrEnum):
    """How the cells of a column are set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading.

    Attributes:
        level: 0 for a part (`Phần thứ nhất`), 1 for `I.` (capitals), 2 for `1.`, 3 for `1.1.`, `a)` or an
            unnumbered run-in heading.
        number: as printed, `Phần thứ nhất`, `I.` or `1.`; empty where the heading has none.
        text: the heading itself, already in capitals where the profile wants them.
    """

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, printed after an en dash or hyphen."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, how its cells are set, its share of the width (any unit)."""

    header: str
    align: Align
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row that repeats on every page.

    Attributes:
        title: the line above it.
        columns: the columns, left to right.
        rows: the cells as text, each row as long as `columns`.
        groups: the rows, counted from 0, that head a group of those below them: a number in the
            first cell, a title in the second, nothing in the others.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[int, ...] = ()


Block = Heading | Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The heading in two columns and the line below it.

    Attributes:
        superior: the body above the issuing one, in capitals; empty where none is named.
        issuer: the issuing body, one entry a line, in capitals; the rule is drawn under the last.
        number: `Số: 01/CTr-MTTQ-BTT`; the figure left blank where the document has none yet.
        place_and_date: `Quảng Trị, ngày 15 tháng 01 năm 2020`; blanks where not known.
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: `TM. BAN THƯỜNG TRỰC` / `KT. CHỦ TỊCH` / `PHÓ CHỦ TỊCH` / the name, each possibly empty."""

    on_behalf_of: str
    signing_for: str
    position: str
    name: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document.

    Attributes:
        kind: the kind's name, which is also the template's: `chuong-trinh`, `bao-cao`.
        letterhead: the heading in two columns.
        type_name: the kind in capitals, `BÁO CÁO`.
        subject: what it is about, one entry a line.
        addressed_to: the bodies named after `Kính gửi`, if any.
        basis: the documents it rests on, one a line, with the closing `;` or `.`.
        body: the blocks in order; the last one ends with `./.`
        signature: who signs.
        recipients: the lines of `Nơi nhận`, each with its dash and `;` or `.`.
        layout: the profile it is laid out by.
        measures: the words that stand behind figures: `nhà`, `suất`; of several words the first.
        one_page: whether it has to fit on one page, set smaller where need be.
        charts: pictures for pages of their own behind it, where they were asked for.
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
    one_page: bool = False
    charts: Charts | None = None
    layout: Layout = field(default_factory=default)
    measures: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """One line for the document's properties: kind and subject."""
        return " ".join((self.type_name, *self.subject))
