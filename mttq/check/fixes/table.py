"""The faults that can be fixed without asking, and how: `FIXES`.

Each function takes a fault, its file and the project, and returns the edits
that fix the fault; none if the fault can be fixed in two ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from mttq.check.fixes.edits import Edit, inside_quotes, locate, measure_of
from mttq.check.rules.bad_period import BAD_PERIOD
from mttq.check.rules.invisible_character import INVISIBLE, INVISIBLE_CHARACTER, joins_pictures
from mttq.check.rules.odd_space import ODD_SPACE, ODD_SPACES
from mttq.check.rules.reported_places import places
from mttq.check.rules.unknown_indicator import UNKNOWN_INDICATOR
from mttq.check.rules.unknown_task import UNKNOWN_TASK
from mttq.check.rules.unknown_unit import UNKNOWN_UNIT
from mttq.diagnostics import (
    AMBIGUOUS_NUMBER,
    BAD_DATE,
    BAD_ID,
    NOT_A_NUMBER,
    NOT_NFC,
    UNKNOWN_KEY,
    UNKNOWN_VALUE,
    WRONG_UNIT_OF_MEASURE,
    YAML_SYNTAX,
    Code,
    Diagnostic,
    Span,
)
from mttq.documents import Project
from mttq.schema import parse_day
from mttq.source import Scalar, Source, Style
from mttq.spelling import without_marks

FixMaker = Callable[[Diagnostic, Source, Project], tuple[Edit, ...]]

_SCALES = ("nghìn", "ngàn", "triệu", "tỷ", "nghìn tỷ")


def accented_unit(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Put the marks on a unit of measure typed without them: `350 luot nguoi`, `19 ty dong`.

    One letter with another mark makes another word (`bò`, `bộ`), so only plain letters are taken, and of the
    single syllables only those that Vietnamese never writes without marks.
    """
    span = diagnostic.span
    place = locate(source, span)
    if place is None or span.line != span.end_line:
        return ()
    measure = measure_of(place, project)
    written = source.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    if measure is None or not _letters().fullmatch(written):
        return ()
    if " " not in written and not _never_bare().search(written):
        return ()
    names = (measure.name, *measure.spellings)
    names += tuple(f"{scale} {name}" for scale in _SCALES for name in names)
    meant = [one for one in names if without_marks(one.casefold()) == written.casefold()]
    if len(meant) != 1 or meant[0].casefold() == written.casefold():
        return ()
    return (Edit(span, meant[0]),)


@cache
def _letters() -> re.Pattern[str]:
    return re.compile("[a-z]+(?: [a-z]+)*", re.IGNORECASE)


@cache
def _never_bare() -> re.Pattern[str]:
    # iê, uô, ươ, yê before another letter always carry their marks.
    return re.compile("(?<!q)(?:ie|uo|ye)[a-z]", re.IGNORECASE)


def unit_after_number(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Put the indicator's unit after a bare count, `17.363`, so that no program takes it for a fraction."""
    place = locate(source, diagnostic.span)
    if (
        place is None
        or place.scalar.style is not Style.PLAIN
        or not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", place.scalar.text)
    ):
        return ()
    measure = measure_of(place, project)
    if measure is None or not measure.whole or measure.ratio or not measure.name:
        return ()
    span = place.scalar.span
    end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
    return (Edit(end, f" {measure.name}"),)


def readable_date(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Write a day as `15/01/2020`, or as `2020-01-15` if the year came first.

    Days that are clear but written otherwise: `15-01-2020`, `15.1.2020`, `ngày 15 tháng 1 năm 2020`.
    """
    place = locate(source, diagnostic.span)
    found = inside_quotes(place.scalar, source) if place is not None and not place.is_key else None
    if found is None:
        return ()
    span, written = found
    day = _rewritten(" ".join(written.split(" ")))
    return (Edit(span, day),) if parse_day(day) is not None else ()


def _rewritten(written: str) -> str:
    for pattern in (
        r"([0-9]{1,2}) ?([-./]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})",
        r"(?i:(?:ngày )?([0-9]{1,2})( )tháng ([0-9]{1,2}) năm ([0-9]{4}))",
    ):
        if match := re.fullmatch(pattern, written):
            day, _, month, year = match.groups()
            return f"{int(day):02}/{int(month):02}/{year}"
    if match := re.fullmatch(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})", written):
        year, _, month, day = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return ""


def composed_letters(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Compose each letter with the marks after it, in the whole file, comments included."""
    return tuple(
        Edit(Span(number, start + 1, number, end + 1), composed)
        for number, line in enumerate(source.lines, start=1)
        if not unicodedata.is_normalized("NFC", line)
        for start, end, composed in _not_composed(line)
    )


def _not_composed(line: str) -> list[tuple[int, int, str]]:
    found = []
    start = 0
    while start < len(line):
        end = start + 1
        while end < len(line) and not _begins(line[end]):
            end += 1
        composed = unicodedata.normalize("NFC", line[start:end])
        if composed != line[start:end]:
            found.append((start, end, composed))
        start = end
    return found


def _begins(character: str) -> bool:
    """Whether a character can't join the one before it."""
    return unicodedata.combining(character) == 0 and not "\u1160" <= character <= "\u11ff"


def no_invisible_characters(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Remove every invisible character of a text; none if one is between digits, where a number is uncertain."""
    place = locate(source, diagnostic.span)
    line = source.lines[diagnostic.span.line - 1] if place is not None else ""
    if place is None or not INVISIBLE.match(line, diagnostic.span.column - 1):
        return ()
    edits = []
    for span, _ in places(place.scalar, source, INVISIBLE):
        line, at = source.lines[span.line - 1], span.column - 1
        if line[max(at - 1, 0) : at].isdecimal() and line[at + 1 : at + 2].isdecimal():
            return ()
        if not joins_pictures(line, at):
            edits.append(Edit(span, ""))
    return tuple(edits)


def plain_spaces(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Replace every odd space of a text or key without quotes by a plain one."""
    place = locate(source, diagnostic.span)
    if place is None or place.scalar.style is not Style.PLAIN:
        return ()
    return tuple(
        Edit(span, "" if _at_edge(place.scalar, span) else " ")
        for span, _ in places(place.scalar, source, ODD_SPACES)
    )


def plain_space_after_colon(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Replace the odd space that keeps a colon from ending its key."""
    span = diagnostic.span
    line = source.lines[span.line - 1] if span.line <= len(source.lines) else ""
    if not ODD_SPACES.match(line, span.column - 1) or not line[: span.column - 1].endswith(":"):
        return ()
    return (Edit(Span(span.line, span.column, span.line, span.column + 1), " "),)


def _at_edge(scalar: Scalar, span: Span) -> bool:
    """Whether a plain space would not be a part of the text there."""
    whole = scalar.span
    return (span.line, span.column) == (whole.line, whole.column) or (
        (span.end_line, span.end_column) == (whole.end_line, whole.end_column)
    )


FIXES: dict[Code, FixMaker] = {
    YAML_SYNTAX: plain_space_after_colon,
    UNKNOWN_KEY: plain_spaces,
    UNKNOWN_VALUE: plain_spaces,
    BAD_DATE: readable_date,
    BAD_ID: plain_spaces,
    AMBIGUOUS_NUMBER: unit_after_number,
    NOT_A_NUMBER: no_invisible_characters,
    WRONG_UNIT_OF_MEASURE: accented_unit,
    UNKNOWN_UNIT: plain_spaces,
    UNKNOWN_INDICATOR: plain_spaces,
    UNKNOWN_TASK: plain_spaces,
    BAD_PERIOD: plain_spaces,
    NOT_NFC: composed_letters,
    ODD_SPACE: plain_spaces,
    INVISIBLE_CHARACTER: no_invisible_characters,
}
