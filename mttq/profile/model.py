"""A layout profile as plain data.

Lengths are in points, shares are parts of 1, all exact. Each format decides what
it makes of them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from mttq.diagnostics import Diagnostic
from mttq.levels import Level

_PLACE = re.compile(r"\{([^{}]*)\}")


def fill(pattern: str, **names: str) -> str:
    """Fill in the places of a pattern."""
    return _PLACE.sub(lambda found: names[found[1]], pattern)


class TextStyle(Struct, frozen=True, kw_only=True):
    """How the paragraphs of one part look.

    Attributes:
        size: of the letters.
        bold, italic: of the letters.
        align: `trai`, `giua`, `phai`, `deu`.
        first: indent of the first line.
        before, after: space around.
        line: space between lines, in lines.
    """

    size: Decimal
    bold: bool
    italic: bool
    align: str
    first: Decimal
    before: Decimal
    after: Decimal
    line: Decimal


class Page(Struct, frozen=True, kw_only=True):
    """The measures of the page.

    Attributes:
        width, height: of the paper.
        top, bottom, left, right: the margins.
        font: the one font.
        turns: whether a table that is too wide goes on a page of its own, turned, or is set smaller.
        number_first: whether page 1 shows its number.
        number_below: whether page numbers are in the bottom margin.
        number_edge: their distance from the edge of the paper.
        heading: the widths of the two columns at the top of page 1.
        closing: the widths of recipients and signature.
        rule: the thickness of the lines under headings.
        rule_gap: the space above them.
        rule_issuer, rule_motto, rule_subject: their lengths as a part of the text above.
        border: the thickness of the lines of tables.
        cell: the left and right margin of a table's cells.
        gap: the space after tables and before the signature.
        styles: by the part's name.
    """

    width: Decimal
    height: Decimal
    top: Decimal
    bottom: Decimal
    left: Decimal
    right: Decimal
    font: str
    turns: bool
    number_first: bool
    number_below: bool
    number_edge: Decimal
    heading: tuple[Decimal, Decimal]
    closing: tuple[Decimal, Decimal]
    rule: Decimal
    rule_gap: Decimal
    rule_issuer: Decimal
    rule_motto: Decimal
    rule_subject: Decimal
    border: Decimal
    cell: Decimal
    gap: Decimal
    styles: tuple[tuple[str, TextStyle], ...]

    def style(self, name: str) -> TextStyle:
        """Return the face of one part."""
        return dict(self.styles)[name]


class Words(Struct, frozen=True, kw_only=True):
    """The words printed in every document.

    Attributes:
        country, motto: quốc hiệu and tiêu ngữ.
        addressed: `Kính gửi:`.
        recipients: `Nơi nhận:`.
        as_above: the first recipient of a document with addressees if the file names none, `Như trên`.
        filed: the recipient if the file names none, `Lưu: VT`.
        dash: the start of each entry of a list.
        end: the end of the document, `./.`.
        capitals: the names of the parts that are set in capitals.
    """

    country: str
    motto: str
    addressed: str
    recipients: str
    as_above: str
    filed: str
    dash: str
    end: str
    capitals: frozenset[str]

    def cased(self, part: str, text: str) -> str:
        """Return a text of a part, in capitals if the part is set in capitals."""
        return text.upper() if part in self.capitals else text


class Numbers(Struct, frozen=True, kw_only=True):
    """How numbers of documents and dates are written.

    Attributes:
        number: the line with the number, a pattern of `so`.
        sign: the parts of a number in order, a pattern of `so`, `loai`, `co_quan`, `ban_thuong_truc`.
        room: the spaces left for a number that is not known yet.
        zero_below: numbers below this get a zero in front.
        day: a day in full, a pattern of `ngay`, `thang`, `nam`.
        place: a pattern of `dia_danh`, `ngay`.
        blank: the text for a day, month or year that is not known yet.
        day_zero_below, month_zero_below: days and months below these get a zero in front.
        kinds: the sign of a kind of document, by the words its name begins with, in lower case.
    """

    number: str
    sign: str
    room: int
    zero_below: int
    day: str
    place: str
    blank: str
    day_zero_below: int
    month_zero_below: int
    kinds: tuple[tuple[str, str], ...]


class Letterheads(Struct, frozen=True, kw_only=True):
    """How issuing bodies are named.

    Attributes:
        standing: the line of the standing committee.
        standing_sign: its sign in numbers.
        on_behalf_of: a pattern of `co_quan`.
        superior: the lines of the body above, by level; patterns of `ten`, `cap_tren` and both in capitals.
        issuer: the lines of the issuing body, in the same form.
        signs: its sign in numbers, by level.
    """

    standing: str
    standing_sign: str
    on_behalf_of: str
    superior: tuple[tuple[Level, tuple[str, ...]], ...]
    issuer: tuple[tuple[Level, tuple[str, ...]], ...]
    signs: tuple[tuple[Level, str], ...]


class Layout(Struct, frozen=True, kw_only=True):
    """A layout profile.

    Attributes:
        name: as settings name it.
        title: what it follows.
        page: measures and faces.
        compact: measures and faces of a document that is set more closely to save a page.
        words: fixed words.
        numbers: numbers and dates.
        letterheads: names of issuing bodies.
        lists: whether targets and results are listed as sentences under their programmes.
        tables: whether they stand in a table.
        compares: whether a table of results has the figures of the year before.
        task_results: whether a report has an annex that says what became of each task of the plan.
        headings: the texts of headings and titles, some with places, by their names.
        faults: the faults in its files; for a value that can't be used the base's applies.
    """

    name: str
    title: str
    page: Page
    compact: Page
    words: Words
    numbers: Numbers
    letterheads: Letterheads
    headings: tuple[tuple[str, str], ...]
    lists: bool = True
    tables: bool = True
    compares: bool = False
    task_results: bool = True
    faults: tuple[Diagnostic, ...] = ()

    def heading(self, name: str, **places: str) -> str:
        """Return the text of a heading with its places filled in."""
        return fill(dict(self.headings)[name], **places)
