"""Fixes: for each code that can be fixed without asking, the function that makes the edits.

A fix is made only if what was meant is certain, and is kept only if it changes nothing else (`fix_trial`). To add one:
a function, a line in `FIXES`, and tests.

Each function of the table takes a fault, its file and the project, and returns the edits that fix the fault; none if
the fault can be fixed in two ways.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from msgspec import Struct

from mttq.check.charsets import SOFT_HYPHEN, converted, in_unicode, is_old_letter, reread, without_entities
from mttq.check.examination import known_names
from mttq.check.rules.bad_period import BAD_PERIOD
from mttq.check.rules.invisible_character import INVISIBLE, INVISIBLE_CHARACTER, joins_pictures
from mttq.check.rules.odd_space import ODD_SPACE, ODD_SPACES
from mttq.check.rules.old_encoding import (
    FOREIGN_D,
    HTML_ENTITY,
    MISREAD_TEXT,
    OLD_ENCODING,
    PRIVATE,
    PRIVATE_SIGN,
    with_vietnamese_d,
)
from mttq.check.rules.pasted_bullet import BULLET_SIGN, PASTED_BULLET
from mttq.check.rules.reported_places import places
from mttq.check.rules.unclear_item import BULLET, ENDED, LETTER_BULLET, UNCLEAR_ITEM, bullet_lines
from mttq.check.rules.unknown_indicator import UNKNOWN_INDICATOR
from mttq.check.rules.unknown_task import UNKNOWN_TASK
from mttq.check.rules.unknown_unit import UNKNOWN_UNIT
from mttq.diagnostics import (
    AMBIGUOUS_NUMBER,
    BAD_DATE,
    BAD_ID,
    CONTROL_CHARACTER,
    MISPLACED_LINE,
    NOT_A_NUMBER,
    NOT_NFC,
    ODD_MARGIN,
    UNKNOWN_KEY,
    UNKNOWN_VALUE,
    WRONG_UNIT_OF_MEASURE,
    YAML_SYNTAX,
    Code,
    Diagnostic,
    Span,
)
from mttq.documents import Project
from mttq.documents.project import file_ref
from mttq.documents.references import references
from mttq.documents.shapes import FIGURES, SHAPES, STATED_FIGURES, TARGETS
from mttq.quantity import UnitOfMeasure
from mttq.schema import Amount, Either, Record, Shape, Table, written_day
from mttq.schema.indentation import shifts_of
from mttq.source import Mapping, Node, Scalar, Source, Style
from mttq.source.margins import odd_margin, plain_margins
from mttq.source.text import BOM, indent, only_marks, starts
from mttq.spelling import without_marks

_TABLES = {field.key: field.shape for field in (FIGURES, STATED_FIGURES, TARGETS)}


# Edits, and the scalar in which a fault lies


class Edit(Struct, frozen=True):
    """New text for a stretch of a file; an empty stretch is an insertion."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """The edits that remove one fault."""

    diagnostic: Diagnostic
    edits: tuple[Edit, ...]

    @property
    def path(self) -> str:
        """The file that it changes."""
        return self.diagnostic.path


def edited(text: str, edits: list[Edit]) -> str:
    """Return a text with some edits made, no two of which overlap; all else stays, line ends included."""
    lines = starts(text)

    def offset(line: int, column: int) -> int:
        return lines[line - 1] + column - 1

    pieces = []
    done = 0
    for edit in sorted(edits, key=lambda one: one.span):
        pieces += [text[done : offset(edit.span.line, edit.span.column)], edit.text]
        done = offset(edit.span.end_line, edit.span.end_column)
    return "".join([*pieces, text[done:]])


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters, or begin at the same place."""
    first, second = sorted((one.span, other.span))
    return (first.line, first.column) == (second.line, second.column) or (
        (first.end_line, first.end_column) > (second.line, second.column)
    )


class Location(Struct, frozen=True):
    """A scalar in its document.

    Attributes:
        scalar: the scalar.
        keys: the keys above it; if it is a key itself, its own name comes last.
        is_key: whether it is a key.
    """

    scalar: Scalar
    keys: tuple[str, ...]
    is_key: bool


def locate(source: Source, span: Span) -> Location | None:
    """Find the scalar in which a span begins."""
    node, keys = source.root, list[str]()
    at = (span.line, span.column)
    while node is not None and not isinstance(node, Scalar):
        if isinstance(node, Mapping):
            position = bisect_right(node.entries, at, key=lambda entry: _start(entry.key)) - 1
            if position < 0:
                return None
            entry = node.entries[position]
            keys.append(entry.key.text)
            if at < _end(entry.key):
                return Location(entry.key, tuple(keys), is_key=True)
            node = entry.value
        else:
            position = bisect_right(node.items, at, key=_start) - 1
            node = node.items[position] if position >= 0 else None
    if node is None or not _start(node) <= at < _end(node):
        return None
    return Location(node, tuple(keys), is_key=False)


def _start(node: Node) -> tuple[int, int]:
    return node.span.line, node.span.column


def _end(node: Node) -> tuple[int, int]:
    return node.span.end_line, node.span.end_column


def measure_of(place: Location, project: Project) -> UnitOfMeasure | None:
    """Return the unit of measure of an amount, if its indicator is known."""
    for at, key in enumerate(place.keys[:-1]):
        if key in _TABLES and not place.is_key:
            indicator = project.catalogue.indicators.get(place.keys[at + 1])
            if indicator is None:
                return None
            inside = place.keys[at + 2 :]
            named = indicator.companions.get(inside[0], "") if len(inside) == 1 else ""
            if named:
                companion = project.catalogue.indicators.get(named)
                return companion.measure if companion is not None else None
            return indicator.measure if _is_amount(_TABLES[key], place.keys[at + 1 :]) else None
    return None


def _is_amount(shape: Shape | None, keys: tuple[str, ...]) -> bool:
    """Whether a shape holds an amount under some keys."""
    for key in keys:
        if isinstance(shape, Either) and not callable(shape.mapping):
            shape = shape.mapping
        if isinstance(shape, Table):
            shape = shape.value
        elif isinstance(shape, Record):
            shape = next((field.shape for field in shape.fields if field.key == key), None)
        else:
            return False
    return isinstance(shape.scalar if isinstance(shape, Either) else shape, Amount)


def inside_quotes(scalar: Scalar, source: Source) -> tuple[Span, str] | None:
    """Return the span and the text of a scalar without its quotes; None unless it is on one line as it reads."""
    span = scalar.span
    if span.line != span.end_line or scalar.style not in {Style.PLAIN, Style.SINGLE, Style.DOUBLE}:
        return None
    quotes = 0 if scalar.style is Style.PLAIN else 1
    inside = Span(span.line, span.column + quotes, span.line, span.end_column - quotes)
    text = source.lines[span.line - 1][inside.column - 1 : inside.end_column - 1]
    return (inside, text) if text == scalar.text else None


# The makers of fixes


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

    Days with a full year that are clear but written otherwise: `15-01-2020`, `15.1.2020`, `ngày 15 tháng 1 năm 2020`.
    """
    place = locate(source, diagnostic.span)
    found = inside_quotes(place.scalar, source) if place is not None and not place.is_key else None
    if found is None:
        return ()
    span, written = found
    day = written_day(written)
    return (Edit(span, day.text),) if day is not None and day.certain and day.text else ()


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


def plain_margin(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Indent every line of the file with plain spaces."""
    plain = plain_margins(source.lines, source.text)
    if plain is None:
        return ()
    edits = []
    for number in plain.shifts:
        lead = odd_margin(source.lines[number - 1])
        new = plain.lines[number - 1]
        edits.append(Edit(Span(number, 1, number, len(lead) + 1), new[: indent(new)]))
    return tuple(edits)


def right_margin(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Indent lines as deep as the block to which they belong."""
    shape = _shape_of(source.path)
    if shape is None or plain_margins(source.lines, source.text) is not None:
        return ()
    known = known_names(project.catalogue)
    shifts = shifts_of(source, shape, known, diagnostic) or shifts_of(source, shape, {}, diagnostic)
    return tuple(
        Edit(Span(number, 1, number, 1), " " * by) if by > 0 else Edit(Span(number, 1, number, 1 - by), "")
        for number, by in shifts.items()
    )


def _shape_of(path: str) -> Shape | None:
    """Return the shape of a file of plans or reports; None for any other."""
    ref = file_ref(path)
    return None if isinstance(ref, Diagnostic) else SHAPES[ref.kind]


def no_marks_within(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Remove every byte order mark within a file, if nothing else in it stops the reading."""
    if not only_marks(source.text):
        return ()
    return tuple(
        Edit(Span(number, at + 1, number, at + 2), "")
        for number, line in enumerate(source.lines, start=1)
        for at, character in enumerate(line)
        if character == BOM
    )


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
        if line[at] == SOFT_HYPHEN and is_old_letter(line, at):
            return ()
        if not joins_pictures(line, at):
            edits.append(Edit(span, ""))
    return tuple(edits)


def unicode_text(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Convert a text typed in an old encoding, or read in a wrong one, if every word of it becomes a syllable."""
    place = locate(source, diagnostic.span)
    text = place.scalar.text if place is not None else ""
    misread, old = reread(text), converted(text)
    meant = misread or old
    if place is None or meant is None or not meant.certain:
        return ()

    def right(piece: str) -> str | None:
        if misread is not None:
            found = reread(piece)
            return found.text if found is not None else None
        return in_unicode(piece, meant.name)

    whole = inside_quotes(place.scalar, source)
    if whole is not None:
        return (Edit(whole[0], meant.text),)
    return _by_lines(place.scalar, source, right)


def meant_letters(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Replace the entities of HTML in a text by their characters, or the `Đ` of Icelandic by ours."""
    place = locate(source, diagnostic.span)
    right = without_entities if diagnostic.code is HTML_ENTITY else with_vietnamese_d
    return _by_lines(place.scalar, source, right) if place is not None else ()


def no_leading_sign(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Remove Word's sign for an item at the start of a text, where YAML's dash or key stands already."""
    place = locate(source, diagnostic.span)
    whole = inside_quotes(place.scalar, source) if place is not None and not place.is_key else None
    found = (
        re.match(rf"(?:{PRIVATE.pattern}|{BULLET_SIGN.pattern})\s*", whole[1]) if whole is not None else None
    )
    if whole is None or found is None or PRIVATE.search(whole[1], found.end()):
        return ()
    span = whole[0]
    return (Edit(Span(span.line, span.column, span.line, span.column + found.end()), ""),)


def _by_lines(scalar: Scalar, source: Source, right: Callable[[str], str | None]) -> tuple[Edit, ...]:
    """Correct each line of a text; nothing if a line can't be corrected by itself."""
    edits = []
    span = scalar.span
    for number in range(span.line, span.end_line + 1):
        line = source.lines[number - 1] if number <= len(source.lines) else ""
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        piece = line[start:end]
        if piece.isascii() and "&" not in piece:
            continue
        meant = right(piece)
        if meant is None:
            return ()
        if meant != piece:
            edits.append(Edit(Span(number, start + 1, number, end + 1), meant))
    return tuple(edits)


def dashes_for_bullets(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Make a list of a bare text every line of which begins with a bullet of Word, below its key."""
    place = locate(source, diagnostic.span)
    if place is None or place.is_key or place.scalar.style is not Style.PLAIN:
        return ()
    span = place.scalar.span
    numbers = bullet_lines(source, place.scalar)
    if numbers != list(range(span.line, span.end_line + 1)):
        return ()
    edits = []
    margins = set()
    for number in numbers:
        line = source.lines[number - 1]
        found = BULLET.match(line)
        if found is None:  # the first line follows its key
            return ()
        is_letter = found[1] == LETTER_BULLET
        if is_letter and not (line[found.end()].isupper() and (number == numbers[-1] or ENDED.search(line))):
            return ()  # `o` is also a word, for an aunt
        margins.add(found.start(1))
        is_sign = is_letter or not found[1][0].isalnum()
        end = found.end() if is_sign else found.start(1)
        edits.append(Edit(Span(number, found.start(1) + 1, number, end + 1), "- "))
    return tuple(edits) if len(margins) == 1 else ()


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


def sentence_in_quotes(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Put a sentence in quotes that begins with a reference to a figure, and so with a brace."""
    span = diagnostic.span
    line = source.lines[span.line - 1] if span.line == span.end_line <= len(source.lines) else ""
    sentence = line[span.column - 1 : span.end_column - 1]
    first = next(references(sentence), None)
    if first is None or first.start != 0 or first.indicator not in project.catalogue.indicators:
        return ()
    return (Edit(span, "'" + sentence.replace("'", "''") + "'"),)


def readable_line(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """Make a line readable as YAML, whatever keeps it from being so."""
    return plain_space_after_colon(diagnostic, source, project) or sentence_in_quotes(
        diagnostic, source, project
    )


def _at_edge(scalar: Scalar, span: Span) -> bool:
    """Whether a plain space would not be a part of the text there."""
    whole = scalar.span
    return (span.line, span.column) == (whole.line, whole.column) or (
        (span.end_line, span.end_column) == (whole.end_line, whole.end_column)
    )


FIXES: dict[Code, FixMaker] = {
    YAML_SYNTAX: readable_line,
    CONTROL_CHARACTER: no_marks_within,
    ODD_MARGIN: plain_margin,
    UNKNOWN_KEY: plain_spaces,
    UNKNOWN_VALUE: plain_spaces,
    BAD_DATE: readable_date,
    BAD_ID: plain_spaces,
    UNCLEAR_ITEM: dashes_for_bullets,
    MISPLACED_LINE: right_margin,
    PASTED_BULLET: no_leading_sign,
    FOREIGN_D: meant_letters,
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
    OLD_ENCODING: unicode_text,
    MISREAD_TEXT: unicode_text,
    HTML_ENTITY: meant_letters,
    PRIVATE_SIGN: no_leading_sign,
}
