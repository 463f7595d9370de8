"""A unit of measure typed without its marks (MT207): `350 luot nguoi`, `19 ty dong`.

Only where no other word can be meant: one letter with another mark is another
word (`bò`, `bộ`), so nothing but plain letters is taken, and of a single
syllable only what Vietnamese never writes without marks.
"""

from __future__ import annotations

import re
import unicodedata

from mttq.check.fixes.model import Edit
from mttq.check.fixes.places import find, measure_of
from mttq.diagnostics import Diagnostic
from mttq.documents import Project
from mttq.source import Source

_LETTERS = re.compile("[a-z]+(?: [a-z]+)*", re.IGNORECASE)
# iê, uô, ươ, yê before another letter always carry their marks.
_NEVER_BARE = re.compile("(?<!q)(?:ie|uo|ye)[a-z]", re.IGNORECASE)

_SCALES = ("nghìn", "ngàn", "triệu", "tỷ", "nghìn tỷ")


def accented_unit(diagnostic: Diagnostic, source: Source, project: Project) -> tuple[Edit, ...]:
    """The unit as the indicator names it, in place of the same letters without marks."""
    span = diagnostic.span
    place = find(source, span)
    if place is None or span.line != span.end_line:
        return ()
    measure = measure_of(place, project)
    written = source.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    if measure is None or not _LETTERS.fullmatch(written):
        return ()
    if " " not in written and not _NEVER_BARE.search(written):
        return ()
    names = (measure.name, *measure.spellings)
    names += tuple(f"{scale} {name}" for scale in _SCALES for name in names)
    meant = [one for one in names if _bare(one) == written.casefold()]
    if len(meant) != 1 or meant[0].casefold() == written.casefold():
        return ()
    return (Edit(span, meant[0]),)


def _bare(text: str) -> str:
    """The letters without their marks."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(one for one in letters if not unicodedata.combining(one))
